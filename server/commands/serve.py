"""``quanze serve``: the GraphQL service; ``quanze explorer``: its page's files; ``quanze token``: a sample user's token."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
import uvicorn
import uvloop
from neo4j import ServerInfo
from rich.console import Console

from graph import migrate
from graph.db import Graph
from graph.errors import DomainError
from graph.people import founding
from graph.rules.pack import DEFAULT
from server import database, explorer
from server.app import EXAMPLES, create
from server.commands.options import AsJson, told
from server.service import service, verifier_of
from server.settings import Settings
from server.tokens import LIFETIME, SampleIssuer
from server.warming import warm

console = Console(highlight=False)

PATIENCE = 120.0
"""Seconds for a query that the database has yet to plan; nobody waits for it."""


class MigrationsPending(DomainError):
    """数据库待迁移."""

    def __str__(self) -> str:
        return "数据库比程序旧，请先执行 ./quanze migrate"


class NotTheSampleIssuer(DomainError):
    """只有样本区签发令牌."""

    def __str__(self) -> str:
        return "只有样本区由本系统签发令牌；正式环境请向 OIDC 签发方取得"


@dataclass(eq=False)
class CannotListen(DomainError):
    """服务地址不可用: somebody else listens there, or the address is not ours."""

    address: str
    cause: str

    def __str__(self) -> str:
        return f"服务无法在 {self.address} 上监听（{self.cause}）；请用 QUANZE_PORT、QUANZE_HOST 换一个，或停掉占用它的程序"


_CAUSES = {
    errno.EADDRINUSE: "端口已被其他程序占用",
    errno.EACCES: "没有权限，1024 以下的端口须由管理员开放",
    errno.EADDRNOTAVAIL: "这不是本机的地址",
}


def listening(settings: Settings) -> socket.socket:
    """The socket of the service.

    Raises:
        CannotListen
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        door = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
        # Whoever is accepted inherits it: without it a short answer waits 40 ms for the client's acknowledgement.
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return door
    except OSError as error:
        cause = _CAUSES.get(error.errno or 0, error.strerror or str(error))
        raise CannotListen(f"{settings.host}:{settings.port}", cause) from error


def serve(as_json: AsJson = False) -> None:
    """提供 GraphQL 服务；以 JSON 输出时，开始监听即输出一行地址、版本和数据库，此外没有输出。"""
    run(Settings(), as_json=as_json)


def run(settings: Settings, *, as_json: bool = False) -> None:
    """Serve until it is stopped."""
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(settings, as_json=as_json))
    except KeyboardInterrupt:
        if as_json:
            return
        goes_on = "" if settings.neo4j_uri else "；本地数据库继续运行，用 ./quanze db stop 停止"
        console.print(f"\n服务已停止{goes_on}")


async def _serve(settings: Settings, *, as_json: bool) -> None:
    if await database.check(settings):
        raise MigrationsPending
    async with database.connected(settings) as driver:
        graph = Graph(driver, settings.neo4j_database, query_timeout=settings.query_timeout)
        served = await service(settings, graph)
        config = uvicorn.Config(
            create(served),
            http="httptools",
            log_level="warning",
            server_header=False,
        )
        logging.basicConfig(level=logging.INFO)
        with listening(settings) as door:
            if as_json:
                told(_facts(settings, door, await driver.get_server_info()), as_json=True)
            else:
                _say(settings)
            patient = Graph(driver, settings.neo4j_database, query_timeout=PATIENCE)
            warming = asyncio.create_task(warm(replace(served, graph=patient)))
            await uvicorn.Server(config).serve(sockets=[door])
            warming.cancel()


def _facts(settings: Settings, door: socket.socket, server: ServerInfo) -> dict[str, Any]:
    """What a program that started the service wants to know; the version is the newest migration that it knows."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return {
        "address": f"http://{host}:{door.getsockname()[1]}/graphql",
        "version": migrate.files()[-1].name,
        "rules": f"{DEFAULT.id} {DEFAULT.version}",
        "production": settings.production,
        "database": {
            "address": "{}:{}".format(*server.address[:2]),
            "name": settings.neo4j_database,
            "server": server.agent,
        },
    }


def _say(settings: Settings) -> None:
    address = f"http://{settings.host}:{settings.port}/graphql"
    console.print(f"\n服务已启动：{address}（按 Ctrl-C 停止）")
    if settings.production:
        return
    console.print("用浏览器打开上面的地址，右下角可选择样本区用户；可试的三个查询：\n")
    for example in EXAMPLES:
        console.print(f"  {example}\n", markup=False, soft_wrap=True)


def fetch_explorer(as_json: AsJson = False) -> None:
    """取得 API 浏览器的文件（npm）。"""
    folder = Settings().data_dir / "explorer"
    names = explorer.fetch(folder)
    if as_json:
        return told({"folder": folder, "fetched": names}, as_json=True)
    return console.print(f"已取得 {len(names)} 个文件" if names else "文件齐全")


def token(
    user: Annotated[str, typer.Argument(help="样本区用户编号")], as_json: AsJson = False
) -> None:
    """为样本区用户签发令牌。"""
    facts = issued(asyncio.run(_issuer(Settings())), user)
    if as_json:
        return told(facts, as_json=True)
    return console.print(facts["token"], soft_wrap=True)


def issued(issuer: SampleIssuer, user: str) -> dict[str, str]:
    """A token, for whom, and until when."""
    now = datetime.now(UTC)
    until = (now + LIFETIME).isoformat(timespec="seconds")
    return {"user": user, "token": issuer.issue(user, now), "expires": until}


async def _issuer(settings: Settings) -> SampleIssuer:
    async with database.connected(settings) as driver:
        graph = Graph(driver, settings.neo4j_database)
        facts = await graph.read(founding)
    issuer = verifier_of(settings, sample=bool(facts and facts.get("sample")))
    if not isinstance(issuer, SampleIssuer):
        raise NotTheSampleIssuer
    return issuer
