"""全局指派: every old article gets at most one place of its own, each new article is taken at most once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.optimize import linear_sum_assignment

from legal.alignment.similarity import Matrix

_FORBIDDEN = -1e6


def assign(log_odds: Matrix, fixed: Mapping[int, int]) -> dict[int, int]:
    """The one-to-one choice of greatest total log odds; no place at all costs nothing.

    Args:
        fixed: pairs that stand already (identical text); their row and column are out of the choice.
    """
    worth = log_odds.copy()
    worth[list(fixed.keys()), :] = _FORBIDDEN
    worth[:, list(fixed.values())] = _FORBIDDEN
    rows, columns = linear_sum_assignment(np.maximum(worth, 0.0), maximize=True)
    chosen = {int(i): int(j) for i, j in zip(rows, columns, strict=True) if worth[i, j] > 0}
    return chosen | dict(fixed)
