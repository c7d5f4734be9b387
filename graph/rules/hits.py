"""影响: which citations stand otherwise on a day than on the day before, and by which record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from graph.model.judgement import BasisState, CitationState, Judgement, LawBook
from graph.model.law import (
    Assessment,
    Change,
    Correspondence,
    Effect,
    EffectType,
    Kind,
    Standing,
    Support,
)
from graph.model.plan import Cause
from graph.model.power import Citation, ElementKind, Function, Power
from graph.rules.texts import RENEWED, REWRITTEN, assessment_for

__all__ = ["RENEWED", "REWRITTEN", "Hit", "Ledger", "find_hits", "judged", "touches"]


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """台账: the records of the law by id, and the cause that each of them belongs to."""

    book: LawBook
    causes: tuple[Cause, ...]

    @cached_property
    def correspondences(self) -> Mapping[str, Correspondence]:
        """By id."""
        return {c.id: c for c in self.book.onward.values()}

    @cached_property
    def effects(self) -> Mapping[str, Effect]:
        """By id."""
        return {e.id: e for e in self.book.effects}

    @cached_property
    def _owner(self) -> Mapping[str, str]:
        return {
            record: cause.id
            for cause in self.causes
            for record in (*cause.effects, *cause.versions, cause.id)
        }

    def cause_of(self, record: str) -> str:
        """Id of the cause that brought this record; "" where no law record has this id."""
        if record in self._owner:
            return self._owner[record]
        if record in self.effects:
            return self.effects[record].source
        if record in self.correspondences:
            version = self.correspondences[record].to_version
            return self._owner.get(version, version)
        return record if record in self._texts else ""

    @cached_property
    def origins(self) -> Mapping[str, tuple[str, ...]]:
        """Unit → the units of an earlier text that became it, as confirmed."""
        confirmed = (c for c in self.book.onward.values() if c.standing is Standing.CONFIRMED)
        return _grouped((new, link.old) for link in confirmed for new in link.new)

    @cached_property
    def made_under(self) -> Mapping[str, tuple[str, ...]]:
        """Norm → the norms that were made under it (X1)."""
        links = (link for links in self.book.parents.values() for link in links)
        return _grouped((link.parent, link.child) for link in links)

    @cached_property
    def _texts(self) -> frozenset[str]:
        return frozenset(v.id for texts in self.book.versions.values() for v in texts)


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


@dataclass(frozen=True, kw_only=True)
class Hit:
    """影响: one citation, before and on the day.

    Attributes:
        steps: the correspondences by which it came to stand otherwise.
        assessments: of those, as they hold for this power or sub-item.
        moved: number or text of what it stands on is another than the day before, and nobody has yet to say which.
        parted: a part of it died on this day and the rest stands (H1).
        causes: ids of the causes that brought it.
    """

    citation: Citation
    before: CitationState
    after: CitationState
    steps: tuple[Correspondence, ...]
    assessments: tuple[Assessment, ...]
    moved: bool
    parted: bool
    causes: frozenset[str]

    @property
    def id(self) -> tuple[str, str]:
        """Its citation, in the power or in a sub-item."""
        return (self.citation.id, self.citation.sub_item)

    @property
    def died(self) -> bool:
        """It lost its text on this day."""
        return self.after.state is BasisState.DEAD and self.before.state is not BasisState.DEAD

    @property
    def changed(self) -> bool:
        """It stands on another number or text than the day before, whatever its state.

        A list that was renewed ahead of the day quotes the new text already: then there is nothing to renew.
        """
        renewed = self.after.state is BasisState.ALIVE and not self.after.changed
        return self.moved and not renewed and self.after.state is not BasisState.DEAD

    @property
    def acts(self) -> bool:
        """Something has to be done about it: it died, changed, or was quoted from a stale text (L25)."""
        return self.died or self.changed or self.stale

    @property
    def stale(self) -> bool:
        """Quoted from a text that was out of date before (L25), and it is known what stands there now."""
        unknown = self.after.state in {BasisState.DEAD, BasisState.UNCERTAIN}
        return self.citation.stale and not unknown

    @property
    def coarse(self) -> bool:
        """It quotes more than one rule, or an article that only lost parts (3.2)."""
        rewritten = any(s.kind in REWRITTEN and not s.only_deletions for s in self.steps)
        return self.citation.coarse or (self.parted and not rewritten)

    @property
    def kinds(self) -> frozenset[Kind]:
        """How its text corresponds to that of the day before."""
        return frozenset(step.kind for step in self.steps)

    @property
    def changes(self) -> frozenset[Change]:
        """What else the new text changes, as assessed."""
        return frozenset(change for a in self.assessments for change in a.changes)

    @property
    def supports(self) -> frozenset[Support]:
        """How the new text was assessed."""
        return frozenset(a.support for a in self.assessments)

    @property
    def organ(self) -> str:
        """Organ id that the new text names; "" where it is not resolved."""
        return next((a.organ for a in self.assessments if a.organ), "")

    @property
    def nature(self) -> str:
        """The new type; "" where it stays."""
        return next((a.nature for a in self.assessments if a.nature), "")

    @property
    def is_basis(self) -> bool:
        """It decides over 设立依据 (3.2: SUBJECT does not)."""
        basis = self.citation.element is ElementKind.BASIS
        return basis and self.citation.function is not Function.SUBJECT


def find_hits(
    power: Power, before: Judgement, after: Judgement, ledger: Ledger, fallback: Iterable[str]
) -> tuple[Hit, ...]:
    """The citations whose state, text or open question is another on the day of ``after``.

    Args:
        fallback: ids of the causes of that day, for a hit that no record of the law explains.
    """
    scope = (power.id, after.sub_item)
    both = zip(judged(power, after), before.citations, after.citations, strict=True)
    return tuple(
        _hit(_as_read(citation, new), (old, new), ledger, scope, frozenset(fallback))
        for citation, old, new in both
        if _stands(old) != _stands(new)
    )


def _as_read(citation: Citation, state: CitationState) -> Citation:
    """With the function that the judge took it for: by it alone is known what a death of it means."""
    return replace(citation, function=state.read_as) if state.read_as else citation


def judged(power: Power, judgement: Judgement) -> tuple[Citation, ...]:
    """The citations of a judgement, in its order; equal elements of two sub-items share their citations' ids."""
    if not judgement.sub_item:
        return power.citations
    scope = {"": 0, judgement.sub_item: 1}
    near = sorted(
        (c for c in power.citations if c.sub_item in scope), key=lambda c: scope[c.sub_item]
    )
    cited = {citation.id: citation for citation in near}
    return tuple(cited[state.citation] for state in judgement.citations)


def _stands(state: CitationState) -> tuple[object, ...]:
    return (state.state, state.now, state.changed, state.waits_for, state.partly)


def _hit(
    citation: Citation,
    states: tuple[CitationState, CitationState],
    ledger: Ledger,
    scope: tuple[str, str],
    fallback: frozenset[str],
) -> Hit:
    before, after = states
    records = _new_records(before, after)
    steps = tuple(ledger.correspondences[r] for r in records if r in ledger.correspondences)
    causes = _causes(records, ledger) or _causes(_new_texts(before, after, ledger.book), ledger)
    sub_item = citation.sub_item or scope[1]
    found = (assessment_for(step.assessments, scope[0], sub_item) for step in steps)
    assessments = tuple(a for a in found if a is not None)
    parted = _parted(after, records, steps, assessments, ledger)
    return Hit(
        citation=citation,
        before=before,
        after=after,
        steps=steps,
        assessments=assessments,
        moved=_settled(after, ledger) and (parted or _moved(citation, states, steps, ledger.book)),
        parted=parted,
        causes=causes or fallback,
    )


def _causes(records: Iterable[str], ledger: Ledger) -> frozenset[str]:
    return frozenset(filter(None, (ledger.cause_of(record) for record in records)))


def _new_texts(before: CitationState, after: CitationState, book: LawBook) -> set[str]:
    """Text versions that it stands on from this day: all there is to tell of a rule that only lives on."""
    return {book.units[unit].version for unit in set(after.now) - set(before.now)}


def _new_records(before: CitationState, after: CitationState) -> tuple[str, ...]:
    seen = {step.record for step in before.steps} | set(before.waits_for)
    records = [step.record for step in after.steps] + list(after.waits_for)
    return tuple(dict.fromkeys(record for record in records if record and record not in seen))


_TAKING = frozenset(
    {
        EffectType.REPEAL_PART,
        EffectType.REPEAL_WHOLE,
        EffectType.EXPIRE,
        EffectType.SUSPEND,
    }
)


def _parted(
    after: CitationState,
    records: Iterable[str],
    steps: Iterable[Correspondence],
    assessments: Iterable[Assessment],
    ledger: Ledger,
) -> bool:
    """A record of this day took a part away: by repeal, for a time, by deletion, or because it supports no longer."""
    if after.state is BasisState.DEAD or not after.partly:
        return False
    elsewhere = {step.record for step in after.steps if step.rule == "L1"}
    effects = [ledger.effects[r] for r in records if r in ledger.effects and r not in elsewhere]
    taken = (effect.type in _TAKING for effect in effects)
    deleted = (step.only_deletions or step.kind is Kind.DELETED for step in steps)
    lost = (assessment.support is Support.NO_LONGER for assessment in assessments)
    return any(taken) or any(deleted) or any(lost)


def _settled(after: CitationState, ledger: Ledger) -> bool:
    """What it stands on is confirmed and assessed; whether a higher law contradicts it is another question (L22)."""
    return after.state is not BasisState.UNCERTAIN or set(after.waits_for) <= set(ledger.effects)


def _moved(
    citation: Citation,
    states: tuple[CitationState, CitationState],
    steps: Iterable[Correspondence],
    book: LawBook,
) -> bool:
    before, after = states
    if citation.coarse and after.changed and not before.changed:
        return True
    reworded = any(step.kind is Kind.EDITORIAL or step.kind in REWRITTEN for step in steps)
    return reworded or _quoted(before, book) != _quoted(after, book)


def _quoted(state: CitationState, book: LawBook) -> list[tuple[str, str, str]]:
    units = (book.units[unit] for unit in state.now)
    return sorted((unit.instrument, str(unit.place), unit.unit_hash) for unit in units)


def touches(effect: Effect, citation: Citation, state: CitationState, book: LawBook) -> bool:
    """Whether an effect speaks of what a citation stands on: its text, a part of it or the whole around it."""
    units = [book.units[unit] for unit in state.now or citation.units if unit in book.units]
    if not units:
        return bool(effect.instrument) and effect.instrument == citation.instrument
    here = [unit for unit in units if unit.instrument == effect.instrument]
    if not effect.provisions:
        return bool(here)
    named = (book.by_provision.get((p, unit.version)) for unit in here for p in effect.provisions)
    places = [(unit.version, unit.place) for unit in named if unit is not None]
    return any(
        version == unit.version and (place.covers(unit.place) or unit.place.covers(place))
        for unit in here
        for version, place in places
    )
