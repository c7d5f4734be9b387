"""引用: one reference to a place in a statute, as records."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from legal.place import Place


class Kind(StrEnum):
    """引用方式: how the text names what it refers to."""

    TITLED = "titled"  # 《……法》第三条
    SHORT_NAME = "short-name"  # 刑法第三条
    SELF = "self"  # 本法第三条
    BARE = "bare"  # 第三条
    RELATIVE = "relative"  # 前款、本条、该条、及其实施条例


class Fault(StrEnum):
    """引用缺陷: what is damaged in a printed citation. Kept beside the reading, never silently mended."""

    TITLE_MARKS = "title_marks"
    TITLE_UNMARKED = "title_unmarked"
    TITLE_REPEATED = "title_repeated"
    INFORMAL_TITLE = "informal_title"
    TAG_MARKS = "tag_marks"
    BRACKETS = "brackets"
    DOC_NUMBER_BRACKETS = "doc_number_brackets"
    IMPOSSIBLE_DATE = "impossible_date"
    BACKWARD_RANGE = "backward_range"
    LONG_RANGE = "long_range"
    NUMERAL = "numeral"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """条款项目: where in the statute, as a citation prints it. All None means the statute as a whole.

    Attributes:
        annex: "1" for 附件1, "0" for the only 附件.
        part: 编.
        chapter, section: 章, 节; in a document without articles ``section`` is its 一、.
        article: "12" or "12-1"; "5.1.1" in a technical standard.
        item: 项, "3" or "3-1"; also the numbered line of an annex.
        subitem: 目, also 小项.
        range_end: last number of a range of the innermost of 条, 节, 章, 编; ranges of 款, 项 and 目 are spread.
    """

    annex: str | None = None
    part: int | None = None
    chapter: int | None = None
    section: int | None = None
    article: str | None = None
    paragraph: int | None = None
    item: str | None = None
    subitem: int | None = None
    range_end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Position):
    """引用: one reference.

    Attributes:
        title: as printed without its outer marks and white space; None where the text does not tell it.
        kind: see ``Kind``.
        start, end: span of the mention in the text that was handed in: head and position in running text, the
            position alone in a cell, where the head stands above it.
        whole: the text says 全文适用.
        doc_number: 文号 or 令号, the statute's own (the first that is printed).
        revision: date of the last 修正 or 修订 that the citation prints: 2021-06-10, or as much of it as is
            printed, 2016-02 or 2019; None without a revision note or with an impossible date.
        history: the printed 沿革 between title and position.
        tag: printed level, 法律 of 【法律】; None without.
        printed: the quoted text that follows, for comparison with the statute; "" if none.
        faults: see ``Fault``, with the damaged piece as printed.
    """

    title: str | None
    kind: Kind
    start: int
    end: int
    whole: bool = False
    doc_number: str | None = None
    revision: str | None = None
    history: str = ""
    tag: str | None = None
    printed: str = ""
    faults: tuple[tuple[Fault, str], ...] = ()

    @property
    def place(self) -> Place | None:
        """The address in the statute's text; None for a whole statute, a 章 or a 节.

        The numbered line of an annex is its article, as in ``legal.place``.
        """
        if self.annex is not None:
            line = self.item or self.article
            return Place(line, annex=self.annex) if line else None
        if self.article is None or "." in self.article:
            return None
        return Place(self.article, self.paragraph, self.item, self.subitem)
