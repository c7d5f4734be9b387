"""启停: start, stop and look at the local server of one folder. Of two starts at once exactly one starts it."""

from __future__ import annotations

import contextlib
import errno
import shutil
import socket
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from server.local_neo4j import jars, launch, login, process
from server.local_neo4j.diagnosis import diagnose
from server.local_neo4j.home import Home
from server.local_neo4j.problems import (
    Busy,
    DataNewer,
    DidNotStart,
    DiskFull,
    FolderUnwritable,
    NotRunning,
    PortTaken,
)

LOOPBACK = "127.0.0.1"
_NEEDED = 64 << 20  # bytes of disk that a start must find
_READY_WITHIN = 120.0  # seconds
_STOPPED_WITHIN = 60.0
_POLL = 0.05


@dataclass(frozen=True, slots=True)
class Options:
    """How a server is run.

    Attributes:
        jar_folder: where the jars are kept.
        own_jars: the folder is the operator's: checked, never written.
        repository: a Maven repository in place of Maven Central.
        port: of Bolt; 0 takes the port of the last start while it is free, else any.
    """

    jar_folder: Path
    own_jars: bool = False
    repository: str = ""
    port: int = 0
    memory: launch.Memory = field(default_factory=launch.Memory)


@dataclass(frozen=True, slots=True)
class Running:
    """运行中的本地数据库: how to reach it."""

    pid: int
    port: int
    user: str
    password: str
    started_now: bool = False

    @property
    def uri(self) -> str:
        """Address for the driver."""
        return f"bolt://{LOOPBACK}:{self.port}"

    def __repr__(self) -> str:
        return f"Running(pid={self.pid}, port={self.port})"


def status(folder: Path) -> Running | None:
    """The server of this folder, None if none runs."""
    home = Home(folder.resolve())
    found = process.find(home)
    port = process.listening_port(found) if found else None
    if found is None or port is None:
        return None
    return Running(found.pid, port, login.USER, home.password())


def require(folder: Path) -> Running:
    """The server of this folder.

    Raises:
        NotRunning: there is none.
    """
    if running := status(folder):
        return running
    raise NotRunning


def start(folder: Path, options: Options, say: Callable[[str], None] = print) -> Running:
    """Start the server of this folder, unless it runs, and wait until it answers.

    Raises:
        LocalNeo4jProblem: one of its kinds, with the remedy in its sentence.
    """
    home = Home(folder.resolve())
    with _disk_problems(home), _locked(home):
        if running := status(folder):
            return running
        _check_disk(home.folder)
        return _start(home, options, say)


def _start(home: Home, options: Options, say: Callable[[str], None]) -> Running:
    locked = jars.locked()
    _check_version(home, jars.version(locked))
    _provide_jars(locked, options, say)
    port = _choose_port(home, options.port)
    launch.write_conf(home, port, options.memory)
    home.console.unlink(missing_ok=True)
    class_path = jars.class_path(locked, options.jar_folder)
    pid = launch.spawn(launch.command(home, class_path, options.memory), home.console)
    server = psutil.Process(pid)
    try:
        port = _wait_for_port(server, home)
        login.prepare(f"bolt://{LOOPBACK}:{port}", home)
    except BaseException:
        _end(server, gently=False)
        raise
    process.Record(pid, server.create_time(), port).write(home)
    home.written_by.write_text(jars.version(locked) + "\n", "utf-8")
    return Running(pid, port, login.USER, home.password(), started_now=True)


def _provide_jars(
    locked: tuple[jars.Jar, ...], options: Options, say: Callable[[str], None]
) -> None:
    if options.own_jars:
        return jars.check(locked, options.jar_folder)
    options.jar_folder.mkdir(parents=True, exist_ok=True)
    with FileLock(options.jar_folder / ".lock"):
        return jars.fetch(locked, options.jar_folder, repository=options.repository, say=say)


def stop(folder: Path) -> bool:
    """Stop the server of this folder; False if none ran.

    It is asked to stop and then given time; only a server that does not answer is killed.
    """
    home = Home(folder.resolve())
    if not home.folder.exists():
        return False
    with _locked(home):
        found = process.find(home)
        if found is None:
            return False
        _end(found, gently=True)
        return True


def _end(server: psutil.Process, *, gently: bool) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        if gently:
            server.terminate()
            with contextlib.suppress(psutil.TimeoutExpired):
                server.wait(_STOPPED_WITHIN)
                return
        server.kill()
        server.wait(_STOPPED_WITHIN)


def _wait_for_port(server: psutil.Process, home: Home) -> int:
    """The port on which this very process listens: nobody else's server is ever taken for ours."""
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline:
        if not process.is_alive(server):
            raise diagnose(home)
        if port := process.listening_port(server):
            return port
        time.sleep(_POLL)
    raise DidNotStart(home.console, f"{_READY_WITHIN:.0f} 秒内没有应答")


def _choose_port(home: Home, wanted: int) -> int:
    """The wanted port; else that of the last start, so that a living service finds the server again; else any."""
    if wanted:
        if not _is_free(wanted):
            raise PortTaken(wanted)
        return wanted
    last = process.last_record(home)
    return last.port if last and _is_free(last.port) else 0


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def _check_version(home: Home, ours: str) -> None:
    if not home.written_by.exists():
        return
    written_by = home.written_by.read_text("utf-8").strip()
    if _numbers(written_by) > _numbers(ours):
        raise DataNewer(written_by, ours)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _check_disk(folder: Path) -> None:
    if shutil.disk_usage(folder).free < _NEEDED:
        raise DiskFull(folder)


@contextmanager
def _locked(home: Home) -> Generator[None]:
    home.make()
    try:
        with FileLock(home.lock, timeout=2 * _READY_WITHIN):
            yield
    except Timeout as error:
        raise Busy(home.lock) from error


@contextmanager
def _disk_problems(home: Home) -> Generator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(home.folder) from error
        if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
            raise FolderUnwritable(home.folder, error.strerror or "") from error
        raise
