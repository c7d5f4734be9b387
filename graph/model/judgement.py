"""判断: whether, on a day, a power still stands on a living, competent basis, and the proof of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from graph.model.law import (
    Assessment,
    Change,
    Correspondence,
    Effect,
    Instrument,
    Opinion,
    ParentLink,
    ProvisionVersion,
    TextVersion,
)
from graph.model.power import Function


class BasisState(StrEnum):
    """单项依据的状态, best first (3.2)."""

    ALIVE = "有效"
    ALIVE_CHANGED = "有效但已变化"
    FLAGGED = "存疑（仅规范性文件或层级未知）"
    UNCERTAIN = "未定"
    SUSPENDED = "暂停适用"
    ORPHANED = "上位依据已失"
    HOLLOW = "义务条款已失"
    INCOMPETENT = "无权设定"
    DEAD = "失效"


class Survival(StrEnum):
    """存续结论 V1–V9 (3.2)."""

    V1 = "V1 完好"
    V2 = "V2 依据减少"
    V3 = "V3 依据变化"
    V4 = "V4 未定"
    V5 = "V5 仅余上位依据已失者"
    V6 = "V6 仅余无权设定者"
    V7 = "V7 仅余义务条款已失者"
    V8 = "V8 暂停适用"
    V9 = "V9 失效"

    @property
    def id(self) -> str:
        """The stable row id, "V1" to "V9"."""
        return self.value[:2]


class LegalStatus(StrEnum):
    """法律状态, computed for any day."""

    ALIVE = "有效"
    ALIVE_CHANGED = "有效但依据已变化"
    UNCERTAIN = "未定"
    ORPHANED = "上位依据已失"
    INCOMPETENT = "无权设定"
    SUSPENDED = "暂停适用"
    PENDING_DEAD = "即将失效"
    DEAD = "失效"


@dataclass(frozen=True, slots=True, kw_only=True)
class LawBook:
    """What the law says, as far as the powers asked about need it; read once, judged by pure functions.

    Attributes:
        versions: per instrument, by effective day (a text without one is left out).
        units: provision versions by id; ``by_provision`` the same by (provision, text version).
        onward: correspondences by (old unit id, target text version).
        parents: by child id (instrument or provision).
        recorded: number of the event that recorded a text, an effect, a correspondence or an opinion, by its id.
    """

    instruments: Mapping[str, Instrument]
    versions: Mapping[str, tuple[TextVersion, ...]]
    units: Mapping[str, ProvisionVersion]
    by_provision: Mapping[tuple[str, str], ProvisionVersion]
    onward: Mapping[tuple[str, str], Correspondence]
    effects: tuple[Effect, ...] = ()
    parents: Mapping[str, tuple[ParentLink, ...]]
    opinions: tuple[Opinion, ...] = ()
    recorded: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One link of a proof: what happened to a cited unit, when, by which record.

    Attributes:
        rule: id of the row that decided ("3.1", "X1", "M2" …); ``record`` the correspondence, effect or opinion.
        sentence: one Chinese sentence for people.
    """

    on: date | None
    rule: str
    record: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationState:
    """State of one citation on one day.

    Attributes:
        changed: text or number differs from the version cited, whatever the state (3.2 last sentence).
        now: the units that it stands on that day, after all confirmed correspondences; empty when dead.
        assessments: of the changed texts on the way, those that hold for this power or sub-item.
        changes: union of what they change.
        waits_for: ids of correspondences, effects or opinions that a person must answer first.
        partly: a coarse citation of which a part is dead, changed or uncertain.
        read_as: the function that a basis is taken for: an assumed one that the linked text does not allow is read
            otherwise than the list has it; None for another element.
    """

    citation: str
    state: BasisState
    changed: bool
    now: tuple[str, ...]
    steps: tuple[Step, ...]
    assessments: tuple[Assessment, ...] = ()
    changes: frozenset[Change] = frozenset()
    kinds: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    partly: bool = False
    read_as: Function | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupState:
    """A basis group: AND of members; its state is its worst member's (HOLLOW for a dead DUTY)."""

    label: str
    members: tuple[str, ...]
    state: BasisState


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Result for one power, or one sub-item, on one day.

    Attributes:
        readings_differ: another reading of assumed functions would give another answer: V4, "confirm functions".
        doubtful: V1–V3 with a citation that is UNCERTAIN, ORPHANED, INCOMPETENT, SUSPENDED or FLAGGED, or a HOLLOW group.
        reasons: for V4: why, one Chinese sentence each, with what it waits for.
    """

    power: str
    sub_item: str
    on: date
    survival: Survival
    doubtful: bool
    readings_differ: bool
    citations: tuple[CitationState, ...]
    groups: tuple[GroupState, ...]
    reasons: tuple[Step, ...] = ()
    waits_for: tuple[str, ...] = ()
