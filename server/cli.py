"""命令行: one command for each daily act. Each group of commands has its module in ``server.commands``."""

from __future__ import annotations

import sys

import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails

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
app.command("explorer")(serve.fetch_explorer)
app.command("token")(serve.token)
app.command("demo")(demo.demo)


def main() -> None:
    """Run the command; what went wrong for the user is one sentence and exit code 1."""
    try:
        app(prog_name="quanze")
    except DomainError as error:
        sys.exit(str(error))
    except ValidationError as error:
        sys.exit("\n".join(_wrong_setting(each) for each in error.errors()))


def _wrong_setting(error: ErrorDetails) -> str:
    name = str(error["loc"][0]).upper().removeprefix("QUANZE_")
    reason = _REASONS.get(error["type"], error["msg"])
    return f"设置 QUANZE_{name} 有误：{reason}（现为“{error['input']}”）"


_REASONS = {
    "int_parsing": "应为整数",
    "float_parsing": "应为数字",
    "greater_than": "太小",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
    "string_pattern_mismatch": "格式不对",
    "extra_forbidden": "没有这个设置",
}


if __name__ == "__main__":
    main()
