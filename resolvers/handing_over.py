"""提交改革方案: the tenures on the axis of the law, the names, and the items, obligations and envelopes of a reform.

One transaction: after a kill either all of it is there or nothing, and committing again adds nothing. No line of the
list changes here (I13); the list axis follows when the items are applied (resolvers/applying.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph import organs, outbox, reorganisations, successions
from graph.errors import DomainError
from graph.model.organ import Axis, OrgName, Tenure
from graph.model.reorganisation import HolderFault, OrgChangeKind, ReorgPlan
from graph.reorganisations import PlanRecord
from graph.rules.holders import Held, timelines
from resolvers import filing, open_work, plan_changes
from resolvers.acting import Act, Desk, Result, perform
from resolvers.committing import PlanChanged
from resolvers.open_work import Handed
from resolvers.reorganising import KEEPERS, Reform, assemble, planned


@dataclass(eq=False)
class DutyWithoutHolder(DomainError):
    """职责无人行使 (DUTY_WITHOUT_HOLDER, O9)."""

    powers: tuple[str, ...]
    intervals: tuple[str, ...]

    def __str__(self) -> str:
        return _told("没有行使主体", self.powers, self.intervals)


@dataclass(eq=False)
class DutyWithTwoHolders(DomainError):
    """职责重复行使 (DUTY_WITH_TWO_HOLDERS, O9)."""

    powers: tuple[str, ...]
    intervals: tuple[str, ...]

    def __str__(self) -> str:
        return _told("有不止一个行使主体", self.powers, self.intervals)


def _told(what: str, powers: Sequence[str], intervals: Sequence[str]) -> str:
    return f"{len(powers)} 项职权{what}，方案不能提交：{'；'.join(intervals)}"


@dataclass(eq=False)
class DuplicatesOpen(DomainError):
    """疑似重复未认定 (O4): a person decides first whether they are one."""

    pairs: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"有 {len(self.pairs)} 组疑似重复的职权尚未认定，方案不能提交：{'；'.join(self.pairs)}"
        )


async def commit_reorganisation(
    desk: Desk,
    *,
    source: str,
    expected_digest: str,
    known_at: int | None = None,
    client_mutation_id: str | None = None,
) -> Result:
    """提交改革方案: what the dry run showed, by its digest.

    Args:
        known_at: what the plan that was seen knew; by it a refusal tells what changed since.

    Returns:
        ``{"run", "digest", "moved", "created", "changed", "kept", "items": [{"item", "result"}]}``.

    Raises:
        SourceNotFound, PlanChanged, DutyWithoutHolder, DutyWithTwoHolders, DuplicatesOpen, NameTaken, RowNotBuilt.
    """

    async def work(act: Act) -> Result:
        reform = await planned(act, source)
        if reform.plan.digest != expected_digest:
            raise await _changed(act, reform, expected_digest, known_at)
        check(reform.plan)
        return await _write(act, reform)

    return await perform(
        desk,
        "commitReorganization",
        {"source": source, "expectedDigest": expected_digest, "knownAt": known_at},
        work,
        roles=KEEPERS,
        client_mutation_id=client_mutation_id,
    )


async def _changed(act: Act, now: Reform, sent: str, known_at: int | None) -> PlanChanged:
    refused = PlanChanged(sent, now.plan.digest)
    if known_at is None:
        return refused
    before = await assemble(act.tx, act.pack, now.source.id, act.today, known_at)
    if before.plan.digest != sent:
        return refused
    powers = {**before.powers, **now.powers}
    return replace(refused, changes=plan_changes.of_reforms(before.plan, now.plan, powers))


def check(plan: ReorgPlan) -> None:
    """Whether a plan may be committed: every power has one holder on every day, and no candidate is open.

    Raises:
        DutyWithoutHolder, DutyWithTwoHolders, DuplicatesOpen.
    """
    for fault, error in (
        (HolderFault.WITHOUT_HOLDER, DutyWithoutHolder),
        (HolderFault.WITH_TWO_HOLDERS, DutyWithTwoHolders),
    ):
        found = [p for p in plan.problems if p.fault is fault]
        if found:
            raise error(tuple(sorted({p.power for p in found})), tuple(p.sentence for p in found))
    if plan.candidates:
        raise DuplicatesOpen(tuple("、".join(c.powers) for c in plan.candidates))


async def _write(act: Act, reform: Reform) -> Result:
    plan = reform.plan
    if reform.committed is None:
        await _write_names(act, reform)
        await _write_tenures(act, reform)
    await successions.name_organs_of_day(act.tx, act.today)
    filed = await filing.file_items(act, plan.items, plan.cause)
    come = {
        m.power: Handed(giver=m.giver, receiver=m.receiver, on=m.on)
        for m in plan.moves
        if m.on <= act.today
    }
    await open_work.follow(act, come, but=plan.cause)
    record = PlanRecord(
        id=act.mint("reorgplan"),
        seq=act.seq,
        source=plan.cause,
        digest=plan.digest,
        committed=True,
        moved=len(plan.moves),
        items=len(plan.items),
        on=act.today,
        by=act.actor.user,
    )
    await reorganisations.put_plan(act.tx, record)
    await outbox.announce(act.tx, act.seq, "reorganizationCommitted", record.id)
    told = {key: filed[key] for key in ("created", "changed", "kept", "items")}
    return {"run": record.id, "digest": plan.digest, "moved": len(plan.moves), **told}


# ---- tenures on the axis of the law -------------------------------------------------------------------


async def _write_tenures(act: Act, reform: Reform) -> None:
    """Who holds each moved power when, by its hand-over date; what is recorded so already stays."""
    moved = {move.power for move in reform.plan.moves}
    closing = {chain.organ: chain.since for chain in reform.plan.names}
    # An absorbed power goes over as well; it ends when the list says so, by the decision on its item.
    lines = timelines(reform.tenures, reform.plan.moves, closing, {})
    held_now: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in reform.tenures:
        held_now[tenure.power].append(tenure)
    gone: list[str] = []
    written: list[Tenure] = []
    for power in sorted(moved):
        now = held_now[power]
        wanted = dict.fromkeys(lines[power])
        if {_held(t) for t in now} != set(wanted):
            gone += [t.id for t in now]
            written += [_tenure(act, reform, power, held, now) for held in wanted]
    await organs.supersede_tenures(act.tx, act.seq, gone)
    await organs.put_tenures(act.tx, act.seq, written)


def _held(tenure: Tenure) -> Held:
    return Held(
        organ=tenure.organ,
        mode=tenure.mode,
        since=tenure.valid_from,
        until=tenure.to,
        territory=tenure.territory,
    )


def _tenure(act: Act, reform: Reform, power: str, held: Held, now: Iterable[Tenure]) -> Tenure:
    """A tenure that only ends keeps its cause."""
    before = [t for t in now if (t.organ, t.valid_from) == (held.organ, held.since)]
    return Tenure(
        id=act.mint("tenure"),
        power=power,
        organ=held.organ,
        mode=held.mode,
        axis=Axis.LAW,
        valid_from=held.since,
        to=held.until,
        territory=held.territory,
        cause=before[0].cause if before else reform.source.id,
    )


# ---- names --------------------------------------------------------------------------------------------


async def _write_names(act: Act, reform: Reform) -> None:
    """O1, O11: a new official name, and old names that go on meaning the organ of the day."""
    day = reform.source.effective
    names = await organs.names(act.tx)
    ending: list[OrgName] = []
    written: list[OrgName] = []
    for organ, means, new in _successions(reform):
        own = [n for n in names if n.organ == organ and _lasts(n, day)]
        passing = [n for n in own if (n.official or not new) and n.text != new]
        ending += passing
        written += _passed_on(act, passing, means, day, _document(reform, organ))
        if new and new not in {n.text for n in own if n.official}:
            written.append(_named(act, organ, new, day, _document(reform, organ), official=True))
    await successions.supersede_names(act.tx, act.seq, ending)
    for name in written:
        await organs.put_name(act.tx, act.seq, name)
    for chain in reform.plan.names:
        await successions.close_organs(act.tx, [chain.organ], chain.since)


def _successions(reform: Reform) -> Iterator[tuple[str, str, str]]:
    """(organ, organ that its old names mean from then on, its new name or "")."""
    for chain in reform.plan.names:
        yield chain.organ, chain.means, ""
    for piece in reform.pieces:
        if piece.kind is OrgChangeKind.RENAME:
            yield piece.target, piece.target, piece.name


def _lasts(name: OrgName, day: date) -> bool:
    return name.valid_from < day and (name.to is None or day < name.to)


def _passed_on(
    act: Act, names: Iterable[OrgName], means: str, day: date, document: str
) -> Iterator[OrgName]:
    for name in names:
        yield replace(name, id=act.mint("orgname"), to=day)
        yield _named(act, means, name.text, day, document, to=name.to)


def _named(
    act: Act,
    organ: str,
    text: str,
    day: date,
    document: str,
    *,
    official: bool = False,
    to: date | None = None,
) -> OrgName:
    return OrgName(
        id=act.mint("orgname"),
        organ=organ,
        text=text,
        valid_from=day,
        to=to,
        official=official,
        authority=document,
    )


def _document(reform: Reform, organ: str) -> str:
    said = [p.document for p in reform.pieces if organ in (*p.sources, p.target)]
    return said[0] if said else reform.source.title
