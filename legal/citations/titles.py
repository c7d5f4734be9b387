"""题名: where a title begins and ends, whether it names an instrument, and how titles are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from legal.citations.model import Fault
from legal.citations.names import CUSTOMARY, ENDINGS
from legal.citations.text import closing, squeeze

LONGEST = 200
"""Characters of the longest title that is believed."""

_TAIL = r"(?:\((?:[^()]*(?:试行|暂行|草案|修订|修正|年版|年本|版|本|[一二三四五六七八九十]+|清单|节录)[^()]*)\))*"
_INSTRUMENT = re.compile(rf"(?:{ENDINGS})(?:\(?(?:试行|暂行|修订|修正|19\d\d|20\d\d)\)?)?{_TAIL}$")
_NOT_ONE = re.compile(r"(?:决定书|通知书|意见书|标准书|公告栏|文书|日报|晚报|公报)$")
_MARKS = re.compile(r"[《》〈〉<>「」『』“”\"'‘’\s·]")
_TITLE_ENDS = re.compile(r"[》〉(\n]|第[一二三四五六七八九十百\d]+条")
_SUFFIX = re.compile(
    r"([^《》〈〉()\n,。;:、第]{0,24}?(?:细则|办法|规定|条例|决定|通知|意见|方案|制度|目录))"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title found in the text: ``name`` without outer marks, ``end`` the index after it."""

    name: str
    start: int
    end: int
    faults: tuple[tuple[Fault, str], ...] = ()


def normalise_title(title: str) -> str:
    """For comparing only: NFKC, without 中华人民共和国, white space and inner marks."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", title)).replace("中华人民共和国", "")


def candidates(
    title: str, known_titles: Iterable[str], *, limit: int = 5
) -> list[tuple[str, float]]:
    """Known titles like a misspelt one, best first, with their likeness from 0 to 100; a person chooses."""
    known = {name: normalise_title(name) for name in known_titles}
    found = process.extract(
        normalise_title(title), known, scorer=fuzz.ratio, limit=limit, score_cutoff=70
    )
    return [(name, round(score, 1)) for _, score, name in found]


def is_instrument(name: str) -> bool:
    """Whether 《name》 is a statute or another norm, not a certificate, a form or a newspaper."""
    folded = unicodedata.normalize("NFKC", squeeze(name)).rstrip("》〉")
    return bool(_INSTRUMENT.search(folded)) and not _NOT_ONE.search(folded)


_WITHOUT_ARTICLES = re.compile(
    r"(?:通知|意见|批复|决定|方案|公告|通告|函|规划|纲要|要点|三定|规定|目录|清单)(?:\([^()]*\))?$"
)


def without_articles(name: str) -> bool:
    """Whether an instrument of this name is divided into 一、（二） and not into 条."""
    return bool(_WITHOUT_ARTICLES.search(unicodedata.normalize("NFKC", name)))


def customary(name: str) -> tuple[str, tuple[tuple[Fault, str], ...]]:
    """The title that a customary short name means (土地承包法), and that it was used."""
    meant = CUSTOMARY.get(normalise_title(name))
    return (name, ()) if meant is None else (meant, ((Fault.INFORMAL_TITLE, name),))


def marked(text: str, folded: str, start: int) -> Title | None:
    """The title in 《》 that begins at ``start``, nested marks and common damage included; None if it never ends."""
    end = closing(folded, start, LONGEST)
    if end is None:
        return _unclosed(text, folded, start)
    name, faults = text[start + 1 : end - 1], ()
    if text[start] != "《":
        faults = ((Fault.TITLE_MARKS, text[start:end]),)
    tail = _SUFFIX.match(folded, end)
    if tail and folded[tail.end() : tail.end() + 1] == "》":
        end = tail.end() + 1
        name, faults = (
            f"{name}{text[tail.start() : tail.end()]}",
            ((Fault.TITLE_MARKS, text[start:end]),),
        )
    elif folded[end : end + 1] == "》":
        end, faults = end + 1, ((Fault.TITLE_MARKS, text[start : end + 1]),)
    return Title(squeeze(name), start, end, faults)


def _unclosed(text: str, folded: str, start: int) -> Title | None:
    """《A《B》 or 《A (2010…): the title ends at the first closing mark, bracket or line end."""
    stop = _TITLE_ENDS.search(folded, start + 1, start + LONGEST)
    if stop is not None and stop[0] == "〉" and "〈" in folded[start : stop.start()]:
        stop = _TITLE_ENDS.search(folded, stop.end(), start + LONGEST)
    if stop is None:
        return None
    end = stop.end() if stop[0] in "》〉" else stop.start()
    name = squeeze(text[start + 1 : stop.start()])
    if not is_instrument(name.replace("《", "")):
        return None
    return Title(name, start, end, ((Fault.TITLE_MARKS, text[start:end].strip()),))
