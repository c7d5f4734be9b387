"""命令行的中文: what the command-line library says by itself, in the words of the people who read it."""

from __future__ import annotations

from typing import Any

import typer
import typer.main
from typer import rich_utils

_WORDS = {
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "ERRORS_PANEL_TITLE": "用法有误",
    "DEFAULT_STRING": "[默认：{}]",
    "REQUIRED_LONG_STRING": "[必填]",
    "ABORTED_TEXT": "已中止。",
    "RICH_HELP": "用 [blue]'{command_path} {help_option}'[/] 查看说明。",
}


def command(app: typer.Typer) -> Any:
    """The command of an application, with its help in Chinese."""
    for name, words in _WORDS.items():
        setattr(rich_utils, name, words)
    made = typer.main.get_command(app)
    _explain(made)
    return made


def _explain(made: Any) -> None:
    option = made.get_help_option(typer.Context(made))
    if option is not None:
        option.help = "显示说明"
    for inner in getattr(made, "commands", {}).values():
        _explain(inner)
