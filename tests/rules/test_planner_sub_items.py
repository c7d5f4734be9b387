"""子项: what becomes of a part of a power, beside the whole (L13, E10; every hit has one row, I1)."""

from __future__ import annotations

from datetime import date

from graph.model.law import EffectType, Kind, Standing
from graph.model.plan import Cause, ItemKind, Outcome
from graph.model.power import ElementKind, Function, Power, PowerType
from tests.rules.test_planner import DAY, NEW, NEXT, OLD, a_revision, drawn, effect
from tests.rules.worlds import World, a_power, cites

LIABILITY = ElementKind.LIABILITY_BASIS


def with_a_lost_part(*, parent: Standing = Standing.CONFIRMED) -> World:
    """1 is gone, 2 is renumbered, 3 too."""
    world = a_revision()
    world.link(f"{OLD} 1", Kind.DELETED, to=NEW)
    world.link(f"{OLD} 2", Kind.RENUMBERED, f"{NEW} 3", standing=parent)
    world.link(f"{OLD} 3", Kind.RENUMBERED, f"{NEW} 4")
    return world


def a_parent(type_: PowerType = PowerType.PENALTY) -> Power:
    head = Function.SANCTION if type_ is PowerType.PENALTY else Function.GRANT
    return a_power(
        "p",
        cites("c", f"{OLD} 1", sub_item="s", function=head),
        cites("z", f"{OLD} 3", sub_item="s", element=LIABILITY),
        cites("d", f"{OLD} 2", function=head),
        sub_items=("s",),
        type_=type_,
    )


def test_e10_the_other_elements_of_a_lost_sub_item_go_with_it() -> None:
    """I1: each of them is told, and none is adjusted (H9)."""
    found = drawn(with_a_lost_part(), a_parent())
    told = {(r.sub_item, r.element): (r.outcome, r.rules) for r in found.hits}
    assert told["s", LIABILITY] == (Outcome.TOUCHED, ("E10",))
    (adjusted,) = (i for i in found.items if i.kind is ItemKind.ADJUST)
    assert {d.element for d in adjusted.differences} == {ElementKind.BASIS}


def test_the_other_elements_of_a_lost_sub_item_do_not_wait_with_it() -> None:
    """3.4: a hold of 设立依据 does not hold them; L13: the pair waits for its parent."""
    found = drawn(with_a_lost_part(parent=Standing.PROPOSED), a_parent())
    told = {(r.sub_item, r.element): (r.outcome, r.rules) for r in found.hits}
    assert told["s", ElementKind.BASIS] == (Outcome.HOLD, ("L13",))
    assert told["s", LIABILITY] == (Outcome.ITEM, ("E1",))
    (item,) = found.items
    assert item.grounds == ("7(6)",)


def test_a_permit_keeps_the_elements_of_its_sub_items_up_to_date() -> None:
    """E9 goes on beside P1: the list is unchanged until the catalogue is."""
    found = drawn(with_a_lost_part(), a_parent(PowerType.PERMIT))
    told = {(r.sub_item, r.element): (r.outcome, r.rules) for r in found.hits}
    assert told["s", LIABILITY] == (Outcome.ITEM, ("E1", "E9"))


def paused(world: World, since: date) -> Cause:
    """What the parent itself rests on is suspended for a time."""
    pause = effect(EffectType.SUSPEND, effective=since, until=NEXT, provisions=(f"<{OLD} 2>",))
    world.effects.append(pause)
    return Cause(id="决定", effects=(pause.id,))


def test_l13_the_pair_that_waited_is_drawn_on_the_day_on_which_the_parent_lives_again() -> None:
    """I2: what is dead yields an obligation, if only once its parent is known to live."""
    world = with_a_lost_part()
    pause = paused(world, date(2023, 6, 1))
    found = drawn(world, a_parent(), others=(pause,))
    removed = [i for i in found.items if i.kind is ItemKind.CANCEL_SUB_ITEM]
    assert [(i.sub_item, i.effective, i.rules) for i in removed] == [("s", NEXT, ("L13",))]
    (parent,) = (i for i in found.items if i.kind is ItemKind.ADJUST and i.effective == NEXT)
    assert (removed[0].pair, parent.pair) == (parent.key, removed[0].key)
    assert {"L8", "L13"} <= set(parent.rules)


def test_l13_a_sub_item_that_was_lost_in_its_time_is_not_lost_again() -> None:
    """The parent pauses only after that; when it lives again there is nothing new to say."""
    world = with_a_lost_part()
    pause = effect(
        EffectType.SUSPEND, effective=date(2023, 9, 1), until=NEXT, provisions=(f"<{NEW} 3>",)
    )
    world.effects.append(pause)
    found = drawn(world, a_parent(), others=(Cause(id="决定", effects=(pause.id,)),))
    removed = [i for i in found.items if i.kind is ItemKind.CANCEL_SUB_ITEM]
    assert [i.effective for i in removed] == [DAY]
    assert {r.survival for r in found.hits if r.effective == date(2023, 9, 1)} == {"V8"}
