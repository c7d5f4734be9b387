"""法规文本: the dated texts of a statute, their sources as they came, and their 编章节."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.db import LATEST, Tx
from graph.errors import DomainError
from graph.model.law import TextVersion


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
        seq: number of the event that recorded it, as it is read.
    """

    version: TextVersion
    document: str
    findings: str
    source: str
    revises: str
    seq: int = 0


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
RETURN collect([v.id, v.instrument, v.promulgated, v.effective, v.complete, v.document, v.findings, v.source, v.revises, v.seq]) AS rows
"""


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
        document_, findings, source, revises, seq = rest
        found.setdefault(instrument, []).append(
            StoredText(
                version=version,
                document=document_,
                findings=findings,
                source=source,
                revises=revises,
                seq=seq,
            )
        )
    return found


SOURCES_OF_VERSIONS = """
MATCH (v:TextVersion) WHERE v.id IN $ids AND v.source <> ''
RETURN collect([v.id, v.source]) AS rows
"""


async def sources_of_versions(tx: Tx, ids: Iterable[str]) -> dict[str, str]:
    """Text version → the source that brought it; a first text has none."""
    row = await (await tx.run(SOURCES_OF_VERSIONS, {"ids": sorted(set(ids))})).single(strict=True)
    return dict(row["rows"])


DAYS = """
UNWIND $versions AS id
MATCH (v:TextVersion {id: id}) WHERE v.effective IS NOT NULL
RETURN collect(DISTINCT v.effective) AS days
"""


async def effective_days(tx: Tx, versions_: Iterable[str]) -> set[date]:
    """施行日期 of these texts."""
    row = await (await tx.run(DAYS, {"versions": sorted(set(versions_))})).single(strict=True)
    return {day.to_native() for day in row["days"]}
