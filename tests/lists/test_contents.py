"""What a listed item brings to the list: only what its rows of this level say, and every other cell is told (G19)."""

from __future__ import annotations

import pytest

from graph.model.power import ElementKind
from importers.lists.contents import Contents, contents, left_out
from importers.lists.findings import findings
from importers.lists.levels import Level
from importers.lists.reading import PowerList
from tests.lists.books import HEADER, a_row, list_of, more

ORGANS = {"江宁市水务局": "SW"}


def _said(found: Contents, kind: ElementKind) -> list[str]:
    (row,) = found.rows
    return [element.text for element in row.content.elements if element.kind is kind]


def _levy(**said: str) -> PowerList:
    """A levy of two levels, on a row each."""
    above = a_row(
        1, "征收", holder="自治区水利厅", level="自治区级", office="水资源处", authority="负责全区"
    )
    return list_of(above, more(holder="江宁市水务局", level="市级", **said), level=Level.CITY)


def test_what_the_row_of_another_level_says_of_its_own_holder_is_not_ours() -> None:
    found = contents(_levy(office="财务科", authority="负责市本级"), ORGANS)

    assert found.rows[0].content.holder == "SW"
    assert _said(found, ElementKind.UNDERTAKER) == ["财务科"]
    assert _said(found, ElementKind.LEVEL) == ["市级", "负责市本级"]


def test_what_only_the_row_of_another_level_says_of_the_power_is_shared() -> None:
    (basis,) = _said(contents(_levy(), ORGANS), ElementKind.BASIS)

    assert basis.startswith("【法规】《河道采砂管理条例》")


def test_our_own_basis_is_not_mixed_with_that_of_another_level() -> None:
    own = "【法规】《江宁市水资源条例》\n第四条：征收"

    assert _said(contents(_levy(basis=own), ORGANS), ElementKind.BASIS) == [own]


def test_every_cell_of_another_level_is_told_with_its_reason() -> None:
    told = {cell.value: cell.reason for cell in left_out(_levy(office="财务科"))}

    assert {"自治区水利厅", "自治区级", "水资源处", "负责全区"} <= told.keys()
    assert "财务科" not in told
    assert all("自治区级" in reason for reason in told.values())


def test_a_sub_item_of_another_level_is_no_sub_item_here() -> None:
    power_list = list_of(
        a_row(1, "河道许可"),
        more(sub="跨省河道许可", level="自治区级", office="许可处"),
        more(sub="采砂许可", level="市级"),
        level=Level.CITY,
    )

    found = contents(power_list, ORGANS)

    assert [sub.name for sub in found.rows[0].content.sub_items] == ["采砂许可"]
    assert "跨省河道许可" in {cell.value for cell in left_out(power_list)}


def test_one_holder_for_rows_of_several_levels_holds_on_ours() -> None:
    power_list = list_of(
        a_row(1, "甲", level="自治区级"), more(level="市级", authority="负责本市"), level=Level.CITY
    )

    found = contents(power_list, ORGANS)

    assert found.rows[0].content.holder == "SW"
    assert _said(found, ElementKind.LEVEL) == ["市级", "负责本市"]


def test_the_other_copy_of_a_column_is_kept_and_does_not_speak() -> None:
    """Two columns 实施依据, one of them an earlier draft: the power stands on one of them."""
    header = [*HEADER, "实施依据", "备注"]
    other = "【法规】《旧条例》\n第三条：采砂"

    found = contents(list_of([*a_row(1, "甲"), other, "同前"], header=header), ORGANS)

    (basis,) = _said(found, ElementKind.BASIS)
    assert "《旧条例》" not in basis
    assert other in _said(found, ElementKind.REMAINDER)


def test_a_second_item_on_the_same_row_is_told() -> None:
    header = [
        "序号",
        "职权名称",
        "职权类型",
        "行使主体",
        "",
        "序号",
        "职权名称",
        "职权类型",
        "行使主体",
    ]
    row = [1, "甲", "行政处罚", "江宁市水务局", "", 2, "乙", "行政许可", "江宁市水务局"]
    power_list = list_of(row, header=header)

    told = [f for f in findings(power_list) if f.code == "copies_differ" and f.value == "乙"]

    assert ["另有一个职权名称" in finding.message for finding in told] == [True]
    assert "乙" in _said(contents(power_list, ORGANS), ElementKind.REMAINDER)


@pytest.mark.parametrize(
    ("printed", "holder", "joint"),
    [
        ("江宁市水务局、江宁市林业局", "SW", ()),
        ("江宁市林业局、江宁市水务局", "", ()),
        ("江宁市水务局、江宁市公安局", "SW", ("GA",)),
    ],
)
def test_a_joint_holder_never_stands_in_for_one_that_nobody_knows(
    printed: str, holder: str, joint: tuple[str, ...]
) -> None:
    """The row waits for the organ that it names first; whoever is unknown is told in either case."""
    found = contents(list_of(a_row(1, "甲", holder=printed)), ORGANS | {"江宁市公安局": "GA"})

    assert (found.rows[0].content.holder, found.rows[0].content.joint) == (holder, joint)
    assert [error.value for error in found.unknown] == ["江宁市林业局"] * ("林业" in printed)
