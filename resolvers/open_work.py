"""在办事项随职权划转 (O16): what a giver has open on a power goes on with the receiver; what was decided stays as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph import applications, obligations, workflow
from graph.model.request import Item
from graph.rules.tables import not_built
from resolvers import filing
from resolvers.acting import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One power that has gone from one organ to another."""

    giver: str
    receiver: str


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
    moved = [await _moved(act, i, handed) for i in left if _is_left_behind(i, handed)]
    await applications.put_items(act.tx, act.seq, moved)
    holders = {item.id: item.draft.holder for item in moved}
    duties = await obligations.find(act.tx, items_=holders)
    await obligations.put_obligations(
        act.tx, act.seq, [replace(d, holder=holders[d.item]) for d in duties]
    )
    return moved


def _is_left_behind(item: Item, handed: Mapping[str, Handed]) -> bool:
    return any(p in handed and handed[p].giver == item.draft.holder for p in item.draft.powers)


async def _moved(act: Act, item: Item, handed: Mapping[str, Handed]) -> Item:
    receivers = _receivers(item.draft.powers, handed)
    if len(receivers) != 1:
        raise not_built("O16", powers=item.draft.powers)
    draft = replace(item.draft, holder=receivers.pop())
    return replace(
        item,
        draft=draft,
        envelope=await filing.envelope_for(act, draft),
        version=item.version + 1,
        note="O16：随职权转由承接机构办理",
    )


def _receivers(powers: Sequence[str], handed: Mapping[str, Handed]) -> set[str]:
    return {handed[power].receiver if power in handed else "" for power in powers}
