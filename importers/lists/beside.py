"""单元格之外: what a sheet of an .xlsx says beside its cells: comments, text boxes, page headers, text struck out.

None of it is a cell, so none of it is imported; but nobody may believe that it was read, or that a power that was
struck out by hand is still one.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from importers.lists.unseen import Beside, BesideKind

_CELL = re.compile(
    rb"<(?:\w+:)?c\b(?P<said>[^>]*?)(?:/>|>(?P<inside>(?:(?!</(?:\w+:)?c>).){0,400}))", re.DOTALL
)
_SAID = re.compile(rb"\b(r|s|t)=\"([^\"]*)\"")
_VALUE = re.compile(rb"<(?:\w+:)?v>(\d{1,9})<")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_PAGE = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]{1,2000})<", re.DOTALL)
_PAGE_CODE = re.compile(r"&amp;(?:&quot;[^&]*&quot;|[LCRPNDTAFZGUESXYBIOH]|\d{1,3}|K\w{6})|&\w+;")
_PARTS = re.compile(r"/(?:comments|threadedComment|drawing)s?\d*\.xml$", re.IGNORECASE)


def beside_in(archive: zipfile.ZipFile, part: str) -> list[Beside]:
    """Everything beside the cells of the sheet that stands in ``part``."""
    xml = archive.read(part)
    found = [*_struck(archive, xml), *_pages(xml)]
    for target in _related(archive, part):
        try:
            root = ElementTree.fromstring(archive.read(target))
        except (KeyError, ElementTree.ParseError):
            continue
        found += _boxes(root) if "drawing" in target.lower() else _comments(root)
    return found


def place(name: str) -> tuple[int, int]:
    """Row and column of A1; 0, 0 for what is no place."""
    found = _PLACE.fullmatch(name)
    if found is None:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _related(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    folder, file = posixpath.split(part)
    try:
        root = ElementTree.fromstring(archive.read(f"{folder}/_rels/{file}.rels"))
    except (KeyError, ElementTree.ParseError):
        return
    for node in root:
        target = posixpath.normpath(posixpath.join("/", folder, node.get("Target", ""))).lstrip("/")
        if _PARTS.search(f"/{target}") and target in archive.NameToInfo:
            yield target


def _comments(root: ElementTree.Element) -> Iterator[Beside]:
    for node in root.iter():
        if _local(node) in ("comment", "threadedComment"):
            row, column = place(node.get("ref", ""))
            yield from _said(BesideKind.COMMENT, row, column, _text(node, "t", "text"))


def _boxes(root: ElementTree.Element) -> Iterator[Beside]:
    for node in root.iter():
        if _local(node) == "txBody":
            yield from _said(BesideKind.TEXT_BOX, 0, 0, _text(node, "t"))


def _pages(xml: bytes) -> Iterator[Beside]:
    for found in _PAGE.finditer(xml):
        printed = _PAGE_CODE.sub("", found[1].decode("utf-8", "replace"))
        if re.search(r"[一-龥]{2}", printed):
            yield from _said(BesideKind.PAGE, 0, 0, printed)


def _said(kind: BesideKind, row: int, column: int, text: str) -> Iterator[Beside]:
    if text.strip():
        yield Beside(kind, row, column, text.strip()[:500])


def _text(node: ElementTree.Element, *names: str) -> str:
    return "".join(part.text or "" for part in node.iter() if _local(part) in names)


def _local(node: ElementTree.Element) -> str:
    return node.tag.rpartition("}")[2]


# --- struck out ---------------------------------------------------------------------------------


def _struck(archive: zipfile.ZipFile, xml: bytes) -> Iterator[Beside]:
    styles, texts = _struck_styles(archive), _struck_texts(archive)
    if not styles and not texts:
        return
    for found in _CELL.finditer(xml):
        said = {
            key.decode(): value.decode("latin-1") for key, value in _SAID.findall(found["said"])
        }
        value = _VALUE.search(found["inside"] or b"") if said.get("t") == "s" else None
        if said.get("s") in styles or (value and int(value[1]) in texts):
            yield Beside(BesideKind.STRUCK, *place(said.get("r", "")), "")


def _struck_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """Numbers of the cell styles whose font is struck through."""
    root = _root(archive, "xl/styles.xml")
    fonts = [_is_struck(font) for font in _children(root, "fonts")]
    styles = (int(style.get("fontId", 0)) for style in _children(root, "cellXfs"))
    struck = (str(n) for n, font in enumerate(styles) if font < len(fonts) and fonts[font])
    return frozenset(struck)


def _struck_texts(archive: zipfile.ZipFile) -> frozenset[int]:
    """Numbers of the shared texts of which a piece is struck through."""
    root = _root(archive, "xl/sharedStrings.xml")
    return frozenset(
        n for n, text in enumerate(root if root is not None else ()) if _is_struck(text)
    )


def _root(archive: zipfile.ZipFile, part: str) -> ElementTree.Element | None:
    try:
        return ElementTree.fromstring(archive.read(part))
    except (KeyError, ElementTree.ParseError):
        return None


def _children(root: ElementTree.Element | None, name: str) -> list[ElementTree.Element]:
    if root is None:
        return []
    return [child for node in root if _local(node) == name for child in node]


def _is_struck(node: ElementTree.Element) -> bool:
    struck = (part for part in node.iter() if _local(part) in ("strike", "dstrike"))
    return any(part.get("val", "1") not in ("0", "false") for part in struck)
