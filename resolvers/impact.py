"""影响分析: what a change of law touches, by one pure planner; nothing is written here (resolvers/committing.py)."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from operator import itemgetter

from graph import audit, effects, law_texts, lawbook, laws, looking_up, organs
from graph.db import LATEST, Tx
from graph.effects import StoredEffect
from graph.errors import DomainError
from graph.model.judgement import LawBook
from graph.model.law import ParentLink, ProvisionVersion, Standing
from graph.model.organ import Axis
from graph.model.plan import Cause, HitRow, Plan
from graph.model.power import Power
from graph.rules.as_of import as_seen
from graph.rules.holders import held_on
from graph.rules.pack import RulePack
from graph.rules.planner import plan as make_plan
from resolvers.acting import Act, Desk
from resolvers.reading import scope


@dataclass(eq=False)
class RunIncomplete(DomainError):
    """运行不完整: it can be read, not committed (I11)."""

    reason: str

    def __str__(self) -> str:
        return f"影响分析不完整，不能提交：{self.reason}"


Keyed = tuple[tuple[str, str], HitRow]


@dataclass(frozen=True, kw_only=True)
class Impact:
    """影响: the plan of one source and the powers that it speaks of.

    Attributes:
        unread: of the powers that it may touch those that were not read: more than the limit. Then it is not complete.
        known: number of the last event that it knows.
        on: the day on which it is seen: of the list, of the law and of who holds what; None: each row on its effective
            day, over the list as it is.
        holder_names: organ → name, of the departments that are hit.
    """

    source: effects.Source
    plan: Plan
    powers: dict[str, Power]
    units: Mapping[str, ProvisionVersion]
    unread: frozenset[str] = frozenset()
    known: int = LATEST
    on: date | None = None
    holder_names: Mapping[str, str] = field(default_factory=dict[str, str])

    @cached_property
    def rows(self) -> Sequence[Keyed]:
        """The hits in the order of their pages: by department, power and place."""
        return sorted(keyed(self.plan.hits), key=itemgetter(0))


def keyed(rows: Iterable[HitRow]) -> Iterator[Keyed]:
    """Each row with a key of its own that does not depend on how many come before it."""
    seen: Counter[str] = Counter()
    for row in rows:
        place = (row.holder, row.power, row.element.name, row.sub_item, row.citation.citation)
        key = " ".join((*place, row.effective.isoformat()))
        yield (key, f"{seen[key]:04d}"), row
        seen[key] += 1


async def simulate(
    desk: Desk, source: str, *, known: int = LATEST, on: date | None = None
) -> Impact:
    """影响分析 without writing anything (F21), as far as the viewer may see it (F40).

    It is planned whole, once for everybody: powers are judged together. Each department's part is cut out of it.

    Args:
        known: event number: what was believed after that event (T6).
        on: as it stands on that day; such a reading is never what is committed.

    Raises:
        SourceNotFound, MomentUnknown.
    """
    known = min(known, LATEST)
    if known < LATEST:
        await desk.graph.read(audit.moment, known)
    key, holders = _key(source, desk.pack, known, on), scope(desk.actor)

    async def whole() -> Impact:
        return await _remembered(
            desk, key, lambda: desk.graph.read(_simulated, desk, source, known, on)
        )

    async def own() -> Impact:
        return await desk.graph.read(seen, desk, await whole())

    return await (whole() if holders is None else _remembered(desk, (key, holders), own))


async def _remembered(desk: Desk, key: Hashable, make: Callable[[], Awaitable[Impact]]) -> Impact:
    return await desk.memory.recall(
        desk.graph,
        desk.today,
        key,
        make,
        lambda found: len(found.powers) + len(found.plan.hits) + len(found.units),
    )


def _key(source: str, pack: RulePack, known: int = LATEST, on: date | None = None) -> Hashable:
    return "impact", source, pack, known, on


async def planned(act: Act, source: str) -> Impact:
    """The whole impact as it is now, for an act that has written nothing yet.

    Raises:
        SourceNotFound
    """
    return await act.recall(
        _key(source, act.pack),
        lambda: assemble(act.tx, act.pack, source, act.today),
    )


async def _simulated(tx: Tx, desk: Desk, source: str, known: int, on: date | None) -> Impact:
    last, _ = await audit.head(tx)
    found = await assemble(tx, desk.pack, source, desk.today, known, on)
    holders = await organs.get_many(tx, {row.holder for row in found.plan.hits})
    names = {id_: organ.name for id_, organ in holders.items()}
    return replace(found, known=min(known, last), holder_names=names)


async def seen(tx: Tx, desk: Desk, found: Impact) -> Impact:
    """An impact for its viewer: a department sees what becomes of its own powers; the digest is that of the whole."""
    holders = scope(desk.actor)
    if holders is None:
        return found
    ids = found.powers.keys() | found.unread
    own = await looking_up.powers_seen(tx, ids, holders, desk.today)
    return replace(
        found,
        plan=found.plan.among(own, holders),
        powers={id_: power for id_, power in found.powers.items() if id_ in own},
        unread=found.unread & own,
    )


async def assemble(
    tx: Tx,
    pack: RulePack,
    source_id: str,
    today: date,
    known: int = LATEST,
    on: date | None = None,
) -> Impact:
    """Read the facts of one source and plan.

    Args:
        on: the day on which it is seen; only a plan that is seen on no day is one to commit.

    Raises:
        SourceNotFound: there is none, or it is a change of organs (resolvers/reorganising.py).
    """
    source = await effects.source(tx, source_id, known)
    if source.kind == "ORGANS":
        raise effects.SourceNotFound(source_id)
    own = await effects.effects(tx, source=source_id, known=known)
    cause = await cause_of(tx, source_id, own, known)
    touched = await instruments_touched(tx, cause, own, known)
    ids = sorted({*await lawbook.citing(tx, touched, known, on), *_matched(own)})
    found = await lawbook.powers(tx, ids[: pack.powers_at_once], known, on)
    unread = frozenset(ids[pack.powers_at_once :])
    return await plan_for(tx, pack, source, cause, found, touched, today, known, unread, on)


async def plan_again(
    tx: Tx, pack: RulePack, source: effects.Source, found: list[Power], today: date
) -> Impact:
    """The plan of one source over powers that are given, not read: the list need not say so any more (T7)."""
    own = await effects.effects(tx, source=source.id)
    cause = await cause_of(tx, source.id, own)
    touched = await instruments_touched(tx, cause, own, LATEST)
    return await plan_for(tx, pack, source, cause, found, touched, today)


async def plan_for(
    tx: Tx,
    pack: RulePack,
    source: effects.Source,
    cause: Cause,
    found: list[Power],
    touched: Iterable[str],
    today: date,
    known: int = LATEST,
    unread: frozenset[str] = frozenset(),
    on: date | None = None,
) -> Impact:
    """The plan of a cause over these powers; not complete where some that it may touch were not read."""
    book = await lawbook.book(tx, found, touched, known)
    others = await _others(tx, cause, book)
    # In a thread: to judge tens of thousands of hits takes a minute, in which everybody else is answered.
    whole = not unread
    made = await asyncio.to_thread(
        make_plan, cause, found, book, pack, today=today, others=others, complete=whole, on=on
    )
    by_id = {power.id: power for power in found}
    if on is not None:
        made = as_seen(made, on, held_on(await organs.tenures(tx, by_id, Axis.LAW, known), on))
    return Impact(source=source, plan=made, powers=by_id, units=book.units, unread=unread, on=on)


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


def check_complete(impact: Impact) -> None:
    """I11: nothing is written, and nothing is judged stale, by a plan that did not see everything.

    Raises:
        RunIncomplete
    """
    if not impact.plan.complete:
        raise RunIncomplete(_TOO_MANY)


NOT_PRINTED = "（新增依据，清单尚未载明）"
"""What stands for the printed words of a basis that a new law adds (L16)."""

_TOO_MANY = "可能受影响的职权超出一次研判的数量限制，未予全部读取"


def unread_sentence(impact: Impact) -> str:
    """Why an analysis is not complete. A department is not told how many powers of others that is."""
    if not impact.unread:
        return _TOO_MANY
    return f"另有 {len(impact.unread)} 项可能受影响的职权超出一次研判的数量限制，未予读取"
