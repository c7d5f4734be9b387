"""在办事项随职权划转 (O16): what a giver has open on a power goes on with the receiver; what was decided stays as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph import applications, organs, workflow
from graph.model.organ import Axis
from graph.model.plan import DraftItem
from graph.model.request import Item
from graph.rules.holders import held_on, holder_among
from graph.rules.meetings import of_reform
from graph.rules.tables import not_built
from resolvers import duties
from resolvers.acting import Act
from resolvers.envelopes import Envelopes


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One power that has gone from one organ to another, on a day."""

    giver: str
    receiver: str
    on: date


async def follow(act: Act, handed: Mapping[str, Handed], *, but: str = "") -> list[Item]:
    """Re-parent the open items of the givers, and their obligations.

    Args:
        handed: by power; those whose hand-over day has come.
        but: the cause whose own items stay as they are.

    Raises:
        RowNotBuilt: O16, where the powers of one item go to different organs.
    """
    around = await applications.items_on(act.tx, handed)
    left = [i for i in around if i.state not in workflow.CLOSED and i.draft.cause != but]
    envelopes = Envelopes(act)
    moved = await envelopes.put(
        [_moved(envelopes, i, handed) for i in left if _is_left_behind(i, handed)]
    )
    await applications.put_items(act.tx, act.seq, moved)
    await duties.follow(act, moved)
    return moved


async def at_home(act: Act, drafts: Sequence[DraftItem]) -> list[DraftItem]:
    """Planned items with whom the law gives the power today: a list not yet changed may name one who handed it over (O16)."""
    powers = {power for draft in drafts for power in draft.powers}
    held = held_on(await organs.tenures(act.tx, powers, Axis.LAW), act.today)
    return [replace(d, holder=holder_among(d.holder, d.powers, held)) for d in drafts]


def _is_left_behind(item: Item, handed: Mapping[str, Handed]) -> bool:
    """The giver's own; a later reform may bring the power back to him, and its item is his again."""
    gone = [handed[power] for power in item.draft.powers if power in handed]
    reform = of_reform(item.draft)
    return any(
        h.giver == item.draft.holder and not (reform and h.on < item.draft.effective) for h in gone
    )


def _moved(envelopes: Envelopes, item: Item, handed: Mapping[str, Handed]) -> Item:
    receivers = _receivers(item.draft.powers, handed)
    if len(receivers) != 1:
        raise not_built("O16", powers=item.draft.powers)
    draft = replace(item.draft, holder=receivers.pop())
    return replace(
        item,
        draft=draft,
        envelope=envelopes.of(draft),
        version=item.version + 1,
        note="O16：随职权转由承接机构办理",
    )


def _receivers(powers: Sequence[str], handed: Mapping[str, Handed]) -> set[str]:
    return {handed[power].receiver if power in handed else "" for power in powers}
