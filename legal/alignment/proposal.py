"""提议: which new articles an old one went to, decided for all articles together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from legal.alignment import features
from legal.alignment.assign import assign
from legal.alignment.caution import cautious
from legal.alignment.compared import Compared
from legal.alignment.links import link_features
from legal.alignment.order import Order, chain, judge
from legal.alignment.scoring import MOST_DELETED, Model, confidence, log_odds
from legal.alignment.similarity import Likeness, Matrix, gains

_ROUNDS = 2

FAINTEST_LINK = 0.25
"""Pieces less alike than this are not weighed at all."""
_LEAST_GAIN = 0.02
"""A near-clone explains nothing of the new article that its true source does not explain: it is no part of a merger.

Nor is it half of a split, if it explains nothing of the old article's substance that its own successor does not.
"""
_NEW_GAIN = features.LINK.index("new_gain")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was weighed and chosen; indices are positions in the two texts.

    Attributes:
        main: the one article that is an old article's own successor.
        targets: everything an old article went to, in the order of the new text; missing for a deletion.
        sure: calibrated confidence of each pair, as main successor or as link, whichever is greater, with caution.
        bare: the same without caution.
        deleted: calibrated confidence that an old article has no successor.
    """

    main: Mapping[int, int]
    targets: Mapping[int, tuple[int, ...]]
    sure: Matrix
    bare: Matrix
    deleted: Matrix
    likeness: Likeness
    order: Order


@dataclass(frozen=True, slots=True)
class Weighed:
    """Log odds before calibration.

    Attributes:
        odds: of each pair as main successor; ``link`` as one more, -inf where that is out of the question.
    """

    odds: Matrix
    link: Matrix
    order: Order
    main: Mapping[int, int]


def propose(compared: Compared, model: Model) -> Proposal:
    """Weigh every pair, choose all places at once, then look for pieces that went elsewhere."""
    w = weigh(compared, model)
    targets = {i: _targets(i, w.main, w.link) for i in range(len(compared.old.articles))}
    bare = np.maximum(
        confidence(w.odds, model.calibrate_main), confidence(w.link, model.calibrate_link)
    )
    rewritten = _rewritten_penalties(compared, targets)
    for i, found in targets.items():
        if not found and (j := rewritten.get(i, _alone(i, w))) >= 0:
            targets[i], bare[i, j] = (j,), max(bare[i, j], _HALF)
    nowhere = confidence(-np.maximum(w.odds, w.link).max(axis=1), model.calibrate_deleted)
    return Proposal(
        main=w.main,
        targets={i: found for i, found in targets.items() if found},
        sure=cautious(bare, compared, w.order),
        bare=bare,
        deleted=np.minimum(nowhere, MOST_DELETED),
        likeness=compared.likeness,
        order=w.order,
    )


def weigh(compared: Compared, model: Model) -> Weighed:
    """Main successors first, then links."""
    w = weigh_articles(compared, model)
    return replace(w, link=_link_odds(compared, w, model))


def weigh_articles(compared: Compared, model: Model) -> Weighed:
    """Main successors; each round sees the neighbours and referents that the one before has found."""
    odds = log_odds(compared.lone, model.alone)
    main = assign(odds, compared.fixed)
    for _ in range(_ROUNDS):
        order = settle(compared, odds, main)
        odds = log_odds(
            features.placed(compared.lone, order, main, compared.old, compared.new), model.placed
        )
        main = assign(odds, compared.fixed)
    return Weighed(odds, np.full(odds.shape, -np.inf), settle(compared, odds, main), main)


def settle(compared: Compared, odds: Matrix, main: Mapping[int, int]) -> Order:
    """Where every pair lies to the likely pairs that keep the order among themselves."""
    likely = {i: j for i, j in main.items() if i in compared.fixed or odds[i, j] > 0}
    return judge(chain(likely), odds.shape)


def _link_odds(compared: Compared, w: Weighed, model: Model) -> Matrix:
    weighed = link_features(compared.pieces, w.odds, w.order.crossing, w.main)
    link = log_odds(weighed, model.link)
    link[weighed[..., 0] < FAINTEST_LINK] = -np.inf
    link[weighed[..., _NEW_GAIN] < _LEAST_GAIN] = -np.inf
    at_home = np.isin(np.arange(len(link)), list(w.main))
    old, new, known = compared.old, compared.new, compared.pieces.known
    half, _ = gains(old.substance, new.substance, known, w.main)
    link[at_home[:, None] & (half < _LEAST_GAIN)] = -np.inf
    for i, j in w.main.items():
        link[i, j] = -np.inf
        if (i, j) in compared.alike or i in compared.fixed:  # it neither sheds nor takes in pieces
            link[i, :] = -np.inf
            link[:, j] = -np.inf
    return link


def _targets(i: int, main: Mapping[int, int], link: Matrix) -> tuple[int, ...]:
    linked = {int(j) for j in np.flatnonzero(link[i] > 0)}
    return tuple(sorted(linked | {main[i]} if i in main else linked))


_LIKELIEST = -2.0
_UNRIVALLED = 3.2
_BESIDE = 1
"""Log odds, lead over every other, and anchors crossed: an old article without place is offered the only one it could have."""
_HALF = 0.5
"""Confidence of such an offer: measured, the share that was right."""
_PLAUSIBLE_FREE, _PLAUSIBLE_LINK = -1.0, -5.0
"""Log odds of a place that is nobody's; else of the link: a near-clone explains nothing that its own source does not."""


def _alone(i: int, w: Weighed) -> int:
    """The one new article that an old one without place is at all like, where it would stand; -1 for none.

    So are found members of a merger of which little is left, and articles rewritten in their place.
    """
    odds = w.odds[i]
    j = int(odds.argmax())
    others = np.delete(odds, j)
    lead = odds[j] - others.max() if len(others) else 0.0
    free = j not in w.main.values()
    plausible = (free and odds[j] > _PLAUSIBLE_FREE) or w.link[i, j] > _PLAUSIBLE_LINK
    near = w.order.crossing[i, j] <= _BESIDE
    return j if plausible and near and odds[j] > _LIKELIEST and lead > _UNRIVALLED else -1


def _rewritten_penalties(
    compared: Compared, targets: Mapping[int, tuple[int, ...]]
) -> dict[int, int]:
    """Penalties without place and new ones without source that alone punish the breach of the same provision.

    Of a penalty written anew, nothing may stay but what it is for: 违反第二十条.
    """
    old, new = compared.old, compared.new
    led = {i: found[0] for i, found in targets.items() if len(found) == 1}
    shared, _ = features.referents(led, old.referents, new.referents)
    sole = (
        (shared == 1) & _only_one(shared > 0) & np.logical_and.outer(old.sanctions, new.sanctions)
    )
    reached = {j for found in targets.values() for j in found}
    pairs = zip(*np.nonzero(sole), strict=True)
    return {int(i): int(j) for i, j in pairs if not targets[int(i)] and int(j) not in reached}


def _only_one(cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where a cell is the only one of its row and of its column."""
    rows, columns = cells.sum(axis=1, keepdims=True), cells.sum(axis=0, keepdims=True)
    return cells & (rows == 1) & (columns == 1)
