"""清单版次查询: one edition with its lines, and what changed between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from graph import history, lists
from graph.db import Tx
from graph.errors import DomainError
from graph.history import Behind, EditionNotFound, Line, LineChange
from graph.model.listing import Edition
from resolvers.acting import Desk
from resolvers.history import Turn, items_behind
from resolvers.reading import ItemPage, scope


@dataclass(eq=False)
class EditionsReversed(DomainError):
    """版次先后颠倒: differences are told from the older edition to the newer one."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"须由较早的版次比较到较晚的版次，您要求的是第 {self.first} 版到第 {self.last} 版"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePage:
    """一版清单的一页."""

    lines: Sequence[Line]
    total: int
    more: bool


async def edition(desk: Desk, number: int) -> Edition:
    """一版清单.

    Raises:
        EditionNotFound
    """
    return await desk.graph.read(_edition, number)


async def lines(
    desk: Desk,
    number: int,
    whole: int,
    holders: Sequence[str] | None,
    *,
    size: int,
    after: tuple[str, str],
) -> LinePage:
    """一版清单的各行, by the pinyin of their names.

    Args:
        whole: how many the edition has, of all departments.
    """

    async def work(tx: Tx) -> LinePage:
        rows, more = await history.lines(tx, number, holders, size=size, after=after)
        total = whole if holders is None else await history.line_count(tx, number, holders)
        return LinePage(lines=rows, total=total, more=more)

    return await desk.graph.read(work)


async def digest_of(tx: Tx, edition: int, before: str) -> str:
    """摘要值 of an edition: of the one before it, and of each version that it made, by power and number.

    So it stands for the whole list, and costs what changed.

    Args:
        before: the digest of the edition before; "" for the first.
    """
    told = sha256(f"{before}\n".encode())
    async for power, number, status, content in history.made(tx, edition):
        told.update(f"{power} {number} {status} {content}\n".encode())
    return told.hexdigest()


async def is_intact(desk: Desk, number: int) -> bool:
    """Whether all that this edition and those before it made of the list still has the digests that were written then."""

    async def work(tx: Tx) -> bool:
        digests = [e.digest for e in await lists.editions(tx) if e.number <= number]
        for edition, (before, digest) in enumerate(pairwise(["", *digests]), start=1):
            if await digest_of(tx, edition, before) != digest:
                return False
        return len(digests) == number

    return await desk.graph.read(work)


async def _edition(tx: Tx, number: int) -> Edition:
    for edition in await lists.editions(tx):
        if edition.number == number:
            return edition
    raise EditionNotFound(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLine:
    """清单行的变化 with what is behind it."""

    turn: Turn
    change: LineChange
    behind: Sequence[Behind]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionDiff:
    """两版清单的差异, whole."""

    rows: Sequence[ChangedLine]
    items: ItemPage


async def edition_diff(desk: Desk, first: int, last: int) -> EditionDiff:
    """两版清单的差异: each line with the decision and the item behind it (F35).

    Raises:
        EditionNotFound, EditionsReversed.
    """
    if first > last:
        raise EditionsReversed(first, last)

    async def work(tx: Tx) -> EditionDiff:
        for number in (first, last):
            if number:  # 0 is the time before the first
                await _edition(tx, number)
        changes = await history.changed_lines(tx, first, last)
        made = [version for change in changes for version in change.made]
        found = await history.behind(tx, made, scope(desk.actor))
        rows = [
            ChangedLine(turn=turn, change=c, behind=[found[v] for v in c.made])
            for c in changes
            if (turn := _turn(c)) is not None
        ]
        items = await items_behind(tx, found.values())
        return EditionDiff(rows=rows, items=items)

    return await desk.graph.read(work)


def _turn(change: LineChange) -> Turn | None:
    """None: what came in between left no trace, or the line never was in the list."""
    was = change.before is not None and change.before.listed
    if not change.after.listed:
        return Turn.REMOVED if was else None
    if not was or change.before is None:
        return Turn.ADDED
    same = change.before.content_hash == change.after.content_hash
    return None if same else Turn.CHANGED
