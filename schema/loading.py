"""成批取数: what links lead to is read for a whole level of the answer at once, one query a kind, not one a row."""

from __future__ import annotations

from functools import cache

from graph import law_texts, seen
from graph.law_texts import StoredText
from resolvers import looking_up, nodes, reading
from resolvers.acting import Desk
from resolvers.open_acts import Surroundings
from resolvers.reading import ItemPage
from schema.context import Context
from schema.links import LookUp
from schema.types.node import Node
from schema.types.nodes import to_node
from schema.types.request import Item, told


def context_of(desk: Desk, *, production: bool = False) -> Context:
    """A fresh context: nothing is remembered beyond one request."""

    async def nodes_of(ids: list[str]) -> list[Node | None]:
        found = await nodes.nodes(desk, ids)
        return [to_node(found.get(id_), desk) for id_ in ids]

    async def open_items_of(powers: list[str]) -> list[list[Item] | None]:
        found = await reading.open_items(desk, powers)
        return [told(found[p].items, found[p], desk) if p in found else None for p in powers]

    async def texts_of(instruments: list[str]) -> list[list[StoredText]]:
        found = await desk.graph.read(law_texts.versions, instruments)
        return [found.get(instrument, []) for instrument in instruments]

    async def surroundings_of(items: list[str]) -> list[Surroundings]:
        found = await reading.surroundings(desk, items)
        return [found[id_] for id_ in items]

    @cache
    def items_in(size: int, after: int) -> LookUp[ItemPage]:
        async def load(envelopes: list[str]) -> list[ItemPage]:
            found = await looking_up.items_in(desk, envelopes, size=size, after=after)
            return [found[id_] for id_ in envelopes]

        return LookUp(load)

    return Context(
        desk=desk,
        nodes=LookUp(nodes_of),
        open_items=LookUp(open_items_of),
        legal_statuses=LookUp(lambda ids: reading.legal_statuses(desk, ids)),
        texts=LookUp(texts_of),
        surroundings=LookUp(surroundings_of),
        items_in=items_in,
        functions=LookUp(lambda ids: desk.graph.read(seen.function_versions, ids)),
        opinions=LookUp(lambda ids: desk.graph.read(seen.opinion_versions, ids)),
        rulings=LookUp(lambda ids: desk.graph.read(seen.ruling_versions, ids)),
        production=production,
    )
