"""清单行 → 要素内容: what a listed item says, as the graph keeps it. No database: organs are handed in by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from graph import elements as graph_elements
from graph.model.listing import Element, PowerContent, SubItemContent
from graph.model.power import ElementKind, PowerType
from importers.lists import elements
from importers.lists.headers import Field
from importers.lists.items import Kind, ListedItem, Part, Text
from importers.lists.reading import PowerList, Reported
from importers.lists.recognition import recognition_key
from importers.lists.text import squeeze
from importers.report import RowError

ELEMENT_OF = {
    Field.BASES: ElementKind.BASIS,
    Field.DUTY: ElementKind.DUTY,
    Field.DUTY_BASIS: ElementKind.DUTY_BASIS,
    Field.LIABILITY_CLAUSES: ElementKind.LIABILITY_CASES,
    Field.LIABILITY_BASIS: ElementKind.LIABILITY_BASIS,
    Field.SUPERVISION: ElementKind.SUPERVISION,
    Field.REMEDY: ElementKind.REMEDY,
    Field.OFFICE: ElementKind.UNDERTAKER,
    Field.LEVEL: ElementKind.LEVEL,
    Field.AUTHORITY: ElementKind.LEVEL,
    Field.DEPARTMENT_DUTY: ElementKind.RESPONSIBILITY,
    Field.LIABILITY_SUBJECTS: ElementKind.LIABLE_PERSONS,
    Field.REMARK: ElementKind.REMARK,
    Field.CODE: ElementKind.PRINTED_CODE,
    Field.TARGET: ElementKind.TARGET,
}
"""Columns that are elements of their own; name, type and holder stand in the row's head, others in the remainder."""


OF_ONE_LEVEL = frozenset({Field.LEVEL, Field.AUTHORITY})
OF_ONE_HOLDER = frozenset({Field.OFFICE, Field.DEPARTMENT_DUTY})
"""What a row says of its own level, or of its own holder, alone: on a row of another level it is another's."""

UNTYPED = "不是十类职权之一，未导入"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowContent:
    """一行的内容, where it stands, how it is recognised (G17)."""

    place: str
    recognition: str
    content: PowerContent


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """一个文件的内容.

    Attributes:
        unknown: holders that no dated name or alias means, with the cell; their rows are kept without a holder.
        untyped: rows whose 职权类型 is none of the ten: they cannot be judged, so they wait for a corrected file.
        outside: rows that belong to another level or hold a placeholder (G19), with the reason.
    """

    rows: tuple[RowContent, ...]
    unknown: tuple[RowError, ...]
    untyped: tuple[RowError, ...]
    outside: tuple[RowError, ...]


def holders_named(power_list: PowerList) -> set[str]:
    """Every holder that a list prints, with its bracketed aliases: what has to be resolved."""
    holders = (
        h for item in power_list.items for part in item.parts for h in elements.holders(part)
    )
    return {name for holder in holders for name in _names(holder)}


def contents(power_list: PowerList, organs: Mapping[str, str]) -> Contents:
    """The items of a list as the graph keeps them.

    Args:
        organs: printed name → organ id on the list's day; a name that is not in it is unknown, never guessed.
    """
    inside = [item for item in power_list.items if item.outside is None and item.type]
    outside = tuple(_outside(item) for item in power_list.items if item.outside is not None)
    unknown = tuple(error for item in inside for error in _unknown(item, organs))
    untyped = tuple(
        RowError(i.sheet, i.row, Field.TYPE, i.type_text.printed, UNTYPED)
        for i in power_list.items
        if i.outside is None and not i.type
    )
    return Contents(
        rows=tuple(_row(item, organs) for item in inside),
        unknown=unknown,
        untyped=untyped,
        outside=outside,
    )


def left_out(power_list: PowerList) -> Iterator[Reported]:
    """Every cell that the list keeps out (G19, G16), with the reason: it stands in the report alone."""
    for item in power_list.items:
        if item.outside is None and item.type:
            yield from _of_outside_parts(item)
            continue
        reason = f"不属于本清单：{item.outside.text}" if item.outside else UNTYPED
        cells = {text.at: text for _, text in item.cells() if text.at.row and text.at.column}
        cells[item.name.at] = item.name
        yield from (Reported(at, cells[at].printed, reason) for at in sorted(cells))


def _of_outside_parts(item: ListedItem) -> Iterator[Reported]:
    kept = {text.at for part in _inside(item) for text in part.every()} | {item.name.at}
    for part in item.parts:
        if part.outside is not None:
            reason = f"不属于本清单：{part.outside.text}"
            cells = {text.at: text for text in part.every() if text.at not in kept}
            kept |= cells.keys()
            yield from (Reported(at, cells[at].printed, reason) for at in sorted(cells))


def _inside(item: ListedItem) -> list[Part]:
    """The parts that belong to this list; of a first part of another level what these leave to it to say."""
    own = [part for part in item.parts if part.outside is None]
    first = item.parts[0]
    if first.outside is None:
        return own
    said = {field for part in own for field in part.texts}
    others = OF_ONE_LEVEL | (OF_ONE_HOLDER if Field.HOLDER in said else frozenset())
    shared = {field: texts for field, texts in first.texts.items() if field not in said | others}
    return [replace(first, texts=shared, seconds={}, remainder=(), outside=None), *own]


def _outside(item: ListedItem) -> RowError:
    reason = item.outside
    assert reason is not None
    return RowError(
        item.sheet, item.row, Field.HOLDER, reason.text, f"不属于本清单：{reason.kind.value}"
    )


def _holders(item: ListedItem) -> Iterator[tuple[Text, tuple[str, ...]]]:
    """Each holder of an item: where it is printed, and the names that may tell who it is."""
    inside = _inside(item)
    whole = [part for part in inside if part.kind is not Kind.SUB_ITEM]
    for part in whole if any(map(elements.holders, whole)) else inside:
        for holder in elements.holders(part):
            yield holder.text, _names(holder)


def _names(holder: elements.Holder) -> tuple[str, ...]:
    return (holder.name, elements.plain_name(holder.name), *holder.aliases)


def _resolved(item: ListedItem, organs: Mapping[str, str]) -> list[str]:
    """The organs that hold an item, the first printed one in front; none while nobody knows that one.

    Another of several holders is never put in its place: the row waits until the organ is registered.
    """
    found = [_organ(names, organs) for _, names in _holders(item)]
    return list(dict.fromkeys(filter(None, found))) if found and found[0] else []


def _organ(names: Iterable[str], organs: Mapping[str, str]) -> str:
    return next((organs[name] for name in names if name in organs), "")


def _unknown(item: ListedItem, organs: Mapping[str, str]) -> Iterator[RowError]:
    for text, names in _holders(item):
        if not _organ(names, organs):
            yield RowError(
                item.sheet,
                text.at.row,
                Field.HOLDER,
                names[0],
                "没有指向任何已登记机构的名称或别名",
            )


def _row(item: ListedItem, organs: Mapping[str, str]) -> RowContent:
    assert item.type is not None
    holders = _resolved(item, organs)
    key = recognition_key(item)
    content = PowerContent(
        name=item.name.line,
        type=item.type,
        holder=holders[0] if holders else "",
        joint=tuple(holders[1:]),
        elements=tuple(_head(item)) + tuple(_elements(_own(item), item.type)),
        sub_items=tuple(_sub_items(item, item.type)),
    )
    return RowContent(
        place=f"{item.sheet}!{item.row}",
        recognition="\n".join((key.holder, key.type, key.name, key.sub_items, key.bases)),
        content=content,
    )


def _head(item: ListedItem) -> Iterator[Element]:
    holders = "、".join(dict.fromkeys(names[0] for _, names in _holders(item)))
    yield Element(kind=ElementKind.NAME, text=item.name.printed)
    yield Element(kind=ElementKind.TYPE, text=item.type.value if item.type else "")
    yield Element(kind=ElementKind.HOLDER, text=holders)


def _own(item: ListedItem) -> list[Part]:
    """The parts that speak for the whole power: all but sub-items with rows of their own, each cell once."""
    return [part for part in _inside(item) if part.kind is not Kind.SUB_ITEM]


def _elements(parts: Iterable[Part], type_: PowerType) -> Iterator[Element]:
    """One element for each cell and kind; cells that further rows add come as further elements of the kind."""
    seen: set[object] = set()
    for part in parts:
        for field, said in part.texts.items():
            for text in said:
                if field in ELEMENT_OF and text.line and text.at not in seen:
                    seen.add(text.at)
                    yield _element(ELEMENT_OF[field], field, part, text, type_)
        for text in (*_other_copies(part), *part.remainder):
            if text.line and text.at not in seen:
                seen.add(text.at)
                yield Element(kind=ElementKind.REMAINDER, text=text.printed, header=text.header)


def _other_copies(part: Part) -> Iterator[Text]:
    """What the other copy of a column says differently: kept, for it does not speak (``findings``: copies_differ)."""
    for field, copies in part.seconds.items():
        shown = {squeeze(text.printed) for text in part.texts.get(field, ())}
        yield from (text for text in copies if squeeze(text.printed) not in shown)


def _element(kind: ElementKind, field: Field, part: Part, text: Text, type_: PowerType) -> Element:
    return graph_elements.element(
        kind, text.printed, type_, parts=_parts(field, part, text), header=text.header
    )


def _parts(field: Field, part: Part, text: Text) -> tuple[str, ...]:
    if field is Field.LIABILITY_CLAUSES:
        return tuple(c.wording for c in elements.liability(part).clauses if c.text.at == text.at)
    if field is Field.DUTY:
        return tuple(s.wording for s in elements.duty_steps(part) if s.text.at == text.at)
    return ()


def _sub_items(item: ListedItem, type_: PowerType) -> Iterator[SubItemContent]:
    """Sub-items inside a cell have no elements of their own; those with rows of their own have."""
    number = 0
    for part in _inside(item):
        if part.kind is Kind.HOLDER:
            continue
        own = tuple(_elements([part], type_)) if part.kind is Kind.SUB_ITEM else ()
        for sub in elements.sub_items(part):
            number += 1
            yield SubItemContent(id=str(number), name=sub.name, elements=own)
