"""成批取数: what links lead to is read for a whole level of the answer at once, one query a kind, not one a row."""

from __future__ import annotations

from resolvers import nodes, reading
from resolvers.acting import Desk
from schema.context import Context
from schema.links import LookUp
from schema.types.node import Node
from schema.types.nodes import to_node
from schema.types.request import Item, told


def context_of(desk: Desk, *, production: bool = False) -> Context:
    """A fresh context: nothing is remembered beyond one request."""

    async def nodes_of(ids: list[str]) -> list[Node | None]:
        found = await nodes.nodes(desk, ids)
        return [to_node(found.get(id_), desk.actor) for id_ in ids]

    async def open_items_of(powers: list[str]) -> list[list[Item] | None]:
        found = await reading.open_items(desk, powers)
        return [told(found[p].items, found[p], desk.actor) if p in found else None for p in powers]

    return Context(
        desk=desk,
        nodes=LookUp(nodes_of),
        open_items=LookUp(open_items_of),
        production=production,
    )
