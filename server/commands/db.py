"""``quanze db``: the local database."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated

import typer

from graph.errors import DomainError
from server import database, local_neo4j
from server.settings import Settings

app = typer.Typer(help="本地数据库：启动、停止、查看。", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="以 JSON 输出")]


@app.command()
def start(as_json: Json = False) -> None:
    """启动本地数据库；已经启动则什么也不做。"""
    settings = Settings()
    _refuse_external(settings)
    running = local_neo4j.start(settings.neo4j_folder, database.options(settings), say=_say)
    try:
        asyncio.run(database.check(settings))
    except DomainError:
        if running.started_now:
            local_neo4j.stop(settings.neo4j_folder)
        raise
    _tell(settings, running, "已启动" if running.started_now else "早已启动", as_json=as_json)


@app.command()
def stop(as_json: Json = False) -> None:
    """停止本地数据库；没有启动则什么也不做。"""
    settings = Settings()
    _refuse_external(settings)
    stopped = local_neo4j.stop(settings.neo4j_folder)
    _tell(settings, None, "已停止" if stopped else "本来就没有启动", as_json=as_json)


@app.command()
def status(as_json: Json = False) -> None:
    """查看本地数据库；不在运行时退出码为 3。"""
    settings = Settings()
    _refuse_external(settings)
    running = local_neo4j.status(settings.neo4j_folder)
    starting = local_neo4j.is_starting(settings.neo4j_folder)
    state = "运行中" if running else "正在启动" if starting else "没有启动"
    _tell(settings, running, state, as_json=as_json)
    if running is None:
        raise typer.Exit(3)


def _refuse_external(settings: Settings) -> None:
    if settings.neo4j_uri:
        raise local_neo4j.ExternalServer(settings.neo4j_uri)


def _say(sentence: str) -> None:
    typer.echo(sentence, err=True)


def _tell(
    settings: Settings, running: local_neo4j.Running | None, state: str, *, as_json: bool
) -> None:
    facts = {"running": running is not None, "folder": str(settings.neo4j_folder)}
    if running:
        facts |= {"uri": running.uri, "user": running.user, "pid": running.pid}
        facts |= {"password_file": str(settings.neo4j_folder / "password")}
    if as_json:
        return typer.echo(json.dumps(facts, ensure_ascii=False))
    where = f"：{running.uri}（进程 {running.pid}）" if running else ""
    return typer.echo(f"本地数据库{state}{where}，数据在 {settings.neo4j_folder}")
