"""存续判断: whether, on a day, a power still stands on a living, competent basis: V1–V9 with proof (3.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.model.judgement import (
    BasisState,
    CitationState,
    Judgement,
    LawBook,
    LegalStatus,
    Step,
    Survival,
)
from graph.model.power import Citation, ElementKind, Function, Power
from graph.rules.agreements import agreed
from graph.rules.bases import as_detail, authorising, bases_of, detailed, given
from graph.rules.branch import Inquiry
from graph.rules.frame import Frame
from graph.rules.groups import Group, Member, Reading, blocking, group_states, states
from graph.rules.norms import Asked, Basis
from graph.rules.pack import RulePack
from graph.rules.readings import Answer, answer, reachable
from graph.rules.reasons import reasons_for
from graph.rules.rows_functions import HEADS
from graph.rules.rows_survival import BY_GROUP, DOUBTS, LIVING, SURVIVAL, best
from graph.rules.tracing import state_of
from graph.rules.wording import step

Cited = Sequence[tuple[Citation, CitationState]]
Found = tuple[tuple[Group, BasisState], ...]


def judge(
    power: Power,
    book: LawBook,
    on: date,
    pack: RulePack,
    *,
    sub_item: str = "",
    excluded: frozenset[str] = frozenset(),
) -> Judgement:
    """存续判断 of a power, or of one of its sub-items, on one day.

    Args:
        sub_item: without citations of its own it stands on its parent's, as assessed for it.
        excluded: ids of records (effects, correspondences, texts, opinions, citations) to judge without.
    """
    frame = Frame(book, on, pack.territory, excluded)
    inquiry = Inquiry(power=power.id, sub_item=sub_item)
    chosen = [c for c in _citations(power, sub_item) if c.id not in excluded]
    cited = [(c, state_of(c, inquiry, frame, pack)) for c in chosen]
    founding = [(c, s) for c, s in cited if c.element is ElementKind.BASIS]

    def without(records: frozenset[str]) -> Survival:
        return judge(power, book, on, pack, sub_item=sub_item, excluded=excluded | records).survival

    asked = Asked(
        power=power,
        inquiry=inquiry,
        frame=frame,
        pack=pack,
        authorised=authorising(cited, frame),
        founding=tuple(state for _, state in founding),
        without=without,
    )
    return _judged(asked, cited, bases_of(founding, asked))


def _citations(power: Power, sub_item: str) -> tuple[Citation, ...]:
    """A sub-item's citations count for the parent too; one without a basis stands on its parent's."""
    if not sub_item:
        return power.citations
    own = tuple(c for c in power.citations if c.sub_item == sub_item)
    if any(c.element is ElementKind.BASIS for c in own):
        return own
    return (*power.citing(ElementKind.BASIS), *own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """权衡: the groups under the given reading, and what other readings would say."""

    bases: tuple[Basis, ...]
    found: Found
    answers: frozenset[Answer]

    @property
    def differ(self) -> bool:
        """Another reading would give another answer."""
        own = answer(state for _, state in self.found)
        return bool(self.answers - {own}) if own else len(self.answers) > 0


def weigh(bases: tuple[Basis, ...], asked: Asked) -> Weighing:
    """Groups and readings, after what 法制办 agreed to (L6, L7)."""
    decided = agreed(bases, states([b.member for b in bases], given(bases)), asked)
    members = [basis.member for basis in decided]
    found = states(members, given(decided))
    return Weighing(bases=decided, found=found, answers=_answers(decided))


def _answers(bases: Sequence[Basis]) -> frozenset[Answer]:
    """What readings may say; a match that nobody confirmed (L16) takes nothing from a power that stands without it."""
    listed = [b.member for b in bases if b.citation or b.state.state is not BasisState.UNCERTAIN]
    alone = reachable(listed)
    stands = alone == frozenset({Answer.ALIVE})
    return alone if stands else reachable([b.member for b in bases])


def _judged(asked: Asked, cited: Cited, bases: tuple[Basis, ...]) -> Judgement:
    weighing = weigh(bases, asked)
    shown = _shown(weighing, asked)
    survival = _survival(weighing, shown)
    states_ = [shown.get(c.id, s) for c, s in cited]
    groups = _groups(weighing, asked)
    living = survival in (Survival.V1, Survival.V2, Survival.V3)
    return Judgement(
        power=asked.power.id,
        sub_item=asked.inquiry.sub_item,
        on=asked.frame.on,
        survival=survival,
        doubtful=living and _doubtful(weighing, shown),
        readings_differ=weighing.differ,
        citations=tuple(states_),
        groups=group_states(groups),
        reasons=reasons_for(survival, weighing.bases, groups, weighing.answers, asked.frame.on),
        waits_for=_waits(survival, weighing, shown),
    )


def _survival(weighing: Weighing, shown: dict[str, CitationState]) -> Survival:
    """Every mixture lands in exactly one row."""
    if not weighing.found or weighing.differ:
        return Survival.V4
    top = best(*(state for _, state in weighing.found))
    if top not in LIVING:
        return BY_GROUP[top]
    speaking = [shown[b.member.id] for b in weighing.bases if _speaks(b)]
    if any(state.state is BasisState.DEAD for state in speaking):
        return Survival.V2
    return Survival.V3 if any(state.changed for state in speaking) else Survival.V1


def _speaks(basis: Basis) -> bool:
    """Every citation of 设立依据 decides whether something died or changed; SUBJECT is none, and an uncertain one
    outside the groups decides nothing (3.2).
    """
    if basis.citation is None or basis.member.given is Function.SUBJECT:
        return False
    outside = basis.member.given not in HEADS | {Function.DUTY}
    return not (outside and basis.state.state is BasisState.UNCERTAIN)


def _shown(weighing: Weighing, asked: Asked) -> dict[str, CitationState]:
    """Citation states with competence, for those that found a group under the given reading."""
    members = [basis.member for basis in weighing.bases]
    reading = given(weighing.bases)
    detail = detailed(weighing.bases, weighing.found, asked.pack)
    shown = (
        _with_competence(basis, members, reading, detail, asked.frame.on)
        for basis in weighing.bases
    )
    return {state.citation: replace(state, read_as=reading[state.citation]) for state in shown}


def _with_competence(
    basis: Basis, members: list[Member], reading: Reading, detail: dict[str, str], on: date
) -> CitationState:
    member = basis.member
    if reading[member.id] not in HEADS or basis.state.state is BasisState.DEAD:
        return basis.state
    blocked = blocking(member, members, reading)
    fault = bool(blocked) or member.founding is not member.state
    beyond = detail.get(member.id)
    if beyond is not None and not (fault and beyond):
        said = beyond or "上位依据有效，本条只作具体规定"
        note = step("M1", member.id, f"{basis.norm.name}：{said}", on)
        return (
            replace(basis.state, steps=(*basis.state.steps, note))
            if fault or beyond
            else basis.state
        )
    dead = member.founding is BasisState.DEAD
    state = BasisState.INCOMPETENT if blocked and not dead else member.founding
    steps = (*basis.state.steps, *basis.proof, *_blocked_steps(basis, blocked, on))
    now = () if dead else basis.state.now
    return replace(basis.state, state=state, now=now, steps=steps)


def _blocked_steps(basis: Basis, blocked: tuple[Member, ...], on: date) -> tuple[Step, ...]:
    ranks = "、".join(dict.fromkeys(other.rank.value for other in blocked))
    said = f"{basis.norm.name}：同一事项另有有效的{ranks}依据，不得另行设定"
    return (step("M1", basis.member.id, said, on),) if blocked else ()


def _groups(weighing: Weighing, asked: Asked) -> Found:
    """The groups as shown: what only details a living higher basis is not called incompetent."""
    detail = detailed(weighing.bases, weighing.found, asked.pack)
    fine = {id_ for id_, beyond in detail.items() if not beyond}
    members = [as_detail(b.member) if b.member.id in fine else b.member for b in weighing.bases]
    return states(members, given(weighing.bases)) if fine else weighing.found


def _doubtful(weighing: Weighing, shown: dict[str, CitationState]) -> bool:
    hollow = any(state is BasisState.HOLLOW for _, state in weighing.found)
    return hollow or any(state.state in DOUBTS for state in shown.values())


def _waits(
    survival: Survival, weighing: Weighing, shown: dict[str, CitationState]
) -> tuple[str, ...]:
    if survival is not Survival.V4:
        return ()
    members = {m.id for group, _ in weighing.found for m in (*group.heads, *group.duties)}
    open_ = {b.member.id for b in weighing.bases if len(b.member.allowed) > 1} | members
    return tuple(dict.fromkeys(w for id_ in shown if id_ in open_ for w in shown[id_].waits_for))


# ---- 法律状态 --------------------------------------------------------------------------------------


def legal_status(now: Judgement, later: Iterable[Judgement] = ()) -> LegalStatus:
    """法律状态 on the day of ``now``: PENDING_DEAD when a later known day leaves the power dead."""
    if now.survival is not Survival.V9 and any(j.survival is Survival.V9 for j in later):
        return LegalStatus.PENDING_DEAD
    return next(row.status for row in SURVIVAL if row.id is now.survival)
