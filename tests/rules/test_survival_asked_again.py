"""An opinion of 法制办 answers what was on record when it was given; what was lost since is asked again (G22, X2)."""

from __future__ import annotations

import pytest

from graph.model.judgement import LawBook, Survival
from graph.model.law import Effect, EffectType, Finding, Opinion, Rank
from graph.model.power import Function, Power, PowerType
from graph.rules.pack import DEFAULT
from graph.rules.survival import judge
from tests.builders.law import (
    Law,
    a_book,
    a_citation,
    a_law,
    a_link,
    a_power,
    a_text,
    an_effect,
    an_opinion,
    day,
    deleted,
    duty,
    penalty,
    supports,
)

FIRST, LATER, TODAY = day("2023-01-01"), day("2024-01-01"), day("2025-01-01")
ASKED, GIVEN, AFTER = 5, 10, 15
"""Numbers of events: what the opinion was asked about, the opinion itself, what came after it."""


def judged(power: Power, book: LawBook) -> Survival:
    return judge(power, book, TODAY, DEFAULT).survival


def repeal(instrument: str, on: object = FIRST, id_: str = "") -> Effect:
    return an_effect(EffectType.REPEAL_WHOLE, instrument, on=str(on), id_=id_ or f"废{instrument}")


# ---- L5: a norm of the district's own that lost its parents ----------------------------------------------

DOCUMENT = a_law(
    "办法",
    a_text("2018", {"3": penalty("甲"), "4": penalty("乙")}),
    rank=Rank.LOCAL_REGULATION,
    own=True,
)
"""Of a rank that may set penalties, so that nothing but its parents is asked about."""
MIDDLE = a_law("条例", a_text("2010", {"1": duty("备案")}), rank=Rank.ADMINISTRATIVE_REGULATION)
TOP = a_law("法", a_text("2000", {"1": duty("守法")}))
SECOND = a_law("另一法", a_text("2000", {"1": duty("守法")}))
THIRD, FOURTH = a_power(a_citation("办法@2018:3")), a_power(a_citation("办法@2018:4"))


def opined(finding: Finding, subject: str = "办法", rule: str = "L5") -> Opinion:
    return an_opinion(finding, subject, rule=rule, seq=GIVEN)


def two_parents(finding: Finding, second: int) -> LawBook:
    """Article 3 stands under one law, article 4 under another; both are repealed, the second by event ``second``."""
    gone, later = repeal("法"), repeal("另一法", LATER)
    return a_book(
        DOCUMENT,
        TOP,
        SECOND,
        parents=[("办法@2018:3", "法"), ("办法@2018:4", "另一法")],
        effects=[gone, later],
        opinions=[opined(finding)],
        recorded={gone.id: ASKED, later.id: second},
    )


@pytest.mark.parametrize(
    ("finding", "answered"), [(Finding.KEEP, Survival.V1), (Finding.REPEAL, Survival.V9)]
)
def test_x2_an_opinion_on_a_norm_says_nothing_of_a_clause_that_loses_another_parent_later(
    finding: Finding, answered: Survival
) -> None:
    book = two_parents(finding, AFTER)
    assert judged(THIRD, book) is answered
    assert judged(FOURTH, book) is Survival.V5
    assert judged(FOURTH, two_parents(finding, ASKED)) is answered, "both were on record"


def chain(finding: Finding, *effects: Effect, **recorded: int) -> LawBook:
    return a_book(
        DOCUMENT,
        MIDDLE,
        TOP,
        parents=[("办法", "条例"), ("条例", "法")],
        effects=effects,
        opinions=[opined(finding)],
        recorded=recorded,
    )


@pytest.mark.parametrize(
    ("finding", "now"), [(Finding.KEEP, Survival.V5), (Finding.REPEAL, Survival.V9)]
)
def test_x5_a_norm_that_was_kept_is_asked_about_when_more_of_its_chain_falls(
    finding: Finding, now: Survival
) -> None:
    """What was to be repealed already goes all the more (I15: a further loss takes no cancellation away)."""
    book = chain(finding, repeal("法"), repeal("条例", LATER), 废法=ASKED, 废条例=AFTER)
    assert judged(THIRD, book) is now


@pytest.mark.parametrize("finding", [Finding.KEEP, Finding.REPEAL])
def test_t8_a_norm_whose_parent_lived_again_and_fell_again_is_asked_about(finding: Finding) -> None:
    again = an_effect(EffectType.RESUME, "法", on="2023-06-01", id_="复法")
    twice = repeal("法", LATER, "再废法")
    book = chain(finding, repeal("法"), again, twice, 废法=ASKED, 复法=AFTER, 再废法=AFTER)
    assert judged(THIRD, book) is Survival.V5


def test_l5_a_parent_that_was_kept_carries_its_children_until_it_loses_more() -> None:
    child = a_law("细则", a_text("2019", {"2": penalty("丙")}), rank=Rank.LOCAL_REGULATION)
    power = a_power(a_citation("细则@2019:2"))
    gone, later = repeal("法"), repeal("条例", LATER)

    def book(second: int) -> LawBook:
        return a_book(
            DOCUMENT,
            MIDDLE,
            TOP,
            child,
            parents=[("细则", "办法"), ("办法", "条例"), ("条例", "法")],
            effects=[gone, later],
            opinions=[opined(Finding.KEEP)],
            recorded={gone.id: ASKED, later.id: second},
        )

    assert judged(power, book(ASKED)) is Survival.V1
    assert judged(power, book(AFTER)) is Survival.V5


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize(("words", "noted"), [("甲", True), ("乙", False)])
def test_x3_what_was_to_be_amended_is_asked_about_once_it_was(
    *, own: bool, words: str, noted: bool
) -> None:
    """A text that says the same is no amendment."""
    texts = (a_text("2018", {"3": penalty("甲")}), a_text("2024", {"3": penalty(words)}))
    norm = a_law("办法", *texts, rank=Rank.LOCAL_REGULATION, own=own)
    gone = repeal("法")
    book = a_book(
        norm,
        TOP,
        parents=[("办法", "法")],
        links=() if noted else [a_link("办法@2018:3", "办法@2024:3")],
        effects=[gone],
        opinions=[opined(Finding.AMEND)],
        recorded={gone.id: ASKED, "办法@2024": AFTER},
    )
    found = judge(THIRD, book, TODAY, DEFAULT)
    assert found.survival is Survival.V5
    heard = {step.rule for step in found.citations[0].steps} & {"X3-待修改", "X3-修改"}
    assert bool(heard) is noted


# ---- L6: a norm without competence ---------------------------------------------------------------------------

REVOKE = "违反规定，甲的，处一万元以下罚款；情节严重的，吊销许可证。"
REVOKES_MORE = "违反规定，甲的，处二万元以下罚款；情节严重的，吊销许可证。"
SPOKEN, RULE = a_citation("法@2000:9"), a_citation("规章@2019:9")
BOTH = a_power(SPOKEN, RULE)
SETS = a_law("法", a_text("2000", {"9": REVOKE}))


def a_rule(*texts: tuple[str, str]) -> Law:
    said = (a_text(name, {"9": words}) for name, words in texts)
    return a_law("规章", *said, rank=Rank.MINISTRY_RULE)


@pytest.mark.parametrize("finding", [Finding.COMPETENT, Finding.CANCEL])
@pytest.mark.parametrize("subject", ["规章", "L6:p"])
@pytest.mark.parametrize(
    ("words", "asked"), [(REVOKES_MORE, True), (REVOKE, False)], ids=["amended", "only a new text"]
)
def test_l6_a_rule_whose_words_changed_since_is_asked_about_again(
    finding: Finding, subject: str, words: str, *, asked: bool
) -> None:
    gone = repeal("法")
    book = a_book(
        SETS,
        a_rule(("2019", REVOKE), ("2024", words)),
        links=[a_link("规章@2019:9", "规章@2024:9", assessed=[supports()])] if asked else (),
        effects=[gone],
        opinions=[opined(finding, subject, "L6")],
        recorded={gone.id: ASKED, "规章@2024": AFTER},
    )
    assert (judged(BOTH, book) is Survival.V6) is asked


def test_l6_competent_although_a_law_stood_beside_it_says_nothing_of_a_later_law() -> None:
    """M1: another law on the matter takes the competence away, and is another question."""
    local = a_law("地方", a_text("2019", {"9": "甲的，扣押财物。"}), rank=Rank.LOCAL_REGULATION)
    law = a_law("新法", a_text("2024", {"9": duty("甲")}))
    power = a_power(
        a_citation("地方@2019:9"),
        a_citation("新法@2024:9", function=Function.DUTY),
        type_=PowerType.COERCION,
    )

    def book(recorded: int) -> LawBook:
        competent = opined(Finding.COMPETENT, "地方", "L6")
        return a_book(local, law, opinions=[competent], recorded={"新法@2024": recorded})

    assert judged(power, book(ASKED)) is Survival.V1
    assert judged(power, book(AFTER)) is Survival.V6


def agreed(*effects: Effect, **recorded: int) -> LawBook:
    """The law is repealed; 法制办 agreed that the power goes. What else happened, with the event that recorded it."""
    other = a_law("别的规章", a_text("2019", {"9": REVOKE}), rank=Rank.MINISTRY_RULE)
    third = a_law("第三法", a_text("2001", {"9": REVOKE}))
    return a_book(
        SETS,
        a_rule(("2019", REVOKE)),
        other,
        third,
        effects=[repeal("法"), *effects],
        opinions=[opined(Finding.CANCEL, "L6:p", "L6")],
        recorded={"废法": ASKED, **recorded},
    )


def test_l6_an_agreement_to_cancel_is_spent_once_the_law_lived_again() -> None:
    again = an_effect(EffectType.RESUME, "法", on="2023-06-01", id_="复法")
    book = agreed(again, repeal("法", LATER, "再废法"), 复法=AFTER, 再废法=AFTER)
    assert judged(BOTH, agreed()) is Survival.V9
    assert judged(BOTH, book) is Survival.V6


def test_l6_an_agreement_was_not_given_on_a_basis_that_lived_then() -> None:
    power = a_power(SPOKEN, RULE, a_citation("第三法@2001:9"))
    assert judged(power, agreed(repeal("第三法", LATER), 废第三法=AFTER)) is Survival.V6
    assert judged(power, agreed(repeal("第三法", LATER), 废第三法=ASKED)) is Survival.V9


def test_i15_a_further_loss_of_what_could_carry_nothing_takes_no_agreement_away() -> None:
    power = a_power(SPOKEN, RULE, a_citation("别的规章@2019:9"))
    assert judged(power, agreed(repeal("别的规章", LATER), 废别的规章=AFTER)) is Survival.V9


# ---- L7: a duty that leaves -------------------------------------------------------------------------------------

NAMING = {
    "12": duty("备案"),
    "13": duty("公示"),
    "60": "违反本条例第十二条、第十三条规定的，处一万元以下罚款。",
}
PENALTY = a_citation("条例@2018:60")
DUTIES = [a_citation(f"条例@2018:{n}", function=Function.DUTY) for n in ("12", "13")]


def test_l7_another_duty_that_dies_later_is_another_question() -> None:
    rest = {n: NAMING[n] for n in ("13", "60")}
    second = {"60": NAMING["60"]}
    law = a_law(
        "条例",
        a_text("2018", NAMING),
        a_text("2023", rest),
        a_text("2024", second),
        rank=Rank.ADMINISTRATIVE_REGULATION,
    )
    links = [deleted("条例@2018:12", "条例@2023"), deleted("条例@2023:13", "条例@2024")]
    power = a_power(PENALTY, *DUTIES)

    def book(later: int) -> LawBook:
        leaves = opined(Finding.DUTY_LEAVES, "L7:p", "L7")
        recorded = {links[0].id: ASKED, links[1].id: later}
        return a_book(law, links=links, opinions=[leaves], recorded=recorded)

    assert judged(power, book(ASKED)) is Survival.V2
    assert judged(power, book(AFTER)) is Survival.V7


# ---- L22: a contradiction -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("finding", "answered"), [(Finding.NOT_VOID, Survival.V1), (Finding.VOID, Survival.V9)]
)
def test_l22_an_opinion_on_a_norm_answers_no_contradiction_recorded_since(
    finding: Finding, answered: Survival
) -> None:
    local = a_law("地方", a_text("2010", {"9": penalty("甲")}), rank=Rank.LOCAL_REGULATION)
    law = a_law("新法", a_text("2022", {"1": duty("甲")}))
    conflict = an_effect(EffectType.CONFLICT, "地方", on="2022-01-01", affecting="新法")

    def book(recorded: int) -> LawBook:
        opinion = opined(finding, "地方", "L22")
        return a_book(
            local, law, effects=[conflict], opinions=[opinion], recorded={conflict.id: recorded}
        )

    power = a_power(a_citation("地方@2010:9"))
    assert judged(power, book(ASKED)) is answered
    assert judged(power, book(AFTER)) is Survival.V4
