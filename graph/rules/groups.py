"""依据组: 设立依据 is an OR of groups, a group is an AND of members (3.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.model.judgement import BasisState, GroupState
from graph.model.law import Rank
from graph.model.power import Function
from graph.rules.rows_competence import ABOVE
from graph.rules.rows_functions import HEADS
from graph.rules.rows_survival import LIVING, worst

COUNTED = HEADS | {Function.DUTY}
"""A living basis with one of these shows that a higher norm rules the matter (“if no law”, M1)."""

DEAD, HOLLOW, INCOMPETENT = BasisState.DEAD, BasisState.HOLLOW, BasisState.INCOMPETENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """一处引用 as far as grouping needs it.

    Attributes:
        state: as traced; ``founding`` the same with its own competence, if it founds a group.
        blockers: living bases of these ranks take its competence away.
        given: the function that it is taken for; ``allowed`` all that it may have (one, unless ASSUMED).
        label: group label that is PRINTED or CONFIRMED; "" for default grouping.
        duties: ids of the members that its text names as violated.
        leaves: 法制办 found that this DUTY leaves its group (L7).
    """

    id: str
    state: BasisState
    founding: BasisState
    rank: Rank
    given: Function
    allowed: frozenset[Function]
    blockers: frozenset[Rank] = frozenset()
    label: str = ""
    duties: frozenset[str] = frozenset()
    leaves: bool = False

    @property
    def living(self) -> bool:
        """In force and not doubted, whatever its competence."""
        return self.state in LIVING


Reading = Mapping[str, Function]
"""One way to read all citations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """依据组 under one reading: what founds it, and the duties without which it is hollow."""

    label: str
    heads: tuple[Member, ...]
    duties: tuple[Member, ...]

    @property
    def tops(self) -> tuple[Member, ...]:
        """The heads that set the power; the others only detail a higher one of the same group."""
        living = [head for head in self.heads if head.founding in LIVING]
        return tuple(h for h in self.heads if not any(o.rank in ABOVE[h.rank] for o in living))

    @property
    def state(self) -> BasisState:
        """Worst member, as far as it does not depend on other groups; a dead DUTY counts as HOLLOW."""
        heads = [h.founding if h in self.tops else h.state for h in self.heads]
        return worst(*heads, *(HOLLOW if d.state is DEAD else d.state for d in self.duties))


def build(members: Sequence[Member], reading: Reading) -> tuple[Group, ...]:
    """The groups under one reading: printed or confirmed ones as they are, the others by default."""
    return (*_labelled(members, reading), *_single(members, reading))


def _labelled(members: Sequence[Member], reading: Reading) -> list[Group]:
    labels = dict.fromkeys(m.label for m in members if m.label)
    groups = [_group(label, [m for m in members if m.label == label], reading) for label in labels]
    return [group for group in groups if group.heads]


def _group(label: str, inside: list[Member], reading: Reading) -> Group:
    return Group(
        label=label,
        heads=tuple(m for m in inside if reading[m.id] in HEADS),
        duties=tuple(m for m in inside if reading[m.id] is Function.DUTY and not m.leaves),
    )


def _single(members: Sequence[Member], reading: Reading) -> list[Group]:
    """Each GRANT or SANCTION alone; with a SANCTION the duties that its text refers to."""
    free = [m for m in members if not m.label]
    duties = [m for m in free if reading[m.id] is Function.DUTY and not m.leaves]
    return [
        Group(label="", heads=(head,), duties=_attached(head, duties, reading))
        for head in free
        if reading[head.id] in HEADS
    ]


def _attached(head: Member, duties: list[Member], reading: Reading) -> tuple[Member, ...]:
    if reading[head.id] is not Function.SANCTION:
        return ()
    return tuple(duty for duty in duties if duty.id in head.duties)


def blocking(member: Member, members: Sequence[Member], reading: Reading) -> tuple[Member, ...]:
    """The living bases that take a member's competence away under this reading."""
    return tuple(
        other
        for other in members
        if other.id != member.id
        and other.living
        and other.rank in member.blockers
        and reading[other.id] in COUNTED
    )


def state_of(group: Group, members: Sequence[Member], reading: Reading) -> BasisState:
    """State of a group among all bases of the power."""
    blocked = any(blocking(top, members, reading) for top in group.tops)
    return worst(group.state, INCOMPETENT) if blocked else group.state


def states(members: Sequence[Member], reading: Reading) -> tuple[tuple[Group, BasisState], ...]:
    """Every group with its state."""
    return tuple((g, state_of(g, members, reading)) for g in build(members, reading))


def group_states(found: Sequence[tuple[Group, BasisState]]) -> tuple[GroupState, ...]:
    """For the judgement; default groups are numbered."""
    return tuple(
        GroupState(
            label=group.label or f"默认组{number}",
            members=tuple(m.id for m in (*group.heads, *group.duties)),
            state=state,
        )
        for number, (group, state) in enumerate(found, start=1)
    )
