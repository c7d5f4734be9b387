"""审计: the trail of all acts, and whether it is still the one that was written."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from graph import anchoring, audit, statistics
from graph.anchoring import Anchors, Heads, Verdict
from graph.audit import Recorded
from graph.db import Tx
from graph.model.actor import Role
from graph.workflow import Forbidden
from resolvers.acting import Desk

AUDITORS = (Role.AUDITOR, Role.ADMIN, Role.BB, Role.JW)
"""Who reads the trail: every input of every act stands in it."""

STEP = 500
"""Events read at once; the walk holds no more than these."""


@runtime_checkable
class Keeper(Protocol):
    """留锚者: an anchor that can be read again."""

    def kept(self) -> Anchors:
        """All that was kept."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """一页办理记录."""

    records: Sequence[Recorded]
    total: int
    more: bool


async def last(desk: Desk) -> int:
    """Number of the last act; 0 before the first.

    Raises:
        Forbidden
    """
    _check(desk, "auditTrail")
    seq, _ = await desk.graph.read(audit.head)
    return seq


async def trail(desk: Desk, *, size: int, after: int) -> Trail:
    """办理记录, oldest first.

    Raises:
        Forbidden
    """
    _check(desk, "auditTrail")

    async def work(tx: Tx) -> Trail:
        rows = await audit.page(tx, after, size + 1)
        total = await statistics.event_count(tx)
        return Trail(records=rows[:size], total=total, more=len(rows) > size)

    return await desk.graph.read(work)


async def verify(desk: Desk) -> Verdict:
    """核验审计链: walk all of it, and compare it with the anchored heads.

    Raises:
        Forbidden
    """
    _check(desk, "verifyAudit")
    # The anchors first: an event that comes in meanwhile is in the chain and not yet anchored, never the other way.
    keeper = desk.anchor
    anchors = await asyncio.to_thread(keeper.kept) if isinstance(keeper, Keeper) else Anchors()
    return await desk.graph.read(_verify, anchors)


async def _verify(tx: Tx, anchors: Anchors) -> Verdict:
    before = await audit.head(tx)
    wanted = frozenset({before[0], *(anchor.seq for anchor in anchors.rows)})
    walk = anchoring.begin()
    while rows := await audit.page(tx, walk.seq, STEP):
        walk = anchoring.follow(walk, rows, wanted)
    heads = Heads(before=before, after=await audit.head(tx))
    return anchoring.conclude(walk, heads, anchors)


def _check(desk: Desk, name: str) -> None:
    if not desk.actor.has(*AUDITORS):
        raise Forbidden(name, AUDITORS)
