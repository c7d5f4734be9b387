"""Cursors: a page begins where the last one ended, whatever came in between; one that is not ours is refused."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from json import dumps
from typing import Any

import pytest
from strawberry import ID

from graph.model.judgement import BasisState, CitationState, Survival
from graph.model.plan import HitRow, Outcome, Route
from graph.model.power import ElementKind
from resolvers.impact import keyed
from schema.paging import BadCursor, cursor, opened, opened_at, opened_in, paged
from schema.types.impact import HitWhere
from tests.rules.cases import DAY


def _encoded(value: Any) -> str:
    return base64.urlsafe_b64encode(dumps(value).encode()).decode()


NOT_OURS = {
    "a number": _encoded(5),
    "an object": _encoded({"a": 1, "b": 2}),
    "one part": _encoded(["a"]),
    "three parts": _encoded(["a", "b", "c"]),
    "no text": _encoded([None, None]),
    "beyond the stack": base64.b64encode(b"[" * 9_000).decode(),
    "no Base64": "!!!",
    "half of Base64": "W",
    "no UTF-8": base64.b64encode(b'["\xff", "a"]').decode(),
    "half a character": "\ud800",
}


@pytest.mark.parametrize("name", NOT_OURS)
def test_a_cursor_that_is_not_ours_is_refused_in_one_short_sentence(name: str) -> None:
    for read in (opened, opened_at):
        with pytest.raises(BadCursor) as refused:
            read(NOT_OURS[name])
        assert len(str(refused.value)) < 100


@pytest.mark.parametrize("key", ["power", "²", "-1", "9" * 30, " 7", "1.5", ""])
def test_a_list_by_number_refuses_the_cursor_of_another_list(key: str) -> None:
    """Else it would begin again at its first page, and a client that follows cursors would never end."""
    with pytest.raises(BadCursor):
        opened_at(cursor(key, "power:1"))


@pytest.mark.parametrize(
    ("key", "id_"), [("power", "item:1"), ("²", "item:1"), ("", "item:1"), ("x", "")]
)
def test_a_list_by_number_in_one_of_several_orders_takes_a_number(key: str, id_: str) -> None:
    with pytest.raises(BadCursor):
        opened_in("MADE", cursor(f"MADE {key}", id_), by_number=True)
    assert opened_in("MADE", cursor("MADE 7", "item:1"), by_number=True) == ("7", "item:1")
    assert opened_in("MADE", None, by_number=True) == ("", "")


def test_a_cursor_is_read_as_it_was_given() -> None:
    assert opened(cursor("cai sha", "power:1")) == ("cai sha", "power:1")
    assert opened_at(cursor("17", "item:1")) == (17, "item:1")
    assert opened(None) == opened("") == ("", "")
    assert opened_at(None) == (None, "")


@dataclass
class Row:
    key: str


def test_what_comes_in_between_neither_repeats_nor_loses_a_row() -> None:
    rows = [Row("b"), Row("d"), Row("f")]

    def page(after: str | None) -> Any:
        return paged(rows, lambda row: (row.key, row.key), lambda row: row.key, 2, after)

    first = page(None)
    rows += [Row("a"), Row("e")]
    second = page(first.page_info.end_cursor)

    assert (first.nodes, second.nodes) == (["b", "d"], ["e", "f"])
    assert (first.page_info.has_next_page, second.page_info.has_next_page) == (True, False)
    assert (first.page_info.has_previous_page, second.page_info.has_previous_page) == (False, True)
    assert second.page_info.start_cursor == second.edges[0].cursor
    assert (first.total_count, second.total_count) == (3, 5)
    rows.clear()
    empty = page(None).page_info
    assert (empty.start_cursor, empty.end_cursor, empty.has_next_page) == (None, None, False)


HIT = HitRow(
    power="power:1",
    sub_item="",
    holder="organ:1",
    element=ElementKind.BASIS,
    citation=CitationState(
        citation="citation:1", state=BasisState.DEAD, changed=True, now=(), steps=()
    ),
    effective=DAY,
    survival="V9",
    outcome=Outcome.ITEM,
    rules=("L3", "E10"),
    grounds=("6(1)",),
    route=Route.A,
    item="",
    tasks=(),
)


def test_the_key_of_a_hit_does_not_depend_on_the_hits_before_it() -> None:
    other = replace(HIT, power="power:0")
    key = dict((id(row), key) for key, row in keyed([HIT]))[id(HIT)]

    assert dict((id(row), key) for key, row in keyed([other, HIT]))[id(HIT)] == key
    twice = [key for key, _ in keyed([HIT, replace(HIT, rules=("E1",))])]
    assert len(set(twice)) == 2, "two rows of one citation are two rows of a page"


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (HitWhere(), True),
        (HitWhere(holders=[], routes=[Route.A]), False),
        (HitWhere(holders=[ID("organ:1")], survivals=[Survival.V9, Survival.V1]), True),
        (HitWhere(holders=[ID("organ:2")], survivals=[Survival.V9]), False),
        (HitWhere(rules=["E10"]), True),
        (HitWhere(rules=["L4"]), False),
        (HitWhere(elements=[ElementKind.LIABILITY_BASIS]), False),
        (HitWhere(outcomes=[Outcome.ITEM], powers=[ID("power:1")]), True),
    ],
)
def test_hits_are_filtered_by_all_that_is_asked(where: HitWhere, found: bool) -> None:
    assert where.has(HIT) is found
