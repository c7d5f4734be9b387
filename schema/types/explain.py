"""说明: why an outcome came about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Self

import strawberry

from graph.rules.rows_survival import SURVIVAL
from graph.rules.rows_survival import SurvivalRow as SurvivalRecord
from resolvers import evidence as evidence_
from resolvers import explaining, waiting
from resolvers.acting import Desk
from resolvers.evidence import Link
from resolvers.waiting import WaitFor
from schema.enums import publish
from schema.types.impact import Hit
from schema.types.law import Source
from schema.types.plan import DraftItem, DraftTask
from schema.types.power import Judgement
from schema.types.request import Item, told
from schema.types.rules import Interpretation, Rule, SurvivalRow

publish(Link, "路径上的环节")
publish(WaitFor, "等待什么")


@strawberry.type(description="路径的一步")
class PathStep:
    link: Link = strawberry.field(description="环节")
    id: strawberry.ID = strawberry.field(description="编号")
    label: str = strawberry.field(description="名称或说明")

    @classmethod
    def of(cls, row: evidence_.PathStep) -> Self:
        return cls(link=row.link, id=strawberry.ID(row.id), label=row.label)


@strawberry.type(description="路径：从变动到职权及其处理")
class Path:
    steps: list[PathStep] = strawberry.field(description="各步，先后为序")


@strawberry.type(description="存续证明，及其在存续表中的一行")
class SurvivalProof:
    judgement: Judgement = strawberry.field(description="存续判断，附逐步的证明")
    row: SurvivalRow = strawberry.field(description="存续表中的一行")


@strawberry.type(description="等待：须先发生的一件事，及由谁办理")
class Waiting:
    kind: WaitFor = strawberry.field(description="等待什么")
    id: strawberry.ID = strawberry.field(description="所等待的事项、待办或自身的编号")
    sentence: str = strawberry.field(description="说明")

    @classmethod
    def of(cls, row: waiting.Waiting) -> Self:
        return cls(kind=row.kind, id=strawberry.ID(row.id), sentence=row.sentence)


@strawberry.type(description="规则包的名称")
class PackName:
    id: strawberry.ID = strawberry.field(description="编号")
    version: str = strawberry.field(description="版本")
    name: str = strawberry.field(description="名称")


@strawberry.type(
    description="说明理由：路径、存续证明、规则行及其条文、规则包与解释；对事项还有历次决定和所等待的事"
)
class Explanation:
    source: Source = strawberry.field(description="变动来源")
    on: date = strawberry.field(description="判断的日期")
    known_at: int | None = strawberry.field(
        description="依第几条办理记录之后所知作出；空为依现在所知"
    )
    reproduced: bool = strawberry.field(
        description="是否与事项所依的事实完全一致；不一致时，事项的事实已变，所示为现在的判断"
    )
    pack: PackName = strawberry.field(description="规则包")
    rules: list[Rule] = strawberry.field(description="所适用的规则行")
    interpretations: list[Interpretation] = strawberry.field(description="所依的解释")
    proofs: list[SurvivalProof] = strawberry.field(description="存续证明，逐项职权和子项")
    paths: list[Path] = strawberry.field(description="路径，每处引用一条")
    hits: list[Hit] = strawberry.field(description="影响行")
    drafts: list[DraftItem] = strawberry.field(description="拟出的事项；说明事项时为空")
    tasks: list[DraftTask] = strawberry.field(description="须先答复的待办；说明事项时见 waitsFor")
    item: Item | None = strawberry.field(description="所说明的事项，附历次决定")
    waits_for: list[Waiting] = strawberry.field(description="事项所等待的事")

    @classmethod
    def of(cls, row: explaining.Explanation, desk: Desk) -> Self:
        found = row.evidence
        return cls(
            source=Source.of(found.source),
            on=found.on,
            known_at=row.known,
            reproduced=row.reproduced,
            pack=PackName(
                id=strawberry.ID(row.pack.id), version=row.pack.version, name=row.pack.name
            ),
            rules=[Rule.of(rule) for rule in row.rules],
            interpretations=[Interpretation.of(note) for note in row.notes],
            proofs=_proofs(found),
            paths=[Path(steps=[PathStep.of(step) for step in path]) for path in found.paths],
            hits=_hits(found),
            drafts=[DraftItem.of(draft) for draft in row.drafts],
            tasks=[DraftTask.of(task) for task in row.tasks],
            item=_item(row, desk),
            waits_for=[Waiting.of(one) for one in row.waits],
        )


_ROWS: Mapping[str, SurvivalRecord] = {row.id.name: row for row in SURVIVAL}


def _proofs(found: evidence_.Evidence) -> list[SurvivalProof]:
    return [
        SurvivalProof(
            judgement=Judgement.of(proof.judgement, proof.status),
            row=SurvivalRow.of(_ROWS[proof.judgement.survival.name]),
        )
        for proof in found.proofs
    ]


def _hits(found: evidence_.Evidence) -> list[Hit]:
    powers = {power.id: power for power in found.powers}
    return [Hit.of(row, powers[row.power]) for row in found.hits if row.power in powers]


def _item(row: explaining.Explanation, desk: Desk) -> Item | None:
    if row.item is None:
        return None
    return told(row.item.items, row.item, desk)[0]
