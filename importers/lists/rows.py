"""逐行归并: physical rows → items with their parts.

One item may be spread over many rows: by vertical merges (page height), by blank padding, and by four kinds of
continuation: a sub-item, a further holder, more of any text, and the item's name printed again without a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from importers.lists.cells import Cell
from importers.lists.headers import Field
from importers.lists.items import Kind, Part, Text
from importers.lists.layout import Column, Table
from importers.lists.levels import split_level
from importers.lists.text import is_nothing, squeeze
from importers.lists.types import type_of

_NOTE = re.compile(
    r"[（(]?(?:备\s*注|附注|注\s*[：:1-9]|说\s*明|填表|制表|填报|审核人|负责人|合\s*计|共\s*计|总\s*计|小\s*计|联系人|联系电话)"
)
_COLUMN_NUMBER = re.compile(r"[（(]?\d{1,2}[)）]?|[①-⑳]|[甲乙丙丁]")
_SECTION = re.compile(r"[（(]?[一二三四五六七八九十\d]+[)）、.．]|.*[（(]?共?\d+[项件个][)）]?$")
_LIST_NUMBER = re.compile(r"[\d,，、.\-—（）()]+|[一二三四五六七八九十]+")
_CONTENT = frozenset({Field.TYPE, Field.HOLDER, Field.BASES, Field.DUTY, Field.SUB_ITEM})


@dataclass(slots=True)
class Draft:
    """事项草稿: rows of one item while they are gathered."""

    number: str
    name: Cell | None
    section: Cell | None
    parts: list[Part] = field(default_factory=list[Part])


class AsideKind(StrEnum):
    """旁注的种类."""

    SECTION = "分类标题"
    NOTE = "表注"
    NUMBERS = "栏次"


@dataclass(frozen=True, slots=True)
class Aside:
    """旁注: a cell that belongs to no item but is understood: a note, a section heading."""

    cell: Cell
    kind: AsideKind


@dataclass(slots=True)
class Gathered:
    """What the rows of one table came to; ``strays`` are (cell, reason) that found no place."""

    drafts: list[Draft] = field(default_factory=list[Draft])
    asides: list[Aside] = field(default_factory=list[Aside])
    strays: list[tuple[Cell, str]] = field(default_factory=list[tuple[Cell, str]])


@dataclass(frozen=True, slots=True)
class Row:
    """One physical row: its own cells by column, those under a merge set aside."""

    table: Table
    number: int
    own: dict[int, Cell]

    def first(self, element: Field) -> Cell | None:
        """Its own cell for the element, None if empty or merged from above."""
        cells = (self.own.get(column.index) for column in self.table.columns_of(element))
        return next((cell for cell in cells if cell is not None), None)

    def has(self, element: Field) -> bool:
        """Whether it says something of its own about the element, “无” not counted."""
        cell = self.first(element)
        return cell is not None and not is_nothing(cell.value)

    @property
    def names_level(self) -> bool:
        """Whether it names a level of its own, not only more of the authority's text."""
        cells = (self.first(element) for element in (Field.LEVEL, Field.AUTHORITY))
        return any(cell is not None and bool(split_level(cell.value)[0]) for cell in cells)

    def above(self, element: Field) -> Cell | None:
        """The cell above that a merge draws down over this row."""
        for column in self.table.columns_of(element):
            cell = self._drawn_down(column)
            if cell is not None:
                return cell
        return None

    def _drawn_down(self, column: Column) -> Cell | None:
        top = self.table.sheet.covered.get((self.number, column.index))
        if top is None or top[1] != column.index or not self.table.first <= top[0] < self.number:
            return None
        return self.table.sheet.cells.get(top)

    def texts(self, *, second: bool, drawn: bool) -> dict[Field, tuple[Text, ...]]:
        """What it says, with what merges draw down if asked."""
        said: dict[Field, tuple[Text, ...]] = {}
        for column in self.table.columns.values():
            cell = self.own.get(column.index) or (self._drawn_down(column) if drawn else None)
            if column.field is not None and column.second is second and cell is not None:
                text = Text(cell.value, cell.at, column.header)
                said[column.field] = (*said.get(column.field, ()), text)
        return said

    def remainder(self) -> tuple[Text, ...]:
        """Cells under headers that we do not know."""
        return tuple(
            Text(cell.value, cell.at, self.table.columns[index].header)
            for index, cell in self.own.items()
            if self.table.columns[index].field is None
        )


def gather(table: Table) -> Gathered:
    """Every row under the header, sorted into items, asides and strays."""
    found = Gathered()
    section: Cell | None = None
    numbered = _is_numbered(table)
    for row in _rows(table, found):
        asides = _asides(row)
        found.asides += asides
        if asides:
            section = asides[0].cell if asides[0].kind is AsideKind.SECTION else section
        elif not _is_listed(row):
            found.strays += [(cell, "不在任何事项之内") for cell in row.own.values()]
        elif _starts(row, found, numbered=numbered):
            found.drafts.append(_draft(row, section))
        else:
            _continue(found, row)
    return found


def _rows(table: Table, found: Gathered) -> Iterator[Row]:
    """Non-blank rows. A helper column and cells hidden under a merge are strays at once."""
    helpers = _helpers(table)
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(table.sheet.cells.items()):
        if not table.first <= row <= table.last:
            continue
        if column in helpers:
            found.strays.append((cell, "无表头的下拉选项辅助列"))
        elif (row, column) in table.sheet.covered:
            found.strays.append((cell, "被合并单元格遮住，表上看不见"))
        else:
            rows.setdefault(row, {})[column] = cell
    for number, own in rows.items():
        yield Row(table, number, own)


def _helpers(table: Table) -> frozenset[int]:
    """Header-less columns that hold nothing but names of types: sources of drop-down lists."""
    values: dict[int, list[str]] = {}
    for (row, column), cell in table.sheet.cells.items():
        if table.first <= row <= table.last and not table.columns[column].headed:
            values.setdefault(column, []).append(cell.value)
    return frozenset(column for column, texts in values.items() if _lists_types(texts))


def _lists_types(texts: list[str]) -> bool:
    """“其他类别” and the like stand among the types, so most is enough where all are short."""
    types = sum(type_of(text) is not None for text in texts)
    return types >= 0.7 * len(texts) and all(len(squeeze(text)) <= 10 for text in texts)


def _is_numbered(table: Table) -> bool:
    """Whether this list numbers its items, so that a missing number means a continuation."""
    columns = table.columns_of(Field.NUMBER)
    return any(
        (row, column.index) in table.sheet.cells
        for column in columns
        for row in range(table.first, table.last + 1)
    )


def _asides(row: Row) -> list[Aside]:
    """Rows that belong to no item: notes, totals, section headings (“一、行政许可（共12项）”), column numbers."""
    cells = [*row.own.values()]
    text = cells[0].value.strip()
    if _NOTE.match(text) and row.first(Field.NAME) in (None, cells[0]):
        return [Aside(cell, AsideKind.NOTE) for cell in cells]
    if len(cells) >= 3 and all(_COLUMN_NUMBER.fullmatch(squeeze(cell.value)) for cell in cells):
        return [Aside(cell, AsideKind.NUMBERS) for cell in cells]
    if len({cell.value.strip() for cell in cells}) > 1:
        return []
    wide = cells[0].columns > max(2, len(row.table.columns) // 2) or len(cells) > 2
    if not wide and not _stands_alone(row, cells[0], text):
        return []
    heading = wide or _SECTION.match(text) is not None
    return [Aside(cell, AsideKind.SECTION if heading else AsideKind.NOTE) for cell in cells]


def _stands_alone(row: Row, cell: Cell, text: str) -> bool:
    if any(row.above(element) for element in _CONTENT):
        return False
    element = row.table.columns[cell.at.column].field
    if element is Field.NUMBER:
        return _LIST_NUMBER.fullmatch(squeeze(text)) is None
    first = cell.at.column == min(row.table.columns)
    return (first or element is Field.NAME) and _SECTION.match(text) is not None


def _is_listed(row: Row) -> bool:
    """Whether it says more than a number that someone filled in down to the end of the sheet."""
    fields = {row.table.columns[index].field for index in row.own}
    return bool(fields - {None, Field.NUMBER})


def _starts(row: Row, found: Gathered, *, numbered: bool) -> bool:
    """Whether the row opens a new item."""
    if not found.drafts:
        return True
    name = row.first(Field.NAME)
    number = row.first(Field.NUMBER)
    if name is None:
        content = sum(row.has(element) for element in _CONTENT) >= 2
        return number is not None and content and not row.has(Field.SUB_ITEM)
    last = found.drafts[-1]
    if last.name is None or squeeze(last.name.value) != squeeze(name.value):
        return True
    if number is None:
        return not (numbered or row.has(Field.SUB_ITEM))
    # A flat export prints number and name again for each sub-item.
    return not (number.value.strip() == last.number and row.has(Field.SUB_ITEM))


def _draft(row: Row, section: Cell | None) -> Draft:
    number = row.first(Field.NUMBER)
    name = row.first(Field.NAME) or row.above(Field.NAME)
    return Draft(number.value.strip() if number else "", name, section, [_part(row, Kind.MAIN)])


def _part(row: Row, kind: Kind) -> Part:
    return Part(
        kind=kind,
        rows=(row.number, row.number),
        texts=row.texts(second=False, drawn=True),
        seconds=row.texts(second=True, drawn=True),
        remainder=row.remainder(),
    )


def _continue(found: Gathered, row: Row) -> None:
    parts = found.drafts[-1].parts
    if row.has(Field.SUB_ITEM):
        parts.append(_part(row, Kind.SUB_ITEM))
    elif row.has(Field.HOLDER) or row.names_level:
        parts.append(_part(row, Kind.HOLDER))
    else:
        parts[-1] = _more(parts[-1], row)


def _more(part: Part, row: Row) -> Part:
    return Part(
        kind=part.kind,
        rows=(part.rows[0], row.number),
        texts=_appended(part.texts, row.texts(second=False, drawn=False)),
        seconds=_appended(part.seconds, row.texts(second=True, drawn=False)),
        remainder=part.remainder + row.remainder(),
    )


def _appended(
    texts: dict[Field, tuple[Text, ...]], more: dict[Field, tuple[Text, ...]]
) -> dict[Field, tuple[Text, ...]]:
    return texts | {element: (*texts.get(element, ()), *said) for element, said in more.items()}
