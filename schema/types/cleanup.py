"""清理任务."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

import strawberry

from graph.model.request import Task as TaskRecord
from resolvers.cleanups import Queue
from schema import links
from schema.context import Info
from schema.pages import followed
from schema.paging import Connection
from schema.types.law import Instrument, Source
from schema.types.power import Power


@strawberry.type(
    description="清理任务：一项规定须由法制办清理，附依据它的全部职权（《办法》第三条第四款）"
)
class CleanupTask:
    id: strawberry.ID = strawberry.field(description="编号")
    rule: str = strawberry.field(description="规则行")
    sentence: str = strawberry.field(description="须答复什么；由建议而来的，写明谁建议和理由")
    cause_id: strawberry.ID | None = strawberry.field(description="变动来源；由建议而来的为空")
    instrument: Instrument | None = strawberry.field(description="待清理的规定；未入库的为空")
    norm: strawberry.Private[str]
    names: strawberry.Private[Mapping[str, str]]

    opinions_version: int = links.version(
        "norm", "opinions", "就其提出的法制办意见的版本号（submitCleanupOpinion）"
    )
    source: Source | None = links.one_if_any("cause_id", "变动来源；由建议而来的为空")

    @classmethod
    def of(cls, row: TaskRecord, found: Queue) -> Self:
        norm = found.instruments.get(row.subject)
        return cls(
            id=strawberry.ID(row.id),
            rule=row.rule,
            sentence=row.sentence,
            cause_id=strawberry.ID(row.cause) if row.cause else None,
            instrument=Instrument.of(norm) if norm else None,
            norm=row.subject,
            names={power: found.names[power] for power in row.powers},
        )

    @strawberry.field(description="依据它的职权，按名称")
    async def powers(
        self, info: Info, first: int = 50, after: str | None = None
    ) -> Connection[Power]:
        named = ((name, id_) for id_, name in self.names.items())
        return await followed(info, named, Power, first, after)
