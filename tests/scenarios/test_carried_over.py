"""What was found about a citation, and what a line said, outlives the decision that redrafts its element."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.db import Graph
from tests.keeping import Keeper
from tests.scenarios import steps
from tests.scenarios.town import Entry, Row, Town, articles, cites, of, on

FISHERY, WATERS = "清溪渔业管理条例", "清溪水域环境条例"
GOAL = "为了保护清溪水域，制定本条例。"
NETS = "使用禁用渔具捕捞的，由水务主管部门处二千元以上一万元以下的罚款。"
POISON = "向水域投放有毒物质捕捞的，由水务主管部门处一万元以上五万元以下的罚款。"
HARM = "对使用禁用渔具的处罚"

CITATIONS = """
query($where: PowerWhere) { powers(where: $where) { nodes { name listStatus version
  citations { id version printed function group source unlinkedReason provisions { place text } } } } }"""


@pytest.fixture
async def town(graph: Graph, keep: Keeper, tmp_path: Path) -> Town:
    """Two statutes; one power that rests on both, the second with its title misspelt in the list."""

    async def play() -> Town:
        town = Town(graph)
        await town.settle()
        await town.law(FISHERY, articles(GOAL, NETS))
        await town.law(WATERS, articles(GOAL, POISON))
        basis = f"{cites(FISHERY, '第二条')}\n{cites('清溪水域环境条列', '第二条')}"
        await town.list_(Entry(name=HARM, basis=basis))
        on(town, "2024-06-10")
        return town

    return await keep("carried", play, tmp_path)


async def cited(town: Town) -> tuple[Row, Row]:
    """The citations of the fishery statute and of the other one."""
    (power,) = (await town.as_("bb1").ask(CITATIONS))["powers"]["nodes"]
    first, second = power["citations"]
    return (first, second) if FISHERY in first["printed"] else (second, first)


async def raise_fine(town: Town, title: str, text: str, old: str, new: str) -> str:
    return await town.revise(title, articles(GOAL, text.replace(old, new)), "2024-06-01")


async def test_link_and_function_found_by_people_go_on_when_the_element_is_redrafted(
    town: Town,
) -> None:
    fishery, waters = await cited(town)
    assert waters["unlinkedReason"] is not None
    (unit,) = await town.places(WATERS, "2")
    await steps.link(town.as_("sw1"), waters, unit)
    groups = [
        {"citation": fishery["id"], "function": "SANCTION", "group": "渔具"},
        {"citation": waters["id"], "function": "SANCTION", "group": "投毒"},
    ]
    (power,) = await steps.powers(town.as_("fz1"))
    await steps.confirm_groups(town.as_("fz1"), power, groups)
    pending = await raise_fine(town, WATERS, POISON, "五万元", "八万元")
    source = await raise_fine(town, FISHERY, NETS, "一万元", "三万元")
    await town.confirm(FISHERY)
    item = of(await town.commit(source), HARM)
    await steps.carry(town, [item], department="sw1")
    assert (await steps.apply(town, [item]))["results"][0]["applied"]

    fishery, waters = await cited(town)
    assert "三万元" in fishery["provisions"][0]["text"], "the list quotes the new text"
    assert waters["unlinkedReason"] is None
    assert "五万元" in waters["provisions"][0]["text"], (
        "it still quotes what it quoted, not today's"
    )
    found = [(c["function"], c["group"], c["source"]) for c in (fishery, waters)]
    assert found == [("SANCTION", "渔具", "CONFIRMED"), ("SANCTION", "投毒", "CONFIRMED")]
    hits = (await town.impact(pending))["hits"]["nodes"]
    assert (HARM, "UNCERTAIN") in [(h["power"]["name"], h["state"]["state"]) for h in hits]


async def test_a_cancelled_power_says_to_the_end_what_the_list_last_said(town: Town) -> None:
    _, waters = await cited(town)
    (unit,) = await town.places(WATERS, "2")
    await steps.link(town.as_("sw1"), waters, unit)
    before = await cited(town)
    await town.repeal(WATERS, "2024-06-01")
    source = await town.repeal(FISHERY, "2024-06-01")
    item = of(await town.commit(source), HARM)
    assert item["kind"] == "CANCEL"
    await steps.carry(town, [item], department="sw1")
    await steps.apply(town, [item])

    (power,) = (await town.as_("bb1").ask(CITATIONS))["powers"]["nodes"]
    assert (power["listStatus"], power["version"]) == ("CANCELLED", 2)
    assert sorted(c["id"] for c in power["citations"]) == sorted(c["id"] for c in before)
