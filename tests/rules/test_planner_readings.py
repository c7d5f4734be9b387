"""What is only assumed of a basis, as the plan tells it (3.2): where another reading would say otherwise, a person is asked."""

from __future__ import annotations

from dataclasses import replace

from graph.model.law import EffectType, Rank
from graph.model.plan import Outcome, TaskKind
from graph.model.power import Function, How
from tests.rules.test_planner import START, by, drawn, effect
from tests.rules.worlds import FINE, World, a_power, cites


def test_an_assumed_subject_is_asked_about_where_the_power_hangs_on_it() -> None:
    """3.2, L12: read as its sanction, the power might be dead; it is not passed over as the seat of a holder (E5)."""
    world = World()
    world.text("甲法@1", START, {"1": f"由交通局实施；违者{FINE}"}, rank=Rank.LAW)
    world.text("乙则@1", START, {"1": f"违者{FINE}"}, rank=Rank.MINISTRY_RULE)
    world.effects.append(effect(EffectType.REPEAL_WHOLE, instrument="甲法"))
    cause = by(*world.effects)
    seat = cites("s", "甲法@1 1", function=Function.SUBJECT, how=How.ASSUMED)
    power = a_power("p", seat, cites("b", "乙则@1 1", how=How.ASSUMED))
    (hit,) = drawn(world, power, cause=cause).hits
    assert (hit.survival, hit.outcome, hit.rules) == ("V4", Outcome.HOLD, ("L12",))
    assert [t.kind for t in drawn(world, power, cause=cause).tasks] == [TaskKind.CONFIRM_FUNCTIONS]
    said = a_power("p", replace(seat, how=How.CONFIRMED), cites("b", "乙则@1 1"))
    (hit,) = drawn(world, said, cause=cause).hits
    assert (hit.survival, hit.rules) == ("V1", ("E5",))
