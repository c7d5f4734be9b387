"""图 fixtures: a real Neo4j for each parallel worker, started only when a test asks for it, empty before each test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from neo4j import AsyncDriver

from graph.db import Graph, connect
from graph.migrate import migrate
from server import database, local_neo4j
from server.settings import Settings
from tests import neo4j_template
from tests.keeping import Keeper

# A run tells of the code, not of its luck: the same examples each time. `--hypothesis-profile=search` looks for new ones.
settings.register_profile("suite", derandomize=True)
settings.register_profile("search", derandomize=False)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--all-lists``: all 14 published workbooks in ``test_toys_all_lists.py``, minutes instead of seconds."""
    parser.addoption("--all-lists", action="store_true", help="全部 14 个已公布清单")


DATABASE = "neo4j"

EMPTY = "MATCH (n) WHERE NOT n:Migration DETACH DELETE n"


@pytest.fixture(scope="session")
def neo4j_options() -> local_neo4j.Options:
    """How the tests run a server: the jars are those of the settings, nothing else is."""
    settings = Settings()
    options = database.options(settings)
    return neo4j_template.quick(replace(options, port=0, memory=local_neo4j.Memory()))


@pytest.fixture(scope="session")
def neo4j_server(
    neo4j_options: local_neo4j.Options, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[local_neo4j.Running]:
    """A server of this worker's own: it can never touch the service's database."""
    folder = tmp_path_factory.mktemp("server") / "neo4j"
    neo4j_template.copy(folder, neo4j_options)
    running = local_neo4j.start(folder, neo4j_options)
    with _ended_with_us(running.pid):
        yield running
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _ended_with_us(pid: int) -> Generator[None]:
    """Kill the process at the end, and also when this process is itself killed: the guard's input then closes."""
    script = "import os, signal, sys; sys.stdin.read(); os.kill(int(sys.argv[1]), signal.SIGKILL)"
    guard = [sys.executable, "-c", script, str(pid)]
    with subprocess.Popen(guard, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as watching:
        yield
        assert watching.stdin is not None
        watching.stdin.close()
        watching.wait()


@pytest.fixture(scope="session")
async def driver(neo4j_server: local_neo4j.Running) -> AsyncIterator[AsyncDriver]:
    """Connected, and migrated."""
    running = neo4j_server
    async with connect(running.uri, running.user, running.password) as driver:
        await migrate(driver, DATABASE)
        yield driver


@pytest.fixture
async def graph(driver: AsyncDriver) -> Graph:
    """An empty graph with all constraints and indexes, through the same door as in service."""
    await driver.execute_query(EMPTY, database_=DATABASE)
    return Graph(driver, DATABASE)


@pytest.fixture
def keep(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Keeper:
    """Plays a world once a run and copies it from then on."""
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    (shared / "worlds").mkdir(exist_ok=True)
    return Keeper(shared / "worlds", graph)


ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root."""
    return ROOT
