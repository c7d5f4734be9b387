"""数个事由的事项: what several sources ask of one power on one day is one item (E10); when one of them asks no longer, the
others are planned with it, so that their part is neither lost nor left as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph import applications, effects
from graph.model.plan import DraftItem
from graph.model.request import Item
from resolvers import freshness, impact
from resolvers.acting import Act
from resolvers.tray import CLASSES, base_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """All that is to be filed with one source.

    Attributes:
        shared: open items that this source no longer asks for as they are, with their other sources planned too.
    """

    drafts: Sequence[DraftItem]
    shared: Sequence[Item]


async def with_others(act: Act, planned: impact.Impact, drafts: Sequence[DraftItem]) -> Together:
    """The drafts of a source, and those of the others that share an open item with it."""
    cause, keys = planned.source.id, {draft.key for draft in drafts}
    found = await applications.of_several_causes(act.tx, cause, planned.powers)
    shared = [i for i in found if i.state in CLASSES and base_key(i.draft.key) not in keys]
    asked = {_object(item.draft) for item in shared}
    known = {source.id for source in await effects.sources(act.tx)} if shared else set[str]()
    others = {c for item in shared for c in item.draft.causes} & known - {cause}
    more = {
        key: draft
        for other in sorted(others)
        for key, draft in (await freshness.drafts(act, other)).items()
        if key not in keys and _object(draft) in asked
    }
    return Together(drafts=[*drafts, *more.values()], shared=shared)


def _object(draft: DraftItem) -> tuple[tuple[str, ...], str, date]:
    """What is one item when several sources ask for it; more than that is filed by the commit of each."""
    return draft.powers, draft.sub_item, draft.effective
