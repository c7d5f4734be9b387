"""统计: the counts of the dashboards, one Cypher for each block; the viewer's scope stands in each of them.

``holders`` is None for whoever may see every department, else the departments that he may see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString

from graph import applications
from graph.applications import item_of
from graph.db import Tx, listed
from graph.model.request import Item, State
from graph.workflow import CLOSED

Holders = tuple[str, ...] | None
Counted = tuple[tuple[str, ...], int]
"""What is counted, by its keys, and how often."""


def _given(holders: Holders) -> dict[str, Any]:
    return {"holders": listed(holders)}


def _counted(rows: Iterable[Sequence[Any]]) -> list[Counted]:
    return [(tuple(key), count) for key, count in rows]


EVENT_COUNT = "MATCH (e:AuditEvent) RETURN count(e) AS n"


async def event_count(tx: Tx) -> int:
    """How many acts were recorded."""
    return (await (await tx.run(EVENT_COUNT)).single(strict=True))["n"]


POWER_COUNTS = """
MATCH (p:Power)
WHERE p.version > 0 AND ($holders IS NULL OR p.holder IN $holders)
WITH [p.holder, p.type, p.status] AS key, count(*) AS n ORDER BY key
RETURN collect([key, n]) AS rows
"""


async def power_counts(tx: Tx, holders: Holders) -> list[Counted]:
    """职权 by (holder, type, list status)."""
    row = await (await tx.run(POWER_COUNTS, _given(holders))).single(strict=True)
    return _counted(row["rows"])


CLOSED_NAMES = sorted(state.name for state in CLOSED)

ITEM_COUNTS = """
MATCH (i:Item)
WHERE NOT i.state IN $closed AND ($holders IS NULL OR i.holder IN $holders)
WITH [i.holder, i.state, i.route, toString(i.late)] AS key, count(*) AS n ORDER BY key
RETURN collect([key, n]) AS rows
"""


async def open_item_counts(tx: Tx, holders: Holders) -> list[Counted]:
    """在办事项 by (holder, state, route, "true" if late)."""
    given = {**_given(holders), "closed": CLOSED_NAMES}
    return _counted((await (await tx.run(ITEM_COUNTS, given)).single(strict=True))["rows"])


GROUND_COUNTS = """
MATCH (i:Item)
WHERE NOT i.state IN $closed AND ($holders IS NULL OR i.holder IN $holders)
UNWIND (CASE WHEN i.grounds = [] THEN [''] ELSE i.grounds END) AS ground
UNWIND i.powers AS power
WITH ground, count(DISTINCT power) AS n ORDER BY ground
RETURN collect([[ground], n]) AS rows
"""


async def ground_counts(tx: Tx, holders: Holders) -> list[Counted]:
    """涉及的职权 by the grounds of their open items; "" for an item without a ground (C-lite, D)."""
    given = {**_given(holders), "closed": CLOSED_NAMES}
    return _counted((await (await tx.run(GROUND_COUNTS, given)).single(strict=True))["rows"])


OBLIGATION_COUNTS = """
MATCH (o:Obligation)
WHERE $holders IS NULL OR o.holder IN $holders
WITH [o.holder, o.state,
  CASE WHEN o.due IS NULL THEN 'NO_LIMIT' WHEN o.state = 'OPEN' AND o.due < date($today) THEN 'OVERDUE' ELSE 'IN_TIME' END
] AS key, count(*) AS n ORDER BY key
RETURN collect([key, n]) AS rows
"""


async def obligation_counts(tx: Tx, holders: Holders, today: date) -> list[Counted]:
    """申请义务 by (holder, state, NO_LIMIT, OVERDUE or IN_TIME)."""
    given = {**_given(holders), "today": today.isoformat()}
    return _counted((await (await tx.run(OBLIGATION_COUNTS, given)).single(strict=True))["rows"])


TASK_COUNTS = """
MATCH (t:Task {state: 'OPEN'})
WHERE $holders IS NULL OR EXISTS { MATCH (t)-[:CONCERNS]->(p:Power) WHERE p.holder IN $holders }
WITH [t.kind, t.role] AS key, count(*) AS n ORDER BY key
RETURN collect([key, n]) AS rows
"""


async def task_counts(tx: Tx, holders: Holders) -> list[Counted]:
    """待办 that are open, by (kind, role)."""
    row = await (await tx.run(TASK_COUNTS, _given(holders))).single(strict=True)
    return _counted(row["rows"])


MISSING_COUNTS = """
MATCH (p:Power {status: 'LISTED'})
WHERE $holders IS NULL OR p.holder IN $holders
UNWIND p.lacks AS kind
WITH kind, count(*) AS n ORDER BY kind
RETURN collect([[kind], n]) AS rows
"""


async def missing_counts(tx: Tx, holders: Holders) -> list[Counted]:
    """在册职权 that lack an element of 《办法》第四条, by the element (权责一致, R4.11)."""
    row = await (await tx.run(MISSING_COUNTS, _given(holders))).single(strict=True)
    return _counted(row["rows"])


# From the powers to the citations: each element that powers of a department share is visited once for it. Where most
# statutes are not in the graph, nearly every citation is unlinked, and the way back from each of them is the longer one.
UNLINKED_COUNTS = """
MATCH (p:Power {status: 'LISTED'})-[:CURRENT]->(:PowerVersion)-[:HAS_ELEMENT]->(e:Element)
WHERE $holders IS NULL OR p.holder IN $holders
WITH DISTINCT p.holder AS holder, e
MATCH (e)-[:CITES]->(c:Citation)
WHERE NOT EXISTS { MATCH (c)-[:LINKED]->(k:Link) WHERE k.superseded IS NULL AND size(k.units) > 0 }
WITH DISTINCT holder, c
OPTIONAL MATCH (c)-[:LINKED]->(l:Link) WHERE l.superseded IS NULL
WITH [holder, coalesce(l.reason, '尚未关联')] AS key, count(*) AS n ORDER BY key
RETURN collect([key, n]) AS rows
"""


async def unlinked_counts(tx: Tx, holders: Holders) -> list[Counted]:
    """未关联的引用 by (holder, reason)."""
    row = await (await tx.run(UNLINKED_COUNTS, _given(holders))).single(strict=True)
    return _counted(row["rows"])


DOUBTFUL_COUNTS = """
MATCH (p:Power {status: 'LISTED'})-[:CURRENT]->(:PowerVersion)-[:HAS_ELEMENT]->(e:Element)
WHERE $holders IS NULL OR p.holder IN $holders
WITH DISTINCT p.holder AS holder, e
MATCH (e)-[:CITES]->(c:Citation)-[:LINKED]->(l:Link {doubtful: true})
WHERE l.superseded IS NULL AND size(l.units) > 0
WITH DISTINCT holder, c
WITH [holder] AS key, count(*) AS n ORDER BY key
RETURN collect([key, n]) AS rows
"""


async def doubtful_counts(tx: Tx, holders: Holders) -> list[Counted]:
    """存疑的引用 by holder."""
    row = await (await tx.run(DOUBTFUL_COUNTS, _given(holders))).single(strict=True)
    return _counted(row["rows"])


UNFILED = (State.DRAFT.name, State.RETURNED.name)

NEAR: LiteralString = (
    """
MATCH (i:Item)
WHERE i.state IN $unfiled AND ($holders IS NULL OR i.holder IN $holders)
  AND date($today) <= i.effective AND i.effective <= date($until)
WITH i ORDER BY i.effective, i.sequence
RETURN collect("""
    + applications.COLUMNS
    + """) AS rows
"""
)


async def near(tx: Tx, holders: Holders, today: date, until: date) -> list[Item]:
    """临近生效而未申请的事项, by effective day."""
    given = {**_given(holders), "unfiled": UNFILED, "today": today.isoformat()}
    row = await (await tx.run(NEAR, {**given, "until": until.isoformat()})).single(strict=True)
    return [item_of(r) for r in row["rows"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposed:
    """暴露期: an item, and the day on which the list was changed by it (G18); None while it is not."""

    item: Item
    until: date | None


# What lapsed or was superseded has no ground of its own any more; what was refused or withdrawn stays exposed until it
# is filed anew, and then the new item tells it.
EXPOSED: LiteralString = (
    """
MATCH (i:Item)
WHERE ($holders IS NULL OR i.holder IN $holders) AND i.effective <= date($today)
  AND NOT i.state IN ['LAPSED', 'SUPERSEDED']
  AND NOT (i.state IN ['WITHDRAWN', 'REJECTED'] AND EXISTS { MATCH (next:Item) WHERE next.resubmissionOf = i.id })
OPTIONAL MATCH (d:Decision {action: 'APPLY'})-[:DECIDES]->(i)
WITH i, min(d.on) AS until
WHERE until IS NULL OR until > i.effective
WITH i, until ORDER BY i.effective, i.sequence
RETURN collect([until, """
    + applications.COLUMNS
    + """]) AS rows
"""
)


async def exposed(tx: Tx, holders: Holders, today: date) -> list[Exposed]:
    """Items whose ground took effect before the list followed, by the day of the ground."""
    given = {**_given(holders), "today": today.isoformat()}
    row = await (await tx.run(EXPOSED, given)).single(strict=True)
    return [
        Exposed(item=item_of(r), until=until.to_native() if until else None)
        for until, r in row["rows"]
    ]


LISTED = """
MATCH (p:Power {status: 'LISTED'})
WHERE p.holder IN $holders
RETURN collect(p.id) AS ids
"""


async def powers_listed(tx: Tx, holders: Sequence[str]) -> list[str]:
    """在册职权 of these departments."""
    row = await (await tx.run(LISTED, {"holders": list(holders)})).single(strict=True)
    return sorted(row["ids"])
