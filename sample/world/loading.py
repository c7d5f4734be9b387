"""装载: a made world goes into an empty graph by the acts that a district itself would do, only in larger pieces.

Statutes, revisions, repeals and open requests are the use cases of ``resolvers``; rows are staged and taken up by the same
functions as an imported list. One act for each thousand powers keeps a transaction small and the audit chain whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from graph import intakes, organs, people
from graph.db import Graph
from graph.model.actor import Actor, Role
from graph.model.law import EffectType
from graph.model.organ import OrgKind, OrgName, OrgUnit
from graph.model.request import Action
from graph.people import RoleBinding
from resolvers import committing, effects, impact, laws, recording_texts
from resolvers import lists as listing
from resolvers import organs as organ_acts
from resolvers.acting import Act, Desk, Result, perform
from resolvers.deciding import decide
from resolvers.effects import NewEffect
from resolvers.lists import StageRow
from resolvers.recording_texts import NewText
from sample.world.catalogue import Catalogue, Statute, catalogue
from sample.world.places import Place, places, templates_of
from sample.world.rows import Printer, Row, ranks_of
from sample.world.statutes import FIRST, SECOND, written
from sample.world.words import FIELDS

SINCE, LISTED = date(2010, 1, 1), date(2024, 6, 1)
"""Since when organs and people are there, and the day of every list."""

REVISED, REPEALED = date(2025, 1, 1), date(2024, 12, 1)
"""Effective days of what happens to the law after the lists."""

PIECE = 1000
"""Powers of one transaction: more rows make it no faster, and its memory is bounded."""

OFFICES = (
    (Role.BB, "bb", "区委编办", OrgKind.WORK_DEPT),
    (Role.FZ, "fz", "区法制办", OrgKind.WORK_DEPT),
    (Role.GOV, "gov", "区人民政府", OrgKind.GOVERNMENT),
    (Role.MD, "md", "区信息公开中心", OrgKind.WORK_DEPT),
    (Role.JW, "jw", "区纪委监委", OrgKind.SUPERVISION),
)

Tick = Callable[[str, int, int], None]
"""(what, how many of it are done, how many there are)."""


@dataclass(slots=True)
class Loaded:
    """装载的结果: what a measurement must know of a world, with the truth about its faults.

    Attributes:
        instruments: title → id.
        sources: title → source of its revision or repeal.
        faults: (power, code, fault).
    """

    instruments: dict[str, str] = field(default_factory=dict[str, str])
    sources: dict[str, str] = field(default_factory=dict[str, str])
    faults: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])


async def load(graph: Graph, *, powers: int, seed: int, tick: Tick) -> Loaded:
    """Fill an empty graph with the world of this size and seed.

    Raises:
        AlreadyFounded: the graph is not empty.
    """
    known, all_places = catalogue(seed, powers), list(places(seed, powers))
    desk = Desk(graph=graph, actor=Actor(), clock=_on_the_lists_day)
    loaded = Loaded()
    desks = await _people(desk, all_places[0])
    await _statutes(desks[Role.FZ], [*known.national, *_own(all_places)], loaded, tick)
    await _lists(desks[Role.BB], Making(seed, known), all_places, loaded, tick)
    revised = [s for s in (*known.national, *_own(all_places)) if s.plan.revised]
    await _revisions(desks[Role.FZ], seed, revised, loaded, tick)
    await _repeals(desks[Role.FZ], [place.own[1] for place in all_places], loaded, tick)
    return loaded


def _on_the_lists_day() -> datetime:
    """A world is the same whenever it is made, so its clock stands still."""
    return datetime(LISTED.year, LISTED.month, LISTED.day, 2, tzinfo=UTC)


def _own(all_places: Iterable[Place]) -> Iterator[Statute]:
    return (statute for place in all_places for statute in place.own)


async def _people(desk: Desk, first: Place) -> dict[Role, Desk]:
    """The offices of the first place, with a user each; afterwards who acts in which role."""
    await organ_acts.found(
        desk,
        organ_code=f"{first.code}-ADMIN",
        organ_name=f"{first.name}信息管理中心",
        user="admin",
        name="管理员",
        valid_from=SINCE,
        territory=first.code,
        sample=True,
    )
    admin = replace(desk, actor=await desk.graph.read(people.actor, "admin", desk.today))
    found: dict[Role, Desk] = {Role.ADMIN: admin}
    for role, user, name, kind in OFFICES:
        made = await organ_acts.register_organ(
            admin, code=f"{first.code}-{role.name}", name=f"{first.name}{name}", kind=kind, valid_from=SINCE
        )  # fmt: skip
        await organ_acts.bind_role(admin, role=role, organ=made["organ"], valid_from=SINCE)
        await organ_acts.register_user(
            admin, user=user, name=name, organ=made["organ"], valid_from=SINCE
        )
        found[role] = replace(desk, actor=await desk.graph.read(people.actor, user, desk.today))
    return found


async def _statutes(desk: Desk, statutes: Sequence[Statute], loaded: Loaded, tick: Tick) -> None:
    for n, statute in enumerate(statutes, 1):
        plan = statute.plan
        made = await laws.register_instrument(
            desk, title=plan.title, rank=plan.rank, territory=plan.territory
        )
        loaded.instruments[plan.title] = made["instrument"]
        await recording_texts.record_text(
            desk, _text(made["instrument"], statute.text.lines, FIRST)
        )
        tick("法规", n, len(statutes))


def _text(instrument: str, lines: Sequence[str], promulgated: date) -> NewText:
    return NewText(
        instrument=instrument, lines=tuple(lines), name="生成的文本", promulgated=promulgated
    )


@dataclass(frozen=True, slots=True)
class Making:
    """生成所依: the seed and the statutes."""

    seed: int
    known: Catalogue


async def _lists(
    desk: Desk, making: Making, all_places: Sequence[Place], loaded: Loaded, tick: Tick
) -> None:
    """The lists of all places, one edition."""
    total = sum(place.size for place in all_places)
    decision = (await _act(desk, "decision", {}, _decide))["decision"]
    done = 0
    for place in all_places:
        made = await _act(desk, "place", {"place": place.code}, lambda act, p=place: _place(act, p))
        printer = Printer(making.seed, ranks_of(making.known, place))
        rows = (
            printer.row(place, template, made["organs"])
            for template in templates_of(making.seed, making.known, place)
        )
        while piece := list(islice(rows, PIECE)):
            await _piece(desk, made["intake"], decision, piece, loaded)
            done += len(piece)
            tick("职权", done, total)
    await _act(desk, "edition", {}, lambda act: _edition(act, decision))


async def _act(desk: Desk, what: str, given: Result, work: Callable[[Act], Any]) -> Result:
    return await perform(desk, f"generate:{what}", given, work, roles=(Role.BB,))


async def _decide(act: Act) -> Result:
    made = await decide(act, Action.COMPILE, opinion="生成的清单", document="生成", on=LISTED)
    return {"decision": made}


async def _edition(act: Act, decision: str) -> Result:
    edition = await listing.put_edition(act, None, title="生成的清单", decision=decision, on=LISTED)
    return {"edition": edition}


async def _place(act: Act, place: Place) -> Result:
    """The departments of a place, and the import under which its rows come."""
    found = {field.organ: await _department(act, place, field.organ) for field in FIELDS}
    intake = act.mint("intake")
    await intakes.put_intake(
        act.tx,
        act.seq,
        id_=intake,
        digest=f"generated:{place.code}",
        name=f"{place.name}权责清单",
        report="{}",
        rows=place.size,
        on=LISTED.isoformat(),
    )
    return {"organs": found, "intake": intake}


async def _department(act: Act, place: Place, organ: str) -> str:
    name = place.organ_name(organ)
    unit = OrgUnit(
        id=act.mint("organ"), code=place.organ_code(organ), kind=OrgKind.WORK_DEPT, name=name
    )
    await organs.put(act.tx, act.seq, unit)
    own = OrgName(
        id=act.mint("orgname"), organ=unit.id, text=name, valid_from=SINCE, to=None, official=True
    )
    await organs.put_name(act.tx, act.seq, own)
    binding = RoleBinding(
        id=act.mint("binding"), role=Role.DEPT, organ=unit.id, valid_from=SINCE, to=None
    )
    await people.put_binding(act.tx, act.seq, binding)
    return unit.id


async def _piece(
    desk: Desk, intake: str, decision: str, piece: Sequence[Row], loaded: Loaded
) -> None:
    """One transaction of the lists: rows staged, linked and taken up."""

    async def work(act: Act) -> Result:
        staged, _ = await listing.stage(act, intake, [_staged(row) for row in piece], LISTED)
        made = await listing.take_up(act, staged, decision=decision, edition=1, on=LISTED)
        return {"powers": [[power.id, power.code] for power in made]}

    told = await _act(desk, "powers", {"intake": intake, "rows": len(piece)}, work)
    for row, (power, code) in zip(piece, told["powers"], strict=True):
        if row.fault is not None:
            loaded.faults.append((power, code, row.fault.name))


def _staged(row: Row) -> StageRow:
    template = row.template
    return StageRow(
        place=f"{template.title}第{template.article}条{template.item}",
        recognition=f"{template.title}|{template.article}|{template.item}",
        content=row.content,
    )


async def _revisions(
    desk: Desk, seed: int, revised: Sequence[Statute], loaded: Loaded, tick: Tick
) -> None:
    """修订 after the lists were made: who cites these statutes is bound to the older text."""
    for n, statute in enumerate(revised, 1):
        title = statute.plan.title
        lines = written(seed, statute.plan, again=True).lines
        made = await recording_texts.record_text(
            desk, _text(loaded.instruments[title], lines, SECOND)
        )
        loaded.sources[title] = made["source"]
        tick("修订", n, len(revised))


async def _repeals(desk: Desk, repealed: Sequence[Statute], loaded: Loaded, tick: Tick) -> None:
    """废止, confirmed and committed: so every place has open requests."""
    for n, statute in enumerate(repealed, 1):
        title = statute.plan.title
        repeal = NewEffect(
            type=EffectType.REPEAL_WHOLE,
            instrument=loaded.instruments[title],
            promulgated=LISTED,
            effective=REPEALED,
            decision=f"关于废止《{title}》的决定",
        )
        made = await effects.record_effect(desk, repeal)
        await effects.confirm_effect(desk, effect=made["effect"], expected_version=1)
        plan = (await impact.simulate(desk, made["source"])).plan
        await committing.commit_impact(desk, source=made["source"], expected_digest=plan.digest)
        loaded.sources[title] = made["source"]
        tick("废止", n, len(repealed))


def facts(loaded: Loaded, powers: int, seed: int) -> Mapping[str, Any]:
    """What is kept beside the data: the world's names for a measurement, and the truth about its faults."""
    known, first = catalogue(seed, powers), next(places(seed, powers))
    settled, repealed = (statute.plan.title for statute in first.own)
    return {
        "powers": powers,
        "seed": seed,
        "largest": loaded.instruments[known.largest.plan.title],
        "local": loaded.instruments[settled],
        "repealed": loaded.instruments[repealed],
        "hot_revision": loaded.sources[known.largest.plan.title],
        "local_revision": loaded.sources[settled],
        "local_repeal": loaded.sources[repealed],
        "faults": loaded.faults,
    }
