"""What the layers cannot say: transactions are opened in one place, and data is kept in one folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

OPENS = re.compile(
    r"\b(begin_transaction|execute_read|execute_write|commit\(\)|rollback\(\)|\.session\()"
)
ALLOWED = {"graph/db.py", "graph/migrate.py"}
HOST = re.compile(
    r"https?://(?!127\.0\.0\.1|localhost)[\w.-]*(?:maven|pypi|npmjs|pythonhosted|jsdelivr|unpkg)"
)


def test_transactions_are_opened_only_at_the_one_door(root: Path) -> None:
    opening = {path for path, text in _sources(root) if OPENS.search(text)}

    assert opening == ALLOWED


def test_no_registry_is_named(root: Path) -> None:
    assert [path for path, text in _sources(root) if HOST.search(text)] == []


def _sources(root: Path) -> Iterator[tuple[str, str]]:
    for package in ("legal", "graph", "resolvers", "importers", "schema", "server", "sample"):
        for path in (root / package).rglob("*.py"):
            yield path.relative_to(root).as_posix(), path.read_text("utf-8")
