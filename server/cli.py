"""命令行: one command for each daily act. Each group of commands has its module in ``server.commands``."""

from __future__ import annotations

import sys

import typer
from pydantic import ValidationError

from graph.errors import DomainError
from server.commands import citations, db, demo, laws, lists, migrate, serve

app = typer.Typer(
    help="权责：区级权责清单动态调整。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(db.app, name="db")
app.add_typer(laws.app, name="laws")
app.add_typer(lists.app, name="lists")
app.add_typer(citations.app, name="citations")
app.command("migrate")(migrate.migrate)
app.command("serve")(serve.serve)
app.command("demo")(demo.demo)


def main() -> None:
    """Run the command; what went wrong for the user is one sentence and exit code 1."""
    try:
        app(prog_name="quanze")
    except DomainError as error:
        sys.exit(str(error))
    except ValidationError as error:
        sys.exit("\n".join(_setting(str(e["loc"][0]), e["msg"]) for e in error.errors()))


def _setting(name: str, problem: str) -> str:
    return f"设置 QUANZE_{name.upper()} 有误：{problem}"


if __name__ == "__main__":
    main()
