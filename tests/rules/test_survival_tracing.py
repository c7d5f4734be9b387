"""追踪: one citation through texts and effects, to the day (T1, T2, T8, T11, L1, L2, L22, X4, G15)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from graph.model.judgement import BasisState, CitationState, LawBook
from graph.model.law import Effect, EffectType, Finding, Kind, Rank, Standing, Support
from graph.model.power import Citation
from graph.rules.contradictions import VOID
from graph.rules.effects import HANDLERS
from graph.rules.frame import Scope, scope
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
    penalty,
    supports,
)

BEFORE, DAY, LATER = day("2023-07-19"), day("2023-07-20"), day("2025-01-01")
E = EffectType
ALIVE, CHANGED, UNCERTAIN = BasisState.ALIVE, BasisState.ALIVE_CHANGED, BasisState.UNCERTAIN
SUSPENDED, ORPHANED, DEAD = BasisState.SUSPENDED, BasisState.ORPHANED, BasisState.DEAD

LAW = a_law("法", a_text("2018", {"40": penalty("甲")}))
CITE = a_citation("法@2018:40")


def traced(book: LawBook, on: date = DAY, citation: Citation = CITE) -> CitationState:
    return judge(a_power(citation), book, on, DEFAULT).citations[0]


def state(book: LawBook, on: date = DAY, citation: Citation = CITE) -> BasisState:
    return traced(book, on, citation).state


# ---- texts --------------------------------------------------------------------------------------------------

A, B, C = penalty("甲"), penalty("甲", "一千元以上"), penalty("甲", "三千元以上")
THREE = a_law("法", a_text("2018", {"40": A}), a_text("2020", {"41": B}), a_text("2023", {"42": C}))
FIRST = a_link("法@2018:40", "法@2020:41")
SECOND = a_link("法@2020:41", "法@2023:42")


def test_several_revisions_are_composed() -> None:
    """G15."""
    found = traced(a_book(THREE, links=[FIRST, SECOND]))
    assert (found.state, found.now) == (CHANGED, ("法@2023:42",))
    assert found.kinds == (Kind.MODIFIED,)
    assert len(found.steps) == 2


@pytest.mark.parametrize("links", [[FIRST], [SECOND], []])
def test_one_unconfirmed_link_makes_it_uncertain(links: list[object]) -> None:
    """G15."""
    found = traced(a_book(THREE, links=links))  # pyright: ignore[reportArgumentType]
    assert found.state is UNCERTAIN
    assert found.waits_for


def test_t1_a_change_counts_from_its_first_day() -> None:
    book = a_book(THREE, links=[FIRST, SECOND])
    assert state(book, day("2019-12-31")) is ALIVE
    assert traced(book, day("2020-01-01")).now == ("法@2020:41",)


def test_a_change_undone_by_the_next_text_is_none() -> None:
    """Changed is: different from the text cited, not from any text on the way."""
    law = a_law(
        "法", a_text("2018", {"40": A}), a_text("2020", {"41": A}), a_text("2023", {"40": A})
    )
    assert traced(a_book(law)).changed is False


def test_different_punctuation_is_the_same_rule() -> None:
    law = a_law(
        "法",
        a_text("2018", {"40": A}),
        a_text("2023", {"40": A.replace("，", ",")}, keeps={"40": "40"}),
    )
    assert state(a_book(law)) is CHANGED


def test_an_article_named_by_the_decision_lives_on_but_must_be_assessed() -> None:
    law = a_law("法", a_text("2018", {"40": A}), a_text("2023", {"40": B}, keeps={"40": "40"}))
    assert state(a_book(law)) is UNCERTAIN
    assert state(a_book(law, links=[a_link("法@2018:40", "法@2023:40")])) is CHANGED


@pytest.mark.parametrize("kind", [Kind.MODIFIED, Kind.SPLIT, Kind.MERGED])
def test_what_was_rewritten_needs_an_assessment(kind: Kind) -> None:
    law = a_law("法", a_text("2018", {"40": A}), a_text("2023", {"41": B}))
    link = a_link("法@2018:40", "法@2023:41", kind=kind, assessed=[])
    found = traced(a_book(law, links=[link]))
    assert (found.state, found.changed, found.waits_for) == (UNCERTAIN, True, (link.id,))


@pytest.mark.parametrize("kind", [Kind.SAME, Kind.RENUMBERED, Kind.EDITORIAL])
def test_what_was_only_renewed_needs_none(kind: Kind) -> None:
    law = a_law("法", a_text("2018", {"40": A}), a_text("2023", {"41": B}))
    assert state(a_book(law, links=[a_link("法@2018:40", "法@2023:41", kind=kind)])) is CHANGED


@pytest.mark.parametrize("support", [Support.SUPPORTS, Support.NARROWER, Support.WIDER])
def test_three_assessments_support(support: Support) -> None:
    law = a_law("法", a_text("2018", {"40": A}), a_text("2023", {"41": B}))
    link = a_link("法@2018:40", "法@2023:41", assessed=[supports(support)])
    assert state(a_book(law, links=[link])) is CHANGED


def test_a_text_that_supports_no_longer_is_dead() -> None:
    law = a_law("法", a_text("2018", {"40": A}), a_text("2023", {"41": B}))
    link = a_link("法@2018:40", "法@2023:41", assessed=[supports(Support.NO_LONGER)])
    assert state(a_book(law, links=[link])) is DEAD


def test_the_assessment_for_the_power_wins_over_the_one_for_all() -> None:
    law = a_law("法", a_text("2018", {"40": A}), a_text("2023", {"41": B}))
    own = supports(Support.NO_LONGER, power="p")
    link = a_link("法@2018:40", "法@2023:41", assessed=[supports(), own])
    assert state(a_book(law, links=[link])) is DEAD


HALVES = a_law(
    "法",
    a_text("2018", {"40": A}),
    a_text("2020", {"41": B, "42": C}),
    a_text("2023", {"41": B, "43": penalty("乙")}),
)
SPLIT = a_link("法@2018:40", "法@2020:41", "法@2020:42", kind=Kind.SPLIT)


def test_a_split_goes_on_with_each_half() -> None:
    found = traced(a_book(HALVES, links=[SPLIT]), day("2020-06-01"))
    assert (found.state, found.now) == (CHANGED, ("法@2020:41", "法@2020:42"))


def test_one_half_that_is_not_followed_makes_the_whole_uncertain() -> None:
    assert state(a_book(HALVES, links=[SPLIT])) is UNCERTAIN


def test_one_half_that_died_leaves_the_other() -> None:
    found = traced(a_book(HALVES, links=[SPLIT, deleted("法@2020:42", "法@2023")]))
    assert (found.state, found.partly, found.now) == (CHANGED, True, ("法@2023:41",))


def test_a_citation_of_two_provisions_that_lost_one_has_changed() -> None:
    law = a_law("法", a_text("2018", {"40": A, "41": B}), a_text("2023", {"40": A}))
    book = a_book(law, links=[deleted("法@2018:41", "法@2023")])
    found = traced(book, citation=a_citation("法@2018:40", "法@2018:41"))
    assert (found.state, found.changed, found.partly) == (CHANGED, True, True)


def test_t2_an_incomplete_text_deletes_nothing() -> None:
    short = a_text("2023", {"1": penalty("乙")}, complete=False)
    law = a_law("法", a_text("2018", {"40": A}), short)
    assert state(a_book(law)) is UNCERTAIN
    found = traced(a_book(law, links=[deleted("法@2018:40", "法@2023")]))
    assert found.state is UNCERTAIN
    assert "不完整" in found.steps[-1].sentence


@pytest.mark.parametrize(("words", "expected"), [(A, ALIVE), (B, UNCERTAIN)])
def test_a_text_without_a_day_is_in_force_on_none(words: str, expected: BasisState) -> None:
    undated = a_text("2023", {"40": words}, effective=None, promulgated="2023-01-01")
    law = a_law("法", a_text("2018", {"40": A}), undated)
    assert state(a_book(law)) is expected
    assert state(a_book(law), day("2022-12-31")) is ALIVE


def test_a_text_cited_before_it_is_in_force_is_the_text_of_that_day() -> None:
    law = a_law("法", a_text("2018", {"40": A}), a_text("2023", {"41": A}))
    cited = a_citation("法@2023:41")
    found = traced(a_book(law), day("2020"), cited)
    assert (found.state, found.now) == (CHANGED, ("法@2018:40",))


def test_a_rule_cited_before_it_is_in_force_is_uncertain() -> None:
    law = a_law("法", a_text("2018", {"40": A}), a_text("2023", {"41": B}))
    assert state(a_book(law), day("2020"), a_citation("法@2023:41")) is UNCERTAIN


def test_a_paragraph_lives_on_with_its_unchanged_article() -> None:
    """The parts of an identical article are identical, at its new number."""
    parts = {"40¶1": A, "40¶2": B}
    law = a_law(
        "法", a_text("2018", parts), a_text("2023", {"45¶1": A, "45¶2": B}, keeps={"45¶1": "无"})
    )
    found = traced(a_book(law), citation=a_citation("法@2018:40¶1"))
    assert (found.state, found.now) == (CHANGED, ("法@2023:45¶1",))


def test_a_paragraph_dies_with_its_article() -> None:
    law = a_law("法", a_text("2018", {"40¶1": A, "40¶2": B}), a_text("2023", {"1": C}))
    book = a_book(law, links=[deleted("法@2018:40", "法@2023")])
    assert state(book, citation=a_citation("法@2018:40¶1")) is DEAD


def test_h1_an_article_that_only_lost_a_part_needs_no_assessment() -> None:
    law = a_law("法", a_text("2018", {"40": A + B}), a_text("2023", {"40": A}))
    link = a_link("法@2018:40", "法@2023:40", assessed=[], only_deletions=True)
    found = traced(a_book(law, links=[link]))
    assert (found.state, found.partly) == (CHANGED, True)


def test_records_can_be_left_out_of_account() -> None:
    end = an_effect(E.REPEAL_WHOLE, "法", on=DAY)
    book = a_book(LAW, effects=[end])
    judged = judge(a_power(CITE), book, DAY, DEFAULT, excluded=frozenset({end.id}))
    assert judged.citations[0].state is ALIVE


# ---- coarse citations (3.2) ------------------------------------------------------------------------------------

RANGE = a_citation("法@2018:40", "法@2018:41", "法@2018:42", coarse=True, printed="第四章")
WIDE = {"40": penalty("甲"), "41": penalty("乙"), "42": penalty("丙")}


@pytest.mark.parametrize(
    ("new", "gone", "expected"),
    [
        (WIDE, (), ALIVE),
        ({"40": WIDE["40"]}, ("41", "42"), CHANGED),
        ({"40": WIDE["40"]}, (), CHANGED),
        ({"1": "无"}, ("40", "41", "42"), DEAD),
        ({"1": "无"}, ("40", "41"), UNCERTAIN),
    ],
)
def test_a_range_lives_while_a_part_of_it_does(
    new: dict[str, str], gone: tuple[str, ...], expected: BasisState
) -> None:
    law = a_law("法", a_text("2018", WIDE), a_text("2023", new))
    links = [deleted(f"法@2018:{place}", "法@2023") for place in gone]
    assert state(a_book(law, links=links), citation=RANGE) is expected


def test_a_range_needs_no_assessment() -> None:
    law = a_law("法", a_text("2018", WIDE), a_text("2023", {"40": A + B}))
    links = [
        a_link("法@2018:40", "法@2023:40", assessed=[]),
        deleted("法@2018:41", "法@2023"),
        deleted("法@2018:42", "法@2023"),
    ]
    assert state(a_book(law, links=links), citation=RANGE) is CHANGED


def test_a_whole_instrument_without_a_text_is_known_by_its_effects() -> None:
    whole = a_citation(coarse=True, instrument="法", printed="《法》")
    assert state(a_book(LAW), citation=whole) is ALIVE
    end = an_effect(E.REPEAL_WHOLE, "法", on=DAY)
    assert state(a_book(LAW, effects=[end]), citation=whole) is DEAD


# ---- effects ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [E.REPEAL_WHOLE, E.EXPIRE])
def test_t1_a_law_is_dead_on_the_day_of_its_repeal(kind: EffectType) -> None:
    book = a_book(LAW, effects=[an_effect(kind, "法", on=DAY)])
    assert (state(book, BEFORE), state(book, DAY)) == (ALIVE, DEAD)


@pytest.mark.parametrize("standing", [Standing.PROPOSED, Standing.REJECTED])
@pytest.mark.parametrize("kind", list(EffectType))
def test_l0_an_effect_that_is_not_confirmed_changes_no_state(
    kind: EffectType, standing: Standing
) -> None:
    effect = an_effect(kind, "法", "法/2018:40", on=DAY, standing=standing)
    assert state(a_book(LAW, effects=[effect])) is ALIVE


PARTS = a_law("法", a_text("2018", {"40¶1": A, "40¶2(1)": B, "40¶2(2)": C}))


def part(*places: str) -> LawBook:
    named = [f"法/2018:{place}" for place in places]
    return a_book(PARTS, effects=[an_effect(E.REPEAL_PART, "法", *named, on=DAY)])


@pytest.mark.parametrize(
    ("cited", "repealed", "expected", "partly"),
    [
        ("40", ("40",), DEAD, False),
        ("40¶1", ("40",), DEAD, False),
        ("40¶2(1)", ("40¶2(1)",), DEAD, False),
        ("40", ("40¶1",), CHANGED, True),
        ("40¶1", ("40¶2(1)",), ALIVE, False),
        ("40", ("40¶1", "40¶2(1)", "40¶2(2)"), DEAD, True),
    ],
)
def test_h1_a_partial_repeal_reaches_what_it_names(
    cited: str, repealed: tuple[str, ...], expected: BasisState, partly: bool
) -> None:
    found = traced(part(*repealed), citation=a_citation(f"法@2018:{cited}"))
    assert (found.state, found.partly) == (expected, partly)


def test_a_partial_repeal_that_names_nothing_is_uncertain() -> None:
    end = an_effect(E.REPEAL_PART, "法", on=DAY)
    found = traced(a_book(LAW, effects=[end]))
    assert (found.state, found.waits_for) == (UNCERTAIN, (end.id,))


def test_a_repeal_that_names_an_earlier_identity_is_uncertain() -> None:
    """Never dead on doubt, never alive on silence."""
    end = an_effect(E.REPEAL_PART, "法", "法/2018:40", on=LATER)
    assert state(a_book(THREE, links=[FIRST, SECOND], effects=[end]), LATER) is UNCERTAIN


def test_the_text_that_begins_on_the_day_of_the_repeal_is_not_repealed() -> None:
    law = a_law("法", a_text("2018", {"40": A}), a_text("2023", {"50": B}))
    end = an_effect(E.REPEAL_WHOLE, "法", on="2023-01-01")
    book = a_book(law, effects=[end], links=[a_link("法@2018:40", "法@2023:50")])
    assert state(book, citation=a_citation("法@2023:50")) is ALIVE
    assert state(book) is DEAD


def test_t8_the_repeal_of_the_repealer_revives_nothing() -> None:
    repealer = a_law("废止决定", a_text("2020", {"1": "废止《法》。"}))
    ends = [
        an_effect(E.REPEAL_WHOLE, "法", on="2020", affecting="废止决定"),
        an_effect(E.REPEAL_WHOLE, "废止决定", on="2021"),
    ]
    assert state(a_book(LAW, repealer, effects=ends)) is DEAD


@pytest.mark.parametrize("kind", [E.RESUME, E.ENACT])
def test_t8_only_an_explicit_effect_revives(kind: EffectType) -> None:
    ends = [an_effect(E.REPEAL_WHOLE, "法", on="2020"), an_effect(kind, "法", on="2021")]
    book = a_book(LAW, effects=ends)
    assert state(book, day("2020-12-31")) is DEAD
    assert state(book, day("2021-01-01")) is ALIVE


def test_t8_a_new_text_alone_revives_nothing() -> None:
    law = a_law("法", a_text("2018", {"40": A}), a_text("2021", {"40": A}))
    end = an_effect(E.REPEAL_WHOLE, "法", on="2020")
    assert state(a_book(law, effects=[end])) is DEAD


def test_t8_a_deleted_provision_is_revived_only_by_name() -> None:
    law = a_law("法", a_text("2018", {"40": A}), a_text("2020", {"1": B}))
    gone = deleted("法@2018:40", "法@2020")
    whole = an_effect(E.RESUME, "法", on="2022")
    named = an_effect(E.RESUME, "法", "法/2018:40", on="2022")
    assert state(a_book(law, links=[gone], effects=[whole])) is DEAD
    assert state(a_book(law, links=[gone], effects=[named])) is ALIVE


PARTED = a_law("法", a_text("2018", {"40¶1": A, "40¶2": B}))
WHOLE = a_citation("法@2018:40")


def test_t8_an_article_of_which_one_paragraph_was_revived_is_not_dead() -> None:
    """H1: dead only while all of it is, whether it was repealed whole or part by part."""
    at_once = [an_effect(E.REPEAL_WHOLE, "法", on="2022-01-01")]
    one_by_one = [
        an_effect(E.REPEAL_PART, "法", f"法/2018:40¶{n}", on="2022-01-01", id_=f"e{n}")
        for n in (1, 2)
    ]
    again = an_effect(E.RESUME, "法", "法/2018:40¶1", on="2023-01-01", id_="z")
    for ends in (at_once, one_by_one):
        assert state(a_book(PARTED, effects=ends), citation=WHOLE) is DEAD
        found = traced(a_book(PARTED, effects=[*ends, again]), citation=WHOLE)
        assert (found.state, found.partly) == (CHANGED, True)


def test_l24_an_effect_that_was_corrected_changes_no_state() -> None:
    wrong = an_effect(E.REPEAL_WHOLE, "法", on="2022-01-01", id_="误")
    mending = an_effect(E.CORRECT, "法", on="2022-01-01", id_="更正", affecting="误")
    assert state(a_book(LAW, effects=[wrong])) is DEAD
    assert state(a_book(LAW, effects=[wrong, mending])) is ALIVE


def test_t11_the_end_of_the_day_decides() -> None:
    """Repealed and explicitly resumed on one day, in any order of recording."""
    end = an_effect(E.REPEAL_WHOLE, "法", on=DAY, id_="z")
    back = an_effect(E.RESUME, "法", on=DAY, id_="a")
    assert state(a_book(LAW, effects=[end, back])) is ALIVE
    assert state(a_book(LAW, effects=[back, end])) is ALIVE


def test_an_enactment_on_the_day_of_the_repeal_speaks_of_the_new_text() -> None:
    effects = [an_effect(E.REPEAL_WHOLE, "法", on=DAY), an_effect(E.ENACT, "法", on=DAY)]
    assert state(a_book(LAW, effects=effects)) is DEAD


def test_t9_a_suspension_ends_on_its_day() -> None:
    pause = an_effect(E.SUSPEND, "法", on=DAY, until="2024-01-01")
    book = a_book(LAW, effects=[pause])
    days = (BEFORE, DAY, day("2023-12-31"), day("2024-01-01"))
    assert [state(book, on) for on in days] == [ALIVE, SUSPENDED, SUSPENDED, ALIVE]


def test_l2_a_resumption_ends_an_open_suspension() -> None:
    effects = [an_effect(E.SUSPEND, "法", on=DAY), an_effect(E.RESUME, "法", on=LATER)]
    book = a_book(LAW, effects=effects)
    assert state(book, LATER - timedelta(days=1)) is SUSPENDED
    assert state(book, LATER) is ALIVE


def idle(*places: str, until: str | None = None) -> list[Effect]:
    return [
        an_effect(E.SUSPEND, "法", f"法/2018:{place}", on=DAY, until=until, id_=f"停{place}")
        for place in places
    ]


@pytest.mark.parametrize(
    ("cited", "suspended", "expected", "partly"),
    [
        ("40¶2", ("40¶1",), ALIVE, False),
        ("40¶1", ("40¶1",), SUSPENDED, False),
        ("40¶1", ("40",), SUSPENDED, False),
        ("40", ("40¶1",), CHANGED, True),
        ("40", ("40¶1", "40¶2"), SUSPENDED, False),
    ],
)
def test_h1_l2_a_suspension_reaches_what_it_names(
    cited: str, suspended: tuple[str, ...], expected: BasisState, partly: bool
) -> None:
    """As a repeal would (3.2): the whole 条 pauses only when nothing of it is left that applies."""
    book = a_book(PARTED, effects=idle(*suspended))
    found = traced(book, citation=a_citation(f"法@2018:{cited}"))
    assert (found.state, found.partly) == (expected, partly)


def test_t9_an_article_of_which_a_part_was_suspended_stands_unchanged_again() -> None:
    book = a_book(PARTED, effects=idle("40¶1", "40¶2", until="2024-01-01"))
    found = traced(book, day("2024-01-01"), citation=WHOLE)
    assert (found.state, found.changed, found.partly) == (ALIVE, False, False)


def test_l2_an_article_of_which_one_paragraph_was_resumed_is_not_suspended() -> None:
    again = an_effect(E.RESUME, "法", "法/2018:40¶1", on=LATER)
    for pauses in ([an_effect(E.SUSPEND, "法", on=DAY)], idle("40¶1", "40¶2")):
        book = a_book(PARTED, effects=[*pauses, again])
        assert [state(book, on, WHOLE) for on in (DAY, LATER)] == [SUSPENDED, CHANGED]
        assert state(book, LATER, a_citation("法@2018:40¶2")) is SUSPENDED


def test_an_article_of_which_one_part_is_dead_and_the_other_suspended_is_suspended() -> None:
    gone = an_effect(E.REPEAL_PART, "法", "法/2018:40¶2", on=LATER)
    assert state(a_book(PARTED, effects=[*idle("40¶1"), gone]), LATER, WHOLE) is SUSPENDED


def test_a_suspension_that_names_an_earlier_identity_is_uncertain() -> None:
    pause = an_effect(E.SUSPEND, "法", "法/2018:40", on=LATER)
    assert state(a_book(THREE, links=[FIRST, SECOND], effects=[pause]), LATER) is UNCERTAIN


def test_a_suspension_from_before_the_cited_text_still_holds() -> None:
    book = a_book(LAW, effects=[an_effect(E.SUSPEND, "法", on="2017")])
    assert state(book) is SUSPENDED


@pytest.mark.parametrize(
    ("territory", "expected"),
    [
        *((code, DEAD) for code in ("", "53", "530000", "5301", "530112")),
        *((code, ALIVE) for code in ("530111", "44", "440000", "530112001")),
    ],
)
def test_l1_an_effect_reaches_the_district_or_not(territory: str, expected: BasisState) -> None:
    end = an_effect(E.REPEAL_WHOLE, "法", on=DAY, territory=territory)
    assert state(a_book(LAW, effects=[end])) is expected


def test_l1_the_local_law_of_another_province_repeals_nothing_here() -> None:
    """Scenario X-f."""
    other = a_law("外省条例", a_text("2023", {"1": "无"}), territory="440000")
    end = an_effect(E.REPEAL_WHOLE, "法", on=DAY, affecting="外省条例")
    assert state(a_book(LAW, other, effects=[end])) is ALIVE


def test_l1_an_effect_on_a_part_of_the_district_is_noted() -> None:
    pause = an_effect(E.SUSPEND, "法", on=DAY, territory="530112001")
    found = traced(a_book(LAW, effects=[pause]))
    assert (found.state, found.partly) == (ALIVE, True)
    assert scope("530112001000", "530112") is Scope.PART


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (E.AMEND_SUBST, UNCERTAIN),
        (E.AMEND_EDIT, CHANGED),
        (E.RENUMBER, CHANGED),
        (E.INSERT, ALIVE),
        (E.CORRECT, ALIVE),
    ],
)
def test_an_amendment_whose_text_nobody_entered(kind: EffectType, expected: BasisState) -> None:
    effect = an_effect(kind, "法", "法/2018:40", on=DAY)
    assert state(a_book(LAW, effects=[effect])) is expected


def test_the_doubt_of_a_revision_lives_in_its_correspondences() -> None:
    law = a_law("法", a_text("2018", {"40": A}), a_text("2023", {"40": A}))
    effect = an_effect(E.AMEND_SUBST, "法", on="2023")
    assert state(a_book(law, effects=[effect])) is ALIVE


def test_a_replacement_of_a_part_is_uncertain() -> None:
    effect = an_effect(E.REPEAL_REPLACED, "法", "法/2018:40¶1", on=DAY, replaced_by="法@2018")
    assert state(a_book(PARTS, effects=[effect]), citation=a_citation("法@2018:40")) is UNCERTAIN


def test_two_laws_that_replace_each_other_do_not_loop() -> None:
    one = a_law("甲法", a_text("2018", {"1": A}))
    two = a_law("乙法", a_text("2018", {"1": A}))
    effects = [
        an_effect(E.REPEAL_REPLACED, "甲法", on=DAY, replaced_by="乙法@2018"),
        an_effect(E.REPEAL_REPLACED, "乙法", on=DAY, replaced_by="甲法@2018"),
    ]
    links = [a_link("甲法@2018:1", "乙法@2018:1"), a_link("乙法@2018:1", "甲法@2018:1")]
    found = traced(
        a_book(one, two, links=links, effects=effects), citation=a_citation("甲法@2018:1")
    )
    assert found.state is ALIVE


def test_every_effect_that_can_speak_has_its_handler() -> None:
    assert set(EffectType) - set(HANDLERS) == {E.INSERT, E.CORRECT}


# ---- contradiction (L22, X3, X4) ----------------------------------------------------------------------------------


def contradicted(
    law: Law, affecting: str, *, opinion: bool | None, on: str = "2023-07-20"
) -> LawBook:
    higher = [
        a_law("上位法", a_text("2023", {"1": "无"}, effective=DAY)),
        a_law("部令", a_text("2023", {"1": "无"}, effective=DAY), rank=Rank.MINISTRY_RULE),
    ]
    effect = an_effect(E.CONFLICT, "法", on=on, affecting=affecting, opinion=opinion)
    return a_book(law, *higher, effects=[effect])


def norm(rank: Rank, *, own: bool = False) -> Law:
    return a_law("法", a_text("2018", {"40": A}), rank=rank, own=own)


def test_l22_a_contradiction_is_uncertain_until_it_is_answered() -> None:
    found = traced(contradicted(norm(Rank.LOCAL_REGULATION), "上位法", opinion=None))
    assert found.state is UNCERTAIN
    assert found.waits_for


def test_l22_not_void_is_nothing() -> None:
    assert state(contradicted(norm(Rank.LOCAL_REGULATION), "上位法", opinion=False)) is ALIVE


@pytest.mark.parametrize(
    ("law", "affecting", "on", "expected"),
    [
        (norm(Rank.LOCAL_REGULATION), "上位法", "2023-07-20", DEAD),
        (norm(Rank.LOCAL_REGULATION), "", "2023-07-20", ORPHANED),
        (norm(Rank.LOCAL_REGULATION), "上位法", "2018-01-01", ORPHANED),
        (norm(Rank.LOCAL_REGULATION), "部令", "2023-07-20", ORPHANED),
        (norm(Rank.PROVINCIAL_RULE), "上位法", "2023-07-20", ORPHANED),
        (norm(Rank.ADMINISTRATIVE_REGULATION, own=True), "上位法", "2023-07-20", DEAD),
    ],
)
def test_x4_what_void_means(law: Law, affecting: str, on: str, expected: BasisState) -> None:
    """立法法 82¶2: only the 地方性法规 that came first; all others wait for the competent body (X3)."""
    assert state(contradicted(law, affecting, opinion=True, on=on)) is expected


def test_x4_a_clause_enacted_after_the_higher_law_did_not_come_first() -> None:
    """The regulation is older than the higher law, its clause is not."""
    law = a_law(
        "法", a_text("2018", {"40": A}), a_text("2024", {"41": B}), rank=Rank.LOCAL_REGULATION
    )
    cited, on = a_citation("法@2024:41"), day("2024-06-01")
    book = contradicted(law, "上位法", opinion=True)
    assert state(book, on, cited) is ORPHANED


def test_each_row_of_the_void_table_is_met() -> None:
    assert [row.id for row in VOID] == ["X3-本级", "X4", "X3"]


@pytest.mark.parametrize(("finding", "expected"), [(Finding.VOID, DEAD), (Finding.NOT_VOID, ALIVE)])
def test_l22_the_opinion_may_stand_on_a_record_of_its_own(
    finding: Finding, expected: BasisState
) -> None:
    book = contradicted(norm(Rank.LOCAL_REGULATION), "上位法", opinion=None)
    effect = book.effects[0]
    answered = replace(book, opinions=(an_opinion(finding, effect.id, rule="L22"),))
    assert state(answered) is expected
