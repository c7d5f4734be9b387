"""读取工作簿: bytes → cells, by content and behind the fence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from importers.errors import DamagedFile, PasswordProtected, WrongFileKind
from importers.files import FileKind, called, check_size, fenced, kind_of
from importers.lists.cells import Cell, Merge, Sheet, Spot, Workbook
from importers.lists.unseen import Beside, BesideKind
from importers.lists.xls import EXCEL_95

EXPECTED = ".xlsx 或 .xls 工作簿"
_MAX_SPREAD = 2_000_000


def read_workbook(data: bytes, name: str) -> Workbook:
    """Every non-empty cell of an .xlsx or .xls file, hidden ones too.

    Args:
        name: only for messages; the kind is decided by content.

    Raises:
        EmptyFile, FileTooLarge, WrongFileKind, PasswordProtected, InflatesTooMuch, DamagedFile,
        ReadingTookTooMuch.
    """
    check_size(data, name)
    check_kind(data, name)
    raw: list[dict[str, Any]] = fenced("importers.lists.fenced:read_cells", data, name)
    digest = hashlib.sha256(data).hexdigest()
    return Workbook(name, digest, tuple(sheet_of(sheet) for sheet in raw))


def check_kind(data: bytes, name: str) -> None:
    """Refuse what is no workbook, before anything is inflated.

    Raises:
        WrongFileKind, PasswordProtected, DamagedFile.
    """
    kind = kind_of(data)
    if kind is FileKind.ZIP and b"PK\x05\x06" not in data:
        raise DamagedFile(name, "压缩包结构不完整")
    if kind not in (FileKind.XLSX, FileKind.OLE2):
        raise WrongFileKind(name, called(data, kind), EXPECTED)
    if kind is not FileKind.OLE2:
        return
    if _utf16("EncryptedPackage") in data:
        raise PasswordProtected(name)
    if _utf16("Workbook") in data:
        return
    if _utf16("Book") in data:
        raise WrongFileKind(name, EXCEL_95, EXPECTED)
    if _utf16("Root Entry") not in data:
        raise DamagedFile(name, "文件目录缺失，可能没有下载完")
    raise WrongFileKind(name, _ole_kind(data), EXPECTED)


def _utf16(stream: str) -> bytes:
    return stream.encode("utf-16-le")


def _ole_kind(data: bytes) -> str:
    kinds = {"WordDocument": "Word 文档（.doc）", "PowerPoint": "演示文稿（.ppt）"}
    return next((kind for stream, kind in kinds.items() if _utf16(stream) in data), FileKind.OLE2)


def sheet_of(raw: dict[str, Any]) -> Sheet:
    """A sheet from what came over the fence (``fenced.read_cells``)."""
    merges = tuple(Merge(*corners) for corners in raw["merges"])
    tops = {(merge.top, merge.left): merge for merge in merges}
    cells = {
        (row, column): _cell(Spot(raw["name"], row, column), value, tops.get((row, column)))
        for row, column, value in raw["cells"]
    }
    return Sheet(
        name=raw["name"],
        visible=raw["visible"],
        cells=cells,
        merges=merges,
        covered=dict(_covered(merges, max((row for row, _ in cells), default=0))),
        hidden_rows=frozenset(raw["hidden_rows"]),
        hidden_columns=frozenset(raw["hidden_columns"]),
        visibility_known=raw["visibility_known"],
        beside=tuple(Beside(BesideKind(kind), *rest) for kind, *rest in raw.get("beside", ())),
    )


def _cell(at: Spot, value: str, merge: Merge | None) -> Cell:
    if merge is None:
        return Cell(at, value)
    return Cell(at, value, merge.bottom - merge.top + 1, merge.right - merge.left + 1)


def _covered(
    merges: Iterable[Merge], last_row: int
) -> Iterable[tuple[tuple[int, int], tuple[int, int]]]:
    spread = 0
    for merge in merges:
        bottom = min(merge.bottom, last_row)
        spread += max(0, bottom - merge.top + 1) * (merge.right - merge.left + 1)
        if spread > _MAX_SPREAD:
            return
        for row in range(merge.top, bottom + 1):
            for column in range(merge.left, merge.right + 1):
                if (row, column) != (merge.top, merge.left):
                    yield (row, column), (merge.top, merge.left)
