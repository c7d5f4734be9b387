"""方案: what one cause leads to, judged end to end on small worlds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from graph.model.law import (
    Assessment,
    Change,
    Effect,
    EffectType,
    Kind,
    NewGrant,
    ParentLink,
    Rank,
    Standing,
    Support,
)
from graph.model.plan import (
    Cause,
    DraftItem,
    ItemKind,
    Outcome,
    Plan,
    Route,
    Severity,
    TaskKind,
)
from graph.model.power import ElementKind, Function, InCatalogue, ListStatus, Power, PowerType
from graph.rules.planner import plan
from tests.rules.worlds import FINE, PACK, World, a_power, cites

START, DAY, NEXT = date(2020, 1, 1), date(2023, 7, 1), date(2024, 7, 1)
OLD, NEW = "条例@1", "条例@2"
CAUSE = Cause(id="修订", versions=(NEW,), effective=(DAY,))


def a_revision() -> World:
    """条例 with articles 1 to 9, revised on DAY; only 8 and 9 read the same. Nothing is linked yet."""
    world = World()
    world.text(OLD, START, {str(n): f"旧第{n}种行为的，{FINE}" for n in range(1, 10)})
    new = {str(n): f"{'旧' if n > 7 else '新'}第{n}种行为的，{FINE}" for n in range(1, 10)}
    world.text(NEW, DAY, new)
    return world


def drawn(
    world: World,
    *powers: Power,
    cause: Cause = CAUSE,
    today: date = DAY,
    complete: bool = True,
    others: tuple[Cause, ...] = (),
) -> Plan:
    return plan(cause, powers, world.book, PACK, today=today, complete=complete, others=others)


def effect(type_: EffectType, **keywords: object) -> Effect:
    given: dict[str, object] = {
        "id": f"效力{type_.name}",
        "source": "决定",
        "instrument": "条例",
        "promulgated": START,
        "effective": DAY,
        "standing": Standing.CONFIRMED,
    }
    return Effect(type=type_, **(given | keywords))  # pyright: ignore[reportArgumentType]


def by(*effects: Effect) -> Cause:
    return Cause(id="决定", effects=tuple(e.id for e in effects), effective=(DAY,))


def only(items: tuple[DraftItem, ...]) -> DraftItem:
    (item,) = items
    return item


# ---- holds and their questions ---------------------------------------------------------------------


def test_one_question_for_all_powers_that_wait_for_one_correspondence() -> None:
    world = a_revision()
    link = world.link(f"{OLD} 1", Kind.MODIFIED, f"{NEW} 2", standing=Standing.PROPOSED)
    found = drawn(world, *(a_power(f"p{n}", cites(f"c{n}", f"{OLD} 1")) for n in range(3)))
    (task,) = found.tasks
    assert (task.kind, task.subject, task.rule, task.role, task.cause) == (
        TaskKind.CONFIRM_CORRESPONDENCE,
        link,
        "L12",
        "FZ",
        "修订",
    )
    assert task.powers == ("p0", "p1", "p2")
    assert "第一条" in task.sentence
    assert found.items == ()
    assert {row.outcome for row in found.hits} == {Outcome.HOLD}
    assert all(row.tasks == (task.key,) for row in found.hits)


def test_a_confirmed_rewriting_asks_whether_it_still_supports() -> None:
    world = a_revision()
    unassessed(world, f"{OLD} 1", f"{NEW} 2")
    (task,) = drawn(world, a_power("p", cites("c", f"{OLD} 1"))).tasks
    assert task.kind is TaskKind.ASSESS_SUPPORT


def test_a_unit_that_nobody_linked_is_asked_for_too() -> None:
    (task,) = drawn(a_revision(), a_power("p", cites("c", f"{OLD} 1"))).tasks
    assert (task.kind, task.cause) == (TaskKind.CONFIRM_CORRESPONDENCE, "修订")


def test_an_unlinked_basis_beside_a_dead_one_asks_for_its_link() -> None:
    """H3: silence never cancels."""
    world = a_revision()
    world.link(f"{OLD} 1", Kind.DELETED, to=NEW)
    found = drawn(world, a_power("p", cites("c", f"{OLD} 1"), cites("d", unlinked="法规未登记")))
    assert {task.kind for task in found.tasks} == {TaskKind.LINK_CITATION}
    assert found.items == ()


def test_a_power_that_names_no_group_is_asked_for_its_basis() -> None:
    world = a_revision()
    world.link(f"{OLD} 1", Kind.RENUMBERED, f"{NEW} 2")
    found = drawn(world, a_power("p", cites("c", f"{OLD} 1", function=Function.PROCEDURE)))
    assert {(t.kind, t.role) for t in found.tasks} == {(TaskKind.NAME_BASIS, "DEPT")}


def test_an_orphaned_norm_opens_one_cleanup_for_all_its_powers() -> None:
    """X2, L5."""
    world = a_revision()
    world.text("细则@1", START, {"5": f"违规的，{FINE}"}, rank=Rank.LOCAL_REGULATION)
    world.parents["细则"] = (ParentLink(child="细则", parent="条例"),)
    repeal = effect(EffectType.REPEAL_WHOLE)
    world.effects.append(repeal)
    powers = [a_power(f"p{n}", cites(f"c{n}", "细则@1 5")) for n in range(2)]
    found = drawn(world, *powers, cause=by(repeal))
    assert {row.survival for row in found.hits} == {"V5"}
    (task,) = found.tasks
    assert (task.kind, task.subject, task.rule, task.powers) == (
        TaskKind.CLEANUP,
        "细则",
        "L5",
        ("p0", "p1"),
    )


def test_a_conflict_is_put_to_the_legal_office_and_decides_nothing_before() -> None:
    """L22."""
    world = a_revision()
    conflict = effect(EffectType.CONFLICT, provisions=(f"<{OLD} 1>",), affecting="上位法")
    world.effects.append(conflict)
    del world.versions["条例"]
    world.text("条例@1", START, {})
    found = drawn(world, a_power("p", cites("c", f"{OLD} 1")), cause=by(conflict))
    assert {(t.kind, t.role) for t in found.tasks} == {(TaskKind.CONFLICT_OPINION, "FZ")}
    assert [row.rules for row in found.hits] == [("L22", "L12")]


# ---- a part of what is cited -----------------------------------------------------------------------


def test_h1_a_paragraph_that_an_effect_repeals_is_verified_by_who_cites_the_article() -> None:
    """L23: never a cancellation, and never nothing; the citation stays as it is until somebody looked."""
    world = World()
    world.text(OLD, START, {"1": "甲；乙", "1¶1": f"甲的，{FINE}", "1¶2": f"乙的，{FINE}"})
    repeal = effect(EffectType.REPEAL_PART, provisions=(f"<{OLD} 1¶2>",))
    world.effects.append(repeal)
    item = only(drawn(world, a_power("p", cites("c", f"{OLD} 1")), cause=by(repeal)).items)
    assert (item.rules, item.grounds, item.severity) == (("L23",), ("7(1)",), Severity.VERIFY)
    assert item.differences[0].renew == ()


def test_h1_a_paragraph_that_is_suspended_is_verified_by_who_cites_the_article() -> None:
    """L23: it can do no more harm than its repeal; whoever cites the 款 itself waits (L2)."""
    world = World()
    world.text(OLD, START, {"1": "甲；乙", "1¶1": f"甲的，{FINE}", "1¶2": f"乙的，{FINE}"})
    over = date(2023, 12, 1)
    pause = effect(EffectType.SUSPEND, provisions=(f"<{OLD} 1¶2>",), until=over)
    world.effects.append(pause)
    powers = [
        a_power(f"p{n}", cites("c", f"{OLD} {place}")) for n, place in enumerate(("1", "1¶2"))
    ]
    found = drawn(world, *powers, cause=by(pause))
    assert [(r.power, r.effective, r.survival, r.rules) for r in found.hits] == [
        ("p0", DAY, "V3", ("L23",)),
        ("p0", over, "V1", ("L27",)),
        ("p1", DAY, "V8", ("L2",)),
        ("p1", over, "V1", ("L2",)),
    ]
    item = only(found.items)
    assert (item.powers, item.severity) == (("p0",), Severity.VERIFY)


def test_l23_of_two_halves_that_are_cited_one_dies_later() -> None:
    world = a_revision()
    world.text("条例@3", NEXT, {"1": f"新第1种行为的，{FINE}"})
    world.link(f"{OLD} 1", Kind.SPLIT, f"{NEW} 1", f"{NEW} 2")
    world.link(f"{NEW} 1", Kind.SAME, "条例@3 1")
    world.link(f"{NEW} 2", Kind.DELETED, to="条例@3")
    cause = Cause(id="再修订", versions=("条例@3",), effective=(NEXT,))
    item = only(drawn(world, a_power("p", cites("c", f"{OLD} 1")), cause=cause).items)
    assert (item.effective, item.rules) == (NEXT, ("L23",))


# ---- beside a living group -------------------------------------------------------------------------


def test_l9_asks_before_it_renews_what_nobody_assessed() -> None:
    """DOUBTFUL: its task beside it, never an item by itself."""
    world = a_revision()
    world.link(f"{OLD} 8", Kind.SAME, f"{NEW} 8")
    unassessed(world, f"{OLD} 1", f"{NEW} 1")
    power = a_power("p", cites("c", f"{OLD} 1"), cites("d", f"{OLD} 8"))
    found = drawn(world, power)
    assert found.items == ()
    assert {(r.survival, r.outcome, r.rules) for r in found.hits} == {
        ("V3", Outcome.TOUCHED, ("L27",))
    }
    assert [task.kind for task in found.tasks] == [TaskKind.ASSESS_SUPPORT]


def test_what_is_renewed_is_not_what_still_waits() -> None:
    """One citation is renumbered, another waits for its assessment: the item leaves that one alone."""
    world = a_revision()
    unassessed(world, f"{OLD} 1", f"{NEW} 1")
    world.link(f"{OLD} 2", Kind.RENUMBERED, f"{NEW} 3")
    power = a_power("p", cites("c", f"{OLD} 1", stale=True), cites("d", f"{OLD} 2"))
    item = only(drawn(world, power).items)
    assert (item.rules, item.differences[0].renew) == (("L8",), (("d", (f"{NEW} 3",)),))


def test_l22_a_contradicted_basis_follows_its_number_all_the_same() -> None:
    """Whether a higher law contradicts it is another question than where it stands."""
    world = a_revision()
    world.link(f"{OLD} 8", Kind.SAME, f"{NEW} 8")
    world.link(f"{OLD} 2", Kind.RENUMBERED, f"{NEW} 3")
    conflict = effect(EffectType.CONFLICT, provisions=(f"<{NEW} 3>",), affecting="上位法")
    world.effects.append(conflict)
    power = a_power("p", cites("c", f"{OLD} 2"), cites("d", f"{OLD} 8"))
    found = drawn(world, power, others=(by(conflict),))
    assert only(found.items).rules == ("L22", "L8")
    assert [task.kind for task in found.tasks] == [TaskKind.CONFLICT_OPINION]


# ---- pairs ----------------------------------------------------------------------------------------


def test_l13_a_lost_sub_item_and_its_parent_are_one_pair() -> None:
    world = a_revision()
    world.link(f"{OLD} 1", Kind.DELETED, to=NEW)
    world.link(f"{OLD} 2", Kind.RENUMBERED, f"{NEW} 3")
    power = a_power(
        "p", cites("c", f"{OLD} 1", sub_item="s"), cites("d", f"{OLD} 2"), sub_items=("s", "t")
    )
    found = drawn(world, power)
    cancel = only(tuple(i for i in found.items if i.kind is ItemKind.CANCEL_SUB_ITEM))
    parent = only(tuple(i for i in found.items if i.kind is ItemKind.ADJUST))
    assert (cancel.route, cancel.grounds, cancel.rules, cancel.sub_item) == (
        Route.A,
        ("6(1)",),
        ("L13",),
        "s",
    )
    assert (parent.route, parent.grounds, parent.rules) == (Route.B, ("7(1)",), ("L8", "L13"))
    assert (cancel.pair, parent.pair) == (parent.key, cancel.key)


def test_l13_an_assessment_for_the_sub_item_alone_costs_only_the_sub_item() -> None:
    """H1, S2(3): the text narrows, and the conduct of one sub-item is gone."""
    world = a_revision()
    lost = Assessment(support=Support.NO_LONGER, power="p", sub_item="s")
    world.link(f"{OLD} 1", Kind.MODIFIED, f"{NEW} 1", support=Support.NARROWER, extra=(lost,))
    found = drawn(world, a_power("p", cites("c", f"{OLD} 1"), sub_items=("s", "t")))
    assert [(i.kind, i.sub_item, i.rules) for i in found.items] == [
        (ItemKind.ADJUST, "", ("L9", "L13")),
        (ItemKind.CANCEL_SUB_ITEM, "s", ("L13",)),
    ]


def unassessed(world: World, old: str, new: str) -> None:
    """A confirmed rewriting of which nobody said whether it still supports."""
    world.link(old, Kind.MODIFIED, new)
    key = (old, new.split(" ", maxsplit=1)[0])
    world.links[key] = replace(world.links[key], assessments=())


def test_a_sub_item_that_waits_keeps_its_own_citations_from_the_item_of_its_parent() -> None:
    """Nothing is renewed of which nobody said whether it still supports."""
    world = a_revision()
    unassessed(world, f"{OLD} 1", f"{NEW} 1")
    world.link(f"{OLD} 2", Kind.RENUMBERED, f"{NEW} 3")
    power = a_power(
        "p", cites("c", f"{OLD} 1", sub_item="s"), cites("d", f"{OLD} 2"), sub_items=("s",)
    )
    found = drawn(world, power)
    item = only(found.items)
    assert (item.rules, item.sub_item) == (("L8",), "")
    assert [d.renew for d in item.differences] == [(("d", (f"{NEW} 3",)),)]
    assert [(r.sub_item, r.outcome, r.rules) for r in found.hits] == [
        ("", Outcome.ITEM, ("L8",)),
        ("s", Outcome.HOLD, ("L12",)),
    ]


def test_a_sub_item_that_waited_before_waits_on() -> None:
    """C1: a state that stood keeps its outcome, and what it cites does not join the item of its parent."""
    world = a_revision()
    for old, new in (("2", "3"), ("4", "5")):
        world.link(f"{OLD} {old}", Kind.RENUMBERED, f"{NEW} {new}")
    waits = cites("c", unlinked="法规未登记", sub_item="s")
    beside = cites("e", f"{OLD} 4", function=Function.PROCEDURE, sub_item="s")
    found = drawn(world, a_power("p", waits, beside, cites("d", f"{OLD} 2"), sub_items=("s",)))
    assert [d.renew for d in only(found.items).differences] == [(("d", (f"{NEW} 3",)),)]
    assert [(r.sub_item, r.outcome, r.rules) for r in found.hits] == [
        ("", Outcome.ITEM, ("L8",)),
        ("s", Outcome.HOLD, ("L12",)),
    ]


def test_a_whole_power_that_dies_takes_its_sub_items_with_it() -> None:
    world = a_revision()
    for number in ("1", "2"):
        world.link(f"{OLD} {number}", Kind.DELETED, to=NEW)
    power = a_power(
        "p",
        cites("c", f"{OLD} 1", sub_item="s"),
        cites("d", f"{OLD} 2"),
        cites("z", f"{OLD} 2", element=ElementKind.LIABILITY_BASIS),
        sub_items=("s",),
    )
    item = only(drawn(world, power).items)
    assert (item.kind, item.rules) == (ItemKind.CANCEL, ("L3",))
    assert item.differences[0].renew == (("c", ()), ("d", ()))


def test_p12_a_permit_that_becomes_a_filing_is_a_pair_of_two_routes() -> None:
    world = a_revision()
    changes = (Change.PERMIT_TO_FILING,)
    world.link(f"{OLD} 1", Kind.MODIFIED, f"{NEW} 1", support=Support.NO_LONGER, changes=changes)
    permit = a_power("p", cites("c", f"{OLD} 1", function=Function.GRANT), type_=PowerType.PERMIT)
    found = drawn(world, permit)
    assert {(i.kind, i.route, i.grounds) for i in found.items} == {
        (ItemKind.PROPOSE_PERMIT_CANCEL, Route.D, ()),
        (ItemKind.ADD, Route.A, ("5(1)",)),
    }
    first, second = found.items
    assert (first.pair, second.pair) == (second.key, first.key)
    added = next(i for i in found.items if i.kind is ItemKind.ADD)
    assert added.powers == ()
    assert added.differences[-1].renew == (("", (f"{NEW} 1",)),)


def test_l21_a_filing_that_becomes_a_permit_is_a_pair_too() -> None:
    world = a_revision()
    changes = (Change.FILING_TO_PERMIT,)
    world.link(f"{OLD} 1", Kind.MODIFIED, f"{NEW} 1", support=Support.NO_LONGER, changes=changes)
    filing = a_power("p", cites("c", f"{OLD} 1", function=Function.GRANT), type_=PowerType.OTHER)
    assert {(i.kind, i.route, i.rules) for i in drawn(world, filing).items} == {
        (ItemKind.CANCEL, Route.A, ("L21",)),
        (ItemKind.PROPOSE_PERMIT_ADD, Route.D, ("L21",)),
    }


def test_at_the_border_with_another_living_group_there_is_a_task_and_no_pair() -> None:
    world = a_revision()
    changes = (Change.FILING_TO_PERMIT,)
    world.link(f"{OLD} 1", Kind.MODIFIED, f"{NEW} 1", support=Support.NO_LONGER, changes=changes)
    world.link(f"{OLD} 8", Kind.SAME, f"{NEW} 8")
    grants = [cites(f"c{n}", f"{OLD} {n}", function=Function.GRANT) for n in (1, 8)]
    found = drawn(world, a_power("p", *grants, type_=PowerType.OTHER))
    assert only(found.items).rules == ("L4",)
    assert [task.kind for task in found.tasks] == [TaskKind.PERMIT_BORDER]


# ---- 许可 -------------------------------------------------------------------------------------------


def test_a_permit_keeps_its_elements_in_order_while_its_end_is_proposed() -> None:
    """E9 goes on beside P1."""
    world = a_revision()
    world.link(f"{OLD} 1", Kind.DELETED, to=NEW)
    world.link(f"{OLD} 2", Kind.RENUMBERED, f"{NEW} 3")
    permit = a_power(
        "p",
        cites("c", f"{OLD} 1", function=Function.GRANT),
        cites("z", f"{OLD} 2", element=ElementKind.LIABILITY_BASIS),
        type_=PowerType.PERMIT,
    )
    assert {(i.kind, i.route, i.rules) for i in drawn(world, permit).items} == {
        (ItemKind.PROPOSE_PERMIT_CANCEL, Route.D, ("P1",)),
        (ItemKind.COMPLETE_ELEMENTS, Route.C_LITE, ("E1", "E9")),
    }


def test_p17_a_permit_outside_the_catalogue_only_asks() -> None:
    world = a_revision()
    world.link(f"{OLD} 1", Kind.DELETED, to=NEW)
    grant = cites("c", f"{OLD} 1", function=Function.GRANT)
    permit = a_power("p", grant, type_=PowerType.PERMIT, in_catalogue=InCatalogue.NO)
    found = drawn(world, permit)
    assert found.items == ()
    assert [task.kind for task in found.tasks] == [TaskKind.CATALOGUE_EXTRA]


# ---- other elements -------------------------------------------------------------------------------


def test_e3_without_any_liability_left_the_item_waits_for_a_replacement() -> None:
    world = a_revision()
    world.link(f"{OLD} 8", Kind.SAME, f"{NEW} 8")
    world.link(f"{OLD} 2", Kind.DELETED, to=NEW)
    liability = cites("z", f"{OLD} 2", element=ElementKind.LIABILITY_BASIS)
    item = only(drawn(world, a_power("p", cites("c", f"{OLD} 8"), liability)).items)
    assert (item.grounds, item.rules, item.incomplete) == (("7(6)",), ("E3",), "追责依据")
    assert item.differences[0].renew == (("z", ()),)


def test_a_hold_of_the_basis_does_not_hold_the_other_elements() -> None:
    world = a_revision()
    world.link(f"{OLD} 1", Kind.MODIFIED, f"{NEW} 1", standing=Standing.PROPOSED)
    world.link(f"{OLD} 2", Kind.RENUMBERED, f"{NEW} 3")
    liability = cites("z", f"{OLD} 2", element=ElementKind.LIABILITY_BASIS)
    found = drawn(world, a_power("p", cites("c", f"{OLD} 1"), liability))
    assert only(found.items).grounds == ("7(6)",)
    assert {row.element: row.outcome for row in found.hits} == {
        ElementKind.BASIS: Outcome.HOLD,
        ElementKind.LIABILITY_BASIS: Outcome.ITEM,
    }


def test_e10_all_elements_of_a_day_are_one_item() -> None:
    world = a_revision()
    for old, new in (("1", "2"), ("3", "4"), ("5", "6")):
        world.link(f"{OLD} {old}", Kind.RENUMBERED, f"{NEW} {new}")
    world.link(f"{OLD} 7", Kind.MODIFIED, f"{NEW} 7", changes=(Change.STEPS,))
    power = a_power(
        "p",
        cites("c", f"{OLD} 1"),
        cites("z", f"{OLD} 3", element=ElementKind.LIABILITY_BASIS),
        cites("r", f"{OLD} 5", element=ElementKind.REMEDY),
        cites("d", f"{OLD} 7", element=ElementKind.DUTY_BASIS),
    )
    item = only(drawn(world, power).items)
    assert item.grounds == ("7(1)", "7(5)", "7(6)")
    assert item.rules == ("L8", "E1", "E4", "E5", "E10")


def test_e11_a_shared_clause_is_one_line_of_the_envelope() -> None:
    world = a_revision()
    world.link(f"{OLD} 8", Kind.SAME, f"{NEW} 8")
    world.link(f"{OLD} 2", Kind.RENUMBERED, f"{NEW} 3")
    powers = [
        a_power(
            f"p{n}",
            cites(f"c{n}", f"{OLD} 8"),
            cites(f"z{n}", f"{OLD} 2", element=ElementKind.LIABILITY_BASIS),
            liability_hash="共用",
        )
        for n in range(3)
    ]
    found = drawn(world, *powers)
    assert {item.rules for item in found.items} == {("E1", "E11")}
    assert len({item.bundle for item in found.items}) == 1
    assert len({item.key for item in found.items}) == 3


def test_l18_the_receiver_is_the_value_of_the_item() -> None:
    world = a_revision()
    world.link(f"{OLD} 1", Kind.MODIFIED, f"{NEW} 1", changes=(Change.ORGAN,), organ="应急局")
    item = only(drawn(world, a_power("p", cites("c", f"{OLD} 1"))).items)
    assert item.grounds == ("7(1)", "7(3)")
    assert [d.value for d in item.differences if d.element is ElementKind.HOLDER] == ["应急局"]
    assert item.incomplete == ""


def test_l18_a_receiver_that_is_not_resolved_must_be_named_first() -> None:
    world = a_revision()
    world.link(f"{OLD} 1", Kind.MODIFIED, f"{NEW} 1", changes=(Change.ORGAN,))
    assert only(drawn(world, a_power("p", cites("c", f"{OLD} 1"))).items).incomplete == "行使主体"


def test_l4_tells_when_the_best_rank_falls() -> None:
    """H6."""
    world = a_revision()
    world.text("地方条例@1", START, {"9": f"违规的，{FINE}"}, rank=Rank.LOCAL_REGULATION)
    world.link(f"{OLD} 1", Kind.DELETED, to=NEW)
    power = a_power("p", cites("c", f"{OLD} 1", group="1"), cites("d", "地方条例@1 9", group="2"))
    item = only(drawn(world, power).items)
    assert item.rules == ("L4",)
    assert item.warnings == ("设立依据的最高层级由行政法规降为地方性法规",)


def test_l11_two_powers_of_one_holder_that_now_rest_on_one_provision() -> None:
    world = a_revision()
    for old in ("1", "2"):
        world.link(f"{OLD} {old}", Kind.MERGED, f"{NEW} 1")
    powers = [a_power(f"p{n}", cites(f"c{n}", f"{OLD} {n}")) for n in (1, 2)]
    assert {item.suggestions for item in drawn(world, *powers).items} == {("7(4) 合并",)}
    assert only(drawn(world, powers[0]).items).suggestions == ()


# ---- pass 3 ---------------------------------------------------------------------------------------


def test_a_new_grant_leads_to_an_addition_a_proposal_or_a_watch() -> None:
    """L15, P2, L17."""
    world = a_revision()
    kinds = {"增": ("行政处罚", "县", False), "许": ("行政许可", "县", False), "省": ("行政处罚", "省", False),
             "待": ("行政处罚", "县", True)}  # fmt: skip
    for id_, (type_, level, needs) in kinds.items():
        grant = NewGrant(
            power_type=type_, level=level, organ="交通局", conduct=id_, needs_rule=needs
        )
        world.effects.append(
            effect(EffectType.INSERT, id=id_, provisions=(f"<{NEW} 9>",), grant=grant)
        )
    world.effects.append(effect(EffectType.INSERT, id="未", provisions=(f"<{NEW} 8>",)))
    found = drawn(world, cause=by(*world.effects))
    assert {(i.kind, i.route, i.grounds, i.rules) for i in found.items} == {
        (ItemKind.ADD, Route.A, ("5(1)",), ("L15",)),
        (ItemKind.PROPOSE_PERMIT_ADD, Route.D, (), ("P2",)),
    }
    assert {(t.kind, t.rule, t.subject) for t in found.tasks} == {
        (TaskKind.WATCH, "L17", "省"),
        (TaskKind.WATCH, "L17", "待"),
        (TaskKind.REVIEW_NEW_PROVISION, "L15", "未"),
    }


def test_l16_a_grant_that_a_listed_power_has_already_adds_a_basis() -> None:
    world = a_revision()
    world.text("新法@1", DAY, {"3": f"违规的，{FINE}"}, rank=Rank.LAW)
    grant = NewGrant(
        power_type="行政处罚",
        level="县",
        organ="交通局",
        conduct="甲",
        power="p",
        match_confirmed=True,
    )
    enacted = effect(EffectType.ENACT, instrument="新法", provisions=("<新法@1 3>",), grant=grant)
    world.effects.append(enacted)
    del world.versions["条例"]
    world.text("条例@1", START, {})
    item = only(drawn(world, a_power("p", cites("c", f"{OLD} 1")), cause=by(enacted)).items)
    assert (item.rules, item.grounds) == (("L16",), ("7(1)",))
    assert item.differences[0].renew == (("", ("新法@1 3",)),)


# ---- pass 0 and days ------------------------------------------------------------------------------


def test_x_f_the_repeal_of_another_province_hits_nothing() -> None:
    """L1."""
    world = a_revision()
    repeal = effect(EffectType.REPEAL_WHOLE, territory="51")
    world.effects.append(repeal)
    del world.versions["条例"]
    world.text("条例@1", START, {})
    powers = [a_power(f"p{n:03}", cites(f"c{n}", f"{OLD} {n % 9 + 1}")) for n in range(100)]
    found = drawn(world, *powers, cause=by(repeal))
    assert (found.hits, found.items, found.tasks) == ((), (), ())
    assert len(found.excluded) == 100


def test_l0_an_asserted_effect_is_watched() -> None:
    world = a_revision()
    repeal = effect(EffectType.REPEAL_WHOLE, standing=Standing.PROPOSED)
    world.effects.append(repeal)
    del world.versions["条例"]
    world.text("条例@1", START, {})
    found = drawn(world, a_power("p", cites("c", f"{OLD} 1")), cause=by(repeal))
    assert [(row.outcome, row.rules) for row in found.hits] == [(Outcome.WATCH, ("L0",))]
    assert (found.items, found.tasks) == ((), ())


def test_i11_an_incomplete_run_generates_nothing() -> None:
    world = a_revision()
    world.link(f"{OLD} 1", Kind.DELETED, to=NEW)
    found = drawn(world, a_power("p", cites("c", f"{OLD} 1")), complete=False)
    assert not found.complete
    assert {row.outcome for row in found.hits} == {Outcome.WATCH}
    assert (found.items, found.tasks) == ((), ())


def test_t5_what_took_effect_before_today_is_late_and_the_digest_does_not_mind() -> None:
    world = a_revision()
    world.link(f"{OLD} 1", Kind.DELETED, to=NEW)
    power = a_power("p", cites("c", f"{OLD} 1"))
    on_the_day, later = (drawn(world, power, today=day) for day in (DAY, NEXT))
    assert [only(p.items).late for p in (on_the_day, later)] == [False, True]
    assert on_the_day.digest == later.digest


def test_a_later_known_change_of_the_same_power_is_planned_too_as_its_own_cause() -> None:
    world = a_revision()
    world.link(f"{OLD} 1", Kind.RENUMBERED, f"{NEW} 2")
    repeal = effect(EffectType.REPEAL_WHOLE, effective=NEXT)
    world.effects.append(repeal)
    found = drawn(world, a_power("p", cites("c", f"{OLD} 1")))
    assert [(i.effective, i.grounds, i.cause) for i in found.items] == [
        (DAY, ("7(1)",), "修订"),
        (NEXT, ("6(1)",), "决定"),
    ]


def test_two_sources_of_one_day_make_one_item_of_both() -> None:
    """E10, T11."""
    world = a_revision()
    world.link(f"{OLD} 1", Kind.RENUMBERED, f"{NEW} 2")
    world.text("监察法@1", START, {"1": "给予处分"}, rank=Rank.LAW)
    repeal = effect(EffectType.REPEAL_WHOLE, instrument="监察法")
    world.effects.append(repeal)
    liability = cites("z", "监察法@1 1", element=ElementKind.LIABILITY_BASIS)
    power = a_power("p", cites("c", f"{OLD} 1"), liability)
    first = drawn(world, power, cause=CAUSE, others=(by(repeal),))
    second = drawn(world, power, cause=by(repeal), others=(CAUSE,))
    assert set(only(first.items).causes) == {"修订", "决定"}
    assert first.items == second.items


def test_two_days_of_one_cause_have_items_of_their_own() -> None:
    world = a_revision()
    world.text("条例@3", NEXT, {"5": f"新第2种行为的，{FINE}"})
    world.link(f"{OLD} 1", Kind.RENUMBERED, f"{NEW} 2")
    world.link(f"{NEW} 2", Kind.RENUMBERED, "条例@3 5")
    cause = Cause(id="修订", versions=(NEW, "条例@3"), effective=(DAY, NEXT))
    items = drawn(world, a_power("p", cites("c", f"{OLD} 1")), cause=cause).items
    assert [i.effective for i in items] == [DAY, NEXT]
    assert len({i.key for i in items}) == 2


def test_l2_a_pause_is_noted_and_what_changed_meanwhile_is_told_at_its_end() -> None:
    world = a_revision()
    world.link(f"{OLD} 1", Kind.RENUMBERED, f"{NEW} 2")
    pause = effect(EffectType.SUSPEND, effective=date(2023, 6, 1), until=date(2023, 8, 1))
    world.effects.append(pause)
    cause = Cause(id="决定", effects=(pause.id,))
    found = drawn(world, a_power("p", cites("c", f"{OLD} 1")), cause=cause)
    assert [(row.effective, row.outcome, row.rules) for row in found.hits] == [
        (date(2023, 6, 1), Outcome.NOTE, ("L2",)),
        (date(2023, 7, 1), Outcome.NOTE, ("L2",)),
        (date(2023, 8, 1), Outcome.ITEM, ("L8",)),
    ]
    assert only(found.items).rules == ("L2", "L8")


def paused(*powers: Power, provisions: tuple[str, ...] = ()) -> Plan:
    """1 and 3 are renumbered to 2 and 4 while what is named is paused from June to August."""
    world = a_revision()
    for old, new in (("1", "2"), ("3", "4")):
        world.link(f"{OLD} {old}", Kind.RENUMBERED, f"{NEW} {new}")
    pause = effect(
        EffectType.SUSPEND,
        effective=date(2023, 6, 1),
        until=date(2023, 8, 1),
        provisions=provisions,
    )
    world.effects.append(pause)
    return drawn(world, *powers, cause=Cause(id="决定", effects=(pause.id,)), others=(CAUSE,))


def test_e10_a_change_that_did_not_wait_is_not_told_again_after_the_pause() -> None:
    """I1: the liability was renewed on its own day, although 设立依据 was paused."""
    liability = cites("z", f"{OLD} 3", element=ElementKind.LIABILITY_BASIS)
    power = a_power("p", cites("c", f"{OLD} 1"), liability)
    found = paused(power, provisions=(f"<{OLD} 1>",))
    assert [(i.effective, i.grounds) for i in found.items] == [
        (DAY, ("7(6)",)),
        (date(2023, 8, 1), ("7(1)",)),
    ]
    assert len({i.key for i in found.items}) == 2


def test_e0_what_changed_while_an_element_was_paused_is_told_at_its_end() -> None:
    """E0 held the liability; nothing of it may be lost."""
    liability = cites("z", f"{OLD} 3", element=ElementKind.LIABILITY_BASIS)
    found = paused(a_power("p", cites("c", f"{OLD} 1"), liability))
    told = [(r.effective, r.outcome, r.rules) for r in found.hits if r.element is liability.element]
    assert told == [
        (date(2023, 6, 1), Outcome.HOLD, ("E0",)),
        (DAY, Outcome.HOLD, ("E0",)),
        (date(2023, 8, 1), Outcome.ITEM, ("E1",)),
    ]
    assert only(found.items).grounds == ("7(1)", "7(6)")


def test_what_waited_for_another_reason_is_told_when_a_group_lives_again() -> None:
    """A basis died and nothing could be said of the rest; then a new law gives the power a group (L16)."""
    world = a_revision()
    world.text("新法@1", NEXT, {"3": f"违规的，{FINE}"}, rank=Rank.LAW)
    world.link(f"{OLD} 1", Kind.DELETED, to=NEW)
    world.link(f"{OLD} 2", Kind.MODIFIED, f"{NEW} 2", standing=Standing.PROPOSED)
    grant = NewGrant(
        power_type="行政处罚",
        level="县",
        organ="交通局",
        conduct="甲",
        power="p",
        match_confirmed=True,
    )
    enacted = effect(
        EffectType.ENACT, instrument="新法", provisions=("<新法@1 3>",), grant=grant, effective=NEXT
    )  # fmt: skip
    world.effects.append(enacted)
    power = a_power("p", cites("c", f"{OLD} 1"), cites("d", f"{OLD} 2"))
    found = drawn(world, power, others=(Cause(id="决定", effects=(enacted.id,)),))
    assert {(r.effective, r.outcome) for r in found.hits if r.citation.citation == "c"} == {
        (DAY, Outcome.HOLD),
        (NEXT, Outcome.ITEM),
    }
    item = only(found.items)
    assert (item.effective, item.rules) == (NEXT, ("L4", "L16"))
    assert item.differences[0].renew == (("", ("新法@1 3",)), ("c", ()))


def test_l2_a_long_pause_asks_for_a_request() -> None:
    world = a_revision()
    del world.versions["条例"]
    world.text("条例@1", START, {})
    pause = effect(EffectType.SUSPEND, until=date(2026, 1, 1))
    world.effects.append(pause)
    item = only(drawn(world, a_power("p", cites("c", f"{OLD} 1")), cause=by(pause)).items)
    assert (item.grounds, item.rules, item.route) == (("7(6)",), ("L2",), Route.B)


def test_l2_a_long_pause_of_a_sub_item_asks_through_its_parent() -> None:
    world = a_revision()
    del world.versions["条例"]
    world.text("条例@1", START, {})
    pause = effect(EffectType.SUSPEND, provisions=(f"<{OLD} 1>",), until=date(2026, 1, 1))
    world.effects.append(pause)
    power = a_power(
        "p", cites("c", f"{OLD} 1", sub_item="s"), cites("d", f"{OLD} 2"), sub_items=("s",)
    )
    found = drawn(world, power, cause=by(pause))
    item = only(found.items)
    assert (item.grounds, item.rules, item.route) == (("7(6)",), ("L2",), Route.B)
    assert [(d.element, d.sub_item) for d in item.differences] == [(ElementKind.REMARK, "s")]
    (begun, ended) = (r for r in found.hits if r.sub_item == "s")
    assert (begun.outcome, begun.item) == (Outcome.ITEM, item.key)
    assert (ended.effective, ended.outcome) == (date(2026, 1, 1), Outcome.TOUCHED)


def test_l24_a_corrected_effect_is_planned_as_it_should_have_been() -> None:
    world = a_revision()
    del world.versions["条例"]
    world.text("条例@1", START, {})
    wrong = effect(EffectType.REPEAL_WHOLE, id="误")
    right = effect(EffectType.REPEAL_PART, id="正", provisions=(f"<{OLD} 1>",))
    mending = effect(EffectType.CORRECT, id="更正", affecting="误")
    world.effects += [wrong, right, mending]
    powers = [a_power(f"p{n}", cites(f"c{n}", f"{OLD} {n}")) for n in (1, 2)]
    found = drawn(world, *powers, cause=by(right, mending))
    item = only(found.items)
    assert (item.powers, item.rules) == (("p1",), ("L24", "L3"))


def test_a_power_that_is_no_longer_listed_is_not_hit() -> None:
    world = a_revision()
    world.link(f"{OLD} 1", Kind.DELETED, to=NEW)
    gone = a_power("p", cites("c", f"{OLD} 1"), status=ListStatus.CANCELLED)
    assert drawn(world, gone).hits == ()


def test_equal_elements_of_two_sub_items_are_told_apart() -> None:
    """Citations are named after their element's content, so two sub-items may share one id."""
    world = a_revision()
    lost = Assessment(support=Support.NO_LONGER, power="p", sub_item="s")
    world.link(f"{OLD} 1", Kind.MODIFIED, f"{NEW} 1", support=Support.SUPPORTS, extra=(lost,))
    power = a_power(
        "p",
        cites("c", f"{OLD} 1", sub_item="s"),
        cites("c", f"{OLD} 1", sub_item="t"),
        sub_items=("s", "t"),
    )
    found = drawn(world, power)
    assert {(i.kind, i.sub_item) for i in found.items} == {
        (ItemKind.CANCEL_SUB_ITEM, "s"),
        (ItemKind.ADJUST, ""),
    }
    assert {(row.sub_item, row.rules) for row in found.hits} == {("s", ("L13",)), ("t", ("L9",))}


def test_l16_a_match_that_nobody_confirmed_is_asked_for_before_anything_is_cancelled() -> None:
    world = a_revision()
    world.text("新法@1", DAY, {"3": f"违规的，{FINE}"}, rank=Rank.LAW)
    world.link(f"{OLD} 1", Kind.DELETED, to=NEW)
    grant = NewGrant(power_type="行政处罚", level="县", organ="交通局", conduct="甲", power="p")
    enacted = effect(EffectType.ENACT, instrument="新法", provisions=("<新法@1 3>",), grant=grant)
    world.effects.append(enacted)
    found = drawn(world, a_power("p", cites("c", f"{OLD} 1")), others=(by(enacted),))
    assert found.items == ()
    assert {(t.kind, t.rule, t.cause) for t in found.tasks} == {
        (TaskKind.REVIEW_NEW_PROVISION, "L16", "决定")
    }
