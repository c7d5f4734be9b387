"""H20: a basis that is a whole statute: what becomes of it when the whole statute goes, by each of its rows."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from graph.db import Graph
from tests.keeping import Keeper
from tests.scenarios import steps
from tests.scenarios.test_short_cases import kinds, rules_of
from tests.scenarios.town import Entry, Town, articles, cites, on

LAW, OTHER, NEW = "清溪苇塘管理条例", "清溪水域保护法", "清溪湿地保护条例"
FISH = "在苇塘电鱼、毒鱼的，由水务主管部门处二千元以上一万元以下的罚款。"
REEDS = "擅自收割苇塘芦苇的，由水务主管部门责令停止，处五百元以上三千元以下的罚款。"
KEEP = "任何单位和个人有权举报破坏苇塘的行为。"
POACHING, EELS = "对破坏苇塘的处罚", "对电鱼毒鱼的处罚"
DAY = "2024-06-01"


async def listed(graph: Graph) -> Town:
    """One power rests on the whole of a statute, another on that and on a law."""
    town = Town(graph)
    await town.settle()
    await town.law(LAW, articles(FISH, REEDS))
    await town.law(OTHER, articles(FISH), rank="LAW")
    both = f"{cites(LAW, '全文适用。')}\n{cites(OTHER, '第一条', tag='法律')}"
    await town.list_(
        Entry(name=POACHING, basis=cites(LAW, "全文适用。")), Entry(name=EELS, basis=both)
    )
    on(town, "2024-06-10")
    return town


@pytest.fixture
async def town(graph: Graph, keep: Keeper, tmp_path: Path) -> Town:
    return await keep("whole-statutes", partial(listed, graph), tmp_path)


async def _each_grants_alone(town: Town, name: str) -> None:
    (power,) = [p for p in await steps.powers(town.as_("bb1")) if p["name"] == name]
    groups = [
        {"citation": c["id"], "function": "SANCTION", "group": c["id"]}
        for c in power["citations"]
        if c["element"] == "BASIS"
    ]
    await steps.confirm_groups(town.as_("bb1"), power, groups)


async def test_the_whole_statute_is_repealed(town: Town) -> None:
    """L3 where nothing else is cited; L4 where another basis lives, once a person says that it stands alone."""
    await _each_grants_alone(town, EELS)
    source = await town.repeal(LAW, DAY)
    found = await town.impact(source)
    assert await town.survivals(source) == {POACHING: "V9", EELS: "V2"}
    assert (rules_of(found, POACHING), rules_of(found, EELS)) == ({"L3"}, {"L4"})
    assert kinds(await town.commit(source)) == {
        POACHING: ("CANCEL", ["6(1)"], "SUBSTANTIVE"),
        EELS: ("ADJUST", ["7(1)"], "SUBSTANTIVE"),
    }


async def _replaced(town: Town, *texts: str) -> str:
    """By another statute; 法制办 agrees to what was proposed."""
    await town.law(NEW, articles(*texts), since=DAY)
    version = town.texts[NEW][0]["version"]["id"]
    source = await town.agree(await town.effect("REPEAL_REPLACED", LAW, DAY, replacedBy=version))
    if await steps.proposals(town.as_("fz1"), version):
        await town.confirm(NEW)
    return source


@pytest.mark.parametrize(
    "texts",
    [(FISH, REEDS), (KEEP, FISH, REEDS), (FISH, REEDS.replace("三千元", "五千元"))],
    ids=["says the same", "says more", "says something else"],
)
async def test_the_whole_statute_is_replaced_by_another(town: Town, texts: tuple[str, ...]) -> None:
    """L23: whoever cites the whole looks the new one through, whatever it says; never a cancellation."""
    source = await _replaced(town, *texts)
    assert (await town.survivals(source))[POACHING] == "V3"
    assert rules_of(await town.impact(source), POACHING) == {"L23"}
    assert kinds(await town.commit(source))[POACHING] == ("ADJUST", ["7(1)"], "VERIFY")
