"""What a person should look at; none of it keeps a row out (G16)."""

from __future__ import annotations

import pytest

from importers.lists.findings import Finding, findings
from importers.lists.reading import PowerList, read_list
from tests.lists.books import HEADER, Page, a_row, book_of, list_of, more


def coded(power_list: PowerList, code: str) -> list[Finding]:
    return [finding for finding in findings(power_list) if finding.code == code]


def only(power_list: PowerList, code: str) -> Finding:
    (finding,) = coded(power_list, code)
    return finding


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("（2019年4月36日修正）", "2019年4月36日"),
        ("2023 年 2 月 30 日", "2023年2月30日"),
        ("2023年13月", "2023年13月"),
    ],
)
def test_a_date_that_does_not_exist(text: str, printed: str) -> None:
    power_list = list_of(a_row(1, "甲", basis=f"《水法》{text}第七条"))

    finding = only(power_list, "impossible_date")
    assert (finding.at.row, finding.column, finding.value) == (2, "实施依据", printed)
    assert len(power_list.items) == 1


def test_a_date_that_does_exist_is_no_finding() -> None:
    assert not coded(list_of(a_row(1, "甲", basis="（2024年2月29日修正）")), "impossible_date")


def test_an_unknown_type_is_kept_as_printed() -> None:
    power_list = list_of(a_row(1, "甲", type="公共服务"))

    assert only(power_list, "unknown_type").value == "公共服务"
    assert power_list.items[0].type is None


def test_a_sub_item_of_another_type_is_told() -> None:
    power_list = list_of(a_row(1, "甲", sub="1.乙"), more(sub="2.丙", type="行政检查"))

    assert only(power_list, "type_differs").at.row == 3


@pytest.mark.parametrize(
    ("said", "column", "numbers"),
    [
        ({"persons": "1.承办人；2.科长；\n4.局长"}, "追责对象范围", "1、2、4"),
        ({"cases": "1.甲；\n2.乙；\n4.丙"}, "追责情形", "1、2、4"),
        ({"steps": "直接实施责任：\n1.甲\n2.乙\n4.丙"}, "责任事项内容", "1、2、4"),
    ],
)
def test_odd_enumerations(said: dict[str, str], column: str, numbers: str) -> None:
    finding = only(list_of(a_row(1, "甲", **said)), "odd_numbering")

    assert (finding.column, finding.value) == (column, numbers)


@pytest.mark.parametrize("second", ["1.指导", "3.指导"])
def test_duty_numbers_may_go_on_or_start_again_under_a_second_heading(second: str) -> None:
    steps = f"直接实施责任：\n1.甲\n2.乙\n指导监督责任：\n{second}"

    assert not coded(list_of(a_row(1, "甲", steps=steps)), "odd_numbering")


def test_a_number_dragged_down_over_three_rows() -> None:
    rows = [a_row(n, f"第{'甲乙丙'[n]}项", basis=f"（2019年4月2{n}日修正）") for n in range(3)]

    finding = only(list_of(*rows), "drag_filled")

    assert finding.at.row == 2
    assert "第2行到第4行" in finding.message


def test_items_of_a_catalogue_that_count_up_are_no_damage() -> None:
    rows = [a_row(n, f"第{'甲乙丙'[n]}项", basis=f"《指导目录》第{n}项") for n in range(3)]

    assert not coded(list_of(*rows), "drag_filled")


def test_one_number_for_two_items() -> None:
    assert only(list_of(a_row("2,3", "甲")), "number_of_several").value == "2,3"


def test_a_count_in_the_sheet_name_that_does_not_match() -> None:
    power_list = list_of(a_row(1, "甲"), a_row("2,3", "乙"), sheet="行政处罚（3项）")

    finding = only(power_list, "count_mismatch")
    assert "写明 3 项，实际读到 2 项" in finding.message
    assert "共多 1 项" in finding.message


def test_a_count_that_matches_is_no_finding() -> None:
    assert not coded(list_of(a_row(1, "甲"), sheet="行政处罚（1项）"), "count_mismatch")


def test_a_name_that_stands_twice_is_told_and_a_whole_row_twice_is_suspect() -> None:
    """H22: names are not unique."""
    power_list = list_of(
        a_row(1, "甲"), a_row(2, "甲"), a_row(3, "乙"), a_row(4, "乙", basis="《水法》第七条")
    )

    assert [finding.at.row for finding in coded(power_list, "duplicate_item")] == [2, 3]
    assert [finding.at.row for finding in coded(power_list, "name_repeated")] == [4, 5]


def test_a_row_without_basis_or_duty_is_kept_and_told() -> None:
    power_list = list_of(a_row(1, "甲", basis="", steps="无"))

    assert [finding.column for finding in coded(power_list, "missing_in_row")] == [
        "设立依据",
        "责任事项",
    ]
    assert len(power_list.items) == 1


def test_what_was_inferred_is_told_with_its_source() -> None:
    power_list = list_of(a_row(1, "甲", type=""), sheet="行政处罚")

    assert "取自工作表或文件名称“行政处罚”" in only(power_list, "inferred").message


def test_rows_outside_the_list_are_told() -> None:
    """G19."""
    assert "占位" in only(list_of(a_row(1, "甲", holder="地州市水利局")), "outside").message


def test_a_level_column_without_a_level_is_told() -> None:
    header = [text for text in HEADER if text]
    row = a_row(1, "甲", level="负责河道管理")

    power_list = list_of([*row[:8], *row[9:]], header=header)

    assert only(power_list, "level_unclear").value == "负责河道管理"


def test_hidden_rows_columns_and_sheets_are_told() -> None:
    page = Page([HEADER, a_row(1, "甲")], hidden_rows=[2], hidden_columns=[3, 5], hidden=True)

    told = findings(read_list(book_of(page)))

    assert [f.message for f in told if f.code.startswith("hidden")] == [
        "工作表是隐藏的，已照常读取",
        "C列是隐藏列，已照常读取",
        "E列是隐藏列，已照常读取",
        "第2行是隐藏行，已照常读取",
    ]


def test_copies_of_a_column_that_differ_are_told() -> None:
    page = Page([[*HEADER, "追责情形"], [*a_row(1, "甲"), "1.另一份文字"]])

    assert only(read_list(book_of(page)), "copies_differ").value == "1.另一份文字"


def test_unknown_and_guessed_headers_are_told() -> None:
    header = ["序号", "权力名称", "权力类别", "责任部门", "办理时限"]

    power_list = list_of([1, "取水许可", "行政许可", "市水务局", "20日"], header=header)

    assert only(power_list, "unknown_header").value == "办理时限"
    assert only(power_list, "loose_header").value == "责任部门"


def test_missing_elements_of_article_4_are_told_once_a_list() -> None:
    """《办法》第四条第一款."""
    missing = coded(list_of(a_row(1, "甲"), a_row(2, "乙")), "missing_element")

    assert [finding.column for finding in missing] == ["追责依据", "监督方式", "救济途径"]


@pytest.mark.parametrize(("text", "code"), [("#REF!", "error_value"), ("字" * 32_767, "cell_full")])
def test_damaged_cells_are_told(text: str, code: str) -> None:
    assert only(list_of(a_row(1, "甲", remark=text)), code).column == "备注"


def test_a_clean_list_has_no_findings_but_the_missing_elements() -> None:
    assert {finding.code for finding in findings(list_of(a_row(1, "甲")))} == {"missing_element"}


def test_an_item_without_number_in_a_numbered_list_is_told() -> None:
    power_list = list_of(a_row(1, "甲"), a_row("", "乙"), a_row(3, "丙"))

    assert only(power_list, "number_missing").value == "乙"


@pytest.mark.parametrize(
    ("basis", "code", "said"),
    [
        (
            "【规章】《河道采砂管理条例》（国务院令第406号）\n第九条：采砂",
            "wrong_level",
            "行政法规",
        ),
        ("【法规】《河道采砂管理条例\n第九条：采砂", "title_marks", "书名号"),
        (
            "【规范性文件】《采砂规划》（清溪政发【2019】12号）\n第九条：采砂",
            "doc_number_brackets",
            "〔〕",
        ),
        ("【法规】《河道采砂管理条例》\n第十九条至第九条", "backward_range", "前大后小"),
    ],
)
def test_what_a_citation_prints_wrongly_is_told(basis: str, code: str, said: str) -> None:
    """G16: told beside a row that is kept."""
    power_list = list_of(a_row(1, "甲", basis=basis))

    found = only(power_list, code)

    assert said in found.message
    assert (found.at.row, found.at.column) == (2, 5)
    assert len(power_list.items) == 1
