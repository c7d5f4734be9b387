"""隐藏行列 of .xlsx: hidden rows and columns, error values and what stands beside the cells: calamine tells none."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

from importers.lists.beside import beside_in, place
from importers.lists.unseen import Unseen

_RELATION = re.compile(
    r"\{http://(?:schemas\.openxmlformats|purl\.oclc)\.org/(?:ooxml/)?officeDocument/(?:2006/)?relationships\}id"
)
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
        name: replace(_of_part(archive.read(part)), beside=beside_in(archive, part))
        for name, part in parts.items()
        if part in archive.NameToInfo
    }


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {node.get("Id"): node.get("Target", "") for node in relations}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    for node in book.iter():
        if node.tag.endswith("}sheet"):
            relation = next((v for key, v in node.items() if _RELATION.fullmatch(key)), "")
            target = targets.get(relation, "")
            yield node.get("name", ""), target.lstrip("/") if target[:1] == "/" else f"xl/{target}"


def _of_part(xml: bytes) -> Unseen:
    rows = (_attributes(found[1]) for found in _ROW.finditer(xml))
    columns = (_attributes(found[1]) for found in _COLUMN.finditer(xml))
    return Unseen(
        rows={int(row["r"]) for row in rows if _hidden(row) and "r" in row},
        columns={n for column in columns if _hidden(column) for n in _range(column)},
        errors={
            place((found[1] + found[2]).decode()): found[3].decode("utf-8", "replace")
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
