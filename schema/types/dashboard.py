"""工作台与暴露期."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Self

import strawberry

from graph.model.actor import Role
from graph.model.plan import Route, TaskKind
from graph.model.power import ElementKind, ListStatus, PowerType
from graph.model.request import ObligationState, State
from graph.rules.wording import ground_name
from graph.statistics import Counted
from graph.workflow import ROUTE_NAMES
from resolvers import dashboards
from schema import links
from schema.context import Info
from schema.paging import Connection, paged
from schema.types.impact import Count
from schema.types.organ import OrgUnit
from schema.types.request import Item


def facet(rows: Sequence[Counted], place: int, labels: Mapping[str, str]) -> list[Count]:
    """The counts summed by one of their keys, most often first."""
    found: Counter[str] = Counter()
    for key, count in rows:
        found[key[place]] += count
    ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Count(key=key, label=labels.get(key, key), count=n) for key, n in ordered]


def _values(
    enum: Iterable[PowerType | ListStatus | ElementKind | State],
) -> dict[str, str]:
    return {member.name: member.value for member in enum}


def _grounds(rows: Sequence[Counted]) -> dict[str, str]:
    return {key: ground_name(key) if key else "无事由" for (key, *_), _ in rows}


@strawberry.type(description="申请义务的数目")
class ObligationCounts:
    open: int = strawberry.field(description="未申请")
    filed: int = strawberry.field(description="已申请")
    met: int = strawberry.field(description="已办结")
    gap: int = strawberry.field(description="合规缺口：应当申请而未获同意")
    lapsed: int = strawberry.field(description="事由消失")
    overdue: int = strawberry.field(description="未申请而已逾期限")
    no_limit: int = strawberry.field(description="未申请而规则包未设期限的，不认定逾期")
    limit: str = strawberry.field(description="期限的说明；全部未设期限时为“未设期限”")

    @classmethod
    def of(cls, rows: Sequence[Counted]) -> Self:
        states: Counter[str] = Counter()
        limits: Counter[str] = Counter()
        for (_, state, limit), count in rows:
            states[state] += count
            limits[limit] += count if state == ObligationState.OPEN.name else 0
        limited = sum(count for (_, _, limit), count in rows if limit != "NO_LIMIT")
        return cls(
            open=states["OPEN"],
            filed=states["FILED"],
            met=states["MET"],
            gap=states["GAP"],
            lapsed=states["LAPSED"],
            overdue=limits["OVERDUE"],
            no_limit=limits["NO_LIMIT"],
            limit=f"{limited} 项设有期限" if limited else "未设期限",
        )


@strawberry.type(description="待办的数目，按种类和由谁答复")
class TaskCount:
    kind: TaskKind = strawberry.field(description="种类")
    role: Role = strawberry.field(description="由谁答复")
    count: int = strawberry.field(description="数目")


@strawberry.type(description="未关联引用的数目，按部门和原因")
class UnlinkedCount:
    holder_id: strawberry.ID = strawberry.field(description="部门")
    reason: str = strawberry.field(description="未能关联的原因")
    count: int = strawberry.field(description="数目")

    holder: OrgUnit = links.one("holder_id", "部门")


@strawberry.type(description="临近生效而未申请的事项")
class NearItem:
    item_id: strawberry.ID = strawberry.field(description="事项")
    days: int = strawberry.field(description="距生效还有几天")

    item: Item = links.one("item_id", "事项")

    @classmethod
    def of(cls, row: tuple[str, int]) -> Self:
        return cls(item_id=strawberry.ID(row[0]), days=row[1])


READ_FOR = {
    "powers": "powers", "byType": "powers", "byStatus": "powers", "byHolder": "powers",
    "openItems": "items", "itemsByState": "items", "itemsByRoute": "items", "itemsByHolder": "items", "late": "items",
    "powersByGround": "grounds", "missingElements": "missing", "obligations": "obligations", "tasks": "tasks",
    "unlinked": "unlinked", "near": "near",
}  # fmt: skip
"""Field of ``Blocks`` → the block of ``resolvers.dashboards`` that it is told from."""


def blocks_for(names: Iterable[str]) -> frozenset[str]:
    """The blocks that must be read for these fields."""
    return frozenset(READ_FOR[name] for name in names if name in READ_FOR)


@strawberry.type(description="工作台的各项数目")
class Blocks:
    powers: int = strawberry.field(description="职权数，含已退出清单的")
    by_type: list[Count] = strawberry.field(description="在册职权，按职权类型")
    by_status: list[Count] = strawberry.field(description="职权，按清单状态")
    by_holder: list[Count] = strawberry.field(description="在册职权，按部门")
    open_items: int = strawberry.field(description="在办事项数")
    items_by_state: list[Count] = strawberry.field(description="在办事项，按状态")
    items_by_route: list[Count] = strawberry.field(description="在办事项，按办理路径")
    items_by_holder: list[Count] = strawberry.field(description="在办事项，按部门")
    powers_by_ground: list[Count] = strawberry.field(
        description="在办事项所涉职权，按事由；无事由的为许可补充要素或建议"
    )
    late: int = strawberry.field(description="迟发现的在办事项数")
    missing_elements: list[Count] = strawberry.field(
        description="缺少《办法》第四条所列要素的在册职权，按要素（权责一致）"
    )
    obligations: ObligationCounts = strawberry.field(description="申请义务")
    tasks: list[TaskCount] = strawberry.field(description="待答复的待办")
    unlinked: list[UnlinkedCount] = strawberry.field(description="未关联的引用")
    coming: strawberry.Private[Sequence[tuple[str, int]]]

    @classmethod
    def of(cls, row: dashboards.Dashboard) -> Self:
        listed = [r for r in row.powers if r[0][2] == ListStatus.LISTED.name]
        return cls(
            powers=sum(count for _, count in row.powers),
            by_type=facet(listed, 1, _values(PowerType)),
            by_status=facet(row.powers, 2, _values(ListStatus)),
            by_holder=facet(listed, 0, row.holder_names),
            open_items=sum(count for _, count in row.items),
            items_by_state=facet(row.items, 1, _values(State)),
            items_by_route=facet(row.items, 2, {r.name: ROUTE_NAMES[r] for r in Route}),
            items_by_holder=facet(row.items, 0, row.holder_names),
            powers_by_ground=facet(row.grounds, 0, _grounds(row.grounds)),
            late=sum(count for key, count in row.items if key[3] == "true"),
            missing_elements=facet(row.missing, 0, _values(ElementKind)),
            obligations=ObligationCounts.of(row.obligations),
            tasks=[TaskCount(kind=TaskKind[k], role=Role[r], count=n) for (k, r), n in row.tasks],
            unlinked=[
                UnlinkedCount(holder_id=strawberry.ID(holder), reason=reason, count=count)
                for (holder, reason), count in row.unlinked
            ],
            coming=row.near,
        )

    @strawberry.field(description="临近生效而未申请的事项，按生效日期")
    def near(self, first: int = 50, after: str | None = None) -> Connection[NearItem]:
        return paged(self.coming, lambda row: (f"{row[1]:04d}", row[0]), NearItem.of, first, after)


@strawberry.type(description="部门工作台")
class DeptDashboard:
    organ: OrgUnit = strawberry.field(description="部门")
    today: date = strawberry.field(description="截至日期")
    blocks: Blocks = strawberry.field(description="各项数目")

    @strawberry.field(description="在册职权今天的法律状态，逐项判断；数百项时需数秒")
    async def legal_statuses(self, info: Info) -> list[Count]:
        found = await dashboards.legal_statuses(info.context.desk, self.organ.id)
        return [Count(key=s.name, label=s.value, count=n) for s, n in found.items() if n]


@strawberry.type(description="全区工作台")
class DistrictDashboard:
    today: date = strawberry.field(description="截至日期")
    blocks: Blocks = strawberry.field(description="各项数目")


@strawberry.type(description="暴露期：情形生效之日起至清单变更之日止，其间清单与法律不一致（G18）")
class ExposureWindow:
    item_id: strawberry.ID = strawberry.field(description="事项")
    since: date = strawberry.field(description="起：情形生效之日")
    until: date | None = strawberry.field(description="止：清单变更之日；空为仍在持续")
    days: int = strawberry.field(description="天数；仍在持续的算至今天")

    item: Item = links.one("item_id", "事项")

    @classmethod
    def of(cls, row: dashboards.Window) -> Self:
        return cls(item_id=strawberry.ID(row.item), since=row.since, until=row.until, days=row.days)
