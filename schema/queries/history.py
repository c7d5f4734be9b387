"""沿革查询: two time axes, versions, editions and their differences."""

from __future__ import annotations

from datetime import date

import strawberry

from graph import audit
from graph.audit import MomentUnknown
from graph.history import EditionNotFound, PowerVersionNotFound
from graph.powers import PowerNotFound
from resolvers import editions, history
from resolvers.editions import EditionsReversed
from schema import links
from schema.context import Info
from schema.problems import outcome
from schema.types.edition import Edition
from schema.types.history import (
    Behind,
    EditionDiff,
    HistoryStep,
    PowerAsOf,
    PowerDiff,
    VersionOfPower,
)
from schema.types.power import Power


@strawberry.type(description="职权的沿革")
class PowerHistory:
    power_id: strawberry.ID = strawberry.field(description="职权")
    steps: list[HistoryStep] = strawberry.field(
        description="各版本，先后为序；以历次调整为限，不分页"
    )

    power: Power = links.one("power_id", "职权，如现在所载")


PowerAsOfResult = outcome("PowerAsOfResult", PowerAsOf, PowerNotFound, MomentUnknown)
PowerHistoryResult = outcome("PowerHistoryResult", PowerHistory, PowerNotFound)
PowerDiffResult = outcome("PowerDiffResult", PowerDiff, PowerNotFound, PowerVersionNotFound)
ListEditionResult = outcome("ListEditionResult", Edition, EditionNotFound)
EditionDiffResult = outcome("EditionDiffResult", EditionDiff, EditionNotFound, EditionsReversed)


@strawberry.type
class HistoryQuery:
    @strawberry.field(
        description="两轴查询：法律上的某一天、按当时所知的职权（清单如何记载，法律状态如何）",
        graphql_type=PowerAsOfResult,
    )
    async def power_as_of(
        self,
        info: Info,
        id: strawberry.ID,
        valid_at: date | None = None,
        known_at: int | None = None,
    ) -> object:
        desk = info.context.desk
        await desk.graph.read(audit.moment, known_at)
        found = await history.power_as_of(desk, id, valid_at, known_at)
        return PowerAsOf.of(found)

    @strawberry.field(
        description="一项职权的沿革：各版本及其所依的决定", graphql_type=PowerHistoryResult
    )
    async def power_history(self, info: Info, id: strawberry.ID) -> object:
        desk = info.context.desk
        found = await history.power_history(desk, id)
        steps = [
            HistoryStep(
                version=VersionOfPower.of(row, ends),
                behind=Behind.of(found.behind[row.id], found.items, desk),
            )
            for row, ends in zip(found.rows, found.ends, strict=True)
        ]
        return PowerHistory(power_id=id, steps=steps)

    @strawberry.field(
        description="一项职权两个版本之间的差异：逐项要素、逐字，并指明所依的决定与事项",
        graphql_type=PowerDiffResult,
    )
    async def power_diff(
        self, info: Info, power: strawberry.ID, from_version: int, to_version: int
    ) -> object:
        desk = info.context.desk
        found = await history.power_diff(desk, power, from_version, to_version)
        return PowerDiff.of(found, desk)

    @strawberry.field(description="一版清单，按版次", graphql_type=ListEditionResult)
    async def list_edition(self, info: Info, number: int) -> object:
        return Edition.of(await editions.edition(info.context.desk, number))

    @strawberry.field(
        description="两版清单的差异：每一变化的行都指明所依的决定与事项",
        graphql_type=EditionDiffResult,
    )
    async def edition_diff(self, info: Info, from_edition: int, to_edition: int) -> object:
        desk = info.context.desk
        found = await editions.edition_diff(desk, from_edition, to_edition)
        return EditionDiff.of(from_edition, to_edition, found, desk)
