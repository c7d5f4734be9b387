"""``quanze audit``: whether the trail of all acts is still the one that was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from server.commands.options import AsJson, User, at_the_desk, told

if TYPE_CHECKING:
    from resolvers.acting import Desk

app = typer.Typer(help="审计：核验审计链。", no_args_is_help=True)


@app.command("verify")
def verify(user: User, as_json: AsJson = False) -> None:
    """核验审计链，与链外之锚核对；有改动、缺失或截断时退出码为 1。"""
    answer = at_the_desk(user, _verified)
    if as_json:
        told(answer, as_json=True)
    else:
        print(_sentence(answer))
    if answer["faults"]:
        raise typer.Exit(1)


async def _verified(desk: Desk) -> Mapping[str, Any]:
    from resolvers import auditing

    found = await auditing.verify(desk)
    faults = [asdict(fault) for fault in found.faults]
    counts = {"events": found.events, "anchored": found.anchored, "unanchored": found.unanchored}
    return {"intact": not faults, **counts, "faults": faults}


def _sentence(answer: Mapping[str, Any]) -> str:
    if answer["faults"]:
        return "；".join(fault["sentence"] for fault in answer["faults"])
    return f"审计链完好：{answer['events']} 条办理记录，链外已留锚至第 {answer['anchored']} 条"


@app.callback()
def _group() -> None:
    """审计：核验审计链。"""
