"""防护: what a query may cost. What an error may tell stands in ``schema.telling``.

One memoised pass over the document: each fragment is measured once, however often it is spread; the limiters of the
library are exponential there. All of it happens before validation, whose own rules are quadratic in places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSyntaxError,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    parse,
)
from graphql.validation import ASTValidationRule
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

from schema.telling import Refused
from schema.wording import LONGEST, in_chinese


@dataclass(frozen=True, slots=True)
class Limits:
    """限额 of one request.

    Attributes:
        fields: with fragments written out.
        cost: fields, each times the sizes of the pages that it stands in.
        same: fields of one answer name side by side; merging them is quadratic in validation.
        directives, fragments: in the whole document, fragments whether they are used or not.
        crowded: directives on one field or fragment; each that is unknown would be an error of its own.
        characters: of the query text; a file or a statute's text belongs into the variables.
    """

    depth: int = 16
    fields: int = 1_000
    roots: int = 20
    cost: int = 60_000
    same: int = 30
    directives: int = 60
    crowded: int = 4
    fragments: int = 60
    tokens: int = 8_000
    characters: int = 200_000


LIMITS = Limits()
ROWS = 50
"""Rows of a page whose size nobody said."""
HUGE = 10**9
"""A page size of more digits than this costs as much as this."""


@dataclass(frozen=True, slots=True)
class Measure:
    """一段选择的度量.

    Attributes:
        top: fields of its outermost level.
    """

    depth: int = 0
    fields: int = 0
    cost: int = 0
    top: int = 0

    @classmethod
    def of(cls, parts: Iterable[Measure]) -> Measure:
        """Of several selections side by side."""
        rows = list(parts)
        return cls(
            depth=max((r.depth for r in rows), default=0),
            fields=sum(r.fields for r in rows),
            cost=sum(r.cost for r in rows),
            top=sum(r.top for r in rows),
        )


class _Measuring:
    """Measures selections; a fragment is measured once."""

    def __init__(
        self, document: DocumentNode, variables: Mapping[str, Any], paged: frozenset[str]
    ) -> None:
        self._fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        self._known: dict[str, Measure] = {}
        self._variables = variables
        self._paged = paged

    def of(self, selections: SelectionSetNode | None) -> Measure:
        """Depth, fields and cost of a selection set."""
        return Measure.of(map(self._one, selections.selections if selections else ()))

    def _one(self, node: Any) -> Measure:
        if isinstance(node, FragmentSpreadNode):
            return self._fragment(node.name.value)
        if isinstance(node, InlineFragmentNode):
            return self.of(node.selection_set)
        inside = self.of(node.selection_set)
        cost = inside.cost * self._size(node) + 1
        return Measure(depth=inside.depth + 1, fields=inside.fields + 1, cost=cost, top=1)

    def _fragment(self, name: str) -> Measure:
        if name not in self._known:
            self._known[name] = Measure()  # a cycle ends here; validation names it
            found = self._fragments.get(name)
            self._known[name] = self.of(found.selection_set) if found else Measure()
        return self._known[name]

    def _size(self, node: FieldNode) -> int:
        """How many rows a field may bring: its ``first``; 50 for a page whose size nobody said; else 1."""
        for argument in node.arguments or ():
            if argument.name.value == "first":
                return self._number(argument.value)
        return ROWS if node.name.value in self._paged else 1

    def _number(self, value: ValueNode) -> int:
        if isinstance(value, IntValueNode):
            return HUGE if len(value.value) > 9 else max(1, int(value.value))
        given = self._variables.get(value.name.value) if isinstance(value, VariableNode) else None
        return min(HUGE, max(1, given)) if isinstance(given, int) else ROWS


def check(
    document: DocumentNode,
    variables: Mapping[str, Any],
    limits: Limits = LIMITS,
    paged: frozenset[str] = frozenset(),
) -> list[str]:
    """What of a request is too much, one Chinese sentence each; empty when it may run.

    Args:
        paged: names of the fields that bring a page even where no ``first`` is given.
    """
    found = _too_much(_in_all(document, limits))
    for operation in document.definitions:
        if isinstance(operation, OperationDefinitionNode):
            values = {**_defaults(operation), **variables}
            measure = _Measuring(document, values, paged).of(operation.selection_set)
            found += _too_much(_in_one(measure, limits))
    return found


def _too_much(rows: Iterable[tuple[int, int, str]]) -> list[str]:
    return [
        f"查询的{name}为 {value}，超过上限 {most}" for value, most, name in rows if value > most
    ]


def _in_one(measure: Measure, limits: Limits) -> Iterator[tuple[int, int, str]]:
    yield measure.depth, limits.depth, "嵌套层数"
    yield measure.fields, limits.fields, "字段数"
    yield measure.top, limits.roots, "根字段数"
    yield min(measure.cost, HUGE), limits.cost, "代价（字段数乘以分页条数）"


def _in_all(document: DocumentNode, limits: Limits) -> Iterator[tuple[int, int, str]]:
    fragments = [d for d in document.definitions if isinstance(d, FragmentDefinitionNode)]
    yield len(fragments), limits.fragments, "片段数"
    spread = _Counting()
    for definition in document.definitions:
        spread.take(definition)
    yield spread.directives, limits.directives, "指令数"
    yield spread.crowded, limits.crowded, "一处的指令数"
    yield spread.same, limits.same, "同名字段数"


class _Counting:
    """Counts what stands written in a document, without recursion."""

    def __init__(self) -> None:
        self.directives = 0
        self.crowded = 0
        self.same = 0

    def take(self, definition: Any) -> None:
        waiting = [definition]
        while waiting:
            node = waiting.pop()
            here = len(getattr(node, "directives", None) or ())
            self.directives += here
            self.crowded = max(self.crowded, here)
            inside = getattr(node, "selection_set", None)
            if inside is not None:
                waiting += inside.selections
                self._names(inside)

    def _names(self, selections: SelectionSetNode) -> None:
        seen: dict[str, int] = {}
        for node in selections.selections:
            name = _answer_name(node)
            seen[name] = seen.get(name, 0) + 1
        self.same = max(self.same, max(seen.values(), default=0))


def _answer_name(node: Any) -> str:
    """Under which name a field answers; all unnamed fragments count as one."""
    if isinstance(node, FieldNode):
        return (node.alias or node.name).value
    return f"...{node.name.value}" if isinstance(node, FragmentSpreadNode) else "..."


def _defaults(operation: OperationDefinitionNode) -> dict[str, int]:
    """Whole numbers that variables have where the client sends none."""
    return {
        d.variable.name.value: min(HUGE, int(d.default_value.value[:10]))
        for d in operation.variable_definitions or ()
        if isinstance(d.default_value, IntValueNode)
    }


@cache
def paged_fields(schema: GraphQLSchema) -> frozenset[str]:
    """Names of the fields that take ``first``."""
    types = (
        t
        for t in schema.type_map.values()
        if isinstance(t, GraphQLObjectType | GraphQLInterfaceType)
    )
    return frozenset(name for t in types for name, f in t.fields.items() if "first" in f.args)


KEPT = 4_000
"""Characters of a query text that is kept, parsed and validated: a megabyte of memory at most."""

TOO_DEEP = "查询嵌套过深，无法读取"


def read(text: str, limits: Limits = LIMITS) -> DocumentNode:
    """The document of a query text; short texts are kept parsed.

    Raises:
        Refused
    """
    if len(text) > limits.characters:
        raise Refused(
            f"查询文本为 {len(text)} 个字符，超过上限 {limits.characters}；文件和法规文本请用变量传递"
        )
    try:
        return _kept(text, limits.tokens) if len(text) < KEPT else _parsed(text, limits.tokens)
    except GraphQLSyntaxError as error:
        raise _syntax(error, limits) from None
    except RecursionError:
        raise Refused(TOO_DEEP) from None


def _parsed(text: str, tokens: int) -> DocumentNode:
    return parse(text, max_tokens=tokens)


_kept = lru_cache(maxsize=100)(_parsed)


def _syntax(error: GraphQLSyntaxError, limits: Limits) -> Refused:
    said = error.description[:LONGEST]
    if "token" in said and str(limits.tokens) in said:
        return Refused(f"查询超过 {limits.tokens} 个词，请拆开提交")
    at = error.locations[0] if error.locations else None
    where = f"第 {at.line} 行第 {at.column} 列" if at else "位置不明"
    sentence = in_chinese(said) or "原文见 extensions.original"
    return Refused(f"查询语法有误（{where}）：{sentence}", extensions={"original": said})


class QueryLimits(SchemaExtension):
    """查询限额, checked before validation spends anything on the document."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def on_parse(self) -> Iterator[None]:
        """Read the query, or refuse."""
        context = self.execution_context
        context.graphql_document = read(context.query or "", self._limits)
        yield

    def on_validate(self) -> Iterator[None]:
        """Refuse a request that is too large."""
        context = self.execution_context
        document = context.graphql_document
        if document is not None:
            found = _unnamed(document, context) + self._too_much(document, context)
            refused: list[GraphQLError] = [Refused(text) for text in found]
            context.pre_execution_errors = refused or self._validated(context)
        yield

    def _validated(self, context: Any) -> list[GraphQLError] | None:
        """What is wrong with the document, found out once for each text; None leaves it to the library."""
        text, schema = context.query or "", context.schema._schema
        if len(text) >= KEPT:
            return None
        return _wrong(schema, text, self._limits.tokens, context.validation_rules)

    def _too_much(self, document: DocumentNode, context: Any) -> list[str]:
        """What is too much, found out once for each text and its page sizes."""
        text, paged = context.query or "", paged_fields(context.schema._schema)
        sizes = _sizes(document, context.variables)
        try:
            if len(text) >= KEPT:
                return check(document, sizes, self._limits, paged)
            return _checked(text, tuple(sizes.items()), self._limits, paged)
        except RecursionError:
            return [TOO_DEEP]


def _sizes(document: DocumentNode, variables: Any) -> dict[str, int]:
    """The whole numbers among the variables that the document declares."""
    given = variables if isinstance(variables, dict) else {}
    operations = (d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    declared = {d.variable.name.value for o in operations for d in o.variable_definitions or ()}
    return {name: given[name] for name in sorted(declared) if isinstance(given.get(name), int)}


def _checked_of(
    text: str, sizes: tuple[tuple[str, int], ...], limits: Limits, paged: frozenset[str]
) -> list[str]:
    return check(_kept(text, limits.tokens), dict(sizes), limits, paged)


_checked = lru_cache(maxsize=1_000)(_checked_of)


def _unnamed(document: DocumentNode, context: Any) -> list[str]:
    """The library would take the first of several operations; a client must say which one it means."""
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    if len(operations) < 2 or context._provided_operation_name:
        return []
    return ["查询含有多个操作，须以 operationName 指明执行哪一个"]


def _wrong_of(
    schema: GraphQLSchema, text: str, tokens: int, rules: tuple[type[ASTValidationRule], ...]
) -> list[GraphQLError]:
    """What the schema says against a query text; of a text that is kept it is found out once."""
    return validate_document(schema, _kept(text, tokens), rules)


_wrong = lru_cache(maxsize=100)(_wrong_of)


limited = partial(QueryLimits, LIMITS)
