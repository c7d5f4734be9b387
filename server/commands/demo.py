"""``quanze demo``: the sample district, from import to the applied list, then the service."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from graph.db import Graph
from graph.errors import DomainError
from graph.migrate import migrate
from graph.model.actor import Actor
from graph.model.judgement import BasisState
from graph.model.plan import Route
from graph.model.power import ElementKind
from graph.people import founding
from graph.rules.pack import DEFAULT
from resolvers import organs
from resolvers.acting import Desk, utc_now
from sample import story
from sample.api import Execute, Refused
from sample.rows import district
from schema.schema import build
from server import database, explorer, local_neo4j
from server.anchor import FileAnchor
from server.commands.impact_table import Line, table
from server.commands.options import INTERRUPTED, AsJson, told
from server.commands.serve import listening, run
from server.inprocess import InProcess
from server.settings import Settings

console = Console(highlight=False)


class NotTheSample(DomainError):
    """不是样本区."""

    def __str__(self) -> str:
        return "数据库里已是另一个区的数据，样本区不会写入；请换一个数据目录（QUANZE_DATA_DIR）再试"


@dataclass(eq=False)
class SampleUnfinished(DomainError):
    """样本区没有建完: the database went away, or was written to meanwhile."""

    cause: str

    def __str__(self) -> str:
        return f"样本区没有建完（{self.cause}）；再次运行 make run，已办的不会重办"


def demo(
    serve: Annotated[bool, typer.Option(help="建好样本区后提供服务")] = True,
    as_json: AsJson = False,
) -> None:
    """样本区：导入、修法、看影响、办理调整申请，然后提供服务。以 JSON 输出时，进度输出到标准错误。"""
    settings = Settings()
    console.stderr = as_json
    if serve:
        listening(settings).close()  # a taken port is told before minutes of work
    try:
        changed = _build(settings)
    except KeyboardInterrupt:
        console.print("\n已中止；再次运行 make run，已办的不会重办")
        raise typer.Exit(INTERRUPTED) from None
    if as_json:
        told({"district": district()["district"]["code"], "changed": changed}, as_json=True)
    if serve:
        run(settings, as_json=as_json)


def _build(settings: Settings) -> bool:
    """Whether anything was built; what is there already stays as it is."""
    if not settings.neo4j_uri:
        console.print("启动本地图数据库（首次需下载，约一分钟）……")
        local_neo4j.start(settings.neo4j_folder, database.options(settings))
    changed = asyncio.run(_prepare(settings))
    _fetch_explorer(settings)
    return changed


async def _prepare(settings: Settings) -> bool:
    async with database.connected(settings) as driver:
        for name in await migrate(driver, settings.neo4j_database):
            console.print(f"已执行迁移 {name}")
        graph = Graph(driver, settings.neo4j_database, query_timeout=60)
        await _found(graph, settings)
        pack = replace(DEFAULT, territory=district()["district"]["code"])
        anchor = FileAnchor(settings.data_dir / "audit")
        execute = InProcess(build(), graph, pack, utc_now, anchor)
        if await story.is_told(execute):
            console.print("样本区已经建好，未作任何改变。")
            return False
        await _tell(execute)
        return True


async def _tell(execute: Execute) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            await story.tell(execute, Path(folder), _say, _show)
        except Refused as refused:
            raise SampleUnfinished(refused.problem["message"]) from refused


async def _found(graph: Graph, settings: Settings) -> None:
    """The sample's administrator, in an empty database only."""
    facts = await graph.read(founding)
    place = district()["district"]
    if facts is not None:
        if not facts.get("sample") or facts.get("territory") != place["code"]:
            raise NotTheSample
        return
    desk = Desk(graph=graph, actor=Actor(), anchor=FileAnchor(settings.data_dir / "audit"))
    await organs.found(
        desk,
        organ_code=f"{place['code']}-ADMIN",
        organ_name="样本区信息管理中心",
        user="admin",
        name="样本管理员",
        valid_from=date(2010, 1, 1),
        territory=place["code"],
        sample=True,
    )


def _say(text: str) -> None:
    console.print(f"[bold]·[/bold] {text}")


def _show(title: str, rows: list[dict[str, Any]]) -> None:
    console.print(table(title, map(_line, rows)))


def _line(row: dict[str, Any]) -> Line:
    return Line(
        power=row["power"]["name"],
        standing=_standing(row),
        survival=row["survival"],
        rules=row["rules"],
        grounds=row["grounds"],
        route="" if row["route"] == "N" else Route[row["route"]].value,
    )


def _standing(row: dict[str, Any]) -> str:
    """设立依据 第六十九条第（一）项：有效但已变化，现为第六十八条第一款第一项."""
    now = "、".join(unit["placeName"] for unit in row["state"]["now"])
    cited = str(row["printed"]).split("》")[-1]
    state = BasisState[row["state"]["state"]].value
    moved = f"，现为{now}" if now and now != cited else ""
    return f"{ElementKind[row['element']].value} {cited}：{state}{moved}"


def _fetch_explorer(settings: Settings) -> None:
    try:
        explorer.fetch(settings.data_dir / "explorer")
    except DomainError as problem:
        console.print(f"[yellow]{problem}[/yellow]")
