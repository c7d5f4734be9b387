"""依据的证据: what a hit stands on: the path from the change to the request, and the proof of what survives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph import lawbook, laws, organs
from graph.db import LATEST, Tx
from graph.effects import Source
from graph.model.judgement import Judgement, LegalStatus
from graph.model.law import Instrument, ProvisionVersion
from graph.model.plan import HitRow
from graph.model.power import Power
from graph.rules.days import Calendar
from graph.rules.pack import RulePack
from graph.rules.standing import status_of
from graph.rules.survival import judge
from resolvers.impact import Impact
from resolvers.redrafting import told


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """存续证明 of one power, or of one of its sub-items."""

    judgement: Judgement
    status: LegalStatus


class Link(StrEnum):
    """路径上的环节, from the change to the request."""

    SOURCE = "变动来源"
    RECORD = "对应、效力事件或者意见"
    OLD = "所引条款"
    NEW = "现立足的条款"
    CITATION = "引用"
    ELEMENT = "要素"
    SUB_ITEM = "子项"
    POWER = "职权"
    HOLDER = "行使主体"
    TASK = "待办"
    ITEM = "调整事项"


@dataclass(frozen=True, slots=True)
class PathStep:
    """路径的一步: what it is, its id, and what a person calls it."""

    link: Link
    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """证据 for some powers under one source, on one day."""

    source: Source
    on: date
    powers: Sequence[Power]
    hits: Sequence[HitRow]
    proofs: Sequence[Proof]
    paths: Sequence[Sequence[PathStep]]
    units: Mapping[str, ProvisionVersion]


async def gather(
    tx: Tx,
    pack: RulePack,
    found: Impact,
    powers: Sequence[Power],
    hits: Sequence[HitRow],
    on: date,
    known: int = LATEST,
) -> Evidence:
    """The evidence of these hits on these powers, as known after an event."""
    organ_names = await organs.current_names(tx)
    proofs, read = await _proofs(tx, pack, powers, hits, on, known)
    units = {**found.units, **read}
    statutes = await laws.get_many(tx, {unit.instrument for unit in units.values()})
    names = Names(units, statutes, organ_names)
    by_id = {power.id: power for power in powers}
    of_hits = [row for row in hits if row.power in by_id]
    return Evidence(
        source=found.source,
        on=on,
        powers=powers,
        hits=hits,
        proofs=proofs,
        paths=[list(path(row, by_id[row.power], found.source, names)) for row in of_hits],
        units=units,
    )


async def _proofs(
    tx: Tx, pack: RulePack, powers: Sequence[Power], hits: Iterable[HitRow], on: date, known: int
) -> tuple[list[Proof], Mapping[str, ProvisionVersion]]:
    """The judgement of each power on the day, and of each sub-item that is hit."""
    book = await lawbook.book(tx, powers, (), known)
    asked = {(power.id, "") for power in powers} | {(row.power, row.sub_item) for row in hits}
    calendar = Calendar(book=book)

    def proof(power: Power, sub: str) -> Proof:
        made = judge(power, book, on, pack, sub_item=sub)
        return Proof(judgement=made, status=status_of(power, calendar, made, pack))

    made = [proof(p, sub) for p in powers for sub in sorted(s for id_, s in asked if id_ == p.id)]
    return made, book.units


@dataclass(frozen=True, slots=True)
class Names:
    """名称 of what a path names."""

    units: Mapping[str, ProvisionVersion]
    statutes: Mapping[str, Instrument]
    organs: Mapping[str, str]

    def unit(self, id_: str) -> str:
        """《…》第十二条, or the bare id."""
        unit = self.units.get(id_)
        if unit is None:
            return id_
        statute = self.statutes.get(unit.instrument)
        return f"《{statute.title}》{told([unit.place])}" if statute else told([unit.place])


def path(row: HitRow, power: Power, source: Source, names: Names) -> Iterator[PathStep]:
    """路径: from the change, through law, citation and element, to the power and what becomes of it."""
    cited = power.cited(row.citation.citation)
    old = cited.units if cited else ()
    yield PathStep(Link.SOURCE, source.id, source.title)
    yield from (PathStep(Link.OLD, u, names.unit(u)) for u in old)
    for step in row.citation.steps:
        yield PathStep(Link.RECORD, step.record, f"{step.rule}　{step.sentence}")
    moved = [u for u in row.citation.now if u not in old]
    yield from (PathStep(Link.NEW, u, names.unit(u)) for u in moved)
    if cited is not None:
        yield PathStep(Link.CITATION, cited.id, cited.printed)
    yield PathStep(Link.ELEMENT, row.element.name, row.element.value)
    for sub in power.sub_items:
        if sub.id == row.sub_item:
            yield PathStep(Link.SUB_ITEM, sub.id, sub.name)
    yield PathStep(Link.POWER, power.id, power.name)
    yield PathStep(Link.HOLDER, row.holder, names.organs.get(row.holder, row.holder))
    yield from (PathStep(Link.TASK, key, "须先答复的待办") for key in row.tasks)
    if row.item:
        yield PathStep(Link.ITEM, row.item, f"{row.outcome.value}（{'、'.join(row.rules)}）")
