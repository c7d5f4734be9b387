"""Generated worlds: statutes in two texts, effects of every type, and powers that cite them in every way.

A seed gives a fixed world: ``a_scene(7)`` brings back what failed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from graph.model.law import (
    Assessment,
    Change,
    Effect,
    EffectType,
    Kind,
    NewGrant,
    ParentLink,
    Rank,
    Standing,
    Support,
)
from graph.model.plan import Cause
from graph.model.power import (
    Citation,
    ElementKind,
    Function,
    How,
    InCatalogue,
    Power,
    PowerType,
)
from tests.rules.worlds import FINE, World, a_power, cites

START, DAY, NEXT = date(2020, 1, 1), date(2023, 7, 1), date(2024, 7, 1)
DAYS = (DAY, NEXT)
OLD, NEW = "条例@1", "条例@2"
RULE = "细则@1"
LIABILITY = "处分法@1"
TYPES = (PowerType.PENALTY, PowerType.PERMIT, PowerType.INSPECTION, PowerType.OTHER)
WORDS = {
    PowerType.PENALTY: FINE,
    PowerType.PERMIT: "应当取得许可",
    PowerType.INSPECTION: "应当监督检查",
    PowerType.OTHER: "应当备案",
}
ARTICLES = {str(n + 4 * t): TYPES[t] for t in range(4) for n in range(1, 5)}
"""Four articles for each type: 1–4 penalties, 5–8 permits, 9–12 inspections, 13–16 filings."""


@dataclass(frozen=True, repr=False)
class Scene:
    """A world with the powers that stand in it and the causes that changed it."""

    seed: int
    world: World
    powers: tuple[Power, ...]
    causes: tuple[Cause, ...]

    def __repr__(self) -> str:
        return f"a_scene({self.seed})"


def a_scene(seed: int) -> Scene:
    """One world."""
    rng = Random(seed)
    world = World()
    _statutes(world, rng)
    _links(world, rng)
    _effects(world, rng)
    causes = [Cause(id="修订", versions=(NEW,), effective=(DAY,))]
    causes += _causes(world.effects)
    powers = tuple(_power(rng, f"p{n}") for n in range(rng.randint(1, 4)))
    return Scene(seed=seed, world=world, powers=powers, causes=tuple(causes))


def _causes(effects: Sequence[Effect]) -> list[Cause]:
    sources = sorted({effect.source for effect in effects})
    return [Cause(id=s, effects=tuple(e.id for e in effects if e.source == s)) for s in sources]


# ---- statutes -------------------------------------------------------------------------------------


def _statutes(world: World, rng: Random) -> None:
    said = {n: f"第{n}种情形，{WORDS[type_]}" for n, type_ in ARTICLES.items()}
    world.text(OLD, START, said)
    world.text(
        RULE,
        START,
        {n: f"细化{text}" for n, text in said.items()},
        rank=rng.choice(
            (
                Rank.LOCAL_REGULATION,
                Rank.PROVINCIAL_RULE,
                Rank.MINISTRY_RULE,
                Rank.NORMATIVE_DOCUMENT,
            )
        ),
    )
    world.text(
        LIABILITY,
        START,
        {str(n): f"滥用职权情形{n}的，给予处分" for n in range(1, 5)},
        rank=Rank.LAW,
    )
    world.text(
        "新法@1", DAY, {str(n): f"新设情形{n}的，{FINE}" for n in range(1, 5)}, rank=Rank.LAW
    )
    if rng.random() < 0.5:
        world.parents["细则"] = (ParentLink(child="细则", parent="条例"),)


def _links(world: World, rng: Random) -> None:
    """Each old article gets a successor of some kind, and the new text what these need."""
    plans = {n: rng.choice(tuple(Kind)[:-1]) for n in ARTICLES}
    new: dict[str, str] = {}
    targets = {n: _target(n, kind, new) for n, kind in plans.items()}
    world.text(NEW, DAY, new)
    for number, kind in plans.items():
        units = [f"{NEW} {place}" for place in targets[number]]
        _link(world, rng, f"{OLD} {number}", kind, units)


def _target(number: str, kind: Kind, new: dict[str, str]) -> list[str]:
    said, type_ = f"第{number}种情形，{WORDS[ARTICLES[number]]}", ARTICLES[number]
    places = {
        Kind.SAME: {number: said},
        Kind.RENUMBERED: {str(int(number) + 40): said},
        Kind.EDITORIAL: {number: f"对第{number}种情形，{WORDS[type_]}"},
        Kind.MODIFIED: {str(int(number) + 60): f"修改后的情形{number}，{WORDS[type_]}"},
        Kind.SPLIT: {str(int(number) + 80 + 20 * n): f"拆出的情形{number}之{n}，{WORDS[type_]}" for n in (0, 1)},
        Kind.MERGED: {f"20{TYPES.index(type_)}": f"合并的情形，{WORDS[type_]}"},
    }.get(kind, {})  # fmt: skip
    new.update(places)
    return list(places)


def _link(world: World, rng: Random, old: str, kind: Kind, new: list[str]) -> None:
    standing = Standing.PROPOSED if rng.random() < 0.1 else Standing.CONFIRMED
    support, changes, organ = rng.choice(_TYPICAL) if rng.random() < 0.4 else _any(rng)
    override = Assessment(support=Support.NO_LONGER, power=f"p{rng.randint(0, 3)}", sub_item="s")
    world.link(
        old,
        kind,
        *new,
        to=NEW,
        support=support if kind in _REWRITTEN else None,
        changes=changes if kind in _REWRITTEN else (),
        organ=organ,
        nature=rng.choice((PowerType.OTHER.value, PowerType.INSPECTION.value)),
        standing=standing,
        only_deletions=kind is Kind.MODIFIED and rng.random() < 0.2,
        extra=(override,) if kind in _REWRITTEN and rng.random() < 0.2 else (),
    )


def _any(rng: Random) -> tuple[Support | None, list[Change], str]:
    changes = rng.sample(tuple(Change), k=rng.choice((0, 0, 0, 1, 1, 2)))
    return rng.choice((None, None, *Support)), changes, rng.choice(("", "应急局", "交通局"))


_TYPICAL: tuple[tuple[Support | None, list[Change], str], ...] = (
    (Support.SUPPORTS, [Change.ORGAN], "交通局"),
    (Support.NO_LONGER, [Change.PERMIT_TO_FILING], ""),
    (Support.NO_LONGER, [Change.FILING_TO_PERMIT], ""),
    (Support.NO_LONGER, [], ""),
)
_REWRITTEN = frozenset({Kind.MODIFIED, Kind.SPLIT, Kind.MERGED})


# ---- effects --------------------------------------------------------------------------------------


def _effects(world: World, rng: Random) -> None:
    for number in range(rng.choice((0, 1, 2, 3))):
        world.effects.append(_effect(rng, number))


_PLAIN = (
    EffectType.REPEAL_WHOLE,
    EffectType.REPEAL_PART,
    EffectType.EXPIRE,
    EffectType.SUSPEND,
    EffectType.CONFLICT,
    EffectType.CORRECT,
)


def _effect(rng: Random, number: int) -> Effect:
    granted = rng.random() < 0.3
    type_ = rng.choice((EffectType.ENACT, EffectType.INSERT)) if granted else rng.choice(_PLAIN)
    instrument = "新法" if granted else rng.choice(("条例", "细则", "处分法"))
    article = rng.choice(list(ARTICLES)[:4])
    whole = type_ is EffectType.REPEAL_WHOLE or rng.random() < 0.3
    effective = rng.choice(DAYS)
    return Effect(
        id=f"e{number}",
        source=f"决定{rng.randint(1, 2)}",
        type=type_,
        instrument=instrument,
        provisions=() if whole and not granted else (f"<{instrument}@1 {article}>",),
        promulgated=START,
        effective=effective,
        until=_until(rng, effective) if type_ is EffectType.SUSPEND else None,
        territory=rng.choice(("", "", "", "53", "51")),
        standing=rng.choice((Standing.CONFIRMED,) * 4 + (Standing.PROPOSED,)),
        affecting="上位法" if type_ is EffectType.CONFLICT else "",
        grant=_grant(rng) if granted and rng.random() < 0.8 else None,
    )


def _until(rng: Random, effective: date) -> date:
    return rng.choice((effective.replace(month=9), effective.replace(year=effective.year + 3)))


def _grant(rng: Random) -> NewGrant:
    return NewGrant(
        power_type=rng.choice(TYPES).value,
        level=rng.choice(("县", "县", "县", "省")),
        organ=rng.choice(("交通局", "")),
        conduct="新设情形",
        needs_rule=rng.random() < 0.1,
        power=rng.choice(("", "p0", "p1")),
        match_confirmed=rng.random() < 0.7,
    )


# ---- powers ---------------------------------------------------------------------------------------


def _power(rng: Random, id_: str) -> Power:
    type_ = rng.choice((PowerType.PENALTY, *TYPES))
    parts = ("s", "t") if rng.random() < 0.3 else ()
    bases = [_basis(rng, f"{id_}b{n}", type_, parts) for n in range(rng.randint(1, 3))]
    if type_ is PowerType.PENALTY and rng.random() < 0.3:
        bases = _linked(rng, id_)
    others = [_other(rng, f"{id_}e{n}", parts) for n in range(rng.randint(0, 4))]
    power = a_power(
        id_,
        *bases,
        *others,
        type_=type_,
        sub_items=parts,
        in_catalogue=rng.choice((InCatalogue.YES, InCatalogue.YES, InCatalogue.NO, InCatalogue.UNKNOWN)),
        subject_authorized=rng.random() < 0.3,
        liability_hash=rng.choice(("", "共用条款")),
    )  # fmt: skip
    return replace(power, elements=tuple(sorted(power.elements)))


def _basis(rng: Random, id_: str, type_: PowerType, parts: Sequence[str]) -> Citation:
    numbers = [n for n, t in ARTICLES.items() if t is type_]
    unit = f"{rng.choice((OLD, OLD, OLD, RULE))} {rng.choice(numbers)}"
    head = Function.SANCTION if type_ is PowerType.PENALTY else Function.GRANT
    function = rng.choice((head,) * 5 + (Function.DUTY, Function.SUBJECT, Function.IMPLEMENT))
    coarse = rng.random() < 0.15
    group = rng.choice(("", "", "一"))
    return cites(
        id_,
        *([f"{OLD} {n}" for n in numbers] if coarse else [unit]),
        function=function,
        coarse=coarse,
        stale=rng.random() < 0.1,
        group=group,
        sub_item=rng.choice(("", *parts)),
        unlinked="" if rng.random() < 0.95 else "法规未登记",
        how=rng.choice((How.CONFIRMED, How.CONFIRMED, How.PRINTED, How.ASSUMED)),
    )


def _linked(rng: Random, id_: str) -> list[Citation]:
    """A penalty with the duty that it refers to, in one group (V7)."""
    sanction, duty = rng.sample(("1", "2", "3", "4"), k=2)
    return [
        cites(f"{id_}b0", f"{OLD} {sanction}", group="一"),
        cites(f"{id_}b1", f"{OLD} {duty}", function=Function.DUTY, group="一"),
    ]


_OTHER = (
    ElementKind.LIABILITY_BASIS,
    ElementKind.LIABILITY_BASIS,
    ElementKind.DUTY_BASIS,
    ElementKind.REMEDY,
    ElementKind.SUPERVISION,
    ElementKind.SUBJECT_BASIS,
    ElementKind.RESPONSIBILITY,
)


def _other(rng: Random, id_: str, parts: Sequence[str]) -> Citation:
    element = rng.choice(_OTHER)
    liability = element is ElementKind.LIABILITY_BASIS and rng.random() < 0.7
    units = (
        [f"{LIABILITY} {rng.randint(1, 4)}"]
        if liability
        else [f"{OLD} {rng.choice(list(ARTICLES))}"]
    )
    coarse = rng.random() < 0.2
    function = Function.SUBJECT if element is ElementKind.SUBJECT_BASIS else Function.PROCEDURE
    return cites(
        id_,
        *([f"{OLD} {n}" for n in range(1, 9)] if coarse else units),
        element=element,
        function=function,
        coarse=coarse,
        sub_item=rng.choice(("", "", *parts)),
    )
