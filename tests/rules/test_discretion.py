"""裁量基准: a fine of another range, and the documents that spell it out (H23, X2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.model.law import (
    EffectType,
    Finding,
    Kind,
    Opinion,
    ParentLink,
    Rank,
    Support,
)
from graph.model.plan import Cause, DraftTask, Plan, TaskKind
from graph.model.power import Power, PowerType
from graph.rules.amounts import fines
from graph.rules.discretion import LOOK
from graph.rules.planner import plan
from tests.rules.test_planner import DAY, NEW, NEXT, OLD, START, drawn, effect
from tests.rules.worlds import PACK, World, a_power, cites

FINE = "占道经营的，处一千元以上三千元以下的罚款。"
HIGHER = "占道经营的，处二千元以上五千元以下的罚款。"
OTHER = "乱倒垃圾的，处一百元以上二百元以下的罚款。"
GUIDE = "裁量基准@1"
STEPS = "占道经营不足一日的，为轻微；一日以上的，为一般。"


def revised(first: str = HIGHER, *, under: str = f"<{OLD} 1>", rank: Rank = Rank.NORMATIVE_DOCUMENT, territory: str = "") -> World:  # fmt: skip
    """条例 1 reads otherwise from DAY on, 2 stays as it is; a document of the district was made under 条例 1."""
    world = World()
    world.text(OLD, START, {"1": FINE, "2": OTHER})
    world.text(NEW, DAY, {"1": first, "2": OTHER})
    kind = Kind.EDITORIAL if first == FINE else Kind.MODIFIED
    world.link(f"{OLD} 1", kind, f"{NEW} 1", support=Support.SUPPORTS)
    world.link(f"{OLD} 2", Kind.SAME, f"{NEW} 2")
    world.text(GUIDE, START, {"1": STEPS}, rank=rank, own=True, territory=territory)
    world.parents["裁量基准"] = (ParentLink(child="裁量基准", parent=under),)
    return world


STALL = a_power("p", cites("c", f"{OLD} 1"))
CHANGE = Cause(id="修订", versions=(NEW,), effective=(DAY,))


def planned(world: World, *powers: Power) -> Plan:
    return drawn(world, *(powers or (STALL,)), cause=CHANGE)


def cleanups(found: Plan) -> list[DraftTask]:
    return [task for task in found.tasks if task.kind is TaskKind.CLEANUP]


def warnings(found: Plan) -> set[str]:
    return {warning for item in found.items for warning in item.warnings}


def test_h23_a_fine_of_another_range_has_the_document_cleaned_up_that_spells_it_out() -> None:
    found = planned(revised(), STALL, replace(STALL, id="q"))
    (task,) = cleanups(found)
    assert (task.rule, task.role, task.subject, task.cause) == ("X2", "FZ", "裁量基准", "修订")
    assert task.powers == ("p", "q"), "one task, with all powers whose fine it spells out"
    assert {item.rules for item in found.items} == {("L9",)}
    assert {hit.tasks for hit in found.hits} == {(task.key,)}


def test_h23_where_no_document_is_recorded_the_item_says_what_to_look_for() -> None:
    """Nothing is guessed; the note is the same with a document, so that recording one undoes no approval."""
    world = revised()
    world.parents.clear()
    found = planned(world)
    assert cleanups(found) == []
    assert warnings(found) == warnings(planned(revised())) == {LOOK}


@pytest.mark.parametrize(
    "under", [f"<{NEW} 1>", "条例", f"<{OLD} 1>"], ids=["new text", "statute", "old text"]
)
def test_the_document_may_be_made_under_the_provision_in_either_text_or_under_its_statute(
    under: str,
) -> None:
    assert [task.subject for task in cleanups(planned(revised(under=under)))] == ["裁量基准"]


def test_a_document_made_under_another_article_is_left_alone() -> None:
    found = planned(revised(under=f"<{OLD} 2>"))
    assert cleanups(found) == []
    assert warnings(found) == {LOOK}


def test_a_link_to_an_earlier_text_goes_on_through_its_confirmed_successors() -> None:
    """X6: made under 条例 1 as it first was; the second revision finds it as well."""
    world = revised(HIGHER)
    world.text("条例@3", NEXT, {"1": HIGHER.replace("五千", "九千"), "2": OTHER})
    world.link(f"{NEW} 1", Kind.MODIFIED, "条例@3 1", support=Support.SUPPORTS)
    world.link(f"{NEW} 2", Kind.SAME, "条例@3 2")
    power = a_power("p", cites("c", f"{NEW} 1"))
    again = Cause(id="再修订", versions=("条例@3",), effective=(NEXT,))
    (task,) = cleanups(drawn(world, power, cause=again, others=(CHANGE,)))
    assert (task.subject, task.cause) == ("裁量基准", "再修订")


@pytest.mark.parametrize(
    "first",
    [
        FINE.replace("占道", "占用道路"),
        FINE.replace("一千元", "1000元").replace("经营的", "摆卖的"),
    ],
    ids=["conduct", "amount in other figures"],
)
def test_a_change_that_leaves_the_range_as_it_was_asks_nobody(first: str) -> None:
    """L9 all the same."""
    found = planned(revised(first))
    assert {item.rules for item in found.items} == {("L9",)}
    assert (cleanups(found), warnings(found)) == ([], set())


def test_a_range_that_moved_as_it_was_to_another_number_asks_nobody() -> None:
    found = planned(revised(FINE))
    assert {item.rules for item in found.items} <= {("L8",)}
    assert (cleanups(found), warnings(found)) == ([], set())


@pytest.mark.parametrize("rank", [Rank.LOCAL_REGULATION, Rank.CITY_RULE])
def test_a_norm_that_may_set_penalties_itself_is_none_of_these(rank: Rank) -> None:
    assert cleanups(planned(revised(rank=rank))) == []


def test_a_document_of_another_place_or_one_that_has_ended_is_left_alone() -> None:
    assert cleanups(planned(revised(territory="51"))) == []
    world = revised()
    ended = effect(EffectType.REPEAL_WHOLE, instrument="裁量基准", effective=date(2021, 1, 1))
    world.effects.append(ended)
    assert cleanups(planned(world)) == []


def test_only_a_penalty_has_a_range_of_discretion() -> None:
    power = a_power("p", cites("c", f"{OLD} 1"), type_=PowerType.OTHER)
    assert (cleanups(planned(revised(), power)), warnings(planned(revised(), power))) == ([], set())


@pytest.mark.parametrize("finding", [Finding.KEEP, Finding.AMEND, Finding.FORWARDED])
def test_what_the_legal_office_answered_is_not_asked_again_until_the_text_changes_again(
    finding: Finding,
) -> None:
    world = revised()
    world.opinions.append(Opinion(id="意见", rule="L5", subject="裁量基准", finding=finding, seq=7))
    asked = {seq: cleanups(_when_recorded(world, seq)) for seq in (6, 8)}
    assert asked[6] == []
    assert len(asked[8]) == 1, "the text came after the opinion"


def _when_recorded(world: World, seq: int) -> Plan:
    """The new text was recorded by this event."""
    book = replace(world.book, recorded={NEW: seq})
    return plan(CHANGE, [STALL], book, PACK, today=DAY)


def test_a_range_is_what_a_clause_on_a_fine_names_however_it_is_printed() -> None:
    said = "处1000元以上三千元以下的罚款；逾期的，处货值百分之五以上10%以下、违法所得二倍以上五倍以下的罚款。"
    assert fines(said) == (("1000元", "3000元"), ("2倍", "5倍", "5%", "10%"))
    assert fines("责令改正，给予警告。") == ()
