"""答复的记忆: an answer that was given before is given again, to the same reader, as long as nobody has acted.

Front ends and dashboards ask the same questions again and again; between two acts every answer is the same, byte for byte.
The head of the audit chain is read each time; only then is the whole answer taken as it was. What is asked for the first
time costs nothing more than before: an answer is kept when it is asked for again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from resolvers.acting import Desk
from resolvers.memory import Memory

LONGEST = 20_000
"""Bytes of a question whose answer may be kept; a file that is sent in is longer."""

ROOM = 64_000_000
"""Bytes of all answers that are kept."""

NOTED = 10_000
"""Questions of which it is remembered that they were asked."""

Key = tuple[Any, ...]


@dataclass(eq=False)
class _Passing(Exception):
    """An answer of the moment: it is told, and not kept."""

    response: Response


@dataclass(frozen=True, slots=True)
class Told:
    """An answer.

    Attributes:
        lasts: whether it holds until the next act.
    """

    response: Response
    lasts: bool


Tell = Callable[[], Awaitable[Told]]


class Answers:
    """The answers of one service."""

    def __init__(self) -> None:
        self._memory = Memory(ROOM)
        self._asked: dict[Key, None] = {}

    async def of(self, request: Request, desk: Desk, tell: Tell) -> Response:
        """The answer to a request: as it was given before, or told now."""
        key = await _key(request, desk)
        if key is None:
            return (await tell()).response
        if key not in self._asked:
            told = await tell()
            if told.lasts:
                self._note(key)
            return told.response

        async def lasting() -> Response:
            told = await tell()
            if not told.lasts:
                raise _Passing(told.response)
            return told.response

        try:
            return await self._memory.recall(
                desk.graph, desk.today, key, lasting, lambda kept: len(kept.body)
            )
        except _Passing as passing:
            return passing.response

    def _note(self, key: Key) -> None:
        self._asked[key] = None
        if len(self._asked) > NOTED:
            del self._asked[next(iter(self._asked))]


async def _key(request: Request, desk: Desk) -> Key | None:
    """Who asks what, and in which form he reads it; None for what is never kept."""
    length = request.headers.get("content-length", "")
    if request.method != "POST" or not length.isdecimal() or int(length) > LONGEST:
        return None
    forms = (request.headers.get("content-type"), request.headers.get("accept"))
    return desk.actor, forms, sha256(await request.body()).digest()
