"""指纹: what is in a facts hash and what is not (``spec/model.md`` 6 and 8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.canonical import canonical
from graph.model.law import Change, Kind, Rank, Support
from graph.model.plan import Cause, DraftItem
from graph.model.power import ElementKind, Power
from graph.rules.digest import facts_hash, key
from graph.rules.planner import plan
from tests.rules.worlds import FINE, PACK, World, a_power, cites

START, DAY, LATER, NEXT = date(2020, 1, 1), date(2023, 7, 1), date(2023, 9, 1), date(2024, 7, 1)


def test_the_order_of_keys_and_members_does_not_count() -> None:
    assert canonical({"b": {"乙", "甲"}, "a": 1}) == canonical({"a": 1, "b": {"甲", "乙"}})
    assert canonical([1, 2]) != canonical([2, 1])


def test_a_value_without_a_canonical_form_is_refused() -> None:
    with pytest.raises(TypeError):
        canonical(object())


def test_keys_and_facts_do_not_mix() -> None:
    assert key("a") != key("b")
    assert not facts_hash(("a",)).startswith(key("a"))


def the_power(old: str = "条例@1") -> Power:
    liability = cites("z", "处分法@1 1", element=ElementKind.LIABILITY_BASIS)
    return replace(a_power("p", cites("c", f"{old} 1"), liability), elements=ELEMENTS)


ELEMENTS = ((ElementKind.BASIS, "依据"), (ElementKind.LIABILITY_BASIS, "追责"))


def a_world(
    day: date = DAY,
    *,
    new: str = "条例@2",
    said: str = "新的情形",
    support: Support = Support.SUPPORTS,
    changes: tuple[Change, ...] = (),
) -> World:
    world = World()
    world.text("条例@1", START, {"1": f"旧的情形，{FINE}"})
    world.text("处分法@1", START, {"1": "给予处分"}, rank=Rank.LAW)
    world.text(new, day, {"1": f"{said}，{FINE}"})
    world.link("条例@1 1", Kind.MODIFIED, f"{new} 1", support=support, changes=changes)
    return world


def item_of(world: World, new: str = "条例@2", power: Power | None = None) -> DraftItem:
    cause = Cause(id="修订", versions=(new,))
    found = plan(cause, [power or the_power()], world.book, PACK, today=START)
    return found.items[0]


def test_a_moved_date_moves_the_item_and_leaves_its_facts_and_its_key() -> None:
    """C16, T7."""
    one, other = item_of(a_world(DAY)), item_of(a_world(LATER))
    assert one.effective != other.effective
    assert (one.facts_hash, one.key) == (other.facts_hash, other.key)


def test_ids_of_records_are_no_facts() -> None:
    one = item_of(a_world())
    other = item_of(a_world(new="条例@二"), "条例@二")
    assert one.differences != other.differences
    assert one.facts_hash == other.facts_hash


@pytest.mark.parametrize(
    "changed",
    [
        a_world(said="另外的情形"),
        a_world(support=Support.WIDER),
        a_world(changes=(Change.AMOUNTS_BY_CONDUCT,)),
    ],
)
def test_another_text_or_assessment_is_another_fact(changed: World) -> None:
    assert item_of(changed).facts_hash != item_of(a_world()).facts_hash


def test_an_element_that_was_changed_meanwhile_is_another_fact() -> None:
    edited = replace(the_power(), elements=((ElementKind.BASIS, "改过"), ELEMENTS[1]))
    assert item_of(a_world(), power=edited).facts_hash != item_of(a_world()).facts_hash


def test_another_version_of_the_rules_is_another_fact() -> None:
    cause = Cause(id="修订", versions=("条例@2",))
    pack = replace(PACK, version="2")
    item = plan(cause, [the_power()], a_world().book, pack, today=START).items[0]
    assert item.facts_hash != item_of(a_world()).facts_hash


def test_c3_a_change_of_an_untouched_element_leaves_the_facts_alone() -> None:
    world = a_world()
    before = item_of(world)
    world.text("处分法@2", NEXT, {"2": "给予政务处分"}, rank=Rank.LAW)
    world.link("处分法@1 1", Kind.MODIFIED, "处分法@2 2")
    edited = replace(the_power(), elements=(ELEMENTS[0], (ElementKind.LIABILITY_BASIS, "改过")))
    assert item_of(world, power=edited).facts_hash == before.facts_hash


def test_c3_disjoint_items_can_be_decided_in_either_order() -> None:
    """Applying the one changes no fact of the other."""
    world = a_world()
    world.text("处分法@2", NEXT, {"2": "给予政务处分"}, rank=Rank.LAW)
    world.link("处分法@1 1", Kind.RENUMBERED, "处分法@2 2")
    causes = (
        Cause(id="修订", versions=("条例@2",)),
        Cause(id="处分法修订", versions=("处分法@2",)),
    )

    def drawn(power: Power) -> dict[str, str]:
        others = (causes[1],)
        found = plan(causes[0], [power], world.book, PACK, today=START, others=others)
        return {item.key: item.facts_hash for item in found.items}

    before = drawn(the_power())
    renewed = replace(
        the_power(),
        citations=(cites("c", "条例@1 1"), cites("y", "处分法@2 2", element=ElementKind.LIABILITY_BASIS)),
        elements=(ELEMENTS[0], (ElementKind.LIABILITY_BASIS, "已更新")),
    )  # fmt: skip
    after = drawn(renewed)
    assert len(before) == 2
    basis = next(key for key in before if key in after)
    assert before[basis] == after[basis]
