"""事实是否仍在: the facts hash of an item as it would be planned now; a different one makes the item STALE.

Facts include the law, not just the power: a correspondence corrected under an approval is found here.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph import effects
from graph.model.plan import DraftItem
from graph.model.request import Item
from resolvers import impact, reorganising
from resolvers.acting import Act
from resolvers.filing import base_key


async def hashes(act: Act, items: Sequence[Item]) -> dict[str, str | None]:
    """Item id → facts hash of the same item planned now; None where the plan no longer has it."""
    found: dict[str, str | None] = {}
    for cause in sorted({item.draft.cause for item in items}):
        now = await _planned(act, cause)
        of_cause = [i for i in items if i.draft.cause == cause]
        found |= {i.id: now.get(base_key(i.draft.key)) for i in of_cause}
    return found


async def _planned(act: Act, cause: str) -> dict[str, str]:
    """Key → facts hash of every item that the planner makes now of this cause."""
    return {key: draft.facts_hash for key, draft in (await drafts(act, cause)).items()}


async def drafts(act: Act, cause: str) -> dict[str, DraftItem]:
    """Key → item as the planner makes it now, of a change of law or of organs."""
    source = await effects.source(act.tx, cause)
    if source.kind == "ORGANS":
        reform = await reorganising.assemble(act.tx, act.pack, cause, act.today)
        return {draft.key: draft for draft in reform.plan.items}
    made = await impact.assemble(act.tx, act.pack, cause, act.today)
    return {draft.key: draft for draft in made.plan.items}
