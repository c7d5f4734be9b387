"""The true correspondences of the sample's version pairs agree with the texts that they speak of."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations

import pytest

from legal.place import Place
from sample.statutes import exists
from tests.sample.truth import Pair, Row, pairs, resolved, words

PAIRS = pytest.mark.parametrize("pair", pairs(), ids=lambda pair: pair.new)


def pair_of(title: str) -> Pair:
    return next(pair for pair in pairs() if pair.new.startswith(title))


@PAIRS
def test_every_old_article_has_one_fate(pair: Pair) -> None:
    assert [row.old for row in pair.rows] == [a.number for a in pair.old_text.articles]


@PAIRS
def test_every_new_article_comes_from_an_old_one_or_is_new(pair: Pair) -> None:
    targets = {target for row in pair.rows for target in row.new}

    assert targets.isdisjoint(pair.new_only)
    assert targets | set(pair.new_only) == {a.number for a in pair.new_text.articles}


@PAIRS
def test_every_place_exists_in_its_version(pair: Pair) -> None:
    old = [row.old for row in pair.all_rows()]
    new = [target for row in pair.all_rows() for target in row.new] + [*pair.new_parts]

    assert [p for p in old if not exists(pair.old_text, Place.parse(p))] == []
    assert [p for p in new if not exists(pair.new_text, Place.parse(p))] == []


@PAIRS
def test_same_and_renumbered_have_identical_text(pair: Pair) -> None:
    rows = [row for row in pair.all_rows() if row.kind in ("SAME", "RENUMBERED")]

    assert rows
    for row in rows:
        assert words(pair.old_text, row.old) == words(pair.new_text, row.new[0]), row
        assert (row.kind == "SAME") is ((row.old,) == row.new), row


def _is_editorial(pair: Pair, row: Row) -> bool:
    old = words(pair.old_text, row.old)
    new = words(pair.new_text, row.new[0])
    return old != new and resolved(pair, old, new=False) == resolved(pair, new, new=True)


@PAIRS
def test_editorial_differs_only_in_organ_names_and_references(pair: Pair) -> None:
    wrong = [r for r in pair.all_rows() if r.kind == "EDITORIAL" and not _is_editorial(pair, r)]

    assert wrong == []


@PAIRS
def test_modified_is_more_than_editorial(pair: Pair) -> None:
    for row in (row for row in pair.all_rows() if row.kind == "MODIFIED"):
        assert len(row.new) == 1, row
        assert words(pair.old_text, row.old) != words(pair.new_text, row.new[0]), row
        assert not _is_editorial(pair, row), row


@PAIRS
def test_split_merged_and_deleted_have_their_shape(pair: Pair) -> None:
    shared = Counter(target for row in pair.rows for target in row.new)
    for row in pair.all_rows():
        if row.kind == "SPLIT":
            assert len(row.new) > 1, row
        if row.kind == "DELETED":
            assert row.new == (), row
    assert all(shared[row.new[0]] > 1 for row in pair.rows if row.kind == "MERGED")


@PAIRS
def test_parts_stand_inside_the_article_that_lists_them(pair: Pair) -> None:
    for row in pair.rows:
        for part in row.parts:
            assert Place.parse(row.old).covers(Place.parse(part.old))
            assert {Place.parse(p).article for p in part.new} <= set(row.new)


def test_the_pairs_together_hold_every_kind() -> None:
    kinds = {row.kind for pair in pairs() for row in pair.rows}

    assert kinds == {
        "SAME", "RENUMBERED", "EDITORIAL", "MODIFIED", "SPLIT", "MERGED", "DELETED",
    }  # fmt: skip
    assert any(pair.new_only for pair in pairs())
    assert any(pair.new_parts for pair in pairs())


def test_a_deleted_number_is_taken_by_another_rule() -> None:
    """S1: whoever matches by number takes the dead power for alive."""
    reused = [
        (pair.new, row.old)
        for pair in pairs()
        for row in pair.rows
        if row.kind == "DELETED" and pair.new_text.article(row.old)
    ]

    assert ("内河水路运输服务条例(2024-05-10)", "68") in reused
    assert len({pair for pair, _ in reused}) >= 3


def test_a_deleted_penalty_has_a_near_clone_that_lives_on() -> None:
    pair = pair_of("云岭省湖泊湿地保护条例")
    deleted = [row.old for row in pair.rows if row.kind == "DELETED"]
    new = [article.number for article in pair.new_text.articles]

    closest = {old: max(_ratio(pair, old, number) for number in new) for old in deleted}

    assert max(closest.values()) > 0.7


def _ratio(pair: Pair, old: str, new: str) -> float:
    texts = words(pair.old_text, old), words(pair.new_text, new)
    return SequenceMatcher(None, *texts, autojunk=False).ratio()


def test_one_text_has_near_clones_among_its_penalties() -> None:
    pair = pair_of("云岭省湖泊湿地保护条例")
    penalties = [str(number) for number in range(27, 45)]
    texts = [words(pair.old_text, number) for number in penalties]

    ratios = [
        SequenceMatcher(None, a, b, autojunk=False).ratio() for a, b in combinations(texts, 2)
    ]

    assert max(ratios) > 0.85


def test_a_paragraph_moves_to_an_article_of_another_chapter() -> None:
    pair = pair_of("云岭省湖泊湿地保护条例")
    row = pair.row("19")
    chapters = {pair.new_text.article(number).division for number in row.new}  # pyright: ignore[reportOptionalMemberAccess]

    assert row.kind == "SPLIT"
    assert len(chapters) == 2


def test_a_duty_becomes_encouragement_with_almost_the_same_words() -> None:
    pair = pair_of("云岭省湖泊湿地保护条例")

    assert "应当" in words(pair.old_text, "20")
    assert "鼓励" in words(pair.new_text, pair.row("20").new[0])
    assert pair.row("20").kind == "MODIFIED"


def test_what_reads_like_a_new_organ_name_may_be_another_organ() -> None:
    pair = pair_of("集贸市场管理条例")
    row = pair.row("31")

    assert row.kind == "MODIFIED"
    assert words(pair.old_text, "31").replace("工商行政管理部门", "商务主管部门") == words(
        pair.new_text, row.new[0]
    )


S1 = {
    "63": ("MODIFIED", "63"), "64": ("SAME", "64"), "65": ("MODIFIED", "65"),
    "66": ("SAME", "66"), "67": ("SAME", "67"), "68": ("DELETED", None),
    "69": ("MODIFIED", "68"), "70": ("RENUMBERED", "69"), "71": ("MODIFIED", "70"),
    "72": ("RENUMBERED", "71"), "73": ("RENUMBERED", "72"), "74": ("RENUMBERED", "73"),
    "75": ("MODIFIED", "74"), "76": ("RENUMBERED", "75"), "77": ("RENUMBERED", "76"),
}  # fmt: skip


@pytest.mark.parametrize("article", S1)
def test_the_water_transport_pair_has_the_shape_of_scenario_s1(article: str) -> None:
    kind, number = S1[article]
    row = pair_of("内河水路运输服务条例").row(article)

    assert (row.kind, row.new) == (kind, (number,) if number else ())


def test_scenario_s1_is_true_down_to_paragraphs_and_items() -> None:
    pair = pair_of("内河水路运输服务条例")
    parts = {part.old: part.new for row in pair.rows for part in row.parts}

    assert parts["65¶3"] == ("65¶3", "65¶4", "65¶5")
    assert [parts[f"69¶1({n})"] for n in (1, 3, 4)] == [("68¶1(1)",), ("68¶1(2)",), ("68¶1(3)",)]
    assert parts["69¶1(2)"] == parts["69¶1(5)"] == ("68¶2",)
    assert (parts["71¶1"], parts["71¶2"]) == (("70¶1", "70¶2"), ("70¶3",))
    assert len(pair.old_text.articles) == 83
    assert len(pair.new_text.articles) == 82
