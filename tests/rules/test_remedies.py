"""救济途径 (R4.9, E6): by kind of holder and law of the day, or as ruled; never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product

import pytest

from graph.model.law import Kind
from graph.model.organ import OrgKind
from graph.model.plan import Cause, ItemKind, Outcome, Plan
from graph.model.power import ElementKind, Power, PowerType
from graph.model.remedy import RemedyRuling
from graph.rules.planner import plan
from graph.rules.remedies import newly_told, remedy_for
from graph.rules.rows_remedy import REMEDIES, Forum
from tests.rules.worlds import PACK, World, a_power, cites

DAY = date(2024, 1, 1)
EVE = DAY - timedelta(days=1)
LAW, OLD, NEW = "复议法", "复议法@2017", "复议法@2023"


def held_by(kind: OrgKind | None) -> Power:
    """A penalty that cites the law of review for its 救济途径."""
    basis = cites("c", "条例@1 1")
    remedy = cites("r", f"{OLD} 12", element=ElementKind.REMEDY)
    return replace(a_power("p", basis, remedy), holder_kind=kind)


@pytest.mark.parametrize(("forum", "kind"), list(product(Forum, OrgKind)))
def test_of_two_rows_never_both_speak(forum: Forum, kind: OrgKind) -> None:
    rows = sorted(
        (r for r in REMEDIES if r.forum is forum and kind in r.kinds), key=lambda r: r.since
    )
    for earlier, later in pairwise(rows):
        assert earlier.until is not None
        assert earlier.until <= later.since


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (OrgKind.WORK_DEPT, "本级人民政府或者上一级主管部门（由申请人选择）", "本级人民政府"),
        (OrgKind.VERTICAL, "上一级主管部门", "上一级主管部门"),
        (
            OrgKind.JUSTICE,
            "本级人民政府或者上一级主管部门（由申请人选择）",
            "本级人民政府或者上一级司法行政部门",
        ),
        (OrgKind.SUBDISTRICT, "设立该街道办事处的人民政府", "设立该街道办事处的人民政府"),
        (OrgKind.GOVERNMENT, "上一级地方人民政府", "上一级人民政府"),
    ],
)
def test_the_revision_of_2023_counts_from_its_day(kind: OrgKind, before: str, after: str) -> None:
    power = held_by(kind)
    assert remedy_for(power, EVE, REMEDIES).review == before
    assert remedy_for(power, DAY, REMEDIES).review == after


@pytest.mark.parametrize("kind", [None, OrgKind.ENTRUSTED_ORG, OrgKind.SUPERVISION])
def test_nothing_is_computed_for_whom_no_row_names(kind: OrgKind | None) -> None:
    found = remedy_for(held_by(kind), DAY, REMEDIES)
    assert (found.review, found.court, found.text) == ("", "", "")
    assert newly_told(held_by(kind), EVE, DAY, REMEDIES) == ""


def test_a_ruling_stands_in_the_place_of_the_computed_value() -> None:
    ruled = RemedyRuling(
        id="r",
        subject="交通局",
        review="市交通局",
        court="某铁路运输法院",
        reason="跨行政区域集中管辖",
        document="法〔2023〕1号",
        since=date(2023, 6, 1),
    )
    own = replace(ruled, id="own", subject="p", review="区政府")
    power = replace(held_by(OrgKind.WORK_DEPT), remedies=(own, ruled))
    assert remedy_for(power, date(2023, 5, 31), REMEDIES).ruling is None
    found = remedy_for(power, DAY, REMEDIES)
    assert (found.review, found.ruling, found.rows) == ("区政府", own, ())
    assert newly_told(power, EVE, DAY, REMEDIES) == "", "a ruling outlives the revision"


def a_revision() -> World:
    """The law of review in two texts: its article 12 became article 24."""
    world = World()
    world.text("条例@1", date(2015, 1, 1), {"1": "处一千元罚款"})
    world.text(OLD, date(2018, 1, 1), {"12": "由申请人选择"})
    world.text(NEW, DAY, {"24": "由本级人民政府管辖"})
    world.link(f"{OLD} 12", Kind.MODIFIED, f"{NEW} 24")
    return world


def drawn(power: Power) -> Plan:
    cause = Cause(id="s", versions=(NEW,), effective=(DAY,))
    return plan(cause, [power], a_revision().book, PACK, today=date(2024, 2, 1))


def test_e6_the_computed_value_changes() -> None:
    made = drawn(held_by(OrgKind.WORK_DEPT))
    (item,) = made.items
    assert (item.rules, item.grounds) == (("E6",), ("7(6)",))
    (told,) = item.differences
    assert (told.element, told.renew) == (ElementKind.REMEDY, ())
    assert told.value.startswith(
        "行政复议：向本级人民政府申请（《中华人民共和国行政复议法》第二十四条"
    )
    assert "基层人民法院" in told.value
    assert any("重新计算" in warning for warning in item.warnings)


def test_e5_the_computed_value_stays() -> None:
    (item,) = drawn(held_by(OrgKind.VERTICAL)).items
    assert item.rules == ("E5",)
    (told,) = item.differences
    assert (told.value, told.renew) == ("", (("r", (f"{NEW} 24",)),))


def test_e9_a_permit_completes_the_computed_value() -> None:
    permit = replace(held_by(OrgKind.WORK_DEPT), type=PowerType.PERMIT)
    made = drawn(permit)
    (item,) = made.items
    assert (item.kind, item.rules) == (ItemKind.COMPLETE_ELEMENTS, ("E6", "E9"))
    assert {row.outcome for row in made.hits} == {Outcome.ITEM}
