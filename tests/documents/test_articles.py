"""《办法》 by its articles: what the tables of graph/ say where the regulation says it. No database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.db import Graph
from graph.model.actor import PUBLIC, Actor, Role
from graph.model.judgement import Survival
from graph.model.law import Change, Effect, EffectType, Kind, NewGrant, ParentLink, Rank, Standing
from graph.model.organ import OrgKind
from graph.model.plan import Cause, DraftItem, ItemKind, Plan, Route, TaskKind
from graph.model.power import ElementKind, Function, Power, PowerType
from graph.model.request import Action, Item, State, Verdict
from graph.rules.planner import plan
from graph.workflow import BUILT, STEPS, Forbidden, RouteNotBuilt, StepNotAllowed, find_step
from resolvers.acting import Act, Desk
from resolvers.applying import apply_requests
from resolvers.duties import new as new_duties
from resolvers.lists import compile_list_edition
from tests.rules.worlds import FINE, PACK, World, a_power, cites

START, DAY = date(2020, 1, 1), date(2023, 7, 1)
OLD, NEW = "条例@1", "条例@2"
REVISION = Cause(id="修订", versions=(NEW,), effective=(DAY,))


def a_revision(said: str = f"有某种行为的，{FINE}") -> World:
    """条例, revised on DAY: 1 is another text, 2 the same."""
    world = World()
    world.text(OLD, START, {"1": f"旧：{said}", "2": said})
    world.text(NEW, DAY, {"1": f"新：{said}", "2": said})
    return world


def drawn(world: World, *powers: Power, cause: Cause = REVISION) -> Plan:
    return plan(cause, powers, world.book, PACK, today=DAY)


def the_item(found: Plan) -> DraftItem:
    (item,) = found.items
    return item


def changed(*changes: Change, organ: str = "", nature: str = "") -> World:
    """Article 1 rewritten, confirmed to support, with these changes."""
    world = a_revision()
    world.link(f"{OLD} 1", Kind.MODIFIED, f"{NEW} 1", changes=changes, organ=organ, nature=nature)
    return world


BASIS = cites("c", f"{OLD} 1")


# ---- 第二条、第三条 ------------------------------------------------------------------------------------


def test_an_authorised_organisation_that_loses_its_authority_loses_its_seat() -> None:
    """《办法》第二条; E8."""
    world = a_revision()
    world.link(f"{OLD} 1", Kind.DELETED, to=NEW)
    world.link(f"{OLD} 2", Kind.SAME, f"{NEW} 2")
    seat = cites("s", f"{OLD} 1", element=ElementKind.SUBJECT_BASIS, function=Function.SUBJECT)
    found = drawn(world, a_power("p", cites("c", f"{OLD} 2"), seat, subject_authorized=True))

    assert "E8" in the_item(found).rules
    assert "7(3)" in the_item(found).grounds


async def test_only_bianban_compiles_the_first_list() -> None:
    """《办法》第二条、第三条第二款: refused before anything is read."""
    with pytest.raises(Forbidden) as refused:
        await compile_list_edition(a_desk(Role.DEPT), title="清单", document="", on=DAY)

    assert refused.value.roles == (Role.BB,)


async def test_only_bianban_adjusts_the_list() -> None:
    """《办法》第三条第二款."""
    assert {step.roles for step in STEPS if step.action is Action.APPLY} == {(Role.BB,)}
    with pytest.raises(Forbidden):
        await apply_requests(a_desk(Role.DEPT), [])


def a_desk(role: Role) -> Desk:
    class NoGraph(Graph):
        def __init__(self) -> None:
            """Whoever asks it has gone too far."""

    return Desk(graph=NoGraph(), actor=Actor(user="u", roles=((role, "o"),)))


def test_the_department_applies_and_nobody_else() -> None:
    """《办法》第三条第一款: the first responsible; 编办 only on behalf (G6)."""
    filing = {step.roles for step in STEPS if step.action in (Action.SUBMIT, Action.WITHDRAW)}

    assert filing == {(Role.DEPT, Role.STREET)}


def test_legality_is_reviewed_by_fazhiban() -> None:
    """《办法》第三条第四款."""
    assert {s.roles for s in STEPS if s.action is Action.LEGALITY_REVIEW} == {(Role.FZ,)}


def test_a_norm_whose_parent_died_is_cleaned_up_by_fazhiban() -> None:
    """《办法》第三条第四款; L5, X2: nothing is cancelled before the opinion."""
    world = a_revision()
    world.text("细则@1", START, {"5": f"违规的，{FINE}"}, rank=Rank.LOCAL_REGULATION)
    world.parents["细则"] = (ParentLink(child="细则", parent="条例"),)
    repeal = an_effect(EffectType.REPEAL_WHOLE)
    world.effects.append(repeal)
    found = drawn(world, a_power("p", cites("c", "细则@1 5")), cause=by(repeal))

    assert found.items == ()
    assert [(t.kind, t.role) for t in found.tasks] == [(TaskKind.CLEANUP, Role.FZ.name)]


def an_effect(type_: EffectType, grant: NewGrant | None = None, *provisions: str) -> Effect:
    return Effect(
        id=type_.name,
        source="决定",
        type=type_,
        instrument="条例",
        provisions=provisions,
        promulgated=START,
        effective=DAY,
        standing=Standing.CONFIRMED,
        grant=grant,
    )


def by(effect: Effect) -> Cause:
    return Cause(id="决定", effects=(effect.id,), effective=(DAY,))


# ---- 第四条 ----------------------------------------------------------------------------------------------


def test_the_nine_elements_have_their_own_words() -> None:
    """《办法》第四条第一款."""
    nine = [
        "职权名称",
        "行使主体",
        "职权类型",
        "设立依据",
        "责任事项",
        "追责情形",
        "追责依据",
        "监督方式",
        "救济途径",
    ]

    assert [kind.value for kind in ElementKind][:9] == nine


def test_a_power_does_not_live_on_a_norm_that_may_not_set_it() -> None:
    """《办法》第四条第二款: 职权法定; a 规范性文件 sets no penalty (V6), whatever else died."""
    world = a_revision()
    world.text("规定@1", START, {"5": f"违规的，{FINE}"}, rank=Rank.NORMATIVE_DOCUMENT)
    world.link(f"{OLD} 1", Kind.DELETED, to=NEW)
    found = drawn(world, a_power("p", BASIS, cites("d", "规定@1 5")))

    assert {row.survival for row in found.hits} == {Survival.V6.id}
    assert found.items == ()


def test_a_power_without_liability_basis_cannot_go_to_the_list() -> None:
    """《办法》第四条第二款: 权责一致; E3 marks what must be named before it is applied."""
    world = a_revision()
    world.link(f"{OLD} 1", Kind.DELETED, to=NEW)
    world.link(f"{OLD} 2", Kind.SAME, f"{NEW} 2")
    liability = cites("z", f"{OLD} 1", element=ElementKind.LIABILITY_BASIS)
    found = drawn(world, a_power("p", cites("c", f"{OLD} 2"), liability))

    assert the_item(found).rules == ("E3",)
    assert the_item(found).incomplete == ElementKind.LIABILITY_BASIS.value


# ---- 第五条至第七条 --------------------------------------------------------------------------------------


def a_grant(type_: PowerType) -> NewGrant:
    return NewGrant(power_type=type_.value, level="县", organ="交通局", conduct="新行为")


def test_a_new_power_of_a_statute_is_to_be_added() -> None:
    """《办法》第五条第（一）项."""
    world = a_revision()
    insert = an_effect(EffectType.INSERT, a_grant(PowerType.PENALTY), f"<{NEW} 2>")
    world.effects.append(insert)
    item = the_item(drawn(world, cause=by(insert)))

    assert (item.kind, item.grounds, item.route) == (ItemKind.ADD, ("5(1)",), Route.A)


def test_a_power_that_lost_its_basis_is_to_be_cancelled() -> None:
    """《办法》第六条第（一）项."""
    world = a_revision()
    world.link(f"{OLD} 1", Kind.DELETED, to=NEW)
    item = the_item(drawn(world, a_power("p", BASIS)))

    assert (item.kind, item.grounds, item.route) == (ItemKind.CANCEL, ("6(1)",), Route.A)


def test_a_power_whose_basis_changed_is_to_be_adjusted() -> None:
    """《办法》第七条第（一）项."""
    item = the_item(drawn(changed(), a_power("p", BASIS)))

    assert (item.kind, item.grounds, item.route) == (ItemKind.ADJUST, ("7(1)",), Route.B)


def test_another_nature_is_another_category() -> None:
    """《办法》第七条第（二）项."""
    item = the_item(drawn(changed(Change.NATURE, nature="行政检查"), a_power("p", BASIS)))

    assert item.grounds == ("7(1)", "7(2)")


def test_another_organ_in_the_text_is_another_holder() -> None:
    """《办法》第七条第（三）项."""
    item = the_item(drawn(changed(Change.ORGAN, organ="应急局"), a_power("p", BASIS)))

    assert "7(3)" in item.grounds
    assert tuple(d.value for d in item.differences if d.element is ElementKind.HOLDER) == (
        "应急局",
    )


def test_dividing_is_suggested_and_never_a_ground_by_itself() -> None:
    """《办法》第七条第（四）项; L10."""
    item = the_item(drawn(changed(Change.AMOUNTS_BY_CONDUCT), a_power("p", BASIS)))

    assert item.suggestions == ("7(4) 分设",)
    assert "7(4)" not in item.grounds


def test_other_steps_are_another_procedure() -> None:
    """《办法》第七条第（五）项."""
    world = changed(Change.STEPS)
    world.link(f"{OLD} 2", Kind.SAME, f"{NEW} 2")
    steps = cites("d", f"{OLD} 1", element=ElementKind.DUTY_BASIS)
    item = the_item(drawn(world, a_power("p", cites("c", f"{OLD} 2"), steps)))

    assert item.grounds == ("7(5)",)
    assert "E4" in item.rules


def test_another_liability_article_is_another_element() -> None:
    """《办法》第七条第（六）项."""
    world = changed()
    world.link(f"{OLD} 2", Kind.SAME, f"{NEW} 2")
    liability = cites("z", f"{OLD} 1", element=ElementKind.LIABILITY_BASIS)
    item = the_item(drawn(world, a_power("p", cites("c", f"{OLD} 2"), liability)))

    assert (item.grounds, item.route) == (("7(6)",), Route.B)


# ---- 第八条 ----------------------------------------------------------------------------------------------


def way(route: Route) -> list[Action]:
    """The acts by which an item that everyone agrees to comes from draft to list."""
    state, acts = State.DRAFT, list[Action]()
    while state is not State.APPLIED:
        step = next(
            s
            for s in STEPS
            if (s.route, s.source, s.verdict) == (route, state, Verdict.AGREE)
            and s.action is not Action.WITHDRAW
        )
        acts.append(step.action)
        state = step.target
    return acts


def test_route_a_goes_through_the_government() -> None:
    """《办法》第八条第一款."""
    assert way(Route.A) == [
        Action.SUBMIT,
        Action.ORG_REVIEW,
        Action.LEGALITY_REVIEW,
        Action.SUBMIT_TO_GOV,
        Action.GOV_DECIDE,
        Action.APPLY,
    ]


def test_route_b_does_without_the_government() -> None:
    """《办法》第八条第二款."""
    assert way(Route.B) == [
        Action.SUBMIT,
        Action.ORG_REVIEW,
        Action.LEGALITY_REVIEW,
        Action.APPLY,
    ]
    assert all(Role.GOV not in step.roles for step in STEPS if step.route is Route.B)


def test_fazhiban_cannot_start_before_bianban_agreed() -> None:
    """《办法》第八条: the order is fixed (R8.3)."""
    for route in BUILT:
        with pytest.raises(StepNotAllowed):
            find_step("i", route, State.ORG_REVIEW, Action.LEGALITY_REVIEW)


def test_each_stage_can_return_or_refuse() -> None:
    """《办法》第八条 says nothing of it (R8.4)."""
    for route, state, action in (
        (Route.A, State.ORG_REVIEW, Action.ORG_REVIEW),
        (Route.A, State.LEGALITY_REVIEW, Action.LEGALITY_REVIEW),
        (Route.A, State.GOV_SUBMITTED, Action.GOV_DECIDE),
        (Route.B, State.ORG_REVIEW, Action.ORG_REVIEW),
        (Route.B, State.LEGALITY_REVIEW, Action.LEGALITY_REVIEW),
    ):
        assert find_step("i", route, state, action, Verdict.RETURN).target is State.RETURNED
        assert find_step("i", route, state, action, Verdict.REJECT).target is State.REJECTED


def test_the_table_has_one_row_for_each_key_and_reaches_all_its_states() -> None:
    """《办法》第八条 as a whole."""
    keys = [(s.route, s.source, s.action, s.verdict) for s in STEPS]
    assert len(keys) == len(set(keys))
    for route in BUILT:
        sources = {s.source for s in STEPS if s.route is route}
        by_engine = {State.DRAFT, State.ON_HOLD, State.STALE, State.SCHEDULED}
        assert sources - by_engine <= {s.target for s in STEPS if s.route is route}


# ---- 第九条、第十二条、第十三条 ---------------------------------------------------------------------------


def a_permit() -> Power:
    basis = cites("c", f"{OLD} 1", function=Function.GRANT)
    return a_power("p", basis, type_=PowerType.PERMIT)


def test_a_permit_whose_basis_changed_completes_its_elements() -> None:
    """《办法》第九条第一款; it never enters an item of 第五条至第七条 (I3)."""
    world = a_revision("未经批准不得从事，经审查准予许可")
    world.link(f"{OLD} 1", Kind.MODIFIED, f"{NEW} 1")
    item = the_item(drawn(world, a_permit()))

    assert (item.kind, item.route) == (ItemKind.COMPLETE_ELEMENTS, Route.C_LITE)
    assert item.grounds == ()


def test_a_permit_that_lost_its_basis_is_proposed_upward() -> None:
    """《办法》第九条第二款."""
    world = a_revision("未经批准不得从事，经审查准予许可")
    world.link(f"{OLD} 1", Kind.DELETED, to=NEW)
    item = the_item(drawn(world, a_permit()))

    assert (item.kind, item.route) == (ItemKind.PROPOSE_PERMIT_CANCEL, Route.D)


@pytest.mark.parametrize("route", [Route.C, Route.C_LITE, Route.D])
def test_what_goes_by_the_catalogue_cannot_go_by_article_8(route: Route) -> None:
    """《办法》第九条: these drafts are refused by name until their routes are built."""
    with pytest.raises(RouteNotBuilt):
        find_step("i", route, State.DRAFT, Action.SUBMIT)


def test_the_duty_to_apply_is_there_before_anybody_files() -> None:
    """《办法》第十二条第（五）项; R5.0, R6.0, R7.0."""
    world = a_revision()
    world.link(f"{OLD} 1", Kind.DELETED, to=NEW)
    draft = the_item(drawn(world, a_power("p", BASIS)))
    (duty,) = new_duties(an_act(), [an_item(draft)])

    assert (duty.powers, duty.grounds, duty.effective) == (("p",), ("6(1)",), DAY)
    assert duty.due is None, "《办法》 sets no number of days (G1)"


def an_item(draft: DraftItem) -> Item:
    return Item(
        id="i",
        draft=draft,
        envelope="e",
        state=State.DRAFT,
        revision=1,
        version=1,
        content_hash="",
    )


def an_act() -> Act:
    class Minting(Act):
        def mint(self, kind: str) -> str:
            return f"{kind}:1"

    return Minting(tx=None, event=None, actor=PUBLIC, today=DAY, pack=PACK)  # pyright: ignore[reportArgumentType]


def test_a_sub_district_does_what_a_department_does() -> None:
    """《办法》第十三条."""
    for step in STEPS:
        assert (Role.DEPT in step.roles) is (Role.STREET in step.roles)
    assert OrgKind.SUBDISTRICT.value == Role.STREET.value


def test_the_plan_does_not_ask_what_kind_of_organ_holds_a_power() -> None:
    """《办法》第十三条: a sub-district's power that lost its basis is cancelled like any other."""
    world = a_revision()
    world.link(f"{OLD} 1", Kind.DELETED, to=NEW)
    item = the_item(drawn(world, replace(a_power("p", BASIS), holder="某街道办事处")))

    assert (item.holder, item.kind, item.route) == ("某街道办事处", ItemKind.CANCEL, Route.A)
