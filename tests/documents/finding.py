"""Finding what a document names: modules, their members, rows of the decision tables, fields of the API."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.rules.tables import row
from legal.citations import parse

ROOT = Path(__file__).resolve().parents[2]
CALLED = re.compile(r'graph\.rules\.tables\.row\("(\w+)"\)')

Cited = tuple[str | None, int | None, str | None]


def document(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def find(name: str) -> Any:
    """What a dotted name means; a missing one raises."""
    called = CALLED.fullmatch(name)
    return row(called[1]) if called else pkgutil.resolve_name(name)


def says(thing: Any) -> str:
    """The docstring of a module, class or function; else how the value prints."""
    named = inspect.ismodule(thing) or inspect.isclass(thing) or callable(thing)
    return (inspect.getdoc(thing) or "") if named else repr(thing)


def articles(text: str) -> set[Cited]:
    """The places of 《办法》 that a text names, enumerations spread: (条, 款, 项)."""
    return {
        (reference.article, reference.paragraph, reference.item)
        for reference in parse(text)
        if reference.title == "办法"
    }


def table(text: str, heading: str) -> Iterator[list[str]]:
    """The rows of the first table under a heading, without its head."""
    section = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    for line in rows[2:]:
        yield [cell.strip() for cell in line.strip("|").split(" | ")]
