"""工作台: what stands where, for one department or the whole district; and for how long the list lagged behind the law."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from graph import organs, statistics
from graph.db import Tx
from graph.errors import DomainError
from graph.model.judgement import LegalStatus
from graph.model.organ import OrgUnit
from graph.organs import OrganNotFound
from graph.statistics import Counted, Holders
from graph.workflow import Forbidden
from resolvers import legal_standing
from resolvers.acting import Desk
from resolvers.reading import REVIEWERS, scope

T = TypeVar("T")

LONGEST = 366
"""Days ahead that a dashboard looks at most."""


@dataclass(eq=False)
class DaysOutOfRange(DomainError):
    """天数不合."""

    asked: int
    largest: int

    def __str__(self) -> str:
        return f"天数须为 0 至 {self.largest}，您要求了 {self.asked}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """工作台: each block is one query of ``graph.statistics``; keys as there. A block that nobody asked for is empty.

    Attributes:
        organ: None for the district.
        near: 临近生效而未申请的事项, with the days that are left.
    """

    today: date
    organ: OrgUnit | None
    powers: Sequence[Counted]
    items: Sequence[Counted]
    grounds: Sequence[Counted]
    obligations: Sequence[Counted]
    tasks: Sequence[Counted]
    unlinked: Sequence[Counted]
    missing: Sequence[Counted]
    near: Sequence[tuple[str, int]]
    holder_names: Mapping[str, str]


ALL = frozenset(
    {"powers", "items", "grounds", "obligations", "tasks", "unlinked", "missing", "near"}
)
"""Every block: each costs a query over the whole list, so one asks for those that are shown."""


async def of_department(
    desk: Desk, organ: str, days: int, blocks: Collection[str] = ALL
) -> Dashboard:
    """部门工作台.

    Raises:
        OrganNotFound, DaysOutOfRange; Forbidden: it is another department's.
    """
    visible = scope(desk.actor)
    if visible is not None and organ not in visible:
        raise Forbidden("deptDashboard", REVIEWERS)
    return await _remembered(desk, organ, _checked(days), blocks)


async def of_district(desk: Desk, days: int, blocks: Collection[str] = ALL) -> Dashboard:
    """全区工作台.

    Raises:
        Forbidden: only reviewers see every department.
        DaysOutOfRange
    """
    if scope(desk.actor) is not None:
        raise Forbidden("districtDashboard", REVIEWERS)
    return await _remembered(desk, None, _checked(days), blocks)


async def _remembered(
    desk: Desk, organ: str | None, days: int, blocks: Collection[str]
) -> Dashboard:
    """The same for everyone who may see it."""
    return await desk.memory.recall(
        desk.graph,
        desk.today,
        ("dashboard", organ, days, frozenset(blocks)),
        lambda: desk.graph.read(_dashboard, desk, organ, days, blocks),
        lambda made: len(made.near) + len(made.holder_names),
    )


def _checked(days: int) -> int:
    if not 0 <= days <= LONGEST:
        raise DaysOutOfRange(days, LONGEST)
    return days


async def _dashboard(
    tx: Tx, desk: Desk, organ: str | None, days: int, blocks: Collection[str]
) -> Dashboard:
    known = {one.id: one for one in await organs.everyone(tx)}
    if organ is not None and organ not in known:
        raise OrganNotFound(organ)
    holders: Holders = None if organ is None else (organ,)
    today = desk.today

    async def read(block: str, query: Callable[..., Awaitable[list[T]]], *given: Any) -> list[T]:
        return await query(tx, holders, *given) if block in blocks else []

    return Dashboard(
        today=today,
        organ=known[organ] if organ else None,
        powers=await read("powers", statistics.power_counts),
        items=await read("items", statistics.open_item_counts),
        grounds=await read("grounds", statistics.ground_counts),
        obligations=await read("obligations", statistics.obligation_counts, today),
        tasks=await read("tasks", statistics.task_counts),
        unlinked=await read("unlinked", statistics.unlinked_counts),
        missing=await read("missing", statistics.missing_counts),
        near=await read("near", _near, today, days),
        holder_names={id_: one.name for id_, one in known.items()},
    )


async def _near(tx: Tx, holders: Holders, today: date, days: int) -> list[tuple[str, int]]:
    rows = await statistics.near(tx, holders, today, today + timedelta(days=days))
    return [(row.id, (row.draft.effective - today).days) for row in rows]


async def legal_statuses(desk: Desk, organ: str) -> dict[LegalStatus, int]:
    """法律状态 of a department's listed powers today."""
    listed = await desk.graph.read(statistics.powers_listed, [organ])
    found = Counter((await legal_standing.statuses(desk, listed)).values())
    return {status: found[status] for status in LegalStatus}


# ---- 暴露期 ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """暴露期 (G18): from the ground's effective day to the day on which the list followed.

    Attributes:
        until: first day on which the list was right again; None while it is not.
        days: how long it lasted, or has lasted until today.
    """

    item: str
    since: date
    until: date | None
    days: int


async def exposure_windows(desk: Desk, *, only_open: bool) -> list[Window]:
    """暴露期 of every item whose ground took effect before the list followed; a department sees its own."""

    async def work(tx: Tx) -> list[Window]:
        rows = await statistics.exposed(tx, scope(desk.actor), desk.today)
        shown = [row for row in rows if not (only_open and row.until)]
        return [
            Window(
                item=row.item.id,
                since=row.item.draft.effective,
                until=row.until,
                days=((row.until or desk.today) - row.item.draft.effective).days,
            )
            for row in shown
        ]

    return await desk.graph.read(work)
