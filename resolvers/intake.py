"""导入办理: a workbook comes in: read, resolve organs by dated names, stage; or only say what would happen."""

from __future__ import annotations

import asyncio
import base64
import binascii
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from graph import organs
from graph.audit import canonical
from graph.errors import DomainError
from importers.lists.contents import Contents, contents, holders_named, left_out
from importers.lists.levels import Level
from importers.lists.reading import PowerList, read_list, with_registered
from importers.lists.report import report_of, reported_cell
from importers.lists.workbook import read_workbook
from importers.report import RowError
from resolvers import lists
from resolvers.acting import Desk, Result
from resolvers.lists import StageRow


@dataclass(eq=False)
class RowsRefused(DomainError):
    """清单有错误行: nothing was imported; the sender decides whether to leave these rows out."""

    errors: tuple[RowError, ...]

    def __str__(self) -> str:
        first = "；".join(str(error) for error in self.errors[:3])
        return f"清单中有 {len(self.errors)} 处错误，未导入任何内容：{first}"


class NotBase64(DomainError):
    """不是 Base64: the content of a file comes in Base64."""

    def __str__(self) -> str:
        return "文件内容不是有效的 Base64 编码"


def decoded(content: str) -> bytes:
    """The bytes of a file sent in Base64.

    Raises:
        NotBase64
    """
    try:
        return base64.b64decode(content, validate=True)
    except binascii.Error as error:
        raise NotBase64 from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """读到的清单: what came in, before anything is written."""

    power_list: PowerList
    contents: Contents
    report: dict[str, Any]


async def read(desk: Desk, data: bytes, name: str, on: date, level: Level | None = None) -> Read:
    """Read a workbook and resolve its holders by the names of that day.

    A template's blank (“地州市农业农村局”) keeps its rows outside the list until 编办 registers it as a name of an
    organ (``nameOrgUnit``): a decision of a person, dated and told in the audit (G19).

    Args:
        level: of the list; None: the level that most rows print.

    Raises:
        FileRefused: as ``importers.lists.workbook.read_workbook``.
    """
    power_list = await asyncio.to_thread(_read, data, name, level)
    known = await desk.graph.read(organs.resolve, sorted(holders_named(power_list)), on)
    power_list = with_registered(power_list, known)
    found = await asyncio.to_thread(contents, power_list, known)
    report = await asyncio.to_thread(report_of, power_list)
    report |= {
        "unknown_holders": [asdict(error) for error in found.unknown],
        "untyped": [asdict(error) for error in found.untyped],
        "outside": [asdict(error) for error in found.outside],
        "left_out_cells": [reported_cell(cell) for cell in left_out(power_list)],
    }
    return Read(power_list=power_list, contents=found, report=report)


def _read(data: bytes, name: str, level: Level | None) -> PowerList:
    return read_list(read_workbook(data, name), level)


async def import_list(
    desk: Desk,
    *,
    data: bytes,
    name: str,
    on: date,
    skip_bad_rows: bool = False,
    dry_run: bool = False,
    level: Level | None = None,
    client_mutation_id: str | None = None,
) -> Result:
    """导入清单. All or nothing by default; ``skip_bad_rows`` leaves out what is wrong, and says so.

    Returns:
        as ``resolvers.lists.stage_list``, with ``report``; ``dry_run`` writes nothing.

    Raises:
        FileRefused, RowsRefused.
    """
    found = await read(desk, data, name, on, level)
    errors = found.power_list.errors
    if errors and not skip_bad_rows:
        raise RowsRefused(tuple(errors))
    rows = [
        StageRow(place=row.place, recognition=row.recognition, content=row.content)
        for row in found.contents.rows
    ]
    told = {
        "report": found.report,
        "skipped": [asdict(error) for error in errors],
        "outside": len(found.contents.outside),
        "unknown_holders": len(found.contents.unknown),
    }
    if dry_run:
        return {"intake": "", "rows": len(rows), "changed": False, **told}
    done = await lists.stage_list(
        desk,
        name=name,
        digest=found.power_list.workbook.digest,
        on=on,
        rows=rows,
        report=canonical(found.report),
        client_mutation_id=client_mutation_id,
    )
    return {**done, **told}
