"""清单导入批次，未关联的与存疑的引用."""

from __future__ import annotations

from datetime import date
from json import loads
from typing import Self

import strawberry
from strawberry.scalars import JSON

from graph.batches import Intake as IntakeRecord
from graph.model.power import ElementKind, LinkMethod
from graph.unsettled import Unsettled
from resolvers.unsettled import DoubtfulPage, UnlinkedPage, doubt
from schema import links
from schema.types.law import Instrument, Provision, TextVersion
from schema.types.organ import OrgUnit
from schema.types.power import Pinpoint


@strawberry.type(description="清单导入批次")
class Intake:
    id: strawberry.ID = strawberry.field(description="编号")
    name: str = strawberry.field(description="文件名")
    digest: str = strawberry.field(description="文件的摘要值（SHA-256）")
    on: date = strawberry.field(description="清单的日期")
    rows: int = strawberry.field(description="行数")
    compiled: int = strawberry.field(description="已编入清单的行数")
    report: JSON = strawberry.field(description="逐单元格的导入报告")

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


@strawberry.type(description="相近的法规名称，供人选定")
class TitleCandidate:
    title: str = strawberry.field(description="已登记的法规名称")
    instrument_id: strawberry.ID = strawberry.field(description="法规")
    likeness: float = strawberry.field(description="相近程度，0 至 100")


@strawberry.type(description="引用它的职权")
class CitingPower:
    id: strawberry.ID = strawberry.field(description="职权")
    name: str = strawberry.field(description="职权名称")


STANDS_AT = "所印条文实际所在的条款（最近的文本中），可能是旧条号；空为没有找到"


@strawberry.type(description="未关联的引用：清单中印出而未能关联条款的引用")
class UnlinkedCitation:
    citation_id: strawberry.ID = strawberry.field(description="引用")
    holder_id: strawberry.ID = strawberry.field(description="部门")
    holder_name: str = strawberry.field(description="部门名称")
    element: ElementKind = strawberry.field(description="所在要素")
    printed: str = strawberry.field(description="原文")
    title: str = strawberry.field(description="所引法规名称，如清单所印；空为未写明")
    pinpoint: Pinpoint = strawberry.field(
        description="所引的位置；一处原文可以引数条，各为一处引用"
    )
    reason: str = strawberry.field(description="未能关联的原因")
    powers: list[CitingPower] = strawberry.field(description="引用它的在册职权")
    candidates: list[TitleCandidate] = strawberry.field(description="相近的法规名称，最近的在前")
    stands_ids: strawberry.Private[list[str]]

    holder: OrgUnit = links.one("holder_id", "部门")
    stands_at: list[Provision] = links.each("stands_ids", STANDS_AT)

    @classmethod
    def of(cls, row: Unsettled, page: UnlinkedPage) -> Self:
        return cls(
            citation_id=strawberry.ID(row.citation),
            holder_id=strawberry.ID(row.holder),
            holder_name=page.holder_names.get(row.holder, ""),
            element=ElementKind[row.element],
            printed=row.printed,
            title=row.title,
            pinpoint=Pinpoint.of(row),
            reason=row.reason,
            powers=_powers(row),
            candidates=[
                TitleCandidate(title=title, instrument_id=strawberry.ID(id_), likeness=score)
                for title, id_, score in page.like.get(row.title, ())
            ],
            stands_ids=[unit.id for unit in page.stands.get(row.citation, ())],
        )


@strawberry.type(
    description="存疑的引用：已暂时关联，但所印条文、所印修正日期与清单之日有效的文本不一致（G15），须由人核对"
)
class DoubtfulCitation:
    citation_id: strawberry.ID = strawberry.field(description="引用")
    holder_id: strawberry.ID = strawberry.field(description="部门")
    holder_name: str = strawberry.field(description="部门名称")
    element: ElementKind = strawberry.field(description="所在要素")
    printed: str = strawberry.field(description="原文")
    title: str = strawberry.field(description="所引法规名称，如清单所印；空为未写明")
    pinpoint: Pinpoint = strawberry.field(
        description="所引的位置；一处原文可以引数条，各为一处引用"
    )
    reason: str = strawberry.field(description="存疑的原因")
    method: LinkMethod = strawberry.field(description="暂时关联的文本从何得知")
    powers: list[CitingPower] = strawberry.field(description="引用它的在册职权")
    candidates: list[TextVersion] = strawberry.field(
        description="该法规已录入的各文本，供人选定，早的在前"
    )
    instrument_id: strawberry.Private[str]
    unit_ids: strawberry.Private[list[str]]
    stands_ids: strawberry.Private[list[str]]

    holder: OrgUnit = links.one("holder_id", "部门")
    instrument: Instrument = links.one("instrument_id", "所引法规")
    provisions: list[Provision] = links.each("unit_ids", "暂时关联的条款文本")
    stands_at: list[Provision] = links.each("stands_ids", STANDS_AT)

    @classmethod
    def of(cls, row: Unsettled, page: DoubtfulPage) -> Self:
        texts = page.texts.get(row.instrument, ())
        return cls(
            citation_id=strawberry.ID(row.citation),
            holder_id=strawberry.ID(row.holder),
            holder_name=page.holder_names.get(row.holder, ""),
            element=ElementKind[row.element],
            printed=row.printed,
            title=row.title,
            pinpoint=Pinpoint.of(row),
            reason=doubt(row, texts),
            method=LinkMethod[row.method],
            powers=_powers(row),
            candidates=[TextVersion.of(text) for text in texts],
            instrument_id=row.instrument,
            unit_ids=list(row.units),
            stands_ids=[unit.id for unit in page.stands.get(row.citation, ())],
        )


def _powers(row: Unsettled) -> list[CitingPower]:
    return [CitingPower(id=strawberry.ID(id_), name=name) for id_, name in row.powers]
