"""两次影响分析的差异."""

from __future__ import annotations

from datetime import date
from typing import Self

import strawberry

from graph.model.judgement import BasisState, Survival
from graph.model.plan import HitRow, Outcome, Route
from graph.model.power import ElementKind
from resolvers.hit_changes import HitChange as ChangeRecord
from resolvers.hit_changes import HitTurn
from resolvers.impact_diff import ImpactDiff as DiffRecord
from schema import links
from schema.enums import publish
from schema.paging import Connection, paged
from schema.types.power import Power

publish(HitTurn, "影响行的变化")


@strawberry.type(description="一处引用在一次影响分析中的结果")
class HitOutcome:
    element: ElementKind = strawberry.field(description="受影响的要素")
    effective: date = strawberry.field(description="生效日期")
    state: BasisState = strawberry.field(description="引用的状态")
    survival: Survival = strawberry.field(description="职权的存续结论")
    outcome: Outcome = strawberry.field(description="结果")
    rules: list[str] = strawberry.field(description="规则行")
    grounds: list[str] = strawberry.field(description="事由")
    route: Route = strawberry.field(description="办理路径")

    @classmethod
    def of(cls, row: HitRow) -> Self:
        return cls(
            element=row.element,
            effective=row.effective,
            state=row.citation.state,
            survival=Survival[row.survival],
            outcome=row.outcome,
            rules=list(row.rules),
            grounds=list(row.grounds),
            route=row.route,
        )


@strawberry.type(description="一处引用所受影响在两次分析之间的变化")
class HitChange:
    turn: HitTurn = strawberry.field(description="变化的种类")
    power_id: strawberry.ID = strawberry.field(description="职权")
    before: list[HitOutcome] = strawberry.field(description="前一次的结果，每个生效日一条")
    after: list[HitOutcome] = strawberry.field(description="后一次的结果，每个生效日一条")

    power: Power = links.one("power_id", "职权")

    @classmethod
    def of(cls, row: ChangeRecord) -> Self:
        return cls(
            turn=row.turn,
            power_id=strawberry.ID(row.power.id),
            before=[HitOutcome.of(hit) for hit in row.before],
            after=[HitOutcome.of(hit) for hit in row.after],
        )


@strawberry.type(description="一项变动在两个知悉时点的影响分析之差异")
class ImpactDiff:
    digest_before: str = strawberry.field(description="前一次的方案摘要值")
    digest_after: str = strawberry.field(description="后一次的方案摘要值")
    same: int = strawberry.field(description="结果未变的引用数")
    found: strawberry.Private[DiffRecord]

    @classmethod
    def of(cls, found: DiffRecord) -> Self:
        before, after = found.digests
        return cls(digest_before=before, digest_after=after, same=found.same, found=found)

    @strawberry.field(description="变化的各处引用，按职权名称")
    def changes(self, first: int = 50, after: str | None = None) -> Connection[HitChange]:
        return paged(
            self.found.changes,
            lambda change: (f"{change.power.name} {change.place}", change.power.id),
            HitChange.of,
            first,
            after,
        )
