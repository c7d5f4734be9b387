"""最高层级: the warning of L4 when the best rank that a power rests on has fallen (《立法法》第一百零二条)."""

from __future__ import annotations

from graph.model.judgement import BasisState, Judgement
from graph.model.law import Rank
from graph.rules.outcomes import Case

_LIVING = frozenset({BasisState.ALIVE, BasisState.ALIVE_CHANGED, BasisState.FLAGGED})
_ORDER = tuple(Rank)


def rank_drop(case: Case) -> list[str]:
    """One sentence if the best surviving rank is lower than the day before; else none."""
    before, after = _best(case, case.before), _best(case, case.after)
    if before is None or after is None or _ORDER.index(after) <= _ORDER.index(before):
        return []
    return [f"设立依据的最高层级由{before}降为{after}"]


def _best(case: Case, judgement: Judgement) -> Rank | None:
    members = {member for group in judgement.groups for member in group.members}
    living = [s for s in judgement.citations if s.citation in members and s.state in _LIVING]
    book = case.book
    named = [book.units[unit].instrument for s in living for unit in s.now]
    ranks = [book.instruments[each].rank for each in named if each in book.instruments]
    return min(ranks, key=_ORDER.index, default=None)
