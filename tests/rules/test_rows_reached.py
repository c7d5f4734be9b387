"""Each built row of the tables, and each survival, is reached by a generated case.

A row that decides is named by what it decided (a hit, an item, a task, a proof, a meeting). One that only has an effect is
known by that effect: the marks below say which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from graph.errors import RowNotBuilt
from graph.model.judgement import BasisState, CitationState, Judgement, Survival
from graph.model.law import EffectType
from graph.model.plan import DraftItem, OpenItem, Plan, StateClass, TaskKind
from graph.model.reorganisation import OrgChangeKind
from graph.rules.conflicts import meet
from graph.rules.survival import judge
from graph.rules.tables import RULES
from tests.rules.chains import HIGHER, TOP, a_chain
from tests.rules.reforms import Reform, a_reform
from tests.rules.strategies import Scene, a_scene
from tests.rules.test_planner_recording import all_drawn, as_open
from tests.rules.test_planner_worlds import plans
from tests.rules.worlds import PACK

ROOT = Path(__file__).parents[2]
TODAY = date(2023, 12, 1)
ONE_DAY = timedelta(days=1)

ELSEWHERE = {
    "O16": "tests/scenarios/test_s9_market.py",
    "U4": "tests/scenarios/test_reforms_in_a_row.py",
}
"""Rows that speak of what lies in trays or is registered, not of a plan: through the API only."""

NEVER = {"L26"}
"""The row for what no other row covers: the plan would not be total (I1)."""


# ---- changes of law --------------------------------------------------------------------------------------------------


def of_plan(scene: Scene, found: Plan) -> Iterator[str]:
    yield from (rule for hit in found.hits for rule in hit.rules)
    yield from (rule for item in found.items for rule in item.rules)
    yield from (task.rule for task in found.tasks)
    yield from (survival.survival.name for survival in found.judgements)
    yield from ["L1"] * bool(found.excluded)
    yield from ["X2"] * any(task.kind is TaskKind.CLEANUP for task in found.tasks)
    for item in found.items:
        yield from _days(scene, item)
    for judgement in found.judgements:
        yield from _proofs(scene, judgement)


def _days(scene: Scene, item: DraftItem) -> Iterator[str]:
    promulgated = {e.promulgated for e in scene.world.effects if e.source in item.causes}
    yield "T5" if item.late else "T3"
    if "修订" in item.causes or item.effective in promulgated:
        yield "T4"
    if len(item.causes) > 1:
        yield "T11"


def _proofs(scene: Scene, judgement: Judgement) -> Iterator[str]:
    for state in judgement.citations:
        rules = [step.rule.split("-")[0] for step in state.steps]
        yield from (rule for rule in rules if rule[0] in "XT")
        if any((step.rule, step.record) == ("X1", TOP) for step in state.steps):
            yield "X5"
        yield from _above(scene, judgement, state)


def _above(scene: Scene, judgement: Judgement, state: CitationState) -> Iterator[str]:
    """X6, X7: the norm lives although a norm above it is gone."""
    parents = {link.parent for link in scene.world.parents.get("细则", ())}
    gone = {
        e.type
        for e in scene.world.effects
        if e.instrument in parents & {HIGHER} and e.effective <= judgement.on
    }
    under = any(unit.startswith("细则@") for unit in state.now)
    if under and state.state is BasisState.ALIVE:
        yield from ["X6"] * (gone == {EffectType.REPEAL_REPLACED} and len(parents) == 1)
        yield from ["X7"] * (gone == {EffectType.REPEAL_WHOLE} and len(parents) == 2)


def of_the_eve(scene: Scene, found: Plan) -> Iterator[str]:
    """T1: dead on the day, and alive on the day before."""
    powers = {power.id: power for power in scene.powers}
    for now in found.judgements:
        if now.survival is Survival.V9 and not now.sub_item:
            eve = judge(powers[now.power], scene.world.book, now.on - ONE_DAY, PACK)
            yield from ["T1"] * (eve.survival is not Survival.V9)


# ---- meetings --------------------------------------------------------------------------------------------------------


def of_meetings(scene: Scene, rng: Random) -> Iterator[str]:
    """What is drawn meets what is open, in whatever state, on whatever day, with other facts or another cause."""
    drawn = all_drawn(scene)
    there = as_open({item.key: (item, rng.choice(tuple(StateClass))) for item in drawn})
    for planned in drawn:
        for one in there:
            for _ in range(4):
                yield from _meeting(_otherwise(one, rng), planned, rng)


def _otherwise(one: OpenItem, rng: Random) -> OpenItem:
    moved = replace(
        one, effective=one.effective + timedelta(days=rng.choice((-600, -30, 0, 30, 600)))
    )
    if rng.random() < 0.5:
        moved = replace(moved, facts_hash="其他事实")
    return (
        replace(moved, key="前案", cause="前案", causes=("前案",)) if rng.random() < 0.4 else moved
    )


def _meeting(one: OpenItem, planned: DraftItem, rng: Random) -> Iterator[str]:
    today = rng.choice((None, date(2020, 1, 1), date(2030, 1, 1)))
    try:
        yield meet(one, planned, today).rule
    except RowNotBuilt:
        return


# ---- reforms ---------------------------------------------------------------------------------------------------------


def of_reform(reform: Reform) -> Iterator[str]:
    plan = reform.plan
    yield from (move.rule for move in plan.moves)
    yield from (rule for item in plan.items for rule in item.rules)
    yield from ["O4"] * bool(plan.candidates)
    yield from ["O9"] * bool(plan.problems)
    yield from ["O11"] * bool(plan.names)
    targets = {change.id: change.target for change in reform.event.changes}
    closing = {s for c in reform.event.changes if c.kind is OrgChangeKind.MERGE for s in c.sources}
    listed = {power.id: power.holder for power in reform.powers}
    for move in plan.moves:
        yield from ["O18"] * (targets.get(move.change) in closing and move.receiver not in closing)
        yield from ["O20"] * (move.giver != listed[move.power])


# ---- the tables ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reached() -> Counter[str]:
    counted: Counter[str] = Counter()
    for seed in range(300):
        scenes = [a_scene(seed), a_chain(seed)]
        for scene in scenes:
            for found in plans(scene, TODAY):
                counted.update(of_plan(scene, found))
                if not counted["T1"]:
                    counted.update(of_the_eve(scene, found))
        counted.update(of_reform(a_reform(seed)))
        if seed < 150:
            counted.update(of_meetings(scenes[0], Random(seed)))
    return counted


BUILT = [rule.id for rule in RULES if rule.built]


@pytest.mark.parametrize("rule", [id_ for id_ in BUILT if id_ not in {*ELSEWHERE, *NEVER}])
def test_each_built_row_is_reached(reached: Counter[str], rule: str) -> None:
    assert reached[rule] > 0


@pytest.mark.parametrize("survival", Survival, ids=lambda survival: survival.name)
def test_each_survival_is_reached(reached: Counter[str], survival: Survival) -> None:
    assert reached[survival.name] > 0


def test_no_row_is_reached_that_is_not_built(reached: Counter[str]) -> None:
    unbuilt = {rule.id for rule in RULES if not rule.built}
    assert not unbuilt & reached.keys()
    assert reached["L26"] == 0


@pytest.mark.parametrize(("rule", "file"), ELSEWHERE.items())
def test_the_others_are_reached_through_the_api(rule: str, file: str) -> None:
    assert rule in (ROOT / file).read_text("utf-8")
