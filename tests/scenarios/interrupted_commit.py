"""A process that commits a reform and is stopped for good in the middle of it: run by test_s9_market.py, then killed.

It says ``half`` on standard output when names and tenures are written and the items are not, and then waits.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import date
from typing import Any

from graph.db import Graph, connect
from resolvers import filing, handing_over
from tests.scenarios.world import World


async def _wait(*_: Any, **__: Any) -> Any:
    print("half", flush=True)
    await asyncio.sleep(600)


async def main(uri: str, user: str, password: str, source: str, digest: str) -> None:
    """Commit, as 编办 does it, up to the middle."""
    filing.file_items = _wait
    async with connect(uri, user, password) as driver:
        world = World(Graph(driver, "neo4j"), today=date(2025, 7, 1))
        desk = world.desk(await world.actor("bb1"))
        await handing_over.commit_reorganisation(desk, source=source, expected_digest=digest)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
