"""清理 (《办法》第三条第四款, X2, X3): 编办 or a department suggests it, 法制办 owns it and gives its opinion.

The engine opens such a task by itself where a norm lost its parent; there is one for each norm and cause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph import lawbook, laws, looking_up, organs, pages, tasks
from graph.db import Tx
from graph.errors import DomainError
from graph.laws import InstrumentNotFound
from graph.model.actor import Role
from graph.model.law import Finding, Instrument
from graph.model.plan import TaskKind
from graph.model.request import Task
from graph.rules.digest import key
from resolvers.acting import Act, Desk, Result, perform, permit
from resolvers.findings import (
    FindingRefused,
    NewOpinion,
    check_opinion,
    check_opinions_seen,
    opine,
)
from resolvers.reading import scope

SUGGEST = (Role.BB, Role.DEPT, Role.STREET, Role.FZ)


@dataclass(eq=False)
class CleanupNotOpen(DomainError):
    """清理任务不存在或者已答复."""

    id: str

    def __str__(self) -> str:
        return f"没有编号为“{self.id}”的待答复清理任务"


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """待清理的规定 with all powers that rest on each."""

    tasks: Sequence[Task]
    instruments: Mapping[str, Instrument]
    names: Mapping[str, str]


async def queue(desk: Desk) -> Queue:
    """清理任务 that wait for 法制办: all of them, for a department those on which its powers rest."""

    async def work(tx: Tx) -> Queue:
        return await _queue(tx, await looking_up.cleanups(tx, scope(desk.actor), desk.today))

    return await desk.graph.read(work)


async def by_id(desk: Desk, id_: str) -> Queue:
    """One cleanup task in the same form, whoever asks: he has just made it."""

    async def work(tx: Tx) -> Queue:
        return await _queue(tx, [await _open(tx, id_, desk.today)])

    return await desk.graph.read(work)


async def _open(tx: Tx, id_: str, today: date) -> Task:
    task = (await looking_up.tasks_by_id(tx, [id_], None, today)).get(id_)
    if task is None or (task.kind, task.state) != (TaskKind.CLEANUP, "OPEN"):
        raise CleanupNotOpen(id_)
    return task


async def _queue(tx: Tx, found: Sequence[Task]) -> Queue:
    return Queue(
        tasks=found,
        instruments=await laws.get_many(tx, {task.subject for task in found}),
        names=await pages.power_names(tx, [power for task in found for power in task.powers]),
    )


async def suggest(
    desk: Desk, *, instrument: str, reason: str, client_mutation_id: str | None = None
) -> Result:
    """建议清理 a norm, with all listed powers that cite it; one that is open already is answered with (X2).

    Raises:
        InstrumentNotFound, FindingRefused: no reason.
    """
    permit(desk, "suggestCleanup", SUGGEST)
    if not reason.strip():
        raise FindingRefused("须写明建议清理的理由")

    async def work(act: Act) -> Result:
        found = await laws.get_many(act.tx, [instrument])
        if instrument not in found:
            raise InstrumentNotFound(instrument)
        known = await tasks.find(act.tx, subjects=[instrument])
        same = [task for task in known if task.kind is TaskKind.CLEANUP]
        is_open = [task for task in same if task.state == "OPEN"]
        if is_open:
            return {"task": is_open[0].id, "opened": False}
        asked = await _asked(act, found[instrument], reason)
        again = next((task for task in same if task.key == asked.key), None)
        if again is not None:
            asked = replace(asked, id=again.id, version=again.version + 1)
        await tasks.put_tasks(act.tx, act.seq, [asked])
        return {"task": asked.id, "opened": True}

    return await perform(
        desk,
        "suggestCleanup",
        {"instrument": instrument, "reason": reason},
        work,
        roles=SUGGEST,
        client_mutation_id=client_mutation_id,
    )


async def _asked(act: Act, instrument: Instrument, reason: str) -> Task:
    names = {organ.id: organ.name for organ in await organs.everyone(act.tx)}
    who = "、".join(names[organ] for organ in act.actor.organs(*SUGGEST))
    return Task(
        id=act.mint("task"),
        key=key("task", TaskKind.CLEANUP.name, instrument.id, ""),
        kind=TaskKind.CLEANUP,
        rule="X2",
        cause="",
        role=Role.FZ.name,
        subject=instrument.id,
        powers=tuple(await lawbook.citing(act.tx, [instrument.id])),
        sentence=f"请组织清理《{instrument.title}》（{who}建议：{reason.strip()}）",
        state="OPEN",
        version=1,
        asked_by=("",),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanupOpinion:
    """清理意见: on a norm of the district's own it decides, on any other it is forwarded (X3)."""

    task: str
    finding: Finding
    document: str
    text: str


async def submit_opinion(
    desk: Desk,
    new: CleanupOpinion,
    *,
    expected_version: int,
    client_mutation_id: str | None = None,
) -> Result:
    """清理意见 of 法制办 on one cleanup task; every open cleanup of the norm is answered by it (G22).

    Raises:
        CleanupNotOpen, VersionConflict, FindingRefused.
    """
    permit(desk, "submitCleanupOpinion", (Role.FZ,))
    check_opinion("L5", new.finding, new.document)

    async def work(act: Act) -> Result:
        task = await _open(act.tx, new.task, act.today)
        opinion = NewOpinion(
            rule="L5",
            subject=task.subject,
            finding=new.finding,
            document=new.document,
            text=new.text,
        )
        await check_opinions_seen(act, opinion, expected_version)
        return await opine(act, opinion)

    given = {"task": new.task, "finding": new.finding.name, "document": new.document}
    return await perform(
        desk,
        "submitCleanupOpinion",
        {**given, "text": new.text, "expectedVersion": expected_version},
        work,
        roles=(Role.FZ,),
        client_mutation_id=client_mutation_id,
    )
