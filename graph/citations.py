"""引用 in the graph: citations that wait for a text, and the divisions that a chapter citation covers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.db import Tx
from graph.errors import DomainError
from graph.powers import NewLink


@dataclass(eq=False)
class CitationNotFound(DomainError):
    """引用不存在."""

    id: str

    def __str__(self) -> str:
        return f"没有编号为“{self.id}”的引用"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """待关联的引用."""

    id: str
    title: str
    title_key: str
    reference: str
    quoted: str
    printed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """编章节 of one text version, with the articles that it covers."""

    level: str
    number: str
    first: str
    last: str


WAITING_FOR = """
UNWIND $keys AS key
MATCH (c:Citation {titleKey: key})
WHERE NOT EXISTS { MATCH (c)-[:LINKED]->(l:Link) WHERE l.superseded IS NULL AND size(l.units) > 0 }
RETURN collect([c.id, c.title, c.titleKey, c.reference, c.quoted, c.printed]) AS rows
"""


async def waiting_for(tx: Tx, keys: Iterable[str]) -> list[Waiting]:
    """Citations of these titles or document numbers (normal form) that are linked to nothing yet."""
    row = await (await tx.run(WAITING_FOR, {"keys": sorted(set(keys))})).single(strict=True)
    return [_waiting(line) for line in row["rows"]]


UNLINKED = """
UNWIND $hashes AS hash
MATCH (:Element {hash: hash})-[:CITES]->(c:Citation)
WHERE NOT EXISTS { MATCH (c)-[:LINKED]->(:Link) }
RETURN collect(DISTINCT [c.id, c.title, c.titleKey, c.reference, c.quoted, c.printed]) AS rows
"""


async def never_linked(tx: Tx, elements: Iterable[str]) -> list[Waiting]:
    """Citations of these elements that nobody has tried to link."""
    row = await (await tx.run(UNLINKED, {"hashes": sorted(set(elements))})).single(strict=True)
    return [_waiting(line) for line in row["rows"]]


BY_ID = """
UNWIND $ids AS id
MATCH (c:Citation {id: id})
RETURN collect([c.id, c.title, c.titleKey, c.reference, c.quoted, c.printed]) AS rows
"""


async def get(tx: Tx, id_: str) -> Waiting:
    """One citation.

    Raises:
        CitationNotFound
    """
    row = await (await tx.run(BY_ID, {"ids": [id_]})).single(strict=True)
    if not row["rows"]:
        raise CitationNotFound(id_)
    return _waiting(row["rows"][0])


LINK_VERSION = """
MATCH (:Citation {id: $id})-[:LINKED]->(l:Link) WHERE l.superseded IS NULL
RETURN coalesce(max(l.seq), 0) AS version
"""


async def link_version(tx: Tx, id_: str) -> int:
    """Number of the event that linked this citation last; 0 while nobody has tried."""
    return (await (await tx.run(LINK_VERSION, {"id": id_})).single(strict=True))["version"]


HOLDERS = """
MATCH (c:Citation {id: $id})<-[:CITES]-(:Element)<-[:HAS_ELEMENT]-(:PowerVersion)<-[:CURRENT]-(p:Power)
RETURN collect(DISTINCT p.holder) AS holders
"""


async def holders(tx: Tx, id_: str) -> set[str]:
    """The departments whose powers stand on this citation; equal elements are one, so they may be several."""
    return set((await (await tx.run(HOLDERS, {"id": id_})).single(strict=True))["holders"])


def _waiting(line: list[str]) -> Waiting:
    id_, title, title_key, reference, quoted, printed = line
    return Waiting(
        id=id_,
        title=title,
        title_key=title_key,
        reference=reference,
        quoted=quoted,
        printed=printed,
    )


LINKS_OF = """
UNWIND $ids AS id
MATCH (:Citation {id: id})-[:LINKED]->(l:Link) WHERE l.superseded IS NULL
RETURN collect([l.citation, l.instrument, l.units, l.method, l.reason, l.doubtful, l.stale, l.by]) AS rows
"""


async def links_of(tx: Tx, ids: Iterable[str]) -> dict[str, NewLink]:
    """Citation → its link as it stands, to be given to the citation that goes on from it."""
    row = await (await tx.run(LINKS_OF, {"ids": sorted(set(ids))})).single(strict=True)
    return {line[0]: _link(line) for line in row["rows"]}


def _link(line: Sequence[Any]) -> NewLink:
    citation, instrument, units, method, reason, doubtful, stale, by = line
    return NewLink(
        id="",
        citation=citation,
        instrument=instrument,
        units=tuple(units),
        method=method,
        reason=reason,
        doubtful=doubtful,
        stale=stale,
        by=by,
    )


DIVISIONS = """
UNWIND $versions AS version
MATCH (d:Division {version: version})
WITH d ORDER BY d.order
RETURN collect([d.version, d.level, d.number, d.first, d.last]) AS rows
"""


async def divisions(tx: Tx, versions: Iterable[str]) -> dict[str, list[Division]]:
    """Text version → its 编章节, in order."""
    row = await (await tx.run(DIVISIONS, {"versions": sorted(set(versions))})).single(strict=True)
    found: dict[str, list[Division]] = defaultdict(list)
    for version, level, number, first, last in row["rows"]:
        found[version].append(Division(level=level, number=number, first=first, last=last))
    return found
