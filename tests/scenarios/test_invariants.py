"""Invariants that need the whole pipeline: what was known stays known, and what was simulated is what is committed.

Which invariant is held by which test: README.md beside this file.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from graph.db import Graph
from resolvers import impact
from resolvers.memory import Memory
from sample import setting_up
from sample.api import Refused
from tests.keeping import Keeper
from tests.scenarios import documents, steps
from tests.scenarios.town import Entry, Row, Town, articles, cites, on

LAW = "清溪水文站管理条例"
GOAL = "为了保护清溪水文监测设施，制定本条例。"
MARK = "损毁水位标尺的，由水务主管部门处五百元以上三千元以下的罚款。"
BUOY = "移动水文浮标的，由水务主管部门处二百元以上一千元以下的罚款。"
WIRE = "剪断测流缆绳的，由水务主管部门处一千元以上五千元以下的罚款。"
MARKING, BUOYING, WIRING = "对损毁标尺的处罚", "对移动浮标的处罚", "对剪断缆绳的处罚"

KNOWN = f"""
query($source: ID!, $known: Int) {{
  impact(source: $source, knownAt: $known) {{
    ... on Impact {{ digest items {{ nodes {{ key kind grounds }} }} tasks {{ nodes {{ key sentence }} }}
      hits(first: 200) {{ nodes {{ power {{ name }} survival outcome rules state {{ state proof {{ sentence record }} }} }} }} }}
    {documents.PROBLEM} }}
}}"""


async def recorded(graph: Graph) -> Town:
    """A revision that is recorded and not yet answered."""
    town = Town(graph)
    await town.settle()
    await town.law(LAW, articles(GOAL, MARK, BUOY, WIRE))
    await town.list_(
        Entry(name=MARKING, basis=cites(LAW, "第二条")),
        Entry(name=BUOYING, basis=cites(LAW, "第三条")),
        Entry(name=WIRING, basis=cites(LAW, "第四条")),
    )
    on(town, "2024-06-10")
    changed = articles(GOAL, MARK.replace("三千元", "五千元"), WIRE)
    town.instrument = await town.revise(LAW, changed, "2024-06-01")
    return town


@pytest.fixture
async def town(graph: Graph, keep: Keeper, tmp_path: Path) -> Town:
    return await keep("marking", partial(recorded, graph), tmp_path)


async def events(town: Town) -> int:
    """Number of the newest event."""
    document = "{ verifyAudit { ... on AuditVerdict { events } } }"
    return (await town.as_("au1").ask(document))["verifyAudit"]["events"]


async def believed(town: Town, known: int | None = None) -> Any:
    asked = await town.as_("bb1").ask(KNOWN, source=town.instrument, known=known)
    return asked["impact"]


async def test_i7_what_was_believed_can_be_asked_for_ever(town: Town) -> None:
    """T6: the impact as known before an answer, and before a correction of it, stays as it was."""
    first, before = await events(town), await believed(town)
    await town.confirm(LAW)
    second, between = await events(town), await believed(town)
    await _no_successor(town, "2")
    await steps.commit(town.as_("fz1"), town.instrument)
    assert await believed(town, first) == before
    assert await believed(town, second) == between
    latest = await believed(town)
    assert len({v["digest"] for v in (before, between, latest)}) == 3


async def _no_successor(town: Town, place: str) -> None:
    fz, version = town.as_("fz1"), town.texts[LAW][-1]["version"]["id"]
    (pair,) = [r for r in await steps.correspondences(fz, version) if r["old"]["place"] == place]
    answer = {"id": pair["id"], "expectedVersion": pair["version"], "kind": "DELETED", "new": []}
    await fz.do(documents.CONFIRM, answers=[answer])


async def test_i8_a_plan_that_is_no_longer_the_simulated_one_is_not_committed(town: Town) -> None:
    """S10(8): somebody confirms a pair between the simulation and the commit."""
    digest = (await believed(town))["digest"]
    await town.confirm(LAW)
    with pytest.raises(Refused) as told:
        await town.as_("fz1").do(documents.COMMIT, source=town.instrument, digest=digest)
    assert told.value.problem["__typename"] == "PlanChanged"
    assert await steps.requests(town.as_("bb1")) == []


async def test_i8_what_was_seen_and_is_still_so_is_not_planned_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was done since: the plan that was seen is the plan under the lock."""
    await town.confirm(LAW)
    digest, assemble, made = (await believed(town))["digest"], impact.assemble, []

    async def counted(*given: Any) -> impact.Impact:
        made.append(given)
        return await assemble(*given)

    monkeypatch.setattr(impact, "assemble", counted)
    await town.as_("fz1").do(documents.COMMIT, source=town.instrument, digest=digest)
    assert made == []
    await steps.commit(town.as_("fz1"), town.instrument)
    assert len(made) == 1, (
        "the first commit was an act: the second one is seen anew, and then not made again"
    )


async def test_i8_a_service_that_showed_nothing_plans_the_same(town: Town) -> None:
    await town.confirm(LAW)
    digest = (await believed(town))["digest"]
    town.memory = Memory()
    await town.as_("fz1").do(documents.COMMIT, source=town.instrument, digest=digest)
    filed = await steps.requests(town.as_("bb1"))
    assert Counter(item["kind"] for item in filed) == {"ADJUST": 2, "CANCEL": 1}


async def test_i5_an_impact_committed_three_times_is_committed_once(town: Town) -> None:
    await town.confirm(LAW)
    once = await _filed(town)
    for _ in range(2):
        again = await steps.commit(town.as_("bb1"), town.instrument)
        assert (again["created"], again["changed"], again["tasksOpened"]) == (0, 0, 0)
        assert await _filed(town, commit=False) == once


async def _filed(town: Town, *, commit: bool = True) -> tuple[list[Row], list[Row]]:
    if commit:
        await steps.commit(town.as_("fz1"), town.instrument)
    bb = town.as_("bb1")
    duties = (await bb.ask(documents.OBLIGATIONS))["obligations"]["nodes"]
    return await steps.requests(bb), duties


async def test_i6_the_order_of_confirming_makes_no_difference(town: Town) -> None:
    """Two further effects, confirmed in either order, come to one plan."""
    await town.confirm(LAW)
    pauses = [
        await town.effect("SUSPEND", LAW, day, until=until)
        for day, until in (("2030-01-01", "2030-02-01"), ("2031-01-01", "2031-02-01"))
    ]
    plans: list[Any] = []
    for first, second in (pauses, [*reversed(pauses)]):
        await _answered(town, first, second)
        plans.append((await believed(town))["items"]["nodes"])
    assert plans[0] == plans[1]


async def _answered(town: Town, *effects: Row) -> None:
    """Confirmed by their newest version, whatever was answered before."""
    known = {e["id"]: e for e in (await town.as_("fz1").ask(EFFECTS))["effects"]["nodes"]}
    for effect in effects:
        await town.agree(known[effect["id"]])


EFFECTS = f"{{ effects(first: 200) {{ nodes {{ {documents.EFFECT.removeprefix('... on Effect { ').removesuffix(' }')} }} }} }}"


async def test_i16_another_name_of_the_holder_changes_nothing(town: Town) -> None:
    await town.confirm(LAW)
    before = await believed(town)
    await town.as_("admin").do(
        setting_up.NAME_ORGAN,
        organ=town.organs["SW"],
        text="清溪区水利局",
        authority="清编〔2024〕2号",
        to=None,
        **{"from": "2024-06-01"},
    )
    assert await believed(town) == before
