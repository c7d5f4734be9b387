"""法规: instruments, by id, by title and by what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, LiteralString

from graph.db import Tx
from graph.errors import DomainError
from graph.model.law import Instrument, Rank


@dataclass(eq=False)
class InstrumentNotFound(DomainError):
    """法规不存在."""

    id: str

    def __str__(self) -> str:
        return f"没有编号为“{self.id}”的法规"


@dataclass(eq=False)
class InstrumentExists(DomainError):
    """法规已登记: the same title is registered already."""

    title: str
    id: str

    def __str__(self) -> str:
        return f"《{self.title}》已登记（{self.id}）；新的文本请作为修订录入"


PUT_INSTRUMENT = """
CREATE (i:Instrument {
  id: $id, key: $key, title: $title, matchKey: $key, sortKey: $sortKey, rank: $rank,
  territory: $territory, issuer: $issuer, own: $own, seq: $seq
})
"""


async def put_instrument(
    tx: Tx, seq: int, instrument: Instrument, *, match_key: str, sort_key: str
) -> None:
    """登记法规; the caller has made sure that none has this match key."""
    await tx.run(
        PUT_INSTRUMENT,
        {
            "id": instrument.id,
            "key": match_key,
            "sortKey": sort_key,
            "title": instrument.title,
            "rank": instrument.rank.name,
            "territory": instrument.territory,
            "issuer": instrument.issuer,
            "own": instrument.own,
            "seq": seq,
        },
    )


GET_INSTRUMENTS = """
UNWIND $ids AS id
MATCH (i:Instrument {id: id})
RETURN collect([i.id, i.title, i.rank, i.territory, i.issuer, i.own]) AS rows
"""


def _instrument(row: Sequence[Any]) -> Instrument:
    id_, title, rank, territory, issuer, own = row
    return Instrument(
        id=id_, title=title, rank=Rank[rank], territory=territory, issuer=issuer, own=own
    )


async def get_many(tx: Tx, ids: Iterable[str]) -> dict[str, Instrument]:
    """The instruments with these ids; one that does not exist is left out."""
    row = await (await tx.run(GET_INSTRUMENTS, {"ids": sorted(set(ids))})).single(strict=True)
    return {r[0]: _instrument(r) for r in row["rows"]}


async def get(tx: Tx, id_: str) -> Instrument:
    """One instrument.

    Raises:
        InstrumentNotFound
    """
    found = await get_many(tx, [id_])
    if id_ not in found:
        raise InstrumentNotFound(id_)
    return found[id_]


BY_KEYS = """
UNWIND $keys AS key
MATCH (i:Instrument {key: key})
RETURN collect([key, i.id]) AS rows
"""


async def ids_by_key(tx: Tx, keys: Iterable[str]) -> dict[str, str]:
    """Match key (normalised title) → instrument id, for those that are registered."""
    row = await (await tx.run(BY_KEYS, {"keys": sorted(set(keys))})).single(strict=True)
    return dict(row["rows"])


PUT_NUMBERS = """
MATCH (i:Instrument {id: $id})
UNWIND $keys AS key
MERGE (n:DocNumber {key: key}) ON CREATE SET n.seq = $seq
MERGE (i)-[:NUMBERED]->(n)
"""


async def put_numbers(tx: Tx, seq: int, instrument: str, keys: Iterable[str]) -> None:
    """文号入图 (normal form): under which an instrument was promulgated."""
    await tx.run(PUT_NUMBERS, {"id": instrument, "keys": sorted(set(keys)), "seq": seq})


BY_NUMBERS = """
UNWIND $keys AS key
MATCH (:DocNumber {key: key})<-[:NUMBERED]-(i:Instrument)
RETURN collect([key, i.id]) AS rows
"""


async def by_numbers(tx: Tx, keys: Iterable[str]) -> dict[str, list[str]]:
    """Number (normal form) → ids of the instruments that carry it, for those that any carries."""
    row = await (await tx.run(BY_NUMBERS, {"keys": sorted(set(keys))})).single(strict=True)
    found: dict[str, list[str]] = {}
    for key, id_ in row["rows"]:
        found.setdefault(key, []).append(id_)
    return found


NUMBERS_OF = """
MATCH (:Instrument {id: $id})-[:NUMBERED]->(n:DocNumber)
RETURN collect(n.key) AS keys
"""


async def numbers_of(tx: Tx, instrument: str) -> list[str]:
    """文号 (normal form) of an instrument."""
    row = await (await tx.run(NUMBERS_OF, {"id": instrument})).single(strict=True)
    return sorted(row["keys"])


ALL_KEYS = """
MATCH (i:Instrument)
RETURN collect([i.title, i.id]) AS rows
"""


async def titles(tx: Tx) -> dict[str, str]:
    """Title → id of every instrument, for candidates of a misspelt title."""
    row = await (await tx.run(ALL_KEYS)).single(strict=True)
    return dict(row["rows"])


OF_VERSIONS = """
UNWIND $versions AS id
MATCH (v:TextVersion {id: id})
RETURN collect(DISTINCT v.instrument) AS ids
"""


async def instruments_of_versions(tx: Tx, versions_: Iterable[str]) -> set[str]:
    """The instruments of these texts."""
    row = await (await tx.run(OF_VERSIONS, {"versions": sorted(set(versions_))})).single(
        strict=True
    )
    return set(row["ids"])


OF_PROVISIONS = """
UNWIND $ids AS id
MATCH (p:Provision {id: id})
RETURN collect([p.id, p.instrument]) AS rows
"""


async def instruments_of_provisions(tx: Tx, ids: Iterable[str]) -> dict[str, str]:
    """Provision id → instrument id; other ids are left out."""
    row = await (await tx.run(OF_PROVISIONS, {"ids": sorted(set(ids))})).single(strict=True)
    return dict(row["rows"])


class InstrumentOrder(StrEnum):
    """法规的排序."""

    TITLE = "按名称拼音"
    RANK = "按效力层级，高的在前，同级的按名称拼音"
    NEWEST = "按最新文本的公布日期，新的在前，同日的按名称拼音；尚无文本的在后"


_INSTRUMENT_ROWS: LiteralString = """
WITH i, key ORDER BY key, i.id
WITH collect([key, i.id, i.title, i.rank, i.territory, i.issuer, i.own]) AS found
RETURN size(found) AS total,
  [row IN found WHERE $id = '' OR row[0] > $key OR (row[0] = $key AND row[1] > $id)][..$take] AS rows
"""

INSTRUMENTS_PAGE: LiteralString = (
    """
MATCH (i:Instrument)
WHERE $text IS NULL OR i.title CONTAINS $text
WITH i, CASE $order WHEN 'RANK' THEN $ranks[i.rank] + '\t' + i.sortKey ELSE i.sortKey END AS key"""
    + _INSTRUMENT_ROWS
)

# Keys are compared as text, from the smallest on: what lies further back counts as more days before the end of time.
INSTRUMENTS_BY_NEWEST_TEXT: LiteralString = (
    """
MATCH (i:Instrument)
WHERE $text IS NULL OR i.title CONTAINS $text
OPTIONAL MATCH (v:TextVersion)-[:VERSION_OF]->(i)
WITH i, max(v.promulgated) AS newest
WITH i, coalesce(toString(9999999 - duration.inDays(date('0001-01-01'), newest).days), '9999999') + '\t' + i.sortKey AS key"""
    + _INSTRUMENT_ROWS
)

_RANKS = {rank.name: f"{place:02}" for place, rank in enumerate(Rank)}


async def page(
    tx: Tx, text: str | None, order: InstrumentOrder, *, size: int, after: tuple[str, str]
) -> tuple[list[tuple[str, Instrument]], int, bool]:
    """法规: (sort key, instrument) rows, total, whether more follows."""
    given = {"text": text, "key": after[0], "id": after[1], "take": size + 1}
    given |= {"order": order.name, "ranks": _RANKS}
    newest = order is InstrumentOrder.NEWEST
    query = INSTRUMENTS_BY_NEWEST_TEXT if newest else INSTRUMENTS_PAGE
    row = await (await tx.run(query, given)).single(strict=True)
    rows = [(r[0], _instrument(r[1:])) for r in row["rows"]]
    return rows[:size], row["total"], len(rows) > size
