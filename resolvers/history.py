"""沿革查询: a power on a day as known then, what one version changed against another, and what is behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise, zip_longest

from graph import history, lawbook, looking_up, organs
from graph.db import LATEST, Tx
from graph.history import Behind, PowerVersionNotFound
from graph.model.judgement import Judgement, LegalStatus
from graph.model.listing import Element, PowerContent, PowerVersion
from graph.model.power import ElementKind, Power
from graph.powers import PowerNotFound
from graph.rules.days import Calendar
from graph.rules.standing import status_of
from graph.rules.survival import judge
from resolvers.acting import Desk
from resolvers.reading import ItemPage, items_by_ids, scope


class Turn(StrEnum):
    """变化的种类 of a line or an element."""

    ADDED = "新增"
    CHANGED = "变更"
    REMOVED = "退出"


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """某日某时点所知的职权.

    Attributes:
        version: None before the power came into the list; then nothing else is there either.
        judgement, status: None for whoever may not see what the organs make of the power.
    """

    power: str
    on: date
    known: int | None
    version: PowerVersion | None = None
    ends: date | None = None
    record: Power | None = None
    content: PowerContent | None = None
    judgement: Judgement | None = None
    status: LegalStatus | None = None


async def power_as_of(desk: Desk, id_: str, on: date | None, known: int | None) -> AsOf:
    """两轴查询 (F4): what the list said on a day, and what the law made of it, as known after an event.

    Raises:
        PowerNotFound: nobody knows it, or not yet then.
    """
    day, limit = on or desk.today, LATEST if known is None else known

    async def work(tx: Tx) -> AsOf:
        rows = (await history.versions(tx, [id_], limit)).get(id_)
        if not rows:
            raise PowerNotFound(id_)
        version = history.in_force(rows, day)
        if version is None:
            return AsOf(power=id_, on=day, known=known)
        (record,) = await lawbook.powers(tx, [id_], limit, day)
        book = await lawbook.book(tx, [record], (), limit)
        judgement = judge(record, book, day, desk.pack)
        told = await looking_up.powers_seen(tx, [id_], scope(desk.actor), desk.today)
        return AsOf(
            power=id_,
            on=day,
            known=known,
            version=version,
            ends=history.ends(rows)[rows.index(version)],
            record=record,
            content=(await history.contents(tx, [version.id]))[version.id],
            judgement=judgement if told else None,
            status=status_of(record, Calendar(book=book), judgement, desk.pack) if told else None,
        )

    return await desk.graph.read(work)


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """职权的各版本 with what stands behind each."""

    rows: Sequence[PowerVersion]
    ends: Sequence[date | None]
    behind: Mapping[str, Behind]
    items: ItemPage


async def power_history(desk: Desk, id_: str) -> Versions:
    """职权的沿革, oldest first.

    Raises:
        PowerNotFound
    """

    async def work(tx: Tx) -> Versions:
        rows = (await history.versions(tx, [id_])).get(id_)
        if not rows:
            raise PowerNotFound(id_)
        found = await history.behind(tx, [v.id for v in rows], scope(desk.actor))
        items = await items_behind(tx, found.values())
        return Versions(rows=rows, ends=history.ends(rows), behind=found, items=items)

    return await desk.graph.read(work)


async def items_behind(tx: Tx, rows: Iterable[Behind]) -> ItemPage:
    """The items behind these changes, with what is told beside each."""
    return await items_by_ids(tx, [id_ for row in rows for id_ in row.items])


# ---- 两个版本之间 ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementChange:
    """要素的变化, before and after.

    Attributes:
        sub_item: id and ``sub_name`` name; "" for the power itself.
        header: of the list's column.
        before, after: as printed; None where there was none.
        behind: the decisions, and of their items those that name this element, where any does.
    """

    element: ElementKind
    before: str | None
    after: str | None
    sub_item: str = ""
    sub_name: str = ""
    header: str = ""
    before_hash: str = ""
    after_hash: str = ""
    behind: tuple[Behind, ...] = ()

    @property
    def turn(self) -> Turn:
        """Whether it came, went or changed."""
        if self.before is None:
            return Turn.ADDED
        return Turn.REMOVED if self.after is None else Turn.CHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerDiff:
    """两个版本的差异."""

    before: PowerVersion
    after: PowerVersion
    changes: Sequence[ElementChange]
    behind: Sequence[Behind]
    items: ItemPage


async def power_diff(desk: Desk, id_: str, first: int, last: int) -> PowerDiff:
    """两个版本之间的差异, element by element, with the decisions behind them (F35).

    Raises:
        PowerNotFound, PowerVersionNotFound.
    """

    async def work(tx: Tx) -> PowerDiff:
        rows = (await history.versions(tx, [id_])).get(id_)
        if not rows:
            raise PowerNotFound(id_)
        before, after = (_numbered(rows, number) for number in (first, last))
        low, high = sorted((first, last))
        steps = [v for v in rows if low <= v.number <= high]
        contents = await history.contents(tx, [v.id for v in steps])
        found = await history.behind(tx, [v.id for v in steps[1:]], scope(desk.actor))
        items = await items_behind(tx, found.values())
        names = await organs.current_names(tx)
        changes = compare(contents[before.id], contents[after.id], names)
        traced = [_traced(c, steps, contents, found, items) for c in changes]
        behind = [found[v.id] for v in steps[1:]]
        return PowerDiff(before=before, after=after, changes=traced, behind=behind, items=items)

    return await desk.graph.read(work)


def _numbered(rows: Sequence[PowerVersion], number: int) -> PowerVersion:
    for version in rows:
        if version.number == number:
            return version
    raise PowerVersionNotFound(rows[0].power, number)


def compare(
    before: PowerContent, after: PowerContent, organ_names: Mapping[str, str]
) -> list[ElementChange]:
    """What two contents of a power say differently, in the order of the list's columns."""
    plain = [
        ElementChange(element=kind, before=old, after=new)
        for kind, old, new in _plain(before, after, organ_names)
        if old != new
    ]
    return plain + list(_elements(before, after))


def _plain(
    before: PowerContent, after: PowerContent, names: Mapping[str, str]
) -> Iterator[tuple[ElementKind, str, str]]:
    """What is no element with a text: name, type and holders."""
    yield ElementKind.NAME, before.name, after.name
    yield ElementKind.TYPE, before.type.value, after.type.value
    old, new = (
        "、".join(names.get(organ, organ) for organ in (content.holder, *content.joint))
        for content in (before, after)
    )
    yield ElementKind.HOLDER, old, new


Key = tuple[str, str, ElementKind, str]
"""Sub-item id and name, kind and header of an element."""


def _elements(before: PowerContent, after: PowerContent) -> Iterator[ElementChange]:
    old, new = _by_key(before), _by_key(after)
    for key in dict.fromkeys((*old, *new)):
        was, is_ = old.get(key, []), new.get(key, [])
        left = [e for e in was if e not in is_]
        right = [e for e in is_ if e not in was]
        yield from (_change(key, a, b) for a, b in zip_longest(left, right))


def _by_key(content: PowerContent) -> dict[Key, list[Element]]:
    names = {sub.id: sub.name for sub in content.sub_items}
    found: dict[Key, list[Element]] = {
        (sub.id, sub.name, ElementKind.NAME, ""): [Element(kind=ElementKind.NAME, text=sub.name)]
        for sub in content.sub_items
    }
    for sub, element in content.all_elements():
        key = (sub, names.get(sub, ""), element.kind, element.header)
        found.setdefault(key, []).append(element)
    return found


def _change(key: Key, before: Element | None, after: Element | None) -> ElementChange:
    sub, name, kind, header = key
    return ElementChange(
        element=kind,
        sub_item=sub,
        sub_name=name,
        header=header,
        before=None if before is None else before.text,
        after=None if after is None else after.text,
        before_hash="" if before is None else before.hash,
        after_hash="" if after is None else after.hash,
    )


def _traced(
    change: ElementChange,
    steps: Sequence[PowerVersion],
    contents: Mapping[str, PowerContent],
    found: Mapping[str, Behind],
    items: ItemPage,
) -> ElementChange:
    """The change with the decisions of those versions in which this element moved."""
    moved = [
        found[now.id]
        for then, now in pairwise(steps)
        if _said(contents[then.id], change) != _said(contents[now.id], change)
    ]
    return replace(change, behind=tuple(_narrowed(row, change, items) for row in moved))


def _said(content: PowerContent, change: ElementChange) -> list[object]:
    """What a version says of the changed element."""
    plain: dict[ElementKind, object] = {
        ElementKind.NAME: content.name,
        ElementKind.TYPE: content.type,
        ElementKind.HOLDER: (content.holder, *content.joint),
    }
    if not (change.before_hash or change.after_hash):
        return [plain[change.element]]
    key = (change.sub_item, change.sub_name, change.element, change.header)
    return [element.hash for element in _by_key(content).get(key, [])]


def _narrowed(row: Behind, change: ElementChange, items: ItemPage) -> Behind:
    """Of several items on one power in one decision, those that name the element."""
    naming = tuple(
        item.id
        for item in items.items
        if item.id in row.items
        and any(
            (d.element, d.sub_item) == (change.element, change.sub_item)
            for d in item.draft.differences
        )
    )
    return Behind(version=row.version, decision=row.decision, items=naming or row.items)
