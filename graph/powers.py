"""权力事项 in the graph: elements, citations, versions of a power, and who holds it.

Elements and citations are immutable and shared by content; a version of a power is an edge to each of its elements
and to the decision that made it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.db import Tx
from graph.errors import DomainError
from graph.model.listing import Element, PowerContent
from graph.model.power import ListStatus


@dataclass(eq=False)
class PowerNotFound(DomainError):
    """权力事项不存在."""

    id: str

    def __str__(self) -> str:
        return f"没有编号为“{self.id}”的权力事项"


PUT_ELEMENTS = """
UNWIND $rows AS row
MERGE (e:Element {hash: row[0]})
ON CREATE SET e.kind = row[1], e.text = row[2], e.parts = row[3], e.powerType = row[4], e.header = row[5], e.seq = $seq
"""

PUT_CLAUSES = """
UNWIND $rows AS row
MATCH (e:Element {hash: row[0]})
MERGE (c:LiabilityClause {hash: row[1]})
ON CREATE SET c.text = row[2], c.seq = $seq
MERGE (e)-[r:HAS_CLAUSE {order: row[3]}]->(c)
"""

PUT_CITATIONS = """
UNWIND $rows AS row
MATCH (e:Element {hash: row[1]})
MERGE (c:Citation {id: row[0]})
ON CREATE SET c.element = row[2], c.printed = row[3], c.title = row[4], c.titleKey = row[5], c.reference = row[6],
  c.function = row[7], c.how = row[8], c.group = row[9], c.quoted = row[10], c.coarse = row[11], c.order = row[12], c.seq = $seq
MERGE (e)-[:CITES]->(c)
"""


async def put_elements(tx: Tx, seq: int, elements: Iterable[Element]) -> None:
    """Write elements that are not there yet, with their citations and shared clauses."""
    unique = {element.hash: element for element in elements}
    await (await tx.run(PUT_ELEMENTS, {"rows": _element_rows(unique), "seq": seq})).consume()
    clauses = _clause_rows(unique)
    await (await tx.run(PUT_CLAUSES, {"rows": clauses, "seq": seq})).consume()
    citations = _citation_rows(unique)
    await (await tx.run(PUT_CITATIONS, {"rows": citations, "seq": seq})).consume()


def _element_rows(elements: dict[str, Element]) -> list[list[Any]]:
    return [
        [h, e.kind.name, e.text, list(e.parts), e.power_type.name if e.power_type else "", e.header]
        for h, e in elements.items()
    ]


def _clause_rows(elements: dict[str, Element]) -> list[list[Any]]:
    return [
        [h, Element(kind=e.kind, text=part).hash, part, order]
        for h, e in elements.items()
        if e.kind.name == "LIABILITY_CASES"
        for order, part in enumerate(e.parts)
    ]


def _citation_rows(elements: dict[str, Element]) -> list[list[Any]]:
    return [
        [
            e.citation_id(index),
            h,
            e.kind.name,
            c.printed,
            c.title,
            c.title_key,
            c.reference,
            c.function.name,
            c.how.name,
            c.group,
            c.quoted,
            c.coarse,
            index,
        ]
        for h, e in elements.items()
        for index, c in enumerate(e.citations)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLink:
    """关联 of a citation with the provision versions that it quotes (G15), or why there is none.

    Attributes:
        reason: why it could not be linked, "" when it is.
        doubtful: quoted text, revision note and date disagree about the version.
        stale: the quoted text is not the text of the version in force on the list's day (L25).
    """

    id: str
    citation: str
    instrument: str
    units: tuple[str, ...]
    method: str
    reason: str = ""
    doubtful: bool = False
    stale: bool = False
    by: str = ""


PUT_LINKS = """
UNWIND $rows AS row
MATCH (c:Citation {id: row[1]})
OPTIONAL MATCH (c)-[:LINKED]->(earlier:Link) WHERE earlier.superseded IS NULL
SET earlier.superseded = $seq
WITH DISTINCT c, row
CREATE (l:Link {
  id: row[0], citation: row[1], instrument: row[2], units: row[3], method: row[4], reason: row[5],
  doubtful: row[6], stale: row[7], by: row[8], seq: $seq
})
CREATE (c)-[:LINKED]->(l)
WITH l, row
UNWIND row[3] AS id
MATCH (u:ProvisionVersion {id: id})
CREATE (l)-[:QUOTES]->(u)
"""


async def put_links(tx: Tx, seq: int, links: Sequence[NewLink]) -> None:
    """Link citations; an earlier link of the same citation is superseded, never changed."""
    rows = [
        [
            k.id,
            k.citation,
            k.instrument,
            list(k.units),
            k.method,
            k.reason,
            k.doubtful,
            k.stale,
            k.by,
        ]
        for k in links
    ]
    await (await tx.run(PUT_LINKS, {"rows": rows, "seq": seq})).consume()


LINKED = """
UNWIND $ids AS id
MATCH (c:Citation {id: id})-[:LINKED]->(l:Link) WHERE l.superseded IS NULL
RETURN collect(DISTINCT c.id) AS ids
"""


async def linked_already(tx: Tx, citations: Iterable[str]) -> set[str]:
    """Those of these citations that have been given a link, or a reason for none, before."""
    row = await (await tx.run(LINKED, {"ids": sorted(set(citations))})).single(strict=True)
    return set(row["ids"])


PUT_POWERS = """
UNWIND $rows AS row
CREATE (p:Power {
  id: row[0], code: row[1], name: row[2], type: row[3], holder: row[4], status: 'NOT_LISTED', sortKey: row[5],
  version: 0, recognition: row[6], seq: $seq
})
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPower:
    """一项新的权力: minted once; its code is our own and never changes (G17)."""

    id: str
    code: str
    sort_key: str
    recognition: str
    content: PowerContent


async def put_powers(tx: Tx, seq: int, powers: Sequence[NewPower]) -> None:
    """Create powers, not yet on the list."""
    rows = [
        [
            p.id,
            p.code,
            p.content.name,
            p.content.type.name,
            p.content.holder,
            p.sort_key,
            p.recognition,
        ]
        for p in powers
    ]
    await (await tx.run(PUT_POWERS, {"rows": rows, "seq": seq})).consume()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """一个新版本 of a power: written only by ``compileListEdition`` and by ``apply`` (I13)."""

    id: str
    power: str
    number: int
    valid_from: date
    decision: str
    edition: int
    status: ListStatus
    content: PowerContent
    sort_key: str


PUT_VERSIONS = """
UNWIND $rows AS row
MATCH (p:Power {id: row[1]})
OPTIONAL MATCH (p)-[current:CURRENT]->(:PowerVersion)
DELETE current
WITH DISTINCT p, row
CREATE (v:PowerVersion {
  id: row[0], power: row[1], number: row[2], validFrom: date(row[3]), decision: row[4], edition: row[5],
  status: row[6], name: row[7], type: row[8], holder: row[9], joint: row[10], contentHash: row[11], seq: $seq
})
CREATE (p)-[:HAS_VERSION]->(v)
CREATE (p)-[:CURRENT]->(v)
SET p.name = row[7], p.type = row[8], p.holder = row[9], p.status = row[6], p.version = row[2], p.sortKey = row[12],
  p.lacks = row[13]
WITH v, row
MATCH (d:Decision {id: row[4]})
CREATE (v)-[:MADE_BY]->(d)
"""

PUT_HAS_ELEMENT = """
UNWIND $rows AS row
MATCH (v:PowerVersion {id: row[0]})
MATCH (e:Element {hash: row[1]})
CREATE (v)-[:HAS_ELEMENT {subItem: row[2], order: row[3]}]->(e)
"""

PUT_SUB_ITEMS = """
UNWIND $rows AS row
MATCH (v:PowerVersion {id: row[0]})
MERGE (s:SubItem {id: row[1]})
ON CREATE SET s.name = row[2], s.power = v.power, s.seq = $seq
CREATE (v)-[:HAS_SUB_ITEM {order: row[3]}]->(s)
"""


async def put_versions(tx: Tx, seq: int, versions: Sequence[NewVersion]) -> None:
    """Add one version to each power and make it the current one."""
    rows = [_version_row(v) for v in versions]
    await (await tx.run(PUT_VERSIONS, {"rows": rows, "seq": seq})).consume()
    has = [
        [v.id, element.hash, sub, order]
        for v in versions
        for order, (sub, element) in enumerate(v.content.all_elements())
    ]
    await (await tx.run(PUT_HAS_ELEMENT, {"rows": has})).consume()
    subs = [
        [v.id, sub.id, sub.name, order]
        for v in versions
        for order, sub in enumerate(v.content.sub_items)
    ]
    await (await tx.run(PUT_SUB_ITEMS, {"rows": subs, "seq": seq})).consume()


def _version_row(v: NewVersion) -> list[Any]:
    return [
        v.id,
        v.power,
        v.number,
        v.valid_from.isoformat(),
        v.decision,
        v.edition,
        v.status.name,
        v.content.name,
        v.content.type.name,
        v.content.holder,
        list(v.content.joint),
        v.content.hash,
        v.sort_key,
        [kind.name for kind in v.content.lacks],
    ]
