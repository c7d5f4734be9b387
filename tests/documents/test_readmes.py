"""The READMEs and CONTRIBUTING name only what exists, and the two READMEs say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer.main
from graphql import parse, validate

from sample.rows import district, holders
from sample.statutes import statutes
from schema.schema import build
from server import cli
from server.app import EXAMPLES
from server.generate import FILES
from server.settings import Settings
from tests.documents.finding import ROOT, document

READMES = ("README.md", "README.zh.md")
DOCUMENTS = (*READMES, "CONTRIBUTING.md")
COMMAND = re.compile(r"\./quanze((?: [a-z]+)*)")
TARGET = re.compile(r"(?:`|^)make ([a-z-]+)", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:]+)\)")
SETTING = re.compile(r"QUANZE_([A-Z0-9_]+)")
QUERY = re.compile(r"```graphql\n(.*?)```", re.DOTALL)


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command of the command line, as words."""
    if path:
        yield path
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*path, name))


KNOWN = set(commands(typer.main.get_command(cli.build())))


@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_command_exists(path: str) -> None:
    named = {tuple(found.split()) for found in COMMAND.findall(document(path))} - {()}

    assert named <= KNOWN


def test_contributing_names_every_generated_file() -> None:
    text = document("CONTRIBUTING.md")

    assert [path for path in FILES if f"`{path}`" not in text] == []


def test_the_overview_leaves_no_command_out() -> None:
    """A new command gets its line in both READMEs."""
    leaves = {c for c in KNOWN if not any(d[: len(c)] == c and d != c for d in KNOWN)}
    for path in READMES:
        assert leaves <= {tuple(found.split()) for found in COMMAND.findall(document(path))}


@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_make_target_exists(path: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", document("Makefile"), re.MULTILINE))
    named = set(TARGET.findall(document(path)))

    assert named
    assert named <= targets


@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_link_leads_somewhere(path: str) -> None:
    assert [link for link in LINK.findall(document(path)) if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("path", READMES)
def test_every_setting_exists(path: str) -> None:
    settings = {name.upper() for name in Settings.model_fields}

    assert set(SETTING.findall(document(path))) <= settings


@pytest.mark.parametrize("path", READMES)
def test_the_three_queries_are_valid_and_those_that_the_service_prints(path: str) -> None:
    schema = build()._schema  # pyright: ignore[reportPrivateUsage]
    queries = [found.strip() for found in QUERY.findall(document(path))]

    assert queries == list(EXAMPLES)
    assert [error for query in queries for error in validate(schema, parse(query))] == []
    together = parse("\n\n".join(EXAMPLES))  # as the explorer shows them
    assert validate(schema, together) == []


def test_both_languages_have_the_same_parts() -> None:
    def shape(path: str) -> list[str]:
        text = document(path)
        return [
            re.sub(r"^(#+|\||\d\.|-).*", r"\1", line)
            for line in text.splitlines()
            if re.match(r"#|\||\d\.|-", line)
        ]

    assert shape("README.md") == shape("README.zh.md")


@pytest.mark.parametrize("path", READMES)
def test_the_figures_are_those_of_the_sample_and_the_lock(path: str) -> None:
    jars = len(document("server/local_neo4j/jars.sha256").split("\n")) - 1
    counts = (len({s.title for s in statutes().values()}), len(holders()), jars)
    statute, workbook, jar = (
        ("statutes", "workbooks", "jars")
        if path == "README.md"
        else ("部法规", "个工作簿", "个程序包")
    )

    for count, word in zip(counts, (statute, workbook, jar), strict=True):
        assert re.findall(rf"(\d+) ?{word}", document(path)) == [str(count)], word


@pytest.mark.parametrize("path", READMES)
def test_the_named_users_are_users_of_the_sample(path: str) -> None:
    users = {user["id"] for user in district()["users"]} | {"admin"}
    named = set(re.findall(r"`([a-z]+\d?)`(?:（|,| \(|、)", document(path).split("```graphql")[0]))

    assert {"admin", "bb1", "fz1", "jt1", "gov1"} <= named
    assert {name for name in named if name[-1].isdigit()} <= users
