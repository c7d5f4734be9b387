"""S1: the number-reuse trap, from import to the applied list, through GraphQL only."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from graph.db import Graph
from sample.rows import short_rows
from tests.scenarios import documents, steps
from tests.scenarios.world import World

OLD, NEW = "内河水路运输服务条例(2021-03-12)", "内河水路运输服务条例(2024-05-10)"
TRANSPORT = "交通运输局"

# power → (grounds, severity, route); the table of S1, row for row
# fmt: off
EXPECTED = {
    "p1":      (["7(1)", "7(6)"], "SUBSTANTIVE", "B"),
    "p2":      (["7(6)"],         "MINOR",       "B"),
    "p3":      (["7(6)"],         "MINOR",       "B"),
    "p4":      (["7(1)", "7(6)"], "SUBSTANTIVE", "B"),
    "p5":      (["7(6)"],         "MINOR",       "B"),
    "p6":      (["7(6)"],         "MINOR",       "B"),
    "p7":      (["6(1)"],         "SUBSTANTIVE", "A"),
    "p8":      (["7(1)", "7(6)"], "SUBSTANTIVE", "B"),
    "p9":      (["7(1)", "7(6)"], "SUBSTANTIVE", "B"),
    "p10":     (["7(1)", "7(6)"], "MINOR",       "B"),
    "p11":     (["7(1)", "7(6)"], "SUBSTANTIVE", "B"),
    "p12":     (["7(1)", "7(6)"], "MINOR",       "B"),
    "p13":     (["7(1)", "7(6)"], "MINOR",       "B"),
    "p14":     (["7(1)", "7(6)"], "MINOR",       "B"),
    "permit1": ([],               "MINOR",       "C_LITE"),
    "permit2": ([],               "MINOR",       "C_LITE"),
}
# fmt: on

# power → where its basis stands afterwards, to 款 and 项
# fmt: off
PLACES = {
    "p1":  ["63"],                                "p2":  ["64"],
    "p3":  ["65¶1"],                              "p4":  ["65¶3", "65¶4", "65¶5"],
    "p5":  ["66"],                                "p6":  ["67"],
    "p8":  ["68¶1(1)", "68¶1(2)", "68¶1(3)"],     "p9":  ["68¶2"],
    "p10": ["69"],                                "p11": ["70"],
    "p12": ["71"],                                "p13": ["72"],
    "p14": ["73"],
}
# fmt: on

NAMES = {row.name: row.key for row in short_rows(TRANSPORT) if row.key in EXPECTED}


@pytest.fixture
async def world(graph: Graph, tmp_path: Path) -> World:
    """The department's list as of 2024-01-01, and the law as it stood then."""
    world = World(graph)
    await steps.people(world)
    world.instrument, _ = await steps.statute(world, OLD)
    await steps.lists(world, tmp_path, TRANSPORT)
    world.today = date(2024, 5, 20)
    return world


async def test_s1_comes_out_row_for_row_and_is_carried_to_the_list(world: World) -> None:
    """《办法》第六条第（一）项、第七条第（一）项、第七条第（六）项、第八条."""
    fz, bb = world.as_("fz1"), world.as_("bb1")
    recorded = await steps.revision(world, world.instrument, NEW)
    source, version = recorded["source"]["id"], recorded["version"]["id"]

    before = await steps.impact(fz, source)
    assert {h["survival"] for h in before["hits"]["nodes"]} <= {"V1", "V3", "V4"}, "silence kills"

    await steps.confirm_all(fz, version, p63=["AMOUNTS_BY_CONDUCT"])
    simulated = await steps.impact(fz, source)
    committed = await steps.commit(fz, source)
    items = await steps.requests(bb)

    assert committed["digest"] == simulated["digest"]
    assert {
        NAMES[i["powers"][0]["name"]]: (i["grounds"], i["severity"], i["route"]) for i in items
    } == (EXPECTED)
    assert Counter(i["envelopeId"] for i in items).most_common() == [
        (next(i["envelopeId"] for i in items if i["route"] == "B"), 13),
        (next(i["envelopeId"] for i in items if i["route"] == "C_LITE"), 2),
        (next(i["envelopeId"] for i in items if i["route"] == "A"), 1),
    ]
    suggested = {NAMES[i["powers"][0]["name"]] for i in items if "7(4) 分设" in i["suggestions"]}
    assert "p1" in suggested
    assert suggested <= {"p1", "p4", "p11"}
    assert await _list_is_untouched(world)

    department = "jt1"
    cancel = [i for i in items if i["route"] == "A"]
    approved = await steps.carry(world, cancel, department=department)
    assert [i["state"] for i in approved] == ["SCHEDULED"], "not before the day"
    early = await steps.apply(world, approved)
    assert early["results"][0]["problem"] == "NotDue"
    adjust = [i for i in items if i["route"] == "B"]
    await steps.carry(world, adjust, department=department)
    assert await _list_is_untouched(world)

    world.today = date(2024, 7, 1)
    done = await steps.apply(world, [*cancel, *adjust])
    assert {(r["applied"], r["message"]) for r in done["results"]} == {(True, None)}
    assert done["edition"] == 2

    now = {NAMES[p["name"]]: p for p in await steps.powers(bb) if p["name"] in NAMES}
    assert now["p7"]["listStatus"] == "CANCELLED"
    assert {p: places(now[p], "BASIS") for p in PLACES} == PLACES
    assert {p: places(now[p], "LIABILITY_BASIS") for p in PLACES} == {p: ["76"] for p in PLACES}
    permits = {p: places(now[p], "LIABILITY_BASIS") for p in ("permit1", "permit2")}
    assert permits == {p: ["77"] for p in permits}, "C-lite is not applied here"
    again = await steps.commit(fz, source)
    assert (again["created"], again["changed"]) == (0, 0), "running it again adds nothing"


def places(power: steps.Row, element: str) -> list[str]:
    """Where an element stands now, in the order of the statute, each place once."""
    cited = [c for c in power["citations"] if c["element"] == element]
    return sorted({unit["place"] for c in cited for unit in c["provisions"]})


async def _list_is_untouched(world: World) -> bool:
    bb = world.as_("bb1")
    editions = (await bb.ask(documents.EDITIONS))["listEditions"]["nodes"]
    versions = {p["version"] for p in await steps.powers(bb)}
    return len(editions) == 1 and versions == {1}
