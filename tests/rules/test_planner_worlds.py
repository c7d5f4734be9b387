"""Properties of the plan on generated worlds (invariants I1–I6, I8, I15 of ``spec/rules.md`` 3.12)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import example, given

from graph.model.judgement import BasisState, Survival
from graph.model.law import Effect, EffectType, Rank, Standing
from graph.model.plan import Cause, ItemKind, Outcome, Plan, Route, Severity, TaskKind
from graph.model.power import Function, Power, PowerType
from graph.rules.drafts import ROUTES
from graph.rules.planner import plan
from graph.rules.tables import row
from tests.rules.seeds import seeded, seeds
from tests.rules.strategies import NEW, Scene, a_scene
from tests.rules.worlds import FINE, PACK, cites

TODAY = date(2023, 12, 1)
LIVING = {BasisState.ALIVE, BasisState.ALIVE_CHANGED, BasisState.FLAGGED}

quick = seeded(30)


def plans(scene: Scene, today: date = TODAY) -> list[Plan]:
    return [drawn(scene, cause, today) for cause in scene.causes]


def drawn(scene: Scene, cause: Cause, today: date = TODAY) -> Plan:
    others = tuple(other for other in scene.causes if other is not cause)
    return plan(cause, scene.powers, scene.world.book, PACK, today=today, others=others)


@quick
@given(seeds)
def test_i1_every_hit_has_exactly_one_outcome_and_nothing_goes_to_triage(seed: int) -> None:
    scene = a_scene(seed)
    for found in plans(scene):
        counted = Counter(
            (r.power, r.sub_item, r.citation.citation, r.effective) for r in found.hits
        )
        assert set(counted.values()) <= {1}
        assert all(r.rules and all(row(rule).built for rule in r.rules) for r in found.hits)
        assert TaskKind.TRIAGE not in {task.kind for task in found.tasks}
        assert not any("L26" in r.rules for r in found.hits)


@quick
@given(seeds)
@example(146039)  # told again on the day of return from a suspension
def test_i1_one_power_has_at_most_one_adjustment_a_day(seed: int) -> None:
    scene = a_scene(seed)
    for found in plans(scene):
        adjusts = [
            i for i in found.items if i.kind in {ItemKind.ADJUST, ItemKind.COMPLETE_ELEMENTS}
        ]
        assert len({(i.powers, i.effective) for i in adjusts}) == len(adjusts)
        assert len({i.key for i in found.items}) == len(found.items)


@quick
@given(seeds)
@example(1000342)  # a long pause of a sub-item
@example(1000470)
@example(1000537)  # a sub-item at the border of 许可 that waits for its parent
def test_every_item_row_leads_to_its_item_and_every_hold_to_a_question(seed: int) -> None:
    scene = a_scene(seed)
    for found in plans(scene):
        keys = {item.key for item in found.items}
        for r in found.hits:
            assert (r.outcome is Outcome.ITEM) == (r.item in keys), r
            if r.outcome is Outcome.HOLD:
                assert r.tasks, r
        assert {key for r in found.hits for key in r.tasks} <= {t.key for t in found.tasks}


@quick
@given(seeds)
def test_i2_a_cancel_means_that_no_group_lives_and_a_new_death_means_a_cancel(seed: int) -> None:
    scene = a_scene(seed)
    for found in plans(scene):
        judged = {(j.power, j.sub_item, j.on): j for j in found.judgements}
        for item in found.items:
            if item.grounds == ("6(1)",):
                judgement = judged[item.powers[0], item.sub_item, item.effective]
                assert judgement.survival is Survival.V9
                assert not any(group.state in LIVING for group in judgement.groups)


@quick
@given(seeds)
def test_i3_permits_and_others_keep_to_their_routes(seed: int) -> None:
    scene = a_scene(seed)
    types = {power.id: power.type for power in scene.powers}
    for item in (item for found in plans(scene) for item in found.items):
        permits = {types[power] is PowerType.PERMIT for power in item.powers}
        if item.route in {Route.A, Route.B}:
            assert permits <= {False}
        else:
            assert permits <= {True}


@quick
@given(seeds)
def test_i4_the_route_follows_from_the_kind(seed: int) -> None:
    scene = a_scene(seed)
    for item in (item for found in plans(scene) for item in found.items):
        assert item.route is ROUTES[item.kind]
        assert all(ground[0] in "56" for ground in item.grounds) or item.route is Route.B


@quick
@given(seeds)
@example(91)  # two new grants for one power, in another order
def test_i5_i6_the_same_facts_in_any_order_give_the_same_plan(seed: int) -> None:
    scene = a_scene(seed)
    before = [found.digest for found in plans(scene)]
    powers, effects = list(scene.powers), list(scene.world.effects)
    links = list(scene.world.links.items())
    for shuffled in (powers, effects, links):
        Random(seed).shuffle(shuffled)
    scene.world.effects[:] = effects
    scene.world.links = dict(links)
    again = replace(scene, powers=tuple(powers))
    assert [found.digest for found in plans(again)] == before


@quick
@given(seeds)
def test_i8_the_day_of_asking_changes_nothing_but_what_is_late(seed: int) -> None:
    scene = a_scene(seed)
    early, late = plans(scene, date(2020, 1, 1)), plans(scene, date(2030, 1, 1))
    assert [found.digest for found in early] == [found.digest for found in late]
    assert not any(item.late for found in early for item in found.items)
    assert all(item.late for found in late for item in found.items)


@quick
@given(seeds)
@example(1000262)  # a parent whose only change is the sub-item that goes
@example(458)  # a basis that a new law adds
@example(
    467127923
)  # a sub-item of a permit that rests on its parent's basis and cites only for 追责
def test_items_of_one_day_are_the_same_whichever_of_its_causes_is_asked(seed: int) -> None:
    """I6: an item of several causes is one item."""
    scene = a_scene(seed)
    seen: dict[str, object] = {}
    days: dict[tuple[object, ...], str] = {}
    for found in plans(scene):
        for item in (item for item in found.items if len(item.causes) > 1):
            assert seen.setdefault(item.key, item) == item
        for item in (item for item in found.items if item.powers):
            one = (item.kind, item.powers, item.sub_item, item.effective)
            assert days.setdefault(one, item.key) == item.key


@quick
@given(seeds)
def test_i15_a_further_living_basis_brings_no_new_cancel(seed: int) -> None:
    scene = a_scene(seed)
    scene.world.text(
        "常在法@1", date(2019, 1, 1), {"1": f"应当许可、备案、监督检查，{FINE}"}, rank=Rank.LAW
    )
    richer = replace(scene, powers=tuple(_with_living_basis(power) for power in scene.powers))
    assert cancelled(richer) <= cancelled(scene)


def _with_living_basis(power: Power) -> Power:
    head = Function.SANCTION if power.type is PowerType.PENALTY else Function.GRANT
    further = cites(f"{power.id}常", "常在法@1 1", function=head, group="常")
    return replace(power, citations=(*power.citations, further))


@quick
@given(seeds)
@example(360377)
@example(3000000547)  # a basis that is assumed to be what its text does not allow
def test_i15_a_further_repeal_takes_no_cancel_away(seed: int) -> None:
    scene = a_scene(seed)
    before = cancelled(scene)
    repeal = Effect(
        id="又废", source="又决定", type=EffectType.REPEAL_WHOLE, instrument="细则",
        promulgated=date(2020, 1, 1), effective=date(2023, 7, 1), standing=Standing.CONFIRMED,
    )  # fmt: skip
    scene.world.effects.append(repeal)
    further = Cause(id="又决定", effects=("又废",))
    assert before <= cancelled(replace(scene, causes=(*scene.causes, further)))


@quick
@given(seeds)
def test_i16_other_names_for_all_organs_change_no_outcome(seed: int) -> None:
    def told(scene: Scene) -> list[object]:
        found = plans(scene)
        items = {
            (i.powers, i.sub_item, i.effective, i.rules, i.grounds) for p in found for i in p.items
        }
        rows = [
            (r.power, r.citation.citation, r.effective, r.rules, r.outcome)
            for p in found
            for r in p.hits
        ]
        return [items, rows]

    assert told(a_scene(seed)) == told(_renamed(a_scene(seed)))


def _renamed(scene: Scene) -> Scene:
    """Every organ under another name: of holders, of assessments, of new grants."""
    new = {"交通局": "甲局", "应急局": "乙局", "": ""}
    for place, link in scene.world.links.items():
        assessed = tuple(replace(a, organ=new[a.organ]) for a in link.assessments)
        scene.world.links[place] = replace(link, assessments=assessed)
    scene.world.effects[:] = [
        replace(e, grant=replace(e.grant, organ=new[e.grant.organ])) if e.grant else e
        for e in scene.world.effects
    ]
    return replace(scene, powers=tuple(replace(p, holder=new[p.holder]) for p in scene.powers))


@quick
@given(seeds)
@example(147)
@example(3000000642)  # a permit that loses a sub-item
def test_i16_a_revision_that_also_renumbers_everything_adds_only_minor_items(seed: int) -> None:
    """Cancels, substantive items and holds are the same; the rest may follow its number (L8, E1, E5)."""

    def told(scene: Scene) -> list[object]:
        found = plans(scene)
        heavy = {
            (i.kind, i.powers, i.sub_item, i.effective)
            for p in found
            for i in p.items
            if i.severity is Severity.SUBSTANTIVE
        }
        holds = {
            (r.power, r.sub_item, r.citation.citation, r.effective)
            for p in found
            for r in p.hits
            if r.outcome is Outcome.HOLD
        }
        return [heavy, holds]

    moved = a_scene(seed)
    for id_, unit in moved.world.units.items():
        if unit.version == NEW:
            article = str(int(unit.place.article) + 500)
            moved.world.units[id_] = replace(unit, place=replace(unit.place, article=article))
    before, after = told(a_scene(seed)), told(moved)
    assert before[0] == after[0]
    assert before[1] == after[1]


def cancelled(scene: Scene) -> set[str]:
    items = (item for found in plans(scene) for item in found.items)
    return {item.powers[0] for item in items if item.kind is ItemKind.CANCEL}
