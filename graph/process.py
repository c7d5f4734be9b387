"""申请与办理 in the graph: items, envelopes, obligations, tasks, decisions and impact runs.

Every write stands behind the one head of the audit chain (graph/audit.py), so a check and its write cannot be parted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from json import dumps, loads
from typing import Any, LiteralString

from graph.db import Tx
from graph.errors import DomainError
from graph.model.plan import (
    Difference,
    DraftItem,
    ItemKind,
    Route,
    Severity,
    TaskKind,
)
from graph.model.power import ElementKind
from graph.model.request import (
    Action,
    Decision,
    Envelope,
    Item,
    Obligation,
    ObligationState,
    State,
    Task,
    Verdict,
)


@dataclass(eq=False)
class ItemNotFound(DomainError):
    """事项不存在, or not to be seen by this user."""

    id: str

    def __str__(self) -> str:
        return f"没有编号为“{self.id}”的调整事项，或您无权查看"


@dataclass(eq=False)
class TaskNotFound(DomainError):
    """待办不存在."""

    id: str

    def __str__(self) -> str:
        return f"没有编号为“{self.id}”的待办"


@dataclass(eq=False)
class VersionConflict(DomainError):
    """版本冲突 (VERSION_CONFLICT): someone else wrote first."""

    subject: str
    sent: int
    current: int

    def __str__(self) -> str:
        return f"“{self.subject}”已被他人修改（您看到的是第 {self.sent} 版，现为第 {self.current} 版），请刷新后再办"


def check_version(subject: str, sent: int, current: int) -> None:
    """并发检查: the writer must have seen the newest version.

    Raises:
        VersionConflict
    """
    if sent != current:
        raise VersionConflict(subject, sent, current)


PUT_ENVELOPE = """
MERGE (e:Envelope {key: $key})
ON CREATE SET e.id = $id, e.holder = $holder, e.route = $route, e.cause = $cause, e.seq = $seq
RETURN e.id AS id
"""


async def put_envelope(tx: Tx, seq: int, envelope: Envelope) -> str:
    """申请书入图, once for each (department, route, cause). Returns its id."""
    given = {
        "key": envelope.key,
        "id": envelope.id,
        "holder": envelope.holder,
        "route": envelope.route,
        "cause": envelope.cause,
        "seq": seq,
    }
    return (await (await tx.run(PUT_ENVELOPE, given)).single(strict=True))["id"]


def differences_text(differences: Iterable[Difference]) -> str:
    """要素差异 as canonical JSON."""
    rows = [[d.element.name, d.sub_item, d.before, d.renew, d.value] for d in differences]
    return dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _differences(text: str) -> tuple[Difference, ...]:
    return tuple(
        Difference(
            element=ElementKind[element],
            sub_item=sub,
            before=before,
            renew=tuple((c, tuple(units)) for c, units in renew),
            value=value,
        )
        for element, sub, before, renew, value in loads(text)
    )


PUT_ITEMS = """
UNWIND $rows AS row
MERGE (i:Item {key: row.key})
ON CREATE SET i.id = row.id, i.seq = $seq
SET i += row.props
WITH i, row
MATCH (e:Envelope {id: row.props.envelope})
MERGE (i)-[:IN]->(e)
WITH i, row
UNWIND row.props.powers AS power
MATCH (p:Power {id: power})
MERGE (i)-[:CONCERNS]->(p)
"""


async def put_items(tx: Tx, seq: int, items: Sequence[Item]) -> None:
    """Write items as they now stand."""
    rows = [{"key": i.draft.key, "id": i.id, "props": _item_props(i)} for i in items]
    await (await tx.run(PUT_ITEMS, {"rows": rows, "seq": seq})).consume()


def _item_props(item: Item) -> dict[str, Any]:
    d = item.draft
    return {
        "kind": d.kind.name,
        "route": d.route.name,
        "grounds": list(d.grounds),
        "rules": list(d.rules),
        "cause": d.cause,
        "effective": d.effective,
        "holder": d.holder,
        "powers": list(d.powers),
        "subItem": d.sub_item,
        "severity": d.severity.name,
        "differences": differences_text(d.differences),
        "pair": d.pair,
        "suggestions": list(d.suggestions),
        "incomplete": d.incomplete,
        "warnings": list(d.warnings),
        "factsHash": d.facts_hash,
        "late": d.late,
        "bundle": d.bundle,
        "causes": list(d.causes),
        "envelope": item.envelope,
        "state": item.state.name,
        "revision": item.revision,
        "version": item.version,
        "contentHash": item.content_hash,
        "onBehalf": item.on_behalf,
        "decided": item.decided,
        "behind": item.behind,
        "note": item.note,
        "resubmissionOf": item.resubmission_of,
        "sequence": item.sequence,
    }


_ITEM_ROWS = """
WHERE ($ids IS NULL OR i.id IN $ids)
  AND ($keys IS NULL OR i.key IN $keys)
  AND ($envelope IS NULL OR i.envelope = $envelope)
  AND ($cause IS NULL OR i.cause = $cause)
  AND ($power IS NULL OR $power IN i.powers)
WITH i ORDER BY i.sequence
RETURN collect([i.id, i.key, i.kind, i.route, i.grounds, i.rules, i.cause, i.effective, i.holder, i.powers, i.subItem,
  i.severity, i.differences, i.pair, i.suggestions, i.incomplete, i.warnings, i.factsHash, i.late, i.envelope, i.state,
  i.revision, i.version, i.contentHash, i.onBehalf, i.decided, i.behind, i.note, i.resubmissionOf, i.sequence, i.bundle, i.causes]) AS rows
"""

# A filter that may be null uses no index: each way in has a text of its own, the rest is the same.
ITEMS = "MATCH (i:Item)" + _ITEM_ROWS
ITEMS_BY_ID = "MATCH (i:Item) WHERE i.id IN $ids WITH i" + _ITEM_ROWS
ITEMS_BY_KEY = "MATCH (i:Item) WHERE i.key IN $keys WITH i" + _ITEM_ROWS
ITEMS_OF_ENVELOPE = "MATCH (i:Item)-[:IN]->(:Envelope {id: $envelope}) WITH i" + _ITEM_ROWS
ITEMS_OF_CAUSE = "MATCH (i:Item {cause: $cause}) WITH i" + _ITEM_ROWS
ITEMS_OF_POWER = "MATCH (i:Item)-[:CONCERNS]->(:Power {id: $power}) WITH i" + _ITEM_ROWS

_ITEMS_BY: dict[str, LiteralString] = {
    "ids": ITEMS_BY_ID,
    "keys": ITEMS_BY_KEY,
    "envelope": ITEMS_OF_ENVELOPE,
    "power": ITEMS_OF_POWER,
    "cause": ITEMS_OF_CAUSE,
}


def item_of(row: Sequence[Any]) -> Item:
    """An item from the columns that every query of items returns."""
    id_, key, kind, route, grounds, rules, cause, effective, holder, powers, sub_item = row[:11]
    severity, differences, pair, suggestions, incomplete, warnings, facts, late = row[11:19]
    envelope, state, revision, version, content, on_behalf, decided, behind = row[19:27]
    note, resubmission_of, sequence, bundle, causes = row[27:]
    draft = DraftItem(
        key=key,
        kind=ItemKind[kind],
        route=Route[route],
        grounds=tuple(grounds),
        rules=tuple(rules),
        cause=cause,
        effective=effective.to_native(),
        holder=holder,
        powers=tuple(powers),
        sub_item=sub_item,
        severity=Severity[severity],
        differences=_differences(differences),
        pair=pair,
        suggestions=tuple(suggestions),
        incomplete=incomplete,
        warnings=tuple(warnings),
        facts_hash=facts,
        late=late,
        bundle=bundle,
        causes=tuple(causes),
    )
    return Item(
        id=id_,
        draft=draft,
        envelope=envelope,
        state=State[state],
        revision=revision,
        version=version,
        content_hash=content,
        on_behalf=on_behalf,
        decided=decided.to_native() if decided else None,
        behind=behind,
        note=note,
        resubmission_of=resubmission_of,
        sequence=sequence,
    )


def _first_way(ways: Mapping[str, LiteralString], given: Mapping[str, Any]) -> LiteralString | None:
    """The query text of the first filter that is set, narrowest first."""
    return next((text for name, text in ways.items() if given[name] is not None), None)


async def items(
    tx: Tx,
    *,
    ids: Iterable[str] | None = None,
    keys: Iterable[str] | None = None,
    envelope: str | None = None,
    cause: str | None = None,
    power: str | None = None,
) -> list[Item]:
    """Items by any of these, in the order in which they were made."""
    given = {
        "ids": None if ids is None else list(ids),
        "keys": None if keys is None else list(keys),
        "envelope": envelope,
        "cause": cause,
        "power": power,
    }
    query = _first_way(_ITEMS_BY, given) or ITEMS
    row = await (await tx.run(query, given)).single(strict=True)
    return [item_of(r) for r in row["rows"]]


async def item(tx: Tx, id_: str) -> Item:
    """One item.

    Raises:
        ItemNotFound
    """
    found = await items(tx, ids=[id_])
    if not found:
        raise ItemNotFound(id_)
    return found[0]


OPEN_ITEMS = """
UNWIND $powers AS power
MATCH (i:Item)-[:CONCERNS]->(:Power {id: power})
WITH DISTINCT i ORDER BY i.sequence
RETURN collect([i.id, i.key, i.kind, i.route, i.grounds, i.rules, i.cause, i.effective, i.holder, i.powers, i.subItem,
  i.severity, i.differences, i.pair, i.suggestions, i.incomplete, i.warnings, i.factsHash, i.late, i.envelope, i.state,
  i.revision, i.version, i.contentHash, i.onBehalf, i.decided, i.behind, i.note, i.resubmissionOf, i.sequence, i.bundle, i.causes]) AS rows
"""


async def items_on(tx: Tx, powers: Iterable[str]) -> list[Item]:
    """Every item, open or closed, on these powers."""
    row = await (await tx.run(OPEN_ITEMS, {"powers": sorted(set(powers))})).single(strict=True)
    return [item_of(r) for r in row["rows"]]


PUT_DECISION = """
CREATE (d:Decision {
  id: $id, action: $action, verdict: $verdict, actor: $actor, actorName: $actorName, role: $role, organ: $organ,
  opinion: $opinion, document: $document, on: date($on), seq: $seq
})
WITH d
UNWIND $items AS row
MATCH (i:Item {id: row[0]})
CREATE (d)-[:DECIDES {revision: row[1], outcome: $verdict, factsHash: row[2], contentHash: row[3]}]->(i)
"""


async def put_decision(
    tx: Tx, seq: int, decision: Decision, decided: Sequence[tuple[str, int, str, str]]
) -> None:
    """决定入图: one node for each act; ``decided`` are (item, revision, facts hash, content hash)."""
    given = {
        "id": decision.id,
        "action": decision.action.name,
        "verdict": decision.verdict.name,
        "actor": decision.actor,
        "actorName": decision.actor_name,
        "role": decision.role,
        "organ": decision.organ,
        "opinion": decision.opinion,
        "document": decision.document,
        "on": decision.on.isoformat(),
        "items": [list(row) for row in decided],
        "seq": seq,
    }
    await (await tx.run(PUT_DECISION, given)).consume()


DECISIONS = """
UNWIND $items AS id
MATCH (d:Decision)-[r:DECIDES]->(i:Item {id: id})
WITH i, d, r ORDER BY d.seq
RETURN collect([i.id, d.id, d.action, d.verdict, d.actor, d.actorName, d.role, d.organ, d.opinion, d.document, d.on,
  r.revision, r.factsHash, r.contentHash]) AS rows
"""


async def decisions(tx: Tx, items_: Iterable[str]) -> dict[str, list[Decision]]:
    """Item id → what was decided on it, oldest first."""
    row = await (await tx.run(DECISIONS, {"items": sorted(set(items_))})).single(strict=True)
    found: dict[str, list[Decision]] = {}
    for id_, *rest in row["rows"]:
        found.setdefault(id_, []).append(_decision(rest))
    return found


def _decision(row: Sequence[Any]) -> Decision:
    id_, action, verdict, actor, name, role, organ, opinion, document, on = row[:10]
    revision, facts, content = row[10:]
    return Decision(
        id=id_,
        action=Action[action],
        verdict=Verdict[verdict],
        actor=actor,
        actor_name=name,
        role=role,
        organ=organ,
        opinion=opinion,
        document=document,
        on=on.to_native(),
        revision=revision,
        facts_hash=facts,
        content_hash=content,
    )


PUT_OBLIGATIONS = """
UNWIND $rows AS row
MERGE (o:Obligation {key: row.key})
ON CREATE SET o.id = row.id, o.seq = $seq
SET o += row.props
WITH o, row
UNWIND row.props.powers AS power
MATCH (p:Power {id: power})
MERGE (o)-[:CONCERNS]->(p)
"""


async def put_obligations(tx: Tx, seq: int, obligations: Sequence[Obligation]) -> None:
    """申请义务入图, once by key."""
    rows = [
        {
            "key": o.key,
            "id": o.id,
            "props": {
                "holder": o.holder,
                "powers": list(o.powers),
                "kind": o.kind,
                "grounds": list(o.grounds),
                "cause": o.cause,
                "effective": o.effective,
                "due": o.due,
                "state": o.state.name,
                "item": o.item,
            },
        }
        for o in obligations
    ]
    await (await tx.run(PUT_OBLIGATIONS, {"rows": rows, "seq": seq})).consume()


_OBLIGATION_ROWS = """
WHERE ($holders IS NULL OR o.holder IN $holders) AND ($states IS NULL OR o.state IN $states)
  AND ($keys IS NULL OR o.key IN $keys) AND ($items IS NULL OR o.item IN $items)
WITH o ORDER BY o.effective, o.id
RETURN collect([o.id, o.key, o.holder, o.powers, o.kind, o.grounds, o.cause, o.effective, o.due, o.state, o.item]) AS rows
"""

OBLIGATIONS = "MATCH (o:Obligation)" + _OBLIGATION_ROWS
OBLIGATIONS_BY_KEY = "MATCH (o:Obligation) WHERE o.key IN $keys WITH o" + _OBLIGATION_ROWS
OBLIGATIONS_OF_ITEMS = "MATCH (o:Obligation) WHERE o.item IN $items WITH o" + _OBLIGATION_ROWS
OBLIGATIONS_OF_HOLDERS = "MATCH (o:Obligation) WHERE o.holder IN $holders WITH o" + _OBLIGATION_ROWS

_OBLIGATIONS_BY: dict[str, LiteralString] = {
    "keys": OBLIGATIONS_BY_KEY,
    "items": OBLIGATIONS_OF_ITEMS,
    "holders": OBLIGATIONS_OF_HOLDERS,
}


async def obligations(
    tx: Tx,
    *,
    holders: Iterable[str] | None = None,
    states: Iterable[ObligationState] | None = None,
    keys: Iterable[str] | None = None,
    items_: Iterable[str] | None = None,
) -> list[Obligation]:
    """Duties to apply, by effective day."""
    given = {
        "holders": None if holders is None else list(holders),
        "states": None if states is None else [state.name for state in states],
        "keys": None if keys is None else list(keys),
        "items": None if items_ is None else list(items_),
    }
    query = _first_way(_OBLIGATIONS_BY, given) or OBLIGATIONS
    row = await (await tx.run(query, given)).single(strict=True)
    return [obligation_of(r) for r in row["rows"]]


def obligation_of(row: Sequence[Any]) -> Obligation:
    """A duty from the columns that every query of obligations returns."""
    id_, key, holder, powers, kind, grounds, cause, effective, due, state, item_ = row
    return Obligation(
        id=id_,
        key=key,
        holder=holder,
        powers=tuple(powers),
        kind=kind,
        grounds=tuple(grounds),
        cause=cause,
        effective=effective.to_native(),
        due=due.to_native() if due else None,
        state=ObligationState[state],
        item=item_,
    )


PUT_TASKS = """
UNWIND $rows AS row
MERGE (t:Task {key: row.key})
ON CREATE SET t.id = row.id, t.seq = $seq
SET t += row.props
WITH t, row
UNWIND row.props.powers AS power
MATCH (p:Power {id: power})
MERGE (t)-[:CONCERNS]->(p)
"""


async def put_tasks(tx: Tx, seq: int, tasks_: Sequence[Task]) -> None:
    """待办入图, once by key."""
    rows = [
        {
            "key": t.key,
            "id": t.id,
            "props": {
                "kind": t.kind.name,
                "rule": t.rule,
                "cause": t.cause,
                "role": t.role,
                "subject": t.subject,
                "powers": list(t.powers),
                "sentence": t.sentence,
                "state": t.state,
                "version": t.version,
            },
        }
        for t in tasks_
    ]
    await (await tx.run(PUT_TASKS, {"rows": rows, "seq": seq})).consume()


_TASK_ROWS = """
WHERE ($cause IS NULL OR t.cause = $cause) AND ($state IS NULL OR t.state = $state)
  AND ($subjects IS NULL OR t.subject IN $subjects) AND ($roles IS NULL OR t.role IN $roles)
  AND ($keys IS NULL OR t.key IN $keys)
WITH t ORDER BY t.seq, t.id
RETURN collect([t.id, t.key, t.kind, t.rule, t.cause, t.role, t.subject, t.powers, t.sentence, t.state, t.version]) AS rows
"""

TASKS = "MATCH (t:Task)" + _TASK_ROWS
TASKS_BY_KEY = "MATCH (t:Task) WHERE t.key IN $keys WITH t" + _TASK_ROWS
TASKS_ON_SUBJECTS = "MATCH (t:Task) WHERE t.subject IN $subjects WITH t" + _TASK_ROWS
TASKS_OF_CAUSE = "MATCH (t:Task {cause: $cause}) WITH t" + _TASK_ROWS
TASKS_IN_STATE = "MATCH (t:Task {state: $state}) WITH t" + _TASK_ROWS

_TASKS_BY: dict[str, LiteralString] = {
    "keys": TASKS_BY_KEY,
    "subjects": TASKS_ON_SUBJECTS,
    "cause": TASKS_OF_CAUSE,
    "state": TASKS_IN_STATE,
}


async def tasks(
    tx: Tx,
    *,
    cause: str | None = None,
    state: str | None = None,
    subjects: Iterable[str] | None = None,
    roles: Iterable[str] | None = None,
    keys: Iterable[str] | None = None,
) -> list[Task]:
    """Tasks of the engine, oldest first."""
    given = {
        "cause": cause,
        "state": state,
        "subjects": None if subjects is None else sorted(set(subjects)),
        "roles": None if roles is None else list(roles),
        "keys": None if keys is None else list(keys),
    }
    query = _first_way(_TASKS_BY, given) or TASKS
    row = await (await tx.run(query, given)).single(strict=True)
    return [
        Task(
            id=id_,
            key=key,
            kind=TaskKind[kind],
            rule=rule,
            cause=cause_,
            role=role,
            subject=subject_,
            powers=tuple(powers),
            sentence=sentence,
            state=state_,
            version=version,
        )
        for id_, key, kind, rule, cause_, role, subject_, powers, sentence, state_, version in row[
            "rows"
        ]
    ]


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


OUTBOX = """
CREATE (:OutboxEvent {seq: $seq, kind: $kind, subject: $subject})
"""


async def announce(tx: Tx, seq: int, kind: str, subject: str) -> None:
    """发件箱: what subscribers will hear, written in the same transaction."""
    await tx.run(OUTBOX, {"seq": seq, "kind": kind, "subject": subject})
