"""tests/scenarios/README.md leaves no scenario out, and names only tests that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.documents.finding import ROOT, document, table

TESTS = ROOT / "tests"
TEXT = document("tests/scenarios/README.md")
ROWS = list(table(TEXT, "Which test holds which invariant"))
NAMED = re.compile(r"`([\w/]+\.py)`|`(test_\w+)\*?`")


def named_in(cell: str) -> Iterator[tuple[str, str]]:
    """(file, how the names of its tests begin): a name belongs to the file before it."""
    file = ""
    for path, name in NAMED.findall(cell):
        file = path or file
        yield file, name


def test_every_scenario_has_its_line() -> None:
    files = {path.name for path in (TESTS / "scenarios").glob("test_*.py")}
    assert files == set(re.findall(r"^\| `(test_\w+\.py)` \|", TEXT, re.MULTILINE))


def test_every_invariant_has_its_row() -> None:
    assert [row[0].split()[0] for row in ROWS] == [f"I{n}" for n in range(1, 17)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].split()[0])
def test_an_invariant_is_held_by_tests_that_exist(row: list[str]) -> None:
    held = [found for cell in row[1:] for found in named_in(cell)]
    assert held
    for file, name in held:
        path = next(p for p in (TESTS / file, TESTS / "scenarios" / file) if p.is_file())
        assert f"def {name}" in path.read_text("utf-8"), f"{file} {name}"
