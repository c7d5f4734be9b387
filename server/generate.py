"""生成的文件: what is written from the code. ``make docs`` writes it; ``make check`` compares it.

A new generated file is a new row of ``FILES``.
"""

from __future__ import annotations

from collections.abc import Callable

from schema.schema import build
from server.documents.errors import errors_md
from server.documents.model import graph_md
from server.documents.rules import rules_md
from server.documents.workflow import workflow_md
from server.settings import ROOT, Settings

PREFIX = "QUANZE_"


def example_env() -> str:
    """``.env.example``: every setting with its default and what it is for."""
    head = "# 设置: copy to .env and change what you need; what stands here is what holds without it.\n"
    return head + "".join(_setting(name) for name in Settings.model_fields)


def _setting(name: str) -> str:
    field = Settings.model_fields[name]
    default = field.get_default(call_default_factory=True, validated_data={})
    shown = "" if default is None or name in ("data_dir", "neo4j_password") else default
    return f"\n# {field.description}\n#{PREFIX}{name.upper()}={shown}\n"


def sdl() -> str:
    """``schema.graphql``: the contract with every client, as GraphQL prints it."""
    return build().as_str() + "\n"


FILES: dict[str, Callable[[], str]] = {
    ".env.example": example_env,
    "schema.graphql": sdl,
    "docs/graph.md": graph_md,
    "docs/workflow.md": workflow_md,
    "docs/rules.md": rules_md,
    "docs/errors.md": errors_md,
}
"""Path from the root → what stands there."""


def main() -> None:
    """Write every file that differs."""
    for path, content in FILES.items():
        (ROOT / path).write_text(content(), "utf-8")


if __name__ == "__main__":
    main()
