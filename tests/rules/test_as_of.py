"""A plan seen on a day: what is told of that day is judged on it, on generated worlds (I7 of ``spec/rules.md`` 3.12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from graph.model.judgement import LegalStatus
from graph.model.plan import Cause, DayRow, HitPhase, HitRow, Plan
from graph.rules.as_of import as_seen
from graph.rules.digest import day_of
from graph.rules.planner import plan
from graph.rules.survival import judge
from tests.rules.strategies import DAY, NEXT, Scene, a_scene
from tests.rules.test_planner_worlds import TODAY, drawn, quick, seeds
from tests.rules.worlds import PACK

ONE_DAY = timedelta(days=1)
DAYS = (DAY - ONE_DAY, DAY, NEXT, NEXT + 365 * ONE_DAY)


def seen(scene: Scene, cause: Cause, on: date) -> Plan:
    others = tuple(other for other in scene.causes if other is not cause)
    book = scene.world.book
    made = plan(cause, scene.powers, book, PACK, today=TODAY, others=others, on=on)
    return as_seen(made, on, {})


def days_seen(scene: Scene) -> list[tuple[Cause, date, list[DayRow]]]:
    found: list[tuple[Cause, date, list[DayRow]]] = []
    for cause in scene.causes:
        for on in DAYS:
            rows = seen(scene, cause, on).hits
            found.append((cause, on, [row for row in rows if isinstance(row, DayRow)]))
            assert len(found[-1][2]) == len(rows)
    return found


def decided(row: HitRow) -> tuple[object, ...]:
    """What is decided once, for its effective day."""
    place = (row.power, row.sub_item, row.element, row.citation.citation, row.effective)
    return (*place, row.outcome, row.rules, row.grounds, row.route, row.item, row.tasks)


@quick
@given(seeds)
def test_every_day_sees_the_same_rows_with_the_same_outcomes(seed: int) -> None:
    scene = a_scene(seed)
    whole = {cause.id: drawn(scene, cause) for cause in scene.causes}
    for cause, _, rows in days_seen(scene):
        assert [decided(r) for r in rows] == [decided(r) for r in whole[cause.id].hits]


@quick
@given(seeds)
def test_a_row_tells_on_its_effective_day_what_the_plan_tells(seed: int) -> None:
    scene = a_scene(seed)
    for cause in scene.causes:
        told = drawn(scene, cause).hits
        for on in {row.effective for row in told}:
            both = zip(told, seen(scene, cause, on).hits, strict=True)
            for planned, row in ((a, b) for a, b in both if a.effective == on):
                assert row.survival == planned.survival
                assert row.citation == planned.citation or planned.citation.citation in {
                    e.id for e in scene.world.effects
                }


@quick
@given(seeds)
def test_what_takes_effect_later_is_announced_and_the_rest_is_in_effect(seed: int) -> None:
    for _, on, rows in days_seen(a_scene(seed)):
        for row in rows:
            later = row.effective > on
            assert (row.phase is HitPhase.ANNOUNCED) == later, row
            same = [r for r in rows if decided(r)[:4] == decided(row)[:4] and r.effective <= on]
            newest = max((r.effective for r in same), default=on)
            assert (row.phase is HitPhase.OVERTAKEN) == (row.effective < newest and not later)


@quick
@given(seeds)
def test_i7_a_day_does_not_depend_on_what_takes_effect_after_it(seed: int) -> None:
    """Whether a power is going to die is the one thing that a later effect says of an earlier day."""
    scene = a_scene(seed)
    full = {
        (c.id, on, decided(r)[:5]): (r.survival, r.citation.state, r.citation.now)
        for c, on, rows in days_seen(scene)
        for r in rows
    }
    effects = list(scene.world.effects)
    for on in DAYS:
        scene.world.effects[:] = [e for e in effects if e.effective <= on]
        for cause in scene.causes:
            for row in seen(scene, cause, on).hits:
                there = full.get((cause.id, on, decided(row)[:5]))
                told = (row.survival, row.citation.state, row.citation.now)
                assert there in (None, told), (on, row)


@quick
@given(seeds)
def test_a_power_is_going_to_die_only_while_it_is_not_dead(seed: int) -> None:
    scene = a_scene(seed)
    powers = {power.id: power for power in scene.powers}
    for _, on, rows in days_seen(scene):
        for row in rows:
            assert (row.status is LegalStatus.DEAD) == (row.survival == "V9")
            if row.status is LegalStatus.PENDING_DEAD:
                later = (d for d in (*DAYS, *{r.effective for r in rows}) if d > on)
                judged = (
                    judge(powers[row.power], scene.world.book, d, PACK, sub_item=sub)
                    for d in later
                    for sub in {"", row.sub_item}
                )
                assert "V9" in {j.survival.id for j in judged}


@quick
@given(seeds)
def test_no_reading_has_the_hash_of_a_plan_and_each_names_its_day(seed: int) -> None:
    scene = a_scene(seed)
    for cause in scene.causes:
        assert day_of(drawn(scene, cause).digest) is None
        told = {on: seen(scene, cause, on).digest for on in DAYS}
        assert {on: day_of(digest) for on, digest in told.items()} == {on: on for on in DAYS}


def test_who_holds_a_power_on_the_day_is_told() -> None:
    scene = a_scene(7)
    cause = next(c for c in scene.causes if drawn(scene, c).hits)
    made = plan(cause, scene.powers, scene.world.book, PACK, today=TODAY, on=DAY)
    first = made.hits[0]

    moved = as_seen(made, DAY, {first.power: {"乙局", "丙局"}})
    joint = as_seen(made, DAY, {first.power: {first.holder, "丙局"}})

    assert {r.holder for r in moved.hits if r.power == first.power} == {min("乙局", "丙局")}
    assert {i.holder for i in moved.items if first.power in i.powers} <= {min("乙局", "丙局")}
    assert {r.holder for r in joint.hits if r.power == first.power} == {first.holder}
    assert replace(moved, digest="") != replace(joint, digest="")


@pytest.mark.parametrize("digest", ["", "abc", "2024-13-01:abc", "2024-01-01", ":", "abc:def"])
def test_what_names_no_day_is_no_reading(digest: str) -> None:
    assert day_of(digest) is None
