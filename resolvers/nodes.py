"""节点: whatever has an id, found by it, as far as the viewer may see it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graph import effects, history, laws, lists, looking_up, organs
from graph.correspondences import Proposal
from graph.db import Tx
from graph.effects import Source, StoredEffect
from graph.laws import StoredText
from graph.looking_up import EnvelopeFilter
from graph.model.law import Instrument, ProvisionVersion
from graph.model.listing import Edition
from graph.model.organ import OrgUnit
from graph.model.power import Power
from graph.model.request import Decision, Obligation, Task
from graph.powers import PowerNotFound
from resolvers import reading
from resolvers.acting import Desk
from resolvers.looking_up import EnvelopePage, envelopes_within
from resolvers.reading import ItemPage, scope


@dataclass(frozen=True, slots=True, kw_only=True)
class WithUnits:
    """A record with the provisions that it names."""

    record: Power | Proposal
    units: Mapping[str, ProvisionVersion]


Found = (
    WithUnits
    | Instrument
    | StoredText
    | ProvisionVersion
    | OrgUnit
    | StoredEffect
    | Source
    | ItemPage
    | EnvelopePage
    | Task
    | Obligation
    | Edition
    | Decision
)
"""What an id can name: an item or an envelope comes as a page of one, with all that is told beside it."""

LookUp = Callable[[Desk, str], Awaitable[Found | None]]


async def node(desk: Desk, id_: str) -> Found | None:
    """Whatever has this id; None for what does not exist, or is not for this viewer."""
    kind = id_.partition(":")[0]
    if kind not in PUBLIC_KINDS and not desk.actor.roles:
        return None
    return await LOOKUPS[kind](desk, id_) if kind in LOOKUPS else None


PUBLIC_KINDS = frozenset({"power", "instrument", "version", "unit", "organ", "edition"})
"""Kinds that the public may ask for: the list, the statutes, the organs."""


async def _power(desk: Desk, id_: str) -> Found | None:
    try:
        record, units = await reading.power(desk, id_)
    except PowerNotFound:
        return None
    return WithUnits(record=record, units=units)


async def _instrument(desk: Desk, id_: str) -> Found | None:
    return (await desk.graph.read(laws.get_many, [id_])).get(id_)


async def _version(desk: Desk, id_: str) -> Found | None:
    return await desk.graph.read(looking_up.text, id_)


async def _unit(desk: Desk, id_: str) -> Found | None:
    return (await desk.graph.read(laws.units, [id_])).get(id_)


async def _organ(desk: Desk, id_: str) -> Found | None:
    return next((o for o in await desk.graph.read(organs.everyone) if o.id == id_), None)


async def _edition(desk: Desk, id_: str) -> Found | None:
    return next((e for e in await desk.graph.read(lists.editions) if e.id == id_), None)


async def _item(desk: Desk, id_: str) -> Found | None:
    return await desk.graph.read(_item_page, id_, scope(desk.actor))


async def _item_page(tx: Tx, id_: str, holders: tuple[str, ...] | None) -> ItemPage | None:
    rows = await looking_up.items(tx, [id_], holders)
    return await reading.with_context(tx, rows, total=1, more=False) if rows else None


async def _envelope(desk: Desk, id_: str) -> Found | None:
    wanted = EnvelopeFilter(ids=(id_,), holders=scope(desk.actor))
    page = await desk.graph.read(envelopes_within, wanted, 1, (-1, ""))
    return page if page.envelopes else None


async def _correspondence(desk: Desk, id_: str) -> Found | None:
    rows, units = await reading.correspondences_by_id(desk, [id_])
    return WithUnits(record=rows[0], units=units) if rows else None


async def _task(desk: Desk, id_: str) -> Found | None:
    roles = [role.name for role, _ in desk.actor.roles]
    return await desk.graph.read(looking_up.task, id_, scope(desk.actor), roles)


async def _obligation(desk: Desk, id_: str) -> Found | None:
    return await desk.graph.read(looking_up.obligation, id_, scope(desk.actor))


async def _decision(desk: Desk, id_: str) -> Found | None:
    return (await desk.graph.read(history.decisions, [id_], scope(desk.actor))).get(id_)


async def _effect(desk: Desk, id_: str) -> Found | None:
    return next(iter(await desk.graph.read(effects.effects, ref=id_)), None)


async def _source(desk: Desk, id_: str) -> Found | None:
    return next(iter(await desk.graph.read(effects.sources, id_)), None)


LOOKUPS: Mapping[str, LookUp] = MappingProxyType(
    {
        "power": _power,
        "instrument": _instrument,
        "version": _version,
        "unit": _unit,
        "organ": _organ,
        "edition": _edition,
        "item": _item,
        "envelope": _envelope,
        "correspondence": _correspondence,
        "task": _task,
        "obligation": _obligation,
        "decision": _decision,
        "effect": _effect,
        "effect-of": _effect,  # of a confirmed correspondence
        "source": _source,
    }
)
"""By the word before the colon."""
