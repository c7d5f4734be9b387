"""单元格: a workbook as its cells, nothing interpreted yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from importers.lists.unseen import Beside

NO_LINES: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """单元格位置: rows and columns from 1, as Excel numbers them."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{letters(self.column)}{self.row}"


def letters(column: int) -> str:
    """The column as Excel prints it: 1 → A, 27 → AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass(frozen=True, slots=True)
class Cell:
    """One non-empty cell.

    Attributes:
        value: its text as printed; numbers without a needless “.0”, dates as 2024-05-01.
        rows, columns: how far it reaches by a merge, 1 without one.
    """

    at: Spot
    value: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Merge:
    """合并单元格: both corners included, from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """工作表.

    Attributes:
        cells: every non-empty cell by (row, column), top to bottom, left to right.
        covered: for each place inside a merge that is not its top-left one: that top-left place.
        hidden_rows, hidden_columns: hidden ones that can be seen to be hidden.
        beside: what stands on the sheet and in no cell, and which cells are struck out.
        visibility_known: whether the format told us which rows and columns are hidden.
    """

    name: str
    visible: bool
    cells: dict[tuple[int, int], Cell]
    merges: tuple[Merge, ...] = ()
    covered: dict[tuple[int, int], tuple[int, int]] = field(
        default_factory=dict[tuple[int, int], tuple[int, int]]
    )
    hidden_rows: frozenset[int] = NO_LINES
    hidden_columns: frozenset[int] = NO_LINES
    visibility_known: bool = False
    beside: tuple[Beside, ...] = ()

    def own(self, row: int, column: int) -> Cell | None:
        """What is typed at this very place."""
        return self.cells.get((row, column))

    def shown(self, row: int, column: int) -> Cell | None:
        """What a reader sees at this place: its own cell, or the merged one that covers it."""
        return self.cells.get(self.covered.get((row, column), (row, column)))

    @property
    def last_row(self) -> int:
        """The last row with a cell, 0 for an empty sheet."""
        return max((row for row, _ in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Workbook:
    """工作簿.

    Attributes:
        digest: SHA-256 of the file's bytes: the same file twice has the same digest.
    """

    name: str
    digest: str
    sheets: tuple[Sheet, ...]

    @property
    def cell_count(self) -> int:
        """How many non-empty cells were read."""
        return sum(len(sheet.cells) for sheet in self.sheets)
