"""放行: what had to wait is a hit of the day on which it waits no longer, so that no change is lost (L2, E0).

设立依据 waits while no group lives, a citation of another element while it is unsure. What changed meanwhile is found
by comparison with the last day before the waiting began.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from graph.model.judgement import BasisState, Judgement
from graph.model.power import Power
from graph.rules.days import JudgeOn, last_when
from graph.rules.elements import WAITING
from graph.rules.hits import Hit, Ledger, find_hits
from graph.rules.outcomes import LIVING


@dataclass(frozen=True, kw_only=True)
class Past:
    """往日: how one power, or a sub-item of it, was judged on earlier days.

    Attributes:
        days: on which something that it cites changes.
        fallback: causes of the day, for a hit that no record explains.
    """

    power: Power
    judge_on: JudgeOn
    days: frozenset[date]
    ledger: Ledger
    fallback: tuple[str, ...]

    def since(
        self, holds: Callable[[Judgement], bool], before: Judgement, after: Judgement
    ) -> tuple[Hit, ...]:
        """All that changed since the last day on which this held."""
        eve = last_when(holds, self.judge_on, before, self.power, self.days)
        if eve is None:
            return ()
        return find_hits(self.power, eve, after, self.ledger, self.fallback)


def released(past: Past, before: Judgement, after: Judgement) -> Iterator[Hit]:
    """The hits that had to wait until the day of ``after``."""
    if before.survival not in LIVING and after.survival in LIVING:
        found = past.since(lambda j: j.survival in LIVING, before, after)
        yield from (hit for hit in found if hit.is_basis)
    for place, state in enumerate(before.citations):
        if state.state in WAITING and after.citations[place].state not in WAITING:
            found = past.since(lambda j, at=place: _state(j, at) not in WAITING, before, after)
            yield from (h for h in found if h.after is after.citations[place] and not h.is_basis)


def _state(judgement: Judgement, place: int) -> BasisState:
    return judgement.citations[place].state
