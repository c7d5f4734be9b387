"""清单版次 and its lines."""

from __future__ import annotations

from datetime import date
from typing import Self

import strawberry

from graph.history import Line as LineRecord
from graph.model.listing import Edition as EditionRecord
from graph.model.power import ListStatus, PowerType
from resolvers import editions
from schema import links
from schema.context import Info
from schema.paging import Connection, check_size, opened
from schema.types.node import Node
from schema.types.organ import OrgUnit
from schema.types.power import Power
from schema.types.request import Decision


@strawberry.type(description="清单的一行，如这一版所载")
class ListLine:
    power_id: strawberry.ID = strawberry.field(description="职权")
    code: str = strawberry.field(description="职权编码")
    name: str = strawberry.field(description="职权名称，如这一版所载；现在的名称见 power")
    type: PowerType = strawberry.field(description="职权类型，如这一版所载")
    holder_id: strawberry.ID = strawberry.field(description="行使主体，如这一版所载")
    version: int = strawberry.field(description="职权的第几个版本")
    list_status: ListStatus = strawberry.field(description="清单状态")
    content_hash: str = strawberry.field(description="内容摘要值")

    power: Power = links.one("power_id", "职权，如现在所载")
    holder: OrgUnit = links.one("holder_id", "行使主体，如这一版所载")

    @classmethod
    def of(cls, row: LineRecord) -> Self:
        return cls(
            power_id=strawberry.ID(row.power),
            code=row.code,
            name=row.name,
            type=row.type,
            holder_id=strawberry.ID(row.holder),
            version=row.number,
            list_status=row.status,
            content_hash=row.content_hash,
        )


@strawberry.type(description="清单版次")
class Edition(Node):
    id: strawberry.ID = strawberry.field(description="编号")
    number: int = strawberry.field(description="第几版")
    on: date = strawberry.field(description="日期")
    title: str = strawberry.field(description="名称")
    decision_id: strawberry.ID = strawberry.field(description="所依决定")
    digest: str = strawberry.field(
        description="摘要值：上一版的摘要值和这一版写入的各行，因而代表全部清单行"
    )

    whole: strawberry.Private[int]

    decision: Decision | None = links.one_if_any("decision_id", "所依决定；您不可查看时为空")

    @classmethod
    def of(cls, row: EditionRecord) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            number=row.number,
            on=row.on,
            title=row.title,
            decision_id=strawberry.ID(row.decision),
            digest=row.digest,
            whole=row.lines,
        )

    @strawberry.field(description="这一版及以前各版写入的清单行，是否仍与当时所记的摘要值一致")
    async def intact(self, info: Info) -> bool:
        info.context.lasts = False
        return await editions.is_intact(info.context.desk, self.number)

    @strawberry.field(description="各行，按名称拼音排序")
    async def lines(
        self,
        info: Info,
        holders: list[strawberry.ID] | None = None,
        first: int = 50,
        after: str | None = None,
    ) -> Connection[ListLine]:
        size, start = check_size(first), opened(after)
        page = await editions.lines(
            info.context.desk, self.number, self.whole, holders, size=size, after=start
        )
        rows = [(row.sort_key, row.power, ListLine.of(row)) for row in page.lines]
        return Connection[ListLine].of(rows, total=page.total, more=page.more, after=after)
