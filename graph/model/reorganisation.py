"""机构改革: what a reform says, and what it leads to before anything is written (``spec/rules.md`` 3.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.model.plan import DraftItem
from graph.model.power import ElementKind


class OrgChangeKind(StrEnum):
    """机构变动的种类."""

    RENAME = "更名"
    MERGE = "合并"
    PARTIAL_TRANSFER = "部分划转"
    SPLIT = "拆分"
    ABOLISH = "撤销"
    VERTICAL_UP = "垂直管理"
    CONCENTRATE = "综合行政执法"
    ENTRUST = "委托"
    AUTHORIZE = "授权"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrgChange:
    """一项机构变动 of a reform.

    Attributes:
        sources: organ ids that give; of a merger they close.
        target: organ id that receives; of a renaming the organ itself.
        powers: of a partial transfer, the powers that move, resolved from its set expression; else empty.
        left_out: powers that the change does not speak of ("minus …").
        handover: first day of the receiver where it is not the day of the reform.
    """

    id: str
    kind: OrgChangeKind
    sources: tuple[str, ...]
    target: str
    powers: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    handover: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairDecision:
    """疑似重复的决定 (O4): whether two similar powers are one."""

    powers: tuple[str, str]
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReorgEvent:
    """一次机构改革: one decision document with all its pieces; several of one day are one plan (O18).

    Attributes:
        id: of the source record: the cause of every item.
        effective: day of the reform.
        assigned: (power, receiver) as a person assigned it, before what the changes say.
        handovers: (power, day) where one power is handed over on a day of its own.
        survivors: ids that survive in their group where a person chose so.
    """

    id: str
    effective: date
    changes: tuple[OrgChange, ...]
    assigned: tuple[tuple[str, str], ...] = ()
    handovers: tuple[tuple[str, date], ...] = ()
    survivors: frozenset[str] = frozenset()
    decisions: tuple[PairDecision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """划转: one power from one organ to another, from a day on."""

    power: str
    giver: str
    receiver: str
    on: date
    rule: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SameGroup:
    """同一职权 held by several merging departments (O3, G20).

    Attributes:
        added: per element, the citations that the absorbed bring and the survivor lacks.
        differing: elements that say different things; a person reconciles them before the item can be applied.
    """

    survivor: str
    absorbed: tuple[str, ...]
    receiver: str
    added: tuple[tuple[ElementKind, tuple[str, ...]], ...] = ()
    differing: tuple[ElementKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """疑似重复 (O4): two powers that may be one; ``percent`` how alike their names are."""

    powers: tuple[str, str]
    percent: int
    same_grant: bool


class HolderFault(StrEnum):
    """行使主体不唯一 (O9, G21)."""

    WITHOUT_HOLDER = "无人行使"
    WITH_TWO_HOLDERS = "两个以上机构行使"


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderProblem:
    """某期间行使主体不唯一: from ``since`` up to, not including, ``until`` (None: for good)."""

    power: str
    fault: HolderFault
    since: date
    until: date | None
    organs: tuple[str, ...]
    territory: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameChain:
    """名称沿革 (O11): from a day on, the name of a closed organ means another."""

    organ: str
    means: str
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReorgPlan:
    """改革方案.

    Attributes:
        candidates: those that nobody has decided yet.
        unassigned: powers of closing organs that nobody receives.
        committable: no problem of holders, and no open candidate.
        digest: what ``commit`` must find again (I8).
    """

    cause: str
    moves: tuple[Move, ...]
    groups: tuple[SameGroup, ...]
    candidates: tuple[Candidate, ...]
    problems: tuple[HolderProblem, ...]
    unassigned: tuple[str, ...]
    names: tuple[NameChain, ...]
    items: tuple[DraftItem, ...]
    survivors: int
    pack: str
    committable: bool
    digest: str
