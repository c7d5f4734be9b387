"""进程: which process is the server of a folder. A pid alone is no identity: numbers are used again."""

from __future__ import annotations

from dataclasses import dataclass

import psutil
from pydantic import TypeAdapter, ValidationError

from server.local_neo4j.home import Home
from server.local_neo4j.launch import home_argument

_SAME_START = 2.0  # seconds: the clock of the machine may be set between two looks


@dataclass(frozen=True, slots=True)
class Record:
    """启动记录: what the record file says about the server that was last started here.

    After an orderly stop only the port is of interest, and ``pid`` is None.
    """

    pid: int | None
    started: float  # seconds since the epoch
    port: int

    def write(self, home: Home) -> None:
        """Replace the file as a whole."""
        part = home.record.with_suffix(".part")
        part.write_bytes(_RECORD.dump_json(self))
        part.replace(home.record)


_RECORD = TypeAdapter(Record)


def last_record(home: Home) -> Record | None:
    """The record of the last start; None if there is none or it is damaged."""
    try:
        return _RECORD.validate_json(home.record.read_bytes())
    except (OSError, ValidationError):
        return None


def last_port(home: Home) -> int:
    """The port of the last start, 0 if it is not known."""
    record = last_record(home)
    return record.port if record else 0


def find(home: Home) -> psutil.Process | None:
    """The living server of this folder: as recorded, else by looking at every process."""
    record = last_record(home)
    recorded = _recorded(record) if record else None
    if recorded and is_server(recorded, home):
        return recorded
    return next((process for process in psutil.process_iter() if is_server(process, home)), None)


def _recorded(record: Record) -> psutil.Process | None:
    """The process with the recorded number, unless the number was given to a later one."""
    if record.pid is None:
        return None
    try:
        process = psutil.Process(record.pid)
        same_start = abs(process.create_time() - record.started) < _SAME_START
    except (psutil.Error, ValueError):
        return None
    return process if same_start else None


def is_server(process: psutil.Process, home: Home) -> bool:
    """Whether this process is a living server of this folder."""
    try:
        return home_argument(home.folder) in process.cmdline()
    except psutil.Error:
        return False


def listening_port(process: psutil.Process) -> int | None:
    """The port on which the process itself listens; None before it does."""
    try:
        connections = process.net_connections(kind="tcp")
    except psutil.Error:
        return None
    ports = [c.laddr.port for c in connections if c.status == psutil.CONN_LISTEN]
    return ports[0] if ports else None


def is_alive(process: psutil.Process) -> bool:
    """Whether it runs; a zombie does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
