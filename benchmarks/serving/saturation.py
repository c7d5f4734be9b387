"""Past saturation: more clients than the service takes, and none of them waits before it asks again.

A sound service then answers about as many as before, and tells all others at once when to come again.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence

from benchmarks.serving.client import Answer, connected
from benchmarks.serving.measure import Contender, percentile

CLIENTS = (64, 256, 512)
SECONDS = 10.0

HEAD = """
| asked | clients | answer | a second | p50 | p99 | longest |
|---|---|---|---|---|---|---|"""


async def lines(contender: Contender) -> AsyncGenerator[str]:
    """For each number of clients a line for each kind of answer."""
    for clients in CLIENTS:
        began = time.perf_counter()
        took = await _crowd(contender, clients)
        for line in _told(clients, took, time.perf_counter() - began):
            yield f"| {contender.name} {line}"


async def _crowd(contender: Contender, clients: int) -> dict[str, list[float]]:
    """Kind of answer → the seconds that each took."""
    took: dict[str, list[float]] = defaultdict(list)
    until = time.perf_counter() + SECONDS

    async def ask_on() -> None:
        began = time.perf_counter()
        try:
            async with connected(contender.port) as connection:
                while time.perf_counter() < until:
                    answer = await connection.send(next(contender.requests))
                    took[_kind(answer)].append(answer.seconds)
        except (OSError, asyncio.IncompleteReadError):
            took["connection lost"].append(time.perf_counter() - began)

    await asyncio.gather(*(ask_on() for _ in range(clients)))
    return took


def _kind(answer: Answer) -> str:
    again = b"\r\nretry-after:" in answer.head
    return f"{answer.status} with Retry-After" if again else str(answer.status)


def _told(clients: int, took: Mapping[str, Sequence[float]], elapsed: float) -> Iterator[str]:
    for kind, seconds in sorted(took.items()):
        times = (percentile(seconds, 50), percentile(seconds, 99), max(seconds))
        told = " | ".join(f"{each * 1000:.0f} ms" for each in times)
        yield f"| {clients} | {kind} | {len(seconds) / elapsed:.0f} | {told} |"
