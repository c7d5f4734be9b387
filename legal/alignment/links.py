"""拆分与合并: pieces of an old article that went to an article which is not its main successor."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from legal.alignment.features import LINK, Features, best_other, mismatch
from legal.alignment.similarity import Lexicon, Likeness, Matrix, compare, gains
from legal.alignment.texts import Text

Indices = NDArray[np.int64]


class Pieces:
    """Every atom of one text against every atom of the other.

    Attributes:
        likeness: old atoms × new atoms; ``score`` its mean of cosine and rare.
        old_of, new_of: index of each atom's article.
    """

    def __init__(self, old: Text, new: Text, known: Lexicon) -> None:
        self.old, self.new, self.known = old, new, known
        olds, news = [a.shingles for a in old.atoms], [a.shingles for a in new.atoms]
        self.likeness: Likeness = compare(olds, news, known)
        self.score: Matrix = (np.sqrt(self.likeness.rare) + self.likeness.cosine) / 2
        self.old_of: Indices = np.array([a.article for a in old.atoms], dtype=np.int64)
        self.new_of: Indices = np.array([a.article for a in new.atoms], dtype=np.int64)
        self.old_weight, self.new_weight = _weights(olds, known), _weights(news, known)


def _weights(atoms: list[frozenset[str]], known: Lexicon) -> NDArray[np.float64]:
    return np.array(
        [sum(known.weight[known.index[s]] for s in a if s in known.index) for a in atoms]
    )


def link_features(
    pieces: Pieces, certainty: Matrix, crossing: Matrix, assigned: Mapping[int, int]
) -> Features:
    """The features ``LINK`` of each old × new article, taken from their best pair of atoms.

    Args:
        certainty: log odds of each pair of whole articles.
    """
    figures = (
        *_words(pieces),
        *_homes(assigned, certainty.shape),
        np.clip(certainty, -_CERTAIN, _CERTAIN),
        *_substance(pieces, assigned),
        np.log1p(crossing),
        _beside(assigned, certainty.shape),
    )
    by_name = dict(zip(_COMPUTED, figures, strict=True))
    return np.stack([by_name[name] for name in LINK], axis=-1)


_COMPUTED = (
    "likeness", "lead", "old_lead", "new_lead", "old_covered", "new_covered", "old_share", "new_share", "length",
    "homeless", "taken", "whole", "duty_vs_sanction", "split_gain", "home_gain", "join_gain", "new_gain",
    "crossing", "beside",
)  # fmt: skip
"""The features as they come out; ``LINK`` has the order of the weights."""


def _words(pieces: Pieces) -> tuple[Matrix, ...]:
    """How alike the best atoms are, and how much more than to anything else."""
    starts = np.searchsorted(pieces.new_of, np.arange(len(pieces.new.articles)))
    by_article = np.maximum.reduceat(pieces.score, starts, axis=1)  # old atom × new article
    old_starts = np.searchsorted(pieces.old_of, np.arange(len(pieces.old.articles)))
    by_source = np.maximum.reduceat(pieces.score, old_starts, axis=0)  # old article × new atom
    elsewhere, rivals = best_other(by_article, axis=1), best_other(by_source, axis=0)
    a, b = _best_atoms(pieces, elsewhere, rivals, starts)
    score = pieces.score[a, b]
    old_lead = score - elsewhere[a, np.arange(a.shape[1])[None, :]]
    new_lead = score - rivals[np.arange(a.shape[0])[:, None], b]
    return (
        score,
        np.minimum(old_lead, new_lead),
        old_lead,
        new_lead,
        pieces.likeness.old_covered[a, b],
        pieces.likeness.new_covered[a, b],
        *_shares(pieces, by_article > elsewhere, by_source > rivals, by_article, by_source),
        np.sqrt(np.minimum(pieces.old_weight[a], pieces.new_weight[b])) / 10,
    )


def _homes(assigned: Mapping[int, int], shape: tuple[int, ...]) -> tuple[Matrix, Matrix]:
    """1 where the old article has no main successor; 1 where the new one is somebody's."""
    homeless, taken = np.ones(shape), np.zeros(shape)
    homeless[list(assigned.keys()), :] = 0.0
    taken[:, list(assigned.values())] = 1.0
    return homeless, taken


def _substance(pieces: Pieces, assigned: Mapping[int, int]) -> tuple[Matrix, ...]:
    """Duty against penalty, and what the pair explains that main successors do not."""
    old_gain, new_gain = gains(pieces.old.shingles, pieces.new.shingles, pieces.known, assigned)
    homeless, _ = _homes(assigned, old_gain.shape)
    split_gain, home_gain = old_gain * (1 - homeless), old_gain * homeless
    clash = mismatch(pieces.old, pieces.new)
    return clash, split_gain, home_gain, new_gain * homeless, new_gain


def _beside(assigned: Mapping[int, int], shape: tuple[int, ...]) -> Matrix:
    """1 for the two articles next to an old article's own successor."""
    out = np.zeros(shape)
    for i, j in assigned.items():
        out[i, max(0, j - 1) : j + 2] = 1
    return out


def _best_atoms(
    pieces: Pieces, elsewhere: Matrix, rivals: Matrix, starts: Indices
) -> tuple[Indices, Indices]:
    """For each pair of articles the pair of atoms that is most alike and least at home elsewhere."""
    count = (len(pieces.old.articles), len(pieces.new.articles))
    old_best, new_best = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    for article in range(count[0]):
        rows = np.flatnonzero(pieces.old_of == article)
        score = pieces.score[rows]
        lead = np.minimum(
            score - elsewhere[rows][:, pieces.new_of], score - rivals[article][None, :]
        )
        merit = score + lead
        column = merit.max(axis=0)
        top = np.maximum.reduceat(column, starts)
        reached = np.where(column >= top[pieces.new_of], np.arange(len(column)), len(column))
        new_best[article] = np.minimum.reduceat(reached, starts)
        old_best[article] = rows[merit.argmax(axis=0)[new_best[article]]]
    return old_best, new_best


_NOTICEABLE = 0.2
_CERTAIN = 14.0


def _shares(
    pieces: Pieces,
    best_here: NDArray[np.bool_],
    best_source: NDArray[np.bool_],
    by_article: Matrix,
    by_source: Matrix,
) -> tuple[Matrix, Matrix]:
    """Share of the old article whose best place is the new one, and of the new one whose best source is the old one."""
    olds, news = len(pieces.old.articles), len(pieces.new.articles)
    old_total = np.maximum(np.bincount(pieces.old_of, pieces.old_weight, olds), 1e-9)
    new_total = np.maximum(np.bincount(pieces.new_of, pieces.new_weight, news), 1e-9)
    here = (best_here & (by_article > _NOTICEABLE)) * (
        pieces.old_weight / old_total[pieces.old_of]
    )[:, None]
    source = (best_source & (by_source > _NOTICEABLE)) * (
        pieces.new_weight / new_total[pieces.new_of]
    )[None, :]
    old_starts = np.searchsorted(pieces.old_of, np.arange(olds))
    new_starts = np.searchsorted(pieces.new_of, np.arange(news))
    return np.add.reduceat(here, old_starts, axis=0), np.add.reduceat(source, new_starts, axis=1)
