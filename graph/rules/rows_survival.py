"""存续表: V1–V9, what each means, and what an opinion of 法制办 makes of a doubtful basis (3.2, L5–L7, X3, X4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graph.model.judgement import BasisState, LegalStatus, Survival
from graph.model.law import Finding
from graph.rules.terms import OpinionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class SurvivalRow:
    """存续结论: one row of the table, for people and for ``explain``."""

    id: Survival
    condition: str
    meaning: str
    status: LegalStatus


# fmt: off
SURVIVAL: tuple[SurvivalRow, ...] = (
    SurvivalRow(id=Survival.V1, condition="至少一组依据有效，没有引用失效，没有引用变化",       meaning="设立依据无须处理",                       status=LegalStatus.ALIVE),
    SurvivalRow(id=Survival.V2, condition="至少一组依据有效，至少一处设立依据引用失效",         meaning="按第七条第（一）项调整，删去失效依据",     status=LegalStatus.ALIVE_CHANGED),
    SurvivalRow(id=Survival.V3, condition="至少一组依据有效，没有引用失效，至少一处引用变化",   meaning="按第七条第（一）项调整",                 status=LegalStatus.ALIVE_CHANGED),
    SurvivalRow(id=Survival.V4, condition="最好的一组未定，或者没有依据组，或者不同读法结论不同", meaning="暂缓，待确认，不得取消",                 status=LegalStatus.UNCERTAIN),
    SurvivalRow(id=Survival.V5, condition="最好的一组仅是上位依据已失",                         meaning="暂缓并清理，之后取消或者保留",           status=LegalStatus.ORPHANED),
    SurvivalRow(id=Survival.V6, condition="最好的一组仅是无权设定",                             meaning="暂缓，待法制办意见",                     status=LegalStatus.INCOMPETENT),
    SurvivalRow(id=Survival.V7, condition="最好的一组罚则尚在而其义务条款已确认失效",           meaning="暂缓，待法制办意见",                     status=LegalStatus.UNCERTAIN),
    SurvivalRow(id=Survival.V8, condition="最好的一组暂停适用",                                 meaning="不取消，标注暂停的地域和期间",           status=LegalStatus.SUSPENDED),
    SurvivalRow(id=Survival.V9, condition="至少有一组依据，各组均已确认失效",                   meaning="按第六条第（一）项取消",                 status=LegalStatus.DEAD),
)
# fmt: on

BY_GROUP: Mapping[BasisState, Survival] = MappingProxyType(
    {
        BasisState.UNCERTAIN: Survival.V4,
        BasisState.SUSPENDED: Survival.V8,
        BasisState.ORPHANED: Survival.V5,
        BasisState.HOLLOW: Survival.V7,
        BasisState.INCOMPETENT: Survival.V6,
        BasisState.DEAD: Survival.V9,
    }
)
"""The row of a power whose best group is not living."""

ORDER: tuple[BasisState, ...] = (
    BasisState.ALIVE,
    BasisState.ALIVE_CHANGED,
    BasisState.FLAGGED,
    BasisState.UNCERTAIN,
    BasisState.SUSPENDED,
    BasisState.ORPHANED,
    BasisState.HOLLOW,
    BasisState.INCOMPETENT,
    BasisState.DEAD,
)
"""Best first (3.2)."""

_PLACES = {state: place for place, state in enumerate(ORDER)}

LIVING = frozenset({BasisState.ALIVE, BasisState.ALIVE_CHANGED, BasisState.FLAGGED})
"""Living and competent: the first three."""

DOUBTS = frozenset(
    {
        BasisState.FLAGGED,
        BasisState.UNCERTAIN,
        BasisState.SUSPENDED,
        BasisState.ORPHANED,
        BasisState.INCOMPETENT,
    }
)
"""A citation in one of these makes V1–V3 DOUBTFUL."""


def worst(*states: BasisState) -> BasisState:
    """Several at once: the worst in the order."""
    return max(states, key=_PLACES.__getitem__)


def best(*states: BasisState) -> BasisState:
    """The best in the order."""
    return min(states, key=_PLACES.__getitem__)


_LOST = frozenset({BasisState.ORPHANED})
_FLAG = frozenset({BasisState.FLAGGED})
_RANK = frozenset({BasisState.INCOMPETENT, BasisState.FLAGGED})

# fmt: off
OPINIONS: tuple[OpinionRow, ...] = (
    OpinionRow(id="L5-废止",  finding=Finding.REPEAL,      states=_LOST, own=True,  result=BasisState.DEAD, sentence="法制办意见废止本级规范性文件"),
    OpinionRow(id="L5-保留",  finding=Finding.KEEP,        states=_LOST, own=True,  result=None,            sentence="法制办意见保留本级规范性文件"),
    OpinionRow(id="X3-废止",  finding=Finding.REPEAL,      states=_LOST | _FLAG, own=False, result=None, keeps=True, sentence="法制办建议废止，已上报；有权机关处理前状态不变"),
    OpinionRow(id="X3-保留",  finding=Finding.KEEP,        states=_LOST | _FLAG, own=False, result=None, keeps=True, sentence="法制办建议保留，已上报；有权机关处理前状态不变"),
    OpinionRow(id="X3-待修改", finding=Finding.AMEND,      states=_LOST | _FLAG, own=True,  result=None, keeps=True, sentence="法制办意见修改本级规范性文件；修改后的文本施行前状态不变"),
    OpinionRow(id="X3-修改",  finding=Finding.AMEND,       states=_LOST | _FLAG, own=False, result=None, keeps=True, sentence="法制办建议修改，已上报；有权机关处理前状态不变"),
    OpinionRow(id="X3-上报",  finding=Finding.FORWARDED,   states=_LOST | _FLAG, own=None,  result=None, keeps=True, sentence="法制办意见已上报；有权机关处理前状态不变"),
    OpinionRow(id="X3-待废止", finding=Finding.REPEAL,     states=_FLAG, own=True,  result=None, keeps=True, sentence="法制办意见废止本级规范性文件；自登记的废止之日起失效"),
    OpinionRow(id="G10-保留", finding=Finding.KEEP,        states=_FLAG, own=True,  result=None, keeps=True, sentence="法制办意见保留本级规范性文件；仍不能单独设定职权"),
    OpinionRow(id="L6-有权",  finding=Finding.COMPETENT,   states=_RANK, own=None,  result=None,            sentence="法制办认定有权设定"),
    OpinionRow(id="L6-无权",  finding=Finding.INCOMPETENT, states=frozenset(BasisState) - {BasisState.DEAD, BasisState.HOLLOW}, own=None, result=BasisState.INCOMPETENT, sentence="法制办认定无权设定"),
)
# fmt: on
"""L7 (DUTY_LEAVES, CANCEL) speaks of a group and stands in ``graph.rules.survival``; VOID and NOT_VOID in ``contradictions``."""
