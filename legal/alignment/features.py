"""What is weighed for a pair of articles; ``weights.py`` says how much. Nothing here knows a number of an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import ratio

from legal.alignment.order import Order
from legal.alignment.similarity import Likeness, Matrix
from legal.alignment.texts import Text

Features = NDArray[np.float64]
"""Old × new × feature."""

ALONE = (
    "rare",
    "cosine",
    "more_covered",
    "less_covered",
    "row_lead",
    "column_lead",
    "chapter",
    "duty_vs_sanction",
)
"""Two articles by themselves, and against what else is there."""

PLACED = (*ALONE, "crossing", "in_order", "pinned", "neighbours", "referents", "other_referents")
"""The same, among their neighbours."""

LINK = (
    "likeness", "lead", "old_lead", "new_lead", "old_covered", "new_covered", "old_share", "new_share",
    "homeless", "taken", "whole", "length", "duty_vs_sanction", "split_gain", "home_gain", "join_gain", "new_gain", "crossing", "beside",
)  # fmt: skip
"""A piece of an old article and a new article that is not its own: the second half of a split, a member of a merger."""


def alone(old: Text, new: Text, likeness: Likeness) -> Features:
    """The features ``ALONE``."""
    rare = np.sqrt(likeness.rare)
    figures = (
        rare,
        likeness.cosine,
        np.maximum(likeness.old_covered, likeness.new_covered),
        np.minimum(likeness.old_covered, likeness.new_covered),
        rare - best_other(rare, axis=1),
        rare - best_other(rare, axis=0),
        _chapters(old.chapters, new.chapters),
        mismatch(old, new),
    )
    return np.stack(figures, axis=-1)


def placed(
    lone: Features, order: Order, assigned: Mapping[int, int], old: Text, new: Text
) -> Features:
    """The features ``PLACED``."""
    keeps = order.crossing == 0
    figures = (
        np.log1p(order.crossing),
        keeps.astype(np.float64),
        np.where(keeps, 1 / np.sqrt(order.gap), 0.0),
        _neighbours(assigned, keeps.shape),
        *referents(assigned, old.referents, new.referents),
    )
    return np.concatenate([lone, np.stack(figures, axis=-1)], axis=-1)


def best_other(scores: Matrix, axis: int) -> Matrix:
    """For each cell the best of the *other* cells in its row (axis 1) or column (axis 0)."""
    if scores.shape[axis] < 2:
        return np.zeros_like(scores)
    two = np.partition(scores, -2, axis=axis)
    best, second = np.take(two, [-1], axis), np.take(two, [-2], axis)
    return np.where(scores == best, second, best)


def mismatch(old: Text, new: Text) -> Matrix:
    """1 where a duty stands against a penalty: 不得销售 is no successor of 销售的，处罚款, however alike they read."""
    return np.not_equal.outer(np.array(old.sanctions), np.array(new.sanctions)).astype(np.float64)


def _chapters(old: Sequence[str], new: Sequence[str]) -> Matrix:
    known = {(a, b): ratio(a, b) / 100 for a in set(old) for b in set(new)}
    return np.array([[known[a, b] for b in new] for a in old]).reshape(len(old), len(new))


def _neighbours(assigned: Mapping[int, int], shape: tuple[int, int]) -> Matrix:
    """How many of the two articles next to the old one went next to the new one."""
    count = np.zeros(shape)
    for old, new in assigned.items():
        for step in (-1, 1):
            if 0 <= old + step < shape[0] and 0 <= new + step < shape[1]:
                count[old + step, new + step] += 1
    return count


def referents(
    assigned: Mapping[int, int],
    old: Sequence[frozenset[int]],
    new: Sequence[frozenset[int]],
) -> tuple[Matrix, Matrix]:
    """Share of references that lead to corresponding articles; and 1 where both refer, to none in common."""
    led = [frozenset(assigned[at] for at in found if at in assigned) for found in old]
    common = np.array([[len(a & b) for b in new] for a in led], dtype=np.float64)
    most = np.array([[max(len(a), len(b), 1) for b in new] for a in old])
    both = np.array([[bool(a and b) for b in new] for a in led])
    return common / most, (both & (common == 0)).astype(np.float64)
