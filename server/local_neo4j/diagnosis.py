"""诊断: why a server died while starting, read from what it printed."""

from __future__ import annotations

import re
from collections.abc import Callable

from server.local_neo4j.home import Home
from server.local_neo4j.problems import (
    DidNotStart,
    DiskFull,
    FolderInUse,
    LocalNeo4jProblem,
    PortTaken,
)

_TAIL = 64 << 10  # characters

CAUSES: tuple[tuple[str, Callable[[Home, int], LocalNeo4jProblem]], ...] = (
    (r"No space left on device|Disk quota exceeded", lambda home, _: DiskFull(home.folder)),
    (r"FileLockException|Lock file has been locked", lambda home, _: FolderInUse(home.folder)),
    (r"Address already in use|BindException", lambda _, port: PortTaken(port)),
)
"""What Neo4j prints, and what it means."""


def diagnose(home: Home, port: int) -> LocalNeo4jProblem:
    """The problem that the console speaks of; the last line with an error if we know no sentence for it."""
    text = _read(home)
    for pattern, problem in CAUSES:
        if re.search(pattern, text):
            return problem(home, port)
    errors = re.findall(r"^.*(?:ERROR|Caused by|Error:|Exception).*$", text, re.MULTILINE)
    return DidNotStart(home.console, errors[-1].strip() if errors else "")


def _read(home: Home) -> str:
    try:
        return home.console.read_text("utf-8", errors="replace")[-_TAIL:]
    except OSError:
        return ""
