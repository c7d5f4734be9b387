"""枚举: domain enums as clients see them: English names, the Chinese words as descriptions."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from functools import cache
from typing import Any

import strawberry

from graph.correspondences import Method
from graph.model.actor import Role
from graph.model.judgement import BasisState, LegalStatus, Survival
from graph.model.law import (
    Change,
    EffectType,
    Finding,
    GrantLevel,
    Kind,
    Rank,
    Standing,
    Support,
)
from graph.model.organ import Axis, Mode, OrgKind
from graph.model.plan import (
    CauseKind,
    HitPhase,
    ItemKind,
    Outcome,
    Resolution,
    Route,
    Severity,
    TaskKind,
)
from graph.model.power import (
    ElementKind,
    Function,
    How,
    InCatalogue,
    LinkMethod,
    ListStatus,
    PowerType,
)
from graph.model.reorganisation import HolderFault, OrgChangeKind
from graph.model.request import Action, ObligationState, State, TaskState, Verdict
from graph.reorganisations import Level
from graph.workflow import ROUTE_NAMES
from importers.lists.levels import Level as ListLevel
from legal.statute import Severity as FindingSeverity

TERMS: dict[type[Enum], str] = {
    Role: "角色",
    BasisState: "单项依据的状态",
    LegalStatus: "法律状态",
    Survival: "存续结论",
    Change: "文本变化的内容",
    EffectType: "法规变动的种类",
    Finding: "法制办的认定",
    Kind: "新旧条文的对应关系",
    Rank: "效力层级",
    Standing: "确认状态",
    Method: "新旧对应从何而来",
    GrantLevel: "授权给哪一级的机关",
    FindingSeverity: "文本缺陷的程度",
    Support: "支持评估",
    Axis: "轴",
    Mode: "行使方式",
    OrgKind: "机构类别",
    OrgChangeKind: "机构变动的种类",
    Level: "决定机关的层级",
    ListLevel: "清单的层级",
    ItemKind: "调整事项的种类",
    Outcome: "影响的结果",
    HitPhase: "影响行在某日的阶段",
    Resolution: "方案中的事项与在办事项相遇的结果",
    Route: "办理路径",
    Severity: "调整程度",
    TaskKind: "待办种类",
    TaskState: "待办状态",
    CauseKind: "变动来源的种类",
    HolderFault: "行使主体不唯一的情形",
    ElementKind: "要素",
    Function: "引用功能",
    How: "功能与依据组的来源",
    InCatalogue: "是否在许可目录",
    LinkMethod: "所引文本从何得知",
    ListStatus: "清单状态",
    PowerType: "职权类型",
    Action: "办理动作",
    ObligationState: "申请义务的状态",
    State: "事项状态",
    Verdict: "处理意见",
}


def publish(enum: type[Enum], term: str) -> None:
    """Give a domain enum to GraphQL."""
    name = GRAPHQL_NAMES.get(enum, enum.__name__)
    strawberry.enum(enum, description=term, name=name)
    definition: Any = enum.__strawberry_definition__  # pyright: ignore[reportAttributeAccessIssue]
    for member in definition.values:
        value = enum[member.name]
        member.description = ROUTE_NAMES.get(value, str(value.value))  # pyright: ignore


def names(members: Iterable[Enum] | None) -> tuple[str, ...] | None:
    """What a filter asks for, as the graph knows it; None filters nothing."""
    return None if members is None else tuple(sorted({member.name for member in members}))


GRAPHQL_NAMES: dict[type[Enum], str] = {
    Kind: "CorrespondenceKind",
    Finding: "LegalFinding",
    State: "ItemState",
    Function: "CitationFunction",
    How: "CitationSource",
    Change: "TextChange",
    Level: "DecisionLevel",
    ListLevel: "ListLevel",
    Method: "CorrespondenceMethod",
    FindingSeverity: "FindingSeverity",
}


@cache
def publish_all() -> None:
    """Give every domain enum to GraphQL; once, before the schema is made."""
    for enum, term in TERMS.items():
        publish(enum, term)
