"""S1: the number-reuse trap, row for row, on a statute of our own with the shape of 道路运输条例 2022 → 2023."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model.law import Change, Kind
from graph.model.plan import Cause, DraftItem, ItemKind, Plan, Route, Severity, TaskKind
from graph.model.power import Citation, ElementKind, Function, Power, PowerType
from graph.rules.planner import plan
from tests.rules.worlds import FINE, PACK, World, a_power, cites

OLD, NEW = "运输条例@2022", "运输条例@2023"
DAY = date(2023, 7, 20)
LISTED = date(2022, 5, 1)


def said(rule: str) -> str:
    return f"{rule}的，{FINE}"


def the_law() -> World:
    world = World()
    old = {
        n: said(f"旧{n}")
        for n in ("63", "64", "66", "67", "68", "69", "70", "71", "72", "73", "74")
    }
    parts = {"65¶1": said("站经营"), "65¶3": said("未备案"), "69(1)": said("不按站点"), "69(3)": said("变更车辆"),
             "69(4)": said("擅自终止"), "69(2)": said("强行招揽"), "69(5)": said("脱落扬撒")}  # fmt: skip
    plain = {"8": "准予经营客运", "24": "准予经营货运", "77": "工作人员滥用职权的，依法给予处分"}
    world.text(OLD, LISTED, {**old, "65": "站场", **parts, **plain})
    same = {n: said(f"旧{n}") for n in ("64", "66", "67")}
    renumbered = {"69": said("旧70"), "71": said("旧72"), "72": said("旧73"), "73": said("旧74")}
    changed = {"63": said("分档擅自经营"), "65": "站场", "65¶1": said("站经营"), "65¶3": said("货运站未备案"),
               "65¶4": said("维修未备案"), "65¶5": said("驾培未备案"), "68": "车辆", "68¶1": said("站点线路新幅度"),
               "68¶2": said("招揽扬撒新幅度"), "70": "站场放行", "70¶1": said("放行"), "70¶2": said("货运站放行")}  # fmt: skip
    world.text(NEW, DAY, {**same, **renumbered, **changed, "8": plain["8"], "24": plain["24"], "76": plain["77"]})  # fmt: skip
    _correspondences(world)
    return world


def _correspondences(world: World) -> None:
    def link(old: str, kind: Kind, *new: str, changes: tuple[Change, ...] = ()) -> None:
        world.link(f"{OLD} {old}", kind, *(f"{NEW} {n}" for n in new), to=NEW, changes=changes)

    for number in ("64", "66", "67", "65¶1", "8", "24"):
        link(number, Kind.SAME, number)
    for old, new in (("70", "69"), ("72", "71"), ("73", "72"), ("74", "73"), ("77", "76")):
        link(old, Kind.RENUMBERED, new)
    link("63", Kind.MODIFIED, "63", changes=(Change.AMOUNTS_BY_CONDUCT,))
    link("65¶3", Kind.SPLIT, "65¶3", "65¶4", "65¶5")
    link("68", Kind.DELETED)
    for item, new in (("1", "68¶1"), ("3", "68¶1"), ("4", "68¶1"), ("2", "68¶2"), ("5", "68¶2")):
        link(f"69({item})", Kind.MODIFIED, new)
    link("71", Kind.SPLIT, "70¶1", "70¶2")


BASES = {
    "p1": ("63",), "p2": ("64",), "p3": ("65¶1",), "p4": ("65¶3",), "p5": ("66",), "p6": ("67",),
    "p7": ("68",), "p8": ("69(1)", "69(3)", "69(4)"), "p9": ("69(2)", "69(5)"), "p10": ("70",),
    "p11": ("71",), "p12": ("72",), "p13": ("73",), "p14": ("74",),
}  # fmt: skip


def the_powers() -> list[Power]:
    penalties = [
        a_power(id_, *_bases(id_, places), _liability(id_), liability_hash="追责条款")
        for id_, places in BASES.items()
    ]
    permits = [
        a_power(
            id_,
            cites(f"{id_}b", f"{OLD} {place}", function=Function.GRANT),
            _liability(id_),
            type_=PowerType.PERMIT,
            liability_hash="追责条款",
        )
        for id_, place in (("客运", "8"), ("货运", "24"))
    ]
    return [*penalties, *permits]


def _bases(id_: str, places: tuple[str, ...]) -> list[Citation]:
    return [cites(f"{id_}b{n}", f"{OLD} {place}") for n, place in enumerate(places)]


def _liability(id_: str) -> Citation:
    return cites(f"{id_}z", f"{OLD} 77", element=ElementKind.LIABILITY_BASIS)


CAUSE = Cause(id="修改决定", versions=(NEW,), effective=(DAY,))


@pytest.fixture(scope="module")
def drawn() -> Plan:
    return plan(CAUSE, the_powers(), the_law().book, PACK, today=date(2023, 7, 24))


def item_of(drawn: Plan, power: str) -> DraftItem:
    (item,) = [item for item in drawn.items if item.powers == (power,)]
    return item


def test_thirteen_adjustments_and_one_cancel(drawn: Plan) -> None:
    grounds = [item.grounds for item in drawn.items if item.route is not Route.C_LITE]
    assert sorted(grounds) == [("6(1)",)] + [("7(1)", "7(6)")] * 9 + [("7(6)",)] * 4


@pytest.mark.parametrize("power", ["p1", "p4", "p8", "p9", "p11"])
def test_the_rewritten_ones_are_substantive(drawn: Plan, power: str) -> None:
    item = item_of(drawn, power)
    assert (item.grounds, item.severity) == (("7(1)", "7(6)"), Severity.SUBSTANTIVE)


@pytest.mark.parametrize("power", ["p10", "p12", "p13", "p14"])
def test_the_renumbered_ones_are_minor(drawn: Plan, power: str) -> None:
    item = item_of(drawn, power)
    assert (item.grounds, item.severity) == (("7(1)", "7(6)"), Severity.MINOR)


@pytest.mark.parametrize("power", ["p2", "p3", "p5", "p6"])
def test_the_unchanged_ones_only_renew_their_liability(drawn: Plan, power: str) -> None:
    item = item_of(drawn, power)
    assert item.grounds == ("7(6)",)
    (difference,) = item.differences
    assert difference.renew == ((f"{power}z", (f"{NEW} 76",)),)
    assert difference.before == "追责条款"


def test_the_deleted_one_is_cancelled_although_its_number_lives(drawn: Plan) -> None:
    item = item_of(drawn, "p7")
    assert (item.kind, item.route, item.grounds, item.rules) == (
        ItemKind.CANCEL,
        Route.A,
        ("6(1)",),
        ("L3",),
    )


def test_dividing_is_suggested_where_one_power_rests_on_several_offences(drawn: Plan) -> None:
    suggested = {item.powers[0] for item in drawn.items if "7(4) 分设" in item.suggestions}
    assert suggested == {"p1", "p4", "p11"}


def test_a_citation_is_renewed_to_the_units_where_its_rule_stands_now(drawn: Plan) -> None:
    basis = next(d for d in item_of(drawn, "p8").differences if d.element is ElementKind.BASIS)
    assert {unit for _, units in basis.renew for unit in units} == {f"{NEW} 68¶1"}
    split = next(d for d in item_of(drawn, "p4").differences if d.element is ElementKind.BASIS)
    assert split.renew == (("p4b0", (f"{NEW} 65¶3", f"{NEW} 65¶4", f"{NEW} 65¶5")),)


def test_permits_complete_their_elements_and_enter_no_article_7_item(drawn: Plan) -> None:
    permits = [item for item in drawn.items if item.powers[0] in {"客运", "货运"}]
    assert [item.kind for item in permits] == [ItemKind.COMPLETE_ELEMENTS] * 2
    assert all(item.route is Route.C_LITE and item.grounds == () for item in permits)
    assert all({"E1", "E9"} <= set(item.rules) for item in permits)


def test_one_envelope_for_each_route(drawn: Plan) -> None:
    assert {(i.holder, i.route, i.cause) for i in drawn.items} == {
        ("交通局", route, "修改决定") for route in (Route.A, Route.B, Route.C_LITE)
    }


def test_nothing_is_left_to_a_person(drawn: Plan) -> None:
    assert drawn.tasks == ()
    assert all("L26" not in row.rules for row in drawn.hits)
    assert TaskKind.TRIAGE not in {task.kind for task in drawn.tasks}


def test_every_hit_citation_has_one_row(drawn: Plan) -> None:
    rows = [(row.power, row.citation.citation, row.effective) for row in drawn.hits]
    assert len(rows) == len(set(rows)) == sum(len(p.citations) for p in the_powers())
