"""设立依据的各处引用: each with its state, its possible functions and its competence, ready for grouping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.model.judgement import BasisState, CitationState
from graph.model.law import Finding, ProvisionVersion, Rank
from graph.model.power import Citation, ElementKind, Function, How
from graph.rules.additions import added
from graph.rules.competence import exceeds
from graph.rules.frame import Frame
from graph.rules.functions import allowed, guess, violates
from graph.rules.groups import Group, Member, Reading
from graph.rules.norms import Asked, Basis, norm_of, quoted_by, ruled_by
from graph.rules.opinions import opinions_on, questions_about, since
from graph.rules.pack import RulePack
from graph.rules.rows_competence import ABOVE
from graph.rules.rows_survival import LIVING, worst
from graph.rules.terms import Surroundings


def bases_of(cited: Sequence[tuple[Citation, CitationState]], asked: Asked) -> tuple[Basis, ...]:
    """Every citation of 设立依据 as a possible member of a group, and the grants of L16: they are matched with a whole
    power, so a sub-item that has citations of its own does not stand on them (3.2).
    """
    quoted = {c.id: quoted_by(c, asked.frame) for c, _ in cited}
    named = {c.id: _named_duties(quoted[c.id], quoted, asked.frame) for c, _ in cited}
    violated = frozenset(id_ for ids in named.values() for id_ in ids)
    homes = {c.id: _home(c, quoted[c.id]) for c, _ in cited}
    found = [
        _basis(
            citation,
            state,
            asked,
            quoted[citation.id],
            named[citation.id],
            _surroundings(citation.id, homes, citation.id in violated, asked.frame),
        )
        for citation, state in cited
    ]
    own = asked.inquiry.sub_item
    alone = any(citation.sub_item == own for citation, _ in cited) if own else False
    return (*found, *(() if alone else added(asked)))


def _home(citation: Citation, quoted: Sequence[ProvisionVersion]) -> str:
    return quoted[0].instrument if quoted else citation.instrument


def _surroundings(id_: str, homes: Mapping[str, str], violated: bool, frame: Frame) -> Surroundings:
    """Beside its words: rank and title, and whether the power cites anything that it could detail."""
    own = homes[id_]
    rank = frame.rank(own)
    others = {home for other, home in homes.items() if other != id_ and (home != own or not home)}
    above = ABOVE[rank] | {rank, Rank.UNKNOWN}
    known = frame.book.instruments.get(own)
    return Surroundings(
        rank=rank,
        title=known.title if known else "",
        violated=violated,
        alone=rank is not Rank.UNKNOWN and not any(frame.rank(o) in above for o in others),
    )


def _named_duties(
    sanctions: Sequence[ProvisionVersion],
    quoted: dict[str, tuple[ProvisionVersion, ...]],
    frame: Frame,
) -> frozenset[str]:
    """The citations whose provision the text of this one names as violated, in the text that it quotes."""
    return frozenset(
        id_
        for id_, duties in quoted.items()
        if any(violates(s, _as_of(d, s, frame)) for s in sanctions for d in duties)
    )


def _as_of(duty: ProvisionVersion, sanction: ProvisionVersion, frame: Frame) -> ProvisionVersion:
    """The duty as it stands in the text of the penalty clause: that text knows only its own numbers."""
    return frame.book.by_provision.get((duty.provision, sanction.version), duty)


def _basis(
    citation: Citation,
    state: CitationState,
    asked: Asked,
    quoted: tuple[ProvisionVersion, ...],
    duties: frozenset[str],
    around: Surroundings,
) -> Basis:
    norm = norm_of(citation.id, citation.printed, state, asked, quoted, citation.instrument)
    given, functions = _functions(citation, quoted, asked, around)
    sub_item = citation.sub_item or asked.inquiry.sub_item
    ruled = ruled_by(norm, state, asked, sub_item)
    member = Member(
        id=citation.id,
        state=state.state,
        founding=worst(state.state, ruled.state),
        rank=norm.rank,
        given=given,
        allowed=functions,
        blockers=ruled.blockers,
        label="" if _open(citation) else citation.group,
        duties=duties,
        leaves=_leaves(citation, state, asked, sub_item),
    )
    return Basis(citation=citation, state=state, member=member, norm=norm, proof=ruled.steps)


def _open(citation: Citation) -> bool:
    """Its function is only assumed; of an unlinked citation it always is."""
    return citation.how is How.ASSUMED or bool(citation.unlinked)


def _functions(
    citation: Citation, quoted: Sequence[ProvisionVersion], asked: Asked, around: Surroundings
) -> tuple[Function, frozenset[Function]]:
    """The function that it is taken for, and all that it may have."""
    if not _open(citation):
        return citation.function, frozenset({citation.function})
    text = "\n".join(unit.text for unit in quoted)
    left = allowed(text, asked.power.type, asked.pack, around)
    if citation.function in left:
        return citation.function, left
    return guess(text, asked.power.type, left, asked.pack), left


def _leaves(citation: Citation, state: CitationState, asked: Asked, sub_item: str) -> bool:
    """L7: 法制办 found that this duty, or whatever duty of the power is dead, leaves its group."""
    quoted = quoted_by(citation, asked.frame)
    subjects = {id_ for u in quoted for id_ in (u.id, u.provision)} | {citation.id}
    now = (asked.frame.book.units[unit] for unit in state.now)
    subjects |= {id_ for u in now for id_ in (u.id, u.provision)}
    if state.state is BasisState.DEAD:
        subjects |= questions_about(asked.power.id, sub_item)
    findings = (Finding.DUTY_LEAVES, Finding.CANCEL)
    found = opinions_on(frozenset(subjects), asked.power.id, asked.frame, *findings)
    answers = [o for o in found if o.finding is Finding.DUTY_LEAVES or o.rule != "L6"]
    died_by = {step.record for step in state.steps}
    leaves = bool(answers) and answers[0].finding is Finding.DUTY_LEAVES
    return leaves and not since(answers[0], asked.frame, died_by)


# ---- detail of a living higher norm ------------------------------------------------------------------


def detailed(
    bases: Sequence[Basis], found: Sequence[tuple[Group, BasisState]], pack: RulePack
) -> dict[str, str]:
    """Heads that only detail a living higher basis (许可法 16, M1): their rank is no fault. Id → why, "" if beyond it."""
    norms = {basis.member.id: basis.norm for basis in bases}
    setting = [top for group, state in found if state in LIVING for top in group.tops]
    result: dict[str, str] = {}
    for group, _ in found:
        for head in group.heads:
            higher = [top for top in setting if top.rank in ABOVE[head.rank]]
            if higher:
                beyond = [exceeds(norms[head.id], norms[top.id], pack) for top in higher]
                result[head.id] = "；".join(dict.fromkeys(b for b in beyond if b))
    return result


def authorising(cited: Sequence[tuple[Citation, CitationState]], frame: Frame) -> frozenset[Rank]:
    """Ranks of the living norms that make the holder an authorised organisation (M4)."""
    return frozenset(
        frame.rank(frame.book.units[unit].instrument)
        for citation, state in cited
        if citation.element is ElementKind.SUBJECT_BASIS or citation.function is Function.SUBJECT
        if state.state in LIVING
        for unit in state.now
    )


def given(bases: Sequence[Basis]) -> Reading:
    """The reading that is printed, confirmed or inferred."""
    return {basis.member.id: basis.member.given for basis in bases}


def as_detail(member: Member) -> Member:
    """The member without the fault of its rank."""
    return replace(member, founding=member.state, blockers=frozenset())
