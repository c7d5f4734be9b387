"""What a cell enumerates: bodies, levels, steps, clauses."""

from __future__ import annotations

import pytest

from graph.model.power import PowerType
from importers.lists import elements
from importers.lists.items import Part
from importers.lists.levels import Level, is_placeholder, levels_in, split_level
from importers.lists.text import is_nothing, joined, split_numbered, squeeze
from importers.lists.types import type_inside, type_of
from tests.lists.books import a_row, list_of


def part_of(**said: str) -> Part:
    return list_of(a_row(1, "甲", **said)).items[0].parts[0]


@pytest.mark.parametrize(
    ("cell", "bodies"),
    [
        ("市统\n计局", ("市统计局",)),
        ("市水务局、市林草局", ("市水务局", "市林草局")),
        ("市委宣传部（新闻出版局、版权局）", ("市委宣传部（新闻出版局、版权局）",)),
        ("渔政科（水产科)、种植科", ("渔政科（水产科)", "种植科")),
        ("市水务局\n市林草局", ("市水务局", "市林草局")),
        ("市发展和改革委\n员会", ("市发展和改革委员会",)),
        ("市人社局\n（市公务员局）", ("市人社局（市公务员局）",)),
        ("法规科 、\n综合核\n算科 、普\n查科", ("法规科", "综合核算科", "普查科")),
        ("1.办公室\n2.法规科", ("办公室", "法规科")),
        ("节能科，投资科", ("节能科", "投资科")),
    ],
)
def test_bodies_in_one_cell(cell: str, bodies: tuple[str, ...]) -> None:
    assert elements.bodies(cell) == bodies


def test_brackets_hold_the_other_names_of_a_body() -> None:
    (holder,) = elements.holders(part_of(holder="市委宣传部（新闻出版局、版权局）"))

    assert elements.plain_name(holder.name) == "市委宣传部"
    assert holder.aliases == ("新闻出版局", "版权局")


def test_offices_are_split_outside_brackets() -> None:
    assert elements.offices(part_of(office="种植科（植保站、检疫站）、渔政科")) == (
        "种植科（植保站、检疫站）",
        "渔政科",
    )


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("地州\n市级", {Level.CITY}),
        ("县市区级", {Level.COUNTY}),
        ("县（市、区）级", {Level.COUNTY}),
        ("市（州）级", {Level.CITY}),
        ("自治区级", {Level.PROVINCE}),
        ("省级、市级、县级", {Level.PROVINCE, Level.CITY, Level.COUNTY}),
        ("市、县级", {Level.CITY, Level.COUNTY}),
        ("设区的市级", {Level.CITY}),
        ("镇（街道）级", {Level.TOWNSHIP}),
        ("市级以上", {Level.CITY, Level.PROVINCE, Level.STATE}),
        ("负责市级审批", set[Level]()),
    ],
)
def test_levels_in_a_cell(text: str, levels: set[Level]) -> None:
    assert levels_in(text) == levels


def test_a_level_is_split_from_the_authority_behind_it() -> None:
    assert split_level("地州市级。负责审批") == ("地州市级", "负责审批")
    assert split_level("负责市级审批") == ("", "负责市级审批")


@pytest.mark.parametrize(
    "name",
    ["地州市水务局", "地（州、市）水务局", "县市区水务局", "县（市、区）水务局", "××局", "XX市水务局", "某某局",
     "县级以上水行政主管部门"],
)  # fmt: skip
def test_a_template_is_no_body(name: str) -> None:
    assert is_placeholder(name)


@pytest.mark.parametrize(
    "name", ["江宁市水务局", "区水务局", "自治区水利厅", "市级机关事务管理局", "县公安局"]
)
def test_a_real_name_is_no_template(name: str) -> None:
    assert not is_placeholder(name)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("行政\n处罚", PowerType.PENALTY),
        ("许可", PowerType.PERMIT),
        ("其他行政权力", PowerType.OTHER),
        ("其它类", PowerType.OTHER),
        ("行政许可（审批）", PowerType.PERMIT),
        ("公共服务", None),
        ("非行政许可审批", None),
        ("行政征用", None),
        ("行政处罚、行政强制", None),
    ],
)
def test_words_for_types(word: str, kind: PowerType | None) -> None:
    assert type_of(word) is kind


def test_a_type_inside_a_sheet_name() -> None:
    assert type_inside("行政征收（ 1 项）") is PowerType.LEVY
    assert type_inside("权责清单") is None


# --- enumerations -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("1.甲；\n2.乙。", [(1, "甲；"), (2, "乙。")]),
        ("1．甲 2．乙", [(1, "甲"), (2, "乙")]),
        ("1、受理；2、审查", [(1, "受理；"), (2, "审查")]),
        ("（1）甲；（2）乙", [(1, "甲；"), (2, "乙")]),
        ("①甲②乙", [(1, "甲"), (2, "乙")]),
        ("1.承办人2.负责人", [(1, "承办人"), (2, "负责人")]),
        ("1.提交附件2.申请表；\n2.审查", [(1, "提交附件2.申请表；"), (2, "审查")]),
        ("一.甲：\n二.乙", [(1, "甲："), (2, "乙")]),
        ("1..甲\n2.乙", [(1, "甲"), (2, "乙")]),
        ("1.甲\n2.乙\n9.丙", [(1, "甲"), (2, "乙"), (9, "丙")]),
        ("一、总则\n1.甲\n二、附则", [(1, "总则\n1.甲"), (2, "附则")]),
        ("1.按第5.1条，1.5米以上", [(1, "按第5.1条，1.5米以上")]),
        ("一、二级企业", []),
        ("没有编号", []),
    ],
)
def test_numbered_lists(text: str, entries: list[tuple[int, str]]) -> None:
    assert [(entry.number, entry.text) for entry in split_numbered(text).entries] == entries


def test_duty_steps_stand_under_their_headings() -> None:
    steps = elements.duty_steps(
        part_of(steps="直接实施责任：\n1.受理。\n2.审查。 指导监督责任:\n1.指导下级。")
    )

    assert [(s.heading, s.number, s.wording) for s in steps] == [
        ("直接实施责任", 1, "受理。"),
        ("直接实施责任", 2, "审查。"),
        ("指导监督责任", 1, "指导下级。"),
    ]


def test_a_step_may_name_its_stage() -> None:
    steps = elements.duty_steps(part_of(steps="1.受理责任：公示条件。\n2.审查责任：审查材料。"))

    assert [step.stage for step in steps] == ["受理责任", "审查责任"]


def test_liability_is_a_preamble_and_clauses() -> None:
    said = elements.liability(part_of(cases="有下列情形的，应当承担责任：\n1.不受理的；\n2.其他。"))

    assert said.preamble == "有下列情形的，应当承担责任："
    assert [clause.wording for clause in said.clauses] == ["不受理的；", "其他。"]


def test_equal_clauses_have_equal_keys_whatever_their_number_and_punctuation() -> None:
    first = elements.liability(part_of(cases="1.不受\n理的；\n2.乙")).clauses[0]
    second = elements.liability(part_of(cases="1.甲；\n2.不受理的。")).clauses[1]

    assert first.key == second.key


def test_a_text_without_numbers_is_one_clause() -> None:
    assert len(elements.liability(part_of(cases="不依法履行职责的。")).clauses) == 1


def test_liable_persons_are_listed_in_order() -> None:
    assert elements.liable_persons(part_of(persons="一.承办人：\n二.科长：")) == ("承办人", "科长")


# --- text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "line"),
    [
        ("对拒绝\n配合统\n计", "对拒绝配合统计"),
        ("（ 1983年12 月8 日", "（1983年12月8日"),
        ("GB\n50500", "GB 50500"),
        ("甲\u3000\u00a0\u2002乙", "甲乙"),
        ("甲_x000D_\n乙", "甲乙"),
    ],
)
def test_one_line(printed: str, line: str) -> None:
    assert joined(printed) == line


def test_folding_is_for_comparing_only() -> None:
    assert squeeze("（Ａ）\u200b 甲") == "(A)甲"


@pytest.mark.parametrize("text", ["无", " 无 ", "—", "/", "－－"])
def test_nothing(text: str) -> None:
    assert is_nothing(text)


@pytest.mark.parametrize("text", ["无偿献血表彰", "1"])
def test_something(text: str) -> None:
    assert not is_nothing(text)
