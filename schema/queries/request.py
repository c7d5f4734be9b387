"""影响、事项、义务与待办查询."""

from __future__ import annotations

from datetime import date
from typing import Self

import strawberry

from graph import obligations
from graph.audit import MomentUnknown
from graph.effects import SourceNotFound
from graph.errors import RowNotBuilt
from graph.item_pages import ItemFilter, ItemOrder
from graph.model.plan import Route
from graph.model.request import ObligationState, State
from resolvers import cleanups, impact, reading, worklist
from schema.context import Info
from schema.enums import names, publish
from schema.paging import Connection, check_size, opened, opened_in, paged
from schema.problems import outcome
from schema.types.cleanup import CleanupTask
from schema.types.impact import HitWhere, Impact
from schema.types.organ import Viewer
from schema.types.request import Item, Obligation, Task, told

ImpactResult = outcome("ImpactResult", Impact, SourceNotFound, RowNotBuilt, MomentUnknown)


publish(ItemOrder, "调整事项的排序")


@strawberry.input(description="筛选事项；不填的不筛选")
class ItemWhere:
    states: list[State] | None = strawberry.field(default=None, description="状态")
    routes: list[Route] | None = strawberry.field(default=None, description="办理路径")
    causes: list[strawberry.ID] | None = strawberry.field(default=None, description="变动来源")
    holders: list[strawberry.ID] | None = strawberry.field(default=None, description="申请部门")
    envelopes: list[strawberry.ID] | None = strawberry.field(default=None, description="申请书")
    powers: list[strawberry.ID] | None = strawberry.field(default=None, description="所涉职权")

    def record(self, visible: tuple[str, ...] | None) -> ItemFilter:
        """As the graph takes it, within what the viewer may see."""
        holders = None if self.holders is None else tuple(self.holders)
        if visible is not None:
            holders = visible if holders is None else tuple(h for h in holders if h in visible)
        return ItemFilter(
            holders=holders,
            states=names(self.states),
            routes=names(self.routes),
            causes=tuple(self.causes) if self.causes is not None else None,
            envelopes=tuple(self.envelopes) if self.envelopes is not None else None,
            powers=tuple(self.powers) if self.powers is not None else None,
        )


@strawberry.type(
    description="待办的一件：可以办理下一环节的调整事项，或者须答复的问题，二者必居其一"
)
class WorklistEntry:
    item: Item | None = strawberry.field(description="可以办理下一环节的调整事项；是问题时为空")
    task: Task | None = strawberry.field(description="须答复的问题；是事项时为空")

    @classmethod
    def of(cls, one: object) -> Self:
        return cls(
            item=one if isinstance(one, Item) else None,
            task=one if isinstance(one, Task) else None,
        )


@strawberry.type
class RequestQuery:
    @strawberry.field(description="当前用户")
    def me(self, info: Info) -> Viewer:
        return Viewer.of(info.context.desk.actor)

    @strawberry.field(
        description="影响分析（模拟，不写入）：一项变动触及哪些职权、因何、应如何办理",
        graphql_type=ImpactResult,
    )
    async def impact(
        self,
        info: Info,
        source: strawberry.ID,
        where: HitWhere | None = None,
        known_at: int | None = None,
        on: date | None = None,
    ) -> object:
        known = impact.LATEST if known_at is None else known_at
        found = await impact.simulate(info.context.desk, source, known=known, on=on)
        of_today = known_at is None and on is None
        return Impact.of(found, where or HitWhere(), of_today=of_today)

    @strawberry.field(description="调整事项；部门只见本部门的，审核机关可见全部")
    async def requests(
        self,
        info: Info,
        where: ItemWhere | None = None,
        order: ItemOrder = ItemOrder.MADE,
        first: int = 50,
        after: str | None = None,
    ) -> Connection[Item]:
        desk = info.context.desk
        wanted = (where or ItemWhere()).record(reading.scope(desk.actor))
        size = check_size(first)
        start, _ = opened_in(order.name, after, by_number=order is ItemOrder.MADE)
        found, keys = await reading.item_page(desk, wanted, order, size=size, after=start)
        shown = zip(keys, found.items, told(found.items, found, desk), strict=True)
        rows = [(f"{order.name} {key}", row.id, item) for key, row, item in shown]
        return Connection[Item].of(rows, total=found.total, more=found.more, after=after)

    @strawberry.field(description="一项调整事项；不存在或无权查看时为空")
    async def request(self, info: Info, id: strawberry.ID) -> Item | None:
        desk = info.context.desk
        found = await reading.items_by_id(desk, [id])
        return next(iter(told(found.items, found, desk)), None)

    @strawberry.field(description="申请义务，按事由生效日期；部门只见本部门的")
    async def obligations(
        self,
        info: Info,
        states: list[ObligationState] | None = None,
        first: int = 50,
        after: str | None = None,
    ) -> Connection[Obligation]:
        desk = info.context.desk
        rows = await desk.graph.read(
            obligations.find, holders=reading.scope(desk.actor), states=states
        )
        return paged(rows, lambda o: (o.effective.isoformat(), o.id), Obligation.of, first, after)

    @strawberry.field(
        description="待清理的规定，附依据它的全部职权（《办法》第三条第四款）；部门只见本部门职权所依据的"
    )
    async def cleanup_queue(
        self, info: Info, first: int = 50, after: str | None = None
    ) -> Connection[CleanupTask]:
        found = await cleanups.queue(info.context.desk)
        return paged(
            found.tasks, lambda t: (t.id, t.id), lambda t: CleanupTask.of(t, found), first, after
        )

    @strawberry.field(
        description="我的待办：您此刻可以办理下一环节的调整事项，以及须由您的角色答复的问题，按事由生效日期"
    )
    async def my_tasks(
        self, info: Info, first: int = 50, after: str | None = None
    ) -> Connection[WorklistEntry]:
        size, start = check_size(first), opened(after)
        page = await worklist.mine(info.context.desk, size=size, after=start)
        found = await info.context.nodes.of(page.ids)
        told = zip(page.rows, found, strict=True)
        rows = [(*row, WorklistEntry.of(one)) for row, one in told if one is not None]
        return Connection[WorklistEntry].of(rows, total=page.total, more=page.more, after=after)
