"""清单导入批次，未关联的与存疑的引用."""

from __future__ import annotations

from datetime import date
from json import loads
from typing import Any, Self

import strawberry
from strawberry.scalars import JSON

from graph.batches import Intake as IntakeRecord
from graph.model.power import ElementKind, LinkMethod
from graph.unsettled import Unsettled
from resolvers.unsettled import DoubtfulPage, UnlinkedPage, doubt
from schema import links
from schema.paging import Connection
from schema.types.law import Instrument, Provision, TextVersion
from schema.types.organ import OrgUnit
from schema.types.power import LINK_VERSION, Pinpoint, Power
from schema.types.report import ReportedCell, ReportedFor, cells


@strawberry.type(description="清单导入批次")
class Intake:
    id: strawberry.ID = strawberry.field(description="编号")
    name: str = strawberry.field(description="文件名")
    digest: str = strawberry.field(description="文件的摘要值（SHA-256）")
    on: date = strawberry.field(description="清单的日期")
    rows: int = strawberry.field(description="行数")
    compiled: int = strawberry.field(description="已编入清单的行数")
    report: JSON = strawberry.field(
        description="整份导入报告，与 quanze lists inspect --json 相同；逐单元格的部分可由 cells 分页查询"
    )

    @classmethod
    def of(cls, row: IntakeRecord) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            name=row.name,
            digest=row.hash,
            on=row.on,
            rows=row.rows,
            compiled=row.compiled,
            report=loads(row.report),
        )

    @strawberry.field(description="逐单元格的报告，如报告中的顺序")
    def cells(
        self, kinds: list[ReportedFor] | None = None, first: int = 50, after: str | None = None
    ) -> Connection[ReportedCell]:
        return cells(self.report, kinds, first, after)


@strawberry.type(description="相近的法规名称，供人选定")
class TitleCandidate:
    title: str = strawberry.field(description="已登记的法规名称，包括曾用的")
    instrument_id: strawberry.ID = strawberry.field(description="法规")
    likeness: float = strawberry.field(description="相近程度，0 至 100")

    instrument: Instrument = links.one("instrument_id", "法规")


@strawberry.interface(description="未定的引用：清单中印出而须由人核对的引用（linkCitation）")
class UnsettledCitation:
    citation_id: strawberry.ID = strawberry.field(description="引用")
    holder_id: strawberry.ID = strawberry.field(description="部门")
    power_ids: list[strawberry.ID] = strawberry.field(description="引用它的在册职权")
    element: ElementKind = strawberry.field(description="所在要素")
    printed: str = strawberry.field(description="原文")
    title: str = strawberry.field(description="所引法规名称，如清单所印；空为未写明")
    pinpoint: Pinpoint = strawberry.field(
        description="所引的位置；一处原文可以引数条，各为一处引用"
    )
    reason: str = strawberry.field(description="未能关联或者存疑的原因")
    version: int = strawberry.field(description=LINK_VERSION)
    stands_ids: strawberry.Private[list[str]]

    holder: OrgUnit = links.one("holder_id", "部门")
    powers: list[Power] = links.each("power_ids", "引用它的在册职权")
    stands_at: list[Provision] = links.each(
        "stands_ids", "所印条文实际所在的条款（最近的文本中），可能是旧条号；空为没有找到"
    )


@strawberry.type(description="未关联的引用：清单中印出而未能关联条款的引用")
class UnlinkedCitation(UnsettledCitation):
    candidates: list[TitleCandidate] = strawberry.field(description="相近的法规名称，最近的在前")

    @classmethod
    def of(cls, row: Unsettled, page: UnlinkedPage) -> Self:
        return cls(
            **_told(row, page),
            reason=row.reason,
            candidates=[
                TitleCandidate(title=title, instrument_id=strawberry.ID(id_), likeness=score)
                for title, id_, score in page.like.get(row.title, ())
            ],
        )


@strawberry.type(
    description="存疑的引用：已暂时关联，但所印条文、所印修正日期与清单之日有效的文本不一致（G15）"
)
class DoubtfulCitation(UnsettledCitation):
    method: LinkMethod = strawberry.field(description="暂时关联的文本从何得知")
    candidates: list[TextVersion] = strawberry.field(
        description="该法规已录入的各文本，供人选定，早的在前"
    )
    instrument_id: strawberry.Private[str]
    unit_ids: strawberry.Private[list[str]]

    instrument: Instrument = links.one("instrument_id", "所引法规")
    provisions: list[Provision] = links.each("unit_ids", "暂时关联的条款文本")

    @classmethod
    def of(cls, row: Unsettled, page: DoubtfulPage) -> Self:
        texts = page.texts.get(row.instrument, ())
        return cls(
            **_told(row, page),
            reason=doubt(row, texts),
            method=LinkMethod[row.method],
            candidates=[TextVersion.of(text) for text in texts],
            instrument_id=row.instrument,
            unit_ids=list(row.units),
        )


def _told(row: Unsettled, page: UnlinkedPage | DoubtfulPage) -> dict[str, Any]:
    """What is told of both alike."""
    return {
        "citation_id": strawberry.ID(row.citation),
        "holder_id": strawberry.ID(row.holder),
        "power_ids": [strawberry.ID(id_) for id_, _ in row.powers],
        "element": ElementKind[row.element],
        "printed": row.printed,
        "title": row.title,
        "version": row.version,
        "pinpoint": Pinpoint.of(row),
        "stands_ids": [unit.id for unit in page.stands.get(row.citation, ())],
    }
