"""更正的清单: a later file of a listed department is compared with the list; it never changes a line (I13, G17).

A row is recognised by (holder, type, name, sub-items, fingerprint of its bases), then by ever fewer of these; more
than one candidate is a question for a person, never a guess.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph import lists
from graph.db import Tx
from graph.errors import DomainError
from graph.lists import StagedRow
from graph.model.listing import PowerContent
from graph.model.power import ElementKind
from resolvers.acting import Desk
from resolvers.reading import scope


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementChange:
    """要素的不同: what the list says and what the file says; "" for nothing."""

    element: ElementKind
    listed: str
    filed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """一行的不同.

    Attributes:
        by: the parts by which the row was recognised.
    """

    place: str
    power: str
    name: str
    by: str
    changes: tuple[ElementChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDifference:
    """清单与文件的不同.

    Attributes:
        added: (place, name) of rows that no listed power is.
        removed: (power, name) of listed powers of the same holders that no row is.
        ambiguous: (place, name, powers) with more than one candidate: a person decides.
    """

    same: int
    changed: tuple[RowChange, ...]
    added: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]
    ambiguous: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(eq=False)
class IntakeNotFound(DomainError):
    """导入批次不存在: or none of its rows is the viewer's."""

    id: str

    def __str__(self) -> str:
        return f"没有编号为“{self.id}”的导入批次，或其中没有您可以查看的清单行"


async def difference(desk: Desk, intake: str) -> ListDifference:
    """What a file says otherwise than the list as it stands; a department sees its own rows.

    Raises:
        IntakeNotFound
    """
    visible = scope(desk.actor)
    return await desk.memory.recall(
        desk.graph,
        desk.today,
        ("difference", intake, visible),
        lambda: desk.graph.read(_difference, intake, visible),
        lambda found: len(found.changed) + len(found.added) + len(found.removed),
    )


async def _difference(tx: Tx, intake: str, visible: Sequence[str] | None) -> ListDifference:
    rows = await lists.rows_of(tx, intake, visible)
    if not rows:
        raise IntakeNotFound(intake)
    holders = {row.content.holder for row in rows}
    listed = await lists.listed_of(tx, holders)
    contents = await lists.contents(tx, [power for power, _ in listed])
    return compare(rows, dict(listed), contents)


PARTS = ("行使主体", "职权类型", "职权名称", "子项", "依据")
TRIES = ((0, 1, 2, 3, 4), (0, 1, 2, 3), (0, 1, 2), (0, 1, 4))
"""Which parts of the recognition key must agree, strictest first."""


def compare(
    rows: Sequence[StagedRow],
    recognition: Mapping[str, str],
    contents: Mapping[str, PowerContent],
) -> ListDifference:
    """The difference of a file and the list. Pure.

    Args:
        recognition: listed power → its recognition key.
    """
    left_rows = {row.id: row for row in rows}
    left = dict(recognition)
    matched: list[tuple[StagedRow, str, str]] = []
    ambiguous: dict[str, tuple[str, ...]] = {}
    for parts in TRIES:
        groups = _groups(left, parts)
        for row in list(left_rows.values()):
            fits = [p for p in groups[_key(row.recognition, parts)] if p in left]
            if len(fits) > 1:
                ambiguous[row.id] = tuple(fits)
            if len(fits) == 1 and _alone(row, left_rows.values(), parts):
                del left_rows[row.id], left[fits[0]]
                ambiguous.pop(row.id, None)
                matched.append((row, fits[0], "、".join(PARTS[i] for i in parts)))
    changes = [_change(row, power, contents[power], by) for row, power, by in matched]
    return ListDifference(
        same=sum(1 for change in changes if not change.changes),
        changed=tuple(change for change in changes if change.changes),
        added=tuple((r.place, r.content.name) for i, r in left_rows.items() if i not in ambiguous),
        removed=tuple((power, contents[power].name) for power in left),
        ambiguous=tuple(
            (left_rows[i].place, left_rows[i].content.name, powers)
            for i, powers in ambiguous.items()
        ),
    )


def _key(recognition: str, parts: Sequence[int]) -> tuple[str, ...]:
    told = [*recognition.split("\n"), "", "", "", "", ""]
    return tuple(told[i] for i in parts)


def _groups(
    recognition: Mapping[str, str], parts: Sequence[int]
) -> defaultdict[tuple[str, ...], list[str]]:
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for power, key in recognition.items():
        found[_key(key, parts)].append(power)
    return found


def _alone(row: StagedRow, rows: Iterable[StagedRow], parts: Sequence[int]) -> bool:
    key = _key(row.recognition, parts)
    return sum(1 for other in rows if _key(other.recognition, parts) == key) == 1


def _change(row: StagedRow, power: str, content: PowerContent, by: str) -> RowChange:
    changes = tuple(_elements(content, row.content))
    return RowChange(place=row.place, power=power, name=content.name, by=by, changes=changes)


def _elements(listed: PowerContent, filed: PowerContent) -> Iterable[ElementChange]:
    old, new = _texts(listed), _texts(filed)
    for kind in ElementKind:
        if old.get(kind, "") != new.get(kind, ""):
            yield ElementChange(element=kind, listed=old.get(kind, ""), filed=new.get(kind, ""))


def _texts(content: PowerContent) -> dict[ElementKind, str]:
    found: dict[ElementKind, list[str]] = {}
    for element in content.elements:
        found.setdefault(element.kind, []).append(element.text)
    return {kind: "\n".join(texts) for kind, texts in found.items()}
