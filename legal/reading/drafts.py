"""草稿: articles while they are being read, and the records made of them at the end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from legal.place import Place, article_key
from legal.statute import Article, Division, Heading, Item, Paragraph, SubItem

LEVELS = tuple(Heading)

CLOSING = re.compile(
    r"(?:^|[。；\n])(?:本[^。；]{1,40})?(?:自|从|于)[^。；]{0,40}(?:施行|生效|实施|执行|实行)(?=[。；，,]|$)"
    r"|本[^。；]{1,20}(?:的)?施行(?:日期|时间)[，由另为]"
)
"""How a text says from when it is in force; periods that run “自…之日起” are none."""


@dataclass(slots=True)
class Draft:
    """A text that may go on over several lines, and the line where it begins."""

    words: list[str]
    line: int

    @property
    def text(self) -> str:
        """Its lines together."""
        return "\n".join(self.words)


@dataclass(slots=True)
class DraftSubItem(Draft):
    """目, still growing."""

    number: int

    def freeze(self) -> SubItem:
        """The record."""
        return SubItem(number=self.number, text=self.text, line=self.line)


@dataclass(slots=True)
class DraftItem(Draft):
    """项, still growing."""

    number: str
    subitems: list[DraftSubItem] = field(default_factory=list[DraftSubItem])

    def freeze(self) -> Item:
        """The record."""
        subitems = tuple(sub.freeze() for sub in self.subitems)
        return Item(number=self.number, text=self.text, subitems=subitems, line=self.line)


@dataclass(slots=True)
class DraftParagraph(Draft):
    """款, still growing; ``styles`` are the marks of its lists, outermost first."""

    items: list[DraftItem] = field(default_factory=list[DraftItem])
    styles: list[str] = field(default_factory=list[str])

    def freeze(self, number: int) -> Paragraph:
        """The record."""
        items = tuple(item.freeze() for item in self.items)
        return Paragraph(number=number, text=self.text, items=items, line=self.line)


@dataclass(slots=True)
class DraftArticle:
    """条, still growing."""

    number: str
    annex: str
    division: int | None
    line: int
    paragraphs: list[DraftParagraph] = field(default_factory=list[DraftParagraph])

    @property
    def place(self) -> Place:
        """The 条 as a place."""
        return Place(self.number, annex=self.annex)

    @property
    def last(self) -> DraftParagraph | None:
        """The 款 that is being read."""
        return self.paragraphs[-1] if self.paragraphs else None

    @property
    def closes(self) -> bool:
        """Whether it is the closing article: one of its first 款 says from when the text is in force."""
        return any(CLOSING.search(draft.words[0]) for draft in self.paragraphs[:3] if draft.words)

    @property
    def latest(self) -> Draft | None:
        """The 款, 项 or 目 that was read last."""
        paragraph = self.last
        if paragraph is None or not paragraph.items:
            return paragraph
        item = paragraph.items[-1]
        return item.subitems[-1] if item.subitems else item

    def freeze(self) -> Article:
        """The record."""
        return Article(
            number=self.number,
            annex=self.annex,
            division=self.division,
            line=self.line,
            paragraphs=tuple(
                draft.freeze(number) for number, draft in enumerate(self.paragraphs, 1)
            ),
        )


@dataclass(slots=True)
class DraftDivision:
    """编章节, still growing."""

    level: Heading
    number: str
    title: str
    parent: int | None
    line: int


def parent_of(level: Heading, divisions: list[DraftDivision]) -> int | None:
    """The innermost open division above ``level``."""
    rank = LEVELS.index(level)
    index: int | None = len(divisions) - 1 if divisions else None
    while index is not None and LEVELS.index(divisions[index].level) >= rank:
        index = divisions[index].parent
    return index


def freeze_divisions(
    drafts: list[DraftDivision], articles: tuple[Article, ...]
) -> tuple[Division, ...]:
    """The records, each with the range of articles in it and in all that it holds."""
    inside: list[list[str]] = [[] for _ in drafts]
    for article in articles:
        index = article.division
        while index is not None:
            inside[index].append(article.number)
            index = drafts[index].parent
    return tuple(_freeze(draft, numbers) for draft, numbers in zip(drafts, inside, strict=True))


def _freeze(draft: DraftDivision, numbers: list[str]) -> Division:
    ordered = sorted(numbers, key=article_key)
    return Division(
        level=draft.level,
        number=draft.number,
        title=draft.title,
        first=ordered[0] if ordered else "",
        last=ordered[-1] if ordered else "",
        parent=draft.parent,
        line=draft.line,
    )
