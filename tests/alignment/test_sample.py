"""The sample district's six revisions: truth made by someone else, never fitted on, never looked at while features were chosen."""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

from importers.laws.reader import read_statute
from legal.alignment import Correspondence, Kind, align

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
UNCHANGED = {"SAME", "RENUMBERED", "EDITORIAL"}


class Wanted(NamedTuple):
    new: frozenset[str]
    kind: str


@cache
def judged() -> tuple[tuple[str, Correspondence, Wanted], ...]:
    """Every old article of every pair: what was proposed, and what is true."""
    truth = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
    aliases = {later: first for first, later in truth["same_organ"]}
    out = list[tuple[str, Correspondence, Wanted]]()
    for pair in truth["pairs"]:
        texts = (read_statute(SAMPLE / "laws" / pair[side]) for side in ("old", "new"))
        rows = {str(row.old): row for row in align(*texts, aliases=aliases)}
        wanted = cast("list[dict[str, object]]", pair["map"])
        assert set(rows) == {one["old"] for one in wanted}
        out += [(pair["new"], rows[str(one["old"])], _wanted(one)) for one in wanted]
    return tuple(out)


def _wanted(one: dict[str, object]) -> Wanted:
    return Wanted(frozenset(cast("list[str]", one["new"])), str(one["kind"]))


def news(row: Correspondence) -> frozenset[str]:
    return frozenset(str(place) for place in row.new)


def test_nothing_wrong_is_confirmed() -> None:
    confirmed = [(row, wanted) for _, row, wanted in judged() if row.confirmed]

    assert len(confirmed) > 100
    assert all(news(row) == wanted.new for row, wanted in confirmed)
    assert all(row.kind.name == wanted.kind for row, wanted in confirmed)
    assert all(wanted.kind in UNCHANGED for _, wanted in confirmed)


def test_nothing_wrong_is_sure() -> None:
    sure = [(name, row, wanted) for name, row, wanted in judged() if row.confidence >= 0.9]

    assert [(name, str(row.old)) for name, row, wanted in sure if news(row) - wanted.new] == []
    assert all(row.kind is not Kind.DELETED for _, row, _ in sure)


def test_nine_of_ten_changed_articles_are_proposed_rightly() -> None:
    changed = [(row, wanted) for _, row, wanted in judged() if wanted.kind not in UNCHANGED]

    right = [row for row, wanted in changed if news(row) == wanted.new]

    assert len(changed) > 40
    assert len(right) >= 0.9 * len(changed)
    kinds = [row.kind.name == wanted.kind for row, wanted in changed if news(row) == wanted.new]
    assert sum(kinds) >= 0.9 * len(kinds)
