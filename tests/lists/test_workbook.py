"""A workbook is read by its content: .xlsx and .xls, hidden or not, every cell once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.lists.cells import Merge, Spot, letters
from importers.lists.workbook import read_workbook
from tests.lists.books import HEADER, Page, a_row, xls, xlsx

Writer = Callable[..., bytes]
both = pytest.mark.parametrize("write", [xlsx, xls])


@both
def test_every_cell_is_read_with_its_place(write: Writer) -> None:
    book = read_workbook(write(Page([HEADER, a_row(1, "甲")])), "清单.xlsx")

    (sheet,) = book.sheets
    assert book.cell_count == len(sheet.cells) == 14 + 13
    assert sheet.cells[2, 2].value == "甲"
    assert sheet.cells[2, 2].at == Spot("清单", 2, 2)


@both
def test_leading_blank_rows_and_columns_keep_their_numbers(write: Writer) -> None:
    (sheet,) = read_workbook(write(Page([[], [], ["", "", "甲"]])), "x").sheets

    assert list(sheet.cells) == [(3, 3)]


@both
def test_numbers_are_read_as_people_read_them(write: Writer) -> None:
    (sheet,) = read_workbook(write(Page([[1.0, 2.5, "2,3", 530112001]])), "x").sheets

    assert [cell.value for cell in sheet.cells.values()] == ["1", "2.5", "2,3", "530112001"]


@both
def test_merges_reach_over_rows_and_columns(write: Writer) -> None:
    page = Page([["甲", "", "乙"], ["", "", ""], ["丙"]], merges=[(1, 1, 2, 2)])

    (sheet,) = read_workbook(write(page), "x").sheets

    assert sheet.merges == (Merge(1, 1, 2, 2),)
    assert (sheet.cells[1, 1].rows, sheet.cells[1, 1].columns) == (2, 2)
    assert sheet.shown(2, 2) == sheet.cells[1, 1]
    assert sheet.own(2, 2) is None


@both
def test_hidden_rows_columns_and_sheets_are_read_and_known(write: Writer) -> None:
    rows = [["甲", "乙", "丙"], ["丁", "戊", "己"]]
    pages = [Page(rows, "一", hidden_rows=[2], hidden_columns=[3]), Page(rows, "二", hidden=True)]

    first, second = read_workbook(write(*pages), "x").sheets

    assert len(first.cells) == len(second.cells) == 6
    assert (first.hidden_rows, first.hidden_columns) == ({2}, {3})
    assert first.visibility_known
    assert (first.visible, second.visible) == (True, False)


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A"])
def test_an_error_value_is_not_lost(error: str) -> None:
    (sheet,) = read_workbook(xlsx(Page([["甲"]], errors={(2, 3): error})), "x").sheets

    assert sheet.cells[2, 3].value == error


def test_the_kind_is_decided_by_content_not_by_name() -> None:
    page = Page([HEADER, a_row(1, "甲")])

    old, new = read_workbook(xls(page), "清单.xlsx"), read_workbook(xlsx(page), "清单.xls")

    assert list(old.sheets[0].cells) == list(new.sheets[0].cells)


def test_the_same_bytes_have_the_same_digest() -> None:
    data = xls(Page([["甲"]]))

    assert read_workbook(data, "a.xls").digest == read_workbook(data, "b.xls").digest
    assert read_workbook(data, "a.xls").digest != read_workbook(data + b"\0", "a.xls").digest


def test_an_empty_sheet_has_no_cells() -> None:
    (sheet,) = read_workbook(xlsx(Page([])), "x").sheets

    assert sheet.cells == {}
    assert sheet.last_row == 0


@pytest.mark.parametrize(("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ")])
def test_columns_are_named_as_excel_names_them(column: int, name: str) -> None:
    assert letters(column) == name
