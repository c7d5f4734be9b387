"""决定 in the graph: one node for each act, beside the item revisions that it decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, LiteralString

from graph.db import Tx
from graph.model.request import Action, Decision, Verdict

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


COLUMNS: LiteralString = (
    "d.id, d.action, d.verdict, d.actor, d.actorName, d.role, d.organ, d.opinion, d.document, d.on"
)
"""What every query of decisions returns of a decision ``d``, for ``decision_of``."""

DECISIONS: LiteralString = (
    """
UNWIND $items AS id
MATCH (d:Decision)-[r:DECIDES]->(i:Item {id: id})
WITH i, d, r ORDER BY d.seq
RETURN collect([i.id, r.revision, r.factsHash, r.contentHash, ["""
    + COLUMNS
    + "]]) AS rows"
)


async def of_items(tx: Tx, items_: Iterable[str]) -> dict[str, list[Decision]]:
    """Item id → what was decided on it, oldest first."""
    row = await (await tx.run(DECISIONS, {"items": sorted(set(items_))})).single(strict=True)
    found: dict[str, list[Decision]] = {}
    for id_, revision, facts, content, told in row["rows"]:
        decision = decision_of(told, revision=revision, facts_hash=facts, content_hash=content)
        found.setdefault(id_, []).append(decision)
    return found


def decision_of(
    row: Sequence[Any], *, revision: int = 0, facts_hash: str = "", content_hash: str = ""
) -> Decision:
    """A decision from its ``COLUMNS``, and of which revision of one item it speaks."""
    id_, action, verdict, actor, name, role, organ, opinion, document, on = row
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
        facts_hash=facts_hash,
        content_hash=content_hash,
    )
