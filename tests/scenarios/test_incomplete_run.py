"""I11: a run that could not read all that it may touch can be read, says why, and is refused when committed."""

from __future__ import annotations

from dataclasses import replace

from graph.db import Graph
from tests.scenarios import documents, steps
from tests.scenarios.town import Entry, Town, articles, cites, on

RULES = "清溪码头管理条例"
GOAL = "为了加强码头管理，制定本条例。"
MOOR = "在禁止停泊的水域停泊的，由水务主管部门处五百元以上三千元以下的罚款。"
NAMES = [f"对违规停泊的处罚（{n}）" for n in range(3)]

SUMMARY = f"""
query($source: ID!) {{ impact(source: $source) {{
  ... on Impact {{ digest complete incompleteReason items {{ totalCount }} tasks {{ totalCount }}
    hits {{ totalCount nodes {{ outcome rules }} }} }} {documents.PROBLEM} }} }}"""


async def test_a_run_that_did_not_read_everything_is_read_and_not_committed(graph: Graph) -> None:
    town = Town(graph)
    await town.settle()
    await town.law(RULES, articles(GOAL, MOOR))
    await town.list_(*(Entry(name=name, basis=cites(RULES, "第二条")) for name in NAMES))
    on(town, "2024-06-10")
    source = await town.repeal(RULES, "2024-06-01")
    fz, whole = town.as_("fz1"), town.pack

    town.pack = replace(whole, powers_at_once=2)
    narrow = town.as_("fz1")
    found = (await narrow.ask(SUMMARY, source=source))["impact"]
    assert found["complete"] is False
    assert "1 项" in found["incompleteReason"]
    assert [found[part]["totalCount"] for part in ("items", "tasks")] == [0, 0]
    hits = found["hits"]["nodes"]
    assert [(h["outcome"], h["rules"]) for h in hits] == [("WATCH", ["L0"])] * 2
    given = {"source": source, "digest": found["digest"]}
    refused = (await narrow.ask(documents.COMMIT, **given))["commitImpact"]
    assert refused["code"] == "RunIncomplete"
    assert await steps.requests(fz) == []

    town.pack = replace(whole, powers_at_once=3)
    found = (await town.as_("fz1").ask(SUMMARY, source=source))["impact"]
    assert (found["complete"], found["incompleteReason"]) == (True, None)
    (first, *_) = items = await town.commit(source)
    assert len(items) == 3

    town.pack = replace(whole, powers_at_once=2)
    filed = await town.as_("sw1").ask(documents.SUBMIT, items=steps.chosen([first]))
    assert filed["submitRequest"]["code"] == "RunIncomplete", "not taken for stale by half a plan"
