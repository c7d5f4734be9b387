"""防护: what a query may cost, and what an error may tell.

One memoised pass over the document: each fragment is measured once, however often it is spread; the limiters of the
library are exponential there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)
from strawberry.extensions import SchemaExtension

from graph.errors import DomainError


@dataclass(frozen=True, slots=True)
class Limits:
    """限额 of one request.

    Attributes:
        cost: fields, each times the sizes of the pages that it stands in.
    """

    depth: int = 14
    fields: int = 1_000
    roots: int = 20
    cost: int = 60_000
    characters: int = 40_000_000


@dataclass(frozen=True, slots=True)
class Measure:
    """一段选择的度量."""

    depth: int = 0
    fields: int = 0
    cost: int = 0


class _Measuring:
    """Measures selections; a fragment is measured once."""

    def __init__(self, document: DocumentNode, variables: Mapping[str, Any]) -> None:
        self._fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        self._known: dict[str, Measure] = {}
        self._variables = variables

    def of(self, selections: SelectionSetNode | None) -> Measure:
        """Depth, fields and cost of a selection set."""
        parts = [self._one(node) for node in selections.selections] if selections else []
        return Measure(
            depth=max((p.depth for p in parts), default=0),
            fields=sum(p.fields for p in parts),
            cost=sum(p.cost for p in parts),
        )

    def _one(self, node: Any) -> Measure:
        if isinstance(node, FragmentSpreadNode):
            return self._fragment(node.name.value)
        if isinstance(node, InlineFragmentNode):
            return self.of(node.selection_set)
        inside = self.of(node.selection_set)
        times = self._size(node)
        return Measure(inside.depth + 1, inside.fields + 1, (inside.cost * times) + 1)

    def _fragment(self, name: str) -> Measure:
        if name not in self._known:
            self._known[name] = Measure()  # a cycle ends here; validation names it
            found = self._fragments.get(name)
            self._known[name] = self.of(found.selection_set) if found else Measure()
        return self._known[name]

    def _size(self, node: FieldNode) -> int:
        """How many rows a field may bring: its ``first``, 50 where it is left out of a connection."""
        for argument in node.arguments or ():
            if argument.name.value == "first":
                value = argument.value
                if isinstance(value, IntValueNode):
                    return max(1, int(value.value))
                if isinstance(value, VariableNode):
                    given = self._variables.get(value.name.value, 50)
                    return max(1, given) if isinstance(given, int) else 50
        return 1


def check(document: DocumentNode, variables: Mapping[str, Any], limits: Limits) -> list[str]:
    """What of a request is too much, one Chinese sentence each; empty when it may run."""
    measuring = _Measuring(document, variables)
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    found: list[str] = []
    for operation in operations:
        measure = measuring.of(operation.selection_set)
        roots = len(operation.selection_set.selections)
        told = (
            (measure.depth, limits.depth, "嵌套层数"),
            (measure.fields, limits.fields, "字段数"),
            (roots, limits.roots, "根字段数"),
            (measure.cost, limits.cost, "查询代价"),
        )
        found += [
            f"{name}为 {value}，超过上限 {most}" for value, most, name in told if value > most
        ]
    return found


class QueryLimits(SchemaExtension):
    """查询限额, checked before validation spends anything on the document."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def on_validate(self) -> Iterator[None]:
        """Refuse a request that is too large."""
        context = self.execution_context
        document = context.graphql_document
        if document is not None:
            given = context.variables if isinstance(context.variables, dict) else {}
            found = check(document, given, self._limits)
            context.pre_execution_errors = [GraphQLError(text) for text in found] or None
        yield


MASKED = "系统内部错误，已记录；请稍后再试"


def should_mask(error: GraphQLError) -> bool:
    """A domain error is written for people, a GraphQL error for clients; anything else is a bug and stays inside."""
    original = error.original_error
    return original is not None and not isinstance(original, DomainError | GraphQLError)


limited = partial(QueryLimits, Limits())
