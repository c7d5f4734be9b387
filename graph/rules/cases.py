"""个案的形成: judges a power and its sub-items before and on a day, and finds what was hit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from graph.model.judgement import Judgement, LawBook, Survival
from graph.model.law import Effect, EffectType, Standing
from graph.model.plan import Cause
from graph.model.power import Power, PowerType
from graph.rules.additions import due
from graph.rules.days import ONE_DAY, Calendar, JudgeOn, cause_days, eve_of, last_when
from graph.rules.frame import Frame, Scope
from graph.rules.hits import Hit, Ledger, find_hits, touches
from graph.rules.outcomes import LIVING, Case
from graph.rules.releases import Past, released
from graph.rules.remedies import newly_told
from graph.rules.rows_remedy import RemedyRow


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What all cases of one plan are made with.

    Attributes:
        district: administrative division code of the district (L1).
        pause_limit: days after which a suspension asks for a request (L2).
        alarm_days: days before which an unanswered hold is called (L12).
        remedies: the table of 救济途径 (E6).
        seen_on: the day on which the rows are seen (``graph.rules.as_of``); None for their effective days.
    """

    ledger: Ledger
    calendar: Calendar
    judge_on: JudgeOn
    cause: Cause
    district: str
    pause_limit: int
    alarm_days: int
    remedies: tuple[RemedyRow, ...]
    complete: bool
    seen_on: date | None = None

    @property
    def book(self) -> LawBook:
        """The law."""
        return self.ledger.book

    def causes_on(self, day: date) -> tuple[str, ...]:
        """Ids of the known causes that have this day; else of the one that is planned."""
        found = (id_ for id_, days in self._days.items() if day in days)
        return tuple(sorted(found)) or (self.cause.id,)

    @cached_property
    def _days(self) -> dict[str, frozenset[date]]:
        return {c.id: frozenset(cause_days(c, self.book)) for c in self.ledger.causes}

    def reaches(self, effect: Effect) -> bool:
        """L1: whether an effect holds in the district, or in a part of it."""
        frame = Frame(book=self.book, on=effect.effective, district=self.district)
        return frame.scope(effect) is not Scope.NOWHERE


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """卷宗: one power on one day, with the cases of its sub-items."""

    power: Power
    on: date
    whole: Case
    parts: tuple[Case, ...]

    @property
    def hit(self) -> bool:
        """Something of it has to be told."""
        whole = self.whole
        told = whole.hits or whole.lost or whole.added or whole.watched
        return bool(told) or any(part.hits for part in self.parts)


def open_dossier(bench: Bench, power: Power, on: date) -> Dossier:
    """Judge, compare with the day before, and put together what was hit."""
    parts = tuple(_case(bench, power, _waited(bench, power, on, s.id)) for s in power.sub_items)
    eve, day = bench.judge_on(power, eve_of(on), ""), bench.judge_on(power, on, "")
    whole = _case(bench, power, (eve, day), parts)
    return Dossier(power=power, on=on, whole=whole, parts=parts)


def _waited(bench: Bench, power: Power, on: date, sub_item: str) -> tuple[Judgement, Judgement]:
    """A sub-item before and on the day. L13: where its loss had to wait for its parent, and that lives again today,
    it is lost today; before is then the last day before its loss.
    """
    before = bench.judge_on(power, eve_of(on), sub_item)
    after = bench.judge_on(power, on, sub_item)
    dead = {before.survival, after.survival} == {Survival.V9}
    waits = dead and power.type is not PowerType.PERMIT
    if not waits or _lives(bench, power, before.on) or not _lives(bench, power, on):
        return before, after
    days = bench.calendar.of(power)
    eve = last_when(lambda j: j.survival is not Survival.V9, bench.judge_on, before, power, days)
    told = eve is None or _lives(bench, power, eve.on + ONE_DAY)
    return (before if told or eve is None else eve), after


def _lives(bench: Bench, power: Power, on: date) -> bool:
    return bench.judge_on(power, on, "").survival in LIVING


def _case(
    bench: Bench, power: Power, days: tuple[Judgement, Judgement], parts: Sequence[Case] = ()
) -> Case:
    before, after = days
    on, sub_item = after.on, after.sub_item
    hits = _hits(bench, power, before, after) | _own_hits(parts)
    case = Case(
        power=power,
        sub_item=sub_item,
        before=before,
        after=after,
        hits=tuple(hit for hit in hits.values() if not _left_to(parts, hit, power, after)),
        book=bench.book,
        lost=tuple(part.sub_item for part in parts if _lost(part)),
        lost_by=frozenset(cause for part in parts if _lost(part) for cause in part.causes),
        paused_parts=_paused_parts(power, parts, after),
        remedy=newly_told(power, eve_of(on), on, bench.remedies),
        complete=bench.complete,
    )
    return _with_effects(bench, case, tuple(hits.values()))


def _lost(part: Case) -> bool:
    return part.after.survival is Survival.V9 and not part.stood_before


def _paused_parts(power: Power, parts: Iterable[Case], whole: Judgement) -> tuple[str, ...]:
    """L2: the request for a long suspension of a sub-item joins the item of its parent, while that lives."""
    joins = whole.survival in LIVING and power.type is not PowerType.PERMIT
    return tuple(p.sub_item for p in parts if p.paused and not p.stood_before) if joins else ()


def _own_hits(parts: Iterable[Case]) -> dict[tuple[str, str], Hit]:
    """What sub-items cite themselves, as assessed for them."""
    hits = (hit for part in parts for hit in part.hits if hit.citation.sub_item == part.sub_item)
    return {hit.id: hit for hit in hits}


def _left_to(parts: Iterable[Case], hit: Hit, power: Power, whole: Judgement) -> bool:
    """What a sub-item cites for its 设立依据 goes with it (L13) or waits with it, and the rest of a dead one goes too,
    unless the whole power does; the list keeps the sub-items of a permit (P1), and a hold holds nothing else (3.4).
    """
    part = next((p for p in parts if p.sub_item == hit.citation.sub_item), None)
    if part is None or part.after.survival in LIVING or whole.survival is Survival.V9:
        return False
    lives = whole.survival in LIVING
    if hit.is_basis:
        return _lost(part) or lives
    return lives and part.after.survival is Survival.V9 and power.type is not PowerType.PERMIT


def _with_effects(bench: Bench, case: Case, hits: Sequence[Hit]) -> Case:
    """What the effects of the day say besides the hits; L16 and L0 are told of the power, not of its sub-items."""
    confirmed = (e for e in bench.book.effects if e.standing is Standing.CONFIRMED)
    effects = [e for e in confirmed if e.effective == case.after.on]
    whole = not case.sub_item
    return replace(
        case,
        added=_added(bench, case) if whole else (),
        watched=_watched(bench, case.power, case.after, hits) if whole else (),
        corrected=_corrected(bench, effects, hits),
        paused=_paused(bench, effects, case),
    )


def _added(bench: Bench, case: Case) -> tuple[Effect, ...]:
    """L16: a person confirmed that the power is what a new provision of the day grants."""
    frame = Frame(book=bench.book, on=case.after.on, district=bench.district)
    new = (e for e in due(case.power, frame) if e.effective == case.after.on)
    return tuple(e for e in new if e.grant is not None and e.grant.match_confirmed)


def _corrected(bench: Bench, effects: Sequence[Effect], hits: Sequence[Hit]) -> bool:
    """L24: a cause of these hits corrects an earlier record."""
    mending = (e for e in effects if e.type is EffectType.CORRECT)
    causes = {cause for hit in hits for cause in hit.causes}
    return any(bench.ledger.cause_of(e.id) in causes for e in mending)


def _paused(bench: Bench, effects: Sequence[Effect], case: Case) -> bool:
    """L2: paused by a suspension longer than the limit of the pack."""
    told = {step.record for hit in case.basis for step in hit.after.steps}
    pauses = [e for e in effects if e.type is EffectType.SUSPEND and e.id in told]
    long_ = [
        e for e in pauses if e.until is None or (e.until - e.effective).days > bench.pause_limit
    ]
    return case.after.survival is Survival.V8 and bool(long_)


def _hits(
    bench: Bench, power: Power, before: Judgement, after: Judgement
) -> dict[tuple[str, str], Hit]:
    """The hits of the day, by citation; with what had to wait until this day."""
    fallback = bench.causes_on(after.on)
    past = Past(
        power=power,
        judge_on=bench.judge_on,
        days=bench.calendar.of(power),
        ledger=bench.ledger,
        fallback=fallback,
    )
    found = find_hits(power, before, after, bench.ledger, fallback)
    return {hit.id: hit for hit in (*found, *released(past, before, after))}


# ---- pass 0: L0, L1 -------------------------------------------------------------------------------


def corrected(book: LawBook) -> LawBook:
    """L24: the book without the effects that a confirmed correction names; it starts again from there."""
    confirmed = (e for e in book.effects if e.standing is Standing.CONFIRMED)
    wrong = {e.affecting for e in confirmed if e.type is EffectType.CORRECT}
    return replace(book, effects=tuple(e for e in book.effects if e.id not in wrong))


def _watched(bench: Bench, power: Power, after: Judgement, hits: Sequence[Hit]) -> tuple[str, ...]:
    """L0: citations, not hit otherwise, of which an effect of the cause speaks that nobody has confirmed."""
    hit = {each.citation.id for each in hits}
    mine = [
        e for e in _of_cause(bench) if e.standing is Standing.PROPOSED and e.effective == after.on
    ]
    here = [e for e in mine if bench.reaches(e)]
    states = {s.citation: s for s in after.citations if s.citation not in hit}
    cited = [c for c in power.citations if c.id in states]
    return tuple(c.id for c in cited if any(touches(e, c, states[c.id], bench.book) for e in here))


def is_excluded(bench: Bench, power: Power, on: date) -> bool:
    """L1: an effect of the cause speaks of what the power cites, but not for this district."""
    elsewhere = [e for e in _of_cause(bench) if not bench.reaches(e)]
    before = bench.judge_on(power, eve_of(on), "")
    return any(_speaks_of(e, power, before, bench.book) for e in elsewhere)


def _of_cause(bench: Bench) -> Sequence[Effect]:
    live = (e for e in bench.book.effects if e.standing is not Standing.REJECTED)
    return [e for e in live if e.id in bench.cause.effects]


def _speaks_of(effect: Effect, power: Power, before: Judgement, book: LawBook) -> bool:
    states = {state.citation: state for state in before.citations}
    cited = [c for c in power.citations if c.id in states]
    return any(touches(effect, citation, states[citation.id], book) for citation in cited)
