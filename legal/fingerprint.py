"""条文指纹: the unit text of every unit, with references to the statute's own articles resolved to identities.

A pure renumbering then changes no fingerprint (I16), while lead and tail of a list stay part of each of its items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256

from legal.alignment.normal import words
from legal.citations import references_in_statute
from legal.place import Place
from legal.statute import Article, Paragraph

Identity = Callable[[Place], str | None]
"""The identity of the provision at a place; None where the text has none there."""


def fingerprints(article: Article, identity: Identity) -> dict[Place, str]:
    """Hash of the unit text of each 条, 款, 项 and 目 of an article, by its place."""
    texts = dict(_resolved(article, identity))
    return {
        place: sha256(f"unit:1\n{words(text)}".encode()).hexdigest()
        for place, text in texts.items()
    }


def _resolved(article: Article, identity: Identity) -> Iterator[tuple[Place, str]]:
    own = {p.number: tuple(_of_paragraph(article, p, identity)) for p in article.paragraphs}
    for paragraph in article.paragraphs:
        (at, lead), *listed = own[paragraph.number]
        below = article.tail(paragraph)
        tail = [text for _, text in own[below.number]] if below else []
        for place, text in listed:
            inside = [t for p, t in listed if place.covers(p) and p != place]
            above = [t for p, t in listed if p == place.parent]
            yield place, "\n".join((lead, *above, text, *inside, *tail))
        yield at, "\n".join((lead, *(text for _, text in listed), *tail))
    yield article.place, "\n".join(text for lines in own.values() for _, text in lines)


def _of_paragraph(
    article: Article, paragraph: Paragraph, identity: Identity
) -> Iterator[tuple[Place, str]]:
    """Place and own words, references resolved: the lead of the 款 first, then each 项 and 目 in order."""
    at = Place(article.number, paragraph.number, annex=article.annex)
    yield at, _resolve(paragraph.text, at, identity)
    for item in paragraph.items:
        here = Place(at.article, at.paragraph, item.number, annex=at.annex)
        yield here, _resolve(item.text, here, identity)
        for sub in item.subitems:
            place = Place(at.article, at.paragraph, item.number, sub.number, annex=at.annex)
            yield place, _resolve(sub.text, place, identity)


def _resolve(text: str, place: Place, identity: Identity) -> str:
    """``text`` with each reference to this statute replaced by the identity of what it refers to."""
    pieces: list[str] = []
    after = 0
    for reference in references_in_statute(text, place):
        target = identity(reference.place) if reference.place is not None else None
        if target is None or reference.start < after:
            continue
        pieces += [text[after : reference.start], f"⟨{target}⟩"]
        after = reference.end
    return "".join((*pieces, text[after:]))
