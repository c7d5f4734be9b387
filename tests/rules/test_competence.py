"""设定权: the matrix of ``spec/rules.md`` 3.2, cell by cell, with M1–M5."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from graph.model.judgement import BasisState, Judgement, Survival
from graph.model.law import EffectType, Finding, Rank
from graph.model.power import Citation, ElementKind, Function, Power, PowerType
from graph.rules.amounts import highest_fine
from graph.rules.competence import TESTS, Competence, Norm, competence, rows_for
from graph.rules.pack import DEFAULT
from graph.rules.rows_competence import ABOVE, CAPS, MATRIX, SUBJECTS
from graph.rules.rows_words import WORDS
from graph.rules.survival import judge
from graph.rules.terms import CompetenceRow, May, Measure, Mode, Test
from graph.rules.words import measures_in
from tests.builders.law import (
    Law,
    a_book,
    a_citation,
    a_law,
    a_power,
    a_text,
    an_effect,
    an_opinion,
    check,
    day,
    duty,
    penalty,
    permit,
)

TODAY = day("2024-01-01")
P, R, M = PowerType, Rank, Measure
ALIVE, FLAGGED, INCOMPETENT = BasisState.ALIVE, BasisState.FLAGGED, BasisState.INCOMPETENT
PLAIN = {
    P.PERMIT: permit("货运"),
    P.PENALTY: "违反规定的，给予警告。",
    P.COERCION: "可以查封有关场所。",
    P.LEVY: "应当缴纳水资源费。",
}
LOCAL_PERMIT = permit("洗车")


def a_norm(
    rank: Rank,
    type_: PowerType = P.PENALTY,
    text: str = "",
    *,
    name: str = "某事项",
    settled: bool = True,
    since: str | None = "2023-06-01",
    authorised_org: bool = False,
    authorised: frozenset[Rank] = frozenset(),
) -> Norm:
    return Norm(
        id="n",
        name="《某规范》第一条",
        rank=rank,
        text=text or PLAIN.get(type_, check("市场")),
        power_type=type_,
        power_name=name,
        settled=settled,
        since=day(since) if since else None,
        subject_authorized=authorised_org,
        authorised=authorised,
    )


def found(norm: Norm, on: date = TODAY) -> Competence:
    return competence(norm, on, DEFAULT)


def state(rank: Rank, type_: PowerType = P.PENALTY, text: str = "", on: date = TODAY) -> BasisState:
    return found(a_norm(rank, type_, text), on).state


# ---- the printed matrix -------------------------------------------------------------------------------------

RANKS = (
    R.LAW,
    R.ADMINISTRATIVE_REGULATION,
    R.STATE_COUNCIL_DECISION,
    R.LOCAL_REGULATION,
    R.PROVINCIAL_RULE,
    R.MINISTRY_RULE,
    R.CITY_RULE,
    R.NORMATIVE_DOCUMENT,
)
Y, N, F = ALIVE, INCOMPETENT, FLAGGED
EXECUTE = "逾期不缴纳罚款的，每日加处罚款。"
# fmt: off
PRINTED: list[tuple[PowerType, str, tuple[BasisState, ...]]] = [
    (P.PERMIT,       "",      (Y, Y, Y, Y, Y, N, N, N)),
    (P.PENALTY,      "",      (Y, Y, N, Y, Y, Y, Y, N)),
    (P.COERCION,     "",      (Y, Y, N, Y, N, N, N, N)),
    (P.COERCION,     EXECUTE, (Y, N, N, N, N, N, N, N)),
    (P.LEVY,         "",      (Y, F, N, F, N, N, N, N)),
    (P.PAYMENT,      "",      (Y, Y, Y, Y, Y, Y, Y, F)),
    (P.CONFIRMATION, "",      (Y, Y, Y, Y, Y, Y, Y, F)),
    (P.REWARD,       "",      (Y, Y, Y, Y, Y, Y, Y, F)),
    (P.INSPECTION,   "",      (Y, Y, Y, Y, Y, Y, Y, F)),
    (P.ADJUDICATION, "",      (Y, Y, Y, Y, Y, Y, Y, F)),
    (P.OTHER,        "",      (Y, Y, Y, Y, Y, Y, Y, F)),
]
# fmt: on
CELLS = [
    (type_, text, rank, expected)
    for type_, text, row in PRINTED
    for rank, expected in zip(RANKS, row, strict=True)
]


@pytest.mark.parametrize(("type_", "text", "rank", "expected"), CELLS)
def test_a_sole_basis_may_set_what_the_matrix_says(
    type_: PowerType, text: str, rank: Rank, expected: BasisState
) -> None:
    assert state(rank, type_, text) is expected


@pytest.mark.parametrize("row", MATRIX, ids=lambda row: row.id)
def test_each_row_is_reached_on_its_first_day_and_no_longer_on_its_last(row: CompetenceRow) -> None:
    """M5: cells are dated, half-open."""
    text = EXECUTE if row.mode is Mode.EXECUTION else ""
    norm = a_norm(row.rank, row.type, text)
    assert row in list(rows_for(norm, row.since, DEFAULT))
    assert row not in list(rows_for(norm, row.since - timedelta(days=1), DEFAULT))
    if row.until is not None:
        assert row not in list(rows_for(norm, row.until, DEFAULT))


def test_at_most_one_cell_speaks_on_a_day() -> None:
    for day_ in (day("1998"), day("2010"), day("2016"), TODAY):
        live = [r for r in MATRIX if r.since <= day_ and (r.until is None or day_ < r.until)]
        assert max(Counter((r.type, r.rank, r.mode) for r in live).values()) == 1


def test_every_type_and_rank_has_a_cell_today() -> None:
    live = {(r.type, r.rank) for r in MATRIX if r.until is None}
    assert live == {(t, r) for t in PowerType for r in RANKS}


def test_every_cell_cites_its_article() -> None:
    assert all(row.source for row in (*MATRIX, *SUBJECTS, *CAPS))
    assert {row.type for row in MATRIX if row.proposal and row.until is None} == {
        P.LEVY, P.PAYMENT, P.CONFIRMATION, P.REWARD, P.INSPECTION, P.ADJUDICATION, P.OTHER
    }  # fmt: skip


def test_every_test_of_the_matrix_is_built_and_used() -> None:
    used = {condition.test for row in MATRIX for condition in row.conditions}
    assert used == set(TESTS) == set(Test)
    assert {row.may for row in MATRIX} == set(May)


# ---- what is not known is not guessed ------------------------------------------------------------------------


def test_an_unknown_rank_is_flagged() -> None:
    assert state(R.UNKNOWN) is FLAGGED


def test_a_day_before_the_matrix_is_flagged() -> None:
    assert state(R.LAW, P.PERMIT, on=day("2004-06-30")) is FLAGGED
    assert state(R.LAW, P.PERMIT, on=day("2004-07-01")) is ALIVE


def test_an_unconfirmed_text_is_asked_for_its_rank_only() -> None:
    text = "违反规定的，吊销许可证。"
    assert found(a_norm(R.MINISTRY_RULE, P.PENALTY, text, settled=False)).state is ALIVE
    assert found(a_norm(R.NORMATIVE_DOCUMENT, P.PENALTY, text, settled=False)).state is INCOMPETENT


# ---- M1: kinds of penalty ---------------------------------------------------------------------------------------

# fmt: off
KINDS = [
    ("处十日以下拘留",                 (Y, N, N, N, N, N)),
    ("吊销营业执照",                   (Y, Y, N, N, N, N)),
    ("吊销企业法人营业执照",           (Y, Y, N, N, N, N)),
    ("吊销许可证",                     (Y, Y, Y, N, N, N)),
    ("暂扣许可证",                     (Y, Y, Y, N, N, N)),
    ("没收违法所得",                   (Y, Y, Y, N, N, N)),
    ("责令停产停业",                   (Y, Y, Y, N, N, N)),
    ("降低资质等级",                   (Y, Y, Y, N, N, N)),
    ("通报批评",                       (Y, Y, Y, Y, Y, Y)),
    ("给予警告，处二千元以下罚款",     (Y, Y, Y, Y, F, F)),
]
# fmt: on
MAY_PUNISH = (R.LAW, R.ADMINISTRATIVE_REGULATION, R.LOCAL_REGULATION, R.MINISTRY_RULE)


@pytest.mark.parametrize(("words", "expected"), KINDS)
def test_m1_which_norm_may_set_which_penalty(words: str, expected: tuple[BasisState, ...]) -> None:
    asked = (*MAY_PUNISH, R.PROVINCIAL_RULE, R.CITY_RULE)
    assert (
        tuple(state(rank, P.PENALTY, f"违反规定，经营的，{words}。") for rank in asked) == expected
    )


def test_m5_a_rule_may_criticise_publicly_only_since_2021() -> None:
    text = "违反规定的，给予通报批评。"
    assert state(R.MINISTRY_RULE, P.PENALTY, text, day("2021-07-14")) is INCOMPETENT
    assert state(R.MINISTRY_RULE, P.PENALTY, text, day("2021-07-15")) is ALIVE


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row.id)
def test_each_measure_is_known_by_its_words(row: object) -> None:
    said = {
        M.WARNING: "给予警告", M.CRITICISM: "给予通报批评", M.FINE: "处五千元罚款",
        M.CONFISCATION: "没收违法所得", M.LICENCE_HELD: "暂扣许可证",
        M.GRADE_LOWERED: "降低资质等级", M.LICENCE_REVOKED: "吊销许可证件",
        M.BUSINESS_REVOKED: "吊销营业执照", M.BUSINESS_RESTRICTED: "限制开展生产经营活动",
        M.BUSINESS_STOPPED: "责令停产停业", M.CLOSED: "责令关闭", M.BARRED: "五年内不得从事食品经营活动",
        M.DETENTION: "处五日以下拘留", M.LIBERTY: "限制人身自由", M.SEALING: "查封场所",
        M.SEIZURE: "扣押财物", M.FREEZING: "冻结存款", M.SURCHARGE: "加收滞纳金",
        M.TRANSFER: "划拨存款", M.AUCTION: "拍卖财物", M.CLEARING: "恢复原状",
        M.SUBSTITUTE: "代履行", M.ENFORCED: "强制拆除",
    }  # fmt: skip
    measure: Measure = row.measure  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]
    types = (P.PENALTY, P.COERCION)
    assert measure in {m for t in types for m in measures_in(said[measure], t, DEFAULT)}


@pytest.mark.parametrize(
    ("text", "not_meant"),
    [
        ("每日按罚款数额的百分之三加处罚款", M.FINE),
        ("吊销营业执照", M.LICENCE_REVOKED),
        ("送拘留所执行", M.DETENTION),
    ],
)
def test_a_word_inside_another_is_not_meant(text: str, not_meant: Measure) -> None:
    assert not_meant not in measures_in(text.removeprefix("每日按罚款数额的"), P.PENALTY, DEFAULT)


# ---- M1: the cap of rules ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fine", "on", "expected"),
    [
        ("三万元以下", "2021-11-14", ALIVE),
        ("五万元以下", "2021-11-14", INCOMPETENT),
        ("五万元以下", "2021-11-15", ALIVE),
        ("十万元以下", "2024-01-01", ALIVE),
        ("十五万元以下", "2024-01-01", FLAGGED),
        ("二十万元以下", "2024-01-01", FLAGGED),
        ("三十万元以下", "2024-01-01", INCOMPETENT),
        ("违法所得三倍以下", "2024-01-01", FLAGGED),
    ],
)
def test_m1_a_ministry_rule_fines_within_the_cap(fine: str, on: str, expected: BasisState) -> None:
    assert state(R.MINISTRY_RULE, P.PENALTY, penalty("甲", fine), day(on)) is expected


@pytest.mark.parametrize("rank", [R.PROVINCIAL_RULE, R.CITY_RULE])
def test_m1_the_cap_of_the_province(rank: Rank) -> None:
    text = penalty("甲", "三万元以下")
    assert state(rank, P.PENALTY, text, day("2020")) is ALIVE
    assert state(rank, P.PENALTY, penalty("甲", "四万元以下"), day("2020")) is INCOMPETENT
    assert state(rank, P.PENALTY, text, TODAY) is FLAGGED, "nobody has entered the cap of 2021"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("处五千元以上二万元以下的罚款", 20_000),
        ("处一千元以下罚款；情节严重的，处十万元以上五十万元以下罚款", 500_000),
        ("并处违法所得3倍以下罚款，但最高不得超过3万元", 30_000),
        ("处1.5万元罚款", 15_000),
        ("处货值金额十倍以上二十倍以下罚款", None),
        ("给予警告", None),
    ],
)
def test_the_highest_fine_of_a_text(text: str, amount: int | None) -> None:
    assert highest_fine(text) == amount


# ---- 许可 ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rank", [R.LOCAL_REGULATION, R.PROVINCIAL_RULE])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LOCAL_PERMIT, ALIVE),
        ("企业设立登记应当经许可。", INCOMPETENT),
        ("从业人员应当取得执业资格证书许可。", FLAGGED),
    ],
)
def test_what_no_local_norm_may_make_a_permit(rank: Rank, text: str, expected: BasisState) -> None:
    """行政许可法第十五条第二款."""
    assert state(rank, P.PERMIT, text) is expected


@pytest.mark.parametrize(
    ("since", "expected"), [("2023-01-02", ALIVE), ("2023-01-01", INCOMPETENT), (None, FLAGGED)]
)
def test_a_temporary_permit_ends_after_a_year(since: str | None, expected: BasisState) -> None:
    """行政许可法第十五条第一款; T1."""
    norm = a_norm(R.PROVINCIAL_RULE, P.PERMIT, LOCAL_PERMIT, since=since)
    assert found(norm).state is expected


def test_a_temporary_permit_of_a_leap_day() -> None:
    norm = a_norm(R.PROVINCIAL_RULE, P.PERMIT, LOCAL_PERMIT, since="2020-02-29")
    assert found(norm, day("2021-02-28")).state is ALIVE
    assert found(norm, day("2021-03-01")).state is INCOMPETENT


# ---- M2: 强制 ---------------------------------------------------------------------------------------------------------

# fmt: off
COERCION = [
    ("可以查封场所、扣押财物",   (Y, Y, Y)),
    ("可以冻结存款",             (Y, N, N)),
    ("可以限制公民人身自由",     (Y, N, N)),
    ("可以强制拆除",             (Y, N, N)),
    ("查封场所，并可以代履行",   (Y, N, N)),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), COERCION)
def test_m2_which_norm_may_set_which_measure(text: str, expected: tuple[BasisState, ...]) -> None:
    asked = (R.LAW, R.ADMINISTRATIVE_REGULATION, R.LOCAL_REGULATION)
    assert tuple(state(rank, P.COERCION, text) for rank in asked) == expected


def test_the_name_of_the_power_tells_what_its_text_does_not() -> None:
    norm = a_norm(
        R.ADMINISTRATIVE_REGULATION, P.COERCION, "主管部门可以采取措施。", name="强制拆除"
    )
    assert found(norm).state is INCOMPETENT


# ---- 征收 ----------------------------------------------------------------------------------------------------------------


def test_a_local_norm_sets_no_tax() -> None:
    assert state(R.LOCAL_REGULATION, P.LEVY, "应当缴纳税款。") is INCOMPETENT
    assert state(R.LOCAL_REGULATION, P.LEVY, "可以征收公民的房屋。") is INCOMPETENT


# ---- M3, last row: a note, no doubt ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rank", [R.CITY_RULE, R.PROVINCIAL_RULE, R.MINISTRY_RULE])
def test_m3_what_the_text_cannot_tell_is_a_note(rank: Rank) -> None:
    ruled = found(a_norm(rank, P.INSPECTION))
    assert ruled.state is ALIVE
    assert ruled.steps
    assert any(step.rule == "M3" for step in ruled.steps) is (rank is R.CITY_RULE)


# ---- M4: authorised organisations --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type_", "rank", "authorised", "expected"),
    [
        (P.PENALTY, R.LOCAL_REGULATION, frozenset[Rank](), ALIVE),
        (P.PENALTY, R.MINISTRY_RULE, frozenset[Rank](), INCOMPETENT),
        (P.PENALTY, R.MINISTRY_RULE, frozenset({R.LAW}), ALIVE),
        (P.PERMIT, R.PROVINCIAL_RULE, frozenset[Rank](), INCOMPETENT),
        (P.COERCION, R.LOCAL_REGULATION, frozenset[Rank](), INCOMPETENT),
        (P.COERCION, R.LOCAL_REGULATION, frozenset({R.ADMINISTRATIVE_REGULATION}), ALIVE),
        (P.INSPECTION, R.MINISTRY_RULE, frozenset[Rank](), ALIVE),
    ],
)
def test_m4_an_authorised_organisation_needs_a_law_or_a_regulation(
    type_: PowerType, rank: Rank, authorised: frozenset[Rank], expected: BasisState
) -> None:
    norm = a_norm(rank, type_, authorised_org=True, authorised=authorised)
    assert found(norm).state is expected
    assert found(replace(norm, subject_authorized=False)).state is ALIVE


def test_each_row_of_m4_speaks_from_its_day() -> None:
    for row in SUBJECTS:
        norm = a_norm(R.CITY_RULE, row.type, authorised_org=True)
        rules = {step.rule for step in found(norm, row.since).steps}
        assert row.id in rules


# ---- together with the other bases ---------------------------------------------------------------------------------------------

DAY = day("2023-07-20")


def norm_of(rank: Rank, text: str) -> Law:
    return a_law(rank.value, a_text("2018", {"1": text}), rank=rank)


def cite(rank: Rank, function: Function = Function.GRANT) -> Citation:
    return a_citation(f"{rank.value}@2018:1", function=function)


def judged(
    power: Power, *laws: Law, dead: Rank | None = None, opinions: tuple[object, ...] = ()
) -> Judgement:
    ends = [an_effect(EffectType.REPEAL_WHOLE, dead.value, on=DAY)] if dead else []
    book = a_book(*laws, effects=ends, opinions=opinions)  # pyright: ignore[reportArgumentType]
    return judge(power, book, DAY, DEFAULT)


SANCTION, DUTY = Function.SANCTION, Function.DUTY
PERMIT_PAIR = (norm_of(R.LAW, permit("货运")), norm_of(R.MINISTRY_RULE, permit("货运")))


def test_a_lower_norm_details_a_living_higher_one_without_doubt() -> None:
    """行政许可法第十六条."""
    power = a_power(cite(R.LAW), cite(R.MINISTRY_RULE), type_=P.PERMIT)
    found_ = judged(power, *PERMIT_PAIR)
    assert (found_.survival, found_.doubtful) == (Survival.V1, False)
    assert any("具体规定" in step.sentence for step in found_.citations[1].steps)


def test_h6_when_the_higher_one_dies_the_detail_cannot_stand_alone() -> None:
    power = a_power(cite(R.LAW), cite(R.MINISTRY_RULE), type_=P.PERMIT)
    assert judged(power, *PERMIT_PAIR, dead=R.LAW).survival is Survival.V6


def test_h6_a_competent_lower_one_stands_alone() -> None:
    laws = (norm_of(R.LAW, permit("货运")), norm_of(R.LOCAL_REGULATION, permit("货运")))
    power = a_power(cite(R.LAW), cite(R.LOCAL_REGULATION), type_=P.PERMIT)
    assert judged(power, *laws).survival is Survival.V1
    assert judged(power, *laws, dead=R.LAW).survival is Survival.V2


@pytest.mark.parametrize(
    ("lower", "expected"),
    [
        (R.ADMINISTRATIVE_REGULATION, Survival.V1),
        (R.LOCAL_REGULATION, Survival.V1),
        (R.MINISTRY_RULE, Survival.V6),
    ],
)
def test_m1_only_statutes_may_add_a_penalty_to_a_law_that_has_none(
    lower: Rank, expected: Survival
) -> None:
    """行政处罚法第十一条第三款、第十二条第三款; 规章 not."""
    laws = (norm_of(R.LAW, duty("备案")), norm_of(lower, "违反规定的，给予警告。"))
    power = a_power(cite(R.LAW, DUTY), cite(lower, SANCTION))
    assert judged(power, *laws).survival is expected


@pytest.mark.parametrize(
    ("type_", "lower", "text"),
    [
        (P.PERMIT, R.ADMINISTRATIVE_REGULATION, permit("货运")),
        (P.PERMIT, R.LOCAL_REGULATION, permit("货运")),
        (P.COERCION, R.ADMINISTRATIVE_REGULATION, "可以查封场所。"),
        (P.COERCION, R.LOCAL_REGULATION, "可以查封场所。"),
    ],
)
def test_m2_if_no_law_is_asked_of_the_other_bases_and_the_day(
    type_: PowerType, lower: Rank, text: str
) -> None:
    laws = (norm_of(R.LAW, duty("备案")), norm_of(lower, text))
    power = a_power(cite(R.LAW, DUTY), cite(lower), type_=type_)
    assert judged(power, *laws).survival is Survival.V6
    assert judged(power, *laws, dead=R.LAW).survival is Survival.V2


def test_a_procedure_of_a_law_takes_no_competence_away() -> None:
    laws = (norm_of(R.LAW, "申请应当在二十日内审查。"), norm_of(R.LOCAL_REGULATION, permit("货运")))
    power = a_power(cite(R.LAW, Function.PROCEDURE), cite(R.LOCAL_REGULATION), type_=P.PERMIT)
    assert judged(power, *laws).survival is Survival.V1


def test_m1_detail_beyond_the_higher_penalty_is_noted() -> None:
    laws = (
        norm_of(R.LAW, penalty("甲", "一万元以下")),
        norm_of(R.LOCAL_REGULATION, penalty("甲", "五万元以下")),
    )
    power = a_power(cite(R.LAW, SANCTION), cite(R.LOCAL_REGULATION, SANCTION))
    steps = judged(power, *laws).citations[1].steps
    assert any("超出" in step.sentence and step.rule == "M1" for step in steps)


def test_m1_a_rule_beyond_its_kinds_and_its_law_is_incompetent_beside_a_living_group() -> None:
    laws = (
        norm_of(R.LAW, penalty("甲", "一万元以下")),
        norm_of(R.MINISTRY_RULE, "违反规定，甲的，吊销许可证。"),
    )
    power = a_power(cite(R.LAW, SANCTION), cite(R.MINISTRY_RULE, SANCTION))
    found_ = judged(power, *laws)
    assert (found_.survival, found_.doubtful) == (Survival.V1, True)
    assert found_.citations[1].state is INCOMPETENT


def test_a_sole_document_is_flagged_and_living() -> None:
    power = a_power(cite(R.NORMATIVE_DOCUMENT), type_=P.INSPECTION)
    found_ = judged(power, norm_of(R.NORMATIVE_DOCUMENT, check("市场")))
    assert (found_.survival, found_.doubtful) == (Survival.V1, True)
    assert found_.citations[0].state is FLAGGED


def test_a_document_beside_a_law_is_not_sole() -> None:
    laws = (norm_of(R.LAW, check("市场")), norm_of(R.NORMATIVE_DOCUMENT, check("市场")))
    power = a_power(cite(R.LAW), cite(R.NORMATIVE_DOCUMENT), type_=P.INSPECTION)
    assert judged(power, *laws).doubtful is False


@pytest.mark.parametrize("type_", [P.PERMIT, P.PENALTY, P.COERCION])
def test_a_sole_document_sets_no_permit_no_penalty_no_coercion(type_: PowerType) -> None:
    function = SANCTION if type_ is P.PENALTY else Function.GRANT
    power = a_power(cite(R.NORMATIVE_DOCUMENT, function), type_=type_)
    found_ = judged(power, norm_of(R.NORMATIVE_DOCUMENT, PLAIN[type_]))
    assert found_.survival is Survival.V6


def test_a_competent_finding_clears_a_flag() -> None:
    opinion = an_opinion(Finding.COMPETENT, R.NORMATIVE_DOCUMENT.value)
    power = a_power(cite(R.NORMATIVE_DOCUMENT), type_=P.INSPECTION)
    law = norm_of(R.NORMATIVE_DOCUMENT, check("市场"))
    assert judged(power, law, opinions=(opinion,)).doubtful is False


def test_a_competent_finding_answers_if_no_law() -> None:
    """行政强制法第十一条第二款: the law leaves the measure to the 行政法规."""
    laws = (norm_of(R.LAW, duty("备案")), norm_of(R.ADMINISTRATIVE_REGULATION, "可以查封场所。"))
    power = a_power(cite(R.LAW, DUTY), cite(R.ADMINISTRATIVE_REGULATION), type_=P.COERCION)
    opinion = an_opinion(Finding.COMPETENT, R.ADMINISTRATIVE_REGULATION.value)
    assert judged(power, *laws, opinions=(opinion,)).survival is Survival.V1


def test_m4_the_authority_may_stand_in_the_subject_element() -> None:
    rule = norm_of(R.MINISTRY_RULE, "违反规定的，给予警告。")
    seat = norm_of(R.LAW, "授权该组织实施处罚。")
    subject = a_citation(
        f"{R.LAW.value}@2018:1", function=Function.SUBJECT, element=ElementKind.SUBJECT_BASIS
    )
    alone = a_power(cite(R.MINISTRY_RULE, SANCTION), subject_authorized=True)
    seated = replace(alone, citations=(*alone.citations, subject))
    assert judged(alone, rule, seat).survival is Survival.V6
    assert judged(seated, rule, seat).survival is Survival.V1
    assert judged(seated, rule, seat, dead=R.LAW).survival is Survival.V6


def test_competence_does_not_count_for_the_other_elements() -> None:
    """3.4: INCOMPETENT, FLAGGED = living."""
    other = a_citation(f"{R.NORMATIVE_DOCUMENT.value}@2018:1", element=ElementKind.LIABILITY_BASIS)
    found_ = judged(a_power(other), norm_of(R.NORMATIVE_DOCUMENT, penalty("甲")))
    assert found_.citations[0].state is ALIVE


def test_no_norm_is_above_itself() -> None:
    assert all(rank not in above for rank, above in ABOVE.items())
    assert R.LOCAL_REGULATION not in ABOVE[R.MINISTRY_RULE]
