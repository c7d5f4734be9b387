"""The report that the command line prints: JSON, complete, before anything is imported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from importers.errors import EmptyFile
from importers.lists.levels import Level
from importers.lists.recognition import diff
from importers.lists.report import difference_report, duplicates, inspect
from tests.lists.books import HEADER, Page, a_row, list_of, xls, xlsx


@pytest.fixture
def path(tmp_path: Path) -> Path:
    rows = [HEADER, a_row(1, "甲", sub="1.丙 2.丁", holder="市水务局（市河长办）"), a_row(2, "")]
    file = tmp_path / "清单.xlsx"
    file.write_bytes(xlsx(Page([["说明"]], "封面"), Page(rows, "行政处罚（2项）")))
    return file


def test_the_report_is_json_and_accounts_for_every_cell(path: Path) -> None:
    report = json.loads(json.dumps(inspect(path), ensure_ascii=False))

    totals = report["totals"]
    assert (totals["items"], totals["sub_items"]) == (1, 2)
    assert totals["holders"] == ["市水务局（市河长办）"]
    counted = totals["cells_placed"] + totals["cells_remainder"] + totals["cells_reported"]
    assert counted == totals["cells_read"]
    assert totals["balanced"]
    assert report["level"] == Level.CITY


def test_each_sheet_is_told(path: Path) -> None:
    cover, listed = inspect(path)["sheets"]

    assert (cover["is_list"], cover["cells_reported"]) == (False, 1)
    (table,) = listed["tables"]
    assert table["expected_items"] == 2
    assert table["missing_elements"] == ["追责依据", "监督方式", "救济途径"]
    assert table["columns"][8] == {
        "column": "I",
        "header": "实施层级及权限",
        "element": "权限",
        "second": False,
    }


def test_errors_and_reported_cells_name_sheet_row_column_value_and_reason(path: Path) -> None:
    report = inspect(path)

    assert report["row_errors"] == [
        {
            "sheet": "行政处罚（2项）",
            "row": 3,
            "column": "事项名称",
            "value": "",
            "reason": "缺少职权名称",
        }
    ]
    assert {"sheet", "row", "column", "value", "reason"} == set(report["reported_cells"][0])
    assert report["finding_counts"]["missing_element"] == 3


def test_items_are_told_when_asked_for(path: Path) -> None:
    (item,) = inspect(path, items=True)["items"]

    (part,) = item["parts"]
    assert item["name"] == "甲"
    assert part["holders"] == [{"name": "市水务局（市河长办）", "aliases": ["市河长办"]}]
    assert part["sub_items"] == ["丙", "丁"]
    assert part["duty_steps"] == [["直接实施责任", 1, "立案；"], ["直接实施责任", 2, "调查。"]]
    assert part["texts"]["职权名称"] == [{"at": "行政处罚（2项）!B2", "text": "甲"}]
    assert "items" not in inspect(path)


def test_the_level_may_be_told(path: Path) -> None:
    assert inspect(path, Level.COUNTY)["totals"]["outside"] == 1


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "空.xlsx"
    empty.write_bytes(b"")

    with pytest.raises(EmptyFile):
        inspect(empty)


def test_the_same_file_under_two_names_is_found(tmp_path: Path) -> None:
    for name, data in {"a.xls": xls(Page([["甲"]])), "b.xls": xls(Page([["乙"]]))}.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "c.xls").write_bytes((tmp_path / "a.xls").read_bytes())

    assert duplicates(sorted(tmp_path.iterdir())) == [["a.xls", "c.xls"]]


def test_a_difference_is_json() -> None:
    old = list_of(
        a_row(1, "甲"), a_row(2, "乙"), a_row(3, "丙", basis="一"), a_row(4, "丙", basis="二")
    )
    new = list_of(
        a_row(1, "甲", office="执法队"), a_row(2, "丁", basis="九"), a_row(3, "丙", basis="三"),
        a_row(4, "丙", basis="四"),
    )  # fmt: skip

    report = json.loads(json.dumps(difference_report(diff(old.items, new.items))))

    assert [item["name"] for item in report["added"]] == ["丁"]
    assert [item["name"] for item in report["removed"]] == ["乙"]
    assert report["changed"][0]["changes"] == [
        {"field": "承办机构", "old": "水政科", "new": "执法队"}
    ]
    assert len(report["ambiguous"][0]["old"]) == 2
