"""What stands beside the cells is told: comments, text boxes, page headers, and text that was struck out."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
import xlwt

from importers.lists.findings import findings
from importers.lists.reading import read_list
from importers.lists.workbook import read_workbook
from tests.lists.books import HEADER, a_row

ROWS = [HEADER, a_row(1, "取水检查"), a_row(2, "采砂检查")]


def told(data: bytes) -> list[tuple[str, int, str]]:
    """(code, row, value) of each finding on what is beside the cells."""
    codes = {"comment", "text_box", "page_text", "struck_out"}
    found = findings(read_list(read_workbook(data, "清单")))
    return [(one.code, one.at.row, one.value) for one in found if one.code in codes]


def xlsx(write: Callable[[Any, Any], None]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet: Any = book.add_worksheet("清单")
    for row, values in enumerate(ROWS):
        sheet.write_row(row, 0, values)
    write(book, sheet)
    book.close()
    return stream.getvalue()


def xls(style: str) -> bytes:
    book = xlwt.Workbook()
    sheet: Any = book.add_sheet("清单")
    for row, values in enumerate(ROWS):
        for column, value in enumerate(values):
            dress = xlwt.easyxf(style) if row == 2 else xlwt.Style.default_style
            sheet.write(row, column, value, dress)
    for row in range(3, 80):
        sheet.write(row, 14, "另见附件" * 10)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_comment_is_told_with_its_place_and_words() -> None:
    data = xlsx(lambda _, sheet: sheet.write_comment("B2", "此项拟取消"))

    assert told(data) == [("comment", 2, "此项拟取消")]


def test_a_text_box_is_told_with_its_words() -> None:
    data = xlsx(lambda _, sheet: sheet.insert_textbox(5, 1, "以上事项由水务局负责解释"))

    assert told(data) == [("text_box", 0, "以上事项由水务局负责解释")]


def test_words_in_the_page_header_are_told_and_page_numbers_are_not() -> None:
    data = xlsx(lambda _, sheet: sheet.set_header("&C江宁市权责清单"))
    numbered = xlsx(lambda _, sheet: sheet.set_footer("&C第 &P 页"))

    assert told(data) == [("page_text", 0, "江宁市权责清单")]
    assert told(numbered) == []


def test_a_row_that_was_struck_out_is_told_once_and_read() -> None:
    def strike(book: Any, sheet: Any) -> None:
        sheet.write_row(2, 0, ROWS[2], book.add_format({"font_strikeout": True}))

    assert told(xlsx(strike)) == [("struck_out", 3, "2")]
    assert len(read_list(read_workbook(xlsx(strike), "清单")).items) == 2


def test_a_piece_of_a_text_that_was_struck_out_is_told() -> None:
    def strike(book: Any, sheet: Any) -> None:
        struck = book.add_format({"font_strikeout": True})
        sheet.write_rich_string(2, 1, "采砂", struck, "运砂", "检查")

    assert told(xlsx(strike)) == [("struck_out", 3, "采砂运砂检查")]


@pytest.mark.parametrize(
    ("style", "expected"),
    [("font: struck_out on", [("struck_out", 3, "2")]), ("font: bold on", [])],
)
def test_an_xls_tells_what_was_struck_out(style: str, expected: list[Any]) -> None:
    assert told(xls(style)) == expected
