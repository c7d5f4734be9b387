"""Rows become items: every way in which published lists spread one item over several rows."""

from __future__ import annotations

import pytest

from graph.model.power import PowerType
from importers.lists import elements
from importers.lists.cells import Spot
from importers.lists.headers import Field
from importers.lists.items import Kind, Outside
from importers.lists.levels import Level
from importers.lists.reading import read_list
from tests.lists.books import HEADER, Page, a_row, book_of, list_of, more


def test_each_element_knows_the_cell_it_stands_in() -> None:
    (item,) = list_of(a_row(1, "对违法采砂的处罚")).items

    assert item.name.line == "对违法采砂的处罚"
    assert item.type is PowerType.PENALTY
    assert item.said(Field.BASES)[0].at == Spot("清单", 2, 5)
    assert item.said(Field.LIABILITY_CLAUSES)[0].at == Spot("清单", 2, 14)


def test_a_line_break_inside_a_word_is_no_blank() -> None:
    (item,) = list_of(a_row(1, "对违法\n采砂的 \n处罚", type="行政\n处罚")).items

    assert item.name.line == "对违法采砂的处罚"
    assert item.name.printed == "对违法\n采砂的 \n处罚"
    assert item.type is PowerType.PENALTY


def test_a_sub_item_row_belongs_to_the_item_above() -> None:
    power_list = list_of(
        a_row(1, "河道许可", sub="1.河道采砂许可", type="行政许可"),
        more(
            sub="2.河道建设许可",
            type="行政许可",
            basis="《防洪法》第二十七条",
            holder="江宁市水务局",
        ),
        a_row(2, "对违法采砂的处罚"),
    )

    first, second = power_list.items
    assert [part.kind for part in first.parts] == [Kind.MAIN, Kind.SUB_ITEM]
    names = [sub.name for part in first.parts for sub in elements.sub_items(part)]
    assert names == ["河道采砂许可", "河道建设许可"]
    assert first.parts[1].line(Field.BASES) == "《防洪法》第二十七条"
    assert second.row == 4


def test_a_sub_item_row_may_print_the_name_again_without_a_number() -> None:
    power_list = list_of(
        a_row(1, "河道许可", sub="1.河道采砂许可"), a_row("", "河道许可", sub="2.河道建设许可")
    )

    (item,) = power_list.items
    assert len(item.parts) == 2


def test_the_same_name_with_a_number_of_its_own_is_another_item() -> None:
    """H22: names are not unique."""
    assert len(list_of(a_row(1, "水费征收"), a_row(2, "水费征收", level="县级")).items) == 2


def test_sub_items_may_stand_numbered_in_one_cell() -> None:
    (item,) = list_of(a_row(1, "河道许可", sub="1.新设许可             2.延续许可")).items

    assert [sub.name for sub in elements.sub_items(item.parts[0])] == ["新设许可", "延续许可"]


@pytest.mark.parametrize("nothing", ["无", "—", "/", "－"])
def test_nothing_means_none(nothing: str) -> None:
    (item,) = list_of(a_row(1, "对违法采砂的处罚", sub=nothing)).items

    assert elements.sub_items(item.parts[0]) == ()


def test_a_row_with_only_a_further_holder_is_a_part_of_the_item() -> None:
    power_list = list_of(
        a_row(1, "水资源费征收", holder="自治区水利厅", level="自治区级"),
        more(holder="县市区水务局", level="县市区级", cases="1.多征的。"),
        a_row(2, "对违法采砂的处罚"),
        a_row(3, "对违法取水的处罚"),
    )

    levy = power_list.items[0]
    assert [part.kind for part in levy.parts] == [Kind.MAIN, Kind.HOLDER]
    assert [h.name for part in levy.parts for h in elements.holders(part)] == [
        "自治区水利厅",
        "县市区水务局",
    ]
    assert levy.effective(levy.parts[1], Field.BASES) == levy.said(Field.BASES)


@pytest.mark.parametrize(
    "said",
    [{"cases": "3.泄露秘密的。"}, {"cases": "3.泄露秘密的。", "persons": "3.分管领导。"}],
)
def test_a_row_with_more_of_the_same_text_is_appended(said: dict[str, str]) -> None:
    (item,) = list_of(a_row(1, "对违法采砂的处罚"), more(**said)).items

    clauses = elements.liability(item.parts[0]).clauses
    assert [clause.number for clause in clauses] == [1, 2, 3]
    assert clauses[2].text.at == Spot("清单", 3, 14)
    assert item.parts[0].rows == (2, 3)


def test_vertical_merges_over_a_page_break_are_one_item() -> None:
    rows = [a_row(1, "对违法采砂的处罚"), more(), more(), a_row(2, "对违法取水的处罚")]
    merges = [(2, column, 4, column) for column in range(1, 16)]

    first, second = list_of(*rows, merges=merges).items

    assert first.parts[0].rows == (2, 2)
    assert len(first.parts) == 1
    assert second.row == 5


def test_blank_padding_rows_invent_nothing() -> None:
    assert (
        len(list_of(a_row(1, "甲的处罚"), more(), more(), a_row(2, "乙的处罚"), more()).items) == 2
    )


def test_a_type_merged_over_several_items_speaks_for_each() -> None:
    rows = [a_row(1, "甲"), a_row(2, "乙", type=""), a_row(3, "丙", type="")]

    power_list = list_of(*rows, merges=[(2, 4, 4, 4)])

    assert [item.type for item in power_list.items] == [PowerType.PENALTY] * 3
    assert not power_list.errors


def test_a_liability_cell_merged_over_two_sub_items_speaks_for_both() -> None:
    rows = [a_row(1, "考核", sub="1.初训"), more(sub="2.复训", holder="江宁市水务局")]

    (item,) = list_of(*rows, merges=[(2, 14, 3, 14)]).items

    assert elements.liability(item.parts[1]) == elements.liability(item.parts[0])


def test_a_blank_type_between_two_equal_ones_is_taken_from_above() -> None:
    power_list = list_of(a_row(1, "甲"), a_row(2, "乙", type=""), a_row(3, "丙"))

    assert power_list.items[1].type is PowerType.PENALTY
    assert power_list.items[1].inferred == {Field.TYPE}


def test_a_blank_type_between_different_ones_is_not_guessed() -> None:
    """G16: a row without type cannot be imported."""
    power_list = list_of(a_row(1, "甲"), a_row(2, "乙", type=""), a_row(3, "丙", type="行政检查"))

    (error,) = power_list.errors
    assert (error.row, error.column, error.reason) == (3, "权力类型", "缺少职权类型")
    assert [item.name.line for item in power_list.items] == ["甲", "丙"]


def test_a_row_without_a_name_is_refused_with_all_its_cells() -> None:
    """G16."""
    power_list = list_of(a_row(1, "甲"), a_row(2, ""))

    (error,) = power_list.errors
    assert error.reason == "缺少职权名称"
    assert {cell.at.column for cell in power_list.reported} >= {1, 4, 5, 6}


def test_a_row_without_any_holder_is_refused() -> None:
    """G16."""
    assert list_of(a_row(1, "甲", holder="无")).errors[0].reason == "缺少行使主体"


def test_the_type_may_come_from_the_sheet_and_the_holder_from_the_title() -> None:
    header = ["序号", "事项名称", "实施依据"]
    rows = [["部门名称：江宁市水务局"], header, [1, "水费征收", "《水法》第四十八条"]]

    (item,) = read_list(book_of(Page(rows, "行政征收（1项）"))).items

    assert item.type is PowerType.LEVY
    assert item.said(Field.HOLDER)[0].line == "江宁市水务局"
    assert item.inferred == {Field.TYPE, Field.HOLDER}


def test_section_headings_give_the_type() -> None:
    header = ["序号", "职权名称", "设定依据", "行使主体"]
    rows = [
        header,
        ["一、行政许可（共1项）"],
        [1, "取水许可", "《水法》第七条", "江宁市水务局"],
        ["二、行政处罚（共1项）"],
        [1, "对违法取水的处罚", "《水法》第六十九条", "江宁市水务局"],
    ]

    power_list = read_list(book_of(Page(rows, merges=[(2, 1, 2, 4), (4, 1, 4, 4)])))

    assert [item.type for item in power_list.items] == [PowerType.PERMIT, PowerType.PENALTY]


def test_a_remark_row_in_the_number_column_is_a_note() -> None:
    power_list = list_of(a_row(1, "甲"), ["备注：包括市、区两级事项。"])

    assert len(power_list.items) == 1
    assert power_list.tables[0].asides[0].cell.value == "备注：包括市、区两级事项。"


def test_totals_and_signatures_are_notes() -> None:
    power_list = list_of(a_row(1, "甲"), ["合计", "", "", "1项"], ["填表人：", "", "", "审核人："])

    assert len(power_list.items) == 1
    assert [aside.kind for aside in power_list.tables[0].asides] == ["表注"] * 4


def test_a_row_of_column_numbers_is_no_item() -> None:
    power_list = list_of([str(n) for n in range(1, 16)], a_row(1, "甲"))

    assert [item.name.line for item in power_list.items] == ["甲"]


def test_numbers_filled_in_to_the_end_are_reported_not_appended() -> None:
    power_list = list_of(a_row(1, "甲"), [2], [3])

    assert [cell.value for cell in power_list.reported] == ["2", "3"]
    assert len(power_list.items) == 1


def test_values_of_a_drop_down_helper_are_no_types_of_items() -> None:
    rows = [[*a_row(1, "甲"), "", "行政许可"], [*a_row(2, "乙"), "", "其他类别"]]
    rows += [[""] * 16 + ["行政检查"], [""] * 16 + ["行政奖励"]]

    power_list = list_of(*rows)

    assert [item.type for item in power_list.items] == [PowerType.PENALTY] * 2
    assert {cell.reason for cell in power_list.reported} == {"无表头的下拉选项辅助列"}


def test_text_hidden_under_a_merge_is_reported() -> None:
    rows = [a_row(1, "甲"), more(remark="遮住的字")]

    power_list = list_of(*rows, merges=[(2, 15, 3, 15)])

    assert power_list.reported[0].reason == "被合并单元格遮住，表上看不见"


def test_rows_of_another_level_are_outside() -> None:
    """G19."""
    power_list = list_of(
        a_row(1, "甲"), a_row(2, "乙", holder="自治区水利厅", level="自治区级"), a_row(3, "丙")
    )

    outside = power_list.items[1].outside
    assert power_list.level is Level.CITY
    assert outside is not None
    assert outside.kind is Outside.OTHER_LEVEL
    assert "自治区级" in outside.text


def test_a_template_placeholder_is_outside() -> None:
    """G19."""
    outside = list_of(a_row(1, "甲", holder="地州市水利局")).items[0].outside

    assert outside is not None
    assert outside.kind is Outside.PLACEHOLDER


def test_the_level_of_the_list_may_be_told() -> None:
    book = book_of(Page([HEADER, a_row(1, "甲", level="市级"), a_row(2, "乙", level="县级")]))

    told = read_list(book, Level.COUNTY)

    assert [item.outside is None for item in told.items] == [False, True]


def test_a_cell_that_names_several_levels_is_inside_if_ours_is_among_them() -> None:
    power_list = list_of(a_row(1, "甲"), a_row(2, "乙", level="省级、市级、县级"), a_row(3, "丙"))

    assert [item.outside for item in power_list.items] == [None] * 3


def test_one_item_with_holders_of_several_levels_is_inside() -> None:
    power_list = list_of(
        a_row(1, "征收", holder="自治区水利厅", level="自治区级"),
        more(holder="江宁市水务局", level="市级"),
        a_row(2, "乙"),
    )

    levy = power_list.items[0]
    assert levy.outside is None
    assert [part.outside is None for part in levy.parts] == [False, True]


def test_all_elements_of_article_4_that_a_list_does_not_have_are_missing() -> None:
    """《办法》第四条第一款."""
    missing = list_of(a_row(1, "甲")).tables[0].missing

    assert missing == (Field.LIABILITY_BASIS, Field.SUPERVISION, Field.REMEDY)


def test_a_sheet_that_is_no_list_is_reported_cell_by_cell() -> None:
    cover = Page([["权责清单说明"], ["类别", "数量"], ["行政许可", 3]], "说明")

    power_list = read_list(book_of(cover, Page([HEADER, a_row(1, "甲")])))

    assert [sheet.name for sheet in power_list.unlisted] == ["说明"]
    assert len(power_list.reported) == 5


def test_more_text_of_the_authority_is_no_further_level() -> None:
    (item,) = list_of(a_row(1, "甲"), more(authority="并负责跨区河道。")).items

    assert len(item.parts) == 1
    assert elements.level_said(item.parts[0]).authority == "负责市本级\n并负责跨区河道。"


def test_one_row_a_level_under_one_item() -> None:
    power_list = list_of(
        a_row(1, "甲", level="自治区级"), more(level="市级", authority="负责本市"), a_row(2, "乙")
    )

    assert [part.outside is None for part in power_list.items[0].parts] == [False, True]


def test_a_holder_above_the_city_is_outside_even_without_a_level_column() -> None:
    """G19."""
    header = ["序号", "权力名称", "权力类别", "实施主体"]
    rows = [[1, "甲", "行政许可", "自治区水利厅"], [2, "乙", "行政许可", "市水务局"]]

    power_list = list_of(*rows, [3, "丙", "行政许可", "市水务局"], header=header)

    assert [item.outside is None for item in power_list.items] == [False, True, True]


def test_a_provincial_list_is_inside_itself() -> None:
    header = ["序号", "权力名称", "权力类别", "实施主体"]

    (item,) = list_of([1, "甲", "行政许可", "省水利厅"], header=header).items

    assert item.outside is None


def test_a_flat_export_prints_number_and_name_again_for_each_sub_item() -> None:
    power_list = list_of(
        a_row(1, "河道许可", sub="采砂许可"), a_row(1, "河道许可", sub="建设许可"), a_row(2, "甲")
    )

    first, _ = power_list.items
    assert [s.name for part in first.parts for s in elements.sub_items(part)] == [
        "采砂许可",
        "建设许可",
    ]


def test_a_workbook_with_two_levels_of_the_same_list() -> None:
    """G19: the level may stand only in the name of the sheet."""
    header = ["序号", "权力名称", "权力类别", "实施主体"]
    rows = [[1, "甲", "行政许可", "水务局"], [2, "乙", "行政许可", "水务局"]]
    book = book_of(Page([header, *rows], "地州级（2项）"), Page([header, rows[0]], "区县级（1项）"))

    power_list = read_list(book)

    assert power_list.level is Level.CITY
    assert [item.outside is None for item in power_list.items] == [True, True, False]
