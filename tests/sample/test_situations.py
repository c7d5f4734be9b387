"""What the revisions of the sample do to its powers: each situation that the rules speak of is there."""

from __future__ import annotations

from sample.citing import references
from sample.rows import SampleRow, all_rows
from tests.sample.truth import Pair, Row, pairs

ROWS = tuple(all_rows())


def pair_of(row: SampleRow) -> Pair:
    stem = references(row.basis)[0].statute.stem
    return next(pair for pair in pairs() if pair.old == stem)


def fates(row: SampleRow) -> list[Row]:
    """What becomes of each article that the basis of a row cites."""
    pair = pair_of(row)
    return [
        pair.row(place.article)
        for reference in references(row.basis)
        for place in reference.places
        if reference.statute.stem == pair.old
    ]


def by_key(key: str) -> SampleRow:
    return next(row for row in ROWS if row.key == key)


def kinds(key: str) -> list[str]:
    return [fate.kind for fate in fates(by_key(key))]


def test_a_power_loses_its_only_basis() -> None:
    """6(1), V9."""
    assert kinds("p7") == ["DELETED"]


def test_a_power_loses_one_of_two_sanctions() -> None:
    """7(1), V2: 湖泊湿地保护条例 27 lives on, 28 dies."""
    assert kinds("LC004")[:2] == ["EDITORIAL", "DELETED"]


def test_a_sub_item_loses_its_conduct_while_its_sibling_lives() -> None:
    """L13: 6(1) for the sub-item, 7(1) for the parent."""
    assert kinds("SY027") == ["DELETED"]
    assert kinds("SY027.1") == ["EDITORIAL"]


def test_a_permit_becomes_a_filing_under_the_same_number() -> None:
    """P12."""
    (fate,) = fates(by_key("market_permit"))
    text = pair_of(by_key("market_permit")).new_text.article(fate.new[0])

    assert fate.kind == "MODIFIED"
    assert fate.new == (fate.old,)
    assert text
    assert "备案" in text.text
    assert "登记证" not in text.text


def test_the_revisions_touch_powers_in_every_way() -> None:
    stems = {pair.old for pair in pairs()}
    hit = [
        row
        for row in ROWS
        if references(row.basis)
        and references(row.basis)[0].statute.stem in stems
        and references(row.basis)[0].places
    ]

    assert {fate.kind for row in hit for fate in fates(row)} == {
        "SAME", "RENUMBERED", "EDITORIAL", "MODIFIED", "SPLIT", "MERGED", "DELETED",
    }  # fmt: skip
    assert len({row.organ for row in hit}) >= 8


def test_the_chapter_that_penalties_cite_for_their_duties_gets_another_number() -> None:
    """E12: whoever matches chapters by number verifies 行政许可 where 行政处罚 was cited."""
    pair = next(pair for pair in pairs() if pair.old.startswith("中华人民共和国行政行为程序法"))
    old = {division.number: division.title for division in pair.old_text.divisions}
    new = {division.number: division.title for division in pair.new_text.divisions}

    assert old["3"] == new["4"] == "行政处罚程序"
    assert new["3"] == old["2"] == "行政许可程序"
