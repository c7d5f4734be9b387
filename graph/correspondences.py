"""新旧对应 in the graph: proposed by the aligner, stood for by a person; each answer is a new record.

``ref`` names a correspondence through all its answers; ``id`` names one answer. The newest has no ``superseded``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from graph.db import LATEST, Tx
from graph.errors import DomainError
from graph.model.law import Assessment, Change, Correspondence, Kind, Standing, Support


@dataclass(eq=False)
class CorrespondenceNotFound(DomainError):
    """对应关系不存在."""

    id: str

    def __str__(self) -> str:
        return f"没有编号为“{self.id}”的新旧对应"


class Method(StrEnum):
    """一条对应从何而来."""

    RULE = "文本相同，依规则自动确认"
    ALIGNER = "系统建议"
    PERSON = "人工更正"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """一条对应 with what a person needs to decide it.

    Attributes:
        record: id of this answer; ``correspondence.id`` is the ref.
        runner_up: ids of the second best candidates where it is close.
        by: user who answered; "" for a rule or a proposal.
        number: of the answer, from 1: the ``expectedVersion`` of the next one.
        seq: number of the event that wrote this answer, as it is read.
    """

    record: str
    correspondence: Correspondence
    from_version: str
    method: Method
    runner_up: tuple[str, ...] = ()
    by: str = ""
    number: int = 1
    seq: int = 0


def _dump(assessments: Iterable[Assessment]) -> str:
    rows = [
        {**asdict(a), "support": a.support.name, "changes": sorted(c.name for c in a.changes)}
        for a in assessments
    ]
    return json.dumps(rows, ensure_ascii=False, sort_keys=True)


def _load(text: str) -> tuple[Assessment, ...]:
    return tuple(
        Assessment(
            support=Support[row["support"]],
            changes=frozenset(Change[name] for name in row["changes"]),
            organ=row["organ"],
            nature=row["nature"],
            power=row["power"],
            sub_item=row["sub_item"],
        )
        for row in json.loads(text)
    )


# The edges are for reading the graph by eye and by Cypher; the judge goes by the ids.
PUT = """
UNWIND $rows AS row
CREATE (c:Correspondence {
  id: row[0], ref: row[1], old: row[2], new: row[3], toVersion: row[4], fromVersion: row[5], kind: row[6],
  standing: row[7], confidence: row[8], whole: row[9], assessments: row[10], onlyDeletions: row[11],
  method: row[12], runnerUp: row[13], by: row[14], number: row[15], seq: $seq
})
WITH c, row
MATCH (old:ProvisionVersion {id: row[2]})
CREATE (c)-[:OLD]->(old)
WITH c, row
UNWIND row[3] AS id
MATCH (new:ProvisionVersion {id: id})
CREATE (c)-[:NEW]->(new)
"""

SUPERSEDE = """
UNWIND $refs AS ref
MATCH (c:Correspondence {ref: ref}) WHERE c.superseded IS NULL
SET c.superseded = $seq
"""


async def put(tx: Tx, seq: int, proposals: Sequence[Proposal]) -> None:
    """Write answers; an earlier answer of the same ref is superseded, never changed."""
    refs = [p.correspondence.id for p in proposals]
    await (await tx.run(SUPERSEDE, {"refs": refs, "seq": seq})).consume()
    rows = [_row(proposal) for proposal in proposals]
    await (await tx.run(PUT, {"rows": rows, "seq": seq})).consume()


def _row(p: Proposal) -> list[Any]:
    c = p.correspondence
    return [
        p.record,
        c.id,
        c.old,
        list(c.new),
        c.to_version,
        p.from_version,
        c.kind.name,
        c.standing.name,
        c.confidence,
        c.whole,
        _dump(c.assessments),
        c.only_deletions,
        p.method.name,
        list(p.runner_up),
        p.by,
        p.number,
    ]


def _proposal(row: Sequence[Any]) -> Proposal:
    record, ref, old, new, to_version, from_version, kind, standing, confidence, whole = row[:10]
    assessments, only_deletions, method, runner_up, by, number, seq = row[10:]
    return Proposal(
        record=record,
        correspondence=Correspondence(
            id=ref,
            old=old,
            new=tuple(new),
            to_version=to_version,
            kind=Kind[kind],
            standing=Standing[standing],
            confidence=confidence,
            whole=whole,
            assessments=_load(assessments),
            only_deletions=only_deletions,
        ),
        from_version=from_version,
        method=Method[method],
        runner_up=tuple(runner_up),
        by=by,
        number=number,
        seq=seq,
    )


FROM_OLD = """
UNWIND $old AS id
MATCH (c:Correspondence {old: id})
WHERE c.seq <= $known AND (c.superseded IS NULL OR c.superseded > $known)
RETURN collect([c.id, c.ref, c.old, c.new, c.toVersion, c.fromVersion, c.kind, c.standing, c.confidence,
  c.whole, c.assessments, c.onlyDeletions, c.method, c.runnerUp, c.by, c.number, c.seq]) AS rows
"""

OF_VERSION = """
MATCH (c:Correspondence {toVersion: $version})
WHERE c.seq <= $known AND (c.superseded IS NULL OR c.superseded > $known)
MATCH (old:ProvisionVersion {id: c.old})
WITH c ORDER BY old.order
RETURN collect([c.id, c.ref, c.old, c.new, c.toVersion, c.fromVersion, c.kind, c.standing, c.confidence,
  c.whole, c.assessments, c.onlyDeletions, c.method, c.runnerUp, c.by, c.number, c.seq]) AS rows
"""

BY_REF = """
UNWIND $refs AS ref
MATCH (c:Correspondence {ref: ref}) WHERE c.superseded IS NULL
RETURN collect([c.id, c.ref, c.old, c.new, c.toVersion, c.fromVersion, c.kind, c.standing, c.confidence,
  c.whole, c.assessments, c.onlyDeletions, c.method, c.runnerUp, c.by, c.number, c.seq]) AS rows
"""


async def from_old(tx: Tx, old: Iterable[str], known: int = LATEST) -> list[Proposal]:
    """Where these units lead, as known at event number ``known``."""
    row = await (await tx.run(FROM_OLD, {"old": sorted(set(old)), "known": known})).single(
        strict=True
    )
    return [_proposal(r) for r in row["rows"]]


async def of_version(tx: Tx, version: str, known: int = LATEST) -> list[Proposal]:
    """All that lead into one text version, in the order of the old text."""
    row = await (await tx.run(OF_VERSION, {"version": version, "known": known})).single(strict=True)
    return [_proposal(r) for r in row["rows"]]


async def by_ref(tx: Tx, refs: Iterable[str]) -> dict[str, Proposal]:
    """The newest answer of each."""
    row = await (await tx.run(BY_REF, {"refs": sorted(set(refs))})).single(strict=True)
    return {r[1]: _proposal(r) for r in row["rows"]}


async def get(tx: Tx, ref: str) -> Proposal:
    """The newest answer of one.

    Raises:
        CorrespondenceNotFound
    """
    found = await by_ref(tx, [ref])
    if ref not in found:
        raise CorrespondenceNotFound(ref)
    return found[ref]
