"""法规、文本、条款、新旧对应与效力事件."""

from __future__ import annotations

import difflib
from datetime import date
from enum import StrEnum
from json import loads
from typing import Annotated, Self

import strawberry

from graph import provisions
from graph.correspondences import Method, Proposal
from graph.effects import Source as SourceRecord
from graph.effects import StoredEffect
from graph.law_texts import StoredText
from graph.model import law as model
from graph.model.law import Change, EffectType, Kind, ProvisionVersion, Rank, Standing, Support
from graph.model.plan import CauseKind
from graph.model.power import PowerType
from legal.place import Place
from legal.statute import Severity as FindingSeverity
from resolvers.redrafting import told
from schema import links
from schema.context import Info, follow
from schema.enums import publish
from schema.paging import Connection, paged
from schema.types.node import Node

OPINIONS = (
    "就其（法规含其条款和所受影响，职权含其子项）提出的法制办意见的版本号（recordLegalOpinion）"
)


@strawberry.type(description="法规、规章或文件")
class Instrument(Node):
    id: strawberry.ID = strawberry.field(description="编号")
    title: str = strawberry.field(description="名称")
    rank: Rank = strawberry.field(description="效力层级")
    issuer: str = strawberry.field(description="制定机关")
    territory: str = strawberry.field(description="适用地域的行政区划代码；空为全国")
    own: bool = strawberry.field(description="是否本区制定的规范性文件")

    opinions_version: int = links.version("id", "opinions", OPINIONS)

    @classmethod
    def of(cls, instrument: model.Instrument) -> Self:
        return cls(
            id=strawberry.ID(instrument.id),
            title=instrument.title,
            rank=instrument.rank,
            issuer=instrument.issuer,
            territory=instrument.territory,
            own=instrument.own,
        )

    @strawberry.field(description="已录入的各文本，按公布日期")
    async def text_versions(
        self, info: Info, first: int = 50, after: str | None = None
    ) -> Connection[Annotated[TextVersion, strawberry.lazy("schema.types.law")]]:
        (texts,) = await info.context.texts.of([self.id])
        return paged(
            texts,
            lambda text: (text.version.promulgated.isoformat(), text.version.id),
            TextVersion.of,
            first,
            after,
        )


@strawberry.type(description="文本缺陷：读入时发现的问题及其位置")
class TextFinding:
    code: str = strawberry.field(description="缺陷代码")
    severity: FindingSeverity = strawberry.field(description="程度")
    line: int = strawberry.field(description="所在行，从 1 起；0 为全文")
    place: str = strawberry.field(description="最近的条款或标题")
    message: str = strawberry.field(description="说明")
    repaired: bool = strawberry.field(description="是否已按安全规则修复")


@strawberry.type(description="法规的一个文本版本")
class TextVersion(Node):
    id: strawberry.ID = strawberry.field(description="编号")
    instrument_id: strawberry.ID = strawberry.field(description="所属法规")
    promulgated: date = strawberry.field(description="公布日期")
    effective: date | None = strawberry.field(
        description="施行日期；空为未知，此时视为任何一日均未施行"
    )
    complete: bool = strawberry.field(description="文本是否完整；不完整的文本不作为全文使用")
    revises: strawberry.ID | None = strawberry.field(description="所修订的上一文本")
    source_id: strawberry.ID | None = strawberry.field(description="变动来源")
    findings: list[TextFinding] = strawberry.field(description="读入时发现的缺陷")

    instrument: Instrument = links.one("instrument_id", "所属法规")
    revised: TextVersion | None = links.one_if_any("revises", "所修订的上一文本；没有时为空")
    source: Source | None = links.one_if_any("source_id", "变动来源；没有或您不可查看时为空")

    @classmethod
    def of(cls, text: StoredText) -> Self:
        version = text.version
        rows = [
            TextFinding(severity=FindingSeverity(row.pop("severity")), **row)
            for row in loads(text.findings or "[]")
        ]
        return cls(
            id=strawberry.ID(version.id),
            instrument_id=strawberry.ID(version.instrument),
            promulgated=version.promulgated,
            effective=version.effective,
            complete=version.complete,
            revises=strawberry.ID(text.revises) if text.revises else None,
            source_id=strawberry.ID(text.source) if text.source else None,
            findings=rows,
        )

    @strawberry.field(description="条款，按顺序")
    async def provisions(
        self,
        info: Info,
        place: str | None = None,
        first: int = 100,
        after: str | None = None,
    ) -> Connection[Annotated[Provision, strawberry.lazy("schema.types.law")]]:
        units = await info.context.desk.graph.read(provisions.units_of_version, self.id)
        wanted = [unit for unit in units if place is None or str(unit.place) == place]
        return paged(
            wanted, lambda unit: (f"{unit.order:06d}", unit.id), Provision.of, first, after
        )


@strawberry.type(description="条、款、项、目在一个文本中的内容")
class Provision(Node):
    id: strawberry.ID = strawberry.field(description="条款文本编号")
    provision_id: strawberry.ID = strawberry.field(description="条款自身的编号，不随条号变化")
    place: str = strawberry.field(description="位置，如 12-1¶2(3)")
    place_name: str = links.derived(
        lambda unit: told([unit.at]), "位置的中文写法，如 第十二条之一第二款第三项"
    )
    text: str = strawberry.field(description="内容；项含其所在款的导语，以及项之后的结语")
    version_id: strawberry.ID = strawberry.field(description="所在文本")
    instrument_id: strawberry.ID = strawberry.field(description="所属法规")
    at: strawberry.Private[Place]

    functions_version: int = links.version(
        "provision_id", "functions", "条款功能的版本号（confirmProvisionFunction）"
    )
    opinions_version: int = links.version("provision_id", "opinions", OPINIONS)
    instrument: Instrument = links.one("instrument_id", "所属法规")
    text_version: TextVersion = links.one("version_id", "所在文本")

    @classmethod
    def of(cls, unit: ProvisionVersion) -> Self:
        return cls(
            id=strawberry.ID(unit.id),
            provision_id=strawberry.ID(unit.provision),
            place=str(unit.place),
            at=unit.place,
            text=unit.text,
            version_id=strawberry.ID(unit.version),
            instrument_id=strawberry.ID(unit.instrument),
        )


class DiffKind(StrEnum):
    """一段文字在哪一文中."""

    SAME = "两文相同"
    OLD = "仅旧文有"
    NEW = "仅新文有"


publish(DiffKind, "差异中的一段在哪一文中")


@strawberry.type(description="差异的一段")
class DiffPart:
    kind: DiffKind = strawberry.field(description="在哪一文中")
    text: str = strawberry.field(description="文字")


def diff(old: str, new: str) -> list[DiffPart]:
    """文字差异 by characters."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    parts: list[DiffPart] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            parts.append(DiffPart(kind=DiffKind.SAME, text=old[a:b]))
            continue
        parts += [DiffPart(kind=DiffKind.OLD, text=old[a:b])] if b > a else []
        parts += [DiffPart(kind=DiffKind.NEW, text=new[c:d])] if d > c else []
    return parts


@strawberry.type(description="支持评估：变化后的文本是否仍支持引用它的职权")
class Assessment:
    support: Support = strawberry.field(description="是否仍支持")
    changes: list[Change] = strawberry.field(description="还改变了什么")
    organ: str = strawberry.field(description="新文本指明的机构")
    nature: PowerType | None = strawberry.field(description="新的职权类型；空为没有改变")
    power_id: strawberry.ID | None = strawberry.field(description="仅对此职权；空为全部引用")
    sub_item_id: strawberry.ID | None = strawberry.field(description="仅对此子项")

    @classmethod
    def of(cls, row: model.Assessment) -> Self:
        return cls(
            support=row.support,
            changes=sorted(row.changes, key=lambda change: change.name),
            organ=row.organ,
            nature=next((t for t in PowerType if row.nature in (t.name, t.value)), None),
            power_id=strawberry.ID(row.power) if row.power else None,
            sub_item_id=strawberry.ID(row.sub_item) if row.sub_item else None,
        )


@strawberry.type(description="新旧对应：一个旧条款在新文本中成为什么")
class Correspondence(Node):
    id: strawberry.ID = strawberry.field(description="编号")
    version: int = strawberry.field(description="第几次答复，办理时作为 expectedVersion")
    kind: Kind = strawberry.field(description="对应关系")
    standing: Standing = strawberry.field(description="确认状态")
    confidence: float = strawberry.field(description="把握程度，0 至 1；仅供参考，不作为确认依据")
    method: Method = strawberry.field(description="从何而来")
    confirmed_by: str = strawberry.field(description="确认人；自动确认为空")
    whole_id: strawberry.ID = strawberry.field(description="所属的条一级对应")
    old_id: strawberry.Private[str]
    new_ids: strawberry.Private[list[str]]
    runner_up_ids: strawberry.Private[list[str]]
    assessments: list[Assessment] = strawberry.field(description="支持评估")

    old: Provision = links.one("old_id", "旧条款")
    new: list[Provision] = links.each("new_ids", "新条款；删除时为空")
    runner_up: list[Provision] = links.each("runner_up_ids", "接近的次选")

    @strawberry.field(description="旧文与新文的逐字差异；无新条款时为空")
    async def difference(self, info: Info) -> list[DiffPart]:
        old, *new = await follow(info, [self.old_id, *self.new_ids], Provision)
        return diff(old.text, "\n".join(unit.text for unit in new)) if new else []

    @classmethod
    def of(cls, row: Proposal) -> Self:
        c = row.correspondence
        return cls(
            id=strawberry.ID(c.id),
            version=row.number,
            kind=c.kind,
            standing=c.standing,
            confidence=c.confidence,
            method=row.method,
            confirmed_by=row.by,
            whole_id=strawberry.ID(c.whole),
            old_id=c.old,
            new_ids=list(c.new),
            runner_up_ids=list(row.runner_up),
            assessments=[Assessment.of(a) for a in c.assessments],
        )


@strawberry.type(description="变动来源：一次修订、废止或机构改革的决定")
class Source(Node):
    id: strawberry.ID = strawberry.field(description="编号")
    kind: CauseKind = strawberry.field(description="种类")
    title: str = strawberry.field(description="决定名称")
    number: str = strawberry.field(description="文号")
    promulgated: date = strawberry.field(description="公布日期")
    effective: date = strawberry.field(description="施行日期")

    @classmethod
    def of(cls, row: SourceRecord) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            kind=CauseKind.LAW if row.kind == "LAW" else CauseKind.ORGAN,
            title=row.title,
            number=row.number,
            promulgated=row.promulgated,
            effective=row.effective,
        )


@strawberry.type(description="效力事件：废止、失效、暂停、抵触、新增等；只有已确认的才能使依据失效")
class Effect(Node):
    id: strawberry.ID = strawberry.field(description="编号")
    version: int = strawberry.field(description="第几次答复，办理时作为 expectedVersion")
    type: EffectType = strawberry.field(description="种类")
    standing: Standing = strawberry.field(description="确认状态")
    source_id: strawberry.ID = strawberry.field(description="变动来源")
    instrument_id: strawberry.ID = strawberry.field(description="所影响的法规")
    provision_ids: list[strawberry.ID] = strawberry.field(description="所影响的条款；空为整部法规")
    promulgated: date = strawberry.field(description="公布日期")
    effective: date = strawberry.field(description="生效日期")
    until: date | None = strawberry.field(description="止（暂停适用）")
    territory: str = strawberry.field(description="适用地域的行政区划代码；空为各地")
    correspondence_id: strawberry.ID | None = strawberry.field(description="由哪条新旧对应确认而来")

    source: Source = links.one("source_id", "变动来源")
    instrument: Instrument = links.one("instrument_id", "所影响的法规")
    opinions_version: int = links.version("id", "opinions", OPINIONS)

    @classmethod
    def of(cls, row: StoredEffect) -> Self:
        e = row.effect
        return cls(
            id=strawberry.ID(e.id),
            version=row.number,
            type=e.type,
            standing=e.standing,
            source_id=strawberry.ID(e.source),
            instrument_id=strawberry.ID(e.instrument),
            provision_ids=[strawberry.ID(p) for p in e.provisions],
            promulgated=e.promulgated,
            effective=e.effective,
            until=e.until,
            territory=e.territory,
            correspondence_id=strawberry.ID(row.correspondence) if row.correspondence else None,
        )
