"""``quanze migrate``."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated

import typer

from graph import migrate as migrations
from server import database
from server.settings import Settings


def migrate(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出，不执行")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
) -> None:
    """执行尚未执行的数据库迁移；没有则什么也不做。"""
    names = asyncio.run(_migrate(Settings(), dry_run=dry_run))
    if as_json:
        return typer.echo(json.dumps({"dry_run": dry_run, "migrations": names}))
    verb = "待执行" if dry_run else "已执行"
    return typer.echo(f"{verb}迁移：{'、'.join(names) or '无'}")


async def _migrate(settings: Settings, *, dry_run: bool) -> list[str]:
    act = migrations.pending if dry_run else migrations.migrate
    async with database.connected(settings) as driver:
        return await act(driver, settings.neo4j_database)
