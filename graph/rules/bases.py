"""设立依据的各处引用: each with its state, its possible functions and its competence, ready for grouping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.model.judgement import BasisState, CitationState, Step
from graph.model.law import EffectType, Finding, ProvisionVersion, Rank
from graph.model.power import Citation, ElementKind, Function, How, Power, PowerType
from graph.rules.branch import Inquiry
from graph.rules.competence import Competence, Norm, competence, exceeds
from graph.rules.following import follow
from graph.rules.frame import Frame
from graph.rules.functions import allowed, guess, violates
from graph.rules.groups import Group, Member, Reading
from graph.rules.opinions import opinions_on, row_for
from graph.rules.pack import RulePack
from graph.rules.rows_competence import ABOVE
from graph.rules.rows_survival import LIVING, worst
from graph.rules.terms import Surroundings
from graph.rules.wording import step, title_of, unit_name

ADDING = frozenset({EffectType.ENACT, EffectType.INSERT})
DISTRICT_LEVEL = "县"


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
    """The question of one judgement: whose bases, under which law."""

    power: Power
    inquiry: Inquiry
    frame: Frame
    pack: RulePack
    authorised: frozenset[Rank] = frozenset()


def bases_of(cited: Sequence[tuple[Citation, CitationState]], asked: Asked) -> tuple[Basis, ...]:
    """Every citation of 设立依据 as a possible member of a group, and the grants of L16."""
    quoted = {c.id: _quoted(c, asked.frame) for c, _ in cited}
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
    return (*found, *_granted(asked, quoted))


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


def _quoted(citation: Citation, frame: Frame) -> tuple[ProvisionVersion, ...]:
    if citation.unlinked:
        return ()
    return tuple(frame.book.units[unit] for unit in citation.units if unit in frame.book.units)


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
    norm = _norm(citation.id, citation.printed, state, asked, quoted, citation.instrument)
    text = "\n".join(unit.text for unit in quoted)
    open_ = citation.how is How.ASSUMED or bool(citation.unlinked)
    left = allowed(text, asked.power.type, asked.pack, around)
    functions = left if open_ else frozenset({citation.function})
    given = citation.function
    if given not in functions:
        given = guess(text, asked.power.type, functions, asked.pack)
    ruled = _ruled(norm, state, asked)
    member = Member(
        id=citation.id,
        state=state.state,
        founding=worst(state.state, ruled.state),
        rank=norm.rank,
        given=given,
        allowed=functions,
        blockers=ruled.blockers,
        label="" if open_ else citation.group,
        duties=duties,
        leaves=_leaves(norm, state, asked),
    )
    return Basis(citation=citation, state=state, member=member, norm=norm, proof=ruled.steps)


def _norm(
    id_: str,
    printed: str,
    state: CitationState,
    asked: Asked,
    quoted: Sequence[ProvisionVersion],
    instrument: str,
) -> Norm:
    frame = asked.frame
    now = [frame.book.units[unit] for unit in state.now] or list(quoted)
    home = now[0].instrument if now else instrument
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
    )


def _best_rank(instruments: Sequence[str], frame: Frame) -> Rank:
    order = list(Rank)
    return min((frame.rank(instrument) for instrument in instruments), key=order.index)


def _since(quoted: Sequence[ProvisionVersion], frame: Frame) -> date | None:
    """First known day in force of what is cited."""
    units = [u for unit in quoted for u in frame.index.of_provision.get(unit.provision, ())]
    texts = [frame.text(unit.version) for unit in units]
    return min((t.effective for t in texts if t and t.effective), default=None)


def _ruled(norm: Norm, state: CitationState, asked: Asked) -> Competence:
    """Competence by the matrix, then by what 法制办 found (L6)."""
    unread = not norm.text and state.state is BasisState.UNCERTAIN
    if state.state is BasisState.DEAD or unread:
        return Competence(state=BasisState.ALIVE, blockers=frozenset(), blocked="", steps=())
    ruled = competence(norm, asked.frame.on, asked.pack)
    findings = (Finding.COMPETENT, Finding.INCOMPETENT)
    subjects = _subjects(norm, state, asked.frame)
    for opinion in opinions_on(subjects, asked.power.id, asked.frame, *findings):
        doubted = ruled.blockers and opinion.finding is Finding.COMPETENT
        stands = BasisState.INCOMPETENT if doubted else worst(state.state, ruled.state)
        row = row_for(opinion, stands, own=False, pack=asked.pack)
        if row is not None:
            proof = step(row.id, opinion.id, f"{norm.name}：{row.sentence}")
            return Competence(
                state=row.result or BasisState.ALIVE,
                blockers=frozenset(),
                blocked="",
                steps=(*ruled.steps, proof),
            )
    return ruled


def _subjects(norm: Norm, state: CitationState, frame: Frame) -> frozenset[str]:
    units = [frame.book.units[unit] for unit in state.now]
    ids = {id_ for u in units for id_ in (u.id, u.provision, u.instrument)}
    return frozenset(ids | {norm.id})


def _leaves(norm: Norm, state: CitationState, asked: Asked) -> bool:
    """L7: 法制办 found that the dead duty leaves its group."""
    citation = next(c for c in asked.power.citations if c.id == norm.id)
    quoted = _quoted(citation, asked.frame)
    subjects = {id_ for u in quoted for id_ in (u.id, u.provision)} | {norm.id}
    subjects |= _subjects(norm, state, asked.frame) - {u.instrument for u in quoted}
    found = opinions_on(frozenset(subjects), asked.power.id, asked.frame, Finding.DUTY_LEAVES)
    return bool(found)


# ---- L16: the same grant under a new law -----------------------------------------------------------


def _granted(asked: Asked, quoted: dict[str, tuple[ProvisionVersion, ...]]) -> tuple[Basis, ...]:
    cited = {unit.provision for units in quoted.values() for unit in units}
    found: list[Basis] = []
    for effect in asked.frame.book.effects:
        grant = effect.grant
        here = grant is not None and grant.power == asked.power.id and effect.type in ADDING
        due = here and effect in tuple(asked.frame.effects(effect.instrument))
        if not due or grant is None or grant.needs_rule or grant.level != DISTRICT_LEVEL:
            continue
        if not cited.intersection(effect.provisions):
            found.append(_grant(effect.id, effect.provisions, grant.match_confirmed, asked))
    return tuple(found)


def _grant(id_: str, provisions: tuple[str, ...], sure: bool, asked: Asked) -> Basis:
    """It counts as a group of its own from its day on; an unconfirmed match is uncertain."""
    units = [u for p in provisions for u in asked.frame.index.of_provision.get(p, ())[:1]]
    ends = [end for unit in units for end in follow(unit, asked.frame, asked.inquiry)]
    states = [end.state(asked.frame.on) for end in ends]
    living = worst(*states) if states else BasisState.ALIVE
    state = CitationState(
        citation=id_,
        state=living if sure else worst(living, BasisState.UNCERTAIN),
        changed=False,
        now=tuple(end.unit.id for end in ends if not end.dead),
        steps=(step("L16", id_, "新法规定了同一职权" + ("" if sure else "，是否同一尚待确认")),),
        waits_for=() if sure else (id_,),
    )
    norm = _norm(id_, "", state, asked, units, "")
    ruled = _ruled(norm, state, asked)
    penal = asked.power.type is PowerType.PENALTY
    function = Function.SANCTION if penal else Function.GRANT
    member = Member(
        id=id_,
        state=state.state,
        founding=worst(state.state, ruled.state),
        rank=norm.rank,
        given=function,
        allowed=frozenset({function}),
        blockers=ruled.blockers,
    )
    return Basis(citation=None, state=state, member=member, norm=norm, proof=ruled.steps)


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
