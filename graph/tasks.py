"""待办 of the engine in the graph (G22)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, LiteralString

from graph.db import Tx, listed, narrowest
from graph.model.plan import TaskKind
from graph.model.request import Task

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
                "alarm": t.alarm,
                "askedBy": list(t.asked_by),
            },
        }
        for t in tasks_
    ]
    if not rows:
        return
    await (await tx.run(PUT_TASKS, {"rows": rows, "seq": seq})).consume()


_TASK_ROWS = """
WHERE ($cause IS NULL OR t.cause = $cause) AND ($state IS NULL OR t.state = $state)
  AND ($subjects IS NULL OR t.subject IN $subjects) AND ($roles IS NULL OR t.role IN $roles)
  AND ($keys IS NULL OR t.key IN $keys) AND ($asker IS NULL OR $asker IN t.askedBy)
WITH t ORDER BY t.seq, t.id
RETURN collect([t.id, t.key, t.kind, t.rule, t.cause, t.role, t.subject, t.powers, t.sentence, t.state, t.version,
  t.alarm, coalesce(t.askedBy, [])]) AS rows
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


async def find(
    tx: Tx,
    *,
    cause: str | None = None,
    state: str | None = None,
    subjects: Iterable[str] | None = None,
    roles: Iterable[str] | None = None,
    keys: Iterable[str] | None = None,
    asker: str | None = None,
) -> list[Task]:
    """Tasks of the engine, oldest first.

    Args:
        asker: a cause that asks, among others: a question that is no cause's own has "" for its cause.
    """
    given = {
        "cause": cause,
        "state": state,
        "subjects": listed(subjects),
        "roles": listed(roles),
        "keys": listed(keys),
        "asker": asker,
    }
    query = narrowest(_TASKS_BY, given) or TASKS
    row = await (await tx.run(query, given)).single(strict=True)
    return [_task(line) for line in row["rows"]]


def _task(line: Sequence[Any]) -> Task:
    (
        id_,
        key,
        kind,
        rule,
        cause,
        role,
        subject,
        powers,
        sentence,
        state,
        version,
        alarm,
        asked_by,
    ) = line
    return Task(
        id=id_,
        key=key,
        kind=TaskKind[kind],
        rule=rule,
        cause=cause,
        role=role,
        subject=subject,
        powers=tuple(powers),
        sentence=sentence,
        state=state,
        version=version,
        alarm=alarm.to_native() if alarm else None,
        asked_by=tuple(asked_by),
    )
