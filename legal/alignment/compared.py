"""比较: all that two texts show about each other before anything is weighed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from legal.alignment import features
from legal.alignment.links import Pieces
from legal.alignment.similarity import Likeness, compare, lexicon
from legal.alignment.texts import Text
from legal.alignment.wording import Wording


@dataclass(frozen=True, slots=True)
class Compared:
    """Two texts side by side; indices are positions of articles.

    Attributes:
        fixed: pairs of identical words that no other article of either text has.
        alike: all pairs that say the same, references and organs' names aside.
        lone: the features of two articles by themselves.
    """

    old: Text
    new: Text
    fixed: Mapping[int, int]
    alike: frozenset[tuple[int, int]]
    likeness: Likeness
    lone: features.Features
    pieces: Pieces


def side_by_side(old: Text, new: Text) -> Compared:
    """Compare two texts."""
    known = lexicon([*old.shingles, *new.shingles])
    likeness = compare(old.shingles, new.shingles, known)
    return Compared(
        old=old,
        new=new,
        fixed=_identical(old.wordings, new.wordings),
        alike=_alike(old.wordings, new.wordings),
        likeness=likeness,
        lone=features.alone(old, new, likeness),
        pieces=Pieces(old, new, known),
    )


def by_words(wordings: Sequence[Wording]) -> dict[str, list[int]]:
    """Positions of the articles that have the same words."""
    out = defaultdict[str, list[int]](list)
    for at, one in enumerate(wordings):
        out[one.exact].append(at)
    return out


def _identical(old: Sequence[Wording], new: Sequence[Wording]) -> dict[int, int]:
    olds, news = by_words(old), by_words(new)
    return {
        at[0]: news[words][0]
        for words, at in olds.items()
        if words and len(at) == 1 and len(news.get(words, ())) == 1
    }


def _alike(old: Sequence[Wording], new: Sequence[Wording]) -> frozenset[tuple[int, int]]:
    news = defaultdict[tuple[str, ...], list[int]](list)
    for j, one in enumerate(new):
        news[_resolved(one)].append(j)
    return frozenset(
        (i, j)
        for i, one in enumerate(old)
        for j in news.get(_resolved(one), ())
        if one.says_the_same(new[j])
    )


def _resolved(wording: Wording) -> tuple[str, ...]:
    return tuple(line.resolved for line in wording.lines)
