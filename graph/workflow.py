"""办理流程: which role may move an item from which state to which, under which article. No I/O, no clock.

The table is the workflow. Nothing else in the project compares states; docs/workflow.md is drawn from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import DomainError
from graph.model.actor import Role
from graph.model.plan import Route
from graph.model.request import Action, State, Verdict

A, B = Route.A, Route.B


@dataclass(frozen=True, slots=True)
class Step:
    """One row: the source article stands in it."""

    route: Route
    source: State
    action: Action
    verdict: Verdict
    roles: tuple[Role, ...]
    target: State
    article: str


DEPT = (Role.DEPT, Role.STREET)
BB = (Role.BB,)
FZ = (Role.FZ,)
GOV = (Role.GOV,)
OK, BACK, NO = Verdict.AGREE, Verdict.RETURN, Verdict.REJECT
_8_1 = "《办法》第八条第一款"
_8_2 = "《办法》第八条第二款"
_SILENT = "《办法》第八条（未规定不同意时如何办理，R8.4）"
_LATE = "《办法》第八条（未规定部门不申请时如何办理，G6）"

# fmt: off
STEPS = (
    # Route A, 《办法》第八条第一款: 增加、取消、下放
    Step(A, State.DRAFT,           Action.SUBMIT,          OK,   DEPT, State.ORG_REVIEW,      _8_1),
    Step(A, State.RETURNED,        Action.SUBMIT,          OK,   DEPT, State.ORG_REVIEW,      _8_1),
    Step(A, State.ORG_REVIEW,      Action.ORG_REVIEW,      OK,   BB,   State.LEGALITY_REVIEW, _8_1),
    Step(A, State.LEGALITY_REVIEW, Action.LEGALITY_REVIEW, OK,   FZ,   State.LEGALITY_AGREED, _8_1),
    Step(A, State.LEGALITY_AGREED, Action.SUBMIT_TO_GOV,   OK,   BB,   State.GOV_SUBMITTED,   _8_1),
    Step(A, State.GOV_SUBMITTED,   Action.GOV_DECIDE,      OK,   GOV,  State.APPROVED,        _8_1),
    Step(A, State.GOV_SUBMITTED,   Action.GOV_DECIDE,      BACK, GOV,  State.RETURNED,        _SILENT),
    Step(A, State.GOV_SUBMITTED,   Action.GOV_DECIDE,      NO,   GOV,  State.REJECTED,        _SILENT),
    Step(A, State.LEGALITY_AGREED, Action.WITHDRAW,        OK,   DEPT, State.WITHDRAWN,       _SILENT),
    Step(A, State.GOV_SUBMITTED,   Action.WITHDRAW,        OK,   DEPT, State.WITHDRAWN,       _SILENT),
    # Route B, 《办法》第八条第二款: 调整要素, without 区政府
    Step(B, State.DRAFT,           Action.SUBMIT,          OK,   DEPT, State.ORG_REVIEW,      _8_2),
    Step(B, State.RETURNED,        Action.SUBMIT,          OK,   DEPT, State.ORG_REVIEW,      _8_2),
    Step(B, State.ORG_REVIEW,      Action.ORG_REVIEW,      OK,   BB,   State.LEGALITY_REVIEW, _8_2),
    Step(B, State.LEGALITY_REVIEW, Action.LEGALITY_REVIEW, OK,   FZ,   State.APPROVED,        _8_2),
    # Both routes: what the text is silent about, and the adjustment itself
    *(
        Step(route, source, action, verdict, roles, target, article)
        for route, last in ((A, _8_1), (B, _8_2))
        for source, action, verdict, roles, target, article in (
            (State.ORG_REVIEW,      Action.ORG_REVIEW,      BACK, BB,   State.RETURNED,  _SILENT),
            (State.ORG_REVIEW,      Action.ORG_REVIEW,      NO,   BB,   State.REJECTED,  _SILENT),
            (State.LEGALITY_REVIEW, Action.LEGALITY_REVIEW, BACK, FZ,   State.RETURNED,  _SILENT),
            (State.LEGALITY_REVIEW, Action.LEGALITY_REVIEW, NO,   FZ,   State.REJECTED,  _SILENT),
            (State.DRAFT,           Action.WITHDRAW,        OK,   DEPT, State.WITHDRAWN, _SILENT),
            (State.ORG_REVIEW,      Action.WITHDRAW,        OK,   DEPT, State.WITHDRAWN, _SILENT),
            (State.LEGALITY_REVIEW, Action.WITHDRAW,        OK,   DEPT, State.WITHDRAWN, _SILENT),
            (State.RETURNED,        Action.WITHDRAW,        OK,   DEPT, State.WITHDRAWN, _SILENT),
            (State.ON_HOLD,         Action.WITHDRAW,        OK,   DEPT, State.WITHDRAWN, _SILENT),
            (State.STALE,           Action.WITHDRAW,        OK,   DEPT, State.WITHDRAWN, _SILENT),
            (State.RETURNED,        Action.REVISE,          OK,   DEPT, State.DRAFT,     _SILENT),
            (State.STALE,           Action.REVISE,          OK,   DEPT, State.DRAFT,     _SILENT),
            (State.APPROVED,        Action.APPLY,           OK,   BB,   State.APPLIED,   last),
            (State.SCHEDULED,       Action.APPLY,           OK,   BB,   State.APPLIED,   last),
            (State.DRAFT,     Action.SUBMIT_ON_BEHALF, OK, BB,   State.ORG_REVIEW, _LATE),
            (State.RETURNED,  Action.SUBMIT_ON_BEHALF, OK, BB,   State.ORG_REVIEW, _LATE),
            (State.DRAFT,     Action.EDIT,             OK, DEPT, State.DRAFT,      _SILENT),
            (State.RETURNED,  Action.EDIT,             OK, DEPT, State.RETURNED,   _SILENT),
            (State.WITHDRAWN, Action.RESUBMIT,         OK, DEPT, State.DRAFT,      _SILENT),
        )
    ),
)
# fmt: on

_ROWS = {(s.route, s.source, s.action, s.verdict): s for s in STEPS}

DECIDING = (Action.SUBMIT, Action.ORG_REVIEW, Action.LEGALITY_REVIEW, Action.GOV_DECIDE)
"""Acts that need different persons (I14, G14); handing up and applying are clerical."""

UNASKED = frozenset({Action.WITHDRAW, Action.SUBMIT_ON_BEHALF, Action.EDIT, Action.RESUBMIT})
"""Acts that somebody may do and that nothing waits for."""

CLOSED = frozenset(
    {
        State.APPLIED,
        State.PUBLISHED,
        State.REJECTED,
        State.WITHDRAWN,
        State.SUPERSEDED,
        State.LAPSED,
    }
)
"""States in which an item stays; a withdrawn one may be handed in again, as an item of its own."""

IN_REVIEW = frozenset(
    {State.ORG_REVIEW, State.LEGALITY_REVIEW, State.LEGALITY_AGREED, State.GOV_SUBMITTED}
)
DECIDED = frozenset({State.APPROVED, State.SCHEDULED})
BUILT = frozenset({Route.A, Route.B})


@dataclass(eq=False)
class StepNotAllowed(DomainError):
    """环节不符 (WRONG_STAGE): no row of the table leads from this state by this act."""

    item: str
    state: State
    action: Action
    allowed: tuple[Action, ...]

    def __str__(self) -> str:
        may = "、".join(action.value for action in self.allowed) or "无"
        return f"事项“{self.item}”现处于“{self.state.value}”，不能办理“{self.action.value}”；现在可办理：{may}"


@dataclass(eq=False)
class RouteNotBuilt(DomainError):
    """办理路径未开通: the routes C, C-lite and D are not built yet; the draft stays a draft."""

    item: str
    route: Route

    def __str__(self) -> str:
        return (
            f"事项“{self.item}”属于{ROUTE_NAMES[self.route]}（{self.route.value}），"
            "本系统尚未开通该路径，不能按《办法》第八条办理"
        )


ROUTE_NAMES = {
    Route.A: "第八条第一款路径",
    Route.B: "第八条第二款路径",
    Route.C: "第九条第一款目录调整路径",
    Route.C_LITE: "第九条第一款补充完善要素路径",
    Route.D: "第九条第二款建议路径",
    Route.N: "无须办理",
}


@dataclass(eq=False)
class Forbidden(DomainError):
    """无权办理: the role is missing, or the item is another department's.

    Attributes:
        action: for programs, as the API calls it; a person knows what he asked for.
    """

    action: str
    roles: tuple[Role, ...]

    def __str__(self) -> str:
        if set(self.roles) == set(Role):
            return "此事不对公众开放，请以有角色的用户登录"
        return f"您无权办理此事，须由{'或'.join(role.value for role in self.roles)}办理"


@dataclass(eq=False)
class SameActor(DomainError):
    """职责分离 (FORBIDDEN_SOD): one person may not decide two stages of one item (I14)."""

    item: str
    earlier: Action

    def __str__(self) -> str:
        return f"您已在“{self.earlier.value}”环节办理过事项“{self.item}”，同一人不得办理两个环节"


def find_step(item: str, route: Route, state: State, action: Action, verdict: Verdict = OK) -> Step:
    """The row by which an item may move.

    Raises:
        RouteNotBuilt: route C, C-lite or D.
        StepNotAllowed: the table has no such row.
    """
    if route not in BUILT:
        raise RouteNotBuilt(item, route)
    step = _ROWS.get((route, state, action, verdict))
    if step is None:
        raise StepNotAllowed(item, state, action, actions(route, state))
    return step


def actions(route: Route, state: State) -> tuple[Action, ...]:
    """What can be done with an item in this state, by whoever may."""
    found = dict.fromkeys(s.action for s in STEPS if (s.route, s.source) == (route, state))
    return tuple(found)


def stage(action: Action) -> Action:
    """As what an act is decided: filing is filing, whoever does it."""
    return Action.SUBMIT if action is Action.SUBMIT_ON_BEHALF else action


def awaited(role: Role) -> tuple[Step, ...]:
    """The steps that wait for this role."""
    return tuple(
        s for s in STEPS if role in s.roles and s.verdict is OK and s.action not in UNASKED
    )


def leading_on(route: Route, state: State) -> tuple[Action, ...]:
    """The acts that an item in this state waits for."""
    return tuple(action for action in actions(route, state) if action not in UNASKED)


def roles_for(action: Action) -> tuple[Role, ...]:
    """Who may do this, in any state."""
    return next(s.roles for s in STEPS if s.action is action)
