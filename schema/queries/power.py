"""职权、清单与判断查询."""

from __future__ import annotations

from datetime import date

import strawberry

from graph import lists
from graph.model.judgement import LegalStatus
from graph.model.power import ListStatus, PowerType
from graph.pages import PowerFilter, PowerOrder
from graph.powers import PowerNotFound
from resolvers import corrections, power_rulings, reading
from resolvers.corrections import IntakeNotFound
from schema.context import Info
from schema.enums import names, publish
from schema.paging import Connection, check_size, opened_at, opened_in
from schema.problems import outcome
from schema.types.cards import shown, wanted_beside
from schema.types.edition import Edition
from schema.types.listing import ListDifference
from schema.types.power import Element, Judgement, Power
from schema.types.remedy import Remedy

JudgementResult = outcome("JudgementResult", Judgement, PowerNotFound)
RemedyResult = outcome("RemedyResult", Remedy, PowerNotFound)
ListDifferenceResult = outcome("ListDifferenceResult", ListDifference, IntakeNotFound)


publish(PowerOrder, "职权的排序")


@strawberry.input(description="筛选职权；不填的不筛选")
class PowerWhere:
    holders: list[strawberry.ID] | None = strawberry.field(default=None, description="行使主体")
    types: list[PowerType] | None = strawberry.field(default=None, description="职权类型")
    statuses: list[ListStatus] | None = strawberry.field(default=None, description="清单状态")
    legal_statuses: list[LegalStatus] | None = strawberry.field(
        default=None,
        description="今天的法律状态；只在您可查看的职权中筛选（公众没有，部门只有本部门的）",
    )
    name: str | None = strawberry.field(default=None, description="名称中的文字")

    def record(self) -> PowerFilter:
        """As the graph takes it."""
        return PowerFilter(
            holders=tuple(self.holders) if self.holders is not None else None,
            types=names(self.types),
            statuses=names(self.statuses),
            text=self.name,
            standing=names(self.legal_statuses),
        )


@strawberry.type
class PowerQuery:
    @strawberry.field(description="清单上的职权")
    async def powers(
        self,
        info: Info,
        where: PowerWhere | None = None,
        order: PowerOrder = PowerOrder.NAME,
        first: int = 50,
        after: str | None = None,
    ) -> Connection[Power]:
        wanted = (where or PowerWhere()).record()
        size, start = check_size(first), opened_in(order.name, after)
        desk, beside = info.context.desk, wanted_beside(info)
        found = await reading.power_page(desk, wanted, beside, order, size=size, after=start)
        told, page = shown(info.context, found.cards, beside), found.page
        rows = [(f"{order.name} {key}", id_, told[id_]) for key, id_ in page.rows]
        return Connection[Power].of(rows, total=page.total, more=page.more, after=after)

    @strawberry.field(description="一项职权；不存在时为空")
    async def power(self, info: Info, id: strawberry.ID) -> Power | None:
        beside = wanted_beside(info)
        found = await reading.power_cards(info.context.desk, [id], beside)
        return shown(info.context, found, beside).get(id)

    @strawberry.field(
        description="一项职权在清单上的全部要素；以《办法》第四条所列和清单的栏目为限，不分页"
    )
    async def power_elements(self, info: Info, id: strawberry.ID) -> list[Element]:
        found = await info.context.desk.graph.read(lists.contents, [id])
        rows = found[id].elements if id in found else ()
        return [
            Element(kind=e.kind, header=e.header, text=e.text, parts=list(e.parts), hash=e.hash)
            for e in rows
        ]

    @strawberry.field(
        description="某日职权是否仍有有效且有权设定的依据，附证明（存续判断）",
        graphql_type=JudgementResult,
    )
    async def surviving_bases(
        self,
        info: Info,
        power: strawberry.ID,
        on: date | None = None,
        sub_item: strawberry.ID | None = None,
    ) -> object:
        found = await reading.survival(info.context.desk, power, on=on, sub_item=sub_item or "")
        return Judgement.of(found.judgement, found.status)

    @strawberry.field(
        description="某日一项职权的救济途径：复议机关和诉讼法院（《办法》第四条）",
        graphql_type=RemedyResult,
    )
    async def remedy_for(
        self, info: Info, power: strawberry.ID, as_of: date | None = None
    ) -> object:
        return Remedy.of(await power_rulings.remedy_of(info.context.desk, power, as_of))

    @strawberry.field(
        description="一次导入的文件与现行清单的不同；清单不因此改变，部门只见本部门的行",
        graphql_type=ListDifferenceResult,
    )
    async def list_difference(self, info: Info, intake: strawberry.ID) -> object:
        return ListDifference.of(await corrections.difference(info.context.desk, intake))

    @strawberry.field(description="清单的各版次，先后为序")
    async def list_editions(
        self, info: Info, first: int = 50, after: str | None = None
    ) -> Connection[Edition]:
        size, (start, _) = check_size(first), opened_at(after)
        rows, total, more = await info.context.desk.graph.read(
            lists.editions_page, size=size, after=start or 0
        )
        told = [(str(row.number), row.id, Edition.of(row)) for row in rows]
        return Connection[Edition].of(told, total=total, more=more, after=after)
