"""调整方案: what a change of law or of organs leads to, before anything is written.

``simulate`` shows a plan, ``commit`` writes the same one; its hash says so (I8).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from graph.model.judgement import CitationState, Judgement, LegalStatus
from graph.model.power import ElementKind


class CauseKind(StrEnum):
    """调整事由的来源."""

    LAW = "法规变动"
    ORGAN = "机构变动"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """事由: one source record (an amending decision, a reform plan) with all that it brought.

    Attributes:
        id: of the source record; items, tasks and envelopes carry it.
        effects: ids of its effects; ``versions`` ids of the text versions that it brought.
        effective: its effective dates, each once.
    """

    id: str
    kind: CauseKind = CauseKind.LAW
    effects: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    effective: tuple[date, ...] = ()


class Route(StrEnum):
    """办理路径."""

    A = "A"
    B = "B"
    C = "C"
    C_LITE = "C-lite"
    D = "D"
    N = "N"


class ItemKind(StrEnum):
    """调整事项的种类."""

    ADD = "增加"
    CANCEL = "取消"
    DEVOLVE = "下放"
    ADJUST = "调整要素"
    CANCEL_SUB_ITEM = "取消子项"
    COMPLETE_ELEMENTS = "补充完善许可要素"
    PROPOSE_PERMIT_ADD = "建议增加许可"
    PROPOSE_PERMIT_CANCEL = "建议取消许可"


class Severity(StrEnum):
    """How much an ADJUST item changes; the highest of its rows."""

    SUBSTANTIVE = "实质"
    MINOR = "轻微"
    VERIFY = "核对"


class TaskKind(StrEnum):
    """待办 of the engine: not a stage of 《办法》第八条 (G22)."""

    CONFIRM_CORRESPONDENCE = "确认新旧对应"
    ASSESS_SUPPORT = "评估是否仍支持"
    CONFIRM_FUNCTIONS = "确认引用功能与依据组"
    NAME_BASIS = "指明设立依据"
    LINK_CITATION = "关联引用"
    LEGAL_OPINION = "法制办意见"
    CLEANUP = "规范性文件清理"
    CONFLICT_OPINION = "抵触审查"
    REVIEW_NEW_PROVISION = "研判新增条款"
    PERMIT_BORDER = "许可与备案转换"
    CATALOGUE_EXTRA = "目录外许可核对"
    UPWARD_NOTICE = "向上报告"
    WATCH = "持续关注"
    TRIAGE = "人工研判"


class Outcome(StrEnum):
    """What a hit power ends in."""

    ITEM = "生成事项"
    HOLD = "暂缓"
    WATCH = "关注"
    NOTE = "备注"
    TOUCHED = "涉及但无须调整"
    EXCLUDED = "不适用于本区"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """要素差异: one element of a draft, before and after.

    Attributes:
        sub_item: "" for the power itself.
        before: content hash of the element as listed, "" for a new one.
        renew: per citation id: the unit ids that it cites from now on; an empty tuple drops the citation.
        value: new plain value (a holder's organ id, a type) where the element is no text of citations.
    """

    element: ElementKind
    sub_item: str = ""
    before: str = ""
    renew: tuple[tuple[str, tuple[str, ...]], ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftItem:
    """事项草稿.

    Attributes:
        key: unique: power, elements, ground and cause; not the date (``spec/model.md`` 8).
        grounds: e.g. ("7(1)", "7(6)"); empty for C-lite and D.
        rules: ids of the rows that gave it.
        cause: id of the source record.
        powers: one, or survivor first and absorbed after it for a merger.
        pair: key of the linked item that it may not be applied without; "" for none.
        suggestions: e.g. ("7(4) 分设",): never a ground by itself.
        incomplete: element that must be named before it can be applied (E3); "" for none.
        warnings: e.g. the best rank fell.
        causes: ids of all source records that take part on this day; ``cause`` is the first of them.
        bundle: items of one envelope with the same bundle are shown and decided as one line (E11, E12, L8);
            "" for an item that stands alone.
    """

    key: str
    kind: ItemKind
    route: Route
    grounds: tuple[str, ...]
    rules: tuple[str, ...]
    cause: str
    effective: date
    holder: str
    powers: tuple[str, ...]
    sub_item: str = ""
    severity: Severity = Severity.SUBSTANTIVE
    differences: tuple[Difference, ...] = ()
    pair: str = ""
    suggestions: tuple[str, ...] = ()
    incomplete: str = ""
    warnings: tuple[str, ...] = ()
    facts_hash: str = ""
    late: bool = False
    causes: tuple[str, ...] = ()
    bundle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTask:
    """待办草稿: what must be answered before the engine can go on, and by which role.

    Attributes:
        alarm: 预警日, from which an answer that is not there is called (L12); None where nobody is to answer.
    """

    key: str
    kind: TaskKind
    rule: str
    cause: str
    role: str
    subject: str
    powers: tuple[str, ...]
    sentence: str
    alarm: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRow:
    """影响行: one hit of the impact query: one citation of one power, or the power's outcome in one line.

    Attributes:
        citation: of a basis that a new law adds, which no list prints yet, the effect stands for it (L16).
        rules: ids of the rows that decided; ``grounds`` and ``route`` as in the draft item they lead to.
    """

    power: str
    sub_item: str
    holder: str
    element: ElementKind
    citation: CitationState
    effective: date
    survival: str
    outcome: Outcome
    rules: tuple[str, ...]
    grounds: tuple[str, ...]
    route: Route
    item: str
    tasks: tuple[str, ...]


class HitPhase(StrEnum):
    """影响行在某日的阶段: whether it has taken effect by that day."""

    ANNOUNCED = "已公布，当日尚未生效"
    IN_EFFECT = "当日已生效"
    OVERTAKEN = "此前已生效，至当日又有变动"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow(HitRow):
    """某日所见的影响行: state and survival are those of that day; the outcome stays that of its effective day.

    Attributes:
        status: 法律状态 of the power or sub-item on that day.
    """

    phase: HitPhase
    status: LegalStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """方案 of one cause.

    Attributes:
        complete: False when anything that had to be read could not be; such a plan can be read, not committed (I11).
        digest: hash of all of it, dates left out of nothing: what ``commit`` must find again.
        hits: all of them ``DayRow``s where the plan is seen on a day; such a plan is read, never committed.
    """

    cause: str
    hits: tuple[HitRow, ...]
    items: tuple[DraftItem, ...]
    tasks: tuple[DraftTask, ...]
    judgements: tuple[Judgement, ...]
    excluded: tuple[str, ...]
    complete: bool
    pack: str
    digest: str

    def among(self, powers: Collection[str], holders: Collection[str]) -> Plan:
        """What of it speaks of these powers; of an addition, which has none yet, that of these departments."""
        tasks = (replace(t, powers=tuple(p for p in t.powers if p in powers)) for t in self.tasks)
        return replace(
            self,
            hits=tuple(row for row in self.hits if row.power in powers),
            items=tuple(i for i in self.items if _is_among(i, powers, holders)),
            tasks=tuple(task for task in tasks if task.powers),
            judgements=tuple(j for j in self.judgements if j.power in powers),
            excluded=tuple(p for p in self.excluded if p in powers),
        )


def _is_among(item: DraftItem, powers: Collection[str], holders: Collection[str]) -> bool:
    return any(p in powers for p in item.powers) if item.powers else item.holder in holders


class StateClass(StrEnum):
    """在办事项的状态, as far as a conflict asks."""

    DRAFT = "草稿或者退回"
    IN_REVIEW = "审核中"
    APPROVED = "已同意"
    ON_HOLD = "暂缓"
    STALE = "失准"
    REJECTED = "已否决"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """在办事项: an item that is not yet applied, or was rejected, as a new one meets it.

    Attributes:
        elements: what it touches; of a CANCEL all.
        causes: ids of its source records; ``cause`` is the first.
        pair: key of the linked item; "" for none.
        name: 职权名称 of an ADD, which has no power yet.
        reform: it carries out a reform of organs.
    """

    key: str
    kind: ItemKind
    state: StateClass
    powers: tuple[str, ...]
    elements: frozenset[ElementKind]
    grounds: tuple[str, ...]
    effective: date
    facts_hash: str
    cause: str
    sub_item: str = ""
    causes: tuple[str, ...] = ()
    pair: str = ""
    holder: str = ""
    name: str = ""
    reform: bool = False


class Resolution(StrEnum):
    """What becomes of a planned item, or of an open one, when they meet."""

    CREATE = "新建"
    RETURN_EXISTING = "返回原有事项"
    RESCHEDULE = "原事项改期"
    REPLACE_DRAFT = "替换草稿"
    REVISE_STALE = "原事项失准，另立修订"
    MERGE = "并入在办事项"
    SWAP = "草稿先办较早的变动，原内容排后"
    HOLD_BEHIND = "新建并暂缓，排在其后"
    HOLD_OPEN = "新建，在办事项暂缓，排在其后"
    MARK_STALE = "原事项失准"
    SUPERSEDE = "取代原事项"
    SCHEDULE_AFTER = "排在其后实施"
    RECORD_ONLY = "不生成，仅作记录"
    RETURN_PAIR = "关联事项退回"
    LAPSE = "草稿失效"


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """交会: one open item and what becomes of it or of the planned one, by which row."""

    open: str
    rule: str
    resolution: Resolution
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """处置 of one planned item among all open ones.

    Attributes:
        target: key of the open item that the resolution speaks of; "" for none.
        encounters: one for each open item; those that speak of the open item itself (失准, 取代) are to be carried
            out too.
    """

    resolution: Resolution
    rule: str
    target: str
    sentence: str
    encounters: tuple[Encounter, ...]
