"""命令行的中文: what the command-line library says by itself, in the words of the people who read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import typer
import typer.main
from rich.console import Console
from typer import rich_utils

_WORDS = {
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "DEFAULT_STRING": "[默认：{}]",
    "REQUIRED_LONG_STRING": "[必填]",
    "ABORTED_TEXT": "已中止。",
}

# fmt: off
_SAYINGS = (
    (r"Missing argument '(.+)'\.",                              "缺少参数 {0}"),
    (r"Missing option '(.+)'\.",                                "缺少选项 {0}"),
    (r"No such option: (\S+) \(Possible options: (.+)\)",       "没有选项 {0}；您要的也许是 {1}"),
    (r"No such option: (\S+) Did you mean (.+)\?",              "没有选项 {0}；您要的也许是 {1}"),
    (r"No such option: (\S+)",                                  "没有选项 {0}"),
    (r"No such command '(.+)'\. Did you mean '(.+)'\?",         "没有命令 {0}；您要的也许是 {1}"),
    (r"No such command '(.+)'\.",                               "没有命令 {0}"),
    (r"Missing command\.",                                      "缺少命令"),
    (r"Got unexpected extra argument\(s\) \((.+)\)",            "多出了参数 {0}"),
    (r"Option '(.+)' requires .+\.",                            "选项 {0} 之后缺少它的值"),
    (r"Option '(.+)' does not take a value\.",                  "选项 {0} 不带值"),
    (r"Invalid value for '(.+?)': .*valid integer.*",           "{0} 应为整数"),
    (r"Invalid value for '(.+?)': .*valid number.*",            "{0} 应为数字"),
    (r"Invalid value for '(.+?)': .*greater than or equal to (.+)", "{0} 不得小于 {1}"),
    (r"Invalid value for '(.+?)': .*less than or equal to (.+)",    "{0} 不得大于 {1}"),
    (r"Invalid value for '(.+?)': .*'(.+)' does not match the formats.*", "{0} 应为日期，如 2024-01-31（现为“{1}”）"),
    (r"Invalid value for '(.+?)': .*'(.+?)' is not one of (.+)\.", "{0} 应为以下之一：{2}（现为“{1}”）"),
    (r"Invalid value for '(.+?)': (.+)",                        "{0} 的值不对：{1}"),
)
# fmt: on
"""What the library says of a wrong call, and how a person here would say it; the first that fits."""


def command(app: typer.Typer) -> Any:
    """The command of an application, with its help and its complaints in Chinese."""
    for name, words in _WORDS.items():
        setattr(rich_utils, name, words)
    rich_utils.rich_format_error = _complain
    made = typer.main.get_command(app)
    _explain(made)
    return made


def _explain(made: Any) -> None:
    made.options_metavar = "[选项]"
    option = made.get_help_option(typer.Context(made))
    if option is not None:
        option.help = "显示说明"
    made.get_usage = partial(_usage, made.get_usage)
    if hasattr(made, "commands"):
        made.subcommand_metavar = "命令 [参数]..."
        for inner in made.commands.values():
            _explain(inner)


def _usage(written: Callable[[Any], str], context: Any) -> str:
    return written(context).replace("Usage: ", "用法：", 1)


def _complain(error: Any) -> None:
    """A wrong call in one sentence, and where to read how it is called; no arguments at all showed the help already."""
    if not error.format_message():
        return
    screen = Console(stderr=True, soft_wrap=True, markup=False, highlight=False)
    screen.print(f"用法有误：{sentence(error.format_message())}")
    called = error.ctx.command_path if error.ctx else "quanze"
    screen.print(f"用 {called} --help 查看说明")


def sentence(message: str) -> str:
    """What the library says of a wrong call, in Chinese."""
    for pattern, words in _SAYINGS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return words.format(*found.groups())
    return message
