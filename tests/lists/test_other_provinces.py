"""Layouts of lists that nobody here has seen, after the habits of other provinces: items, elements and no cell lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from importers.lists import elements
from importers.lists.headers import Field, field_of
from importers.lists.reading import read_list
from importers.lists.reconcile import reconcile
from tests.lists.books import Corners, Page, Value, book_of

BASIS = "《河道采砂管理条例》第九条：采砂应当经过批准。"
HOLDER = "江宁市水务局"


@dataclass(frozen=True)
class Case:
    """A sheet, and what must come of it."""

    id: str
    rows: Sequence[Sequence[Value]]
    items: int
    subs: int = 0
    fields: tuple[Field, ...] = ()
    merges: Sequence[Corners] = ()
    sheet: str = "清单"
    holders: tuple[str, ...] = (HOLDER,)


# fmt: off
CASES = [
    Case("all nine elements in one row", [
        ["江宁市水务局权责清单"],
        ["序号", "职权编码", "职权名称", "职权类别", "职权依据", "行使主体", "责任事项", "责任事项依据", "追责情形", "追责依据", "监督电话", "救济途径"],
        [1, "A-1", "对擅自采砂的处罚", "行政处罚", BASIS, HOLDER, "1.立案。", "第五十四条", "1.不立案的。", "第二十条", "电话", "行政复议"],
    ], 1, fields=(Field.CODE, Field.DUTY, Field.DUTY_BASIS, Field.LIABILITY_CLAUSES, Field.LIABILITY_BASIS, Field.SUPERVISION, Field.REMEDY)),
    Case("two rows, grouped into power list and responsibility list", [
        ["附件1"],
        ["序号", "权力清单", "", "", "", "责任清单", "", "", "监督投诉"],
        ["", "权力名称", "权力类型", "实施依据", "实施主体", "责任事项", "责任事项依据", "追责情形", ""],
        [1, "地名命名", "行政许可", BASIS, HOLDER, "1.受理", "第二章", "1.不受理的", "电话"],
    ], 1, fields=(Field.NAME, Field.BASES, Field.DUTY, Field.DUTY_BASIS, Field.LIABILITY_CLAUSES, Field.SUPERVISION),
        merges=[(2, 1, 3, 1), (2, 2, 2, 5), (2, 6, 2, 8), (2, 9, 3, 9)]),
    Case("three rows", [
        ["序号", "事项信息", "", "", "", "", "责任信息", "", ""],
        ["", "事项名称", "", "事项类型", "设定依据", "实施机构", "责任事项", "", "追责情形"],
        ["", "主项名称", "子项名称", "", "", "", "内容", "依据", ""],
        [1, "经营许可", "1.新办", "行政许可", BASIS, HOLDER, "1.受理", "第三十条", "1.x的"],
        ["", "", "2.变更", "行政许可", BASIS, HOLDER, "1.受理", "第三十条", "1.x的"],
    ], 1, subs=2, fields=(Field.SUB_ITEM, Field.DUTY, Field.DUTY_BASIS),
        merges=[(1, 1, 3, 1), (1, 2, 1, 6), (1, 7, 1, 9), (2, 2, 2, 3), (2, 4, 3, 4), (2, 5, 3, 5), (2, 6, 3, 6), (2, 7, 2, 8), (2, 9, 3, 9), (4, 1, 5, 1), (4, 2, 5, 2)]),
    Case("one column for each rank of law", [
        ["序号", "行政职权名称", "行政职权类型", "法律", "行政法规", "地方性法规", "部门规章", "行使主体"],
        [1, "占用河道处罚", "行政处罚", "《水法》第六十五条", "《河道管理条例》第四十四条", "《江宁市河道条例》第九条", "无", HOLDER],
    ], 1, fields=(Field.BASES,)),
    Case("sections by department, no column for the holder", [
        ["序号", "职权名称", "职权类型", "设定依据"],
        ["一、江宁市水务局（2项）"],
        [1, "甲", "行政许可", BASIS], [2, "乙", "行政许可", BASIS],
        ["二、江宁市教育局（共1项）"],
        [3, "丙", "行政处罚", BASIS],
    ], 3, merges=[(2, 1, 2, 4), (5, 1, 5, 4)], holders=(HOLDER, HOLDER, "江宁市教育局")),
    Case("sections by type, no column for it", [
        ["序号", "职权名称", "设定依据", "行使主体"],
        ["一、行政许可（2项）"], [1, "甲", BASIS, HOLDER], [2, "乙", BASIS, HOLDER],
        ["二、行政处罚（1项）"], [1, "丙", BASIS, HOLDER],
    ], 3, merges=[(2, 1, 2, 4), (5, 1, 5, 4)], holders=(HOLDER,) * 3),
    Case("a sheet of one type, the holder in another word", [
        ["序号", "项目名称", "设定依据", "责任单位", "主管处室", "监督投诉电话"],
        [1, "甲", BASIS, HOLDER, "一处", "电话"],
    ], 1, sheet="行政强制", fields=(Field.BASES, Field.OFFICE, Field.SUPERVISION)),
    Case("one row for each duty", [
        ["序号", "职权名称", "职权类型", "设定依据", "行使主体", "责任事项", "责任事项依据", "追责情形及依据"],
        [1, "甲", "行政许可", BASIS, HOLDER, "1.受理责任：公示材料。", "1.第三十条", "1.不受理的"],
        ["", "", "", "", "", "2.审查责任：审查材料。", "2.第三十四条", "2.越权的"],
        [2, "乙", "行政处罚", BASIS, HOLDER, "1.立案", "第五十四条", "1.不立案的"],
    ], 2, merges=[(2, n, 3, n) for n in range(1, 6)], holders=(HOLDER, HOLDER)),
    Case("the header far from the first cell", [
        [], [], ["", "", "表1：行政权力目录"], [],
        ["", "", "编号", "事项名称", "", "类别", "实施依据", "", "行使机关"],
        ["", "", "1", "丁", "", "行政处罚", BASIS, "", HOLDER],
    ], 1),
    Case("footers of every kind", [
        ["序号", "职权名称", "职权类型", "设定依据", "责任主体"],
        [1, "甲", "行政检查", BASIS, HOLDER], [],
        ["填表人：张", "", "联系电话：123", "", "审核人：李"],
        ["注：1.本表一式两份。"], ["合计：1项"],
    ], 1),
    Case("types and holders merged over many rows", [
        ["类别", "序号", "事项名称", "依据", "实施主体"],
        ["行政许可", 1, "甲", BASIS, HOLDER], ["", 2, "乙", BASIS, ""], ["行政处罚", 3, "丙", BASIS, ""],
    ], 3, merges=[(2, 1, 3, 1), (2, 5, 4, 5)], holders=(HOLDER,) * 3),
]
# fmt: on


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_layout_of_another_province_is_read(case: Case) -> None:
    found = read_list(book_of(Page(case.rows, case.sheet, case.merges), name="清单.xlsx"))

    parts = [part for item in found.items for part in item.parts]
    said = {field for part in parts for field in part.texts}
    assert len(found.items) == case.items
    assert sum(len(elements.sub_items(part)) for part in parts) == case.subs
    assert set(case.fields) <= said
    named = [next(h.name for p in i.parts for h in elements.holders(p)) for i in found.items]
    assert tuple(named) == case.holders
    balance = reconcile(found)
    assert balance.balanced
    assert balance.share_in_fields >= 0.98


def test_a_column_for_each_rank_of_law_is_a_basis() -> None:
    (case,) = (case for case in CASES if case.id.startswith("one column for each rank"))

    (item,) = read_list(book_of(Page(case.rows))).items

    assert [text.header for text in item.said(Field.BASES)] == ["法律", "行政法规", "地方性法规"]


OTHER_WORDS = {
    Field.NUMBER: "顺序号",
    Field.CODE: "权力基本码 国家级基本编码 实施清单编码",
    Field.SUB_ITEM: "权力子项名称 实施子项 二级事项",
    Field.HOLDER: "职权行使主体 权力行使机关",
    Field.OFFICE: "主管处室 业务科室 内设机构或责任单位",
    Field.LEVEL: "权限层级",
    Field.AUTHORITY: "办理权限",
    Field.DEPARTMENT_DUTY: "三定职责",
    Field.DUTY: "直接责任 履职责任 履责环节 职责事项",
    Field.LIABILITY_CLAUSES: "责任追究 应追责情形 不履责追责情形",
    Field.SUPERVISION: "监督投诉 监督电话及邮箱 投诉监督",
}


@pytest.mark.parametrize(
    ("header", "field"),
    [(word, field) for field, words in OTHER_WORDS.items() for word in words.split()],
)
def test_a_word_of_another_province_names_its_element(header: str, field: Field) -> None:
    assert field_of(header) is field
