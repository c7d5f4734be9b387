"""``quanze impact``: what a change of law touches, on the screen or in a file; committed by the digest that was seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from server.commands.options import AsJson, User, at_the_desk, civil, told

if TYPE_CHECKING:
    from publishing.impact import Printed
    from resolvers.acting import Desk
    from resolvers.impact import Impact
    from server.commands.impact_table import Line

app = typer.Typer(help="影响分析：模拟、导出、提交。", no_args_is_help=True)

Source = Annotated[str, typer.Argument(help="变动来源的编号")]


@app.command("sources")
def sources(as_json: AsJson = False) -> None:
    """列出已登记的变动来源。"""

    async def work(desk: Desk) -> Mapping[str, Any]:
        from graph import effects

        found = await desk.graph.read(effects.sources)
        return {s.id: f"{s.title}（{s.effective.isoformat()} 起施行）" for s in found}

    told(at_the_desk("", work), as_json=as_json)


@app.command("show")
def show(
    source: Source,
    user: User,
    xlsx: Annotated[Path | None, typer.Option(help="写入 XLSX 文件")] = None,
    csv: Annotated[Path | None, typer.Option(help="写入 CSV 文件")] = None,
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="按哪一天查看；不填为各行各按其生效日"),
    ] = None,
    first: Annotated[int, typer.Option(min=1, help="表中列出多少项职权")] = 20,
    everything: Annotated[bool, typer.Option("--all", help="列出全部职权")] = False,
    as_json: AsJson = False,
) -> None:
    """影响分析（模拟，不写入）：一项变动触及哪些职权，列成表，也可写入文件。"""
    from publishing import impact as printed

    answer = at_the_desk(user, lambda desk: _shown(desk, source, civil(on)))
    table: Printed = answer["table"]
    if xlsx:
        xlsx.write_bytes(printed.as_xlsx(table))
    if csv:
        csv.write_bytes(printed.as_csv(table))
    if as_json:
        plan = {key: answer[key] for key in ("digest", "knownAt", "complete", "on")}
        told({**plan, "hits": list(table.keyed())}, as_json=True)
        return
    _print(answer, None if everything else first)


def _print(answer: Mapping[str, Any], most: int | None) -> None:
    from rich.console import Console

    from server.commands.impact_table import table

    screen = Console(highlight=False, markup=False)
    screen.print(table(answer["title"], map(_line, answer["table"].keyed()), most))
    screen.print(answer["summary"], soft_wrap=True)
    if most is not None and most < answer["powers"]:
        screen.print(f"以上为前 {most} 项职权，共 {answer['powers']} 项；--all 列出全部。")
    screen.print(
        f"方案摘要值：{answer['digest']}，所知至第 {answer['knownAt']} 条办理记录", soft_wrap=True
    )
    if answer["complete"] and answer["on"] is None:
        seen = f"--digest {answer['digest']} --known-at {answer['knownAt']}"
        screen.print(
            f"提交：quanze impact commit {answer['source']} --user … {seen}", soft_wrap=True
        )


def _line(cell: Mapping[str, str]) -> Line:
    from graph.model.plan import Route
    from server.commands.impact_table import Line

    place = f"{cell['要素']} {cell['引用原文']}"
    phase = f"（{cell['当日阶段']}）" if "当日阶段" in cell else ""
    return Line(
        power=f"{cell['职权名称']}（{cell['部门']}，{cell['职权编码']}）",
        standing=f"{cell['子项']} {place}：{cell['依据状态']}{phase}".lstrip(),
        survival=cell["存续"],
        rules=cell["规则"].split(),
        grounds=cell["事由"].split(),
        route="" if cell["路径"] == Route.N.value else cell["路径"],
    )


async def _shown(desk: Desk, source: str, on: date | None) -> Mapping[str, Any]:
    from publishing import impact as printed
    from resolvers import impact

    found = await impact.simulate(desk, source, on=on)
    seen = "" if on is None else f"，按 {on.isoformat()} 查看"
    return {
        "source": source,
        "digest": found.plan.digest,
        "knownAt": found.known,
        "complete": found.plan.complete,
        "on": on,
        "title": f"“{found.source.title}”的影响，{found.source.effective.isoformat()} 起施行{seen}",
        "table": printed.printed(found),
        "powers": len({hit.power for hit in found.plan.hits}),
        "summary": _summary(found),
    }


def _summary(found: Impact) -> str:
    from resolvers.impact import unread_sentence

    plan = found.plan
    held = {h.power: h.survival for h in plan.hits}
    survivals = "、".join(f"{k} {n} 项" for k, n in sorted(Counter(held.values()).items()))
    reasons = Counter(task.kind.value for task in plan.tasks)
    waiting = "、".join(f"{k} {n} 件" for k, n in reasons.most_common()) or "无"
    unread = "" if plan.complete else f"研判不完整，不能提交：{unread_sentence(found)}。"
    return unread + (
        f"“{found.source.title}”触及 {len(held)} 项职权（{survivals or '无'}），"
        f"拟出 {len(plan.items)} 个事项；未定的原因（待办）：{waiting}。"
    )


@app.command("commit")
def commit(
    source: Source,
    user: User,
    digest: Annotated[str, typer.Option(help="所见方案的摘要值（impact show）")],
    known_at: Annotated[
        int,
        typer.Option(help="所见方案所知的最后一条办理记录（impact show）；方案已变时据以指出差异"),
    ],
    as_json: AsJson = False,
) -> None:
    """提交所见的影响分析：产生义务、事项、申请书和待办，不改变清单；方案已变的不提交，并指出差异。"""

    async def work(desk: Desk) -> Mapping[str, Any]:
        from resolvers import committing

        return await committing.commit_impact(
            desk, source=source, expected_digest=digest, known_at=known_at
        )

    told(at_the_desk(user, work), as_json=as_json)
