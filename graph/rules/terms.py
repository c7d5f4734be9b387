"""规则包的行: what one line of each table of a rule pack says. Only records: the lines stand in the ``rows_`` files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.model.judgement import BasisState
from graph.model.law import Finding, Rank
from graph.model.power import Function, PowerType


class Measure(StrEnum):
    """处罚种类、强制措施和强制执行方式, as a text names them (处罚法 9, 强制法 9, 12)."""

    WARNING = "警告"
    CRITICISM = "通报批评"
    FINE = "罚款"
    CONFISCATION = "没收"
    LICENCE_HELD = "暂扣许可证件"
    GRADE_LOWERED = "降低资质等级"
    LICENCE_REVOKED = "吊销许可证件"
    BUSINESS_REVOKED = "吊销营业执照"
    BUSINESS_RESTRICTED = "限制开展生产经营活动"
    BUSINESS_STOPPED = "责令停产停业"
    CLOSED = "责令关闭"
    BARRED = "限制从业"
    DETENTION = "行政拘留"
    LIBERTY = "限制人身自由"
    SEALING = "查封"
    SEIZURE = "扣押"
    FREEZING = "冻结存款、汇款"
    SURCHARGE = "加处罚款或者滞纳金"
    TRANSFER = "划拨存款、汇款"
    AUCTION = "拍卖或者处理查封、扣押的财物"
    CLEARING = "排除妨碍、恢复原状"
    SUBSTITUTE = "代履行"
    ENFORCED = "其他强制执行"


LIBERTY = frozenset({Measure.DETENTION, Measure.LIBERTY})
"""限制人身自由: only a 法律 may set it (处罚法 10¶2, 强制法 10, 立法法 11)."""

EXECUTION = frozenset(
    {
        Measure.SURCHARGE,
        Measure.TRANSFER,
        Measure.AUCTION,
        Measure.CLEARING,
        Measure.SUBSTITUTE,
        Measure.ENFORCED,
    }
)
"""行政强制执行的方式 (强制法 12)."""

RESTRAINT = frozenset({Measure.LIBERTY, Measure.SEALING, Measure.SEIZURE, Measure.FREEZING})
"""行政强制措施的种类 named by 强制法 9."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRow:
    """用语: by which words a text names a measure.

    Attributes:
        words: regular expression, read in a text without white space.
        source: the article that knows the measure.
    """

    id: str
    measure: Measure
    words: str
    source: str


class Test(StrEnum):
    """What a condition of the competence matrix asks."""

    __test__ = False  # not a test of pytest

    NO_HIGHER = "没有上位依据"
    NOT_MEASURES = "不得设定的种类"
    ONLY_MEASURES = "只能设定的种类"
    FINE_CAP = "罚款限额"
    NOT_WORDS = "不得设定的事项"
    ASK_WORDS = "须核对的事项"
    ONE_YEAR = "实施未满一年"
    NOTE = "提示"
    ASK = "须法制办确认"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """条件 of one cell.

    Attributes:
        rule: M1–M5, or "" where only the cell itself says so.
        ranks: of the higher norms that take the competence away (``NO_HIGHER``).
        measures: that must not, or that alone may, be set.
        words: regular expression for ``NOT_WORDS`` and ``ASK_WORDS``.
        sentence: said when the condition fails (or always, for ``NOTE`` and ``ASK``).
    """

    test: Test
    rule: str = ""
    ranks: frozenset[Rank] = frozenset()
    measures: frozenset[Measure] = frozenset()
    words: str = ""
    sentence: str


class May(StrEnum):
    """Whether a kind of norm may set a kind of power."""

    YES = "可以设定"
    NO = "不得设定"
    SOLE = "不得单独设定，须核对"


class Mode(StrEnum):
    """Which of the two kinds of 行政强制 a line is about; "" for the other types."""

    ANY = ""
    RESTRAINT = "强制措施"
    EXECUTION = "强制执行"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceRow:
    """设定权: one cell of the competence matrix, for a time (M5).

    Attributes:
        until: first day on which it no longer holds; None while it does.
        source: the articles that say so.
        proposal: a reading of the project that 法制办 has yet to confirm.
    """

    id: str
    type: PowerType
    rank: Rank
    since: date
    until: date | None
    may: May
    source: str
    mode: Mode = Mode.ANY
    conditions: tuple[Condition, ...] = ()
    proposal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRow:
    """授权主体 (M4): from which norms an authorised organisation may have a power of this type."""

    id: str
    type: PowerType
    ranks: frozenset[Rank]
    since: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FineCap:
    """规章罚款限额, in yuan.

    Attributes:
        amount: above it the rule has no competence; None: nobody has entered it.
        special: a higher limit for some matters; between the two 法制办 is asked.
    """

    id: str
    rank: Rank
    since: date
    until: date | None
    amount: int | None
    special: int | None
    source: str
    proposal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTest:
    """文字检验: a sentence of a provision that narrows how its citation may be read.

    Attributes:
        sentence: the test in one Chinese sentence, shown by ``explain``.
        types: of power for which it speaks; empty for all.
        excludes: functions that the citation cannot have when the test is met.
        absent: none of these words stands in the text; "" asks for nothing.
        present: one of these words stands in it; "" asks for nothing.
        pointing: phrases that only point elsewhere; they are taken out before ``absent`` is looked for.
        ranks: met only for a norm of these ranks.
        titles: regular expression; met only for a statute whose title is one of these.
        violated: met only when another citation of the power names this provision as the one violated.
        alone: met only when the power cites nothing that this provision could detail.
    """

    id: str
    sentence: str
    excludes: frozenset[Function]
    types: frozenset[PowerType] = frozenset()
    absent: str = ""
    present: str = ""
    pointing: str = ""
    ranks: frozenset[Rank] = frozenset()
    titles: str = ""
    violated: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """环境: what is known of a provision beside its words.

    Attributes:
        title: of its statute, "" if unknown.
        violated, alone: as in ``TextTest``.
    """

    rank: Rank = Rank.UNKNOWN
    title: str = ""
    violated: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessRow:
    """推定: the first line whose function is allowed and whose words occur gives the inferred function."""

    id: str
    function: Function
    words: str
    types: frozenset[PowerType] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRow:
    """法制办意见的效果: what a finding makes of a citation that stands in one of ``states``.

    Attributes:
        own: True only for a 规范性文件 of the district itself, False only for other norms, None for both (X3).
        result: the new state; None: the state it would have without the doubt, with the opinion as proof.
        keeps: the state stays, the opinion is noted.
    """

    id: str
    finding: Finding
    states: frozenset[BasisState]
    own: bool | None
    result: BasisState | None
    sentence: str
    keeps: bool = False

    @property
    def takes(self) -> bool:
        """The finding goes against the norm."""
        return self.result in {BasisState.DEAD, BasisState.INCOMPETENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """期限与界限 that the regulation leaves open (G1).

    Attributes:
        suspension_days: a suspension longer than this asks for a request (L2).
        alarm_days: how long before the effective date an unanswered hold is called (L12).
        similar_percent: likeness of names from which powers of merging departments may be one (O4).
    """

    suspension_days: int = 365
    alarm_days: int = 30
    similar_percent: int = 75
