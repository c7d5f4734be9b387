"""法规: instruments, their text versions and the units of each, in the graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.db import Tx
from graph.errors import DomainError
from graph.model.law import Instrument, ProvisionVersion, Rank, TextVersion
from legal.place import Place


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


@dataclass(eq=False)
class TextVersionExists(DomainError):
    """文本已录入: this instrument has a text of that day already, with other content."""

    title: str
    promulgated: date

    def __str__(self) -> str:
        return f"《{self.title}》{self.promulgated.isoformat()} 的文本已录入，且内容不同；更正须另行办理"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredText:
    """已录入的文本: a text version with what a reader wants to know of it.

    Attributes:
        document: hash of the source text in ``Document``.
        findings: of the reader, as JSON.
    """

    version: TextVersion
    document: str
    findings: str
    source: str
    revises: str


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


ALL_KEYS = """
MATCH (i:Instrument)
RETURN collect([i.title, i.id]) AS rows
"""


async def titles(tx: Tx) -> dict[str, str]:
    """Title → id of every instrument, for candidates of a misspelt title."""
    row = await (await tx.run(ALL_KEYS)).single(strict=True)
    return dict(row["rows"])


PUT_DOCUMENT = """
MERGE (d:Document {hash: $hash})
ON CREATE SET d.name = $name, d.text = $text, d.seq = $seq
"""


async def put_document(tx: Tx, seq: int, *, digest: str, name: str, text: str) -> None:
    """存证: keep a source text once, by its hash."""
    await tx.run(PUT_DOCUMENT, {"hash": digest, "name": name, "text": text, "seq": seq})


DOCUMENT = "MATCH (d:Document {hash: $hash}) RETURN d.text AS text"


async def document(tx: Tx, digest: str) -> str:
    """The stored source text with this hash."""
    row = await (await tx.run(DOCUMENT, {"hash": digest})).single(strict=True)
    return row["text"]


PUT_VERSION = """
MATCH (i:Instrument {id: $instrument})
CREATE (v:TextVersion {
  id: $id, key: $instrument + '|' + $promulgated, instrument: $instrument, promulgated: date($promulgated),
  effective: date($effective), complete: $complete, document: $document, findings: $findings,
  source: $source, revises: $revises, seq: $seq
})
CREATE (v)-[:VERSION_OF]->(i)
WITH v
OPTIONAL MATCH (d:Document {hash: $document})
FOREACH (_ IN CASE WHEN d IS NULL THEN [] ELSE [1] END | CREATE (v)-[:TEXT]->(d))
"""


async def put_version(tx: Tx, seq: int, text: StoredText) -> None:
    """录入文本版本, without its units."""
    version = text.version
    effective = version.effective.isoformat() if version.effective else None
    await tx.run(
        PUT_VERSION,
        {
            "id": version.id,
            "instrument": version.instrument,
            "promulgated": version.promulgated.isoformat(),
            "effective": effective,
            "complete": version.complete,
            "document": text.document,
            "findings": text.findings,
            "source": text.source,
            "revises": text.revises,
            "seq": seq,
        },
    )


MARK_REVISION = """
MATCH (v:TextVersion {id: $id})
SET v.source = $source, v.revises = $revises
"""


async def mark_revision(tx: Tx, version: str, *, source: str, revises: str) -> None:
    """修订: this text revises that one, by this source; known once both are recorded."""
    await tx.run(MARK_REVISION, {"id": version, "source": source, "revises": revises})


# What never changes for a unit (instrument, version, article) is copied onto it: a path test instead
# makes the impact of a whole statute half as slow again.
PUT_UNITS = """
UNWIND $rows AS row
MERGE (p:Provision {id: row[1]})
ON CREATE SET p.instrument = row[2], p.seq = $seq
CREATE (u:ProvisionVersion {
  id: row[0], provision: row[1], instrument: row[2], version: row[3], article: row[4],
  place: row[5], text: row[6], unitHash: row[7], order: row[8], seq: $seq
})
CREATE (u)-[:VERSION_OF]->(p)
"""

PUT_PARTS = """
UNWIND $rows AS row
MATCH (u:ProvisionVersion {id: row[0]})
MATCH (above:ProvisionVersion {id: row[1]})
CREATE (u)-[:PART_OF]->(above)
"""

PUT_IN_VERSION = """
UNWIND $ids AS id
MATCH (u:ProvisionVersion {id: id})
MATCH (v:TextVersion {id: $version})
CREATE (u)-[:PART_OF]->(v)
"""


async def put_units(tx: Tx, seq: int, units: Sequence[ProvisionVersion]) -> None:
    """条款入图: every unit of one text version, each under the unit that holds it."""
    rows = [
        [
            u.id,
            u.provision,
            u.instrument,
            u.version,
            u.article,
            str(u.place),
            u.text,
            u.unit_hash,
            u.order,
        ]
        for u in units
    ]
    await (await tx.run(PUT_UNITS, {"rows": rows, "seq": seq})).consume()
    by_place = {u.place: u.id for u in units}
    parts = [[u.id, by_place[u.place.parent]] for u in units if u.place.parent is not None]
    await (await tx.run(PUT_PARTS, {"rows": parts})).consume()
    if articles := [u.id for u in units if u.place.parent is None]:
        given = {"ids": articles, "version": units[0].version}
        await (await tx.run(PUT_IN_VERSION, given)).consume()


PUT_DIVISIONS = """
UNWIND $rows AS row
MATCH (v:TextVersion {id: $version})
CREATE (d:Division {
  id: row[0], version: $version, level: row[1], number: row[2], title: row[3],
  first: row[4], last: row[5], order: row[6], seq: $seq
})
CREATE (d)-[:PART_OF]->(v)
"""


async def put_divisions(tx: Tx, seq: int, version: str, rows: Sequence[Sequence[Any]]) -> None:
    """编章节入图: rows of (id, level, number, title, first article, last article, order)."""
    await (
        await tx.run(PUT_DIVISIONS, {"rows": list(rows), "version": version, "seq": seq})
    ).consume()


VERSIONS = """
MATCH (v:TextVersion)-[:VERSION_OF]->(i:Instrument)
WHERE i.id IN $instruments AND v.seq <= $known
WITH v ORDER BY v.promulgated
RETURN collect([v.id, v.instrument, v.promulgated, v.effective, v.complete, v.document, v.findings, v.source, v.revises]) AS rows
"""

LATEST = 2**53
"""``known`` for "all that is known now"."""


async def versions(
    tx: Tx, instruments: Iterable[str], known: int = LATEST
) -> dict[str, list[StoredText]]:
    """Text versions of each instrument, by promulgation."""
    given = {"instruments": sorted(set(instruments)), "known": known}
    row = await (await tx.run(VERSIONS, given)).single(strict=True)
    found: dict[str, list[StoredText]] = {}
    for id_, instrument, promulgated, effective, complete, *rest in row["rows"]:
        version = TextVersion(
            id=id_,
            instrument=instrument,
            promulgated=promulgated.to_native(),
            effective=effective.to_native() if effective else None,
            complete=complete,
        )
        document_, findings, source, revises = rest
        found.setdefault(instrument, []).append(
            StoredText(
                version=version,
                document=document_,
                findings=findings,
                source=source,
                revises=revises,
            )
        )
    return found


UNIT_COLUMNS_DOC = "id, provision, instrument, version, article, place, text, unitHash, order"

UNITS_OF_VERSION = """
MATCH (u:ProvisionVersion {version: $version})
WITH u ORDER BY u.order
RETURN collect([u.id, u.provision, u.instrument, u.version, u.article, u.place, u.text, u.unitHash, u.order]) AS rows
"""

UNITS_BY_ID = """
UNWIND $ids AS id
MATCH (u:ProvisionVersion {id: id})
RETURN collect([u.id, u.provision, u.instrument, u.version, u.article, u.place, u.text, u.unitHash, u.order]) AS rows
"""

UNITS_OF_PROVISIONS = """
UNWIND $provisions AS provision
MATCH (u:ProvisionVersion {provision: provision})
WHERE u.seq <= $known
RETURN collect([u.id, u.provision, u.instrument, u.version, u.article, u.place, u.text, u.unitHash, u.order]) AS rows
"""


def unit_of(row: Sequence[Any]) -> ProvisionVersion:
    """A unit from the columns that every query of units returns."""
    id_, provision, instrument, version, article, place, text, unit_hash, order = row
    return ProvisionVersion(
        id=id_,
        provision=provision,
        instrument=instrument,
        version=version,
        article=article,
        place=Place.parse(place),
        text=text,
        unit_hash=unit_hash,
        order=order,
    )


async def units_of_version(tx: Tx, version: str) -> list[ProvisionVersion]:
    """Every unit of one text version, in order."""
    row = await (await tx.run(UNITS_OF_VERSION, {"version": version})).single(strict=True)
    return [unit_of(r) for r in row["rows"]]


async def units(tx: Tx, ids: Iterable[str]) -> dict[str, ProvisionVersion]:
    """The units with these ids."""
    row = await (await tx.run(UNITS_BY_ID, {"ids": sorted(set(ids))})).single(strict=True)
    return {r[0]: unit_of(r) for r in row["rows"]}


SOURCES_OF_VERSIONS = """
MATCH (v:TextVersion) WHERE v.id IN $ids AND v.source <> ''
RETURN collect([v.id, v.source]) AS rows
"""


async def sources_of_versions(tx: Tx, ids: Iterable[str]) -> dict[str, str]:
    """Text version → the source that brought it; a first text has none."""
    row = await (await tx.run(SOURCES_OF_VERSIONS, {"ids": sorted(set(ids))})).single(strict=True)
    return dict(row["rows"])


UNITS_INSIDE = """
UNWIND $articles AS article
MATCH (:ProvisionVersion {id: article})<-[:PART_OF*1..3]-(u:ProvisionVersion)
RETURN collect([u.id, u.provision, u.instrument, u.version, u.article, u.place, u.text, u.unitHash, u.order]) AS rows
"""


async def units_inside(tx: Tx, articles: Iterable[str]) -> dict[str, ProvisionVersion]:
    """The 款, 项 and 目 of these 条."""
    given = {"articles": sorted(set(articles))}
    row = await (await tx.run(UNITS_INSIDE, given)).single(strict=True)
    return {r[0]: unit_of(r) for r in row["rows"]}


async def units_of_provisions(
    tx: Tx, provisions: Iterable[str], known: int = LATEST
) -> dict[str, ProvisionVersion]:
    """Every version of these provisions, by unit id."""
    given = {"provisions": sorted(set(provisions)), "known": known}
    row = await (await tx.run(UNITS_OF_PROVISIONS, given)).single(strict=True)
    return {r[0]: unit_of(r) for r in row["rows"]}


def by_place(units_: Iterable[ProvisionVersion]) -> Mapping[Place, ProvisionVersion]:
    """The units of one version by their place."""
    return {unit.place: unit for unit in units_}


DAYS = """
UNWIND $versions AS id
MATCH (v:TextVersion {id: id}) WHERE v.effective IS NOT NULL
RETURN collect(DISTINCT v.effective) AS days
"""


async def effective_days(tx: Tx, versions_: Iterable[str]) -> set[date]:
    """施行日期 of these texts."""
    row = await (await tx.run(DAYS, {"versions": sorted(set(versions_))})).single(strict=True)
    return {day.to_native() for day in row["days"]}


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


INSTRUMENTS_PAGE = """
MATCH (i:Instrument)
WHERE $text IS NULL OR i.title CONTAINS $text
WITH i ORDER BY i.sortKey, i.id
WITH collect([i.sortKey, i.id, i.title, i.rank, i.territory, i.issuer, i.own]) AS found
RETURN size(found) AS total,
  [row IN found WHERE $id = '' OR row[0] > $key OR (row[0] = $key AND row[1] > $id)][..$take] AS rows
"""


async def page(
    tx: Tx, text: str | None, *, size: int, after: tuple[str, str]
) -> tuple[list[tuple[str, Instrument]], int, bool]:
    """法规, by the pinyin of their titles: (sort key, instrument) rows, total, whether more follows."""
    given = {"text": text, "key": after[0], "id": after[1], "take": size + 1}
    row = await (await tx.run(INSTRUMENTS_PAGE, given)).single(strict=True)
    rows = [(r[0], _instrument(r[1:])) for r in row["rows"]]
    return rows[:size], row["total"], len(rows) > size
