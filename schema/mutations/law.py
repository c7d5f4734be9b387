"""法规办理."""

from __future__ import annotations

from datetime import date

import strawberry

from graph import effects, law_texts, laws
from graph.correspondences import CorrespondenceNotFound
from graph.errors import VersionConflict
from graph.law_texts import TextVersionExists
from graph.laws import InstrumentExists, InstrumentNotFound
from graph.model import law as model
from graph.model.law import Change, Kind, Rank, Support
from graph.model.power import PowerType
from graph.naming import NotAName
from importers.errors import FILE_PROBLEMS
from importers.laws.errors import NoStatute, UnknownEncoding
from resolvers import confirming, reading, recording_texts
from resolvers import laws as acts
from resolvers.aligning import NothingToConfirm, TextReadDifferently
from resolvers.answers import Answer, WrongAnswer
from resolvers.intake import NotBase64
from resolvers.recording_texts import (
    BetweenTexts,
    DatesDiffer,
    EmptyStatute,
    NewText,
    NoDate,
    TextOrFile,
)
from schema import links
from schema.context import Info
from schema.problems import outcome
from schema.types.law import Correspondence, Instrument, Source, TextVersion
from schema.types.node import Node


@strawberry.type(description="录入文本的结果")
class TextRecorded:
    version: TextVersion = strawberry.field(description="文本")
    source: Source | None = strawberry.field(description="变动来源；首个文本为空")
    changed: bool = strawberry.field(description="同一文本再次录入时为 false，什么都不改变")
    relinked: int = strawberry.field(description="因此关联上的引用数")


@strawberry.type(description="确认新旧对应的结果")
class Confirmed:
    correspondences: list[Correspondence] = strawberry.field(
        description="已确认的对应；以所答复的及其款、项为限，不分页"
    )


@strawberry.type(description="上位依据：下位法规或者条款依据上位法规或者条款制定")
class ParentLinked:
    child_id: strawberry.ID = strawberry.field(description="下位法规或者条款")
    parent_id: strawberry.ID = strawberry.field(description="上位法规或者条款")

    child: Node = links.one("child_id", "下位法规或者条款")
    parent: Node = links.one("parent_id", "上位法规或者条款")


@strawberry.input(description="支持评估")
class AssessmentInput:
    support: Support = strawberry.field(description="是否仍支持")
    changes: list[Change] = strawberry.field(default_factory=list, description="还改变了什么")
    organ: str = strawberry.field(default="", description="新文本指明的机构编号")
    nature: PowerType | None = strawberry.field(default=None, description="新的职权类型")
    power: strawberry.ID | None = strawberry.field(default=None, description="仅对此职权")
    sub_item: strawberry.ID | None = strawberry.field(default=None, description="仅对此子项")

    def record(self) -> model.Assessment:
        """As the graph takes it."""
        return model.Assessment(
            support=self.support,
            changes=frozenset(self.changes),
            organ=self.organ,
            nature=self.nature.value if self.nature else "",
            power=self.power or "",
            sub_item=self.sub_item or "",
        )


@strawberry.input(description="对一条建议的新旧对应的答复")
class CorrespondenceAnswer:
    id: strawberry.ID = strawberry.field(description="对应编号")
    expected_version: int = strawberry.field(description="您看到的第几次答复")
    kind: Kind | None = strawberry.field(default=None, description="更正对应关系；空为同意建议")
    new: list[strawberry.ID] | None = strawberry.field(
        default=None, description="更正新条款；空为同意建议"
    )
    assessment: AssessmentInput | None = strawberry.field(default=None, description="支持评估")
    parts: bool = strawberry.field(default=True, description="其款、项的建议一并同意")

    def record(self) -> Answer:
        """As the use case takes it."""
        return Answer(
            ref=self.id,
            expected_version=self.expected_version,
            kind=self.kind,
            new=tuple(self.new) if self.new is not None else None,
            assessment=self.assessment.record() if self.assessment else None,
            parts=self.parts,
        )


RegisterInstrumentResult = outcome(
    "RegisterInstrumentResult", Instrument, InstrumentExists, NotAName
)
RecordTextResult = outcome(
    "RecordTextResult",
    TextRecorded,
    InstrumentNotFound,
    NoDate,
    DatesDiffer,
    EmptyStatute,
    TextVersionExists,
    BetweenTexts,
    TextReadDifferently,
    TextOrFile,
    NotBase64,
    *FILE_PROBLEMS,
    NoStatute,
    UnknownEncoding,
)
ConfirmResult = outcome(
    "ConfirmCorrespondenceResult",
    Confirmed,
    CorrespondenceNotFound,
    VersionConflict,
    WrongAnswer,
    NothingToConfirm,
)
LinkParentResult = outcome("LinkParentResult", ParentLinked, InstrumentNotFound)


@strawberry.type
class LawMutation:
    @strawberry.mutation(description="登记法规、规章或文件", graphql_type=RegisterInstrumentResult)
    async def register_instrument(
        self,
        info: Info,
        title: str,
        rank: Rank,
        issuer: str = "",
        territory: str = "",
        own: bool = False,
        number: str = "",
        client_mutation_id: str | None = None,
    ) -> object:
        desk = info.context.desk
        done = await acts.register_instrument(
            desk,
            title=title,
            rank=rank,
            issuer=issuer,
            territory=territory,
            own=own,
            number=number,
            client_mutation_id=client_mutation_id,
        )
        return Instrument.of(await desk.graph.read(laws.get, done["instrument"]))

    @strawberry.mutation(
        description="录入法规文本：首个文本，或一次修订（自动与上一文本比对，提出新旧对应）",
        graphql_type=RecordTextResult,
    )
    async def record_text(
        self,
        info: Info,
        instrument: strawberry.ID,
        text: str | None = None,
        content: str | None = None,
        name: str = "",
        promulgated: date | None = None,
        effective: date | None = None,
        decision: str = "",
        number: str = "",
        last_article: str = "",
        client_mutation_id: str | None = None,
    ) -> object:
        desk = info.context.desk
        new = NewText(
            instrument=instrument,
            lines=await recording_texts.lines_given(desk, text, content, name),
            name=name,
            promulgated=promulgated,
            effective=effective,
            decision=decision,
            number=number,
            last_article=last_article,
        )
        done = await recording_texts.record_text(desk, new, client_mutation_id=client_mutation_id)
        versions = (await desk.graph.read(law_texts.versions, [instrument]))[instrument]
        stored = next(v for v in versions if v.version.id == done["version"])
        source = done["source"]
        return TextRecorded(
            version=TextVersion.of(stored),
            source=Source.of(await desk.graph.read(effects.source, source)) if source else None,
            changed=done["changed"],
            relinked=done.get("relinked", 0),
        )

    @strawberry.mutation(
        description="确认新旧对应：逐条，或一次多条；同意建议或加以更正",
        graphql_type=ConfirmResult,
    )
    async def confirm_correspondence(
        self,
        info: Info,
        answers: list[CorrespondenceAnswer],
        client_mutation_id: str | None = None,
    ) -> object:
        desk = info.context.desk
        done = await confirming.confirm_correspondences(
            desk, [a.record() for a in answers], client_mutation_id=client_mutation_id
        )
        return await _confirmed(info, done["confirmed"])

    @strawberry.mutation(
        description="同意把握程度在某线以上的全部建议；线由办理人划定",
        graphql_type=ConfirmResult,
    )
    async def confirm_correspondences_above(
        self,
        info: Info,
        version: strawberry.ID,
        confidence: float,
        assessment: AssessmentInput | None = None,
        client_mutation_id: str | None = None,
    ) -> object:
        done = await confirming.confirm_above(
            info.context.desk,
            version=version,
            line=confidence,
            assessment=assessment.record() if assessment else None,
            client_mutation_id=client_mutation_id,
        )
        return await _confirmed(info, done["confirmed"])

    @strawberry.mutation(
        description="评估已确认的变化是否仍支持引用它的职权", graphql_type=ConfirmResult
    )
    async def assess_support(
        self,
        info: Info,
        correspondence: strawberry.ID,
        expected_version: int,
        assessment: AssessmentInput,
        client_mutation_id: str | None = None,
    ) -> object:
        done = await confirming.assess_support(
            info.context.desk,
            ref=correspondence,
            expected_version=expected_version,
            assessment=assessment.record(),
            client_mutation_id=client_mutation_id,
        )
        return await _confirmed(info, [done["correspondence"]])

    @strawberry.mutation(
        description="登记上位依据：某法规或者条款依据另一法规或者条款制定（上位依据失效时须清理；裁量基准登记在其所细化的罚则之下，罚款幅度变化时须清理）",
        graphql_type=LinkParentResult,
    )
    async def link_parent(
        self,
        info: Info,
        child: strawberry.ID,
        parent: strawberry.ID,
        client_mutation_id: str | None = None,
    ) -> object:
        done = await acts.link_parent(
            info.context.desk, child=child, parent=parent, client_mutation_id=client_mutation_id
        )
        return ParentLinked(
            child_id=strawberry.ID(done["child"]), parent_id=strawberry.ID(done["parent"])
        )


async def _confirmed(info: Info, refs: list[str]) -> Confirmed:
    rows = await reading.correspondences_by_id(info.context.desk, refs)
    return Confirmed(correspondences=[Correspondence.of(row) for row in rows])
