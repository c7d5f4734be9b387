"""Generated chains of norms: a 细则 under one or two higher laws, of which some are repealed, replaced, revived or contradicted.

A world of its own beside ``strategies.a_scene``, so that what a seed means there stays what it is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from graph.model.law import Effect, EffectType, Kind, ParentLink, Rank, Standing, TextVersion
from graph.model.plan import Cause
from graph.model.power import Function, Power
from tests.rules.strategies import DAY, NEXT, RULE, START, Scene
from tests.rules.worlds import FINE, World, a_power, cites

HIGHER, OTHER, TOP, SUCCESSOR = "上位法", "另法", "顶法", "新上位法"
REVIVED = date(2024, 1, 1)
LOWER = (Rank.LOCAL_REGULATION, Rank.MINISTRY_RULE, Rank.NORMATIVE_DOCUMENT)


def a_chain(seed: int) -> Scene:
    """One world."""
    rng, world = Random(seed), World()
    said = {str(n): f"第{n}种情形，{FINE}" for n in range(1, 4)}
    world.text(RULE, START, said, rank=rng.choice(LOWER), own=rng.random() < 0.3)
    for law in (HIGHER, OTHER, TOP):
        world.text(f"{law}@1", START, said, rank=Rank.LAW)
    world.text(f"{SUCCESSOR}@1", DAY, said, rank=Rank.LAW)
    _above(world, rng)
    world.effects += [effect for effect in _effects(rng) if rng.random() < 0.5]
    if rng.random() < 0.2:
        _undated(world)
    causes = [Cause(id=effect.source, effects=(effect.id,)) for effect in world.effects]
    powers = tuple(_power(rng, f"p{n}") for n in range(rng.randint(1, 3)))
    return Scene(seed=seed, world=world, powers=powers, causes=tuple(causes))


def _above(world: World, rng: Random) -> None:
    parents = rng.sample((HIGHER, OTHER), k=rng.choice((1, 1, 2)))
    world.parents["细则"] = tuple(ParentLink(child="细则", parent=parent) for parent in parents)
    if rng.random() < 0.5:
        world.parents[HIGHER] = (ParentLink(child=HIGHER, parent=TOP),)
    if rng.random() < 0.5:
        to = f"{SUCCESSOR}@1"
        world.link(f"{HIGHER}@1 1", Kind.RENUMBERED, f"{to} 2", to=to)


def _effects(rng: Random) -> list[Effect]:
    """What may happen; a few of these happen in one world."""
    gone = rng.choice((EffectType.REPEAL_WHOLE, EffectType.REPEAL_REPLACED))
    return [
        replace(
            _effect(HIGHER, gone, DAY),
            replaced_by=f"{SUCCESSOR}@1" if gone is EffectType.REPEAL_REPLACED else "",
        ),
        _effect(TOP, EffectType.REPEAL_WHOLE, DAY),
        _effect("细则", EffectType.REPEAL_WHOLE, DAY),
        _effect("细则", rng.choice((EffectType.RESUME, EffectType.ENACT)), REVIVED),
        replace(
            _effect("细则", EffectType.CONFLICT, NEXT),
            affecting=rng.choice((TOP, "")),
            opinion=rng.choice((True, True, False, None)),
        ),
    ]


def _effect(instrument: str, type_: EffectType, effective: date) -> Effect:
    id_ = f"{instrument}{type_.name}"
    return Effect(
        id=id_,
        source=f"决定{id_}",
        type=type_,
        instrument=instrument,
        promulgated=START,
        effective=effective,
        standing=Standing.CONFIRMED,
    )


def _undated(world: World) -> None:
    """A further text of the 细则 of which nobody knows since when it is in force."""
    text = TextVersion(id="细则@2", instrument="细则", promulgated=NEXT, effective=None)
    world.versions["细则"] = (*world.versions["细则"], text)


def _power(rng: Random, id_: str) -> Power:
    bases = [cites(f"{id_}b", f"{RULE} {rng.randint(1, 3)}")]
    if rng.random() < 0.3:
        bases.append(cites(f"{id_}c", f"{OTHER}@1 1", function=Function.SANCTION, group="另"))
    return a_power(id_, *bases)
