"""分页: cursor connections with totals. A cursor is the sort key and the id of a row, so pages stay stable."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from json import dumps, loads
from typing import Generic, Self, TypeVar

import strawberry

from graph.errors import DomainError

T = TypeVar("T")
R = TypeVar("R")

LARGEST = 200
"""Rows of one page at most."""


@dataclass(eq=False)
class BadCursor(DomainError):
    """游标无效: it is not one that this API gave."""

    cursor: str

    def __str__(self) -> str:
        return f"分页游标“{self.cursor}”无效，请从第一页重新查询"


@dataclass(eq=False)
class PageTooLarge(DomainError):
    """分页过大: nothing is cut silently."""

    asked: int
    largest: int

    def __str__(self) -> str:
        return f"每页须为 1 至 {self.largest} 条，您要求了 {self.asked} 条"


def check_size(first: int) -> int:
    """The page size, if it is one.

    Raises:
        PageTooLarge
    """
    if not 1 <= first <= LARGEST:
        raise PageTooLarge(first, LARGEST)
    return first


def cursor(key: str, id_: str) -> str:
    """The cursor of a row."""
    return base64.urlsafe_b64encode(dumps([key, id_]).encode()).decode()


def opened(text: str | None) -> tuple[str, str]:
    """(key, id) after which a page begins; ("", "") for the first.

    Raises:
        BadCursor
    """
    if not text:
        return "", ""
    try:
        key, id_ = loads(base64.urlsafe_b64decode(text.encode()))
    except (ValueError, binascii.Error) as error:
        raise BadCursor(text) from error
    return str(key), str(id_)


@strawberry.type(description="分页信息")
class PageInfo:
    has_next_page: bool = strawberry.field(description="后面是否还有")
    end_cursor: str | None = strawberry.field(description="本页最后一条的游标，作为下一页的 after")


@strawberry.type(description="一条及其游标")
class Edge(Generic[T]):
    node: T = strawberry.field(description="内容")
    cursor: str = strawberry.field(description="游标")


@strawberry.type(description="分页结果，附总数")
class Connection(Generic[T]):
    edges: list[Edge[T]] = strawberry.field(description="本页各条")
    page_info: PageInfo = strawberry.field(description="分页信息")
    total_count: int = strawberry.field(description="符合条件的总数，不受分页影响")

    @strawberry.field(description="本页内容，不带游标")
    def nodes(self) -> list[T]:
        return [edge.node for edge in self.edges]

    @classmethod
    def of(
        cls,
        rows: Iterable[tuple[str, str, T]],
        *,
        total: int,
        more: bool,
    ) -> Self:
        """From (key, id, node) rows of one page."""
        edges = [Edge(node=node, cursor=cursor(key, id_)) for key, id_, node in rows]
        last = edges[-1].cursor if edges else None
        info = PageInfo(has_next_page=more, end_cursor=last)
        return cls(edges=edges, page_info=info, total_count=total)


def paged(
    rows: Sequence[R],
    key: Callable[[R], tuple[str, str]],
    tell: Callable[[R], T],
    first: int,
    after: str | None,
) -> Connection[T]:
    """A page of rows that are all at hand (an impact plan, an organ's names).

    Raises:
        PageTooLarge, BadCursor.
    """
    size = check_size(first)
    start = opened(after)
    ordered = sorted(rows, key=key)
    rest = [row for row in ordered if after is None or key(row) > start]
    shown = [(*key(row), tell(row)) for row in rest[:size]]
    return Connection[T].of(shown, total=len(ordered), more=len(rest) > size)
