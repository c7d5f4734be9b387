"""机构改革 in the graph: the pieces of a reform, what people decided about it, and whether it was committed.

A reform is a source of kind ORGANS (graph/effects.py); its pieces name organs and sets of powers by expression.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from json import dumps, loads
from typing import Any

from graph.db import LATEST, Tx
from graph.model.reorganisation import OrgChangeKind


class Level(StrEnum):
    """决定机关的层级."""

    DISTRICT = "本区"
    CITY = "市"
    PROVINCE = "省"
    STATE = "国家"


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerTerm:
    """一组职权: all that meet every condition that is given; a set expression is a list of these.

    Attributes:
        instruments: cited as 设立依据.
    """

    powers: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    name: str = ""
    instruments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """一项机构变动, as it was recorded.

    Attributes:
        name: of a renaming, the new official name.
        chosen: of a partial transfer, the powers that move; ``but`` those left out of it, or of a merger.
        document: of the decision that says so, taken at ``level``.
    """

    id: str
    kind: OrgChangeKind
    sources: tuple[str, ...]
    target: str
    document: str
    level: Level
    name: str = ""
    chosen: tuple[PowerTerm, ...] = ()
    but: tuple[PowerTerm, ...] = ()
    handover: date | None = None


PUT_PIECES = """
UNWIND $rows AS row
MATCH (s:Source {id: $source})
CREATE (c:OrgChangeEvent {
  id: row[0], source: $source, kind: row[1], sources: row[2], target: row[3], document: row[4], name: row[5],
  chosen: row[6], but: row[7], handover: date(row[8]), level: row[9], seq: $seq
})
CREATE (s)-[:CHANGES]->(c)
WITH c, row
MATCH (o:OrgUnit) WHERE o.id IN row[2] OR o.id = row[3]
CREATE (c)-[:CONCERNS]->(o)
"""


async def put_pieces(tx: Tx, seq: int, source: str, pieces: Sequence[Piece]) -> None:
    """机构变动入图."""
    rows = [
        [
            p.id,
            p.kind.name,
            list(p.sources),
            p.target,
            p.document,
            p.name,
            _terms_text(p.chosen),
            _terms_text(p.but),
            p.handover.isoformat() if p.handover else None,
            p.level.name,
        ]
        for p in pieces
    ]
    await (await tx.run(PUT_PIECES, {"rows": rows, "source": source, "seq": seq})).consume()


def _terms_text(terms: Iterable[PowerTerm]) -> str:
    return dumps([asdict(term) for term in terms], ensure_ascii=False)


def _terms(text: str) -> tuple[PowerTerm, ...]:
    return tuple(
        PowerTerm(
            powers=tuple(row["powers"]),
            types=tuple(row["types"]),
            name=row["name"],
            instruments=tuple(row["instruments"]),
        )
        for row in loads(text)
    )


PIECES = """
MATCH (c:OrgChangeEvent {source: $source}) WHERE c.seq <= $known
WITH c ORDER BY c.seq, c.id
RETURN collect([c.id, c.kind, c.sources, c.target, c.document, c.name, c.chosen, c.but, c.handover, c.level]) AS rows
"""


async def pieces(tx: Tx, source: str, known: int = LATEST) -> list[Piece]:
    """The pieces of a reform, as recorded by then."""
    row = await (await tx.run(PIECES, {"source": source, "known": known})).single(strict=True)
    return [_piece(line) for line in row["rows"]]


def _piece(line: Sequence[Any]) -> Piece:
    id_, kind, sources, target, document, name, chosen, but, handover, level = line
    return Piece(
        id=id_,
        kind=OrgChangeKind[kind],
        sources=tuple(sources),
        target=target,
        document=document,
        level=Level[level],
        name=name,
        chosen=_terms(chosen),
        but=_terms(but),
        handover=handover.to_native() if handover else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAt:
    """谁持有的职权: what these organs hold by law on a day or come to hold later, as it was known then (O20).

    Attributes:
        known: number of the last event that counts.
    """

    organs: frozenset[str]
    on: date
    known: int

    def given(self) -> dict[str, Any]:
        """As the queries take it."""
        return {"organs": sorted(self.organs), "on": self.on.isoformat(), "known": self.known}


_HELD = """
MATCH (o:OrgUnit) WHERE o.id IN $organs
MATCH (o)<-[:BY]-(t:Tenure {axis: 'LAW'})
WHERE t.mode <> 'ENTRUSTED_BY' AND (t.to IS NULL OR date($on) < t.to)
  AND t.seq <= $known AND (t.superseded IS NULL OR t.superseded > $known)
MATCH (p:Power {status: 'LISTED'})-[:HELD_IN]->(t)
WITH DISTINCT p
"""

CHOSEN = (
    _HELD
    + """
WHERE ($powers = [] OR p.id IN $powers)
  AND ($types = [] OR p.type IN $types)
  AND ($name = '' OR p.name CONTAINS $name)
  AND ($instruments = [] OR EXISTS {
    MATCH (p)-[:CURRENT]->(:PowerVersion)-[:HAS_ELEMENT]->(:Element {kind: 'BASIS'})-[:CITES]->(:Citation)-[:LINKED]->(l:Link)
    WHERE l.superseded IS NULL AND l.instrument IN $instruments })
RETURN collect(p.id) AS ids
"""
)


async def chosen(tx: Tx, held: HeldAt, terms: Iterable[PowerTerm]) -> set[str]:
    """The listed powers among these that a set expression means."""
    found: set[str] = set()
    for term in terms:
        given = {**asdict(term), **held.given()}
        given |= {key: list(given[key]) for key in ("powers", "types", "instruments")}
        row = await (await tx.run(CHOSEN, given)).single(strict=True)
        found |= set(row["ids"])
    return found


LISTED_OF = (
    _HELD
    + """
WHERE NOT EXISTS { MATCH (:Item {cause: $source, state: 'APPLIED'})-[:CONCERNS]->(p) }
RETURN collect(p.id) AS ids
"""
)


async def listed_of(tx: Tx, held: HeldAt, source: str) -> list[str]:
    """The listed powers that a reform is about: those of its organs, but what its items have brought onto the list."""
    given = {**held.given(), "source": source}
    return sorted((await (await tx.run(LISTED_OF, given)).single(strict=True))["ids"])


LISTED = """
UNWIND $powers AS id
MATCH (p:Power {id: id, status: 'LISTED'})
RETURN collect(p.id) AS ids
"""


async def listed(tx: Tx, powers: Iterable[str]) -> set[str]:
    """Those of these powers that stand on the list."""
    given = {"powers": sorted(set(powers))}
    return set((await (await tx.run(LISTED, given)).single(strict=True))["ids"])


# ---- what people decided about a reform -------------------------------------------------------------


class RulingKind(StrEnum):
    """人工决定的种类."""

    ASSIGN = "指定承接机构"
    HANDOVER = "确定交接日"
    PAIR = "疑似重复的认定"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """一项人工决定 about one power of a reform, or about two.

    Attributes:
        subject: power id, or two power ids in order, joined by a blank.
        value: organ id; a day in ISO form; SAME, behind it the id that survives where one was chosen, or DIFFERENT.
        seq: number of the event that wrote it, as it is read.
    """

    id: str
    kind: RulingKind
    subject: str
    value: str
    by: str
    seq: int = 0


PUT_RULINGS = """
UNWIND $rows AS row
OPTIONAL MATCH (earlier:ReformRuling {source: $source, kind: row[1], subject: row[2]})
WHERE earlier.superseded IS NULL AND earlier.seq < $seq
SET earlier.superseded = $seq
WITH DISTINCT row
MATCH (s:Source {id: $source})
CREATE (r:ReformRuling {
  id: row[0], source: $source, kind: row[1], subject: row[2], value: row[3], by: row[4], seq: $seq
})
CREATE (s)-[:RULED]->(r)
"""


async def put_rulings(tx: Tx, seq: int, source: str, rulings_: Sequence[Ruling]) -> None:
    """人工决定入图; an earlier one of the same kind and subject is superseded, two of one act both stand."""
    rows = [[r.id, r.kind.name, r.subject, r.value, r.by] for r in rulings_]
    await (await tx.run(PUT_RULINGS, {"rows": rows, "source": source, "seq": seq})).consume()


RULINGS = """
MATCH (r:ReformRuling {source: $source})
WHERE r.seq <= $known AND (r.superseded IS NULL OR r.superseded > $known)
WITH r ORDER BY r.seq, r.id
RETURN collect([r.id, r.kind, r.subject, r.value, r.by, r.seq]) AS rows
"""


async def rulings(tx: Tx, source: str, known: int = LATEST) -> list[Ruling]:
    """What people decided about a reform, as it stood after an event."""
    row = await (await tx.run(RULINGS, {"source": source, "known": known})).single(strict=True)
    return [
        Ruling(id=id_, kind=RulingKind[kind], subject=subject, value=value, by=by, seq=seq)
        for id_, kind, subject, value, by, seq in row["rows"]
    ]


# ---- plans and commits ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord:
    """一次方案: planned (dry run) or committed; ``seq`` numbers the event that wrote it."""

    id: str
    seq: int
    source: str
    digest: str
    committed: bool
    moved: int
    items: int
    on: date
    by: str


PUT_PLAN = """
MATCH (s:Source {id: $source})
CREATE (r:ReorgPlan {
  id: $id, source: $source, digest: $digest, committed: $committed, moved: $moved, items: $items, on: date($on),
  by: $by, seq: $seq
})
CREATE (s)-[:PLANNED]->(r)
"""


async def put_plan(tx: Tx, plan: PlanRecord) -> None:
    """方案入图: that it was made, or committed, with its digest."""
    await tx.run(PUT_PLAN, {**asdict(plan), "on": plan.on.isoformat()})


PLANS = """
MATCH (r:ReorgPlan {source: $source})
WITH r ORDER BY r.seq
RETURN collect([r.id, r.seq, r.source, r.digest, r.committed, r.moved, r.items, r.on, r.by]) AS rows
"""


async def plans(tx: Tx, source: str) -> list[PlanRecord]:
    """What was planned and committed, oldest first."""
    row = await (await tx.run(PLANS, {"source": source})).single(strict=True)
    return [
        PlanRecord(
            id=id_,
            seq=seq,
            source=of,
            digest=digest,
            committed=committed,
            moved=moved,
            items=items,
            on=on.to_native(),
            by=by,
        )
        for id_, seq, of, digest, committed, moved, items, on, by in row["rows"]
    ]


OF_DAY = """
MATCH (s:Source {kind: 'ORGANS', effective: date($on)})
WITH s, EXISTS { MATCH (s)-[:PLANNED]->(:ReorgPlan {committed: true}) } AS done
MATCH (s)-[:CHANGES]->(c:OrgChangeEvent)
WITH s, done, collect(c.sources + c.target) AS organs
RETURN collect([s.id, done, reduce(all = [], some IN organs | all + some)]) AS rows
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfDay:
    """同日的一次改革 (O18), and the organs that it concerns."""

    source: str
    committed: bool
    organs: frozenset[str]


async def of_day(tx: Tx, on: date) -> list[OfDay]:
    """Every reform of one day, by id."""
    row = await (await tx.run(OF_DAY, {"on": on.isoformat()})).single(strict=True)
    return [
        OfDay(source=source, committed=committed, organs=frozenset(organs))
        for source, committed, organs in sorted(row["rows"])
    ]
