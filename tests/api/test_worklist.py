"""我的待办: what waits for one person: items at his step, questions for his role, and nothing that he may not do (F40)."""

from __future__ import annotations

from datetime import date

from tests.api.small_world import HEAP, PATROL, SAND, WASTE, Row, SmallWorld, of
from tests.scenarios import documents, steps

MINE = """query($first: Int = 50, $after: String) { myTasks(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor }
  nodes { item { id kind powers { name } actions } task { id kind powerIds causeId source { title } } } } }"""


async def _mine(world: SmallWorld, user: str) -> list[Row]:
    found = (await world.as_(user).ask(MINE))["myTasks"]
    assert found["totalCount"] == len(found["nodes"])
    return found["nodes"]


async def _items(world: SmallWorld, user: str) -> set[str]:
    rows = [row["item"] for row in await _mine(world, user) if row["item"]]
    assert all(row["actions"] for row in rows), "whoever is told to act can act"
    return {row["powers"][0]["name"] for row in rows}


async def test_an_item_waits_for_each_who_has_the_next_step_and_for_nobody_else(
    world: SmallWorld,
) -> None:
    """《办法》第八条第一款."""
    await world.revise()
    items = [of(await world.commit(), WASTE)]

    async def waits_for() -> set[str]:
        users = ("sw1", "cg1", "bb1", "bb2", "fz1", "gov1", "au1")
        return {user for user in users if WASTE in await _items(world, user)}

    assert await _items(world, "cg1") == {HEAP}
    assert await _items(world, "sw1") == {SAND, WASTE}
    assert await waits_for() == {"sw1"}
    items = await steps.step(world.as_("sw1"), documents.SUBMIT, items)
    assert await waits_for() == {"bb1", "bb2"}
    items = await steps.step(world.as_("bb1"), documents.ORG_REVIEW, items)
    assert await waits_for() == {"fz1"}
    items = await steps.step(world.as_("fz1"), documents.LEGALITY_REVIEW, items)
    assert await waits_for() == {"bb1", "bb2"}, "handing up is clerical"
    items = await steps.step(world.as_("bb1"), documents.SUBMIT_TO_GOV, items)
    assert await waits_for() == {"gov1"}
    await steps.step(world.as_("gov1"), documents.GOV_DECIDE, items, document="青政复〔2024〕8号")
    assert await waits_for() == {"bb1", "bb2"}
    await steps.apply(world, items)
    assert await waits_for() == set()


async def test_what_was_returned_waits_for_the_department(world: SmallWorld) -> None:
    await world.revise()
    items = [of(await world.commit(), WASTE)]
    items = await steps.step(world.as_("sw1"), documents.SUBMIT, items)
    await steps.step(
        world.as_("bb1"), documents.ORG_REVIEW, items, verdict="RETURN", opinion="请补材料"
    )

    assert WASTE in await _items(world, "sw1")
    assert WASTE not in await _items(world, "bb1")


async def test_an_agreed_item_waits_for_its_day_and_for_nobody(world: SmallWorld) -> None:
    """G9, G13: applying before the day is refused, so it is nobody's task before."""
    await world.revise(effective="2024-07-01")
    items = [of(await world.commit(), WASTE)]
    await steps.carry(world, items, department="sw1")

    assert WASTE not in await _items(world, "bb1")
    world.today = date(2024, 7, 1)
    assert WASTE in await _items(world, "bb1")


async def test_questions_stand_among_the_items_by_the_day_of_their_ground(
    world: SmallWorld,
) -> None:
    await world.revise()
    await world.commit()

    rows = await _mine(world, "sw1")
    assert all((row["item"] is None) != (row["task"] is None) for row in rows)
    (question,) = [row["task"] for row in rows if row["task"]]
    assert question["powerIds"] == [world.powers[PATROL]]
    assert (question["causeId"] is None) == (question["source"] is None)
    assert await _mine(world, "au1") == []


async def test_pages_miss_nothing_and_repeat_nothing(world: SmallWorld) -> None:
    await world.revise()
    await world.commit()
    whole = await _mine(world, "sw1")

    found: list[Row] = []
    after: str | None = None
    while True:
        page = (await world.as_("sw1").ask(MINE, first=1, after=after))["myTasks"]
        found += page["nodes"]
        assert page["totalCount"] == len(whole) == 3
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert found == whole
