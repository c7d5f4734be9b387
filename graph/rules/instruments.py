"""整部法规: where an instrument stands by the effects on all of it, as a parent or where nobody has its text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from graph.model.judgement import BasisState, Step
from graph.model.law import Effect, EffectType
from graph.rules.contradictions import answer_to, unanswered, void_row
from graph.rules.frame import Frame, text_key
from graph.rules.opinions import Hearing
from graph.rules.rows_survival import worst
from graph.rules.wording import day, step, title_of

STANDS = frozenset({BasisState.ALIVE, BasisState.ALIVE_CHANGED, BasisState.SUSPENDED})
"""A parent in one of these still carries its children: suspended is in force, only not applied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a norm stands, with the chain above it."""

    state: BasisState
    steps: tuple[Step, ...] = ()
    waits: tuple[str, ...] = ()


ALIVE = Standing(state=BasisState.ALIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """一部法规的遭遇: what ended it, what paused it, and what contradicts it; a revival undoes only the first two.

    Attributes:
        seen: ids of the instruments that have been asked on the way here.
    """

    seen: frozenset[str]
    ended: Standing = ALIVE
    paused: Standing = ALIVE
    doubted: Standing = ALIVE

    @property
    def standing(self) -> Standing:
        """All of it together: the worst of what holds at once (3.2)."""
        told = (self.ended, self.paused, self.doubted)
        return Standing(
            state=worst(*(one.state for one in told)),
            steps=tuple(s for one in told for s in one.steps),
            waits=tuple(w for one in told for w in one.waits),
        )


def instrument(id_: str, hearing: Hearing, seen: frozenset[str] = frozenset()) -> Standing:
    """Where an instrument stands by the effects on it as a whole, without its parents."""
    found = Fate(seen=seen | {id_})
    for effect in hearing.frame.effects_in_order(id_):
        if not effect.provisions and effect.type in WHOLE:
            found = WHOLE[effect.type](found, effect, hearing)
    return found.standing


def _told(effect: Effect, frame: Frame) -> Step:
    name = title_of(effect.instrument, frame.book)
    said = f"{name}自{day(effect.effective)}起{effect.type.value}"
    return step("3.1", effect.id, said, effect.effective)


def _repealed(before: Fate, effect: Effect, hearing: Hearing) -> Fate:
    steps = (*before.ended.steps, _told(effect, hearing.frame))
    return replace(before, ended=Standing(state=BasisState.DEAD, steps=steps))


def _revived(before: Fate, effect: Effect, hearing: Hearing) -> Fate:
    """T8; an enactment on the very day of the repeal speaks of the new text, and none ends a suspension."""
    why = replace(_told(effect, hearing.frame), rule="T8")
    if effect.type is EffectType.RESUME:
        return replace(before, ended=_again(before.ended, why), paused=_again(before.paused, why))
    ended = max((s.on for s in before.ended.steps if s.on), default=date.min)
    return replace(before, ended=_again(before.ended, why)) if ended < effect.effective else before


def _again(one: Standing, why: Step) -> Standing:
    """In force once more; the proof keeps that it was not."""
    lost = one.state is not BasisState.ALIVE
    return Standing(state=BasisState.ALIVE, steps=(*one.steps, why)) if lost else one


def _suspended(before: Fate, effect: Effect, hearing: Hearing) -> Fate:
    if effect.until is not None and effect.until <= hearing.frame.on:
        return before
    steps = (*before.paused.steps, _told(effect, hearing.frame))
    return replace(before, paused=Standing(state=BasisState.SUSPENDED, steps=steps))


def _contradicted(before: Fate, effect: Effect, hearing: Hearing) -> Fate:
    """L22, X3, X4: as of a provision; the doubt stays until it is answered."""
    frame, id_ = hearing.frame, effect.instrument
    void, proof = answer_to(effect, frozenset({id_}), frame, hearing.inquiry.power)
    if void is False:
        return before
    name = title_of(id_, frame.book)
    if void is None:
        return _doubting(before, BasisState.UNCERTAIN, unanswered(effect, name), effect.id)
    first = min(frame.book.versions.get(id_, ()), key=text_key, default=None)
    row = void_row(effect, id_, first, frame)
    why = step(row.id, proof, f"{name}：{row.sentence}", effect.effective)
    return _doubting(before, row.result, why)


def _doubting(before: Fate, state: BasisState, why: Step, *waits: str) -> Fate:
    one = before.doubted
    doubted = Standing(
        state=worst(one.state, state), steps=(*one.steps, why), waits=(*one.waits, *waits)
    )
    return replace(before, doubted=doubted)


def _replaced(before: Fate, effect: Effect, hearing: Hearing) -> Fate:
    """X6: with a confirmed successor the link moves and the child is no orphan; on silence nothing is sure."""
    frame = hearing.frame
    text = frame.text(effect.replaced_by)
    moved = (effect.instrument, effect.replaced_by) in frame.index.succeeded
    if text is None or not moved:
        steps = (*before.ended.steps, _told(effect, frame))
        doubt = Standing(state=BasisState.UNCERTAIN, steps=steps, waits=(effect.id,))
        return replace(before, ended=doubt)
    if text.instrument in before.seen:
        return before
    return replace(before, ended=instrument(text.instrument, hearing, before.seen))


WHOLE: Mapping[EffectType, Callable[[Fate, Effect, Hearing], Fate]] = MappingProxyType(
    {
        EffectType.REPEAL_WHOLE: _repealed,
        EffectType.EXPIRE: _repealed,
        EffectType.REPEAL_REPLACED: _replaced,
        EffectType.RESUME: _revived,
        EffectType.ENACT: _revived,
        EffectType.SUSPEND: _suspended,
        EffectType.CONFLICT: _contradicted,
    }
)
"""What an effect makes of a whole instrument; the others speak of its text."""
