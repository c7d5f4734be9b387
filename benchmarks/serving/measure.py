"""A B A B: two contenders in turn, in one run, so that whatever else the machine does meets both alike."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from benchmarks.serving.client import Answer, Connection

ROUNDS = 5
WARM_CALLS, WARM_SECONDS = 2000, 6.0
"""A contender is warm after so many calls or so many seconds, whichever comes first."""


class Unanswered(Exception):
    """A contender failed, or had no more room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One server and the request that it answers."""

    name: str
    port: int
    request: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one contender did, in milliseconds and requests a second: medians over the rounds."""

    p50: float
    p95: float
    p99: float
    rate: float


async def warm(contender: Contender) -> None:
    connection = await Connection.to(contender.port)
    until = time.perf_counter() + WARM_SECONDS
    for _ in range(WARM_CALLS):
        _checked(contender, await connection.send(contender.request))
        if time.perf_counter() > until:
            break
    connection.close()


def _checked(contender: Contender, answer: Answer) -> Answer:
    if answer.status != 200:
        raise Unanswered(f"{contender.name}: {answer.status} {answer.body[:100]!r}")
    return answer


async def compare(
    contenders: Sequence[Contender], *, clients: int, seconds: float
) -> dict[str, Figures]:
    """Each contender ``ROUNDS`` times in turn, with this many clients."""
    rounds: dict[str, list[list[float]]] = {each.name: [] for each in contenders}
    for _ in range(ROUNDS):
        for each in contenders:
            rounds[each.name].append(await _round(each, clients, seconds))
    return {name: _figures(found, seconds) for name, found in rounds.items()}


async def _round(contender: Contender, clients: int, seconds: float) -> list[float]:
    found = await asyncio.gather(*(_client(contender, seconds) for _ in range(clients)))
    return [took for of_client in found for took in of_client]


async def _client(contender: Contender, seconds: float) -> list[float]:
    connection = await Connection.to(contender.port)
    until, took = time.perf_counter() + seconds, list[float]()
    while time.perf_counter() < until or not took:
        took.append(_checked(contender, await connection.send(contender.request)).seconds)
    connection.close()
    return took


def _figures(rounds: Sequence[Sequence[float]], seconds: float) -> Figures:
    def across(percent: int) -> float:
        return median(_percentile(of_round, percent) for of_round in rounds) * 1000

    return Figures(
        p50=across(50),
        p95=across(95),
        p99=across(99),
        rate=median(
            len(of_round) / max(seconds, sum(of_round) / len(of_round)) for of_round in rounds
        ),
    )


def _percentile(values: Sequence[float], percent: int) -> float:
    return values[0] if len(values) == 1 else quantiles(values, n=100)[percent - 1]
