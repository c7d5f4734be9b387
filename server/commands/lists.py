"""``quanze lists``: look at a workbook without a database; import it with one."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from importers.files import read_bounded
from importers.lists.report import inspect as inspect_file
from resolvers import intake, lists
from server.commands.desk import at_desk
from server.commands.laws import AsJson, User, told

app = typer.Typer(help="清单：读入、查看、编制。", no_args_is_help=True)

On = Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="清单的日期")]


@app.command("inspect")
def inspect(
    file: Path,
    items: Annotated[bool, typer.Option(help="列出每一事项")] = False,
    as_json: AsJson = False,
) -> None:
    """逐单元格读一个清单工作簿并报告（不需要数据库）。"""
    told(inspect_file(file, items=items), as_json=as_json)


@app.command("import")
def import_file(
    file: Path,
    on: On,
    user: User,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说明会发生什么")] = False,
    skip_bad_rows: Annotated[
        bool, typer.Option("--skip-bad-rows", help="略去错误行并逐一列出")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """导入一个清单工作簿：只暂存，不改变清单。"""

    async def work() -> None:
        async with at_desk(user) as desk:
            done = await intake.import_list(
                desk,
                data=read_bounded(file),
                name=file.name,
                on=on.date(),
                skip_bad_rows=skip_bad_rows,
                dry_run=dry_run,
            )
        told(done, as_json=as_json)

    asyncio.run(work())


@app.command("compile")
def compile_edition(on: On, user: User, title: str, document: str, as_json: AsJson = False) -> None:
    """编制首个清单版次。"""

    async def work() -> None:
        async with at_desk(user) as desk:
            done = await lists.compile_list_edition(
                desk, title=title, document=document, on=on.date()
            )
        told(done, as_json=as_json)

    asyncio.run(work())
