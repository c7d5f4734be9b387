"""样本工作簿: one .xlsx for each department that holds powers, laid out as real lists are.

``python -m sample.build FOLDER`` writes them; the same rows give the same bytes.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter

from sample.rows import COLUMNS, holders, printed_rows

Row = dict[str, str]
_CREATED = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_WIDTHS = {"序号": 6, "实施依据": 60, "责任事项内容": 50, "追责情形": 50, "追责依据": 40}
_SPREAD = tuple(
    COLUMNS.index(name) for name in ("序号", "事项名称", "责任事项内容", "追责情形", "追责依据")
)
"""Columns that are merged downwards where an item takes several rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """版式: how one department laid its sheet out; each is a quirk of real lists.

    Attributes:
        headers: other words for the official headers.
        by_type: one sheet for each 权力类型, the count in its name.
        formulas: 序号 is a formula with a cached value.
        closing: last row, in the 序号 column.
        titled: a title row stands above the header.
    """

    headers: dict[str, str] = field(default_factory=dict[str, str])
    by_type: bool = False
    formulas: bool = False
    closing: str = ""
    titled: bool = True


_LAYOUTS = {
    "工商行政管理局": Layout(by_type=True, titled=False),
    "质量技术监督局": Layout(
        headers={"事项名称": "权力名称", "权力类型": "权力类别", "实施依据": "设定依据"}
    ),
    "交通运输局": Layout(headers={"实施层级及权限": "实施层级\n及权限"}),
    "应急管理局": Layout(formulas=True),
    "城市管理局": Layout(closing="备注：本表包括区级行使的行政权力事项。"),
    "林业和草原局": Layout(
        headers={"事项名称": "职权名称", "权力类型": "职权类型", "实施依据": "设立依据"},
        titled=False,
    ),
}


def build_workbooks(folder: Path) -> list[Path]:
    """Write every department's workbook into ``folder``.

    Returns:
        The files, in order of their names.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [
        write_workbook(
            folder / f"青棠区{stem}权责清单.xlsx", list(printed_rows(stem)), _LAYOUTS.get(stem)
        )
        for stem in holders()
    ]


def write_workbook(path: Path, rows: list[Row], layout: Layout | None = None) -> Path:
    """One workbook with these rows; the same rows give the same bytes."""
    layout = layout or Layout()
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": path.stem, "created": _CREATED})
        for name, part in _sheets(rows, layout):
            _Sheet(book, name, layout).write(path.stem, part)
    return path


def _sheets(rows: list[Row], layout: Layout) -> list[tuple[str, list[Row]]]:
    if not layout.by_type:
        return [("权责清单", rows)]
    kinds = ((kind, list(same)) for kind, same in groupby(rows, key=lambda row: row["权力类型"]))
    return [(f"{kind}（{sum(bool(r['序号']) for r in same)}项）", same) for kind, same in kinds]


class _Sheet:
    """One sheet while it is written."""

    def __init__(self, book: Any, name: str, layout: Layout) -> None:
        self._sheet = book.add_worksheet(name)
        self._cell = book.add_format({"text_wrap": True, "valign": "vcenter", "border": 1})
        self._head = book.add_format({"bold": True, "align": "center", "border": 1})
        self._layout = layout

    def write(self, title: str, rows: list[Row]) -> None:
        first = 0
        if self._layout.titled:
            self._sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, f"{title}（2024年版）", self._head)
            first = 1
        self._header(first)
        last = self._body(first + 1, rows)
        if self._layout.closing:
            self._sheet.write_string(last, 0, self._layout.closing)

    def _header(self, line: int) -> None:
        for column, name in enumerate(COLUMNS):
            self._sheet.set_column(column, column, _WIDTHS.get(name, 20))
            if name:
                self._sheet.write_string(
                    line, column, self._layout.headers.get(name, name), self._head
                )
        level = COLUMNS.index("实施层级及权限")
        printed = self._layout.headers.get("实施层级及权限", "实施层级及权限")
        self._sheet.merge_range(line, level, line, level + 1, printed, self._head)

    def _body(self, line: int, rows: list[Row]) -> int:
        for item in _items(rows):
            for offset, row in enumerate(item):
                self._line(line + offset, row)
            if len(item) > 1:
                self._merge(line, item)
            line += len(item)
        return line

    def _line(self, line: int, row: Row) -> None:
        for column, name in enumerate(COLUMNS):
            if name == "序号" and row[name] and self._layout.formulas:
                formula = f"=MAX(A$1:A{line})+1"
                self._sheet.write_formula(line, column, formula, self._cell, int(row[name]))
            elif row[name]:
                self._sheet.write_string(line, column, row[name], self._cell)

    def _merge(self, line: int, item: list[Row]) -> None:
        for column in _SPREAD:
            text = item[0][COLUMNS[column]]
            self._sheet.merge_range(line, column, line + len(item) - 1, column, text, self._cell)


def _items(rows: list[Row]) -> list[list[Row]]:
    """Each power with its continuation rows."""
    items: list[list[Row]] = []
    for row in rows:
        if row["序号"]:
            items.append([])
        items[-1].append(row)
    return items


if __name__ == "__main__":
    for written in build_workbooks(Path(sys.argv[1])):
        print(written)
