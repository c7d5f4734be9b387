"""``python -m benchmarks.serving var/worlds/4000-1``: the questions, the product as it is served against all others.

Answers are compared first; then A B A B, medians; at last more clients than the service takes.
The database, all servers and the load share the machine's cores.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count, repeat
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from benchmarks.serving import saturation
from benchmarks.serving.client import connected, post
from benchmarks.serving.contenders import CONTENDERS, PEERS, Make, started, taking_part
from benchmarks.serving.measure import Contender, Figures, compare, warm
from benchmarks.serving.questions import JUDGED, PAGE, TURNED, Ask, Question, graphql, questions
from server import database, local_neo4j
from server.local_neo4j import ports
from server.settings import Settings
from server.tokens import SampleIssuer

SECONDS = 1.0
CLIENTS = (1, 8, 64)
PEER_CLIENTS = 8
"""The peer is compared by what it answers eight clients; the other two by all."""


@dataclass(frozen=True, slots=True)
class Served:
    """Where the contenders listen, and the token that the service wants to see."""

    ports: Mapping[str, int]
    token: str

    def contender(self, name: str, ask: Ask) -> Contender:
        port, token = self.ports[name], self.token if name in ("product", "anew") else ""
        requests = (post(port, ask.path, body, token) for body in _bodies(name, ask))
        return Contender(name=name, port=port, requests=requests)

    async def tell(self, name: str, ask: Ask) -> tuple[Any, float]:
        """(what one contender answers, after how many seconds)."""
        contender = self.contender(name, ask)
        async with connected(contender.port) as connection:
            answer = await connection.send(next(contender.requests))
        return json.loads(answer.body)["data"], answer.seconds


def _bodies(name: str, ask: Ask) -> Iterator[bytes]:
    """The same each time; anew: no two are alike, though all ask the same."""
    if name != "anew":
        return repeat(json.dumps(ask.body).encode())
    return (json.dumps({**ask.body, "extensions": {"asked": n}}).encode() for n in count())


def main(folder: Path, wanted: Sequence[str]) -> None:
    """Measure one world and print its tables."""
    world = json.loads((folder / "world.json").read_text("utf-8"))
    settings = Settings().model_copy(update={"data_dir": folder.resolve()})
    running = local_neo4j.start(settings.neo4j_folder, database.options(settings), _say)
    token = SampleIssuer(settings.data_dir / "sample-issuer.pem").issue("bb")
    listening: dict[Make, int] = {}
    with ExitStack() as stack:

        def serve(make: Make) -> int:
            if make not in listening:
                listening[make] = ports.choose(0)
                stack.enter_context(started(make(settings, running, listening[make])))
            return listening[make]

        alone = Served({"product": serve(CONTENDERS["product"])}, token)
        print(asyncio.run(_first_answer(alone)))
        served = Served({name: serve(make) for name, make in taking_part().items()}, token)
        asyncio.run(_measure(world, served, wanted))
        _tell_of_size(running.pid, settings.neo4j_folder)
        print(f"service: {_memory(os.getpid(), 'serve')} MB")
    if running.started_now:
        local_neo4j.stop(settings.neo4j_folder)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


async def _first_answer(served: Served) -> str:
    """How long a service that was just started takes to answer the page of fifty, the first and the second time."""
    began = time.perf_counter()
    await _listening(served.ports["product"])
    listens = time.perf_counter() - began
    first, second = [(await served.tell("product", graphql(PAGE)))[1] for _ in range(2)]
    return f"a cold start: listens after {listens:.1f} s, first page {first * 1000:.0f} ms, second {second * 1000:.0f} ms"


async def _measure(world: Mapping[str, Any], served: Served, wanted: Sequence[str]) -> None:
    await asyncio.gather(*map(_listening, served.ports.values()))
    asked = questions(world, await _with_a_request(served))
    print(HEAD)
    for question in asked:
        if _is_wanted(question.name, wanted):
            await _ask(question, served)
    if _is_wanted("judged", wanted):
        for source in ("local_revision", "hot_revision", "local_repeal"):
            print(f"judged for the first time, {source}: {await _judged(world[source], served)}")
    if _is_wanted("turned", wanted):
        print(f"pages of 50 turned for the first time: {await _turned(served)}")
    if _is_wanted("saturation", wanted):
        await _saturate(served, asked[0].asked["product"])


async def _saturate(served: Served, one_power: Ask) -> None:
    print(saturation.HEAD)
    for name in ("product", "anew"):
        async for line in saturation.lines(served.contender(name, one_power)):
            print(line, flush=True)


def _is_wanted(name: str, wanted: Sequence[str]) -> bool:
    return not wanted or name.startswith(tuple(wanted))


async def _judged(source: str, served: Served) -> str:
    """An impact as nobody has asked for it yet: as it was known after each of the last events."""

    async def ask(**given: Any) -> tuple[Any, float]:
        told, seconds = await served.tell("product", graphql(JUDGED, source=source, **given))
        return told["impact"], seconds

    last = (await ask())[0]["knownAt"]
    asked = [await ask(known=last - back) for back in range(3)]
    hits = asked[0][0]["hits"]["totalCount"]
    took = median(seconds for _, seconds in asked)
    return f"{hits} hits, {took * 1000:.0f} ms, {took / hits * 1000:.2f} ms a hit"


async def _turned(served: Served) -> str:
    """The first sixty pages of the list; the first of them, which the questions asked for, does not count."""
    took: list[float] = []
    after = None
    for _ in range(60):
        told, seconds = await served.tell("product", graphql(TURNED, after=after))
        took.append(seconds)
        after = told["powers"]["pageInfo"]["endCursor"]
    return f"{median(took[1:]) * 1000:.1f} ms"


async def _listening(port: int) -> None:
    for _ in range(1200):
        try:
            async with connected(port):
                return
        except OSError:
            await asyncio.sleep(0.1)
    raise TimeoutError(f"nothing listens on {port}")


async def _with_a_request(served: Served) -> str:
    """A power with an open request."""
    ask = graphql("{ requests(first: 1) { nodes { powerIds } } }")
    told, _ = await served.tell("product", ask)
    return told["requests"]["nodes"][0]["powerIds"][0]


async def _ask(question: Question, served: Served) -> None:
    all_asked = {**question.asked, "anew": question.asked["product"]}
    asked = {name: ask for name, ask in all_asked.items() if name in served.ports}
    told = {name: _values((await served.tell(name, ask))[0]) for name, ask in asked.items()}
    for name in [name for name in asked if told[name] != told["product"]]:
        print(f"{question.name}: {name} answers something else: {told[name]}"[:2000])
        del asked[name]
    contenders = [served.contender(name, ask) for name, ask in asked.items()]
    for each in contenders:
        await warm(each)
    for clients in CLIENTS:
        asking = [c for c in contenders if clients == PEER_CLIENTS or c.name not in PEERS]
        figures = await compare(asking, clients=clients, seconds=SECONDS)
        print(_row(question, clients, figures), flush=True)


def _values(told: Any) -> list[Any]:
    """What an answer says, in its order. The names and wrappings around it are each contender's own."""
    if not isinstance(told, dict | list):
        return [told]
    parts = told.values() if isinstance(told, dict) else told
    return [value for part in parts for value in _values(part)]


HEAD = """
| question | clients | product p50 | anew | bare | × | × anew | to reach | product a second | anew | bare | peer | peer, generated | product ÷ the quicker | anew ÷ | to reach | product p95 | p99 | anew p95 | p99 |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"""


def _row(question: Question, clients: int, figures: Mapping[str, Figures]) -> str:
    def times(name: str) -> str | None:
        if name not in figures or "bare" not in figures:
            return None
        return f"{figures[name].p50 / figures['bare'].p50:.2f}"

    peer = max((figures[name].rate for name in PEERS if name in figures), default=None)

    def of_peer(name: str) -> str | None:
        return f"{figures[name].rate / peer:.2f}" if peer and name in figures else None

    def ms(name: str, percentile: str) -> str | None:
        return f"{getattr(figures[name], percentile):.2f} ms" if name in figures else None

    cells = (
        question.name,
        clients,
        *(ms(name, "p50") for name in ("product", "anew", "bare")),
        times("product"),
        times("anew"),
        question.of_bare if clients == 1 else None,
        *(f"{figures[name].rate:.0f}" if name in figures else None for name in CONTENDERS),
        of_peer("product"),
        of_peer("anew"),
        question.of_peer if clients == PEER_CLIENTS else None,
        *(ms(name, percentile) for name in ("product", "anew") for percentile in ("p95", "p99")),
    )
    return "| " + " | ".join("–" if cell is None else str(cell) for cell in cells) + " |"


def _tell_of_size(pid: int, folder: Path) -> None:
    store = sum(
        file.stat().st_size for file in (folder / "data/databases").rglob("*") if file.is_file()
    )
    print(f"Neo4j: {psutil.Process(pid).memory_info().rss >> 20} MB; store: {store >> 20} MB")


def _memory(parent: int, command: str) -> int:
    """Megabytes of the child process that runs this command."""
    children = psutil.Process(parent).children(recursive=True)
    return sum(c.memory_info().rss for c in children if command in c.cmdline()) >> 20


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
