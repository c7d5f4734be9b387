"""条文指纹: the unit text of every unit, with references to the statute's own articles resolved to identities.

A pure renumbering then changes no fingerprint (I16), while the lead of a list stays part of each of its items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256

from legal.alignment.normal import words
from legal.citations import references_in_statute
from legal.place import Place
from legal.statute import Article

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
    whole: list[str] = []
    for paragraph in article.paragraphs:
        at = Place(article.number, paragraph.number, annex=article.annex)
        lead = _resolve(paragraph.text, at, identity)
        inside = [lead]
        for item in paragraph.items:
            here = Place(article.number, paragraph.number, item.number, annex=article.annex)
            own = [_resolve(item.text, here, identity)]
            for sub in item.subitems:
                place = Place(here.article, here.paragraph, here.item, sub.number, here.annex)
                text = _resolve(sub.text, place, identity)
                yield place, f"{lead}\n{own[0]}\n{text}"
                own.append(text)
            yield here, "\n".join((lead, *own))
            inside += own
        yield at, "\n".join(inside)
        whole += inside
    yield article.place, "\n".join(whole)


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
