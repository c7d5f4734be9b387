"""机构与节点查询."""

from __future__ import annotations

from datetime import date

import strawberry

from graph import organs as organ_store
from graph.model.organ import OrgKind
from graph.organs import OrganNotFound
from resolvers import looking_up
from schema.context import Info
from schema.paging import Connection, paged
from schema.problems import outcome
from schema.types.node import Node
from schema.types.organ import Alias, OrgHistory, OrgUnit

OrgHistoryResult = outcome("OrgHistoryResult", OrgHistory, OrganNotFound)


@strawberry.type
class OrganQuery:
    @strawberry.field(description="按编号取得对象；不存在或您无权查看时为空")
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:
        return (await info.context.nodes.of([id]))[0]

    @strawberry.field(description="一个机构；不存在时为空")
    async def org_unit(self, info: Info, id: strawberry.ID) -> OrgUnit | None:
        found = await info.context.desk.graph.read(organ_store.get_many, [id])
        return OrgUnit.of(found[id]) if id in found else None

    @strawberry.field(description="机构，按机构代码")
    async def org_units(
        self,
        info: Info,
        kind: OrgKind | None = None,
        text: str | None = None,
        first: int = 50,
        after: str | None = None,
    ) -> Connection[OrgUnit]:
        rows = await info.context.desk.graph.read(organ_store.everyone)
        wanted = [
            row for row in rows if kind in (None, row.kind) and (text is None or text in row.name)
        ]
        return paged(wanted, lambda row: (row.code, row.id), OrgUnit.of, first, after)

    @strawberry.field(
        description="机构的沿革：名称、别名与所任角色及其起止", graphql_type=OrgHistoryResult
    )
    async def org_history(self, info: Info, id: strawberry.ID) -> object:
        return OrgHistory.of(await looking_up.organ_history(info.context.desk, id))

    @strawberry.field(description="名称与别名：何时以何名称指向哪个机构，按机构和起日")
    async def aliases(
        self,
        info: Info,
        text: str | None = None,
        organ: strawberry.ID | None = None,
        on: date | None = None,
        first: int = 50,
        after: str | None = None,
    ) -> Connection[Alias]:
        rows, known = await looking_up.aliases(info.context.desk, text=text, organ=organ, on=on)
        return paged(
            rows,
            lambda name: (f"{known[name.organ].code} {name.valid_from}", name.id),
            lambda name: Alias.of(name, known[name.organ]),
            first,
            after,
        )
