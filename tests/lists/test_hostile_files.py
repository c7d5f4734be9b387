"""Wrong and hostile files: one clear sentence each, within 60 seconds and 512 MB."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from xlwt.CompoundDoc import XlsDoc

from importers import files
from importers.errors import (
    DamagedFile,
    EmptyFile,
    FileRefused,
    FileTooLarge,
    InflatesTooMuch,
    PasswordProtected,
    ReadingTookTooMuch,
    WrongFileKind,
)
from importers.lists.workbook import read_workbook
from tests.lists.books import Page, xls, xlsx

ROOT = Path(__file__).parents[2]
SHEET = "xl/worksheets/sheet1.xml"
OPEN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CLOSE = b"</sheetData></worksheet>"
MEGA = 1_048_576


def with_part(part: str, pieces: Iterable[bytes]) -> bytes:
    """A harmless .xlsx with one of its parts replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(Page([["甲"]])))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
        with target.open(part, "w", force_zip64=True) as stream:
            for piece in pieces:
                stream.write(piece)
    return out.getvalue()


def rows_of(size: int) -> Iterator[bytes]:
    """A sheet of so many bytes."""
    yield OPEN
    for start in range(1, size // 110_000 + 1):
        numbers = range(start * 1000, start * 1000 + 1000)
        yield b"".join(
            b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>%s</t></is></c></row>' % (n, n, b"x" * 40)
            for n in numbers
        )
    yield CLOSE


def refused(data: bytes, name: str = "清单.xlsx") -> FileRefused:
    """The refusal, which names the file and took no more than it may."""
    before = time.monotonic()
    with pytest.raises(FileRefused) as caught:
        read_workbook(data, name)
    assert time.monotonic() - before < 60
    assert name in str(caught.value)
    return caught.value


def test_an_empty_file() -> None:
    assert isinstance(refused(b""), EmptyFile)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"<!DOCTYPE html><table>", "网页"),
        ("序号,事项名称\n1,取水许可".encode("gb18030"), "文本"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\x00\x01\x02\x03", "二进制"),
    ],
)
def test_a_wrong_kind_of_file(data: bytes, found: str) -> None:
    error = refused(data)

    assert isinstance(error, WrongFileKind)
    assert found in error.found


def test_a_word_document_named_xlsx() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")

    assert isinstance(refused(out.getvalue()), WrongFileKind)


def test_an_old_word_document_named_xls() -> None:
    word = renamed(xls(Page([["甲"]])), "WordDocument")

    error = refused(word, "清单.xls")

    assert isinstance(error, WrongFileKind)
    assert "Word" in error.found


def renamed(data: bytes, stream: str) -> bytes:
    """An OLE2 file whose workbook stream has another name."""
    old, new = "Workbook".encode("utf-16-le"), stream.encode("utf-16-le")
    at = data.index(old)
    changed = bytearray(data)
    changed[at : at + 64] = new.ljust(64, b"\0")
    changed[at + 64] = len(new) + 2
    return bytes(changed)


@pytest.mark.parametrize("pressed", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_workbook_in_an_archive_is_told_by_its_name(pressed: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", pressed) as archive:
        archive.writestr("附件/水务局权责清单.xlsx", xlsx(Page([["甲"]])))

    error = refused(out.getvalue(), "清单.zip")

    assert isinstance(error, WrongFileKind)
    assert "“水务局权责清单.xlsx”，请先解压" in error.found


@pytest.mark.parametrize("stream", ["Book", "Workbook"])
def test_a_workbook_of_excel_95_is_refused_and_not_misread(stream: str, tmp_path: Path) -> None:
    """Its texts are in a code page; read as Unicode they would come out as nonsense."""
    path = tmp_path / "旧.xls"
    XlsDoc().save(str(path), excel_95("权责清单", "职权名称").ljust(4096, b"\0"))

    error = refused(renamed(path.read_bytes(), stream), "旧.xls")

    assert isinstance(error, WrongFileKind)
    assert "Excel 5.0/95" in error.found


def excel_95(sheet: str, cell: str) -> bytes:
    """The records of a BIFF5 workbook with one cell."""
    name, text = sheet.encode("gbk"), cell.encode("gbk")
    start = _record(0x0809, struct.pack("<4H", 0x0500, 0x0005, 0, 0))
    start += _record(0x0042, struct.pack("<H", 936))
    end = _record(0x000A, b"")
    offset = len(start) + 4 + 7 + len(name) + len(end)
    start += _record(0x0085, struct.pack("<IHB", offset, 0, len(name)) + name) + end
    page = _record(0x0809, struct.pack("<4H", 0x0500, 0x0010, 0, 0))
    page += _record(0x0204, struct.pack("<4H", 0, 0, 0, len(text)) + text)
    return start + page + end


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def test_an_encrypted_xlsx() -> None:
    assert isinstance(refused(renamed(xls(Page([["甲"]])), "EncryptedPackage")), PasswordProtected)


def test_an_encrypted_xls() -> None:
    plain = xls(Page([["甲"]]))
    locked = plain.replace(b"\x5c\x00\x70\x00", b"\x2f\x00\x70\x00", 1)  # WRITEACCESS → FILEPASS

    assert locked != plain
    assert isinstance(refused(locked, "清单.xls"), PasswordProtected)


def test_a_zip_with_encrypted_parts() -> None:
    data = bytearray(xlsx(Page([["甲"]])))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1

    assert isinstance(refused(bytes(data)), PasswordProtected)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("write", [xlsx, xls])
def test_a_file_cut_off(write: Callable[..., bytes], share: float) -> None:
    data = write(Page([[f"第{n}行"] for n in range(2000)]))

    assert isinstance(refused(data[: int(len(data) * share)]), DamagedFile)


def test_a_part_that_does_not_match_its_checksum() -> None:
    data = bytearray(xlsx(Page([["甲"]])))
    at = data.index(b"xl/workbook.xml") + len("xl/workbook.xml") + 20
    data[at] ^= 0xFF

    assert isinstance(refused(bytes(data)), DamagedFile)


def test_xml_that_is_none() -> None:
    assert isinstance(refused(with_part("xl/workbook.xml", [b"<workbook"])), DamagedFile)


def test_a_zip_bomb() -> None:
    bomb = with_part(SHEET, [b"\0" * MEGA] * 300)

    assert len(bomb) < 2 * MEGA
    assert isinstance(refused(bomb), InflatesTooMuch)


def test_a_zip_bomb_that_lies_about_its_size() -> None:
    bomb = with_part(SHEET, [b"\0" * MEGA] * 300)
    honest = (300 * MEGA).to_bytes(4, "little")
    lying = bomb.replace(honest, (1000).to_bytes(4, "little"))

    assert lying != bomb
    assert isinstance(refused(lying), DamagedFile | InflatesTooMuch)


def test_a_sheet_of_200_mb() -> None:
    assert isinstance(refused(with_part(SHEET, rows_of(200 * MEGA))), InflatesTooMuch)


def test_one_long_text_in_very_many_cells() -> None:
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>'
    cell = b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>'
    data = with_part(SHEET, [OPEN, *(cell % (n, n) for n in range(1, 20_000)), CLOSE])
    bomb = swapped(data, "xl/sharedStrings.xml", strings % (b"x" * MEGA))

    assert isinstance(refused(bomb), ReadingTookTooMuch | InflatesTooMuch)


def swapped(data: bytes, part: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))
    return out.getvalue()


def test_two_cells_in_opposite_corners_of_the_sheet() -> None:
    far = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

    assert isinstance(refused(with_part(SHEET, [OPEN, far, CLOSE])), ReadingTookTooMuch)


def test_merges_over_the_whole_sheet_are_not_spread_out() -> None:
    merges = b"".join(b'<mergeCell ref="A%d:XFD%d"/>' % (n, n + 900) for n in range(1, 5000))
    cell = b'<row r="9000"><c r="A9000"><v>1</v></c></row></sheetData><mergeCells>'
    data = with_part(SHEET, [OPEN, cell, merges, b"</mergeCells></worksheet>"])

    assert read_workbook(data, "x").cell_count == 1


def test_a_file_of_200_mb_is_refused_unread(tmp_path: Path) -> None:
    huge = tmp_path / "清单.xls"
    with huge.open("wb") as stream:
        stream.truncate(200 * MEGA)

    with pytest.raises(FileTooLarge, match="200 MB"):
        files.read_bounded(huge)


def test_a_reader_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SECONDS", 0.001)

    with pytest.raises(ReadingTookTooMuch, match="时间"):
        read_workbook(xlsx(Page([["甲"]])), "清单.xlsx")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to measure memory in")
def test_the_worst_file_stays_below_512_mb(tmp_path: Path) -> None:
    """Measured in a process of its own, its child included."""
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(with_part(SHEET, rows_of(60 * MEGA)))
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from importers.lists.workbook import read_workbook; from importers.errors import FileRefused\n"
        "try: read_workbook(Path(sys.argv[1]).read_bytes(), 'x')\n"
        "except FileRefused: pass\n"
        # ru_maxrss of a started process begins at its parent's size; the high-water mark begins at its own.
        "status = Path('/proc/self/status').read_text()\n"
        "own = int(status.split('VmHWM:')[1].split()[0])\n"
        "child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\n"
        "print(own + child)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert int(done.stdout) * 1024 < 512 * MEGA
