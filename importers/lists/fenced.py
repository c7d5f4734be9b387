"""围栏内: what runs inside the fence: calamine, and what calamine does not tell."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

from importers.errors import (
    DamagedFile,
    InflatesTooMuch,
    PasswordProtected,
    ReadingTookTooMuch,
    WrongFileKind,
)
from importers.files import MEGA, FileKind, kind_of, open_zip
from importers.lists import xls, xlsx
from importers.lists.unseen import Unseen

MAX_TEXT = 16 * MEGA
MAX_CELLS = 200_000


def read_cells(data: bytes, name: str) -> list[dict[str, Any]]:
    """Every sheet with its cells, merges and hidden lines, as JSON can hold it.

    Raises:
        DamagedFile, PasswordProtected, InflatesTooMuch, ReadingTookTooMuch, WrongFileKind.
    """
    unseen = _unseen(data, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return list(_sheets(book, unseen, name))
    except PasswordError as locked:
        raise PasswordProtected(name) from locked
    except (CalamineError, OSError, ValueError) as broken:
        raise DamagedFile(name, "工作簿结构读不出来") from broken


def _unseen(data: bytes, name: str) -> dict[str, Unseen]:
    if kind_of(data) is FileKind.XLSX:
        with open_zip(data, name) as archive:
            return xlsx.unseen_in(archive)
    return xls.unseen_in(data, name)


def _sheets(
    book: CalamineWorkbook, unseen: dict[str, Unseen], name: str
) -> Iterator[dict[str, Any]]:
    budget = _Budget(name)
    for meta in book.sheets_metadata:
        sheet = book.get_sheet_by_name(meta.name)
        merges = sheet.merged_cell_ranges
        if merges is None:
            raise WrongFileKind(
                name, "读不出合并单元格的工作簿（.xlsb、.ods）", ".xlsx 或 .xls 工作簿"
            )
        hidden = unseen.get(meta.name, Unseen())
        yield {
            "name": meta.name,
            "visible": meta.visible is SheetVisibleEnum.Visible,
            "cells": [*_cells(sheet, hidden, budget)],
            "merges": [(t + 1, lf + 1, b + 1, r + 1) for (t, lf), (b, r) in merges],
            "hidden_rows": sorted(hidden.rows),
            "hidden_columns": sorted(hidden.columns),
            "visibility_known": hidden.known,
            "beside": [(one.kind, one.row, one.column, one.text) for one in hidden.beside],
        }


class _Budget:
    """How much text a workbook may hold; a shared string of 1 MB in 10,000 cells is a bomb too."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._text = 0
        self._cells = 0

    def spend(self, text: str) -> None:
        self._text += len(text)
        self._cells += 1
        if self._text > MAX_TEXT:
            raise InflatesTooMuch(self._name, "单元格文字", MAX_TEXT)
        if self._cells > MAX_CELLS:
            raise ReadingTookTooMuch(self._name, "单元格", f"{MAX_CELLS} 个")


def _cells(sheet: CalamineSheet, hidden: Unseen, budget: _Budget) -> Iterator[tuple[int, int, str]]:
    errors = dict(hidden.errors)
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
        for column, value in enumerate(row, 1):
            text = printed(value) or errors.pop((number, column), "")
            if text.strip():
                budget.spend(text)
                yield number, column, text
    yield from ((row, column, text) for (row, column), text in sorted(errors.items()))


def printed(value: object) -> str:
    """A cell's value as a person reads it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e22:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return "" if value is None else str(value)
