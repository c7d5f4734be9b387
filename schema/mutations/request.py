"""影响提交、申请与审批."""

from __future__ import annotations

import strawberry

from graph.applications import ItemNotFound
from graph.effects import SourceNotFound
from graph.errors import RowNotBuilt, VersionConflict
from graph.model.power import ElementKind
from graph.model.request import Action, State, Verdict
from graph.workflow import RouteNotBuilt, SameActor, StepNotAllowed
from resolvers import applying, committing, drafting, reading, requests
from resolvers.acting import Result
from resolvers.applying import ToApply
from resolvers.committing import PlanChanged, SeenOnADay
from resolvers.drafting import ElementNotTouched, Replacement, ValueRefused
from resolvers.impact import RunIncomplete
from resolvers.open_acts import NotWithdrawn
from resolvers.requests import (
    Chosen,
    DocumentMissing,
    NothingChosen,
    Opinion,
    OpinionMissing,
)
from schema import links
from schema.context import Info
from schema.problems import outcome
from schema.types.committed import ImpactCommitted
from schema.types.request import Decision, Item, told


@strawberry.type(description="一次办理的结果")
class Acted:
    decision_id: strawberry.ID = strawberry.field(description="所作的决定")
    items: list[Item] = strawberry.field(description="办理后的事项；即您所选定的，不分页")

    decision: Decision = links.one("decision_id", "所作的决定")


@strawberry.type(description="一项事项的调整结果")
class AppliedItem:
    id: strawberry.ID = strawberry.field(description="事项编号")
    item: Item | None = strawberry.field(description="事项现状")
    applied: bool = strawberry.field(description="是否已调整清单")
    problem: str | None = strawberry.field(description="未调整的原因代码")
    message: str | None = strawberry.field(description="未调整的原因")


@strawberry.type(description="调整清单的结果，逐项列出")
class Applied:
    edition: int | None = strawberry.field(description="产生的清单版次；一项也未调整时为空")
    results: list[AppliedItem] = strawberry.field(description="各事项的结果；即您所选定的，不分页")


@strawberry.input(description="选定的事项及您看到的版本")
class ChosenInput:
    id: strawberry.ID = strawberry.field(description="事项编号")
    expected_version: int = strawberry.field(description="您看到的版本号")

    def record(self) -> Chosen:
        """As the use case takes it."""
        return Chosen(item=self.id, expected_version=self.expected_version)


@strawberry.input(description="待调整的事项、您看到的版本及议定的内容摘要")
class ToApplyInput:
    id: strawberry.ID = strawberry.field(description="事项编号")
    expected_version: int = strawberry.field(description="您看到的版本号")
    expected_hash: str = strawberry.field(description="议定的内容摘要，即事项的 contentHash")


@strawberry.input(description="部门填写的要素文字")
class ReplacementInput:
    element: ElementKind = strawberry.field(description="要素")
    text: str = strawberry.field(description="文字；其中的引用由系统读取并关联")


DraftResult = outcome(
    "DraftResult",
    Item,
    ItemNotFound,
    VersionConflict,
    StepNotAllowed,
    RouteNotBuilt,
    NotWithdrawn,
    ElementNotTouched,
    ValueRefused,
)
CommitResult = outcome(
    "CommitImpactResult",
    ImpactCommitted,
    SourceNotFound,
    SeenOnADay,
    PlanChanged,
    RunIncomplete,
    RowNotBuilt,
)
StepResult = outcome(
    "StepResult",
    Acted,
    NothingChosen,
    ItemNotFound,
    VersionConflict,
    StepNotAllowed,
    RouteNotBuilt,
    SameActor,
    OpinionMissing,
    DocumentMissing,
    SourceNotFound,
    RunIncomplete,
    RowNotBuilt,
)
ApplyResult = outcome(
    "ApplyRequestResult", Applied, NothingChosen, RunIncomplete, RowNotBuilt, SourceNotFound
)


async def _items(info: Info, ids: list[str]) -> list[Item]:
    desk = info.context.desk
    page = await reading.items_by_id(desk, ids)
    return told(page.items, page, desk)


async def _acted(info: Info, done: Result) -> Acted:
    items = await _items(info, [row["item"] for row in done["items"]])
    return Acted(decision_id=strawberry.ID(done["decision"]), items=items)


async def _act(
    info: Info,
    name: str,
    action: Action,
    items: list[ChosenInput],
    opinion: Opinion,
    client_mutation_id: str | None,
) -> Acted:
    done = await requests.act_on(
        info.context.desk,
        name,
        action,
        [i.record() for i in items],
        opinion,
        client_mutation_id=client_mutation_id,
    )
    return await _acted(info, done)


@strawberry.type
class RequestMutation:
    @strawberry.mutation(
        description="提交影响分析：产生申请义务、事项草稿、申请书和待办；不改变清单",
        graphql_type=CommitResult,
    )
    async def commit_impact(
        self,
        info: Info,
        source: strawberry.ID,
        expected_digest: str,
        known_at: int | None = None,
        client_mutation_id: str | None = None,
    ) -> object:
        done = await committing.commit_impact(
            info.context.desk,
            source=source,
            expected_digest=expected_digest,
            known_at=known_at,
            client_mutation_id=client_mutation_id,
        )
        return ImpactCommitted.of(source, done)

    @strawberry.mutation(description="提交申请（《办法》第八条）", graphql_type=StepResult)
    async def submit_request(
        self,
        info: Info,
        items: list[ChosenInput],
        on_behalf: bool = False,
        note: str = "",
        client_mutation_id: str | None = None,
    ) -> object:
        action = Action.SUBMIT_ON_BEHALF if on_behalf else Action.SUBMIT
        opinion = Opinion(text=note)
        return await _act(info, "submitRequest", action, items, opinion, client_mutation_id)

    @strawberry.mutation(description="撤回申请（批准之前）", graphql_type=StepResult)
    async def withdraw_request(
        self,
        info: Info,
        items: list[ChosenInput],
        reason: str = "",
        client_mutation_id: str | None = None,
    ) -> object:
        opinion = Opinion(text=reason)
        return await _act(
            info, "withdrawRequest", Action.WITHDRAW, items, opinion, client_mutation_id
        )

    @strawberry.mutation(description="退回或事实已变后重新起草", graphql_type=StepResult)
    async def revise_request(
        self,
        info: Info,
        items: list[ChosenInput],
        note: str = "",
        client_mutation_id: str | None = None,
    ) -> object:
        opinion = Opinion(text=note)
        return await _act(info, "reviseRequest", Action.REVISE, items, opinion, client_mutation_id)

    @strawberry.mutation(
        description="修改草稿：说明，以及本事项所涉要素的文字", graphql_type=DraftResult
    )
    async def update_draft(
        self,
        info: Info,
        item: ChosenInput,
        note: str = "",
        replacements: list[ReplacementInput] | None = None,
        client_mutation_id: str | None = None,
    ) -> object:
        texts = [Replacement(element=r.element, text=r.text) for r in replacements or ()]
        done = await drafting.update_draft(
            info.context.desk,
            item.record(),
            note=note,
            replacements=texts,
            client_mutation_id=client_mutation_id,
        )
        return (await _items(info, [done["items"][0]["item"]]))[0]

    @strawberry.mutation(description="撤回后重新申请", graphql_type=DraftResult)
    async def resubmit_request(
        self, info: Info, item: ChosenInput, client_mutation_id: str | None = None
    ) -> object:
        done = await drafting.resubmit(
            info.context.desk, item.record(), client_mutation_id=client_mutation_id
        )
        return (await _items(info, [done["items"][0]["item"]]))[0]

    @strawberry.mutation(description="编办审核（《办法》第八条）", graphql_type=StepResult)
    async def org_review(
        self,
        info: Info,
        items: list[ChosenInput],
        verdict: Verdict,
        opinion: str = "",
        client_mutation_id: str | None = None,
    ) -> object:
        given = Opinion(verdict=verdict, text=opinion)
        return await _act(info, "orgReview", Action.ORG_REVIEW, items, given, client_mutation_id)

    @strawberry.mutation(description="法制办合法性审查（《办法》第八条）", graphql_type=StepResult)
    async def legality_review(
        self,
        info: Info,
        items: list[ChosenInput],
        verdict: Verdict,
        opinion: str = "",
        document: str = "",
        client_mutation_id: str | None = None,
    ) -> object:
        given = Opinion(verdict=verdict, text=opinion, document=document)
        return await _act(
            info, "legalityReview", Action.LEGALITY_REVIEW, items, given, client_mutation_id
        )

    @strawberry.mutation(
        description="报请区政府审定（《办法》第八条第一款）", graphql_type=StepResult
    )
    async def submit_to_gov(
        self,
        info: Info,
        items: list[ChosenInput],
        document: str = "",
        client_mutation_id: str | None = None,
    ) -> object:
        given = Opinion(document=document)
        return await _act(
            info, "submitToGov", Action.SUBMIT_TO_GOV, items, given, client_mutation_id
        )

    @strawberry.mutation(
        description="记录区政府审定决定（《办法》第八条第一款）", graphql_type=StepResult
    )
    async def government_decide(
        self,
        info: Info,
        items: list[ChosenInput],
        verdict: Verdict,
        document: str,
        opinion: str = "",
        client_mutation_id: str | None = None,
    ) -> object:
        given = Opinion(verdict=verdict, text=opinion, document=document)
        return await _act(
            info, "governmentDecide", Action.GOV_DECIDE, items, given, client_mutation_id
        )

    @strawberry.mutation(
        description="调整清单：以议定的内容摘要逐项调整，产生新的清单版次（《办法》第八条）",
        graphql_type=ApplyResult,
    )
    async def apply_request(
        self, info: Info, items: list[ToApplyInput], client_mutation_id: str | None = None
    ) -> object:
        chosen = [
            ToApply(item=i.id, expected_version=i.expected_version, expected_hash=i.expected_hash)
            for i in items
        ]
        done = await applying.apply_requests(
            info.context.desk, chosen, client_mutation_id=client_mutation_id
        )
        now = {i.id: i for i in await _items(info, [row["item"] for row in done["items"]])}
        results = [
            AppliedItem(
                id=strawberry.ID(row["item"]),
                item=now.get(row["item"]),
                applied=row.get("state") == State.APPLIED.name and "problem" not in row,
                problem=row.get("problem"),
                message=row.get("message"),
            )
            for row in done["items"]
        ]
        return Applied(edition=done["edition"], results=results)
