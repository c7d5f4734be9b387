"""存样: a world that many tests begin with is played once a run and then copied, by whichever process needs it.

Playing means acting through the API, seconds for each test; the copy is the same nodes and relationships, written in bulk.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock

from graph.db import Graph, Tx

T = TypeVar("T")

NODES = """
MATCH (n) WHERE NOT n:Migration
RETURN collect([elementId(n), labels(n), properties(n)]) AS rows
"""

RELATIONSHIPS = """
MATCH (a)-[r]->(b)
RETURN collect([elementId(a), type(r), properties(r), elementId(b)]) AS rows
"""

PUT_NODES = """
UNWIND $rows AS row
CREATE (n:$(row[1]))
SET n = row[2]
RETURN collect([row[0], elementId(n)]) AS ids
"""

PUT_RELATIONSHIPS = """
UNWIND $rows AS row
MATCH (a) WHERE elementId(a) = row[0]
MATCH (b) WHERE elementId(b) = row[3]
CREATE (a)-[r:$(row[1])]->(b)
SET r = row[2]
"""

Rows = Sequence[Sequence[Any]]


class Keeper:
    """What was played once, in files that all processes of a run share."""

    def __init__(self, folder: Path, graph: Graph) -> None:
        self._folder = folder
        self._graph = graph

    async def __call__(self, name: str, play: Callable[[], Awaitable[T]], beside: Path) -> T:
        """The world of this name in the empty graph: played by whoever comes first, a copy for everyone after.

        Args:
            beside: the test's folder; what the world keeps there (the anchor of its audit chain) is copied too.
        """
        place = self._folder / f"{name}.world"
        with FileLock(place.with_suffix(".lock")):
            if not place.exists():
                world = await play()
                rows = await self._graph.read(_nodes), await self._graph.read(_relationships)
                place.write_bytes(_packed((world, rows, _files(beside)), self._graph))
                return world
        world, (nodes, relationships), files = _unpacked(place.read_bytes(), self._graph)
        await self._graph.write(_put, nodes, relationships)
        _put_files(beside, files)
        return world


async def _nodes(tx: Tx) -> Rows:
    return (await (await tx.run(NODES)).single(strict=True))["rows"]


async def _relationships(tx: Tx) -> Rows:
    return (await (await tx.run(RELATIONSHIPS)).single(strict=True))["rows"]


async def _put(tx: Tx, nodes: Rows, relationships: Rows) -> None:
    made = await (await tx.run(PUT_NODES, {"rows": nodes})).single(strict=True)
    new = dict(made["ids"])
    rows = [[new[a], type_, properties, new[b]] for a, type_, properties, b in relationships]
    await (await tx.run(PUT_RELATIONSHIPS, {"rows": rows})).consume()


Files = dict[str, tuple[int, bytes]]
"""Path in the folder → mode and content."""


def _files(folder: Path) -> Files:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): (path.stat().st_mode, path.read_bytes()) for path in files
    }


def _put_files(folder: Path, files: Files) -> None:
    for name, (mode, content) in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(mode)


def _packed(content: Any, graph: Graph) -> bytes:
    """Pickled; wherever the content holds the graph, the copy will hold its reader's."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer)
    pickler.persistent_id = lambda one: "graph" if one is graph else None  # pyright: ignore[reportAttributeAccessIssue]
    pickler.dump(content)
    return buffer.getvalue()


def _unpacked(data: bytes, graph: Graph) -> Any:
    unpickler = pickle.Unpickler(io.BytesIO(data))
    unpickler.persistent_load = lambda _: graph  # pyright: ignore[reportAttributeAccessIssue]
    return unpickler.load()
