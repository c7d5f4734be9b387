"""查询: what each kind of viewer may see, and what the judge says of it. Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph import (
    applications,
    cards,
    correspondences,
    decisions,
    item_pages,
    lawbook,
    looking_up,
    organs,
    pages,
)
from graph.cards import Beside, Card
from graph.correspondences import Proposal
from graph.db import LATEST, Tx
from graph.item_pages import ItemFilter, ItemOrder
from graph.model.actor import Actor, Role
from graph.model.judgement import Judgement, LegalStatus
from graph.model.organ import OrgUnit
from graph.model.power import Power
from graph.model.request import Decision, Item
from graph.pages import PowerFilter, PowerOrder, PowerPage
from graph.powers import PowerNotFound
from graph.rules.days import Calendar
from graph.rules.standing import status_of
from graph.rules.survival import judge
from graph.workflow import Forbidden
from resolvers import legal_standing, open_acts
from resolvers.acting import Desk
from resolvers.open_acts import Surroundings

REVIEWERS = (Role.BB, Role.FZ, Role.GOV, Role.MD, Role.JW, Role.AUDITOR)
"""Who sees the items of every department; a department sees its own, a citizen none."""


def scope(actor: Actor) -> tuple[str, ...] | None:
    """The departments whose items this actor may see; None: all of them. The filter stands in the Cypher."""
    return None if actor.has(*REVIEWERS) else actor.organs(Role.DEPT, Role.STREET)


async def may_see(tx: Tx, desk: Desk, what: str, power: str) -> None:
    """What the organs make of a power is for its department and for the reviewers (F40).

    Raises:
        Forbidden
    """
    if power not in await looking_up.powers_seen(tx, [power], scope(desk.actor), desk.today):
        raise Forbidden(what, REVIEWERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """一页事项 with what is told beside each."""

    items: Sequence[Item]
    decisions: Mapping[str, list[Decision]]
    total: int
    more: bool

    def among(self, items: Sequence[Item]) -> ItemPage:
        """Some of the items with what is told beside them."""
        return replace(self, items=items, total=len(items), more=False)


async def item_page(
    desk: Desk, wanted: ItemFilter, order: ItemOrder, *, size: int, after: str
) -> tuple[ItemPage, list[str]]:
    """事项, as far as the viewer may see them, and the sort key of each."""

    async def work(tx: Tx) -> tuple[ItemPage, list[str]]:
        rows, total, more = await item_pages.items(tx, wanted, order, size=size, after=after)
        shown = [item for _, item in rows]
        page = await with_context(tx, shown, total=total, more=more)
        return page, [key for key, _ in rows]

    return await desk.graph.read(work)


async def items_by_ids(tx: Tx, ids: Sequence[str]) -> ItemPage:
    """These items with what is told beside each, inside a transaction; the caller minds who may see them."""
    rows = await applications.items(tx, ids=ids)
    return await with_context(tx, rows, total=len(rows), more=False)


async def with_context(tx: Tx, rows: Sequence[Item], *, total: int, more: bool) -> ItemPage:
    """Items with their decisions."""
    decided = await decisions.of_items(tx, [row.id for row in rows])
    return ItemPage(items=rows, decisions=decided, total=total, more=more)


async def items_by_id(desk: Desk, ids: Sequence[str]) -> ItemPage:
    """These items, in this order; one that does not exist, or that the viewer may not see, is left out."""

    async def work(tx: Tx) -> ItemPage:
        found = {i.id: i for i in await looking_up.items(tx, ids, scope(desk.actor))}
        rows = [found[i] for i in ids if i in found]
        return await with_context(tx, rows, total=len(rows), more=False)

    return await desk.graph.read(work)


async def surroundings(desk: Desk, ids: Sequence[str]) -> dict[str, Surroundings]:
    """What bears on each of these items besides its own record."""

    async def work(tx: Tx) -> dict[str, Surroundings]:
        rows = await applications.items(tx, ids=ids)
        return await open_acts.surroundings(tx, rows, desk.today)

    return await desk.graph.read(work)


async def open_items(desk: Desk, powers_: Sequence[str]) -> dict[str, ItemPage]:
    """在办事项 of each of these powers, as far as the viewer may see them (``work_on``)."""
    found = await power_cards(desk, powers_, Beside(work=True))
    pages_ = ((id_, work_on(desk, card)) for id_, card in found.items())
    return {id_: page for id_, page in pages_ if page is not None}


def work_on(desk: Desk, card: Card) -> ItemPage | None:
    """在办事项 of one power: those of the departments that the viewer may see. An item belongs to the department that
    files it, which after a reform need not be the one that the list still names. None where neither is the viewer's.
    """
    if not desk.actor.roles or not (card.seen or card.work):
        return None
    return ItemPage(
        items=[one.item for one in card.work],
        decisions={one.item.id: one.decisions for one in card.work},
        total=len(card.work),
        more=False,
    )


async def power_page(
    desk: Desk,
    wanted: PowerFilter,
    beside: Beside,
    order: PowerOrder = PowerOrder.NAME,
    *,
    size: int,
    after: tuple[str, str],
) -> PowerPage:
    """权力事项 of the list. Many turn the same pages; what somebody searches for is his own.

    Raises:
        TooManyToJudge
    """
    seen = _as_seen(desk, beside)

    async def made() -> PowerPage:
        among: tuple[str, ...] = ()
        if wanted.standing is not None:
            among = await legal_standing.standing_so(desk, wanted, seen.holders)
        return await desk.graph.read(
            pages.powers, wanted, order, seen, size=size, after=after, among=among
        )

    if wanted.text is not None:
        return await made()
    key = ("powers", wanted, order, seen, size, after)
    return await desk.memory.recall(desk.graph, desk.today, key, made, _weight)


def _weight(page: PowerPage) -> int:
    return sum(1 + len(card.power.citations) + len(card.units) for card in page.cards.values())


async def power_cards(desk: Desk, ids: Iterable[str], beside: Beside) -> dict[str, Card]:
    """These powers with what is wanted beside them; one that does not exist is left out."""
    return await desk.graph.read(cards.cards, ids, _as_seen(desk, beside))


def _as_seen(desk: Desk, beside: Beside) -> Beside:
    """What the public may not see is not read."""
    work = beside.work and bool(desk.actor.roles)
    return replace(beside, work=work, holders=scope(desk.actor), today=desk.today)


async def _powers(tx: Tx, ids: Iterable[str], known: int = LATEST) -> dict[str, Power]:
    return {power.id: power for power in await lawbook.powers(tx, ids, known)}


async def powers(desk: Desk, ids: Iterable[str]) -> dict[str, Power]:
    """These powers by id; one that does not exist is left out."""
    return await desk.graph.read(_powers, ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """判断, and what it says of the power's legal status."""

    judgement: Judgement
    status: LegalStatus


async def survival(
    desk: Desk, id_: str, *, on: date | None = None, sub_item: str = "", known: int = LATEST
) -> Judged:
    """存续判断 of one power on a day (F19).

    Raises:
        PowerNotFound
    """
    day = on or desk.today

    async def work(tx: Tx) -> Judged:
        found = await _powers(tx, [id_], known)
        if id_ not in found:
            raise PowerNotFound(id_)
        await may_see(tx, desk, "survivingBases", id_)
        one = found[id_]
        book = await lawbook.book(tx, [one], (), known)
        judgement = judge(one, book, day, desk.pack, sub_item=sub_item)
        status = status_of(one, Calendar(book=book), judgement, desk.pack)
        return Judged(judgement=judgement, status=status)

    return await desk.graph.read(work)


async def legal_statuses(desk: Desk, ids: Sequence[str]) -> list[LegalStatus | None]:
    """法律状态 of these powers today; None where it is not for the viewer."""
    found = await legal_standing.seen(desk, ids, scope(desk.actor))
    return [found.get(id_) for id_ in ids]


async def organ_names(desk: Desk) -> dict[str, OrgUnit]:
    """Every organ by id."""
    return {organ.id: organ for organ in await desk.graph.read(organs.everyone)}


async def correspondences_of(desk: Desk, version: str, *, known: int = LATEST) -> list[Proposal]:
    """Where the old text led, into one text version."""
    return await desk.graph.read(correspondences.of_version, version, known)


async def correspondences_by_id(desk: Desk, refs: Sequence[str]) -> list[Proposal]:
    """These correspondences, in this order; one that does not exist is left out."""
    found = await desk.graph.read(correspondences.by_ref, refs)
    return [found[ref] for ref in refs if ref in found]
