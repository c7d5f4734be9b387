"""docs/workflow.md: the table of ``graph/workflow.py``, drawn."""

from __future__ import annotations

from graph.model.plan import Route
from graph.model.request import State, Verdict
from graph.workflow import BUILT, CLOSED, DECIDING, ROUTE_NAMES, STEPS, Step

HEAD = """# 办理流程 · The workflow

Written by `make docs` from the table in `graph/workflow.py`; do not edit. The table is the workflow: who may move an item from which
state to which, under which article. Withdrawing (撤回), handing in again (重新申请: a new item; the withdrawn one stays) and changing the
words of a draft (修改草稿) are left out of the pictures and stand in the tables.

Whether an act of the table is open to one person on one item today is one rule, `resolvers/open_acts.py`: the mutations refuse by it,
and `actions`, `blocked` and `myTasks` tell by it.

"""


def workflow_md() -> str:
    """The whole document."""
    built = [_route(route) for route in Route if route in BUILT]
    return "".join([HEAD, *built, _engine(), _persons(), _not_built()])


def _route(route: Route) -> str:
    steps = [step for step in STEPS if step.route is route]
    drawn = dict.fromkeys(_arrow(step) for step in steps if _leads_on(step))
    states = dict.fromkeys(s for step in steps for s in (step.source, step.target))
    names = [f"  {state.name}: {state.value}" for state in states if state is not State.WITHDRAWN]
    start = f"  [*] --> {State.DRAFT.name}"
    picture = "\n".join(["```mermaid", "stateDiagram-v2", *names, start, *drawn, "```"])
    return f"## 路径 {route.value}：{ROUTE_NAMES[route]}\n\n{picture}\n\n{_table(steps)}\n"


def _leads_on(step: Step) -> bool:
    return State.WITHDRAWN not in (step.source, step.target) and step.source is not step.target


def _arrow(step: Step) -> str:
    said = "" if step.verdict is Verdict.AGREE else f"：{step.verdict.value}"
    return f"  {step.source.name} --> {step.target.name}: {step.action.value}{said}"


def _table(steps: list[Step]) -> str:
    head = "| 现处状态 | 动作 | 意见 | 办理人 | 转入状态 | 依据 |\n|---|---|---|---|---|---|\n"
    return head + "".join(_row(step) for step in steps)


def _row(step: Step) -> str:
    roles = "、".join(role.value for role in step.roles)
    cells = (step.source.value, step.action.value, step.verdict.value, roles, step.target.value)
    return f"| {' | '.join(cells)} | {step.article} |\n"


def _engine() -> str:
    """States that no act of the table leads to."""
    reached = {step.target for step in STEPS}
    states = [state for state in State if state not in reached and state is not State.DRAFT]
    lines = "".join(f"- `{state.name}` {state.value}{_closed(state)}\n" for state in states)
    head = (
        "## States that no act leads to\n\n"
        "The engine sets them by rule, or their part is not built yet. What is agreed before its day rests as "
        f"`{State.SCHEDULED.name}` in place of `{State.APPROVED.name}`.\n\n"
    )
    return head + lines + "\n"


def _closed(state: State) -> str:
    return "（终结）" if state in CLOSED else ""


def _persons() -> str:
    acts = "、".join(action.value for action in DECIDING)
    return (
        "## Separation of duties · 职责分离\n\n"
        f"{acts}：同一事项的这些环节须由不同的人办理（I14）；其他动作为事务性办理。\n\n"
    )


def _not_built() -> str:
    rows = [f"- {r.value}：{ROUTE_NAMES[r]}\n" for r in Route if r not in BUILT]
    return "## Routes that end in a draft\n\n" + "".join(rows)
