"""How well the parser reads real texts; ``python -m tests.citations.measuring`` prints the figures.

``gold-cells.jsonl`` was made by reading, numbers and titles only: ``dev`` was looked at while the parser was written, ``held``
and ``second`` were labelled before the parser's answer to them was seen.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from legal.citations import normalise_title, parse
from legal.citations.wire import answer, to_json
from legal.numerals import article_number
from tests.citations import elsewhere
from tests.citations.layouts import LAYOUTS

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("QUANZE_SHARED", ROOT.parent / "shared")) / "data"
STATUTES = SHARED / "citations" / "gold-statutes.jsonl"
LISTS = SHARED / "lists"
CELLS = Path(__file__).with_name("gold-cells.jsonl")
PARTS = ("dev", "held", "second")
PLACED = (
    *("article", "paragraph", "item", "subitem"),
    *("range_end", "chapter", "section", "annex", "whole"),
)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured; ``wrong`` are the ids of the entries with any fault."""

    entries: int
    wrong: tuple[str, ...]
    references: int
    right: int
    invented: int

    @property
    def share_of_entries(self) -> float:
        """Entries without a fault."""
        return 1 - len(self.wrong) / self.entries

    @property
    def share_of_references(self) -> float:
        """References exactly right."""
        return self.right / self.references

    def __str__(self) -> str:
        return (
            f"{self.entries - len(self.wrong)}/{self.entries} entries ({self.share_of_entries:.1%}), "
            f"{self.right}/{self.references} references ({self.share_of_references:.1%}), {self.invented} invented"
        )


def lines(path: Path) -> list[Json]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def comparable(reference: Json) -> tuple[object, ...]:
    """Title folded as the conventions say, and the whole position."""
    title = normalise_title(reference.get("title") or "")
    return (title, *(reference.get(name) or None for name in PLACED))


def compare(pairs: Iterable[tuple[str, list[Json], list[Json]]]) -> Figures:
    """Figures of (id, expected references, found references)."""
    wrong: list[str] = []
    entries = references = right = invented = 0
    for identity, expected, found in pairs:
        wanted, got = [comparable(one) for one in expected], [comparable(one) for one in found]
        entries, references = entries + 1, references + len(wanted)
        right += sum((Counter(wanted) & Counter(got)).values())
        invented += sum((Counter(got) - Counter(wanted)).values())
        if wanted != got:
            wrong.append(identity)
    return Figures(entries, tuple(wrong), references, right, invented)


def of_statutes(difficulty: str) -> Figures:
    """The citation strings of statutes of one difficulty."""
    entries = [entry for entry in lines(STATUTES) if entry["difficulty"] == difficulty]
    return compare(
        (
            entry["id"],
            [one for reference in entry["refs"] for one in _spread(reference)],
            answer(_asked(entry))["refs"],
        )
        for entry in entries
    )


def of_cells(part: str) -> Figures:
    """The cells of published lists of one part of the gold."""
    entries = [entry for entry in lines(CELLS) if entry["part"] == part]
    return compare((entry["id"], entry["refs"], to_json(parse(_cell(entry)))) for entry in entries)


def of_elsewhere(part: str) -> Figures:
    """The cells of other provinces of one part."""
    found = [cell for cell in elsewhere.cells() if cell.part == part]
    return compare((cell.id, list(cell.refs), to_json(parse(cell.text))) for cell in found)


def in_layout(rewrite: Callable[[str], str]) -> Figures:
    """All cells of the gold, printed in the layout of other lists."""
    return compare(
        (entry["id"], entry["refs"], to_json(parse(rewrite(_cell(entry)))))
        for entry in lines(CELLS)
    )


def _spread(expected: Json) -> Iterator[Json]:
    """One reference of the statutes' gold in the wire format: ranges of 款 and 项 spread, those of 条 kept."""
    inserted, article = expected["sub_article"], expected["article"]
    number = f"{article}-{inserted}" if inserted else article and str(article)
    reference = {**expected, "article": number, "range_end": None}
    end: Json = expected["range_end"] or {}
    level = next(
        (name for name in ("item", "paragraph", "section", "article") if name in end), None
    )
    if level in ("item", "paragraph"):
        yield from ({**reference, level: n} for n in range(expected[level], end[level] + 1))
        return
    if level is not None:
        behind = f"-{end['sub_article']}" if end.get("sub_article") else ""
        reference["range_end"] = f"{end[level]}{behind}"
    yield reference


def _asked(entry: Json) -> Json:
    """The question of one line of the statutes' gold, as the command would be asked."""
    source = entry["source"]
    article = source["article"] and article_number(source["article"])
    place = {"article": article, "paragraph": source["paragraph"], "item": source["item"]}
    return {**entry, "self_title": source["title"], "place": place if article else None}


@cache
def _workbooks() -> dict[str, CalamineWorkbook]:
    found: dict[str, CalamineWorkbook] = {}
    for path in sorted(LISTS.glob("*.xls*")):
        content = path.read_bytes()
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found[hashlib.sha256(content).hexdigest()[:12]] = workbook
    return found


@cache
def _rows(workbook: str, sheet: str) -> list[list[Any]]:
    return _workbooks()[workbook].get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def _cell(entry: Json) -> str:
    return str(_rows(entry["workbook"], entry["sheet"])[entry["row"] - 1][entry["column"] - 1])


def main() -> None:
    """Print every figure, and how long a cell takes."""
    for difficulty in ("simple", "hard"):
        print(f"statutes, {difficulty}: {of_statutes(difficulty)}")
    for part in PARTS:
        print(f"cells, {part}: {of_cells(part)}")
    for part in elsewhere.PARTS:
        print(f"other provinces, {part}: {of_elsewhere(part)}")
    for name, rewrite in LAYOUTS.items():
        print(f"all cells, {name}: {in_layout(rewrite)}")
    # A blank more behind each: a cell that was read before costs nothing.
    texts = [f"{_cell(entry)} " for entry in lines(CELLS)]
    begun = time.process_time()
    for text in texts:
        parse(text)
    taken, signs = time.process_time() - begun, sum(map(len, texts))
    print(f"speed: {taken / signs * 4_000_000:.1f} s for 10,000 cells of 400 characters")


if __name__ == "__main__":
    main()
