"""在办冲突: what becomes of a planned item among the open ones (C-rows)."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

import pytest

from graph.errors import RowNotBuilt
from graph.model.plan import (
    Difference,
    DraftItem,
    ItemKind,
    OpenItem,
    Resolution,
    Route,
    StateClass,
)
from graph.model.power import ElementKind
from graph.rules.conflicts import (
    cancel_due,
    left_over,
    meet,
    partner_rejected,
    reconcile,
    waits_behind,
)
from graph.rules.tables import row

EARLY, DAY, LATE = date(2023, 1, 1), date(2023, 7, 20), date(2024, 1, 1)
BASIS, LIABILITY, HOLDER = ElementKind.BASIS, ElementKind.LIABILITY_BASIS, ElementKind.HOLDER
UNDER_WAY = (StateClass.IN_REVIEW, StateClass.APPROVED, StateClass.ON_HOLD, StateClass.STALE)


def a_plan(
    kind: ItemKind = ItemKind.ADJUST,
    *,
    elements: tuple[ElementKind, ...] = (BASIS,),
    effective: date = DAY,
    cause: str = "新法",
    key: str = "planned",
    facts: str = "facts",
    powers: tuple[str, ...] = ("p",),
    sub_item: str = "",
    grounds: tuple[str, ...] = ("7(1)",),
    pair: str = "",
    name: str = "",
    holder: str = "甲局",
    causes: tuple[str, ...] = (),
) -> DraftItem:
    named = (Difference(element=ElementKind.NAME, value=name),) if name else ()
    return DraftItem(
        key=key,
        kind=kind,
        route=Route.B,
        grounds=grounds,
        rules=("L9",),
        cause=cause,
        causes=causes or (cause,),
        effective=effective,
        holder=holder,
        powers=powers,
        sub_item=sub_item,
        differences=tuple(Difference(element=e) for e in elements) + named,
        pair=pair,
        facts_hash=facts,
    )


def an_open(
    kind: ItemKind = ItemKind.ADJUST,
    state: StateClass = StateClass.DRAFT,
    *,
    elements: tuple[ElementKind, ...] = (BASIS,),
    effective: date = DAY,
    cause: str = "旧法",
    key: str = "open",
    facts: str = "old facts",
    powers: tuple[str, ...] = ("p",),
    sub_item: str = "",
    grounds: tuple[str, ...] = ("7(1)",),
    pair: str = "",
    name: str = "",
    holder: str = "甲局",
    reform: bool = False,
) -> OpenItem:
    return OpenItem(
        key=key,
        kind=kind,
        state=state,
        powers=powers,
        elements=frozenset(elements),
        grounds=grounds,
        effective=effective,
        facts_hash=facts,
        cause=cause,
        causes=(cause,),
        sub_item=sub_item,
        pair=pair,
        name=name,
        holder=holder,
        reform=reform,
    )


def decided(
    open_item: OpenItem, planned: DraftItem, today: date | None = None
) -> tuple[str, Resolution]:
    found = meet(open_item, planned, today)
    assert found.sentence == row(found.rule).sentence
    return found.rule, found.resolution


def test_c1_the_same_item_again_is_the_one_that_is_there() -> None:
    again = a_plan(key="same", facts="same")
    assert decided(an_open(key="same", facts="same"), again) == ("C1", Resolution.RETURN_EXISTING)


def test_c2_a_draft_follows_the_new_outcome_of_its_cause() -> None:
    cancelled = a_plan(ItemKind.CANCEL, cause="同法", grounds=("6(1)",))
    assert decided(an_open(cause="同法"), cancelled) == ("C2", Resolution.REPLACE_DRAFT)


@pytest.mark.parametrize("state", UNDER_WAY)
def test_c2_what_people_have_seen_becomes_stale_with_a_new_revision(state: StateClass) -> None:
    changed = a_plan(cause="同法", facts="other")
    found = decided(an_open(state=state, cause="同法"), changed)
    assert found == ("C2", Resolution.REVISE_STALE)


@pytest.mark.parametrize("state", [*UNDER_WAY, StateClass.DRAFT])
def test_c3_disjoint_elements_do_not_meet(state: StateClass) -> None:
    other = an_open(state=state, elements=(LIABILITY,))
    assert decided(other, a_plan()) == ("C3", Resolution.CREATE)


@pytest.mark.parametrize(
    ("state", "resolution"),
    [(StateClass.DRAFT, Resolution.REPLACE_DRAFT), (StateClass.IN_REVIEW, Resolution.REVISE_STALE)],
)
def test_c2_an_addition_follows_its_own_cause(state: StateClass, resolution: Resolution) -> None:
    added = an_open(ItemKind.ADD, state, powers=(), key="k", cause="同法", name="甲")
    again = a_plan(ItemKind.ADD, powers=(), key="k", cause="同法", name="甲", facts="other")
    assert decided(added, again) == ("C2", resolution)


def test_c3_another_power_does_not_meet() -> None:
    assert decided(an_open(powers=("q",)), a_plan()) == ("C3", Resolution.CREATE)


def test_c4_a_draft_takes_a_further_ground_of_its_day() -> None:
    assert decided(an_open(), a_plan()) == ("C4", Resolution.MERGE)


def test_c4_a_plan_that_holds_the_cause_of_the_draft_and_one_more_stands_for_both() -> None:
    both = a_plan(causes=("旧法", "新法"))
    assert decided(an_open(), both) == ("C4", Resolution.MERGE)


def test_c4_a_draft_takes_the_earlier_change_first() -> None:
    assert decided(an_open(), a_plan(effective=EARLY)) == ("C4", Resolution.SWAP)


MERGES = ("7(3)", "7(4)")


@pytest.mark.parametrize(
    ("effective", "resolution"),
    [
        (EARLY, Resolution.HOLD_OPEN),
        (DAY, Resolution.HOLD_BEHIND),
        (LATE, Resolution.HOLD_BEHIND),
    ],
)
def test_c4_a_merger_and_a_change_of_law_are_never_poured_into_one(
    effective: date, resolution: Resolution
) -> None:
    """Neither plan knows what the other changes: one waits, and is then planned anew."""
    merger = a_plan(effective=effective, cause="改革", grounds=MERGES)
    rule = "C5" if effective == LATE else "C4"
    assert decided(an_open(), replace(merger, rules=("O3", "O2"))) == (rule, resolution)
    merging = an_open(cause="改革", grounds=MERGES, reform=True)
    assert decided(merging, a_plan(effective=effective)) == (rule, resolution)


def test_c4_two_reforms_on_one_power_are_two_items() -> None:
    first = an_open(elements=(HOLDER,), grounds=("7(3)",), cause="先改", reform=True)
    second = a_plan(elements=(HOLDER,), grounds=("7(3)",), cause="再改")
    found = decided(first, replace(second, rules=("O2",)))
    assert found == ("C4", Resolution.HOLD_BEHIND)


@pytest.mark.parametrize("state", [*UNDER_WAY, StateClass.DRAFT])
def test_c5_a_later_change_waits_behind_the_item_under_way(state: StateClass) -> None:
    found = decided(an_open(state=state), a_plan(effective=LATE))
    assert found == ("C5", Resolution.HOLD_BEHIND)


@pytest.mark.parametrize("state", UNDER_WAY)
@pytest.mark.parametrize("day", [EARLY, DAY])
def test_c6_an_earlier_change_makes_the_item_under_way_stale(state: StateClass, day: date) -> None:
    found = decided(an_open(state=state), a_plan(effective=day))
    assert found == ("C6", Resolution.MARK_STALE)


@pytest.mark.parametrize("day", [EARLY, DAY])
def test_c7_a_cancel_supersedes_an_adjustment_of_its_day_or_later(day: date) -> None:
    cancel = a_plan(ItemKind.CANCEL, effective=day)
    for state in (*UNDER_WAY, StateClass.DRAFT):
        assert decided(an_open(state=state), cancel) == ("C7", Resolution.SUPERSEDE)


def test_c7_a_cancel_of_the_whole_power_supersedes_that_of_a_sub_item() -> None:
    part = an_open(ItemKind.CANCEL_SUB_ITEM, sub_item="s")
    assert decided(part, a_plan(ItemKind.CANCEL)) == ("C7", Resolution.SUPERSEDE)


def test_c8_a_later_cancel_lets_the_adjustment_go_on() -> None:
    cancel = a_plan(ItemKind.CANCEL, effective=LATE)
    found = decided(an_open(state=StateClass.APPROVED), cancel, today=DAY)
    assert found == ("C8", Resolution.SCHEDULE_AFTER)


def test_c18_when_the_day_of_the_cancel_has_come_the_adjustment_is_superseded() -> None:
    cancel = a_plan(ItemKind.CANCEL, effective=LATE)
    assert decided(an_open(), cancel, today=LATE) == ("C18", Resolution.SUPERSEDE)


def test_c18_asked_on_the_day_of_a_scheduled_cancel() -> None:
    cancel = an_open(ItemKind.CANCEL, StateClass.APPROVED, key="cancel", effective=LATE)
    adjust = an_open(key="adjust")
    assert cancel_due(cancel, [cancel, adjust], DAY) == ()
    (due,) = cancel_due(cancel, [cancel, adjust], LATE)
    assert (due.open, due.rule, due.resolution) == ("adjust", "C18", Resolution.SUPERSEDE)


def test_c18_the_sub_items_of_a_power_that_is_cancelled_go_with_it() -> None:
    cancel = an_open(ItemKind.CANCEL, StateClass.APPROVED, key="cancel")
    part = an_open(ItemKind.CANCEL_SUB_ITEM, key="part", sub_item="s")
    assert [due.open for due in cancel_due(cancel, [cancel, part], DAY)] == ["part"]


@pytest.mark.parametrize("kind", [ItemKind.ADJUST, ItemKind.CANCEL])
def test_c2_what_is_left_of_several_causes_stands_for_all_of_them(kind: ItemKind) -> None:
    """E10: one item for a power and a day; a cause that asks no longer is not drawn with it."""
    both = replace(an_open(kind), causes=("新法", "旧法"))
    planned = a_plan(elements=(BASIS,))
    assert decided(both, planned) == ("C2", Resolution.REPLACE_DRAFT)
    for state in UNDER_WAY:
        assert decided(replace(both, state=state), planned) == ("C2", Resolution.REVISE_STALE)


def test_c5_what_waits_stands_behind_the_last_one_before_it() -> None:
    held = an_open(state=StateClass.ON_HOLD, key="held", effective=LATE)
    first, second = an_open(key="z", effective=EARLY), an_open(key="a", effective=DAY)
    assert waits_behind(held, [held, second, first]) == ("z", "a")
    cancel = an_open(ItemKind.CANCEL, key="cancel", effective=LATE)
    assert waits_behind(cancel, [cancel, first]) == ()


def test_c13_a_rejected_item_is_not_made_again_while_its_facts_stand() -> None:
    rejected = an_open(state=StateClass.REJECTED, facts="facts")
    assert decided(rejected, a_plan()) == ("C13", Resolution.RECORD_ONLY)
    assert decided(rejected, a_plan(facts="other")) == ("C13", Resolution.CREATE)


def test_c15_a_member_of_a_pair_whose_other_was_rejected_is_returned() -> None:
    rejected = an_open(state=StateClass.REJECTED, key="part", powers=("q",))
    assert decided(rejected, a_plan(pair="part")) == ("C15", Resolution.RETURN_PAIR)


def test_c15_the_other_members_of_a_rejected_pair_are_returned() -> None:
    parent = an_open(key="parent", pair="part")
    part = an_open(ItemKind.CANCEL_SUB_ITEM, key="part", pair="parent", sub_item="s")
    stranger = an_open(key="stranger")
    rejected = replace(part, state=StateClass.REJECTED)
    (returned,) = partner_rejected(rejected, [parent, rejected, stranger])
    assert (returned.open, returned.rule) == ("parent", "C15")


@pytest.mark.parametrize("day", [DAY, LATE])
def test_c19_a_further_cancel_is_a_further_ground_of_the_open_one(day: date) -> None:
    again = a_plan(ItemKind.CANCEL, effective=day)
    assert decided(an_open(ItemKind.CANCEL), again) == ("C19", Resolution.MERGE)


@pytest.mark.parametrize("state", UNDER_WAY)
@pytest.mark.parametrize("day", [EARLY, LATE])
def test_c16_a_corrected_day_moves_the_item_and_no_approval_is_lost(
    state: StateClass, day: date
) -> None:
    """The date is no fact that an approval rests on."""
    item = an_open(state=state, key="k", facts="facts")
    same, other = (a_plan(key="k", effective=day, facts=facts) for facts in ("facts", "other"))
    assert decided(item, same) == ("C16", Resolution.RESCHEDULE)
    assert decided(item, other) == ("C2", Resolution.REVISE_STALE)


def test_c16_an_earlier_end_of_the_same_power_joins_the_open_cancel() -> None:
    """C19: an extra ground, and the earlier day."""
    earlier = a_plan(ItemKind.CANCEL, effective=EARLY)
    assert decided(an_open(ItemKind.CANCEL), earlier) == ("C16", Resolution.MERGE)


def test_c20_an_adjustment_before_the_cancel_is_an_item_of_its_own() -> None:
    found = decided(an_open(ItemKind.CANCEL), a_plan(effective=EARLY))
    assert found == ("C20", Resolution.CREATE)


def test_c20_an_adjustment_of_a_dead_power_is_only_recorded() -> None:
    later = a_plan(elements=(LIABILITY,), effective=LATE, grounds=("7(6)",))
    assert decided(an_open(ItemKind.CANCEL), later) == ("C20", Resolution.RECORD_ONLY)


@pytest.mark.parametrize(
    ("open_item", "planned", "rule"),
    [
        (an_open(ItemKind.CANCEL), a_plan(effective=LATE), "C9"),
        (an_open(ItemKind.CANCEL), a_plan(elements=(HOLDER,), grounds=("7(3)",), effective=LATE), "C10"),
        (an_open(ItemKind.ADD, powers=(), name="甲"), a_plan(ItemKind.ADD, powers=(), name="甲"), "C21"),
        (an_open(ItemKind.ADD, powers=(), name="甲", holder="乙局"), a_plan(ItemKind.ADD, powers=(), name="甲"), "C14"),
        (an_open(ItemKind.DEVOLVE), a_plan(), "U3"),
    ],
)  # fmt: skip
def test_a_situation_whose_row_is_not_built_is_refused_by_name(
    open_item: OpenItem, planned: DraftItem, rule: str
) -> None:
    with pytest.raises(RowNotBuilt) as refused:
        meet(open_item, planned)
    assert refused.value.row == rule


def test_a_permit_proposal_and_the_completion_of_its_elements_go_side_by_side() -> None:
    """E9 goes on beside each."""
    proposal = an_open(ItemKind.PROPOSE_PERMIT_CANCEL)
    assert decided(proposal, a_plan(ItemKind.COMPLETE_ELEMENTS)) == ("C3", Resolution.CREATE)


def test_a_merger_or_a_split_of_powers_touches_all_elements() -> None:
    merger = a_plan(elements=(HOLDER,), grounds=("7(3)", "7(4)"), effective=LATE)
    assert decided(an_open(elements=(LIABILITY,)), merger) == ("C5", Resolution.HOLD_BEHIND)


KINDS = tuple(ItemKind)
PLACES = (("p", "", (BASIS,)), ("p", "", (LIABILITY,)), ("p", "s", (BASIS,)), ("q", "", (BASIS,)))
PLANS = [
    a_plan(
        kind,
        powers=(power,),
        sub_item=sub_item,
        elements=elements,
        effective=day,
        cause=cause,
        key=key,
    )
    for kind in KINDS
    for power, sub_item, elements in PLACES
    for day in (EARLY, DAY, LATE)
    for cause in ("旧法", "新法")
    for key in ("open", "planned")
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", tuple(StateClass))
def test_every_combination_is_decided_by_a_row_or_refused_by_one(
    kind: ItemKind, state: StateClass
) -> None:
    open_item = an_open(kind, state)
    for planned, today in itertools.product(PLANS, (None, LATE)):
        rule, refused = _decided_or_refused(open_item, planned, today)
        assert row(rule).built is not refused


def _decided_or_refused(
    open_item: OpenItem, planned: DraftItem, today: date | None
) -> tuple[str, bool]:
    try:
        return meet(open_item, planned, today).rule, False
    except RowNotBuilt as refused:
        return refused.row, True


def test_with_nothing_open_an_item_is_created() -> None:
    found = reconcile(a_plan(), [])
    assert (found.resolution, found.target) == (Resolution.CREATE, "")


def test_the_existing_item_wins_over_everything_else() -> None:
    found = reconcile(
        a_plan(facts="f"), [an_open(key="planned", facts="f"), an_open(effective=EARLY)]
    )
    assert (found.rule, found.target) == ("C1", "planned")


def test_an_item_waits_behind_the_last_of_those_before_it() -> None:
    first = an_open(key="first", effective=EARLY, state=StateClass.IN_REVIEW)
    second = an_open(key="second", effective=DAY, state=StateClass.ON_HOLD)
    for order in ([first, second], [second, first]):
        found = reconcile(a_plan(effective=LATE), order)
        assert (found.rule, found.target) == ("C5", "second")


def test_what_happens_to_open_items_is_told_beside_the_creation() -> None:
    found = reconcile(a_plan(ItemKind.CANCEL, effective=EARLY), [an_open()])
    assert found.resolution is Resolution.CREATE
    assert [(e.open, e.resolution) for e in found.encounters] == [("open", Resolution.SUPERSEDE)]


def test_the_order_in_which_disjoint_items_come_makes_no_difference() -> None:
    """C3 commutes."""
    basis, liability = a_plan(key="b"), a_plan(key="l", elements=(LIABILITY,))
    open_basis, open_liability = an_open(key="b"), an_open(key="l", elements=(LIABILITY,))
    assert reconcile(basis, [open_liability]).resolution is Resolution.CREATE
    assert reconcile(liability, [open_basis]).resolution is Resolution.CREATE


def test_c2_items_that_the_new_plan_no_longer_has_are_given_up() -> None:
    draft = an_open(key="draft", cause="同法")
    seen = an_open(key="seen", cause="同法", state=StateClass.IN_REVIEW, powers=("q",))
    kept = an_open(key="kept", cause="同法", powers=("r",))
    rejected = an_open(key="other", state=StateClass.REJECTED, powers=("s",))
    found = left_over([a_plan(cause="同法", powers=("r",))], [draft, seen, kept, rejected])
    assert [(e.open, e.resolution) for e in found] == [
        ("draft", Resolution.LAPSE),
        ("seen", Resolution.MARK_STALE),
    ]


def test_c5_an_item_on_hold_goes_on_when_the_one_before_it_is_gone() -> None:
    held = an_open(key="held", state=StateClass.ON_HOLD, effective=LATE)
    before, aside = an_open(key="before"), an_open(key="aside", elements=(LIABILITY,))
    assert waits_behind(held, [held, before, aside]) == ("before",)
    assert waits_behind(held, [held, aside]) == ()
