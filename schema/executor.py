"""执行: what a row only holds is told at once; only what has to be looked up is executed field by field.

Most fields of an answer are attributes of a record: text, dates, words of an enum, lists of such records. The executor
of the library visits each of them with a path, an info and a resolver. Here a selection of them becomes one function.
Whatever is not so plain, or turns out not to be, goes the library's way from its beginning: it says its own errors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
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

Read = Callable[[Any], Any]
Details = Any
"""What the library collected for one name of the answer: the nodes that ask for it."""

DEFINITION = "strawberry-definition"


class NotPlain(Exception):
    """不能直接给出: this value needs the library, if only to say what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """一个选取的读法.

    Attributes:
        told: name in the answer → how it is read from the record.
        rest: what is executed.
    """

    told: Mapping[str, Read]
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
        try:
            told = {name: read(source_value) for name, read in plan.told.items()}
        except Exception:  # the library meets it again, and tells it as it tells everything
            told, plan = {}, Plan({}, grouped_field_set)
        if not plan.rest:
            return told
        more: Any = super().execute_fields(
            parent_type, source_value, path, plan.rest, position_context
        )
        if not told:
            return more
        if self.is_awaitable(more):
            return _awaited(grouped_field_set, told, more)
        return _in_order(grouped_field_set, told, more)

    def _plan(self, type_: GraphQLObjectType, grouped: dict[str, Details]) -> Plan:
        """The plan of a selection; made once a request, as the library keeps each selection that it collects."""
        known = self._plans.get(id(grouped))
        if known is None:
            hooked = self.middleware_manager and self.middleware_manager.middlewares
            readers = {} if hooked else self._readers(type_, grouped)
            rest = {name: details for name, details in grouped.items() if name not in readers}
            known = self._plans[id(grouped)] = (grouped, Plan(readers, rest))
        return known[1]

    def _readers(self, type_: GraphQLObjectType, grouped: Mapping[str, Details]) -> dict[str, Read]:
        found = ((name, self._reader(type_, details)) for name, details in grouped.items())
        return {name: read for name, read in found if read is not None}

    def _reader(self, type_: GraphQLObjectType, details: Details) -> Read | None:
        """How one field is read from a record; None where it is no bare attribute."""
        name = details[0].node.name.value
        if name == "__typename":
            return lambda _: type_.name
        field = type_.fields.get(name)
        if field is None or not _is_attribute(field):
            return None
        completed = self._completed(field.type, details)
        if completed is None:
            return None
        attribute = field.extensions[DEFINITION].python_name
        return lambda record: completed(getattr(record, attribute))

    def _completed(self, type_: Any, details: Details) -> Read | None:
        """How a value of this type is told; None where part of it has to be executed."""
        if isinstance(type_, GraphQLNonNull):
            inside = self._completed(type_.of_type, details)
            return inside and _required(inside)
        if isinstance(type_, GraphQLList):
            inside = self._completed(type_.of_type, details)
            return inside and _each(inside)
        if isinstance(type_, GraphQLObjectType):
            return self._record(type_, details)
        return _leaf(type_) if is_leaf_type(type_) else None

    def _record(self, type_: GraphQLObjectType, details: Details) -> Read | None:
        grouped, deferred, _ = self.collect_subfields(type_, details)
        readers = self._readers(type_, grouped)
        if deferred or len(readers) < len(grouped):
            return None
        kind = type_.extensions[DEFINITION].origin if type_.is_type_of else object

        def read(record: Any) -> Any:
            if record is None:
                return None
            if not isinstance(record, kind):
                raise NotPlain
            return {name: tell(record) for name, tell in readers.items()}

        return read


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


def _leaf(type_: Any) -> Read:
    coerce = type_.coerce_output_value
    is_text = type_ is GraphQLString or type_ is GraphQLID

    def told(value: Any) -> Any:
        if value is None or (is_text and value.__class__ is str):
            return value
        found = coerce(value)
        if found is None or found is Undefined:
            raise NotPlain
        return found

    return told


def _in_order(names: Mapping[str, Any], *parts: Mapping[str, Any]) -> dict[str, Any]:
    """One object of both parts, its fields in the order of the query."""
    found = {name: value for part in parts for name, value in part.items()}
    return {name: found[name] for name in names if name in found}


async def _awaited(names: Mapping[str, Any], told: Mapping[str, Any], more: Any) -> dict[str, Any]:
    return _in_order(names, told, await more)
