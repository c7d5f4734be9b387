"""待办的了结: whoever answers what a task asked for closes it; the next run of the impact opens what is still unsure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph import tasks
from graph.model.plan import TaskKind
from resolvers.acting import Act


async def answered(act: Act, kind: TaskKind, subjects: Iterable[str]) -> int:
    """Close the open tasks of a kind on these subjects. Returns how many."""
    found = await tasks.find(act.tx, state="OPEN", subjects=subjects)
    done = [replace(t, state="DONE", version=t.version + 1) for t in found if t.kind is kind]
    await tasks.put_tasks(act.tx, act.seq, done)
    return len(done)
