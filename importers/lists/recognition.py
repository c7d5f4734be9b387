"""跨版次识别 (G17): who is who between two readings of a list, and what a corrected file changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from importers.lists import elements
from importers.lists.headers import Field
from importers.lists.items import ListedItem
from importers.lists.text import is_nothing, joined, squeeze


@dataclass(frozen=True, slots=True)
class RecognitionKey:
    """识别键: (holder, type, name, sub-items, fingerprint of its bases), folded for comparing.

    Names are not unique (H22), and 序号 is no identity: only all five together are a good guess.
    """

    holder: str
    type: str
    name: str
    sub_items: str
    bases: str


def recognition_key(item: ListedItem) -> RecognitionKey:
    """How a row is recognised in another edition; text and line breaks of a reprint do not matter."""
    holders = {squeeze(h.name) for part in item.parts for h in elements.holders(part)}
    subs = [squeeze(sub.name) for part in item.parts for sub in elements.sub_items(part)]
    return RecognitionKey(
        holder="|".join(sorted(holders)),
        type=squeeze(item.type or item.type_text.printed),
        name=squeeze(item.name.printed),
        sub_items="|".join(subs),
        bases=fingerprint(item),
    )


def fingerprint(item: ListedItem) -> str:
    """SHA-256 over the item's bases, folded; "" where it prints none."""
    text = "\n".join(squeeze(basis.printed) for basis in item.said(Field.BASES))
    return sha256(text.encode()).hexdigest() if text else ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """要素变化: what an element said before and says now; "" for nothing."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changed:
    """变化的事项, and how it was recognised: the elements that had to agree."""

    old: ListedItem
    new: ListedItem
    changes: tuple[FieldChange, ...]
    recognised_by: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """无法判定: several old and new rows fit each other equally well; a person decides (G17)."""

    old: tuple[ListedItem, ...]
    new: tuple[ListedItem, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """两次导入的差异. ``same`` counts the rows that say exactly what they said."""

    same: int
    added: tuple[ListedItem, ...]
    removed: tuple[ListedItem, ...]
    changed: tuple[Changed, ...]
    ambiguous: tuple[Ambiguous, ...]


_Key = Callable[[RecognitionKey, ListedItem], tuple[str, ...]]

# Weaker and weaker: a row that one line settles is gone before the next is asked.
_LADDER: tuple[tuple[str, _Key], ...] = (
    ("全部识别要素", lambda k, i: (k.holder, k.type, k.name, k.sub_items, k.bases)),
    ("职权编码和名称", lambda k, i: (_code(i), k.name) if _code(i) else ()),
    ("主体、类型、名称、子项", lambda k, i: (k.holder, k.type, k.name, k.sub_items)),
    ("主体、类型、名称", lambda k, i: (k.holder, k.type, k.name)),
    ("类型、名称、依据", lambda k, i: (k.type, k.name, k.bases) if k.bases else ()),
    ("主体、名称", lambda k, i: (k.holder, k.name)),
    ("主体、类型、依据", lambda k, i: (k.holder, k.type, k.sub_items, k.bases) if k.bases else ()),
    ("类型、名称", lambda k, i: (k.type, k.name)),
)


def _code(item: ListedItem) -> str:
    return squeeze("".join(text.printed for text in item.said(Field.CODE)))


def diff(old: Iterable[ListedItem], new: Iterable[ListedItem]) -> Difference:
    """What a corrected file adds, removes and changes.

    One old and one new row with the same key are the same item; several of a side are left to a person,
    unless they pair off by saying exactly the same.
    """
    before, after = _Pool(old), _Pool(new)
    same = _pair_equal(before, after)
    changed: list[Changed] = []
    ambiguous: list[Ambiguous] = []
    for name, key in _LADDER:
        for mine, theirs in _meetings(before, after, key):
            if len(mine) == len(theirs) == 1:
                changed.append(Changed(mine[0], theirs[0], _changes(mine[0], theirs[0]), name))
            else:
                ambiguous.append(Ambiguous(tuple(mine), tuple(theirs)))
            before.take(mine)
            after.take(theirs)
    return Difference(same, after.left, before.left, tuple(changed), tuple(ambiguous))


class _Pool:
    """Items not yet recognised, in order."""

    def __init__(self, items: Iterable[ListedItem]) -> None:
        self._items = {index: item for index, item in enumerate(items)}
        self._keys = {index: recognition_key(item) for index, item in self._items.items()}

    @property
    def left(self) -> tuple[ListedItem, ...]:
        return tuple(self._items.values())

    def grouped(self, key: _Key) -> dict[tuple[str, ...], list[ListedItem]]:
        groups: dict[tuple[str, ...], list[ListedItem]] = {}
        for index, item in self._items.items():
            if value := key(self._keys[index], item):
                groups.setdefault(value, []).append(item)
        return groups

    def take(self, items: list[ListedItem]) -> None:
        gone = {id(item) for item in items}
        self._items = {index: one for index, one in self._items.items() if id(one) not in gone}


def _meetings(
    before: _Pool, after: _Pool, key: _Key
) -> list[tuple[list[ListedItem], list[ListedItem]]]:
    old, new = before.grouped(key), after.grouped(key)
    return [(group, new[value]) for value, group in old.items() if value in new]


def _pair_equal(before: _Pool, after: _Pool) -> int:
    """Take away the rows that say exactly the same on both sides; how many pairs there were."""

    def all_of(key: RecognitionKey, item: ListedItem) -> tuple[str, ...]:
        return tuple(f"{name}={text}" for name, text in _content(item).items())

    pairs = 0
    for mine, theirs in _meetings(before, after, all_of):
        both = min(len(mine), len(theirs))
        before.take(mine[:both])
        after.take(theirs[:both])
        pairs += both
    return pairs


def _changes(old: ListedItem, new: ListedItem) -> tuple[FieldChange, ...]:
    before, after = _content(old), _content(new)
    names = dict.fromkeys((*before, *after))
    said = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return tuple(
        FieldChange(name, joined(was), joined(now))
        for name, was, now in said
        if squeeze(was) != squeeze(now)
    )


def _content(item: ListedItem) -> dict[str, str]:
    """Everything that an item says, element by element; 序号 and place are no content."""
    texts: dict[str, list[str]] = {}
    for element, text in item.cells():
        name = str(element) if element is not None else text.header
        if element not in (Field.NUMBER, Field.NAME, Field.TYPE) and not is_nothing(text.printed):
            texts.setdefault(name, []).append(text.printed)
    said = {name: "\n".join(_unrepeated(values)) for name, values in texts.items()}
    head = {str(Field.NAME): item.name.printed, str(Field.TYPE): item.type_text.printed}
    return {name: text for name, text in (head | said).items() if text}


def _unrepeated(values: list[str]) -> list[str]:
    """Without the echo of a merged cell that speaks for several parts."""
    return values[:1] + [now for before, now in pairwise(values) if now != before]
