"""``make run`` on the terminal: nothing of the table is cut off, and what stops it is told in one sentence."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from graphql import parse
from rich.console import Console

from server.app import EXAMPLES
from server.commands import demo, serve
from server.local_neo4j import Options
from server.settings import Settings

POWER = "对未按照规定投保承运人责任险或者在保险到期后未及时续保从事水路旅客运输的处罚"
MOVED = "第六十八条第一款第一项"


def _row() -> dict[str, Any]:
    return {
        "power": {"name": POWER},
        "element": "BASIS",
        "printed": "《条例》第六十九条第（一）项",
        "state": {"state": "ALIVE_CHANGED", "now": [{"placeName": MOVED}]},
        "survival": "V3",
        "rules": ["L9", "L10", "E1", "E10"],
        "grounds": ["7(1)", "7(6)"],
        "route": "B",
    }


def test_a_narrow_terminal_shows_every_word_of_the_impact(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Console(file=io.StringIO(), width=80)
    monkeypatch.setattr(demo, "console", screen)

    demo._show("影响", [_row()])  # pyright: ignore[reportPrivateUsage]

    lines = screen.file.getvalue().splitlines()  # pyright: ignore[reportAttributeAccessIssue]
    cells = [[cell.strip() for cell in line.split("│")] for line in lines if line.startswith("│")]
    columns = ["".join(row[n] for row in cells) for n in range(1, 7)]
    assert columns[0] == POWER
    assert MOVED in columns[1]
    assert "…" not in "".join(lines)


async def test_what_stops_the_sample_is_one_sentence_that_says_how_to_go_on() -> None:
    async def away(user: str, document: str, variables: dict[str, Any]) -> dict[str, Any]:
        return {"act": {"code": "GraphUnavailable", "message": "图数据库暂时不可用"}}

    with pytest.raises(demo.SampleUnfinished, match=r"^样本区没有建完（图数据库暂时不可用）；再次"):
        await demo._tell(away)  # pyright: ignore[reportPrivateUsage]


def test_a_taken_port_of_the_service_is_told_before_anything_is_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        port = somebody.getsockname()[1]
        monkeypatch.setenv("QUANZE_PORT", str(port))

        with pytest.raises(serve.CannotListen, match=rf"127\.0\.0\.1:{port} 上监听（端口已被"):
            demo.demo()


def test_an_address_that_is_not_ours_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUANZE_HOST", "192.0.2.1")

    with pytest.raises(serve.CannotListen, match="这不是本机的地址"):
        serve.listening(Settings())


def test_each_query_that_is_printed_can_be_copied() -> None:
    for example in EXAMPLES:
        parse(example)


def test_whoever_interrupts_the_sample_hears_one_sentence(
    root: Path, neo4j_options: Options, tmp_path: Path
) -> None:
    """Wherever it stands: here the database is just starting."""
    jars = str(neo4j_options.jar_folder.resolve())
    env = os.environ | {"QUANZE_DATA_DIR": str(tmp_path), "QUANZE_NEO4J_JARS": jars}
    words = [sys.executable, "-m", "server.cli"]
    demo_ = subprocess.Popen(
        [*words, "demo", "--no-serve"],
        cwd=root,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert demo_.stdout is not None
    begun = demo_.stdout.readline()
    time.sleep(0.5)  # the line is out before the terminal library has forgotten it
    os.killpg(demo_.pid, signal.SIGINT)
    told, _ = demo_.communicate(timeout=60)
    subprocess.run([*words, "db", "stop"], cwd=root, env=env, check=True, capture_output=True)

    assert "启动本地图数据库" in begun
    assert demo_.returncode == 130
    assert told.strip() == "已中止；再次运行 make run，已办的不会重办"
