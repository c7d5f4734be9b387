"""影响分析的结果."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Self

import strawberry

from graph.model.judgement import CitationState as CitationStateRecord
from graph.model.plan import DraftItem as DraftRecord
from graph.model.plan import DraftTask as TaskRecord
from graph.model.plan import HitRow, ItemKind, Outcome, Plan, Route, Severity, TaskKind
from graph.model.power import ElementKind, Function
from graph.model.power import Power as PowerRecord
from resolvers.impact import Impact, unread_sentence
from schema import links
from schema.types.law import Provision, Source
from schema.types.organ import OrgUnit
from schema.types.power import CitationState, Power
from schema.types.request import Difference


@strawberry.type(description="影响的一行：一项职权的一处引用因变动而受到的影响")
class Hit:
    power_id: strawberry.ID = strawberry.field(description="职权")
    power_code: str = strawberry.field(description="职权编码")
    power_name: str = strawberry.field(description="职权名称")
    holder_id: strawberry.ID = strawberry.field(description="行使主体")
    holder_name: str = strawberry.field(description="行使主体名称")
    sub_item_id: strawberry.ID | None = strawberry.field(description="子项")
    element: ElementKind = strawberry.field(description="受影响的要素")
    function: Function = strawberry.field(description="引用的功能")
    printed: str = strawberry.field(description="清单中的引用原文")
    old_ids: strawberry.Private[list[str]]
    citation: strawberry.Private[CitationStateRecord]
    state: CitationState = links.derived(
        lambda hit: CitationState.of(hit.citation), "引用在生效日的状态、新文与证明"
    )
    effective: date = strawberry.field(description="生效日期")
    survival: str = strawberry.field(description="职权的存续结论，V1 至 V9")
    outcome: Outcome = strawberry.field(description="结果")
    rules: list[str] = strawberry.field(description="规则行")
    grounds: list[str] = strawberry.field(description="事由")
    route: Route = strawberry.field(description="办理路径")
    item_key: str | None = strawberry.field(description="由此产生的事项")
    task_keys: list[str] = strawberry.field(description="须先答复的待办")

    power: Power = links.one("power_id", "职权")
    holder: OrgUnit = links.one("holder_id", "行使主体")
    old: list[Provision] = links.each("old_ids", "所引条款的旧文")

    @classmethod
    def of(cls, row: HitRow, power: PowerRecord, holder: str) -> Self:
        cited = next(c for c in power.citations if c.id == row.citation.citation)
        return cls(
            power_id=strawberry.ID(row.power),
            power_code=power.code,
            power_name=power.name,
            holder_id=strawberry.ID(row.holder),
            holder_name=holder,
            sub_item_id=strawberry.ID(row.sub_item) if row.sub_item else None,
            element=row.element,
            function=cited.function,
            printed=cited.printed,
            old_ids=list(cited.units),
            citation=row.citation,
            effective=row.effective,
            survival=row.survival,
            outcome=row.outcome,
            rules=list(row.rules),
            grounds=list(row.grounds),
            route=row.route,
            item_key=row.item or None,
            task_keys=list(row.tasks),
        )


@strawberry.type(description="分面计数")
class Count:
    key: str = strawberry.field(description="值")
    label: str = strawberry.field(description="名称")
    count: int = strawberry.field(description="数目")


@strawberry.type(description="分面：按部门、职权类型、结果、规则、事由、路径的计数")
class Facets:
    by_holder: list[Count] = strawberry.field(description="按部门，计职权数")
    by_type: list[Count] = strawberry.field(description="按职权类型，计职权数")
    by_survival: list[Count] = strawberry.field(description="按存续结论，计职权数")
    by_outcome: list[Count] = strawberry.field(description="按结果，计影响行数")
    by_rule: list[Count] = strawberry.field(description="按规则行，计影响行数")
    by_ground: list[Count] = strawberry.field(description="按事由，计事项数")
    by_route: list[Count] = strawberry.field(description="按路径，计事项数")


def counts(values: Iterable[tuple[str, str]]) -> list[Count]:
    """Distinct (key, label) pairs with how often they came, most often first."""
    found = Counter(values)
    rows = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Count(key=key, label=label, count=n) for (key, label), n in rows]


@strawberry.type(description="拟出的事项（尚未写入）")
class DraftItem:
    key: str = strawberry.field(description="幂等键")
    kind: ItemKind = strawberry.field(description="种类")
    route: Route = strawberry.field(description="办理路径")
    grounds: list[str] = strawberry.field(description="事由")
    rules: list[str] = strawberry.field(description="规则行")
    severity: Severity = strawberry.field(description="调整程度")
    effective: date = strawberry.field(description="生效日期")
    holder_id: strawberry.ID = strawberry.field(description="申请部门")
    power_ids: list[strawberry.ID] = strawberry.field(description="所涉职权")
    sub_item_id: strawberry.ID | None = strawberry.field(description="所涉子项")
    differences: list[Difference] = strawberry.field(description="要素差异")
    suggestions: list[str] = strawberry.field(description="建议；不构成事由")
    warnings: list[str] = strawberry.field(description="提醒")
    incomplete: str = strawberry.field(description="调整清单前须补足的要素")
    pair_key: str = strawberry.field(description="成对事项的键")
    bundle: str = strawberry.field(description="可合为一行的组")
    late: bool = strawberry.field(description="是否迟于生效日期才发现")

    holder: OrgUnit = links.one("holder_id", "申请部门")
    powers: list[Power] = links.each("power_ids", "所涉职权")

    @classmethod
    def of(cls, row: DraftRecord) -> Self:
        return cls(
            key=row.key,
            kind=row.kind,
            route=row.route,
            grounds=list(row.grounds),
            rules=list(row.rules),
            severity=row.severity,
            effective=row.effective,
            holder_id=strawberry.ID(row.holder),
            power_ids=[strawberry.ID(p) for p in row.powers],
            sub_item_id=strawberry.ID(row.sub_item) if row.sub_item else None,
            differences=[Difference.of(d) for d in row.differences],
            suggestions=list(row.suggestions),
            warnings=list(row.warnings),
            incomplete=row.incomplete,
            pair_key=row.pair,
            bundle=row.bundle,
            late=row.late,
        )


@strawberry.type(description="拟出的待办（尚未写入）")
class DraftTask:
    key: str = strawberry.field(description="幂等键")
    kind: TaskKind = strawberry.field(description="种类")
    rule: str = strawberry.field(description="规则行")
    role: str = strawberry.field(description="由谁答复")
    subject: strawberry.ID = strawberry.field(description="对象")
    power_ids: list[strawberry.ID] = strawberry.field(description="等待它的职权")
    sentence: str = strawberry.field(description="须答复什么")

    powers: list[Power] = links.each("power_ids", "等待它的职权")

    @classmethod
    def of(cls, row: TaskRecord) -> Self:
        return cls(
            key=row.key,
            kind=row.kind,
            rule=row.rule,
            role=row.role,
            subject=strawberry.ID(row.subject),
            power_ids=[strawberry.ID(p) for p in row.powers],
            sentence=row.sentence,
        )


@strawberry.type(description="一次影响分析；模拟与提交由同一方案得出，以摘要值为证")
class ImpactSummary:
    source: Source = strawberry.field(description="变动来源")
    digest: str = strawberry.field(description="方案摘要值，提交时作为 expectedDigest")
    known_at: int = strawberry.field(
        description="方案所知的最后一条办理记录的序号，提交时作为 knownAt：方案已变时据以指出差异"
    )
    complete: bool = strawberry.field(description="是否完整；不完整的只能查看，不能提交")
    incomplete_reason: str | None = strawberry.field(description="不完整的原因；完整时为空")
    pack: str = strawberry.field(description="规则包及版本")
    facets: Facets = strawberry.field(description="分面计数")
    items: list[DraftItem] = strawberry.field(description="拟出的全部事项")
    tasks: list[DraftTask] = strawberry.field(description="拟出的全部待办")
    excluded: list[strawberry.ID] = strawberry.field(description="因地域或主体不适用而排除的职权")

    @classmethod
    def of(cls, found: Impact, organs: Mapping[str, str]) -> Self:
        plan, powers = found.plan, found.powers
        return cls(
            source=Source.of(found.source),
            digest=plan.digest,
            known_at=found.known,
            complete=plan.complete,
            incomplete_reason=unread_sentence(found.unread) if found.unread else None,
            pack=plan.pack,
            facets=facets(plan, powers, organs),
            items=[DraftItem.of(item) for item in plan.items],
            tasks=[DraftTask.of(task) for task in plan.tasks],
            excluded=[strawberry.ID(p) for p in plan.excluded],
        )


def facets(plan: Plan, powers: Mapping[str, PowerRecord], organs: Mapping[str, str]) -> Facets:
    """Counts of a plan by what a reader sorts it by."""
    hit = {row.power: row for row in plan.hits}
    return Facets(
        by_holder=counts((r.holder, organs.get(r.holder, "")) for r in hit.values()),
        by_type=counts((powers[p].type.name, powers[p].type.value) for p in hit),
        by_survival=counts((r.survival, r.survival) for r in hit.values()),
        by_outcome=counts((r.outcome.name, r.outcome.value) for r in plan.hits),
        by_rule=counts((rule, rule) for r in plan.hits for rule in r.rules),
        by_ground=counts((g, g) for item in plan.items for g in item.grounds),
        by_route=counts((item.route.name, item.route.value) for item in plan.items),
    )
