"""The program's sources as syntax trees, read once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from tests.documents.finding import ROOT

PACKAGES = ("legal", "graph", "importers", "resolvers", "publishing", "schema", "server", "sample")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def sources() -> dict[str, str]:
    """Path from the root → text, of every module of the program."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    }


@cache
def tree(path: str) -> ast.Module:
    return ast.parse(sources()[path])


def nodes() -> Iterator[tuple[str, ast.AST]]:
    """(path, node) of the whole program."""
    for path in sources():
        for node in ast.walk(tree(path)):
            yield path, node


def called(node: ast.AST) -> str:
    """Dotted name of what a node calls; "" if it calls nothing by name."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def code_lines(function: Function) -> int:
    """Lines of a function without its docstring and decorators."""
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring
