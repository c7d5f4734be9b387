"""执行: what records only hold is told at once, and what they lead to is looked up a level at a time.

Most fields of an answer are attributes of a record (text, dates, words of an enum, lists of such records) or links to
other records (schema/links.py). The executor of the library visits each of them with a path, an info and a resolver.
Here a selection of them becomes one function. Whatever is not so plain, or turns out not to be, goes the library's way
from its beginning: it says its own errors.
"""

from __future__ import annotations

from asyncio import gather
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLID,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
    Undefined,
    is_leaf_type,
)
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from schema.links import LINK, Link

Read = Callable[[Any], Any]
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
        told: name in the answer → how it is read from the record.
        hops: what has to be looked up before.
        rest: what is executed.
    """

    told: Mapping[str, Read]
    hops: tuple[Hop, ...]
    rest: dict[str, Details]


class PlainTelling(StrawberryGraphQLCoreExecutionContext):
    """The executor of one request."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plans: dict[int, tuple[Any, Plan]] = {}

    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,
        path: Any,
        grouped_field_set: dict[str, Details],
        position_context: Any,
    ) -> Any:
        plan = self._plan(parent_type, grouped_field_set)

        def finish() -> Any:
            told, rest = _told(plan, source_value, grouped_field_set)
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

    def _plan(self, type_: GraphQLObjectType, grouped: dict[str, Details]) -> Plan:
        """The plan of a selection; made once a request, as the library keeps each selection that it collects."""
        known = self._plans.get(id(grouped))
        if known is None:
            hooked = self.middleware_manager and self.middleware_manager.middlewares
            told = {} if hooked else self._tellings(type_, grouped)
            readers, hops = _joined(told)
            rest = {name: details for name, details in grouped.items() if name not in told}
            known = self._plans[id(grouped)] = (grouped, Plan(readers, hops, rest))
        return known[1]

    def _tellings(
        self, type_: GraphQLObjectType, grouped: Mapping[str, Details]
    ) -> dict[str, Told]:
        found = ((name, self._telling(type_, details)) for name, details in grouped.items())
        return {name: told for name, told in found if told is not None}

    def _telling(self, type_: GraphQLObjectType, details: Details) -> Told | None:
        """How one field is told of a record; None where it is neither a bare attribute nor a link."""
        name = details[0].node.name.value
        if name == "__typename":
            return Told(lambda _: type_.name)
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
            return Told(self._followed(link, completed.read), (Hop(link, completed.hops),))
        attribute = field.extensions[DEFINITION].python_name
        hops = (Hop(attribute, completed.hops),) if completed.hops else ()
        return Told(_attribute(attribute, completed.read, text=_is_text(field.type)), hops)

    def _followed(self, link: Link, completed: Read) -> Read:
        known = self._through(link.through).known

        def read(record: Any) -> Any:
            return completed(link.told(record, [known[key] for key in link.keys(record)]))

        return read

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

        def read(record: Any) -> Any:
            if record is None:
                return None
            if not isinstance(record, kind):
                raise NotPlain
            return {name: tell(record) for name, tell in readers.items()}

        return Told(read, hops)


def _joined(told: Mapping[str, Told]) -> tuple[dict[str, Read], tuple[Hop, ...]]:
    """How each name of a selection is read, and what has to be looked up before for all of them."""
    readers = {name: one.read for name, one in told.items()}
    return readers, tuple(hop for one in told.values() for hop in one.hops)


def _told(
    plan: Plan, record: Any, grouped: dict[str, Details]
) -> tuple[dict[str, Any], dict[str, Details]]:
    """(what is told at once, what is executed)."""
    try:
        return {name: read(record) for name, read in plan.told.items()}, plan.rest
    except Exception:  # the library meets it again, and tells it as it tells everything
        return {}, grouped


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


def _required(read: Read) -> Read:
    def told(value: Any) -> Any:
        found = read(value)
        if found is None:
            raise NotPlain
        return found

    return told


def _each(read: Read) -> Read:
    def told(value: Any) -> Any:
        if value is None:
            return None
        if not isinstance(value, list):
            raise NotPlain
        return [read(one) for one in value]

    return told


def _attribute(name: str, completed: Read, *, text: bool) -> Read:
    """Most attributes are text, and most text is a ``str``: it is told as it is."""
    if not text:
        return lambda record: completed(getattr(record, name))

    def told(record: Any) -> Any:
        value = getattr(record, name)
        return value if value.__class__ is str else completed(value)

    return told


def _is_text(type_: Any) -> bool:
    bare = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    return bare is GraphQLString or bare is GraphQLID


def _leaf(type_: Any, *, required: bool) -> Read:
    if isinstance(type_, GraphQLEnumType):
        return _word(type_, required=required)
    coerce, is_text = type_.coerce_output_value, _is_text(type_)

    def told(value: Any) -> Any:
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

    def told(value: Any) -> Any:
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
