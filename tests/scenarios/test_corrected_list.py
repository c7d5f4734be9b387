"""A corrected file of a listed department: a difference, never a write (I13, G17)."""

from __future__ import annotations

from pathlib import Path

from graph.db import Graph
from sample import setting_up
from sample.build import write_workbook
from sample.rows import printed_rows
from tests.scenarios import steps
from tests.scenarios.world import World

TRANSPORT = "交通运输局"

DIFFERENCE = """
query($intake: ID!) {
  listDifference(intake: $intake) {
    ... on ListDifference {
      same changed { nodes { power { name } recognisedBy changes { element listed filed } } }
      added { nodes { name } } removed { nodes { name } } ambiguous { totalCount } }
  }
}"""


async def test_a_corrected_file_is_compared_and_changes_no_line(
    graph: Graph, tmp_path: Path
) -> None:
    """《办法》第八条: the list changes by decision alone."""
    world = World(graph)
    await steps.people(world)
    await steps.lists(world, tmp_path, TRANSPORT)
    bb = world.as_("bb1")
    rows = list(printed_rows(TRANSPORT))
    rows[2]["承办机构"] = "另一科室"
    gone, new = rows.pop(5), {**rows[8], "事项名称": "对新增一项的处罚"}
    corrected = write_workbook(tmp_path / "更正.xlsx", [*rows, new])

    done = await setting_up.import_list(bb, corrected, steps.LIST_DAY)
    found = (await bb.ask(DIFFERENCE, intake=done["intakeId"]))["listDifference"]

    assert [
        (c["power"]["name"], [e["element"] for e in c["changes"]])
        for c in found["changed"]["nodes"]
    ] == [(rows[2]["事项名称"], ["UNDERTAKER"])]
    assert [a["name"] for a in found["added"]["nodes"]] == ["对新增一项的处罚"]
    assert [r["name"] for r in found["removed"]["nodes"]] == [gone["事项名称"]]
    assert {p["version"] for p in await steps.powers(bb)} == {1}
