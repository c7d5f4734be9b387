"""``quanze generate``: a made world of any size, for measuring, in a database of its own."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from graph.errors import DomainError


class NotOnExternal(DomainError):
    """不在外部数据库生成."""

    def __str__(self) -> str:
        return "生成的世界只写入自己的本地数据库；请先取消 QUANZE_NEO4J_URI"


class HalfMade(DomainError):
    """只装载了一部分."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder

    def __str__(self) -> str:
        return f"上次生成中途停止，{self.folder} 中的世界不完整；请停止其数据库并删除该目录后重试"


def generate(
    powers: Annotated[
        int, typer.Option(min=200, max=900_000, help="职权数，如 4000、60000、600000")
    ],
    seed: Annotated[int, typer.Option(help="种子：同样的规模和种子，生成同样的世界")] = 1,
) -> None:
    """生成任意规模的清单、法规、机构与在办事项，供测量；有自己的数据目录，不会触及任何区的数据。"""
    from server.settings import Settings

    settings = Settings()
    if settings.neo4j_uri:
        raise NotOnExternal
    folder = settings.data_dir / "worlds" / f"{powers}-{seed}"
    made = folder / "world.json"
    if made.exists():
        typer.echo(f"已经生成过：{folder}")
    else:
        _share_jars(settings.jar_folder, folder)
        facts = asyncio.run(_made(settings.model_copy(update={"data_dir": folder}), powers, seed))
        made.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", "utf-8")
    typer.echo(f"使用：QUANZE_DATA_DIR={folder} ./quanze db start，然后 ./quanze serve")


def _share_jars(jars: Path, folder: Path) -> None:
    """The jars are fetched once for all worlds."""
    folder.mkdir(parents=True, exist_ok=True)
    jars.mkdir(parents=True, exist_ok=True)
    link = folder / "neo4j-jars"
    if not link.exists():
        link.symlink_to(jars.resolve(), target_is_directory=True)


async def _made(settings: Any, powers: int, seed: int) -> Any:
    from graph.db import Graph
    from graph.migrate import migrate
    from graph.people import count
    from sample.world.loading import facts, load
    from server import database

    database.provide(settings, typer.echo)
    async with database.connected(settings) as driver:
        await migrate(driver, settings.neo4j_database)
        graph = Graph(driver, settings.neo4j_database, query_timeout=600)
        if await graph.read(count):
            raise HalfMade(settings.data_dir)
        with _Bars() as bars:
            loaded = await load(graph, powers=powers, seed=seed, tick=bars.tick)
    return facts(loaded, powers, seed)


class _Bars:
    """进度: one bar for each kind of thing that is loaded."""

    def __init__(self) -> None:
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
        )

        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        )
        self._bars: dict[str, Any] = {}

    def __enter__(self) -> _Bars:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def tick(self, what: str, done: int, total: int) -> None:
        """Show how far one kind has come."""
        if what not in self._bars:
            self._bars[what] = self._progress.add_task(what, total=total)
        self._progress.update(self._bars[what], completed=done)
