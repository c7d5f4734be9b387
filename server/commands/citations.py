"""``quanze citations``: reads citations without a database."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer

from legal.citations import wire

app = typer.Typer(help="引用：解析法规条款的引用。", no_args_is_help=True)


@app.command("parse")
def parse(
    as_json: Annotated[bool, typer.Option("--json", help="逐行读入、逐行输出 JSON")] = False,
) -> None:
    """从标准输入逐行读取文字，解析其中的引用。"""
    for line in sys.stdin:
        if not line.strip():
            continue
        answer = wire.answer(_given(line, as_json=as_json))
        print(json.dumps(answer, ensure_ascii=False), flush=True)


def _given(line: str, *, as_json: bool) -> dict[str, Any]:
    if not as_json:
        return {"id": None, "text": line.rstrip("\n")}
    try:
        given = json.loads(line)
    except json.JSONDecodeError:
        return {"id": None, "text": None}
    return given if isinstance(given, dict) else {"id": None, "text": None}


@app.callback()
def _group() -> None:
    """引用：解析法规条款的引用。"""
