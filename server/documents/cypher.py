"""查询的形状: which labels, relationships and properties the queries of graph/ name, and what they change later.

Reads only the common shapes of our own queries; nothing here speaks to a database.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import graph

CLAUSE = re.compile(
    r"\b(ON CREATE SET|ON MATCH SET|SET|REMOVE|CREATE|MERGE|MATCH|WITH|UNWIND|RETURN|WHERE|FOREACH|DELETE)\b"
)
NODE = re.compile(r"\(\s*(?P<var>\w*)\s*(?::(?P<label>\w+))?\s*" + r"(?:\{(?P<map>[^{}]*)\}|\$\w+)?\s*\)")  # fmt: skip
EDGE = re.compile(r"(?P<left><)?-\[\s*\w*\s*:(?P<type>\w+)\s*(?:\{(?P<map>[^{}]*)\})?\s*\]-(?P<right>>)?")  # fmt: skip
KEY = re.compile(r"(\w+)\s*:")
ACCESS = re.compile(r"\b(\w+)\.(\w+)\b")
WRITTEN = re.compile(r"\b(\w+)(?:\.(\w+)\s*=|\s*(\+=))")
DROPPED = re.compile(r"^DROP (?:CONSTRAINT|INDEX) (\w+) IF EXISTS", re.MULTILINE)
SCHEMA = re.compile(
    r"CREATE (?P<what>CONSTRAINT|INDEX|FULLTEXT INDEX) (?P<name>\w+) IF NOT EXISTS\s+"
    r"FOR \(\w+:(?P<label>\w+)\)\s+(?:REQUIRE|ON(?: EACH)?)\s+[(\[]?(?P<on>[\w., ]+)"
)
EVERYTHING = "*"
"""Stands for all properties, where a query sets them from one map."""


@dataclass(slots=True)
class Shape:
    """一个标签 or relationship type, as all queries together use it.

    Attributes:
        later: properties that some query changes after creation; ``EVERYTHING`` for any.
        given_up: properties that some query removes, such as the key of what was superseded.
        made: whether some query creates it.
    """

    properties: set[str] = field(default_factory=set[str])
    later: set[str] = field(default_factory=set[str])
    given_up: set[str] = field(default_factory=set[str])
    made: bool = False
    ends: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])


@dataclass(slots=True)
class Shapes:
    """全部形状."""

    labels: dict[str, Shape] = field(default_factory=dict[str, Shape])
    edges: dict[str, Shape] = field(default_factory=dict[str, Shape])

    def label(self, name: str) -> Shape:
        """The shape of a label, new if need be."""
        return self.labels.setdefault(name, Shape())

    def edge(self, name: str) -> Shape:
        """The shape of a relationship type, new if need be."""
        return self.edges.setdefault(name, Shape())


def queries() -> dict[str, str]:
    """Every query constant of graph/, by its qualified name."""
    modules = [module.name for module in pkgutil.walk_packages(graph.__path__, "graph.")]
    return {
        f"{module}.{name}": value
        for module in modules
        for name, value in vars(importlib.import_module(module)).items()
        if name.isupper() and isinstance(value, str) and CLAUSE.search(value)
    }


def shapes() -> Shapes:
    """What all queries together say."""
    found = Shapes()
    for text in queries().values():
        if not SCHEMA.search(text):
            _read(text, found)
    return found


def _read(text: str, found: Shapes) -> None:
    labels = _variables(text)
    for match in NODE.finditer(text):
        if label := match["label"]:
            shape = found.label(label)
            shape.made |= _clause(text, match.start()) in ("CREATE", "MERGE")
            shape.properties.update(KEY.findall(match["map"] or ""))
    _read_access(text, labels, found)
    for variable, name in _later(text):
        if variable in labels:
            found.label(labels[variable]).later.add(name)
    _read_edges(text, labels, found)


def _read_access(text: str, labels: dict[str, str], found: Shapes) -> None:
    for match in ACCESS.finditer(text):
        if label := labels.get(match[1]):
            shape = found.label(label)
            shape.properties.add(match[2])
            if _clause(text, match.start()) == "REMOVE":
                shape.given_up.add(match[2])


def _variables(text: str) -> dict[str, str]:
    """Variable → label, where one query gives it one label only."""
    seen: dict[str, set[str]] = {}
    for match in NODE.finditer(text):
        if match["var"] and match["label"]:
            seen.setdefault(match["var"], set()).add(match["label"])
    return {variable: labels.pop() for variable, labels in seen.items() if len(labels) == 1}


def _clause(text: str, position: int) -> str:
    """The clause in which a place stands."""
    before = [match[1] for match in CLAUSE.finditer(text, 0, position)]
    return before[-1] if before else ""


def _later(text: str) -> Iterator[tuple[str, str]]:
    """(variable, property) that a query changes on what was there before."""
    for match in WRITTEN.finditer(text):
        if _clause(text, match.start()) == "SET":
            yield match[1], match[2] or EVERYTHING


def _read_edges(text: str, labels: dict[str, str], found: Shapes) -> None:
    starts = {match.start(): match for match in NODE.finditer(text)}
    ends = {match.end(): match for match in NODE.finditer(text)}
    for match in EDGE.finditer(text):
        shape = found.edge(match["type"])
        shape.made |= _clause(text, match.start()) in ("CREATE", "MERGE")
        shape.properties.update(KEY.findall(match["map"] or ""))
        around = [_label(n, labels) for n in (ends.get(match.start()), starts.get(match.end()))]
        if match["left"]:
            around.reverse()
        if all(around):
            shape.ends.add((around[0], around[1]))


def _label(node: re.Match[str] | None, labels: dict[str, str]) -> str:
    if node is None:
        return ""
    return node["label"] or labels.get(node["var"], "")
