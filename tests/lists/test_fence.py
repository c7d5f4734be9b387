"""What runs inside the fence, run here without one; and the fence itself."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import asdict

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from importers import errors, fence, files
from importers.errors import DamagedFile, FileRefused, PasswordProtected, WrongFileKind
from importers.lists import fenced, xls, xlsx
from importers.lists.workbook import read_workbook
from tests.lists.books import HEADER, Page, a_row
from tests.lists.books import xls as write_xls
from tests.lists.books import xlsx as write_xlsx

PAGE = Page([HEADER, a_row(1, "甲")], hidden_rows=[2], hidden_columns=[4], merges=[(2, 1, 3, 1)])


@pytest.mark.parametrize("data", [write_xlsx(PAGE), write_xls(PAGE)], ids=["xlsx", "xls"])
def test_inside_and_outside_read_the_same(data: bytes) -> None:
    (raw,) = fenced.read_cells(data, "x")
    (sheet,) = read_workbook(data, "x").sheets

    assert [tuple(cell[:2]) for cell in raw["cells"]] == list(sheet.cells)
    assert (raw["hidden_rows"], raw["hidden_columns"]) == ([2], [4])
    assert raw["merges"] == [(2, 1, 3, 1)]


def test_error_values_of_an_xls_are_found() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("清单")
    sheet.row(1).set_cell_error(2, "#REF!")
    stream = io.BytesIO()
    book.save(stream)

    (raw,) = fenced.read_cells(stream.getvalue(), "x")

    assert raw["cells"] == [(2, 3, "#REF!")]


@pytest.mark.parametrize(
    ("limit", "refusal"),
    [("MAX_CELLS", errors.ReadingTookTooMuch), ("MAX_TEXT", errors.InflatesTooMuch)],
)
def test_a_budget_of_cells_and_of_text(
    monkeypatch: pytest.MonkeyPatch, limit: str, refusal: type[FileRefused]
) -> None:
    monkeypatch.setattr(fenced, limit, 20)

    with pytest.raises(refusal):
        fenced.read_cells(write_xlsx(PAGE), "x")


def test_a_workbook_whose_merges_cannot_be_read_is_refused() -> None:
    """An .ods inside is told to be saved as .xlsx: without merges items could not be told apart."""
    with pytest.raises((WrongFileKind, DamagedFile)):
        fenced.read_cells(an_ods(), "x")


def an_ods() -> bytes:
    out = io.BytesIO()
    table = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="a"/></office:spreadsheet></office:body></office:document-content>'
    )
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", table)
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_hidden_lines_of_an_xlsx_that_cannot_be_followed_are_unknown(part: str) -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write_xlsx(PAGE))) as source,
        zipfile.ZipFile(out, "w") as target,
    ):
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))

    with zipfile.ZipFile(out) as archive:
        assert xlsx.unseen_in(archive) == {}


@pytest.mark.parametrize("shift", [0, 7, 30, 65535])
def test_an_ole_file_with_an_impossible_sector_size_tells_nothing(shift: int) -> None:
    data = bytearray(write_xls(PAGE))
    data[30:32] = shift.to_bytes(2, "little")

    assert xls.unseen_in(bytes(data), "x") == {}


def test_a_directory_that_runs_in_a_circle_ends() -> None:
    data = bytearray(write_xls(PAGE))
    table_sector = int.from_bytes(data[76:80], "little")
    at = (table_sector + 1) * 512
    for sector in range(128):
        data[at + 4 * sector : at + 4 * sector + 4] = (0).to_bytes(4, "little")

    assert xls.workbook_stream(bytes(data)) is not None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 255)), min_size=1, max_size=40))
def test_damaged_containers_are_told_or_refused_never_crashed_on(
    changes: list[tuple[int, int]],
) -> None:
    data = bytearray(write_xls(PAGE))
    for at, value in changes:
        data[at % len(data)] = value

    try:
        told = xls.unseen_in(bytes(data), "x")
    except PasswordProtected:
        return
    assert isinstance(told, dict)


# --- the fence ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "refused",
    [
        errors.EmptyFile("甲.xls"),
        errors.WrongFileKind("甲.xls", "PDF 文件", ".xlsx"),
        errors.PasswordProtected("甲.xls"),
        errors.FileTooLarge("甲.xls", 2_000_000, 1_000_000),
        errors.InflatesTooMuch("甲.xls", "sheet1.xml", 96 * files.MEGA),
        errors.DamagedFile("甲.xls", "没有下载完"),
        errors.ReadingTookTooMuch("甲.xls", "内存", "320 MB"),
        errors.FileRefused("甲.xls"),
    ],
)
def test_a_refusal_crosses_the_fence_unchanged_and_is_a_chinese_sentence(
    refused: FileRefused,
) -> None:
    thawed = files.thaw(files.freeze(refused))

    assert type(thawed) is type(refused)
    assert asdict(thawed) == asdict(refused)
    assert str(thawed).startswith("“甲.xls”") or str(thawed).startswith("读取“甲.xls”")


def test_a_reader_that_fails_is_a_damaged_file_with_its_cause() -> None:
    with pytest.raises(DamagedFile) as caught:
        files.fenced("importers.lists.fenced:no_such_reader", b"x", "甲.xls")

    assert "no_such_reader" in str(caught.value.__cause__)


def test_the_child_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUANZE_NEO4J_PASSWORD", "geheim")

    assert files.fenced("tests.lists.test_fence:environment", b"", "x") == [
        "PYTHONPATH",
        "PYTHONUTF8",
    ]


def environment(_data: bytes, _name: str) -> list[str]:
    """Run behind the fence by the test above."""
    return sorted(name for name in os.environ if not name.startswith(("LC_", "__")))


def test_sizes_are_told_in_megabytes_or_bytes() -> None:
    assert "2 MB" in str(errors.FileTooLarge("甲", 2 * files.MEGA, files.MEGA))
    assert "12 字节" in str(errors.FileTooLarge("甲", 12, 5))


def no_limit(_kind: int, _limits: tuple[int, int]) -> None:
    """The test's own process stays as it is."""


def test_the_child_answers_in_json(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr("resource.setrlimit", no_limit)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"no workbook at all")))

    assert fence.main("importers.lists.fenced:read_cells", "甲.xls") == 0
    assert b"DamagedFile" in capfdbinary.readouterr().out
