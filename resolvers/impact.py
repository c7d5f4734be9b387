"""影响分析: what a change of law touches, simulated and committed by one pure planner.

``simulate`` shows a plan and writes nothing; ``commit`` makes the same plan again under the lock of the audit chain,
compares its digest, and writes obligations, items, envelopes and tasks. No line of the list changes here (I13).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from graph import batches, effects, law_texts, lawbook, laws, outbox, tasks
from graph.db import LATEST, Tx
from graph.effects import StoredEffect
from graph.errors import DomainError
from graph.model.actor import Role
from graph.model.judgement import LawBook
from graph.model.law import ParentLink, ProvisionVersion, Standing
from graph.model.plan import Cause, DraftTask, Plan
from graph.model.power import Power
from graph.model.request import Task
from graph.rules.pack import RulePack
from graph.rules.planner import plan as make_plan
from resolvers import filing, open_work
from resolvers.acting import Act, Desk, Result, perform


@dataclass(eq=False)
class PlanChanged(DomainError):
    """方案已变: between the simulation and the commit something changed; nothing was written (I8)."""

    sent: str
    current: str

    def __str__(self) -> str:
        return "方案在模拟之后已发生变化，未写入任何内容；请重新模拟、核对差异后再提交"


@dataclass(eq=False)
class RunIncomplete(DomainError):
    """运行不完整: it can be read, not committed (I11)."""

    reason: str

    def __str__(self) -> str:
        return f"影响分析不完整，不能提交：{self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """影响: the plan of one source and the powers that it speaks of.

    Attributes:
        unread: how many of the powers that it may touch were not read: more than the limit. Then it is not complete.
    """

    source: effects.Source
    plan: Plan
    powers: dict[str, Power]
    units: Mapping[str, ProvisionVersion]
    unread: int = 0


async def simulate(desk: Desk, source: str, *, known: int = LATEST) -> Impact:
    """影响分析 without writing anything (F21).

    Args:
        known: event number: what was believed after that event (T6).

    Raises:
        SourceNotFound
    """
    return await desk.graph.read(assemble, desk.pack, source, desk.today, known)


async def assemble(
    tx: Tx, pack: RulePack, source_id: str, today: date, known: int = LATEST
) -> Impact:
    """Read the facts of one source and plan.

    Raises:
        SourceNotFound: there is none, or it is a change of organs (resolvers/reorganising.py).
    """
    source = await effects.source(tx, source_id, known)
    if source.kind == "ORGANS":
        raise effects.SourceNotFound(source_id)
    own = await effects.effects(tx, source=source_id, known=known)
    cause = await cause_of(tx, source_id, own, known)
    touched = await instruments_touched(tx, cause, own, known)
    ids = sorted({*await lawbook.citing(tx, touched, known), *_matched(own)})
    found = await lawbook.powers(tx, ids[: pack.powers_at_once], known)
    unread = len(ids[pack.powers_at_once :])
    return await plan_for(tx, pack, source, cause, found, touched, today, known, unread)


async def plan_for(
    tx: Tx,
    pack: RulePack,
    source: effects.Source,
    cause: Cause,
    found: list[Power],
    touched: Iterable[str],
    today: date,
    known: int = LATEST,
    unread: int = 0,
) -> Impact:
    """The plan of a cause over these powers; not complete where some that it may touch were not read."""
    book = await lawbook.book(tx, found, touched, known)
    others = await _others(tx, cause, book)
    made = make_plan(cause, found, book, pack, today=today, others=others, complete=not unread)
    by_id = {power.id: power for power in found}
    return Impact(source=source, plan=made, powers=by_id, units=book.units, unread=unread)


async def _others(tx: Tx, cause: Cause, book: LawBook) -> tuple[Cause, ...]:
    """The other sources that the book speaks of: what they bring is told as theirs, not doubled (3.2, last line)."""
    texts = {v.id: v for rows in book.versions.values() for v in rows}
    brought = await law_texts.sources_of_versions(tx, texts)
    known = {*brought.values(), *(effect.source for effect in book.effects)} - {cause.id, ""}

    def other(source: str) -> Cause:
        versions = sorted(id_ for id_, owner in brought.items() if owner == source)
        own = [e for e in book.effects if e.source == source]
        days = {e.effective for e in own if e.standing is not Standing.REJECTED}
        days |= {day for id_ in versions if (day := texts[id_].effective)}
        return Cause(
            id=source,
            effects=tuple(sorted(e.id for e in own)),
            versions=tuple(versions),
            effective=tuple(sorted(days)),
        )

    return tuple(other(source) for source in sorted(known))


async def cause_of(
    tx: Tx, source_id: str, own: Iterable[StoredEffect], known: int = LATEST
) -> Cause:
    """事由: all that one source brought.

    Args:
        own: its effects.
    """
    versions = await effects.versions_of(tx, source_id, known)
    direct = [s.effect for s in own if not s.correspondence]
    days = {e.effective for e in direct if e.standing is not Standing.REJECTED}
    days |= await law_texts.effective_days(tx, versions)
    return Cause(
        id=source_id,
        effects=tuple(sorted(e.id for e in direct)),
        versions=tuple(versions),
        effective=tuple(sorted(days)),
    )


async def instruments_touched(
    tx: Tx, cause: Cause, own: Iterable[StoredEffect], known: int
) -> set[str]:
    """The instruments that a cause with its effects touches, and every norm below them (X1, X5)."""
    touched = await laws.instruments_of_versions(tx, cause.versions)
    touched |= {s.effect.instrument for s in own}
    links = await effects.parents(tx, known)
    owner = await laws.instruments_of_provisions(tx, [end for k in links for end in _ends(k)])
    while below := _children(links, owner, touched) - touched:
        touched |= below
    return touched


def _ends(link: ParentLink) -> tuple[str, str]:
    return link.child, link.parent


def _children(links: Iterable[ParentLink], owner: dict[str, str], above: set[str]) -> set[str]:
    return {
        owner.get(link.child, link.child)
        for link in links
        if owner.get(link.parent, link.parent) in above
    }


def _matched(own: Iterable[StoredEffect]) -> set[str]:
    """Powers that a person matched with a new grant (L16)."""
    return {s.effect.grant.power for s in own if s.effect.grant and s.effect.grant.power}


async def commit_impact(
    desk: Desk, *, source: str, expected_digest: str, client_mutation_id: str | None = None
) -> Result:
    """提交影响分析: obligations, items in envelopes and tasks. Running it again adds nothing (I5).

    Raises:
        SourceNotFound, PlanChanged, RunIncomplete, RowNotBuilt.
    """

    async def work(act: Act) -> Result:
        impact = await assemble(act.tx, act.pack, source, act.today)
        check_complete(impact)
        if impact.plan.digest != expected_digest:
            raise PlanChanged(expected_digest, impact.plan.digest)
        return await write(act, impact.plan)

    return await perform(
        desk,
        "commitImpact",
        {"source": source, "expectedDigest": expected_digest},
        work,
        roles=(Role.FZ, Role.BB),
        client_mutation_id=client_mutation_id,
    )


def check_complete(impact: Impact) -> None:
    """I11: nothing is written, and nothing is judged stale, by a plan that did not see everything.

    Raises:
        RunIncomplete
    """
    if not impact.plan.complete:
        raise RunIncomplete(unread_sentence(impact.unread))


def unread_sentence(unread: int) -> str:
    """Why an analysis is not complete."""
    return f"另有 {unread} 项可能受影响的职权超出一次研判的数量限制，未予读取"


async def write(act: Act, plan: Plan) -> Result:
    """Write a plan: what is there already stays, what changed is reconciled (rules.md 3.8)."""
    run = act.mint("run")
    drafts = await open_work.at_home(act, plan.items)
    filed = await filing.file_items(act, drafts, plan.cause)
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

    A question that is no cause's own (link a citation, confirm functions) is one task, however many causes ask it.
    """
    wanted = {draft.key: draft for draft in drafts}
    known = {task.key: task for task in await tasks.find(act.tx, keys=wanted)}
    own = await tasks.find(act.tx, cause=cause, state="OPEN")
    opened = [_task(act, d) for key, d in wanted.items() if key not in known]
    grown = [
        _again(known[key], d)
        for key, d in wanted.items()
        if key in known
        and (known[key].state != "OPEN" or not set(d.powers) <= set(known[key].powers))
    ]
    done = [_done(task) for task in own if task.key not in wanted]
    await tasks.put_tasks(act.tx, act.seq, [*opened, *grown, *done])
    return {"opened": len(opened), "reopened": len(grown), "done": len(done)}


def _task(act: Act, draft: DraftTask) -> Task:
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
    )


def _again(task: Task, draft: DraftTask) -> Task:
    return replace(
        task,
        powers=tuple(sorted({*task.powers, *draft.powers})),
        sentence=draft.sentence,
        role=draft.role,
        state="OPEN",
        version=task.version + 1,
    )


def _done(task: Task) -> Task:
    return replace(task, state="DONE", version=task.version + 1)
