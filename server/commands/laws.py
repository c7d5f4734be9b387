"""``quanze laws``: read and align statutes without a database; register and record them with one."""

from __future__ import annotations

import asyncio
import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from graph.model.law import Rank
from importers.laws import read_statute
from importers.laws.align_files import align_files
from legal.reading import describe
from resolvers import laws
from resolvers.laws import NewText
from server.commands.desk import at_desk

app = typer.Typer(help="法规：读入、比对、录入。", no_args_is_help=True)
console = Console(highlight=False)

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]
User = Annotated[str, typer.Option("--user", help="以哪个用户的名义办理")]
AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出")]


def told(answer: Any, *, as_json: bool) -> None:
    """An answer as JSON, or line by line for people."""
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, default=str))
        return
    for name, value in answer.items():
        console.print(f"{name}：{value}", markup=False)


@app.command("align")
def align(old: Path, new: Path, as_json: AsJson = False) -> None:
    """比对一部法规的新旧文本，提出逐条对应（不需要数据库）。"""
    answer: dict[str, Any] = dict(align_files(old, new))
    if as_json:
        print(json.dumps(answer, ensure_ascii=False))
        return
    for row in answer["map"]:
        target = "、".join(row["new"]) or "（无）"
        standing = "已确认" if row["confirmed"] else "待确认"
        console.print(
            f"{row['old']} → {target}　{row['kind']}　{row['confidence']:.2f}　{standing}",
            markup=False,
        )
    console.print(f"新增：{'、'.join(answer['new_only']) or '（无）'}", markup=False)


@app.command("inspect")
def inspect(file: Path, as_json: AsJson = False) -> None:
    """读一个法规文本，报告结构和缺陷（不需要数据库）。"""
    told(describe(read_statute(file)), as_json=as_json)


@app.command("register")
def register(
    title: str,
    rank: Annotated[Rank, typer.Option(help="效力层级")],
    user: User,
    issuer: str = "",
    territory: str = "",
    own: bool = False,
    as_json: AsJson = False,
) -> None:
    """登记一部法规。"""

    async def work() -> None:
        async with at_desk(user) as desk:
            done = await laws.register_instrument(
                desk, title=title, rank=rank, issuer=issuer, territory=territory, own=own
            )
        told(done, as_json=as_json)

    asyncio.run(work())


@app.command("record")
def record(
    instrument: str,
    file: Path,
    user: User,
    promulgated: Day = None,
    effective: Day = None,
    decision: str = "",
    number: str = "",
    last_article: str = "",
    as_json: AsJson = False,
) -> None:
    """录入一部法规的一个文本；修订会自动与上一文本比对。"""
    statute = read_statute(file, last_article=last_article or None)

    async def work() -> None:
        new = NewText(
            instrument=instrument,
            lines=statute.source,
            name=file.name,
            promulgated=_day(promulgated),
            effective=_day(effective),
            decision=decision,
            number=number,
            last_article=last_article,
        )
        async with at_desk(user) as desk:
            told(await laws.record_text(desk, new), as_json=as_json)

    asyncio.run(work())


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
