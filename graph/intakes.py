"""导入批次 in the graph: which files came in, and what became of a file that comes in again."""

from __future__ import annotations

from dataclasses import dataclass

from graph.db import Tx

PUT_INTAKE = """
CREATE (i:ListIntake {
  id: $id, hash: $hash, name: $name, report: $report, rows: $rows, on: date($on), seq: $seq
})
"""


async def put_intake(
    tx: Tx, seq: int, *, id_: str, digest: str, name: str, report: str, rows: int, on: str
) -> None:
    """导入批次: one file that came in, with its whole report."""
    given = {"id": id_, "hash": digest, "name": name, "report": report, "rows": rows, "on": on}
    await tx.run(PUT_INTAKE, {**given, "seq": seq})


INTAKE_BY_HASH = """
MATCH (i:ListIntake {hash: $hash})
WITH i ORDER BY i.seq DESC LIMIT 1
RETURN i.id AS id, COLLECT { MATCH (i)-[:HAS_ROW]->(r:ListedRow) RETURN [r.place, r.recognition, r.contentHash] } AS lines
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierIntake:
    """此前的导入: its rows as (place, recognition, hash of what they say), sorted."""

    id: str
    lines: list[tuple[str, str, str]]


async def intake_of(tx: Tx, digest: str) -> EarlierIntake | None:
    """The last import of this very file; None if it never came in."""
    row = await (await tx.run(INTAKE_BY_HASH, {"hash": digest})).single()
    if row is None:
        return None
    return EarlierIntake(id=row["id"], lines=sorted((a, b, c) for a, b, c in row["lines"]))


REPLACED = """
MATCH (i:ListIntake {hash: $hash})-[:HAS_ROW]->(r:ListedRow {state: 'STAGED'})
SET r.state = 'REPLACED'
"""


async def replace_staged(tx: Tx, digest: str) -> None:
    """Rows of this file that still wait give way to those of its new reading."""
    await (await tx.run(REPLACED, {"hash": digest})).consume()
