"""慎言: pairs that are never said with 0.9 or more, however well their words agree.

Near-clones are told apart by little: a penalty copied for another offence, a licence for another trade. Who draws his line
at 0.9 must not meet one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from legal.alignment import features
from legal.alignment.compared import Compared
from legal.alignment.order import Order
from legal.alignment.similarity import Matrix, compare

MOST = 0.89
FAR = 8
"""Anchors crossed: so far away stand near-clones."""
FAINT = 0.3
"""Share of either text that must stand in the other."""
RIVAL = 0.2
"""So much nearer than any other old article the pair must be: a new one that two could have become is a clone of one of them."""
CONDUCT = 0.12
"""Of a penalty: share of the conduct that may be exchanged for another on both sides."""
STRANGE, LIKELY = 0.25, 0.8
"""Where fewer of the old articles have a likely place, the two are no texts of one statute: 职责 and 施行日期 read alike in all."""
_COLUMN_LEAD = features.ALONE.index("column_lead")


def cautious(sure: Matrix, compared: Compared, order: Order) -> Matrix:
    """Confidence, held below the line where a near-clone could look the same."""
    likeness = compared.likeness
    faint = np.maximum(likeness.old_covered, likeness.new_covered) < FAINT
    rivalled = compared.lone[..., _COLUMN_LEAD] < RIVAL
    strange = (sure.max(axis=1) >= LIKELY).mean() < STRANGE
    doubtful = (order.crossing > FAR) | faint | rivalled | strange | _exchanged(compared)
    return np.where(doubtful, np.minimum(sure, MOST), sure)


def _exchanged(compared: Compared) -> NDArray[np.bool_]:
    """Where the conduct that two articles punish differs on both sides."""
    old, new = compared.old.conducts, compared.new.conducts
    punished = np.logical_and.outer([bool(a) for a in old], [bool(b) for b in new])
    alike = compare(old, new, compared.pieces.known)
    lost = np.minimum(1 - alike.old_covered, 1 - alike.new_covered)
    return punished & (lost > CONDUCT)
