"""提交影响分析: the plan as it is under the lock of the audit chain, compared with the one that was seen, and written.

Obligations, items in envelopes and tasks are written; no line of the list changes here (I13).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from graph import batches, outbox, tasks
from graph.effects import SourceNotFound
from graph.errors import DomainError
from graph.model.actor import Role
from graph.model.plan import DraftTask
from graph.model.request import Task
from graph.rules.digest import day_of
from graph.rules.tasks import earliest
from resolvers import compensating, filing, impact, open_work, plan_changes, several_causes
from resolvers.acting import Act, Desk, Result, perform
from resolvers.impact import Impact


@dataclass(eq=False)
class PlanChanged(DomainError):
    """方案已变: between the simulation and the commit something changed; nothing was written (I8).

    Attributes:
        changes: what, a sentence each; empty where it is not known which plan was seen.
    """

    sent: str
    current: str
    changes: tuple[str, ...] = ()

    def __str__(self) -> str:
        told = "；".join(self.changes[:3]) or "请重新模拟、核对差异后再提交"
        return f"方案在模拟之后已发生变化，未写入任何内容。{told}"


@dataclass(eq=False)
class SeenOnADay(DomainError):
    """按日所见的不能提交: what is read as of a day is no plan; the plan has all its days."""

    on: date

    def __str__(self) -> str:
        return (
            f"这是按 {self.on.isoformat()} 查看的影响，不能提交；"
            "请不指定日期重新模拟，核对后按该方案的摘要值提交"
        )


async def commit_impact(
    desk: Desk,
    *,
    source: str,
    expected_digest: str,
    known_at: int | None = None,
    client_mutation_id: str | None = None,
) -> Result:
    """提交影响分析: obligations, items in envelopes and tasks. Running it again adds nothing (I5).

    Args:
        known_at: what the plan that was seen knew; by it a refusal tells what changed since.

    Raises:
        SourceNotFound, SeenOnADay, PlanChanged, RunIncomplete, RowNotBuilt.
    """

    async def work(act: Act) -> Result:
        if (day := day_of(expected_digest)) is not None:
            raise SeenOnADay(day)
        planned = await impact.planned(act, source)
        impact.check_complete(planned)
        if planned.plan.digest != expected_digest:
            raise await _changed(act, planned, expected_digest, known_at)
        await compensating.check(act, planned)
        return await _write(act, planned)

    return await perform(
        desk,
        "commitImpact",
        {"source": source, "expectedDigest": expected_digest, "knownAt": known_at},
        work,
        roles=(Role.FZ, Role.BB),
        client_mutation_id=client_mutation_id,
    )


async def _changed(act: Act, now: Impact, sent: str, known_at: int | None) -> PlanChanged:
    refused = PlanChanged(sent, now.plan.digest)
    if known_at is None:
        return refused
    try:
        before = await impact.assemble(act.tx, act.pack, now.source.id, act.today, known_at)
    except SourceNotFound:  # nobody knew the change then
        return refused
    if before.plan.digest != sent:
        return refused
    powers = {**before.powers, **now.powers}
    return replace(refused, changes=plan_changes.of_impacts(before.plan, now.plan, powers))


async def _write(act: Act, planned: Impact) -> Result:
    """Write a plan: what is there already stays, what changed is reconciled (rules.md 3.8)."""
    run, plan = act.mint("run"), planned.plan
    drafts = await open_work.at_home(act, plan.items)
    together = await several_causes.with_others(act, planned, drafts)
    filed = await filing.file_items(act, together.drafts, plan.cause, together.shared)
    tasks = await _put_tasks(act, plan.cause, plan.tasks)
    await batches.put_run(
        act.tx,
        act.seq,
        id_=run,
        cause=plan.cause,
        digest=plan.digest,
        complete=plan.complete,
        pack=plan.pack,
        on=act.today,
        counts=(len(plan.hits), len(plan.items), len(plan.tasks)),
        plan="",
        by=act.actor.user,
    )
    await outbox.announce(act.tx, act.seq, "impactFlagged", run)
    return {"run": run, "digest": plan.digest, **filed, "tasks": tasks}


async def _put_tasks(act: Act, cause: str, drafts: Iterable[DraftTask]) -> dict[str, int]:
    """Open the tasks of a plan; an open task of this cause that the plan no longer has is done.

    A question that is no cause's own (link a citation, confirm functions) is one task, however many causes ask it; it
    is done when none of them asks it any more.
    """
    wanted = {draft.key: draft for draft in drafts}
    known = {task.key: task for task in await tasks.find(act.tx, keys=wanted)}
    own = await tasks.find(act.tx, cause=cause, state="OPEN")
    shared = await tasks.find(act.tx, cause="", state="OPEN", asker=cause)
    opened = [_task(act, d, cause) for key, d in wanted.items() if key not in known]
    both = [(known[key], draft) for key, draft in wanted.items() if key in known]
    grown = [_again(t, d, cause) for t, d in both if not _is_asked(t, d, cause)]
    left = [_without(t, cause) for t in (*own, *shared) if t.key not in wanted]
    await tasks.put_tasks(act.tx, act.seq, [*opened, *grown, *left])
    done = [task for task in left if task.state != "OPEN"]
    return {"opened": len(opened), "reopened": len(grown), "done": len(done)}


def _is_asked(task: Task, draft: DraftTask, cause: str) -> bool:
    """It is open already, for all these powers, and known to be asked by this cause."""
    powers = set(draft.powers) <= set(task.powers)
    known = set(_askers(draft, cause)) <= set(task.asked_by) and powers
    return task.state == "OPEN" and known and task.alarm == _alarm(task, draft, cause)


def _alarm(task: Task, draft: DraftTask, cause: str) -> date | None:
    """The cause of a question says when it is urgent; of several that ask the same, the first."""
    return draft.alarm if draft.cause == cause else earliest(task.alarm, draft.alarm)


def _askers(draft: DraftTask, cause: str) -> tuple[str, ...]:
    return () if draft.cause else (cause,)


def _task(act: Act, draft: DraftTask, cause: str) -> Task:
    return Task(
        id=act.mint("task"),
        key=draft.key,
        kind=draft.kind,
        rule=draft.rule,
        cause=draft.cause,
        role=draft.role,
        subject=draft.subject,
        powers=draft.powers,
        sentence=draft.sentence,
        state="OPEN",
        version=1,
        alarm=draft.alarm,
        asked_by=_askers(draft, cause),
    )


def _again(task: Task, draft: DraftTask, cause: str) -> Task:
    asking = task.asked_by if task.state == "OPEN" else ()
    return replace(
        task,
        powers=tuple(sorted({*task.powers, *draft.powers})),
        sentence=draft.sentence,
        role=draft.role,
        state="OPEN",
        version=task.version + 1,
        alarm=_alarm(task, draft, cause) if task.state == "OPEN" else draft.alarm,
        asked_by=tuple(sorted({*asking, *_askers(draft, cause)})),
    )


def _without(task: Task, cause: str) -> Task:
    """This cause asks it no more; whoever else asks it keeps it open."""
    left = tuple(asker for asker in task.asked_by if asker != cause)
    return replace(task, asked_by=left, state="OPEN" if left else "DONE", version=task.version + 1)
