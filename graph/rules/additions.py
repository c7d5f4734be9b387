"""新增依据: the grant that a new law gives to a listed power counts as a group from its day on (L16)."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.judgement import BasisState, CitationState
from graph.model.law import Effect, EffectType, ProvisionVersion
from graph.model.power import Function, PowerType
from graph.rules.following import follow
from graph.rules.groups import Member
from graph.rules.norms import Asked, Basis, norm_of, ruled_by
from graph.rules.rows_survival import worst
from graph.rules.wording import step

ADDING = frozenset({EffectType.ENACT, EffectType.INSERT})
DISTRICT_LEVEL = "县"


def added(asked: Asked, cited: set[str]) -> tuple[Basis, ...]:
    """The grants of new laws that the list does not cite yet.

    Args:
        cited: provisions that the power cites already.
    """
    return tuple(
        _basis(effect, asked) for effect in _due(asked) if not cited.intersection(effect.provisions)
    )


def _due(asked: Asked) -> Iterator[Effect]:
    """Confirmed, of the district's level, complete without an implementing rule (else L17)."""
    for effect in asked.frame.book.effects:
        grant = effect.grant
        here = grant is not None and grant.power == asked.power.id and effect.type in ADDING
        if not here or grant is None or grant.needs_rule or grant.level != DISTRICT_LEVEL:
            continue
        if effect in tuple(asked.frame.effects(effect.instrument)):
            yield effect


def _basis(effect: Effect, asked: Asked) -> Basis:
    of = asked.frame.index.of_provision
    units = [unit for provision in effect.provisions for unit in of.get(provision, ())[:1]]
    state = _state(effect, units, asked)
    norm = norm_of(effect.id, "", state, asked, units, effect.instrument)
    ruled = ruled_by(norm, state, asked)
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
    traced = [end.state(asked.frame.on) for end in ends] or [BasisState.ALIVE]
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
