"""The impact as of a day (F4, F5): what is announced is not dead, what was in effect is judged by the law of that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.db import Graph
from sample.api import Refused
from server.exports import impact_rows
from tests.api.small_world import (
    CITY,
    HEAP,
    PATROL,
    PROBLEM,
    SAND,
    WASTE,
    WATER,
    Row,
    SmallWorld,
    of,
)
from tests.scenarios import documents, steps
from tests.scenarios import town as towns
from tests.scenarios.town import Entry, Town, articles, cites

SEEN = f"""
query($source: ID!, $on: Date, $known: Int, $where: HitWhere) {{
  impact(source: $source, on: $on, knownAt: $known, where: $where) {{
    ... on Impact {{ on digest complete knownAt
      facets {{ bySurvival {{ key count }} byPhase {{ key label count }} byHolder {{ label count }} }}
      hits(first: 200) {{ totalCount nodes {{ power {{ name }} holder {{ name }} element effective
        survival legalStatus phase outcome grounds state {{ state changed now {{ text }} }} }} }}
    }} {PROBLEM} }} }}"""

COMMIT = f"""
mutation($source: ID!, $digest: String!) {{
  commitImpact(source: $source, expectedDigest: $digest) {{
    ... on ImpactCommitted {{ runId }} ... on SeenOnADay {{ on }} {PROBLEM} }} }}"""

REFORM = f"""
mutation($pieces: [OrgChangeInput!]!) {{
  recordOrgChange(title: "关于划转采砂管理职责的决定", level: DISTRICT, decided: "2024-06-10", effective: "2024-07-01",
    pieces: $pieces) {{ ... on Reorganization {{ source {{ id }} plan {{ digest }} }} {PROBLEM} }} }}"""

COMMIT_REFORM = f"""
mutation($source: ID!, $digest: String!) {{
  commitReorganization(source: $source, expectedDigest: $digest) {{
    ... on ReorganizationCommitted {{ moved }} {PROBLEM} }} }}"""

Told = dict[str, tuple[str, str, str]]


async def _seen(world: SmallWorld | Town, source: str, day: str | None, **more: Any) -> Row:
    return (await world.as_("fz1").ask(SEEN, source=source, on=day, **more))["impact"]


def _told(found: Row) -> Told:
    """Power → survival, legal status and phase of its 设立依据."""
    rows = [hit for hit in found["hits"]["nodes"] if hit["element"] == "BASIS"]
    return {r["power"]["name"]: (r["survival"], r["legalStatus"], r["phase"]) for r in rows}


async def test_the_day_before_a_revision_everything_stands_and_its_end_is_known(
    world: SmallWorld,
) -> None:
    """3.2: PENDING_DEAD before the date."""
    await world.revise()

    before = await _seen(world, world.source, "2024-05-31")
    after = await _seen(world, world.source, "2024-06-01")

    told = _told(before)
    assert told[WASTE] == ("V1", "PENDING_DEAD", "ANNOUNCED")
    assert told[SAND] == told[HEAP] == ("V1", "ALIVE", "ANNOUNCED")
    told = _told(after)
    assert told[WASTE] == ("V9", "DEAD", "IN_EFFECT")
    assert told[SAND] == told[HEAP] == ("V3", "ALIVE_CHANGED", "IN_EFFECT")
    assert (before["on"], after["on"]) == ("2024-05-31", "2024-06-01")
    assert before["complete"]
    assert after["complete"]


async def test_the_outcome_and_its_day_are_the_same_whenever_one_looks(world: SmallWorld) -> None:
    await world.revise()

    looks = [await _seen(world, world.source, day) for day in ("2024-05-31", "2024-06-01", None)]

    decided = [
        [(h["power"]["name"], h["effective"], h["outcome"], h["grounds"]) for h in rows]
        for rows in (look["hits"]["nodes"] for look in looks)
    ]
    assert decided[0] == decided[1] == decided[2]
    assert {h["effective"] for h in looks[0]["hits"]["nodes"]} == {"2024-06-01"}
    assert {h["phase"] for h in looks[2]["hits"]["nodes"]} == {None}


async def test_the_text_on_which_a_power_stands_is_that_of_the_day(world: SmallWorld) -> None:
    await world.revise()

    async def text(day: str) -> str:
        found = await _seen(world, world.source, day)
        (hit,) = [h for h in found["hits"]["nodes"] if h["power"]["name"] == SAND]
        return "".join(unit["text"] for unit in hit["state"]["now"])

    assert "一万元以上三万元以下" in await text("2024-05-31")
    assert "三万元以上十万元以下" in await text("2024-06-01")


async def test_facets_and_filters_are_those_of_the_day(world: SmallWorld) -> None:
    await world.revise()

    before = await _seen(world, world.source, "2024-05-31")
    after = await _seen(world, world.source, "2024-06-01", where={"phases": ["IN_EFFECT"]})
    none = await _seen(world, world.source, "2024-06-01", where={"phases": ["ANNOUNCED"]})

    counted = {f["key"]: f["count"] for f in before["facets"]["bySurvival"]}
    assert "V9" not in counted
    (phase,) = before["facets"]["byPhase"]
    assert (phase["key"], phase["label"]) == ("ANNOUNCED", "已公布，当日尚未生效")
    assert phase["count"] == before["hits"]["totalCount"] == after["hits"]["totalCount"]
    assert none["hits"]["totalCount"] == 0
    assert (await _seen(world, world.source, None))["facets"]["byPhase"] == []


async def test_between_the_beginning_and_the_end_of_a_suspension_a_power_is_suspended(
    graph: Graph,
) -> None:
    """L2, T9: it returns without a request."""
    rules, name = "清溪码头管理条例", "对违规停泊的处罚"
    town = Town(graph)
    await town.settle()
    moor = "在禁止停泊的水域停泊的，由水务主管部门处五百元以上三千元以下的罚款。"
    await town.law(rules, articles("为了加强码头管理，制定本条例。", moor))
    await town.list_(Entry(name=name, basis=cites(rules, "第二条")))
    towns.on(town, "2024-06-10")
    paused = await town.effect("SUSPEND", rules, "2024-07-01", until="2024-09-01")
    source = await town.agree(paused)

    async def told(day: str) -> list[tuple[str, ...]]:
        rows = (await _seen(town, source, day))["hits"]["nodes"]
        parts = ("effective", "survival", "legalStatus", "phase")
        return sorted(tuple(row[part] for part in parts) for row in rows)

    assert await told("2024-06-30") == [
        ("2024-07-01", "V1", "ALIVE", "ANNOUNCED"),
        ("2024-09-01", "V1", "ALIVE", "ANNOUNCED"),
    ]
    for day in ("2024-07-01", "2024-08-31"):
        assert await told(day) == [
            ("2024-07-01", "V8", "SUSPENDED", "IN_EFFECT"),
            ("2024-09-01", "V8", "SUSPENDED", "ANNOUNCED"),
        ]
    assert await told("2024-09-01") == [
        ("2024-07-01", "V1", "ALIVE", "OVERTAKEN"),
        ("2024-09-01", "V1", "ALIVE", "IN_EFFECT"),
    ]


async def test_between_two_effects_the_first_holds_and_the_second_is_announced(
    graph: Graph,
) -> None:
    """3.2, last line: each later day at which another known effect touches the same power."""
    first, second, name = "清溪码头管理条例", "清溪水域管理条例", "对违规停泊的处罚"
    fine = "在禁止停泊的水域停泊的，由水务主管部门处五百元以上三千元以下的罚款。"
    town = Town(graph)
    await town.settle()
    for title in (first, second):
        await town.law(title, articles("为了加强管理，制定本条例。", fine))
        for unit in await town.places(title, "2"):
            await steps.confirm_function(town.as_("fz1"), unit, "SANCTION")
    basis = "\n".join(cites(title, "第二条") for title in (first, second))
    await town.list_(Entry(name=name, basis=basis))
    towns.on(town, "2024-06-10")
    source = await town.repeal(first, "2024-07-01")
    await town.repeal(second, "2024-10-01")

    async def told(day: str) -> dict[str, tuple[str, ...]]:
        rows = (await _seen(town, source, day))["hits"]["nodes"]
        return {r["effective"]: (r["survival"], r["legalStatus"], r["phase"]) for r in rows}

    assert await told("2024-06-30") == {
        "2024-07-01": ("V1", "PENDING_DEAD", "ANNOUNCED"),
        "2024-10-01": ("V1", "PENDING_DEAD", "ANNOUNCED"),
    }
    assert await told("2024-08-01") == {
        "2024-07-01": ("V2", "PENDING_DEAD", "IN_EFFECT"),
        "2024-10-01": ("V2", "PENDING_DEAD", "ANNOUNCED"),
    }
    assert await told("2024-10-01") == {
        "2024-07-01": ("V9", "DEAD", "IN_EFFECT"),
        "2024-10-01": ("V9", "DEAD", "IN_EFFECT"),
    }


async def test_a_day_has_the_list_of_that_day(world: SmallWorld) -> None:
    """A power that has left the list since stood on it then, without a basis (G8)."""
    await world.revise()
    items = await world.commit()
    world.today = date(2024, 6, 20)
    await world.carry(of(items, WASTE))

    async def names(day: str | None) -> set[str]:
        hits = (await _seen(world, world.source, day))["hits"]["nodes"]
        return {hit["power"]["name"] for hit in hits}

    assert WASTE in await names("2024-06-19")
    assert WASTE not in await names("2024-06-20")
    assert WASTE not in await names(None)
    assert await names("2023-12-31") == set(), "there was no list"


async def test_a_day_has_the_holder_of_that_day(world: SmallWorld) -> None:
    """第七条第（三）项, O20: by law, whatever the list still says."""
    await world.revise()
    piece = {
        "kind": "PARTIAL_TRANSFER",
        "sources": [world.organs["SW"]],
        "target": world.organs["CG"],
        "chosen": [{"powers": [world.powers[PATROL]]}],
    }
    bb = world.as_("bb1")
    reform = await bb.do(REFORM, pieces=[piece])
    given = {"source": reform["source"]["id"], "digest": reform["plan"]["digest"]}
    await bb.do(COMMIT_REFORM, **given)

    async def holder(day: str | None) -> str:
        hits = (await _seen(world, world.source, day))["hits"]["nodes"]
        (name,) = {h["holder"]["name"] for h in hits if h["power"]["name"] == PATROL}
        return name

    assert await holder("2024-06-30") == WATER
    assert await holder("2024-07-01") == CITY
    assert await holder(None) == WATER, "the list has not followed yet"


async def test_what_is_seen_on_a_day_cannot_be_committed(world: SmallWorld) -> None:
    """I8: the plan that is committed has all its days."""
    await world.revise()
    plan = await _seen(world, world.source, None)
    for day in ("2024-05-31", "2024-06-01", world.today.isoformat()):
        seen = await _seen(world, world.source, day)
        assert seen["digest"] != plan["digest"]

        with pytest.raises(Refused, match="SeenOnADay") as refused:
            await world.as_("fz1").do(COMMIT, source=world.source, digest=seen["digest"])
        assert refused.value.problem["on"] == day
        assert day in refused.value.problem["message"]

    await world.as_("fz1").do(COMMIT, source=world.source, digest=plan["digest"])


async def test_a_day_as_it_was_known_is_the_same_for_ever(world: SmallWorld) -> None:
    """I7, T6."""
    await world.revise()
    days = ("2024-05-31", "2024-06-01", "2024-12-31")
    first = [await _seen(world, world.source, day) for day in days]

    pause = {"type": "SUSPEND", "instrument": world.instrument, "source": world.source}
    fz = world.as_("fz1")
    dates = {"promulgated": "2024-06-10", "effective": "2024-12-01", "until": None}
    made = await fz.do(documents.RECORD_EFFECT, **pause, **dates)
    await fz.do(documents.CONFIRM_EFFECT, effect=made["id"], version=made["version"])

    again = [await _seen(world, world.source, d, known=first[0]["knownAt"]) for d in days]
    now = [_told(await _seen(world, world.source, day)) for day in days]
    assert again == first
    assert now[0][SAND] == ("V1", "ALIVE", "ANNOUNCED")
    assert (now[1][SAND][0], now[2][SAND][0]) == ("V3", "V8")


async def test_a_run_that_did_not_read_everything_says_so_on_every_day(world: SmallWorld) -> None:
    await world.revise()
    world.pack = replace(world.pack, powers_at_once=2)

    for day in ("2024-05-31", "2024-06-01"):
        assert (await _seen(world, world.source, day))["complete"] is False


async def test_a_file_of_a_day_has_the_rows_of_the_day(world: SmallWorld) -> None:
    await world.revise()
    desk = world.desk(await world.actor("fz1"))

    async def cells(day: date | None, name: str) -> dict[str, str]:
        _, told = await impact_rows(desk, world.source, on=day)
        return {row["职权名称"]: row.get(name, "") for row in told.keyed()}

    before, after = date(2024, 5, 31), date(2024, 6, 1)
    assert (await cells(before, "存续"))[WASTE] == "V1"
    assert (await cells(before, "当日阶段"))[WASTE] == "已公布，当日尚未生效"
    assert (await cells(before, "当日法律状态"))[WASTE] == "即将失效"
    assert (await cells(after, "存续"))[WASTE] == "V9"
    assert (await cells(after, "当日法律状态"))[WASTE] == "失效"
    assert set((await cells(None, "当日阶段")).values()) == {""}
    name, _ = await impact_rows(desk, world.source, on=before)
    assert "2024-05-31所见" in name
    assert PATROL in await cells(after, "存续")
