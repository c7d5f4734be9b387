"""批次: what came in by file, and what impact was committed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import LiteralString

from graph.db import Tx, listed
from graph.looking_up import Holders


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """影响分析批次, as committed.

    Attributes:
        seq: of its event: ``knownAt`` for the same plan again (T6).
    """

    id: str
    cause: str
    digest: str
    complete: bool
    pack: str
    on: date
    hits: int
    items: int
    tasks: int
    by: str
    seq: int


PUT_RUN = """
CREATE (r:ImpactRun {
  id: $id, cause: $cause, digest: $digest, complete: $complete, pack: $pack, on: date($on), hits: $hits,
  items: $items, tasks: $tasks, plan: $plan, by: $by, seq: $seq
})
"""


async def put_run(
    tx: Tx,
    seq: int,
    *,
    id_: str,
    cause: str,
    digest: str,
    complete: bool,
    pack: str,
    on: date,
    counts: tuple[int, int, int],
    plan: str,
    by: str,
) -> None:
    """影响分析批次入图, with the whole plan for ``explain``."""
    hits, items_, tasks_ = counts
    given = {"id": id_, "cause": cause, "digest": digest, "complete": complete, "pack": pack}
    given |= {"on": on.isoformat(), "hits": hits, "items": items_, "tasks": tasks_, "by": by}
    await tx.run(PUT_RUN, {**given, "plan": plan, "seq": seq})


_RUN_ROWS: LiteralString = """
WITH r ORDER BY r.seq DESC
RETURN collect([r.id, r.cause, r.digest, r.complete, r.pack, r.on, r.hits, r.items, r.tasks, r.by, r.seq]) AS rows
"""

RUNS = "MATCH (r:ImpactRun)" + _RUN_ROWS
RUNS_OF_CAUSE = "MATCH (r:ImpactRun {cause: $cause})" + _RUN_ROWS


async def runs(tx: Tx, cause: str | None = None) -> list[Run]:
    """影响分析批次, newest first."""
    query = RUNS if cause is None else RUNS_OF_CAUSE
    row = await (await tx.run(query, {"cause": cause})).single(strict=True)
    return [
        Run(
            id=id_,
            cause=cause_,
            digest=digest,
            complete=complete,
            pack=pack,
            on=on.to_native(),
            hits=hits,
            items=items_,
            tasks=tasks_,
            by=by,
            seq=seq,
        )
        for id_, cause_, digest, complete, pack, on, hits, items_, tasks_, by, seq in row["rows"]
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """导入批次 with its whole report, as JSON."""

    id: str
    name: str
    hash: str
    on: date
    rows: int
    compiled: int
    report: str
    seq: int


INTAKES = """
MATCH (i:ListIntake)
WHERE $holders IS NULL OR EXISTS { MATCH (i)-[:HAS_ROW]->(r:ListedRow) WHERE r.holder IN $holders }
WITH i ORDER BY i.seq DESC
WITH collect(i) AS found
WITH size(found) AS total, [i IN found WHERE $before IS NULL OR i.seq < $before][..$take] AS page
RETURN total, COLLECT { UNWIND page AS i RETURN [i.id, i.name, i.hash, i.on, i.rows,
  COUNT { (i)-[:HAS_ROW]->(:ListedRow {state: 'COMPILED'}) }, i.report, i.seq] } AS rows
"""


async def intakes(
    tx: Tx, holders: Holders, *, size: int, before: int | None
) -> tuple[list[Intake], int, bool]:
    """导入批次, newest first: a department sees those with rows of its own."""
    given = {"holders": listed(holders), "before": before, "take": size + 1}
    row = await (await tx.run(INTAKES, given)).single(strict=True)
    found = [
        Intake(
            id=id_,
            name=name,
            hash=digest,
            on=on.to_native(),
            rows=rows,
            compiled=compiled,
            report=report,
            seq=seq,
        )
        for id_, name, digest, on, rows, compiled, report, seq in row["rows"]
    ]
    return found[:size], row["total"], len(found) > size
