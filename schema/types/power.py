"""职权、要素、引用与清单."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from json import loads
from typing import TYPE_CHECKING, Annotated, Self

import strawberry

from graph.citing import Citing as CitingRecord
from graph.model.judgement import BasisState, LegalStatus, Survival
from graph.model.judgement import CitationState as CitationStateRecord
from graph.model.judgement import Judgement as JudgementRecord
from graph.model.judgement import Step as StepRecord
from graph.model.power import Citation as CitationRecord
from graph.model.power import (
    ElementKind,
    Function,
    How,
    InCatalogue,
    LinkMethod,
    ListStatus,
    PowerType,
)
from graph.model.power import Power as PowerRecord
from graph.unsettled import Unsettled
from schema import links
from schema.links import Link
from schema.types.law import Instrument, Provision
from schema.types.node import Node
from schema.types.organ import OrgUnit

if TYPE_CHECKING:
    from schema.types.request import Item


LINK_VERSION = "关联的版本号，linkCitation 的 expectedVersion；0 为尚未试行关联"


@strawberry.type(description="引用的位置：法规与条、款、项、目，照原文读出")
class Pinpoint:
    title: str | None = strawberry.field(description="所印法规名称；空为没有写明")
    doc_number: str | None = strawberry.field(description="文号或者令号；空为没有写明")
    revision: str | None = strawberry.field(description="所印的修正、修订日期，可以只有年、月")
    annex: str | None = strawberry.field(description="附件；0 为唯一的附件")
    part: str | None = strawberry.field(description="编")
    chapter: str | None = strawberry.field(description="章")
    section: str | None = strawberry.field(description="节；不分条的文件为其“一、”")
    article: str | None = strawberry.field(description="条，如 12、12-1（第十二条之一）")
    paragraph: str | None = strawberry.field(description="款")
    item: str | None = strawberry.field(description="项；附件中为其第几项")
    subitem: str | None = strawberry.field(description="目")
    range_end: str | None = strawberry.field(description="范围的末尾；空为不是范围")
    whole: bool = strawberry.field(description="是否写明全文适用")

    @classmethod
    def of(cls, row: CitationRecord | Unsettled) -> Self:
        """From the reference as it was stored."""
        read = {**loads(row.reference), "title": row.title or None}
        told = {
            f.name: None if read.get(f.name) is None else str(read[f.name]) for f in fields(cls)
        }
        return cls(**{**told, "whole": bool(read.get("whole"))})  # pyright: ignore[reportArgumentType]


@strawberry.type(description="引用：一项要素中的一处引用，附其所引条款文本")
class Citation:
    id: strawberry.ID = strawberry.field(description="编号")
    element: ElementKind = strawberry.field(description="所在要素")
    sub_item_id: strawberry.ID | None = strawberry.field(description="所在子项；空为职权本身")
    function: Function = strawberry.field(description="功能")
    group: str = strawberry.field(description="依据组；空为单独成组或不入组")
    source: How = strawberry.field(description="功能与依据组从何得知；推定的不作为事实")
    printed: str = strawberry.field(description="原文")
    pinpoint: Pinpoint = links.derived(lambda citation: Pinpoint.of(citation.row), "所引的位置")
    coarse: bool = strawberry.field(description="是否引用一段条文、一章或全文")
    method: LinkMethod = strawberry.field(description="所引的是哪一文本，从何得知")
    doubtful: bool = strawberry.field(
        description="所印条文、所印修正日期与清单之日有效的文本是否不一致；是则所引文本须由人核对（linkCitation）"
    )
    instrument_id: strawberry.ID | None = strawberry.field(description="所引法规；空为未知")
    unlinked_reason: str | None = strawberry.field(description="未能关联条款的原因；空为已关联")
    stale: bool = strawberry.field(description="编制清单时所引文字即非现行文本")
    version: int = strawberry.field(description=LINK_VERSION)
    unit_ids: strawberry.Private[list[str]]
    row: strawberry.Private[CitationRecord]

    instrument: Instrument | None = links.one_if_any("instrument_id", "所引法规；空为未知")
    provisions: list[Provision] = links.each("unit_ids", "所引条款文本")

    @classmethod
    def of(cls, row: CitationRecord) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            element=row.element,
            sub_item_id=strawberry.ID(row.sub_item) if row.sub_item else None,
            function=row.function,
            group=row.group,
            source=row.how,
            printed=row.printed,
            coarse=row.coarse,
            method=row.method,
            doubtful=row.quoted_version_doubtful,
            instrument_id=strawberry.ID(row.instrument) if row.instrument else None,
            unlinked_reason=row.unlinked or None,
            stale=row.stale,
            version=row.version,
            unit_ids=list(row.units),
            row=row,
        )


@strawberry.type(description="证明的一步：依哪一条规则、由哪一记录得出")
class Step:
    on: date | None = strawberry.field(description="日期")
    rule: str = strawberry.field(description="规则行")
    record: str = strawberry.field(description="所依记录的编号")
    sentence: str = strawberry.field(description="说明")

    @classmethod
    def of(cls, row: StepRecord) -> Self:
        return cls(on=row.on, rule=row.rule, record=row.record, sentence=row.sentence)


@strawberry.type(description="一处引用在某日的状态及证明")
class CitationState:
    citation_id: strawberry.ID = strawberry.field(description="引用")
    state: BasisState = strawberry.field(description="状态")
    changed: bool = strawberry.field(description="文字或条号是否已与所引文本不同")
    partly: bool = strawberry.field(description="所引范围中是否有一部分变化、失效或未定")
    now_ids: strawberry.Private[list[str]]
    waits_for: list[strawberry.ID] = strawberry.field(description="尚待答复的对应、事件或意见")
    proof: list[Step] = strawberry.field(description="证明")

    now: list[Provision] = links.each("now_ids", "当日所立足的条款文本")

    @classmethod
    def of(cls, row: CitationStateRecord) -> Self:
        return cls(
            citation_id=strawberry.ID(row.citation),
            state=row.state,
            changed=row.changed,
            partly=row.partly,
            now_ids=list(row.now),
            waits_for=[strawberry.ID(w) for w in row.waits_for],
            proof=[Step.of(s) for s in row.steps],
        )


@strawberry.type(description="依据组在某日的状态")
class BasisGroup:
    label: str = strawberry.field(description="组名")
    members: list[strawberry.ID] = strawberry.field(description="成员引用")
    state: BasisState = strawberry.field(description="状态，取最差成员")


@strawberry.type(description="存续判断：某日职权是否仍有有效且有权设定的依据")
class Judgement:
    power_id: strawberry.ID = strawberry.field(description="职权")
    sub_item_id: strawberry.ID | None = strawberry.field(description="子项；空为职权本身")
    on: date = strawberry.field(description="日期")
    survival: Survival = strawberry.field(description="存续结论")
    meaning: str = strawberry.field(description="存续结论的文字，如“V3 依据变化”")
    legal_status: LegalStatus = strawberry.field(description="法律状态")
    doubtful: bool = strawberry.field(description="是否存疑")
    readings_differ: bool = strawberry.field(description="换一种功能读法是否会得出另一结论")
    citations: list[CitationState] = strawberry.field(description="各处引用")
    groups: list[BasisGroup] = strawberry.field(description="各依据组")
    reasons: list[Step] = strawberry.field(description="未定的原因及其余说明")
    waits_for: list[strawberry.ID] = strawberry.field(description="尚待答复的对应、事件或意见")

    @classmethod
    def of(cls, row: JudgementRecord, status: LegalStatus) -> Self:
        return cls(
            power_id=strawberry.ID(row.power),
            sub_item_id=strawberry.ID(row.sub_item) if row.sub_item else None,
            on=row.on,
            survival=row.survival,
            meaning=row.survival.value,
            legal_status=status,
            doubtful=row.doubtful,
            readings_differ=row.readings_differ,
            citations=[CitationState.of(c) for c in row.citations],
            groups=[
                BasisGroup(
                    label=g.label, members=[strawberry.ID(m) for m in g.members], state=g.state
                )
                for g in row.groups
            ],
            reasons=[Step.of(s) for s in row.reasons],
            waits_for=[strawberry.ID(w) for w in row.waits_for],
        )


@strawberry.type(description="要素：《办法》第四条所列及清单另有的栏目")
class Element:
    kind: ElementKind = strawberry.field(description="要素")
    header: str = strawberry.field(description="清单中的栏名")
    text: str = strawberry.field(description="原文")
    parts: list[str] = strawberry.field(description="分条（责任事项的步骤、追责情形的各条）")
    hash: str = strawberry.field(description="内容摘要值")


@strawberry.type(description="子项")
class SubItem:
    id: strawberry.ID = strawberry.field(description="编号")
    name: str = strawberry.field(description="名称")


@strawberry.type(description="权力事项：部门依法可以做、并须为之负责的一件事")
class Power(Node):
    id: strawberry.ID = strawberry.field(description="编号")
    code: str = strawberry.field(description="本系统赋予的职权编码，一经赋予不变")
    name: str = strawberry.field(description="职权名称")
    type: PowerType = strawberry.field(description="职权类型")
    holder_id: strawberry.ID = strawberry.field(description="行使主体")
    list_status: ListStatus = strawberry.field(description="清单状态，只因决定而变")
    legal_status: LegalStatus | None = links.field(
        Link(lambda power: (power.id,), lambda _, found: found[0], through="legal_statuses"),
        "法律状态：今天依法如何，只因法律而变，清单未变时也照实说明（G8）；另一日的见 survivingBases、powerAsOf；空值为您不可查看（公众、其他部门）",
    )
    version: int = strawberry.field(description="清单中的第几个版本")
    groups_version: int = strawberry.field(
        description="功能与依据组的版本号，confirmBasisGroups 的 expectedVersion；0 为尚未有人确认"
    )
    in_catalogue: InCatalogue = strawberry.field(description="许可是否在目录中")
    sub_items: list[SubItem] = strawberry.field(description="子项")
    citations: list[Citation] = strawberry.field(description="全部引用")

    holder: OrgUnit = links.one("holder_id", "行使主体")
    rulings_version: int = links.version(
        "id", "rulings", "目录核对和另定救济途径的版本号（recordCatalogueFinding、overrideRemedy）"
    )
    opinions_version: int = links.version(
        "id", "opinions", "为其作出的法制办意见的版本号（recordLegalOpinion）"
    )
    open_items: list[Annotated[Item, strawberry.lazy("schema.types.request")]] | None = links.field(
        Link(lambda power: (power.id,), lambda _, found: found[0], through="open_items"),
        "在办的调整事项，先后为序，部门只见由本部门申请的；空列表为没有，空值为您不可查看（公众、其他部门）",
    )

    @classmethod
    def of(cls, row: PowerRecord) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            code=row.code,
            name=row.name,
            type=row.type,
            holder_id=strawberry.ID(row.holder),
            list_status=row.status,
            version=row.version,
            groups_version=row.groups_version,
            in_catalogue=row.in_catalogue,
            sub_items=[SubItem(id=strawberry.ID(s.id), name=s.name) for s in row.sub_items],
            citations=[Citation.of(c) for c in row.citations],
        )


@strawberry.type(description="引用者：清单上的一项职权及其一处引用")
class Citing:
    power_id: strawberry.Private[str]
    citation_id: strawberry.Private[str]

    power: Power = links.one("power_id", "职权")
    citation: Citation = links.field(
        Link(
            lambda citing: (citing.power_id,),
            lambda citing, found: next(c for c in found[0].citations if c.id == citing.citation_id),
        ),
        "引用",
    )

    @classmethod
    def of(cls, row: CitingRecord) -> Self:
        return cls(power_id=row.power, citation_id=row.citation)
