"""读法: whether the answer would be another if the assumed functions were other ones (3.2).

The readings of ten citations are sixty million; what they can lead to is found without going through them. A property
test holds this file to the brute force over all readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from graph.model.judgement import BasisState
from graph.model.power import Function
from graph.rules.groups import COUNTED, Group, Member, Reading, build
from graph.rules.rows_functions import HEADS
from graph.rules.rows_survival import LIVING, best

DEAD = BasisState.DEAD
DUTY, SANCTION = Function.DUTY, Function.SANCTION
_ONLY_DUTY = frozenset({DUTY})


class Answer(Enum):
    """The three answers between which readings may not differ."""

    ALIVE = "有效（V1–V3）"
    DEAD = "失效（V9）"
    UNSURE = "未定（其余）"


def answer(states: Iterable[BasisState]) -> Answer | None:
    """What the groups come to; None without a group."""
    found = tuple(states)
    if not found:
        return None
    if best(*found) in LIVING:
        return Answer.ALIVE
    return Answer.DEAD if best(*found) is DEAD else Answer.UNSURE


def given_reading(members: Sequence[Member]) -> Reading:
    """The reading that is printed, confirmed or inferred."""
    return {member.id: member.given for member in members}


def reachable(members: Sequence[Member]) -> frozenset[Answer]:
    """The answers of all readings that the texts allow and that leave at least one group."""
    question = _Question(members)
    possible = (
        (Answer.ALIVE, question.may_live()),
        (Answer.DEAD, question.may_be_dead()),
        (Answer.UNSURE, question.may_be_unsure()),
    )
    return frozenset(found for found, holds in possible if holds)


def _may_head(member: Member) -> frozenset[Function]:
    return member.allowed & HEADS


def _must_head(member: Member) -> bool:
    return member.allowed <= HEADS


class _Question:
    """Members with free functions, and the groups that are fixed by print or confirmation."""

    def __init__(self, members: Sequence[Member]) -> None:
        self.members = tuple(members)
        self.free = tuple(m for m in members if not m.label)
        fixed = [m for m in members if m.label]
        self.fixed: tuple[Group, ...] = build(fixed, given_reading(fixed))

    # -- alive: one group lives, everything else is chosen so that it does not stand in the way -------

    def may_live(self) -> bool:
        """Some reading has a living group."""
        groups = any(g.state in LIVING and self._unblockable(g.tops) for g in self.fixed)
        return groups or any(self._may_live_alone(member) for member in self.free)

    def _may_live_alone(self, head: Member) -> bool:
        if head.founding not in LIVING or not self._unblockable((head,)):
            return False
        ways = _may_head(head)
        bad = [d for d in self._bad_duties(head) if d.allowed <= _ONLY_DUTY]
        return bool(ways - {SANCTION}) or (SANCTION in ways and not bad)

    def _unblockable(self, heads: Iterable[Member]) -> bool:
        """No living higher basis must count against them."""
        return not any(other.allowed <= COUNTED for head in heads for other in self._higher(head))

    # -- dead: every group is dead, and there is one ---------------------------------------------------

    def may_be_dead(self) -> bool:
        """Some reading has groups, all of them dead."""
        if any(group.state is not DEAD for group in self.fixed):
            return False
        if any(_must_head(m) and m.founding is not DEAD for m in self.free):
            return False
        heads = any(_may_head(m) and m.founding is DEAD for m in self.free)
        return bool(self.fixed) or heads

    # -- unsure: no group lives, and one is not dead ---------------------------------------------------

    def may_be_unsure(self) -> bool:
        """Some reading has a group that is not dead, and none that lives."""
        counted = self._counted()
        forced = [m for m in self.free if _must_head(m) and m.founding in LIVING]
        if not all(self._harmless(m, counted) for m in forced):
            return False
        if not all(g.state not in LIVING or self._any_blocked(g, counted) for g in self.fixed):
            return False
        return any(group.state is not DEAD for group in self.fixed) or any(
            self._may_be_doubtful_head(m, counted) for m in self.free
        )

    def _may_be_doubtful_head(self, member: Member, counted: frozenset[str]) -> bool:
        if not _may_head(member) or member.founding is DEAD:
            return False
        return member.founding not in LIVING or self._harmless(member, counted)

    def _counted(self) -> frozenset[str]:
        """Living bases that can count against lower ones without being a living group themselves."""
        fixed = {m.id for m in self.members if m.label and m.living and m.given in COUNTED}
        always = {m.id for m in self.free if m.living and (DUTY in m.allowed or _must_head(m))}
        counted = frozenset(fixed | always)
        while True:
            more = {m.id for m in self.free if m.living and self._harmless(m, counted)}
            if more <= counted:
                return counted
            counted |= more

    def _harmless(self, head: Member, counted: frozenset[str]) -> bool:
        """As a head it can be kept from being a living group."""
        ways = _may_head(head)
        if not ways:
            return False
        if head.founding not in LIVING or any(o.id in counted for o in self._higher(head)):
            return True
        return SANCTION in ways and any(DUTY in d.allowed for d in self._bad_duties(head))

    def _any_blocked(self, group: Group, counted: frozenset[str]) -> bool:
        return any(o.id in counted for top in group.tops for o in self._higher(top))

    # -- helpers -----------------------------------------------------------------------------------------

    def _higher(self, head: Member) -> list[Member]:
        return [o for o in self.members if o.id != head.id and o.living and o.rank in head.blockers]

    def _bad_duties(self, head: Member) -> list[Member]:
        return [d for d in self.free if d.id in head.duties and not d.living and not d.leaves]
