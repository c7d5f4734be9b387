"""影响分析批次."""

from __future__ import annotations

from datetime import date
from typing import Self

import strawberry

from graph.batches import Run
from schema import links
from schema.types.law import Source


@strawberry.type(description="已提交的一次影响分析")
class ImpactRun:
    id: strawberry.ID = strawberry.field(description="编号")
    cause_id: strawberry.ID = strawberry.field(description="变动来源")
    digest: str = strawberry.field(description="方案摘要值")
    complete: bool = strawberry.field(description="是否完整")
    pack: str = strawberry.field(description="规则包及版本")
    on: date = strawberry.field(description="提交日期")
    hits: int | None = strawberry.field(description="全区影响行数；部门不可查看的为空")
    items: int | None = strawberry.field(description="全区事项数；部门不可查看的为空")
    tasks: int | None = strawberry.field(description="全区待办数；部门不可查看的为空")
    by: strawberry.ID = strawberry.field(description="提交人")
    known_at: int = strawberry.field(description="办理记录序号；以它作 knownAt 可重现当时的分析")

    source: Source = links.one("cause_id", "变动来源")

    @classmethod
    def of(cls, row: Run, *, counted: bool) -> Self:
        """A run as it is told.

        Args:
            counted: to whoever may see every department (F40); the counts are of all of them.
        """
        return cls(
            id=strawberry.ID(row.id),
            cause_id=strawberry.ID(row.cause),
            digest=row.digest,
            complete=row.complete,
            pack=row.pack,
            on=row.on,
            hits=row.hits if counted else None,
            items=row.items if counted else None,
            tasks=row.tasks if counted else None,
            by=strawberry.ID(row.by),
            known_at=row.seq,
        )
