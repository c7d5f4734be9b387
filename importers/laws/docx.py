"""Word 文档: the lines of a .docx as government sites publish them, paragraphs and tables in document order.

Runs inside ``files.fenced``: the file is hostile until it was read.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from importers.errors import DamagedFile, InflatesTooMuch
from importers.files import MEGA, open_zip
from importers.laws.numbering import Numbering
from legal.reading.outside import mark

MAX_XML = 24 * MEGA
"""One part of a statute; the whole 民法典 has 3 MB. Parsed XML takes ten times its size."""

_P, _T, _TBL = qn("w:p"), qn("w:t"), qn("w:tbl")
_BREAKS = {qn("w:br"), qn("w:cr")}
_TAB, _HYPHEN, _SYMBOL = qn("w:tab"), qn("w:noBreakHyphen"), qn("w:sym")
_FORMULA_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SKIPPED = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:pPr"),
    qn("w:rPr"),
    qn("w:instrText"),
    qn("w:rt"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}

_BROKEN = (KeyError, ValueError, AttributeError, SyntaxError, zipfile.BadZipFile)
"""What python-docx and lxml raise on a document without its parts; lxml's errors are syntax errors."""


def lines_of(data: bytes, name: str) -> list[str]:
    """Every line of the document; a table row as ``| cell | cell |``.

    Raises:
        DamagedFile: no document can be made of it.
        InflatesTooMuch, PasswordProtected: as in ``files.open_zip``.
    """
    _check_parts(open_zip(data, name), name)
    try:
        document = Document(io.BytesIO(data))
        body, numbering = document.element.body, Numbering.of(document)
        return [*_blocks(body, numbering), *_outside(document, body)]
    except _BROKEN as broken:
        raise DamagedFile(name, "Word 文档结构不完整") from broken


_BESIDE = {
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
}
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)


def _outside(document: Any, body: Any) -> Iterator[str]:
    """页眉、脚注、图片 and what else stands beside the body: kept and reported, not read as text of the statute."""
    told: set[str] = set()
    for relation in document.part.rels.values():
        what = _BESIDE.get(relation.reltype.rsplit("/", 1)[-1])
        if what is None or relation.is_external:
            continue
        words = " ".join(_blocks(parse_xml(relation.target_part.blob), Numbering())).strip()
        if words and words not in told:
            told.add(words)
            yield mark(what, words)
    if pictures := sum(1 for tag in _PICTURES for _ in body.iter(tag)):
        yield mark("图片", f"共 {pictures} 幅，图中的文字无法读取")
    if chunks := sum(1 for _ in body.iter(qn("w:altChunk"))):
        yield mark("嵌入文档", f"共 {chunks} 个，其中的文字无法读取")


def _check_parts(archive: zipfile.ZipFile, name: str) -> None:
    for part in archive.infolist():
        if part.filename.endswith((".xml", ".rels")) and part.file_size > MAX_XML:
            raise InflatesTooMuch(name, part.filename, MAX_XML)


def _blocks(parent: Any, numbering: Numbering) -> Iterator[str]:
    """Paragraphs and tables, also those inside content controls and tracked insertions."""
    for child in parent:
        if child.tag == _P:
            yield from _paragraph(child, numbering)
        elif child.tag == _TBL:
            yield from _table(child, numbering)
        elif child.tag not in _SKIPPED and len(child):
            yield from _blocks(child, numbering)


def _paragraph(element: Any, numbering: Numbering) -> Iterator[str]:
    text = "".join(_words(element))
    label = numbering.label(element) if text.strip() else ""
    yield from f"{label}{text}".split("\n")
    for box in element.iter(qn("w:txbxContent")):
        if not any(ancestor.tag in _SKIPPED for ancestor in box.iterancestors()):
            yield from _blocks(box, numbering)


def _words(element: Any) -> Iterator[str]:
    """The text of one paragraph: insertions kept, deletions and field codes left out."""
    for child in element:
        if child.tag in (_T, _FORMULA_TEXT):
            yield child.text or ""
        elif child.tag == _SYMBOL:
            yield chr(int(child.get(qn("w:char")), 16))
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag == _TAB:
            yield "\t"
        elif child.tag == _HYPHEN:
            yield "-"
        elif child.tag not in _SKIPPED and child.tag != qn("w:txbxContent"):
            yield from _words(child)


def _table(element: Any, numbering: Numbering) -> Iterator[str]:
    """One line a row; a cell merged downwards is told once, at its top."""
    for row in element.iter(qn("w:tr")):
        if row.getparent() is not element and _nearest_table(row) is not element:
            continue
        cells = [_cell(cell, numbering) for cell in row if cell.tag == qn("w:tc")]
        if any(cells):
            yield f"| {' | '.join(cells)} |"


def _nearest_table(row: Any) -> Any:
    return next((each for each in row.iterancestors() if each.tag == _TBL), None)


def _cell(element: Any, numbering: Numbering) -> str:
    lines = (line.strip() for line in _blocks(element, numbering))
    return " ".join(line for line in lines if line).replace("|", "｜")
