"""The command line: found from any folder, one sentence for what goes wrong."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from neo4j import AsyncDriver, GraphDatabase
from typer.testing import CliRunner

from server import local_neo4j
from server.cli import COMMANDS, build
from server.local_neo4j import Running
from server.local_neo4j.home import Home

NEWER = "MERGE (:Migration {name: '9999_future', digest: ''})"
FORGET = "MATCH (m:Migration {name: '9999_future'}) DELETE m"


def test_it_lists_its_commands_from_any_folder(root: Path, tmp_path: Path) -> None:
    """A file of the folder where it is called cannot take the place of a module."""
    (tmp_path / "typer.py").write_text("raise SystemExit('hijacked')")

    done = _run(root / "quanze", "--help", cwd=tmp_path)

    assert done.returncode == 0
    for group in ("db", "laws", "lists", "citations", "migrate", "serve"):
        assert f" {group} " in done.stdout


def test_without_an_environment_it_says_how_to_make_one(root: Path, tmp_path: Path) -> None:
    shutil.copy(root / "quanze", tmp_path / "quanze")

    done = _run(tmp_path / "quanze", "db", "status", cwd=tmp_path)

    assert done.returncode == 1
    assert "请先在" in done.stderr
    assert "make setup" in done.stderr


def test_a_link_to_it_works_as_well(root: Path, tmp_path: Path) -> None:
    (tmp_path / "q").symlink_to(root / "quanze")

    assert _run(tmp_path / "q", "db", "--help", cwd=tmp_path).returncode == 0


def test_every_command_explains_itself() -> None:
    for command in (["db", "start"], ["db", "stop"], ["db", "status"], ["migrate"], ["serve"]):
        shown = CliRunner().invoke(build(command[0]), [*command, "--help"])
        assert shown.exit_code == 0
        assert "。" in shown.stdout, command


def test_each_command_is_known_by_itself_as_by_the_whole() -> None:
    whole = CliRunner().invoke(build(), ["--help"]).stdout

    for name in COMMANDS:
        assert f" {name} " in whole
        assert CliRunner().invoke(build(name), [name, "--help"]).exit_code == 0


def test_an_unknown_command_is_refused(root: Path) -> None:
    done = _run(root / "quanze", "db", "repeel", cwd=root)

    assert done.returncode == 2
    assert "repeel" in done.stderr


def test_reading_citations_loads_neither_web_server_nor_database(root: Path) -> None:
    """Many short calls are made of it."""
    loaded = "import sys; from server.cli import build; build('citations')"
    show = "; print(sorted({'fastapi', 'neo4j', 'strawberry'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", loaded + show], cwd=root, capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"


def test_migrating_twice_changes_nothing(external: dict[str, str], root: Path) -> None:
    done = _run(root / "quanze", "migrate", "--json", cwd=root, env=external)

    assert json.loads(done.stdout) == {"dry_run": False, "migrations": []}


def test_an_external_server_is_not_ours_to_start(external: dict[str, str], root: Path) -> None:
    done = _run(root / "quanze", "db", "start", cwd=root, env=external)

    assert done.returncode == 1
    assert done.stderr.startswith("设置 QUANZE_NEO4J_URI 指定了外部数据库 bolt://")


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("NEO4J_PASSWORD", "wrong", "图数据库拒绝登录，请核对用户名和密码\n"),
        (
            "NEO4J_URI",
            "bolt://127.0.0.1:1",
            "图数据库暂时不可用，请稍后再试（ServiceUnavailable）\n",
        ),
    ],
)
def test_what_an_external_server_refuses_is_one_sentence(
    external: dict[str, str], root: Path, setting: str, value: str, sentence: str
) -> None:
    done = _run(root / "quanze", "migrate", cwd=root, env=external | {f"QUANZE_{setting}": value})

    assert (done.returncode, done.stderr) == (1, sentence)


async def test_a_database_newer_than_the_program_is_refused_in_one_sentence(
    external: dict[str, str], root: Path, driver: AsyncDriver
) -> None:
    await driver.execute_query(NEWER, database_="neo4j")
    try:
        done = _run(root / "quanze", "migrate", cwd=root, env=external)
    finally:
        await driver.execute_query(FORGET, database_="neo4j")

    assert done.returncode == 1
    assert done.stderr.startswith("数据库比程序新：其中已有 9999_future，而本程序只到 ")
    assert done.stderr.count("\n") == 1


def test_a_start_on_a_newer_database_leaves_no_server_behind(
    used_home: Home, neo4j_options: local_neo4j.Options, root: Path
) -> None:
    _make_newer(used_home, neo4j_options)
    settings = {
        "QUANZE_DATA_DIR": str(used_home.folder.parent),
        "QUANZE_NEO4J_JARS": str(neo4j_options.jar_folder.resolve()),
        "QUANZE_NEO4J_JAVA": " ".join(neo4j_options.java),
    }

    done = _run(root / "quanze", "db", "start", cwd=root, env=settings)

    assert done.returncode == 1
    assert "数据库比程序新" in done.stderr
    assert local_neo4j.status(used_home.folder) is None


def _make_newer(home: Home, options: local_neo4j.Options) -> None:
    running = local_neo4j.start(home.folder, options)
    with GraphDatabase.driver(running.uri, auth=(running.user, running.password)) as driver:
        driver.execute_query(NEWER, database_="neo4j")
    local_neo4j.stop(home.folder)


@pytest.fixture
def external(neo4j_server: Running, driver: AsyncDriver) -> dict[str, str]:
    """Settings that name this worker's own server as if it were an external one."""
    return {
        "QUANZE_NEO4J_URI": neo4j_server.uri,
        "QUANZE_NEO4J_USER": neo4j_server.user,
        "QUANZE_NEO4J_PASSWORD": neo4j_server.password,
    }


def _run(
    command: Path, *arguments: str, cwd: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(command), *arguments],
        cwd=cwd,
        env=os.environ | {"COLUMNS": "100"} | (env or {}),
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )


@pytest.mark.parametrize(
    ("called", "sentence"),
    [
        (["laws", "align", "旧.md"], "缺少参数 new"),
        (["impact", "show", "source:1"], "缺少选项 --user"),
        (["impact", "show", "source:1", "--user"], "选项 --user 之后缺少它的值"),
        (
            ["impact", "show", "source:1", "--usr", "a"],
            "没有选项 --usr；您要的也许是 --csv, --user",
        ),
        (["db", "start", "-x"], "没有选项 -x"),
        (["impcat"], "没有命令 impcat；您要的也许是 impact"),
        (["没有的命令"], "没有命令 没有的命令"),
        (["migrate", "一", "二"], "多出了参数 一 二"),
        (["demo", "--serve=1"], "选项 --serve 不带值"),
        (["generate", "--powers", "很多"], "--powers 应为整数"),
        (["generate", "--powers", "1"], "--powers 不得小于 200"),
        (
            ["laws", "record", "instrument:1", "新.md", "--user", "fz1", "--promulgated", "五月"],
            "--promulgated 应为日期，如 2024-01-31（现为“五月”）",
        ),
    ],
)
def test_a_wrong_call_is_told_in_one_chinese_sentence(
    called: list[str], sentence: str, root: Path
) -> None:
    done = _run(root / "quanze", *called, cwd=root)

    assert done.returncode == 2
    told, where = done.stderr.splitlines()
    assert told == f"用法有误：{sentence}"
    assert re.fullmatch(r"用 quanze[a-z ]* --help 查看说明", where)


def test_the_help_speaks_chinese(root: Path) -> None:
    shown = _run(root / "quanze", "impact", "--help", cwd=root).stdout

    assert "用法：quanze impact [选项] 命令 [参数]..." in shown
    assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", shown.replace("quanze impact", ""))
