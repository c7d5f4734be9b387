"""隐藏行列 of .xls (BIFF8 in an OLE2 container): hidden lines, error values, what stands beside the cells, encryption.

calamine reads the values; these few records it does not tell ([MS-XLS] 2.4).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from importers.errors import PasswordProtected, WrongFileKind
from importers.lists.unseen import Beside, BesideKind, Unseen

EXCEL_95 = "Excel 5.0/95 格式的旧工作簿（可用 Excel 或 WPS 另存为 .xlsx）"

_FREE = 0xFFFFFFFA  # and above: not a sector number
_SECTOR_SHIFTS = (9, 12)
_MOST_SECTORS = 400_000

_BOF, _FILEPASS, _BOUNDSHEET = 0x0809, 0x002F, 0x0085
_FONT, _XF, _NOTE, _TEXT_OBJECT = 0x0031, 0x00E0, 0x001C, 0x01B6
_CELLS = frozenset({0x00FD, 0x0204, 0x027E, 0x0203, 0x0006, 0x0205, 0x00D6})
_ROW, _COLINFO, _BOOLERR, _FORMULA = 0x0208, 0x007D, 0x0205, 0x0006
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def unseen_in(data: bytes, name: str) -> dict[str, Unseen]:
    """By sheet name; empty for a container that we cannot follow, so that nothing is claimed.

    Raises:
        PasswordProtected: the records are encrypted.
        WrongFileKind: they are of Excel 5.0 or 95, whose texts calamine takes for Unicode.
    """
    try:
        stream = workbook_stream(data)
    except (struct.error, IndexError):
        return {}
    if stream[:2] == b"\x09\x08" and stream[4:6] == b"\x00\x05":
        raise WrongFileKind(name, EXCEL_95, "较新的 .xlsx 或 .xls 工作簿")
    sheets: dict[int, str] = {}
    struck = _struck_styles(stream)
    found: dict[str, Unseen] = {}
    current = Unseen()
    for at, kind, body in _records(stream):
        if kind == _FILEPASS:
            raise PasswordProtected(name)
        if kind == _BOUNDSHEET and len(body) >= 8:
            sheets[struct.unpack_from("<I", body)[0]] = _sheet_name(body)
        elif kind == _BOF and at in sheets:
            current = found.setdefault(sheets[at], Unseen(known=True))
        else:
            _note(current, kind, body)
            _beside(current, kind, body, struck)
    for sheet in found.values():
        sheet.beside = _without_texts_of_comments(sheet.beside)
    return found


def _struck_styles(stream: bytes) -> frozenset[int]:
    """Numbers of the cell styles whose font is struck through. There is no font 4: it stands for none."""
    fonts: list[bool] = []
    styles: list[int] = []
    for _, kind, body in _records(stream):
        if kind == _FONT and len(body) >= 4:
            fonts += [bool(body[2] & 0x08)] if len(fonts) != 4 else [False, bool(body[2] & 0x08)]
        elif kind == _XF and len(body) >= 2:
            styles.append(struct.unpack_from("<H", body)[0])
    return frozenset(n for n, font in enumerate(styles) if font < len(fonts) and fonts[font])


def _beside(sheet: Unseen, kind: int, body: bytes, struck: frozenset[int]) -> None:
    """Comments and text boxes (their text stands in records that we do not read), and struck out cells."""
    if kind == _TEXT_OBJECT:
        sheet.beside.append(Beside(BesideKind.TEXT_BOX, 0, 0, ""))
    elif kind == _NOTE and len(body) >= 4:
        row, column = struct.unpack_from("<HH", body)
        sheet.beside.append(Beside(BesideKind.COMMENT, row + 1, column + 1, ""))
    elif kind in _CELLS and len(body) >= 6:
        row, column, style = struct.unpack_from("<HHH", body)
        if style in struck:
            sheet.beside.append(Beside(BesideKind.STRUCK, row + 1, column + 1, ""))


def _without_texts_of_comments(found: list[Beside]) -> list[Beside]:
    """Each comment keeps its text in a box of its own, told already by the comment."""
    boxes = [one for one in found if one.kind is BesideKind.TEXT_BOX]
    comments = sum(one.kind is BesideKind.COMMENT for one in found)
    return [one for one in found if one.kind is not BesideKind.TEXT_BOX] + boxes[comments:]


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _sheet_name(body: bytes) -> str:
    wide = body[7] & 1
    text = body[8 : 8 + body[6] * (2 if wide else 1)]
    return text.decode("utf-16-le" if wide else "latin-1", "replace")


def _note(sheet: Unseen, kind: int, body: bytes) -> None:
    if kind == _ROW and len(body) >= 16 and body[12] & 0x20:
        sheet.rows.add(struct.unpack_from("<H", body)[0] + 1)
    elif kind == _COLINFO and len(body) >= 10 and body[8] & 0x01:
        first, last = struct.unpack_from("<HH", body)
        sheet.columns.update(range(first + 1, min(last, 255) + 2))
    elif kind == _BOOLERR and len(body) >= 8 and body[7]:
        _error(sheet, body, body[6])
    elif kind == _FORMULA and len(body) >= 14 and body[6] == 2 and body[12:14] == b"\xff\xff":
        _error(sheet, body, body[8])


def _error(sheet: Unseen, body: bytes, code: int) -> None:
    row, column = struct.unpack_from("<HH", body)
    sheet.errors[row + 1, column + 1] = _ERRORS.get(code, "#ERROR!")


# --- the OLE2 container -------------------------------------------------------------------------


def workbook_stream(data: bytes) -> bytes:
    """The “Workbook” stream of an OLE2 file, b"" if it has none."""
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in _SECTOR_SHIFTS:
        return b""
    size = 1 << shift
    table = _allocation(data, size)
    directory = b"".join(_chain(data, size, table, struct.unpack_from("<I", data, 48)[0]))
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        if directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace") == "Workbook":
            start, total = struct.unpack_from("<II", directory, at + 116)
            # Below 4,096 bytes a stream lies in the mini stream; no real workbook is so small.
            return b"".join(_chain(data, size, table, start))[:total] if total >= 4096 else b""
    return b""


def _allocation(data: bytes, size: int) -> list[int]:
    """Which sector follows which."""
    sectors = list(struct.unpack_from("<109I", data, 76))
    extra, count = struct.unpack_from("<II", data, 68)
    for _ in range(min(count, _MOST_SECTORS // size)):
        if extra >= _FREE:
            break
        block = struct.unpack_from(f"<{size // 4}I", data, (extra + 1) * size)
        sectors += block[:-1]
        extra = block[-1]
    table: list[int] = []
    for sector in sectors:
        if sector < _FREE and (sector + 2) * size <= len(data) + size:
            table += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    return table


def _chain(data: bytes, size: int, table: list[int], start: int) -> Iterator[bytes]:
    sector, left = start, len(table)
    while sector < _FREE and left > 0:
        yield data[(sector + 1) * size : (sector + 2) * size]
        sector = table[sector]
        left -= 1
