"""Fit the weights: three logistic regressions and three calibrations, small enough to be read as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.alignment.truth import Truth, text
from legal.alignment import features
from legal.alignment.assign import assign
from legal.alignment.compared import Compared, side_by_side
from legal.alignment.links import link_features
from legal.alignment.normal import Aliases
from legal.alignment.proposal import FAINTEST_LINK, Weighed, settle, weigh, weigh_articles
from legal.alignment.scoring import Line, Model, log_odds
from legal.alignment.texts import prepare
from legal.statute import Statute

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

_PENALTY = 1.0
_LINK_PENALTY = 2.0
_CAUTION = 4
"""How often a wrong proposal counts: a sure mistake is worse than a right proposal that looks unsure."""
_VARIANTS, _LOST = 3, 0.2
"""How many losses are simulated for each revision, and how great a share of the changed articles each loses."""
_ROW_CANDIDATES, _COLUMN_CANDIDATES = 6, 3
_PINNED = features.PLACED.index("pinned")
_SLOT = 0.3


@dataclass(frozen=True, slots=True)
class World:
    """One revision, compared once.

    Attributes:
        right: 1 where the truth has a pair; ``doubtful`` pairs and those of identical text are not learnt from.
    """

    truth: Truth
    compared: Compared
    right: Array
    doubtful: Mask
    candidates: Mask


def measure(truth: Truth, gone: frozenset[str] = frozenset()) -> World:
    """Everything about one revision that does not depend on weights.

    Args:
        gone: new articles taken out, so that near-clones stand where a successor is missing.
    """
    none, left = Aliases({}), without(truth, gone)
    newer = shortened(text(truth.newer), gone)
    compared = side_by_side(prepare(text(truth.older), none), prepare(newer, none))
    right, doubtful = _labels(left, compared)
    candidates = (_candidates(compared.lone[..., 0]) | (right > 0)) & ~doubtful
    return World(left, compared, right, doubtful, candidates)


def with_losses(truth: Truth) -> list[World]:
    """The revision as it is, and as it would be had it deleted some of what it kept."""
    losses = [losses_of(truth, f"{truth.name}/{at}") for at in range(_VARIANTS)]
    return [measure(truth), *(measure(truth, gone) for gone in losses)]


def losses_of(truth: Truth, seed: str) -> frozenset[str]:
    """The successors of a random share of the changed articles."""
    chance = Random(seed)
    kept = [call for call in truth.articles.values() if call.new]
    taken = chance.sample(kept, max(1, round(len(kept) * _LOST)))
    return frozenset(place for call in taken for place in call.new | call.also)


def without(truth: Truth, gone: frozenset[str]) -> Truth:
    """The calls, had these new articles never been written."""
    calls = {
        old: replace(call, new=call.new - gone, also=call.also - gone)
        for old, call in truth.articles.items()
    }
    return replace(truth, articles=calls)


def shortened(statute: Statute, gone: frozenset[str]) -> Statute:
    """The text without these articles."""
    kept = tuple(article for article in statute.articles if str(article.place) not in gone)
    return replace(statute, articles=kept)


def _labels(truth: Truth, compared: Compared) -> tuple[Array, Mask]:
    rows, columns, fixed = compared.old.at, compared.new.at, compared.fixed
    right = np.zeros((len(rows), len(columns)))
    doubtful = np.zeros(right.shape, dtype=np.bool_)
    doubtful[list(fixed.keys()), :] = True
    doubtful[:, list(fixed.values())] = True
    for number, call in truth.articles.items():
        right[rows[number], [columns[new] for new in call.new]] = 1.0
        doubtful[rows[number], [columns[new] for new in call.also]] = True
    return right, doubtful


def _candidates(score: Array) -> Mask:
    """The best few of each row and column: the rest is too easy to learn from."""
    ranks = np.argsort(np.argsort(-score, axis=1), axis=1)
    columns = np.argsort(np.argsort(-score, axis=0), axis=0)
    return (ranks < _ROW_CANDIDATES) | (columns < _COLUMN_CANDIDATES)


def train(worlds: Sequence[World]) -> Model:
    """Weights from these revisions, not yet calibrated."""
    alone = _weights(features.ALONE, [_alone(w) for w in worlds], _PENALTY)
    placed = _weights(features.PLACED, [_placed(w, alone) for w in worlds], _PENALTY)
    model = Model(alone=alone, placed=placed, link={})
    link = _weights(features.LINK, [_linked(w, model) for w in worlds], _LINK_PENALTY)
    return replace(model, link=link)


Sample = tuple[features.Features, Mask, Array]


def _alone(world: World) -> Sample:
    return world.compared.lone, world.candidates, world.right


def _placed(world: World, alone: dict[str, float]) -> Sample:
    odds = log_odds(world.compared.lone, alone)
    main = assign(odds, world.compared.fixed)
    order = settle(world.compared, odds, main)
    sides = world.compared.old, world.compared.new
    found = features.placed(world.compared.lone, order, main, *sides)
    chosen = world.candidates | ((found[..., _PINNED] > _SLOT) & ~world.doubtful)
    return found, chosen, world.right


def _linked(world: World, model: Model) -> Sample:
    w = weigh_articles(world.compared, model)
    found = link_features(world.compared.pieces, w.odds, w.order.crossing, w.main)
    chosen = (found[..., 0] >= FAINTEST_LINK) & ~world.doubtful
    chosen[list(w.main.keys()), list(w.main.values())] = False
    return found, chosen, world.right


def _weights(names: Sequence[str], samples: Sequence[Sample], penalty: float) -> dict[str, float]:
    rows = np.concatenate([found[chosen] for found, chosen, _ in samples])
    right = np.concatenate([labels[chosen] for _, chosen, labels in samples])
    return dict(zip(("bias", *names), logistic(rows, right, penalty), strict=True))


def logistic(rows: Array, right: Array, penalty: float) -> list[float]:
    """Ridge logistic regression: bias and weights, in the units of the features."""
    centre, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = np.c_[np.ones(len(rows)), (rows - centre) / spread]
    loss = _loss(scaled, right, penalty)
    found = minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B").x
    weights = found[1:] / spread
    return [float(found[0] - weights @ centre), *map(float, weights)]


def _loss(scaled: Array, right: Array, penalty: float) -> Callable[[Array], tuple[float, Array]]:
    def loss(weights: Array) -> tuple[float, Array]:
        odds = scaled @ weights
        ridge = np.r_[0.0, weights[1:]]
        value = np.logaddexp(0, odds) - right * odds
        slope = scaled.T @ (1 / (1 + np.exp(-odds)) - right)
        return float(value.sum() + penalty / 2 * ridge @ ridge), slope + penalty * ridge

    return loss


Point = tuple[float, float]
"""Log odds of something proposed, and whether it was right."""


@dataclass(frozen=True, slots=True)
class Points:
    """What a model proposed for a statute that it was not fitted on."""

    main: list[Point]
    link: list[Point]
    deleted: list[Point]


def points(world: World, model: Model) -> Points:
    """The proposals for one revision, with their log odds."""
    w = weigh(world.compared, model)
    out = Points([], [], [])
    for number, call in world.truth.articles.items():
        _add_points(out, world.compared.old.at[number], world, w, bool(call.new))
    return out


def _add_points(out: Points, i: int, world: World, w: Weighed, survives: bool) -> None:
    at = w.main.get(i)
    if at is not None and not world.doubtful[i, at]:
        out.main.append((float(w.odds[i, at]), float(world.right[i, at])))
    for j in np.flatnonzero(w.link[i] > -1):
        if not world.doubtful[i, j]:
            out.link.append((float(w.link[i, j]), float(world.right[i, j])))
    if at is None and not (w.link[i] > 0).any():
        best = max(w.odds[i].max(), w.link[i].max())
        out.deleted.append((float(-best), float(not survives)))


def calibrated(model: Model, seen: Sequence[Points]) -> Model:
    """The model with its lines, from proposals for statutes that were left out."""
    return replace(
        model,
        calibrate_main=_line([p for s in seen for p in s.main]),
        calibrate_link=_line([p for s in seen for p in s.link]),
        calibrate_deleted=_line([p for s in seen for p in s.deleted]),
    )


def _line(seen: Sequence[Point]) -> Line:
    cautious = [p for p in seen for _ in range(1 if p[1] else _CAUTION)]
    odds = np.array([[p[0]] for p in cautious])
    shift, slope = logistic(odds, np.array([p[1] for p in cautious]), penalty=0.1)
    return Line(slope=max(slope, 0.0), shift=shift)
