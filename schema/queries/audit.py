"""审计查询."""

from __future__ import annotations

import strawberry

from resolvers import auditing
from schema.context import Info
from schema.paging import Connection, check_size, opened_at
from schema.problems import outcome
from schema.types.audit import AuditEvent, AuditVerdict


@strawberry.type(description="审计记录")
class AuditTrail:
    last: int = strawberry.field(description="末条办理记录的序号；尚无记录时为 0")

    @strawberry.field(description="办理记录，先后为序")
    async def events(
        self, info: Info, first: int = 50, after: str | None = None
    ) -> Connection[AuditEvent]:
        size, (start, _) = check_size(first), opened_at(after)
        found = await auditing.trail(info.context.desk, size=size, after=start or 0)
        rows = [(str(r.seq), r.hash, AuditEvent.of(r)) for r in found.records]
        return Connection[AuditEvent].of(rows, total=found.total, more=found.more, after=after)


AuditTrailResult = outcome("AuditTrailResult", AuditTrail)
VerifyAuditResult = outcome("VerifyAuditResult", AuditVerdict)


@strawberry.type
class AuditQuery:
    @strawberry.field(
        description="审计记录：每一次办理，先后为序（审计员、纪委监委、编办、系统管理员）",
        graphql_type=AuditTrailResult,
    )
    async def audit_trail(self, info: Info) -> object:
        return AuditTrail(last=await auditing.last(info.context.desk))

    @strawberry.field(
        description="核验审计链：指出最早被改动、缺失或者被截断的办理记录，并与链外之锚核对",
        graphql_type=VerifyAuditResult,
    )
    async def verify_audit(self, info: Info) -> object:
        info.context.lasts = False
        return AuditVerdict.of(await auditing.verify(info.context.desk))
