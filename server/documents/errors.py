"""docs/errors.md: every domain error with its Chinese term and the sentence that a person reads."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Iterator

from graph.errors import DomainError

PACKAGES = ("graph", "importers", "resolvers", "publishing", "schema", "server")

HEAD = """# 领域错误 · Domain errors

Written by `make docs` from the subclasses of `graph.errors.DomainError`; do not edit. What can go wrong for a user is one of these, with one
Chinese sentence; `〈…〉` stands for a fact of the case. Through GraphQL an error that a field's result union lists comes as that member, with
the same name and the sentence as `message`. Anything else is a bug, and is masked.

"""


def errors_md() -> str:
    """The whole document."""
    parts = [HEAD]
    for package in PACKAGES:
        rows = [_row(error) for error in domain_errors() if _package(error) == package]
        if rows:
            head = "| Error | What | Sentence | Module |\n|---|---|---|---|\n"
            parts.append(f"## {package}/\n\n{head}{''.join(rows)}\n")
    return "".join(parts).rstrip("\n") + "\n"


def domain_errors() -> list[type[DomainError]]:
    """Every domain error of the program, by name."""
    for package in PACKAGES:
        path = importlib.import_module(package).__path__
        for module in pkgutil.walk_packages(path, f"{package}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    return sorted(
        {e for e in _below(DomainError) if _package(e) in PACKAGES}, key=lambda e: e.__name__
    )


def _below(error: type[DomainError]) -> Iterator[type[DomainError]]:
    for child in error.__subclasses__():
        yield child
        yield from _below(child)


def _package(error: type[DomainError]) -> str:
    return error.__module__.split(".")[0]


def _row(error: type[DomainError]) -> str:
    what = (inspect.getdoc(error) or "").splitlines()[0]
    told = "<br>".join(sentences(error)) or "–"
    return f"| `{error.__name__}` | {what} | {told} | `{error.__module__}` |\n"


def sentences(error: type[DomainError]) -> list[str]:
    """What ``str()`` may say, with 〈…〉 for what depends on the case; empty where a base class says it."""
    method = vars(error).get("__str__")
    if method is None:
        return []
    tree = ast.parse(textwrap.dedent(inspect.getsource(method)))
    returned = (node.value for node in ast.walk(tree) if isinstance(node, ast.Return))
    return [_told(value).replace("|", "\\|") for value in returned if value is not None]


def _told(value: ast.expr) -> str:
    if isinstance(value, ast.Constant):
        return str(value.value)
    if isinstance(value, ast.JoinedStr):
        return "".join(_told(part) for part in value.values)
    if isinstance(value, ast.BinOp):
        return _told(value.left) + _told(value.right)
    return f"〈{_fact(value)}〉"


def _fact(value: ast.expr) -> str:
    """The first fact of the error that an expression speaks of; else its first name."""
    inside = list(ast.walk(value))
    facts = [n.attr for n in inside if isinstance(n, ast.Attribute) and _is_self(n.value)]
    names = [n.id for n in inside if isinstance(n, ast.Name)]
    return next(iter([*facts, *names]), "…")


def _is_self(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id == "self"
