"""法律状态 beside 清单状态 (G8): told of each power as of today, and found by it, for those who may see it (F40)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from graph.model.judgement import LegalStatus
from resolvers import legal_standing
from tests.api.small_world import HEAP, PATROL, PROBLEM, SAND, WASTE, Row, SmallWorld, of
from tests.scenarios import documents

POWERS = """
query($where: PowerWhere, $order: PowerOrder! = NAME, $first: Int! = 50, $after: String) {
  powers(where: $where, order: $order, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { id name listStatus legalStatus } } }"""

POWER = "query($id: ID!) { power(id: $id) { listStatus legalStatus } }"

NODE = "query($id: ID!) { node(id: $id) { ... on Power { legalStatus } } }"

SURVIVING = f"""
query($power: ID!) {{ survivingBases(power: $power) {{ ... on Judgement {{ legalStatus }} {PROBLEM} }} }}"""

DASHBOARD = f"""
query($organ: ID!) {{ deptDashboard(organ: $organ) {{
  ... on DeptDashboard {{ legalStatuses {{ key count }} }} {PROBLEM} }} }}"""


async def _page(world: SmallWorld, user: str = "fz1", **given: Any) -> Row:
    return (await world.as_(user).ask(POWERS, **given))["powers"]


async def _statuses(world: SmallWorld, user: str = "fz1") -> dict[str, str | None]:
    return {p["name"]: p["legalStatus"] for p in (await _page(world, user))["nodes"]}


async def _found(world: SmallWorld, *statuses: str, user: str = "fz1", **where: Any) -> set[str]:
    page = await _page(world, user, where={"legalStatuses": statuses, **where})
    assert page["totalCount"] == len(page["nodes"])
    assert {p["legalStatus"] for p in page["nodes"]} <= set(statuses)
    return {p["name"] for p in page["nodes"]}


async def test_a_power_says_how_it_stands_by_law_while_the_list_says_that_it_is_listed(
    world: SmallWorld,
) -> None:
    """3.2: ALIVE before, then by what the second text does to each."""
    before = await _statuses(world)
    await world.revise()
    after = await _statuses(world)

    assert before[SAND] == before[WASTE] == before[HEAP] == "ALIVE"
    assert after[SAND] == after[HEAP] == "ALIVE_CHANGED"
    assert after[WASTE] == "DEAD"
    listed = {p["listStatus"] for p in (await _page(world))["nodes"]}
    assert listed == {"LISTED"}
    for document in (POWER, NODE):
        (told,) = (await world.as_("fz1").ask(document, id=world.powers[WASTE])).values()
        assert told["legalStatus"] == "DEAD"


async def test_a_known_day_announces_the_end_and_brings_it(world: SmallWorld) -> None:
    """PENDING_DEAD before the date: nobody acts in between, the day alone goes on."""
    world.today = date(2024, 6, 10)
    fz = world.as_("fz1")
    days = {"promulgated": "2024-06-10", "effective": "2024-07-01"}
    given = {"type": "REPEAL_WHOLE", "instrument": world.instrument, **days}
    made = await fz.do(documents.RECORD_EFFECT, **given)
    assert (await _statuses(world))[SAND] == "ALIVE", "nobody has confirmed it"
    await fz.do(documents.CONFIRM_EFFECT, effect=made["id"], version=made["version"])

    told: dict[str, tuple[str | None, set[str]]] = {}
    for day in ("2024-06-10", "2024-06-30", "2024-07-01"):
        world.today = date.fromisoformat(day)
        told[day] = (await _statuses(world))[SAND], await _found(world, "DEAD")

    assert told["2024-06-10"] == told["2024-06-30"] == ("PENDING_DEAD", set())
    status, dead = told["2024-07-01"]
    assert status == "DEAD"
    assert {SAND, WASTE, HEAP} <= dead


async def test_every_place_that_tells_the_legal_status_tells_the_same(world: SmallWorld) -> None:
    await world.revise()
    told = await _statuses(world)
    fz = world.as_("fz1")

    for name, id_ in world.powers.items():
        found = (await fz.ask(SURVIVING, power=id_))["survivingBases"]
        assert found["legalStatus"] == told[name]
    rows = (await fz.ask(DASHBOARD, organ=world.organs["SW"]))["deptDashboard"]["legalStatuses"]
    own = [told[name] for name in (SAND, WASTE, PATROL)]
    assert {r["key"]: r["count"] for r in rows} == {status: own.count(status) for status in own}


async def test_powers_are_found_by_it_with_totals_and_with_every_other_filter(
    world: SmallWorld,
) -> None:
    await world.revise()
    told = await _statuses(world)

    for status in LegalStatus:
        assert await _found(world, status.name) == {n for n, s in told.items() if s == status.name}
    assert await _found(world) == set()
    assert await _found(world, "DEAD", "ALIVE_CHANGED") == {SAND, WASTE, HEAP}
    water = [world.organs["SW"]]
    both = ("DEAD", "ALIVE_CHANGED")
    assert await _found(world, *both, holders=water) == {SAND, WASTE}
    assert await _found(world, *both, holders=water, name="弃砂") == {WASTE}
    assert await _found(world, *both, name="擅自") == {SAND, HEAP}
    assert await _found(world, *both, types=["INSPECTION"]) == set()
    assert await _found(world, *both, statuses=["CANCELLED"]) == set()


async def test_pages_of_what_is_found_hold_each_power_once_in_order(world: SmallWorld) -> None:
    await world.revise()
    where = {"legalStatuses": ["DEAD", "ALIVE_CHANGED"]}

    for order, size in product(("NAME", "CODE", "DEPARTMENT"), (1, 2)):
        whole = await _page(world, where=where, order=order)
        rows: list[str] = []
        after: str | None = None
        page: Row = {}
        for _ in range(-(-3 // size)):
            page = await _page(world, where=where, order=order, first=size, after=after)
            assert page["totalCount"] == 3
            rows += [p["id"] for p in page["nodes"]]
            after = page["pageInfo"]["endCursor"]
        assert not page["pageInfo"]["hasNextPage"]
        assert rows == [p["id"] for p in whole["nodes"]]
        assert len(set(rows)) == 3


async def test_a_department_is_told_of_its_own_powers_and_the_public_of_none(
    world: SmallWorld,
) -> None:
    """F40: neither by the field, nor by what a filter finds, nor by how much."""
    await world.revise()
    everything = [status.name for status in LegalStatus]

    for user, own in (("cg1", {HEAP}), ("sw1", {SAND, WASTE, PATROL}), ("", set[str]())):
        told = await _statuses(world, user)
        assert set(told) == {SAND, WASTE, PATROL, HEAP}, "the list is public"
        assert {name for name, status in told.items() if status} == own
        assert await _found(world, *everything, user=user) == own
        assert (WASTE in await _found(world, "DEAD", user=user)) == (WASTE in own)
        for holder in ("SW", "CG"):
            found = await _found(world, *everything, user=user, holders=[world.organs[holder]])
            assert found <= own
    assert await _found(world, *everything) == {SAND, WASTE, PATROL, HEAP}


async def test_what_left_the_list_has_both_axes_still(world: SmallWorld) -> None:
    await world.revise()
    items = await world.commit()
    await world.carry(of(items, WASTE))

    told = (await world.as_("fz1").ask(POWER, id=world.powers[WASTE]))["power"]
    assert told == {"listStatus": "CANCELLED", "legalStatus": "DEAD"}
    assert WASTE in await _found(world, "DEAD", statuses=["CANCELLED"])
    assert WASTE not in await _found(world, "DEAD", statuses=["LISTED"])


async def test_more_than_may_be_judged_at_once_is_refused_and_a_narrower_filter_answered(
    world: SmallWorld,
) -> None:
    await world.revise()
    world.pack = replace(world.pack, powers_at_once=3)

    with pytest.raises(AssertionError, match="须逐项判断 4 项职权"):
        await _found(world, "DEAD")

    assert await _found(world, "DEAD", holders=[world.organs["SW"]]) == {WASTE}


async def test_each_power_is_judged_once_between_two_acts_and_none_unasked(
    world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ADR 0027."""
    await world.revise()
    judged: list[str] = []
    judge = legal_standing.judge

    def counted(power: Any, *given: Any, **more: Any) -> Any:
        judged.append(power.name)
        return judge(power, *given, **more)

    monkeypatch.setattr(legal_standing, "judge", counted)
    await world.as_("fz1").ask("{ powers { nodes { id name listStatus } } }")
    assert judged == []
    desk = world.desk(await world.actor("fz1"))
    for ids in ([world.powers[SAND]], [*world.powers.values()], [*world.powers.values()]):
        await legal_standing.statuses(desk, ids)

    assert sorted(judged) == sorted(world.powers)
