"""排序: the pages of items and of statutes, in every order that there is; Chinese names by pinyin (issue of the heart, 8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from graph import applications, item_pages, law_texts, laws, organs, powers
from graph.db import Graph
from graph.item_pages import ItemFilter, ItemOrder
from graph.law_texts import StoredText
from graph.laws import InstrumentOrder
from graph.model.actor import Actor, Role
from graph.model.law import Instrument, Rank, TextVersion
from graph.model.listing import PowerContent
from graph.model.organ import OrgKind, OrgUnit
from graph.model.plan import DraftItem, ItemKind, Route
from graph.model.power import PowerType
from graph.model.request import Envelope, Item, State
from graph.powers import NewPower
from resolvers.acting import Desk
from resolvers.laws import sort_key
from schema.loading import context_of
from schema.paging import BadCursor
from tests.scenarios.world import SCHEMA

NAMES = ("渡船许可", "采砂检查", "渡船许可", "安全检查", "准予登记", "A类许可")
"""Not by pinyin, and one of them twice."""
CODES = ("C", "A1", "A")
DAY = date(2024, 6, 1)


def _a_power(n: int, name: str) -> NewPower:
    content = PowerContent(name=name, type=PowerType.PERMIT, holder=f"organ:{n % 3}", elements=())
    return NewPower(
        id=f"power:{n}", code=str(n), sort_key=sort_key(name), recognition="", content=content
    )


def _an_item(n: int) -> Item:
    """Of the n-th power; the one after the last is of none yet. Made in the order of their numbers, ids in another."""
    draft = DraftItem(
        key=str(n),
        kind=ItemKind.ADJUST,
        route=Route.B,
        grounds=(),
        rules=(),
        cause="source:1",
        effective=DAY + timedelta(days=(n * 5) % 3),
        holder=f"organ:{n % 3}",
        powers=(f"power:{n}",) if n < len(NAMES) else (),
        facts_hash="",
    )
    return Item(
        id=f"item:{90 - n}",
        draft=draft,
        envelope="envelope:1",
        state=State.DRAFT,
        revision=1,
        version=1,
        content_hash="",
        sequence=8 + n,
    )


ITEMS = [_an_item(n) for n in range(len(NAMES) + 1)]


def _name(item: Item) -> tuple[bool, str, int]:
    n = item.sequence - 8
    return n == len(NAMES), "" if n == len(NAMES) else sort_key(NAMES[n]), n


ITEM_KEYS: dict[ItemOrder, Callable[[Item], tuple[Any, ...]]] = {
    ItemOrder.MADE: lambda item: (item.sequence,),
    ItemOrder.EFFECTIVE: lambda item: (item.draft.effective, item.sequence),
    ItemOrder.NAME: _name,
    ItemOrder.DEPARTMENT: lambda item: (CODES[(item.sequence - 8) % 3], *_name(item)),
}


@pytest.fixture
async def filed(graph: Graph) -> Graph:
    for n, code in enumerate(CODES):
        organ = OrgUnit(id=f"organ:{n}", code=code, name=f"机构{code}", kind=OrgKind.WORK_DEPT)
        await graph.write(organs.put, 1, organ)
    await graph.write(powers.put_powers, 1, [_a_power(n, name) for n, name in enumerate(NAMES)])
    envelope = Envelope(id="envelope:1", holder="", route=Route.B.name, cause="source:1", key="e")
    await graph.write(applications.put_envelopes, 1, [envelope])
    await graph.write(applications.put_items, 1, ITEMS)
    return graph


async def _items(graph: Graph, order: ItemOrder, size: int, wanted: ItemFilter) -> Iterable[Item]:
    after, more = "", True
    found: list[Item] = []
    while more:
        rows, total, more = await graph.read(
            item_pages.items, wanted, order, size=size, after=after
        )
        assert (len(rows), total) == (min(size, total - len(found)), total)
        found += [item for _, item in rows]
        after = rows[-1][0]
    return found


@pytest.mark.parametrize("order", ItemOrder)
@pytest.mark.parametrize("size", [1, 3, 50])
async def test_the_pages_of_items_together_are_the_list(
    filed: Graph, order: ItemOrder, size: int
) -> None:
    for holders in (None, ("organ:0",)):
        wanted = [i for i in ITEMS if holders is None or i.draft.holder in holders]
        found = await _items(filed, order, size, ItemFilter(holders=holders))
        expected = sorted(wanted, key=ITEM_KEYS[order])
        assert [item.id for item in found] == [item.id for item in expected]


REQUESTS = """
query($order: ItemOrder!, $after: String) {
  requests(order: $order, first: 4, after: $after) { nodes { id } pageInfo { endCursor } } }"""


async def _asked(graph: Graph, order: ItemOrder, after: str | None) -> Any:
    context = context_of(Desk(graph=graph, actor=Actor(user="bb", roles=((Role.BB, "organ:0"),))))
    given = {"order": order.name, "after": after}
    return await SCHEMA.execute(REQUESTS, variable_values=given, context_value=context)


@pytest.mark.parametrize("order", ItemOrder)
async def test_a_cursor_holds_in_its_order_alone(filed: Graph, order: ItemOrder) -> None:
    """Else a client that changes the order while it turns the pages would miss some and see others twice."""
    page = (await _asked(filed, order, None)).data["requests"]
    cursor = page["pageInfo"]["endCursor"]
    rest = (await _asked(filed, order, cursor)).data["requests"]
    shown = [node["id"] for node in (*page["nodes"], *rest["nodes"])]
    assert shown == [item.id for item in sorted(ITEMS, key=ITEM_KEYS[order])]

    for other in set(ItemOrder) - {order}:
        (error,) = (await _asked(filed, other, cursor)).errors
        assert isinstance(error.original_error, BadCursor)


TITLES = {"渡船法": Rank.LAW, "采砂条例": Rank.LOCAL_REGULATION, "安全法": Rank.LAW, "准入办法": Rank.UNKNOWN}  # fmt: skip
TEXTS = {"渡船法": ("2001-01-01", "2024-01-01"), "采砂条例": ("2010-05-01",), "安全法": ("2024-01-01",)}  # fmt: skip
"""When the texts of each were promulgated; of one there is no text yet."""
IN_ORDER = {
    InstrumentOrder.TITLE: ["安全法", "采砂条例", "渡船法", "准入办法"],
    InstrumentOrder.RANK: ["安全法", "渡船法", "采砂条例", "准入办法"],
    InstrumentOrder.NEWEST: ["安全法", "渡船法", "采砂条例", "准入办法"],
}


@pytest.mark.parametrize("order", InstrumentOrder)
@pytest.mark.parametrize("size", [1, 3, 50])
async def test_the_pages_of_statutes_together_are_all_of_them(
    graph: Graph, order: InstrumentOrder, size: int
) -> None:
    for n, (title, rank) in enumerate(TITLES.items()):
        statute = Instrument(id=f"instrument:{n}", title=title, rank=rank)
        await graph.write(
            laws.put_instrument, 1, statute, match_key=title, sort_key=sort_key(title)
        )
        for day in TEXTS.get(title, ()):
            text = TextVersion(
                id=f"version:{n}-{day}",
                instrument=statute.id,
                promulgated=date.fromisoformat(day),
                effective=None,
            )
            stored = StoredText(version=text, document="", findings="", source="", revises="")
            await graph.write(law_texts.put_version, 1, stored)

    after, more = ("", ""), True
    found: list[str] = []
    while more:
        rows, total, more = await graph.read(laws.page, None, order, size=size, after=after)
        assert total == len(TITLES)
        found += [statute.title for _, statute in rows]
        after = (rows[-1][0], rows[-1][1].id)

    assert found == IN_ORDER[order]
