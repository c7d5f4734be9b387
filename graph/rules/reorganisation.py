"""机构改革方案: what moves, what is one, what only looks alike, and who holds what on each day (O1–O4, O8, O9, O11, O18).

The same items, routes, keys and hashes as for a change of law: one way to do a thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from graph.model.law import ProvisionVersion
from graph.model.organ import Axis, Mode, Tenure
from graph.model.plan import DraftItem
from graph.model.power import ListStatus, Power
from graph.model.reorganisation import (
    HolderProblem,
    Move,
    NameChain,
    OrgChange,
    OrgChangeKind,
    ReorgEvent,
    ReorgPlan,
    SameGroup,
)
from graph.rules.digest import plan_hash
from graph.rules.duplicates import Likeness, candidates, same_groups
from graph.rules.holders import problems, share_lost, timelines
from graph.rules.moves import Reform, move_items
from graph.rules.pack import RulePack
from graph.rules.tables import not_built

_NOT_BUILT = {
    OrgChangeKind.SPLIT: "O5",
    OrgChangeKind.ABOLISH: "O6",
    OrgChangeKind.VERTICAL_UP: "O10",
    OrgChangeKind.CONCENTRATE: "U5",
    OrgChangeKind.ENTRUST: "U6",
    OrgChangeKind.AUTHORIZE: "O14",
}
_RULES = {OrgChangeKind.MERGE: "O2", OrgChangeKind.PARTIAL_TRANSFER: "O8"}


def plan_reorganisation(
    event: ReorgEvent,
    powers: Sequence[Power],
    tenures: Sequence[Tenure],
    pack: RulePack,
    *,
    units: Mapping[str, ProvisionVersion] | None = None,
    catalogue: Mapping[str, str] | None = None,
    today: date | None = None,
) -> ReorgPlan:
    """改革方案, over all listed powers of the organs that give or receive.

    Who holds a power is what the law says (``spec/model.md`` 5): a reform works on what an earlier one handed over,
    whether or not the list says so yet (O20).

    Args:
        tenures: who holds them, on the axis of the law; of a committed reform, as it was before the commit.
        units: the provision versions cited, so that two texts of one provision are one grant (G20).
        catalogue: power id → code in the catalogue.
        today: marks what is late (T5).

    Raises:
        RowNotBuilt: a piece of the reform is of a kind that is not built yet.
    """
    for change in event.changes:
        if change.kind in _NOT_BUILT:
            raise not_built(_NOT_BUILT[change.kind])
    listed = [p for p in powers if p.status is ListStatus.LISTED]
    alike = Likeness(
        units=units or {}, catalogue=catalogue or {}, similar=pack.thresholds.similar_percent
    )
    label = f"{pack.id}@{pack.version}"
    return _planned(Scope(event=event, listed=listed, tenures=tuple(tenures)), alike, label, today)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a reform is about.

    Attributes:
        listed: as the list has them.
    """

    event: ReorgEvent
    listed: Sequence[Power]
    tenures: tuple[Tenure, ...]

    @cached_property
    def powers(self) -> tuple[Power, ...]:
        """Each with the holder that the law gives it on the day of the reform."""
        held = (replace(p, holder=self._of_day(p)) for p in self.listed)
        return tuple(sorted(held, key=lambda power: power.id))

    @cached_property
    def _holding(self) -> dict[str, dict[str, date]]:
        """Power → who holds it on the day of the reform or comes to hold it later, and from when."""
        found: dict[str, dict[str, date]] = defaultdict(dict)
        for tenure in self.tenures:
            lasts = tenure.to is None or self.event.effective < tenure.to
            if tenure.axis is Axis.LAW and tenure.mode is not Mode.ENTRUSTED_BY and lasts:
                found[tenure.power][tenure.organ] = max(tenure.valid_from, self.event.effective)
        return found

    def _of_day(self, power: Power) -> str:
        """Of several the one that the list names, else the first to hold it."""
        holding = self._holding[power.id]
        if power.holder in holding or not holding:
            return power.holder
        return min(holding, key=lambda organ: (holding[organ], organ))

    @cached_property
    def _jointly(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for tenure in self.tenures:
            if tenure.mode is Mode.JOINT:
                found[tenure.power].add(tenure.organ)
        return found

    def joint(self, power: Power) -> list[str]:
        """Who holds it beside others, as recorded (G21)."""
        return sorted(self._jointly[power.id] & self._holding[power.id].keys())

    @cached_property
    def _lasting(self) -> dict[str, dict[str, date]]:
        """Power → who holds it for good as far as is known, and from when."""
        found: dict[str, dict[str, date]] = defaultdict(dict)
        for tenure in (t for t in self.tenures if t.to is None):
            since = self._holding[tenure.power].get(tenure.organ)
            if since is not None:
                found[tenure.power][tenure.organ] = since
        return found

    def named(self, power: Power, *, in_the_end: bool) -> list[str]:
        """Whom the list names: of several the one that it named before, and all who hold jointly (G21).

        Args:
            in_the_end: whoever an earlier reform hands it to after this day; else whoever holds it on the day (O20).
        """
        lasting = self._lasting[power.id] if in_the_end else {}
        first = power.holder
        if lasting and first not in lasting:
            first = min(lasting, key=lambda organ: (lasting[organ], organ))
        return [first, *(o for o in self.joint(power) if not lasting or o in lasting)]

    def givers(self, power: Power) -> dict[str, date]:
        """Who holds the power on the day of the reform, jointly where they are several, or later; and from when."""
        found = self._holding[power.id] or {power.holder: self.event.effective}
        return dict(sorted(found.items()))

    @cached_property
    def closing(self) -> dict[str, date]:
        """Organs that cease to be, and when."""
        mergers = (c for c in self.event.changes if c.kind is OrgChangeKind.MERGE)
        gone = {source for c in mergers for source in c.sources if source != c.target}
        return dict.fromkeys(sorted(gone), self.event.effective)

    @cached_property
    def handovers(self) -> dict[str, date]:
        """The day on which a single power is handed over, where a person said so."""
        return dict(self.event.handovers)

    @cached_property
    def assigned(self) -> dict[str, list[str]]:
        """Power → whom a person assigned it to."""
        found: dict[str, list[str]] = defaultdict(list)
        for power, receiver in self.event.assigned:
            found[power].append(receiver)
        return found

    @cached_property
    def successors(self) -> dict[str, str]:
        """Organ that merges → organ that it merges into."""
        mergers = (c for c in self.event.changes if c.kind is OrgChangeKind.MERGE)
        return {s: c.target for c in mergers for s in c.sources if s != c.target}


def _planned(scope: Scope, alike: Likeness, pack: str, today: date | None) -> ReorgPlan:
    event, moves = scope.event, _moves(scope)
    ends = {move.power: move.receiver for move in reversed(moves)}
    holders = _holders(scope, moves, in_the_end=True)
    receivers = {id_: named[0] for id_, named in holders.items()}
    receiving = set(ends.values())
    meeting = [p for p in scope.powers if receivers[p.id] in receiving]
    groups = same_groups(meeting, receivers, alike, event.decisions, event.survivors)
    open_ = candidates(meeting, receivers, alike, event.decisions, groups)
    merged = _merged_on(groups, moves, event.effective)
    found = _faults(scope, moves, merged)
    reform = Reform(
        event=event,
        pack=pack,
        today=today,
        moves=moves,
        groups=groups,
        merged=merged,
        holders=holders,
        meanwhile=_holders(scope, moves, in_the_end=False),
    )
    drawn = ReorgPlan(
        cause=event.id,
        moves=moves,
        groups=groups,
        candidates=open_,
        problems=found,
        unassigned=_unassigned(scope, ends),
        names=_names(scope),
        items=move_items(reform, scope.powers),
        survivors=len(set(ends) - set(merged)),
        pack=pack,
        committable=not (found or open_),
        digest="",
    )
    return replace(drawn, digest=plan_hash(_timeless(drawn)))


def _faults(
    scope: Scope, moves: Iterable[Move], merged: Mapping[str, date]
) -> tuple[HolderProblem, ...]:
    """O9, over the powers of the reform."""
    lines = timelines(scope.tenures, moves, scope.closing, merged)
    mine = {power.id for power in scope.powers}
    here = {power: held for power, held in lines.items() if power in mine}
    found = problems(here, scope.event.effective, merged)
    told = {problem.power for problem in found}
    return (*found, *(lost for lost in _shares_lost(scope, moves) if lost.power not in told))


def _shares_lost(scope: Scope, moves: Iterable[Move]) -> Iterator[HolderProblem]:
    """G21: a power is held jointly by all its members; the share of one that closes goes to somebody."""
    moved = {(move.power, move.giver) for move in moves}
    for power in scope.powers:
        for organ in scope.joint(power):
            if organ in scope.closing and (power.id, organ) not in moved:
                yield share_lost(power.id, organ, scope.givers(power)[organ])


def _holders(
    scope: Scope, moves: Sequence[Move], *, in_the_end: bool
) -> dict[str, tuple[str, ...]]:
    """Whom the list is to name; what becomes of the one that was named first is named first."""
    to: dict[tuple[str, str], list[str]] = defaultdict(list)
    for move in moves:
        to[move.power, move.giver].append(move.receiver)
    named = {power.id: scope.named(power, in_the_end=in_the_end) for power in scope.powers}
    return {
        id_: tuple(dict.fromkeys(end for organ in organs for end in to.get((id_, organ), [organ])))
        for id_, organs in named.items()
    }


def _unassigned(scope: Scope, ends: Mapping[str, str]) -> tuple[str, ...]:
    left = (p for p in scope.powers if not scope.closing.keys().isdisjoint(scope.givers(p)))
    return tuple(power.id for power in left if power.id not in ends)


def _timeless(drawn: ReorgPlan) -> ReorgPlan:
    items: tuple[DraftItem, ...] = tuple(replace(item, late=False) for item in drawn.items)
    return replace(drawn, items=items)


def _merged_on(groups: Iterable[SameGroup], moves: Iterable[Move], reform: date) -> dict[str, date]:
    """The day on which an absorbed id is closed: when the last of its group is handed over."""
    days = {move.power: move.on for move in moves}
    return {
        power: max(days.get(member, reform) for member in (group.survivor, *group.absorbed))
        for group in groups
        for power in group.absorbed
    }


def _names(scope: Scope) -> tuple[NameChain, ...]:
    """O11: statutes go on naming a closed organ; its name means the one that took its place."""
    day = scope.event.effective
    return tuple(
        NameChain(organ=organ, means=_final(organ, scope), since=day) for organ in scope.closing
    )


# ---- who receives what ----------------------------------------------------------------------------


def _moves(scope: Scope) -> tuple[Move, ...]:
    """What every change and every assignment says; two that differ are both kept, for O9 to show."""
    said = [
        move
        for change in scope.event.changes
        for power in _spoken_of(change, scope.powers)
        if power.id not in scope.assigned
        for move in _of_change(change, power, scope)
    ]
    said += [move for power in scope.powers for move in _assigned(power, scope)]
    unique = {(m.power, m.giver, m.receiver): m for m in said if m.giver != m.receiver}
    return tuple(sorted(unique.values(), key=lambda m: (m.power, m.giver, m.on, m.receiver)))


def _spoken_of(change: OrgChange, powers: Sequence[Power]) -> Iterator[Power]:
    if change.kind not in _RULES:
        return
    every = change.kind is OrgChangeKind.MERGE
    chosen, left_out = set(change.powers), set(change.left_out)
    yield from (p for p in powers if p.id not in left_out and (every or p.id in chosen))


def _of_change(change: OrgChange, power: Power, scope: Scope) -> Iterator[Move]:
    given = Given(to=change.target, rule=_RULES[change.kind], on=change.handover, change=change.id)
    for giver in scope.givers(power):
        if not change.sources or giver in change.sources:
            yield _move(power, giver, given, scope)


def _assigned(power: Power, scope: Scope) -> Iterator[Move]:
    rule = "O2" if power.holder in scope.closing else "O8"
    for receiver in scope.assigned.get(power.id, ()):
        for giver in scope.givers(power):
            yield _move(power, giver, Given(to=receiver, rule=rule), scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a change or a person says of a power: to whom, and from when where that is another day."""

    to: str
    rule: str
    on: date | None = None
    change: str = ""


def _move(power: Power, giver: str, given: Given, scope: Scope) -> Move:
    """Nobody hands over before he holds: what comes to a giver later goes on to the receiver on that day."""
    day = scope.handovers.get(power.id, given.on or scope.event.effective)
    return Move(
        power=power.id,
        giver=giver,
        receiver=_final(given.to, scope),
        on=max(day, scope.givers(power)[giver]),
        rule=given.rule,
        change=given.change,
    )


def _final(organ: str, scope: Scope) -> str:
    """O18: the end state of the day: what an organ receives that itself merges goes on to its successor."""
    seen, next_ = {organ}, scope.successors
    while organ in next_ and next_[organ] not in seen:
        organ = next_[organ]
        seen.add(organ)
    return organ
