"""L15: a new provision gives the district a power that no listed one answers to: an ADD, carried to the list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.db import Graph
from sample.api import Refused
from tests.scenarios import steps
from tests.scenarios.documents import PROBLEM
from tests.scenarios.world import World

MARKET_OLD, MARKET_NEW = "集贸市场管理条例(2015-09-16)", "集贸市场管理条例(2025-02-20)"

PENDING = "{ pendingEffects { nodes { id version type sourceId provisionIds } } }"

CONFIRM_EFFECT = f"""
mutation($effect: ID!, $version: Int!, $grant: NewGrantInput!) {{
  confirmEffect(effect: $effect, expectedVersion: $version, grant: $grant) {{ ... on Effect {{ id }} {PROBLEM} }}
}}"""

UPDATE = f"""
mutation($item: ChosenInput!, $replacements: [ReplacementInput!]!) {{
  updateDraft(item: $item, replacements: $replacements) {{ ... on Item {{ id version state }} {PROBLEM} }}
}}"""


async def test_a_new_grant_becomes_a_power_of_the_list(graph: Graph, tmp_path: Path) -> None:
    """《办法》第五条第（一）项、第八条第一款."""
    world = World(graph, today=date(2025, 2, 25))
    organs = await steps.people(world)
    instrument, _ = await steps.statute(world, MARKET_OLD)
    await steps.lists(world, tmp_path, "民政局")
    fz, bb = world.as_("fz1"), world.as_("bb1")
    recorded = await steps.revision(world, instrument, MARKET_NEW)
    source = recorded["source"]["id"]
    new = (await fz.ask(PENDING))["pendingEffects"]["nodes"]
    assert {effect["type"] for effect in new} == {"INSERT"}

    grant = {
        "powerType": "INSPECTION",
        "level": "COUNTY",
        "organ": organs["980106-MZ"],
        "conduct": "对集贸市场公益摊位设置情况的检查",
    }
    await fz.do(CONFIRM_EFFECT, effect=new[0]["id"], version=new[0]["version"], grant=grant)
    await steps.commit(fz, source)
    (item,) = [i for i in await steps.requests(bb) if i["kind"] == "ADD"]
    assert (item["grounds"], item["route"]) == (["5(1)"], "A")

    given = {"id": item["id"], "expectedVersion": item["version"]}
    duty = {"element": "DUTY", "text": "1.检查责任：每季度检查一次。"}
    item |= await world.as_("mz1").do(UPDATE, item=given, replacements=[duty])
    with pytest.raises(Refused, match="VersionConflict"):
        await world.as_("mz1").do(UPDATE, item=given, replacements=[duty])
    now = {"id": item["id"], "expectedVersion": item["version"]}
    for element, text in (("TYPE", "行政许可"), ("TYPE", "其他"), ("HOLDER", "民政局")):
        said = {"element": element, "text": text}
        with pytest.raises(Refused, match="ValueRefused"):
            await world.as_("mz1").do(UPDATE, item=now, replacements=[said])
    await steps.carry(world, [item], department="mz1")
    world.today = date(2025, 4, 1)
    done = await steps.apply(world, [item])

    assert [(r["applied"], r["message"]) for r in done["results"]] == [(True, None)]
    (power,) = [p for p in await steps.powers(bb, name="公益摊位")]
    assert (power["listStatus"], power["type"], power["version"]) == ("LISTED", "INSPECTION", 1)
    assert [c["element"] for c in power["citations"]] == ["BASIS"]
    assert all(c["provisions"] for c in power["citations"])
    again = await steps.commit(fz, source)
    assert (again["created"], again["changed"]) == (0, 0)
