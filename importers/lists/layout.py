"""版式: where in a sheet the lists stand: titles, headers, columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from importers.lists.cells import Cell, Sheet, letters
from importers.lists.headers import SINGLE, Field, field_of, loose_field_of
from importers.lists.text import joined, squeeze

_PROOF = frozenset({Field.TYPE, Field.HOLDER, Field.BASES, Field.NUMBER, Field.DUTY})
_DEEPEST = 3
_LONGEST_HEADER = 80
_LONGEST_GROUP = 12
_TITLE_ROW = re.compile(
    r"清单|目录|一览表|(?:部门|单位)(?:名称)?[:：]|^[（(]?[一二三四五六七八九十]+[)）、.]|续表|^附[件表]"
)


@dataclass(frozen=True, slots=True)
class Column:
    """栏目.

    Attributes:
        header: its text in one line, upper header first; “（无表头，O列）” where it has none.
        field: None for a header that matches nothing.
        second: the same header stands in the table twice, and this is the other copy.
        loose: recognised only by likeness.
    """

    index: int
    header: str
    field: Field | None
    second: bool = False
    loose: bool = False
    headed: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """清单表: one header and the rows under it.

    Attributes:
        titles: cells above the header that belong to no other table.
        headers: the header's own cells.
        first, last: the rows under the header.
    """

    sheet: Sheet
    titles: tuple[Cell, ...]
    headers: tuple[Cell, ...]
    columns: dict[int, Column]
    first: int
    last: int

    def columns_of(self, field: Field, *, second: bool = False) -> tuple[Column, ...]:
        """The columns that say this element, left to right."""
        chosen = (column for column in self.columns.values() if column.field is field)
        return tuple(column for column in chosen if column.second is second)

    @property
    def fields(self) -> frozenset[Field]:
        """Every element that has a column."""
        return frozenset(c.field for c in self.columns.values() if c.field is not None)


def tables_of(sheet: Sheet) -> tuple[Table, ...]:
    """The lists of a sheet, top to bottom; none if no row looks like a header.

    A header that is repeated further down (print layout, hidden copy) starts a table of its own.
    """
    blocks = [*_header_blocks(sheet)]
    if not blocks:
        return ()
    rows = _by_row(sheet)
    starts = [1, *(_title_top(rows, top) for top, _ in blocks[1:])]
    ends = [start - 1 for start in starts[1:]] + [sheet.last_row]
    return tuple(
        _table(sheet, start, block, end)
        for start, block, end in zip(starts, blocks, ends, strict=True)
    )


def _title_top(rows: dict[int, list[Cell]], header: int) -> int:
    """The first of the title rows that stand right above a further header of the same sheet."""
    top = header
    while _is_title(rows.get(top - 1, [])):
        top -= 1
    return top


def _is_title(cells: list[Cell]) -> bool:
    texts = {squeeze(cell.value) for cell in cells}
    return len(texts) == 1 and _TITLE_ROW.search(texts.pop()) is not None


def _table(sheet: Sheet, start: int, block: tuple[int, int], last: int) -> Table:
    top, bottom = block
    above = (cell for (row, _), cell in sheet.cells.items() if start <= row < top)
    inside = (cell for (row, _), cell in sheet.cells.items() if top <= row <= bottom)
    return Table(sheet, tuple(above), tuple(inside), _columns(sheet, top, bottom), bottom + 1, last)


def _header_blocks(sheet: Sheet) -> Iterator[tuple[int, int]]:
    done = 0
    rows = _by_row(sheet)
    for row, cells in rows.items():
        if row > done and _is_header(cells):
            top = row - 1 if row - 1 > done and _is_group(rows.get(row - 1, []), cells) else row
            done = _bottom(sheet, row, cells)
            yield top, done


def _is_group(above: list[Cell], header: list[Cell]) -> bool:
    """Whether a row groups the headers below it (“权力清单 | 责任清单”) and is no title over all of them."""
    short = all(len(squeeze(cell.value)) <= _LONGEST_GROUP for cell in above)
    wide = [cell.columns for cell in above if cell.columns > 1]
    return short and len(above) > 1 and bool(wide) and max(wide) < 0.8 * len(header)


def _by_row(sheet: Sheet) -> dict[int, list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for (row, _), cell in sorted(sheet.cells.items()):
        rows.setdefault(row, []).append(cell)
    return rows


def _is_header(cells: list[Cell]) -> bool:
    short = [cell.value for cell in cells if len(cell.value) <= _LONGEST_HEADER]
    exact = {field for text in short if (field := field_of(text)) is not None}
    if Field.NAME in exact:
        return len(exact) >= 3 and bool(exact & _PROOF)
    loose = any(loose_field_of(text) is Field.NAME for text in short)
    return len(exact) >= (3 if loose else 4) and len(exact & _PROOF) >= 2


def _bottom(sheet: Sheet, top: int, cells: list[Cell]) -> int:
    """The last row of a header that may be two or three rows deep."""
    merged = top + max(cell.rows for cell in cells) - 1
    if top < merged < top + _DEEPEST:
        return merged
    wide = {
        column
        for cell in cells
        if cell.columns > 1
        for column in range(cell.at.column, cell.at.column + cell.columns)
    }
    below = [cell for (row, _), cell in sheet.cells.items() if row == top + 1]
    short = all(cell.at.column in wide and len(squeeze(cell.value)) <= 12 for cell in below)
    return top + 1 if below and short else top


def _columns(sheet: Sheet, top: int, bottom: int) -> dict[int, Column]:
    width = max(column for _, column in sheet.cells)
    columns: list[Column] = []
    for index in range(1, width + 1):
        texts = _header_texts(sheet, top, bottom, index)
        left = columns[-1] if columns else None
        columns.append(_shared(sheet, bottom, index, left) or _column(index, texts, left))
    return {column.index: column for column in _settle(sheet, columns)}


def _shared(sheet: Sheet, bottom: int, index: int, left: Column | None) -> Column | None:
    """The column right of a name whose header is merged over both: it names the sub-items."""
    header = sheet.shown(bottom, index)
    if left is None or left.field is not Field.NAME or header is None:
        return None
    merged = header == sheet.shown(bottom, index - 1)
    return Column(index, left.header, Field.SUB_ITEM) if merged else None


def _header_texts(sheet: Sheet, top: int, bottom: int, column: int) -> list[str]:
    cells = (sheet.shown(row, column) for row in range(top, bottom + 1))
    return [*dict.fromkeys(joined(cell.value) for cell in cells if cell is not None)]


def _column(index: int, texts: list[str], left: Column | None) -> Column:
    header = "/".join(texts)
    if left is not None and left.field is Field.LEVEL and header in ("", left.header):
        return Column(index, left.header, Field.AUTHORITY)
    if not texts:
        return Column(index, f"（无表头，{letters(index)}列）", None, headed=False)
    for text in _readings(texts):
        if (field := field_of(text)) is not None:
            return Column(index, header, field)
    return Column(index, header, loose_field_of(texts[-1]), loose=True)


def _readings(texts: list[str]) -> list[str]:
    """How a header of several rows may be read: all of it, less and less of its upper part, then row by row."""
    return ["".join(texts[start:]) for start in range(len(texts))] + texts[-2::-1]


def _settle(sheet: Sheet, columns: list[Column]) -> Iterator[Column]:
    """Decide between columns that claim the same element."""
    exact = {column.field for column in columns if not column.loose}
    taken: dict[Field, Column] = {}
    for column in _shown_first(sheet, columns):
        if column.field is None or (column.loose and column.field in exact):
            yield replace(column, field=None)
        elif column.field not in taken:
            taken[column.field] = column
            yield column
        else:
            yield _rival(column, taken[column.field])


def _shown_first(sheet: Sheet, columns: list[Column]) -> list[Column]:
    """Of two copies of a column the visible one speaks; else the left one."""
    return sorted(columns, key=lambda column: (column.index in sheet.hidden_columns, column.index))


def _rival(column: Column, winner: Column) -> Column:
    if "/" in column.header and column.header.split("/")[0] == winner.header.split("/")[0]:
        return column
    if squeeze(column.header) == squeeze(winner.header):
        neighbours = abs(column.index - winner.index) == 1
        return column if neighbours and column.field not in SINGLE else replace(column, second=True)
    return replace(column, field=None) if column.field in SINGLE else column
