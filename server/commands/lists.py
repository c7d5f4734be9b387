"""``quanze lists``: look at a workbook without a database; import it with one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from importers.lists.levels import Level
from server.commands.options import AsJson, User, at_the_desk, told

if TYPE_CHECKING:
    from resolvers.acting import Desk

app = typer.Typer(help="清单：读入、查看、编制。", no_args_is_help=True)

On = Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="清单的日期")]
AtLevel = Annotated[
    Level | None,
    typer.Option(help="清单的层级；不填为多数行所写的层级，其他层级的行不属于本清单"),
]
Workbook = Annotated[Path, typer.Argument(help="工作簿（.xlsx、.xls）")]


@app.command("inspect")
def inspect(
    file: Workbook,
    items: Annotated[bool, typer.Option(help="列出每一事项")] = False,
    level: AtLevel = None,
    as_json: AsJson = False,
) -> None:
    """逐单元格读一个清单工作簿并报告（不需要数据库）。"""
    from importers.lists import report

    told(report.inspect(file, level, items=items), as_json=as_json)


@app.command("import")
def import_file(
    file: Workbook,
    on: On,
    user: User,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说明会发生什么")] = False,
    skip_bad_rows: Annotated[
        bool, typer.Option("--skip-bad-rows", help="略去错误行并逐一列出")
    ] = False,
    level: AtLevel = None,
    as_json: AsJson = False,
) -> None:
    """导入一个清单工作簿：只暂存，不改变清单。"""

    async def work(desk: Desk) -> Mapping[str, Any]:
        from importers.files import read_bounded
        from resolvers import intake

        return await intake.import_list(
            desk,
            data=read_bounded(file),
            name=file.name,
            on=on.date(),
            skip_bad_rows=skip_bad_rows,
            dry_run=dry_run,
            level=level,
        )

    told(at_the_desk(user, work), as_json=as_json)


@app.command("compile")
def compile_edition(
    on: On,
    user: User,
    title: Annotated[str, typer.Argument(help="版次名称")],
    document: Annotated[str, typer.Argument(help="所依文件的名称或文号")],
    as_json: AsJson = False,
) -> None:
    """编制首个清单版次。"""

    async def work(desk: Desk) -> Mapping[str, Any]:
        from resolvers import lists

        return await lists.compile_list_edition(desk, title=title, document=document, on=on.date())

    told(at_the_desk(user, work), as_json=as_json)
