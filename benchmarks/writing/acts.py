"""The acts that are measured, each on something else in every round: nothing is undone, so nothing is measured twice."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, LiteralString

from neo4j import AsyncDriver

from benchmarks.writing import books
from graph import people, reorganisations
from graph.db import Graph
from graph.model.actor import Actor, Role
from graph.model.law import EffectType, Rank
from graph.model.organ import OrgKind
from graph.model.reorganisation import OrgChangeKind
from graph.reorganisations import Level, Ruling, RulingKind
from legal.reading import read_lines
from resolvers import committing, effects, handing_over, impact, intake, laws, organs, reorganising
from resolvers import recording_reforms as reforms
from resolvers import recording_texts as texts
from resolvers.acting import Act, Desk, Result, perform
from resolvers.effects import NewEffect
from resolvers.recording_reforms import NewPiece, NewReform
from resolvers.recording_texts import NewText
from sample.world.catalogue import catalogue
from sample.world.words import FIELDS

DAY = date(2025, 7, 1)
REPEALED = date(2025, 3, 1)
HITS, POWERS, EVERYWHERE = 3000, 900, 50_000
"""What one commit, one merger and one reform of all places are to be about, if the world has so much for every round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """An act that is prepared.

    Attributes:
        what: how much it is about.
        act: does it.
        before: seconds of what belongs to it and writes nothing: judging before it, or reading the file within it.
        within: whether ``before`` is a part of the act.
    """

    what: str
    act: Callable[[], Awaitable[Any]]
    before: float
    within: bool


@dataclass(kw_only=True)
class Acts:
    """The acts of one world."""

    graph: Graph
    driver: AsyncDriver
    world: Mapping[str, Any]
    folder: Path
    rounds: int
    desks: dict[Role, Desk] = field(default_factory=dict[Role, Desk])
    number: int = 0
    _statutes: Iterator[list[str]] = field(init=False)
    _departments: Iterator[list[str]] = field(init=False)
    _places: Iterator[list[list[str]]] = field(init=False)

    async def settle(self) -> None:
        """The desks of those who act."""
        first = Desk(graph=self.graph, actor=Actor(), clock=_clock)
        for role, user in ((Role.FZ, "fz"), (Role.BB, "bb"), (Role.ADMIN, "admin")):
            actor = await self.graph.read(people.actor, user, DAY)
            self.desks[role] = replace(first, actor=actor)
        self._statutes = _portions(await self._ask(STATUTES), HITS, self.rounds)
        self._departments = _portions(await self._ask(DEPARTMENTS), POWERS, self.rounds)
        self._places = _portions(await self._ask(BY_PLACE), EVERYWHERE, self.rounds)

    async def _ask(self, query: LiteralString) -> list[tuple[Any, int]]:
        found = await self.driver.execute_query(query, database_="neo4j")
        return [(row["id"], row["n"]) for row in found.records]

    def _next(self) -> int:
        self.number += 1
        return self.number

    async def commit(self) -> Ready:
        """提交影响分析 of a decision that repeals several statutes."""
        desk, source = self.desks[Role.FZ], ""
        decision = f"关于废止部分法规的决定（{self._next()}）"
        for instrument in next(self._statutes):
            repeal = NewEffect(
                type=EffectType.REPEAL_WHOLE,
                instrument=instrument,
                promulgated=REPEALED - timedelta(days=30),
                effective=REPEALED,
                decision=decision,
            )
            made = await effects.record_effect(desk, repeal)
            await effects.confirm_effect(desk, effect=made["effect"], expected_version=1)
            source = made["source"]
        began = time.perf_counter()
        plan = (await impact.simulate(desk, source)).plan
        return Ready(
            what=f"{len(plan.hits)} hits, {len(plan.items)} items",
            act=lambda: committing.commit_impact(desk, source=source, expected_digest=plan.digest),
            before=time.perf_counter() - began,
            within=False,
        )

    async def merger(self) -> Ready:
        """提交改革方案: departments become one, and nobody takes their similar powers for one."""
        return await self._reform([next(self._departments)])

    async def reform(self) -> Ready:
        """提交改革方案 of a whole province: in each of its places some departments become one."""
        return await self._reform(next(self._places))

    async def _reform(self, mergers: Sequence[Sequence[str]]) -> Ready:
        number, desk = self._next(), self.desks[Role.BB]
        pieces: list[NewPiece] = []
        for place, sources in enumerate(mergers, 1):
            name = f"合并后的第{number}-{place}局"
            target = await self._organ(f"BENCH-{number}-{place}", name)
            pieces.append(NewPiece(kind=OrgChangeKind.MERGE, sources=tuple(sources), target=target))
        new = NewReform(
            title=f"机构改革方案（{number}）",
            number="",
            level=Level.CITY,
            decided=DAY,
            effective=DAY + timedelta(days=number),
            pieces=tuple(pieces),
        )
        source = (await reforms.record(desk, new))["source"]
        await _tell_apart(desk, source)
        began = time.perf_counter()
        plan = (await reorganising.see(desk, source)).plan
        return Ready(
            what=f"{len(plan.moves)} powers",
            act=lambda: handing_over.commit_reorganisation(
                desk, source=source, expected_digest=plan.digest
            ),
            before=time.perf_counter() - began,
            within=False,
        )

    async def list_import(self) -> Ready:
        """导入清单 of a place that the world does not have, whose departments are registered."""
        number, seed, powers = self._next(), self.world["seed"], self.world["powers"]
        where = books.place(seed, 100 + number)
        for of in FIELDS:
            await self._organ(where.organ_code(of.organ), where.organ_name(of.organ))
        path = self.folder / f"{where.name}权责清单.xlsx"
        books.write(path, seed, powers, where)
        data, desk = path.read_bytes(), self.desks[Role.BB]
        began = time.perf_counter()
        read = await intake.read(desk, data, path.name, DAY)
        return Ready(
            what=f"{len(read.contents.rows)} rows",
            act=lambda: intake.import_list(
                desk, data=data, name=path.name, on=DAY, skip_bad_rows=True
            ),
            before=time.perf_counter() - began,
            within=True,
        )

    async def law_import(self) -> Ready:
        """录入法规文本: the first text of a statute."""
        number, desk = self._next(), self.desks[Role.FZ]
        largest = catalogue(self.world["seed"], self.world["powers"]).largest
        title = f"{largest.plan.title}（第{number}种）"
        made = await laws.register_instrument(desk, title=title, rank=Rank.LAW)
        text = NewText(
            instrument=made["instrument"],
            lines=tuple(largest.text.lines),
            name=title,
            promulgated=DAY,
        )
        began = time.perf_counter()
        statute = read_lines(text.lines, title_hint=title)
        return Ready(
            what=f"{len(statute.articles)} articles",
            act=lambda: texts.record_text(desk, text),
            before=time.perf_counter() - began,
            within=True,
        )

    async def _organ(self, code: str, name: str) -> str:
        made = await organs.register_organ(
            self.desks[Role.ADMIN],
            code=code,
            name=name,
            kind=OrgKind.WORK_DEPT,
            valid_from=date(2010, 1, 1),
        )
        return made["organ"]


ACTS: Mapping[str, Callable[[Acts], Awaitable[Ready]]] = {
    "commit": Acts.commit,
    "merger": Acts.merger,
    "reform": Acts.reform,
    "list": Acts.list_import,
    "statute": Acts.law_import,
}
"""What is measured, by name."""

STATUTES: LiteralString = """
MATCH (l:Link) WHERE l.superseded IS NULL AND l.units <> []
MATCH (l)<-[:LINKED]-(:Citation {element: 'BASIS'})<-[:CITES]-(:Element)<-[:HAS_ELEMENT]-(:PowerVersion)<-[:CURRENT]-(p:Power)
WITH l.instrument AS id, count(*) AS n
WHERE NOT EXISTS { MATCH (e:Effect {instrument: id}) WHERE e.type = 'REPEAL_WHOLE' }
RETURN id, n ORDER BY n, id
"""

DEPARTMENTS: LiteralString = """
MATCH (o:OrgUnit)<-[:BY]-(t:Tenure {axis: 'LAW'})<-[:HELD_IN]-(p:Power {status: 'LISTED'})
WITH o, count(*) AS n, sum(COUNT { (p)<-[:CONCERNS]-(:Item) }) AS open
WHERE open = 0
RETURN o.id AS id, n ORDER BY o.code
"""


BY_PLACE: LiteralString = """
MATCH (o:OrgUnit)<-[:BY]-(t:Tenure {axis: 'LAW'})<-[:HELD_IN]-(p:Power {status: 'LISTED'})
WITH o, count(*) AS n, sum(COUNT { (p)<-[:CONCERNS]-(:Item) }) AS open
WHERE open = 0
WITH split(o.code, '-')[0] AS place, o, n ORDER BY place, n DESC, o.code
WITH place, collect(o.id)[..3] AS departments, reduce(sum = 0, one IN collect(n)[..3] | sum + one) AS n
RETURN departments AS id, n ORDER BY place
"""


def _portions(rows: Sequence[tuple[Any, int]], wanted: int, rounds: int) -> Iterator[list[Any]]:
    """As many portions as there are rounds, each of the wanted size or an equal share of what there is."""
    size = min(wanted, sum(n for _, n in rows) // (rounds + 1))
    left = iter(rows)
    for _ in range(rounds):
        portion, sum_ = list[Any](), 0
        while sum_ < size:
            id_, n = next(left)
            portion.append(id_)
            sum_ += n
        yield portion


async def _tell_apart(desk: Desk, source: str) -> None:
    """Every similar pair is decided, in one act instead of one for each."""
    asked = (await reorganising.see(desk, source)).plan.candidates

    async def work(act: Act) -> Result:
        rulings = [
            Ruling(
                id=act.mint("reformruling"),
                kind=RulingKind.PAIR,
                subject=" ".join(sorted(candidate.powers)),
                value="DIFFERENT",
                by=desk.actor.user,
            )
            for candidate in asked
        ]
        await reorganisations.put_rulings(act.tx, act.seq, source, rulings)
        return {"source": source}

    await perform(desk, "benchmark:pairs", {"source": source}, work, roles=(Role.BB,))


def _clock() -> datetime:
    return datetime(DAY.year, DAY.month, DAY.day, 2, tzinfo=UTC)
