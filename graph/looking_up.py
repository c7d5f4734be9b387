"""按编号查找: records by id as far as the viewer may see them, and the small lists of the reading side.

``holders`` is None for whoever may see every department, else the departments that he may see.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, LiteralString

from graph import applications, law_texts, obligations, tasks
from graph.applications import item_of
from graph.db import Tx, listed
from graph.law_texts import StoredText
from graph.model.plan import Route
from graph.model.request import Item, Obligation, State, Task
from graph.obligations import obligation_of
from graph.workflow import CLOSED

Holders = tuple[str, ...] | None


ITEMS: LiteralString = (
    """
UNWIND $ids AS id
MATCH (i:Item {id: id})
WHERE $holders IS NULL OR i.holder IN $holders
WITH i ORDER BY i.sequence
RETURN collect("""
    + applications.COLUMNS
    + """) AS rows
"""
)


async def items(tx: Tx, ids: Iterable[str], holders: Holders) -> list[Item]:
    """Of these items those that the viewer may see."""
    given = {"ids": listed(ids), "holders": listed(holders)}
    row = await (await tx.run(ITEMS, given)).single(strict=True)
    return [item_of(r) for r in row["rows"]]


OBLIGATIONS: LiteralString = (
    """
UNWIND $ids AS id
MATCH (o:Obligation {id: id})
WHERE $holders IS NULL OR o.holder IN $holders
RETURN collect("""
    + obligations.COLUMNS
    + """) AS rows
"""
)


async def obligations_by_id(tx: Tx, ids: Iterable[str], holders: Holders) -> dict[str, Obligation]:
    """Of these duties to apply those that the viewer may see."""
    given = {"ids": listed(ids), "holders": listed(holders)}
    row = await (await tx.run(OBLIGATIONS, given)).single(strict=True)
    return {line[0]: obligation_of(line) for line in row["rows"]}


OVERDUE: LiteralString = (
    """
MATCH (o:Obligation {state: 'OPEN'})
WHERE ($holders IS NULL OR o.holder IN $holders) AND o.due < date($today)
WITH o ORDER BY o.due, o.effective, o.id
RETURN collect("""
    + obligations.COLUMNS
    + """) AS rows
"""
)


async def overdue(tx: Tx, holders: Holders, today: date) -> list[Obligation]:
    """逾期未申请的义务; one without a limit is never overdue (G1)."""
    given = {"holders": listed(holders), "today": today.isoformat()}
    row = await (await tx.run(OVERDUE, given)).single(strict=True)
    return [obligation_of(line) for line in row["rows"]]


# The list may still name a department that handed a power over: whoever holds it by law today sees it as well (O16).
SEEN = """(p.holder IN $holders OR EXISTS {
    MATCH (p)-[:HELD_IN]->(held:Tenure)
    WHERE held.organ IN $holders AND held.mode <> 'ENTRUSTED_BY' AND held.superseded IS NULL
      AND held.validFrom <= date($today) AND (held.to IS NULL OR date($today) < held.to) })"""
"""Whether a power ``p`` is that of a department of ``$holders`` on the day ``$today``."""

POWERS_SEEN: LiteralString = (
    """
UNWIND $ids AS id
MATCH (p:Power {id: id})
WHERE """
    + SEEN
    + """
RETURN collect(p.id) AS ids
"""
)


async def powers_seen(tx: Tx, ids: Iterable[str], holders: Holders, today: date) -> frozenset[str]:
    """Of these powers those whose departments the viewer may see: there he sees what the organs make of them."""
    if holders is None:
        return frozenset(ids)
    given = {"ids": listed(ids), "holders": listed(holders), "today": today.isoformat()}
    row = await (await tx.run(POWERS_SEEN, given)).single(strict=True)
    return frozenset(row["ids"])


_OF_TASKS_SEEN: LiteralString = (
    """
WITH t, COLLECT { MATCH (t)-[:CONCERNS]->(p:Power) WHERE $holders IS NOT NULL AND """
    + SEEN
    + """ RETURN p.id } AS own
WHERE $holders IS NULL OR own <> []
RETURN collect([t.key, own]) AS rows
"""
)

TASKS_BY_ID: LiteralString = "UNWIND $ids AS id MATCH (t:Task {id: id})" + _OF_TASKS_SEEN
CLEANUPS: LiteralString = "MATCH (t:Task {state: 'OPEN'}) WHERE t.kind = 'CLEANUP'" + _OF_TASKS_SEEN


async def tasks_by_id(tx: Tx, ids: Iterable[str], holders: Holders, today: date) -> dict[str, Task]:
    """Of these tasks those on which powers of the viewer's departments wait, and of their powers those alone."""
    found = await _tasks_seen(tx, TASKS_BY_ID, {"ids": listed(ids)}, holders, today)
    return {task.id: task for task in found}


async def cleanups(tx: Tx, holders: Holders, today: date) -> list[Task]:
    """Open cleanup tasks; of a department those on which its powers wait (X2)."""
    return await _tasks_seen(tx, CLEANUPS, {}, holders, today)


async def _tasks_seen(
    tx: Tx, query: LiteralString, given: dict[str, Any], holders: Holders, today: date
) -> list[Task]:
    asked = {**given, "holders": listed(holders), "today": today.isoformat()}
    row = await (await tx.run(query, asked)).single(strict=True)
    own = {key: tuple(sorted(powers)) for key, powers in row["rows"]}
    found = await tasks.find(tx, keys=own)
    return found if holders is None else [replace(t, powers=own[t.key]) for t in found]


TASKS_ON = """
MATCH (t:Task {state: 'OPEN', cause: $cause})
WHERE any(power IN t.powers WHERE power IN $powers)
RETURN collect(t.key) AS keys
"""


async def tasks_on(tx: Tx, cause: str, powers: Iterable[str]) -> list[Task]:
    """Open tasks of one cause that these powers wait for."""
    given = {"cause": cause, "powers": listed(powers)}
    row = await (await tx.run(TASKS_ON, given)).single(strict=True)
    return await tasks.find(tx, keys=row["keys"])


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEnvelope:
    """申请书, and how many of its items are in which state."""

    id: str
    holder: str
    route: Route
    cause: str
    states: Mapping[State, int]


ENVELOPES = """
MATCH (e:Envelope)
WHERE ($ids IS NULL OR e.id IN $ids) AND ($holders IS NULL OR e.holder IN $holders)
  AND ($routes IS NULL OR e.route IN $routes) AND ($cause IS NULL OR e.cause = $cause)
WITH e ORDER BY e.seq, e.id
WITH collect(e) AS found
WITH size(found) AS total,
  [e IN found WHERE e.seq > $after OR (e.seq = $after AND e.id > $afterId)][..$take] AS page
RETURN total, COLLECT { UNWIND page AS e RETURN [e.id, e.holder, e.route, e.cause, e.seq,
  COLLECT { MATCH (i:Item)-[:IN]->(e) RETURN i.state }] } AS rows
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeFilter:
    """筛选申请书; what is None does not filter.

    Attributes:
        holders: within what the viewer may see.
    """

    ids: tuple[str, ...] | None = None
    holders: tuple[str, ...] | None = None
    routes: tuple[str, ...] | None = None
    cause: str | None = None


async def envelopes(
    tx: Tx, wanted: EnvelopeFilter, *, size: int, after: tuple[int, str] = (0, "")
) -> tuple[list[tuple[int, StoredEnvelope]], int, bool]:
    """((order, envelope) rows of a page, total, whether more follows)."""
    given = {
        "ids": listed(wanted.ids),
        "holders": listed(wanted.holders),
        "routes": listed(wanted.routes),
        "cause": wanted.cause,
        "after": after[0],
        "afterId": after[1],
        "take": size + 1,
    }
    row = await (await tx.run(ENVELOPES, given)).single(strict=True)
    found = [(line[4], _envelope(line)) for line in row["rows"]]
    return found[:size], row["total"], len(found) > size


def _envelope(line: Sequence[Any]) -> StoredEnvelope:
    id_, holder, route, cause, _, states = line
    return StoredEnvelope(
        id=id_,
        holder=holder,
        route=Route[route],
        cause=cause,
        states=Counter(State[state] for state in states),
    )


ITEMS_IN: LiteralString = (
    """
UNWIND $ids AS id
MATCH (e:Envelope {id: id})
RETURN collect([id, COLLECT { MATCH (i:Item)-[:IN]->(e) WHERE i.sequence > $after RETURN """
    + applications.COLUMNS
    + """ ORDER BY i.sequence LIMIT $take }]) AS rows
"""
)


async def items_in(tx: Tx, ids: Iterable[str], *, size: int, after: int) -> dict[str, list[Item]]:
    """Of each of these envelopes the items that follow a sequence number; one more than asked for, if there are more."""
    given = {"ids": listed(ids), "after": after, "take": size + 1}
    row = await (await tx.run(ITEMS_IN, given)).single(strict=True)
    return {id_: [item_of(r) for r in rows] for id_, rows in row["rows"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """交会: a power with more than one open item.

    Attributes:
        open: how many there are; ``items`` those that the viewer may see.
    """

    sort_key: str
    power: str
    open: int
    items: tuple[Item, ...]


OPEN = [state.name for state in State if state not in CLOSED]

CONFLICTS: LiteralString = (
    """
MATCH (i:Item)-[:CONCERNS]->(p:Power)
WHERE i.state IN $open
WITH p, i ORDER BY i.effective, i.sequence
WITH p, collect({holder: i.holder, told: """
    + applications.COLUMNS
    + """}) AS items
WHERE size(items) > 1
WITH p, size(items) AS n, [row IN items WHERE $holders IS NULL OR row.holder IN $holders | row.told] AS seen
WHERE seen <> []
WITH p, n, seen ORDER BY p.sortKey, p.id
RETURN collect([p.sortKey, p.id, n, seen]) AS rows
"""
)


async def conflicts(tx: Tx, holders: Holders) -> list[Meeting]:
    """Powers on which more than one item is open, by the pinyin of their names."""
    given = {"open": OPEN, "holders": listed(holders)}
    row = await (await tx.run(CONFLICTS, given)).single(strict=True)
    return [
        Meeting(sort_key=key, power=power, open=n, items=tuple(item_of(r) for r in rows))
        for key, power, n, rows in row["rows"]
    ]


TEXT_OWNERS = """
UNWIND $ids AS id
MATCH (v:TextVersion {id: id})
RETURN collect(DISTINCT v.instrument) AS instruments
"""


async def texts(tx: Tx, ids: Iterable[str]) -> dict[str, StoredText]:
    """These texts of statutes by id; one that does not exist is left out."""
    wanted = listed(ids)
    row = await (await tx.run(TEXT_OWNERS, {"ids": wanted})).single(strict=True)
    known = await law_texts.versions(tx, row["instruments"])
    every = [text for found in known.values() for text in found]
    return {text.version.id: text for text in every if text.version.id in (wanted or ())}
