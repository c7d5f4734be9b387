"""关联: whoever holds one object walks on to the next, without a query a row and without seeing more than is his."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph.db import Graph
from tests.api.small_world import CITY, HEAP, SAND, TITLE, WASTE, WATER, SmallWorld

WALK = """
query($first: Int!) { powers(first: $first) { nodes {
  name holder { id name } openItems { grounds holder { name } powers { name } source { title } envelope { route items { id } } }
  citations { instrument { title rank } provisions { placeName instrument { title } textVersion { effective } } } } } }"""


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
