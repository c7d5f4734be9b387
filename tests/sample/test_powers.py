"""The powers of the sample: enough of every situation, and every citation true unless labelled otherwise."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import groupby, pairwise
from typing import Any

import pytest

from legal.numerals import article_number
from legal.place import Place
from sample import faults
from sample.citing import basis_cell, references
from sample.rows import SampleRow, all_rows, district, holders, liability, printed_rows
from sample.statutes import exists, quote, statutes

ROWS = tuple(all_rows())
POWERS = tuple(row for row in ROWS if not row.continues)
DAY = date.fromisoformat(district()["list_day"])
SANCTION = re.compile("罚款|警告|没收|吊销|停业")
DEPARTMENTS = {organ["id"] for organ in holders().values() if organ["kind"] == "WORK_DEPT"}


def of_type(kind: str) -> list[SampleRow]:
    return [row for row in POWERS if row.type == kind]


def organ_of(row: SampleRow) -> dict[str, Any]:
    return next(organ for organ in holders().values() if organ["id"] == row.organ)


def in_force(entry: dict[str, str], day: date) -> bool:
    ends = date.fromisoformat(entry["to"]) if entry["to"] else date.max
    return date.fromisoformat(entry["from"]) <= day < ends


def test_there_are_enough_powers_of_every_type() -> None:
    types = Counter(row.type for row in POWERS)

    assert len(POWERS) >= 300
    assert set(types) == {
        "行政许可", "行政处罚", "行政强制", "行政征收", "行政给付",
        "行政检查", "行政确认", "行政奖励", "行政裁决", "其他行政职权",
    }  # fmt: skip
    assert types["行政许可"] >= 15
    assert min(types.values()) >= 5


def test_twelve_departments_an_authorised_organisation_and_two_sub_districts_hold_them() -> None:
    kinds = Counter(organ["kind"] for organ in holders().values())

    assert kinds == {"WORK_DEPT": 12, "AUTHORIZED_ORG": 1, "SUBDISTRICT": 2}


def test_keys_are_unique_and_continuation_rows_follow_their_power() -> None:
    assert len({row.key for row in ROWS}) == len(ROWS)
    for before, row in pairwise(ROWS):
        if row.continues:
            assert row.key.split(".")[0] == before.key.split(".")[0]
            assert row.sub_item
            assert not row.name


def test_every_cited_place_exists_in_the_text_in_force_on_the_day_of_the_list() -> None:
    cited = [(row.key, reference) for row in ROWS for reference in references(row.basis)]
    missing = [
        (key, str(place))
        for key, reference in cited
        for place in reference.places
        if not exists(reference.statute.text, place)
    ]

    assert len(cited) > 300
    assert missing == []
    assert all(date.fromisoformat(r.statute.entry["effective"]) <= DAY for _, r in cited)


def test_every_cited_chapter_exists() -> None:
    cited = [r for row in ROWS for r in references(row.basis) if r.chapter]

    assert all(r.chapter in {d.number for d in r.statute.text.divisions} for r in cited)


def test_the_old_text_of_each_pair_is_the_one_that_the_list_cites() -> None:
    cited = {r.statute.stem for row in ROWS for r in references(row.basis)}
    by_title = groupby(sorted(statutes().values(), key=lambda s: s.stem), key=lambda s: s.title)

    for _, versions in by_title:
        for later in list(versions)[1:]:
            assert later.stem not in cited


def _rests_on(row: SampleRow) -> str:
    """The words of the first article that a penalty cites."""
    first = references(row.basis)[0]
    places = [place for place in first.places if place.article == first.places[0].article]
    return quote(first.statute.text, places)


def test_a_penalty_rests_on_words_that_name_a_sanction() -> None:
    penalties = [r for r in ROWS if r.type == "行政处罚" and references(r.basis)]

    assert [r.key for r in penalties if not SANCTION.search(_rests_on(r))] == []


def test_a_penalty_rests_on_words_that_name_its_holder_or_whoever_inspects() -> None:
    """The dated alias table leads from 县级以上地方人民政府水路交通主管部门 to a bureau of the district."""
    for row in (r for r in ROWS if r.type == "行政处罚" and references(r.basis)):
        names = {a["name"] for a in organ_of(row)["aliases"] if in_force(a, DAY)}
        words = _rests_on(row)
        assert any(name in words for name in names) or re.search("由实施.+的部门", words), row.key


def test_sub_items_stand_in_rows_of_their_own_and_inside_one_cell() -> None:
    assert sum(row.continues for row in ROWS) >= 4
    assert any(re.search(r"1\..+\s{4,}2\.", row.sub_item) for row in POWERS)


def test_some_powers_rest_on_statutes_of_different_rank() -> None:
    mixed = [row for row in ROWS if len({r.statute.kind for r in references(row.basis)}) > 1]

    assert len(mixed) >= 8


def test_some_citations_are_coarse() -> None:
    coarse = [r for row in ROWS for r in references(row.basis) if r.coarse]

    assert any(r.chapter for r in coarse)
    assert any(r.is_range for r in coarse)
    assert any(not r.chapter and not r.is_range for r in coarse)


def test_a_normative_document_of_the_district_sets_a_power_alone() -> None:
    alone = [
        row for row in POWERS if {r.statute.kind for r in references(row.basis)} == {"规范性文件"}
    ]

    assert alone


def test_fourteen_penalties_and_two_permits_stand_as_in_scenario_s1() -> None:
    water = [row for row in ROWS if "内河水路运输服务条例" in row.basis]

    assert [r.key for r in water] == ["permit1", "permit2", *(f"p{n}" for n in range(1, 15))]
    assert {row.organ for row in water} == {"980106-JT"}
    for number, row in enumerate(water, 1):
        cited = references(liability(row, organ_of(row), number))
        assert cited[0].places == (Place("77"),)


def test_every_power_of_twelve_departments_cites_the_old_accountability_law() -> None:
    """S5: half of them the civil service law as well."""
    cells = {
        stem: [r["追责依据"] for r in printed_rows(stem) if r["追责依据"]] for stem in holders()
    }
    bound = {stem for stem, organ in holders().items() if organ["id"] in DEPARTMENTS}

    for stem, printed in cells.items():
        assert all(("行政问责法" in cell) is (stem in bound) for cell in printed)
    both = [("公务人员法" in cell) for stem in bound for cell in cells[stem]]
    assert 0.45 < sum(both) / len(both) < 0.55


def test_three_departments_hold_nine_double_powers_and_a_triple() -> None:
    """S9, small: same type, same grant, same object; no permit among them."""
    merging = set(district()["reorganisation"]["from"])
    rows = [row for row in POWERS if row.organ in merging]
    groups = Counter((row.type, row.name, row.basis) for row in rows)

    assert Counter(n for n in groups.values() if n > 1) == {2: 9, 3: 1}
    assert not any(kind == "行政许可" for (kind, _, _), n in groups.items() if n > 1)
    assert sum(row.type == "行政许可" for row in rows) >= 5


def test_some_of_their_powers_are_only_similar() -> None:
    merging = set(district()["reorganisation"]["from"])
    rows = [row for row in POWERS if row.organ in merging]
    by_grant = groupby(
        sorted(rows, key=lambda r: (r.type, r.basis)), key=lambda r: (r.type, r.basis)
    )

    similar = [names for _, same in by_grant if len(names := {r.name for r in same}) > 1]

    assert len(similar) >= 4


# --- faults -----------------------------------------------------------------------------------------------------------

FAULTY = [row for row in ROWS if row.fault not in ("", "unlinked")]


def test_every_label_is_used() -> None:
    assert {row.fault for row in ROWS} - {""} == set(faults.LABELS)


@pytest.mark.parametrize("row", FAULTY, ids=lambda row: f"{row.key}-{row.fault}")
def test_a_labelled_fault_damages_the_cell(row: SampleRow) -> None:
    assert faults.damage(row.fault, basis_cell(row.basis)) != basis_cell(row.basis)


def _damaged(label: str) -> list[tuple[SampleRow, str]]:
    return [(r, faults.damage(label, basis_cell(r.basis))) for r in ROWS if r.fault == label]


def test_a_misspelt_title_is_the_title_of_no_statute() -> None:
    known = {s.title for s in statutes().values()}

    for _, cell in _damaged("misspelt_title"):
        assert re.findall("《(.+?)》", cell)[0] not in known


def test_a_wrong_paragraph_does_not_exist() -> None:
    for row, _ in _damaged("wrong_paragraph"):
        reference = references(row.basis)[0]
        article = reference.statute.text.article(reference.places[0].article)
        assert article
        assert len(article.paragraphs) < 5


def test_an_old_number_is_not_where_the_quoted_words_stand() -> None:
    for row, cell in _damaged("old_number"):
        statute = references(row.basis)[0].statute.text
        printed = re.search("(?m)^ +(第.+?条)", cell)
        assert printed
        other = statute.article(article_number(printed[1]))
        assert other
        assert other.text not in cell


def test_a_wrong_tag_is_not_the_level_of_the_statute() -> None:
    for row, cell in _damaged("wrong_tag"):
        assert not cell.startswith(f"【{references(row.basis)[0].statute.tag}】")


def test_a_stale_quote_is_not_in_the_text() -> None:
    for row, cell in _damaged("stale_quote"):
        article = references(row.basis)[0].statute.text.article(
            references(row.basis)[0].places[0].article
        )
        assert article
        assert article.text not in cell


def test_an_impossible_date_is_impossible() -> None:
    assert all("月39日" in cell for _, cell in _damaged("impossible_date"))


def test_an_unlinked_citation_names_a_statute_that_the_sample_does_not_have() -> None:
    known = {s.title for s in statutes().values()}
    unlinked = [row for row in ROWS if row.fault == "unlinked"]

    assert len(unlinked) >= 10
    for row in unlinked:
        assert row.basis.startswith("!")
        assert not any(f"《{title}》" in row.basis for title in known)
