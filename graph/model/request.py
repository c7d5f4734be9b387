"""申请与办理: items and envelopes, who decided what, obligations and tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.model.plan import DraftItem, TaskKind


class State(StrEnum):
    """事项状态. An item rests in one of these; filing and the government's decision are acts, kept as decisions."""

    DRAFT = "草稿"
    ORG_REVIEW = "编办审核中"
    LEGALITY_REVIEW = "合法性审查中"
    LEGALITY_AGREED = "审查同意，待报请审定"
    GOV_SUBMITTED = "已报请区政府审定"
    APPROVED = "已同意，待调整清单"
    SCHEDULED = "已同意，待生效日"
    APPLIED = "已调整清单"
    PUBLISHED = "已公布"
    RETURNED = "退回修改"
    REJECTED = "不予同意"
    WITHDRAWN = "已撤回"
    SUPERSEDED = "已被取代"
    ON_HOLD = "搁置"
    STALE = "事实已变，须重新办理"
    LAPSED = "事由消失"


class TaskState(StrEnum):
    """待办状态."""

    OPEN = "待答复"
    DONE = "已答复"
    LAPSED = "不再需要"


class Action(StrEnum):
    """办理动作, one mutation each; filing for a department is the same mutation with ``onBehalf``."""

    SUBMIT = "提交申请"
    SUBMIT_ON_BEHALF = "代为提交申请"
    ORG_REVIEW = "编办审核"
    LEGALITY_REVIEW = "合法性审查"
    SUBMIT_TO_GOV = "报请审定"
    GOV_DECIDE = "区政府审定"
    APPLY = "调整清单"
    WITHDRAW = "撤回"
    REVISE = "修改重报"
    EDIT = "修改草稿"
    RESUBMIT = "重新申请"
    COMPILE = "编制清单"


class Verdict(StrEnum):
    """处理意见."""

    AGREE = "同意"
    RETURN = "退回"
    REJECT = "不同意"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """调整事项: one draft and where it stands.

    Attributes:
        content_hash: hash of powers and differences: decided content = applied content (R8.5).
        revision: +1 each time the department revises it; decisions belong to a revision.
        version: +1 on every write: the ``expectedVersion`` of the next one.
        on_behalf: filed by 编办 for the department (G6); a second person of 编办 must review it.
        decided: day of the last decision that approved it; None before.
        behind: key of the item that it waits for (C5, C8); "" for none.
    """

    id: str
    draft: DraftItem
    envelope: str
    state: State
    revision: int
    version: int
    content_hash: str
    on_behalf: bool = False
    decided: date | None = None
    behind: str = ""
    note: str = ""
    resubmission_of: str = ""
    sequence: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """决定 or other act on an item revision, by one person in one role for one organ."""

    id: str
    action: Action
    verdict: Verdict
    actor: str
    actor_name: str
    role: str
    organ: str
    opinion: str
    document: str
    on: date
    revision: int = 0
    facts_hash: str = ""
    content_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """申请书: items of one department, route and cause; it keeps no state of its own."""

    id: str
    key: str
    holder: str
    route: str
    cause: str


class ObligationState(StrEnum):
    """申请义务的状态."""

    OPEN = "未申请"
    FILED = "已申请"
    MET = "已办结"
    GAP = "合规缺口"
    LAPSED = "事由消失"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """申请义务: a duty to apply, there before anyone files (R5.0, 《办法》第十二条第（五）项).

    Attributes:
        due: None where the rule pack sets no limit (G1).
    """

    id: str
    key: str
    holder: str
    powers: tuple[str, ...]
    kind: str
    grounds: tuple[str, ...]
    cause: str
    effective: date
    due: date | None
    state: ObligationState
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """待办 of the engine (G22).

    Attributes:
        state: OPEN, DONE or LAPSED.
        alarm: 预警日 (L12), as of ``DraftTask``.
        asked_by: of a question that is no cause's own, the causes whose plans ask it; "" for a person.
    """

    id: str
    key: str
    kind: TaskKind
    rule: str
    cause: str
    role: str
    subject: str
    powers: tuple[str, ...]
    sentence: str
    state: str
    version: int
    alarm: date | None = None
    asked_by: tuple[str, ...] = ()
