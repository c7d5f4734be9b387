"""The generated world of the merger has the exact counts of the market part of scenario S9."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product
from pathlib import Path

from rapidfuzz import fuzz

from legal.reading import read_lines
from sample.citing import references
from sample.merger import merger_world, write_merger_world
from sample.rows import SampleRow
from sample.statutes import exists
from tests.sample.test_workbooks import body

WORLD = merger_world()
ROWS = {row.key: row for rows in WORLD.rows.values() for row in rows}
MERGING = ("工商行政管理局", "质量技术监督局", "食品药品监督管理局")
MOVED = {row.key for name in MERGING for row in WORLD.rows[name]} | WORLD.later


def grant(row: SampleRow) -> tuple[str, str, str]:
    return row.type, row.basis, row.name


def test_548_powers_move_and_18_of_them_a_month_later() -> None:
    assert {name: len(rows) for name, rows in WORLD.rows.items()} == {
        "工商行政管理局": 240, "质量技术监督局": 110, "食品药品监督管理局": 180, "发展和改革局": 60,
    }  # fmt: skip
    assert len(MOVED) == 548
    assert len(WORLD.later) == 18
    assert {ROWS[key].organ for key in WORLD.later} == {"980106-FG"}
    assert (WORLD.reform, WORLD.handover) == ("2025-08-01", "2025-09-01")


def test_nine_pairs_and_a_triple_leave_537_survivors() -> None:
    same = Counter(grant(ROWS[key]) for key in MOVED)

    assert Counter(n for n in same.values() if n > 1) == {2: 9, 3: 1}
    assert len(same) == 537
    assert sorted(sorted(group) for group in WORLD.doubles) == sorted(
        sorted(k for k in MOVED if grant(ROWS[k]) == what) for what, n in same.items() if n > 1
    )


def test_64_permits_survive_and_none_is_double() -> None:
    permits = [key for key in MOVED if ROWS[key].type == "行政许可"]

    assert len(permits) == 64
    assert not any(ROWS[key].type == "行政许可" for group in WORLD.doubles for key in group)


def test_exactly_six_pairs_are_similar_and_not_the_same() -> None:
    """O4: a threshold anywhere between 0.6 and 0.85 finds these six and no other."""
    found = {
        tuple(sorted((a.key, b.key)))
        for one, other in combinations(WORLD.rows, 2)
        for a, b in product(WORLD.rows[one], WORLD.rows[other])
        if grant(a) != grant(b) and fuzz.ratio(a.name, b.name) > 60
    }

    assert found == {tuple(sorted(pair)) for pair in WORLD.similar}
    assert min(fuzz.ratio(*(ROWS[key].name for key in pair)) for pair in WORLD.similar) > 85


def test_every_power_of_the_world_rests_on_a_provision_that_exists() -> None:
    for row in ROWS.values():
        (reference,) = references(row.basis, WORLD.statutes)
        assert all(exists(reference.statute.text, place) for place in reference.places)


def test_different_powers_rest_on_different_provisions() -> None:
    by_name = {grant(row) for row in ROWS.values()}

    assert len({basis for _, basis, _ in by_name}) == len(by_name)


def test_the_generated_statutes_read_without_a_finding(tmp_path: Path) -> None:
    laws, _ = write_merger_world(tmp_path)

    assert len(laws) == 6
    for path in laws:
        text = read_lines(path.read_text("utf-8").splitlines())
        assert text.findings == ()
        assert text.articles == WORLD.statutes[path.stem].text.articles


def test_the_workbooks_hold_every_power_of_the_world(tmp_path: Path) -> None:
    _, lists = write_merger_world(tmp_path)

    assert [len(body(path)) for path in lists] == [240, 110, 180, 60]
