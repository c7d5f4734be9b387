"""Headers are recognised by what they say: other cities, other words, any order."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from graph.model.power import PowerType
from importers.lists import elements
from importers.lists.headers import Field, field_of, loose_field_of
from importers.lists.items import Text
from importers.lists.reading import PowerList, read_list
from importers.lists.reconcile import reconcile
from tests.lists.books import HEADER, Page, Value, a_row, book_of, list_of

SYNONYMS = {
    Field.NUMBER: "序号 序 项目序号",
    Field.CODE: "职权编码 权力编码 事项编码 项目编码 基本编码 实施编码 编号",
    Field.NAME: "事项名称 职权名称 权力名称 权力事项名称 行政职权名称 行政权力事项名称 项目 项目名称 事项 主项名称 名称",
    Field.SUB_ITEM: "子项 子项名称 小项 业务办理项名称",
    Field.TYPE: "职权类型 权力类型 权力类别 行政职权类别 类别 事项类型 权力种类",
    Field.BASES: "设立依据 设定依据 实施依据 法律依据 职权依据 法定依据 依据 设定和实施依据 法律法规依据",
    Field.HOLDER: "行使主体 实施主体 责任主体 实施机关 法定主体 行使部门",
    Field.OFFICE: "承办机构 承办科室 责任科室 内设机构 承办处室 责任处（科）室",
    Field.LEVEL: "实施层级 实施层级及权限 行使层级 层级 审批层级",
    Field.AUTHORITY: "权限 实施权限 行使内容",
    Field.TARGET: "实施对象 行政相对人 服务对象",
    Field.DEPARTMENT_DUTY: "部门职责 主要职责",
    Field.DUTY: "责任事项 责任事项内容 直接实施责任 指导监督责任 对应责任事项",
    Field.DUTY_BASIS: "责任事项依据 责任依据 职责依据",
    Field.LIABILITY_SUBJECTS: "追责对象范围 追责对象 问责对象",
    Field.LIABILITY_CLAUSES: "追责情形 问责情形 责任追究情形 追责情形及依据",
    Field.LIABILITY_BASIS: "追责依据 问责依据 责任追究依据 追责情形依据",
    Field.SUPERVISION: "监督方式 监督电话 投诉举报电话 监督途径 监督投诉方式",
    Field.REMEDY: "救济途径 救济方式 救济渠道 行政复议 行政诉讼 法律救济途径",
    Field.REMARK: "备注 说明",
}


@pytest.mark.parametrize(
    ("header", "field"),
    [(word, field) for field, words in SYNONYMS.items() for word in words.split()],
)
def test_a_synonym_names_its_element(header: str, field: Field) -> None:
    assert field_of(header) is field


@pytest.mark.parametrize(
    "header",
    [
        "实施层级⏎及权限",
        "追责对⏎象范围",
        " 权力\u3000类型 ",
        "行使主体（责任主体）",
        "职权名称(责任事项)",
    ],
)
def test_breaks_blanks_and_brackets_do_not_count(header: str) -> None:
    assert field_of(header.replace("⏎", "\n")) is not None


@pytest.mark.parametrize(
    "header",
    [
        "办理时限",
        "收费依据及标准",
        "流程图",
        "廉政风险点",
        "处罚种类",
        "许可证件名称",
        "责任人",
        "咨询电话",
    ],
)
def test_what_names_no_element_is_not_forced_into_one(header: str) -> None:
    assert field_of(header) is None
    assert loose_field_of(header) is None


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("责任部门", Field.HOLDER),
        ("法律法规规章名称及条款", Field.BASES),
        ("监督投诉电话及地址", Field.SUPERVISION),
    ],
)
def test_a_likely_header_is_taken_with_a_warning(header: str, field: Field) -> None:
    assert (field_of(header) or loose_field_of(header)) is field


# --- whole sheets of other cities ---------------------------------------------------------------


def read(*rows: Sequence[Value], merges: Sequence[tuple[int, int, int, int]] = ()) -> PowerList:
    power_list = read_list(book_of(Page(rows, merges=merges)))
    assert reconcile(power_list).balanced
    assert reconcile(power_list).share_in_fields >= 0.98
    return power_list


def printed(texts: tuple[Text, ...]) -> list[str]:
    return [text.printed for text in texts]


def test_columns_may_stand_in_any_order_with_titles_above() -> None:
    power_list = read(
        ["附件2"],
        ["西平区水务局行政职权目录（2023年版）"],
        ["单位：西平区水务局", "", "", "", "2023年5月"],
        ["救济途径", "追责依据", "职权类型", "设定依据", "权力事项名称", "实施主体", "编号"],
        ["行政复议", "《公务员法》", "许可", "《水法》第七条", "取水许可", "区水务局", "530112001"],
    )

    (item,) = power_list.items
    assert item.name.line == "取水许可"
    assert item.type is PowerType.PERMIT
    assert item.said(Field.CODE)[0].line == "530112001"
    assert item.said(Field.REMEDY)[0].line == "行政复议"


def test_a_header_may_be_two_rows_deep() -> None:
    power_list = read(
        ["序号", "项目名称", "", "职权类型", "实施依据", "", "行使主体", "追责", ""],
        ["", "项目", "子项", "", "名称", "条款", "", "情形", "依据"],
        [
            1,
            "取水许可",
            "新设",
            "行政许可",
            "《水法》",
            "第七条",
            "区水务局",
            "1.不办的。",
            "《监察法》",
        ],
        merges=[(1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 2, 4), (1, 5, 1, 6), (1, 7, 2, 7), (1, 8, 1, 9)],
    )

    (item,) = power_list.items
    assert item.name.line == "取水许可"
    assert [sub.name for sub in elements.sub_items(item.parts[0])] == ["新设"]
    assert printed(item.said(Field.BASES)) == ["《水法》", "第七条"]
    assert printed(item.said(Field.LIABILITY_CLAUSES)) == ["1.不办的。"]
    assert printed(item.said(Field.LIABILITY_BASIS)) == ["《监察法》"]


def test_ticked_levels_are_read_from_their_headers() -> None:
    power_list = read(
        ["序号", "权力名称", "权力类别", "实施主体", "行使层级", "", ""],
        ["", "", "", "", "省级", "市级", "县级"],
        [1, "取水许可", "行政许可", "市水务局", "", "√", "√"],
        merges=[(1, n, 2, n) for n in range(1, 5)] + [(1, 5, 1, 7)],
    )

    assert elements.level_said(power_list.items[0].parts[0]).level == "市级、县级"


def test_a_header_repeated_on_each_page_is_no_item() -> None:
    header = ["序号", "权力名称", "权力类别", "实施主体"]
    power_list = read(
        header,
        [1, "取水许可", "行政许可", "市水务局"],
        header,
        [2, "对违法取水的处罚", "行政处罚", "市水务局"],
    )

    assert [item.name.line for item in power_list.items] == ["取水许可", "对违法取水的处罚"]


def test_a_second_list_below_has_its_own_title() -> None:
    header = ["序号", "权力名称", "权力类别", "设定依据"]
    power_list = read(
        ["西平区水务局权力清单"],
        header,
        [1, "取水许可", "行政许可", "《水法》第七条"],
        ["西平区林草局权力清单"],
        header,
        [1, "采伐许可", "行政许可", "《森林法》第五十六条"],
    )

    holders = [item.said(Field.HOLDER)[0].line for item in power_list.items]
    assert holders == ["西平区水务局", "西平区林草局"]


def test_the_level_and_the_authority_may_share_a_cell() -> None:
    header = [text for text in HEADER if text]
    row = a_row(1, "甲", level="市级。负责市区内的审批")
    power_list = list_of([*row[:8], *row[9:]], header=header)

    said = elements.level_said(power_list.items[0].parts[0])
    assert (said.level, said.authority) == ("市级", "负责市区内的审批")


def test_the_authority_stands_in_the_column_without_header() -> None:
    said = elements.level_said(list_of(a_row(1, "甲")).items[0].parts[0])

    assert (said.level, said.authority) == ("市级", "负责市本级")


def test_the_level_header_may_be_written_twice() -> None:
    header = [text or "实施层级及权限" for text in HEADER]

    said = elements.level_said(list_of(a_row(1, "甲"), header=header).items[0].parts[0])

    assert (said.level, said.authority) == ("市级", "负责市本级")


def test_of_two_copies_of_a_column_the_visible_one_speaks() -> None:
    rows = [[*HEADER, "责任事项依据"], [*a_row(1, "甲", steps_basis="旧文"), "新文"]]

    (item,) = read_list(book_of(Page(rows, hidden_columns=[12]))).items

    assert printed(item.said(Field.DUTY_BASIS)) == ["新文"]
    assert printed(item.parts[0].seconds[Field.DUTY_BASIS]) == ["旧文"]


def test_of_two_visible_copies_the_left_one_speaks() -> None:
    rows = [[*HEADER, "责任事项依据"], [*a_row(1, "甲", steps_basis="左"), "右"]]

    (item,) = read_list(book_of(Page(rows))).items

    assert printed(item.said(Field.DUTY_BASIS)) == ["左"]


def test_two_columns_that_say_one_element_are_both_kept() -> None:
    power_list = read(
        [
            "序号",
            "权力名称",
            "权力类别",
            "实施主体",
            "监督电话",
            "监督地址",
            "直接实施责任",
            "指导监督责任",
        ],
        [1, "取水许可", "行政许可", "市水务局", "12345", "水务大厦", "1.受理。", "1.指导。"],
    )

    (item,) = power_list.items
    assert printed(item.said(Field.SUPERVISION)) == ["12345", "水务大厦"]
    assert printed(item.said(Field.DUTY)) == ["1.受理。", "1.指导。"]


def test_a_loose_holder_gives_way_to_the_exact_one() -> None:
    power_list = read(
        ["序号", "权力名称", "权力类别", "主管部门", "实施主体"],
        [1, "取水许可", "行政许可", "省水利厅", "市水务局"],
    )

    (item,) = power_list.items
    assert printed(item.said(Field.HOLDER)) == ["市水务局"]
    assert item.parts[0].remainder[0].header == "主管部门"


def test_an_unknown_column_is_kept_with_its_header() -> None:
    power_list = read(
        ["序号", "权力名称", "权力类别", "实施主体", "办理时限"],
        [1, "取水许可", "行政许可", "市水务局", "20个工作日"],
    )

    (text,) = power_list.items[0].parts[0].remainder
    assert (text.header, text.printed) == ("办理时限", "20个工作日")


def test_one_column_for_cases_and_basis_leaves_no_basis_missing() -> None:
    power_list = read(
        ["序号", "权力名称", "权力类别", "实施主体", "追责情形及追责依据"],
        [1, "取水许可", "行政许可", "市水务局", "1.不办的。《监察法》第十一条"],
    )

    assert Field.LIABILITY_BASIS not in power_list.tables[0].missing


def test_a_name_header_merged_over_two_columns_has_sub_items_on_the_right() -> None:
    power_list = read(
        ["序号", "项目名称", "", "权力类别", "实施主体"],
        [1, "取水许可", "新设", "行政许可", "市水务局"],
        ["", "", "延续", "行政许可", "市水务局"],
        [2, "对违法取水的处罚", "", "行政处罚", "市水务局"],
        merges=[(1, 2, 1, 3), (4, 2, 4, 3)],
    )

    first, _ = power_list.items
    assert [sub.name for part in first.parts for sub in elements.sub_items(part)] == [
        "新设",
        "延续",
    ]


def test_a_list_whose_name_column_is_not_known_is_refused_row_by_row_not_dropped() -> None:
    """G16: an unreadable structure."""
    rows = [
        ["序号", "何事", "权力类别", "实施主体", "设定依据"],
        [1, "取水", "行政许可", "市局", "《水法》"],
    ]

    power_list = read_list(book_of(Page(rows)))

    assert [error.reason for error in power_list.errors] == ["缺少职权名称"]


def test_an_unusual_name_header_is_taken_by_likeness() -> None:
    power_list = read(
        ["序号", "审批服务事项名称", "权力类别", "实施机构"],
        [1, "取水许可", "行政许可", "市水务局"],
    )

    assert power_list.items[0].name.line == "取水许可"
    assert power_list.items[0].said(Field.HOLDER)[0].line == "市水务局"


def test_headers_grouped_under_power_list_and_responsibility_list() -> None:
    power_list = read(
        ["序号", "权力清单", "", "", "", "责任清单", "", ""],
        ["", "名称", "类型", "依据", "主体", "责任事项", "依据", "追责情形"],
        [
            1,
            "取水许可",
            "行政许可",
            "《水法》第七条",
            "市水务局",
            "1.受理。",
            "第三章",
            "1.不办的。",
        ],
        merges=[(1, 1, 2, 1), (1, 2, 1, 5), (1, 6, 1, 8)],
    )

    (item,) = power_list.items
    assert printed(item.said(Field.BASES)) == ["《水法》第七条"]
    assert printed(item.said(Field.DUTY_BASIS)) == ["第三章"]
    assert power_list.tables[0].table.titles == ()


def test_a_header_three_rows_deep() -> None:
    power_list = read(
        ["序号", "项目", "", "类别", "主体", "责任", "", ""],
        ["", "名称", "", "", "", "责任事项", "追责", ""],
        ["", "主项", "子项", "", "", "", "情形", "依据"],
        [1, "取水许可", "新设", "行政许可", "市水务局", "1.受理。", "1.不办的。", "《监察法》"],
        merges=[(1, 1, 3, 1), (1, 2, 1, 3), (2, 2, 2, 3), (1, 4, 3, 4), (1, 5, 3, 5), (1, 6, 1, 8),
                (2, 6, 3, 6), (2, 7, 2, 8)],
    )  # fmt: skip

    (item,) = power_list.items
    assert item.name.line == "取水许可"
    assert printed(item.said(Field.DUTY)) == ["1.受理。"]
    assert printed(item.said(Field.LIABILITY_BASIS)) == ["《监察法》"]
