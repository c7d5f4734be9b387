"""设立依据的规范: one basis as a norm whose competence can be asked, with what 法制办 found about it (M1–M5, L6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.model.judgement import BasisState, CitationState, Step, Survival
from graph.model.law import Finding, Opinion, ProvisionVersion, Rank
from graph.model.power import Citation, Power
from graph.rules.branch import Inquiry
from graph.rules.competence import Competence, Norm, competence
from graph.rules.frame import Frame
from graph.rules.groups import Member
from graph.rules.opinions import opinions_on, questions_about, row_for, since, texts_of
from graph.rules.pack import RulePack
from graph.rules.rows_survival import LIVING, worst
from graph.rules.terms import OpinionRow
from graph.rules.wording import step, title_of, unit_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """一处设立依据: the citation with everything that is asked of it.

    Attributes:
        citation: None for a grant that a new law gives and the list does not cite yet (L16).
        norm: what its competence is asked about.
    """

    citation: Citation | None
    state: CitationState
    member: Member
    norm: Norm
    proof: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question of one judgement: whose bases, under which law.

    Attributes:
        founding: where the citations of 设立依据 stand.
        without: the survival if these records of the law are left out.
    """

    power: Power
    inquiry: Inquiry
    frame: Frame
    pack: RulePack
    authorised: frozenset[Rank]
    founding: tuple[CitationState, ...]
    without: Callable[[frozenset[str]], Survival]


def quoted_by(citation: Citation, frame: Frame) -> tuple[ProvisionVersion, ...]:
    """The units that a citation quotes; of an unlinked one none."""
    if citation.unlinked:
        return ()
    return tuple(frame.book.units[unit] for unit in citation.units if unit in frame.book.units)


def norm_of(
    id_: str,
    printed: str,
    state: CitationState,
    asked: Asked,
    quoted: Sequence[ProvisionVersion],
    instrument: str,
) -> Norm:
    """The norm as it stands that day, else as it was quoted."""
    frame = asked.frame
    now = [frame.book.units[unit] for unit in state.now] or list(quoted)
    home = now[0].instrument if now else instrument
    known = frame.book.instruments.get(home)
    return Norm(
        id=id_,
        name=unit_name(now[0], frame.book) if now else (printed or title_of(home, frame.book)),
        rank=_best_rank([unit.instrument for unit in now] or [home], frame),
        text="\n".join(unit.text for unit in now),
        power_type=asked.power.type,
        power_name=asked.power.name,
        settled=bool(now) and state.state is not BasisState.UNCERTAIN,
        since=_since(quoted, frame),
        subject_authorized=asked.power.subject_authorized,
        authorised=asked.authorised,
        own=known is not None and known.own,
    )


def _best_rank(instruments: Sequence[str], frame: Frame) -> Rank:
    order = list(Rank)
    return min((frame.rank(instrument) for instrument in instruments), key=order.index)


def _since(quoted: Sequence[ProvisionVersion], frame: Frame) -> date | None:
    """First known day in force of what is cited."""
    units = [u for unit in quoted for u in frame.index.of_provision.get(unit.provision, ())]
    texts = [frame.text(unit.version) for unit in units]
    return min((t.effective for t in texts if t and t.effective), default=None)


def ruled_by(norm: Norm, state: CitationState, asked: Asked, sub_item: str) -> Competence:
    """Competence by the matrix, then by what 法制办 found (L6), about the norm or about what rests on it."""
    unread = not norm.text and state.state is BasisState.UNCERTAIN
    if state.state is BasisState.DEAD or unread:
        return Competence(state=BasisState.ALIVE, blockers=frozenset(), blocked="", steps=())
    ruled = competence(norm, asked.frame.on, asked.pack)
    texts = _texts(state, asked.frame) | _rivals(ruled, asked)
    for opinion in _answers(norm, state, asked, sub_item):
        if since(opinion, asked.frame, texts):
            continue
        if opinion.finding is Finding.CANCEL:
            break
        doubted = ruled.blockers and opinion.finding is Finding.COMPETENT
        stands = BasisState.INCOMPETENT if doubted else worst(state.state, ruled.state)
        row = row_for(opinion, stands, norm.own, asked.pack)
        heard = stands is BasisState.ORPHANED and opinion.finding not in _OVER_COMPETENCE
        if row is not None and not heard:
            ruled = _after(ruled, row, step(row.id, opinion.id, f"{norm.name}：{row.sentence}"))
            if not row.keeps:
                break
    return ruled


def _texts(state: CitationState, frame: Frame) -> frozenset[str]:
    return texts_of((frame.book.units[unit] for unit in state.now), frame)


def _rivals(ruled: Competence, asked: Asked) -> frozenset[str]:
    """The texts of the living bases that may take the competence away (M1)."""
    book, living = asked.frame.book, (s for s in asked.founding if s.state in LIVING)
    units = [book.units[unit] for s in living for unit in s.now]
    higher = [unit for unit in units if asked.frame.rank(unit.instrument) in ruled.blockers]
    return texts_of(higher, asked.frame)


def _after(ruled: Competence, row: OpinionRow, proof: Step) -> Competence:
    """What a finding leaves of the doubt: an opinion that is only forwarded leaves it as it is (X3)."""
    if row.keeps:
        return replace(ruled, steps=(*ruled.steps, proof))
    return Competence(
        state=row.result or BasisState.ALIVE,
        blockers=frozenset(),
        blocked="",
        steps=(*ruled.steps, proof),
    )


_OVER_COMPETENCE = (Finding.COMPETENT, Finding.INCOMPETENT)
"""What else is found about an orphan was heard when it was traced (L5)."""

_OVER_NORMS = (
    *_OVER_COMPETENCE,
    Finding.CANCEL,
    Finding.KEEP,
    Finding.REPEAL,
    Finding.AMEND,
    Finding.FORWARDED,
)


def _answers(norm: Norm, state: CitationState, asked: Asked, sub_item: str) -> tuple[Opinion, ...]:
    """The newest first: a later agreement to cancel leaves what was found before it without effect."""
    subjects = subjects_of(norm, state, asked.frame) | questions_about(asked.power.id, sub_item)
    found = opinions_on(subjects, asked.power.id, asked.frame, *_OVER_NORMS)
    return tuple(o for o in found if o.finding is not Finding.CANCEL or o.rule != "L7")


def subjects_of(norm: Norm, state: CitationState, frame: Frame) -> frozenset[str]:
    """Ids by which an opinion may name the norm."""
    units = [frame.book.units[unit] for unit in state.now]
    ids = {id_ for u in units for id_ in (u.id, u.provision, u.instrument)}
    return frozenset(ids | {norm.id})
