"""依据的起点: every place in a cell where a basis may begin: level tags, numbered titles, titles at line starts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from legal.citations.model import Fault
from legal.citations.names import ENDINGS, TAGS
from legal.citations.text import B, N, squeeze

NUMBERING = r"(?:[;,、]?[ ]*+(?:\(?(?:\d{1,2}(?:[-.]\d{1,2})?|[一二三四五六七八九十]{1,3})(?:\)|、|\.|:)|[①-⑳])[ ]*+)"
_LABEL = r"(?:[一-龥]{0,8}(?:依据|[违罚]则|条款|名称|法律|法规|规章|文件)(?:[ ]*+(?:\d{1,2}|[一二三四五六七八九十]))?[ ]*+:[ ]*+)"
_TAG = re.compile(
    rf"【{B}(?P<any>[一-龥、/和]{{2,14}}){B}】(?={B}:?{B}{NUMBERING}?(?:《|[一-龥]{{2,24}}《))|【{B}(?P<known>{TAGS}){B}】"
    rf"|(?:^|(?<=\n))[ ]*+(?:【(?P<unclosed>{TAGS})(?=[ ]*+《)|(?P<unopened>{TAGS})】|(?P<bare>{TAGS})[:][ ]*+(?=《))"
)
_BEFORE_TITLE = r"(?:[一-龥、]{0,24}(?:国务院|[部委局厅署院会办]|政府|中央)|[一-龥]{0,10}(?:实施|贯彻|关于|印发)|根据|依据|依照|按照)?"
_LINE_TITLE = re.compile(
    rf"(?:^|(?<=\n))[ ]*+{_LABEL}?{NUMBERING}?{_LABEL}?(?P<at>{_BEFORE_TITLE}《)"
)
_INNER_TITLE = re.compile(
    rf"(?<=[ 。;”)条款项章节])(?:{NUMBERING}{_LABEL}?|{_LABEL}{NUMBERING}?)[ ]*+(?P<at>{_BEFORE_TITLE}《)"
)
_NOTED_TITLE = re.compile(
    rf"(?P<at>《[^《》\n]{{2,80}}+(?:《[^《》\n]{{2,60}}+》[^《》\n]{{0,20}}+)?》)(?=[ ]*+\([^()]{{0,120}}?(?:\d{{4}}年|令第?{N}号|号令|[〔\[【]\d{{4}}[〕\]】]|通过|修正|修订))"
)
"""《A》（2021年修正）: a law that quoted text names has no history behind it."""
_LINE_UNOPENED = re.compile(
    rf"(?:^|(?<=\n))[ ]*+{_LABEL}?{NUMBERING}?{_LABEL}?(?P<at>[(〈“]?[一-龥、〈〉]{{3,80}}+》)"
)
_NEXT_SENTENCE = re.compile(r"(?<=[。;”)])[ ]*+(?P<at>《)|[ ]{2,}+(?P<spaced>《)")
_LINE_UNMARKED = re.compile(
    rf"(?:^|(?<=\n))[ ]*+{NUMBERING}?(?P<at>[一-龥]{{2,40}}?(?:{ENDINGS}))(?=(?:\((?:试行|暂行)\))?[ ]*+(?:\([^()\n]*(?:\d{{4}}|号)[^()\n]*\))?{B}第{B}{N}{B}条[ ]*+(?:第{B}\(?{N}\)?{B}[款项][ ]*+)*(?:[: \n]|$))"
)
_TITLES = (
    (_NEXT_SENTENCE, True),
    (_NOTED_TITLE, False),
    (_LINE_UNOPENED, False),
    (_INNER_TITLE, False),
    (_LINE_TITLE, False),
)
_WITHIN = re.compile(
    r"(?:依照|按照|根据|依据|违反|(?<!全文)适用|参照|符合|执行|[和或与及的由〈《]|实施|关于|修改|印发|以下简称)[ ]*\Z"
)
_CHAINED = re.compile(
    rf"(?:之|的)?(?:规定|要求)?{B}(?:[、,;。]|以及|及|和|与|或者|或)*+{B}{NUMBERING}?(?:(?P<tag>{TAGS})[ ]*+:[ ]*+)?(?P<at>{_BEFORE_TITLE}《)"
)
_GOVERNED = re.compile(r"根据|依照|依据|按照|由|被|已|同时|参照")
_IN_SENTENCE = re.compile(
    r"(?:依照|按照|根据|依据|违反|(?<!全文)适用|参照|符合|和|或|与|及|的|由|(?<![\d一二三四五六七八九十条款项章节目》)])、|以下简称)[ ]*\Z"
)
_AFTER_TAG = re.compile(rf"{B}:?{B}{NUMBERING}?")


@dataclass(frozen=True, slots=True)
class Opening:
    """A place where a basis may begin: ``at`` is where its title is looked for."""

    start: int
    at: int
    tag: str | None
    faults: tuple[tuple[Fault, str], ...]
    strict: bool  # within running words: only with a position behind the title
    tagged: bool = (
        False  # a level tag of its own stands before it, so it is a basis whatever follows
    )


def openings(folded: str) -> list[Opening]:
    """Every place where a basis may begin, in order."""
    found = {
        opening.at: opening for finder in (_unmarked, _titles, _tags) for opening in finder(folded)
    }
    return sorted(found.values(), key=lambda opening: (opening.at, opening.start))


def _tags(folded: str) -> Iterator[Opening]:
    for found in _TAG.finditer(folded):
        if not _free(folded, found.start()):
            continue
        tag = next(value for value in found.groupdict().values() if value)
        damaged = (
            found["unclosed"] or found["unopened"] or " " in found[0].strip() or tag == "行法规"
        )
        faults = ((Fault.TAG_MARKS, found[0].strip()),) if damaged else ()
        behind = _AFTER_TAG.match(folded, found.end())
        at = behind.end() if behind else found.end()
        start = found.end() - len(found[0].lstrip())
        yield Opening(start, at, squeeze(tag), faults, strict=False, tagged=True)


def _free(folded: str, start: int) -> bool:
    """Not inside a sentence (依照【法规】《…》第三条处罚)."""
    return not _IN_SENTENCE.search(folded, max(0, start - 12), start)


def _titles(folded: str) -> Iterator[Opening]:
    for pattern, strict in _TITLES:
        for found in pattern.finditer(folded):
            at = found.start(found.lastgroup or "at")
            if pattern is _NOTED_TITLE and _WITHIN.search(folded, max(0, at - 20), at):
                continue
            yield Opening(at, at, None, (), strict)


def _unmarked(folded: str) -> Iterator[Opening]:
    for found in _LINE_UNMARKED.finditer(folded):
        yield Opening(
            found.start("at"),
            found.start("at"),
            None,
            ((Fault.TITLE_UNMARKED, found["at"]),),
            strict=True,
        )


def chained(folded: str, at: int, tag: str | None) -> Opening | None:
    """《A》、《B》 and 《A》第三条、公安部《B》第四条: the next basis right behind one."""
    found = _CHAINED.match(folded, at)
    if found is None or "\n" in found[0] or _GOVERNED.search(found[0]):
        return None
    return Opening(found.start("at"), found.start("at"), found["tag"] or tag, (), strict=False)
