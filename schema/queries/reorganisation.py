"""机构改革查询."""

from __future__ import annotations

from datetime import date

import strawberry

from graph import organs
from graph.effects import SourceNotFound
from graph.errors import RowNotBuilt
from graph.model.organ import Axis
from resolvers import reorganising
from schema.context import Info
from schema.paging import Connection, paged
from schema.problems import outcome
from schema.types.reorganisation import HolderSpan, Reorganization

ReorganizationResult = outcome("ReorganizationResult", Reorganization, SourceNotFound, RowNotBuilt)


async def reorganization(info: Info, source: str) -> Reorganization:
    """A reform with its plan as it is today."""
    return Reorganization.of(await reorganising.see(info.context.desk, source))


@strawberry.type
class ReorganisationQuery:
    @strawberry.field(
        description="机构改革及其方案（模拟，不写入）：划转、相同、相似、不唯一之处",
        graphql_type=ReorganizationResult,
    )
    async def reorganization_plan(self, info: Info, source: strawberry.ID) -> object:
        return await reorganization(info, source)

    @strawberry.field(description="职权在某日由谁行使；不填日期为全部各段")
    async def power_holders(
        self,
        info: Info,
        powers: list[strawberry.ID],
        axis: Axis = Axis.LAW,
        on: date | None = None,
        first: int = 50,
        after: str | None = None,
    ) -> Connection[HolderSpan]:
        rows = await info.context.desk.graph.read(organs.tenures, powers, axis)
        wanted = [t for t in rows if on is None or (t.valid_from <= on and (not t.to or on < t.to))]
        return paged(
            wanted,
            lambda t: (f"{t.power} {t.valid_from.isoformat()}", t.id),
            HolderSpan.of,
            first,
            after,
        )
