"""次序: order is evidence, not a constraint. Sure pairs anchor a chain; what crosses it needs stronger words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legal.alignment.similarity import Matrix


@dataclass(frozen=True, slots=True)
class Order:
    """Old × new.

    Attributes:
        crossing: anchors that lie between the pair and the place that its neighbours leave for it; 0 keeps the order.
        gap: size of that place, old × new articles; 1 is a slot pinned from both sides.
    """

    crossing: Matrix
    gap: Matrix


def chain(pairs: Mapping[int, int]) -> list[tuple[int, int]]:
    """The most pairs that all keep the order, by old index (longest increasing subsequence)."""
    olds = sorted(pairs)
    tails, ends, before = list[int](), list[int](), dict[int, int]()
    for old in olds:
        at = bisect_left(tails, pairs[old])
        if at == len(tails):
            tails.append(0)
            ends.append(0)
        tails[at], ends[at] = pairs[old], old
        before[old] = ends[at - 1] if at else -1
    out = list[tuple[int, int]]()
    old = ends[-1] if ends else -1
    while old >= 0:
        out.append((old, pairs[old]))
        old = before[old]
    return out[::-1]


def judge(anchors: list[tuple[int, int]], shape: tuple[int, int]) -> Order:
    """Where each pair lies to the anchors of all *other* old articles."""
    crossing, gap = np.zeros(shape), np.ones(shape)
    old = np.array([pair[0] for pair in anchors], dtype=np.int64)
    new = np.array([pair[1] for pair in anchors], dtype=np.int64)
    for at in range(shape[0]):
        others = old != at
        crossing[at], gap[at] = _row(at, old[others], new[others], shape)
    return Order(crossing, gap)


def _row(
    at: int, old: NDArray[np.int64], new: NDArray[np.int64], shape: tuple[int, int]
) -> tuple[NDArray[np.float64], float]:
    rank = int(np.searchsorted(old, at))
    low = np.searchsorted(new, np.arange(shape[1]), "left")
    high = np.searchsorted(new, np.arange(shape[1]), "right")
    away = np.abs(low - rank)
    taken = np.maximum(1, np.minimum(away, np.abs(high - rank)))
    before = (int(old[rank - 1]), int(new[rank - 1])) if rank else (-1, -1)
    after = (int(old[rank]), int(new[rank])) if rank < len(old) else shape
    gap = (after[0] - before[0] - 1) * (after[1] - before[1] - 1)
    return np.where(high != low, taken, away).astype(np.float64), float(max(1, gap))
