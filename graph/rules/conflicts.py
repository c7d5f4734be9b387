"""在办冲突: what becomes of a planned item among the open ones (C-rows, ``spec/rules.md`` 3.8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from graph.model.plan import (
    Difference,
    DraftItem,
    Encounter,
    ItemKind,
    OpenItem,
    Reconciliation,
    Resolution,
    StateClass,
)
from graph.rules.meetings import ADJUSTS, MEETINGS, Meeting
from graph.rules.tables import not_built, row


def meet(open_item: OpenItem, planned: DraftItem, today: date | None = None) -> Encounter:
    """What becomes of one open item and one planned item.

    Raises:
        RowNotBuilt: a row decides that is not built yet.
    """
    meeting = Meeting(open=open_item, planned=planned, today=today)
    line = next(line for line in MEETINGS if line.when(meeting))
    if line.resolution is None:
        raise not_built(line.rule, powers=planned.powers or open_item.powers)
    return Encounter(
        open=open_item.key,
        rule=line.rule,
        resolution=line.resolution,
        sentence=row(line.rule).sentence,
    )


PRECEDENCE = (
    Resolution.RETURN_EXISTING,
    Resolution.RESCHEDULE,
    Resolution.RETURN_PAIR,
    Resolution.RECORD_ONLY,
    Resolution.REPLACE_DRAFT,
    Resolution.REVISE_STALE,
    Resolution.MERGE,
    Resolution.SWAP,
    Resolution.HOLD_BEHIND,
    Resolution.SCHEDULE_AFTER,
)
"""Which answer decides over the planned item where several open items speak; else it is created."""


def reconcile(
    planned: DraftItem, open_items: Sequence[OpenItem], *, today: date | None = None
) -> Reconciliation:
    """处置 of a planned item among the open ones, whatever their order.

    Raises:
        RowNotBuilt: some pair is decided by a row that is not built yet.
    """
    ordered = sorted(open_items, key=lambda item: (item.effective, item.key))
    encounters = tuple(meet(item, planned, today) for item in ordered)
    deciding = [e for e in encounters if e.resolution in PRECEDENCE]
    if not deciding:
        return _created(encounters)
    first = min(deciding, key=lambda e: PRECEDENCE.index(e.resolution))
    last = [e for e in deciding if e.resolution is first.resolution][-1]
    behind = first.resolution in {Resolution.HOLD_BEHIND, Resolution.SCHEDULE_AFTER}
    chosen = last if behind else first
    return Reconciliation(
        resolution=chosen.resolution,
        rule=chosen.rule,
        target=chosen.open,
        sentence=chosen.sentence,
        encounters=encounters,
    )


def _created(encounters: tuple[Encounter, ...]) -> Reconciliation:
    acting = next((e for e in encounters if e.resolution is not Resolution.CREATE), None)
    rule = acting.rule if acting else "C3"
    return Reconciliation(
        resolution=Resolution.CREATE,
        rule=rule,
        target="",
        sentence=row(rule).sentence,
        encounters=encounters,
    )


UNFILED = frozenset({StateClass.DRAFT, StateClass.ON_HOLD})
"""Nobody has decided anything over it yet."""


def kept(draft: DraftItem, planned: DraftItem, state: StateClass) -> DraftItem:
    """C1: the item that is there, with its pair as it is drawn now, and with its day (C16); until somebody filed it, it
    quotes the text that the plan quotes now: the words are the same, the text in force need not be.
    """
    told = _requoted(draft, planned) if state in UNFILED else draft
    moved = draft.effective != planned.effective
    told = replace(told, effective=planned.effective, late=planned.late) if moved else told
    return replace(told, pair=planned.pair)


def _requoted(draft: DraftItem, planned: DraftItem) -> DraftItem:
    now = {(d.element, d.sub_item): d.renew for d in planned.differences}

    def quoting(d: Difference) -> Difference:
        renews = bool(d.renew) and not d.value
        return replace(d, renew=now.get((d.element, d.sub_item), d.renew)) if renews else d

    return replace(draft, differences=tuple(quoting(d) for d in draft.differences))


def left_over(
    planned: Iterable[DraftItem], open_items: Iterable[OpenItem]
) -> tuple[Encounter, ...]:
    """C2: open items whose outcome is no longer drawn, once all causes of their powers are planned anew.

    Args:
        open_items: of the powers and causes that ``planned`` is about; others would seem given up.
    """
    drawn: dict[tuple[object, ...], list[DraftItem]] = defaultdict(list)
    for item in planned:
        drawn[_object(item)].append(item)
    live = [item for item in open_items if item.state is not StateClass.REJECTED]
    gone = [item for item in live if not any(_stands_for(p, item) for p in drawn[_object(item)])]
    return tuple(_given_up(item) for item in sorted(gone, key=lambda item: item.key))


def _object(item: DraftItem | OpenItem) -> tuple[object, ...]:
    """What an item is about, whatever its ground; an ADD has only its key."""
    if not item.powers:
        return (item.kind, item.key)
    return (item.kind, item.powers, item.sub_item, item.effective)


def _stands_for(planned: DraftItem, item: OpenItem) -> bool:
    """A planned item holds all that its causes bring on its day; what has other causes is another item."""
    return set(item.causes or (item.cause,)) <= set(planned.causes or (planned.cause,))


def _given_up(item: OpenItem) -> Encounter:
    draft = item.state is StateClass.DRAFT
    return Encounter(
        open=item.key,
        rule="C2",
        resolution=Resolution.LAPSE if draft else Resolution.MARK_STALE,
        sentence=row("C2").sentence,
    )


def partner_rejected(rejected: OpenItem, open_items: Iterable[OpenItem]) -> tuple[Encounter, ...]:
    """C15: the members of a rejected item's pair are returned; none of them may be applied alone."""
    linked = (i for i in open_items if rejected.key == i.pair or i.key == rejected.pair)
    live = sorted((i for i in linked if i.state is not StateClass.REJECTED), key=lambda i: i.key)
    return tuple(
        Encounter(
            open=item.key,
            rule="C15",
            resolution=Resolution.RETURN_PAIR,
            sentence=row("C15").sentence,
        )
        for item in live
    )


def cancel_due(
    cancel: OpenItem, open_items: Iterable[OpenItem], today: date
) -> tuple[Encounter, ...]:
    """C18: the day of a scheduled CANCEL has come; what it waited for is superseded, of its sub-items too."""
    if cancel.effective > today:
        return ()
    powers, over = set(cancel.powers), ADJUSTS | {ItemKind.CANCEL_SUB_ITEM}
    waiting = [i for i in open_items if i.kind in over and powers & set(i.powers)]
    live = sorted((i for i in waiting if i.state is not StateClass.REJECTED), key=lambda i: i.key)
    return tuple(
        Encounter(
            open=item.key,
            rule="C18",
            resolution=Resolution.SUPERSEDE,
            sentence=row("C18").sentence,
        )
        for item in live
    )


def waits_behind(held: OpenItem, open_items: Iterable[OpenItem]) -> tuple[str, ...]:
    """C5: the adjustments that an adjustment waits for, by day; none: it is rebased and goes on."""
    if held.kind not in ADJUSTS:
        return ()
    before = [i for i in open_items if i.kind in ADJUSTS and i.effective < held.effective]
    live = [i for i in before if i.state is not StateClass.REJECTED and i.key != held.key]
    met = [(i.effective, i.key) for i in live if _meets(i, held)]
    return tuple(key for _, key in sorted(met))


def _meets(one: OpenItem, other: OpenItem) -> bool:
    same = bool(set(one.powers) & set(other.powers)) and one.sub_item == other.sub_item
    regroups = "7(4)" in {*one.grounds, *other.grounds}
    return same and (regroups or bool(one.elements & other.elements))
