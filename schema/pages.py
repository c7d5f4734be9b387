"""分页的链接: a page of what ids lead to; only what the page shows is looked up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from schema.context import Info, follow
from schema.paging import Connection, cut
from schema.types.node import Node

N = TypeVar("N", bound=Node)


async def followed(
    info: Info, keyed: Iterable[tuple[str, str]], kind: type[N], first: int, after: str | None
) -> Connection[N]:
    """A page of the objects that these (sort key, id) name; all of them are for the viewer.

    Raises:
        PageTooLarge, BadCursor.
    """
    ordered = sorted(keyed)
    rows, more = cut(ordered, lambda row: row, first, after)
    found = await follow(info, (id_ for _, id_ in rows), kind)
    shown = [(*row, one) for row, one in zip(rows, found, strict=True)]
    return Connection[N].of(shown, total=len(ordered), more=more, after=after)
