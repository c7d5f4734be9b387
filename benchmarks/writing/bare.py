"""Bare writing: what an act of the product wrote is read back and written once more, by one ``UNWIND`` for each label and each
kind of relationship.

The copies have keys of their own and hang on the same nodes as the originals. Bare writing reads nothing, decides
nothing and checks nothing: what it writes is handed to it.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString, cast

from neo4j import AsyncDriver, AsyncManagedTransaction

DATABASE = "neo4j"

NODES = """
MATCH (n) WHERE n.seq = $seq AND NOT n:AuditHead
RETURN labels(n)[0] AS label, properties(n) AS properties
"""

RELATIONSHIPS = """
MATCH (n) WHERE n.seq = $seq AND NOT n:AuditHead
MATCH (n)-[r]-()
WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b
RETURN labels(a)[0] AS one, a { .id, .hash, .key } AS mine, a.seq = $seq AS since, type(r) AS type, properties(r) AS has,
  labels(b)[0] AS other, b { .id, .hash, .key } AS theirs, b.seq = $seq AS to
"""

KEYS = """
SHOW CONSTRAINTS YIELD labelsOrTypes, properties
RETURN labelsOrTypes[0] AS label, collect(properties[0]) AS keys
"""

Rows = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Written:
    """What one act wrote, ready to be written once more.

    Attributes:
        nodes: label → properties of each node.
        links: (label, key, type, label, key) → [value of the one's key, of the other's, properties].
    """

    keys: Mapping[str, Sequence[str]]
    nodes: Mapping[str, Rows]
    links: Mapping[tuple[str, str, str, str, str], Rows]

    @property
    def size(self) -> str:
        """How many nodes and relationships."""
        return f"{_count(self.nodes)} + {_count(self.links)}"


def _count(rows: Mapping[Any, Rows]) -> int:
    return sum(map(len, rows.values()))


async def written_by(driver: AsyncDriver, seq: int) -> Written:
    """The nodes of one event and every relationship on them, as copies that collide with nothing."""
    told = await driver.execute_query(KEYS, database_=DATABASE)
    keys = {row["label"]: row["keys"] for row in told.records}
    nodes: dict[str, list[Any]] = defaultdict(list)
    for label, properties in await _rows(driver, NODES, seq):
        nodes[label].append(_copied(properties, _of(keys, label)))
    links: dict[tuple[str, str, str, str, str], list[Any]] = defaultdict(list)
    for one, mine, since, type_, has, other, theirs, to in await _rows(driver, RELATIONSHIPS, seq):
        first = _copied(mine, _of(keys, one)) if since else mine
        second = _copied(theirs, _of(keys, other)) if to else theirs
        a, b = _key(first, _of(keys, one)), _key(second, _of(keys, other))
        links[one, a, type_, other, b].append([first[a], second[b], has])
    return Written(keys=keys, nodes=nodes, links=links)


async def _rows(driver: AsyncDriver, query: LiteralString, seq: int) -> Rows:
    found = await driver.execute_query(query, {"seq": seq}, database_=DATABASE)
    return [record.values() for record in found.records]


def _of(keys: Mapping[str, Sequence[str]], label: str) -> Sequence[str]:
    """What must be unique; an event of the outbox has only its number."""
    return keys.get(label, ("seq",))


def _copied(properties: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    """The same node under other keys: one character more, and the number of an event below zero."""
    new = {key: _another(properties[key]) for key in keys if properties.get(key) is not None}
    return {**properties, **new}


def _another(value: Any) -> Any:
    return -value if isinstance(value, int) else f"{value}~"


def _key(properties: Mapping[str, Any], keys: Iterable[str]) -> str:
    return next(key for key in keys if properties.get(key) is not None)


async def write(driver: AsyncDriver, written: Written) -> float:
    """Write the copies in one transaction. Returns the seconds that it took."""
    began = time.perf_counter()
    async with driver.session(database=DATABASE) as session:
        await session.execute_write(_write, written)
    return time.perf_counter() - began


async def _write(tx: AsyncManagedTransaction, written: Written) -> None:
    for label, rows in written.nodes.items():
        text = f"UNWIND $rows AS row CREATE (n:{label}) SET n = row"
        await (await tx.run(_constant(text), {"rows": rows})).consume()
    for (one, a, type_, other, b), rows in written.links.items():
        text = (
            f"UNWIND $rows AS row MATCH (a:{one} {{{a}: row[0]}}) MATCH (b:{other} {{{b}: row[1]}}) "
            f"CREATE (a)-[r:{type_}]->(b) SET r = row[2]"
        )
        await (await tx.run(_constant(text), {"rows": rows})).consume()


def _constant(text: str) -> LiteralString:
    """Label and type are the database's own."""
    return cast("LiteralString", text)


async def remove(driver: AsyncDriver, written: Written) -> None:
    """Take the copies away again, so that the next act does not meet them."""
    for label, rows in written.nodes.items():
        key = _key(rows[0], _of(written.keys, label))
        text = f"UNWIND $keys AS key MATCH (n:{label} {{{key}: key}}) DETACH DELETE n"
        keys = [row[key] for row in rows]
        await driver.execute_query(_constant(text), {"keys": keys}, database_=DATABASE)
