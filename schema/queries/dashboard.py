"""工作台、暴露期、申请书、逾期义务、冲突，未关联的与存疑的引用."""

from __future__ import annotations

import strawberry

from graph.model.plan import Route
from graph.organs import OrganNotFound
from resolvers import dashboards, looking_up, unsettled
from resolvers.dashboards import DaysOutOfRange
from resolvers.reading import scope
from schema.context import Info
from schema.paging import Connection, check_size, opened, opened_at, paged
from schema.problems import outcome
from schema.selection import asked_for
from schema.types.dashboard import (
    Blocks,
    DeptDashboard,
    DistrictDashboard,
    ExposureWindow,
    blocks_for,
)
from schema.types.impact_run import ImpactRun
from schema.types.intake import DoubtfulCitation, Intake, UnlinkedCitation
from schema.types.organ import OrgUnit
from schema.types.request import Envelope, Obligation, OpenConflict

DeptDashboardResult = outcome("DeptDashboardResult", DeptDashboard, OrganNotFound, DaysOutOfRange)
DistrictDashboardResult = outcome("DistrictDashboardResult", DistrictDashboard, DaysOutOfRange)


@strawberry.type
class DashboardQuery:
    @strawberry.field(description="部门工作台；部门只见本部门的", graphql_type=DeptDashboardResult)
    async def dept_dashboard(self, info: Info, organ: strawberry.ID, days: int = 30) -> object:
        blocks = blocks_for(asked_for(info))
        row = await dashboards.of_department(info.context.desk, organ, days, blocks)
        assert row.organ is not None
        return DeptDashboard(organ=OrgUnit.of(row.organ), today=row.today, blocks=Blocks.of(row))

    @strawberry.field(
        description="全区工作台（审核机关、监督机关）", graphql_type=DistrictDashboardResult
    )
    async def district_dashboard(self, info: Info, days: int = 30) -> object:
        blocks = blocks_for(asked_for(info))
        row = await dashboards.of_district(info.context.desk, days, blocks)
        return DistrictDashboard(today=row.today, blocks=Blocks.of(row))

    @strawberry.field(description="暴露期，按起日；部门只见本部门的")
    async def exposure_windows(
        self,
        info: Info,
        only_open: bool = False,
        first: int = 50,
        after: str | None = None,
    ) -> Connection[ExposureWindow]:
        rows = await dashboards.exposure_windows(info.context.desk, only_open=only_open)
        return paged(rows, lambda w: (w.since.isoformat(), w.item), ExposureWindow.of, first, after)

    @strawberry.field(description="逾期未申请的义务，按期限；部门只见本部门的")
    async def overdue_obligations(
        self, info: Info, first: int = 50, after: str | None = None
    ) -> Connection[Obligation]:
        rows = await looking_up.overdue(info.context.desk)
        return paged(rows, lambda o: (str(o.due), o.id), Obligation.of, first, after)

    @strawberry.field(description="申请书及其事项的状态数；部门只见本部门的")
    async def envelopes(
        self,
        info: Info,
        holders: list[strawberry.ID] | None = None,
        routes: list[Route] | None = None,
        cause: strawberry.ID | None = None,
        first: int = 50,
        after: str | None = None,
    ) -> Connection[Envelope]:
        desk = info.context.desk
        size, (start, id_) = check_size(first), opened_at(after)
        found = await looking_up.envelopes(
            desk,
            holders=holders,
            routes=routes,
            cause=cause,
            size=size,
            after=(start or 0, id_),
        )
        rows = [(str(order), e.id, Envelope.of(e)) for order, e in found.envelopes]
        return Connection[Envelope].of(rows, total=found.total, more=found.more, after=after)

    @strawberry.field(description="同一职权上有数项在办事项的情形；部门只见本部门的事项")
    async def conflicts(
        self, info: Info, first: int = 50, after: str | None = None
    ) -> Connection[OpenConflict]:
        desk = info.context.desk
        found = await looking_up.conflicts(desk)
        return paged(
            found.meetings,
            lambda meeting: (meeting.sort_key, meeting.power),
            lambda meeting: OpenConflict.of(meeting, found.items, desk),
            first,
            after,
        )

    @strawberry.field(description="已提交的影响分析批次，最新的在前")
    async def impact_runs(
        self,
        info: Info,
        cause: strawberry.ID | None = None,
        first: int = 50,
        after: str | None = None,
    ) -> Connection[ImpactRun]:
        desk = info.context.desk
        rows, counted = await looking_up.runs(desk, cause), scope(desk.actor) is None
        return paged(
            rows,
            lambda r: (f"{2**53 - r.seq:016d}", r.id),
            lambda r: ImpactRun.of(r, counted=counted),
            first,
            after,
        )

    @strawberry.field(description="清单导入批次及其报告，最新的在前；部门只见含本部门清单行的")
    async def intakes(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[Intake]:
        size, (before, _) = check_size(first), opened_at(after)
        rows, total, more = await looking_up.intakes(info.context.desk, size=size, before=before)
        told = [(str(row.seq), row.id, Intake.of(row)) for row in rows]
        return Connection[Intake].of(told, total=total, more=more, after=after)

    @strawberry.field(
        description="未关联的引用，按部门、标题；法规未入库的附相近的法规名称，由人选定"
    )
    async def unlinked_citations(
        self,
        info: Info,
        holders: list[strawberry.ID] | None = None,
        reason: str | None = None,
        first: int = 50,
        after: str | None = None,
    ) -> Connection[UnlinkedCitation]:
        size, start = check_size(first), opened(after)
        found = await unsettled.unlinked(
            info.context.desk, holders=holders, reason=reason, size=size, after=start
        )
        rows = [
            (f"{row.holder} {row.title}", row.citation, UnlinkedCitation.of(row, found))
            for row in found.rows
        ]
        return Connection[UnlinkedCitation].of(
            rows, total=found.total, more=found.more, after=after
        )

    @strawberry.field(
        description="存疑的引用，按部门、标题：已暂时关联而各项证据不一致的，附原因和该法规的各文本，由人选定（linkCitation）"
    )
    async def doubtful_citations(
        self,
        info: Info,
        holders: list[strawberry.ID] | None = None,
        first: int = 50,
        after: str | None = None,
    ) -> Connection[DoubtfulCitation]:
        size, start = check_size(first), opened(after)
        found = await unsettled.doubtful(info.context.desk, holders=holders, size=size, after=start)
        rows = [
            (f"{row.holder} {row.title}", row.citation, DoubtfulCitation.of(row, found))
            for row in found.rows
        ]
        return Connection[DoubtfulCitation].of(
            rows, total=found.total, more=found.more, after=after
        )
