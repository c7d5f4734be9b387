"""GraphQL 契约: queries, mutations and all that they can answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.types import ExecutionContext

from schema.access import guard
from schema.arguments import describe_arguments, describe_scalars
from schema.executor import PlainTelling
from schema.mutations.effect import EffectMutation
from schema.mutations.law import LawMutation
from schema.mutations.listing import ListMutation
from schema.mutations.reorganisation import ReorganisationMutation
from schema.mutations.request import RequestMutation
from schema.mutations.ruling import RulingMutation
from schema.paging import fail_alone
from schema.problems import handlers
from schema.queries.audit import AuditQuery
from schema.queries.dashboard import DashboardQuery
from schema.queries.explain import ExplainQuery
from schema.queries.history import HistoryQuery
from schema.queries.law import LawQuery
from schema.queries.organ import OrganQuery
from schema.queries.power import PowerQuery
from schema.queries.reorganisation import ReorganisationQuery
from schema.queries.request import RequestQuery
from schema.telling import is_bug


@strawberry.type(description="查询")
class Query(
    LawQuery,
    PowerQuery,
    RequestQuery,
    ExplainQuery,
    HistoryQuery,
    DashboardQuery,
    OrganQuery,
    ReorganisationQuery,
    AuditQuery,
):
    """Every root field that reads."""


@strawberry.type(description="办理")
class Mutation(
    LawMutation,
    EffectMutation,
    ListMutation,
    RulingMutation,
    RequestMutation,
    ReorganisationMutation,
):
    """Every act."""


class _Schema(strawberry.Schema):
    """Logs bugs only: a refusal is an answer, and a wrong query the client's business."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        super().process_errors([e for e in errors if is_bug(e)], execution_context)


def build(extensions: Iterable[Any] = ()) -> strawberry.Schema:
    """The executable schema, with the guards of whoever serves it."""
    guard(Query)
    made = _Schema(
        query=Query,
        mutation=Mutation,
        exception_handlers=list(handlers()),
        extensions=list(extensions),
        execution_context_class=PlainTelling,
    )
    library = made._schema  # pyright: ignore[reportPrivateUsage]
    describe_arguments(library)
    describe_scalars(library)
    fail_alone(library)
    return made
