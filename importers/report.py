"""导入报告的一行: what is wrong with one cell, in the words of the file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowError:
    """错误行: one cell to mend before its row can be imported.

    Attributes:
        row: as Excel numbers it, from 1.
        column: the header's text, else the column's letter.
        value: as typed, "" if empty.
    """

    sheet: str
    row: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        return f"{self.sheet}第{self.row}行“{self.column}”{self.reason}：{self.value or '（空）'}"
