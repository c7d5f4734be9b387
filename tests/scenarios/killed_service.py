"""A service that stops in the middle of a commit, right before its last write, and waits there to be killed."""

from __future__ import annotations

import asyncio
import sys
from datetime import date
from typing import Any

from graph import batches
from graph.db import Graph, connect
from tests.scenarios import steps
from tests.scenarios.town import Town

IN_THE_MIDDLE = "in the middle"


async def _stop_here(*_: Any, **__: Any) -> None:
    print(IN_THE_MIDDLE, flush=True)
    await asyncio.sleep(3600)


async def commit(uri: str, user: str, password: str, source: str, day: str) -> None:
    """Commit an impact, and never come to its end."""
    async with connect(uri, user, password) as driver:
        town = Town(Graph(driver, "neo4j"), today=date.fromisoformat(day))
        digest = (await steps.impact(town.as_("fz1"), source))["digest"]
        batches.put_run = _stop_here
        await town.as_("fz1").do(steps.documents.COMMIT, source=source, digest=digest)


if __name__ == "__main__":
    asyncio.run(commit(*sys.argv[1:]))
