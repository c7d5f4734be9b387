"""上位依据: a norm whose parent norm is dead is orphaned, not dead (X1, X5–X7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.model.judgement import BasisState, Step
from graph.model.law import Effect, EffectType, ProvisionVersion
from graph.rules.branch import Branch, Inquiry
from graph.rules.following import follow
from graph.rules.frame import Frame
from graph.rules.rows_survival import best, worst
from graph.rules.wording import day, step, title_of, unit_name

STANDS = frozenset({BasisState.ALIVE, BasisState.ALIVE_CHANGED, BasisState.SUSPENDED})
"""A parent in one of these still carries its children: suspended is in force, only not applied."""

AS_PARENT = Inquiry(parent=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a norm stands, with the chain above it."""

    state: BasisState
    steps: tuple[Step, ...] = ()
    waits: tuple[str, ...] = ()


ALIVE = Standing(state=BasisState.ALIVE)


def above(branch: Branch, frame: Frame) -> Standing:
    """What the parents of a cited unit make of it: ALIVE, UNCERTAIN or ORPHANED."""
    return _child(_levels(branch.path, frame), frame, frozenset())


def above_instrument(instrument: str, frame: Frame) -> Standing:
    """The same for an instrument cited as a whole."""
    return _child([(instrument,)], frame, frozenset())


def _levels(path: Iterable[ProvisionVersion], frame: Frame) -> list[tuple[str, ...]]:
    """Where links may hang, nearest first: the provision, what holds it, the instrument (X7)."""
    here = tuple(path)
    around = [_around(unit, frame) for unit in here]
    return [
        tuple(unit.provision for unit in here),
        tuple(provision for provisions in around for provision in provisions),
        (here[-1].instrument,),
    ]


def _around(unit: ProvisionVersion, frame: Frame) -> tuple[str, ...]:
    article = frame.book.units.get(unit.article)
    if article is None or article.id == unit.id:
        return ()
    inside = frame.index.inside.get(article.id, ())
    holders = [p for p in inside if p.id != unit.id and p.place.covers(unit.place)]
    return (*(p.provision for p in holders), article.provision)


def _child(levels: list[tuple[str, ...]], frame: Frame, seen: frozenset[str]) -> Standing:
    """Provision-level links decide before those of the instrument; one parent that stands is enough (X7)."""
    for level in levels:
        parents = {link.parent for norm in level for link in frame.book.parents.get(norm, ())}
        if parents:
            marked = seen | set(level)
            return _of_parents([norm(p, frame, marked) for p in sorted(parents)])
    return ALIVE


def _of_parents(parents: list[Standing]) -> Standing:
    if any(parent.state in STANDS for parent in parents):
        return ALIVE
    steps = tuple(s for parent in parents for s in parent.steps)
    waits = tuple(w for parent in parents for w in parent.waits)
    if any(parent.state is BasisState.UNCERTAIN for parent in parents):
        return Standing(state=BasisState.UNCERTAIN, steps=steps, waits=waits)
    return Standing(state=BasisState.ORPHANED, steps=steps)


def norm(id_: str, frame: Frame, seen: frozenset[str] = frozenset()) -> Standing:
    """Where a parent norm stands, itself and by its own parents; a circle of parents says nothing."""
    if id_ in seen:
        return ALIVE
    if id_ in frame.book.instruments:
        return _instrument(id_, frame, seen)
    units = frame.index.of_provision.get(id_, ())
    if not units:
        said = f"上位依据（{id_}）未录入"
        return Standing(state=BasisState.UNCERTAIN, steps=(step("X1", id_, said),), waits=(id_,))
    return _provision(units[0], frame, seen)


def _provision(unit: ProvisionVersion, frame: Frame, seen: frozenset[str]) -> Standing:
    ends = follow(unit, frame, AS_PARENT)
    each = [_end(branch, frame, seen | {unit.provision}) for branch in ends]
    state = best(*(one.state for one in each))
    if state in STANDS:
        return ALIVE
    said = f"上位依据{unit_name(unit, frame.book)}{state.value}"
    chain = tuple(s for one in each for s in one.steps)
    waits = tuple(w for one in each for w in one.waits)
    return Standing(
        state=state, steps=(*chain, step("X1", unit.provision, said, frame.on)), waits=waits
    )


def _end(branch: Branch, frame: Frame, seen: frozenset[str]) -> Standing:
    own = branch.state(frame.on)
    if own not in STANDS:
        return Standing(state=own, steps=branch.steps, waits=branch.waits)
    return _child(_levels(branch.path, frame), frame, seen)


# ---- a whole instrument ---------------------------------------------------------------------------


def instrument(id_: str, frame: Frame) -> Standing:
    """Where an instrument stands by the effects on it as a whole, without its parents."""
    found = ALIVE
    for effect in sorted(frame.effects(id_), key=lambda e: (e.effective, *_late(e), e.id)):
        if not effect.provisions:
            found = _whole(found, effect, frame)
    return found


def _late(effect: Effect) -> tuple[bool]:
    return (effect.type in (EffectType.RESUME, EffectType.ENACT),)


def _instrument(id_: str, frame: Frame, seen: frozenset[str]) -> Standing:
    own = instrument(id_, frame)
    if own.state in STANDS:
        return _child([(id_,)], frame, seen | {id_})
    said = f"上位依据{title_of(id_, frame.book)}{own.state.value}"
    return replace(own, steps=(*own.steps, step("X1", id_, said, frame.on)))


def _whole(before: Standing, effect: Effect, frame: Frame) -> Standing:
    told = (
        f"{title_of(effect.instrument, frame.book)}自{day(effect.effective)}起{effect.type.value}"
    )
    said = step("3.1", effect.id, told, effect.effective)
    if effect.type in (EffectType.REPEAL_WHOLE, EffectType.EXPIRE):
        return Standing(state=BasisState.DEAD, steps=(*before.steps, said))
    if effect.type is EffectType.REPEAL_REPLACED:
        return _replaced(before, effect, said, frame)
    if effect.type in (EffectType.RESUME, EffectType.ENACT):
        return _revived(before, effect)
    if effect.type is EffectType.SUSPEND:
        return _suspended(before, effect, said, frame)
    if effect.type is EffectType.CONFLICT and effect.opinion is not False:
        state = BasisState.ORPHANED if effect.opinion else BasisState.UNCERTAIN
        return Standing(
            state=worst(before.state, state), steps=(*before.steps, said), waits=(effect.id,)
        )
    return before


def _revived(before: Standing, effect: Effect) -> Standing:
    """T8; an enactment on the very day of the repeal speaks of the new text."""
    ended = max((s.on for s in before.steps if s.on), default=effect.effective)
    explicit = effect.type is EffectType.RESUME or ended < effect.effective
    return ALIVE if explicit else before


def _suspended(before: Standing, effect: Effect, said: Step, frame: Frame) -> Standing:
    if effect.until is not None and effect.until <= frame.on:
        return before
    return Standing(state=worst(before.state, BasisState.SUSPENDED), steps=(*before.steps, said))


def _replaced(before: Standing, effect: Effect, said: Step, frame: Frame) -> Standing:
    """X6: with a confirmed successor the link moves and the child is no orphan; on silence nothing is sure."""
    text = frame.text(effect.replaced_by)
    moved = (effect.instrument, effect.replaced_by) in frame.index.succeeded
    if text is None or not moved:
        steps = (*before.steps, said)
        return Standing(state=BasisState.UNCERTAIN, steps=steps, waits=(effect.id,))
    if text.instrument == effect.instrument:
        return before
    return instrument(text.instrument, frame)
