"""关联: whoever holds one object walks on to the next, without a query a row and without seeing more than is his."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph.db import Graph
from tests.api.small_world import (
    CITY,
    HEAP,
    PATROL,
    PROBLEM,
    SAND,
    TITLE,
    WASTE,
    WATER,
    SmallWorld,
    of,
)
from tests.scenarios.steps import chosen

WALK = """
query($first: Int!) { powers(first: $first) { nodes {
  name holder { id name } openItems { grounds holder { name } powers { name } source { title } envelope { route items(first: 3) { nodes { id } } } }
  citations { instrument { title rank } provisions { id placeName instrument { title } textVersion { effective } } } } } }"""


async def _walk(world: SmallWorld, user: str, first: int = 50) -> dict[str, Any]:
    found = await world.as_(user).ask(WALK, first=first)
    return {power["name"]: power for power in found["powers"]["nodes"]}


async def test_a_power_leads_to_its_holder_its_bases_and_its_open_item(world: SmallWorld) -> None:
    await world.revise()
    await world.commit()

    waste = (await _walk(world, "bb1"))[WASTE]

    (item,) = waste["openItems"]
    assert waste["holder"]["name"] == item["holder"]["name"] == WATER
    assert item["grounds"] == ["6(1)"]
    assert [power["name"] for power in item["powers"]] == [WASTE]
    assert item["envelope"]["route"] == "A"
    (citation,) = waste["citations"]
    (unit,) = citation["provisions"]
    assert citation["instrument"]["title"] == unit["instrument"]["title"] == TITLE
    assert unit["textVersion"]["effective"] == "2015-05-01"


async def test_no_department_sees_the_open_items_of_another_and_the_public_none(
    world: SmallWorld,
) -> None:
    await world.revise()
    await world.commit()

    water, public = await _walk(world, "sw1"), await _walk(world, "")

    assert water[HEAP]["holder"]["name"] == CITY
    assert water[HEAP]["openItems"] is None
    assert len(water[SAND]["openItems"]) == 1
    assert {power["openItems"] for power in public.values()} == {None}


async def test_a_longer_page_asks_no_more_often(
    world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.revise()
    await world.commit()
    read: Callable[..., Awaitable[Any]] = Graph.read
    asked: list[str] = []

    async def counted(graph: Graph, work: Any, *args: Any, **kwargs: Any) -> Any:
        asked.append(work.__qualname__)
        return await read(graph, work, *args, **kwargs)

    monkeypatch.setattr(Graph, "read", counted)
    await _walk(world, "bb1", first=2)
    of_two, asked[:] = sorted(asked), []
    await _walk(world, "bb1", first=4)

    assert sorted(asked) == of_two


CITING = """
query($of: ID!, $first: Int = 50, $after: String) { citing(of: $of, first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor }
  nodes { power { name holder { name } } citation { element printed provisions { placeName } } } } }"""


async def test_a_provision_tells_who_rests_on_it(world: SmallWorld) -> None:
    """第十二条 stands under 采砂 and 堆砂; the statute under all four."""
    public = world.as_("")
    sand = (await _walk(world, ""))[SAND]
    (unit,) = sand["citations"][0]["provisions"]

    article = (await public.ask(CITING, of=unit["id"]))["citing"]
    statute = (await public.ask(CITING, of=world.instrument))["citing"]

    assert {row["power"]["name"] for row in article["nodes"]} == {SAND, HEAP}
    assert article["totalCount"] == 2
    assert {row["citation"]["provisions"][0]["placeName"] for row in article["nodes"]} == {
        "第十二条"
    }
    assert {row["power"]["name"] for row in statute["nodes"]} == {SAND, HEAP, WASTE, PATROL}


async def test_pages_of_those_who_cite_miss_nobody_and_repeat_nobody(world: SmallWorld) -> None:
    whole = (await world.as_("").ask(CITING, of=world.instrument))["citing"]
    found: list[Any] = []
    after: str | None = None
    while True:
        page = (await world.as_("").ask(CITING, of=world.instrument, first=1, after=after))[
            "citing"
        ]
        found += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    assert found == whole["nodes"]
    assert len(found) == whole["totalCount"]


async def test_nobody_cites_what_is_not_there(world: SmallWorld) -> None:
    nobody = (await world.as_("").ask(CITING, of="unit:0-0"))["citing"]

    assert (nobody["totalCount"], nobody["nodes"]) == (0, [])


SUBMIT = f"""
mutation($items: [ChosenInput!]!) {{ submitRequest(items: $items) {{
  ... on Acted {{ decision {{ action organ {{ name }} }} items {{ envelope {{ items {{ totalCount }} }} }} }} {PROBLEM} }} }}"""

HOLDERS = """
query($powers: [ID!]!) { powerHolders(powers: $powers, axis: LIST) {
  nodes { power { name } organ { name } cause { __typename id } } } }"""

HISTORY = f"""
query($id: ID!) {{ powerHistory(id: $id) {{ ... on PowerHistory {{ power {{ name }} }} {PROBLEM} }} }}"""


async def test_what_was_done_leads_to_its_decision(world: SmallWorld) -> None:
    await world.revise()
    item = of(await world.commit(), SAND)

    done = await world.as_("sw1").do(SUBMIT, items=chosen([item]))

    assert done["decision"] == {"action": "SUBMIT", "organ": {"name": WATER}}
    assert done["items"] == [{"envelope": {"items": {"totalCount": 1}}}]
    sand = world.powers[SAND]
    (span,) = (await world.as_("bb1").ask(HOLDERS, powers=[sand]))["powerHolders"]["nodes"]
    assert (span["power"]["name"], span["organ"]["name"]) == (SAND, WATER)
    assert span["cause"]["__typename"] == "Decision"
    (own,) = (await world.as_("sw1").ask(HOLDERS, powers=[sand]))["powerHolders"]["nodes"]
    assert own["cause"] is None, "the compilation decided no item of its own"
    told = await world.as_("").ask(HISTORY, id=sand)
    assert told["powerHistory"]["power"]["name"] == SAND
