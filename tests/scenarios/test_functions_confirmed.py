"""引用功能: a confirmation given for a provision and a type holds for every basis of that type that cites it, and no further (3.2)."""

from __future__ import annotations

from typing import Any

from graph.db import Graph
from tests.scenarios import steps
from tests.scenarios.town import Entry, Town, articles, cites, on

LAW, OTHER = "清溪苗圃管理条例", "清溪种苗条例"
GOAL = "为了保护苗圃，制定本条例。"
DUTY = "苗圃经营者应当建立种苗档案。"
FINE = "未建立种苗档案的，由水务主管部门处五百元以上三千元以下的罚款。"
ONE, RANGE = "对未建立种苗档案的处罚", "对苗圃违法行为的处罚"

QUESTIONS = "{ myTasks(first: 100) { nodes { task { kind causeId alarm } } } }"
CITED = "{ powers(first: 50) { nodes { name citations { element coarse function source } } } }"


async def test_one_article_does_not_speak_for_a_range_nor_for_another_element(graph: Graph) -> None:
    town = Town(graph)
    await town.settle()
    await town.law(LAW, articles(GOAL, DUTY, FINE))
    liability = f"《{LAW}》第三条"
    await town.list_(
        Entry(name=ONE, basis=cites(LAW, "第三条"), liability=liability),
        Entry(name=RANGE, basis=cites(LAW, "第二条至第三条")),
    )
    (unit,) = await town.places(LAW, "3")
    await steps.confirm_function(town.as_("bb1"), unit, "SUBJECT")

    rows: list[dict[str, Any]] = (await town.as_("bb1").ask(CITED))["powers"]["nodes"]
    told = {
        (row["name"], c["element"], c["coarse"]): (c["source"], c["function"] == "SUBJECT")
        for row in rows
        for c in row["citations"]
    }
    assert told[ONE, "BASIS", False] == ("CONFIRMED", True)
    assert told[ONE, "LIABILITY_BASIS", False] == ("ASSUMED", False)
    assert told[RANGE, "BASIS", True] == ("ASSUMED", False)


async def asked(town: Town) -> bool:
    """Whether 编办 is asked for the functions of the power, and called for it thirty days before the first change (L12)."""
    mine = (await town.as_("bb1").ask(QUESTIONS))["myTasks"]["nodes"]
    wanted = {"kind": "CONFIRM_FUNCTIONS", "causeId": None, "alarm": "2024-05-02"}
    return wanted in [entry["task"] for entry in mine]


async def test_a_question_about_the_list_is_closed_when_no_change_asks_it_any_more(
    graph: Graph,
) -> None:
    """Answered for the provisions, not for the power; each change that asked is analysed again."""
    town = Town(graph)
    await town.settle()
    for title in (LAW, OTHER):
        await town.law(title, articles(GOAL, FINE))
    await town.list_(Entry(name=ONE, basis=f"{cites(LAW, '第二条')}\n{cites(OTHER, '第二条')}"))
    on(town, "2024-06-10")
    gone = await town.repeal(LAW, "2024-06-01")
    paused = await town.agree(await town.effect("SUSPEND", OTHER, "2024-06-05"))
    for source in (gone, paused):
        await town.commit(source)
        assert await asked(town)

    for title in (LAW, OTHER):
        (unit,) = await town.places(title, "2")
        await steps.confirm_function(town.as_("fz1"), unit, "SANCTION")
    await town.commit(gone)
    assert await asked(town), "the other change has not been analysed again"
    await town.commit(paused)
    assert not await asked(town)
