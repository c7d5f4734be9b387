"""影响分析的结果."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from operator import itemgetter
from typing import Self

import strawberry

from graph.model.judgement import CitationState as CitationStateRecord
from graph.model.judgement import LegalStatus, Survival
from graph.model.plan import DayRow, HitPhase, HitRow, Outcome, Route
from graph.model.power import ElementKind, Function
from graph.model.power import Power as PowerRecord
from graph.rules.tables import row as rule_row
from graph.rules.wording import ground_name
from graph.workflow import ROUTE_NAMES
from resolvers.impact import NOT_PRINTED, unread_sentence
from resolvers.impact import Impact as Analysis
from schema import links
from schema.context import Info
from schema.pages import followed
from schema.paging import Connection, paged, sliced
from schema.selection import asked_for
from schema.types.law import Provision, Source
from schema.types.organ import OrgUnit
from schema.types.plan import DraftItem, DraftTask, drafts
from schema.types.power import CitationState, Power


@strawberry.type(description="影响的一行：一项职权的一处引用因变动而受到的影响")
class Hit:
    power_id: strawberry.ID = strawberry.field(description="职权")
    holder_id: strawberry.ID = strawberry.field(
        description="行使主体，如清单所载；按日查看的（on）为该日依法行使的"
    )
    sub_item_id: strawberry.ID | None = strawberry.field(description="子项")
    element: ElementKind = strawberry.field(description="受影响的要素")
    function: Function = strawberry.field(description="引用的功能")
    printed: str = strawberry.field(
        description="清单中的引用原文；新法增加的依据，清单尚未载明的，如实说明"
    )
    old_ids: strawberry.Private[list[str]]
    citation: strawberry.Private[CitationStateRecord]
    state: CitationState = links.derived(
        lambda hit: CitationState.of(hit.citation),
        "引用在生效日的状态、新文与证明；按日查看的（on）为该日的",
    )
    effective: date = strawberry.field(description="生效日期")
    survival: Survival = strawberry.field(
        description="职权在生效日的存续结论；按日查看的（on）为该日的"
    )
    phase: HitPhase | None = strawberry.field(
        description="至该日是否已生效；不是按日查看的（on）为空"
    )
    legal_status: LegalStatus | None = strawberry.field(
        description="职权在该日的法律状态；不是按日查看的（on）为空"
    )
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
    def of(cls, row: HitRow, power: PowerRecord) -> Self:
        cited = power.cited(row.citation.citation)
        day = row if isinstance(row, DayRow) else None
        return cls(
            power_id=strawberry.ID(row.power),
            holder_id=strawberry.ID(row.holder),
            sub_item_id=strawberry.ID(row.sub_item) if row.sub_item else None,
            element=row.element,
            function=cited.function if cited else Function.GRANT,
            printed=cited.printed if cited else NOT_PRINTED,
            old_ids=list(cited.units) if cited else [],
            citation=row.citation,
            effective=row.effective,
            survival=Survival[row.survival],
            phase=day.phase if day else None,
            legal_status=day.status if day else None,
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


@strawberry.type(description="分面：按部门、职权类型、存续结论、结果、规则、事由、路径、阶段的计数")
class Facets:
    by_holder: list[Count] = strawberry.field(description="按部门，计职权数")
    by_type: list[Count] = strawberry.field(description="按职权类型，计职权数")
    by_survival: list[Count] = strawberry.field(description="按存续结论，计职权数")
    by_outcome: list[Count] = strawberry.field(description="按结果，计影响行数")
    by_rule: list[Count] = strawberry.field(description="按规则行，计影响行数")
    by_ground: list[Count] = strawberry.field(description="按事由，计事项数")
    by_route: list[Count] = strawberry.field(description="按路径，计事项数")
    by_phase: list[Count] = strawberry.field(
        description="按至该日是否已生效，计影响行数；不是按日查看的（on）没有"
    )

    @classmethod
    def of(cls, found: Analysis) -> Self:
        """Counts of a plan by what a reader sorts it by."""
        plan, powers, organs = found.plan, found.powers, found.holder_names
        hit = {row.power: row for row in plan.hits}
        return cls(
            by_holder=counts((r.holder, organs.get(r.holder, "")) for r in hit.values()),
            by_type=counts((powers[p].type.name, powers[p].type.value) for p in hit),
            by_survival=counts((r.survival, Survival[r.survival].value) for r in hit.values()),
            by_outcome=counts((r.outcome.name, r.outcome.value) for r in plan.hits),
            by_rule=counts((rule, rule_row(rule).sentence) for r in plan.hits for rule in r.rules),
            by_ground=counts((g, ground_name(g)) for item in plan.items for g in item.grounds),
            by_route=counts((item.route.name, ROUTE_NAMES[item.route]) for item in plan.items),
            by_phase=counts(
                (r.phase.name, r.phase.value) for r in plan.hits if isinstance(r, DayRow)
            ),
        )


def counts(values: Iterable[tuple[str, str]]) -> list[Count]:
    """Distinct (key, label) pairs with how often they came, most often first."""
    found = Counter(values)
    rows = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Count(key=key, label=label, count=n) for (key, label), n in rows]


@strawberry.input(
    description="筛选影响行；不填的不筛选。分面、事项和待办始终是全部的，hits 的总数是筛选后的"
)
class HitWhere:
    holders: list[strawberry.ID] | None = strawberry.field(default=None, description="行使主体")
    powers: list[strawberry.ID] | None = strawberry.field(default=None, description="职权")
    elements: list[ElementKind] | None = strawberry.field(default=None, description="要素")
    survivals: list[Survival] | None = strawberry.field(default=None, description="存续结论")
    outcomes: list[Outcome] | None = strawberry.field(default=None, description="结果")
    rules: list[str] | None = strawberry.field(default=None, description="规则行，有其一即可")
    routes: list[Route] | None = strawberry.field(default=None, description="办理路径")
    phases: list[HitPhase] | None = strawberry.field(
        default=None, description="至该日是否已生效；只在按日查看时（on）有"
    )

    def has(self, row: HitRow) -> bool:
        """Whether a row is wanted."""
        wanted: tuple[tuple[Iterable[object] | None, set[object]], ...] = (
            (self.holders, {row.holder}),
            (self.powers, {row.power}),
            (self.elements, {row.element}),
            (self.survivals, {Survival[row.survival]}),
            (self.outcomes, {row.outcome}),
            (self.rules, set(row.rules)),
            (self.routes, {row.route}),
            (self.phases, {row.phase} if isinstance(row, DayRow) else set()),
        )
        return all(asked is None or not found.isdisjoint(asked) for asked, found in wanted)


@strawberry.type(
    description="影响分析（模拟，不写入）：一项变动触及什么、拟出什么；模拟与提交由同一方案得出，以摘要值为证"
)
class Impact:
    found: strawberry.Private[Analysis]
    where: strawberry.Private[HitWhere]
    of_today: strawberry.Private[bool]
    source: Source = strawberry.field(description="变动来源")
    digest: str = strawberry.field(
        description="方案摘要值，提交时作为 expectedDigest；按日查看的（on）是该日所见的摘要值，不能提交"
    )
    on: date | None = strawberry.field(
        description="按哪一天查看：当日的清单、法律和行使主体；空为各行各按其生效日"
    )
    known_at: int = strawberry.field(
        description="方案所知的最后一条办理记录的序号，提交时作为 knownAt：方案已变时据以指出差异"
    )
    complete: bool = strawberry.field(description="是否完整；不完整的只能查看，不能提交")
    incomplete_reason: str | None = strawberry.field(description="不完整的原因；完整时为空")
    pack: str = strawberry.field(description="规则包及版本")

    @classmethod
    def of(cls, found: Analysis, where: HitWhere, *, of_today: bool) -> Self:
        """An analysis as it is told.

        Args:
            of_today: it knows what is known now, so its powers are the powers of now.
        """
        plan = found.plan
        return cls(
            found=found,
            where=where,
            of_today=of_today,
            source=Source.of(found.source),
            digest=plan.digest,
            on=found.on,
            known_at=found.known,
            complete=plan.complete,
            incomplete_reason=None if plan.complete else unread_sentence(found),
            pack=plan.pack,
        )

    @strawberry.field(description="分面计数，计全部影响行、事项")
    def facets(self) -> Facets:
        return Facets.of(self.found)

    @strawberry.field(description="影响行，按部门、职权、要素排序")
    def hits(self, info: Info, first: int = 50, after: str | None = None) -> Connection[Hit]:
        powers = self.found.powers
        wanted = [row for row in self.found.rows if self.where.has(row[1])]
        page = sliced(
            wanted, itemgetter(0), lambda row: Hit.of(row[1], powers[row[1].power]), first, after
        )
        if self.of_today and "power" in asked_for(info):
            known = info.context.nodes.known
            missing = {hit.power_id for hit in page.nodes}.difference(known)
            known.update({id_: Power.of(powers[id_]) for id_ in missing})
        return page

    @strawberry.field(description="拟出的事项，按生效日期")
    def items(self, first: int = 50, after: str | None = None) -> Connection[DraftItem]:
        return drafts(self.found.plan.items, first, after)

    @strawberry.field(description="拟出的待办，按种类")
    def tasks(self, first: int = 50, after: str | None = None) -> Connection[DraftTask]:
        return paged(
            self.found.plan.tasks, lambda t: (t.kind.name, t.key), DraftTask.of, first, after
        )

    @strawberry.field(description="因地域或主体不适用而排除的职权，按名称")
    async def excluded(
        self, info: Info, first: int = 50, after: str | None = None
    ) -> Connection[Power]:
        powers = self.found.powers
        named = ((powers[id_].name, id_) for id_ in self.found.plan.excluded)
        return await followed(info, named, Power, first, after)
