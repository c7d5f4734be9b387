"""对账: every non-empty cell of the file is in a field, in a remainder or in the report, and nowhere twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from importers.lists.cells import Spot
from importers.lists.reading import ListedTable, PowerList


@dataclass(frozen=True, slots=True)
class Balance:
    """对账结果 of one sheet or of a whole file, in cells.

    Attributes:
        placed: in a field of an item, or understood as title, header, section heading or note of a table.
        known: cells of rows under headers that we know; ``known_in_fields`` of them are in fields.
        lost: in none of the three: must be empty.
    """

    read: int
    placed: int
    remainder: int
    reported: int
    known: int
    known_in_fields: int
    lost: tuple[Spot, ...]

    @property
    def balanced(self) -> bool:
        """Whether every cell read is accounted for exactly once."""
        return not self.lost and self.read == self.placed + self.remainder + self.reported

    @property
    def share_in_fields(self) -> float:
        """How much of what stands under known headers is in fields; 1.0 where nothing does."""
        return self.known_in_fields / self.known if self.known else 1.0


def reconcile(power_list: PowerList, sheet: str | None = None) -> Balance:
    """Account for every cell of a file, or of one of its sheets.

    A cell that a merge shares between a kept item and a blocked one counts as placed.
    """
    read = {*_read(power_list, sheet)}
    tables = [table for table in power_list.tables if sheet in (None, table.table.sheet.name)]
    fields = read & _in_fields(tables)
    placed = fields | (read & _furniture(tables))
    remainder = (read & _in_remainder(tables)) - placed
    reported = (read & {cell.at for cell in power_list.reported}) - placed - remainder
    known = {at for table in tables for at in _under_known(table)}
    return Balance(
        read=len(read),
        placed=len(placed),
        remainder=len(remainder),
        reported=len(reported),
        known=len(known),
        known_in_fields=len(known & fields),
        lost=tuple(sorted(read - placed - remainder - reported)),
    )


def _read(power_list: PowerList, sheet: str | None) -> Iterable[Spot]:
    for one in power_list.workbook.sheets:
        if sheet in (None, one.name):
            yield from (cell.at for cell in one.cells.values())


def _in_fields(tables: Iterable[ListedTable]) -> set[Spot]:
    return {
        text.at
        for table in tables
        for item in table.items
        for element, text in item.cells()
        if element is not None
    }


def _in_remainder(tables: Iterable[ListedTable]) -> set[Spot]:
    return {
        text.at
        for table in tables
        for item in table.items
        for element, text in item.cells()
        if element is None
    }


def _furniture(tables: Iterable[ListedTable]) -> set[Spot]:
    return {
        cell.at
        for listed in tables
        for cell in (
            *listed.table.titles,
            *listed.table.headers,
            *(aside.cell for aside in listed.asides),
        )
    }


def _under_known(listed: ListedTable) -> Iterable[Spot]:
    table = listed.table
    asides = {aside.cell.at for aside in listed.asides}
    for (row, column), cell in table.sheet.cells.items():
        inside = table.first <= row <= table.last and cell.at not in asides
        if inside and table.columns[column].field is not None:
            yield cell.at
