"""docs/regulation.md tells the truth: each article has code and a test that name it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from graphql import GraphQLObjectType

from schema.schema import build
from tests.documents.finding import Cited, articles, document, find, says, table

TEXT = document("docs/regulation.md")
ROWS = list(table(TEXT, "Articles"))
BUILT = [row for row in ROWS if row[2] != "–"]
REQUIREMENTS = {row[0]: row for row in table(TEXT, "Requirements")}

# 条 → how many 款 and 项 it has; a 条 of one 款 without 项 is cited whole
PARAGRAPHS = {3: 6, 4: 2, 8: 2, 9: 2, 11: 4}
ITEMS = {5: 3, 6: 5, 7: 6, 12: 9}

# R<article>.<first> to R<article>.<last>
NUMBERED = {1: (1, 2), 2: (1, 4), 3: (1, 11), 4: (1, 11), 5: (0, 3), 6: (0, 5), 7: (0, 6), 8: (1, 5),
            9: (1, 4), 10: (1, 3), 11: (1, 5), 12: (0, 10), 13: (1, 3), 14: (1, 1), 15: (1, 2)}  # fmt: skip
GAPS = 22

CODE = re.compile(r"`([\w.]+)`")


def named(article: str) -> Cited:
    (place,) = articles(f"《办法》{article}")
    return place


def test_every_article_down_to_its_items_has_a_row() -> None:
    whole = {(str(n), None, None) for n in range(1, 16)}
    paragraphs = {(str(n), p, None) for n, last in PARAGRAPHS.items() for p in range(1, last + 1)}
    items = {(str(n), None, str(i)) for n, last in ITEMS.items() for i in range(1, last + 1)}
    divided = {(str(n), None, None) for n in (*PARAGRAPHS, *ITEMS)}
    expected = (whole - divided) | paragraphs | items | {("12", 2, None)}
    shown = {named(row[0]) for row in ROWS}

    assert expected <= shown
    assert shown - expected <= divided, "a row of no article of 《办法》"


@pytest.mark.parametrize("row", BUILT, ids=lambda row: f"{row[0]} {row[1]}")
def test_an_article_is_named_where_the_table_says(row: list[str]) -> None:
    article, _, code, test = row
    place = named(article)
    whole = (place[0], None, None)
    carried_out, shown = (articles(says(find(name.strip("`")))) for name in (code, test))

    # code may name the whole 条 of a 款 or 项; a test is exact; of a whole 条 both may name a part
    assert {place, whole} & carried_out or (place == whole and is_part_of(place, carried_out))
    assert place in shown or (place == whole and is_part_of(place, shown))


def is_part_of(whole: Cited, places: set[Cited]) -> bool:
    return whole[0] in {place[0] for place in places}


@pytest.mark.parametrize("row", [r for r in ROWS if r[2] == "–"], ids=lambda row: row[0])
def test_what_is_not_there_says_why(row: list[str]) -> None:
    assert row[3].startswith("not built: ")


def test_every_requirement_has_a_row_and_a_state() -> None:
    expected = {
        f"R{a}.{n}" for a, (first, last) in NUMBERED.items() for n in range(first, last + 1)
    }

    assert set(REQUIREMENTS) == expected | {f"G{n}" for n in range(1, GAPS + 1)}
    assert {row[1] for row in REQUIREMENTS.values()} == {"built", "in part", "not built"}


@pytest.mark.parametrize("row", REQUIREMENTS.values(), ids=lambda row: row[0])
def test_what_a_requirement_points_to_exists(row: list[str]) -> None:
    for name in CODE.findall(row[2]):
        kind, _, field = name.partition(".")
        if kind in ("Query", "Mutation"):
            assert field in fields(kind), name
        else:
            find(name)


def fields(kind: str) -> set[str]:
    root = SCHEMA.type_map[kind]
    assert isinstance(root, GraphQLObjectType)
    return set(root.fields)


SCHEMA = build()._schema  # pyright: ignore[reportPrivateUsage]

SHARED = Path(os.environ.get("QUANZE_SHARED") or Path(__file__).resolve().parents[3] / "shared")
SPEC = SHARED / "spec/requirements.md"


@pytest.mark.skipif(
    not SPEC.exists(), reason="the requirements are not at hand: their ids were not compared"
)
def test_the_ids_are_those_of_the_requirements() -> None:
    written = SPEC.read_text("utf-8")

    assert set(REQUIREMENTS) == set(re.findall(r"^\| ((?:R\d+\.\d+)|G\d+) \|", written, re.M))
