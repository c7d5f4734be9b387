"""法制办意见: what a recorded finding makes of a doubtful citation (L5, L6, X3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from graph.model.judgement import BasisState, CitationState
from graph.model.law import EffectType, Finding, Opinion, ProvisionVersion
from graph.rules.branch import Branch, Inquiry
from graph.rules.frame import Frame
from graph.rules.pack import RulePack
from graph.rules.terms import OpinionRow
from graph.rules.wording import step, title_of


def about(branches: Iterable[Branch]) -> frozenset[str]:
    """Ids of the norms that an opinion on these texts may name."""
    units = [unit for branch in branches for unit in branch.path]
    return frozenset(id_ for u in units for id_ in (u.id, u.provision, u.instrument))


ASKING = ("L6", "L7", "P16")
"""The rows that put one question about a whole power or sub-item to 法制办."""


def question(rule: str, subject: str) -> str:
    """The subject of such a question; an opinion may name it instead of a norm."""
    return f"{rule}:{subject}"


def asked_about(subject: str) -> str:
    """The power or sub-item that a question is about; any other subject is told as it is."""
    rule, _, id_ = subject.partition(":")
    return id_ if rule in ASKING else subject


def questions_about(power: str, sub_item: str) -> frozenset[str]:
    """What may have been asked about a power, or about one of its sub-items: an answer for the whole holds for each."""
    return frozenset(question(rule, id_) for rule in ASKING for id_ in (power, sub_item) if id_)


def opinions_on(
    subjects: frozenset[str], power: str, frame: Frame, *findings: Finding
) -> tuple[Opinion, ...]:
    """The opinions on these norms that hold for this power: the one given for it before those for all, the
    newest first (the book has them oldest first).
    """
    found = [
        opinion
        for opinion in reversed(frame.book.opinions)
        if opinion.subject in subjects
        and opinion.power in ("", power)
        and opinion.finding in findings
        and opinion.id not in frame.excluded
    ]
    return tuple(sorted(found, key=_for_all))


def _for_all(opinion: Opinion) -> bool:
    asked = opinion.subject.split(":", maxsplit=1)[0] in ASKING
    return not opinion.power and not asked


# ---- what an opinion was given on ------------------------------------------------------------------


def since(opinion: Opinion, frame: Frame, records: Iterable[str]) -> frozenset[str]:
    """Of these records of the law those that came after the opinion: 法制办 was not asked about them."""
    recorded = frame.book.recorded
    return frozenset(record for record in records if recorded.get(record, 0) > opinion.seq)


def texts_of(units: Iterable[ProvisionVersion], frame: Frame) -> frozenset[str]:
    """The texts that brought the words of these units: a later one that says the same is no new text to be asked about."""
    return frozenset(_first(unit, frame).version for unit in units)


def _first(unit: ProvisionVersion, frame: Frame) -> ProvisionVersion:
    lives = frame.index.of_provision.get(unit.provision, ())
    return next((each for each in lives if each.unit_hash == unit.unit_hash), unit)


REVIVING = frozenset({EffectType.RESUME, EffectType.ENACT, EffectType.INSERT})
"""After one of these a loss is another loss."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """疑问: what an opinion may answer.

    Attributes:
        records: of the law, that brought it.
        without: whether it stands even when these records are left out.
        texts: that brought the words of the norm: what waits for its maker to act is asked again once he did.
    """

    records: frozenset[str]
    without: Callable[[frozenset[str]], bool]
    texts: frozenset[str] = frozenset()

    def is_answered(self, opinion: Opinion, frame: Frame, *, takes: bool) -> bool:
        """Whether it is what the opinion was given on: whatever was lost since is asked again. But what an opinion
        takes away stays away when more is lost (I15), unless it came to life in between.
        """
        new = since(opinion, frame, self.records)
        if not new:
            return True
        revived = any(e.id in new and e.type in REVIVING for e in frame.book.effects)
        known_then = since(opinion, frame, frame.book.recorded) | {opinion.id}
        return takes and not revived and self.without(known_then)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """审查: under which law, for whom and by which pack a norm is asked about."""

    frame: Frame
    inquiry: Inquiry
    pack: RulePack

    def without(self, records: frozenset[str]) -> Hearing:
        """The same, these records of the law left out."""
        frame = self.frame
        return replace(self, frame=replace(frame, excluded=frame.excluded | records))

    def answer(
        self, subjects: frozenset[str], instrument: str, doubt: Doubt
    ) -> tuple[Opinion, OpinionRow] | None:
        """What 法制办 found about an orphaned norm, and the row that says what becomes of it."""
        known = self.frame.book.instruments.get(instrument)
        own = known is not None and known.own
        for opinion in opinions_on(subjects, self.inquiry.power, self.frame, *Finding):
            row = row_for(opinion, BasisState.ORPHANED, own, self.pack)
            if row is None or (row.keeps and since(opinion, self.frame, doubt.texts)):
                continue
            if doubt.is_answered(opinion, self.frame, takes=row.takes):
                return opinion, row
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """追踪所得: where the law leaves a citation, before 法制办 is heard about an orphan.

    Attributes:
        alone: the state that it would have if its parents were left out of account.
        subjects: ids by which an opinion may name the norm.
        orphaned_by: the records that took its parents, or contradict it.
    """

    found: CitationState
    alone: BasisState
    subjects: frozenset[str] = frozenset()
    instrument: str = ""
    orphaned_by: frozenset[str] = frozenset()

    @property
    def orphaned(self) -> bool:
        """L5 asks about it."""
        return self.found.state is BasisState.ORPHANED


def with_opinions(traced: Traced, doubt: Doubt, hearing: Hearing) -> CitationState:
    """The citation after what 法制办 found about an orphaned norm (L5, X3)."""
    subjects = traced.subjects | {traced.found.citation}
    answer = hearing.answer(subjects, traced.instrument, doubt)
    if answer is None:
        return traced.found
    title = title_of(traced.instrument, hearing.frame.book)
    return _decided(traced.found, traced.alone, *answer, title)


def row_for(opinion: Opinion, state: BasisState, own: bool, pack: RulePack) -> OpinionRow | None:
    """The row of the table that the opinion meets in this state."""
    for row in pack.opinions:
        fits = row.finding is opinion.finding and state in row.states
        if fits and row.own in (None, own):
            return row
    return None


def _decided(
    state: CitationState, alone: BasisState, opinion: Opinion, row: OpinionRow, title: str
) -> CitationState:
    noted = (*state.steps, step(row.id, opinion.id, f"{title}：{row.sentence}"))
    if row.keeps:
        return replace(state, steps=noted)
    after = row.result or alone
    now = () if after is BasisState.DEAD else state.now
    return replace(state, state=after, steps=noted, now=now)
