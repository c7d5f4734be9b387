"""法制办意见 that feed back: each answer to L6 and L7 and what becomes of the power (G22). L5: test_survival_chains."""

from __future__ import annotations

import pytest

from graph.model.judgement import BasisState, Judgement, LawBook, Survival
from graph.model.law import EffectType, Finding, Opinion, Rank
from graph.model.power import Function, Power
from graph.rules.pack import DEFAULT
from graph.rules.survival import judge
from tests.builders.law import (
    a_book,
    a_citation,
    a_law,
    a_power,
    a_text,
    an_effect,
    an_opinion,
    assumed,
    day,
    deleted,
    duty,
    penalty,
)

BEFORE, DAY = day("2023-07-19"), day("2023-07-20")
REVOKE = "违反规定，甲的，处一万元以下罚款；情节严重的，吊销许可证。"
SPOKEN = a_citation("法@2018:40")
RULE = a_citation("部门规章@2019:9")


def judged(power: Power, book: LawBook, sub_item: str = "") -> Judgement:
    return judge(power, book, DAY, DEFAULT, sub_item=sub_item)


# ---- L6: only a norm without competence is left -----------------------------------------------------


def only_a_rule(*opinions: Opinion, beside: str = "") -> LawBook:
    """H7: the 法律 is repealed, a 部门规章 that may not revoke permits is left."""
    words = {"9": REVOKE} | ({"10": beside} if beside else {})
    return a_book(
        a_law("法", a_text("2018", {"40": REVOKE})),
        a_law("部门规章", a_text("2019", words), rank=Rank.MINISTRY_RULE),
        effects=[an_effect(EffectType.REPEAL_WHOLE, "法", on=DAY)],
        opinions=opinions,
    )


BOTH = a_power(SPOKEN, RULE)


def test_l6_without_an_answer_it_waits() -> None:
    assert judged(BOTH, only_a_rule()).survival is Survival.V6


@pytest.mark.parametrize("subject", ["部门规章", "部门规章@2019:9", RULE.id, "L6:p"])
@pytest.mark.parametrize(
    ("finding", "expected"), [(Finding.COMPETENT, Survival.V2), (Finding.CANCEL, Survival.V9)]
)
def test_l6_competent_or_agreed_to_cancel(
    finding: Finding, expected: Survival, subject: str
) -> None:
    """Whatever is named: the norm, its clause, the citation, or the question that was asked."""
    opinion = an_opinion(finding, subject, rule="L6")
    found = judged(BOTH, only_a_rule(opinion))
    assert found.survival is expected
    assert opinion.id in {step.record for step in found.citations[1].steps}


def test_l6_agreed_to_cancel_the_basis_is_told_as_dead() -> None:
    found = judged(BOTH, only_a_rule(an_opinion(Finding.CANCEL, "L6:p", rule="L6")))
    assert [(s.state, s.now) for s in found.citations] == [(BasisState.DEAD, ())] * 2


def test_l6_nothing_is_cancelled_before_the_day() -> None:
    book = only_a_rule(an_opinion(Finding.CANCEL, "L6:p", rule="L6"))
    assert judge(BOTH, book, BEFORE, DEFAULT).survival is Survival.V1


@pytest.mark.parametrize(
    "opinion",
    [
        an_opinion(Finding.CANCEL, "L6:另一项", rule="L6"),
        an_opinion(Finding.CANCEL, "部门规章", rule="L6", power="另一项"),
        an_opinion(Finding.CANCEL, "另一法", rule="L6"),
    ],
)
def test_l6_an_answer_to_another_question_says_nothing_here(opinion: Opinion) -> None:
    assert judged(BOTH, only_a_rule(opinion)).survival is Survival.V6


def test_i2_an_agreement_ends_nothing_while_a_better_group_is_left() -> None:
    """A group that lives, or of which nobody knows, is not what 法制办 was asked about."""
    agreed = an_opinion(Finding.CANCEL, "L6:p", rule="L6")
    alive = a_power(SPOKEN, RULE, a_citation("部门规章@2019:10"))
    found = judged(alive, only_a_rule(agreed, beside=penalty("甲", "一万元以下")))
    assert found.survival is Survival.V2
    assert found.citations[1].state is BasisState.INCOMPETENT
    unsure = a_power(SPOKEN, RULE, a_citation("未录入@2000:1"))
    assert judged(unsure, only_a_rule(agreed)).survival is Survival.V4


def test_an_agreement_does_not_silence_another_reading() -> None:
    """What is only assumed may found the power after all: V4, never a cancellation."""
    agreed = an_opinion(Finding.CANCEL, "L6:p", rule="L6")
    warns = assumed(a_citation("部门规章@2019:10", function=Function.IMPLEMENT))
    book = only_a_rule(agreed, beside="甲的，给予警告。")
    found = judged(a_power(SPOKEN, RULE, warns), book)
    assert (found.survival, found.readings_differ) == (Survival.V4, True)


def test_l6_of_a_sub_item_speaks_of_the_sub_item_alone() -> None:
    own = a_citation("部门规章@2019:9", sub_item="一")
    power = a_power(SPOKEN, RULE, own, sub_items=["一"])
    book = only_a_rule(an_opinion(Finding.CANCEL, "L6:一", rule="L6"))
    assert judged(power, book, "一").survival is Survival.V9
    assert judged(power, book).survival is Survival.V6


def test_l6_an_incompetent_finding_takes_a_basis_away() -> None:
    law = a_law("条例", a_text("2018", {"41": penalty("乙")}), rank=Rank.ADMINISTRATIVE_REGULATION)
    book = a_book(law, opinions=[an_opinion(Finding.INCOMPETENT, "条例", rule="L6")])
    assert judged(a_power(a_citation("条例@2018:41")), book).survival is Survival.V6


# ---- L7: the duty that the penalty names is dead -------------------------------------------------------

NAMING = {"12": duty("备案"), "60": "违反本条例第十二条规定的，处一万元以下罚款。"}
PENALTY = a_citation("条例@2018:60")
DUTY = a_citation("条例@2018:12", function=Function.DUTY)


def hollow(*opinions: Opinion) -> LawBook:
    law = a_law("条例", a_text("2018", NAMING), a_text("2023", {"60": NAMING["60"]}, effective=DAY))
    return a_book(law, links=[deleted("条例@2018:12", "条例@2023")], opinions=opinions)


@pytest.mark.parametrize("subject", ["条例/2018:12", "条例@2018:12", DUTY.id, "L7:p"])
@pytest.mark.parametrize(
    ("finding", "expected"), [(Finding.DUTY_LEAVES, Survival.V2), (Finding.CANCEL, Survival.V9)]
)
def test_l7_the_duty_leaves_or_the_power_goes(
    finding: Finding, expected: Survival, subject: str
) -> None:
    """When it leaves, survival runs again: the penalty stands alone, and the dead duty is to be dropped (L4)."""
    book = hollow(an_opinion(finding, subject, rule="L7", power="p"))
    assert judged(a_power(PENALTY, DUTY), book).survival is expected


def test_l7_the_penalty_that_is_left_is_judged_again() -> None:
    """A duty that left does not make the rest living: what else is wrong with the group is asked next."""
    leaves = an_opinion(Finding.DUTY_LEAVES, "L7:p", rule="L7")
    pause = an_effect(EffectType.SUSPEND, "条例", on=DAY)
    book = hollow(leaves)
    paused = a_book(
        a_law("条例", a_text("2018", NAMING), a_text("2023", {"60": NAMING["60"]}, effective=DAY)),
        links=[deleted("条例@2018:12", "条例@2023")],
        effects=[pause],
        opinions=[leaves],
    )
    power = a_power(PENALTY, DUTY)
    assert judged(power, book).survival is Survival.V2
    assert judged(power, paused).survival is Survival.V8


# ---- several answers ---------------------------------------------------------------------------------


def test_an_opinion_for_another_power_says_nothing_here() -> None:
    opinion = an_opinion(Finding.COMPETENT, "部门规章", power="另一项")
    assert judged(BOTH, only_a_rule(opinion)).survival is Survival.V6


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("COMPETENT", ""), ("INCOMPETENT", ""), Survival.V6),
        (("INCOMPETENT", ""), ("COMPETENT", ""), Survival.V2),
        (("COMPETENT", "p"), ("INCOMPETENT", ""), Survival.V2),
        (("COMPETENT", ""), ("CANCEL", ""), Survival.V9),
        (("CANCEL", ""), ("COMPETENT", ""), Survival.V2),
        (("CANCEL", "p"), ("COMPETENT", ""), Survival.V9),
    ],
)
def test_the_newest_opinion_counts_and_the_one_for_the_power_first(
    first: tuple[str, str], second: tuple[str, str], expected: Survival
) -> None:
    given = [
        an_opinion(Finding[finding], "部门规章", rule="L6", power=power)
        for finding, power in (first, second)
    ]
    assert judged(BOTH, only_a_rule(*given)).survival is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("DUTY_LEAVES", "CANCEL", Survival.V9), ("CANCEL", "DUTY_LEAVES", Survival.V2)],
)
def test_l7_the_newest_answer_counts(first: str, second: str, expected: Survival) -> None:
    given = [an_opinion(Finding[f], "L7:p", rule="L7") for f in (first, second)]
    assert judged(a_power(PENALTY, DUTY), hollow(*given)).survival is expected
