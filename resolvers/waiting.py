"""等待什么: what has to happen before an item can go on, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph import applications, looking_up, workflow
from graph.db import Tx
from graph.model.plan import Route
from graph.model.request import Item, State, Task
from graph.rules.wording import day as told_day


class WaitFor(StrEnum):
    """等待什么."""

    STAGE = "下一环节"
    TASK = "待办的答复"
    DAY = "生效日"
    BEHIND = "排在前面的事项"
    PAIR = "成对事项"
    ELEMENT = "须补足的要素"
    ROUTE = "尚未开通的路径"
    STATE = "现状态之外的决定"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """等待: one thing that has to happen first, and whose it is."""

    kind: WaitFor
    id: str
    sentence: str


async def waits(tx: Tx, item: Item, today: date) -> list[Waiting]:
    """All that an item waits for; nothing once it is closed."""
    if item.state in workflow.CLOSED:
        return []
    open_ = await looking_up.tasks_on(tx, item.draft.cause, item.draft.powers)
    keys = [key for key in (item.behind, item.draft.pair) if key]
    others = await applications.newest(tx, keys)
    return [*waits_of(item, today, others), *(_for_task(task) for task in open_)]


def _for_task(task: Task) -> Waiting:
    return Waiting(kind=WaitFor.TASK, id=task.id, sentence=f"待答复：{task.sentence}")


def waits_of(item: Item, today: date, others: Mapping[str, Item]) -> list[Waiting]:
    """What has to happen before the item can go on, tasks left out."""
    found = [_for_stage(item), *_for_others(item, others)]
    if item.state in workflow.DECIDED and item.draft.effective > today:
        said = f"待生效日（{told_day(item.draft.effective)}），不得提前调整清单"
        found.append(Waiting(kind=WaitFor.DAY, id=item.id, sentence=said))
    if item.draft.incomplete:
        said = f"调整清单前须补足“{item.draft.incomplete}”"
        found.append(Waiting(kind=WaitFor.ELEMENT, id=item.id, sentence=said))
    return found


def _for_stage(item: Item) -> Waiting:
    """The acts that lead on from here."""
    route, state = item.draft.route, item.state
    if route not in workflow.BUILT:
        name = workflow.ROUTE_NAMES.get(route, route.value)
        return Waiting(kind=WaitFor.ROUTE, id=item.id, sentence=f"{name}尚未开通，事项停留在草稿")
    acts = workflow.leading_on(route, state)
    if not acts:
        return Waiting(kind=WaitFor.STATE, id=item.id, sentence=f"现为“{state.value}”")
    said = "；".join(
        f"{'或者'.join(r.value for r in workflow.roles_for(a))}办理“{a.value}”" for a in acts
    )
    return Waiting(kind=WaitFor.STAGE, id=item.id, sentence=f"待{said}（{_article(route, state)}）")


def _article(route: Route, state: State) -> str:
    rows = [s for s in workflow.STEPS if (s.route, s.source) == (route, state)]
    return rows[0].article if rows else ""


def _for_others(item: Item, others: Mapping[str, Item]) -> Iterator[Waiting]:
    for key, kind, said in (
        (item.behind, WaitFor.BEHIND, "排在在办事项“{}”之后"),
        (item.draft.pair, WaitFor.PAIR, "须与成对事项“{}”一并调整清单"),
    ):
        if key:
            id_ = others[key].id if key in others else key
            yield Waiting(kind=kind, id=id_, sentence=said.format(id_))
