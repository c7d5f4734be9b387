"""交会表: which C-row decides when an open item and a planned one meet (``spec/rules.md`` 3.8).

The first line that fits decides; a line without resolution refuses, naming its row. A planned item is always
computed with every known effect of its day, so where it carries the causes of an open one it stands for that as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from graph.model.plan import DraftItem, ItemKind, OpenItem, Resolution, StateClass
from graph.model.power import ElementKind

ADJUSTS = frozenset({ItemKind.ADJUST, ItemKind.COMPLETE_ELEMENTS})
_CANCELS = frozenset({ItemKind.CANCEL, ItemKind.CANCEL_SUB_ITEM, ItemKind.PROPOSE_PERMIT_CANCEL})
_ADDS = frozenset({ItemKind.ADD, ItemKind.PROPOSE_PERMIT_ADD})
_PROPOSALS = frozenset({ItemKind.PROPOSE_PERMIT_ADD, ItemKind.PROPOSE_PERMIT_CANCEL})


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One open item and one planned item on a day.

    Attributes:
        today: in Asia/Shanghai; None where no date can have come (C18).
    """

    open: OpenItem
    planned: DraftItem
    today: date | None

    @property
    def same_object(self) -> bool:
        """The same power or sub-item, on the same side: the list, or the province's catalogue."""
        if not (self.open.powers or self.planned.powers):
            return self.open.key == self.planned.key
        side = (self.open.kind in _PROPOSALS) is (self.planned.kind in _PROPOSALS)
        return side and self.shares_power and self.open.sub_item == self.planned.sub_item

    @property
    def shares_power(self) -> bool:
        """Some power is in both."""
        return bool(set(self.open.powers) & set(self.planned.powers))

    @property
    def overlaps(self) -> bool:
        """The same elements of the same object; a CANCEL of the whole power touches all."""
        if (self.open.kind in _PROPOSALS) is not (self.planned.kind in _PROPOSALS):
            return False
        if ItemKind.CANCEL in {self.open.kind, self.planned.kind} or self._regroups:
            return self.shares_power
        same = self.same_object
        if {self.open.kind, self.planned.kind} & _CANCELS:
            return same
        return same and bool(self.open.elements & self.touched)

    @property
    def _regroups(self) -> bool:
        """合并 or 分设 touches all elements."""
        return "7(4)" in {*self.open.grounds, *self.planned.grounds}

    @property
    def touched(self) -> frozenset[ElementKind]:
        """The elements of the planned item."""
        return frozenset(d.element for d in self.planned.differences)

    @property
    def same_causes(self) -> bool:
        """The planned item stands for all that the open one stands for."""
        return set(self.open.causes or (self.open.cause,)) <= set(
            self.planned.causes or (self.planned.cause,)
        )

    @property
    def drawn_anew(self) -> bool:
        """The planned item is drawn for one of the causes of the open one, in the same pipeline."""
        shared = {self.open.cause, *self.open.causes} & {self.planned.cause, *self.planned.causes}
        return bool(shared) and not self.of_two_pipelines

    @property
    def of_two_pipelines(self) -> bool:
        """A reform and another cause: neither plan knows what the other changes, so neither item stands for both."""
        either = self.open.reform or of_reform(self.planned)
        return either and not self.same_causes

    @property
    def same_day(self) -> bool:
        """Both take effect on one day."""
        return self.open.effective == self.planned.effective


def of_reform(draft: DraftItem) -> bool:
    """Whether an item carries out a reform of organs: its first rule is an O-row."""
    return draft.rules[:1] != () and draft.rules[0].startswith("O")


Test = Callable[[Meeting], bool]


def _is(*states: StateClass) -> Test:
    return lambda m: m.open.state in states


def _kinds(of_open: frozenset[ItemKind], of_planned: frozenset[ItemKind]) -> Test:
    return lambda m: m.open.kind in of_open and m.planned.kind in of_planned


def _all(*tests: Test) -> Test:
    return lambda m: all(test(m) for test in tests)


def _any(*tests: Test) -> Test:
    return lambda m: any(test(m) for test in tests)


def _not(test: Test) -> Test:
    return lambda m: not test(m)


def _same(m: Meeting) -> bool:
    return m.open.key == m.planned.key and m.open.facts_hash == m.planned.facts_hash


def _same_key(m: Meeting) -> bool:
    return m.open.key == m.planned.key


def _same_facts(m: Meeting) -> bool:
    return m.open.facts_hash == m.planned.facts_hash


def _same_ground(m: Meeting) -> bool:
    grounds = m.open.grounds == m.planned.grounds
    return m.same_object and grounds and m.open.facts_hash == m.planned.facts_hash


def _pair_rejected(m: Meeting) -> bool:
    return bool(m.planned.pair) and m.open.key == m.planned.pair and _REJECTED(m)


def _same_effect(m: Meeting) -> bool:
    """A plan draws one item for an object and a day: what it shares a cause with it stands for, also where another
    cause of it is gone.
    """
    return m.same_object and m.same_day and (m.same_causes or m.drawn_anew)


def _earlier(m: Meeting) -> bool:
    return m.planned.effective < m.open.effective


def _later(m: Meeting) -> bool:
    return m.planned.effective > m.open.effective


def _come(m: Meeting) -> bool:
    return m.today is not None and m.planned.effective <= m.today


def _moves(m: Meeting) -> bool:
    return "7(3)" in m.planned.grounds


def _revives(m: Meeting) -> bool:
    """An adjusted 设立依据 means a living group on that day."""
    return m.planned.kind in ADJUSTS and ElementKind.BASIS in m.touched


def _same_addition(m: Meeting) -> bool:
    names = {d.value for d in m.planned.differences if d.element is ElementKind.NAME}
    return bool(m.open.name) and m.open.name in names


def _overlap(m: Meeting) -> bool:
    return m.overlaps


def _same_object(m: Meeting) -> bool:
    return m.same_object


def _same_day(m: Meeting) -> bool:
    return m.same_day


def _two_pipelines(m: Meeting) -> bool:
    return m.of_two_pipelines


def _extra_cause(m: Meeting) -> bool:
    return set(m.planned.causes) > set(m.open.causes or (m.open.cause,))


_REJECTED = _is(StateClass.REJECTED)
_DRAFT = _is(StateClass.DRAFT)
_BOTH_ADJUST = _kinds(ADJUSTS, ADJUSTS)
_PART = frozenset({ItemKind.CANCEL_SUB_ITEM})
_WHOLE = frozenset({ItemKind.CANCEL})
_ADJUST_THEN_CANCEL = _any(_kinds(ADJUSTS | _PART, _WHOLE), _kinds(ADJUSTS, _PART))
_BOTH_CANCEL = _all(_kinds(_CANCELS, _CANCELS), _same_object)
_CANCEL_THEN_ADJUST = _kinds(_CANCELS, ADJUSTS | _PART | _WHOLE)
_BOTH_ADD = _kinds(_ADDS, _ADDS)
_DEVOLVE = frozenset({ItemKind.DEVOLVE})
_ALL = frozenset(ItemKind)


def _devolves(m: Meeting) -> bool:
    return m.shares_power and bool({m.open.kind, m.planned.kind} & _DEVOLVE)


def _same_holder(m: Meeting) -> bool:
    return m.open.holder == m.planned.holder


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the algebra; a line without resolution refuses, naming its row."""

    rule: str
    when: Test
    resolution: Resolution | None


# fmt: off
MEETINGS: tuple[Line, ...] = (
    Line("C15", _pair_rejected, Resolution.RETURN_PAIR),
    Line("C13", _all(_REJECTED, _same_ground), Resolution.RECORD_ONLY),
    Line("C13", _REJECTED, Resolution.CREATE),
    Line("C1", _all(_same, _same_day), Resolution.RETURN_EXISTING),
    Line("U3", _devolves, None),
    Line("C4", _all(_DRAFT, _BOTH_ADJUST, _same_effect, _extra_cause), Resolution.MERGE),
    Line("C2", _all(_DRAFT, _same_effect), Resolution.REPLACE_DRAFT),
    Line("C2", _same_effect, Resolution.REVISE_STALE),
    Line("C2", _all(_DRAFT, _same_key), Resolution.REPLACE_DRAFT),
    Line("C16", _all(_same_key, _same_facts), Resolution.RESCHEDULE),
    Line("C2", _same_key, Resolution.REVISE_STALE),
    Line("C14", _all(_BOTH_ADD, _same_addition, _not(_same_holder)), None),
    Line("C21", _all(_BOTH_ADD, _same_addition), None),
    Line("C21", _all(_any(_kinds(_ADDS, _ALL), _kinds(_ALL, _ADDS)), _overlap), None),
    Line("C3", _not(_overlap), Resolution.CREATE),
    Line("C4", _all(_DRAFT, _BOTH_ADJUST, _two_pipelines, _earlier), Resolution.HOLD_OPEN),
    Line("C4", _all(_DRAFT, _BOTH_ADJUST, _two_pipelines, _same_day), Resolution.HOLD_BEHIND),
    Line("C4", _all(_DRAFT, _BOTH_ADJUST, _same_day), Resolution.MERGE),
    Line("C4", _all(_DRAFT, _BOTH_ADJUST, _earlier), Resolution.SWAP),
    Line("C5", _all(_BOTH_ADJUST, _later), Resolution.HOLD_BEHIND),
    Line("C6", _BOTH_ADJUST, Resolution.MARK_STALE),
    Line("C7", _all(_ADJUST_THEN_CANCEL, _not(_later)), Resolution.SUPERSEDE),
    Line("C18", _all(_ADJUST_THEN_CANCEL, _come), Resolution.SUPERSEDE),
    Line("C8", _ADJUST_THEN_CANCEL, Resolution.SCHEDULE_AFTER),
    Line("C16", _all(_BOTH_CANCEL, _earlier), Resolution.MERGE),
    Line("C19", _BOTH_CANCEL, Resolution.MERGE),
    Line("C10", _all(_CANCEL_THEN_ADJUST, _moves), None),
    Line("C20", _all(_CANCEL_THEN_ADJUST, _earlier), Resolution.CREATE),
    Line("C9", _all(_CANCEL_THEN_ADJUST, _revives), None),
    Line("C20", _CANCEL_THEN_ADJUST, Resolution.RECORD_ONLY),
)
"""The C-rows, first line that fits."""
# fmt: on
