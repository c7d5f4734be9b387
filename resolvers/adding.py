"""增加职权: what an approved ADD brings to the list: a power with a code of its own and the elements of its draft (《办法》第五条)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from graph import lists, organs, powers
from graph.model.listing import Element, PowerContent
from graph.model.organ import Axis, Mode, Tenure
from graph.model.plan import DraftItem, ItemKind
from graph.model.power import ElementKind, PowerType
from graph.model.request import Item
from graph.powers import NewPower
from resolvers.acting import Act
from resolvers.laws import sort_key
from resolvers.lists import TYPE_NUMBERS


async def begin(
    act: Act, items: Sequence[Item], contents: dict[str, PowerContent], numbers: dict[str, int]
) -> list[Item]:
    """Mint the powers of ADD items, still empty and unlisted; their differences then fill them like any other's.

    ``contents`` and ``numbers`` get the new powers; the items come back naming them.
    """
    counter = await lists.power_count(act.tx)
    made: list[NewPower] = []
    begun: list[Item] = []
    for item in items:
        if item.draft.kind is not ItemKind.ADD:
            begun.append(item)
            continue
        power = _power(act, item.draft, counter + len(made) + 1)
        made.append(power)
        contents[power.id], numbers[power.id] = power.content, 0
        begun.append(replace(item, draft=replace(item.draft, powers=(power.id,))))
    await powers.put_powers(act.tx, act.seq, made)
    return begun


def _power(act: Act, draft: DraftItem, number: int) -> NewPower:
    told = {d.element: d.value for d in draft.differences if d.value}
    type_ = power_type(told[ElementKind.TYPE])
    name = told.get(ElementKind.NAME, "")
    return NewPower(
        id=act.mint("power"),
        code=f"{TYPE_NUMBERS[type_]:02d}{number:06d}",
        sort_key=sort_key(name),
        recognition="",
        content=PowerContent(
            name=name,
            type=type_,
            holder=told.get(ElementKind.HOLDER, ""),
            elements=(
                Element(kind=ElementKind.NAME, text=name),
                Element(kind=ElementKind.TYPE, text=type_.value),
                Element(kind=ElementKind.HOLDER, text=""),
                Element(kind=ElementKind.BASIS, text="", power_type=type_),
            ),
        ),
    )


def power_type(told: str) -> PowerType:
    """A type by its name or its Chinese word."""
    return PowerType[told] if told in PowerType.__members__ else PowerType(told)


async def put_tenures(act: Act, items: Sequence[Item], contents: dict[str, PowerContent]) -> None:
    """On the law axis a new power is held from the day on which the law grants it."""
    tenures = [
        _tenure(act, power, contents[power].holder, item.draft.effective, item.draft.cause)
        for item in items
        if item.draft.kind is ItemKind.ADD
        for power in item.draft.powers
    ]
    await organs.put_tenures(act.tx, act.seq, tenures)


def _tenure(act: Act, power: str, organ: str, on: date, cause: str) -> Tenure:
    return Tenure(
        id=act.mint("tenure"),
        power=power,
        organ=organ,
        mode=Mode.OWN,
        axis=Axis.LAW,
        valid_from=on,
        to=None,
        cause=cause,
    )
