"""记忆: what was worked out of the graph holds until the next act is done or the next day begins.

Every write is an event of the audit chain, so its head says whether anything changed; several services on one graph see
the same head. Whoever pages through an analysis does not have it made anew for each page, nor who commits what he saw.

Who somebody is may be a second old: to read. An act asks anew (``resolvers.acting``).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
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


class Memory:
    """What several requests of one service share.

    Args:
        room: sum of the sizes of what is kept, each at least 1; what was made first goes first, and what is larger is
            not kept.
    """

    def __init__(self, room: int = 100_000) -> None:
        self._room = room
        self._moment: Moment | None = None
        self._kept: dict[Hashable, asyncio.Future[Any]] = {}
        self._sizes: dict[Hashable, int] = {}
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
        moment = (await graph.read(audit.head), today)
        if moment != self._moment:
            self._moment, self._kept, self._sizes = moment, {}, {}
        kept, sizes = self._kept, self._sizes

        async def made() -> T:
            found = await make()
            sizes[key] = max(1, size(found))
            while sum(sizes.values()) > self._room:
                first = next(iter(sizes))
                del sizes[first], kept[first]
            return found

        return await _once(kept, key, made)

    async def recall_locked(
        self, moment: Moment, key: Hashable, make: Callable[[], Awaitable[T]]
    ) -> T:
        """What is known under this key, for an act that holds the lock on the head: nobody else writes meanwhile.

        What others are making at that time is not waited for, and what is made here is not kept: the act ends it.
        """
        known = self._kept.get(key) if moment == self._moment else None
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
