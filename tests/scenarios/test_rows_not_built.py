"""Rows that are not built are refused by name, and nothing is written (rules.md 3.8: C14, C17, T7)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph.db import Graph
from sample.api import Refused
from tests.keeping import Keeper
from tests.scenarios import documents, steps
from tests.scenarios.town import WATER, Entry, Row, Town, articles, cites, on

LAW, SISTER = "清溪桥梁管理条例", "清溪隧道管理条例"
GOAL = "为了保障桥梁安全，制定本条例。"
DIG = "在桥梁保护范围内取土的，由水务主管部门处一千元以上五千元以下的罚款。"
RAISED = DIG.replace("五千元", "八千元")
FINE = "对在桥梁保护范围内取土的处罚"


@pytest.fixture
async def town(graph: Graph, keep: Keeper, tmp_path: Path) -> Town:
    """One power on one statute, in June."""

    async def play() -> Town:
        town = Town(graph)
        await town.settle()
        await town.law(LAW, articles(GOAL, DIG))
        await town.law(SISTER, articles(GOAL, DIG))
        await town.list_(Entry(name=FINE, basis=cites(LAW, "第二条"), holder=WATER))
        on(town, "2024-06-10")
        return town

    return await keep("rows_not_built", play, tmp_path)


async def refusal(town: Town, source: str) -> str:
    with pytest.raises(Refused, match="RowNotBuilt") as told:
        await steps.commit(town.as_("fz1"), source)
    return str(told.value)


async def granted(town: Town, title: str, organ: str) -> str:
    """One inspection, found in a new statute to be of one department."""
    (unit,) = await town.places(title, "2")
    made = await town.effect("ENACT", title, "2024-06-01", provisions=[unit["provisionId"]])
    conduct = "对桥梁和隧道的检查"
    grant = {"powerType": "INSPECTION", "level": "COUNTY", "organ": town.organs[organ]}
    return await town.agree(made, grant | {"conduct": conduct})


async def test_c14_two_departments_are_not_both_given_the_same_new_power(town: Town) -> None:
    """O13 decides between them: until it is built, the second is refused."""
    await town.commit(await granted(town, LAW, "SW"))
    second = await granted(town, SISTER, "CG")
    assert "C14" in await refusal(town, second)
    assert len(await steps.requests(town.as_("bb1"))) == 1


async def raised(town: Town) -> tuple[str, Row]:
    source = await town.revise(LAW, articles(GOAL, RAISED), "2024-06-01")
    await town.confirm(LAW)
    (item,) = await town.commit(source)
    return source, item


async def test_c17_a_request_is_not_judged_under_another_rule_pack_unseen(town: Town) -> None:
    _, item = await raised(town)
    (filed,) = await steps.step(town.as_("sw1"), documents.SUBMIT, [item])
    town.pack = replace(town.pack, version="2")
    with pytest.raises(Refused, match="RowNotBuilt") as told:
        await steps.step(town.as_("bb1"), documents.ORG_REVIEW, [filed])
    assert "C17" in str(told.value)
    (same,) = await steps.requests(town.as_("bb1"))
    assert (same["state"], same["version"]) == ("ORG_REVIEW", filed["version"])


async def answered_anew(town: Town, **answer: object) -> None:
    """法制办 thinks better of what became of 第二条."""
    fz, version = town.as_("fz1"), town.texts[LAW][-1]["version"]["id"]
    (pair,) = [c for c in await steps.correspondences(fz, version) if c["old"]["place"] == "2"]
    said = {"id": pair["id"], "expectedVersion": pair["version"], **answer}
    await fz.do(documents.CONFIRM, answers=[said])


async def test_t7_what_was_applied_is_not_left_without_its_ground_unseen(town: Town) -> None:
    """H19: it takes a compensating item; until that is built the correction cannot be committed."""
    source, item = await raised(town)
    await steps.carry(town, [item], department="sw1")
    await steps.apply(town, [item])
    await answered_anew(town, assessment={"support": "WIDER"})
    again = await steps.commit(town.as_("fz1"), source)
    assert (again["created"], again["changed"]) == (0, 0), "the list says what it would say"
    await answered_anew(town, kind="DELETED", new=[])
    assert "T7" in await refusal(town, source)
    (power,) = await steps.powers(town.as_("bb1"))
    assert (power["listStatus"], power["version"]) == ("LISTED", 2)


async def test_t7_a_cancellation_whose_repeal_was_rejected_is_not_left_unseen(town: Town) -> None:
    source = await town.repeal(LAW, "2024-06-01")
    (item,) = await town.commit(source)
    await steps.carry(town, [item], department="sw1")
    await steps.apply(town, [item])
    await town.reject(source)
    assert "T7" in await refusal(town, source)
