"""``quanze impact``: the table on the terminal, for whoever may see it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest
from neo4j import AsyncDriver

from graph.db import Graph
from server.local_neo4j import Running
from tests.api.small_world import CITY, HEAP, PATROL, SAND, WASTE, SmallWorld
from tests.scenarios import documents


@pytest.fixture
async def world(
    neo4j_server: Running, driver: AsyncDriver, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> SmallWorld:
    """The small district, revised, in the server of this worker as if it were an external one."""
    monkeypatch.setenv("QUANZE_NEO4J_URI", neo4j_server.uri)
    monkeypatch.setenv("QUANZE_NEO4J_USER", neo4j_server.user)
    monkeypatch.setenv("QUANZE_NEO4J_PASSWORD", neo4j_server.password)
    made = SmallWorld(graph)
    await made.settle()
    await made.revise()
    return made


async def _ran(root: Path, *words: str) -> tuple[int | None, str]:
    done = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "server.cli", "impact", *words),
        cwd=root,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "COLUMNS": "200"},
    )
    told, _ = await done.communicate()
    return done.returncode, told.decode()


async def _shown(root: Path, *words: str) -> str:
    code, told = await _ran(root, "show", *words)
    assert code == 0, told
    return told


async def test_the_table_has_a_line_for_each_power_with_what_becomes_of_it(
    world: SmallWorld, root: Path
) -> None:
    told = await _shown(root, world.source, "--user", "fz1")

    assert all(name in told for name in (SAND, WASTE, PATROL, HEAP))
    lost = next(line for line in told.splitlines() if WASTE in line)
    assert all(word in lost for word in ("失效", "V9", "L3", "6(1)", "A"))
    assert "触及 4 项职权" in told
    assert f"提交：quanze impact commit {world.source} --user … --digest " in told


async def test_a_long_table_says_how_much_of_it_is_shown(world: SmallWorld, root: Path) -> None:
    some = await _shown(root, world.source, "--user", "fz1", "--first", "1")
    whole = await _shown(root, world.source, "--user", "fz1", "--first", "1", "--all")

    assert sum(name in some for name in (SAND, WASTE, PATROL, HEAP)) == 1
    assert "以上为前 1 项职权，共 4 项；--all 列出全部。" in some
    assert all(name in whole for name in (SAND, WASTE, PATROL, HEAP))
    assert "列出全部" not in whole


async def test_json_has_every_hit_and_a_department_its_own(world: SmallWorld, root: Path) -> None:
    whole = json.loads(await _shown(root, world.source, "--user", "fz1", "--json"))
    own = json.loads(await _shown(root, world.source, "--user", "cg1", "--json"))

    assert {row["职权名称"] for row in whole["hits"]} == {SAND, WASTE, PATROL, HEAP}
    assert {(row["部门"], row["职权名称"]) for row in own["hits"]} == {(CITY, HEAP)}
    assert own["digest"] == whole["digest"]


async def test_on_a_day_it_says_what_is_only_announced_and_offers_no_commit(
    world: SmallWorld, root: Path
) -> None:
    """《办法》第六条第（一）项: the basis is lost on 2024-06-01, and not before."""
    source = (world.source, "--user", "fz1")
    plan = json.loads(await _shown(root, *source, "--json"))

    for day, survival, phase in (
        ("2024-05-31", "V1", "已公布，当日尚未生效"),
        ("2024-06-01", "V9", "当日已生效"),
    ):
        told = json.loads(await _shown(root, *source, "--on", day, "--json"))
        (lost,) = [row for row in told["hits"] if row["职权名称"] == WASTE]
        assert (lost["存续"], lost["当日阶段"]) == (survival, phase)
        assert (told["on"], told["digest"] == plan["digest"]) == (day, False)
    shown = await _shown(root, *source, "--on", "2024-05-31")
    assert "按 2024-05-31 查看" in shown
    assert "尚未生效" in shown
    assert "impact commit" not in shown
    code, refused = await _ran(
        root, "commit", *source, "--digest", told["digest"], "--known-at", str(told["knownAt"])
    )
    assert code == 1
    assert "这是按 2024-06-01 查看的影响，不能提交" in refused


async def test_a_plan_that_is_no_longer_the_one_that_was_seen_is_not_committed(
    world: SmallWorld, root: Path
) -> None:
    """I8: refused, and told what became another."""
    source = (world.source, "--user", "fz1")
    seen = json.loads(await _shown(root, *source, "--json"))
    effect = {"type": "SUSPEND", "instrument": world.instrument, "until": "2024-12-01"}
    days = {"promulgated": "2024-06-01", "effective": "2024-06-20"}
    fz = world.as_("fz1")
    made = await fz.do(documents.RECORD_EFFECT, source=world.source, **effect, **days)
    await fz.do(documents.CONFIRM_EFFECT, effect=made["id"], version=made["version"])

    plan = ("--digest", seen["digest"], "--known-at", str(seen["knownAt"]))
    code, told = await _ran(root, "commit", *source, *plan)

    assert code == 1
    assert "方案在模拟之后已发生变化，未写入任何内容。" in told
    assert SAND in told or WASTE in told, "which power it is that is otherwise now"
    again = json.loads(await _shown(root, *source, "--json"))
    plan = ("--digest", again["digest"], "--known-at", str(again["knownAt"]))
    code, told = await _ran(root, "commit", *source, *plan)
    assert code == 0, told
