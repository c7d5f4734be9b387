"""机构改革: a reform as recorded, and its plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Self

import strawberry

from graph.model import reorganisation as model
from graph.model.organ import Axis, Tenure
from graph.model.power import Power as PowerRecord
from graph.model.reorganisation import OrgChangeKind
from graph.reorganisations import Level, Piece, PlanRecord
from resolvers.reorganising import Reform
from schema import links
from schema.context import Info
from schema.pages import followed
from schema.paging import Connection, paged
from schema.types.law import Source
from schema.types.node import Node
from schema.types.organ import OrgUnit
from schema.types.plan import DraftItem, drafts
from schema.types.power import Power
from schema.types.reform_plan import (
    DuplicateCandidate,
    HolderProblem,
    NameChain,
    PlannedCount,
    PowerMove,
    SamePowers,
)


@strawberry.type(description="一项机构变动")
class OrgChangePiece:
    id: strawberry.ID = strawberry.field(description="编号")
    kind: OrgChangeKind = strawberry.field(description="种类")
    source_ids: list[strawberry.ID] = strawberry.field(description="移交职权的机构")
    target_id: strawberry.ID = strawberry.field(description="承接职权的机构；更名时为该机构")
    new_name: str = strawberry.field(description="更名后的名称")
    document: str = strawberry.field(description="决定文件")
    level: Level = strawberry.field(description="决定机关的层级")
    handover: date | None = strawberry.field(description="另定的交接日；空为改革之日")

    sources: list[OrgUnit] = links.each("source_ids", "移交职权的机构")
    target: OrgUnit = links.one("target_id", "承接职权的机构；更名时为该机构")

    @classmethod
    def of(cls, row: Piece) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            kind=row.kind,
            source_ids=[strawberry.ID(s) for s in row.sources],
            target_id=strawberry.ID(row.target),
            new_name=row.name,
            document=row.document,
            level=row.level,
            handover=row.handover,
        )


@strawberry.type(description="改革方案：划转什么、什么相同、什么只是相似、谁在何日行使")
class ReorganizationPlan:
    digest: str = strawberry.field(description="方案摘要值，提交时作为 expectedDigest")
    known_at: int = strawberry.field(
        description="方案所知的最后一条办理记录的序号，提交时作为 knownAt：方案已变时据以指出差异"
    )
    committable: bool = strawberry.field(description="是否可以提交")
    moved: int = strawberry.field(description="划转的职权数")
    survivors: int = strawberry.field(description="合并之后存续的职权数")
    absorbed: int = strawberry.field(description="并入他项而注销的职权数")
    names: list[NameChain] = strawberry.field(description="名称沿革；以方案中的机构为限，不分页")
    counts: list[PlannedCount] = strawberry.field(
        description="各机构、各路径的事项数；以方案中的机构为限，不分页"
    )
    plan: strawberry.Private[model.ReorgPlan]
    powers: strawberry.Private[Mapping[str, PowerRecord]]

    @classmethod
    def of(cls, reform: Reform) -> Self:
        plan = reform.plan
        counted = Counter((item.holder, item.route) for item in plan.items)
        return cls(
            digest=plan.digest,
            known_at=reform.known,
            committable=plan.committable,
            moved=len(plan.moves),
            survivors=plan.survivors,
            absorbed=sum(len(group.absorbed) for group in plan.groups),
            names=[NameChain.of(chain) for chain in plan.names],
            counts=[
                PlannedCount(holder_id=strawberry.ID(holder), route=route, items=n)
                for (holder, route), n in sorted(counted.items())
            ],
            plan=plan,
            powers=reform.powers,
        )

    @strawberry.field(description="划转的职权")
    def moves(self, first: int = 50, after: str | None = None) -> Connection[PowerMove]:
        return paged(
            self.plan.moves,
            lambda move: (f"{move.power} {move.giver}", move.receiver),
            PowerMove.of,
            first,
            after,
        )

    @strawberry.field(description="同一职权")
    def same(self, first: int = 50, after: str | None = None) -> Connection[SamePowers]:
        return paged(
            self.plan.groups, lambda group: (group.survivor, ""), SamePowers.of, first, after
        )

    @strawberry.field(description="尚未认定的疑似重复")
    def candidates(
        self, first: int = 50, after: str | None = None
    ) -> Connection[DuplicateCandidate]:
        return paged(
            self.plan.candidates, lambda pair: pair.powers, DuplicateCandidate.of, first, after
        )

    @strawberry.field(description="行使主体不唯一之处")
    def problems(self, first: int = 50, after: str | None = None) -> Connection[HolderProblem]:
        return paged(
            self.plan.problems,
            lambda row: (
                f"{row.power} {row.since.isoformat()}",
                f"{row.fault.name} {row.territory}",
            ),
            HolderProblem.of,
            first,
            after,
        )

    @strawberry.field(description="撤并机构中无人承接的职权，按名称")
    async def unassigned(
        self, info: Info, first: int = 50, after: str | None = None
    ) -> Connection[Power]:
        named = ((self.powers[id_].name, id_) for id_ in self.plan.unassigned)
        return await followed(info, named, Power, first, after)

    @strawberry.field(description="将产生的调整事项，按生效日期")
    def items(self, first: int = 50, after: str | None = None) -> Connection[DraftItem]:
        return drafts(self.plan.items, first, after)


@strawberry.type(description="方案的提交")
class ReformCommit:
    id: strawberry.ID = strawberry.field(description="编号")
    digest: str = strawberry.field(description="方案摘要值")
    on: date = strawberry.field(description="日期")
    moved: int = strawberry.field(description="划转的职权数")
    items: int = strawberry.field(description="事项数")
    by: strawberry.ID = strawberry.field(description="提交人")

    @classmethod
    def of(cls, row: PlanRecord) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            digest=row.digest,
            on=row.on,
            moved=row.moved,
            items=row.items,
            by=strawberry.ID(row.by),
        )


@strawberry.type(description="机构改革：决定文件及其各项变动，附今日的方案")
class Reorganization:
    source: Source = strawberry.field(description="变动来源")
    pieces: list[OrgChangePiece] = strawberry.field(description="各项机构变动")
    rulings_version: int = strawberry.field(
        description="人工决定的版本号（assignPowers、setHandover、resolveDuplicate），办理时作为 expectedVersion；0 为尚无"
    )
    plan: ReorganizationPlan = strawberry.field(description="按今日事实的方案（模拟，不写入）")
    committed: ReformCommit | None = strawberry.field(description="最近一次提交；空为尚未提交")

    @classmethod
    def of(cls, reform: Reform) -> Self:
        return cls(
            source=Source.of(reform.source),
            pieces=[OrgChangePiece.of(piece) for piece in reform.pieces],
            rulings_version=reform.ruled,
            plan=ReorganizationPlan.of(reform),
            committed=ReformCommit.of(reform.committed) if reform.committed else None,
        )


@strawberry.type(description="行使权的一段：谁自何日至何日行使一项职权")
class HolderSpan:
    power_id: strawberry.ID = strawberry.field(description="职权")
    axis: Axis = strawberry.field(description="法律轴依职责交接日，清单轴依决定")
    organ_id: strawberry.ID = strawberry.field(description="机构")
    valid_from: date = strawberry.field(description="起")
    valid_to: date | None = strawberry.field(description="止（当日不再行使）；空为仍在行使")
    cause_id: strawberry.ID = strawberry.field(description="所依决定或变动来源")

    power: Power = links.one("power_id", "职权")
    organ: OrgUnit = links.one("organ_id", "机构")
    cause: Node | None = links.one_if_any("cause_id", "所依决定或变动来源；您不可查看时为空")

    @classmethod
    def of(cls, row: Tenure) -> Self:
        return cls(
            power_id=strawberry.ID(row.power),
            axis=row.axis,
            organ_id=strawberry.ID(row.organ),
            valid_from=row.valid_from,
            valid_to=row.to,
            cause_id=strawberry.ID(row.cause),
        )
