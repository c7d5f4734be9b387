"""``python -m benchmarks.writing var/worlds/16000-1``: what an act writes, beside bare Cypher that writes the same.

Each act on a copy of the world, which is thrown away. In each round first the product, then bare writing; medians, after a round that
does not count. The database, the product and the bare writer share the machine.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, LiteralString

from neo4j import AsyncDriver

from benchmarks.writing import bare
from benchmarks.writing.acts import ACTS, Acts, Ready
from graph import audit
from graph.db import Graph, Tx
from graph.migrate import migrate
from server import database, local_neo4j
from server.settings import Settings

ROUNDS = 3
ONCE = {"reform"}
"""Acts that are so large that a world has enough for one round of them; there the first counts."""

HEAD = """
| act | about | nodes + relationships | product | bare | rate of bare | before it: judging, reading | rate without reading | writing queries and commit | other queries |
|---|---|---|---|---|---|---|---|---|---|"""


def main(folder: Path, wanted: Sequence[str]) -> None:
    """Measure each act on a copy of one world, and print a table."""
    world = json.loads((folder / "world.json").read_text("utf-8"))
    local_neo4j.stop(folder / "neo4j")
    print(HEAD)
    for name in wanted or ACTS:
        with _copy(folder) as settings:
            print(asyncio.run(_measure(name, settings, world)), flush=True)


@contextmanager
def _copy(folder: Path) -> Generator[Settings]:
    """The same world, served and then thrown away."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as copy:
        shutil.copytree(folder / "neo4j", Path(copy) / "neo4j")
        settings = Settings().model_copy(update={"data_dir": Path(copy)})
        local_neo4j.start(settings.neo4j_folder, database.options(settings), lambda _: None)
        try:
            yield settings
        finally:
            local_neo4j.stop(settings.neo4j_folder)


async def _measure(name: str, settings: Settings, world: Any) -> str:
    times = 1 if name in ONCE else ROUNDS + 1
    async with database.connected(settings) as driver:
        await migrate(driver, bare.DATABASE)
        graph = Watched(driver, bare.DATABASE, query_timeout=600)
        acts = Acts(
            graph=graph,
            driver=driver,
            world=world,
            folder=settings.data_dir,
            rounds=times,
        )
        await acts.settle()
        prepare = ACTS[name]
        rounds = [await _round(driver, graph, await prepare(acts)) for _ in range(times)]
    return _row(name, rounds[1:] or rounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round took, in seconds."""

    what: str
    size: str
    product: float
    bare: float
    before: float
    within: bool
    writing: float
    asking: float


async def _round(driver: AsyncDriver, graph: Watched, ready: Ready) -> Round:
    graph.forget()
    began = time.perf_counter()
    await ready.act()
    product = time.perf_counter() - began
    seq, _ = await graph.read(audit.head)
    written = await bare.written_by(driver, seq)
    took = await bare.write(driver, written)
    await bare.remove(driver, written)
    return Round(
        what=ready.what,
        size=written.size,
        product=product,
        bare=took,
        before=ready.before,
        within=ready.within,
        writing=graph.writing,
        asking=graph.asking,
    )


def _row(name: str, rounds: Sequence[Round]) -> str:
    def of(value: Callable[[Round], float]) -> float:
        return median(map(value, rounds))

    within = rounds[0].within
    cells = (
        name,
        rounds[-1].what,
        rounds[-1].size,
        f"{of(lambda r: r.product):.2f} s",
        f"{of(lambda r: r.bare):.2f} s",
        f"{of(lambda r: r.bare / r.product):.0%}",
        f"{of(lambda r: r.before):.2f} s",
        f"{of(lambda r: r.bare / (r.product - r.before)):.0%}" if within else "–",
        f"{of(lambda r: r.writing):.2f} s",
        f"{of(lambda r: r.asking):.2f} s",
    )
    return f"| {' | '.join(cells)} |"


@dataclass(slots=True)
class _Watching:
    """A transaction that notes how long its queries took, from their sending to the end of their answer."""

    tx: Tx
    graph: Watched

    async def run(self, query: LiteralString, parameters: dict[str, Any] | None = None) -> Any:
        writes = any(f"{word} " in query for word in ("CREATE", "MERGE", "SET", "DELETE"))
        return _Answer(
            time.perf_counter(), await self.tx.run(query, parameters), self.graph, writes
        )


@dataclass(frozen=True, slots=True)
class _Answer:
    began: float
    result: Any
    graph: Watched
    writes: bool

    async def single(self, strict: bool = False) -> Any:
        return self._noted(await self.result.single(strict=strict))

    async def consume(self) -> Any:
        return self._noted(await self.result.consume())

    def _noted(self, told: Any) -> Any:
        self.graph.note(time.perf_counter() - self.began, writes=self.writes)
        return told


class Watched(Graph):
    """The door to the database, which notes how long an act waits for it."""

    writing = asking = 0.0

    def forget(self) -> None:
        """Begin to note."""
        self.writing = self.asking = 0.0

    def note(self, seconds: float, *, writes: bool) -> None:
        """A query took so long."""
        self.writing += seconds * writes
        self.asking += seconds * (not writes)

    async def write_within(
        self, seconds: float, work: Callable[..., Awaitable[Any]], *args: Any, **kwargs: Any
    ) -> Any:
        """As the graph does it; what is left after the work is the commit."""
        done = 0.0

        async def watched(tx: Tx, *args: Any, **kwargs: Any) -> Any:
            nonlocal done
            found = await work(_Watching(tx, self), *args, **kwargs)
            done = time.perf_counter()
            return found

        found = await super().write_within(seconds, watched, *args, **kwargs)
        self.note(time.perf_counter() - done, writes=True)
        return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
