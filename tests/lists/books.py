"""Workbooks made by hand: our own wording, the quirks of published lists."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
import xlwt

from importers.lists.cells import Workbook
from importers.lists.levels import Level
from importers.lists.reading import PowerList, read_list
from importers.lists.workbook import sheet_of

Value = str | int | float | bool | None
Rows = Sequence[Sequence[Value]]
Corners = tuple[int, int, int, int]
"""Top, left, bottom, right, all from 1 and included."""

HEADER = [
    "序号",
    "事项名称",
    "子项名称",
    "权力类型",
    "实施依据",
    "行使主体",
    "承办机构",
    "实施层级及权限",
    "",
    "部门职责",
    "责任事项内容",
    "责任事项依据",
    "追责对象范围",
    "追责情形",
    "备注",
]


@dataclass(frozen=True)
class Page:
    """One sheet to be written."""

    rows: Rows
    name: str = "清单"
    merges: Sequence[Corners] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    hidden: bool = False
    errors: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])


def a_row(number: Value, name: str, **said: str) -> list[Value]:
    """A row under ``HEADER``: valid by default, different only where the test says so."""
    usual = {
        "sub": "",
        "type": "行政处罚",
        "basis": f"【法规】《河道采砂管理条例》\n第九条：{name}",
        "holder": "江宁市水务局",
        "office": "水政科",
        "level": "市级",
        "authority": "负责市本级",
        "duty": "负责河道管理",
        "steps": "直接实施责任：\n1.立案；\n2.调查。",
        "steps_basis": "第五章、第六章",
        "persons": "1.具体承办人；\n2.科室负责人。",
        "cases": "有下列情形的，应当承担责任：\n1.应当立案而不立案的；\n2.滥用职权的。",
        "remark": "",
    }
    return [number, name, *(usual | said).values()]


def more(**said: str) -> list[Value]:
    """A continuation row: empty but for what the test says."""
    return a_row("", "", **(dict.fromkeys(_KEYS, "") | said))


_KEYS = [
    "sub",
    "type",
    "basis",
    "holder",
    "office",
    "level",
    "authority",
    "duty",
    "steps",
    "steps_basis",
    "persons",
    "cases",
    "remark",
]


def xlsx(*pages: Page) -> bytes:
    """The pages as an .xlsx file."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for page in pages:
        sheet: Any = book.add_worksheet(page.name)
        for top, left, bottom, right in page.merges:
            sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
        for row, column, value in _cells(page):
            sheet.write(row, column, value)
        for (row, column), error in page.errors.items():
            sheet.write_formula(row - 1, column - 1, "=1/0", None, error)
        for row in page.hidden_rows:
            sheet.set_row(row - 1, None, None, {"hidden": True})
        for column in page.hidden_columns:
            sheet.set_column(column - 1, column - 1, None, None, {"hidden": True})
        if page.hidden:
            sheet.hide()
    book.close()
    return stream.getvalue()


def xls(*pages: Page) -> bytes:
    """The pages as an .xls file."""
    book = xlwt.Workbook()
    for page in pages:
        sheet: Any = book.add_sheet(page.name)
        for row, column, value in _cells(page):
            sheet.write(row, column, value)
        for top, left, bottom, right in page.merges:
            sheet.merge(top - 1, bottom - 1, left - 1, right - 1)
        for row in page.hidden_rows:
            sheet.row(row - 1).hidden = True
        for column in page.hidden_columns:
            sheet.col(column - 1).hidden = True
        if page.hidden:
            sheet.visibility = 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cells(page: Page) -> Iterable[tuple[int, int, Value]]:
    for row, values in enumerate(page.rows):
        for column, value in enumerate(values):
            if value not in ("", None):
                yield row, column, value


def book_of(*pages: Page, name: str = "江宁市水务局权责清单.xlsx") -> Workbook:
    """The pages as they come out of ``read_workbook``, without a file between."""
    return Workbook(name, "0" * 64, tuple(sheet_of(_raw(page)) for page in pages))


def _raw(page: Page) -> dict[str, Any]:
    return {
        "name": page.name,
        "visible": not page.hidden,
        "cells": [(r + 1, c + 1, str(v)) for r, c, v in _cells(page) if str(v).strip()],
        "merges": page.merges,
        "hidden_rows": page.hidden_rows,
        "hidden_columns": page.hidden_columns,
        "visibility_known": True,
    }


def list_of(
    *rows: Sequence[Value],
    merges: Sequence[Corners] = (),
    header: Sequence[Value] = HEADER,
    sheet: str = "清单",
    file: str = "清单.xlsx",
    level: Level | None = None,
) -> PowerList:
    """A list of one sheet: header in row 1, the rows below it."""
    return read_list(book_of(Page([header, *rows], sheet, merges), name=file), level)
