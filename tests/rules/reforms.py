"""Generated reforms: organs that merge, are renamed or give a few powers away, and powers that are one or only look alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from graph.model.organ import Axis, Mode, Tenure
from graph.model.power import Function, Power, PowerType
from graph.model.reorganisation import OrgChange, OrgChangeKind, ReorgEvent, ReorgPlan
from graph.rules.reorganisation import plan_reorganisation
from tests.rules.worlds import PACK, a_power, cites

START, REFORM, HANDOVER = date(2015, 1, 1), date(2019, 3, 1), date(2019, 4, 1)
MERGING, GIVER, RENAMED, TARGET = ("甲局", "乙局"), "丙局", "丁局", "新局"
NAMES = ("对无证摆摊的处罚", "对无证摆卖的处罚", "对私自开渠的处罚", "对夜间施工噪声的处罚")


@dataclass(frozen=True)
class Reform:
    """One reform, who held what before it, and what it leads to."""

    event: ReorgEvent
    powers: tuple[Power, ...]
    plan: ReorgPlan


def a_reform(seed: int) -> Reform:
    """One reform."""
    rng = Random(seed)
    powers = tuple(_power(rng, f"p{n}") for n in range(rng.randint(3, 8)))
    tenures = [_tenure(rng, power) for power in powers]
    event = _event(rng, powers)
    plan = plan_reorganisation(event, powers, tenures, PACK, today=START)
    return Reform(event=event, powers=powers, plan=plan)


def _power(rng: Random, id_: str) -> Power:
    permit = rng.random() < 0.25
    function = Function.GRANT if permit else Function.SANCTION
    return a_power(
        id_,
        cites(f"c{id_}", f"法@1 {rng.randint(1, 3)}", function=function),
        type_=PowerType.PERMIT if permit else PowerType.PENALTY,
        holder=rng.choice((*MERGING, GIVER, RENAMED)),
        name=rng.choice(NAMES),
    )


def _tenure(rng: Random, power: Power) -> Tenure:
    """By law it may be another's already than the list says (O20)."""
    organ = rng.choice(MERGING) if rng.random() < 0.15 else power.holder
    return Tenure(
        id=f"{power.id}/{organ}", power=power.id, organ=organ, mode=Mode.OWN, axis=Axis.LAW, valid_from=START, to=None
    )  # fmt: skip


def _event(rng: Random, powers: tuple[Power, ...]) -> ReorgEvent:
    merge = OrgChange(id="并", kind=OrgChangeKind.MERGE, sources=MERGING, target=TARGET)
    rename = OrgChange(id="改", kind=OrgChangeKind.RENAME, sources=(RENAMED,), target=RENAMED)
    given = tuple(p.id for p in powers if p.holder == GIVER)
    transfer = OrgChange(
        id="划",
        kind=OrgChangeKind.PARTIAL_TRANSFER,
        sources=(GIVER,),
        target=rng.choice((TARGET, MERGING[0])),
        powers=given,
        handover=rng.choice((None, HANDOVER)),
    )
    changes = [merge, *([rename] * rng.randint(0, 1)), *([transfer] if given else [])]
    twice = ((powers[0].id, RENAMED), (powers[0].id, TARGET)) if rng.random() < 0.2 else ()
    return replace(ReorgEvent(id="改革", effective=REFORM, changes=tuple(changes)), assigned=twice)
