"""分页查询: the lists that front ends page through, each one Cypher for a page with its total.

Filters are parameters, a filter that is not set is null; so there are few query texts for each list, planned once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, LiteralString

from graph import cards, looking_up, organs
from graph.cards import Beside, Card
from graph.db import Tx, listed
from graph.model.power import ListStatus, PowerType


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """一页: ids in order with their sort keys, the total, and whether more follows."""

    rows: tuple[tuple[str, str], ...]
    total: int
    more: bool

    @property
    def ids(self) -> list[str]:
        """The ids of the page in order."""
        return [id_ for _, id_ in self.rows]


def page_of(rows: Sequence[Sequence[str]], total: int, size: int) -> Page:
    """A page from its rows and one more, which says that more follows."""
    return Page(
        rows=tuple((key, id_) for key, id_ in rows[:size]), total=total, more=len(rows) > size
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerPage:
    """一页职权 with the card of each."""

    page: Page
    cards: Mapping[str, Card]


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerFilter:
    """筛选职权: what is None does not filter.

    Attributes:
        standing: names of 法律状态, which no query knows: whoever asks for them says which powers have one.
    """

    holders: tuple[str, ...] | None = None
    types: tuple[str, ...] | None = None
    statuses: tuple[str, ...] | None = None
    text: str | None = None
    standing: tuple[str, ...] | None = None


class PowerOrder(StrEnum):
    """职权的排序."""

    NAME = "按名称拼音"
    CODE = "按职权编码"
    DEPARTMENT = "按行使主体的机构代码，同一主体的按名称拼音"


_SHOWN: LiteralString = (
    """
RETURN total, rows, COLLECT {
  UNWIND rows AS shown
  MATCH (p:Power {id: shown[1]})-[:CURRENT]->(v:PowerVersion)
  RETURN """
    + cards.CARD
    + """
} AS cards"""
)
"""The cards of a page come with it."""

_WANTED: LiteralString = """
WHERE ($organs IS NULL OR p.holder IN $organs) AND ($types IS NULL OR p.type IN $types)
  AND ($statuses IS NULL OR p.status IN $statuses) AND ($text IS NULL OR p.name CONTAINS $text)
"""

_KEY: LiteralString = """CASE $order WHEN 'CODE' THEN p.code
  WHEN 'DEPARTMENT' THEN coalesce($codes[p.holder], '') + '\t' + p.sortKey ELSE p.sortKey END AS key
"""

_POWER_PAGE: LiteralString = (
    _WANTED
    + "WITH p, "
    + _KEY
    + """WITH p, key ORDER BY key, p.id
WITH collect([key, p.id]) AS found
WITH size(found) AS total,
  [row IN found WHERE $id = '' OR row[0] > $key OR (row[0] = $key AND row[1] > $id)][..$take] AS rows"""
    + _SHOWN
)

# A filter that may be null uses no index: each way in has a text of its own, the rest is the same.
POWERS_NAMED = (
    "CALL db.index.fulltext.queryNodes('power_text', $phrase) YIELD node AS p WITH p" + _POWER_PAGE
)
POWERS_OF_HOLDERS = "MATCH (p:Power) WHERE p.holder IN $organs WITH p" + _POWER_PAGE
POWERS_AMONG = "UNWIND $among AS one MATCH (p:Power {id: one}) WITH p" + _POWER_PAGE

# What no index knows is counted first and then read again: the best rows are kept, the others never put in order.
POWERS_SOUGHT: LiteralString = (
    "MATCH (p:Power)"
    + _WANTED
    + "WITH count(*) AS total\nCALL () {\n  MATCH (p:Power)"
    + _WANTED
    + "  WITH p, "
    + _KEY
    + """  WHERE key > $key OR (key = $key AND p.id > $id)
  WITH p.id AS id, key ORDER BY key, id LIMIT $take
  RETURN collect([key, id]) AS rows
}
WITH total, rows"""
    + _SHOWN
)

# One type and list status after the other, each in the order of its index; the best of them are the page.
_OF_KIND: LiteralString = """MATCH (p:Power) USING INDEX p:Power(type, status, sortKey, id)
    WHERE p.type = kind[0] AND p.status = kind[1] AND p.sortKey >= """

POWERS_OF_KINDS: LiteralString = (
    """
UNWIND $kinds AS kind
CALL (kind) {
    """
    + _OF_KIND
    + """'' AND p.id IS NOT NULL
    RETURN count(p) AS n
}
WITH sum(n) AS total
CALL () {
  UNWIND $kinds AS kind
  CALL (kind) {
    """
    + _OF_KIND
    + """$key AND p.id IS NOT NULL AND (p.sortKey > $key OR p.id > $id)
    RETURN p ORDER BY p.sortKey, p.id LIMIT $take
  }
  WITH p ORDER BY p.sortKey, p.id LIMIT $take
  RETURN collect([p.sortKey, p.id]) AS rows
}
WITH total, rows"""
    + _SHOWN
)

# The whole list is walked in the order of its index, no further than the page; the store knows how many there are.
# Without the hint the planner takes the index of the ids and sorts all of them.
POWERS_IN_ORDER: LiteralString = (
    """
MATCH (p:Power)
WITH count(p) AS total
CALL () {
  MATCH (p:Power) USING INDEX p:Power(sortKey, id)
  WHERE p.sortKey >= $key AND p.id IS NOT NULL AND (p.sortKey > $key OR p.id > $id)
  WITH p ORDER BY p.sortKey, p.id LIMIT $take
  RETURN collect([p.sortKey, p.id]) AS rows
}
WITH total, rows"""
    + _SHOWN
)

POWERS_BY_CODE: LiteralString = (
    """
MATCH (p:Power)
WITH count(p) AS total
CALL () {
  MATCH (p:Power) WHERE p.code > $key
  WITH p ORDER BY p.code LIMIT $take
  RETURN collect([p.code, p.id]) AS rows
}
WITH total, rows"""
    + _SHOWN
)

# One department after the other, each in the order of its index, until the page is full.
POWERS_BY_DEPARTMENT: LiteralString = (
    """
MATCH (p:Power)
WITH count(p) AS total
CALL () {
  UNWIND $departments AS department
  CALL (department) {
    MATCH (p:Power) USING INDEX p:Power(holder, sortKey, id)
    WHERE p.holder = department[0] AND p.sortKey >= department[2] AND p.id IS NOT NULL
      AND (p.sortKey > department[2] OR p.id > department[3])
    RETURN p ORDER BY p.sortKey, p.id LIMIT $take
  }
  WITH department, p LIMIT $take
  RETURN collect([department[1] + '\t' + p.sortKey, p.id]) AS rows
}
WITH total, rows"""
    + _SHOWN
)

_IN_ORDER: dict[PowerOrder, LiteralString] = {
    PowerOrder.NAME: POWERS_IN_ORDER,
    PowerOrder.CODE: POWERS_BY_CODE,
    PowerOrder.DEPARTMENT: POWERS_BY_DEPARTMENT,
}

_WORDS = re.compile("[\u4e00-\u9fff]{2,}")
"""What the full-text index finds wherever it stands: it holds pairs of characters. Anything else is sought by reading."""


def _powers_query(wanted: PowerFilter, order: PowerOrder) -> LiteralString:
    """The text whose way in is the narrowest."""
    if wanted.standing is not None:
        return POWERS_AMONG
    if wanted.text is not None and _WORDS.fullmatch(wanted.text):
        return POWERS_NAMED
    if wanted.holders is not None:
        return POWERS_OF_HOLDERS
    if wanted == PowerFilter():
        return _IN_ORDER[order]
    return POWERS_OF_KINDS if wanted.text is None and order is PowerOrder.NAME else POWERS_SOUGHT


def _kinds(wanted: PowerFilter) -> list[tuple[str, str]]:
    """Each type with each list status that a filter leaves."""
    types = [t.name for t in PowerType] if wanted.types is None else set(wanted.types)
    statuses = [s.name for s in ListStatus] if wanted.statuses is None else set(wanted.statuses)
    return [(type_, status) for type_ in types for status in statuses]


async def powers(
    tx: Tx,
    wanted: PowerFilter,
    order: PowerOrder,
    beside: Beside,
    *,
    size: int,
    after: tuple[str, str] = ("", ""),
    among: Sequence[str] = (),
) -> PowerPage:
    """权力事项; the sort keys are those of the order.

    Args:
        among: the powers that have the 法律状态 asked for, if one is.
    """
    query = _powers_query(wanted, order)
    codes = await organs.codes(tx) if order is PowerOrder.DEPARTMENT else {}
    given = {
        "among": list(among),
        "order": order.name,
        "codes": codes,
        "departments": list(_departments(codes, after)),
        **_filtering(wanted),
        "kinds": _kinds(wanted) if query is POWERS_OF_KINDS else [],
        "phrase": f'"{wanted.text}"',
        "key": after[0],
        "id": after[1],
        "take": size + 1,
        **beside.given(),
    }
    row = await (await tx.run(query, given)).single(strict=True)
    page = page_of(row["rows"], row["total"], size)
    return PowerPage(page=page, cards=await cards.read(tx, row["cards"], beside))


def _filtering(wanted: PowerFilter) -> dict[str, Any]:
    return {
        "organs": listed(wanted.holders),
        "types": listed(wanted.types),
        "statuses": listed(wanted.statuses),
        "text": wanted.text,
    }


_LEFT: LiteralString = (
    _WANTED
    + """  AND ($holders IS NULL OR """
    + looking_up.SEEN
    + """)
RETURN collect(p.id) AS ids
"""
)

POWERS_LEFT = "MATCH (p:Power)" + _LEFT
POWERS_LEFT_OF_HOLDERS = "MATCH (p:Power) WHERE p.holder IN $organs WITH p" + _LEFT


async def powers_left(
    tx: Tx, wanted: PowerFilter, holders: tuple[str, ...] | None, today: date
) -> list[str]:
    """The powers that a filter leaves, whatever their 法律状态, of departments that the viewer may see."""
    given = {"holders": listed(holders), "today": today.isoformat(), **_filtering(wanted)}
    query = POWERS_LEFT if wanted.holders is None else POWERS_LEFT_OF_HOLDERS
    row = await (await tx.run(query, given)).single(strict=True)
    return sorted(row["ids"])


def _departments(
    codes: Mapping[str, str], after: tuple[str, str]
) -> Iterator[tuple[str, str, str, str]]:
    """(organ, code, sort key and id after which its powers begin), from the department in which the page begins."""
    reached, _, name = after[0].partition("\t")
    for organ, code in sorted(codes.items(), key=lambda pair: pair[1]):
        if code >= reached:
            yield (organ, code, name, after[1]) if code == reached else (organ, code, "", "")


POWER_NAMES = """
UNWIND $ids AS id
MATCH (p:Power {id: id})
RETURN collect([p.id, p.name]) AS rows
"""


async def power_names(tx: Tx, ids: Sequence[str]) -> dict[str, str]:
    """Power → its name on the list now."""
    row = await (await tx.run(POWER_NAMES, {"ids": sorted(set(ids))})).single(strict=True)
    return dict(row["rows"])
