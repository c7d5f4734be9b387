"""法律状态 as of today: worked out of the law wherever it is asked for, once for each power between two acts (ADR 0027)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from graph import lawbook, looking_up, pages
from graph.db import Tx, in_turns
from graph.errors import DomainError
from graph.looking_up import Holders
from graph.model.judgement import LegalStatus
from graph.model.power import Power
from graph.pages import PowerFilter
from graph.rules.days import Calendar
from graph.rules.pack import RulePack
from graph.rules.standing import status_of
from graph.rules.survival import judge
from resolvers.acting import Desk

AT_ONCE = 500
"""Powers that are read and judged in one transaction."""


@dataclass(eq=False)
class TooManyToJudge(DomainError):
    """须逐项判断的职权过多: nothing is cut silently."""

    asked: int
    largest: int

    def __str__(self) -> str:
        return (
            f"按法律状态筛选须逐项判断 {self.asked} 项职权，超过一次研判的限额（{self.largest} 项）；"
            "请先按行使主体、职权类型或名称缩小范围"
        )


@dataclass(frozen=True, slots=True)
class Register:
    """已判断的职权 since the last act: who asks for one while it is judged waits for it."""

    known: dict[str, LegalStatus] = field(default_factory=dict[str, LegalStatus])
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


async def statuses(desk: Desk, powers: Iterable[str]) -> dict[str, LegalStatus]:
    """法律状态 of these powers today; one that does not exist is left out. The caller minds who may see them."""
    register = await desk.memory.recall(
        desk.graph, desk.today, ("standing", desk.pack), _empty, lambda _: 1
    )
    wanted = list(powers)
    async with register.lock:
        unknown = [id_ for id_ in wanted if id_ not in register.known]
        for some in in_turns(unknown, AT_ONCE):
            register.known.update(await desk.graph.read(_judged, desk, some))
    return {id_: register.known[id_] for id_ in wanted if id_ in register.known}


async def _empty() -> Register:
    return Register()


async def _judged(tx: Tx, desk: Desk, ids: Sequence[str]) -> dict[str, LegalStatus]:
    powers = await lawbook.powers(tx, ids)
    calendar = Calendar(book=await lawbook.book(tx, powers))
    return await asyncio.to_thread(_statuses, powers, calendar, desk.today, desk.pack)


def _statuses(
    powers: Sequence[Power], calendar: Calendar, today: date, pack: RulePack
) -> dict[str, LegalStatus]:
    found = ((power, judge(power, calendar.book, today, pack)) for power in powers)
    return {power.id: status_of(power, calendar, made, pack) for power, made in found}


async def seen(desk: Desk, powers: Sequence[str], holders: Holders) -> dict[str, LegalStatus]:
    """法律状态 today of those of these powers that are of departments that the viewer may see (F40)."""
    own = await desk.graph.read(looking_up.powers_seen, powers, holders, desk.today)
    return await statuses(desk, own)


async def standing_so(desk: Desk, wanted: PowerFilter, holders: Holders) -> tuple[str, ...]:
    """Of the powers that the rest of a filter leaves, and that the viewer may see, those that have the status asked for.

    Raises:
        TooManyToJudge
    """
    left = await desk.graph.read(pages.powers_left, wanted, holders, desk.today)
    if len(left) > desk.pack.powers_at_once:
        raise TooManyToJudge(len(left), desk.pack.powers_at_once)
    found = await statuses(desk, left)
    asked = set(wanted.standing or ())
    return tuple(id_ for id_ in left if id_ in found and found[id_].name in asked)
