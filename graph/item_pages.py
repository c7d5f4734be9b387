"""事项的分页: the items of 编办's and the departments' lists, filtered, in an order of their own, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import LiteralString

from graph import applications, organs
from graph.applications import item_of
from graph.db import Tx, listed
from graph.model.request import Item


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
        "holders": listed(wanted.holders),
        "states": listed(wanted.states),
        "routes": listed(wanted.routes),
        "causes": listed(wanted.causes),
        "envelopes": listed(wanted.envelopes),
        "powers": listed(wanted.powers),
        "key": after or ("0" if order is ItemOrder.MADE else ""),
        "take": size + 1,
        "order": order.name,
        "codes": await organs.codes(tx) if order is ItemOrder.DEPARTMENT else {},
    }
    query = ITEMS_PAGE if order is ItemOrder.MADE else ITEMS_PAGE_IN_ORDER
    row = await (await tx.run(query, given)).single(strict=True)
    rows = [(key, item_of(columns)) for key, columns in row["rows"]]
    return rows[:size], row["total"], len(rows) > size
