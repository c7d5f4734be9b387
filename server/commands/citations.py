"""``quanze citations``: reads citations without a database; lists with one what of them a person has to settle."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from legal.citations import wire
from server.commands.options import AsJson, User, at_the_desk, told

if TYPE_CHECKING:
    from resolvers.acting import Desk

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


@app.command("unsettled")
def unsettled(
    user: User,
    doubtful: Annotated[
        bool, typer.Option("--doubtful", help="已关联而存疑的；不填为未关联的")
    ] = False,
    holder: Annotated[
        list[str] | None, typer.Option(help="部门的机构编号，可多次；不填为全部")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="未能关联的原因；不填为全部")] = None,
    first: Annotated[int, typer.Option(help="每页条数")] = 50,
    after: Annotated[str, typer.Option(help="上一页末尾的游标")] = "",
    as_json: AsJson = False,
) -> None:
    """按部门列出未关联的引用，或者已关联而存疑的引用：职权、原文、原因、可供选定的法规或文本。"""

    async def work(desk: Desk) -> Mapping[str, Any]:
        from server.commands.unsettled import page

        return await page(
            desk, doubtful=doubtful, holders=holder, reason=reason, first=first, after=after
        )

    answer = at_the_desk(user, work)
    if as_json:
        return told(answer, as_json=True)
    for row in answer["citations"]:
        powers = "、".join(power["name"] for power in row["powers"])
        like = "；可选：" + "、".join(row["candidates"]) if row["candidates"] else ""
        place = f"（{row['place']}）" if row["place"] else ""
        print(f"{row['department']}　{powers}　{row['printed']}{place}　{row['reason']}{like}")
    more = f"；下一页：--after {answer['next']}" if answer["next"] else ""
    return print(f"共 {answer['total']} 处{more}")


@app.callback()
def _group() -> None:
    """引用：解析法规条款的引用。"""
