"""查找: whatever has an id, and the lists of the reading side, each as far as the viewer may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph import batches, law_texts, looking_up, organs, people, provisions
from graph.batches import Intake, Run
from graph.db import Tx
from graph.looking_up import EnvelopeFilter, Meeting, StoredEnvelope
from graph.model.law import ProvisionVersion
from graph.model.organ import OrgName, OrgUnit
from graph.model.plan import Route
from graph.model.request import Item, Obligation
from graph.people import RoleBinding
from resolvers.acting import Desk
from resolvers.reading import ItemPage, scope, with_context


def within(desk: Desk, holders: Sequence[str] | None) -> tuple[str, ...] | None:
    """The departments asked for, within what the viewer may see."""
    visible = scope(desk.actor)
    if holders is None:
        return visible
    return tuple(h for h in holders if visible is None or h in visible)


async def overdue(desk: Desk) -> list[Obligation]:
    """逾期未申请的义务."""
    return await desk.graph.read(looking_up.overdue, scope(desk.actor), desk.today)


async def runs(desk: Desk, cause: str | None) -> list[Run]:
    """影响分析批次, newest first."""
    return await desk.graph.read(batches.runs, cause)


async def intakes(desk: Desk, *, size: int, before: int | None) -> tuple[list[Intake], int, bool]:
    """导入批次, newest first."""
    return await desk.graph.read(batches.intakes, scope(desk.actor), size=size, before=before)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopePage:
    """一页申请书."""

    envelopes: Sequence[tuple[int, StoredEnvelope]]
    total: int
    more: bool


async def envelopes(
    desk: Desk,
    *,
    holders: Sequence[str] | None,
    routes: Sequence[Route] | None,
    cause: str | None,
    size: int,
    after: tuple[int, str],
) -> EnvelopePage:
    """申请书, in the order in which they were made."""
    wanted = EnvelopeFilter(
        holders=within(desk, holders),
        routes=tuple(route.name for route in routes) if routes is not None else None,
        cause=cause,
    )
    rows, total, more = await desk.graph.read(looking_up.envelopes, wanted, size=size, after=after)
    return EnvelopePage(envelopes=rows, total=total, more=more)


async def items_in(
    desk: Desk, envelopes_: Sequence[str], *, size: int, after: int
) -> dict[str, ItemPage]:
    """A page of the items of each of these envelopes; whoever sees an envelope sees its items."""

    async def work(tx: Tx) -> dict[str, ItemPage]:
        found = await looking_up.items_in(tx, envelopes_, size=size, after=after)
        shown = [item for rows in found.values() for item in rows[:size]]
        page = await with_context(tx, shown, total=len(shown), more=False)
        return {
            id_: replace(page.among(rows[:size]), more=len(rows) > size)
            for id_, rows in found.items()
        }

    return await desk.graph.read(work)


async def provision_history(desk: Desk, provision: str) -> list[ProvisionVersion]:
    """一个条款自身 in each text of its statute, by promulgation."""

    async def work(tx: Tx) -> list[ProvisionVersion]:
        units = await provisions.units_of_provisions(tx, [provision])
        texts = await law_texts.versions(tx, {unit.instrument for unit in units.values()})
        order = [text.version.id for rows in texts.values() for text in rows]
        return sorted(units.values(), key=lambda unit: order.index(unit.version))

    return await desk.graph.read(work)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """交会 with what is told beside their items."""

    meetings: Sequence[Meeting]
    items: ItemPage


async def conflicts(desk: Desk) -> Meetings:
    """Powers on which more than one item is open."""

    async def work(tx: Tx) -> Meetings:
        found = await looking_up.conflicts(tx, scope(desk.actor))
        items: dict[str, Item] = {item.id: item for one in found for item in one.items}
        page = await with_context(tx, list(items.values()), total=len(items), more=False)
        return Meetings(meetings=found, items=page)

    return await desk.graph.read(work)


# ---- 机构 ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganHistory:
    """机构的沿革: its names and aliases, and the roles that it played, by day."""

    organ: OrgUnit
    names: Sequence[OrgName]
    bindings: Sequence[RoleBinding]


async def organ_history(desk: Desk, id_: str) -> OrganHistory:
    """机构的沿革.

    Raises:
        OrganNotFound
    """

    async def work(tx: Tx) -> OrganHistory:
        organ = await organs.get(tx, id_)
        names = [name for name in await organs.names(tx) if name.organ == id_]
        bindings = [b for b in await people.bindings(tx) if b.organ == id_]
        return OrganHistory(
            organ=organ,
            names=names,
            bindings=sorted(bindings, key=lambda b: (b.valid_from, b.role)),
        )

    return await desk.graph.read(work)


async def aliases(
    desk: Desk, *, text: str | None, organ: str | None, on: date | None
) -> tuple[list[OrgName], dict[str, OrgUnit]]:
    """名称与别名: by which names which organ is meant, on a day or ever; with the organs."""

    async def work(tx: Tx) -> tuple[list[OrgName], dict[str, OrgUnit]]:
        rows = await organs.names(tx)
        return rows, {one.id: one for one in await organs.everyone(tx)}

    rows, known = await desk.graph.read(work)
    return [name for name in rows if _is_meant(name, text, organ, on)], known


def _is_meant(name: OrgName, text: str | None, organ: str | None, on: date | None) -> bool:
    key = None if text is None else organs.match_key(text)
    in_force = on is None or (name.valid_from <= on and (name.to is None or on < name.to))
    return (
        (key is None or key in organs.match_key(name.text))
        and organ in (None, name.organ)
        and in_force
    )
