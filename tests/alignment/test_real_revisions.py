"""Real revisions against the truth that was read by eye (``tests/alignment/truth``)."""

from functools import cache
from pathlib import Path

import pytest

from benchmarks.alignment import figures
from benchmarks.alignment.truth import Truth, laws, read_truth, text
from legal.alignment import Alignment, Kind, align
from legal.place import Place
from tests.alignment.worlds import news, part, row

TRUTH = {truth.name: truth for truth in read_truth()}
SHARED = pytest.mark.skipif(
    not laws().is_dir(), reason="left out: the 15 real revisions, no ../shared/data/laws here"
)
SURE = 0.9
"""A confidence that people may draw their line at."""


def test_the_truth_names_fifteen_revisions_and_only_places() -> None:
    assert len(TRUTH) == 15
    for truth in TRUTH.values():
        for old, call in {**truth.articles, **truth.parts}.items():
            assert all(str(Place.parse(place)) == place for place in (old, *call.new, *call.also))
            assert call.kinds <= {kind.name for kind in Kind}
            assert call.new or "DELETED" in call.kinds


def test_the_document_counts_what_the_tables_hold(root: Path) -> None:
    written = (root / "docs" / "measurements.md").read_text(encoding="utf-8")
    section = written.split("## Alignment")[1].split("\n## ")[0]
    calls = [call for truth in TRUTH.values() for call in truth.articles.values()]
    parts = sum(len(truth.parts) for truth in TRUTH.values())

    assert f"({len(calls)}, with {parts} 款 and 项" in section
    assert f"{sum(bool(call.doubt) for call in calls)} articles marked doubtful" in section
    for truth in TRUTH.values():
        assert f" of {len(truth.articles)}" in section


@SHARED
@pytest.mark.parametrize("name", sorted(TRUTH))
def test_no_wrong_pair_is_confirmed_and_none_is_sure(name: str) -> None:
    """Nor is a deletion taken for a successor, nor a successor for a deletion, with that confidence."""
    truth = TRUTH[name]
    found = _aligned(truth)

    assert figures.wrongly_confirmed(truth, found) == []
    assert figures.sure_and_wrong(figures.articles(truth, found), SURE) == []
    assert figures.sure_and_wrong(figures.parts(truth, found), SURE) == []


@SHARED
def test_nine_of_ten_changed_articles_are_proposed_rightly() -> None:
    """All halves of a split, and nothing besides. With the weights that are shipped: the document has each statute by
    weights that were fitted without it.
    """
    judged = [one for t in TRUTH.values() for one in figures.articles(t, _aligned(t))]
    halves = [one for one in judged if len(one.call.new) > 1]

    assert len(judged) == 581
    assert sum(one.right for one in judged) >= 0.9 * len(judged)
    assert sum(one.right for one in halves) >= 0.75 * len(halves), "of the splits alone"


@SHARED
def test_the_number_reuse_trap_of_s1_is_seen() -> None:
    found = _aligned(TRUTH["道路运输条例-2022-2023"])

    assert [(at, row(found, at).kind, row(found, at).confirmed) for at in (64, 66, 67)] == [
        (at, Kind.SAME, True) for at in (64, 66, 67)
    ]
    assert (row(found, 68).kind, news(row(found, 68))) == (Kind.DELETED, [])
    assert [(news(row(found, at)), row(found, at).kind) for at in (63, 69, 71, 75)] == [
        ([at], Kind.MODIFIED) for at in ("63", "68", "70", "74")
    ]
    moved = {70: "69", 72: "71", 73: "72", 74: "73", 77: "76"}
    for old, new in moved.items():
        assert (news(row(found, old)), row(found, old).kind) == ([new], Kind.RENUMBERED)
        assert row(found, old).confirmed


@SHARED
def test_paragraphs_and_items_of_s1_come_out() -> None:
    found = _aligned(TRUTH["道路运输条例-2022-2023"])

    assert (part(found, "65¶1").kind, part(found, "65¶1").confirmed) == (Kind.SAME, True)
    assert news(part(found, "65¶3")) == ["65¶3", "65¶4", "65¶5"]
    assert [news(part(found, f"69¶1({at})")) for at in (1, 2, 3, 4, 5)] == [
        ["68¶1(1)"],
        ["68¶2"],
        ["68¶1(2)"],
        ["68¶1(3)"],
        ["68¶2"],
    ]
    assert news(part(found, "71¶1")) == ["70¶1", "70¶2"]
    assert news(part(found, "71¶2")) == ["70¶3"]


@SHARED
def test_only_the_alias_table_makes_the_noise_of_s2_editorial() -> None:
    truth = TRUTH["道路运输条例-2019-2022"]
    aliases = {
        "道路运输管理机构": "交通运输主管部门",
        "交通主管部门": "交通运输主管部门",
        "工商行政管理机关": "市场监督管理部门",
        "工商行政管理机构": "市场监督管理部门",
    }

    noisy, quiet = _aligned(truth), _aligned(truth, aliases)

    assert sum(one.kind is Kind.EDITORIAL for one in noisy) == 0
    assert sum(one.kind is Kind.EDITORIAL and one.confirmed for one in quiet) == 33
    assert [str(one.old) for one in quiet if not one.confirmed] == (
        ["7", "10", "36", "38", "39", "48", "49", "53", "65", "74", "75"]
    )


def _aligned(truth: Truth, aliases: dict[str, str] | None = None) -> Alignment:
    return _plainly(truth.name) if aliases is None else _align(truth, aliases)


@cache
def _plainly(name: str) -> Alignment:
    return _align(TRUTH[name])


def _align(truth: Truth, aliases: dict[str, str] | None = None) -> Alignment:
    return align(text(truth.older), text(truth.newer), aliases=aliases)
