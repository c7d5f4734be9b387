"""对职权的认定：目录核对、救济途径."""

from __future__ import annotations

from datetime import date

import strawberry

from graph.errors import VersionConflict
from graph.laws import InstrumentNotFound
from graph.model.law import Finding
from graph.model.power import InCatalogue
from graph.organs import OrganNotFound
from graph.powers import PowerNotFound
from resolvers import cleanups, power_rulings
from resolvers.findings import FindingRefused
from resolvers.power_rulings import NewRemedy
from schema.context import Info
from schema.mutations.listing import Done
from schema.problems import outcome
from schema.types.cleanup import CleanupTask

CatalogueFindingResult = outcome(
    "CatalogueFindingResult", Done, PowerNotFound, FindingRefused, VersionConflict
)
OverrideRemedyResult = outcome(
    "OverrideRemedyResult", Done, PowerNotFound, OrganNotFound, FindingRefused, VersionConflict
)


SuggestCleanupResult = outcome(
    "SuggestCleanupResult", CleanupTask, InstrumentNotFound, FindingRefused
)
CleanupOpinionResult = outcome(
    "CleanupOpinionResult", Done, cleanups.CleanupNotOpen, VersionConflict, FindingRefused
)


@strawberry.type
class RulingMutation:
    @strawberry.mutation(
        description="目录核对：清单所列许可在不在《云南省行政许可事项通用目录》（编办，须有文件）；清单不因此改变",
        graphql_type=CatalogueFindingResult,
    )
    async def record_catalogue_finding(
        self,
        info: Info,
        power: strawberry.ID,
        found: InCatalogue,
        document: str,
        expected_version: int,
        client_mutation_id: str | None = None,
    ) -> object:
        done = await power_rulings.record_catalogue_finding(
            info.context.desk,
            power=power,
            found=found,
            document=document,
            expected_version=expected_version,
            client_mutation_id=client_mutation_id,
        )
        return Done(id=strawberry.ID(done["ruling"]))

    @strawberry.mutation(
        description="另定救济途径：自某日起代替按法律计算的复议机关和诉讼法院，须有理由和文件（编办）",
        graphql_type=OverrideRemedyResult,
    )
    async def override_remedy(
        self,
        info: Info,
        subject: strawberry.ID,
        review: str,
        court: str,
        reason: str,
        document: str,
        since: date,
        expected_version: int,
        client_mutation_id: str | None = None,
    ) -> object:
        new = NewRemedy(
            subject=subject,
            review=review,
            court=court,
            reason=reason,
            document=document,
            since=since,
        )
        done = await power_rulings.override_remedy(
            info.context.desk,
            new,
            expected_version=expected_version,
            client_mutation_id=client_mutation_id,
        )
        return Done(id=strawberry.ID(done["ruling"]))

    @strawberry.mutation(
        description="建议清理一项规定：编办或者部门提出，由法制办组织（《办法》第三条第四款）；已在清理的返回原任务",
        graphql_type=SuggestCleanupResult,
    )
    async def suggest_cleanup(
        self,
        info: Info,
        instrument: strawberry.ID,
        reason: str,
        client_mutation_id: str | None = None,
    ) -> object:
        desk = info.context.desk
        done = await cleanups.suggest(
            desk, instrument=instrument, reason=reason, client_mutation_id=client_mutation_id
        )
        found = await cleanups.by_id(desk, done["task"])
        return CleanupTask.of(found.tasks[0], found)

    @strawberry.mutation(
        description="清理意见（法制办，须有文件）：本区规范性文件由本区决定保留、修改或者废止，其他上报",
        graphql_type=CleanupOpinionResult,
    )
    async def submit_cleanup_opinion(
        self,
        info: Info,
        task: strawberry.ID,
        finding: Finding,
        document: str,
        expected_version: int,
        text: str = "",
        client_mutation_id: str | None = None,
    ) -> object:
        new = cleanups.CleanupOpinion(task=task, finding=finding, document=document, text=text)
        done = await cleanups.submit_opinion(
            info.context.desk,
            new,
            expected_version=expected_version,
            client_mutation_id=client_mutation_id,
        )
        return Done(id=strawberry.ID(done["opinion"]))
