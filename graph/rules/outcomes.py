"""结论: what a hit 设立依据 leads to, in the four passes of ``spec/rules.md`` 3.3.

Pass 0 takes hits out, pass 1 decides alone by survival, pass 2 lets all rows speak together, pass 3 is for what no
listed power answers to (``graph.rules.grants``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graph.model.judgement import Judgement, LawBook, Survival
from graph.model.law import Change, Effect, EffectType, Kind, Support
from graph.model.plan import Outcome
from graph.model.power import ElementKind, How, Power, PowerType
from graph.rules.hits import RENEWED, REWRITTEN, Hit
from graph.rules.tables import row

LIVING = frozenset({Survival.V1, Survival.V2, Survival.V3})
"""A living group: pass 2 speaks."""

BORDER = frozenset({Change.PERMIT_TO_FILING, Change.FILING_TO_PERMIT})


@dataclass(frozen=True, kw_only=True)
class Case:
    """个案: one power, or one sub-item, on one day.

    Attributes:
        hits: all citations that stand otherwise on this day.
        lost: ids of sub-items that lost their last basis on this day (L13); ``lost_by`` ids of the causes of that.
        added: effects that give a listed power a further basis on this day, the match confirmed (L16).
        shared: ids of units on which another power of the same holder rests as well (L11).
        watched: ids of citations of which only an effect speaks that is not confirmed (L0).
        corrected: a correction is among the causes of the day (L24).
        remedy: 救济途径 as it is computed from this day on; "" where it stays (E6).
        paused: the suspension that begins is longer than the limit of the pack (L2); ``paused_parts`` the sub-items
            for which one is.
    """

    power: Power
    before: Judgement
    after: Judgement
    hits: tuple[Hit, ...]
    book: LawBook
    sub_item: str = ""
    lost: tuple[str, ...] = ()
    lost_by: frozenset[str] = frozenset()
    added: tuple[Effect, ...] = ()
    shared: frozenset[str] = frozenset()
    watched: tuple[str, ...] = ()
    corrected: bool = False
    remedy: str = ""
    paused: bool = False
    paused_parts: tuple[str, ...] = ()
    complete: bool = True

    @property
    def basis(self) -> tuple[Hit, ...]:
        """The hits that decide over 设立依据."""
        return tuple(hit for hit in self.hits if hit.is_basis or self._may_decide(hit))

    def _may_decide(self, hit: Hit) -> bool:
        """Taken for a SUBJECT by assumption only, where the power lives or dies by how its bases are read (3.2)."""
        citation, after = hit.citation, self.after
        unsure = after.survival is Survival.V4 and after.readings_differ
        assumed = citation.element is ElementKind.BASIS and citation.how is How.ASSUMED
        return assumed and unsure

    @property
    def causes(self) -> frozenset[str]:
        """Ids of the causes of what changed in its 设立依据."""
        acting = [hit for hit in self.basis if hit.acts] or self.basis
        return frozenset(cause for hit in acting for cause in hit.causes)

    @property
    def other(self) -> tuple[Hit, ...]:
        """The hits of all other elements."""
        return tuple(hit for hit in self.hits if not (hit.is_basis or self._may_decide(hit)))

    @property
    def told(self) -> bool:
        """Something has to be said about 设立依据."""
        return bool(self.basis or self.lost or self.added or self.paused_parts)

    @property
    def permit(self) -> bool:
        """A permit meets 3.5, E0, E9 and pass 0, never another L-row."""
        return self.power.type is PowerType.PERMIT

    @property
    def stood_before(self) -> bool:
        """The state is that of the day before: it keeps its first outcome and cause."""
        return self.after.survival is self.before.survival


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """结论 over 设立依据: the outcome and the rows that gave it, in the order of the table."""

    outcome: Outcome
    rules: tuple[str, ...]
    standing: bool = False


def decide(case: Case) -> Verdict | None:
    """结论 of a non-permit power or sub-item; None where nothing of its 设立依据 was hit."""
    verdict = taken_out(case)
    if verdict is None and case.told:
        verdict = _alone(case) or _together(case)
    return verdict and with_stage_nought(verdict, case)


def taken_out(case: Case) -> Verdict | None:
    """Pass 0: L0, when the run is not complete, or the effect is not confirmed and no hit is left."""
    if case.complete and (case.hits or case.lost or case.added or not case.watched):
        return None
    return Verdict(outcome=Outcome.WATCH, rules=("L0",))


def with_stage_nought(verdict: Verdict, case: Case) -> Verdict:
    """Pass 0: L24 and L22 are named before the rows that go on from them."""
    noted = (("L24", case.corrected), ("L22", bool(open_conflicts(case))))
    first = tuple(rule for rule, applies in noted if applies)
    return Verdict(outcome=verdict.outcome, rules=first + verdict.rules, standing=verdict.standing)


def open_conflicts(case: Case) -> tuple[str, ...]:
    """L22: effects of contradiction that 法制办 has not answered and that a hit waits for."""
    waiting = {record for hit in case.basis for record in hit.after.waits_for}
    conflicts = (e for e in case.book.effects if e.type is EffectType.CONFLICT)
    return tuple(sorted(waiting.intersection(e.id for e in conflicts if e.opinion is None)))


# ---- pass 1 ---------------------------------------------------------------------------------------

ALONE: Mapping[Survival, tuple[str, Outcome]] = MappingProxyType(
    {
        Survival.V9: ("L3", Outcome.ITEM),
        Survival.V4: ("L12", Outcome.HOLD),
        Survival.V5: ("L5", Outcome.HOLD),
        Survival.V6: ("L6", Outcome.HOLD),
        Survival.V7: ("L7", Outcome.HOLD),
        Survival.V8: ("L2", Outcome.NOTE),
    }
)
"""Pass 1: the row that decides alone, by survival."""


def _alone(case: Case) -> Verdict | None:
    if case.after.survival not in ALONE:
        return None
    rule, outcome = ALONE[case.after.survival]
    if case.stood_before:
        kept = Outcome.TOUCHED if outcome is Outcome.ITEM else outcome
        return Verdict(outcome=kept, rules=(rule,), standing=True)
    if rule == "L3" and crosses_into_permit(case):
        rule = "L21"
    return Verdict(outcome=Outcome.ITEM if case.paused else outcome, rules=(rule,))


def crosses_into_permit(case: Case) -> bool:
    """L21: the filing became a permit, and died by it."""
    return any(hit.died and Change.FILING_TO_PERMIT in hit.changes for hit in case.basis)


# ---- pass 2 ---------------------------------------------------------------------------------------

Row = Callable[[Case, Hit], bool]

_ORGAN_ONLY = frozenset({Change.ORGAN})
_SUPPORTS_ONLY = frozenset({Support.SUPPORTS})


def _died(case: Case, hit: Hit) -> bool:
    del case
    return hit.died


def _plain_change(hit: Hit) -> bool:
    return hit.changed and not hit.coarse


def _renewed(case: Case, hit: Hit) -> bool:
    only = hit.kinds <= RENEWED
    return _plain_change(hit) and only and not _same_organ(case, hit)


def _rewritten(case: Case, hit: Hit) -> bool:
    rewritten = bool(hit.kinds & REWRITTEN)
    return _plain_change(hit) and rewritten and not _same_organ(case, hit)


def _several_offences(case: Case, hit: Hit) -> bool:
    several = Kind.SPLIT in hit.kinds or Change.AMOUNTS_BY_CONDUCT in hit.changes
    return _rewritten(case, hit) and several


def _shared(case: Case, hit: Hit) -> bool:
    shared = bool(case.shared.intersection(hit.after.now))
    return _rewritten(case, hit) and Kind.MERGED in hit.kinds and shared


def _wider(case: Case, hit: Hit) -> bool:
    del case
    return _plain_change(hit) and Support.WIDER in hit.supports


def _other_organ(case: Case, hit: Hit) -> bool:
    moved = hit.organ != case.power.holder or not hit.organ
    return hit.changed and Change.ORGAN in hit.changes and moved


def _same_organ(case: Case, hit: Hit) -> bool:
    only = hit.changes == _ORGAN_ONLY and hit.supports == _SUPPORTS_ONLY
    return _plain_change(hit) and only and hit.organ == case.power.holder != ""


def _other_nature(case: Case, hit: Hit) -> bool:
    other = hit.nature not in {case.power.type.value, PowerType.PERMIT.value}
    return hit.changed and Change.NATURE in hit.changes and other


def _coarse_change(case: Case, hit: Hit) -> bool:
    del case
    return hit.changed and hit.coarse


def _stale(case: Case, hit: Hit) -> bool:
    del case
    return hit.stale


TOGETHER: tuple[tuple[str, Row], ...] = (
    ("L4", _died),
    ("L8", _renewed),
    ("L9", _rewritten),
    ("L10", _several_offences),
    ("L11", _shared),
    ("L14", _wider),
    ("L18", _other_organ),
    ("L19", _same_organ),
    ("L20", _other_nature),
    ("L23", _coarse_change),
    ("L25", _stale),
)
"""Pass 2: each row that one of the hits meets speaks; L13 and L16 ask the whole case."""


def _together(case: Case) -> Verdict:
    met = {rule for rule, meets in TOGETHER if any(meets(case, hit) for hit in case.basis)}
    met |= {"L13"} if case.lost else set()
    met |= {"L16"} if case.added else set()
    met |= {"L2"} if case.paused_parts else set()
    resumed = ("L2",) if case.before.survival is Survival.V8 else ()
    if met:
        return Verdict(outcome=Outcome.ITEM, rules=in_order(met.union(resumed)))
    if resumed:
        return Verdict(outcome=Outcome.NOTE, rules=resumed)
    return Verdict(outcome=Outcome.TOUCHED, rules=("L27",))


def rules_met(case: Case, hit: Hit) -> tuple[str, ...]:
    """The rows of pass 2 that this one citation meets."""
    return in_order({rule for rule, meets in TOGETHER if meets(case, hit)})


def in_order(rules: set[str]) -> tuple[str, ...]:
    """Row ids as they stand in their table."""
    return tuple(sorted(rules, key=lambda rule: (row(rule).id[0], int(rule[1:]))))
