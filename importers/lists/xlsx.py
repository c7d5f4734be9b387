"""隐藏行列 of .xlsx: hidden rows and columns, and cells that hold an error value: calamine tells neither."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from importers.lists.unseen import Unseen

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\bt=\"e\")[^>]*\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]*>"
    rb"(?:(?!</(?:\w+:)?c>).){0,4000}?<(?:\w+:)?v>([^<]{1,20})<",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rb"\b(r|min|max|hidden)=\"([^\"]*)\"")
_MOST_COLUMNS = 16_384


def unseen_in(archive: zipfile.ZipFile) -> dict[str, Unseen]:
    """By sheet name. A part that cannot be followed leaves its sheet unknown."""
    try:
        parts = dict(_parts(archive))
    except (KeyError, ElementTree.ParseError):
        return {}
    return {
        name: _of_part(archive.read(part))
        for name, part in parts.items()
        if part in archive.NameToInfo
    }


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {node.get("Id"): node.get("Target", "") for node in relations}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    for node in book.iter():
        if node.tag.endswith("}sheet"):
            target = targets.get(node.get(_RELATION), "")
            yield node.get("name", ""), target.lstrip("/") if target[:1] == "/" else f"xl/{target}"


def _of_part(xml: bytes) -> Unseen:
    rows = (_attributes(found[1]) for found in _ROW.finditer(xml))
    columns = (_attributes(found[1]) for found in _COLUMN.finditer(xml))
    return Unseen(
        rows={int(row["r"]) for row in rows if _hidden(row) and "r" in row},
        columns={n for column in columns if _hidden(column) for n in _range(column)},
        errors={
            (int(found[2]), _column(found[1])): found[3].decode("utf-8", "replace")
            for found in _ERROR.finditer(xml)
        },
        known=True,
    )


def _attributes(text: bytes) -> dict[str, str]:
    return {key.decode(): value.decode("latin-1") for key, value in _ATTRIBUTE.findall(text)}


def _hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true")


def _range(attributes: dict[str, str]) -> range:
    last = min(int(attributes.get("max", 0)), _MOST_COLUMNS)
    return range(int(attributes.get("min", 1)), last + 1)


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number
