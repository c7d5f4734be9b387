"""``quanze impact``: what a change of law touches, on the screen or in a file."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from graph import effects
from publishing import impact as printed
from resolvers import impact, reading
from resolvers.impact import Impact
from server.commands.desk import at_desk
from server.commands.laws import AsJson, User, told

console = Console(highlight=False)


def sources(as_json: AsJson = False) -> None:
    """列出已登记的变动来源。"""

    async def work() -> None:
        async with at_desk() as desk:
            found = await desk.graph.read(effects.sources)
        told(
            {s.id: f"{s.title}（{s.effective.isoformat()} 起施行）" for s in found}, as_json=as_json
        )

    asyncio.run(work())


def show(
    source: str,
    user: User,
    xlsx: Annotated[Path | None, typer.Option(help="写入 XLSX 文件")] = None,
    csv: Annotated[Path | None, typer.Option(help="写入 CSV 文件")] = None,
    as_json: AsJson = False,
) -> None:
    """影响分析（模拟，不写入）：一项变动触及哪些职权。"""

    async def work() -> tuple[Impact, list[tuple[str, ...]]]:
        async with at_desk(user) as desk:
            found = await impact.simulate(desk, source)
            organs = {i: o.name for i, o in (await reading.organ_names(desk)).items()}
        return found, printed.rows(found.plan, found.powers, organs, found.units)

    found, rows = asyncio.run(work())
    if xlsx:
        xlsx.write_bytes(printed.as_xlsx(rows))
    if csv:
        csv.write_bytes(printed.as_csv(rows))
    if as_json:
        keyed = [dict(zip(printed.COLUMNS, row, strict=True)) for row in rows]
        answer = {"digest": found.plan.digest, "complete": found.plan.complete, "hits": keyed}
        print(orjson.dumps(answer).decode())
        return
    console.print(_summary(found), markup=False)


def _summary(found: Impact) -> str:
    plan = found.plan
    held = {h.power: h.survival for h in plan.hits}
    survivals = "、".join(f"{k} {n} 项" for k, n in sorted(Counter(held.values()).items()))
    reasons = Counter(task.kind.value for task in plan.tasks)
    waiting = "、".join(f"{k} {n} 件" for k, n in reasons.most_common()) or "无"
    return (
        f"《{found.source.title}》触及 {len(held)} 项职权（{survivals or '无'}），"
        f"拟出 {len(plan.items)} 个事项；未定的原因（待办）：{waiting}。"
    )


def commit(
    source: str,
    user: User,
    digest: Annotated[str, typer.Option(help="模拟时的方案摘要值")],
    as_json: AsJson = False,
) -> None:
    """提交影响分析：产生义务、事项、申请书和待办，不改变清单。"""

    async def work() -> None:
        async with at_desk(user) as desk:
            done = await impact.commit_impact(desk, source=source, expected_digest=digest)
        told(done, as_json=as_json)

    asyncio.run(work())
