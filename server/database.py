"""数据库连接: from settings to a driver, be it an external server or the local one that we manage."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

from neo4j import AsyncDriver

from graph import migrate
from graph.db import Graph, connect, driver_errors
from server import local_neo4j
from server.settings import Settings


def provide(settings: Settings, say: Callable[[str], None] = print) -> None:
    """Afterwards there is a server to connect to: the external one by settings, else the local one is started.

    Raises:
        LocalNeo4jProblem: the local server cannot be started.
    """
    if not settings.neo4j_uri:
        local_neo4j.start(settings.neo4j_folder, options(settings), say)


def options(settings: Settings) -> local_neo4j.Options:
    """How the local server is to be run."""
    return local_neo4j.Options(
        jar_folder=settings.jar_folder,
        own_jars=settings.neo4j_jars is not None,
        repository=settings.maven_repository,
        port=settings.neo4j_port,
        memory=local_neo4j.Memory(settings.neo4j_heap, settings.neo4j_page_cache),
        java=tuple(settings.neo4j_java.split()),
    )


@asynccontextmanager
async def connected(settings: Settings) -> AsyncGenerator[AsyncDriver]:
    """A driver that has reached its server.

    Raises:
        NotRunning: the local server is meant, and it does not run.
        GraphUnavailable, GraphRefusedLogin: the server cannot be reached or lets us not in.
    """
    driver = connect(
        *_address(settings),
        pool_size=settings.neo4j_pool_size,
        acquisition_timeout=settings.neo4j_acquisition_timeout,
    )
    async with driver, driver_errors(settings.query_timeout):
        await driver.verify_connectivity()
        yield driver


def _address(settings: Settings) -> tuple[str, str, str]:
    """Address, user and password."""
    if settings.neo4j_uri:
        return settings.neo4j_uri, settings.neo4j_user, settings.external_password
    running = local_neo4j.require(settings.neo4j_folder)
    return running.uri, running.user, running.password


async def check(settings: Settings) -> list[str]:
    """The migrations that still wait.

    Raises:
        DatabaseNewer: this program is too old for the database.
    """
    async with connected(settings) as driver:
        return await migrate.pending(driver, settings.neo4j_database)


def graph(driver: AsyncDriver, settings: Settings) -> Graph:
    """The one door to the database."""
    return Graph(driver, settings.neo4j_database, query_timeout=settings.query_timeout)
