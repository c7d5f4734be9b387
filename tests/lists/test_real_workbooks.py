"""The 14 published workbooks of ``../shared/data/lists``: invariants, and counts that were checked by eye.

For each sheet the number of items was compared with the last 序号, with the number of names printed in the name column
less those printed again for a sub-item, and with the quirks that the data's README names.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from graph.model.power import PowerType
from importers.lists import elements
from importers.lists.findings import findings
from importers.lists.headers import Field
from importers.lists.items import Outside
from importers.lists.reading import PowerList
from importers.lists.recognition import diff, recognition_key
from importers.lists.reconcile import reconcile
from importers.lists.report import duplicates, read_power_list

ROOT = Path(__file__).parents[2]
LISTS = Path(os.environ.get("QUANZE_SHARED", ROOT.parent / "shared")) / "data" / "lists"

pytestmark = pytest.mark.skipif(
    not LISTS.is_dir(), reason="left out: the 14 published workbooks of ../shared/data/lists"
)

# name begins with: items, continuation parts, items outside this list (G19)
COUNTS = {
    "2024年市农业农村局": (311, 1, 311),
    "2025年克拉玛依市统计局": (3, 0, 0),
    "克拉玛依市人力资源和社会保障局": (100, 8, 0),
    "克拉玛依市住房和城乡建设局": (323, 4, 0),
    "克拉玛依市医疗保障局": (17, 0, 0),
    "克拉玛依市发展和改革委员会": (57, 0, 1),
    "克拉玛依市商务局": (21, 0, 21),
    "克拉玛依市委宣传部": (1, 0, 0),
    "克拉玛依市应急管理局": (137, 12, 0),
    "克拉玛依市机关事务管理局": (10, 0, 0),
    "克拉玛依市档案局2024年权责清单 (1)": (12, 0, 0),
    "克拉玛依市档案局2024年权责清单.": (12, 0, 0),
    "附件：克拉玛依市交通运输局": (360, 0, 0),
    "附件：克拉玛依市财政局": (19, 0, 0),
}
every = pytest.mark.parametrize("name", COUNTS)


@cache
def the(name: str) -> PowerList:
    (path,) = (path for path in LISTS.iterdir() if path.name.startswith(name))
    return read_power_list(path)


def told(name: str) -> Counter[str]:
    return Counter(finding.code for finding in findings(the(name)))


@every
def test_items_and_parts_are_those_counted_by_eye(name: str) -> None:
    power_list = the(name)

    parts = sum(len(item.parts) for item in power_list.items)
    outside = sum(item.outside is not None for item in power_list.items)
    assert (len(power_list.items), parts - len(power_list.items), outside) == COUNTS[name]


def test_all_workbooks_together_hold_1371_different_items() -> None:
    """1,383 rows, less the 12 of the file that is there twice; 1,372 powers with the row numbered 2,3."""
    assert sum(len(the(name).items) for name in COUNTS) - 12 == 1371


@every
def test_no_cell_is_lost(name: str) -> None:
    balance = reconcile(the(name))

    assert balance.lost == ()
    assert balance.balanced
    assert balance.share_in_fields >= 0.98


@every
def test_no_row_is_refused(name: str) -> None:
    assert the(name).errors == ()


@every
def test_each_item_has_name_type_holder_basis_and_duty(name: str) -> None:
    for item in the(name).items:
        assert item.name.line
        assert item.type in PowerType
        assert all(item.said(f) for f in (Field.HOLDER, Field.BASES, Field.DUTY)), item.row


@every
def test_liability_is_split_into_clauses(name: str) -> None:
    for item in the(name).items:
        for part in item.parts:
            said = elements.liability(part)
            assert len(said.clauses) >= 1 or not part.said(Field.LIABILITY_CLAUSES)
            assert len(said.preamble) < 80


@every
def test_three_elements_of_article_4_are_missing_everywhere(name: str) -> None:
    """《办法》第四条第一款; the data's README says the same."""
    for table in the(name).tables:
        assert table.missing == (Field.LIABILITY_BASIS, Field.SUPERVISION, Field.REMEDY)


@every
def test_the_same_file_again_changes_nothing(name: str) -> None:
    found = diff(the(name).items, the(name).items)

    assert found.same == len(the(name).items)
    assert [*found.added, *found.removed, *found.changed, *found.ambiguous] == []


def test_a_corrected_file_is_told_apart_row_by_row() -> None:
    items = the("附件：克拉玛依市交通运输局").items

    found = diff(items, items[1:])

    assert [item.row for item in found.removed] == [3]
    assert found.same == 359


def test_one_file_is_there_twice() -> None:
    assert [sorted(names) for names in duplicates(sorted(LISTS.iterdir()))] == [
        ["克拉玛依市档案局2024年权责清单 (1).xlsx", "克拉玛依市档案局2024年权责清单.xlsx"]
    ]


def test_an_xlsx_that_is_an_xls_inside_is_read() -> None:
    power_list = the("附件：克拉玛依市财政局")

    assert power_list.workbook.name.endswith(".xlsx")
    assert len(power_list.items) == 19


# --- the quirks that the data's README names ----------------------------------------------------


def test_agriculture() -> None:
    power_list = the("2024年市农业农村局")
    codes = told("2024年市农业农村局")

    assert (codes["number_of_several"], codes["count_mismatch"], codes["hidden_row"]) == (1, 2, 2)
    assert codes["inferred"] == 4  # four empty 权力类型
    levy = next(item for item in power_list.items if item.sheet.startswith("行政征收"))
    assert [h.name for part in levy.parts for h in elements.holders(part)] == [
        "自治区农业农村厅",
        "县市区农业农村局",
    ]
    reasons = {
        part.outside.kind for item in power_list.items for part in item.parts if part.outside
    }
    assert reasons == {Outside.OTHER_LEVEL, Outside.PLACEHOLDER}


def test_statistics_has_words_broken_by_lines() -> None:
    first = the("2025年克拉玛依市统计局").items[0]

    assert elements.holders(first.parts[0])[0].name == "市统计局"
    assert len(elements.offices(first.parts[0])) == 4
    assert first.type is PowerType.PENALTY


def test_transport_has_dates_dragged_down() -> None:
    codes = told("附件：克拉玛依市交通运输局")

    assert codes["impossible_date"] == 10
    assert codes["drag_filled"] >= 1


def test_commerce_has_four_columns_twice_and_hides_the_left_ones() -> None:
    power_list = the("克拉玛依市商务局")

    assert told("克拉玛依市商务局")["hidden_column"] == 4
    seconds = {field for item in power_list.items for field in item.parts[0].seconds}
    assert seconds == {Field.DUTY_BASIS, Field.LIABILITY_SUBJECTS, Field.LIABILITY_CLAUSES}
    spoken = {text.at.column for item in power_list.items for text in item.said(Field.DUTY_BASIS)}
    assert spoken == {16}


def test_finance_has_a_helper_column_and_a_remark_in_the_number_column() -> None:
    power_list = the("附件：克拉玛依市财政局")

    assert {cell.at.column for cell in power_list.reported} == {14}
    assert len(power_list.reported) == 10
    assert [aside.cell.at.column for aside in power_list.tables[0].asides] == [1]


def test_archives_hide_eight_rows_that_are_read() -> None:
    hidden = the("克拉玛依市档案局2024年权责清单.").workbook.sheets[0].hidden_rows

    assert len(hidden) == 8


def test_publicity_prints_a_holder_with_aliases_and_level_with_authority() -> None:
    (item,) = the("克拉玛依市委宣传部").items

    assert elements.holders(item.parts[0])[0].aliases == ("新闻出版局", "版权局")
    assert elements.level_said(item.parts[0]).level == "地州市级"
    assert elements.level_said(item.parts[0]).authority


def test_clauses_repeat_so_much_that_they_are_worth_sharing() -> None:
    parts = [part for name in COUNTS for item in the(name).items for part in item.parts]
    clauses = [clause.key for part in parts for clause in elements.liability(part).clauses]

    assert len(clauses) > 5000
    assert len(set(clauses)) < len(clauses) / 8


def test_keys_are_nearly_unique_where_names_are_not() -> None:
    """G17, H22."""
    items = [item for name in COUNTS if "(1)" not in name for item in the(name).items]
    keys = Counter(recognition_key(item) for item in items)

    assert sum(count - 1 for count in keys.values()) <= 2
