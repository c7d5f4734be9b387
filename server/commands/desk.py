"""命令行的办公桌: a command acts for a named user, with his roles of today, on the configured database."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace

from graph import people
from graph.db import Graph
from graph.model.actor import PUBLIC
from graph.rules.pack import DEFAULT
from resolvers.acting import Desk
from server import database
from server.anchor import FileAnchor
from server.settings import Settings


@asynccontextmanager
async def at_desk(user: str = "", settings: Settings | None = None) -> AsyncGenerator[Desk]:
    """A desk for one user; the public's where no user is named.

    Raises:
        UserNotFound: nobody has this id, or he has no role today.
    """
    given = settings or Settings()
    async with database.connected(given) as driver:
        graph = Graph(driver, given.neo4j_database, query_timeout=60)
        facts = await graph.read(people.founding) or {}
        pack = replace(
            DEFAULT,
            territory=str(facts.get("territory") or given.territory),
            powers_at_once=given.powers_at_once,
        )
        anchor = FileAnchor(given.data_dir / "audit")
        desk = Desk(graph=graph, actor=PUBLIC, pack=pack, anchor=anchor)
        if user:
            actor = await graph.read(people.actor, user, desk.today)
            desk = replace(desk, actor=actor)
        yield desk
