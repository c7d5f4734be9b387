"""节点: whatever has an id, found by it, as far as the viewer may see it."""

from __future__ import annotations

from asyncio import gather
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from graph import correspondences, effects, history, laws, lists, looking_up, organs, provisions
from graph.correspondences import Proposal
from graph.effects import Source, StoredEffect
from graph.law_texts import StoredText
from graph.looking_up import EnvelopeFilter, StoredEnvelope
from graph.model.law import Instrument, ProvisionVersion
from graph.model.listing import Edition
from graph.model.organ import OrgUnit
from graph.model.power import Power
from graph.model.request import Decision, Obligation, Task
from resolvers import reading
from resolvers.acting import Desk
from resolvers.reading import ItemPage, scope

Found = (
    Power
    | Proposal
    | Instrument
    | StoredText
    | ProvisionVersion
    | OrgUnit
    | StoredEffect
    | Source
    | ItemPage
    | StoredEnvelope
    | Task
    | Obligation
    | Edition
    | Decision
)
"""What an id can name: an item comes as a page of one, with all that is told beside it."""

LookUp = Callable[[Desk, Sequence[str]], Awaitable[Mapping[str, Found]]]


async def nodes(desk: Desk, ids: Sequence[str]) -> dict[str, Found]:
    """Whatever has these ids, one query a kind; what does not exist, or is not for this viewer, is left out."""
    by_kind: dict[str, list[str]] = {}
    for id_ in ids:
        by_kind.setdefault(id_.partition(":")[0], []).append(id_)
    asked = [LOOKUPS[kind](desk, of) for kind, of in by_kind.items() if _may_ask(desk, kind)]
    return {id_: one for found in await gather(*asked) for id_, one in found.items()}


def _may_ask(desk: Desk, kind: str) -> bool:
    return kind in LOOKUPS and (kind in PUBLIC_KINDS or bool(desk.actor.roles))


PUBLIC_KINDS = frozenset({"power", "instrument", "version", "unit", "organ", "edition"})
"""Kinds that the public may ask for: the list, the statutes, the organs."""


async def _powers(desk: Desk, ids: Sequence[str]) -> Mapping[str, Found]:
    return await reading.powers(desk, ids)


async def _instruments(desk: Desk, ids: Sequence[str]) -> Mapping[str, Found]:
    return await desk.graph.read(laws.get_many, ids)


async def _texts(desk: Desk, ids: Sequence[str]) -> Mapping[str, Found]:
    return await desk.graph.read(looking_up.texts, ids)


async def _units(desk: Desk, ids: Sequence[str]) -> Mapping[str, Found]:
    return await desk.graph.read(provisions.units, ids)


async def _organs(desk: Desk, ids: Sequence[str]) -> Mapping[str, Found]:
    return await desk.graph.read(organs.get_many, ids)


async def _editions(desk: Desk, ids: Sequence[str]) -> Mapping[str, Found]:
    return _among(await desk.graph.read(lists.editions), ids)


async def _sources(desk: Desk, ids: Sequence[str]) -> Mapping[str, Found]:
    return _among(await desk.graph.read(effects.sources), ids)


def _among(known: Iterable[Edition | Source], ids: Sequence[str]) -> dict[str, Found]:
    wanted = set(ids)
    return {one.id: one for one in known if one.id in wanted}


async def _items(desk: Desk, ids: Sequence[str]) -> Mapping[str, Found]:
    page = await reading.items_by_id(desk, ids)
    return {item.id: page.among([item]) for item in page.items}


async def _envelopes(desk: Desk, ids: Sequence[str]) -> Mapping[str, Found]:
    wanted = EnvelopeFilter(ids=tuple(ids), holders=scope(desk.actor))
    rows, _, _ = await desk.graph.read(looking_up.envelopes, wanted, size=len(ids))
    return {envelope.id: envelope for _, envelope in rows}


async def _correspondences(desk: Desk, ids: Sequence[str]) -> Mapping[str, Found]:
    return await desk.graph.read(correspondences.by_ref, ids)


async def _tasks(desk: Desk, ids: Sequence[str]) -> Mapping[str, Found]:
    return await desk.graph.read(looking_up.tasks_by_id, ids, scope(desk.actor), desk.today)


async def _obligations(desk: Desk, ids: Sequence[str]) -> Mapping[str, Found]:
    return await desk.graph.read(looking_up.obligations_by_id, ids, scope(desk.actor))


async def _decisions(desk: Desk, ids: Sequence[str]) -> Mapping[str, Found]:
    return await desk.graph.read(history.decisions, list(ids), scope(desk.actor))


async def _effects(desk: Desk, ids: Sequence[str]) -> Mapping[str, Found]:
    rows = await desk.graph.read(effects.effects, refs=ids)
    return {row.effect.id: row for row in rows}


LOOKUPS: Mapping[str, LookUp] = MappingProxyType(
    {
        "power": _powers,
        "instrument": _instruments,
        "version": _texts,
        "unit": _units,
        "organ": _organs,
        "edition": _editions,
        "item": _items,
        "envelope": _envelopes,
        "correspondence": _correspondences,
        "task": _tasks,
        "obligation": _obligations,
        "decision": _decisions,
        "effect": _effects,
        "effect-of": _effects,  # of a confirmed correspondence
        "source": _sources,
    }
)
"""By the word before the colon."""
