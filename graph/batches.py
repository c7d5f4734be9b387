"""批次: what came in by file, what impact was committed, and the citations that are still linked to nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.db import Tx
from graph.looking_up import Holders


def _listed(values: Iterable[str] | None) -> list[str] | None:
    return None if values is None else sorted(set(values))


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


RUNS = """
MATCH (r:ImpactRun)
WHERE $cause IS NULL OR r.cause = $cause
WITH r ORDER BY r.seq DESC
RETURN collect([r.id, r.cause, r.digest, r.complete, r.pack, r.on, r.hits, r.items, r.tasks, r.by, r.seq]) AS rows
"""


async def runs(tx: Tx, cause: str | None = None) -> list[Run]:
    """影响分析批次, newest first."""
    row = await (await tx.run(RUNS, {"cause": cause})).single(strict=True)
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
    given = {"holders": _listed(holders), "before": before, "take": size + 1}
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlinked:
    """未关联的引用 of one department.

    Attributes:
        powers: (id, name) of its listed powers that print it.
    """

    citation: str
    holder: str
    element: str
    printed: str
    title: str
    reason: str
    powers: tuple[tuple[str, str], ...]


# Department by department, and only as many as the page needs; its citations alone are then told with their powers.
UNLINKED = """
MATCH (p:Power {status: 'LISTED'})
WHERE ($holders IS NULL OR p.holder IN $holders) AND p.holder >= $from
WITH DISTINCT p.holder AS holder ORDER BY holder
CALL (holder) {
  MATCH (:Power {holder: holder, status: 'LISTED'})-[:CURRENT]->(:PowerVersion)-[:HAS_ELEMENT]->(e:Element)
  WITH DISTINCT e
  MATCH (e)-[:CITES]->(c:Citation)
  WHERE ($id = '' OR holder + ' ' + c.title > $key OR (holder + ' ' + c.title = $key AND c.id > $id))
    AND NOT EXISTS { MATCH (c)-[:LINKED]->(k:Link) WHERE k.superseded IS NULL AND size(k.units) > 0 }
    AND ($reason IS NULL OR $reason = coalesce(
      COLLECT { MATCH (c)-[:LINKED]->(k:Link) WHERE k.superseded IS NULL RETURN k.reason }[0], '尚未关联'))
  RETURN DISTINCT c ORDER BY c.title, c.id LIMIT $take
}
WITH holder, c ORDER BY holder, c.title, c.id LIMIT $take
OPTIONAL MATCH (c)-[:LINKED]->(l:Link) WHERE l.superseded IS NULL
WITH holder, c, coalesce(l.reason, '尚未关联') AS reason ORDER BY holder, c.title, c.id
RETURN collect([c.id, holder, c.element, c.printed, c.title, reason, COLLECT {
  MATCH (c)<-[:CITES]-(:Element)<-[:HAS_ELEMENT]-(:PowerVersion)<-[:CURRENT]-(p:Power {status: 'LISTED', holder: holder})
  RETURN DISTINCT [p.id, p.name] }]) AS rows
"""


async def unlinked(
    tx: Tx, holders: Holders, reason: str | None, *, size: int, after: tuple[str, str]
) -> tuple[list[Unlinked], bool]:
    """未关联的引用, by department and title as printed; a citation of several departments once for each.

    Returns:
        (a page, whether more follows); how many there are tells ``statistics.unlinked_counts``.
    """
    key, id_ = after
    given = {"holders": _listed(holders), "reason": reason, "take": size + 1, "key": key, "id": id_}
    row = await (await tx.run(UNLINKED, {**given, "from": key.partition(" ")[0]})).single(
        strict=True
    )
    found = [
        Unlinked(
            citation=citation,
            holder=holder,
            element=element,
            printed=printed,
            title=title,
            reason=reason_,
            powers=tuple((power, name) for power, name in sorted(powers)),
        )
        for citation, holder, element, printed, title, reason_, powers in row["rows"]
    ]
    return found[:size], len(found) > size
