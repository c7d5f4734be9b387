"""命令行: one command for each daily act. Each group of commands has its module in ``server.commands``."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from graph.errors import DomainError
from server.chinese import command
from server.commands.options import INTERRUPTED

COMMANDS = {
    "demo": ("demo", "demo"),
    "serve": ("serve", "serve"),
    "db": ("db", "app"),
    "migrate": ("migrate", "migrate"),
    "found": ("found", "found"),
    "organs": ("organs", "app"),
    "laws": ("laws", "app"),
    "lists": ("lists", "app"),
    "citations": ("citations", "app"),
    "impact": ("impact", "app"),
    "audit": ("audit", "app"),
    "generate": ("generate", "generate"),
    "explorer": ("serve", "fetch_explorer"),
    "token": ("serve", "token"),
}
"""Name → module in ``server.commands``, and in it a function or a group of commands."""


def build(wanted: str = "") -> typer.Typer:
    """The command line; if one command is wanted, with that one only: to stop a database no web server is loaded."""
    app = typer.Typer(
        help="权责：区级权责清单动态调整。",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_nothing)
    for name in (wanted,) if wanted in COMMANDS else COMMANDS:
        _add(app, name)
    return app


def _nothing() -> None:
    """权责：区级权责清单动态调整。"""


def _add(app: typer.Typer, name: str) -> None:
    module, attribute = COMMANDS[name]
    command: Any = getattr(import_module(f"server.commands.{module}"), attribute)
    if isinstance(command, typer.Typer):
        app.add_typer(command, name=name)
    else:
        app.command(name)(command)


def main() -> None:
    """Run the command; what went wrong for the user is one sentence and exit code 1."""
    try:
        command(build(*sys.argv[1:2]))(prog_name="quanze")
    except DomainError as error:
        sys.exit(str(error))
    except OSError as error:
        if error.filename is None:
            raise
        sys.exit(f"无法读写文件 {error.filename}：{_OS.get(type(error), error.strerror)}")
    except ValidationError as error:
        sys.exit("\n".join(_wrong_setting(each) for each in error.errors()))
    except KeyboardInterrupt:
        print("已中止。", file=sys.stderr)
        sys.exit(INTERRUPTED)


_OS: dict[type[OSError], str] = {
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "这是文件夹，不是文件",
    PermissionError: "没有权限",
}


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
