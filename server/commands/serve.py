"""``quanze serve``: the GraphQL service; ``quanze explorer``: its page's files; ``quanze token``: a sample user's token."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from dataclasses import dataclass, replace
from typing import Annotated

import typer
import uvicorn
import uvloop
from rich.console import Console

from graph.db import Graph
from graph.errors import DomainError
from graph.people import founding
from server import database, explorer
from server.app import EXAMPLES, create
from server.service import service, verifier_of
from server.settings import Settings
from server.tokens import SampleIssuer
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


def serve() -> None:
    """提供 GraphQL 服务。"""
    run(Settings())


def run(settings: Settings) -> None:
    """Serve until it is stopped."""
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(settings))
    except KeyboardInterrupt:
        goes_on = "" if settings.neo4j_uri else "；本地数据库继续运行，用 ./quanze db stop 停止"
        console.print(f"\n服务已停止{goes_on}")


async def _serve(settings: Settings) -> None:
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
            _told(settings)
            patient = Graph(driver, settings.neo4j_database, query_timeout=PATIENCE)
            warming = asyncio.create_task(warm(replace(served, graph=patient)))
            await uvicorn.Server(config).serve(sockets=[door])
            warming.cancel()


def _told(settings: Settings) -> None:
    address = f"http://{settings.host}:{settings.port}/graphql"
    console.print(f"\n服务已启动：{address}（按 Ctrl-C 停止）")
    if settings.production:
        return
    console.print("用浏览器打开上面的地址，右下角可选择样本区用户；可试的三个查询：\n")
    for example in EXAMPLES:
        console.print(f"  {example}\n", markup=False, soft_wrap=True)


def fetch_explorer() -> None:
    """取得 API 浏览器的文件（npm）。"""
    names = explorer.fetch(Settings().data_dir / "explorer")
    console.print(f"已取得 {len(names)} 个文件" if names else "文件齐全")


def token(user: Annotated[str, typer.Argument(help="样本区用户编号")]) -> None:
    """为样本区用户签发令牌。"""
    console.print(asyncio.run(_token(Settings(), user)), soft_wrap=True)


async def _token(settings: Settings, user: str) -> str:
    async with database.connected(settings) as driver:
        graph = Graph(driver, settings.neo4j_database)
        facts = await graph.read(founding)
    issuer = verifier_of(settings, sample=bool(facts and facts.get("sample")))
    if not isinstance(issuer, SampleIssuer):
        raise NotTheSampleIssuer
    return issuer.issue(user)
