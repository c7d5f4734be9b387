"""Telling plain parts at once gives the same bytes as visiting every field, for any query, right or wrong values alike."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from random import Random
from typing import Annotated, Any, Generic, TypeVar

import orjson
import pytest
import strawberry
from graphql import (
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_composite_type,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from schema import links
from schema.executor import PlainTelling
from schema.links import Link, LookUp
from schema.schema import build

T = TypeVar("T")

# Where an error makes an object null, the library leaves its other fields alone, however it was told to execute them.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(scope="module", autouse=True)
def _left_to_nobody_else() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]
    yield
    gc.collect()


@strawberry.enum
class Colour(Enum):
    RED = "红"
    BLUE = "蓝"


@strawberry.interface
class Node:
    id: strawberry.ID


@strawberry.type
class Leaf:
    text: str
    number: int
    maybe: str | None
    on: date
    colour: Colour
    words: list[str]
    holes: list[str | None]


@strawberry.type
class Branch(Node):
    n: strawberry.Private[int]
    name: str
    leaf: Leaf
    lost: Leaf | None
    leaves: list[Leaf]
    ratio: float
    alive: bool

    # Every eleventh leads nowhere, every thirteenth cannot be looked up.
    up: Annotated[Branch, strawberry.lazy("tests.service.test_executor")] = links.one("up_id", "上")
    beside: Annotated[Leaf, strawberry.lazy("tests.service.test_executor")] | None = (
        links.one_if_any("beside_id", "旁")
    )
    around: list[Annotated[Branch, strawberry.lazy("tests.service.test_executor")]] = links.each(
        "around_ids", "周围"
    )
    shown: list[Leaf] | None = links.field(
        Link(lambda branch: (branch.id,), lambda _, found: found[0], through="leaves_of"), "所示"
    )

    @property
    def up_id(self) -> str:
        return f"b{self.n + 3}"

    @property
    def beside_id(self) -> str | None:
        return f"l{self.n}" if self.n % 3 else None

    @property
    def around_ids(self) -> list[str]:
        return [f"b{m}" for m in range(self.n, self.n + self.n % 3)]

    @strawberry.field
    async def next(self) -> Annotated[Branch, strawberry.lazy("tests.service.test_executor")]:
        await asyncio.sleep(0)
        return _branch(len(self.name) + 1)

    @strawberry.field
    def again(self, times: int = 1) -> str:
        return self.name * times

    @strawberry.field
    def breaks(self) -> int | None:
        raise ValueError("坏了")

    @strawberry.field
    async def breaks_hard(self) -> int:
        raise ValueError("真坏了")


@strawberry.type
class Other(Node):
    remark: str
    branches: list[Branch]


Either = Annotated[Branch | Other, strawberry.union("Either")]


@strawberry.type
class Page(Generic[T]):
    total: int
    edges: list[T]

    @strawberry.field
    def nodes(self) -> list[T]:
        return self.edges


def _leaf(n: int) -> Leaf:
    """Every seventh breaks its own promise: no text where text is due, a number that is none, an unknown colour."""
    wrongs: list[dict[str, Any]] = [
        {"text": None},
        {"number": "七"},
        {"colour": "绿"},
        {"on": "某日"},
    ]
    facts: dict[str, Any] = {
        "text": f"叶{n}",
        "number": n,
        "maybe": None if n % 2 else "有",
        "on": date(2024, 1, 1 + n % 28),
        "colour": (Colour.RED, Colour.BLUE)[n % 2],
        "words": ["甲", "乙"][: n % 3],
        "holes": [None, "丙"],
    }
    return Leaf(**facts | (wrongs[n % 4] if n % 7 == 6 else {}))


def _branch(n: int) -> Branch:
    return Branch(
        id=strawberry.ID(f"b{n}"),
        n=n,
        name="枝" * (n % 5 + 1),
        leaf=_leaf(n),
        lost=None if n % 2 else _leaf(n + 1),
        leaves=[_leaf(m) for m in range(n, n + n % 4)],
        ratio=n / 2,
        alive=n % 2 == 0,
    )


def _other(n: int) -> Other:
    return Other(id=strawberry.ID(f"o{n}"), remark="注", branches=[_branch(n)])


@strawberry.type
class Query:
    @strawberry.field
    def branch(self, n: int = 1) -> Branch | None:
        return _branch(n)

    @strawberry.field
    async def page(self, size: int = 9) -> Page[Branch] | None:
        return Page(total=size, edges=[_branch(n) for n in range(size)])

    @strawberry.field
    def others(self) -> Page[Other] | None:
        return Page(total=1, edges=[_other(3)])

    @strawberry.field
    def either(self, n: int = 0) -> Either | None:
        return _branch(n) if n % 2 else _other(n)

    @strawberry.field
    def node(self, n: int = 0) -> Node | None:
        return (None, _branch(n), _other(n))[n % 3]

    @strawberry.field
    def strays(self) -> list[Branch] | None:
        return [_branch(0), _other(1)]  # pyright: ignore[reportReturnType]


QUICK = strawberry.Schema(Query, types=[Branch, Other], execution_context_class=PlainTelling)
PLAIN = strawberry.Schema(
    Query, types=[Branch, Other], execution_context_class=StrawberryGraphQLCoreExecutionContext
)
VARIABLES = {"yes": True, "no": False, "n": 6}
OTHERWISE = {"yes": False, "no": True, "n": 3}


class Asking:
    """Makes queries at random: aliases, fragments, ``@skip`` and ``@include``, variables, unions, interfaces."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._directed = random.random() < 0.6
        self._widest = random.choice([2, 3, 5])
        self._schema = PLAIN._schema  # pyright: ignore[reportPrivateUsage]
        self._fragments: list[str] = []

    def query(self) -> str:
        body = self._selection(self._schema.query_type, 0) + "\n" + "\n".join(self._fragments)
        types = {"$yes": "Boolean!", "$no": "Boolean!", "$n": "Int!"}
        declared = ", ".join(f"{name}: {type_}" for name, type_ in types.items() if name in body)
        return f"query Q{f'({declared})' if declared else ''} {body}"

    def _selection(self, type_: Any, depth: int) -> str:
        parts = [self._part(type_, depth) for _ in range(self._random.randint(1, self._widest))]
        return "{ __typename " + " ".join(parts) + " }"

    def _part(self, type_: Any, depth: int) -> str:
        kinds: list[Callable[[Any, int], str]] = [self._inline]
        if not isinstance(type_, GraphQLUnionType):
            kinds += [self._field] * 6
        if depth < 4:
            kinds.append(self._fragment)
        return self._random.choice(kinds)(type_, depth)

    def _inline(self, type_: Any, depth: int) -> str:
        if depth > 4:
            return "__typename"
        inside = self._within(type_)
        return f"... on {inside.name} {self._when()} {self._selection(inside, depth + 1)}"

    def _fragment(self, type_: Any, depth: int) -> str:
        inside, name = self._within(type_), f"F{len(self._fragments)}"
        self._fragments.append("")
        body = self._selection(inside, depth + 1)
        self._fragments[int(name[1:])] = f"fragment {name} on {inside.name} {body}"
        return f"...{name} {self._when()}"

    def _within(self, type_: Any) -> Any:
        if isinstance(type_, GraphQLUnionType | GraphQLInterfaceType):
            return self._random.choice(list(self._schema.get_possible_types(type_)))
        return type_

    def _field(self, type_: GraphQLObjectType, depth: int) -> str:
        names = [
            n
            for n, f in type_.fields.items()
            if depth < 4 or not is_composite_type(get_named_type(f.type))
        ]
        if not names:
            return "__typename"
        name = self._random.choice(names)
        field = type_.fields[name]
        given = self._random.choice(["", "", "(n: $n)", "(n: 1)", "(n: 2)"])
        arguments = given if "n" in field.args else ""
        inside = get_named_type(field.type)
        body = self._selection(inside, depth + 1) if is_composite_type(inside) else ""
        alias = f"a{self._random.randrange(10**6)}: " if self._random.random() < 0.7 else ""
        unaliased = not alias and (arguments or body)
        alias = f"b{self._random.randrange(10**6)}: " if unaliased else alias
        return f"{alias}{name}{arguments} {self._when()} {body}"

    def _when(self) -> str:
        return "" if not self._directed else self._random.choice(
            ["", "", "", "", "@include(if: $yes)", "@skip(if: $yes)", "@skip(if: $no) @include(if: true)"]
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Context:
    nodes: LookUp[Any]
    leaves_of: LookUp[list[Leaf] | None]


async def _nodes(keys: list[str]) -> list[Any]:
    return [_node(key[0], int(key[1:])) for key in keys]


def _node(kind: str, n: int) -> Any:
    if n % 13 == 12:
        raise ValueError("查不到")
    if n % 11 == 10:
        return None
    return _branch(n) if kind == "b" else _leaf(n)


async def _leaves_of(keys: list[str]) -> list[list[Leaf] | None]:
    return [_leaves(int(key[1:])) for key in keys]


def _leaves(n: int) -> list[Leaf] | None:
    return [_leaf(m) for m in range(n % 3)] if n % 4 else None


async def _told(
    schema: strawberry.Schema, query: str, variables: dict[str, Any] = VARIABLES
) -> bytes:
    context = Context(nodes=LookUp(_nodes), leaves_of=LookUp(_leaves_of))
    result = await schema.execute(query, variable_values=dict(variables), context_value=context)
    errors = {_told_once(error, result.data) for error in result.errors or ()}
    return orjson.dumps([result.data, sorted(errors)])


def _told_once(error: GraphQLError, data: Any) -> str:
    """Where the answer is null for this error. Of several errors that make one object null, any may be told."""
    place = list(error.path or ())
    for depth, step in enumerate(place):
        if data is None:
            return repr(place[:depth])
        data = data[step]
    return repr(error.formatted)


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
async def test_both_ways_give_the_same_bytes(random: Random) -> None:
    query = Asking(random).query()

    for variables in (VARIABLES, OTHERWISE, VARIABLES):  # the second time its plan is known
        told = await _told(QUICK, query, variables)
        assert told == await _told(PLAIN, query, variables), query


@pytest.mark.parametrize(
    "query",
    [
        "{ page(size: 6) { total edges { id name leaf { text colour on words holes } leaves { number } } } }",
        "{ page(size: 7) { nodes { id leaf { text } } } }",
        "{ branch(n: 6) { name breaks leaf { text number } } }",
        "{ branch(n: 2) { first: name breaksHard last: name } }",
        "{ strays { name leaf { number } } }",
        "{ page(size: 8) { edges { id up { name up { id } } around { beside { text } } shown { number } } } }",
        "{ page(size: 3) { edges { breaks up { name leaf { text } } again shown { on } } } }",
        "{ branch(n: 8) { id around { id up { id } } } }",
        "{ branch(n: 9) { name up { id } } }",
        "{ either { ... on Other { branches { next { leaf { on } } id } remark } } }",
    ],
)
async def test_the_same_for_what_is_known_to_be_hard(query: str) -> None:
    assert await _told(QUICK, query) == await _told(PLAIN, query)


@pytest.mark.parametrize(
    "query",
    [
        "query Q($yes: Boolean!) { page(size: 6) { total edges { id name @include(if: $yes) leaf { text } } } }",
        "query Q($no: Boolean!) { branch(n: 2) { id ...F @skip(if: $no) } } fragment F on Branch { name up { id } }",
        "query Q($n: Int!) { either(n: $n) { __typename ... on Branch { name leaf { on } } ... on Other { remark } } }",
        "query Q($n: Int!) { either(n: $n) { __typename } }",
    ],
)
async def test_a_text_may_be_asked_again_with_other_variables(query: str) -> None:
    for variables in (VARIABLES, OTHERWISE, VARIABLES):
        assert await _told(QUICK, query, variables) == await _told(PLAIN, query, variables)


async def test_a_plain_part_is_not_visited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a page only the page itself is executed: 1 field, and not 36."""
    visited: list[str] = []
    execute = StrawberryGraphQLCoreExecutionContext.execute_field

    def counted(self: Any, type_: Any, *rest: Any) -> Any:
        visited.append(type_.name)
        return execute(self, type_, *rest)

    monkeypatch.setattr(StrawberryGraphQLCoreExecutionContext, "execute_field", counted)
    await _told(
        QUICK, "{ page(size: 6) { total edges { id name leaf { text on words } up { name } } } }"
    )

    assert visited == ["Query"]


def test_the_served_schema_tells_so() -> None:
    assert build().execution_context_class is PlainTelling
