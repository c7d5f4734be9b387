"""案头: the open items of some powers as a planned one meets them, while a plan is filed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph import workflow
from graph.model.plan import (
    DraftItem,
    ItemKind,
    OpenItem,
    StateClass,
)
from graph.model.power import ElementKind
from graph.model.request import Item, State
from graph.rules.digest import key
from graph.rules.meetings import of_reform


def content_hash(draft: DraftItem) -> str:
    """Hash of what an item would do to the list: its powers and differences (R8.5)."""
    differences = [
        [d.element.name, d.sub_item, d.before, [[c, list(u)] for c, u in d.renew], d.value]
        for d in draft.differences
    ]
    return key(draft.kind, draft.powers, draft.sub_item, differences)


CLASSES = {
    State.DRAFT: StateClass.DRAFT,
    State.RETURNED: StateClass.DRAFT,
    State.ON_HOLD: StateClass.ON_HOLD,
    State.STALE: StateClass.STALE,
    State.REJECTED: StateClass.REJECTED,
    **dict.fromkeys(workflow.IN_REVIEW, StateClass.IN_REVIEW),
    **dict.fromkeys(workflow.DECIDED, StateClass.APPROVED),
}
"""How a conflict sees a state; a state that is not here is over, and meets nobody."""


def base_key(identity: str) -> str:
    """The key of an item without the number of its resubmission."""
    return identity.split("#", maxsplit=1)[0]


def as_open(item: Item) -> OpenItem:
    """An item as a planned one meets it."""
    d = item.draft
    whole = d.kind in (ItemKind.CANCEL, ItemKind.DEVOLVE)
    touched = frozenset(ElementKind) if whole else frozenset(x.element for x in d.differences)
    return OpenItem(
        key=base_key(d.key),
        kind=d.kind,
        state=CLASSES[item.state],
        powers=d.powers,
        elements=touched,
        grounds=d.grounds,
        effective=d.effective,
        facts_hash=d.facts_hash,
        cause=d.cause,
        sub_item=d.sub_item,
        causes=d.causes,
        pair=d.pair,
        holder=d.holder,
        reform=of_reform(d),
        name=next((x.value for x in d.differences if x.element is ElementKind.NAME), ""),
    )


class Neighbours:
    """同权事项: open items by the powers that they are about, so that each is compared with its own neighbours alone."""

    def __init__(self, items: Iterable[OpenItem]) -> None:
        self._of_power: dict[str, list[OpenItem]] = defaultdict(list)
        for item in items:
            for power in item.powers:
                self._of_power[power].append(item)

    def of(self, powers: Iterable[str]) -> list[OpenItem]:
        """The items on any of these powers."""
        found = (item for power in powers for item in self._of_power.get(power, ()))
        return list({id(item): item for item in found}.values())


@dataclass(slots=True)
class Tray:
    """案头: every item that the planned ones meet, by id, as they stand while the plan is filed."""

    items: dict[str, Item]
    made: dict[str, None] = field(default_factory=dict[str, None])
    changed: set[str] = field(default_factory=set[str])
    kept: int = 0
    _of_power: dict[str, set[str]] = field(init=False)
    _of_key: dict[str, set[str]] = field(init=False)
    _behind: dict[str, set[str]] = field(init=False)
    _open: dict[str, OpenItem] = field(default_factory=dict[str, OpenItem])

    def __post_init__(self) -> None:
        self._of_power, self._of_key = defaultdict(set), defaultdict(set)
        self._behind = defaultdict(set)
        for item in self.items.values():
            self._note(item)

    def _note(self, item: Item) -> None:
        """An addition has no power yet; it meets the others of its kind."""
        self._of_key[base_key(item.draft.key)].add(item.id)
        for power in item.draft.powers or ("",):
            self._of_power[power].add(item.id)
        self._behind[item.behind].add(item.id)

    def _forget(self, item: Item) -> None:
        self._of_key[base_key(item.draft.key)].discard(item.id)
        for power in item.draft.powers or ("",):
            self._of_power[power].discard(item.id)
        self._behind[item.behind].discard(item.id)
        self._open.pop(item.id, None)

    def meeting(self, draft: DraftItem) -> list[OpenItem]:
        """The open and the rejected ones on a power of this draft, of an addition all others; the newest of each key."""
        met = {id_ for power in draft.powers or ("",) for id_ in self._of_power[power]}
        return self._met(self.items[id_] for id_ in met)

    def open(self) -> list[OpenItem]:
        """The open and the rejected ones; the newest of each key."""
        return self._met(self.items.values())

    def newest(self) -> list[Item]:
        """The newest item of each key, open or closed."""
        return list(self._by_key(self.items.values()).values())

    def _met(self, items: Iterable[Item]) -> list[OpenItem]:
        """Of these the open and the rejected ones; the newest of each key."""
        newest = self._by_key(items).values()
        return [self._as_open(item) for item in newest if item.state in CLASSES]

    def _as_open(self, item: Item) -> OpenItem:
        """As it stands; many meet it before it changes."""
        if item.id not in self._open:
            self._open[item.id] = as_open(item)
        return self._open[item.id]

    def _by_key(self, items: Iterable[Item]) -> dict[str, Item]:
        """One that was filed again speaks for those before it."""
        return {base_key(item.draft.key): item for item in sorted(items, key=lambda i: i.sequence)}

    def find(self, identity: str) -> Item | None:
        """The newest item with this key, open or closed."""
        return max(self._with_key(identity), key=lambda item: item.sequence, default=None)

    def _with_key(self, identity: str) -> list[Item]:
        return [self.items[id_] for id_ in self._of_key[base_key(identity)]]

    def by_base(self, identity: str) -> Item:
        """The newest item with a key that is known to be there."""
        found = self.find(identity)
        assert found is not None
        return found

    def free_key(self, identity: str, seq: int) -> str:
        """A key that no other item has: the plan's own, or with the number of this act."""
        taken = any(item.draft.key == identity for item in self._with_key(identity))
        return f"{identity}#{seq}" if taken else identity

    def behind(self, identity: str) -> list[Item]:
        """Items that wait for the one with this key."""
        return [self.items[id_] for id_ in sorted(self._behind[identity])]

    def put(self, item: Item, *, new: bool = False) -> None:
        """Keep an item as it now is; one that stands for other facts now has their key."""
        if item.id in self.items:
            self._forget(self.items[item.id])
        self.items[item.id] = item
        self._note(item)
        if new:
            self.made[item.id] = None
        elif item.id not in self.made:
            self.changed.add(item.id)
