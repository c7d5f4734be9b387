"""The daily acts by command: help in Chinese, JSON and nothing else, one sentence for what goes wrong."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import typer.main
from neo4j import AsyncDriver
from typer.testing import CliRunner

from graph import people
from graph.db import Graph
from graph.migrate import FOLDER as MIGRATIONS
from importers.laws import reader
from server.cli import COMMANDS, build, main
from server.commands import serve
from server.local_neo4j import Running
from server.tokens import SampleIssuer

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _commands(group: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield path
    for name, command in getattr(group, "commands", {}).items():
        yield from _commands(command, (*path, name))


LEAVES = sorted(_commands(typer.main.get_command(build()), ()))


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_every_command_and_each_of_its_options_is_told_in_chinese(path: tuple[str, ...]) -> None:
    command: Any = typer.main.get_command(build())
    for name in path:
        command = command.commands[name]

    assert CHINESE.search(command.help or "")
    for parameter in command.params:
        told = getattr(parameter, "help", None) or ""
        assert CHINESE.search(told), f"{' '.join(path)} {parameter.name}"


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_help_has_chinese_headings(
    path: tuple[str, ...], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = _run(capfd, monkeypatch, *path, "--help")

    assert done.code == 0
    assert "选项" in done.out
    for english in (
        "Options",
        "Commands",
        "Arguments",
        "Show this message",
        "[required]",
        "[default",
    ):
        assert english not in done.out


WITHOUT_DATABASE = ("organs", "laws", "lists", "citations", "impact", "audit", "found")
HEAVY = ("neo4j", "strawberry", "fastapi", "uvicorn", "pypinyin", "xlsxwriter")


def test_no_command_loads_the_database_or_the_web_server_before_it_runs(root: Path) -> None:
    """Many short calls are made of ``laws align`` and ``citations parse``."""
    build_all = f"import sys; from server.cli import build; [build(n) for n in {WITHOUT_DATABASE}]"
    show = f"; print(sorted(set({HEAVY}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", build_all + show],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "[]\n"


@pytest.fixture
def command(
    neo4j_server: Running,
    driver: AsyncDriver,
    graph: Graph,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """This worker's own server, as if it were an external one; empty, and migrated."""
    settings = {
        "NEO4J_URI": neo4j_server.uri,
        "NEO4J_USER": neo4j_server.user,
        "NEO4J_PASSWORD": neo4j_server.password,
        "DATA_DIR": str(tmp_path),
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"QUANZE_{name}", value)


FOUND = {
    "--organ": "青棠区委编办",
    "--organ-code": "BB",
    "--user": "admin@example",
    "--name": "张三",
    "--territory": "980106",
    "--from": "2024-01-01",
}


class Ran:
    """What a command told, and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> dict[str, object]:
        """All of standard output, or it is not JSON."""
        return json.loads(self.out)


def _run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> Ran:
    """As ``./quanze`` does, in this process."""
    monkeypatch.setattr(sys, "argv", ["quanze", *words])
    capfd.readouterr()
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capfd.readouterr()
    code = ended.value.code
    return Ran(
        1 if isinstance(code, str) else int(code or 0),
        out,
        str(code) if isinstance(code, str) else err,
    )


def _words(options: dict[str, str]) -> list[str]:
    return [word for pair in options.items() for word in pair]


@pytest.mark.usefixtures("command")
def test_a_real_district_is_founded_once(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _run(capfd, monkeypatch, "found", *_words(FOUND), "--json")
    again = _run(capfd, monkeypatch, "found", *_words({**FOUND, "--user": "evil"}), "--json")
    audit = _run(capfd, monkeypatch, "audit", "verify", "--user", FOUND["--user"], "--json")

    assert first.code == 0
    assert first.json["user"] == FOUND["--user"]
    assert again.code == 1
    assert again.out == ""
    assert CHINESE.search(again.err)
    assert (audit.code, audit.json["intact"], audit.json["events"]) == (0, True, 1)


@pytest.mark.usefixtures("command")
async def test_what_was_founded_is_no_sample(graph: Graph, root: Path) -> None:
    words = [sys.executable, "-m", "server.cli", "found", *_words(FOUND)]
    done = await asyncio.create_subprocess_exec(*words, cwd=root)
    assert await done.wait() == 0

    facts = await graph.read(people.founding)
    assert facts is not None
    assert (facts["sample"], facts["territory"]) == (False, "980106")


@pytest.mark.usefixtures("command")
@pytest.mark.parametrize(
    "changed", [{"--territory": "98010"}, {"--territory": "x"}, {"--organ": " "}, {"--user": ""}]
)
def test_a_wrong_founding_changes_nothing(
    changed: dict[str, str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = _run(capfd, monkeypatch, "found", *_words({**FOUND, **changed}))

    assert (done.code, done.out) == (1, "")
    assert done.err.endswith("系统未启用")


@pytest.mark.usefixtures("command")
def test_a_district_is_peopled_by_commands_until_its_legal_office_registers_a_statute(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def done(*words: str) -> dict[str, object]:
        ran = _run(capfd, monkeypatch, *words, "--json")
        assert ran.code == 0, ran.err
        return ran.json

    admin, since = ("--user", FOUND["--user"]), ("--from", "2024-01-01")
    done("found", *_words(FOUND))
    made = done(
        *("organs", "register", "青棠区法制办", "--code", "FZ", "--kind", "WORK_DEPT"),
        *(*since, *admin),
    )
    organ = ("--organ", str(made["organ"]))
    done("organs", "bind", "FZ", *organ, *since, *admin)
    done("organs", "employ", "fz@example", "--name", "李四", *organ, *since, *admin)

    assert set(done("organs", "list").values()) == {"青棠区委编办", "青棠区法制办"}
    statute = ("laws", "register", "青河采砂管理条例", "--rank", "行政法规")
    assert done(*statute, "--user", "fz@example")["instrument"]
    refused = _run(
        capfd, monkeypatch, "organs", "bind", "BB", *organ, *since, "--user", "fz@example"
    )
    assert (refused.code, refused.out) == (1, "")
    assert "系统管理员" in refused.err
    unknown = _run(capfd, monkeypatch, "organs", "bind", "BIANBAN", *organ, *since, *admin)
    assert unknown.err.startswith("没有“BIANBAN”；可填：DEPT 区级各有关部门、BB 区委编办")


@pytest.mark.usefixtures("command")
def test_an_altered_trail_ends_with_1_and_says_where(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _run(capfd, monkeypatch, "found", *_words(FOUND))
    heads = tmp_path / "audit" / "heads.txt"
    heads.write_text(heads.read_text().replace("1 ", "2 ", 1))

    done = _run(capfd, monkeypatch, "audit", "verify", "--user", FOUND["--user"], "--json")
    told = _run(capfd, monkeypatch, "audit", "verify", "--user", FOUND["--user"])

    assert (done.code, done.json["intact"]) == (1, False)
    assert done.json["faults"]
    assert told.code == 1
    assert CHINESE.search(told.out)


@pytest.mark.usefixtures("command")
@pytest.mark.parametrize(
    "words",
    [
        ("audit", "verify", "--user", "nobody"),
        ("impact", "show", "nothing", "--user", "nobody"),
        ("impact", "commit", "nothing", "--user", "nobody", "--digest", "x", "--known-at", "1"),
        ("laws", "register", "某条例", "--rank", "行政法规", "--user", "nobody"),
        ("laws", "align", "missing.md", "missing.md"),
        ("laws", "inspect", "missing.md"),
        ("lists", "inspect", "missing.xlsx"),
        ("lists", "import", "missing.xlsx", "--on", "2024-01-01", "--user", "nobody"),
        ("token", "nobody"),
        ("serve",),
    ],
    ids=" ".join,
)
def test_what_goes_wrong_is_one_sentence_and_1(
    words: tuple[str, ...], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = _run(capfd, monkeypatch, *words)

    assert done.code == 1
    assert done.out == ""
    assert CHINESE.search(done.err)
    assert "\n" not in done.err.strip()
    assert "Traceback" not in done.err


@pytest.mark.usefixtures("command")
@pytest.mark.parametrize(
    "words", [("impact", "sources"), ("migrate",), ("migrate", "--dry-run")], ids=" ".join
)
def test_an_answer_in_json_is_nothing_else(
    words: tuple[str, ...], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = _run(capfd, monkeypatch, *words, "--json")

    assert done.code == 0
    assert isinstance(done.json, dict)


@pytest.mark.usefixtures("command")
def test_the_service_says_in_one_line_where_it_listens(
    root: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    neo4j_server: Running,
) -> None:
    """A program that starts it reads the line, and then may ask; nothing else comes on that pipe."""
    _run(capfd, monkeypatch, "found", *_words(FOUND))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setenv("QUANZE_PORT", str(port))
    monkeypatch.setenv("QUANZE_OIDC_ISSUER", "https://issuer.example")
    monkeypatch.setenv("QUANZE_OIDC_KEYS", "http://127.0.0.1:1/keys")
    words = [sys.executable, "-m", "server.cli", "serve", "--json"]
    with subprocess.Popen(words, cwd=root, stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout is not None
        facts = json.loads(service.stdout.readline())
        answer = httpx.post(facts["address"], json={"query": "{ __typename }"}, timeout=60)
        service.send_signal(signal.SIGINT)
        rest = service.stdout.read()

    assert facts["address"] == f"http://127.0.0.1:{port}/graphql"
    assert facts["version"] == sorted(path.stem for path in MIGRATIONS.glob("*.cypher"))[-1]
    assert facts["database"]["name"] == "neo4j"
    assert facts["database"]["server"].startswith("Neo4j/")
    assert neo4j_server.uri.endswith(facts["database"]["address"].rpartition(":")[2])
    assert (answer.status_code, rest) == (200, "")


@pytest.mark.usefixtures("command")
def test_a_text_is_recorded_by_command_and_read_once(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "条例.md"
    text.write_text(
        "# 青河渡口条例\n\n第一条 为了管理渡口，制定本条例。\n\n第二条 渡船应当登记。\n", "utf-8"
    )
    read: list[object] = []
    real = reader.read_lines

    def counted(*given: Any, **named: Any) -> Any:
        read.append(given)
        return real(*given, **named)

    admin = ("--user", FOUND["--user"], "--json")
    _run(capfd, monkeypatch, "found", *_words(FOUND))
    made = _run(
        capfd, monkeypatch, "laws", "register", "青河渡口条例", "--rank", "行政法规", *admin
    )
    monkeypatch.setattr(reader, "read_lines", counted)
    days = ("--promulgated", "2015-03-01", "--effective", "2015-05-01")
    known = str(made.json["instrument"])
    done = _run(capfd, monkeypatch, "laws", "record", known, str(text), *days, *admin)
    again = _run(capfd, monkeypatch, "laws", "record", known, str(text), *days, *admin)

    assert (done.code, done.json["changed"], again.json["changed"]) == (0, True, False)
    assert len(read) == 2, "once a call"


def test_a_token_in_json_says_whose_it_is_and_until_when(tmp_path: Path) -> None:
    issuer = SampleIssuer(tmp_path / "key.pem")

    facts = serve.issued(issuer, "bb1")

    assert issuer.user(facts["token"]) == facts["user"] == "bb1"
    left = datetime.fromisoformat(facts["expires"]) - datetime.now(UTC)
    assert timedelta(hours=11) < left <= timedelta(hours=12)


@pytest.mark.parametrize("name", ["serve", "token", "demo", "explorer", "migrate"])
def test_a_daily_act_can_answer_in_json(name: str) -> None:
    command: Any = typer.main.get_command(build())

    assert "--json" in {word for p in command.commands[name].params for word in p.opts}


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_built_alone(name: str) -> None:
    assert CliRunner().invoke(build(name), [name, "--help"]).exit_code == 0
