"""说明与规则查询."""

from __future__ import annotations

from datetime import date

import strawberry

from graph import audit, workflow
from graph.applications import ItemNotFound
from graph.audit import MomentUnknown
from graph.effects import SourceNotFound
from graph.errors import RowNotBuilt
from graph.model.plan import Route
from graph.powers import PowerNotFound
from graph.rules.tables import RULES
from resolvers import explaining, impact_diff
from resolvers.explaining import NothingToExplain
from resolvers.interpretations import INTERPRETATIONS
from schema.context import Info
from schema.problems import outcome
from schema.types.explain import Explanation
from schema.types.impact_diff import ImpactDiff
from schema.types.rules import Rule, RulePack, Table, WorkflowStep

ExplainResult = outcome(
    "ExplainResult",
    Explanation,
    NothingToExplain,
    ItemNotFound,
    PowerNotFound,
    SourceNotFound,
    RowNotBuilt,
)

ImpactDiffResult = outcome(
    "ImpactDiffResult",
    ImpactDiff,
    SourceNotFound,
    RowNotBuilt,
    MomentUnknown,
)


@strawberry.type
class ExplainQuery:
    @strawberry.field(
        description="说明理由：一项事项，或者一项变动对一项职权意味着什么",
        graphql_type=ExplainResult,
    )
    async def explain(
        self,
        info: Info,
        item: strawberry.ID | None = None,
        power: strawberry.ID | None = None,
        source: strawberry.ID | None = None,
        on: date | None = None,
    ) -> object:
        desk = info.context.desk
        found = await explaining.explain(desk, item=item, power=power, source=source, on=on)
        return Explanation.of(found, desk)

    @strawberry.field(
        description="两次影响分析的差异：同一变动在两个知悉时点之间，新受影响、不再受影响、结果变化的引用",
        graphql_type=ImpactDiffResult,
    )
    async def impact_diff(
        self,
        info: Info,
        source: strawberry.ID,
        known_before: int,
        known_after: int | None = None,
    ) -> object:
        desk = info.context.desk
        first, last = [
            await desk.graph.read(audit.moment, known) for known in (known_before, known_after)
        ]
        return ImpactDiff.of(await impact_diff.impact_diff(desk, source, first, last))

    @strawberry.field(description="决策表：全部规则行，或者一张表的")
    def decision_table(self, table: Table | None = None) -> list[Rule]:
        rows = [Rule.of(row) for row in RULES]
        return [row for row in rows if table in (None, row.table)]

    @strawberry.field(description="规则包：设定权矩阵、限额、用语、检验、存续表与解释，附出处")
    def rule_pack(self, info: Info) -> RulePack:
        return RulePack.of(info.context.desk.pack, INTERPRETATIONS)

    @strawberry.field(description="办理流程表：何种路径、何种状态、由谁办理、依据何条")
    def workflow(self, route: Route | None = None) -> list[WorkflowStep]:
        return [WorkflowStep.of(row) for row in workflow.STEPS if route in (None, row.route)]
