"""Statutes of our own wording, small enough to be read in a test."""

from __future__ import annotations

from collections.abc import Sequence

from legal.alignment import Alignment, Correspondence, Part
from legal.place import Place
from legal.statute import Article, Division, Heading, Item, Paragraph, Statute

Words = str | tuple[str, Sequence[str]]
"""A 款: its words, or its lead and its 项."""


def article(number: int | str, *paragraphs: Words, division: int | None = None) -> Article:
    """One 条."""
    made = tuple(_paragraph(at, words) for at, words in enumerate(paragraphs, 1))
    return Article(number=str(number), annex="", division=division, paragraphs=made, line=0)


def _paragraph(number: int, words: Words) -> Paragraph:
    lead, texts = (words, ()) if isinstance(words, str) else words
    items = tuple(
        Item(number=str(at), text=text, subitems=(), line=0) for at, text in enumerate(texts, 1)
    )
    return Paragraph(number=number, text=lead, items=items, line=0)


def statute(*articles: Article, chapters: Sequence[str] = ()) -> Statute:
    """A text of these articles, in this order."""
    divisions = tuple(
        Division(
            level=Heading.CHAPTER,
            number=str(at),
            title=title,
            first="",
            last="",
            parent=None,
            line=0,
        )
        for at, title in enumerate(chapters, 1)
    )
    return Statute(
        title="样本条例",
        history=(),
        effective=None,
        divisions=divisions,
        articles=articles,
        preamble=(),
        loose=(),
        findings=(),
        source=(),
    )


def numbered(*bodies: Sequence[Words]) -> Statute:
    """Articles 1, 2, 3 … of these 款."""
    return statute(*(article(at, *body) for at, body in enumerate(bodies, 1)))


def row(alignment: Alignment, number: int | str) -> Correspondence:
    """What became of an old article."""
    found = alignment.of(Place(str(number)))
    assert found is not None
    return found


def part(alignment: Alignment, place: str) -> Part:
    """What became of an old 款 or 项."""
    at = Place.parse(place)
    return next(one for one in row(alignment, at.article).parts if one.old == at)


def news(found: Correspondence | Part) -> list[str]:
    """The new places as printed."""
    return [str(place) for place in found.new]
