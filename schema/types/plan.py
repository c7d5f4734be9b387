"""方案: what a change leads to before anything is written: drafts of items and of tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Self

import strawberry

from graph.model.actor import Role
from graph.model.plan import DraftItem as DraftRecord
from graph.model.plan import DraftTask as TaskRecord
from graph.model.plan import TaskKind
from schema import links
from schema.context import Info
from schema.pages import followed
from schema.paging import Connection, paged
from schema.types.content import ItemContent, content
from schema.types.law import OPINIONS
from schema.types.power import Power


@strawberry.type(description="拟出的事项（尚未写入）")
class DraftItem(ItemContent):
    key: str = strawberry.field(description="幂等键")

    @classmethod
    def of(cls, row: DraftRecord) -> Self:
        return cls(**content(row), key=row.key)


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
