"""机构改革方案: the facts of a reform and its plan as it is today. Nothing here writes.

It is recorded by resolvers/recording_reforms.py and committed, by the same plan, by resolvers/handing_over.py.
"""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph import audit, effects, lawbook, organs, provisions, reorganisations
from graph.db import LATEST, Tx
from graph.effects import Source, SourceNotFound
from graph.errors import DomainError
from graph.model.actor import Role
from graph.model.law import ProvisionVersion
from graph.model.organ import Axis, Tenure
from graph.model.power import Power
from graph.model.reorganisation import (
    OrgChange,
    PairDecision,
    ReorgEvent,
    ReorgPlan,
)
from graph.reorganisations import HeldAt, Piece, PlanRecord, Ruling, RulingKind
from graph.rules.pack import RulePack
from graph.rules.reorganisation import plan_reorganisation
from graph.workflow import Forbidden
from resolvers.acting import Act, Desk
from resolvers.reading import REVIEWERS, scope

KEEPERS = (Role.BB,)
"""编办 keeps the organs, so it records their changes (《办法》第三条)."""


@dataclass(eq=False)
class ReformCommitted(DomainError):
    """改革方案已提交: its pieces and decisions no longer change."""

    source: str

    def __str__(self) -> str:
        return f"机构改革“{self.source}”的方案已提交，不能再改；日期更正适用规则 O17"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reform:
    """机构改革, with the plan as it is today.

    Attributes:
        pairs: what people said of similar powers, as it stands.
        ruled: number of the event by which a person last decided something about it; 0 for none.
        tenures: who holds the powers concerned, on the axis of the law.
        committed: the commit, None before it.
        known: number of the last event that it knows.
    """

    source: Source
    pieces: tuple[Piece, ...]
    event: ReorgEvent
    pairs: tuple[Ruling, ...]
    ruled: int
    plan: ReorgPlan
    powers: Mapping[str, Power]
    tenures: tuple[Tenure, ...]
    units: Mapping[str, ProvisionVersion]
    committed: PlanRecord | None
    known: int = LATEST


async def see(desk: Desk, source: str) -> Reform:
    """改革方案 as a dry run: nothing is written.

    Raises:
        SourceNotFound, RowNotBuilt; Forbidden: a department that neither gives nor receives.
    """

    async def work(tx: Tx) -> Reform:
        last, _ = await audit.head(tx)
        return replace(await assemble(tx, desk.pack, source, desk.today), known=last)

    found = await desk.memory.recall(
        desk.graph,
        desk.today,
        _key(source, desk.pack),
        lambda: desk.graph.read(work),
        lambda reform: len(reform.powers) + len(reform.plan.items) + len(reform.units),
    )
    holders = scope(desk.actor)
    if holders is not None and _organs_of(found.pieces).isdisjoint(holders):
        raise Forbidden("reorganizationPlan", REVIEWERS)
    return found


def _key(source: str, pack: RulePack) -> Hashable:
    return "reform", source, pack


async def planned(act: Act, source: str) -> Reform:
    """The reform as it is now, for an act that has written nothing yet.

    Raises:
        SourceNotFound, RowNotBuilt.
    """
    return await act.recall(
        _key(source, act.pack), lambda: assemble(act.tx, act.pack, source, act.today)
    )


async def assemble(
    tx: Tx, pack: RulePack, source_id: str, today: date, asked: int = LATEST
) -> Reform:
    """Read the facts of one reform and plan.

    Args:
        asked: event number: what was decided about the reform, and who was known to hold what, after that event.

    Raises:
        SourceNotFound, RowNotBuilt.
    """
    source = await get_source(tx, source_id)
    pieces = tuple(await reorganisations.pieces(tx, source_id, asked))
    plans = await reorganisations.plans(tx, source_id)
    done = [p for p in plans if p.committed and p.seq <= asked]
    # A committed reform goes on being what it was: planned on the holders that were known before its commit.
    known = done[0].seq - 1 if done else asked
    ruled = await reorganisations.rulings(tx, source_id, asked)
    event = await _event(tx, source, pieces, ruled, known)
    ids = await reorganisations.listed_of(tx, _held(_organs_of(pieces), source, known), source_id)
    powers = await lawbook.powers(tx, ids, asked)
    tenures = tuple(await organs.tenures(tx, ids, Axis.LAW, known))
    units = await provisions.units(tx, {u for p in powers for c in p.citations for u in c.units})
    plan = await asyncio.to_thread(
        plan_reorganisation, event, powers, tenures, pack, units=units, today=today
    )
    return Reform(
        source=source,
        pieces=pieces,
        event=event,
        pairs=tuple(r for r in ruled if r.kind is RulingKind.PAIR),
        ruled=max((r.seq for r in ruled), default=0),
        plan=plan,
        powers={power.id: power for power in powers},
        tenures=tenures,
        units=units,
        committed=done[-1] if done else None,
    )


def decided(reform: Reform, ruling: Ruling, pack: RulePack, today: date) -> Reform:
    """The reform as it will be once this 认定疑似重复 is written: planned anew on the facts that are at hand."""
    pairs = [r for r in reform.pairs if r.subject != ruling.subject] + [ruling]
    event = replace(reform.event, survivors=_survivors(pairs), decisions=_decisions(pairs))
    plan = plan_reorganisation(
        event,
        list(reform.powers.values()),
        reform.tenures,
        pack,
        units=reform.units,
        today=today,
    )
    return replace(reform, event=event, pairs=tuple(pairs), plan=plan)


async def get_source(tx: Tx, source_id: str) -> Source:
    """The source record of a reform.

    Raises:
        SourceNotFound: there is none, or it is a change of law.
    """
    source = await effects.source(tx, source_id)
    if source.kind != "ORGANS":
        raise SourceNotFound(source_id)
    return source


def _organs_of(pieces: Iterable[Piece]) -> set[str]:
    return {organ for piece in pieces for organ in (*piece.sources, piece.target)}


def _held(organs_: Iterable[str], source: Source, known: int) -> HeldAt:
    return HeldAt(organs=frozenset(organs_), on=source.effective, known=known)


async def _event(
    tx: Tx, source: Source, pieces: Sequence[Piece], ruled: Sequence[Ruling], known: int
) -> ReorgEvent:
    of = {kind: [r for r in ruled if r.kind is kind] for kind in RulingKind}
    return ReorgEvent(
        id=source.id,
        effective=source.effective,
        changes=tuple([await _change(tx, p, _held(p.sources, source, known)) for p in pieces]),
        assigned=tuple((r.subject, r.value) for r in of[RulingKind.ASSIGN]),
        handovers=tuple((r.subject, date.fromisoformat(r.value)) for r in of[RulingKind.HANDOVER]),
        survivors=_survivors(of[RulingKind.PAIR]),
        decisions=_decisions(of[RulingKind.PAIR]),
    )


def _survivors(pairs: Iterable[Ruling]) -> frozenset[str]:
    return frozenset(ruling.value.partition(" ")[2] for ruling in pairs) - {""}


def _decisions(pairs: Iterable[Ruling]) -> tuple[PairDecision, ...]:
    return tuple(_pair(ruling) for ruling in pairs)


def _pair(ruling: Ruling) -> PairDecision:
    one, other = ruling.subject.split(" ")
    return PairDecision(powers=(one, other), same=ruling.value.partition(" ")[0] == "SAME")


async def _change(tx: Tx, piece: Piece, held: HeldAt) -> OrgChange:
    but = await reorganisations.chosen(tx, held, piece.but)
    moving = await reorganisations.chosen(tx, held, piece.chosen)
    return OrgChange(
        id=piece.id,
        kind=piece.kind,
        sources=piece.sources,
        target=piece.target,
        powers=tuple(sorted(moving - but)),
        left_out=tuple(sorted(but)),
        handover=piece.handover,
    )


async def open_source(tx: Tx, source: str) -> Source:
    """A reform that is not committed yet.

    Raises:
        SourceNotFound, ReformCommitted.
    """
    found = await get_source(tx, source)
    if any(plan.committed for plan in await reorganisations.plans(tx, source)):
        raise ReformCommitted(source)
    return found
