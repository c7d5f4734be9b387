"""提议: which new articles an old one went to, decided for all articles together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from legal.alignment import features
from legal.alignment.assign import assign
from legal.alignment.links import Pieces, link_features
from legal.alignment.order import Order, chain, judge
from legal.alignment.scoring import MOST_DELETED, Model, confidence, log_odds
from legal.alignment.similarity import Likeness, Matrix, compare, lexicon
from legal.alignment.texts import Text

_ROUNDS = 2

FAINTEST_LINK = 0.25
"""Pieces less alike than this are not weighed at all."""
_LEAST_GAIN = 0.02
"""A near-clone explains nothing of the new article that its true source does not explain: it is no part of a merger."""
_NEW_GAIN = features.LINK.index("new_gain")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was weighed and chosen; indices are positions in the two texts.

    Attributes:
        main: the one article that is an old article's own successor.
        targets: everything an old article went to, in the order of the new text; missing for a deletion.
        sure: calibrated confidence of each pair, as main successor or as link, whichever is greater.
        deleted: calibrated confidence that an old article has no successor.
    """

    main: Mapping[int, int]
    targets: Mapping[int, tuple[int, ...]]
    sure: Matrix
    deleted: Matrix
    likeness: Likeness
    order: Order
    pieces: Pieces


def propose(
    old: Text,
    new: Text,
    fixed: Mapping[int, int],
    alike: frozenset[tuple[int, int]],
    model: Model,
) -> Proposal:
    """Weigh every pair, choose all places at once, then look for pieces that went elsewhere.

    Args:
        fixed: pairs of identical text that no other article has.
        alike: all pairs that say the same, references aside; chosen, they neither shed nor take in pieces.
    """
    known = lexicon([*old.shingles, *new.shingles])
    likeness = compare(old.shingles, new.shingles, known)
    odds, order, main = _main(features.alone(old, new, likeness), fixed, model)
    pieces = Pieces(old, new, known)
    settled = {i: j for i, j in main.items() if (i, j) in alike or i in fixed}
    link = _link_odds(pieces, odds, order, main, settled, model)
    targets = {i: _targets(i, main, link) for i in range(len(old.articles))}
    sure = np.maximum(
        confidence(odds, model.calibrate_main), confidence(link, model.calibrate_link)
    )
    nowhere = confidence(-np.maximum(odds, link).max(axis=1), model.calibrate_deleted)
    nowhere = np.minimum(nowhere, MOST_DELETED)
    kept = {i: found for i, found in targets.items() if found}
    return Proposal(main, kept, sure, nowhere, likeness, order, pieces)


def _main(
    lone: features.Features, fixed: Mapping[int, int], model: Model
) -> tuple[Matrix, Order, dict[int, int]]:
    odds = log_odds(lone, model.alone)
    main = assign(odds, fixed)
    order = judge(anchors(odds, main, fixed), odds.shape)
    for _ in range(_ROUNDS):
        order = judge(anchors(odds, main, fixed), odds.shape)
        odds = log_odds(features.placed(lone, order, main), model.placed)
        main = assign(odds, fixed)
    return odds, order, main


def anchors(
    odds: Matrix, main: Mapping[int, int], fixed: Mapping[int, int]
) -> list[tuple[int, int]]:
    """The likely pairs that keep the order among themselves."""
    return chain({i: j for i, j in main.items() if i in fixed or odds[i, j] > 0})


def _link_odds(
    pieces: Pieces,
    odds: Matrix,
    order: Order,
    main: Mapping[int, int],
    settled: Mapping[int, int],
    model: Model,
) -> Matrix:
    weighed = link_features(pieces, np.clip(odds, -14, 14), order.crossing, main)
    link = log_odds(weighed, model.link)
    link[weighed[..., 0] < FAINTEST_LINK] = -np.inf
    link[weighed[..., _NEW_GAIN] < _LEAST_GAIN] = -np.inf
    for i, j in main.items():
        link[i, j] = -np.inf
    link[list(settled.keys()), :] = -np.inf
    link[:, list(settled.values())] = -np.inf
    return link


def _targets(i: int, main: Mapping[int, int], link: Matrix) -> tuple[int, ...]:
    linked = {int(j) for j in np.flatnonzero(link[i] > 0)}
    return tuple(sorted(linked | {main[i]} if i in main else linked))
