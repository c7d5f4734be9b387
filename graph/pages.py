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

from graph import applications, cards, looking_up, organs
from graph.applications import item_of
from graph.cards import Beside, Card
from graph.db import Tx
from graph.model.request import Item


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

_POWER_PAGE: LiteralString = (
    """
WHERE ($organs IS NULL OR p.holder IN $organs) AND ($types IS NULL OR p.type IN $types)
  AND ($statuses IS NULL OR p.status IN $statuses) AND ($text IS NULL OR p.name CONTAINS $text)
WITH p, CASE $order WHEN 'CODE' THEN p.code
  WHEN 'DEPARTMENT' THEN coalesce($codes[p.holder], '') + '\t' + p.sortKey ELSE p.sortKey END AS key
WITH p, key ORDER BY key, p.id
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
POWERS_SOUGHT = "MATCH (p:Power)" + _POWER_PAGE
POWERS_AMONG = "UNWIND $among AS one MATCH (p:Power {id: one}) WITH p" + _POWER_PAGE

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
    return _IN_ORDER[order] if wanted == PowerFilter() else POWERS_SOUGHT


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
    codes = await _codes(tx) if order is PowerOrder.DEPARTMENT else {}
    given = {
        "among": list(among),
        "order": order.name,
        "codes": codes,
        "departments": list(_departments(codes, after)),
        **_filtering(wanted),
        "phrase": f'"{wanted.text}"',
        "key": after[0],
        "id": after[1],
        "take": size + 1,
        **beside.given(),
    }
    row = await (await tx.run(_powers_query(wanted, order), given)).single(strict=True)
    page = page_of(row["rows"], row["total"], size)
    return PowerPage(page=page, cards=await cards.read(tx, row["cards"], beside))


def _filtering(wanted: PowerFilter) -> dict[str, Any]:
    return {
        "organs": _given(wanted.holders),
        "types": _given(wanted.types),
        "statuses": _given(wanted.statuses),
        "text": wanted.text,
    }


_LEFT: LiteralString = (
    """
WHERE ($organs IS NULL OR p.holder IN $organs) AND ($types IS NULL OR p.type IN $types)
  AND ($statuses IS NULL OR p.status IN $statuses) AND ($text IS NULL OR p.name CONTAINS $text)
  AND ($holders IS NULL OR """
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
    given = {"holders": _given(holders), "today": today.isoformat(), **_filtering(wanted)}
    query = POWERS_LEFT if wanted.holders is None else POWERS_LEFT_OF_HOLDERS
    row = await (await tx.run(query, given)).single(strict=True)
    return sorted(row["ids"])


async def _codes(tx: Tx) -> dict[str, str]:
    return {organ.id: organ.code for organ in await organs.everyone(tx)}


def _departments(
    codes: Mapping[str, str], after: tuple[str, str]
) -> Iterator[tuple[str, str, str, str]]:
    """(organ, code, sort key and id after which its powers begin), from the department in which the page begins."""
    reached, _, name = after[0].partition("\t")
    for organ, code in sorted(codes.items(), key=lambda pair: pair[1]):
        if code >= reached:
            yield (organ, code, name, after[1]) if code == reached else (organ, code, "", "")


def _given(values: tuple[str, ...] | None) -> list[str] | None:
    return None if values is None else list(values)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFilter:
    """筛选事项.

    Attributes:
        holders: the departments that the viewer may see; None for reviewers, who see all.
    """

    holders: tuple[str, ...] | None = None
    states: tuple[str, ...] | None = None
    routes: tuple[str, ...] | None = None
    causes: tuple[str, ...] | None = None
    envelopes: tuple[str, ...] | None = None
    powers: tuple[str, ...] | None = None


class ItemOrder(StrEnum):
    """调整事项的排序."""

    MADE = "按产生先后"
    EFFECTIVE = "按生效日期，早的在前，同日的按产生先后"
    NAME = "按所涉职权的名称拼音，同名的按产生先后；尚无职权的在后"
    DEPARTMENT = "按申请部门的机构代码，同一部门的按所涉职权的名称拼音"


_ITEMS_WANTED = """
MATCH (i:Item)
WHERE ($holders IS NULL OR i.holder IN $holders) AND ($states IS NULL OR i.state IN $states)
  AND ($routes IS NULL OR i.route IN $routes) AND ($causes IS NULL OR i.cause IN $causes)
  AND ($envelopes IS NULL OR i.envelope IN $envelopes)
  AND ($powers IS NULL OR any(p IN i.powers WHERE p IN $powers))"""

ITEMS_PAGE: LiteralString = (
    _ITEMS_WANTED
    + """
WITH i ORDER BY i.sequence
WITH collect(i) AS found
WITH size(found) AS total, [i IN found WHERE i.sequence > toInteger($key)][..$take] AS page
UNWIND (CASE WHEN page = [] THEN [null] ELSE page END) AS i
RETURN total, collect(CASE WHEN i IS NULL THEN null ELSE [toString(i.sequence), """
    + applications.COLUMNS
    + """] END) AS rows
"""
)

ITEMS_PAGE_IN_ORDER: LiteralString = (
    _ITEMS_WANTED
    + """
OPTIONAL MATCH (p:Power {id: i.powers[0]})
WITH i, coalesce(p.sortKey, '~') AS name, right('00000000000' + toString(i.sequence), 12) AS made
WITH i, CASE $order WHEN 'EFFECTIVE' THEN toString(i.effective) WHEN 'NAME' THEN name
  ELSE coalesce($codes[i.holder], '') + '\t' + name END + '\t' + made AS key
WITH i, key ORDER BY key
WITH collect([key, i]) AS found
WITH size(found) AS total, [row IN found WHERE row[0] > $key][..$take] AS page
UNWIND (CASE WHEN page = [] THEN [null] ELSE page END) AS row
WITH total, row[0] AS key, row[1] AS i
RETURN total, collect(CASE WHEN i IS NULL THEN null ELSE [key, """
    + applications.COLUMNS
    + """] END) AS rows
"""
)


async def items(
    tx: Tx, wanted: ItemFilter, order: ItemOrder, *, size: int, after: str = ""
) -> tuple[list[tuple[str, Item]], int, bool]:
    """((sort key, item) rows of a page, total, whether more follows).

    Args:
        after: sort key after which the page begins; of those in the order in which they were made, a number.
    """
    given = {
        "holders": _given(wanted.holders),
        "states": _given(wanted.states),
        "routes": _given(wanted.routes),
        "causes": _given(wanted.causes),
        "envelopes": _given(wanted.envelopes),
        "powers": _given(wanted.powers),
        "key": after or ("0" if order is ItemOrder.MADE else ""),
        "take": size + 1,
        "order": order.name,
        "codes": await _codes(tx) if order is ItemOrder.DEPARTMENT else {},
    }
    query = ITEMS_PAGE if order is ItemOrder.MADE else ITEMS_PAGE_IN_ORDER
    row = await (await tx.run(query, given)).single(strict=True)
    rows = [(key, item_of(columns)) for key, columns in row["rows"]]
    return rows[:size], row["total"], len(rows) > size


POWER_NAMES = """
UNWIND $ids AS id
MATCH (p:Power {id: id})
RETURN collect([p.id, p.name]) AS rows
"""


async def power_names(tx: Tx, ids: Sequence[str]) -> dict[str, str]:
    """Power → its name on the list now."""
    row = await (await tx.run(POWER_NAMES, {"ids": sorted(set(ids))})).single(strict=True)
    return dict(row["rows"])
