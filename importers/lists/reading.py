"""读取清单: a workbook's cells → its items, and every cell that became none with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from importers.lists import elements
from importers.lists.cells import Sheet, Spot, Workbook
from importers.lists.headers import ARTICLE_4, Field
from importers.lists.items import ListedItem, Part, Text
from importers.lists.layout import Table, tables_of
from importers.lists.levels import Level
from importers.lists.outside import placed, usual_level
from importers.lists.rows import Aside, Draft, gather
from importers.lists.text import joined, squeeze
from importers.lists.types import type_inside, type_of
from importers.report import RowError

_COUNT = re.compile(r"共?(\d+)[项件个条]")
_HEADING_DRESS = re.compile(
    r"^[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*|\s*[（(]?共?\d+[项件个条][)）]?$"
)
_OWNER_LINE = re.compile(
    r"(?:部门|单位|实施主体|行使主体)(?:名称)?[：:]\s*(?P<owner>[^\s：:（(]{3,30})"
)
_TITLE = re.compile(
    r"(?:附件\d*[：:]?)?(?:\d{4}年)?(?P<owner>[^\d\s《》]{3,30}?)(?:\d{4}年版?|（?\d{4}年?版）?)?"
    r"(?:行政)?(?:权责|权力|责任|职权|权力和责任|权力责任|权责事项)(?:事项)?(?:清单|目录)"
)


@dataclass(frozen=True, slots=True)
class Reported:
    """未入库的单元格: a cell that is in no field and in no remainder, and why."""

    at: Spot
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class ListedTable:
    """一张清单表: the items under one header.

    Attributes:
        missing: elements of Article 4 that the table has no column for, or says nothing about in any row.
        expected: how many items the sheet's name promises, None if it does not.
        owner: the department that the title names, None if none.
    """

    table: Table
    items: tuple[ListedItem, ...]
    asides: tuple[Aside, ...]
    errors: tuple[RowError, ...]
    reported: tuple[Reported, ...]
    missing: tuple[Field, ...]
    expected: int | None
    owner: Text | None


@dataclass(frozen=True, slots=True)
class PowerList:
    """权责清单 as read from one workbook.

    Attributes:
        level: the level that this list is of: what most rows print; None if none prints one.
        unlisted: sheets that hold no list, with their cells in ``reported``.
    """

    workbook: Workbook
    tables: tuple[ListedTable, ...]
    unlisted: tuple[Sheet, ...]
    level: Level | None

    @property
    def items(self) -> tuple[ListedItem, ...]:
        """Every item, in the order of the file."""
        return tuple(item for table in self.tables for item in table.items)

    @property
    def errors(self) -> tuple[RowError, ...]:
        """Every row that cannot be imported."""
        return tuple(error for table in self.tables for error in table.errors)

    @property
    def reported(self) -> tuple[Reported, ...]:
        """Every cell that is neither in a field nor in a remainder."""
        inside = (cell for table in self.tables for cell in table.reported)
        loose = (
            Reported(cell.at, cell.value, "所在工作表没有权责清单的表头")
            for sheet in self.unlisted
            for cell in sheet.cells.values()
        )
        return (*inside, *loose)


def read_list(workbook: Workbook, level: Level | None = None) -> PowerList:
    """Every item of a workbook. Needs neither file nor database.

    Args:
        level: of the list, so that rows of other levels are set outside; None: the level that most rows print.
    """
    found = [(sheet, tables_of(sheet)) for sheet in workbook.sheets]
    tables = [_listed(table, workbook.name) for _, tables in found for table in tables]
    own = level or usual_level(item for table in tables for item in table.items)
    return PowerList(
        workbook=workbook,
        tables=tuple(replace(t, items=tuple(placed(i, own) for i in t.items)) for t in tables),
        unlisted=tuple(sheet for sheet, tables in found if not tables and sheet.cells),
        level=own,
    )


def with_registered(power_list: PowerList, names: Iterable[str]) -> PowerList:
    """The list once more, where a template's blank that 编办 registered as an organ's name means that organ (G19)."""
    registered = frozenset(names)
    tables = tuple(
        replace(t, items=tuple(placed(i, power_list.level, registered) for i in t.items))
        for t in power_list.tables
    )
    return replace(power_list, tables=tables)


# --- one table ----------------------------------------------------------------------------------


def _listed(table: Table, file: str) -> ListedTable:
    gathered = gather(table)
    owner = _owner(table, file)
    between = _between(gathered.drafts)
    items: list[ListedItem] = []
    errors: list[RowError] = []
    reported = [Reported(cell.at, cell.value, reason) for cell, reason in gathered.strays]
    for draft, neighbour in zip(gathered.drafts, between, strict=True):
        item = _item(draft, table, owner, neighbour)
        wrong = _blocking(draft, item, table)
        if wrong:
            errors += wrong
            reported += _blocked(draft, wrong[0])
        else:
            items.append(item)
    return ListedTable(
        table=table,
        items=tuple(items),
        asides=tuple(gathered.asides),
        errors=tuple(errors),
        reported=tuple(reported),
        missing=_missing(table, items),
        expected=_expected(table.sheet.name),
        owner=owner,
    )


def _item(draft: Draft, table: Table, owner: Text | None, neighbour: Text | None) -> ListedItem:
    name = Text(draft.name.value, draft.name.at) if draft.name else _nowhere(table, draft)
    kind, type_inferred = _type(draft, table, neighbour)
    parts, holder_inferred = _with_holder(draft, owner)
    inferred = {Field.TYPE} if type_inferred else set[Field]()
    return ListedItem(
        sheet=table.sheet.name,
        number=draft.number,
        name=name,
        type=type_of(kind.printed) or (type_inside(kind.printed) if type_inferred else None),
        type_text=kind,
        parts=parts,
        inferred=frozenset(inferred | ({Field.HOLDER} if holder_inferred else set())),
    )


def _nowhere(table: Table, draft: Draft) -> Text:
    return Text("", Spot(table.sheet.name, draft.parts[0].rows[0], 0))


def _said_type(draft: Draft) -> Text | None:
    return next((text for part in draft.parts for text in part.said(Field.TYPE)), None)


def _between(drafts: list[Draft]) -> list[Text | None]:
    """For each item the type above it, where the next printed one below is the same or there is none."""
    said = [_said_type(draft) for draft in drafts]
    above = [None, *accumulate(said, _latest)][: len(said)]
    below = [None, *accumulate(reversed(said), _latest)][: len(said)][::-1]
    return [
        before if before and (after is None or _same(before, after)) else None
        for before, after in zip(above, below, strict=True)
    ]


def _latest(before: Text | None, now: Text | None) -> Text | None:
    return now or before


def _same(one: Text, other: Text) -> bool:
    return squeeze(one.printed) == squeeze(other.printed)


def _type(draft: Draft, table: Table, neighbour: Text | None) -> tuple[Text, bool]:
    """The type's text and whether it was inferred: own column, section heading, sheet name, title, rows around."""
    said = _said_type(draft)
    if said is not None:
        return said, False
    nowhere = _nowhere(table, draft)
    sources = [Text(draft.section.value, draft.section.at)] if draft.section else []
    sources.append(Text(table.sheet.name, nowhere.at))
    sources += [Text(cell.value, cell.at) for cell in table.titles]
    named = next((text for text in sources if type_inside(text.printed)), neighbour)
    return (named, True) if named else (nowhere, False)


def _with_holder(draft: Draft, owner: Text | None) -> tuple[tuple[Part, ...], bool]:
    """The parts, the first one with the holder of the section or the title where no row names one."""
    parts = tuple(draft.parts)
    if any(part.said(Field.HOLDER) for part in parts):
        return parts, False
    named = _named_by_section(draft) or owner
    if named is None:
        return parts, False
    said = (*parts[0].texts.get(Field.HOLDER, ()), named)
    first = replace(parts[0], texts=parts[0].texts | {Field.HOLDER: said})
    return (first, *parts[1:]), True


def _named_by_section(draft: Draft) -> Text | None:
    """The body that a section's heading names: 一、江宁市水务局（共2项）."""
    if draft.section is None:
        return None
    name = _HEADING_DRESS.sub("", draft.section.value.strip())
    return Text(name, draft.section.at) if elements.is_body(name) else None


def _blocking(draft: Draft, item: ListedItem, table: Table) -> list[RowError]:
    """G16: a row without name, type or holder cannot be imported."""
    lacking = {
        Field.NAME: not item.name.line,
        Field.TYPE: not item.type_text.line,
        Field.HOLDER: not item.said(Field.HOLDER),
    }
    return [
        RowError(table.sheet.name, item.row, _header(table, field), "", f"缺少{field}")
        for field, lacks in lacking.items()
        if lacks
    ]


def _header(table: Table, field: Field) -> str:
    return next((column.header for column in table.columns_of(field)), str(field))


def _blocked(draft: Draft, error: RowError) -> Iterator[Reported]:
    seen: dict[Spot, Reported] = {}
    for part in draft.parts:
        for texts in (*part.texts.values(), *part.seconds.values(), part.remainder):
            seen |= {
                t.at: Reported(t.at, t.printed, f"所在行{error.reason}，整行未导入") for t in texts
            }
    yield from seen.values()


def _missing(table: Table, items: list[ListedItem]) -> tuple[Field, ...]:
    return tuple(
        field
        for field in ARTICLE_4
        if field not in (Field.NAME, Field.TYPE, Field.HOLDER) or not items
        if not any(item.said(field) for item in items)
        if not (field is Field.LIABILITY_BASIS and _tells_basis(table, items))
    )


def _tells_basis(table: Table, items: list[ListedItem]) -> bool:
    """Whether one column says cases and basis together (“追责情形及依据”)."""
    headers = [squeeze(column.header) for column in table.columns_of(Field.LIABILITY_CLAUSES)]
    return any("依据" in header for header in headers) and any(
        item.said(Field.LIABILITY_CLAUSES) for item in items
    )


def _expected(sheet: str) -> int | None:
    found = _COUNT.search(squeeze(sheet))
    return int(found[1]) if found else None


def _owner(table: Table, file: str) -> Text | None:
    """The department that the title names (“部门名称：…”, “…局2024年权责清单”), else the file's name."""
    for pattern in (_OWNER_LINE, _TITLE):
        for cell in table.titles:
            found = pattern.search(joined(cell.value))
            if found is not None and elements.is_body(found["owner"]):
                return Text(found["owner"], cell.at)
    found = _TITLE.search(joined(file))
    named = found is not None and elements.is_body(found["owner"])
    return Text(found["owner"], Spot(table.sheet.name, 0, 0)) if found and named else None
