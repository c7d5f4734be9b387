"""表格文件: rows as CSV or XLSX. A cell is text, never a formula, whatever it begins with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet that opens a CSV takes a cell that begins so for a formula."""

LONGEST = 32_767
"""Characters that a cell of a workbook can hold."""


def harmless(text: str) -> str:
    """A cell of a CSV that no spreadsheet runs."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """CSV in UTF-8 with a byte-order mark, as spreadsheets in Chinese want it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(columns: Sequence[str], rows: Iterable[Sequence[str]], *, sheet: str) -> bytes:
    """One sheet with a frozen header; what is too long for a cell goes on in further rows, nothing is cut."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        page = book.add_worksheet(sheet[:31])
        bold = book.add_format({"bold": True, "text_wrap": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for column, name in enumerate(columns):
            page.write_string(0, column, name, bold)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, 0, len(columns) - 1)
        at = 1
        for row in rows:
            for part in _spread(row):
                for column, cell in enumerate(part):
                    page.write_string(at, column, cell, wrapped)
                at += 1
    return file.getvalue()


def _spread(row: Sequence[str]) -> Iterable[list[str]]:
    parts = max(1, *(-(-len(cell) // LONGEST) for cell in row))
    for part in range(parts):
        yield [cell[part * LONGEST : (part + 1) * LONGEST] for cell in row]
