"""Citation cells as lists of other provinces print them: ``elsewhere.txt``, in wording of our own, with their gold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]
TEXT = Path(__file__).with_name("elsewhere.txt")
PARTS = ("first", "more", "held")
_PLACE = re.compile(
    r"(?:附(?P<annex>\d+))?(?:章(?P<chapter>\d+))?(?:节(?P<section>\d+))? ?(?P<article>\d[\d.]*(?:-\d+)*)?(?:¶(?P<paragraph>\d+))?"
    r"(?:\((?P<item>\d+)\))?(?:\.(?P<subitem>\d+))?(?:~(?P<range_end>[\d.-]+))?(?P<whole>全文)?\*?"
)
_NUMBERS = ("paragraph", "item", "subitem", "chapter", "section")


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell and the references that it makes, in the wire format."""

    part: str
    id: str
    text: str
    refs: tuple[Json, ...]


def cells() -> Iterator[Cell]:
    """Every cell of the file."""
    for block in TEXT.read_text("utf-8").split("\n=== ")[1:]:
        named, _, body = block.partition("\n")
        part, identity = named.split()
        text, _, cited = body.rpartition("\n--")
        yield Cell(part, identity, text.replace("⏎", "\n"), tuple(_references(cited.strip())))


def _references(cited: str) -> Iterator[Json]:
    for statute in filter(None, cited.split(" | ")):
        title, _, places = statute.partition(" ")
        for place in places.split(";"):
            yield {"title": None if title == "?" else title, **_reference(place.split())}


def _reference(words: list[str]) -> Json:
    """``doc_number`` and ``revision`` only where the file tells them; 无 is told to be none."""
    noted: Json = {}
    for word in words:
        if word[0] in "@#":
            name = "doc_number" if word[0] == "@" else "revision"
            noted[name] = None if word[1:] == "无" else word[1:]
    printed = " ".join(word for word in words if word[0] not in "@#")
    found = _PLACE.fullmatch(printed)
    if found is None:
        raise ValueError(f"not a place: {printed}")
    place: Json = {
        name: int(value) if name in _NUMBERS and value else value
        for name, value in found.groupdict().items()
    }
    return {**place, "whole": bool(place["whole"]), **noted}
