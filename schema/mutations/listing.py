"""清单、机构、用户与认定的办理."""

from __future__ import annotations

from datetime import date

import strawberry
from strawberry.scalars import JSON

from graph import organs as organ_store
from graph.citations import CitationNotFound
from graph.errors import VersionConflict
from graph.model.actor import Role
from graph.model.law import Finding
from graph.model.organ import OrgKind
from graph.model.power import Function, PowerType
from graph.naming import NotAName
from graph.organs import NameTaken, OrganExists, OrganNotFound
from graph.powers import PowerNotFound
from importers.errors import FILE_PROBLEMS
from importers.lists.levels import Level
from resolvers import findings, intake, lists, organs
from resolvers.findings import FindingRefused, Grouped, NewOpinion
from resolvers.intake import NotBase64, RowsRefused
from resolvers.lists import AlreadyListed, NothingStaged
from schema import links
from schema.context import Info
from schema.paging import Connection
from schema.problems import outcome
from schema.types.organ import OrgUnit
from schema.types.report import ReportedCell, ReportedFor, cells
from schema.types.request import Decision


@strawberry.type(description="编制清单的结果")
class Compiled:
    edition: int = strawberry.field(description="第几版")
    powers: int = strawberry.field(description="列入的职权数")
    decision_id: strawberry.ID = strawberry.field(description="所依决定")

    decision: Decision = links.one("decision_id", "所依决定")


@strawberry.type(description="导入清单的结果")
class Imported:
    intake_id: strawberry.ID = strawberry.field(description="导入批次；试运行时为空")
    rows: int = strawberry.field(description="暂存的行数")
    changed: bool = strawberry.field(description="同一文件再次导入时为 false")
    linked: int = strawberry.field(description="已关联条款的引用数")
    unlinked: int = strawberry.field(description="未能关联的引用数")
    compared: int = strawberry.field(
        description="行使主体已有清单的行数：只与清单比对（见 listDifference），不改变清单"
    )
    outside: int = strawberry.field(
        description="不属于本清单、因而没有暂存的行数（其他层级，或者行使主体是模板占位文字）；内容和原因见报告的 outside、left_out_cells"
    )
    unknown_holders: int = strawberry.field(
        description="没有指向任何已登记机构的行使主体数；其行已暂存，登记机构或其名称后再次导入同一文件即可编入"
    )
    report: JSON = strawberry.field(
        description="整份导入报告，与 quanze lists inspect --json 相同；逐单元格的部分可由 cells 分页查询"
    )

    @strawberry.field(description="逐单元格的报告，如报告中的顺序")
    def cells(
        self, kinds: list[ReportedFor] | None = None, first: int = 50, after: str | None = None
    ) -> Connection[ReportedCell]:
        return cells(self.report, kinds, first, after)


@strawberry.type(description="已办理")
class Done:
    id: strawberry.ID = strawberry.field(description="所记录内容的编号")


ImportResult = outcome("ImportListEditionResult", Imported, RowsRefused, NotBase64, *FILE_PROBLEMS)
CompileResult = outcome("CompileListEditionResult", Compiled, NothingStaged, AlreadyListed)
OrganResult = outcome("OrganResult", OrgUnit, OrganExists, NameTaken, NotAName, OrganNotFound)
DoneResult = outcome("DoneResult", Done, OrganNotFound, NotAName)
BindRoleResult = outcome("BindRoleResult", Done, OrganNotFound, VersionConflict)
FindingResult = outcome(
    "FindingResult", Done, PowerNotFound, CitationNotFound, FindingRefused, VersionConflict
)


@strawberry.input(description="一处引用的功能与依据组")
class GroupedInput:
    citation: strawberry.ID = strawberry.field(description="引用")
    function: Function = strawberry.field(description="功能")
    group: str = strawberry.field(default="", description="依据组；空为单独成组或不入组")


@strawberry.type
class ListMutation:
    @strawberry.mutation(
        description="编制首个清单版次（《办法》第二条、第四条）；此后清单只因决定而变",
        graphql_type=CompileResult,
    )
    async def compile_list_edition(
        self,
        info: Info,
        title: str,
        document: str,
        on: date,
        intakes: list[strawberry.ID] | None = None,
        client_mutation_id: str | None = None,
    ) -> object:
        done = await lists.compile_list_edition(
            info.context.desk,
            title=title,
            document=document,
            on=on,
            intakes=list(intakes) if intakes is not None else None,
            client_mutation_id=client_mutation_id,
        )
        return Compiled(
            edition=done["edition"],
            powers=done["powers"],
            decision_id=strawberry.ID(done["decision"]),
        )

    @strawberry.mutation(
        description="导入清单文件（xlsx 或 xls，Base64）：只暂存，不改变清单；默认有错误行即全部不导入",
        graphql_type=ImportResult,
    )
    async def import_list_edition(
        self,
        info: Info,
        name: str,
        content: str,
        on: date,
        skip_bad_rows: bool = False,
        dry_run: bool = False,
        level: Level | None = None,
        client_mutation_id: str | None = None,
    ) -> object:
        done = await intake.import_list(
            info.context.desk,
            data=content,
            name=name,
            on=on,
            skip_bad_rows=skip_bad_rows,
            dry_run=dry_run,
            level=level,
            client_mutation_id=client_mutation_id,
        )
        return Imported(
            intake_id=strawberry.ID(done["intake"]),
            rows=done["rows"],
            changed=done["changed"],
            linked=done.get("linked", 0),
            unlinked=done.get("unlinked", 0),
            compared=done.get("compared", 0),
            outside=done["outside"],
            unknown_holders=done["unknown_holders"],
            report=done["report"],
        )

    @strawberry.mutation(description="登记机构", graphql_type=OrganResult)
    async def register_org_unit(
        self,
        info: Info,
        code: str,
        name: str,
        kind: OrgKind,
        valid_from: date,
        authority: str = "",
        client_mutation_id: str | None = None,
    ) -> object:
        done = await organs.register_organ(
            info.context.desk,
            code=code,
            name=name,
            kind=kind,
            valid_from=valid_from,
            authority=authority,
            client_mutation_id=client_mutation_id,
        )
        return OrgUnit.of(await info.context.desk.graph.read(organ_store.get, done["organ"]))

    @strawberry.mutation(description="登记机构的名称或别名及其起止", graphql_type=OrganResult)
    async def name_org_unit(
        self,
        info: Info,
        organ: strawberry.ID,
        text: str,
        valid_from: date,
        authority: str,
        valid_to: date | None = None,
        client_mutation_id: str | None = None,
    ) -> object:
        await organs.add_name(
            info.context.desk,
            organ=organ,
            text=text,
            valid_from=valid_from,
            to=valid_to,
            authority=authority,
            client_mutation_id=client_mutation_id,
        )
        return OrgUnit.of(await info.context.desk.graph.read(organ_store.get, organ))

    @strawberry.mutation(
        description="把角色绑定到机构，附起止日期；以同一起始日期再次绑定即替换前次，可借以结束任用",
        graphql_type=BindRoleResult,
    )
    async def bind_role(
        self,
        info: Info,
        role: Role,
        organ: strawberry.ID,
        valid_from: date,
        valid_to: date | None = None,
        expected_version: int = 0,
        client_mutation_id: str | None = None,
    ) -> object:
        done = await organs.bind_role(
            info.context.desk,
            role=role,
            organ=organ,
            valid_from=valid_from,
            to=valid_to,
            expected_version=expected_version,
            client_mutation_id=client_mutation_id,
        )
        return Done(id=strawberry.ID(done["binding"]))

    @strawberry.mutation(
        description="登记用户的任职；以同一起始日期再次登记即替换前次，可借以结束任职",
        graphql_type=DoneResult,
    )
    async def register_user(
        self,
        info: Info,
        user: strawberry.ID,
        name: str,
        organ: strawberry.ID,
        valid_from: date,
        valid_to: date | None = None,
        client_mutation_id: str | None = None,
    ) -> object:
        done = await organs.register_user(
            info.context.desk,
            user=user,
            name=name,
            organ=organ,
            valid_from=valid_from,
            to=valid_to,
            client_mutation_id=client_mutation_id,
        )
        return Done(id=strawberry.ID(done["user"]))

    @strawberry.mutation(description="确认一项职权各引用的功能与依据组", graphql_type=FindingResult)
    async def confirm_basis_groups(
        self,
        info: Info,
        power: strawberry.ID,
        groups: list[GroupedInput],
        expected_version: int,
        client_mutation_id: str | None = None,
    ) -> object:
        rows = [Grouped(citation=g.citation, function=g.function, group=g.group) for g in groups]
        done = await findings.confirm_basis_groups(
            info.context.desk,
            power=power,
            groups=rows,
            expected_version=expected_version,
            client_mutation_id=client_mutation_id,
        )
        return Done(id=strawberry.ID(done["power"]))

    @strawberry.mutation(
        description="确认一个条款对某类职权的功能，对引用它的该类职权都有效",
        graphql_type=FindingResult,
    )
    async def confirm_provision_function(
        self,
        info: Info,
        provision: strawberry.ID,
        power_type: PowerType,
        function: Function,
        expected_version: int,
        client_mutation_id: str | None = None,
    ) -> object:
        done = await findings.confirm_function(
            info.context.desk,
            provision=provision,
            power_type=power_type,
            function=function,
            expected_version=expected_version,
            client_mutation_id=client_mutation_id,
        )
        return Done(id=strawberry.ID(done["ruling"]))

    @strawberry.mutation(description="手工关联一处引用与条款文本", graphql_type=FindingResult)
    async def link_citation(
        self,
        info: Info,
        citation: strawberry.ID,
        units: list[strawberry.ID],
        expected_version: int,
        client_mutation_id: str | None = None,
    ) -> object:
        done = await findings.link_citation(
            info.context.desk,
            citation=citation,
            units=list(units),
            expected_version=expected_version,
            client_mutation_id=client_mutation_id,
        )
        return Done(id=strawberry.ID(done["link"]))

    @strawberry.mutation(
        description="法制办意见：答复暂缓的判断（须有文件）；只答复作出时已登记的变动，此后另有失效的再行提请",
        graphql_type=FindingResult,
    )
    async def record_legal_opinion(
        self,
        info: Info,
        rule: str,
        subject: strawberry.ID,
        finding: Finding,
        document: str,
        text: str,
        expected_version: int,
        power: strawberry.ID | None = None,
        client_mutation_id: str | None = None,
    ) -> object:
        new = NewOpinion(
            rule=rule,
            subject=subject,
            finding=finding,
            document=document,
            text=text,
            power=power or "",
        )
        done = await findings.record_legal_opinion(
            info.context.desk,
            new,
            expected_version=expected_version,
            client_mutation_id=client_mutation_id,
        )
        return Done(id=strawberry.ID(done["opinion"]))
