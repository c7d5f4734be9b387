"""记忆: what was worked out of the graph holds until the next act is done or the next day begins.

Every write is an event of the audit chain, so its head says whether anything changed; several services on one graph see
the same head. Whoever pages through an analysis does not have it made anew for each page, nor who commits what he saw.

Who somebody is may be a second old: to read. An act asks anew (``resolvers.acting``).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from typing import Any, TypeVar

from graph import audit
from graph.db import Graph

T = TypeVar("T")

Moment = tuple[tuple[int, str], date]
"""The head of the audit chain, and the day."""

LATELY = 1.0
"""Seconds for which what may be a little old is not asked again."""


@dataclass(slots=True)
class _Shelf:
    """What was worked out under one head on one day.

    Attributes:
        sizes: of what is made already, oldest first.
    """

    moment: Moment | None = None
    kept: dict[Hashable, asyncio.Future[Any]] = field(default_factory=dict)
    sizes: dict[Hashable, int] = field(default_factory=dict)
    used: int = 0

    def put(self, key: Hashable, size: int, room: int) -> None:
        """Note what was made; what was made first goes first."""
        self.sizes[key] = size
        self.used += size
        while self.used > room:
            first = next(iter(self.sizes))
            self.used -= self.sizes.pop(first)
            del self.kept[first]


class Memory:
    """What several requests of one service share.

    Args:
        room: sum of the sizes of what is kept, each at least 1; what was made first goes first, and what is larger is
            not kept.
    """

    def __init__(self, room: int = 100_000) -> None:
        self._room = room
        self._shelf = _Shelf()
        self._head: asyncio.Future[tuple[int, str]] | None = None
        self._next_head: asyncio.Future[tuple[int, str]] | None = None
        self._lately: dict[Hashable, asyncio.Future[Any]] = {}
        self._lately_until = 0.0

    async def recall(
        self,
        graph: Graph,
        today: date,
        key: Hashable,
        make: Callable[[], Awaitable[T]],
        size: Callable[[T], int],
    ) -> T:
        """What is known under this key, made once however many ask for it at the same time."""
        moment = (await self._head_now(graph), today)
        if moment != self._shelf.moment:
            self._shelf = _Shelf(moment)
        shelf = self._shelf

        async def made() -> T:
            found = await make()
            shelf.put(key, max(1, size(found)), self._room)
            return found

        return await _once(shelf.kept, key, made)

    async def _head_now(self, graph: Graph) -> tuple[int, str]:
        """The head of the chain, read after it was asked for: who asks during one reading shares the next one."""
        if self._next_head is None:
            self._next_head = asyncio.ensure_future(self._read_head(graph, after=self._head))
        return await asyncio.shield(self._next_head)

    async def _read_head(
        self, graph: Graph, after: asyncio.Future[tuple[int, str]] | None
    ) -> tuple[int, str]:
        if after is not None:
            await asyncio.wait([after])
        self._head, self._next_head = self._next_head, None
        return await graph.read(audit.head)

    async def recall_locked(
        self, moment: Moment, key: Hashable, make: Callable[[], Awaitable[T]]
    ) -> T:
        """What is known under this key, for an act that holds the lock on the head: nobody else writes meanwhile.

        What others are making at that time is not waited for, and what is made here is not kept: the act ends it.
        """
        known = self._shelf.kept.get(key) if moment == self._shelf.moment else None
        return known.result() if known is not None and known.done() else await make()

    async def lately(self, key: Hashable, make: Callable[[], Awaitable[T]]) -> T:
        """What is known under this key, at most ``LATELY`` old and from after the last act that was done here."""
        now = monotonic()
        if now >= self._lately_until:
            self.forget_lately()
            self._lately_until = now + LATELY
        return await _once(self._lately, key, make)

    def forget_lately(self) -> None:
        """Somebody acted: whoever asks now is told what holds now."""
        self._lately = {}


async def _once(
    kept: dict[Hashable, asyncio.Future[Any]], key: Hashable, make: Callable[[], Awaitable[T]]
) -> T:
    """Made once however many ask for it at the same time; what failed is not kept."""

    async def made() -> T:
        try:
            return await make()
        except BaseException:
            kept.pop(key, None)
            raise

    if key not in kept:
        kept[key] = asyncio.ensure_future(made())
    # Whoever leaves must not take it from those who wait for the same.
    return await asyncio.shield(kept[key])
