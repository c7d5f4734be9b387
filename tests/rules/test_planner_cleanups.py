"""清理: a doubt about a norm is put to 法制办 once, whichever cause is asked next (X2, X3, L5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from graph.model.law import EffectType, Finding, Kind, Opinion, ParentLink, Rank, Standing
from graph.model.plan import Cause, DraftTask, TaskKind
from graph.model.power import Function, Power, PowerType
from graph.rules.tasks import merge
from tests.rules.test_planner import CAUSE, NEXT, OLD, START, a_revision, drawn, effect
from tests.rules.worlds import FINE, PACK, World, a_power, cites

REPEAL = effect(EffectType.REPEAL_WHOLE, instrument="上位法", effective=START.replace(year=2022))
FIRST = Cause(id="决定", effects=(REPEAL.id,), effective=(REPEAL.effective,))


def orphan(*, own: bool = False) -> World:
    """细则 under 上位法, which is repealed in 2022; 条例 is revised in 2023."""
    world = a_revision()
    world.text("上位法@1", START, {"1": f"违规的，{FINE}"}, rank=Rank.LAW)
    world.text("细则@1", START, {"5": f"违规的，{FINE}"}, rank=Rank.LOCAL_REGULATION, own=own)
    world.text("细则@2", NEXT, {"6": f"违规的，{FINE}"})
    world.link("细则@1 5", Kind.RENUMBERED, "细则@2 6")
    world.parents["细则"] = (ParentLink(child="细则", parent="上位法"),)
    world.effects.append(REPEAL)
    return world


def cleanups(tasks: Iterable[DraftTask]) -> set[tuple[str, str]]:
    return {(task.subject, task.cause) for task in tasks if task.kind is TaskKind.CLEANUP}


def test_x2_a_hold_that_was_unsure_in_between_is_not_asked_again() -> None:
    """V5 by the repeal, V4 while a second basis was unsure, V5 again when that died."""
    world = orphan()
    world.text("条例@3", NEXT, {"1": f"另一种行为的，{FINE}"})
    world.link(f"{OLD} 1", Kind.RENUMBERED, "条例@2 2", standing=Standing.PROPOSED)
    dead = effect(EffectType.REPEAL_WHOLE, id="废条例", source="再决定", effective=NEXT)
    world.effects.append(dead)
    second = Cause(id="再决定", effects=(dead.id,), effective=(NEXT,))
    world.effects.append(
        effect(
            EffectType.SUSPEND, id="停", source="停", instrument="条例", effective=REPEAL.effective
        )
    )
    power = a_power("p", cites("c", "细则@1 5"), cites("d", f"{OLD} 1"))
    found = drawn(world, power, cause=second, others=(FIRST, CAUSE))
    assert "V5" in {row.survival for row in found.hits}
    assert cleanups(found.tasks) == {("细则", "决定")}


def test_x2_beside_an_item_the_orphan_is_the_question_of_what_orphaned_it() -> None:
    """DOUBTFUL: the next cause only renumbers the clause of the orphan."""
    world = orphan()
    revised = Cause(id="改细则", versions=("细则@2",), effective=(NEXT,))
    power = a_power("p", cites("c", "细则@1 5"), cites("d", f"{OLD} 8"))
    world.link(f"{OLD} 8", Kind.SAME, "条例@2 8")
    found = drawn(world, power, cause=revised, others=(FIRST, CAUSE))
    assert {row.survival for row in found.hits} <= {"V1", "V3"}
    assert cleanups(found.tasks) == {("细则", "决定")}


def flagged(*opinions: Opinion, own: bool = True) -> tuple[World, Power]:
    """A 规范性文件 is the sole basis of a 确认; its clause is renumbered in 2024."""
    world = World(opinions=list(opinions))
    words = "应当对申请人的资格予以确认"
    world.text("细则@1", START, {"5": words}, rank=Rank.NORMATIVE_DOCUMENT, own=own)
    world.text("细则@2", NEXT, {"6": words})
    world.link("细则@1 5", Kind.RENUMBERED, "细则@2 6")
    cited = cites("c", "细则@1 5", function=Function.GRANT)
    return world, a_power("p", cited, type_=PowerType.CONFIRMATION)


def cleaned(finding: Finding) -> Opinion:
    return Opinion(id="意见", rule="L5", subject="细则", finding=finding)


REVISED = Cause(id="改细则", versions=("细则@2",), effective=(NEXT,))


def test_a_document_that_is_the_sole_grant_is_cleaned_up_and_an_answer_ends_the_question() -> None:
    """规范性文件 of the last row of the matrix: flagged, not killed; what 法制办 answered is not asked again."""
    world, power = flagged()
    assert cleanups(drawn(world, power, cause=REVISED).tasks) == {("细则", "")}
    world, power = flagged(cleaned(Finding.KEEP))
    assert drawn(world, power, cause=REVISED).tasks == ()
    world, power = flagged(cleaned(Finding.FORWARDED), own=False)
    (watch,) = drawn(world, power, cause=REVISED).tasks
    assert (watch.kind, watch.rule) == (TaskKind.WATCH, "X3")


@pytest.mark.parametrize("finding", [Finding.REPEAL, Finding.AMEND])
def test_a_document_of_the_district_that_is_to_be_repealed_or_amended_lives_until_it_is(
    finding: Finding,
) -> None:
    """V9 needs its day: the opinion has none, the repeal does."""
    world, power = flagged(cleaned(finding))
    found = drawn(world, power, cause=REVISED)
    assert {j.survival.id for j in found.judgements} == {"V3"}
    (watch,) = found.tasks
    assert (watch.kind, watch.rule) == (TaskKind.WATCH, "X3")
    assert "上报" not in watch.sentence, "the district decides itself"


def test_l12_who_has_not_answered_is_called_before_the_day() -> None:
    """Once for the first day on which something waits; a watch calls nobody."""
    world, power = flagged()
    (asked,) = drawn(world, power, cause=REVISED).tasks
    assert asked.alarm == NEXT - timedelta(days=PACK.thresholds.alarm_days)
    world, power = flagged(cleaned(Finding.FORWARDED), own=False)
    (watch,) = drawn(world, power, cause=REVISED).tasks
    assert watch.alarm is None
    late = replace(asked, alarm=NEXT)
    assert [t.alarm for t in merge([late, asked])] == [asked.alarm]


# ---- what nobody brought -----------------------------------------------------------------------------


def test_a_doubt_that_came_by_the_calendar_alone_is_the_question_of_no_cause() -> None:
    """许可法 15: a permit of a provincial rule lapses after a year; the revisions before and after did not end it."""
    world = World()
    words = "从事甲的，应当向县级主管部门申请许可。"
    days = [START.replace(year=2020), START.replace(year=2020, month=7), START.replace(year=2022)]
    for number, on in enumerate(days, 1):
        world.text(f"规章@{number}", on, {str(number): words}, rank=Rank.PROVINCIAL_RULE)
    for number in (1, 2):
        world.link(f"规章@{number} {number}", Kind.RENUMBERED, f"规章@{number + 1} {number + 1}")
    first, second = (
        Cause(id=f"第{number}次修订", versions=(f"规章@{number}",), effective=(days[number - 1],))
        for number in (2, 3)
    )
    granted = cites("c", "规章@1 1", function=Function.GRANT)
    power = a_power("p", granted, type_=PowerType.PERMIT)
    for cause, other in ((first, second), (second, first)):
        found = drawn(world, power, cause=cause, others=(other,))
        asked = [(t.kind, t.subject, t.cause) for t in found.tasks]
        assert asked == [(TaskKind.LEGAL_OPINION, "P16:p", "")]


def test_a_day_that_has_none_before_it_is_judged_as_any_other() -> None:
    """Whoever records an effect may send the first day of the calendar: no later plan may break on it."""
    world = a_revision()
    first = effect(EffectType.REPEAL_WHOLE, id="太初", source="太初", effective=date.min)
    world.effects.append(first)
    cause = Cause(id="太初", effects=(first.id,), effective=(date.min,))

    for asked in (cause, CAUSE):
        drawn(world, a_power("p", cites("c", f"{OLD} 1")), cause=asked, others=(cause,))
