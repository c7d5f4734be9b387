"""事项的内容: what a draft and the item that it becomes both tell."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

import strawberry

from graph.model.plan import Difference as DifferenceRecord
from graph.model.plan import DraftItem, ItemKind, Route, Severity
from graph.model.power import ElementKind
from schema import links
from schema.types.law import Provision
from schema.types.organ import OrgUnit
from schema.types.power import Power


@strawberry.type(description="一处引用的更新：今后引用哪些条款；为空即删去该引用")
class Renewal:
    citation_id: strawberry.ID = strawberry.field(description="原引用；空为新增")
    unit_ids: list[strawberry.ID] = strawberry.field(description="今后引用的条款文本")

    provisions: list[Provision] = links.each("unit_ids", "今后引用的条款文本")


@strawberry.type(description="要素差异：一项要素在调整前后")
class Difference:
    element: ElementKind = strawberry.field(description="要素")
    sub_item_id: strawberry.ID | None = strawberry.field(description="子项；空为职权本身")
    before: str = strawberry.field(description="调整前内容的摘要值")
    renewals: list[Renewal] = strawberry.field(description="引用的更新")
    value: str = strawberry.field(description="新的值（机构、类型、文字）")

    @classmethod
    def of(cls, row: DifferenceRecord) -> Self:
        return cls(
            element=row.element,
            sub_item_id=strawberry.ID(row.sub_item) if row.sub_item else None,
            before=row.before,
            renewals=[
                Renewal(citation_id=strawberry.ID(c), unit_ids=[strawberry.ID(u) for u in units])
                for c, units in row.renew
            ],
            value=row.value,
        )


@strawberry.type(description="事项的内容")
class ItemContent:
    kind: ItemKind = strawberry.field(description="种类")
    route: Route = strawberry.field(description="办理路径，由种类和职权类型决定，不可选择")
    grounds: list[str] = strawberry.field(description="事由，如 7(1) 即第七条第（一）项")
    rules: list[str] = strawberry.field(description="得出它的规则行")
    severity: Severity = strawberry.field(description="调整程度")
    effective: date = strawberry.field(description="生效日期")
    late: bool = strawberry.field(description="是否迟于生效日期才发现")
    holder_id: strawberry.ID = strawberry.field(description="申请部门")
    power_ids: list[strawberry.ID] = strawberry.field(description="所涉职权；合并时首项为保留者")
    sub_item_id: strawberry.ID | None = strawberry.field(description="所涉子项")
    differences: list[Difference] = strawberry.field(description="要素差异")
    suggestions: list[str] = strawberry.field(description="建议；不构成事由")
    warnings: list[str] = strawberry.field(description="提醒")
    incomplete: str = strawberry.field(description="调整清单前须补足的要素")
    pair_key: str = strawberry.field(description="成对事项的键；空为无")
    bundle: str = strawberry.field(description="同一申请书中可合为一行的组；空为单列")

    holder: OrgUnit = links.one("holder_id", "申请部门")
    powers: list[Power] = links.each("power_ids", "所涉职权；合并时首项为保留者")


def content(row: DraftItem) -> dict[str, Any]:
    """The fields of ``ItemContent``."""
    return {
        "kind": row.kind,
        "route": row.route,
        "grounds": list(row.grounds),
        "rules": list(row.rules),
        "severity": row.severity,
        "effective": row.effective,
        "late": row.late,
        "holder_id": strawberry.ID(row.holder),
        "power_ids": [strawberry.ID(power) for power in row.powers],
        "sub_item_id": strawberry.ID(row.sub_item) if row.sub_item else None,
        "differences": [Difference.of(difference) for difference in row.differences],
        "suggestions": list(row.suggestions),
        "warnings": list(row.warnings),
        "incomplete": row.incomplete,
        "pair_key": row.pair,
        "bundle": row.bundle,
    }
