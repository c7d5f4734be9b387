"""引用功能: a confirmation given for a provision and a type holds for every basis of that type that cites it, and no further (3.2)."""

from __future__ import annotations

from typing import Any

from graph.db import Graph
from tests.scenarios.documents import PROBLEM
from tests.scenarios.town import Entry, Town, articles, cites

LAW = "清溪苗圃管理条例"
GOAL = "为了保护苗圃，制定本条例。"
DUTY = "苗圃经营者应当建立种苗档案。"
FINE = "未建立种苗档案的，由水务主管部门处五百元以上三千元以下的罚款。"
ONE, RANGE = "对未建立种苗档案的处罚", "对苗圃违法行为的处罚"

CONFIRM = f"""
mutation($provision: ID!) {{
  confirmProvisionFunction(provision: $provision, powerType: PENALTY, function: SUBJECT) {{
    ... on Done {{ id }} {PROBLEM} }} }}"""
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
    await town.as_("bb1").do(CONFIRM, provision=unit["provisionId"])

    rows: list[dict[str, Any]] = (await town.as_("bb1").ask(CITED))["powers"]["nodes"]
    told = {
        (row["name"], c["element"], c["coarse"]): (c["source"], c["function"] == "SUBJECT")
        for row in rows
        for c in row["citations"]
    }
    assert told[ONE, "BASIS", False] == ("CONFIRMED", True)
    assert told[ONE, "LIABILITY_BASIS", False] == ("ASSUMED", False)
    assert told[RANGE, "BASIS", True] == ("ASSUMED", False)
