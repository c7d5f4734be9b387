"""审计: the trail of acts and its verification."""

from __future__ import annotations

from datetime import datetime
from json import loads
from typing import Self

import strawberry
from strawberry.scalars import JSON

from graph.anchoring import Fault as FaultRecord
from graph.anchoring import FaultKind, Verdict
from graph.audit import Recorded
from schema.enums import publish

publish(FaultKind, "审计链的毛病")


@strawberry.type(description="办理记录：一次办理的全部输入、所产生的编号和结果")
class AuditEvent:
    seq: int = strawberry.field(description="序号；知悉时点 knownAt 以它为准")
    at: datetime = strawberry.field(description="服务器时间（UTC），仅供参考")
    actor_id: strawberry.ID = strawberry.field(description="办理人")
    actor_name: str = strawberry.field(description="办理人当时的姓名")
    name: str = strawberry.field(description="办理的操作")
    given: JSON = strawberry.field(description="全部输入")
    minted: list[strawberry.ID] = strawberry.field(description="所产生的编号，先后为序")
    result: JSON = strawberry.field(description="结果")
    previous: str = strawberry.field(description="前一条的摘要值")
    hash: str = strawberry.field(description="本条的摘要值")

    @classmethod
    def of(cls, row: Recorded) -> Self:
        return cls(
            seq=row.seq,
            at=datetime.fromisoformat(row.at),
            actor_id=strawberry.ID(row.actor),
            actor_name=row.actor_name,
            name=row.name,
            given=loads(row.given),
            minted=[strawberry.ID(id_) for id_ in row.minted],
            result=loads(row.result),
            previous=row.previous,
            hash=row.hash,
        )


@strawberry.type(description="审计链的一处毛病")
class AuditFault:
    kind: FaultKind = strawberry.field(description="种类")
    seq: int = strawberry.field(description="第几条办理记录；0 为整条链")
    sentence: str = strawberry.field(description="说明")

    @classmethod
    def of(cls, row: FaultRecord) -> Self:
        return cls(kind=row.kind, seq=row.seq, sentence=row.sentence)


@strawberry.type(description="审计链的核验结论")
class AuditVerdict:
    intact: bool = strawberry.field(description="是否完好")
    first_fault: AuditFault | None = strawberry.field(description="最早的一处毛病；完好时为空")
    faults: list[AuditFault] = strawberry.field(
        description="链上最早的一处，及链头、链外之锚各自最早的一处"
    )
    events: int = strawberry.field(description="末条办理记录的序号")
    anchored: int = strawberry.field(description="链外之锚记到第几条；0 为没有锚")
    unanchored: int = strawberry.field(description="没有锚的办理记录数")

    @classmethod
    def of(cls, verdict: Verdict) -> Self:
        faults = [AuditFault.of(row) for row in verdict.faults]
        return cls(
            intact=not faults,
            first_fault=faults[0] if faults else None,
            faults=faults,
            events=verdict.events,
            anchored=verdict.anchored,
            unanchored=verdict.unanchored,
        )
