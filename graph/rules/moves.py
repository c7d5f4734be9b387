"""划转事项: the items of a reform: 7(3) on route B, with 7(4) where powers are merged, C-lite for permits (O21)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from graph.model.plan import Difference, DraftItem, ItemKind, Severity
from graph.model.power import ElementKind, Power, PowerType
from graph.model.reorganisation import Move, OrgChangeKind, ReorgEvent, SameGroup
from graph.rules.differences import hash_of
from graph.rules.digest import facts_hash, key
from graph.rules.drafts import ROUTES


@dataclass(frozen=True, kw_only=True)
class Reform:
    """What all items of one reform have in common.

    Attributes:
        merged: power id → day on which it is closed as merged.
        holders: power id → who holds it in the end: several jointly, the one that is named first before the others;
            ``meanwhile`` who holds it until an earlier reform hands it over.
    """

    event: ReorgEvent
    pack: str
    today: date | None
    moves: tuple[Move, ...]
    groups: tuple[SameGroup, ...]
    merged: Mapping[str, date]
    holders: Mapping[str, tuple[str, ...]]
    meanwhile: Mapping[str, tuple[str, ...]]

    @cached_property
    def rules_of(self) -> Mapping[str, set[str]]:
        """Power → rules by which it moves."""
        found: dict[str, set[str]] = defaultdict(set)
        for move in self.moves:
            found[move.power].add(move.rule)
        return found


def move_items(reform: Reform, powers: Sequence[Power]) -> tuple[DraftItem, ...]:
    """One item for each power that survives and moves, is merged, or whose organ is renamed."""
    by_id = {power.id: power for power in powers}
    first = {move.power: move for move in reversed(reform.moves)}
    grouped = {id_ for g in reform.groups for id_ in (g.survivor, *g.absorbed)}
    items = [_of_group(reform, group, by_id) for group in reform.groups]
    items += [_of_move(reform, by_id[id_], first[id_]) for id_ in sorted(set(first) - grouped)]
    concerned = grouped | set(first)
    items += _renamed(reform, [p for p in powers if p.id not in concerned])
    return tuple(sorted(items, key=lambda item: (item.effective, item.powers)))


def _of_move(reform: Reform, power: Power, move: Move) -> DraftItem:
    """O2, O8; O21 for a permit."""
    item = replace(
        _blank(reform, (power,), move.receiver, (move.rule,), move.on),
        differences=_to(power, reform.holders[power.id]),
        warnings=("由移交和接收部门会签",) if move.rule == "O8" else (),
    )
    return _sealed(item, reform, (power,), ("7(3)",))


def _to(power: Power, holders: Iterable[str]) -> tuple[Difference, ...]:
    """The new holder; all of them, parted by blanks, where others go on holding jointly (G21)."""
    before = hash_of(power, ElementKind.HOLDER)
    return (Difference(element=ElementKind.HOLDER, before=before, value=" ".join(holders)),)


def _of_group(reform: Reform, group: SameGroup, by_id: Mapping[str, Power]) -> DraftItem:
    """O3: survivor first, the absorbed after it."""
    members = tuple(by_id[id_] for id_ in (group.survivor, *group.absorbed))
    moved = {rule for power in members for rule in reform.rules_of[power.id]}
    on = max(reform.merged[id_] for id_ in group.absorbed)
    differing = "、".join(kind.value for kind in group.differing)
    item = replace(
        _blank(reform, members, group.receiver, ("O3", *sorted(moved)), on),
        differences=(*_to(members[0], reform.holders[members[0].id]), *_union(group, members)),
        warnings=(f"合并前各要素不一致，须核定：{differing}",) if differing else (),
    )
    return _sealed(item, reform, members, ("7(3)", "7(4)"))


def _union(group: SameGroup, members: Sequence[Power]) -> Iterator[Difference]:
    """Union of bases and duties: the citations that the absorbed bring."""
    cited = {citation.id: citation for power in members for citation in power.citations}
    for kind, added in group.added:
        renew = tuple((id_, cited[id_].units) for id_ in added)
        yield Difference(element=kind, before=hash_of(members[0], kind), renew=renew)


def _renamed(reform: Reform, powers: Sequence[Power]) -> Iterator[DraftItem]:
    """O1: one batch of minor items; the holders are the same organs, a name on the list is another."""
    targets = {c.target for c in reform.event.changes if c.kind is OrgChangeKind.RENAME}
    for power in (p for p in powers if not targets.isdisjoint(reform.meanwhile[p.id])):
        item = replace(
            _blank(reform, (power,), power.holder, ("O1",), reform.event.effective),
            differences=_to(power, reform.meanwhile[power.id]),
            severity=Severity.MINOR,
            bundle="机构更名",
        )
        yield _sealed(item, reform, (power,), ("7(3)",))


def _blank(
    reform: Reform, powers: Sequence[Power], receiver: str, rules: tuple[str, ...], on: date
) -> DraftItem:
    """An item of the receiver, with nothing in it yet."""
    permit = powers[0].type is PowerType.PERMIT
    kind = ItemKind.COMPLETE_ELEMENTS if permit else ItemKind.ADJUST
    return DraftItem(
        key="",
        kind=kind,
        route=ROUTES[kind],
        grounds=(),
        rules=(*rules, "O21") if permit else rules,
        cause=reform.event.id,
        causes=(reform.event.id,),
        effective=on,
        holder=receiver,
        powers=tuple(power.id for power in powers),
        late=reform.today is not None and on < reform.today,
    )


def _sealed(
    item: DraftItem, reform: Reform, powers: Sequence[Power], grounds: tuple[str, ...]
) -> DraftItem:
    """The item with its grounds (a permit has none), key and facts hash, once its content is complete."""
    told = replace(item, grounds=() if item.kind is ItemKind.COMPLETE_ELEMENTS else grounds)
    elements = sorted({d.element.name for d in told.differences})
    hashes = [sorted(power.elements) for power in powers] if len(powers) > 1 else []
    givers = [power.holder for power in powers]
    facts = (told.kind, told.grounds, told.rules, reform.pack, givers, told.differences, hashes)
    identity = key("item", told.kind.name, told.powers, "", elements, told.grounds, told.causes)
    return replace(told, key=identity, facts_hash=facts_hash(facts))
