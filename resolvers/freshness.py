"""事实是否仍在: the facts hash of an item as it would be planned now; a different one makes the item STALE.

Facts include the law, not just the power: a correspondence corrected under an approval is found here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph import batches, effects
from graph.model.plan import DraftItem
from graph.model.request import Item
from graph.rules.tables import not_built
from resolvers import impact, open_work, reorganising
from resolvers.acting import Act
from resolvers.tray import base_key


async def hashes(act: Act, items: Sequence[Item]) -> dict[str, str | None]:
    """Item id → facts hash of the same item planned now; None where the plan no longer has it."""
    now = await planned(act, items)
    return {id_: draft.facts_hash if draft else None for id_, draft in now.items()}


async def planned(act: Act, items: Sequence[Item]) -> dict[str, DraftItem | None]:
    """Item id → the same item planned now; None where the plan no longer has it."""
    found: dict[str, DraftItem | None] = {}
    for cause in sorted({item.draft.cause for item in items}):
        now = await drafts(act, cause)
        of_cause = [i for i in items if i.draft.cause == cause]
        found |= {i.id: _of(i, now) for i in of_cause}
    return found


def _of(item: Item, now: Mapping[str, DraftItem]) -> DraftItem | None:
    """By its key; else what the plan draws for the same object and day, with at least its causes."""
    own = now.get(base_key(item.draft.key))
    if own is not None or not item.draft.powers:
        return own
    return next((drawn for drawn in now.values() if _stands_for(drawn, item.draft)), None)


def _stands_for(drawn: DraftItem, draft: DraftItem) -> bool:
    there = (drawn.powers, drawn.sub_item, drawn.effective)
    same = there == (draft.powers, draft.sub_item, draft.effective)
    return same and set(draft.causes) <= set(drawn.causes)


async def drafts(act: Act, cause: str) -> dict[str, DraftItem]:
    """Key → item as the planner makes it now, of a change of law or of organs.

    Raises:
        RunIncomplete
        RowNotBuilt: C17.
    """
    await check_pack(act, cause)
    source = await effects.source(act.tx, cause)
    if source.kind == "ORGANS":
        reform = await reorganising.assemble(act.tx, act.pack, cause, act.today)
        return {draft.key: draft for draft in reform.plan.items}
    made = await impact.assemble(act.tx, act.pack, cause, act.today)
    impact.check_complete(made)
    return {draft.key: draft for draft in await open_work.at_home(act, made.plan.items)}


async def check_pack(act: Act, cause: str) -> None:
    """C17: items stay under the rule pack that they were drawn with; another one may not judge them unseen.

    Raises:
        RowNotBuilt
    """
    runs = await batches.runs(act.tx, cause)
    if runs and runs[0].pack != f"{act.pack.id}@{act.pack.version}":
        raise not_built("C17")
