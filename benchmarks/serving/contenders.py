"""Who is asked: each contender is one process on loopback, over the same database. A line of ``CONTENDERS`` each.

The service as it is served, with authorisation, limits and error paths: asked the same again, and asked so that no answer
that was given before serves (``anew``); the bare endpoint; and the peer,
``@neo4j/graphql`` on graphql-yoga, which knows nobody either. The peer answers in two forms: by a field with
hand-written Cypher, and by the nested queries that its library generates, where these can give the same rows.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from server.local_neo4j import Running
from server.settings import Settings

PEER = Path(__file__).parent / "peer"


@dataclass(frozen=True, slots=True)
class Server:
    """A process: its command, and what it is given in its environment."""

    command: tuple[str, ...]
    given: dict[str, str]


def _product(settings: Settings, running: Running, port: int) -> Server:
    given = {"QUANZE_DATA_DIR": str(settings.data_dir), "QUANZE_PORT": str(port)}
    return Server((sys.executable, "-m", "server.cli", "serve"), given)


_QUIET = ("--loop", "uvloop", "--http", "httptools", "--lifespan", "off", "--log-level", "warning")


def _bare(settings: Settings, running: Running, port: int) -> Server:
    app = ("uvicorn", "benchmarks.serving.bare:app", "--port", str(port))
    return Server((sys.executable, "-m", *app, *_QUIET), _database(running))


def _peer(settings: Settings, running: Running, port: int) -> Server:
    given = {"NODE_ENV": "production", "BENCH_PORT": str(port), **_database(running)}
    return Server(("node", str(PEER / "server.mjs")), given)


def _database(running: Running) -> dict[str, str]:
    return {
        "BENCH_URI": running.uri,
        "BENCH_USER": running.user,
        "BENCH_PASSWORD": running.password,
    }


Make = Callable[[Settings, Running, int], Server]

CONTENDERS: dict[str, Make] = {
    "product": _product,
    "anew": _product,
    "bare": _bare,
    "peer": _peer,
    "generated": _peer,
}
"""Contender → its server; those with the same one share a process."""

PEERS = [name for name, make in CONTENDERS.items() if make is _peer]


def taking_part() -> dict[str, Make]:
    """The contenders that this machine can run: the peer needs Node."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        print("no node and npm on the PATH: the peer (@neo4j/graphql) is not measured")
        return {name: make for name, make in CONTENDERS.items() if name not in PEERS}
    if not (PEER / "node_modules").is_dir():
        subprocess.run(("npm", "ci"), cwd=PEER, check=True)
    return CONTENDERS


@contextmanager
def started(server: Server) -> Generator[None]:
    """The process, from its start to the end of the block."""
    environment = {**os.environ, **server.given}
    with subprocess.Popen(server.command, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()
