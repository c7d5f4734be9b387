"""文本解码: strict UTF-8, then strict GB18030, else the first bad byte and its line."""

from __future__ import annotations

import codecs

from importers.laws.errors import UnknownEncoding

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""What Windows editors write before a text that they call Unicode."""


def decode(data: bytes, name: str) -> str:
    """The text of a Markdown or plain text file.

    Raises:
        UnknownEncoding: neither UTF-8 nor GB18030, nor marked as UTF-16.
    """
    if data.startswith(UTF16):
        return _decode(data, "utf-16", name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as not_utf8:
        return _decode(data, "gb18030", name, not_utf8)


def _decode(data: bytes, encoding: str, name: str, before: UnicodeDecodeError | None = None) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        # Of the two failures the later one tells more: the file was right up to there.
        first = max((each for each in (before, wrong) if each), key=lambda each: each.start)
        at = first.start
        line = data.count(b"\n", 0, at) + 1
        raise UnknownEncoding(name, f"0x{data[at]:02X}", at, line) from wrong
