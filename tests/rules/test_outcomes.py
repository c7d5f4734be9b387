"""结论: each row of 3.3, 3.4 and 3.5, met by a case of its own."""

from __future__ import annotations

import pytest

from graph.model.judgement import BasisState, Survival
from graph.model.law import Change, Kind, Support
from graph.model.plan import Outcome, Severity
from graph.model.power import Citation, ElementKind, Function, InCatalogue, Power, PowerType
from graph.rules.elements import decide_elements
from graph.rules.hits import Hit
from graph.rules.outcomes import decide
from graph.rules.permits import decide_permit
from tests.rules.cases import a_case, a_citation, a_hit, a_power

DEAD = BasisState.DEAD


def rules(
    *hits: Hit,
    survival: Survival = Survival.V3,
    before: Survival = Survival.V1,
    lost: tuple[str, ...] = (),
    shared: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    case = a_case(*hits, survival=survival, before=before, lost=lost, shared=shared)
    verdict = decide(case)
    assert verdict is not None
    return verdict.rules


# ---- pass 0 ---------------------------------------------------------------------------------------


def test_l0_an_effect_that_nobody_confirmed_is_only_watched() -> None:
    verdict = decide(a_case(watched=("c1",), survival=Survival.V1))
    assert verdict is not None
    assert (verdict.outcome, verdict.rules) == (Outcome.WATCH, ("L0",))


def test_l0_an_incomplete_run_only_watches() -> None:
    verdict = decide(a_case(a_hit(kind=Kind.DELETED), survival=Survival.V9, complete=False))
    assert verdict is not None
    assert verdict.outcome is Outcome.WATCH


def test_nothing_hit_is_no_outcome() -> None:
    assert decide(a_case(survival=Survival.V1)) is None


# ---- pass 1 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("survival", "rule", "outcome"),
    [
        (Survival.V9, "L3", Outcome.ITEM),
        (Survival.V4, "L12", Outcome.HOLD),
        (Survival.V5, "L5", Outcome.HOLD),
        (Survival.V6, "L6", Outcome.HOLD),
        (Survival.V7, "L7", Outcome.HOLD),
        (Survival.V8, "L2", Outcome.NOTE),
    ],
)
def test_without_a_living_group_survival_decides_alone(
    survival: Survival, rule: str, outcome: Outcome
) -> None:
    verdict = decide(a_case(a_hit(kind=Kind.MODIFIED), survival=survival))
    assert verdict is not None
    assert (verdict.outcome, verdict.rules, verdict.standing) == (outcome, (rule,), False)


def test_a_state_that_stood_before_makes_no_second_item() -> None:
    """C1, C13."""
    verdict = decide(a_case(a_hit(state=DEAD), survival=Survival.V9, before=Survival.V9))
    assert verdict is not None
    assert (verdict.outcome, verdict.rules, verdict.standing) == (Outcome.TOUCHED, ("L3",), True)


def test_l21_a_filing_that_became_a_permit_is_a_pair() -> None:
    hit = a_hit(
        support=Support.NO_LONGER, kind=Kind.MODIFIED, changes=frozenset({Change.FILING_TO_PERMIT})
    )
    assert rules(hit, survival=Survival.V9) == ("L21",)


# ---- pass 2 ---------------------------------------------------------------------------------------


def test_l4_a_basis_died_and_another_lives() -> None:
    gone, stays = a_hit(a_citation("c1"), kind=Kind.DELETED), a_hit(a_citation("c2"))
    assert rules(gone, stays, survival=Survival.V2) == ("L4",)


@pytest.mark.parametrize("kind", [Kind.RENUMBERED, Kind.EDITORIAL])
def test_l8_only_number_or_wording(kind: Kind) -> None:
    assert rules(a_hit(kind=kind)) == ("L8",)


@pytest.mark.parametrize("kind", [Kind.MODIFIED, Kind.MERGED])
def test_l9_rewritten_and_still_supporting(kind: Kind) -> None:
    assert rules(a_hit(kind=kind)) == ("L9",)


def test_l10_split_or_amounts_by_conduct() -> None:
    assert rules(a_hit(kind=Kind.SPLIT, now=("新", "新二"))) == ("L9", "L10")
    by_conduct = a_hit(kind=Kind.MODIFIED, changes=frozenset({Change.AMOUNTS_BY_CONDUCT}))
    assert rules(by_conduct) == ("L9", "L10")


def test_l11_merged_where_another_power_of_the_holder_rests_too() -> None:
    assert rules(a_hit(kind=Kind.MERGED), shared=frozenset({"新"})) == ("L9", "L11")


def test_l13_a_sub_item_lost_its_basis() -> None:
    assert rules(survival=Survival.V2, lost=("s1",)) == ("L13",)


def test_l14_the_scope_widens() -> None:
    assert rules(a_hit(kind=Kind.MODIFIED, support=Support.WIDER)) == ("L9", "L14")


def test_l18_another_organ() -> None:
    moved = a_hit(kind=Kind.MODIFIED, changes=frozenset({Change.ORGAN}), organ="应急局")
    assert rules(moved) == ("L9", "L18")


def test_l19_only_the_organs_name() -> None:
    same = a_hit(kind=Kind.MODIFIED, changes=frozenset({Change.ORGAN}), organ="交通局")
    assert rules(same) == ("L19",)


def test_l20_another_nature() -> None:
    other = a_hit(kind=Kind.MODIFIED, changes=frozenset({Change.NATURE}), nature="行政检查")
    assert rules(other) == ("L9", "L20")


@pytest.mark.parametrize("kind", [Kind.MODIFIED, Kind.RENUMBERED])
def test_l23_a_coarse_citation_is_verified(kind: Kind) -> None:
    assert rules(a_hit(a_citation(coarse=True), kind=kind)) == ("L23",)


def test_l23_an_article_that_only_lost_parts_is_verified() -> None:
    """H1."""
    assert rules(a_hit(kind=Kind.MODIFIED, only_deletions=True)) == ("L23",)


def test_l25_a_quotation_that_was_stale_before() -> None:
    assert rules(a_hit(a_citation(stale=True), kind=Kind.SAME), survival=Survival.V1) == ("L25",)


def test_l27_touched_but_neither_dead_nor_changed() -> None:
    assert rules(a_hit(kind=Kind.SAME), survival=Survival.V1) == ("L27",)


def test_all_matching_rows_speak_together() -> None:
    gone = a_hit(a_citation("c1"), kind=Kind.DELETED)
    moved = a_hit(a_citation("c2"), kind=Kind.RENUMBERED)
    wider = a_hit(a_citation("c3"), kind=Kind.SPLIT, support=Support.WIDER)
    found = rules(gone, moved, wider, survival=Survival.V2)
    assert found == ("L4", "L8", "L9", "L10", "L14")


def test_l2_back_from_a_suspension_with_nothing_changed_is_a_note() -> None:
    back = a_hit(before=BasisState.SUSPENDED, state=BasisState.ALIVE, now=("旧",))
    verdict = decide(a_case(back, before=Survival.V8, survival=Survival.V1))
    assert verdict is not None
    assert (verdict.outcome, verdict.rules) == (Outcome.NOTE, ("L2",))


def test_l2_what_changed_meanwhile_is_a_hit_of_the_day_of_return() -> None:
    back = a_hit(kind=Kind.MODIFIED, before=BasisState.SUSPENDED)
    assert rules(back, before=Survival.V8) == ("L2", "L9")


# ---- 3.4 ------------------------------------------------------------------------------------------


def liability(id_: str = "c1", *, coarse: bool = False) -> Citation:
    return a_citation(
        id_, element=ElementKind.LIABILITY_BASIS, function=Function.DUTY, coarse=coarse
    )


def element_rules(
    *hits: Hit, power: Power | None = None, survival: Survival = Survival.V3
) -> list[tuple[str, ...]]:
    case = a_case(*hits, power=power, survival=survival)
    return [verdict.rules for verdict in decide_elements(case)]


def of(
    element: ElementKind, *, function: Function = Function.PROCEDURE, coarse: bool = False
) -> Citation:
    return a_citation(element=element, function=function, coarse=coarse)


@pytest.mark.parametrize("state", [BasisState.UNCERTAIN, BasisState.ORPHANED, BasisState.SUSPENDED])
def test_e0_what_is_not_settled_waits(state: BasisState) -> None:
    hit = a_hit(liability(), kind=Kind.MODIFIED, state=state)
    (verdict,) = decide_elements(a_case(hit))
    assert (verdict.outcome, verdict.rules) == (Outcome.HOLD, ("E0",))


def test_e1_a_confirmed_successor() -> None:
    assert element_rules(a_hit(liability(), kind=Kind.RENUMBERED)) == [("E1",)]


def test_e2_dead_and_another_remains() -> None:
    gone = a_hit(liability("c1"), kind=Kind.DELETED)
    kept = a_hit(liability("c2"), kind=Kind.SAME)
    assert element_rules(gone, kept) == [("E2",), ("L27",)]


def test_e3_all_dead() -> None:
    gone = [a_hit(liability(id_), kind=Kind.DELETED) for id_ in ("c1", "c2")]
    assert element_rules(*gone) == [("E3",), ("E3",)]


def test_e4_steps_change() -> None:
    steps = frozenset({Change.STEPS})
    for coarse in (False, True):
        hit = a_hit(of(ElementKind.DUTY_BASIS, coarse=coarse), kind=Kind.MODIFIED, changes=steps)
        assert element_rules(hit) == [("E4",)]


@pytest.mark.parametrize(
    "element", [ElementKind.DUTY_BASIS, ElementKind.REMEDY, ElementKind.SUBJECT_BASIS]
)
@pytest.mark.parametrize("kind", [Kind.RENUMBERED, Kind.MODIFIED, Kind.DELETED])
def test_e5_only_text_or_number_or_dead(element: ElementKind, kind: Kind) -> None:
    assert element_rules(a_hit(of(element), kind=kind)) == [("E5",)]


def test_e6_the_remedy_itself_changes() -> None:
    hit = a_hit(
        of(ElementKind.REMEDY),
        kind=Kind.MODIFIED,
        changes=frozenset({Change.ORGAN}),
        organ="区政府",
    )
    assert element_rules(hit) == [("E6",)]


@pytest.mark.parametrize(
    "element", [ElementKind.SUPERVISION, ElementKind.NAME, ElementKind.UNDERTAKER]
)
def test_e7_plain_elements(element: ElementKind) -> None:
    assert element_rules(a_hit(of(element), kind=Kind.MODIFIED)) == [("E7",)]


def test_e8_an_authorised_organisation_loses_its_seat() -> None:
    hit = a_hit(of(ElementKind.BASIS, function=Function.SUBJECT), kind=Kind.DELETED)
    seated = a_power(hit.citation, subject_authorized=True)
    assert element_rules(hit, power=seated, survival=Survival.V1) == [("E8",)]
    assert element_rules(hit, survival=Survival.V1) == [("E5",)]


def test_e9_a_permit_completes_its_elements() -> None:
    hit = a_hit(liability(), kind=Kind.RENUMBERED)
    permit = a_power(hit.citation, type_=PowerType.PERMIT)
    assert element_rules(hit, power=permit) == [("E1", "E9")]


def test_e10_what_hangs_on_a_dead_power_goes_with_it() -> None:
    """H9."""
    hit = a_hit(liability(), kind=Kind.RENUMBERED)
    (verdict,) = decide_elements(a_case(hit, survival=Survival.V9))
    assert (verdict.outcome, verdict.rules) == (Outcome.TOUCHED, ("E10",))


@pytest.mark.parametrize("element", [ElementKind.DUTY_BASIS, ElementKind.LIABILITY_BASIS])
def test_e12_a_coarse_citation_is_verified(element: ElementKind) -> None:
    hit = a_hit(of(element, coarse=True), kind=Kind.MODIFIED)
    (verdict,) = decide_elements(a_case(hit))
    assert (verdict.rules, verdict.severity) == (("E12",), Severity.VERIFY)


def test_o12_the_text_names_another_organ_for_the_seat() -> None:
    hit = a_hit(
        of(ElementKind.SUBJECT_BASIS),
        kind=Kind.MODIFIED,
        changes=frozenset({Change.ORGAN}),
        organ="住建局",
    )
    assert element_rules(hit) == [("O12",)]


def test_competence_does_not_count_outside_the_basis() -> None:
    for state in (BasisState.INCOMPETENT, BasisState.FLAGGED):
        hit = a_hit(liability(), kind=Kind.RENUMBERED, state=state)
        assert element_rules(hit) == [("E1",)]


# ---- 3.5 ------------------------------------------------------------------------------------------


def permit_verdict(
    *hits: Hit, in_catalogue: InCatalogue = InCatalogue.YES, survival: Survival = Survival.V3
) -> tuple[Outcome, tuple[str, ...]]:
    citations = [hit.citation for hit in hits]
    power = a_power(*citations, type_=PowerType.PERMIT, in_catalogue=in_catalogue)
    verdict = decide_permit(a_case(*hits, power=power, survival=survival))
    assert verdict is not None
    return verdict.outcome, verdict.rules


def test_p1_a_dead_permit_is_proposed_for_cancelling() -> None:
    found = permit_verdict(a_hit(kind=Kind.DELETED), survival=Survival.V9)
    assert found == (Outcome.ITEM, ("P1",))


def test_p12_a_permit_that_became_a_filing_is_a_pair() -> None:
    hit = a_hit(
        kind=Kind.MODIFIED, support=Support.NO_LONGER, changes=frozenset({Change.PERMIT_TO_FILING})
    )
    assert permit_verdict(hit, survival=Survival.V9) == (Outcome.ITEM, ("P12",))


@pytest.mark.parametrize("survival", [Survival.V2, Survival.V3])
def test_p15_a_living_permit_completes_its_elements(survival: Survival) -> None:
    found = permit_verdict(a_hit(kind=Kind.MODIFIED), survival=survival)
    assert found == (Outcome.ITEM, ("P15",))


def test_p3_a_change_of_holder_or_conditions_is_told_upward() -> None:
    hit = a_hit(kind=Kind.MODIFIED, support=Support.NARROWER)
    assert permit_verdict(hit) == (Outcome.ITEM, ("P3", "P15"))


@pytest.mark.parametrize(
    "survival", [Survival.V4, Survival.V5, Survival.V6, Survival.V7, Survival.V8]
)
def test_p16_a_doubtful_permit_waits(survival: Survival) -> None:
    assert permit_verdict(a_hit(kind=Kind.MODIFIED), survival=survival) == (Outcome.HOLD, ("P16",))


def test_p17_a_permit_outside_the_catalogue_is_settled_first() -> None:
    found = permit_verdict(
        a_hit(kind=Kind.DELETED), survival=Survival.V9, in_catalogue=InCatalogue.NO
    )
    assert found == (Outcome.HOLD, ("P17",))


def test_l27_a_permit_that_is_only_touched() -> None:
    found = permit_verdict(a_hit(kind=Kind.SAME), survival=Survival.V1)
    assert found == (Outcome.TOUCHED, ("L27",))
