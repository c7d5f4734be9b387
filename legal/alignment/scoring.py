"""打分: features × weights → log odds → calibrated confidence. The figures are data, in ``weights.py``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legal.alignment.features import Features
from legal.alignment.similarity import Matrix

MOST = 0.99
"""No proposal is surer than this: only the rule for identical text confirms."""
MOST_DELETED = 0.89
"""Nor is a deletion: a successor that was written anew may share no word with the old article."""


@dataclass(frozen=True, slots=True)
class Line:
    """校准: confidence = logistic(``slope`` × log odds + ``shift``), fitted on statutes left out of the fit."""

    slope: float = 1.0
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature ("bias" among them) for each judgement, and its calibration."""

    alone: Mapping[str, float]
    placed: Mapping[str, float]
    link: Mapping[str, float]
    calibrate_main: Line = Line()
    calibrate_link: Line = Line()
    calibrate_deleted: Line = Line()


def log_odds(features: Features, weights: Mapping[str, float]) -> Matrix:
    """Weighted sum over the last axis; the order of ``weights`` is that of the features, "bias" first."""
    bias, *others = weights.values()
    return features @ np.array(others, dtype=np.float64) + bias


def confidence(odds: NDArray[np.float64] | float, line: Line = Line()) -> NDArray[np.float64]:
    """Calibrated, never above ``MOST``."""
    raised = np.clip(line.slope * np.asarray(odds) + line.shift, -30.0, 30.0)
    return np.minimum(1 / (1 + np.exp(-raised)), MOST)
