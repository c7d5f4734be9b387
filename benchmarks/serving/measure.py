"""A B A B: the contenders in turn, in one run, so that whatever else the machine does meets all of them alike."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import median, quantiles

from benchmarks.serving.client import Answer, connected

ROUNDS = 5
WARM_CALLS, WARM_SECONDS = 2000, 6.0
"""A contender is warm after so many calls or so many seconds, whichever comes first."""


Round = list[list[float]]
"""The seconds of each answer, client by client."""


class Unanswered(Exception):
    """A contender failed, or had no more room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One server and what it is asked, one request after the other, without end."""

    name: str
    port: int
    requests: Iterator[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one contender did, in milliseconds and requests a second: medians over the rounds."""

    p50: float
    p95: float
    p99: float
    rate: float


async def warm(contender: Contender) -> None:
    until = time.perf_counter() + WARM_SECONDS
    async with connected(contender.port) as connection:
        for _ in range(WARM_CALLS):
            _checked(contender, await connection.send(next(contender.requests)))
            if time.perf_counter() > until:
                break


def _checked(contender: Contender, answer: Answer) -> Answer:
    if answer.status != 200:
        raise Unanswered(f"{contender.name}: {answer.status} {answer.body[:100]!r}")
    return answer


async def compare(
    contenders: Sequence[Contender], *, clients: int, seconds: float
) -> dict[str, Figures]:
    """Each contender ``ROUNDS`` times in turn, with this many clients; one that fails is left out from then on."""
    rounds: dict[str, list[Round]] = {each.name: [] for each in contenders}
    answering = list(contenders)
    for _ in range(ROUNDS):
        for each in tuple(answering):
            try:
                rounds[each.name].append(await _round(each, clients, seconds))
            except Unanswered as failed:
                print(f"{failed} ({clients} clients)", file=sys.stderr)
                answering.remove(each)
    return {each.name: _figures(rounds[each.name]) for each in answering}


async def _round(contender: Contender, clients: int, seconds: float) -> Round:
    """One round with this many clients.

    Raises:
        Unanswered: the first failure; the other clients stop.
    """
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(_client(contender, seconds)) for _ in range(clients)]
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None
    return [task.result() for task in tasks]


async def _client(contender: Contender, seconds: float) -> list[float]:
    until, took = time.perf_counter() + seconds, list[float]()
    async with connected(contender.port) as connection:
        while time.perf_counter() < until or not took:
            took.append(
                _checked(contender, await connection.send(next(contender.requests))).seconds
            )
    return took


def _figures(rounds: Sequence[Round]) -> Figures:
    def across(percent: int) -> float:
        return median(percentile(list(chain(*each)), percent) for each in rounds) * 1000

    return Figures(p50=across(50), p95=across(95), p99=across(99), rate=median(map(_rate, rounds)))


def _rate(of_round: Round) -> float:
    """Requests a second: each client's own, so that answers after the end of the round count with their time."""
    return sum(len(took) / sum(took) for took in of_round)


def percentile(values: Sequence[float], percent: int) -> float:
    return values[0] if len(values) == 1 else quantiles(values, n=100)[percent - 1]
