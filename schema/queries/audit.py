"""审计查询."""

from __future__ import annotations

import strawberry

from resolvers import auditing
from schema.context import Info
from schema.paging import BadCursor, Connection, PageTooLarge, check_size, opened_at
from schema.problems import outcome
from schema.types.audit import AuditEvent, AuditVerdict


@strawberry.type(description="审计记录")
class AuditTrail:
    events: Connection[AuditEvent] = strawberry.field(description="办理记录，先后为序")


AuditTrailResult = outcome("AuditTrailResult", AuditTrail, PageTooLarge, BadCursor)
VerifyAuditResult = outcome("VerifyAuditResult", AuditVerdict)


@strawberry.type
class AuditQuery:
    @strawberry.field(
        description="审计记录：每一次办理，先后为序（审计员、纪委监委、编办、系统管理员）",
        graphql_type=AuditTrailResult,
    )
    async def audit_trail(self, info: Info, first: int = 50, after: str | None = None) -> object:
        size, (start, _) = check_size(first), opened_at(after)
        found = await auditing.trail(info.context.desk, size=size, after=start or 0)
        rows = [(str(r.seq), r.hash, AuditEvent.of(r)) for r in found.records]
        return AuditTrail(
            events=Connection[AuditEvent].of(rows, total=found.total, more=found.more, after=after)
        )

    @strawberry.field(
        description="核验审计链：指出最早被改动、缺失或者被截断的办理记录，并与链外之锚核对",
        graphql_type=VerifyAuditResult,
    )
    async def verify_audit(self, info: Info) -> object:
        return AuditVerdict.of(await auditing.verify(info.context.desk))
