"""机构改革的办理."""

from __future__ import annotations

from datetime import date

import strawberry

from graph.effects import SourceNotFound
from graph.errors import RowNotBuilt, VersionConflict
from graph.model.power import PowerType
from graph.model.reorganisation import OrgChangeKind
from graph.organs import NameTaken, OrganNotFound
from graph.powers import PowerNotFound
from graph.reorganisations import Level, PowerTerm
from resolvers import handing_over, recording_reforms, reform_rulings
from resolvers.committing import PlanChanged
from resolvers.handing_over import DuplicatesOpen, DutyWithoutHolder, DutyWithTwoHolders
from resolvers.recording_reforms import (
    LevelTooLow,
    NewPiece,
    NewReform,
    PieceRefused,
    SameDayReform,
)
from resolvers.reform_rulings import Assignment, NotACandidate
from resolvers.reorganising import ReformCommitted
from schema.context import Info
from schema.problems import outcome
from schema.queries.reorganisation import ReorganizationResult, reorganization
from schema.types.committed import ReorganizationCommitted
from schema.types.reorganisation import Reorganization


@strawberry.input(description="一组职权：须同时符合所填的各条件")
class PowerTermInput:
    powers: list[strawberry.ID] = strawberry.field(default_factory=list, description="职权")
    types: list[PowerType] = strawberry.field(default_factory=list, description="职权类型")
    name_contains: str = strawberry.field(default="", description="名称中的文字")
    instruments: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="设立依据所引的法规"
    )

    def record(self) -> PowerTerm:
        """As the graph takes it."""
        return PowerTerm(
            powers=tuple(self.powers),
            types=tuple(t.name for t in self.types),
            name=self.name_contains,
            instruments=tuple(self.instruments),
        )


@strawberry.input(description="一项机构变动")
class OrgChangeInput:
    kind: OrgChangeKind = strawberry.field(description="种类")
    target: strawberry.ID = strawberry.field(description="承接机构；更名时为该机构")
    sources: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="移交职权的机构"
    )
    new_name: str = strawberry.field(default="", description="更名后的名称")
    chosen: list[PowerTermInput] = strawberry.field(
        default_factory=list, description="部分划转的职权：各组之并"
    )
    but: list[PowerTermInput] = strawberry.field(
        default_factory=list, description="不在其内的职权：各组之并"
    )
    handover: date | None = strawberry.field(default=None, description="另定的交接日")

    def record(self) -> NewPiece:
        """As the use case takes it."""
        return NewPiece(
            kind=self.kind,
            target=self.target,
            sources=tuple(self.sources),
            name=self.new_name,
            chosen=tuple(t.record() for t in self.chosen),
            but=tuple(t.record() for t in self.but),
            handover=self.handover,
        )


@strawberry.input(description="指定一项职权的承接机构")
class AssignmentInput:
    power: strawberry.ID = strawberry.field(description="职权")
    organ: strawberry.ID = strawberry.field(description="承接机构")


OPEN = (SourceNotFound, ReformCommitted, RowNotBuilt)
RecordResult = outcome(
    "RecordOrgChangeResult",
    Reorganization,
    *OPEN,
    PieceRefused,
    LevelTooLow,
    SameDayReform,
    OrganNotFound,
)
RulingResult = outcome(
    "ReformRulingResult",
    Reorganization,
    *OPEN,
    VersionConflict,
    PieceRefused,
    OrganNotFound,
    PowerNotFound,
    NotACandidate,
)
CommitResult = outcome(
    "CommitReorganizationResult",
    ReorganizationCommitted,
    SourceNotFound,
    RowNotBuilt,
    PlanChanged,
    DutyWithoutHolder,
    DutyWithTwoHolders,
    DuplicatesOpen,
    NameTaken,
)


@strawberry.type
class ReorganisationMutation:
    @strawberry.mutation(
        description="登记机构变动：决定文件及其各项变动；同一天的各项变动为一个方案",
        graphql_type=RecordResult,
    )
    async def record_org_change(
        self,
        info: Info,
        title: str,
        level: Level,
        decided: date,
        effective: date,
        pieces: list[OrgChangeInput],
        number: str = "",
        event: strawberry.ID | None = None,
        client_mutation_id: str | None = None,
    ) -> object:
        new = NewReform(
            title=title,
            number=number,
            level=level,
            decided=decided,
            effective=effective,
            pieces=tuple(p.record() for p in pieces),
            event=event or "",
        )
        done = await recording_reforms.record(
            info.context.desk, new, client_mutation_id=client_mutation_id
        )
        return await reorganization(info, done["source"])

    @strawberry.mutation(
        description="编制改革方案：留存其摘要值，此外不写入任何内容",
        graphql_type=ReorganizationResult,
    )
    async def plan_reorganization(
        self, info: Info, source: strawberry.ID, client_mutation_id: str | None = None
    ) -> object:
        await reform_rulings.plan(
            info.context.desk, source=source, client_mutation_id=client_mutation_id
        )
        return await reorganization(info, source)

    @strawberry.mutation(description="指定职权的承接机构", graphql_type=RulingResult)
    async def assign_powers(
        self,
        info: Info,
        source: strawberry.ID,
        assignments: list[AssignmentInput],
        expected_version: int,
        client_mutation_id: str | None = None,
    ) -> object:
        rows = [Assignment(power=a.power, organ=a.organ) for a in assignments]
        await reform_rulings.assign_powers(
            info.context.desk,
            source=source,
            assignments=rows,
            expected_version=expected_version,
            client_mutation_id=client_mutation_id,
        )
        return await reorganization(info, source)

    @strawberry.mutation(
        description="确定职权的交接日；此前由原机构继续行使", graphql_type=RulingResult
    )
    async def set_handover(
        self,
        info: Info,
        source: strawberry.ID,
        powers: list[strawberry.ID],
        on: date,
        expected_version: int,
        client_mutation_id: str | None = None,
    ) -> object:
        await reform_rulings.set_handover(
            info.context.desk,
            source=source,
            powers=powers,
            on=on,
            expected_version=expected_version,
            client_mutation_id=client_mutation_id,
        )
        return await reorganization(info, source)

    @strawberry.mutation(
        description="认定疑似重复的两项职权是否同一（O4）", graphql_type=RulingResult
    )
    async def resolve_duplicate(
        self,
        info: Info,
        source: strawberry.ID,
        power: strawberry.ID,
        other: strawberry.ID,
        same: bool,
        expected_version: int,
        survivor: strawberry.ID | None = None,
        client_mutation_id: str | None = None,
    ) -> object:
        await reform_rulings.resolve_duplicate(
            info.context.desk,
            source=source,
            powers=(power, other),
            same=same,
            expected_version=expected_version,
            survivor=survivor or "",
            client_mutation_id=client_mutation_id,
        )
        return await reorganization(info, source)

    @strawberry.mutation(
        description="提交改革方案：登记交接、名称和申请义务，产生事项；不改变清单",
        graphql_type=CommitResult,
    )
    async def commit_reorganization(
        self,
        info: Info,
        source: strawberry.ID,
        expected_digest: str,
        known_at: int | None = None,
        client_mutation_id: str | None = None,
    ) -> object:
        done = await handing_over.commit_reorganisation(
            info.context.desk,
            source=source,
            expected_digest=expected_digest,
            known_at=known_at,
            client_mutation_id=client_mutation_id,
        )
        return ReorganizationCommitted.of(source, done)
