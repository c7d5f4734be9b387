"""The table as printed."""

from pathlib import Path

from importers.laws.align_files import align_files
from legal.alignment import align
from legal.alignment.report import to_json
from tests.alignment.kennel import REGULATION
from tests.alignment.worlds import numbered


def test_the_table_has_the_form_that_was_agreed() -> None:
    bodies = [("养犬管理坚持自律原则。",), *REGULATION[:10]]

    printed = to_json(align(numbered(*REGULATION[:11]), numbered(*bodies)))

    assert set(printed) == {"map", "new_only"}
    assert printed["new_only"] == ["1"]
    rows = printed["map"]
    assert isinstance(rows, list)
    assert rows[2] == {
        "old": "3",
        "new": ["4"],
        "kind": "RENUMBERED",
        "confidence": 1.0,
        "confirmed": True,
        "parts": [
            {"old": "3¶1", "new": ["4¶1"], "kind": "RENUMBERED"},
            {"old": "3¶2", "new": ["4¶2"], "kind": "RENUMBERED"},
        ],
    }
    assert (rows[10]["old"], rows[10]["new"], rows[10]["kind"]) == ("11", [], "DELETED")


def test_two_files_are_aligned_without_a_database(tmp_path: Path) -> None:
    old, new = tmp_path / "旧.md", tmp_path / "新.md"
    old.write_text(
        "# 样本条例\n\n第一条 犬只应当登记。\n\n第二条 本条例自公布之日起施行。\n", encoding="utf-8"
    )
    new.write_text(
        "# 样本条例\n\n第一条 犬场应当消毒并建立台账。\n\n第二条 犬只应当登记。\n\n第三条 本条例自公布之日起施行。\n",
        encoding="utf-8",
    )

    printed = align_files(old, new)

    assert [(row["old"], row["new"]) for row in printed["map"]] == [("1", ["2"]), ("2", ["3"])]  # pyright: ignore
    assert printed["new_only"] == ["1"]
