"""标记: what the beginning of a line opens. The kind is taken from the words, never from the number of #."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legal.numerals import DAMAGED_NUMBER, NUMBER, article_number, repair, to_int
from legal.reading.source import WHITE, squeeze, trim
from legal.statute import Heading

_S = rf"[{WHITE}]"
_DIGITS = rf"{DAMAGED_NUMBER[:-2]}{WHITE}]+"

ARTICLE = re.compile(
    rf"(?P<mark>[第笫](?P<number>{_DIGITS})条(?P<inserted>(?:{_S}*之{_S}*{NUMBER})*))(?P<gap>{_S}*)"
)
_HEADING = re.compile(rf"第(?P<number>[{NUMBER[1:-2]}{WHITE}]+)(?P<level>分{_S}*编|编|章|节)")
_ANNEX = re.compile(
    rf"(?P<word>附{_S}*[件表录图])(?:{_S}*(?P<number>{NUMBER}))?(?P<after>{_S}*[：:、.．]|{_S}+|$)"
    rf"|附{_S}*[：:]"
)
_CITED = re.compile(r"规定|第|、|和|或|至|及|以及|的|所|（|\(|中|，|与|之|修改|改为|增加|删|相应")
"""How a line goes on that begins with a citation and not with an article (第五条规定的…)."""

_BARE_HEADINGS = {"总则", "附则", "罚则", "法律责任", "分则", "序言", "前言"}
_SENTENCE = re.compile(r"[。；;：:！？]")

_ITEM_STYLES = (
    (
        "（一）",
        re.compile(
            rf"[（(]{_S}*(?P<n>[〇零一二三四五六七八九十百廿]+)(?:{_S}*之{_S}*(?P<i>{NUMBER}))?{_S}*[）)](?:之(?P<j>{NUMBER}))?"
        ),
    ),
    ("（1）", re.compile(rf"[（(]{_S}*(?P<n>[0-9０-９]{{1,3}}){_S}*[）)]")),
    ("一、", re.compile(r"(?P<n>[〇零一二三四五六七八九十百廿]+)、")),
    ("1.", re.compile(r"(?P<n>[0-9０-９]{1,3})(?:[.．](?![0-9０-９])|、)")),
    ("1)", re.compile(r"(?P<n>[0-9０-９]{1,3})[）)]")),
    ("①", re.compile(r"(?P<n>[①-⑳])")),
)


@dataclass(frozen=True, slots=True)
class ArticleStart:
    """第N条 at the start of a line.

    Attributes:
        damage: what is wrong with the mark, in Chinese; "" for a clean one.
        rest: the words after it.
        arabic: whether the number stands in Arabic digits.
        goes_on: whether the words go on as after a citation.
        cited: whether they do so without white space before them.
    """

    number: str
    rest: str
    damage: str
    arabic: bool
    goes_on: bool
    cited: bool


@dataclass(frozen=True, slots=True)
class HeadingStart:
    """编章节 at the start of a line; ``number`` "" where none is printed."""

    level: Heading
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class ItemStart:
    """项 or 目 at the start of a line; ``style`` is the first mark of its kind."""

    style: str
    number: str
    rest: str


def article(text: str) -> ArticleStart | None:
    """The article that a line opens, clean or damaged; None if it opens none."""
    found = ARTICLE.match(text)
    if found is None:
        return None
    printed = squeeze(found["number"])
    try:
        number = article_number(repair(printed) + squeeze(found["inserted"]))
    except ValueError:
        return None
    rest = text[found.end() :]
    return ArticleStart(
        number=number,
        rest=rest.lstrip("：:、") if not found["gap"] else rest,
        damage=_damage(found, printed, rest),
        arabic=bool(re.search(r"[0-9０-９]", printed)),
        goes_on=bool(_CITED.match(rest)),
        cited=not found["gap"] and bool(_CITED.match(rest)),
    )


def _damage(found: re.Match[str], printed: str, rest: str) -> str:
    if found["mark"].startswith("笫"):
        return "“第”误作“笫”"
    if repair(printed) != printed:
        return "“一”误作横线"
    if squeeze(found["mark"]) != found["mark"]:
        return "条号中有空白"
    return "" if found["gap"] or not rest else "条号后没有空白"


def heading(text: str, *, marked: bool) -> HeadingStart | None:
    """The numbered heading that a line opens; ``marked`` says that # stood before it."""
    found = _HEADING.match(text)
    if found is None:
        return None
    title = trim(text[found.end() :])
    spaced = not title or text[found.end()] != title[0]
    if not marked and (not _is_title(title) or (not spaced and _CITED.match(title))):
        return None
    try:
        number = str(to_int(squeeze(found["number"])))
    except ValueError:
        return None
    return HeadingStart(Heading(squeeze(found["level"])), number, title)


def _is_title(text: str) -> bool:
    return len(text) <= 50 and not _SENTENCE.search(text) and not text.endswith(("，", ","))


def bare_heading(text: str) -> bool:
    """Whether a line is a heading that prints no number: 附 则."""
    return squeeze(text) in _BARE_HEADINGS


def looks_like_title(text: str) -> bool:
    """Whether a line could be a heading whose number was lost: short, and no sentence."""
    return 2 <= len(squeeze(text)) <= 30 and not re.search(r"[。；;：:！？，,“”|]", text)


def annex(text: str) -> tuple[str, str] | None:
    """附件: its printed number as integer text ("" for none) and the words after the mark."""
    found = _ANNEX.match(text)
    if found is None or text.endswith(("。", "；")) or len(text) > 200:
        return None
    number = found["number"]
    return (str(to_int(number)) if number else "", trim(text[found.end() :]))


def item(text: str) -> ItemStart | None:
    """The 项 or 目 that a line opens."""
    for style, pattern in _ITEM_STYLES:
        found = pattern.match(text)
        if found is not None:
            return _item_start(style, found, trim(text[found.end() :]))
    return None


def _item_start(style: str, found: re.Match[str], rest: str) -> ItemStart | None:
    groups = found.groupdict()
    if style == "①":
        return ItemStart(style, str(ord(found["n"]) - ord("①") + 1), rest)
    try:
        parts = [to_int(found["n"])]
        parts += [to_int(inserted) for key in ("i", "j") if (inserted := groups.get(key))]
    except ValueError:
        return None
    return ItemStart(style, "-".join(map(str, parts)), rest)
