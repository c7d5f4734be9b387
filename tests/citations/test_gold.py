"""Measured on real texts, where they are present: citation strings of statutes, cells of 14 published workbooks.

``gold-cells.jsonl`` was made by reading: numbers and titles only. Half of it (``held``) was read before the parser had
seen it, and was not tuned on; the figures of that first run are in docs/measurements.md.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from legal.citations import normalise_title, parse
from legal.citations.wire import answer, to_json
from legal.numerals import article_number

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("QUANZE_SHARED", ROOT.parent / "shared")) / "data"
STATUTES = SHARED / "citations" / "gold-statutes.jsonl"
LISTS = SHARED / "lists"
CELLS = Path(__file__).with_name("gold-cells.jsonl")
PLACED = (
    "article",
    "paragraph",
    "item",
    "subitem",
    "range_end",
    "chapter",
    "section",
    "annex",
    "whole",
)

Json = dict[str, Any]


def lines(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def comparable(reference: Json) -> tuple[object, ...]:
    return (
        normalise_title(reference.get("title") or ""),
        *(reference.get(name) or None for name in PLACED),
    )


def spread(expected: Json) -> Iterator[Json]:
    """One reference of the statutes' gold in the wire format: ranges of 款 and 项 spread, those of 条 kept."""
    inserted = expected["sub_article"]
    article = None if expected["article"] is None else str(expected["article"])
    reference = {
        **expected,
        "article": f"{article}-{inserted}" if inserted else article,
        "range_end": None,
    }
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


def asked(entry: Json) -> Json:
    """The question of one line of the statutes' gold, as the command would be asked."""
    source = entry["source"]
    article = source["article"] and article_number(source["article"])
    place = {"article": article, "paragraph": source["paragraph"], "item": source["item"]}
    return {**entry, "self_title": source["title"], "place": place if article else None}


@pytest.mark.skipif(
    not STATUTES.exists(), reason=f"left out: {STATUTES.name}, the 100 citation strings of statutes"
)
@pytest.mark.parametrize(("difficulty", "least"), [("simple", 0.99), ("hard", 0.95)])
def test_citation_strings_of_statutes(difficulty: str, least: float) -> None:
    entries = [entry for entry in lines(STATUTES) if entry["difficulty"] == difficulty]

    wrong = [entry["id"] for entry in entries if not exactly_right(entry)]

    assert 1 - len(wrong) / len(entries) >= least, wrong


def exactly_right(entry: Json) -> bool:
    expected = [comparable(one) for reference in entry["refs"] for one in spread(reference)]
    return [comparable(found) for found in answer(asked(entry))["refs"]] == expected


@pytest.fixture(scope="module")
def workbooks() -> dict[str, CalamineWorkbook]:
    found: dict[str, CalamineWorkbook] = {}
    for path in sorted(LISTS.glob("*.xls*")):
        content = path.read_bytes()
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found[hashlib.sha256(content).hexdigest()[:12]] = workbook
    return found


def cell(workbooks: dict[str, CalamineWorkbook], entry: Json) -> str:
    sheet = workbooks[entry["workbook"]].get_sheet_by_name(entry["sheet"])
    return str(sheet.to_python(skip_empty_area=False)[entry["row"] - 1][entry["column"] - 1])


@pytest.mark.skipif(
    not LISTS.exists(), reason=f"left out: {LISTS.name}, the 14 published workbooks"
)
@pytest.mark.parametrize("part", ["dev", "held"])
def test_cells_of_published_lists(workbooks: dict[str, CalamineWorkbook], part: str) -> None:
    entries = [entry for entry in lines(CELLS) if entry["part"] == part]
    right = whole_cells = total = invented = 0
    for entry in entries:
        found = [comparable(reference) for reference in to_json(parse(cell(workbooks, entry)))]
        expected = [comparable(reference) for reference in entry["refs"]]
        right += sum((Counter(found) & Counter(expected)).values())
        total, whole_cells = total + len(expected), whole_cells + (found == expected)
        invented += max(0, len(found) - len(expected))

    assert right / total >= 0.98
    assert whole_cells / len(entries) >= 0.93
    assert invented / total <= 0.02
