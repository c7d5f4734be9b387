"""S9, its 市场监管 part: three departments become one, and a fourth hands over a month later, through GraphQL only."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from graph.db import Graph
from sample.api import Refused
from sample.merger import merger_world
from server import local_neo4j
from tests.keeping import Keeper
from tests.scenarios import documents, steps
from tests.scenarios import market as scenes
from tests.scenarios.market import Market

WORLD = merger_world()
PERMITS = {r.key for rows in WORLD.rows.values() for r in rows if r.type == "行政许可"}
STAYING = {r.key for r in WORLD.rows[scenes.PRICES] if r.key not in WORLD.later}
ALL = {r.key for rows in WORLD.rows.values() for r in rows}
SMALL = {
    *(key for group in WORLD.doubles for key in group),
    *(key for pair in WORLD.similar for key in pair),
    *sorted(WORLD.later)[:3],
    *sorted(PERMITS)[:2],
    *sorted(STAYING)[:2],
}
TINY = {"GS001", "ZJ001", "GS240", "GS239", "GS238", min(WORLD.later), min(PERMITS), min(STAYING)}
TINY_MOVES = len(TINY - STAYING)
ROOT = Path(__file__).parents[2]
MARKET, INDUSTRY = "青棠区市场监督管理局", "青棠区工商行政管理局"
REFORM = "青棠区发展和改革局"


@pytest.fixture
async def market(graph: Graph, keep: Keeper, tmp_path: Path) -> Market:
    """The same shape with few powers: every double, every similar pair, some permits, some that stay."""
    play = partial(scenes.before_the_reform, graph, tmp_path, SMALL)
    return await keep("market", play, tmp_path)


@pytest.fixture
async def tiny(graph: Graph, keep: Keeper, tmp_path: Path) -> Market:
    """A double, three of 工商 alone, one that follows later, one permit, one that stays."""
    play = partial(scenes.before_the_reform, graph, tmp_path, TINY)
    return await keep("market-tiny", play, tmp_path)


async def test_three_departments_become_one_from_the_document_to_the_list(market: Market) -> None:
    """《办法》第七条第（三）项、第（四）项, 第九条; O2, O3, O4, O8, O9, O11, O18, O21."""
    await _three_become_one(market, SMALL)


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_548_powers_move_and_537_survive(graph: Graph, tmp_path: Path) -> None:
    """The exact counts of S9: 548 moved, 11 ids closed, 537 survivors, 64 of them permits."""
    await _three_become_one(await scenes.before_the_reform(graph, tmp_path), ALL)


async def _three_become_one(market: Market, keys: set[str]) -> None:
    recorded = await market.record()
    source, plan = recorded["source"]["id"], recorded["plan"]
    moving, permits = keys - STAYING, keys & PERMITS
    assert (plan["moved"], plan["absorbed"]) == (len(moving), 11)
    assert plan["survivors"] == len(moving) - 11
    assert sorted(len(g["absorbedIds"]) for g in plan["same"]["nodes"]) == [1] * 9 + [2]
    assert {frozenset(c["powerIds"]) for c in plan["candidates"]["nodes"]} == {
        frozenset(market.keys[key] for key in pair) for pair in WORLD.similar
    }
    assert not plan["committable"]

    with pytest.raises(Refused, match="DuplicatesOpen"):
        await market.commit(source)
    await market.tell_apart(source)
    before = await market.lines()
    done = await market.commit(source)

    assert (done["moved"], done["created"]) == (len(moving), len(moving) - 11)
    assert done["items"]["totalCount"] == len(moving) - 11
    assert {i["result"] for i in done["items"]["nodes"]} == {"CREATE"}
    assert await market.lines() == before, "a commit changes no line of the list"
    items = await market.items()
    assert {i["powerIds"][0] for i in items if i["route"] == "C_LITE"} == {
        market.keys[key] for key in permits
    }
    assert all(i["kind"] == "COMPLETE_ELEMENTS" for i in items if i["route"] == "C_LITE")
    assert Counter(tuple(i["grounds"]) for i in items if i["route"] == "B") == {
        ("7(3)",): len(moving) - 21 - len(permits),
        ("7(3)", "7(4)"): 10,
    }, "nothing in route A, no permit in 7(3), and no 7(1) for an old organ name"
    assert len({i["envelopeId"] for i in items}) == 2, "one department, two routes"

    again = await market.commit(source)
    assert (again["created"], again["changed"]) == (0, 0), "committing again adds nothing"
    assert again["digest"] == done["digest"]
    await _the_holder_follows_the_hand_over(market, sorted(keys & WORLD.later))
    await _the_list_follows_the_decisions(market, keys)


async def _the_holder_follows_the_hand_over(market: Market, later: list[str]) -> None:
    """Between reform and hand-over 发改 goes on with its price checks."""
    between = await market.holders_on([*later, "GS009"], "LAW", "2025-08-15")
    assert between == {**{key: [REFORM] for key in later}, "GS009": [MARKET]}
    assert await market.holders_on(["GS009"], "LAW", "2025-07-31") == {"GS009": [INDUSTRY]}
    after = await market.holders_on(later, "LAW", "2025-09-01")
    assert after == {key: [MARKET] for key in later}
    assert await market.holders_on(["GS009"], "LIST", "2025-08-15") == {"GS009": [INDUSTRY]}


async def _the_list_follows_the_decisions(market: Market, keys: set[str]) -> None:
    items = [i for i in await market.items() if i["route"] == "B"]
    approved = await scenes.carry(market, items)
    assert {i["state"] for i in approved} == {"SCHEDULED"}
    market.world.today = date(2025, 9, 2)
    done = await scenes.apply(market, items)
    assert Counter((r["applied"], r["message"]) for r in done["results"]) == {
        (True, None): len(items)
    }

    lines = await market.lines()
    closed = {x["id"] for x in lines if x["listStatus"] == "MERGED"}
    absorbed = {i for item in items for i in item["powerIds"][1:]}
    assert closed == absorbed
    assert len(closed) == 11
    waiting = len(keys & (STAYING | PERMITS))
    held = Counter(x["holderId"] == market.market for x in lines if x["listStatus"] == "LISTED")
    assert held == {True: len(keys) - 11 - waiting, False: waiting}, "a permit waits for C-lite"
    assert await market.holders_on(["GS009"], "LIST", "2025-09-02") == {"GS009": [MARKET]}
    gone = sorted(key for key, id_ in market.keys.items() if id_ in closed)
    for axis in ("LIST", "LAW"):
        held_by = await market.holders_on(gone, axis, "2025-09-03")
        assert set(map(tuple, held_by.values())) == {()}, "an absorbed id is held by nobody"


async def test_a_power_that_nobody_receives_or_two_receive_stops_the_commit(tiny: Market) -> None:
    """O9: the refusal names the powers and the interval; 《机构编制条例》第十条."""
    left = [tiny.keys[key] for key in ("GS238", "GS239", "GS240")]
    merger, transfer = tiny.pieces()
    source = (await tiny.record([{**merger, "but": [{"powers": left}]}, transfer]))["source"]["id"]

    with pytest.raises(Refused, match="DutyWithoutHolder") as refused:
        await tiny.commit(source)
    assert refused.value.problem["powers"] == sorted(left)
    assert all("2025-08-01" in told for told in refused.value.problem["intervals"])

    industry, reform = tiny.organ("工商行政管理局"), tiny.organ(scenes.PRICES)
    three = [{"power": power, "organ": tiny.market} for power in left]
    twice = [*three, {"power": left[0], "organ": reform}]
    plan = (await scenes.rule(tiny.bb, scenes.ASSIGN, source, assignments=twice))["plan"]
    assert [(p["fault"], p["powerId"], p["since"]) for p in plan["problems"]["nodes"]] == [
        ("WITH_TWO_HOLDERS", left[0], "2025-08-01")
    ]
    with pytest.raises(Refused, match="DutyWithTwoHolders") as refused:
        await tiny.commit(source)
    assert refused.value.problem["powers"] == [left[0]]

    await scenes.rule(tiny.bb, scenes.ASSIGN, source, assignments=three)
    await scenes.rule(tiny.bb, scenes.HANDOVER, source, powers=left[:1], on="2025-10-01")
    with pytest.raises(Refused, match="PlanChanged"):
        await tiny.bb.do(scenes.COMMIT, source=source, digest=plan["digest"])
    await tiny.commit(source)
    assert await tiny.holders_on(["GS238"], "LAW", "2025-09-30") == {"GS238": [INDUSTRY]}
    with pytest.raises(Refused, match="RowNotBuilt") as late:
        await scenes.rule(tiny.bb, scenes.HANDOVER, source, powers=left[:1], on="2025-11-01")
    assert late.value.problem["row"] == "O17"
    assert industry != reform


async def test_what_is_not_built_or_not_decided_high_enough_is_refused(tiny: Market) -> None:
    """《机构编制条例》第九条; every other row of 3.7 is refused by its name."""
    merger, transfer = tiny.pieces()
    for kind, row in (("SPLIT", "O5"), ("ABOLISH", "O6"), ("VERTICAL_UP", "O10")):
        with pytest.raises(Refused, match="RowNotBuilt") as refused:
            await tiny.record([{**merger, "kind": kind}])
        assert refused.value.problem["row"] == row
    with pytest.raises(Refused, match="LevelTooLow"):
        await tiny.record(level="DISTRICT")
    with pytest.raises(Refused, match="PieceRefused"):
        await tiny.record([{**transfer, "chosen": []}])
    with pytest.raises(Refused, match="PieceRefused"):
        await tiny.record([{**transfer, "handover": "2025-07-31"}])
    with pytest.raises(Refused, match="RowNotBuilt") as actor:
        await tiny.record([{**merger, "sources": [tiny.organs["980106-FZ"]]}])
    assert actor.value.problem["row"] == "O15"

    first = (await tiny.record([merger]))["source"]["id"]
    with pytest.raises(Refused, match="SameDayReform"):
        await tiny.record([transfer], title="价格检查职责划转通知")
    joined = await tiny.record([transfer], title="价格检查职责划转通知", event=first)
    assert joined["source"]["id"] == first
    assert joined["plan"]["moved"] == TINY_MOVES, "one plan for the day (O18)"
    analysed = await steps.impact(tiny.world.as_("fz1"), first)
    assert analysed["__typename"] == "SourceNotFound", "a reform is no change of law"


async def test_old_names_pass_on_and_a_renaming_is_one_minor_batch(tiny: Market) -> None:
    """O1, O11: a statute that says 工商行政管理部门 means the new department, and causes nothing."""
    source = (await tiny.record())["source"]["id"]
    await tiny.commit(source)
    old = {"text": "工商行政管理部门"}
    assert await tiny.means(**old, on="2025-07-31") == [tiny.organ("工商行政管理局")]
    assert await tiny.means(**old, on="2025-08-01") == [tiny.market]
    assert {i["causeId"] for i in await tiny.items()} == {source}

    target = tiny.organ(scenes.PRICES)
    rename = {"kind": "RENAME", "target": target, "newName": "青棠区发展改革和价格局"}
    second = await tiny.record([rename], title="更名批复", effective="2025-08-10")
    assert second["plan"]["moved"] == 0
    await tiny.commit(second["source"]["id"])
    assert await tiny.means(text=REFORM, on="2025-08-09") == [target]
    assert await tiny.means(text="青棠区发展改革和价格局", on="2025-08-09") == []
    for name in (REFORM, "青棠区发展改革和价格局"):
        assert await tiny.means(text=name, on="2025-08-10") == [target]
    renamed = await tiny.items(causes=[second["source"]["id"]])
    assert {(*i["grounds"], *i["rules"]) for i in renamed} == {("7(3)", "O1")}
    later, stays = tiny.keys[min(WORLD.later)], tiny.keys[min(STAYING)]
    assert {i["powerIds"][0] for i in renamed} == {later, stays}
    (waits,) = [i for i in await tiny.items(causes=[source]) if i["powerIds"] == [later]]
    assert waits["state"] == "ON_HOLD", "first the new name of the giver, then the hand-over"


async def test_open_work_of_a_giver_goes_on_with_the_receiver(tiny: Market) -> None:
    """O16: an item in review moves with its history; decisions keep the organ that made them."""
    industry = tiny.organ("工商行政管理局")
    rename = {"kind": "RENAME", "target": industry, "newName": "青棠区工商局"}
    first = await tiny.record([rename], title="更名批复", effective="2025-06-20")
    await tiny.commit(first["source"]["id"])
    (open_, *_) = [i for i in await tiny.items() if i["route"] == "B"]
    await steps.step(tiny.world.as_("gs1"), documents.SUBMIT, [open_])

    tiny.world.today = date(2025, 8, 2)
    await tiny.commit((await tiny.record())["source"]["id"])

    now = {i["id"]: i for i in await tiny.items()}[open_["id"]]
    assert (now["state"], now["holderId"]) == ("ORG_REVIEW", tiny.market)
    assert now["envelopeId"] != open_["envelopeId"]
    assert [(d["action"], d["organId"]) for d in now["decisions"]] == [("SUBMIT", industry)]
    reviewed = await steps.step(tiny.world.as_("bb1"), documents.ORG_REVIEW, [now])
    assert [i["state"] for i in reviewed] == ["LEGALITY_REVIEW"]


async def test_a_commit_that_is_killed_in_the_middle_leaves_nothing_behind(
    tiny: Market, neo4j_server: local_neo4j.Running
) -> None:
    """One transaction: after ``kill -9`` nothing is there, and committing again brings all of it."""
    source = (await tiny.record())["source"]["id"]
    digest = (await tiny.see(source))["plan"]["digest"]
    server = (neo4j_server.uri, neo4j_server.user, neo4j_server.password)
    command = [sys.executable, "-m", "tests.scenarios.interrupted_commit", *server, source, digest]
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, cwd=ROOT)
    assert process.stdout is not None
    assert await process.stdout.readline() == b"half\n"
    process.kill()
    await process.wait()

    assert (await tiny.see(source))["committed"] is None, "the plan says that nothing is done"
    assert await tiny.items() == []
    assert await tiny.holders_on(["GS240"], "LAW", "2025-08-15") == {"GS240": [INDUSTRY]}
    done = await tiny.commit(source)
    assert done["created"] == TINY_MOVES - 1
    assert (await tiny.see(source))["committed"] == {
        "moved": TINY_MOVES,
        "items": TINY_MOVES - 1,
    }
    assert await tiny.holders_on(["GS240"], "LAW", "2025-08-15") == {"GS240": [MARKET]}
