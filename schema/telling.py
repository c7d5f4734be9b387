"""错误的措辞: a refusal tells its sentence, a wrong query what is wrong with it, a bug nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from graphql import GraphQLError, NoSchemaIntrospectionCustomRule
from strawberry.exceptions import MissingQueryError
from strawberry.extensions import AddValidationRules, SchemaExtension
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from graph.errors import DomainError
from schema.wording import LONGEST, in_chinese, without_help

log = logging.getLogger("quanze")

MASKED = "系统内部错误，已记录；请稍后再试"


class Refused(GraphQLError):
    """被拒绝的请求, in Chinese already."""


def is_bug(error: GraphQLError) -> bool:
    """A domain error is written for people, a GraphQL error for clients; anything else stays inside."""
    original = error.original_error
    while isinstance(original, GraphQLError) and not isinstance(original, Refused):
        original = original.original_error
    if original is None or isinstance(original, DomainError | GraphQLError):
        return False
    return bool(error.path)


def told(error: GraphQLError, *, production: bool) -> GraphQLError:
    """The error as a client hears it."""
    if isinstance(error, Refused):
        return error
    cause = error.original_error
    if isinstance(cause, DomainError):
        return _again(error, str(cause), {"code": type(cause).__name__})
    if is_bug(error):
        return _again(error, MASKED)
    original = error.message if not production else without_help(error.message)[0]
    extensions = {**(error.extensions or {}), "original": original[:LONGEST]}
    return _again(error, _worded(error.message, production=production), extensions)


def _again(error: GraphQLError, message: str, extensions: Any = None) -> GraphQLError:
    """The same place of the query, another sentence, and nothing of the cause."""
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions or None,
    )


def _worded(message: str, *, production: bool) -> str:
    if message.startswith("GraphQL introspection has been disabled"):
        return "本服务不提供内省；接口契约见 schema.graphql"
    if message == "Validation aborted.":
        return "查询过于复杂，校验中止"
    sentence = in_chinese(message, helped=not production)
    return f"查询不符合接口契约：{sentence or '原文见 extensions.original'}"


class Telling(SchemaExtension):
    """Words every error of a response; what nobody foresaw is masked wherever it happens.

    Only what was read, and without an error, holds until the next act.
    """

    def __init__(self, *, production: bool) -> None:
        self._production = production

    def on_operation(self) -> Iterator[None]:
        """Word the errors of the result."""
        try:
            yield
        except (
            GraphQLError,
            MissingQueryError,
            CannotGetOperationTypeError,
            InvalidOperationTypeError,
        ):
            raise
        except Exception as bug:
            log.exception("unexpected error outside the resolvers", exc_info=bug)
            raise Refused(MASKED) from None
        done = self.execution_context
        result: Any = done.result
        errors = getattr(result, "errors", None)
        if errors:
            result.errors = [told(e, production=self._production) for e in errors]
        if errors or done.operation_type is not OperationType.QUERY:
            done.context.lasts = False


class NoIntrospection(AddValidationRules):
    """不提供内省. A class, not an object: an object is shared by all requests."""

    def __init__(self) -> None:
        super().__init__([NoSchemaIntrospectionCustomRule])
