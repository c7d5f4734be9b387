"""方案已变: whoever commits what is no longer so is refused, and told what became another since he looked (I8, S10)."""

from __future__ import annotations

from typing import Any

import pytest

from sample.api import Refused
from tests.api.small_world import HEAP, PROBLEM, SAND, SECOND, WASTE, Row, SmallWorld
from tests.scenarios import steps

SIMULATE = f"""
query($source: ID!) {{ impact(source: $source) {{
  ... on Impact {{ digest knownAt }} {PROBLEM} }} }}"""

CHANGED = f"... on PlanChanged {{ sent current changes }} {PROBLEM}"

COMMIT = f"""
mutation($source: ID!, $digest: String!, $known: Int) {{
  commitImpact(source: $source, expectedDigest: $digest, knownAt: $known) {{
    ... on ImpactCommitted {{ runId }} {CHANGED} }} }}"""

RECORD = f"""
mutation($pieces: [OrgChangeInput!]!) {{
  recordOrgChange(title: "关于划转采砂管理职责的决定", level: DISTRICT, decided: "2024-06-01", effective: "2024-07-01",
    pieces: $pieces) {{ ... on Reorganization {{ source {{ id }} plan {{ digest knownAt }} }} {PROBLEM} }} }}"""

HANDOVER = f"""
mutation($source: ID!, $powers: [ID!]!) {{ setHandover(source: $source, powers: $powers, on: "2024-08-01", expectedVersion: 0) {{
  ... on Reorganization {{ plan {{ digest }} }} {PROBLEM} }} }}"""

COMMIT_REFORM = f"""
mutation($source: ID!, $digest: String!, $known: Int) {{
  commitReorganization(source: $source, expectedDigest: $digest, knownAt: $known) {{
    ... on ReorganizationCommitted {{ moved }} {CHANGED} }} }}"""


async def _refused(world: SmallWorld, user: str, document: str, **given: Any) -> Row:
    with pytest.raises(Refused, match="PlanChanged") as refused:
        await world.as_(user).do(document, **given)
    return refused.value.problem


async def _seen(world: SmallWorld) -> Row:
    """The impact of the second text while nothing of it is confirmed."""
    world.today = world.today.replace(month=6, day=10)
    recorded = await world.record(SECOND)
    world.source, world.version = recorded["source"]["id"], recorded["version"]["id"]
    found = await world.as_("fz1").ask(SIMULATE, source=world.source)
    return found["impact"]


async def test_what_another_confirmed_meanwhile_is_told_power_by_power(world: SmallWorld) -> None:
    seen = await _seen(world)
    await steps.confirm_all(world.as_("fz1"), world.version)

    told = await _refused(
        world, "fz1", COMMIT, source=world.source, digest=seen["digest"], known=seen["knownAt"]
    )

    changes = told["changes"]
    assert told["sent"] == seen["digest"] != told["current"]
    assert any(row.startswith(f"结果变化：“{WASTE}”的设立依据（V9") for row in changes)
    for power in (SAND, WASTE, HEAP):
        assert any(row.startswith("新增：事项") and power in row for row in changes), power
    assert any(row.startswith("不再有：待办") for row in changes)
    assert changes[0] in told["message"]


async def test_without_knowing_what_was_seen_nothing_is_made_up(world: SmallWorld) -> None:
    seen = await _seen(world)
    await steps.confirm_all(world.as_("fz1"), world.version)

    for known in (None, 1, seen["knownAt"] + 5):
        told = await _refused(
            world, "fz1", COMMIT, source=world.source, digest=seen["digest"], known=known
        )
        assert told["changes"] == []
        assert "请重新模拟" in told["message"]


async def test_a_reform_says_which_hand_over_moved(world: SmallWorld) -> None:
    piece = {
        "kind": "PARTIAL_TRANSFER",
        "sources": [world.organs["SW"]],
        "target": world.organs["CG"],
        "chosen": [{"powers": [world.powers[SAND], world.powers[WASTE]]}],
    }
    bb = world.as_("bb1")
    reform = await bb.do(RECORD, pieces=[piece])
    source, seen = reform["source"]["id"], reform["plan"]
    await bb.do(HANDOVER, source=source, powers=[world.powers[SAND]])

    told = await _refused(
        world,
        "bb1",
        COMMIT_REFORM,
        source=source,
        digest=seen["digest"],
        known=seen["knownAt"],
    )

    assert f"有变化：“{SAND}”的划转" in told["changes"]
    assert not any(WASTE in row for row in told["changes"]), "what stayed is not told"
