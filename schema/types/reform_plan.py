"""改革方案的各部分: what moves, what is the same, what only similar, who holds what when."""

from __future__ import annotations

from datetime import date
from typing import Self

import strawberry

from graph.model import reorganisation as model
from graph.model.plan import Route
from graph.model.power import ElementKind
from graph.model.reorganisation import HolderFault
from schema import links
from schema.types.organ import OrgUnit
from schema.types.power import Power


@strawberry.type(description="划转：一项职权自某日起由另一机构行使")
class PowerMove:
    power_id: strawberry.ID = strawberry.field(description="职权")
    giver_id: strawberry.ID = strawberry.field(description="移交机构")
    receiver_id: strawberry.ID = strawberry.field(description="承接机构")
    on: date = strawberry.field(description="交接日；此前仍由移交机构行使")
    rule: str = strawberry.field(description="规则行")

    power: Power = links.one("power_id", "职权")
    giver: OrgUnit = links.one("giver_id", "移交机构")
    receiver: OrgUnit = links.one("receiver_id", "承接机构")

    @classmethod
    def of(cls, row: model.Move) -> Self:
        return cls(
            power_id=strawberry.ID(row.power),
            giver_id=strawberry.ID(row.giver),
            receiver_id=strawberry.ID(row.receiver),
            on=row.on,
            rule=row.rule,
        )


@strawberry.type(description="合并的要素：被并入的职权带来的引用")
class AddedCitations:
    element: ElementKind = strawberry.field(description="要素")
    citation_ids: list[strawberry.ID] = strawberry.field(description="并入的引用")


@strawberry.type(description="同一职权（O3）：保留一项，其余编号注销并入")
class SamePowers:
    survivor_id: strawberry.ID = strawberry.field(description="保留的职权")
    absorbed_ids: list[strawberry.ID] = strawberry.field(description="并入的职权")
    receiver_id: strawberry.ID = strawberry.field(description="承接机构")
    added: list[AddedCitations] = strawberry.field(description="取并集而增加的引用")
    differing: list[ElementKind] = strawberry.field(description="各不一致、须人工核定的要素")

    survivor: Power = links.one("survivor_id", "保留的职权")
    absorbed: list[Power] = links.each("absorbed_ids", "并入的职权")
    receiver: OrgUnit = links.one("receiver_id", "承接机构")

    @classmethod
    def of(cls, row: model.SameGroup) -> Self:
        return cls(
            survivor_id=strawberry.ID(row.survivor),
            absorbed_ids=[strawberry.ID(a) for a in row.absorbed],
            receiver_id=strawberry.ID(row.receiver),
            added=[
                AddedCitations(element=kind, citation_ids=[strawberry.ID(c) for c in ids])
                for kind, ids in row.added
            ],
            differing=list(row.differing),
        )


@strawberry.type(description="疑似重复（O4）：提交前须由人认定是否同一职权")
class DuplicateCandidate:
    power_ids: list[strawberry.ID] = strawberry.field(description="两项职权")
    percent: int = strawberry.field(description="名称的相似程度，百分数")
    same_grant: bool = strawberry.field(description="设立依据是否同一条款")

    powers: list[Power] = links.each("power_ids", "两项职权")

    @classmethod
    def of(cls, row: model.Candidate) -> Self:
        return cls(
            power_ids=[strawberry.ID(p) for p in row.powers],
            percent=row.percent,
            same_grant=row.same_grant,
        )


@strawberry.type(description="行使主体不唯一（O9）：有此情形的方案不能提交")
class HolderProblem:
    fault: HolderFault = strawberry.field(description="何种情形")
    power_id: strawberry.ID = strawberry.field(description="职权")
    since: date = strawberry.field(description="起")
    until: date | None = strawberry.field(description="止（当日不再如此）；空为一直")
    organ_ids: list[strawberry.ID] = strawberry.field(description="当时的行使主体")
    sentence: str = strawberry.field(description="说明")

    power: Power = links.one("power_id", "职权")
    organs: list[OrgUnit] = links.each("organ_ids", "当时的行使主体")

    @classmethod
    def of(cls, row: model.HolderProblem) -> Self:
        return cls(
            fault=row.fault,
            power_id=strawberry.ID(row.power),
            since=row.since,
            until=row.until,
            organ_ids=[strawberry.ID(o) for o in row.organs],
            sentence=row.sentence,
        )


@strawberry.type(description="名称沿革（O11）：自某日起，原机构的名称指向另一机构")
class NameChain:
    organ_id: strawberry.ID = strawberry.field(description="原机构")
    means_id: strawberry.ID = strawberry.field(description="所指机构")
    since: date = strawberry.field(description="起")

    organ: OrgUnit = links.one("organ_id", "原机构")
    means: OrgUnit = links.one("means_id", "所指机构")

    @classmethod
    def of(cls, row: model.NameChain) -> Self:
        return cls(
            organ_id=strawberry.ID(row.organ), means_id=strawberry.ID(row.means), since=row.since
        )


@strawberry.type(description="按机构和办理路径的事项数")
class PlannedCount:
    holder_id: strawberry.ID = strawberry.field(description="申请部门")
    route: Route = strawberry.field(description="办理路径")
    items: int = strawberry.field(description="事项数")

    holder: OrgUnit = links.one("holder_id", "申请部门")
