"""成对事项: the end of a sub-item and the adjustment of its power go to the list together or not at all (L13, C15)."""

from __future__ import annotations

from typing import Any

import pytest

from graph.db import Graph
from tests.scenarios import documents, steps
from tests.scenarios.documents import PROBLEM
from tests.scenarios.town import Entry, Row, Town, articles, cites, on

LAW, POWER = "清溪堤岸管理条例", "对堤岸违法行为的处罚"
GOAL = "为了加强清溪堤岸管理，保障行洪安全，制定本条例。"
DUMP, SHED = "（一）在堤岸堆放垃圾的；", "（二）在堤岸搭建棚屋的。"
LEAD = "有下列行为之一的，由水务主管部门责令改正，处二百元以上一千元以下的罚款："
NO = {"verdict": "REJECT", "opinion": "不予同意"}
RESUBMIT = f"""
mutation($item: ChosenInput!) {{
  resubmitRequest(item: $item) {{ ... on Item {{ id version state }} {PROBLEM} }} }}"""


@pytest.fixture
async def town(graph: Graph) -> Town:
    """A revision drops 第（二）项: the sub-item ends by 6(1) on route A, its power is adjusted on route B."""
    town = Town(graph)
    await town.settle()
    await town.law(LAW, articles(GOAL, f"{LEAD}\n{DUMP}\n{SHED}"))
    await town.list_(
        Entry(name=POWER, basis=cites(LAW, "第二条")),
        Entry(name="", sub="对堆放垃圾的处罚", basis=cites(LAW, "第二条第（一）项")),
        Entry(name="", sub="对搭建棚屋的处罚", basis=cites(LAW, "第二条第（二）项")),
    )
    on(town, "2024-06-10")
    changed = articles(GOAL, f"{LEAD}\n{DUMP.replace('；', '。')}")
    town.instrument = await town.revise(LAW, changed, "2024-06-01")
    await town.confirm(LAW)
    await town.commit(town.instrument)
    return town


async def pair(town: Town) -> tuple[Row, Row]:
    """The sub-item's cancellation and the power's adjustment, as they now stand."""
    items = await steps.requests(town.as_("bb1"))
    live = {i["kind"]: i for i in items if i["state"] != "WITHDRAWN"}
    return live["CANCEL_SUB_ITEM"], live["ADJUST"]


async def approved(town: Town) -> tuple[Row, Row]:
    for item in await pair(town):
        await steps.carry(town, [item], department="sw1")
    return await pair(town)


async def applied(town: Town, *items: Row, **other: Any) -> dict[str, str | None]:
    """Kind → why it was not applied; the first is sent with what else is given."""
    given = [
        {"id": i["id"], "expectedVersion": i["version"], "expectedHash": i["contentHash"]}
        for i in items
    ]
    done = await town.as_("bb1").do(documents.APPLY, items=[given[0] | other, *given[1:]])
    kinds = {i["id"]: i["kind"] for i in items}
    return {kinds[r["id"]]: r["problem"] for r in done["results"]}


async def applicable(town: Town) -> set[str]:
    """Kinds of the items that 编办 is told it can apply; its tray says the same (F40)."""
    items = await steps.requests(town.as_("bb1"))
    asked = "{ myTasks(first: 50) { nodes { item { kind actions } } } }"
    tray = (await town.as_("bb1").ask(asked))["myTasks"]["nodes"]
    found = {item["kind"] for item in items if "APPLY" in item["actions"]}
    mine = [row["item"] for row in tray if row["item"]]
    assert found == {item["kind"] for item in mine if "APPLY" in item["actions"]}
    return found


async def test_one_of_a_pair_is_not_applied_alone_in_whatever_way_the_other_fails(
    town: Town,
) -> None:
    part, power = await pair(town)
    assert (part["route"], power["route"]) == ("A", "B")
    await steps.carry(town, [power], department="sw1")
    _, power = await pair(town)
    assert await applied(town, power) == {"ADJUST": "PairOpen"}, "the other is still a draft"
    assert await applicable(town) == set()
    await steps.carry(town, [part], department="sw1")
    assert await applicable(town) == {"CANCEL_SUB_ITEM", "ADJUST"}, "together"
    part, power = await pair(town)
    assert await applied(town, power) == {"ADJUST": "PairOpen"}, "approved, and not sent along"
    assert await applied(town, part, power, expectedHash="0" * 64) == {
        "CANCEL_SUB_ITEM": "HashDiffers",
        "ADJUST": "PairOpen",
    }
    assert await applied(town, part, power, expectedVersion=1) == {
        "CANCEL_SUB_ITEM": "VersionConflict",
        "ADJUST": "PairOpen",
    }
    assert len((await town.as_("bb1").ask(documents.EDITIONS))["listEditions"]["nodes"]) == 1
    assert await applied(town, part, power) == {"CANCEL_SUB_ITEM": None, "ADJUST": None}


async def test_a_member_that_is_rejected_takes_the_other_back(town: Town) -> None:
    """C15: also one that is approved already."""
    part, power = await pair(town)
    await steps.carry(town, [power], department="sw1")
    await steps.step(town.as_("sw1"), documents.SUBMIT, [part])
    part, _ = await pair(town)
    await steps.step(town.as_("bb1"), documents.ORG_REVIEW, [part], **NO)
    part, power = await pair(town)
    assert (part["state"], power["state"]) == ("REJECTED", "RETURNED")
    await steps.carry(town, [power], department="sw1")
    _, power = await pair(town)
    assert await applied(town, power) == {"ADJUST": "PairOpen"}


async def test_a_member_that_was_withdrawn_and_handed_in_again_is_still_the_other_half(
    town: Town,
) -> None:
    part, _ = await pair(town)
    (gone,) = await steps.step(town.as_("sw1"), documents.WITHDRAW, [part])
    await town.as_("sw1").do(RESUBMIT, item=steps.chosen([gone])[0])
    part, power = await approved(town)
    assert await applied(town, power) == {"ADJUST": "PairOpen"}
    assert await applied(town, part, power) == {"CANCEL_SUB_ITEM": None, "ADJUST": None}


async def test_a_pair_that_was_withdrawn_and_handed_in_again_is_still_a_pair(town: Town) -> None:
    """R8.4: both under numbers of their own; committing again adds nothing (I5)."""
    gone = await steps.step(town.as_("sw1"), documents.WITHDRAW, [*await pair(town)])
    for item in gone:
        await town.as_("sw1").do(RESUBMIT, item=steps.chosen([item])[0])
    again = await steps.commit(town.as_("fz1"), town.instrument)
    assert (again["created"], again["changed"]) == (0, 0)
    part, power = await approved(town)
    assert {part["id"], power["id"]}.isdisjoint(i["id"] for i in gone)
    assert await applied(town, part) == {"CANCEL_SUB_ITEM": "PairOpen"}
    assert await applied(town, power) == {"ADJUST": "PairOpen"}
    assert await applied(town, part, power) == {"CANCEL_SUB_ITEM": None, "ADJUST": None}
