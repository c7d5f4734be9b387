"""法规查询."""

from __future__ import annotations

import strawberry

from graph import citing, law_pages, laws
from graph.laws import InstrumentOrder
from graph.model.law import Standing
from resolvers import looking_up, reading
from schema.context import Info, follow
from schema.enums import publish
from schema.paging import Connection, check_size, opened, opened_at, opened_in, paged, sliced
from schema.types.law import Correspondence, Effect, Instrument, Provision, Source
from schema.types.power import Citing

publish(InstrumentOrder, "法规的排序")


@strawberry.type
class LawQuery:
    @strawberry.field(description="已登记的法规")
    async def instruments(
        self,
        info: Info,
        text: str | None = None,
        order: InstrumentOrder = InstrumentOrder.TITLE,
        first: int = 50,
        after: str | None = None,
    ) -> Connection[Instrument]:
        size, start = check_size(first), opened_in(order.name, after)
        rows, total, more = await info.context.desk.graph.read(
            laws.page, text, order, size=size, after=start
        )
        told = [(f"{order.name} {key}", i.id, Instrument.of(i)) for key, i in rows]
        return Connection[Instrument].of(told, total=total, more=more, after=after)

    @strawberry.field(description="一部法规；不存在时为空")
    async def instrument(self, info: Info, id: strawberry.ID) -> Instrument | None:
        found = await info.context.desk.graph.read(laws.get_many, [id])
        return Instrument.of(found[id]) if id in found else None

    @strawberry.field(description="一个条款自身在各文本中的内容，按文本公布先后")
    async def provision_history(
        self, info: Info, provision: strawberry.ID, first: int = 50, after: str | None = None
    ) -> Connection[Provision]:
        rows = await looking_up.provision_history(info.context.desk, provision)
        return sliced(
            list(enumerate(rows)),
            lambda numbered: (f"{numbered[0]:06d}", numbered[1].id),
            lambda numbered: Provision.of(numbered[1]),
            first,
            after,
        )

    @strawberry.field(
        description="引用者：清单上哪些职权引用一个条款文本（含其中的款项和所在的整条）或一部法规，按职权名称拼音排序"
    )
    async def citing(
        self, info: Info, of: strawberry.ID, first: int = 50, after: str | None = None
    ) -> Connection[Citing]:
        size, start = check_size(first), opened(after)
        rows, total, more = await info.context.desk.graph.read(
            citing.citing, of, size=size, after=start
        )
        told = [(row.sort_key, row.id, Citing.of(row)) for row in rows]
        return Connection[Citing].of(told, total=total, more=more, after=after)

    @strawberry.field(description="变动来源，最新的在前")
    async def sources(
        self, info: Info, first: int = 50, after: str | None = None
    ) -> Connection[Source]:
        size, start = check_size(first), opened_at(after)
        rows, total, more = await info.context.desk.graph.read(
            law_pages.sources, size=size, before=start
        )
        told = [(str(seq), row.id, Source.of(row)) for seq, row in rows]
        return Connection[Source].of(told, total=total, more=more, after=after)

    @strawberry.field(description="一个新文本的新旧对应，按旧文本顺序分页")
    async def correspondences(
        self,
        info: Info,
        version: strawberry.ID,
        standing: Standing | None = None,
        min_confidence: float = 0.0,
        articles_only: bool = False,
        first: int = 100,
        after: str | None = None,
    ) -> Connection[Correspondence]:
        rows = await reading.correspondences_of(info.context.desk, version)
        wanted = [
            row
            for row in rows
            if standing in (None, row.correspondence.standing)
            and row.correspondence.confidence >= min_confidence
            and (not articles_only or row.correspondence.whole == row.correspondence.id)
        ]
        return paged(
            list(enumerate(wanted)),
            lambda numbered: (f"{numbered[0]:06d}", numbered[1].correspondence.id),
            lambda numbered: Correspondence.of(numbered[1]),
            first,
            after,
        )

    @strawberry.field(description="效力事件，按生效日期")
    async def effects(
        self,
        info: Info,
        source: strawberry.ID | None = None,
        instrument: strawberry.ID | None = None,
        standing: Standing | None = None,
        first: int = 50,
        after: str | None = None,
    ) -> Connection[Effect]:
        return await _effects(info, source, instrument, standing, first, after)

    @strawberry.field(description="尚待确认的效力事件，按生效日期")
    async def pending_effects(
        self, info: Info, first: int = 50, after: str | None = None
    ) -> Connection[Effect]:
        return await _effects(info, None, None, Standing.PROPOSED, first, after)


async def _effects(
    info: Info,
    source: str | None,
    instrument: str | None,
    standing: Standing | None,
    first: int,
    after: str | None,
) -> Connection[Effect]:
    size, start = check_size(first), opened(after)
    page = await info.context.desk.graph.read(
        law_pages.effects,
        source=source,
        instrument=instrument,
        standing=standing,
        size=size,
        after=start,
    )
    found = await follow(info, page.ids, Effect)
    rows = [(key, id_, one) for (key, id_), one in zip(page.rows, found, strict=True)]
    return Connection[Effect].of(rows, total=page.total, more=page.more, after=after)
