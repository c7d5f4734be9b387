"""字句: the words of an article, place by place, as they are compared for identity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from legal.alignment.normal import Aliases, words
from legal.alignment.references import Reference, mask
from legal.place import Place
from legal.statute import Article


@dataclass(frozen=True, slots=True)
class Line:
    """The words at one place: of a 款 (or the lead of its items), a 项 or a 目.

    Attributes:
        exact: as ``words`` gives them.
        resolved: the same with references masked and organs' names resolved.
        references: what was masked, in order.
    """

    place: Place
    exact: str
    resolved: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """All lines of one article, in order; none for an article without words.

    Attributes:
        tails: 款 that ends in a list → the 款 that finishes the list's sentence.
    """

    article: Place
    lines: tuple[Line, ...]
    tails: Mapping[int, int]

    @property
    def exact(self) -> str:
        """The words in one string, whatever 款 they stand in."""
        return "".join(line.exact for line in self.lines)

    @property
    def references(self) -> tuple[Reference, ...]:
        """Every reference to an article of the same statute, in order."""
        return tuple(found for line in self.lines for found in line.references)

    def says_the_same(self, other: Wording) -> bool:
        """Whether both have the same words in the same 款, 项 and 目, references and organs' names aside."""
        return self._laid_out() == other._laid_out()

    def _laid_out(self) -> tuple[tuple[int | None, str | None, int | None, str], ...]:
        return tuple(
            (line.place.paragraph, line.place.item, line.place.subitem, line.resolved)
            for line in self.lines
        )

    def at(self, place: Place) -> tuple[Line, ...]:
        """The unit text of ``place``: with the lead above and the tail below a list, because they may carry the amount."""
        above = (place.parent, place.parent.parent if place.parent else None)
        leads = [p for p in above if p is not None and p.paragraph is not None]
        tail = self.tails.get(place.paragraph or 0)
        return tuple(
            line
            for line in self.lines
            if place.covers(line.place) or line.place in leads or line.place.paragraph == tail
        )


def wording(article: Article, aliases: Aliases) -> Wording:
    """Read the words of one article."""
    lines = tuple(_line(place, text, aliases) for place, text in _texts(article))
    tails = ((p.number, article.tail(p)) for p in article.paragraphs)
    return Wording(article.place, lines, {number: tail.number for number, tail in tails if tail})


def _texts(article: Article) -> Iterator[tuple[Place, str]]:
    for paragraph in article.paragraphs:
        at = (article.number, paragraph.number)
        yield Place(*at, annex=article.annex), paragraph.text
        for item in paragraph.items:
            yield Place(*at, item.number, annex=article.annex), item.text
            for sub in item.subitems:
                yield Place(*at, item.number, sub.number, annex=article.annex), sub.text


def _line(place: Place, text: str, aliases: Aliases) -> Line:
    masked = mask(text)
    return Line(place, words(text), aliases.resolve(words(masked.text)), masked.references)
