"""The workbooks of the sample hold exactly the rows of the sample, and are the same every time."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from sample.build import build_workbooks
from sample.citing import basis_cell, references
from sample.rows import COLUMNS, holders, printed_rows, short_rows
from sample.statutes import quote


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return dict(zip(holders(), build_workbooks(tmp_path_factory.mktemp("books")), strict=True))


def body(path: Path) -> list[list[str]]:
    """Every row below a header, title and closing rows left out."""
    rows: list[list[str]] = []
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        sheet = [
            [_text(cell) for cell in row]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        header = next(n for n, row in enumerate(sheet) if row[0] == "序号")
        rows += [row for row in sheet[header + 1 :] if not row[0].startswith("备注")]
    return rows


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) else str(cell)


def test_one_workbook_for_each_holder(books: dict[str, Path]) -> None:
    assert all(path.read_bytes()[:4] == b"PK\x03\x04" for path in books.values())
    assert len(books) == 15


@pytest.mark.parametrize("stem", list(holders()))
def test_the_sheet_says_what_the_rows_say(books: dict[str, Path], stem: str) -> None:
    expected = [[row[column] for column in COLUMNS] for row in printed_rows(stem)]

    assert body(books[stem]) == expected


def test_building_twice_gives_the_same_bytes(books: dict[str, Path], tmp_path: Path) -> None:
    again = build_workbooks(tmp_path)

    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in books.values()]


def test_the_sheets_show_the_quirks_of_real_lists(books: dict[str, Path]) -> None:
    sheets = {stem: CalamineWorkbook.from_path(path) for stem, path in books.items()}
    trade, emergency = sheets["工商行政管理局"], sheets["应急管理局"].get_sheet_by_index(0)

    assert trade.sheet_names[0] == "行政许可（2项）"
    assert emergency.merged_cell_ranges
    assert isinstance(emergency.to_python()[2][0], float), "序号 is a formula with a cached value"


@pytest.mark.parametrize("stem", list(holders()))
def test_a_sound_cell_quotes_the_statute_word_for_word(stem: str) -> None:
    for row in (row for row in short_rows(stem) if not row.fault):
        cell = basis_cell(row.basis)
        for reference in (r for r in references(row.basis) if not r.coarse):
            lines = [quote(reference.statute.text, [p]).split("\n") for p in reference.places]
            assert [line for words in lines for line in words if line not in cell] == []
