"""立案: planned items become items in envelopes, each with its obligation, beside what is open already (3.8).

What becomes of each is decided by the C-rows (graph/rules/conflicts.py); here it is carried out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from graph import process, workflow
from graph.model.plan import (
    DraftItem,
    Encounter,
    ItemKind,
    OpenItem,
    Reconciliation,
    Resolution,
    StateClass,
)
from graph.model.power import ElementKind
from graph.model.request import Envelope, Item, Obligation, ObligationState, State
from graph.rules import conflicts
from graph.rules.digest import key
from resolvers.acting import Act, Result


def content_hash(draft: DraftItem) -> str:
    """Hash of what an item would do to the list: its powers and differences (R8.5)."""
    differences = [
        [d.element.name, d.sub_item, d.before, [[c, list(u)] for c, u in d.renew], d.value]
        for d in draft.differences
    ]
    return key(draft.kind, draft.powers, draft.sub_item, differences)


_CLASSES = {
    State.DRAFT: StateClass.DRAFT,
    State.RETURNED: StateClass.DRAFT,
    State.ON_HOLD: StateClass.ON_HOLD,
    State.STALE: StateClass.STALE,
    State.REJECTED: StateClass.REJECTED,
    **dict.fromkeys(workflow.IN_REVIEW, StateClass.IN_REVIEW),
    **dict.fromkeys(workflow.DECIDED, StateClass.APPROVED),
}
"""How a conflict sees a state; a state that is not here is over, and meets nobody."""


def base_key(identity: str) -> str:
    """The key of an item without the number of its resubmission."""
    return identity.split("#", maxsplit=1)[0]


def as_open(item: Item) -> OpenItem:
    """An item as a planned one meets it."""
    d = item.draft
    whole = d.kind in (ItemKind.CANCEL, ItemKind.DEVOLVE)
    touched = frozenset(ElementKind) if whole else frozenset(x.element for x in d.differences)
    return OpenItem(
        key=base_key(d.key),
        kind=d.kind,
        state=_CLASSES[item.state],
        powers=d.powers,
        elements=touched,
        grounds=d.grounds,
        effective=d.effective,
        facts_hash=d.facts_hash,
        cause=d.cause,
        sub_item=d.sub_item,
        causes=d.causes,
        pair=d.pair,
        holder=d.holder,
    )


@dataclass(slots=True)
class Tray:
    """案头: every item that the planned ones meet, as they stand while the plan is filed."""

    items: dict[str, Item]
    made: list[str] = field(default_factory=list[str])
    changed: set[str] = field(default_factory=set[str])
    kept: int = 0
    envelopes: dict[tuple[str, str, str], str] = field(
        default_factory=dict[tuple[str, str, str], str]
    )

    def meeting(self, draft: DraftItem) -> list[OpenItem]:
        """The open and the rejected ones on a power of this draft."""
        powers = frozenset(draft.powers)
        met = (i for i in self.items.values() if not powers.isdisjoint(i.draft.powers))
        return [as_open(item) for item in met if item.state in _CLASSES]

    def open(self) -> list[OpenItem]:
        """The open and the rejected ones."""
        return [as_open(item) for item in self.items.values() if item.state in _CLASSES]

    def by_base(self, identity: str) -> Item:
        """The newest item with this key."""
        fits = [i for i in self.items.values() if base_key(i.draft.key) == identity]
        return max(fits, key=lambda item: item.sequence)

    def put(self, item: Item, *, new: bool = False) -> None:
        """Keep an item as it now is."""
        self.items[item.draft.key] = item
        if new:
            self.made.append(item.draft.key)
        else:
            self.changed.add(item.draft.key)


async def file_items(act: Act, drafts: Sequence[DraftItem], cause: str) -> Result:
    """Write the items of a plan among the open ones. Returns counts, and what each meeting ended in.

    Raises:
        RowNotBuilt: two items meet in a row that is not built yet.
    """
    powers = {power for draft in drafts for power in draft.powers}
    around = await process.items_on(act.tx, powers)
    own = await process.items(act.tx, cause=cause)
    tray = Tray({item.draft.key: item for item in [*around, *own]})
    told = [await _file(act, tray, draft) for draft in drafts]
    alone = [item for item in tray.open() if {item.cause, *item.causes} == {cause}]
    for gone in conflicts.left_over(drafts, alone):
        _carry_out(tray, gone)
    await process.put_items(act.tx, act.seq, [tray.items[k] for k in (*tray.made, *tray.changed)])
    made = [tray.items[k] for k in tray.made]
    await process.put_obligations(act.tx, act.seq, obligations(act, made))
    return {
        "created": len(made),
        "changed": len(tray.changed - set(tray.made)),
        "kept": tray.kept,
        "items": [item.id for item in made],
        "meetings": [one for one in told if one],
    }


async def _file(act: Act, tray: Tray, draft: DraftItem) -> Result | None:
    """One planned item meets what is open on its powers."""
    if draft.key in tray.items and tray.items[draft.key].state not in _CLASSES:
        tray.kept += 1
        return None
    found = conflicts.reconcile(draft, tray.meeting(draft), today=act.today)
    there = found.resolution is Resolution.RETURN_EXISTING
    for encounter in found.encounters:
        # What is there already met the others when it was filed: it makes nothing behind it stale again (I5).
        settled = there and encounter.resolution is Resolution.MARK_STALE
        if encounter.resolution in _ON_OPEN and not settled:
            _carry_out(tray, encounter)
    await _settle(act, tray, draft, found)
    if found.resolution is Resolution.CREATE and not found.encounters:
        return None
    return {
        "planned": draft.key,
        "rule": found.rule,
        "resolution": found.resolution.name,
        "target": found.target,
        "sentence": found.sentence,
    }


_ON_OPEN = {
    Resolution.MARK_STALE: State.STALE,
    Resolution.SUPERSEDE: State.SUPERSEDED,
    Resolution.LAPSE: State.LAPSED,
}
"""Resolutions that speak of the open item itself, and what it becomes."""


def _carry_out(tray: Tray, encounter: Encounter) -> None:
    item = tray.by_base(encounter.open)
    note = f"{encounter.rule}：{encounter.sentence}"
    state = _ON_OPEN[encounter.resolution]
    if item.state is not state:
        tray.put(replace(item, state=state, version=item.version + 1, note=note))


async def _settle(act: Act, tray: Tray, draft: DraftItem, found: Reconciliation) -> None:
    match found.resolution:
        case Resolution.CREATE:
            tray.put(await _item(act, tray, draft), new=True)
        case Resolution.HOLD_BEHIND:
            held = await _item(act, tray, draft, State.ON_HOLD, found)
            tray.put(held, new=True)
        case Resolution.SCHEDULE_AFTER:
            later = await _item(act, tray, draft, State.DRAFT, found)
            tray.put(later, new=True)
        case Resolution.RETURN_PAIR:
            returned = await _item(act, tray, draft, State.RETURNED, found)
            tray.put(replace(returned, behind=""), new=True)
        case Resolution.REPLACE_DRAFT | Resolution.REVISE_STALE | Resolution.MERGE:
            tray.put(_renewed(tray.by_base(found.target), draft, found))
        case Resolution.SWAP:
            await _swap(act, tray, draft, found)
        case _:
            tray.kept += 1


def _renewed(item: Item, draft: DraftItem, found: Reconciliation) -> Item:
    """The item with the planned content: a draft stays one, anything further on is STALE."""
    content = replace(draft, key=item.draft.key)
    if found.resolution is Resolution.MERGE:
        content = _merged(item.draft, content)
    stays = item.state is State.DRAFT or found.resolution is Resolution.MERGE
    return replace(
        item,
        draft=content,
        content_hash=content_hash(content),
        state=item.state if stays else State.STALE,
        version=item.version + 1,
        note=f"{found.rule}：{found.sentence}",
    )


def _merged(first: DraftItem, planned: DraftItem) -> DraftItem:
    """C4: the planned content, which stands for all known effects, with the grounds and causes of both."""
    return replace(
        planned,
        cause=first.cause,
        grounds=tuple(sorted({*first.grounds, *planned.grounds})),
        rules=tuple(dict.fromkeys((*first.rules, *planned.rules))),
        causes=tuple(dict.fromkeys((first.cause, *first.causes, planned.cause, *planned.causes))),
    )


async def _swap(act: Act, tray: Tray, draft: DraftItem, found: Reconciliation) -> None:
    """C4, earlier: the draft takes the earlier change first, what it held waits behind it (C5)."""
    first = tray.by_base(found.target)
    later = first.draft
    tray.put(_renewed(first, replace(draft, cause=later.cause), found))
    waiting = replace(later, key=draft.key)
    tray.put(await _item(act, tray, waiting, State.ON_HOLD, found), new=True)


async def _item(
    act: Act,
    tray: Tray,
    draft: DraftItem,
    state: State = State.DRAFT,
    found: Reconciliation | None = None,
) -> Item:
    return Item(
        id=act.mint("item"),
        draft=draft,
        envelope=await _envelope(act, tray, draft),
        state=state,
        revision=1,
        version=1,
        content_hash=content_hash(draft),
        behind=found.target if found else "",
        note=f"{found.rule}：{found.sentence}" if found else "",
        sequence=act.seq * 100_000 + len(tray.made),
    )


async def _envelope(act: Act, tray: Tray, draft: DraftItem) -> str:
    """The envelope of a draft, asked for once."""
    of = (draft.holder, draft.route.value, draft.cause)
    if of not in tray.envelopes:
        tray.envelopes[of] = await envelope_for(act, draft)
    return tray.envelopes[of]


async def envelope_for(act: Act, draft: DraftItem) -> str:
    """申请书: one for each department, route and cause."""
    envelope = Envelope(
        id=act.mint("envelope"),
        key=f"{draft.holder}|{draft.route.value}|{draft.cause}",
        holder=draft.holder,
        route=draft.route.name,
        cause=draft.cause,
    )
    return await process.put_envelope(act.tx, act.seq, envelope)


def obligations(act: Act, items: Iterable[Item]) -> list[Obligation]:
    """A duty to apply, there before anybody files; no limit unless the rule pack sets one (G1)."""
    return [
        Obligation(
            id=act.mint("obligation"),
            key=f"duty|{item.draft.key}",
            holder=item.draft.holder,
            powers=item.draft.powers,
            kind=item.draft.kind.name,
            grounds=item.draft.grounds,
            cause=item.draft.cause,
            effective=item.draft.effective,
            due=None,
            state=ObligationState.OPEN,
            item=item.id,
        )
        for item in items
    ]
