"""设定权: whether the rank of a norm may set the power, on that day, by what it says (M1–M5).

What cannot be known from text, rank and date is never guessed: the norm is presumed competent with a note (M3, “no new
burden”: norms are valid until someone competent finds otherwise), or FLAGGED where the matrix itself asks 法制办.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from graph.model.judgement import BasisState, Step
from graph.model.law import Rank
from graph.model.power import PowerType
from graph.rules.amounts import highest_fine
from graph.rules.pack import RulePack
from graph.rules.rows_competence import ABOVE
from graph.rules.rows_survival import worst
from graph.rules.terms import EXECUTION, CompetenceRow, Condition, May, Measure, Mode, Test
from graph.rules.wording import step
from graph.rules.words import bare, measures_in, said

ALIVE, FLAGGED, INCOMPETENT = BasisState.ALIVE, BasisState.FLAGGED, BasisState.INCOMPETENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """设定的规范: what is known of one basis when its competence is asked.

    Attributes:
        text: of the units that it stands on that day.
        settled: the text is confirmed; an unconfirmed one is asked for its rank only.
        since: first day on which the provision is known to be in force.
        authorised: ranks of the living norms that name the holder as an authorised organisation (M4).
        own: a 规范性文件 of the district itself.
    """

    id: str
    name: str
    rank: Rank
    text: str
    power_type: PowerType
    power_name: str
    settled: bool = True
    since: date | None = None
    subject_authorized: bool = False
    authorised: frozenset[Rank] = frozenset()
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence:
    """设定权结论 of one norm.

    Attributes:
        state: ALIVE, FLAGGED or INCOMPETENT, as far as the norm itself says.
        blockers: a living basis of these ranks takes the competence away (“if no law”).
        blocked: what is said then.
    """

    state: BasisState
    blockers: frozenset[Rank]
    blocked: str
    steps: tuple[Step, ...]


Found = tuple[BasisState, str, str]
"""State, rule and sentence of one finding."""


def competence(norm: Norm, on: date, pack: RulePack) -> Competence:
    """Whether the norm may set the power, leaving the other bases out of account."""
    rows = list(rows_for(norm, on, pack))
    if norm.rank is Rank.UNKNOWN or not rows:
        why = "层级未知" if norm.rank is Rank.UNKNOWN else "该日的设定权矩阵没有对应行"
        return Competence(
            state=FLAGGED,
            blockers=frozenset(),
            blocked="",
            steps=(step("M5", norm.id, f"{norm.name}{why}，须核对", on),),
        )
    found = [f for row in rows for f in _findings(row, norm, on, pack)] + _subject(norm, on, pack)
    higher = [c for row in rows for c in row.conditions if c.test is Test.NO_HIGHER]
    return Competence(
        state=worst(ALIVE, *(state for state, _, _ in found)),
        blockers=frozenset(rank for condition in higher for rank in condition.ranks),
        blocked="；".join(condition.sentence for condition in higher),
        steps=tuple(step(rule, norm.id, f"{norm.name}：{text}", on) for _, rule, text in found),
    )


def rows_for(norm: Norm, on: date, pack: RulePack) -> Iterator[CompetenceRow]:
    """The cells that speak: of the day, of the type, and for 行政强制 of the kinds that the text names."""
    modes = _modes(norm, pack)
    for row in _cells(norm.power_type, norm.rank, pack):
        if row.mode in modes and row.since <= on and (row.until is None or on < row.until):
            yield row


@lru_cache(maxsize=512)
def _cells(type_: PowerType, rank: Rank, pack: RulePack) -> tuple[CompetenceRow, ...]:
    return tuple(row for row in pack.matrix if row.type is type_ and row.rank is rank)


def _modes(norm: Norm, pack: RulePack) -> frozenset[Mode]:
    """措施 or 执行, by the words of the text, else of the name; both where neither tells."""
    if norm.power_type is not PowerType.COERCION:
        return frozenset({Mode.ANY})
    named = _measures(norm, pack)
    if not named:
        return frozenset({Mode.RESTRAINT})
    executing = named & EXECUTION
    modes = {Mode.EXECUTION} if executing else set[Mode]()
    return frozenset(modes | ({Mode.RESTRAINT} if named - EXECUTION else set()))


def _measures(norm: Norm, pack: RulePack) -> frozenset[Measure]:
    """What the text imposes; the name of the power where the text names nothing."""
    return measures_in(norm.text, norm.power_type, pack) or measures_in(
        norm.power_name, norm.power_type, pack
    )


def _findings(row: CompetenceRow, norm: Norm, on: date, pack: RulePack) -> list[Found]:
    if row.may is May.NO:
        said_ = (
            f"{norm.rank.value}不得设定{row.mode.value or norm.power_type.value}（{row.source}）"
        )
        return [(INCOMPETENT, row.id, said_)]
    if row.may is May.SOLE:
        said_ = f"{norm.rank.value}不能单独设定{norm.power_type.value}，须清理核对（{row.source}）"
        return [(FLAGGED, row.id, said_)]
    found = [_ask(condition, row, norm, on, pack) for condition in row.conditions if norm.settled]
    return [one for one in found if one is not None]


def _ask(
    condition: Condition, row: CompetenceRow, norm: Norm, on: date, pack: RulePack
) -> Found | None:
    answer = TESTS[condition.test](condition, norm, on, pack)
    if answer is None:
        return None
    state, detail = answer
    return state, condition.rule or row.id, f"{condition.sentence}{detail}（{row.source}）"


Answer = tuple[BasisState, str] | None
"""None: the condition is met. Else the state that it leads to, and what was found."""


def _not_measures(condition: Condition, norm: Norm, on: date, pack: RulePack) -> Answer:
    del on
    named = _measures(norm, pack) & condition.measures
    return (INCOMPETENT, f"，条文写有{_listed(named)}") if named else None


def _only_measures(condition: Condition, norm: Norm, on: date, pack: RulePack) -> Answer:
    del on
    named = _measures(norm, pack) - condition.measures - EXECUTION
    return (INCOMPETENT, f"，条文写有{_listed(named)}") if named else None


def _listed(measures: frozenset[Measure]) -> str:
    return "、".join(measure.value for measure in Measure if measure in measures)


def _fine_cap(condition: Condition, norm: Norm, on: date, pack: RulePack) -> Answer:
    del condition
    if Measure.FINE not in _measures(norm, pack):
        return None
    fine = highest_fine(norm.text)
    for cap in pack.caps:
        if cap.rank is norm.rank and cap.since <= on and (cap.until is None or on < cap.until):
            return _over(fine, cap.amount, cap.special, cap.source)
    return FLAGGED, "：限额未录入，须核对"


def _over(fine: int | None, amount: int | None, special: int | None, source: str) -> Answer:
    if amount is None:
        return FLAGGED, f"：限额未录入，须核对（{source}）"
    if fine is None:
        return FLAGGED, f"：条文的罚款数额不能确定，限额{amount}元，须核对（{source}）"
    if fine <= amount:
        return None
    if special is not None and fine <= special:
        return FLAGGED, f"：{fine}元，一般限额{amount}元，特定领域{special}元，须核对（{source}）"
    return INCOMPETENT, f"：{fine}元，限额{special or amount}元（{source}）"


def _not_words(condition: Condition, norm: Norm, on: date, pack: RulePack) -> Answer:
    del on, pack
    met = said(condition.words, bare(norm.text)) or said(condition.words, bare(norm.power_name))
    return (INCOMPETENT, "") if met else None


def _ask_words(condition: Condition, norm: Norm, on: date, pack: RulePack) -> Answer:
    del on, pack
    met = said(condition.words, bare(norm.power_name)) or said(condition.words, bare(norm.text))
    return (FLAGGED, "") if met else None


def _one_year(condition: Condition, norm: Norm, on: date, pack: RulePack) -> Answer:
    del condition, pack
    if norm.since is None:
        return FLAGGED, "：施行日期不详"
    leap = (norm.since.month, norm.since.day) == (2, 29)
    day_ = date(norm.since.year + 1, 3, 1) if leap else norm.since.replace(year=norm.since.year + 1)
    return (INCOMPETENT, "") if on >= day_ else None


def _note(condition: Condition, norm: Norm, on: date, pack: RulePack) -> Answer:
    del condition, norm, on, pack
    return ALIVE, ""


def _always_ask(condition: Condition, norm: Norm, on: date, pack: RulePack) -> Answer:
    del condition, norm, on, pack
    return FLAGGED, ""


def _met(condition: Condition, norm: Norm, on: date, pack: RulePack) -> Answer:
    """“If no law” is asked together with the other bases (``graph.rules.groups``)."""
    del condition, norm, on, pack
    return None


TESTS: Mapping[Test, Callable[[Condition, Norm, date, RulePack], Answer]] = MappingProxyType(
    {
        Test.NO_HIGHER: _met,
        Test.NOT_MEASURES: _not_measures,
        Test.ONLY_MEASURES: _only_measures,
        Test.FINE_CAP: _fine_cap,
        Test.NOT_WORDS: _not_words,
        Test.ASK_WORDS: _ask_words,
        Test.ONE_YEAR: _one_year,
        Test.NOTE: _note,
        Test.ASK: _always_ask,
    }
)
"""Each condition of the matrix has its test."""


def _subject(norm: Norm, on: date, pack: RulePack) -> list[Found]:
    """M4: an authorised organisation has its power from the norm itself or from one that authorises it."""
    if not norm.subject_authorized:
        return []
    for row in pack.subjects:
        speaks = row.type is norm.power_type and row.since <= on
        if speaks and not row.ranks & (norm.authorised | {norm.rank}):
            ranks = "、".join(rank.value for rank in Rank if rank in row.ranks)
            return [(INCOMPETENT, row.id, f"授权组织须由{ranks}授权（{row.source}）")]
    return []


def exceeds(lower: Norm, higher: Norm, pack: RulePack) -> str:
    """M1: in what a lower penalty goes beyond the higher one that it details; "" where in nothing that can be seen."""
    if lower.power_type is not PowerType.PENALTY or lower.rank not in ABOVE:
        return ""
    above = _measures(higher, pack) - EXECUTION
    beyond = (_measures(lower, pack) - EXECUTION) - above if above else frozenset[Measure]()
    if beyond:
        return f"超出{higher.name}规定的处罚种类：{_listed(beyond)}（M1）"
    most, here = highest_fine(higher.text), highest_fine(lower.text)
    if most is not None and here is not None and here > most:
        return f"超出{higher.name}规定的罚款幅度：{here}元，上位法最高{most}元（M1）"
    return ""
