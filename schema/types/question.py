"""待答的问题: what a draft of a task and the task that it becomes both tell."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry

from graph.model.actor import Role
from graph.model.plan import DraftTask, TaskKind
from graph.model.request import Task
from schema import links
from schema.context import Info
from schema.pages import followed
from schema.paging import Connection
from schema.types.law import OPINIONS
from schema.types.power import Power


@strawberry.type(description="待答的问题")
class Question:
    kind: TaskKind = strawberry.field(description="种类")
    rule: str = strawberry.field(description="规则行")
    role: Role = strawberry.field(description="由谁答复")
    subject: strawberry.ID = strawberry.field(description="对象：对应、引用、法规或职权的编号")
    power_ids: list[strawberry.ID] = strawberry.field(description="等待它的职权")
    sentence: str = strawberry.field(description="须答复什么")
    alarm: date | None = strawberry.field(
        description="预警日：所待变动施行前的若干天（规则包 alarmDays），自该日起尚未答复的须催办（L12）；无须答复的为空"
    )

    opinions_version: int = links.version("subject", "opinions", OPINIONS)

    @strawberry.field(description="等待它的职权，按编号")
    async def powers(
        self, info: Info, first: int = 50, after: str | None = None
    ) -> Connection[Power]:
        return await followed(info, ((id_, id_) for id_ in self.power_ids), Power, first, after)


def question(row: DraftTask | Task) -> dict[str, Any]:
    """The fields of ``Question``."""
    return {
        "kind": row.kind,
        "rule": row.rule,
        "role": Role[row.role],
        "subject": strawberry.ID(row.subject),
        "power_ids": [strawberry.ID(power) for power in row.powers],
        "sentence": row.sentence,
        "alarm": row.alarm,
    }
