"""The managed server's life, on real servers: started twice, killed, stopped, with a full disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from neo4j import Driver, GraphDatabase

from graph.db import Graph, Tx, connect
from graph.errors import CommitUnknown, GraphNeedsRestart
from server import local_neo4j
from server.local_neo4j import ports, process
from server.local_neo4j.home import Home
from server.local_neo4j.problems import WrongPassword
from tests import neo4j_template

CREATE = "CREATE (:Kept {name: '权责'})"
KEPT = "MATCH (k:Kept) RETURN collect(k.name) AS names"
FILL = "UNWIND range(1, $rows) AS i CREATE (:Row {text: toString(i) + $text})"
ROWS_EACH = 50
ROWS = "MATCH (r:Row) RETURN count(r) AS rows"


def test_of_two_starts_at_once_exactly_one_starts_a_server(
    used_home: Home, neo4j_options: local_neo4j.Options, root: Path
) -> None:
    home = used_home
    start = ["db", "start", "--json"]
    at_once = [_quanze(start, home, neo4j_options, root) for _ in range(2)]
    told = [json.loads(command.communicate(timeout=200)[0]) for command in at_once]

    assert told[0] == told[1]
    servers = [p.pid for p in psutil.process_iter() if process.is_server(p, home)]
    assert servers == [told[0]["pid"]]
    assert os.getsid(told[0]["pid"]) == told[0]["pid"], "it must outlive the terminal"
    assert _listening(told[0]["pid"]) <= {"127.0.0.1", "::ffff:127.0.0.1"}
    _stop_by_command(home, neo4j_options, root)


def _stop_by_command(home: Home, options: local_neo4j.Options, root: Path) -> None:
    codes: list[int] = []
    for command in ("status", "stop", "status"):
        running = _quanze(["db", command], home, options, root)
        running.communicate(timeout=100)
        codes.append(running.returncode)
    assert codes == [0, 0, 3]


def test_a_service_that_lives_on_finds_its_killed_server_again_with_nothing_lost(
    used_home: Home, neo4j_options: local_neo4j.Options
) -> None:
    home = used_home
    first = local_neo4j.start(home.folder, replace(neo4j_options, port=_quiet_port()))
    said: list[str] = []
    with _driver(first) as service:
        service.execute_query(CREATE)
        psutil.Process(first.pid).kill()
        _wait_until(lambda: local_neo4j.status(home.folder) is None)

        second = local_neo4j.start(home.folder, neo4j_options, say=said.append)

        assert service.execute_query(KEPT).records[0]["names"] == ["权责"]
    assert (second.port, second.pid != first.pid) == (first.port, True)
    assert "没有正常停止" in said[0]


def _quiet_port() -> int:
    """One that is not handed out to whoever asks for any port, as the servers of the other workers do."""
    return next(port for port in range(20_000 + os.getpid() % 8_000, 32_000) if ports.is_free(port))


def test_a_start_that_was_killed_half_way_is_taken_up_by_the_next(
    home: Home, neo4j_options: local_neo4j.Options, root: Path
) -> None:
    half_way = _quanze(["db", "start"], home, neo4j_options, root)
    _wait_until(lambda: process.find(home) is not None)
    half_way.kill()
    half_way.communicate()

    running = local_neo4j.start(home.folder, neo4j_options)

    assert not running.started_now
    assert _run(running, KEPT)[0]["names"] == []


def test_a_wrong_password_file_is_told_and_no_server_stays_behind(
    used_home: Home, neo4j_options: local_neo4j.Options
) -> None:
    home = used_home
    home.password_file.write_text("somebody else's\n")

    with pytest.raises(WrongPassword, match="与数据库不符；请恢复原来的密码文件"):
        local_neo4j.start(home.folder, neo4j_options)

    assert process.find(home) is None


async def test_a_disk_that_fills_up_costs_nothing_that_was_committed(
    small_disk: Callable[[str], Path], neo4j_options: local_neo4j.Options
) -> None:
    folder = small_disk("size=48m") / "neo4j"
    neo4j_template.copy(folder, neo4j_options)
    running = local_neo4j.start(folder, neo4j_options)
    async with connect(running.uri, running.user, running.password) as driver:
        committed = await _fill(Graph(driver, "neo4j"))
        with pytest.raises(GraphNeedsRestart, match="请腾出磁盘空间后重启数据库"):
            await Graph(driver, "neo4j").read(_rows)

    small_disk("size=400m")
    local_neo4j.stop(folder)
    again = local_neo4j.start(folder, neo4j_options)

    async with connect(again.uri, again.user, again.password) as driver:
        rows = await Graph(driver, "neo4j").read(_rows)
    assert rows in (committed, committed + ROWS_EACH), "whole transactions; the last is unknown"


async def _fill(graph: Graph) -> int:
    """Write until the disk is full; how many rows were reported as committed."""
    for batch in range(100):
        try:
            await graph.write(_add_rows)
        except CommitUnknown:
            return batch * ROWS_EACH
    raise AssertionError("the disk never filled up")


async def _add_rows(tx: Tx) -> None:
    result = await tx.run(FILL, {"rows": ROWS_EACH, "text": "清单" * 10_000})
    await result.consume()


async def _rows(tx: Tx) -> int:
    result = await tx.run(ROWS)
    return (await result.single(strict=True))["rows"]


def _quanze(
    arguments: list[str], home: Home, options: local_neo4j.Options, root: Path
) -> subprocess.Popen[str]:
    settings = {
        "QUANZE_DATA_DIR": str(home.folder.parent),
        "QUANZE_NEO4J_JARS": str(options.jar_folder.resolve()),
        "QUANZE_NEO4J_JAVA": " ".join(options.java),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "server.cli", *arguments],
        cwd=root,
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        text=True,
    )


def _run(running: local_neo4j.Running, query: Any, **parameters: Any) -> list[Any]:
    with _driver(running) as driver:
        return driver.execute_query(query, parameters, database_="neo4j").records


def _driver(running: local_neo4j.Running) -> Driver:
    return GraphDatabase.driver(
        running.uri,
        auth=(running.user, running.password),
        notifications_disabled_classifications=["UNRECOGNIZED"],
    )


def _listening(pid: int) -> set[str]:
    connections = psutil.Process(pid).net_connections(kind="inet")
    return {c.laddr.ip for c in connections if c.status == psutil.CONN_LISTEN}


def _wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
