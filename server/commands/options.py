"""命令的共同部分: options that mean the same everywhere, an answer told as JSON or line by line, an act at a desk.

A command loads what it needs when it runs: nothing here, and nothing at the top of a module of commands, may load the
database or the web server. To align two texts must not cost the start of either.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from resolvers.acting import Desk

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="日期，如 2024-01-31")]
User = Annotated[str, typer.Option("--user", help="以哪个用户的名义办理")]
AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出")]

INTERRUPTED = 130
"""Exit code of a command that Ctrl-C ended."""


def told(answer: Mapping[str, Any], *, as_json: bool) -> None:
    """An answer as JSON, or line by line for people."""
    if as_json:
        json.dump(answer, sys.stdout, ensure_ascii=False, default=str)
        print(flush=True)  # whoever waits for the line reads a pipe
        return
    for name, value in answer.items():
        print(f"{name}：{value}")


def at_the_desk(
    user: str, work: Callable[[Desk], Awaitable[Mapping[str, Any]]]
) -> Mapping[str, Any]:
    """What this work answers when this user does it; "" is the public."""
    from server.commands.desk import at_desk

    async def done() -> Mapping[str, Any]:
        async with at_desk(user) as desk:
            return await work(desk)

    return asyncio.run(done())


def civil(moment: datetime | None) -> date | None:
    """The day of an option."""
    return moment.date() if moment else None
