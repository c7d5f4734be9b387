"""改革中的人工决定: who receives what nobody was told to receive, when, and whether two powers are one (O4, O8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph import organs, reorganisations
from graph.errors import DomainError, check_version
from graph.powers import PowerNotFound
from graph.reorganisations import PlanRecord, Ruling, RulingKind
from graph.rules.tables import not_built
from resolvers.acting import Act, Desk, Result, perform
from resolvers.recording_reforms import PieceRefused, check_receiver
from resolvers.reorganising import KEEPERS, Reform, ReformCommitted, decided, open_source, planned


@dataclass(eq=False)
class NotACandidate(DomainError):
    """不是疑似重复: the plan does not ask about these two powers."""

    subject: str

    def __str__(self) -> str:
        return f"方案没有把“{self.subject}”列为疑似重复，无须认定"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """指定: one power to one organ."""

    power: str
    organ: str


async def assign_powers(
    desk: Desk,
    *,
    source: str,
    assignments: Sequence[Assignment],
    expected_version: int,
    client_mutation_id: str | None = None,
) -> Result:
    """指定承接机构, before what the pieces say; naming a power again replaces the earlier word.

    Raises:
        SourceNotFound, ReformCommitted, VersionConflict, OrganNotFound, PowerNotFound, PieceRefused, RowNotBuilt.
    """

    async def work(act: Act) -> Result:
        day = (await open_source(act.tx, source)).effective
        await _check_seen(act, source, expected_version)
        await _check_receivers(act, source, {a.organ for a in assignments}, day)
        await _check_given(act, source, [a.power for a in assignments])
        rows = [_ruling(act, RulingKind.ASSIGN, a.power, a.organ) for a in assignments]
        await reorganisations.put_rulings(act.tx, act.seq, source, rows)
        return {"source": source}

    given = {"source": source, "assignments": [[a.power, a.organ] for a in assignments]}
    return await perform(
        desk,
        "assignPowers",
        {**given, "expectedVersion": expected_version},
        work,
        roles=KEEPERS,
        client_mutation_id=client_mutation_id,
    )


async def set_handover(
    desk: Desk,
    *,
    source: str,
    powers: Sequence[str],
    on: date,
    expected_version: int,
    client_mutation_id: str | None = None,
) -> Result:
    """确定交接日 of single powers; until then the original organ goes on (国发〔2018〕17号).

    Raises:
        SourceNotFound, VersionConflict, PowerNotFound, PieceRefused, RowNotBuilt: O17 after the commit.
    """

    async def work(act: Act) -> Result:
        try:
            found = await open_source(act.tx, source)
        except ReformCommitted as late:
            raise not_built("O17") from late
        await _check_seen(act, source, expected_version)
        if on < found.effective:
            raise PieceRefused("交接日不得早于改革之日")
        await _check_moving(act, source, powers)
        rows = [_ruling(act, RulingKind.HANDOVER, p, on.isoformat()) for p in powers]
        await reorganisations.put_rulings(act.tx, act.seq, source, rows)
        return {"source": source}

    given = {"source": source, "powers": list(powers), "on": on.isoformat()}
    return await perform(
        desk,
        "setHandover",
        {**given, "expectedVersion": expected_version},
        work,
        roles=KEEPERS,
        client_mutation_id=client_mutation_id,
    )


async def resolve_duplicate(
    desk: Desk,
    *,
    source: str,
    powers: tuple[str, str],
    same: bool,
    expected_version: int,
    survivor: str = "",
    client_mutation_id: str | None = None,
) -> Result:
    """认定疑似重复 (O4): two similar powers are one, or they are not; a later word about the same two replaces it.

    Raises:
        SourceNotFound, ReformCommitted, VersionConflict, NotACandidate, PieceRefused, RowNotBuilt.
    """
    pair = " ".join(sorted(powers))
    said = f"SAME {survivor}".strip() if same else "DIFFERENT"

    async def work(act: Act) -> Result:
        await open_source(act.tx, source)
        reform = await _check_seen(act, source, expected_version)
        await _check_candidate(act, reform, pair, survivor)
        ruling = _ruling(act, RulingKind.PAIR, pair, said)
        _check_consistent(decided(reform, ruling, act.pack, act.today))
        await reorganisations.put_rulings(act.tx, act.seq, source, [ruling])
        return {"source": source}

    given = {"source": source, "powers": pair, "same": same, "survivor": survivor}
    return await perform(
        desk,
        "resolveDuplicate",
        {**given, "expectedVersion": expected_version},
        work,
        roles=KEEPERS,
        client_mutation_id=client_mutation_id,
    )


async def _check_seen(act: Act, source: str, expected_version: int) -> Reform:
    """One version for the whole plan: what is decided of one power bears on what is asked of the others."""
    reform = await planned(act, source)
    check_version(source, expected_version, reform.ruled)
    return reform


async def _check_candidate(act: Act, reform: Reform, pair: str, survivor: str) -> None:
    """The plan asks about this pair, or it was answered before and the answer is corrected."""
    asked = {" ".join(sorted(c.powers)) for c in reform.plan.candidates}
    ruled = await reorganisations.rulings(act.tx, reform.source.id)
    asked |= {r.subject for r in ruled if r.kind is RulingKind.PAIR}
    if pair not in asked or (survivor and survivor not in pair.split(" ")):
        raise NotACandidate(pair)


def _check_consistent(reform: Reform) -> None:
    """甲 is 乙 and 乙 is 丙, so 甲 is 丙: nobody may have said that these two differ."""
    groups = [{group.survivor, *group.absorbed} for group in reform.plan.groups]
    for decision in reform.event.decisions:
        if not decision.same and any(set(decision.powers) <= group for group in groups):
            said = "、".join(decision.powers)
            raise PieceRefused(f"{said} 已认定为不同的职权，依各项认定却成为同一职权")


async def plan(desk: Desk, *, source: str, client_mutation_id: str | None = None) -> Result:
    """编制改革方案: a dry run that is kept, with its digest. Nothing else is written.

    Raises:
        SourceNotFound, RowNotBuilt.
    """

    async def work(act: Act) -> Result:
        made = (await planned(act, source)).plan
        kept = PlanRecord(
            id=act.mint("reorgplan"),
            seq=act.seq,
            source=source,
            digest=made.digest,
            committed=False,
            moved=len(made.moves),
            items=len(made.items),
            on=act.today,
            by=act.actor.user,
        )
        await reorganisations.put_plan(act.tx, kept)
        return {"source": source, "plan": kept.id, "digest": made.digest}

    return await perform(
        desk,
        "planReorganization",
        {"source": source},
        work,
        roles=KEEPERS,
        client_mutation_id=client_mutation_id,
    )


def _ruling(act: Act, kind: RulingKind, subject: str, value: str) -> Ruling:
    return Ruling(
        id=act.mint("reformruling"), kind=kind, subject=subject, value=value, by=act.actor.user
    )


async def _check_listed(act: Act, powers: Sequence[str]) -> None:
    known = await reorganisations.listed(act.tx, powers)
    for power in powers:
        if power not in known:
            raise PowerNotFound(power)


async def _check_receivers(act: Act, source: str, receivers: set[str], day: date) -> None:
    """As of a piece: an assignment says no more than the document could."""
    known = {organ.id: organ for organ in await organs.everyone(act.tx)}
    for organ in sorted(receivers):
        found = await organs.get(act.tx, organ)
        if found.closed and found.closed <= day:
            raise PieceRefused(f"承接机构 {organ} 自{found.closed.isoformat()}起已不再保留")
        for piece in await reorganisations.pieces(act.tx, source):
            check_receiver(found, [known[giver] for giver in piece.sources], piece.level)


async def _check_given(act: Act, source: str, powers: Sequence[str]) -> None:
    """Only what an organ holds that gives in this reform can be assigned: its document says nothing of others."""
    await _check_listed(act, powers)
    reform = await planned(act, source)
    givers = {organ for piece in reform.pieces for organ in piece.sources}
    held = {t.power for t in reform.tenures if t.organ in givers}
    for power in powers:
        if power not in held:
            raise PieceRefused(f"职权 {power} 不属于本次改革的移交机构")


async def _check_moving(act: Act, source: str, powers: Sequence[str]) -> None:
    await _check_listed(act, powers)
    plan = (await planned(act, source)).plan
    moving = {move.power for move in plan.moves}
    for power in powers:
        if power not in moving:
            raise PieceRefused(f"职权 {power} 不在本次改革划转之列，没有交接日")
