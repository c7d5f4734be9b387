"""机构改革: the market supervision part of S9 with its exact counts, and each row of O1–O4, O8, O9, O11, O18."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256

import pytest

from graph.errors import RowNotBuilt
from graph.model.organ import Axis, Mode, Tenure
from graph.model.plan import ItemKind, Route, Severity
from graph.model.power import ElementKind, Function, Power, PowerType
from graph.model.reorganisation import (
    HolderFault,
    OrgChange,
    OrgChangeKind,
    PairDecision,
    ReorgEvent,
    ReorgPlan,
)
from graph.rules.reorganisation import plan_reorganisation
from sample.merger import merger_world
from tests.rules.worlds import PACK, a_power, cites

REFORM, HANDOVER, START = date(2019, 3, 1), date(2019, 4, 1), date(2015, 1, 1)
MARKET = "市场监管局"
COUNTS = {"工商局": 240, "质监局": 110, "食药监局": 180, "发改局": 60}
SHARED = (
    [("工商局", "质监局")] * 5 + [("工商局", "食药监局")] * 4 + [("工商局", "质监局", "食药监局")]
)


@cache
def the_powers() -> tuple[Power, ...]:
    """The first powers of each department are those that it shares; 63 of the last ones are permits."""
    left = dict(COUNTS)
    powers: list[Power] = []
    for number, holders in enumerate(SHARED):
        for holder in holders:
            left[holder] -= 1
            powers.append(
                _penalty(f"同{number}{holder}", holder, f"共有职权{number}", f"法@1 {number}")
            )
    for holder, n in left.items():
        powers += [_own(holder, number) for number in range(n)]
    return tuple(powers)


def _own(holder: str, number: int) -> Power:
    id_ = f"{holder}{number:03}"
    permit = number < 21 and holder != "发改局"
    kind = PowerType.PERMIT if permit else PowerType.PENALTY
    return replace(_penalty(id_, holder, _unlike(id_), f"法@1 {id_}"), type=kind)


def _unlike(id_: str) -> str:
    """A name that resembles no other."""
    return "".join(chr(0x4E00 + 80 * byte) for byte in sha256(id_.encode()).digest()[:12])


def _penalty(id_: str, holder: str, name: str, unit: str) -> Power:
    return a_power(id_, cites(f"c{id_}", unit), holder=holder, name=name)


def tenures_of(powers: tuple[Power, ...]) -> list[Tenure]:
    return [held(power.id, power.holder) for power in powers]


def held(power: str, organ: str, *, mode: Mode = Mode.OWN, since: date = START) -> Tenure:
    return Tenure(
        id=f"{power}/{organ}", power=power, organ=organ, mode=mode, axis=Axis.LAW, valid_from=since, to=None
    )  # fmt: skip


PRICE = tuple(f"发改局{number:03}" for number in range(18))
MERGE = OrgChange(
    id="并", kind=OrgChangeKind.MERGE, sources=("工商局", "质监局", "食药监局"), target=MARKET
)
TRANSFER = OrgChange(
    id="划", kind=OrgChangeKind.PARTIAL_TRANSFER, sources=("发改局",), target=MARKET, powers=PRICE, handover=HANDOVER,
)  # fmt: skip
EVENT = ReorgEvent(id="改革", effective=REFORM, changes=(MERGE, TRANSFER))


def drawn(event: ReorgEvent = EVENT, powers: tuple[Power, ...] | None = None) -> ReorgPlan:
    given = powers or the_powers()
    return plan_reorganisation(event, given, tenures_of(given), PACK, today=START)


@pytest.fixture(scope="module")
def market() -> ReorgPlan:
    return drawn()


# ---- S9 -------------------------------------------------------------------------------------------


def test_548_powers_move_and_18_of_them_a_month_later(market: ReorgPlan) -> None:
    assert len(market.moves) == 548
    assert Counter(move.on for move in market.moves) == {REFORM: 530, HANDOVER: 18}
    assert {move.rule for move in market.moves} == {"O2", "O8"}


def test_nine_pairs_and_a_triple_close_eleven_ids_and_leave_537(market: ReorgPlan) -> None:
    assert Counter(len(group.absorbed) for group in market.groups) == {1: 9, 2: 1}
    assert sum(len(group.absorbed) for group in market.groups) == 11
    assert market.survivors == 537
    assert len(market.items) == 537


def test_permits_complete_their_elements_and_enter_no_7_3_item(market: ReorgPlan) -> None:
    by_route = Counter(item.route for item in market.items)
    assert by_route == {Route.B: 537 - 63, Route.C_LITE: 63}
    types = {power.id: power.type for power in the_powers()}
    for item in market.items:
        permit = types[item.powers[0]] is PowerType.PERMIT
        assert (item.route is Route.C_LITE) is permit
        assert ("7(3)" in item.grounds) is not permit


def test_ten_items_merge_and_move(market: ReorgPlan) -> None:
    merging = [item for item in market.items if "7(4)" in item.grounds]
    assert len(merging) == 10
    assert {item.grounds for item in merging} == {("7(3)", "7(4)")}
    assert Counter(len(item.powers) for item in merging) == {2: 9, 3: 1}


def test_nothing_stands_in_the_way_and_nothing_is_lost(market: ReorgPlan) -> None:
    """I9."""
    assert (market.problems, market.candidates, market.unassigned) == ((), (), ())
    assert market.committable
    named = [power for item in market.items for power in item.powers]
    assert len(named) == len(set(named)) == 548


def test_an_old_name_in_a_living_statute_causes_nothing_but_a_chain_of_names(
    market: ReorgPlan,
) -> None:
    """O11."""
    assert {(chain.organ, chain.means) for chain in market.names} == {
        (source, MARKET) for source in MERGE.sources
    }
    assert not any("7(1)" in item.grounds for item in market.items)


def test_the_merger_world_of_the_sample_has_its_six_similar_pairs() -> None:
    world = merger_world()
    rows = {row.key: row for each in world.rows.values() for row in each}
    powers = tuple(
        replace(
            _penalty(row.key, row.organ, row.name, f"法@1 {row.basis}"), type=PowerType(row.type)
        )
        for row in rows.values()
    )
    sources = sorted({row.organ for row in rows.values() if row.key not in world.later})
    staying = next(row.organ for row in rows.values() if row.key in world.later)
    merge = OrgChange(
        id="并",
        kind=OrgChangeKind.MERGE,
        sources=tuple(s for s in sources if s != staying),
        target=MARKET,
    )
    transfer = replace(TRANSFER, sources=(staying,), powers=tuple(sorted(world.later)))
    found = drawn(ReorgEvent(id="改革", effective=REFORM, changes=(merge, transfer)), powers)
    assert (len(found.moves), found.survivors, len(found.groups)) == (548, 537, 10)
    assert {frozenset(c.powers) for c in found.candidates} == {frozenset(p) for p in world.similar}
    assert not found.committable
    decided = tuple(PairDecision(powers=c.powers, same=False) for c in found.candidates)
    event = ReorgEvent(id="改革", effective=REFORM, changes=(merge, transfer), decisions=decided)
    assert drawn(event, powers).committable


# ---- O9 -------------------------------------------------------------------------------------------


def test_three_powers_that_nobody_receives_block_the_plan_and_are_named() -> None:
    forgotten = ("工商局100", "质监局050", "食药监局060")
    found = drawn(replace(EVENT, changes=(replace(MERGE, left_out=forgotten), TRANSFER)))
    assert not found.committable
    assert found.unassigned == tuple(sorted(forgotten))
    assert {p.power for p in found.problems} == set(forgotten)
    assert {(p.fault, p.since, p.until) for p in found.problems} == {
        (HolderFault.WITHOUT_HOLDER, REFORM, None)
    }


def test_a_power_assigned_twice_is_refused_with_the_interval() -> None:
    twice = replace(TRANSFER, id="又划", target="卫健局", powers=PRICE[:1], handover=REFORM)
    found = drawn(replace(EVENT, changes=(MERGE, TRANSFER, twice)))
    (problem,) = found.problems
    assert (problem.power, problem.fault) == (PRICE[0], HolderFault.WITH_TWO_HOLDERS)
    assert (problem.since, problem.until) == (HANDOVER, None)
    assert problem.organs == ("卫健局", MARKET)


def test_until_the_hand_over_the_giver_goes_on() -> None:
    """O8: between reform and hand-over the holder of the 18 is 发改."""
    found = drawn(replace(EVENT, changes=(replace(TRANSFER, kind=OrgChangeKind.PARTIAL_TRANSFER),)))
    assert {(m.giver, m.receiver, m.on) for m in found.moves} == {("发改局", MARKET, HANDOVER)}
    assert found.problems == ()


def test_a_hand_over_of_one_power_can_have_a_day_of_its_own() -> None:
    later = date(2019, 6, 1)
    found = drawn(replace(EVENT, handovers=(("工商局100", later),)))
    assert [m.on for m in found.moves if m.power == "工商局100"] == [later]
    assert found.problems == ()


def test_a_recorded_joint_holding_is_no_double_holding() -> None:
    """G21."""
    power = _penalty("共", "工商局", "联合检查", "法@1 1")
    both = [held("共", organ, mode=Mode.JOINT) for organ in ("工商局", "公安局")]
    merge = replace(MERGE, sources=("工商局",))
    event = replace(EVENT, changes=(merge,))
    joint = plan_reorganisation(event, [power], both, PACK)
    assert joint.problems == ()
    alone = [replace(tenure, mode=Mode.OWN) for tenure in both]
    (problem,) = plan_reorganisation(event, [power], alone, PACK).problems
    assert problem.fault is HolderFault.WITH_TWO_HOLDERS


@pytest.mark.parametrize(
    ("listed", "holders"), [("工商局", f"{MARKET} 公安局"), ("公安局", f"公安局 {MARKET}")]
)
def test_who_holds_jointly_and_does_not_move_keeps_the_power(listed: str, holders: str) -> None:
    """G21: the item names all who hold it then; none loses it because another one merges."""
    power = _penalty("共", listed, "联合检查", "法@1 1")
    both = [held("共", organ, mode=Mode.JOINT) for organ in ("工商局", "公安局")]
    event = replace(EVENT, changes=(replace(MERGE, sources=("工商局",)),))
    (item,) = plan_reorganisation(event, [power], both, PACK).items
    assert item.differences[0].value == holders
    event = replace(EVENT, changes=(replace(MERGE, sources=("工商局", "公安局")),))
    (item,) = plan_reorganisation(event, [power], both, PACK).items
    assert item.differences[0].value == MARKET, "both come to one"


def test_a_person_assigns_what_the_changes_left_out() -> None:
    change = replace(MERGE, left_out=("工商局100",))
    event = replace(EVENT, changes=(change, TRANSFER), assigned=(("工商局100", "公安局"),))
    found = drawn(event)
    assert found.committable
    assert [m.receiver for m in found.moves if m.power == "工商局100"] == ["公安局"]


# ---- O3, O4 ---------------------------------------------------------------------------------------


def two(
    *, name: str = "甲职权", unit: str = "法@1 1", other_type: PowerType = PowerType.PENALTY
) -> tuple[Power, ...]:
    first = _penalty("a", "工商局", "甲职权", "法@1 1")
    return first, replace(_penalty("b", "质监局", name, unit), type=other_type)


def pair_plan(*powers: Power, decisions: tuple[PairDecision, ...] = (), survivors: frozenset[str] = frozenset(),
              catalogue: dict[str, str] | None = None) -> ReorgPlan:  # fmt: skip
    event = replace(EVENT, changes=(MERGE,), decisions=decisions, survivors=survivors)
    return plan_reorganisation(event, powers, tenures_of(powers), PACK, catalogue=catalogue)


def test_the_same_name_with_other_marks_is_the_same_power() -> None:
    assert len(pair_plan(*two(name="甲 职权（）")).groups) == 1


@pytest.mark.parametrize(
    "other", [{"unit": "法@1 2"}, {"name": "甲乙职权"}, {"other_type": PowerType.INSPECTION}]
)
def test_another_grant_name_or_type_is_not_the_same_power(other: dict[str, object]) -> None:
    assert pair_plan(*two(**other)).groups == ()  # pyright: ignore[reportArgumentType]


def test_an_equal_code_of_the_catalogue_makes_one() -> None:
    found = pair_plan(*two(name="全然不同", unit="法@1 2"), catalogue={"a": "C1", "b": "C1"})
    assert len(found.groups) == 1


def test_two_powers_of_one_department_are_never_one() -> None:
    first, second = two()
    assert pair_plan(first, replace(second, holder="工商局")).groups == ()


def test_a_similar_pair_waits_for_a_decision_and_then_is_one_or_two() -> None:
    powers = two(name="甲职权乙", unit="法@1 2")
    open_ = pair_plan(*powers)
    assert [c.powers for c in open_.candidates] == [("a", "b")]
    assert not open_.committable
    for same, groups in ((True, 1), (False, 0)):
        found = pair_plan(*powers, decisions=(PairDecision(powers=("a", "b"), same=same),))
        assert (len(found.groups), found.candidates, found.committable) == (groups, (), True)


def test_a_person_chooses_the_survivor_and_the_union_is_drawn() -> None:
    first = a_power("a", cites("x", "法@1 1"), holder="工商局", name="甲")
    second = a_power("b", cites("y", "法@1 1"), cites("z", "法@1 9", function=Function.IMPLEMENT), holder="质监局", name="甲")  # fmt: skip
    (group,) = pair_plan(first, second).groups
    assert (group.survivor, group.absorbed, group.added) == (
        "a",
        ("b",),
        ((ElementKind.BASIS, ("z",)),),
    )
    (item,) = pair_plan(first, second).items
    union = next(d for d in item.differences if d.element is ElementKind.BASIS)
    assert union.renew == (("z", ("法@1 9",)),)
    assert "设立依据" in item.warnings[0]
    (chosen,) = pair_plan(first, second, survivors=frozenset({"b"})).groups
    assert (chosen.survivor, chosen.absorbed, chosen.added) == ("b", ("a",), ())


# ---- O20 ------------------------------------------------------------------------------------------

LATER, FINAL = date(2021, 6, 1), "综合执法局"
SECOND = ReorgEvent(
    id="再改",
    effective=LATER,
    changes=(
        OrgChange(id="再并", kind=OrgChangeKind.MERGE, sources=(MARKET, "公安局"), target=FINAL),
    ),
)


def handed_over(power: str, *ends: tuple[str, date, date | None]) -> list[Tenure]:
    """Who holds a power one after another."""
    return [replace(held(power, organ, since=since), to=to) for organ, since, to in ends]


def test_a_second_reform_moves_what_the_first_handed_over_though_the_list_still_says_otherwise() -> (
    None
):
    power = _penalty("a", "工商局", "甲职权", "法@1 1")
    tenures = handed_over("a", ("工商局", START, REFORM), (MARKET, REFORM, None))
    found = plan_reorganisation(SECOND, [power], tenures, PACK)
    assert [(m.giver, m.receiver, m.on, m.rule) for m in found.moves] == [
        (MARKET, FINAL, LATER, "O2")
    ]
    assert (found.problems, found.committable) == ((), True)
    again = plan_reorganisation(
        replace(SECOND, changes=(replace(SECOND.changes[0], left_out=("a",)),)), [power], tenures, PACK
    )  # fmt: skip
    assert again.unassigned == ("a",), "a closing organ holds it by law"
    assert [(p.fault, p.since) for p in again.problems] == [(HolderFault.WITHOUT_HOLDER, LATER)]


def test_who_gave_before_the_day_of_the_reform_gives_nothing_more() -> None:
    power = _penalty("a", "工商局", "甲职权", "法@1 1")
    tenures = handed_over("a", ("工商局", START, REFORM), (MARKET, REFORM, None))
    merge = replace(SECOND.changes[0], sources=("工商局", "公安局"))
    assert (
        plan_reorganisation(replace(SECOND, changes=(merge,)), [power], tenures, PACK).moves == ()
    )


def test_what_a_closing_organ_is_to_receive_later_goes_to_its_successor_on_that_day() -> None:
    """发改 goes on until its own hand-over, also where the receiver itself merges before."""
    power = _penalty("a", "发改局", "甲职权", "法@1 1")
    day = date(2021, 9, 1)
    tenures = handed_over("a", ("发改局", START, day), (MARKET, day, None))
    found = plan_reorganisation(SECOND, [power], tenures, PACK)
    assert [(m.giver, m.receiver, m.on) for m in found.moves] == [(MARKET, FINAL, day)]
    assert found.problems == ()
    assert [i.effective for i in found.items] == [day]


def test_two_that_the_first_reform_made_one_are_not_doubles_again() -> None:
    """Both are held by one department by law; the list, not yet changed, names two."""
    powers = two()
    tenures = [
        t
        for p in powers
        for t in handed_over(p.id, (p.holder, START, REFORM), (MARKET, REFORM, None))
    ]
    found = plan_reorganisation(SECOND, powers, tenures, PACK)
    assert found.groups == ()
    assert [i.powers for i in found.items] == [("a",), ("b",)]


def test_a_renaming_concerns_what_the_organ_holds_by_law() -> None:
    power = _penalty("a", "工商局", "甲职权", "法@1 1")
    tenures = handed_over("a", ("工商局", START, REFORM), (MARKET, REFORM, None))
    rename = OrgChange(id="名", kind=OrgChangeKind.RENAME, sources=(), target=MARKET)
    (item,) = plan_reorganisation(replace(SECOND, changes=(rename,)), [power], tenures, PACK).items
    assert (item.holder, item.differences[0].value) == (MARKET, MARKET)


def test_an_entrusted_organ_hands_nothing_over() -> None:
    power = _penalty("a", "工商局", "甲职权", "法@1 1")
    tenures = [held("a", "工商局"), held("a", "公安局", mode=Mode.ENTRUSTED_BY)]
    assert plan_reorganisation(SECOND, [power], tenures, PACK).moves == ()


# ---- O1, O18, refusals ----------------------------------------------------------------------------


def test_a_renaming_is_one_batch_of_minor_items() -> None:
    rename = OrgChange(id="名", kind=OrgChangeKind.RENAME, sources=("发改局",), target="发改局")
    found = drawn(replace(EVENT, changes=(rename,)))
    assert found.moves == ()
    assert len(found.items) == 60
    assert {(i.rules, i.severity, i.bundle) for i in found.items} == {
        (("O1",), Severity.MINOR, "机构更名")
    }


def test_o1_a_joint_holder_that_is_renamed_is_named_anew_on_the_list_too() -> None:
    """G21: whoever files is the holder that the list names first."""
    power = _penalty("共", "公安局", "联合检查", "法@1 1")
    both = [held("共", organ, mode=Mode.JOINT) for organ in ("公安局", "工商局")]
    rename = OrgChange(id="名", kind=OrgChangeKind.RENAME, sources=(), target="工商局")
    event = replace(EVENT, changes=(rename,))
    (item,) = plan_reorganisation(event, [power], both, PACK).items
    assert (item.holder, item.rules) == ("公安局", ("O1",))
    assert item.differences[0].value == "公安局 工商局"


def test_pieces_of_one_day_are_judged_by_their_end_state() -> None:
    """O18: what goes to an organ that itself merges on that day goes on to its successor."""
    first = replace(TRANSFER, target="质监局", handover=None)
    found = drawn(replace(EVENT, changes=(first, MERGE)))
    assert {m.receiver for m in found.moves} == {MARKET}
    assert found.problems == ()


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (OrgChangeKind.SPLIT, "O5"),
        (OrgChangeKind.ABOLISH, "O6"),
        (OrgChangeKind.VERTICAL_UP, "O10"),
        (OrgChangeKind.CONCENTRATE, "U5"),
        (OrgChangeKind.ENTRUST, "U6"),
        (OrgChangeKind.AUTHORIZE, "O14"),
    ],
)
def test_a_kind_that_is_not_built_is_refused_by_its_row(kind: OrgChangeKind, row: str) -> None:
    with pytest.raises(RowNotBuilt) as refused:
        drawn(replace(EVENT, changes=(replace(MERGE, kind=kind),)))
    assert refused.value.row == row


def test_the_same_reform_in_any_order_is_the_same_plan(market: ReorgPlan) -> None:
    """I5, I6."""
    given = tuple(reversed(the_powers()))
    event = replace(EVENT, changes=(TRANSFER, MERGE))
    tenures = list(reversed(tenures_of(given)))
    again = plan_reorganisation(event, given, tenures, PACK, today=HANDOVER)
    assert again.digest == market.digest
    assert [i.kind for i in again.items].count(ItemKind.COMPLETE_ELEMENTS) == 63
