"""影响行的变化: which citations are hit otherwise in one plan than in another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.model.plan import HitRow
from graph.model.power import Power

Key = tuple[str, str, str]
"""Power, sub-item and citation of a hit."""


class HitTurn(StrEnum):
    """影响行的变化."""

    NEW = "新受影响"
    GONE = "不再受影响"
    CHANGED = "结果变化"


@dataclass(frozen=True, slots=True, kw_only=True)
class HitChange:
    """一处引用所受影响的变化."""

    turn: HitTurn
    power: Power
    before: tuple[HitRow, ...]
    after: tuple[HitRow, ...]

    @property
    def place(self) -> str:
        """Sub-item and citation: with the power, no other change has them."""
        row = (*self.before, *self.after)[0]
        return f"{row.sub_item} {row.citation.citation}"


def compare(
    before: Sequence[HitRow], after: Sequence[HitRow], powers: Mapping[str, Power]
) -> tuple[list[HitChange], int]:
    """What changed, by power and citation, and how many citations stand as they stood."""
    old, new = _by_citation(before), _by_citation(after)
    found = [
        HitChange(turn=turn, power=powers[key[0]], before=was, after=now)
        for key in sorted({*old, *new})
        if (turn := _turn(was := old.get(key, ()), now := new.get(key, ()))) is not None
    ]
    return found, len({*old, *new}) - len(found)


def _by_citation(rows: Sequence[HitRow]) -> dict[Key, tuple[HitRow, ...]]:
    found: dict[Key, tuple[HitRow, ...]] = {}
    for row in rows:
        key = (row.power, row.sub_item, row.citation.citation)
        found[key] = (*found.get(key, ()), row)
    return found


def _turn(before: Sequence[HitRow], after: Sequence[HitRow]) -> HitTurn | None:
    if not before:
        return HitTurn.NEW
    if not after:
        return HitTurn.GONE
    same = [_outcome(row) for row in before] == [_outcome(row) for row in after]
    return None if same else HitTurn.CHANGED


def _outcome(row: HitRow) -> tuple[object, ...]:
    """What a reader would call the outcome: the day, what survives, and what follows from it."""
    stands = (row.citation.state, row.citation.now, row.citation.waits_for)
    return (row.effective, row.survival, row.outcome, row.rules, row.grounds, row.route, *stands)
