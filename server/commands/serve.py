"""``quanze serve``: the GraphQL service; ``quanze explorer``: its page's files; ``quanze token``: a sample user's token."""

from __future__ import annotations

import asyncio
import logging
from typing import Annotated

import typer
import uvicorn
from rich.console import Console

from graph.db import Graph
from graph.errors import DomainError
from graph.people import founding
from server import database, explorer
from server.app import EXAMPLES, create
from server.service import service, verifier_of
from server.settings import Settings
from server.tokens import SampleIssuer

console = Console(highlight=False)


class MigrationsPending(DomainError):
    """数据库待迁移."""

    def __str__(self) -> str:
        return "数据库比程序旧，请先执行 ./quanze migrate"


class NotTheSampleIssuer(DomainError):
    """只有样本区签发令牌."""

    def __str__(self) -> str:
        return "只有样本区由本系统签发令牌；正式环境请向 OIDC 签发方取得"


def serve() -> None:
    """提供 GraphQL 服务。"""
    run(Settings())


def run(settings: Settings) -> None:
    """Serve until it is stopped."""
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    if await database.check(settings):
        raise MigrationsPending
    async with database.connected(settings) as driver:
        graph = Graph(driver, settings.neo4j_database, query_timeout=settings.query_timeout)
        app = create(await service(settings, graph))
        config = uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            loop="uvloop",
            http="httptools",
            log_level="warning",
            server_header=False,
        )
        logging.basicConfig(level=logging.INFO)
        _told(settings)
        await uvicorn.Server(config).serve()


def _told(settings: Settings) -> None:
    address = f"http://{settings.host}:{settings.port}/graphql"
    console.print(f"\n服务已启动：{address}（按 Ctrl-C 停止）")
    if settings.production:
        return
    console.print("用浏览器打开上面的地址，右下角可选择样本区用户；可试的三个查询：\n")
    for example in EXAMPLES:
        console.print(f"  {example}\n", markup=False)


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
