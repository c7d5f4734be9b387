"""立案: planned items become items in envelopes, each with its obligation, beside what is open already (3.8).

What becomes of each is decided by the C-rows (graph/rules/conflicts.py); here it is carried out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from graph import applications
from graph.model.plan import (
    DraftItem,
    Encounter,
    Reconciliation,
    Resolution,
    StateClass,
)
from graph.model.request import Item, State
from graph.rules import conflicts
from graph.rules.tables import not_built, row
from resolvers import duties
from resolvers.acting import Act, Result
from resolvers.envelopes import Envelopes
from resolvers.tray import CLASSES, Neighbours, Tray, as_open, base_key, content_hash


async def file_items(
    act: Act, drafts: Sequence[DraftItem], cause: str, shared: Sequence[Item] = ()
) -> Result:
    """Write the items of a plan among the open ones. Returns counts, what became of each, and how each meeting ended.

    Args:
        shared: open items of several causes, all of which these drafts were planned for.

    Raises:
        RowNotBuilt: two items meet in a row that is not built yet.
    """
    own = [*await applications.items(act.tx, cause=cause), *shared]
    powers = {power for draft in (*drafts, *(i.draft for i in own)) for power in draft.powers}
    around = await applications.items_on(act.tx, powers)
    adds = any(not draft.powers for draft in drafts)
    others = await applications.additions(act.tx, CLASSES) if adds else []
    tray = Tray({item.id: item for item in [*around, *own, *others]})
    envelopes = Envelopes(act)
    told = [_file(envelopes, tray, draft) for draft in drafts]
    keys = {base_key(item.draft.key) for item in shared}
    alone = [i for i in tray.open() if {i.cause, *i.causes} == {cause} or i.key in keys]
    for gone in conflicts.left_over(drafts, alone):
        _carry_out(tray, gone)
    for item in released(tray.items.values()):
        tray.put(item)
    for item in _out_of_turn(tray):
        tray.put(item)
    await duties.settle(act, *_settled(tray, drafts, cause))
    filed = await envelopes.put(tray.items[id_] for id_ in (*tray.made, *sorted(tray.changed)))
    made, changed = filed[: len(tray.made)], filed[len(tray.made) :]
    await applications.put_items(act.tx, act.seq, filed)
    await duties.put(act, made, changed)
    return {
        "created": len(made),
        "changed": len(changed),
        "kept": tray.kept,
        "items": list(_outcomes(tray, drafts, {one["planned"]: one for one in told if one})),
        "meetings": [one for one in told if one],
    }


def _outcomes(
    tray: Tray, drafts: Iterable[DraftItem], meetings: Mapping[str, Result]
) -> Iterator[Result]:
    """The item that each planned one became or met; none for what is only noted."""
    for draft in drafts:
        item = tray.find(draft.key)
        if item is not None:
            alone = Resolution.CREATE if item.id in tray.made else Resolution.RETURN_EXISTING
            met = meetings.get(draft.key)
            yield {"item": item.id, "result": met["resolution"] if met else alone.name}


def released(items: Collection[Item]) -> list[Item]:
    """C5: what waits behind an item that will never be applied goes on, or waits for the next one before it."""
    live = [i for i in items if i.state in CLASSES and i.state is not State.REJECTED]
    keys = {base_key(item.draft.key) for item in live}
    waiting = [i for i in live if i.state is State.ON_HOLD and i.behind not in keys]
    if not waiting:
        return []
    around = Neighbours(as_open(item) for item in live)
    found: list[Item] = []
    for held in waiting:
        before = conflicts.waits_behind(as_open(held), around.of(held.draft.powers))
        found.append(
            replace(
                held,
                state=State.ON_HOLD if before else State.DRAFT,
                behind=before[-1] if before else "",
                version=held.version + 1,
                note="C5：排在前面的事项不再办理",
            )
        )
    return found


def _settled(tray: Tray, drafts: Sequence[DraftItem], cause: str) -> tuple[list[Item], list[Item]]:
    """Of what was withdrawn or rejected: what is asked for still, and what no ground asks for any more."""
    keys = {base_key(draft.key) for draft in drafts}
    over = [i for i in tray.newest() if i.state in (State.WITHDRAWN, State.REJECTED)]
    own = [i for i in over if {i.draft.cause, *i.draft.causes} == {cause}]
    asked = [item for item in own if base_key(item.draft.key) in keys]
    return asked, [item for item in own if base_key(item.draft.key) not in keys]


def _out_of_turn(tray: Tray) -> list[Item]:
    """C5: a draft whose elements an earlier one came to touch only now waits behind it, whichever was drawn first."""
    live = tray.open()
    around = Neighbours(live)
    drafts = [item for item in live if item.state is StateClass.DRAFT]
    before = {i.key: conflicts.waits_behind(i, around.of(i.powers)) for i in drafts}
    held = [(tray.by_base(key), first) for key, first in before.items() if first]
    note = f"C5：{row('C5').sentence}"
    return [
        replace(i, state=State.ON_HOLD, behind=first[-1], version=i.version + 1, note=note)
        for i, first in held
    ]


SETTLED = frozenset({State.APPLIED, State.PUBLISHED, State.WITHDRAWN})
"""What the plan draws again was carried out, or its department withdrew it and may file it again."""


def _file(envelopes: Envelopes, tray: Tray, draft: DraftItem) -> Result | None:
    """One planned item meets what is open on its powers.

    Raises:
        RowNotBuilt: T7, where a correction would change what was carried out already.
    """
    former = tray.find(draft.key)
    if former is not None and former.state in SETTLED:
        _check_correction(former, draft)
        tray.kept += 1
        return None
    found = conflicts.reconcile(draft, tray.meeting(draft), today=envelopes.act.today)
    there = found.resolution is Resolution.RETURN_EXISTING
    for encounter in found.encounters:
        # What is there already met the others when it was filed: it makes nothing behind it stale again (I5).
        settled = there and encounter.resolution in (Resolution.MARK_STALE, Resolution.HOLD_OPEN)
        if encounter.resolution in _ON_OPEN and not settled:
            _carry_out(tray, encounter, behind=draft.key)
    _settle(envelopes, tray, draft, found)
    if found.resolution is Resolution.CREATE and not found.encounters:
        return None
    return {
        "planned": draft.key,
        "rule": found.rule,
        "resolution": found.resolution.name,
        "target": found.target,
        "sentence": found.sentence,
    }


def _check_correction(former: Item, draft: DraftItem) -> None:
    """Applied, and now drawn with other renewals: that takes a compensating item (T7)."""
    renews = any(difference.renew for difference in draft.differences)
    applied = former.state is not State.WITHDRAWN
    if applied and renews and former.draft.facts_hash != draft.facts_hash:
        raise not_built("T7")


_ON_OPEN = {
    Resolution.MARK_STALE: State.STALE,
    Resolution.SUPERSEDE: State.SUPERSEDED,
    Resolution.LAPSE: State.LAPSED,
    Resolution.HOLD_OPEN: State.ON_HOLD,
}
"""Resolutions that speak of the open item itself, and what it becomes."""


def _carry_out(tray: Tray, encounter: Encounter, *, behind: str = "") -> None:
    item = tray.by_base(encounter.open)
    note = f"{encounter.rule}：{encounter.sentence}"
    state = _ON_OPEN[encounter.resolution]
    if item.state is not state:
        waits = behind if state is State.ON_HOLD else item.behind
        tray.put(replace(item, state=state, version=item.version + 1, note=note, behind=waits))


def _settle(envelopes: Envelopes, tray: Tray, draft: DraftItem, found: Reconciliation) -> None:
    match found.resolution:
        case Resolution.CREATE:
            tray.put(_item(envelopes, tray, draft), new=True)
        case Resolution.HOLD_BEHIND:
            held = _item(envelopes, tray, draft, State.ON_HOLD, found)
            tray.put(held, new=True)
        case Resolution.SCHEDULE_AFTER:
            later = _item(envelopes, tray, draft, State.DRAFT, found)
            tray.put(later, new=True)
        case Resolution.RETURN_PAIR:
            returned = _item(envelopes, tray, draft, State.RETURNED, found)
            tray.put(replace(returned, behind=""), new=True)
        case Resolution.REPLACE_DRAFT | Resolution.REVISE_STALE | Resolution.MERGE:
            _renew(envelopes, tray, draft, found)
        case Resolution.SWAP:
            _let_pass(envelopes, tray, draft, found)
        case Resolution.RETURN_EXISTING | Resolution.RESCHEDULE:
            _keep(tray, draft, found)
        case _:
            tray.kept += 1


def _keep(tray: Tray, draft: DraftItem, found: Reconciliation) -> None:
    """C1, C16: as it is, but for what is not of its facts: the text that it quotes, its pair, and its day."""
    item = tray.by_base(found.target)
    content = conflicts.kept(item.draft, draft, CLASSES[item.state])
    if content == item.draft:
        tray.kept += 1
        return
    moved = found.resolution is Resolution.RESCHEDULE
    note = f"{found.rule}：{found.sentence}" if moved else item.note
    hash_, version = content_hash(content), item.version + 1
    tray.put(replace(item, draft=content, content_hash=hash_, version=version, note=note))


def _renew(envelopes: Envelopes, tray: Tray, draft: DraftItem, found: Reconciliation) -> None:
    """The open item takes the planned content with its key: what nobody has filed stays as it is, the rest is STALE.

    Were the old key kept, the next plan would not know the item again, and neither would its reviewers' check.
    """
    item = tray.by_base(found.target)
    merges = found.resolution is Resolution.MERGE
    content = _merged(item.draft, draft) if merges else draft
    was, is_ = base_key(item.draft.key), draft.key
    if was == is_:
        content = replace(content, key=item.draft.key)
    else:
        content = replace(content, key=tray.free_key(is_, envelopes.act.seq))
        for waiting in tray.behind(was):
            tray.put(replace(waiting, behind=is_, version=waiting.version + 1))
    stays = merges or item.state in (State.DRAFT, State.ON_HOLD)
    tray.put(
        replace(
            item,
            draft=content,
            envelope=envelopes.of(content),
            content_hash=content_hash(content),
            state=item.state if stays else State.STALE,
            version=item.version + 1,
            note=f"{found.rule}：{found.sentence}",
        )
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


def _let_pass(envelopes: Envelopes, tray: Tray, draft: DraftItem, found: Reconciliation) -> None:
    """C4, earlier: the earlier change goes first; the draft waits behind it (C5)."""
    later = tray.by_base(found.target)
    note = f"{found.rule}：{found.sentence}"
    tray.put(
        replace(later, state=State.ON_HOLD, behind=draft.key, version=later.version + 1, note=note)
    )
    first = _item(envelopes, tray, draft)
    tray.put(replace(first, note=note), new=True)


def _item(
    envelopes: Envelopes,
    tray: Tray,
    draft: DraftItem,
    state: State = State.DRAFT,
    found: Reconciliation | None = None,
) -> Item:
    """A new item; where one of the same key was rejected, lapsed or superseded, it stands beside it."""
    act, former = envelopes.act, tray.find(draft.key)
    return Item(
        id=act.mint("item"),
        draft=replace(draft, key=tray.free_key(draft.key, act.seq)),
        envelope=envelopes.of(draft),
        state=state,
        revision=1,
        version=1,
        content_hash=content_hash(draft),
        behind=found.target if found else "",
        note=f"{found.rule}：{found.sentence}" if found else "",
        resubmission_of=former.id if former else "",
        sequence=act.seq * 100_000 + len(tray.made),
    )
