"""文件守卫: what a file is by its content, and a fenced process in which hostile files are taken apart.

No reader ever opens a file by its name's ending. Whatever inflates or parses runs in a child of its own
(``fenced``) with hard limits of memory and time, so that no file can take the service with it.
"""

from __future__ import annotations

import io
import json
import signal
import struct
import subprocess
import sys
import zipfile
import zlib
from dataclasses import asdict
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any

from importers.errors import (
    DamagedFile,
    EmptyFile,
    FileRefused,
    FileTooLarge,
    InflatesTooMuch,
    PasswordProtected,
    ReadingTookTooMuch,
)

MEGA = 1_048_576
MAX_FILE = 64 * MEGA
MAX_INFLATED = 96 * MEGA
MAX_PARTS = 5_000
MEMORY = 320 * MEGA
SECONDS = 50

_ROOT = Path(__file__).resolve().parent.parent
_CHUNK = 1 * MEGA


class FileKind(StrEnum):
    """文件类型, by content. The values are how a person calls it."""

    XLSX = "Excel 工作簿（.xlsx）"
    DOCX = "Word 文档（.docx）"
    ODS = "ODS 工作簿"
    ZIP = "压缩包"
    OLE2 = "旧版 Office 文件（.xls、.doc）"
    PDF = "PDF 文件"
    HTML = "网页文件"
    IMAGE = "图片"
    TEXT = "文本文件"
    BINARY = "无法识别的二进制文件"


_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.OLE2),
    (b"%PDF", FileKind.PDF),
    (b"\x89PNG", FileKind.IMAGE),
    (b"\xff\xd8\xff", FileKind.IMAGE),
    (b"GIF8", FileKind.IMAGE),
)


def read_bounded(path: Path, limit: int = MAX_FILE) -> bytes:
    """The file's bytes.

    Raises:
        EmptyFile: it has none.
        FileTooLarge: more than ``limit`` bytes; refused before reading.
    """
    size = path.stat().st_size
    if size > limit:
        raise FileTooLarge(path.name, size, limit)
    data = path.read_bytes()
    check_size(data, path.name, limit)
    return data


def check_size(data: bytes, name: str, limit: int = MAX_FILE) -> None:
    """Refuse what is empty or larger than ``limit`` bytes.

    Raises:
        EmptyFile, FileTooLarge.
    """
    if not data:
        raise EmptyFile(name)
    if len(data) > limit:
        raise FileTooLarge(name, len(data), limit)


def kind_of(data: bytes) -> FileKind:
    """What the content is, whatever the name says. Inflates nothing."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table")):
        return FileKind.HTML
    return FileKind.BINARY if b"\x00" in data[:4096] else FileKind.TEXT


_OFFICE = (
    (FileKind.XLSX, (b"xl/workbook", b"xl/worksheets/", b"xl/styles", b"xl/theme")),
    (FileKind.DOCX, (b"word/document", b"word/styles", b"word/_rels/")),
)


def _kind_of_zip(data: bytes) -> FileKind:
    # Names stand uncompressed in the local headers, so that a file without its directory is still recognised.
    names = _names(data)
    for kind, parts in _OFFICE:
        if (
            any(name.startswith(parts) for name in names)
            if names
            else any(p in data for p in parts)
        ):
            return kind
    return FileKind.ODS if b"opendocument.spreadsheet" in data[:200] else FileKind.ZIP


def _names(data: bytes) -> list[bytes]:
    """The names in a zip's directory, ``MAX_PARTS`` at most; none where the directory is lost."""
    names: list[bytes] = []
    end = data.rfind(b"PK\x05\x06")
    at = struct.unpack_from("<I", data, end + 16)[0] if 0 <= end <= len(data) - 22 else len(data)
    while len(names) < MAX_PARTS and data.startswith(b"PK\x01\x02", at) and at + 46 <= len(data):
        lengths = struct.unpack_from("<3H", data, at + 28)
        names.append(data[at + 46 : at + 46 + lengths[0]].replace(b"\\", b"/").lstrip(b"/"))
        at += 46 + sum(lengths)
    return names


def called(data: bytes, kind: FileKind) -> str:
    """What a person calls the content; of an archive also the first document in it, which must be taken out."""
    if kind is FileKind.ZIP:
        for name in map(_readable, _names(data)):
            if name.lower().endswith(_DOCUMENTS):
                return f"{kind}，其中有“{name.rpartition('/')[2]}”，请先解压"
    return kind.value


_DOCUMENTS = (".xlsx", ".xls", ".docx", ".md", ".txt")


def _readable(name: bytes) -> str:
    """A name in an archive: UTF-8, else as Chinese Windows writes it."""
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """An office container that was inflated once and found harmless.

    Declared sizes may lie, so each part is really inflated, in pieces, and counted.

    Raises:
        DamagedFile: cut off, or a part does not match its checksum.
        PasswordProtected: a part is encrypted.
        InflatesTooMuch: more than ``MAX_INFLATED`` bytes or ``MAX_PARTS`` parts.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as broken:
        raise DamagedFile(name, "压缩包结构不完整") from broken
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise InflatesTooMuch(name, f"{len(parts)} 个部件", MAX_INFLATED)
    total = 0
    for part in parts:
        total = _count(archive, part, name, total)
    return archive


def _count(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, total: int) -> int:
    if part.flag_bits & 0x1:
        raise PasswordProtected(name)
    if total + part.file_size > MAX_INFLATED:
        raise InflatesTooMuch(name, part.filename, MAX_INFLATED)
    try:
        with archive.open(part) as stream:
            while piece := stream.read(_CHUNK):
                total += len(piece)
                if total > MAX_INFLATED:
                    raise InflatesTooMuch(name, part.filename, MAX_INFLATED)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as broken:
        raise DamagedFile(name, f"部件 {part.filename} 读不出来") from broken
    return total


def fenced(work: str, data: bytes, name: str) -> Any:
    """Run ``module:function`` on the bytes in a child with limits of memory and time.

    The function takes ``(data, name)`` and returns what JSON can hold; a ``FileRefused`` that it raises is
    raised here again.

    Raises:
        ReadingTookTooMuch: the child needed more than ``MEMORY`` or ``SECONDS``.
        DamagedFile: the parser died on the file.
        FileRefused: as raised by the function.
    """
    command = [sys.executable, "-m", "importers.fence", work, name]
    # Nothing of our environment goes along: settings hold secrets, and the child meets hostile files.
    bare = {"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=SECONDS,
            cwd=_ROOT,
            env=bare,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise ReadingTookTooMuch(name, "时间", f"{SECONDS} 秒") from slow
    return _answer(done, name)


def _answer(done: subprocess.CompletedProcess[bytes], name: str) -> Any:
    if done.returncode == OUT_OF_MEMORY or b"memory allocation of" in done.stderr:
        raise ReadingTookTooMuch(name, "内存", f"{MEMORY // MEGA} MB")
    if done.returncode == -signal.SIGXCPU:
        raise ReadingTookTooMuch(name, "时间", f"{SECONDS} 秒")
    if done.returncode != 0:
        cause = RuntimeError(done.stderr.decode("utf-8", "replace"))
        raise DamagedFile(name, "解析程序异常终止") from cause
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise thaw(answer["refused"])
    return answer["result"]


OUT_OF_MEMORY = 3
"""Exit code of the child when its memory ran out."""


def freeze(refused: FileRefused) -> dict[str, Any]:
    """A refusal as JSON, to cross from the child to us."""
    kind = type(refused)
    return {"module": kind.__module__, "kind": kind.__name__, "fields": asdict(refused)}


def thaw(frozen: dict[str, Any]) -> FileRefused:
    """The refusal again from ``freeze``."""
    kind: type[FileRefused] = getattr(import_module(frozen["module"]), frozen["kind"])
    return kind(**frozen["fields"])
