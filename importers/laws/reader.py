"""读入法规: one file of any of the three kinds becomes a ``Statute``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from importers.errors import PasswordProtected, WrongFileKind
from importers.files import MEGA, FileKind, called, check_size, fenced, kind_of, read_bounded
from importers.laws.errors import NoStatute
from importers.laws.text import UTF16, decode
from legal.reading import read_lines, split_lines
from legal.statute import Statute

EXPECTED = "Markdown、纯文本或 .docx 格式的法规文本"
MAX_TEXT = 8 * MEGA
MAX_DOCX = 32 * MEGA
MAX_LINES = 50_000
MAX_LINE = 200_000
MAX_LETTERS = 2_000_000
MAX_ARTICLES = 1_500
"""The longest statute has 1,260 articles, some 4,000 lines and 110,000 characters; a chapter that ran together has 12,000."""


def read_statute(
    source: Path | bytes,
    *,
    title: str | None = None,
    last_article: str | None = None,
    name: str | None = None,
) -> Statute:
    """The statute in a file, chosen by content and never by name.

    Args:
        title, last_article: as the operator knows them; see ``read_lines``.
        name: how messages call the file; else the path's name.

    Raises:
        FileRefused: the file is empty, too large, damaged, protected, or no text of a statute.
    """
    called = name or (source.name if isinstance(source, Path) else "上传的文件")
    lines = lines_of(source, called)
    return read(lines, called, title=title, last_article=last_article)


def read(
    lines: Sequence[str], name: str, *, title: str | None, last_article: str | None
) -> Statute:
    """The statute in these lines.

    Raises:
        NoStatute
    """
    _check_lines(lines, name)
    statute = read_lines(lines, title_hint=title, last_article=last_article)
    if (found := len(statute.articles)) > MAX_ARTICLES:
        raise NoStatute(name, f"有 {found} 条，超过上限 {MAX_ARTICLES} 条")
    return statute


def lines_of(source: Path | bytes, name: str) -> list[str]:
    """The lines of a file, whatever its kind.

    Raises:
        FileRefused: as in ``read_statute``.
    """
    data = read_bounded(source, MAX_DOCX) if isinstance(source, Path) else source
    check_size(data, name, MAX_DOCX)
    kind = kind_of(data)
    if kind is FileKind.DOCX:
        return fenced("importers.laws.docx:lines_of", data, name)
    if kind is FileKind.OLE2:
        _refuse_old_office(data, name)
    if data.startswith(b"{\\rtf"):
        raise WrongFileKind(name, "RTF 文件", EXPECTED)
    if kind is not FileKind.TEXT and not data.startswith(UTF16):
        raise WrongFileKind(name, called(data, kind), EXPECTED)
    check_size(data, name, MAX_TEXT)
    return split_lines(decode(data, name))


def _refuse_old_office(data: bytes, name: str) -> NoReturn:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise PasswordProtected(name)
    word = "WordDocument".encode("utf-16-le") in data
    found = "旧版 Word 文档（.doc，可另存为 .docx）" if word else FileKind.OLE2.value
    raise WrongFileKind(name, found, EXPECTED)


def _check_lines(lines: Sequence[str], name: str) -> None:
    if len(lines) > MAX_LINES:
        raise NoStatute(name, f"有 {len(lines)} 行，超过上限 {MAX_LINES} 行")
    longest = max(map(len, lines), default=0)
    if longest > MAX_LINE:
        raise NoStatute(name, f"有一行长 {longest} 字，超过上限 {MAX_LINE} 字")
    if (letters := sum(map(len, lines))) > MAX_LETTERS:
        raise NoStatute(name, f"有 {letters} 字，超过上限 {MAX_LETTERS} 字")
