"""立案: planned items become items in envelopes, each with its obligation, beside what is open already (3.8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph import process
from graph.model.plan import DraftItem
from graph.model.request import Envelope, Item, Obligation, ObligationState, State
from graph.rules.digest import key
from resolvers.acting import Act, Result


def content_hash(draft: DraftItem) -> str:
    """Hash of what an item would do to the list: its powers and differences (R8.5)."""
    return key(
        draft.kind,
        draft.powers,
        draft.sub_item,
        [
            [d.element.name, d.sub_item, d.before, [[c, list(u)] for c, u in d.renew], d.value]
            for d in draft.differences
        ],
    )


async def file_items(act: Act, drafts: Sequence[DraftItem]) -> Result:
    """Write the items of a plan; what is there already stays. Returns counts of what happened."""
    known = {
        item.draft.key: item for item in await process.items(act.tx, keys=[d.key for d in drafts])
    }
    made: list[Item] = []
    changed: list[Item] = []
    for draft in drafts:
        if draft.key not in known:
            made.append(await _item(act, draft, len(made)))
        elif (again := _again(known[draft.key], draft)) is not None:
            changed.append(again)
    await process.put_items(act.tx, act.seq, [*made, *changed])
    await process.put_obligations(act.tx, act.seq, _obligations(act, made))
    return {
        "created": len(made),
        "changed": len(changed),
        "kept": len(drafts) - len(made) - len(changed),
        "items": [item.id for item in made],
    }


async def _item(act: Act, draft: DraftItem, index: int) -> Item:
    return Item(
        id=act.mint("item"),
        draft=draft,
        envelope=await envelope_for(act, draft),
        state=State.DRAFT,
        revision=1,
        version=1,
        content_hash=content_hash(draft),
        sequence=act.seq * 100_000 + index,
    )


async def envelope_for(act: Act, draft: DraftItem) -> str:
    """申请书: one for each department, route and cause."""
    identity = f"{draft.holder}|{draft.route.value}|{draft.cause}"
    envelope = Envelope(
        id=act.mint("envelope"),
        key=identity,
        holder=draft.holder,
        route=draft.route.name,
        cause=draft.cause,
    )
    return await process.put_envelope(act.tx, act.seq, envelope)


def _again(item: Item, draft: DraftItem) -> Item | None:
    """C1: the same item stays. C2: a draft follows its outcome, anything further on is STALE."""
    if item.draft.facts_hash == draft.facts_hash and item.draft.effective == draft.effective:
        return None
    if item.state is State.DRAFT:
        return replace(
            item, draft=draft, content_hash=content_hash(draft), version=item.version + 1
        )
    return None


def _obligations(act: Act, items: Iterable[Item]) -> list[Obligation]:
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
