"""The best hand-written Cypher for each question, behind a bare ASGI endpoint: same driver, same server, same JSON.

It knows nobody: no authorisation, no limits, no rules. What it answers is what the product answers, byte for byte
after parsing; ``python -m benchmarks.serving`` compares before it measures.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from typing import Any, LiteralString

import orjson
from neo4j import READ_ACCESS, AsyncDriver, AsyncGraphDatabase

from benchmarks.serving.questions import CLOSED

Given = dict[str, Any]
Rows = list[list[Any]]

POWERS = """
UNWIND $ids AS id
MATCH (p:Power {id: id})-[:CURRENT]->(v:PowerVersion)
MATCH (o:OrgUnit {id: v.holder})
RETURN collect([p.id, p.code, v.name, v.type, v.status, o.name,
  COLLECT { MATCH (v)-[h:HAS_ELEMENT]->(:Element)-[:CITES]->(c:Citation)
    OPTIONAL MATCH (c)-[:LINKED]->(l:Link) WHERE l.superseded IS NULL
    RETURN [c.element, c.printed,
      COLLECT { UNWIND l.units AS unit MATCH (u:ProvisionVersion {id: unit}) RETURN [u.id, u.place, u.text] }]
    ORDER BY h.order, c.order },
  COLLECT { MATCH (p)<-[:CONCERNS]-(i:Item) WHERE NOT i.state IN $closed
    RETURN [i.id, i.kind, i.route, i.state, toString(i.effective)] ORDER BY i.sequence }]) AS rows
"""

PAGE = """
MATCH (p:Power) USING INDEX p:Power(sortKey, id) WHERE p.sortKey >= '' AND p.id IS NOT NULL
WITH p ORDER BY p.sortKey, p.id LIMIT 50
RETURN collect(p.id) AS rows
"""

TOTAL = "MATCH (p:Power) RETURN count(p) AS rows"

SEARCH = """
CALL db.index.fulltext.queryNodes('power_text', $phrase) YIELD node AS p
WITH p ORDER BY p.sortKey, p.id
WITH collect([p.id, p.code, p.name]) AS found
RETURN [size(found), found[..50]] AS rows
"""

BY_TYPE = """
MATCH (p:Power {status: 'LISTED'})
WITH p.type AS key, count(*) AS n ORDER BY n DESC, key
RETURN collect([key, n]) AS rows
"""

# From the statute to every listed power that cites it, in the order of the product.
STATUTE_HITS = """
MATCH (l:Link {instrument: $instrument}) WHERE l.superseded IS NULL AND l.units <> []
MATCH (l)<-[:LINKED]-(c:Citation)<-[:CITES]-(:Element)<-[:HAS_ELEMENT]-(:PowerVersion)<-[:CURRENT]-(p:Power {status: 'LISTED'})
WITH DISTINCT p, c ORDER BY p.holder, p.id, c.element, c.id
WITH collect([p.id, c.element, c.printed]) AS found
RETURN [size(found), found[..50]] AS rows
"""


class Bare:
    """The endpoint: the path names the question, the body its parameters."""

    def __init__(self) -> None:
        self._driver: AsyncDriver | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            return
        given = orjson.loads((await receive())["body"])
        body = orjson.dumps({"data": await ANSWERS[scope["path"]](self, given)})
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def rows(self, query: LiteralString, given: Given) -> Any:
        """The one value of a query's one record."""
        if self._driver is None:
            self._driver = AsyncGraphDatabase.driver(
                os.environ["BENCH_URI"],
                auth=(os.environ["BENCH_USER"], os.environ["BENCH_PASSWORD"]),
            )
        async with self._driver.session(
            database="neo4j", default_access_mode=READ_ACCESS
        ) as session:
            record = await (await session.run(query, given)).single(strict=True)
        return record["rows"]


async def _powers(bare: Bare, ids: list[str]) -> list[dict[str, Any]]:
    return [_power(row) for row in await bare.rows(POWERS, {"ids": ids, "closed": CLOSED})]


def _power(row: list[Any]) -> dict[str, Any]:
    id_, code, name, type_, status, holder, cites, items = row
    return {
        "id": id_,
        "code": code,
        "name": name,
        "type": type_,
        "listStatus": status,
        "holder": {"name": holder},
        "citations": [
            {
                "element": element,
                "printed": printed,
                "provisions": [{"id": i, "place": at, "text": text} for i, at, text in units],
            }
            for element, printed, units in cites
        ],
        "openItems": [
            {"id": i, "kind": kind, "route": route, "state": state, "effective": day}
            for i, kind, route, state, day in items
        ],
    }


async def one_power(bare: Bare, given: Given) -> dict[str, Any]:
    (found,) = await _powers(bare, [given["id"]])
    return {"power": found}


async def page(bare: Bare, given: Given) -> dict[str, Any]:
    found = await _powers(bare, await bare.rows(PAGE, {}))
    total = await bare.rows(TOTAL, {})
    return {"powers": {"totalCount": total, "nodes": found}}


async def search(bare: Bare, given: Given) -> dict[str, Any]:
    total, found = await bare.rows(SEARCH, {"phrase": f'"{given["name"]}"'})
    nodes = [{"id": i, "code": code, "name": name} for i, code, name in found]
    return {"powers": {"totalCount": total, "nodes": nodes}}


async def facets(bare: Bare, given: Given) -> dict[str, Any]:
    found = await bare.rows(BY_TYPE, {})
    return {"districtDashboard": {"blocks": {"byType": [{"key": k, "count": n} for k, n in found]}}}


def _hits(rows: Rows) -> dict[str, Any]:
    total, found = rows
    nodes = [{"powerId": p, "element": element, "printed": text} for p, element, text in found]
    return {"impact": {"hits": {"totalCount": total, "nodes": nodes}}}


async def statute(bare: Bare, given: Given) -> dict[str, Any]:
    return _hits(await bare.rows(STATUTE_HITS, given))


ANSWERS: dict[str, Callable[[Bare, Given], Awaitable[dict[str, Any]]]] = {
    "/power": one_power,
    "/page": page,
    "/search": search,
    "/facets": facets,
    "/statute": statute,
}

app = Bare()
