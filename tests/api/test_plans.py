"""Every query of the project is a constant: the server plans each of them, and none reads the whole graph."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import graph as package
from graph.db import Graph, Tx

QUERY = re.compile(r"^\s*(//[^\n]*\n\s*)*(MATCH|OPTIONAL MATCH|UNWIND|MERGE|CREATE|CALL|WITH)\b")


def _queries() -> Iterator[tuple[str, str]]:
    for found in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"graph.{found.name}")
        for name, value in vars(module).items():
            if (
                name.isupper()
                and not name.startswith("_")
                and isinstance(value, str)
                and QUERY.match(value)
            ):
                yield f"{found.name}.{name}", value


def _operators(plan: dict[str, Any]) -> Iterator[str]:
    yield str(plan["operatorType"]).partition("@")[0]
    for child in plan.get("children", ()):
        yield from _operators(child)


async def test_no_query_reads_the_whole_graph(graph: Graph) -> None:
    queries = dict(_queries())
    wasteful: dict[str, set[str]] = {}

    async def work(tx: Tx) -> None:
        for name, query in queries.items():
            explained: Any = f"EXPLAIN {query}"
            summary = await (await tx.run(explained)).consume()
            assert summary.plan is not None
            if bad := {"AllNodesScan", "CartesianProduct"} & set(_operators(summary.plan)):
                wasteful[name] = bad

    await graph.read(work)

    assert len(queries) > 80
    assert {name for name, bad in wasteful.items() if "AllNodesScan" in bad} == set()
