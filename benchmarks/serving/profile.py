"""``python -m benchmarks.serving.profile var/worlds/4000-1``: what each question costs the database, in db hits.

The questions go through the schema in this process; every query of theirs is sent with ``PROFILE``.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, LiteralString, cast

from neo4j import READ_ACCESS, AsyncDriver, AsyncResult, Record, ResultSummary

from benchmarks.serving.questions import questions
from graph.rules.pack import DEFAULT
from resolvers.acting import utc_now
from schema.schema import build
from server import database
from server.documents.cypher import queries
from server.inprocess import InProcess
from server.settings import Settings

NAMES = {text: name.removeprefix("graph.") for name, text in queries().items()}


@dataclass(frozen=True, slots=True)
class Profiled:
    """The answer of one query, whose cost is noted once it is read."""

    result: AsyncResult
    name: str
    costs: Counter[str]

    async def single(self, strict: bool = False) -> Record | None:
        record = await self.result.single(strict=strict)
        self._note(await self.result.consume())
        return record

    async def consume(self) -> ResultSummary:
        summary = await self.result.consume()
        self._note(summary)
        return summary

    def _note(self, summary: ResultSummary) -> None:
        steps = _steps(summary.profile or {})
        self.costs[self.name] += sum(step.get("dbHits", 0) for step in steps)


def _steps(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _steps(child)


@dataclass(slots=True)
class ProfilingGraph:
    """The door to the database, which asks of every query what it cost."""

    driver: AsyncDriver
    costs: Counter[str] = field(default_factory=Counter[str])

    async def read(self, work: Any, *args: Any, **kwargs: Any) -> Any:
        async with self.driver.session(
            database="neo4j", default_access_mode=READ_ACCESS
        ) as session:
            return await work(_Tx(session, self.costs), *args, **kwargs)


@dataclass(frozen=True, slots=True)
class _Tx:
    session: Any
    costs: Counter[str]

    async def run(self, query: LiteralString, parameters: Any = None) -> Any:
        result = await self.session.run(f"PROFILE {query}", parameters)
        return Profiled(result, NAMES.get(query, query.strip()[:40]), self.costs)


async def main(folder: Path) -> None:
    """One line for each query of each question."""
    world = json.loads((folder / "world.json").read_text("utf-8"))
    settings = Settings().model_copy(update={"data_dir": folder})
    async with database.connected(settings) as driver:
        graph = ProfilingGraph(driver)
        execute = InProcess(build(), cast("Any", graph), replace(DEFAULT), utc_now)
        found = await execute("bb", "{ requests(first: 1) { nodes { powerIds } } }", {})
        for question in questions(world, found["requests"]["nodes"][0]["powerIds"][0]):
            graph.costs.clear()
            asked = question.asked["product"].body
            await execute("bb", asked["query"], asked["variables"])
            print(f"{question.name}: {sum(graph.costs.values())}")
            for name, hits in graph.costs.most_common(8):
                print(f"    {name:40} {hits}")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
