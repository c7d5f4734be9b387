"""分页: cursor connections with totals. A cursor is the sort key and the id of a row, so pages stay stable."""

from __future__ import annotations

import base64
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from json import loads
from typing import Generic, Self, TypeVar

import orjson
import strawberry
from graphql import GraphQLInterfaceType, GraphQLNonNull, GraphQLObjectType, GraphQLSchema

from graph.errors import DomainError

T = TypeVar("T")
R = TypeVar("R")

_NUMBER = re.compile(r"[0-9]{1,15}")

LARGEST = 200
"""Rows of one page at most."""


@dataclass(eq=False)
class BadCursor(DomainError):
    """游标无效: it is not one that this API gave."""

    cursor: str

    def __str__(self) -> str:
        return f"分页游标“{self.cursor[:40]}”无效，请从第一页重新查询"


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
    return base64.urlsafe_b64encode(orjson.dumps([key, id_])).decode()


def opened(text: str | None) -> tuple[str, str]:
    """(key, id) after which a page begins; ("", "") for the first.

    Raises:
        BadCursor
    """
    if not text:
        return "", ""
    try:
        told = loads(base64.b64decode(text.encode(), altchars=b"-_", validate=True))
    except (ValueError, RecursionError) as error:
        raise BadCursor(text) from error
    if not isinstance(told, list) or [type(part) for part in told] != [str, str]:
        raise BadCursor(text)
    key, id_ = told
    return key, id_


def opened_in(order: str, text: str | None, *, by_number: bool = False) -> tuple[str, str]:
    """As ``opened``, of a list in one of several orders: the key of each begins with the name of its order.

    Raises:
        BadCursor: it is of another order.
    """
    key, id_ = opened(text)
    told, _, rest = key.partition(" ")
    given = bool(key or id_)
    if given and (told != order or (by_number and not _NUMBER.fullmatch(rest))):
        raise BadCursor(text or "")
    return rest, id_


def opened_at(text: str | None) -> tuple[int | None, str]:
    """As ``opened``, of a list whose sort key is a number; (None, "") for the first page.

    Raises:
        BadCursor
    """
    key, id_ = opened(text)
    if not key and not id_:
        return None, ""
    if not _NUMBER.fullmatch(key):
        raise BadCursor(text or "")
    return int(key), id_


@strawberry.type(description="分页信息")
class PageInfo:
    has_previous_page: bool = strawberry.field(description="是否从某个游标之后开始，即不是第一页")
    has_next_page: bool = strawberry.field(description="后面是否还有")
    start_cursor: str | None = strawberry.field(description="本页第一条的游标；空页为空")
    end_cursor: str | None = strawberry.field(description="本页最后一条的游标，作为下一页的 after")


@strawberry.type(description="一条及其游标")
class Edge(Generic[T]):
    node: T = strawberry.field(description="内容")
    cursor: str = strawberry.field(description="游标")


@strawberry.type(
    description="分页结果，附总数；游标或条数有误、无权查看的，该列表为空值，原因见 errors，其余照答"
)
class Connection(Generic[T]):
    edges: list[Edge[T]] = strawberry.field(description="本页各条")
    page_info: PageInfo = strawberry.field(description="分页信息")
    total_count: int = strawberry.field(description="符合条件的总数，不受分页影响")

    nodes: list[T] = strawberry.field(description="本页内容，不带游标")

    @classmethod
    def of(
        cls,
        rows: Iterable[tuple[str, str, T]],
        *,
        total: int,
        more: bool,
        after: str | None,
    ) -> Self:
        """From (key, id, node) rows of one page, which begins after a cursor."""
        edges = [Edge(node=node, cursor=cursor(key, id_)) for key, id_, node in rows]
        info = PageInfo(
            has_previous_page=bool(after),
            has_next_page=more,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        )
        nodes = [edge.node for edge in edges]
        return cls(edges=edges, page_info=info, total_count=total, nodes=nodes)


def paged(
    rows: Sequence[R],
    key: Callable[[R], tuple[str, str]],
    tell: Callable[[R], T],
    first: int,
    after: str | None,
) -> Connection[T]:
    """A page of rows that are all at hand (an organ's names).

    Raises:
        PageTooLarge, BadCursor.
    """
    return sliced(sorted(rows, key=key), key, tell, first, after)


def sliced(
    ordered: Sequence[R],
    key: Callable[[R], tuple[str, str]],
    tell: Callable[[R], T],
    first: int,
    after: str | None,
) -> Connection[T]:
    """A page of rows that are at hand in the order of their keys (an impact plan).

    Raises:
        PageTooLarge, BadCursor.
    """
    rows, more = cut(ordered, key, first, after)
    shown = [(*key(row), tell(row)) for row in rows]
    return Connection[T].of(shown, total=len(ordered), more=more, after=after)


def cut(
    ordered: Sequence[R], key: Callable[[R], tuple[str, str]], first: int, after: str | None
) -> tuple[Sequence[R], bool]:
    """(the rows of a page, whether more follow).

    Raises:
        PageTooLarge, BadCursor.
    """
    size = check_size(first)
    begin = bisect_right(ordered, opened(after), key=key) if after else 0
    return ordered[begin : begin + size], len(ordered) > begin + size


def fail_alone(schema: GraphQLSchema) -> None:
    """A page can fail by what was asked of it (a wrong cursor); then it is null, and what stands beside it is told."""
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for field in type_.fields.values():
                if "first" in field.args and isinstance(field.type, GraphQLNonNull):
                    field.type = field.type.of_type
