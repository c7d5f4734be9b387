"""成对事项 (C15, L13, P12): which items may not be applied one without the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph import applications, workflow
from graph.db import Tx
from graph.model.request import Item, State
from resolvers.tray import base_key

Partners = Mapping[str, Sequence[Item]]
"""Item id → the items linked with it, each as it was last drafted."""


async def partners(tx: Tx, items: Iterable[Item]) -> Partners:
    """The partners of these items: the one that an item names, and those that name it."""
    mine = list(items)
    if not mine:
        return {}
    around = await applications.items_on(tx, {p for item in mine for p in item.draft.powers})
    named = await applications.newest(tx, {base_key(i.draft.pair) for i in mine} - {""})
    by_age = sorted([*around, *named.values(), *mine], key=lambda item: item.sequence)
    newest = {base_key(item.draft.key): item for item in by_age}
    naming: dict[str, list[str]] = defaultdict(list)
    for key, item in newest.items():
        if item.state not in (State.LAPSED, State.SUPERSEDED):
            naming[item.draft.pair].append(key)
    return {i.id: [newest[key] for key in _linked(i, newest, naming)] for i in mine}


def _linked(
    one: Item, newest: Mapping[str, Item], naming: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """The key of the item that it names, and the keys of those that name it."""
    mine, pair = base_key(one.draft.key), one.draft.pair
    for key in dict.fromkeys((pair, *naming.get(mine, ()))):
        if key in newest and key != mine:
            yield key


def whole(items: Sequence[Item], linked: Partners) -> list[Item]:
    """Of these items those that leave no half behind: each partner is among them, or applied already."""
    left = list(items)
    while True:
        ids = {item.id for item in left}
        kept = [i for i in left if all(_ready(other, ids) for other in linked[i.id])]
        if len(kept) == len(left):
            return kept
        left = kept


def _ready(partner: Item, together: set[str]) -> bool:
    """A partner on a route that is not built cannot be waited for: it closes by the catalogue (P12)."""
    done = partner.state is State.APPLIED or partner.id in together
    return done or partner.draft.route not in workflow.BUILT
