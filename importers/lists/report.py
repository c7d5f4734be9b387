"""导入检查报告: what a workbook holds, as JSON can carry it, before anything is imported."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from importers.files import read_bounded
from importers.lists import elements
from importers.lists.cells import Sheet, Spot, letters
from importers.lists.findings import Finding, findings
from importers.lists.items import ListedItem, Part, Text
from importers.lists.levels import Level
from importers.lists.reading import ListedTable, PowerList, Reported, read_list
from importers.lists.recognition import Difference, recognition_key
from importers.lists.reconcile import Balance, reconcile
from importers.lists.workbook import read_workbook


def read_power_list(path: Path, level: Level | None = None) -> PowerList:
    """A power list from a file.

    Raises:
        FileRefused: as ``read_workbook``.
    """
    return read_list(read_workbook(read_bounded(path), path.name), level)


def inspect(path: Path, level: Level | None = None, *, items: bool = False) -> dict[str, Any]:
    """The report of ``quanze lists inspect FILE --json``.

    Args:
        level: of the list; None: the level that most rows print.
        items: whether every item is told with its elements.

    Raises:
        FileRefused: as ``read_workbook``.
    """
    return report_of(read_power_list(path, level), items=items)


def report_of(power_list: PowerList, *, items: bool = False) -> dict[str, Any]:
    """The same for a list that was read already."""
    told = findings(power_list)
    report: dict[str, Any] = {
        "file": power_list.workbook.name,
        "sha256": power_list.workbook.digest,
        "level": power_list.level,
        "totals": _totals(power_list.items) | _cells(reconcile(power_list)),
        "sheets": [_sheet(power_list, sheet) for sheet in power_list.workbook.sheets],
        "row_errors": [asdict(error) for error in power_list.errors],
        "reported_cells": [reported_cell(cell) for cell in power_list.reported],
        "finding_counts": dict(Counter(finding.code for finding in told)),
        "findings": [_finding(finding) for finding in told],
    }
    return report | ({"items": [item_report(item) for item in power_list.items]} if items else {})


def duplicates(paths: Iterable[Path]) -> list[list[str]]:
    """Names of files that are byte for byte the same, group by group.

    Raises:
        EmptyFile, FileTooLarge.
    """
    groups: dict[str, list[str]] = {}
    for path in paths:
        digest = hashlib.sha256(read_bounded(path)).hexdigest()
        groups.setdefault(digest, []).append(path.name)
    return [names for names in groups.values() if len(names) > 1]


# --- counts -------------------------------------------------------------------------------------


def _totals(items: Iterable[ListedItem]) -> dict[str, Any]:
    every = [*items]
    parts = [part for item in every for part in item.parts]
    holders = {holder.name for part in parts for holder in elements.holders(part)}
    return {
        "items": len(every),
        "outside": sum(item.outside is not None for item in every),
        "sub_items": sum(len(elements.sub_items(part)) for part in parts),
        "holders": sorted(holders),
        "types": dict(Counter(item.type or item.type_text.line for item in every)),
    }


def _cells(balance: Balance) -> dict[str, Any]:
    return {
        "cells_read": balance.read,
        "cells_placed": balance.placed,
        "cells_remainder": balance.remainder,
        "cells_reported": balance.reported,
        "cells_lost": [str(spot) for spot in balance.lost],
        "balanced": balance.balanced,
        "known_share_in_fields": round(balance.share_in_fields, 4),
    }


def _sheet(power_list: PowerList, sheet: Sheet) -> dict[str, Any]:
    tables = [table for table in power_list.tables if table.table.sheet is sheet]
    items = [item for table in tables for item in table.items]
    return {
        "sheet": sheet.name,
        "visible": sheet.visible,
        "is_list": bool(tables),
        **_totals(items),
        **_cells(reconcile(power_list, sheet.name)),
        "tables": [_table(table) for table in tables],
    }


def _table(listed: ListedTable) -> dict[str, Any]:
    columns = listed.table.columns.values()
    return {
        "rows": [listed.table.first, listed.table.last],
        "owner": listed.owner.printed if listed.owner else None,
        "expected_items": listed.expected,
        "items": len(listed.items),
        "missing_elements": [str(field) for field in listed.missing],
        "columns": [
            {"column": letters(c.index), "header": c.header, "element": c.field, "second": c.second}
            for c in columns
        ],
        "notes": [aside.cell.value.strip() for aside in listed.asides],
    }


# --- details ------------------------------------------------------------------------------------


def _place(at: Spot) -> dict[str, Any]:
    return {"sheet": at.sheet, "row": at.row, "column": at.column}


def reported_cell(cell: Reported) -> dict[str, Any]:
    """A cell that became no element, with its reason."""
    return _place(cell.at) | {"value": cell.value, "reason": cell.reason}


def _finding(finding: Finding) -> dict[str, Any]:
    told = {"code": finding.code, "header": finding.column, "value": finding.value}
    return _place(finding.at) | told | {"message": finding.message}


def item_report(item: ListedItem) -> dict[str, Any]:
    """One item with every element and the cell that each stands in."""
    return {
        "sheet": item.sheet,
        "row": item.row,
        "number": item.number,
        "name": item.name.line,
        "type": item.type or item.type_text.line,
        "key": asdict(recognition_key(item)),
        "outside": item.outside.text if item.outside else None,
        "inferred": sorted(item.inferred),
        "parts": [_part(part) for part in item.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    level = elements.level_said(part)
    duty = elements.liability(part)
    return {
        "kind": part.kind,
        "rows": list(part.rows),
        "outside": part.outside.text if part.outside else None,
        "sub_items": [sub.name for sub in elements.sub_items(part)],
        "holders": [
            {"name": holder.name, "aliases": list(holder.aliases)}
            for holder in elements.holders(part)
        ],
        "offices": list(elements.offices(part)),
        "level": level.level,
        "authority": level.authority,
        "duty_steps": [
            [step.heading, step.number, step.wording] for step in elements.duty_steps(part)
        ],
        "liable_persons": list(elements.liable_persons(part)),
        "liability_preamble": duty.preamble,
        "liability_clauses": [clause.wording for clause in duty.clauses],
        "texts": {str(field): [_text(t) for t in texts] for field, texts in part.texts.items()},
        "seconds": {str(f): [_text(t) for t in texts] for f, texts in part.seconds.items()},
        "remainder": [_text(text) | {"header": text.header} for text in part.remainder],
    }


def _text(text: Text) -> dict[str, Any]:
    return {"at": str(text.at), "text": text.printed}


def difference_report(difference: Difference) -> dict[str, Any]:
    """What a corrected file changes, as JSON."""
    return {
        "same": difference.same,
        "added": [_short(item) for item in difference.added],
        "removed": [_short(item) for item in difference.removed],
        "changed": [
            _short(change.new)
            | {"old_row": change.old.row, "recognised_by": change.recognised_by}
            | {"changes": [asdict(one) for one in change.changes]}
            for change in difference.changed
        ],
        "ambiguous": [
            {"old": [_short(i) for i in group.old], "new": [_short(i) for i in group.new]}
            for group in difference.ambiguous
        ],
    }


def _short(item: ListedItem) -> dict[str, Any]:
    return {"sheet": item.sheet, "row": item.row, "name": item.name.line}
