"""新增依据: the grant that a new law gives to a listed power counts as a group from its day on (L16)."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.judgement import BasisState, CitationState
from graph.model.law import Effect, EffectType, ProvisionVersion
from graph.model.power import ElementKind, Function, Power, PowerType
from graph.rules.following import follow
from graph.rules.frame import Frame
from graph.rules.groups import Member
from graph.rules.levels import waits
from graph.rules.norms import Asked, Basis, norm_of, quoted_by, ruled_by
from graph.rules.rows_survival import worst
from graph.rules.wording import step

ADDING = frozenset({EffectType.ENACT, EffectType.INSERT})


def added(asked: Asked) -> tuple[Basis, ...]:
    """The grants of new laws that the list does not cite yet, as bases."""
    return tuple(_basis(effect, asked) for effect in due(asked.power, asked.frame))


def due(power: Power, frame: Frame) -> tuple[Effect, ...]:
    """The grants that the law of the day gives a listed power beside what its list cites: for this district and its
    level, complete without an implementing rule (else L17), in the order of T11 however they were recorded (I6).
    """
    cites = [c for c in power.citations if c.element is ElementKind.BASIS]
    cited = {unit.provision for c in cites for unit in quoted_by(c, frame)}
    given = (e for e in _granted(power, frame) if not cited.intersection(e.provisions))
    return tuple(sorted(given, key=lambda e: (e.effective, e.promulgated, e.id)))


def _granted(power: Power, frame: Frame) -> Iterator[Effect]:
    for effect in frame.index.granted.get(power.id, ()):
        grant = effect.grant
        whole = grant is not None and effect.type in ADDING and not waits(grant)
        if whole and effect in tuple(frame.effects(effect.instrument)):
            yield effect


def _basis(effect: Effect, asked: Asked) -> Basis:
    of = asked.frame.index.of_provision
    units = [unit for provision in effect.provisions for unit in of.get(provision, ())[:1]]
    state = _state(effect, units, asked)
    norm = norm_of(effect.id, "", state, asked, units, effect.instrument)
    ruled = ruled_by(norm, state, asked, asked.inquiry.sub_item)
    penal = asked.power.type is PowerType.PENALTY
    function = Function.SANCTION if penal else Function.GRANT
    member = Member(
        id=effect.id,
        state=state.state,
        founding=worst(state.state, ruled.state),
        rank=norm.rank,
        given=function,
        allowed=frozenset({function}),
        blockers=ruled.blockers,
    )
    return Basis(citation=None, state=state, member=member, norm=norm, proof=ruled.steps)


def _state(effect: Effect, units: list[ProvisionVersion], asked: Asked) -> CitationState:
    """Where the new provision stands that day; an unconfirmed match is uncertain."""
    sure = effect.grant is not None and effect.grant.match_confirmed
    ends = [end for unit in units for end in follow(unit, asked.frame, asked.inquiry)]
    traced = [end.state for end in ends] or [BasisState.ALIVE]
    doubt = BasisState.ALIVE if sure else BasisState.UNCERTAIN
    said = "新法规定了同一职权" + ("" if sure else "，是否同一尚待确认")
    return CitationState(
        citation=effect.id,
        state=worst(*traced, doubt),
        changed=False,
        now=tuple(end.unit.id for end in ends if not end.dead),
        steps=(step("L16", effect.id, said, effect.effective),),
        waits_for=() if sure else (effect.id,),
    )
