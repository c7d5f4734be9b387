"""隐藏与错误: what a sheet holds beside the values that calamine gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class BesideKind(StrEnum):
    """单元格之外的文字的种类."""

    COMMENT = "批注"
    TEXT_BOX = "文本框"
    PAGE = "页眉页脚"
    STRUCK = "删除线"


@dataclass(frozen=True, slots=True)
class Beside:
    """单元格之外的文字: what stands on a sheet and in no cell; row and column 0 where it stands at none."""

    kind: BesideKind
    row: int
    column: int
    text: str


@dataclass(slots=True)
class Unseen:
    """隐藏行列 of one sheet; rows and columns from 1.

    Attributes:
        errors: cells whose value is an error such as #REF!, by (row, column).
        beside: what stands on the sheet and in no cell, and cells that are struck out.
        known: False where the file did not say what is hidden.
    """

    rows: set[int] = field(default_factory=set[int])
    columns: set[int] = field(default_factory=set[int])
    errors: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])
    beside: list[Beside] = field(default_factory=list[Beside])
    known: bool = False
