"""上位依据: chains of norms and what 法制办 finds about an orphan (X1, X3, X5–X7, L5)."""

from __future__ import annotations

import pytest

from graph.model.judgement import BasisState, CitationState, LawBook
from graph.model.law import EffectType, Finding, Kind, Rank, Standing
from graph.rules.pack import DEFAULT
from graph.rules.rows_survival import OPINIONS
from graph.rules.survival import judge
from tests.builders.law import (
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
)

BEFORE, DAY = day("2023-07-19"), day("2023-07-20")
E = EffectType
ALIVE, UNCERTAIN = BasisState.ALIVE, BasisState.UNCERTAIN
ORPHANED, DEAD = BasisState.ORPHANED, BasisState.DEAD

LOCAL = a_law(
    "办法", a_text("2019", {"9": penalty("甲"), "8": penalty("乙")}), rank=Rank.LOCAL_REGULATION
)
PARENT = a_law("法", a_text("2000", {"1": duty("甲"), "2": duty("乙")}))
OTHER = a_law("另一法", a_text("2000", {"1": duty("丙")}))
CHILD = "办法@2019:9"
END = an_effect(E.REPEAL_WHOLE, "法", on=DAY)


def traced(book: LawBook, unit: str = CHILD) -> CitationState:
    return judge(a_power(a_citation(unit)), book, DAY, DEFAULT).citations[0]


def state(book: LawBook, unit: str = CHILD) -> BasisState:
    return traced(book, unit).state


def test_x1_a_child_of_a_dead_parent_is_orphaned() -> None:
    found = traced(a_book(LOCAL, PARENT, parents=[(CHILD, "法@2000:1")], effects=[END]))
    assert found.state is ORPHANED
    assert found.now == (CHILD,)
    assert {"3.1", "X1"} <= {step.rule for step in found.steps}


def test_x1_until_the_day_of_the_repeal_it_stands() -> None:
    book = a_book(LOCAL, PARENT, parents=[(CHILD, "法")], effects=[END])
    power = a_power(a_citation(CHILD))
    assert judge(power, book, BEFORE, DEFAULT).citations[0].state is ALIVE


def test_x5_a_chain_of_any_depth() -> None:
    laws = [a_law(f"第{n}层", a_text("2000", {"1": duty(f"甲{n}")})) for n in range(6)]
    links = [(f"第{n + 1}层", f"第{n}层") for n in range(5)]
    end = an_effect(E.REPEAL_WHOLE, "第0层", on=DAY)
    book = a_book(LOCAL, *laws, parents=[(CHILD, "第5层"), *links], effects=[end])
    found = traced(book)
    assert found.state is ORPHANED
    assert any("《第0层》" in step.sentence for step in found.steps)


def test_x5_a_circle_of_parents_says_nothing() -> None:
    book = a_book(LOCAL, PARENT, OTHER, parents=[(CHILD, "法"), ("法", "另一法"), ("另一法", "法")])
    assert state(book) is ALIVE


def test_x5_a_circle_with_a_dead_member_orphans() -> None:
    parents = [(CHILD, "另一法"), ("另一法", "法"), ("法", "另一法")]
    assert state(a_book(LOCAL, PARENT, OTHER, parents=parents, effects=[END])) is ORPHANED


def successor(*links: object) -> LawBook:
    new = a_law("新法", a_text("2023", {"7": duty("甲二")}, effective=DAY))
    effect = an_effect(E.REPEAL_REPLACED, "法", on=DAY, replaced_by="新法@2023")
    return a_book(
        LOCAL,
        PARENT,
        new,
        parents=[(CHILD, "法@2000:1"), ("办法@2019:8", "法")],
        effects=[effect],
        links=links,  # pyright: ignore[reportArgumentType]
    )


MOVED = a_link("法@2000:1", "新法@2023:7", assessed=[])


def test_x6_a_confirmed_successor_moves_the_link() -> None:
    """For a parent no assessment is needed."""
    assert state(successor(MOVED)) is ALIVE


def test_x6_a_confirmed_deletion_orphans() -> None:
    assert state(successor(deleted("法@2000:1", "新法@2023"))) is ORPHANED


def test_x6_on_silence_nothing_is_sure() -> None:
    proposed = a_link("法@2000:1", "新法@2023:7", standing=Standing.PROPOSED)
    assert state(successor(proposed)) is UNCERTAIN
    assert state(successor()) is UNCERTAIN


def test_x6_a_link_to_the_whole_instrument_moves_with_one_confirmed_provision() -> None:
    assert state(successor(MOVED), "办法@2019:8") is ALIVE
    assert state(successor(), "办法@2019:8") is UNCERTAIN


def test_x7_one_living_parent_is_enough() -> None:
    parents = [(CHILD, "法"), (CHILD, "另一法")]
    assert state(a_book(LOCAL, PARENT, OTHER, parents=parents, effects=[END])) is ALIVE


def test_x7_links_of_the_provision_decide_before_those_of_the_instrument() -> None:
    parents = [(CHILD, "法"), ("办法", "另一法")]
    book = a_book(LOCAL, PARENT, OTHER, parents=parents, effects=[END])
    assert state(book) is ORPHANED
    assert state(book, "办法@2019:8") is ALIVE


def test_a_paragraph_has_the_parents_of_its_article() -> None:
    local = a_law(
        "办法",
        a_text("2019", {"9¶1": penalty("甲"), "9¶2": penalty("乙")}),
        rank=Rank.LOCAL_REGULATION,
    )
    book = a_book(local, PARENT, parents=[("办法@2019:9", "法")], effects=[END])
    assert state(book, "办法@2019:9¶2") is ORPHANED


def test_a_parent_that_nobody_entered_is_uncertain() -> None:
    assert state(a_book(LOCAL, parents=[(CHILD, "无名")])) is UNCERTAIN


def test_a_revised_child_keeps_its_parent() -> None:
    """The link hangs on the old provision; the confirmed new text is its child as well."""
    local = a_law(
        "办法",
        a_text("2019", {"9": penalty("甲")}),
        a_text("2022", {"9": penalty("甲", "一千元以上")}),
        rank=Rank.LOCAL_REGULATION,
    )
    link = a_link(CHILD, "办法@2022:9", kind=Kind.MODIFIED)
    book = a_book(local, PARENT, parents=[(CHILD, "法")], effects=[END], links=[link])
    assert state(book) is ORPHANED


@pytest.mark.parametrize(
    ("kind", "opinion", "expected"),
    [
        (E.SUSPEND, None, ALIVE),
        (E.CONFLICT, None, UNCERTAIN),
        (E.CONFLICT, True, ORPHANED),
        (E.CONFLICT, False, ALIVE),
        (E.EXPIRE, None, ORPHANED),
    ],
)
def test_what_befalls_the_parent_instrument(
    kind: EffectType, opinion: bool | None, expected: BasisState
) -> None:
    effect = an_effect(kind, "法", on=DAY, opinion=opinion)
    assert state(a_book(LOCAL, PARENT, parents=[(CHILD, "法")], effects=[effect])) is expected


@pytest.mark.parametrize("kind", [E.RESUME, E.ENACT])
def test_t8_a_parent_revived_explicitly_carries_again(kind: EffectType) -> None:
    effects = [an_effect(E.REPEAL_WHOLE, "法", on="2020"), an_effect(kind, "法", on="2021")]
    assert state(a_book(LOCAL, PARENT, parents=[(CHILD, "法")], effects=effects)) is ALIVE


# ---- opinions on an orphan ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "finding", "row", "expected"),
    [
        (True, Finding.REPEAL, "L5-废止", DEAD),
        (True, Finding.KEEP, "L5-保留", ALIVE),
        (False, Finding.REPEAL, "X3-废止", ORPHANED),
        (False, Finding.KEEP, "X3-保留", ORPHANED),
        (False, Finding.FORWARDED, "X3-上报", ORPHANED),
        (True, Finding.AMEND, "X3-待修改", ORPHANED),
        (False, Finding.AMEND, "X3-修改", ORPHANED),
    ],
)
def test_l5_x3_the_district_decides_only_over_its_own_documents(
    own: bool, finding: Finding, row: str, expected: BasisState
) -> None:
    norm = a_law("办法", a_text("2019", {"9": penalty("甲")}), rank=Rank.LOCAL_REGULATION, own=own)
    opinion = an_opinion(finding, "办法", rule="L5")
    book = a_book(norm, PARENT, parents=[(CHILD, "法")], effects=[END], opinions=[opinion])
    found = traced(book)
    assert found.state is expected
    assert (row, opinion.id) in {(step.rule, step.record) for step in found.steps}


def test_every_row_of_the_opinions_is_reached_by_a_test() -> None:
    """L6 stands in ``test_survival_rows``, what is answered of a flagged norm in ``test_planner_cleanups``."""
    elsewhere = {"L6-有权", "L6-无权", "X3-待废止", "G10-保留"}
    assert len({row.id for row in OPINIONS} - elsewhere) == 7


GRANDCHILD = a_law("细则", a_text("2020", {"3": penalty("甲")}), rank=Rank.LOCAL_REGULATION)


@pytest.mark.parametrize(
    ("own", "finding", "expected"),
    [
        (True, Finding.KEEP, ALIVE),
        (True, Finding.REPEAL, ORPHANED),
        (False, Finding.KEEP, ORPHANED),
        (False, Finding.FORWARDED, ORPHANED),
    ],
)
@pytest.mark.parametrize("link", [("细则", "办法"), ("细则@2020:3", CHILD)])
def test_l5_an_orphan_that_is_kept_carries_what_was_made_under_it(
    own: bool, finding: Finding, expected: BasisState, link: tuple[str, str]
) -> None:
    kept = a_law("办法", a_text("2019", {"9": penalty("甲")}), rank=Rank.LOCAL_REGULATION, own=own)
    opinion = an_opinion(finding, "办法", rule="L5")
    parents = [link, ("办法", "法")]
    book = a_book(kept, PARENT, GRANDCHILD, parents=parents, effects=[END], opinions=[opinion])
    found = traced(book, "细则@2020:3")
    assert found.state is expected
    assert (opinion.id in {step.record for step in found.steps}) is own


def test_a_norm_cited_as_a_whole_hears_what_fazhiban_found() -> None:
    """L5: nobody has its text."""
    norm = a_law("办法", rank=Rank.LOCAL_REGULATION, own=True)
    whole = a_citation(coarse=True, instrument="办法", printed="《办法》")
    for opinions, expected in (
        ([], ORPHANED),
        ([an_opinion(Finding.KEEP, "办法", rule="L5")], ALIVE),
    ):
        book = a_book(norm, PARENT, parents=[("办法", "法")], effects=[END], opinions=opinions)
        assert judge(a_power(whole), book, DAY, DEFAULT).citations[0].state is expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(E.RESUME, BasisState.ALIVE), (E.ENACT, BasisState.SUSPENDED)],
)
def test_t8_an_enactment_ends_no_suspension(kind: EffectType, expected: BasisState) -> None:
    """Of an instrument that nobody has the text of."""
    whole = a_citation(coarse=True, instrument="法", printed="《法》")
    effects = [an_effect(E.SUSPEND, "法", on="2020"), an_effect(kind, "法", on="2020")]
    book = a_book(a_law("法"), effects=effects)
    assert judge(a_power(whole), book, DAY, DEFAULT).citations[0].state is expected


@pytest.mark.parametrize(
    ("finding", "expected"), [(Finding.NOT_VOID, ALIVE), (Finding.VOID, ORPHANED)]
)
def test_l22_an_answer_on_the_parent_may_stand_on_a_record_of_its_own(
    finding: Finding, expected: BasisState
) -> None:
    conflict = an_effect(E.CONFLICT, "法", on=DAY)
    opinion = an_opinion(finding, conflict.id, rule="L22")
    book = a_book(LOCAL, PARENT, parents=[(CHILD, "法")], effects=[conflict], opinions=[opinion])
    assert state(book) is expected


def test_l22_the_end_of_a_suspension_answers_no_contradiction() -> None:
    effects = [
        an_effect(E.CONFLICT, "法", on="2020"),
        an_effect(E.SUSPEND, "法", on="2021"),
        an_effect(E.RESUME, "法", on="2022"),
    ]
    assert state(a_book(LOCAL, PARENT, parents=[(CHILD, "法")], effects=effects)) is UNCERTAIN


def test_x5_two_parents_that_replace_each_other_do_not_loop() -> None:
    effects = [
        an_effect(E.REPEAL_REPLACED, "法", on=DAY, replaced_by="另一法@2000"),
        an_effect(E.REPEAL_REPLACED, "另一法", on=DAY, replaced_by="法@2000"),
    ]
    links = [a_link("法@2000:1", "另一法@2000:1"), a_link("另一法@2000:1", "法@2000:1")]
    book = a_book(LOCAL, PARENT, OTHER, parents=[(CHILD, "法")], effects=effects, links=links)
    assert state(book) is ALIVE


def test_an_opinion_on_the_orphan_leaves_its_other_doubts() -> None:
    """L5: kept by 法制办, and still waiting for what became of its text."""
    norm = a_law(
        "办法",
        a_text("2019", {"9": penalty("甲")}),
        a_text("2022", {"9": penalty("甲", "一千元以上")}),
        rank=Rank.LOCAL_REGULATION,
        own=True,
    )
    opinion = an_opinion(Finding.KEEP, "办法", rule="L5")
    book = a_book(norm, PARENT, parents=[(CHILD, "法")], effects=[END], opinions=[opinion])
    found = traced(book)
    assert found.state is UNCERTAIN
    assert found.waits_for
