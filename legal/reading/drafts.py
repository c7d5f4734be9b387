"""草稿: articles while they are being read, and the records made of them at the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from legal.place import Place, article_key
from legal.statute import Article, Division, Heading, Item, Paragraph, SubItem

LEVELS = tuple(Heading)


@dataclass(slots=True)
class DraftItem:
    """项, still growing."""

    number: str
    text: str
    line: int
    subitems: list[SubItem] = field(default_factory=list[SubItem])

    def freeze(self) -> Item:
        """The record."""
        return Item(
            number=self.number, text=self.text, subitems=tuple(self.subitems), line=self.line
        )


@dataclass(slots=True)
class DraftParagraph:
    """款, still growing; ``styles`` are the marks of its lists, outermost first."""

    text: str
    line: int
    items: list[DraftItem] = field(default_factory=list[DraftItem])
    styles: list[str] = field(default_factory=list[str])


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
    def text(self) -> str:
        """The words of its 款, without the lists."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    def freeze(self) -> Article:
        """The record."""
        return Article(
            number=self.number,
            annex=self.annex,
            division=self.division,
            line=self.line,
            paragraphs=tuple(
                Paragraph(
                    number=number,
                    text=draft.text,
                    items=tuple(item.freeze() for item in draft.items),
                    line=draft.line,
                )
                for number, draft in enumerate(self.paragraphs, 1)
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
