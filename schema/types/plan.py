"""方案: what a change leads to before anything is written: drafts of items and of tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Self

import strawberry

from graph.model.actor import Role
from graph.model.plan import DraftItem as DraftRecord
from graph.model.plan import DraftTask as TaskRecord
from graph.model.plan import ItemKind, Route, Severity, TaskKind
from schema import links
from schema.context import Info
from schema.pages import followed
from schema.paging import Connection, paged
from schema.types.law import OPINIONS
from schema.types.organ import OrgUnit
from schema.types.power import Power
from schema.types.request import Difference


@strawberry.type(description="拟出的事项（尚未写入）")
class DraftItem:
    key: str = strawberry.field(description="幂等键")
    kind: ItemKind = strawberry.field(description="种类")
    route: Route = strawberry.field(description="办理路径")
    grounds: list[str] = strawberry.field(description="事由")
    rules: list[str] = strawberry.field(description="规则行")
    severity: Severity = strawberry.field(description="调整程度")
    effective: date = strawberry.field(description="生效日期")
    holder_id: strawberry.ID = strawberry.field(description="申请部门")
    power_ids: list[strawberry.ID] = strawberry.field(description="所涉职权")
    sub_item_id: strawberry.ID | None = strawberry.field(description="所涉子项")
    differences: list[Difference] = strawberry.field(description="要素差异")
    suggestions: list[str] = strawberry.field(description="建议；不构成事由")
    warnings: list[str] = strawberry.field(description="提醒")
    incomplete: str = strawberry.field(description="调整清单前须补足的要素")
    pair_key: str = strawberry.field(description="成对事项的键")
    bundle: str = strawberry.field(description="可合为一行的组")
    late: bool = strawberry.field(description="是否迟于生效日期才发现")

    holder: OrgUnit = links.one("holder_id", "申请部门")
    powers: list[Power] = links.each("power_ids", "所涉职权")

    @classmethod
    def of(cls, row: DraftRecord) -> Self:
        return cls(
            key=row.key,
            kind=row.kind,
            route=row.route,
            grounds=list(row.grounds),
            rules=list(row.rules),
            severity=row.severity,
            effective=row.effective,
            holder_id=strawberry.ID(row.holder),
            power_ids=[strawberry.ID(p) for p in row.powers],
            sub_item_id=strawberry.ID(row.sub_item) if row.sub_item else None,
            differences=[Difference.of(d) for d in row.differences],
            suggestions=list(row.suggestions),
            warnings=list(row.warnings),
            incomplete=row.incomplete,
            pair_key=row.pair,
            bundle=row.bundle,
            late=row.late,
        )


def drafts(rows: Sequence[DraftRecord], first: int, after: str | None) -> Connection[DraftItem]:
    """A page of drafts, by the day on which they take effect.

    Raises:
        PageTooLarge, BadCursor.
    """
    return paged(
        rows, lambda item: (item.effective.isoformat(), item.key), DraftItem.of, first, after
    )


@strawberry.type(description="拟出的待办（尚未写入）")
class DraftTask:
    key: str = strawberry.field(description="幂等键")
    kind: TaskKind = strawberry.field(description="种类")
    rule: str = strawberry.field(description="规则行")
    role: Role = strawberry.field(description="由谁答复")
    subject: strawberry.ID = strawberry.field(description="对象")
    power_ids: list[strawberry.ID] = strawberry.field(description="等待它的职权")
    sentence: str = strawberry.field(description="须答复什么")
    alarm: date | None = strawberry.field(
        description="预警日：自该日起尚未答复的须催办（L12）；无须答复的为空"
    )

    opinions_version: int = links.version("subject", "opinions", OPINIONS)

    @classmethod
    def of(cls, row: TaskRecord) -> Self:
        return cls(
            key=row.key,
            kind=row.kind,
            rule=row.rule,
            role=Role[row.role],
            subject=strawberry.ID(row.subject),
            power_ids=[strawberry.ID(p) for p in row.powers],
            sentence=row.sentence,
            alarm=row.alarm,
        )

    @strawberry.field(description="等待它的职权，按编号")
    async def powers(
        self, info: Info, first: int = 50, after: str | None = None
    ) -> Connection[Power]:
        return await followed(info, ((id_, id_) for id_ in self.power_ids), Power, first, after)
