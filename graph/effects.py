"""法规变动 in the graph: sources, effects, parent links and the opinions of 法制办."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from json import dumps, loads
from typing import Any, LiteralString

from graph.db import LATEST, Tx
from graph.errors import DomainError
from graph.model.law import Effect, EffectType, Finding, NewGrant, Opinion, ParentLink, Standing


@dataclass(eq=False)
class EffectNotFound(DomainError):
    """效力事件不存在."""

    id: str

    def __str__(self) -> str:
        return f"没有编号为“{self.id}”的效力事件"


@dataclass(eq=False)
class SourceNotFound(DomainError):
    """变动来源不存在."""

    id: str

    def __str__(self) -> str:
        return f"没有编号为“{self.id}”的变动来源"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """变动来源: the decision that changes law or organs; one source may have many effects (H10).

    Attributes:
        kind: LAW or ORGANS.
    """

    id: str
    kind: str
    title: str
    number: str
    promulgated: date
    effective: date


PUT_SOURCE = """
MERGE (s:Source {key: $key})
ON CREATE SET s.id = $id, s.kind = $kind, s.title = $title, s.number = $number, s.promulgated = date($promulgated),
  s.effective = date($effective), s.seq = $seq
RETURN s.id AS id
"""


async def put_source(tx: Tx, seq: int, source: Source) -> str:
    """变动来源入图, once: the same title, number and day is the same source. Returns its id."""
    key = f"{source.kind}|{source.title}|{source.number}|{source.promulgated.isoformat()}"
    given = {
        "key": key,
        "id": source.id,
        "kind": source.kind,
        "title": source.title,
        "number": source.number,
        "promulgated": source.promulgated.isoformat(),
        "effective": source.effective.isoformat(),
        "seq": seq,
    }
    row = await (await tx.run(PUT_SOURCE, given)).single(strict=True)
    return row["id"]


_SOURCE_ROWS: LiteralString = """
WHERE s.seq <= $known
WITH s ORDER BY s.seq DESC
RETURN collect([s.id, s.kind, s.title, s.number, s.promulgated, s.effective]) AS rows
"""

SOURCES = "MATCH (s:Source)" + _SOURCE_ROWS
SOURCE = "MATCH (s:Source {id: $id})" + _SOURCE_ROWS


async def sources(tx: Tx, known: int = LATEST) -> list[Source]:
    """Every source, newest first."""
    row = await (await tx.run(SOURCES, {"known": known})).single(strict=True)
    return [source_of(line) for line in row["rows"]]


def source_of(row: Sequence[Any]) -> Source:
    """A source from id, kind, title, number and its two days."""
    id_, kind, title, number, promulgated, effective = row
    return Source(
        id=id_,
        kind=kind,
        title=title,
        number=number,
        promulgated=promulgated.to_native(),
        effective=effective.to_native(),
    )


async def source(tx: Tx, id_: str, known: int = LATEST) -> Source:
    """One source.

    Raises:
        SourceNotFound: nobody knows it, or not yet then.
    """
    row = await (await tx.run(SOURCE, {"id": id_, "known": known})).single(strict=True)
    if not row["rows"]:
        raise SourceNotFound(id_)
    return source_of(row["rows"][0])


VERSIONS_OF_SOURCE = """
MATCH (v:TextVersion {source: $source})
WHERE v.seq <= $known
RETURN collect(v.id) AS ids
"""


async def versions_of(tx: Tx, source_id: str, known: int = LATEST) -> list[str]:
    """Text versions that one source brought."""
    given = {"source": source_id, "known": known}
    row = await (await tx.run(VERSIONS_OF_SOURCE, given)).single(strict=True)
    return sorted(row["ids"])


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEffect:
    """效力事件 with its answers: ``effect.id`` is the ref, ``record`` this answer, ``number`` counts them.

    Attributes:
        seq: number of the event that wrote this answer, as it is read.
    """

    record: str
    effect: Effect
    by: str
    number: int
    correspondence: str = ""
    correction_of: str = ""
    seq: int = 0


PUT_EFFECT = """
CREATE (e:Effect {
  id: $record, ref: $ref, key: $key, source: $source, type: $type, instrument: $instrument, provisions: $provisions,
  promulgated: date($promulgated), effective: date($effective), until: date($until), territory: $territory,
  standing: $standing, replacedBy: $replacedBy, affecting: $affecting, opinion: $opinion, grant: $grant,
  order: $order, by: $by, number: $number, correspondence: $correspondence, correctionOf: $correctionOf, seq: $seq
})
WITH e
OPTIONAL MATCH (i:Instrument {id: $instrument})
FOREACH (_ IN CASE WHEN i IS NULL THEN [] ELSE [1] END | CREATE (e)-[:AFFECTS]->(i))
WITH e
OPTIONAL MATCH (granted:Power {id: $granted})
FOREACH (_ IN CASE WHEN granted IS NULL THEN [] ELSE [1] END | CREATE (e)-[:GRANTS]->(granted))
WITH e
UNWIND $provisions AS id
MATCH (p:Provision {id: id})
CREATE (e)-[:AFFECTS]->(p)
"""

# The key belongs to the newest answer alone, so that the same effect cannot be recorded twice (H18).
SUPERSEDE_EFFECT = """
MATCH (e:Effect {ref: $ref}) WHERE e.superseded IS NULL
SET e.superseded = $seq
REMOVE e.key
"""

EFFECT_BY_KEY = "MATCH (e:Effect {key: $key}) RETURN e.ref AS ref"


def effect_key(effect: Effect) -> str:
    """One effect is one (affecting, affected, type, effective) (H18)."""
    affecting = effect.affecting or effect.replaced_by or effect.source
    affected = ",".join(sorted(effect.provisions)) or effect.instrument
    return f"{affecting}|{affected}|{effect.type.name}|{effect.effective.isoformat()}"


async def same_effect(tx: Tx, effect: Effect) -> str | None:
    """The ref of the same effect, recorded before (C1, H18); None if there is none."""
    row = await (await tx.run(EFFECT_BY_KEY, {"key": effect_key(effect)})).single()
    return None if row is None else row["ref"]


async def put_effect(tx: Tx, seq: int, stored: StoredEffect) -> None:
    """Write one answer of an effect; the earlier answer is superseded, never changed."""
    effect = stored.effect
    await (await tx.run(SUPERSEDE_EFFECT, {"ref": effect.id, "seq": seq})).consume()
    await (await tx.run(PUT_EFFECT, _effect_row(stored, seq))).consume()


def _effect_row(stored: StoredEffect, seq: int) -> dict[str, Any]:
    e = stored.effect
    rejected = e.standing is Standing.REJECTED
    return {
        "record": stored.record,
        "ref": e.id,
        "key": None if rejected else effect_key(e),
        "source": e.source,
        "type": e.type.name,
        "instrument": e.instrument,
        "provisions": list(e.provisions),
        "promulgated": e.promulgated.isoformat(),
        "effective": e.effective.isoformat(),
        "until": e.until.isoformat() if e.until else None,
        "territory": e.territory,
        "standing": e.standing.name,
        "replacedBy": e.replaced_by,
        "affecting": e.affecting,
        "opinion": e.opinion,
        "grant": dumps(asdict(e.grant), ensure_ascii=False) if e.grant else None,
        "granted": e.grant.power if e.grant else "",
        "order": e.order,
        "by": stored.by,
        "number": stored.number,
        "correspondence": stored.correspondence,
        "correctionOf": stored.correction_of,
        "seq": seq,
    }


_EFFECT_ROWS = """
WHERE e.seq <= $known AND (e.superseded IS NULL OR e.superseded > $known)
  AND ($instruments IS NULL OR e.instrument IN $instruments)
  AND ($source IS NULL OR e.source = $source)
WITH e ORDER BY e.effective, e.promulgated, e.order, e.ref
RETURN collect([e.id, e.ref, e.source, e.type, e.instrument, e.provisions, e.promulgated, e.effective, e.until,
  e.territory, e.standing, e.replacedBy, e.affecting, e.opinion, e.grant, e.order, e.by, e.number,
  e.correspondence, e.correctionOf, e.seq]) AS rows
"""

# A filter that may be null uses no index: each way in has a text of its own, the rest is the same.
EFFECTS = "MATCH (e:Effect)" + _EFFECT_ROWS
EFFECTS_OF_INSTRUMENTS = "MATCH (e:Effect) WHERE e.instrument IN $instruments WITH e" + _EFFECT_ROWS
EFFECTS_OF_SOURCE = "MATCH (e:Effect {source: $source}) WITH e" + _EFFECT_ROWS
EFFECTS_OF_REFS = "UNWIND $refs AS ref MATCH (e:Effect {ref: ref}) WITH e" + _EFFECT_ROWS

# New laws that grant what a listed power does already are not cited by it: they are found from the power (L16).
EFFECTS_GRANTING = (
    "UNWIND $powers AS id MATCH (:Power {id: id})<-[:GRANTS]-(e:Effect) WITH DISTINCT e"
    + _EFFECT_ROWS
)


def _effects_query(given: Mapping[str, Any]) -> LiteralString:
    """The text whose way in is the narrowest."""
    if given["refs"] is not None:
        return EFFECTS_OF_REFS
    if given["source"] is not None:
        return EFFECTS_OF_SOURCE
    return EFFECTS if given["instruments"] is None else EFFECTS_OF_INSTRUMENTS


async def effects(
    tx: Tx,
    *,
    instruments: Iterable[str] | None = None,
    source: str | None = None,
    refs: Iterable[str] | None = None,
    known: int = LATEST,
) -> list[StoredEffect]:
    """Effects by effective day, as known at event number ``known``."""
    given = {
        "instruments": sorted(set(instruments)) if instruments is not None else None,
        "source": source,
        "refs": sorted(set(refs)) if refs is not None else None,
        "known": known,
    }
    row = await (await tx.run(_effects_query(given), given)).single(strict=True)
    return [_stored(r) for r in row["rows"]]


async def granting(tx: Tx, powers: Iterable[str], known: int = LATEST) -> list[StoredEffect]:
    """The effects that grant what these listed powers do already (L16)."""
    filters = dict.fromkeys(("instruments", "source"))
    given = {**filters, "powers": sorted(set(powers)), "known": known}
    row = await (await tx.run(EFFECTS_GRANTING, given)).single(strict=True)
    return [_stored(r) for r in row["rows"]]


async def effect(tx: Tx, ref: str) -> StoredEffect:
    """The newest answer of one effect.

    Raises:
        EffectNotFound
    """
    found = await effects(tx, refs=[ref])
    if not found:
        raise EffectNotFound(ref)
    return found[0]


def _stored(row: Sequence[Any]) -> StoredEffect:
    record, ref, source, type_, instrument, provisions, promulgated, effective, until = row[:9]
    territory, standing, replaced_by, affecting, opinion, grant, order = row[9:16]
    by, number, correspondence, correction_of, seq = row[16:]
    return StoredEffect(
        record=record,
        by=by,
        number=number,
        correspondence=correspondence,
        correction_of=correction_of,
        seq=seq,
        effect=Effect(
            id=ref,
            source=source,
            type=EffectType[type_],
            instrument=instrument,
            provisions=tuple(provisions),
            promulgated=promulgated.to_native(),
            effective=effective.to_native(),
            until=until.to_native() if until else None,
            territory=territory,
            standing=Standing[standing],
            replaced_by=replaced_by,
            affecting=affecting,
            opinion=opinion,
            grant=NewGrant(**loads(grant)) if grant else None,
            order=order,
        ),
    )


PUT_PARENT = """
MERGE (l:ParentLink {key: $child + '|' + $parent})
ON CREATE SET l.child = $child, l.parent = $parent, l.seq = $seq
"""


async def put_parent(tx: Tx, seq: int, link: ParentLink) -> None:
    """上位依据入图, once."""
    await tx.run(PUT_PARENT, {"child": link.child, "parent": link.parent, "seq": seq})


PARENTS = """
MATCH (l:ParentLink) WHERE l.seq <= $known
RETURN collect([l.child, l.parent]) AS rows
"""


async def parents(tx: Tx, known: int = LATEST) -> list[ParentLink]:
    """Every link to a higher norm."""
    row = await (await tx.run(PARENTS, {"known": known})).single(strict=True)
    return [ParentLink(child=child, parent=parent) for child, parent in row["rows"]]


PUT_OPINION = """
CREATE (o:Opinion {
  id: $id, rule: $rule, subject: $subject, finding: $finding, power: $power, document: $document, text: $text,
  by: $by, seq: $seq
})
"""


async def put_opinion(
    tx: Tx, seq: int, opinion: Opinion, *, document: str, text: str, by: str
) -> None:
    """法制办意见入图."""
    await tx.run(
        PUT_OPINION,
        {
            "id": opinion.id,
            "rule": opinion.rule,
            "subject": opinion.subject,
            "finding": opinion.finding.name,
            "power": opinion.power,
            "document": document,
            "text": text,
            "by": by,
            "seq": seq,
        },
    )


OPINIONS = """
MATCH (o:Opinion) WHERE o.seq <= $known
WITH o ORDER BY o.seq
RETURN collect([o.id, o.rule, o.subject, o.finding, o.power, o.seq]) AS rows
"""


async def opinions(tx: Tx, known: int = LATEST) -> list[Opinion]:
    """Every opinion, oldest first."""
    row = await (await tx.run(OPINIONS, {"known": known})).single(strict=True)
    return [
        Opinion(id=id_, rule=rule, subject=subject, finding=Finding[finding], power=power, seq=seq)
        for id_, rule, subject, finding, power, seq in row["rows"]
    ]
