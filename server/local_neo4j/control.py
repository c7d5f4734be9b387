"""启停: start, stop and look at the local server of one folder. Of two starts at once exactly one starts it."""

from __future__ import annotations

import contextlib
import errno
import shutil
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from server.local_neo4j import jars, launch, login, ports, process
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

NEEDED = 32 << 20
"""Bytes of disk that a start must find."""

_READY_WITHIN = 240.0  # seconds
_STOPPED_WITHIN = 60.0
_POLL = 0.05
_TRIES = 3  # somebody may take a free port before the server does


@dataclass(frozen=True, slots=True)
class Options:
    """How a server is run.

    Attributes:
        jar_folder: where the jars are kept.
        own_jars: the folder is the operator's: checked, never written.
        repository: a Maven repository in place of Maven Central.
        port: of Bolt; 0 takes the port of the last start while it is free, else any.
        java: further arguments for Java.
        settings: of ``neo4j.conf``, beside our own.
    """

    jar_folder: Path
    own_jars: bool = False
    repository: str = ""
    port: int = 0
    memory: launch.Memory = field(default_factory=launch.Memory)
    java: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Running:
    """运行中的本地数据库: how to reach it."""

    pid: int
    port: int
    password: str = field(repr=False)
    started_now: bool = False
    user: str = login.USER

    @property
    def uri(self) -> str:
        """Address for the driver."""
        return ports.uri(self.port)


def status(folder: Path) -> Running | None:
    """The server of this folder, None if none runs."""
    home = Home(folder.resolve())
    found = process.find(home)
    port = process.listening_port(found) if found else None
    if found is None or port is None:
        return None
    return Running(found.pid, port, home.password())


def is_starting(folder: Path) -> bool:
    """Whether there is a server of this folder that does not listen yet."""
    found = process.find(Home(folder.resolve()))
    return found is not None and process.listening_port(found) is None


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
        if found := process.find(home):
            return _make_ready(home, found, process.last_port(home))
        _tell_of_crash(home, say)
        return _start_new(home, options, say)


def stop(folder: Path) -> bool:
    """Stop the server of this folder; False if none ran.

    It is asked to stop and then given time; only a server that does not answer is killed.
    """
    home = Home(folder.resolve())
    if not home.folder.exists():
        return False
    with _locked(home):
        found = process.find(home)
        if found:
            port = process.listening_port(found) or process.last_port(home)
            _end(found, gently=True)
            process.Record(None, 0.0, port).write(home)
        return found is not None


def _start_new(home: Home, options: Options, say: Callable[[str], None]) -> Running:
    _check_disk(home.folder)
    locked = jars.locked()
    ours = jars.version(locked)
    _check_version(home, ours)
    if options.port and not ports.is_free(options.port):
        raise PortTaken(options.port)
    _provide_jars(locked, options, say)
    running = _launch_on_free_port(home, options, jars.class_path(locked, options.jar_folder))
    home.written_by.write_text(ours + "\n", "utf-8")
    return running


def _provide_jars(
    locked: tuple[jars.Jar, ...], options: Options, say: Callable[[str], None]
) -> None:
    if options.own_jars:
        return jars.check(locked, options.jar_folder)
    options.jar_folder.mkdir(parents=True, exist_ok=True)
    with FileLock(options.jar_folder / ".lock"):
        return jars.fetch(locked, options.jar_folder, repository=options.repository, say=say)


def _launch_on_free_port(home: Home, options: Options, class_path: str) -> Running:
    for _ in range(_TRIES):
        port = options.port or ports.choose(process.last_port(home))
        try:
            return _launch(home, options, class_path, port)
        except PortTaken:
            if options.port:
                raise
    raise DidNotStart(home.console, "找不到空闲的端口")


def _launch(home: Home, options: Options, class_path: str, port: int) -> Running:
    home.prepare_start()
    launch.write_conf(home, port, options.memory, options.settings)
    command = launch.command(home, class_path, options.memory, *options.java)
    server = psutil.Process(launch.spawn(command, home.console))
    try:
        return _make_ready(home, server, port, started_now=True)
    except BaseException:
        _end(server, gently=False)
        raise


def _make_ready(
    home: Home, server: psutil.Process, port: int, *, started_now: bool = False
) -> Running:
    """Wait until the server answers to our password, and write down who it is."""
    port = _wait_for_port(server, home, port)
    login.prepare(ports.uri(port), home)
    process.Record(server.pid, server.create_time(), port).write(home)
    return Running(server.pid, port, home.password(), started_now)


def _wait_for_port(server: psutil.Process, home: Home, port: int) -> int:
    """The port on which this very process listens: nobody else's server is ever taken for ours."""
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline:
        if not process.is_alive(server):
            raise diagnose(home, port)
        if listening := process.listening_port(server):
            return listening
        time.sleep(_POLL)
    raise DidNotStart(home.console, f"{_READY_WITHIN:.0f} 秒内没有应答")


def _end(server: psutil.Process, *, gently: bool) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        if gently:
            server.terminate()
            with contextlib.suppress(psutil.TimeoutExpired):
                server.wait(_STOPPED_WITHIN)
                return
        server.kill()
        server.wait(_STOPPED_WITHIN)


def _tell_of_crash(home: Home, say: Callable[[str], None]) -> None:
    record = process.last_record(home)
    if record and record.pid is not None:
        say(f"数据库上次没有正常停止（进程 {record.pid} 已不在），现在重新启动，数据会自动恢复")


def _check_version(home: Home, ours: str) -> None:
    if not home.written_by.exists():
        return
    written_by = home.written_by.read_text("utf-8").strip()
    if _numbers(written_by) > _numbers(ours):
        raise DataNewer(written_by, ours)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _check_disk(folder: Path) -> None:
    if shutil.disk_usage(folder).free < NEEDED:
        raise DiskFull(folder)


@contextmanager
def _locked(home: Home) -> Generator[None]:
    home.make()
    try:
        with FileLock(home.lock, timeout=_READY_WITHIN):
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
