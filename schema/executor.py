"""执行: what records only hold is told at once, and what they lead to is looked up a level at a time.

Most fields of an answer are attributes of a record (text, dates, words of an enum, lists of such records) or links to
other records (schema/links.py). The executor of the library visits each of them with a path, an info and a resolver.
Here a selection of them becomes one function, kept as long as its query text is. Whatever is not so plain, or turns out
not to be, goes the library's way from its beginning: it says its own errors.
"""

from __future__ import annotations

from asyncio import gather
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLID,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
    Undefined,
    is_leaf_type,
)
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from schema.guards import KEPT
from schema.links import LINK, Link

Read = Callable[[Any, Any], Any]
"""Tells a value; the second argument is the request's context, through which links were followed before."""

Details = Any
"""What the library collected for one name of the answer: the nodes that ask for it."""

DEFINITION = "strawberry-definition"


class NotPlain(Exception):
    """不能直接给出: this value needs the library, if only to say what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Hop:
    """一步: from records to those that they hold, or to those that they lead to.

    Attributes:
        to: the attribute that holds them, or the link that leads to them.
        beyond: the steps from there.
    """

    to: str | Link
    beyond: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """一个值的读法: how it is told of a record, and what has to be looked up before."""

    read: Read
    hops: tuple[Hop, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """一个选取的读法.

    Attributes:
        told: name in the answer → how it is read from the record; what is not among them is executed.
        hops: what has to be looked up before.
    """

    told: Mapping[str, Read]
    hops: tuple[Hop, ...]


Plans = dict[tuple[str, ...], Plan]
"""By the type of the object and its place in the answer."""


@lru_cache(maxsize=100)
def _plans_of(schema: GraphQLSchema, text: str, operation: str | None) -> Plans:
    """The plans of an operation, as far as they were made."""
    return {}


class PlainTelling(StrawberryGraphQLCoreExecutionContext):
    """The executor of one request."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plans = self._known_plans()

    def _known_plans(self) -> Plans:
        """Kept for the next request where the text alone says what is selected: a directive asks for variables too."""
        where, name = self.operation.loc, self.operation.name
        text = where.source.body if where else "@"
        if len(text) >= KEPT or "@" in text:
            return {}
        return _plans_of(self.schema, text, name.value if name else None)

    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,
        path: Any,
        grouped_field_set: dict[str, Details],
        position_context: Any,
    ) -> Any:
        plan = self._plan(parent_type, path, grouped_field_set)

        def finish() -> Any:
            told = _told(plan, source_value, self.context_value)
            rest = {name: one for name, one in grouped_field_set.items() if name not in told}
            if not rest:
                return told
            more: Any = super(PlainTelling, self).execute_fields(
                parent_type, source_value, path, rest, position_context
            )
            if not told:
                return more
            if self.is_awaitable(more):
                return _awaited(grouped_field_set, told, more)
            return _in_order(grouped_field_set, told, more)

        return self._led(plan.hops, source_value, finish) if plan.hops else finish()

    async def _led(self, hops: Sequence[Hop], record: Any, finish: Callable[[], Any]) -> Any:
        """One object, after all that it leads to was looked up; where that fails, the library tells why."""
        with suppress(Exception):
            reached = [(hops, [record])]
            while reached:
                reached = await self._next_level(reached)
        found = finish()
        return await found if self.is_awaitable(found) else found

    async def _next_level(
        self, reached: list[tuple[Sequence[Hop], list[Any]]]
    ) -> list[tuple[Sequence[Hop], list[Any]]]:
        """Look up what these records lead to; the records found there that lead further."""
        asked: dict[str, list[str]] = defaultdict(list)
        ahead: list[tuple[Hop, str, list[str]]] = []
        for link, hop, records in _links(reached):
            keys = [key for record in records for key in link.keys(record)]
            asked[link.through] += keys
            if hop.beyond:
                ahead.append((hop, link.through, keys))
        await gather(*(self._through(name).of(keys) for name, keys in asked.items()))
        return [
            (hop.beyond, list(_records(self._through(name).known[key] for key in keys)))
            for hop, name, keys in ahead
        ]

    def _through(self, name: str) -> Any:
        return getattr(self.context_value, name)

    def _plan(self, type_: GraphQLObjectType, path: Any, grouped: dict[str, Details]) -> Plan:
        """The plan of a selection, made once."""
        place = (type_.name, *_names(path))
        if place not in self._plans:
            hooked = self.middleware_manager and self.middleware_manager.middlewares
            self._plans[place] = Plan(*_joined({} if hooked else self._tellings(type_, grouped)))
        return self._plans[place]

    def _tellings(
        self, type_: GraphQLObjectType, grouped: Mapping[str, Details]
    ) -> dict[str, Told]:
        found = ((name, self._telling(type_, details)) for name, details in grouped.items())
        return {name: told for name, told in found if told is not None}

    def _telling(self, type_: GraphQLObjectType, details: Details) -> Told | None:
        """How one field is told of a record; None where it is neither a bare attribute nor a link."""
        name = details[0].node.name.value
        if name == "__typename":
            return Told(lambda _, __: type_.name)
        field = type_.fields.get(name)
        if field is None:
            return None
        link = _link(field)
        if link is None and not _is_attribute(field):
            return None
        completed = self._completed(field.type, details)
        if completed is None:
            return None
        if link is not None:
            return Told(_followed(link, completed.read), (Hop(link, completed.hops),))
        attribute = field.extensions[DEFINITION].python_name
        hops = (Hop(attribute, completed.hops),) if completed.hops else ()
        return Told(_attribute(attribute, completed.read, text=_is_text(field.type)), hops)

    def _completed(self, type_: Any, details: Details) -> Told | None:
        """How a value of this type is told; None where part of it has to be executed."""
        if isinstance(type_, GraphQLNonNull):
            if is_leaf_type(type_.of_type):
                return Told(_leaf(type_.of_type, required=True))
            inside = self._completed(type_.of_type, details)
            return inside and Told(_required(inside.read), inside.hops)
        if isinstance(type_, GraphQLList):
            inside = self._completed(type_.of_type, details)
            return inside and Told(_each(inside.read), inside.hops)
        if isinstance(type_, GraphQLObjectType):
            return self._record(type_, details)
        return Told(_leaf(type_, required=False)) if is_leaf_type(type_) else None

    def _record(self, type_: GraphQLObjectType, details: Details) -> Told | None:
        grouped, deferred, _ = self.collect_subfields(type_, details)
        told = self._tellings(type_, grouped)
        if deferred or len(told) < len(grouped):
            return None
        readers, hops = _joined(told)
        kind = type_.extensions[DEFINITION].origin if type_.is_type_of else object

        def read(record: Any, context: Any) -> Any:
            if record is None:
                return None
            if not isinstance(record, kind):
                raise NotPlain
            return {name: tell(record, context) for name, tell in readers.items()}

        return Told(read, hops)


def _names(path: Any) -> Iterator[str]:
    """The names on the way to a place in the answer, innermost first: all objects of a list are told alike."""
    while path is not None:
        if isinstance(path.key, str):
            yield path.key
        path = path.prev


def _joined(told: Mapping[str, Told]) -> tuple[dict[str, Read], tuple[Hop, ...]]:
    """How each name of a selection is read, and what has to be looked up before for all of them."""
    readers = {name: one.read for name, one in told.items()}
    return readers, tuple(hop for one in told.values() for hop in one.hops)


def _told(plan: Plan, record: Any, context: Any) -> dict[str, Any]:
    """What is told at once: all that the plan tells, or nothing."""
    try:
        return {name: read(record, context) for name, read in plan.told.items()}
    except Exception:  # the library meets it again, and tells it as it tells everything
        return {}


def _links(
    reached: Iterable[tuple[Sequence[Hop], list[Any]]],
) -> Iterator[tuple[Link, Hop, list[Any]]]:
    """The links of these records and of all that they hold."""
    for hops, records in reached:
        for hop in hops:
            if isinstance(hop.to, Link):
                yield hop.to, hop, records
            else:
                attribute = hop.to
                held = _records(getattr(record, attribute) for record in records)
                yield from _links([(hop.beyond, list(held))])


def _records(values: Iterable[Any]) -> Iterator[Any]:
    """Each record among these, in lists or not."""
    for value in values:
        if isinstance(value, list):
            yield from _records(value)
        elif value is not None:
            yield value


def _link(field: GraphQLField) -> Link | None:
    """The link that a field follows; it takes no argument and asks for no permission."""
    definition = field.extensions.get(DEFINITION)
    if definition is None or definition.permission_classes or definition.extensions or field.args:
        return None
    return definition.metadata.get(LINK)


def _is_attribute(field: GraphQLField) -> bool:
    """Whether the library would only read an attribute: no resolver, no permission, no argument."""
    return getattr(field.resolve, "_is_default", False) and not field.args


def _followed(link: Link, completed: Read) -> Read:
    def told(record: Any, context: Any) -> Any:
        known = getattr(context, link.through).known
        return completed(link.told(record, [known[key] for key in link.keys(record)]), context)

    return told


def _required(read: Read) -> Read:
    def told(value: Any, context: Any) -> Any:
        found = read(value, context)
        if found is None:
            raise NotPlain
        return found

    return told


def _each(read: Read) -> Read:
    def told(value: Any, context: Any) -> Any:
        if value is None:
            return None
        if not isinstance(value, list):
            raise NotPlain
        return [read(one, context) for one in value]

    return told


def _attribute(name: str, completed: Read, *, text: bool) -> Read:
    """Most attributes are text, and most text is a ``str``: it is told as it is."""
    if not text:
        return lambda record, context: completed(getattr(record, name), context)

    def told(record: Any, context: Any) -> Any:
        value = getattr(record, name)
        return value if value.__class__ is str else completed(value, context)

    return told


def _is_text(type_: Any) -> bool:
    bare = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    return bare is GraphQLString or bare is GraphQLID


def _leaf(type_: Any, *, required: bool) -> Read:
    if isinstance(type_, GraphQLEnumType):
        return _word(type_, required=required)
    coerce, is_text = type_.coerce_output_value, _is_text(type_)

    def told(value: Any, _: Any) -> Any:
        if is_text and value.__class__ is str:
            return value
        if value is None and not required:
            return None
        found = coerce(value)
        if found is None or found is Undefined:
            raise NotPlain
        return found

    return told


def _word(type_: GraphQLEnumType, *, required: bool) -> Read:
    """An enum's members have names that do not change: each is worked out once."""
    words = _words(type_)

    def told(value: Any, _: Any) -> Any:
        if value is None and not required:
            return None
        if value not in words:
            if value is None:
                raise NotPlain
            words[value] = type_.coerce_output_value(value)
        return words[value]

    return told


@cache
def _words(type_: GraphQLEnumType) -> dict[Any, str]:
    """Member → its name in the answer, as far as it was told."""
    return {}


def _in_order(names: Mapping[str, Any], *parts: Mapping[str, Any]) -> dict[str, Any]:
    """One object of both parts, its fields in the order of the query."""
    found = {name: value for part in parts for name, value in part.items()}
    return {name: found[name] for name in names if name in found}


async def _awaited(names: Mapping[str, Any], told: Mapping[str, Any], more: Any) -> dict[str, Any]:
    return _in_order(names, told, await more)
