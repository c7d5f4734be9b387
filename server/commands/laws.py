"""``quanze laws``: read and align statutes without a database; register and record them with one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.model.law import Rank
from server.commands.options import AsJson, Day, User, at_the_desk, civil, told

if TYPE_CHECKING:
    from resolvers.acting import Desk

app = typer.Typer(help="法规：读入、比对、录入。", no_args_is_help=True)

Old = Annotated[Path, typer.Argument(help="旧文本（.md、.docx、.txt）")]
New = Annotated[Path, typer.Argument(help="新文本（.md、.docx、.txt）")]
File = Annotated[Path, typer.Argument(help="法规文本（.md、.docx、.txt）")]


@app.command("align")
def align(old: Old, new: New, as_json: AsJson = False) -> None:
    """比对一部法规的新旧文本，提出逐条对应（不需要数据库）。"""
    from importers.laws.align_files import align_files

    answer: dict[str, Any] = dict(align_files(old, new))
    if as_json:
        return told(answer, as_json=True)
    for row in answer["map"]:
        target = "、".join(row["new"]) or "（无）"
        standing = "已确认" if row["confirmed"] else "待确认"
        print(f"{row['old']} → {target}　{row['kind']}　{row['confidence']:.2f}　{standing}")
    return print(f"新增：{'、'.join(answer['new_only']) or '（无）'}")


@app.command("inspect")
def inspect(file: File, as_json: AsJson = False) -> None:
    """读一个法规文本，报告结构和缺陷（不需要数据库）。"""
    from importers.laws import read_statute
    from legal.reading import describe

    told(describe(read_statute(file)), as_json=as_json)


@app.command("register")
def register(
    title: Annotated[str, typer.Argument(help="名称")],
    rank: Annotated[Rank, typer.Option(help="效力层级")],
    user: User,
    issuer: Annotated[str, typer.Option(help="制定机关")] = "",
    territory: Annotated[str, typer.Option(help="适用地域的行政区划代码；空为全国")] = "",
    own: Annotated[bool, typer.Option(help="是否本区制定的规范性文件")] = False,
    number: Annotated[str, typer.Option(help="文号，如 国务院令第406号")] = "",
    as_json: AsJson = False,
) -> None:
    """登记一部法规。"""

    async def work(desk: Desk) -> Mapping[str, Any]:
        from resolvers import laws

        return await laws.register_instrument(
            desk,
            title=title,
            rank=rank,
            issuer=issuer,
            territory=territory,
            own=own,
            number=number,
        )

    told(at_the_desk(user, work), as_json=as_json)


@app.command("record")
def record(
    instrument: Annotated[str, typer.Argument(help="法规编号")],
    file: File,
    user: User,
    promulgated: Day = None,
    effective: Day = None,
    decision: Annotated[str, typer.Option(help="修改决定的名称")] = "",
    number: Annotated[str, typer.Option(help="文号")] = "",
    last_article: Annotated[str, typer.Option(help="末条的编号，如 68")] = "",
    as_json: AsJson = False,
) -> None:
    """录入一部法规的一个文本；修订会自动与上一文本比对。"""
    from importers.laws.reader import lines_of

    lines = lines_of(file, file.name)

    async def work(desk: Desk) -> Mapping[str, Any]:
        from resolvers import recording_texts

        new = recording_texts.NewText(
            instrument=instrument,
            lines=tuple(lines),
            name=file.name,
            promulgated=civil(promulgated),
            effective=civil(effective),
            decision=decision,
            number=number,
            last_article=last_article,
        )
        return await recording_texts.record_text(desk, new)

    told(at_the_desk(user, work), as_json=as_json)
