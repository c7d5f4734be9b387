"""读法与依据组: the answer does not hang on a function that nobody confirmed (3.2)."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.judgement import BasisState, Survival
from graph.model.law import EffectType, Rank
from graph.model.power import Function, How, PowerType
from graph.rules.functions import ALL, allowed, infer, violates
from graph.rules.groups import Member, Reading, group_states, states
from graph.rules.pack import DEFAULT
from graph.rules.readings import Answer, answer, reachable
from graph.rules.rows_functions import GUESSES, TESTS
from graph.rules.survival import judge
from graph.rules.terms import Surroundings
from tests.builders.law import (
    DISTRICT,
    a_book,
    a_citation,
    a_law,
    a_link,
    a_power,
    a_text,
    an_effect,
    assumed,
    check,
    day,
    deleted,
    duty,
    penalty,
    permit,
)

DAY = day("2023-07-20")
F = Function
TRACED = [s for s in BasisState if s not in (BasisState.HOLLOW, BasisState.FLAGGED)]
TRACED.remove(BasisState.INCOMPETENT)
RANKS = (Rank.LAW, Rank.ADMINISTRATIVE_REGULATION, Rank.LOCAL_REGULATION, Rank.MINISTRY_RULE)

# ---- the analysis against all readings --------------------------------------------------------------


@st.composite
def members(draw: st.DrawFn) -> tuple[Member, ...]:
    """Any mixture of up to five citations: states, ranks, functions, labels, references."""
    ids = [str(n) for n in range(draw(st.integers(1, 4)))]
    return tuple(draw(_member(id_, [i for i in ids if i != id_])) for id_ in ids)


@st.composite
def _member(draw: st.DrawFn, id_: str, others: list[str]) -> Member:
    state = draw(st.sampled_from(TRACED))
    faults = [state, BasisState.INCOMPETENT, BasisState.FLAGGED]
    wrong = draw(st.sampled_from([state, state, *faults]))
    founding = max(state, wrong, key=list(BasisState).index)
    label = draw(st.sampled_from(["", "", "", "甲", "乙"]))
    functions = draw(st.frozensets(st.sampled_from(list(F)), min_size=1, max_size=3))
    given_function = draw(st.sampled_from(sorted(functions)))
    return Member(
        id=id_,
        state=state,
        founding=founding if state is not BasisState.DEAD else state,
        rank=draw(st.sampled_from(RANKS)),
        given=given_function,
        allowed=frozenset({given_function}) if label else functions,
        blockers=draw(st.frozensets(st.sampled_from(RANKS[:3]), max_size=3)),
        label=label,
        duties=frozenset(draw(st.lists(st.sampled_from(others), max_size=3)) if others else ()),
        leaves=draw(st.sampled_from([False, False, False, True])),
    )


def readings_of(found: tuple[Member, ...]) -> list[Reading]:
    ways = [sorted(member.allowed) for member in found]
    names = [member.id for member in found]
    return [dict(zip(names, way, strict=True)) for way in itertools.product(*ways)]


def by_brute_force(found: tuple[Member, ...]) -> frozenset[Answer]:
    answers = {answer(s for _, s in states(found, reading)) for reading in readings_of(found)}
    return frozenset(a for a in answers if a is not None)


def _ordered_blockers(found: tuple[Member, ...]) -> tuple[Member, ...]:
    """As the matrix has them: a norm is only ever blocked by ranks above its own."""
    order = {rank: n for n, rank in enumerate(RANKS)}
    return tuple(
        replace(m, blockers=frozenset(b for b in m.blockers if order[b] < order[m.rank]))
        for m in found
    )


@settings(max_examples=250, deadline=None)
@given(members())
def test_the_analysis_finds_exactly_the_answers_of_all_readings(found: tuple[Member, ...]) -> None:
    found = _ordered_blockers(found)
    assert reachable(found) == by_brute_force(found)


@settings(max_examples=100, deadline=None)
@given(members())
def test_every_mixture_has_one_answer(found: tuple[Member, ...]) -> None:
    """I1: totality."""
    reading = {m.id: m.given for m in found}
    groups = states(found, reading)
    assert answer(s for _, s in groups) in {None, *Answer}
    assert all(g.state in BasisState for g in group_states(groups))


# ---- an answer that hangs on an assumption -------------------------------------------------------------

LAW = a_law(
    "法",
    a_text("2018", {"40": penalty("甲"), "20": duty("甲"), "5": check("甲")}),
    a_text("2023", {"20": duty("甲"), "5": check("甲")}, effective=DAY),
)
RULE = a_law("条例", a_text("2018", {"30": penalty("甲")}), rank=Rank.ADMINISTRATIVE_REGULATION)
REPEALED = a_book(LAW, RULE, links=[deleted("法@2018:40", "法@2023")])


def survival_of(*citations: object) -> Survival:
    return judge(a_power(*citations), REPEALED, DAY, DEFAULT).survival  # pyright: ignore[reportArgumentType]


def test_two_confirmed_penalties_are_two_groups() -> None:
    assert survival_of(a_citation("法@2018:40"), a_citation("条例@2018:30")) is Survival.V2


def test_an_assumed_penalty_that_may_be_mere_detail_is_asked() -> None:
    """The living 条例 may only detail the dead 法: then the power is dead."""
    power = a_power(a_citation("法@2018:40"), assumed(a_citation("条例@2018:30")))
    judged = judge(power, REPEALED, DAY, DEFAULT)
    assert judged.survival is Survival.V4
    assert judged.readings_differ
    assert any("须确认引用功能" in reason.sentence for reason in judged.reasons)


def test_what_can_only_be_the_penalty_is_not_asked() -> None:
    assert survival_of(assumed(a_citation("法@2018:40"))) is Survival.V9


def test_an_assumed_citation_that_names_no_penalty_saves_nothing() -> None:
    """F1: a clause on inspection may be what it likes, a penalty it is not."""
    saving = assumed(a_citation("法@2018:5", function=F.GRANT))
    assert survival_of(a_citation("法@2018:40"), saving) is Survival.V9


def test_a_citation_without_a_link_blocks_the_death_of_a_power() -> None:
    lost = a_citation(unlinked="未知法规", function=F.PROCEDURE, printed="《某办法》第三条")
    judged = judge(a_power(a_citation("法@2018:40"), lost), REPEALED, DAY, DEFAULT)
    assert judged.survival is Survival.V4
    assert lost.id in judged.waits_for


def test_a_citation_without_a_link_never_counts_as_living() -> None:
    lost = a_citation(unlinked="未知法规", printed="《某办法》第三条")
    judged = judge(a_power(lost), REPEALED, DAY, DEFAULT)
    assert judged.survival is Survival.V4
    assert not judged.readings_differ


def test_a_printed_function_is_not_asked_again() -> None:
    printed = a_citation("条例@2018:30", function=F.IMPLEMENT, how=How.PRINTED)
    assert survival_of(a_citation("法@2018:40"), printed) is Survival.V9


def test_without_any_group_the_basis_must_be_named() -> None:
    judged = judge(
        a_power(a_citation("法@2018:20", function=F.DUTY)), REPEALED, day("2020"), DEFAULT
    )
    assert judged.survival is Survival.V4
    assert judged.groups == ()
    assert any("须指明设立依据" in reason.sentence for reason in judged.reasons)


# ---- default grouping ---------------------------------------------------------------------------------------

NAMING = penalty("不备案").replace("违反规定", "违反本条例第十二条规定")
PAIR = a_law(
    "条例",
    a_text("2018", {"12": duty("备案"), "13": duty("年检"), "60": NAMING}),
    a_text("2023", {"13": duty("年检"), "60": NAMING}, effective=DAY),
    rank=Rank.ADMINISTRATIVE_REGULATION,
)


@pytest.mark.parametrize("how", [How.CONFIRMED, How.ASSUMED])
def test_a_duty_belongs_to_the_penalty_that_names_it(how: How) -> None:
    book = a_book(PAIR, links=[deleted("条例@2018:12", "条例@2023")])
    power = a_power(
        a_citation("条例@2018:60", how=how), a_citation("条例@2018:12", function=F.DUTY, how=how)
    )
    judged = judge(power, book, DAY, DEFAULT)
    assert judged.survival is Survival.V7
    assert [len(group.members) for group in judged.groups] == [2]


def test_a_duty_that_no_penalty_names_stands_in_no_group() -> None:
    book = a_book(PAIR, links=[deleted("条例@2018:13", "条例@2023")])
    power = a_power(a_citation("条例@2018:60"), a_citation("条例@2018:13", function=F.DUTY))
    judged = judge(power, book, day("2020"), DEFAULT)
    assert [len(group.members) for group in judged.groups] == [1]


def test_a_grant_stands_alone_whatever_its_text_names() -> None:
    book = a_book(PAIR, links=[deleted("条例@2018:12", "条例@2023")])
    power = a_power(
        a_citation("条例@2018:60", function=F.GRANT),
        a_citation("条例@2018:12", function=F.DUTY),
        type_=PowerType.OTHER,
    )
    judged = judge(power, book, DAY, DEFAULT)
    assert [len(group.members) for group in judged.groups] == [1]
    assert judged.survival is Survival.V2


def test_a_confirmed_group_is_an_and() -> None:
    """BB can regroup: both members must live."""
    power = a_power(a_citation("法@2018:40", group="甲"), a_citation("条例@2018:30", group="甲"))
    assert judge(power, REPEALED, DAY, DEFAULT).survival is Survival.V9


def test_a_duty_renumbered_in_the_penalty_text_follows_it() -> None:
    """The duty cited in an older text stands elsewhere in the text of the penalty clause."""
    law = a_law(
        "条例",
        a_text("2015", {"11": duty("备案")}),
        a_text("2018", {"12": duty("备案"), "60": NAMING}),
    )
    power = a_power(a_citation("条例@2018:60"), a_citation("条例@2015:11", function=F.DUTY))
    judged = judge(power, a_book(law), day("2020"), DEFAULT)
    assert [len(group.members) for group in judged.groups] == [2]


@pytest.mark.parametrize(
    ("text", "place", "named"),
    [
        ("违反本条例第十二条规定的，处罚款", "12", True),
        ("违反本条例第十二条第二款规定的，处罚款", "12", True),
        ("违反本条例第十二条第二款规定的，处罚款", "12¶1", False),
        ("违反本条例第十条至第十五条规定的，处罚款", "12", True),
        ("违反第九条、第十二条规定的，处罚款", "12", True),
        ("违反本条例规定，情节严重的，依照本条例第十二条的规定处罚", "12", False),
        ("违反《某法》第十二条规定的，处罚款", "12", False),
        ("有本条例第十二条所列行为之一的，处罚款", "12", True),
        ("违反前款规定的，处罚款", "59", False),
    ],
)
def test_which_duty_a_penalty_names(text: str, place: str, named: bool) -> None:
    units = {"60": text, place: duty("备案")}
    book = a_book(a_law("条例", a_text("2018", units)))
    found = violates(book.units["条例@2018:60"], book.units[f"条例@2018:{place}"])
    assert found is named


# ---- text tests: each line of the table ------------------------------------------------------------------

P = PowerType
NARROWED: list[tuple[str, str, PowerType, dict[str, object], frozenset[Function]]] = [
    ("F1", duty("备案"), P.PENALTY, {}, frozenset({F.SANCTION, F.GRANT})),
    ("F2", penalty("甲"), P.PENALTY, {}, frozenset({F.GRANT})),
    ("F3", "未取得许可擅自经营的，处一万元罚款。", P.PERMIT, {}, frozenset({F.SANCTION})),
    ("F4", duty("纳税"), P.PERMIT, {}, frozenset({F.GRANT, F.SANCTION})),
    ("F5", duty("备案"), P.COERCION, {}, frozenset({F.GRANT, F.SANCTION})),
    ("F6", duty("备案"), P.LEVY, {}, frozenset({F.GRANT, F.SANCTION})),
    ("F7", duty("备案"), P.PAYMENT, {}, frozenset({F.GRANT, F.SANCTION})),
    ("F8", duty("诚实"), P.INSPECTION, {}, frozenset({F.GRANT, F.SANCTION})),
    ("F9", duty("诚实"), P.CONFIRMATION, {}, frozenset({F.GRANT, F.SANCTION})),
    ("F10", duty("备案"), P.REWARD, {}, frozenset({F.GRANT, F.SANCTION})),
    ("F11", duty("备案"), P.ADJUDICATION, {}, frozenset({F.GRANT, F.SANCTION})),
    ("F12", "违反规定的，依照《某法》的规定处罚。", P.PENALTY, {}, frozenset({F.SANCTION})),
    ("F13", penalty("甲"), P.PENALTY, {}, frozenset({F.DUTY, F.SUBJECT, F.PROCEDURE})),
    ("F14", permit("甲"), P.PERMIT, {}, frozenset({F.DUTY, F.SUBJECT, F.PROCEDURE})),
    ("F15", penalty("甲"), P.PENALTY, {"rank": Rank.LAW}, frozenset({F.IMPLEMENT})),
    ("F16", duty("备案"), P.PENALTY, {"violated": True}, ALL - {F.DUTY}),
    (
        "F19",
        penalty("甲"),
        P.PENALTY,
        {"title": "中华人民共和国行政处罚法"},
        frozenset({F.SANCTION}),
    ),
    ("F20", penalty("甲"), P.PENALTY, {"alone": True}, frozenset({F.IMPLEMENT})),
    ("F17", "本法自公布之日起施行。", P.OTHER, {}, frozenset({F.SUBJECT})),
    ("F18", "经营者不得弄虚作假。", P.OTHER, {}, frozenset({F.PROCEDURE})),
]


@pytest.mark.parametrize(("line", "text", "type_", "asked", "gone"), NARROWED)
def test_a_line_takes_readings_away(
    line: str, text: str, type_: PowerType, asked: dict[str, object], gone: frozenset[Function]
) -> None:
    around = Surroundings(**asked)  # pyright: ignore[reportArgumentType]
    left = allowed(text, type_, DEFAULT, around)
    without = replace(DEFAULT, tests=tuple(t for t in TESTS if t.id != line))
    assert not left & gone
    assert allowed(text, type_, without, around) != left


def test_every_line_of_the_table_has_its_test() -> None:
    assert {line for line, *_ in NARROWED} == {test.id for test in TESTS}


@pytest.mark.parametrize(
    "text",
    [
        "有前款行为的，依照前款规定处罚。",
        "违反本条例规定的，依照本条例第六十条的规定处五千元以下罚款。",
        "未取得许可擅自经营的，没收违法所得，并处罚款；构成犯罪的，依法追究刑事责任。",
        "情节严重的，由原发证机关吊销许可证。",
    ],
)
def test_a_penalty_that_also_points_elsewhere_stays_a_penalty(text: str) -> None:
    assert F.SANCTION in allowed(text, P.PENALTY)


@pytest.mark.parametrize(
    ("text", "type_", "guessed"),
    [
        (penalty("甲"), P.PENALTY, F.SANCTION),
        (duty("备案"), P.PENALTY, F.DUTY),
        ("县级以上交通运输主管部门负责本行政区域的道路运输管理工作。", P.PENALTY, F.SUBJECT),
        ("当事人提出听证申请，举行听证。", P.PENALTY, F.PROCEDURE),
        ("本条例所称客运，是指班车客运。", P.PENALTY, F.IMPLEMENT),
        (permit("客运经营"), P.PERMIT, F.GRANT),
        (check("食品"), P.INSPECTION, F.GRANT),
        ("", P.PENALTY, F.SANCTION),
        ("", P.PERMIT, F.GRANT),
    ],
)
def test_what_importers_infer(text: str, type_: PowerType, guessed: Function) -> None:
    assert infer(text, type_) is guessed


def test_every_guess_can_be_reached() -> None:
    assert [row.id for row in GUESSES] == [f"G{n}" for n in range(1, 8)]
    left = allowed("本法所称客运，是指班车客运。", P.PENALTY, DEFAULT, Surroundings(rank=Rank.LAW))
    assert F.IMPLEMENT not in left


def test_no_reading_is_left_out_for_a_text_that_nobody_has() -> None:
    assert allowed("", P.PENALTY) == ALL


def test_a_wrong_inference_of_the_importer_is_inferred_again() -> None:
    """ASSUMED SANCTION on a text that names no penalty: not a group."""
    judged = judge(a_power(assumed(a_citation("法@2018:20"))), REPEALED, day("2020"), DEFAULT)
    assert judged.survival is Survival.V4
    assert judged.groups == ()
    assert DEFAULT.territory == DISTRICT


def test_a_moved_penalty_keeps_its_link() -> None:
    """A link is only asked where the words differ."""
    law = a_law(
        "条例",
        a_text("2018", {"60": penalty("甲")}),
        a_text("2023", {"61": penalty("甲"), "60": penalty("乙")}, effective=DAY),
    )
    wrong = a_link("条例@2018:60", "条例@2023:60")
    judged = judge(a_power(a_citation("条例@2018:60")), a_book(law, links=[wrong]), DAY, DEFAULT)
    assert judged.citations[0].now == ("条例@2023:61",)


def test_a_citation_without_a_link_is_uncertain_whatever_its_rank() -> None:
    document = a_law("通知", a_text("2018", {"1": "无"}), rank=Rank.NORMATIVE_DOCUMENT)
    lost = a_citation(unlinked="无此条", instrument="通知", printed="《通知》第九条")
    judged = judge(a_power(lost), a_book(document), day("2020"), DEFAULT)
    assert [group.state for group in judged.groups] == [BasisState.UNCERTAIN]


# ---- what else is cited --------------------------------------------------------------------------------------


def test_f19_the_general_procedure_law_carries_no_power() -> None:
    """The permit's own law died; 行政许可法 lives, and sets no permit."""
    general = a_law("中华人民共和国行政许可法", a_text("2004", {"38": permit("特定活动")}))
    own = a_law("条例", a_text("2018", {"10": permit("货运")}), rank=Rank.ADMINISTRATIVE_REGULATION)
    end = an_effect(EffectType.REPEAL_WHOLE, "条例", on=DAY)
    power = a_power(
        a_citation("条例@2018:10", function=F.GRANT),
        assumed(a_citation("中华人民共和国行政许可法@2004:38", function=F.GRANT)),
        type_=P.PERMIT,
    )
    assert judge(power, a_book(general, own, effects=[end]), DAY, DEFAULT).survival is Survival.V9


def test_f20_a_statute_does_not_detail_a_lower_one() -> None:
    """The ministry's rule could not carry the confiscation alone; the local regulation beside it does not detail it."""
    words = penalty("甲").replace("罚款", "罚款，没收违法所得")
    local = a_law("省条例", a_text("2018", {"1": words}), rank=Rank.LOCAL_REGULATION)
    rule = a_law("规章", a_text("2018", {"1": words}), rank=Rank.MINISTRY_RULE)
    power = a_power(assumed(a_citation("省条例@2018:1")), assumed(a_citation("规章@2018:1")))
    assert judge(power, a_book(local, rule), DAY, DEFAULT).survival is Survival.V1


def test_f20_statutes_of_one_rank_may_detail_each_other() -> None:
    """Then the death of one is asked, not decided."""
    one, two = (
        a_law(title, a_text("2018", {"1": penalty("甲")}), rank=Rank.ADMINISTRATIVE_REGULATION)
        for title in ("甲条例", "乙条例")
    )
    end = an_effect(EffectType.REPEAL_WHOLE, "甲条例", on=DAY)
    power = a_power(assumed(a_citation("甲条例@2018:1")), assumed(a_citation("乙条例@2018:1")))
    judged = judge(power, a_book(one, two, effects=[end]), DAY, DEFAULT)
    assert (judged.survival, judged.readings_differ) == (Survival.V4, True)
