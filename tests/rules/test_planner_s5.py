"""S5: a mass change of 追责依据 on the day of promulgation, and a second wave a year later (law part)."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model.law import Effect, EffectType, Kind, Rank, Standing
from graph.model.plan import Cause, ItemKind, Outcome, Plan, Route, StateClass, TaskKind
from graph.model.power import Citation, ElementKind, Function, Power, PowerType
from graph.rules.conflicts import reconcile
from graph.rules.planner import plan
from tests.rules.test_planner_recording import Store, as_open
from tests.rules.worlds import FINE, PACK, World, a_power, cites

START, DAY, SECOND = date(2010, 6, 25), date(2018, 3, 20), date(2019, 6, 1)
DEPARTMENTS, EACH = 12, 10
REPEAL = Effect(
    id="废止旧法",
    source="新监察法",
    type=EffectType.REPEAL_REPLACED,
    instrument="旧监察法",
    promulgated=DAY,
    effective=DAY,
    standing=Standing.CONFIRMED,
    replaced_by="监察法@1",
)
CAUSE = Cause(id="新监察法", effects=(REPEAL.id,), effective=(DAY,))
SECOND_CAUSE = Cause(id="公务员法修订", versions=("公务员法@2",), effective=(SECOND,))


def the_law(successor: Kind | None = Kind.MODIFIED) -> World:
    world = World()
    world.text("条例@1", START, {"1": f"违规的，{FINE}", "2": "准予许可"})
    world.text("旧监察法@1", START, {"30": "有违法行为的，给予处分"}, rank=Rank.LAW)
    world.text("监察法@1", DAY, {"45": "职务违法的，给予政务处分"}, rank=Rank.LAW)
    world.text("公务员法@1", START, {"53": "不得滥用职权"}, rank=Rank.LAW)
    world.effects.append(REPEAL)
    if successor is Kind.MODIFIED:
        world.link("旧监察法@1 30", Kind.MODIFIED, "监察法@1 45")
    elif successor is Kind.DELETED:
        world.link("旧监察法@1 30", Kind.DELETED, to="监察法@1")
    return world


def the_powers(*, both: bool = True) -> list[Power]:
    return [
        _power(f"{d:02}-{n}", f"局{d:02}", permit=n == 0, both=both and n % 2 == 1)
        for d in range(DEPARTMENTS)
        for n in range(EACH)
    ]


def _power(id_: str, holder: str, *, permit: bool, both: bool) -> Power:
    function = Function.GRANT if permit else Function.SANCTION
    basis = cites(f"b{id_}", f"条例@1 {2 if permit else 1}", function=function)
    liability = [_liability(f"z{id_}", "旧监察法@1 30")]
    liability += [_liability(f"y{id_}", "公务员法@1 53")] if both else []
    type_ = PowerType.PERMIT if permit else PowerType.PENALTY
    clause = "两法" if both else "一法"
    return a_power(id_, basis, *liability, type_=type_, holder=holder, liability_hash=clause)


def _liability(id_: str, unit: str) -> Citation:
    return cites(id_, unit, element=ElementKind.LIABILITY_BASIS)


def drawn(world: World, powers: list[Power], cause: Cause = CAUSE) -> Plan:
    others = tuple(c for c in (CAUSE, SECOND_CAUSE) if c is not cause)
    return plan(cause, powers, world.book, PACK, today=DAY, others=others)


def test_one_envelope_a_department_and_one_item_a_power() -> None:
    found = drawn(the_law(), the_powers())
    adjusts = [item for item in found.items if item.kind is ItemKind.ADJUST]
    assert len({(item.holder, item.route, item.cause) for item in adjusts}) == DEPARTMENTS
    assert len(adjusts) == DEPARTMENTS * (EACH - 1)
    assert {(item.grounds, item.route) for item in adjusts} == {(("7(6)",), Route.B)}
    permits = [item for item in found.items if item.kind is ItemKind.COMPLETE_ELEMENTS]
    assert len(permits) == DEPARTMENTS
    assert all(not item.late for item in found.items)


def test_no_legal_status_changes() -> None:
    assert {j.survival.id for j in drawn(the_law(), the_powers()).judgements} == {"V1"}


def test_a_shared_clause_is_edited_once() -> None:
    found = drawn(the_law(), the_powers())
    assert all("E11" in item.rules for item in found.items)
    assert len({item.bundle for item in found.items}) == 2


@pytest.mark.parametrize(
    ("successor", "rule", "incomplete"),
    [(Kind.MODIFIED, "E1", ""), (Kind.DELETED, "E3", "追责依据")],
)
def test_with_the_old_law_alone(successor: Kind, rule: str, incomplete: str) -> None:
    found = drawn(the_law(successor), the_powers(both=False))
    assert all(rule in item.rules for item in found.items)
    assert {item.incomplete for item in found.items} == {incomplete}


def test_a_second_law_remains() -> None:
    found = drawn(the_law(Kind.DELETED), [_power("p", "局", permit=False, both=True)])
    assert found.items[0].rules == ("E2",)


def test_until_the_successor_is_confirmed_all_of_it_waits_for_one_answer() -> None:
    """E0."""
    found = drawn(the_law(None), the_powers(both=False))
    assert found.items == ()
    assert {row.outcome for row in found.hits} == {Outcome.HOLD}
    (task,) = found.tasks
    assert (task.kind, len(task.powers)) == (TaskKind.CONFIRM_CORRESPONDENCE, DEPARTMENTS * EACH)


def test_the_second_wave_waits_behind_the_first_and_doubles_nothing() -> None:
    """C5."""
    world = the_law()
    first = drawn(world, the_powers())
    store: Store = {item.key: (item, StateClass.DRAFT) for item in first.items}
    world.text("公务员法@2", SECOND, {"59": "不得滥用职权"}, rank=Rank.LAW)
    world.link("公务员法@1 53", Kind.RENUMBERED, "公务员法@2 59")
    second = drawn(world, the_powers(), SECOND_CAUSE)
    assert len(second.items) == DEPARTMENTS * EACH // 2
    assert {item.cause for item in second.items} == {"公务员法修订"}
    told = {reconcile(item, as_open(store)).rule for item in second.items}
    assert told == {"C5"}
