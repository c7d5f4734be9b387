"""办理之后: what an act on some items brings to others on the same powers (C2, C5, C15, C18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph import (
    applications,
    workflow,
)
from graph.model.plan import DraftItem, ItemKind
from graph.model.request import Item, State
from graph.rules import conflicts
from resolvers import (
    filing,
    freshness,
    pairs,
    tray,
)
from resolvers.acting import Act


async def follow(act: Act, applied: Sequence[Item]) -> list[Item]:
    """The items that others' application moves, as they now are."""
    return [*await _superseded(act, applied), *await _rebased(act, applied)]


async def _superseded(act: Act, applied: Sequence[Item]) -> list[Item]:
    """C18: once a CANCEL is applied, the open adjustments of the same power are superseded."""
    cancels = [item for item in applied if item.draft.kind is ItemKind.CANCEL]
    around = await applications.items_on(act.tx, {p for i in cancels for p in i.draft.powers})
    live = [i for i in around if i.state not in workflow.CLOSED]
    over = {
        e.open
        for cancel in cancels
        for e in conflicts.cancel_due(
            tray.as_open(replace(cancel, state=State.APPROVED)),
            [tray.as_open(i) for i in live],
            act.today,
        )
    }
    gone = [
        replace(i, state=State.SUPERSEDED, version=i.version + 1, note="C18")
        for i in live
        if tray.base_key(i.draft.key) in over
    ]
    await applications.put_items(act.tx, act.seq, gone)
    return gone


async def _rebased(act: Act, applied: Sequence[Item]) -> list[Item]:
    """C5: what was held behind an applied item is planned anew on the list as it now is, and becomes a draft."""
    keys = {tray.base_key(item.draft.key) for item in applied}
    around = await applications.items_on(act.tx, {p for i in applied for p in i.draft.powers})
    held = [i for i in around if i.behind in keys and i.state is State.ON_HOLD]
    planned = await freshness.planned(act, held)
    moved = [_rebase(item, planned[item.id]) for item in held]
    await applications.put_items(act.tx, act.seq, moved)
    return moved


def _rebase(item: Item, planned: DraftItem | None) -> Item:
    going_on = replace(item, state=State.DRAFT, behind="", version=item.version + 1, note="C5")
    return _on_facts(going_on, planned)


async def planned_anew(act: Act, items: Sequence[Item]) -> list[Item]:
    """What is drafted again stands on the facts of today (C2); where they ask for nothing any more, it lapses."""
    planned = await freshness.planned(act, items)
    return [_on_facts(item, planned[item.id]) for item in items]


def _on_facts(item: Item, planned: DraftItem | None) -> Item:
    if planned is None:
        return replace(item, state=State.LAPSED)
    if planned.facts_hash == item.draft.facts_hash:
        return item
    draft = replace(planned, key=item.draft.key)
    return replace(item, draft=draft, content_hash=tray.content_hash(draft))


def released(moved: Sequence[Item], around: Sequence[Item]) -> list[Item]:
    """C5: what waited behind an item that is now closed goes on."""
    now = {item.id: item for item in [*around, *moved]}
    ours = {item.id for item in moved}
    return [item for item in filing.released(now.values()) if item.id not in ours]


async def partners(act: Act, moved: Sequence[Item]) -> list[Item]:
    """C15: the other member of a rejected item's pair is returned; it may not be applied alone."""
    rejected = [item for item in moved if item.state is State.REJECTED]
    linked = await pairs.partners(act.tx, rejected)
    around = {other.id: other for others in linked.values() for other in others}
    ours = {item.id for item in moved}
    meeting = [i for i in around.values() if i.id not in ours and i.state not in workflow.CLOSED]
    by_key = {tray.base_key(i.draft.key): i for i in meeting}
    found = [
        encounter
        for item in rejected
        for encounter in conflicts.partner_rejected(
            tray.as_open(item), [tray.as_open(i) for i in meeting]
        )
    ]
    return [
        replace(
            by_key[e.open],
            state=State.RETURNED,
            version=by_key[e.open].version + 1,
            note=f"{e.rule}：{e.sentence}",
        )
        for e in found
    ]
