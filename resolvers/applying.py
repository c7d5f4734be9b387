"""调整清单: the one place where the list changes after its first edition (《办法》第八条, I13).

Applying is an act of 编办 on its day, with the agreed hash; the decisions that it needs are checked in the same
transaction. What is not in order is refused for that item alone, and the answer says which and why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph import applications
from graph.errors import DomainError, check_version
from graph.model.actor import Role
from graph.model.request import Action, Item, State
from resolvers import (
    amending,
    freshness,
    open_acts,
    pairs,
    requests,
)
from resolvers.acting import Act, Desk, Result, perform, permit
from resolvers.open_acts import HashDiffers, PairOpen, Surroundings
from resolvers.requests import NothingChosen


@dataclass(frozen=True, slots=True, kw_only=True)
class ToApply:
    """一件待调整的事项, with the hash that was agreed."""

    item: str
    expected_version: int
    expected_hash: str


async def apply_requests(
    desk: Desk, chosen: Sequence[ToApply], *, client_mutation_id: str | None = None
) -> Result:
    """调整清单 for one or many approved items; each answers for itself.

    Returns:
        ``{"items": [{"item", "state", "version", "problem"?, "message"?}], "edition": number or None}``.

    Raises:
        NothingChosen
    """
    permit(desk, "applyRequest", (Role.BB,))
    if not chosen:
        raise NothingChosen(Action.APPLY.value)
    given = {"items": [[c.item, c.expected_version, c.expected_hash] for c in chosen]}

    async def work(act: Act) -> Result:
        return await _apply(act, chosen)

    return await perform(
        desk,
        "applyRequest",
        given,
        work,
        roles=(Role.BB,),
        client_mutation_id=client_mutation_id,
    )


async def _apply(act: Act, chosen: Sequence[ToApply]) -> Result:
    wanted = {c.item: c for c in chosen}
    items = {i.id: i for i in await applications.items(act.tx, ids=list(wanted))}
    told: list[Result] = [_missing(c) for c in chosen if c.item not in items]
    around = await open_acts.surroundings(act.tx, list(items.values()), act.today)
    fresh = await freshness.hashes(act, list(items.values()))
    good: list[Item] = []
    for id_, item in items.items():
        try:
            _check(act, item, wanted[id_], around[id_])
        except DomainError as problem:
            told.append(refused(item, problem))
        else:
            good.append(item)
    stale = [
        replace(i, state=State.STALE, version=i.version + 1) for i in good if _is_stale(i, fresh)
    ]
    good = [item for item in good if not _is_stale(item, fresh)]
    whole = pairs.whole(good, {item.id: around[item.id].partners for item in good})
    ids = {item.id for item in whole}
    told += [refused(item, PairOpen(item.id)) for item in good if item.id not in ids]
    good = whole
    await applications.put_items(act.tx, act.seq, stale)
    await requests.follow(act, stale)
    told += [requests.told(item) for item in stale]
    edition = await amending.write(act, good) if good else None
    told += [requests.told(amending.applied(item)) for item in good]
    return {"items": told, "edition": edition}


def _is_stale(item: Item, fresh: dict[str, str | None]) -> bool:
    return fresh.get(item.id) != item.draft.facts_hash


def _missing(chosen: ToApply) -> Result:
    problem = applications.ItemNotFound(chosen.item)
    return {"item": chosen.item, "problem": type(problem).__name__, "message": str(problem)}


def refused(item: Item, problem: DomainError) -> Result:
    """An item that was not applied, and why."""
    return {**requests.told(item), "problem": type(problem).__name__, "message": str(problem)}


def _check(act: Act, item: Item, wanted: ToApply, around: Surroundings) -> None:
    check_version(item.id, wanted.expected_version, item.version)
    open_acts.check(act.actor, item, Action.APPLY, around, act.today)
    if wanted.expected_hash != item.content_hash:
        raise HashDiffers(item.id)
