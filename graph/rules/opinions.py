"""法制办意见: what a recorded finding makes of a doubtful citation (L5, L6, X3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.model.judgement import BasisState, CitationState
from graph.model.law import Finding, Opinion
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """审查: under which law, for whom and by which pack a norm is asked about."""

    frame: Frame
    inquiry: Inquiry
    pack: RulePack

    def answer(
        self, subjects: frozenset[str], instrument: str, state: BasisState
    ) -> tuple[Opinion, OpinionRow] | None:
        """What 法制办 found about a norm that stands in this state, and the row that says what becomes of it."""
        known = self.frame.book.instruments.get(instrument)
        own = known is not None and known.own
        for opinion in opinions_on(subjects, self.inquiry.power, self.frame, *Finding):
            row = row_for(opinion, state, own, self.pack)
            if row is not None:
                return opinion, row
        return None


def with_opinions(
    state: CitationState,
    alone: BasisState,
    subjects: frozenset[str],
    instrument: str,
    hearing: Hearing,
) -> CitationState:
    """The citation after what 法制办 found about an orphaned norm (L5, X3).

    Args:
        alone: the state that it would have if its parents were left out of account.
        subjects: ids by which an opinion may name the norm.
    """
    answer = hearing.answer(subjects | {state.citation}, instrument, state.state)
    if answer is None:
        return state
    return _decided(state, alone, *answer, title_of(instrument, hearing.frame.book))


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
