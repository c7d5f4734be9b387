"""隐藏与错误: what a sheet holds beside the values that calamine gives."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Unseen:
    """隐藏行列 of one sheet; rows and columns from 1.

    Attributes:
        errors: cells whose value is an error such as #REF!, by (row, column).
        known: False where the file did not say what is hidden.
    """

    rows: set[int] = field(default_factory=set[int])
    columns: set[int] = field(default_factory=set[int])
    errors: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])
    known: bool = False
