"""调整事项、申请书、决定、义务与待办."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Self

import strawberry

from graph.looking_up import Meeting, StoredEnvelope
from graph.model import request as model
from graph.model.actor import Role
from graph.model.plan import ItemKind, Route
from graph.model.request import Action, ObligationState, State, TaskState, Verdict
from resolvers import open_acts
from resolvers.acting import Desk
from resolvers.open_acts import Acts, Surroundings
from resolvers.reading import ItemPage
from schema import links
from schema.context import Info
from schema.paging import Connection, check_size, opened_at
from schema.types.content import ItemContent, content
from schema.types.law import Source
from schema.types.node import Node
from schema.types.organ import OrgUnit
from schema.types.power import Power
from schema.types.question import Question, question


@strawberry.type(description="决定：一人在一个环节对事项的处理")
class Decision(Node):
    id: strawberry.ID = strawberry.field(description="编号")
    action: Action = strawberry.field(description="办理动作")
    verdict: Verdict = strawberry.field(description="处理意见")
    actor_id: strawberry.ID = strawberry.field(description="办理人")
    actor_name: str = strawberry.field(description="办理人姓名")
    role: Role = strawberry.field(description="以何角色")
    organ_id: strawberry.ID = strawberry.field(description="以哪个机构的名义")
    opinion: str = strawberry.field(description="意见")
    document: str = strawberry.field(description="文件")
    on: date = strawberry.field(description="日期")
    revision: int = strawberry.field(description="针对事项的第几稿")

    organ: OrgUnit = links.one("organ_id", "以哪个机构的名义")

    @classmethod
    def of(cls, row: model.Decision) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            action=row.action,
            verdict=row.verdict,
            actor_id=strawberry.ID(row.actor),
            actor_name=row.actor_name,
            role=Role[row.role],
            organ_id=strawberry.ID(row.organ),
            opinion=row.opinion,
            document=row.document,
            on=row.on,
            revision=row.revision,
        )


@strawberry.type(description="暂不能办理的动作：由您办理，但今日尚不能办")
class Blocked:
    action: Action = strawberry.field(description="动作")
    reason: str = strawberry.field(description="暂不能办理的原因")


def _reaching_beyond(item: Item) -> tuple[str, ...]:
    """Only where other items have a say in what is open they are looked up."""
    return (item.id,) if open_acts.reach_beyond(item.acts_alone) else ()


def _blocked(found: Acts) -> list[Blocked]:
    return [Blocked(action=action, reason=str(why)) for action, why in found.blocked]


@strawberry.type(description="调整事项（《办法》第五条至第七条、第九条）")
class Item(ItemContent, Node):
    id: strawberry.ID = strawberry.field(description="编号")
    version: int = strawberry.field(description="版本号，办理时作为 expectedVersion")
    revision: int = strawberry.field(description="第几稿")
    state: State = strawberry.field(description="状态")
    content_hash: str = strawberry.field(description="内容摘要，调整清单时作为 expectedHash")
    facts_hash: str = strawberry.field(description="事实摘要")
    envelope_id: strawberry.ID = strawberry.field(description="申请书")
    cause_id: strawberry.ID = strawberry.field(description="变动来源")
    note: str = strawberry.field(description="说明")
    decisions: list[Decision] = strawberry.field(description="历次决定")
    record: strawberry.Private[model.Item]
    decided: strawberry.Private[list[model.Decision]]
    viewer: strawberry.Private[Desk]
    acts_there: strawberry.Private[Acts | None] = None

    source: Source = links.one("cause_id", "变动来源")
    envelope: Envelope = links.one("envelope_id", "申请书")
    actions: list[Action] = links.field(
        links.Link(_reaching_beyond, lambda item, found: item.acts(found).open, "surroundings"),
        "您今日可以办理的动作；成对事项须一并调整清单；事实是否已变，办理时再核",
    )
    blocked: list[Blocked] = links.field(
        links.Link(
            _reaching_beyond, lambda item, found: _blocked(item.acts(found)), "surroundings"
        ),
        "由您办理、但今日尚不能办的动作及其原因",
    )

    @classmethod
    def of(cls, row: model.Item, decisions: list[model.Decision], desk: Desk) -> Self:
        return cls(
            **content(row.draft),
            id=strawberry.ID(row.id),
            version=row.version,
            revision=row.revision,
            state=row.state,
            content_hash=row.content_hash,
            facts_hash=row.draft.facts_hash,
            envelope_id=strawberry.ID(row.envelope),
            cause_id=strawberry.ID(row.draft.cause),
            note=row.note,
            decisions=[Decision.of(x) for x in decisions],
            record=row,
            decided=decisions,
            viewer=desk,
        )

    @cached_property
    def acts_alone(self) -> Acts:
        """What is open to the viewer as far as the item's own record says; two fields ask for it, each several times."""
        return self._acts(Surroundings(decided=self.decided))

    def acts(self, found: Sequence[Surroundings]) -> Acts:
        """What is open to the viewer, by all that was found to bear on it."""
        if not found:
            return self.acts_alone
        if self.acts_there is None:
            self.acts_there = self._acts(found[0])
        return self.acts_there

    def _acts(self, around: Surroundings) -> Acts:
        return open_acts.acts(self.viewer.actor, self.record, around, self.viewer.today)


@strawberry.type(description="处于一种状态的事项数")
class StateCount:
    state: State = strawberry.field(description="状态")
    count: int = strawberry.field(description="数目")


def told(items: Iterable[model.Item], page: ItemPage, desk: Desk) -> list[Item]:
    """Items with their decisions, as far as this page has them."""
    return [Item.of(i, page.decisions.get(i.id, []), desk) for i in items]


@strawberry.type(description="申请书：同一部门、路径和来源的事项；自身没有状态")
class Envelope(Node):
    id: strawberry.ID = strawberry.field(description="编号")
    holder_id: strawberry.ID = strawberry.field(description="申请部门")
    route: Route = strawberry.field(description="办理路径")
    cause_id: strawberry.ID = strawberry.field(description="变动来源")
    states: list[StateCount] = strawberry.field(description="各状态的事项数")

    holder: OrgUnit = links.one("holder_id", "申请部门")
    source: Source = links.one("cause_id", "变动来源")

    @classmethod
    def of(cls, row: StoredEnvelope) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            holder_id=strawberry.ID(row.holder),
            route=row.route,
            cause_id=strawberry.ID(row.cause),
            states=[StateCount(state=s, count=row.states[s]) for s in State if s in row.states],
        )

    @strawberry.field(description="事项，先后为序")
    async def items(
        self,
        info: Info,
        first: int = 50,
        after: str | None = None,
    ) -> Connection[Item]:
        size, (start, _) = check_size(first), opened_at(after)
        (page,) = await info.context.items_in(size, start or 0).of([self.id])
        items = told(page.items, page, info.context.desk)
        rows = [(str(i.sequence), i.id, one) for i, one in zip(page.items, items, strict=True)]
        total = sum(state.count for state in self.states)
        return Connection[Item].of(rows, total=total, more=page.more, after=after)


@strawberry.type(description="同一职权上的数项在办事项")
class OpenConflict:
    power_id: strawberry.ID = strawberry.field(description="职权")
    open: int = strawberry.field(description="在办事项数，含您不可查看的")
    items: list[Item] = strawberry.field(description="您可以查看的在办事项，按生效日期")

    power: Power = links.one("power_id", "职权")

    @classmethod
    def of(cls, row: Meeting, page: ItemPage, desk: Desk) -> Self:
        return cls(
            power_id=strawberry.ID(row.power),
            open=row.open,
            items=told(row.items, page, desk),
        )


@strawberry.type(
    description="申请义务：出现事由即产生，不待部门申请（《办法》第五条至第七条“应当申请”）"
)
class Obligation(Node):
    id: strawberry.ID = strawberry.field(description="编号")
    holder_id: strawberry.ID = strawberry.field(description="义务部门")
    power_ids: list[strawberry.ID] = strawberry.field(description="所涉职权")
    kind: ItemKind = strawberry.field(description="应申请的事项种类")
    grounds: list[str] = strawberry.field(description="事由")
    cause_id: strawberry.ID = strawberry.field(description="变动来源")
    effective: date = strawberry.field(description="事由生效日期")
    due: date | None = strawberry.field(description="期限；空为规则包未设期限，仅提示")
    state: ObligationState = strawberry.field(description="状态")
    item_id: strawberry.ID = strawberry.field(description="系统拟出的事项")

    holder: OrgUnit = links.one("holder_id", "义务部门")
    powers: list[Power] = links.each("power_ids", "所涉职权")
    source: Source = links.one("cause_id", "变动来源")
    item: Item | None = links.one_if_any("item_id", "系统拟出的事项；您无权查看时为空")

    @classmethod
    def of(cls, row: model.Obligation) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            holder_id=strawberry.ID(row.holder),
            power_ids=[strawberry.ID(p) for p in row.powers],
            kind=ItemKind[row.kind],
            grounds=list(row.grounds),
            cause_id=strawberry.ID(row.cause),
            effective=row.effective,
            due=row.due,
            state=row.state,
            item_id=strawberry.ID(row.item),
        )


@strawberry.type(description="待办：系统须有人答复后才能继续的问题；不是《办法》第八条的环节")
class Task(Question, Node):
    id: strawberry.ID = strawberry.field(description="编号")
    state: TaskState = strawberry.field(description="状态")
    cause_id: strawberry.ID | None = strawberry.field(
        description="变动来源；不因某一变动而起的问题为空"
    )

    source: Source | None = links.one_if_any("cause_id", "变动来源；不因某一变动而起的问题为空")

    @classmethod
    def of(cls, row: model.Task) -> Self:
        return cls(
            **question(row),
            id=strawberry.ID(row.id),
            state=TaskState[row.state],
            cause_id=strawberry.ID(row.cause) if row.cause else None,
        )
