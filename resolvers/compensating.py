"""补正 (T7): what was carried out is never rewritten by a correction of the law that it rests on.

It takes a compensating item under the right route. That row is not built, so its situation is refused by name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph import applications, effects, lawbook
from graph.model.law import ProvisionVersion
from graph.model.plan import DraftItem
from graph.model.request import Item
from graph.rules.tables import not_built
from resolvers import impact
from resolvers.acting import Act
from resolvers.tray import base_key


async def check(act: Act, planned: impact.Impact) -> None:
    """Whether all that was applied of a source would be drawn today, on the list as it was before.

    Raises:
        RowNotBuilt: T7, where a correction leaves no ground for what was applied.
    """
    versions = await effects.versions_of(act.tx, planned.source.id)
    done = await applications.corrected_since(act.tx, planned.source.id, versions)
    applied: dict[int, list[Item]] = defaultdict(list)
    for item, seq in done:
        applied[seq].append(item)
    for seq, items in sorted(applied.items()):
        again = await _before(act, planned, items, seq)
        lost = [item for item in items if not _is_drawn(item.draft, again)]
        if lost:
            raise not_built("T7", powers=sorted({p for i in lost for p in i.draft.powers}))


async def _before(
    act: Act, planned: impact.Impact, items: Sequence[Item], seq: int
) -> impact.Impact:
    """The plan of today's law, on these powers as the list had them before the event."""
    source = planned.source
    touched = {power for item in items for power in item.draft.powers}
    former = await lawbook.powers(act.tx, touched, known=seq - 1)
    others = [power for id_, power in planned.powers.items() if id_ not in touched]
    return await impact.plan_again(act.tx, act.pack, source, [*former, *others], act.today)


def _is_drawn(draft: DraftItem, again: impact.Impact) -> bool:
    """An item for the same object and day renews and drops all that this one did."""
    return any(_carries(drawn, draft, again.units) for drawn in again.plan.items)


def _carries(drawn: DraftItem, draft: DraftItem, units: Mapping[str, ProvisionVersion]) -> bool:
    if not draft.powers:
        return drawn.key == base_key(draft.key)
    object_ = (draft.kind, draft.powers, draft.sub_item, draft.effective)
    same = object_ == (drawn.kind, drawn.powers, drawn.sub_item, drawn.effective)
    return same and _renewals(draft, units) <= _renewals(drawn, units)


def _renewals(
    draft: DraftItem, units: Mapping[str, ProvisionVersion]
) -> set[tuple[str, frozenset[str]]]:
    """What each citation quotes from then on, by its words: a later text may say the same."""

    def words(ids: Iterable[str]) -> frozenset[str]:
        return frozenset(units[id_].unit_hash if id_ in units else id_ for id_ in ids)

    return {(c, words(ids)) for d in draft.differences for c, ids in d.renew if not d.value}
