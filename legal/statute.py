"""法规文本: one dated text of a statute as records, from 编 down to 目.

Every reader (Markdown, .docx, plain text) ends in a ``Statute``; alignment, citations and the graph start from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from legal.place import Place

_CLOSED = re.compile(r"[。！？!?…][”’」』）)】]*$")
_CONDITION = re.compile(r"的[：:，,]?$")
_ONLY_IN_FORCE = re.compile(r"起?(?:施行|实施|生效|执行)[。）)]*")


class Heading(StrEnum):
    """编章节: the levels above 条, outermost first."""

    PART = "编"
    SUBPART = "分编"
    CHAPTER = "章"
    SECTION = "节"


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """编、分编、章、节: a heading and the range of articles under it.

    Attributes:
        number: as an integer text ("3"), or "" where the heading prints none (附则).
        first, last: article numbers, both included; "" for a division without articles.
        parent: index of the division that holds this one in ``Statute.divisions``; None at the top.
    """

    level: Heading
    number: str
    title: str
    first: str
    last: str
    parent: int | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubItem:
    """目."""

    number: int
    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """项. ``number`` as printed, "3" or "3-1"; ``text`` without its number."""

    number: str
    text: str
    subitems: tuple[SubItem, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """款. ``text`` is the whole 款, or the lead (项之前的导语) where items follow."""

    number: int
    text: str
    items: tuple[Item, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """条, or a numbered item of an annex.

    Attributes:
        number: "12" or "12-1"; unique in the text (with its annex).
        annex: as in ``Place.annex``.
        division: index of the innermost division in ``Statute.divisions``; None without any.
    """

    number: str
    annex: str
    division: int | None
    paragraphs: tuple[Paragraph, ...]
    line: int

    @property
    def place(self) -> Place:
        """The 条 as a place."""
        return Place(self.number, annex=self.annex)

    @property
    def text(self) -> str:
        """The article's text whole, one line a 款, 项 or 目, numbers of items printed, own number left out."""
        return "\n".join(text for paragraph in self.paragraphs for text in _lines(paragraph))

    def tail(self, paragraph: Paragraph) -> Paragraph | None:
        """项之后的结语: the 款 below a list that finishes the list's sentence (…；由…处罚款), None without one.

        It is counted as a 款, because nothing but its words tells it from one; but no 项 can be read without it.
        """
        below = next((p for p in self.paragraphs if p.number == paragraph.number + 1), None)
        if below is None or not paragraph.items or below.text.startswith("前款"):
            return None
        last = paragraph.items[-1]
        ends = (last.subitems[-1] if last.subitems else last).text.rstrip()
        open_ = not _CLOSED.search(ends) or _CONDITION.search(paragraph.text.rstrip())
        return below if open_ else None


def _lines(paragraph: Paragraph) -> Iterator[str]:
    yield paragraph.text
    for item in paragraph.items:
        yield f"（{item.number}）{item.text}"
        for sub in item.subitems:
            yield f"{sub.number}.{sub.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """沿革: one line of the header. ``day`` is None where the line has no date."""

    day: date | None
    text: str

    @property
    def only_in_force(self) -> bool:
        """Whether the line says from when the text is in force, and nothing else: 2021年7月15日 施行."""
        return _ONLY_IN_FORCE.fullmatch("".join(self.text.split())) is not None


class Severity(StrEnum):
    """How much a finding weighs: a note was repaired safely; a warning is shown; an incomplete text is never used as whole."""

    NOTE = "提示"
    WARNING = "警告"
    INCOMPLETE = "不完整"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """缺陷: what does not parse cleanly, and where.

    Attributes:
        code: stable name, e.g. ``article_gap``, ``stops_early``, ``items_out_of_order``.
        line: of the source, from 1; 0 for the text as a whole.
        place: printed ``Place`` or heading nearest to it, "" if none.
        message: one Chinese sentence for people.
        repaired: whether a safe rule mended it; never true for ``INCOMPLETE``.
    """

    code: str
    severity: Severity
    line: int
    place: str
    message: str
    repaired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statute:
    """法规的一个文本版本.

    Attributes:
        title: full title as printed, without white space.
        history: 沿革, oldest first.
        effective: 施行日期 from the header only, never from the closing article; None if the header has none.
        divisions: every 编/分编/章/节 in order of appearance.
        articles: every 条 in order, annex items after them.
        preamble: lines of the body before the first article that are no heading (e.g. 序言).
        loose: lines that belong to no article (swallowed appendix, text without articles), with their line number.
        findings: every defect with its place.
        source: every line of the file, verbatim, so that nothing of the text is lost.
        contents: 目录 with its line numbers, where the file prints one; no part of the text.
    """

    title: str
    history: tuple[Event, ...]
    effective: date | None
    divisions: tuple[Division, ...]
    articles: tuple[Article, ...]
    preamble: tuple[str, ...]
    loose: tuple[tuple[int, str], ...]
    findings: tuple[Finding, ...]
    source: tuple[str, ...]
    contents: tuple[tuple[int, str], ...] = ()

    @property
    def promulgated(self) -> date | None:
        """公布日期 of this version: the newest adoption or amendment of the header; the day it takes effect is none."""
        days = (event.day for event in self.history if event.day and not event.only_in_force)
        return max(days, default=None)

    @property
    def complete(self) -> bool:
        """Whether the text may be taken as the whole statute."""
        return all(finding.severity is not Severity.INCOMPLETE for finding in self.findings)

    def article(self, number: str, annex: str = "") -> Article | None:
        """The article with this number, None if the text has none."""
        return next((a for a in self.articles if (a.number, a.annex) == (number, annex)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """单元: one addressable text: a 条, 款, 项 or 目.

    Attributes:
        text: its own words.
        whole: the *unit text*: for a 项 the lead, the item and the tail, because lead or tail may carry the amount;
            for a 条 or a 款 everything inside it, and the tail of the list in which a 款 ends.
    """

    place: Place
    text: str
    whole: str


def units(article: Article) -> Iterator[Unit]:
    """Every unit of an article in order: the 条, then each 款, 项 and 目."""
    yield Unit(place=article.place, text=article.text, whole=article.text)
    for paragraph in article.paragraphs:
        at = Place(article.number, paragraph.number, annex=article.annex)
        tail = tuple(_lines(below)) if (below := article.tail(paragraph)) else ()
        yield _unit(at, paragraph.text, *_lines(paragraph), *tail)
        for item in paragraph.items:
            inside = Place(at.article, at.paragraph, item.number, annex=at.annex)
            subs = (f"{sub.number}.{sub.text}" for sub in item.subitems)
            yield _unit(inside, item.text, paragraph.text, item.text, *subs, *tail)
            for sub in item.subitems:
                place = Place(at.article, at.paragraph, item.number, sub.number, annex=at.annex)
                yield _unit(place, sub.text, paragraph.text, item.text, sub.text, *tail)


def _unit(place: Place, text: str, *whole: str) -> Unit:
    return Unit(place=place, text=text, whole="\n".join(whole))
