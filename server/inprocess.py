"""同进程客户端: the sample and the tests send GraphQL to the schema itself, as a client would over HTTP."""

from __future__ import annotations

from typing import Any

import strawberry

from graph import people
from graph.db import Graph
from graph.errors import DomainError
from graph.rules.pack import RulePack
from resolvers.acting import LOCAL, Anchor, Clock, Desk
from schema.loading import context_of


class InProcess:
    """Executes documents for a named user, with his roles of the day."""

    def __init__(
        self,
        schema: strawberry.Schema,
        graph: Graph,
        pack: RulePack,
        clock: Clock,
        anchor: Anchor | None = None,
    ) -> None:
        self._schema = schema
        self._graph = graph
        self._pack = pack
        self._clock = clock
        self._anchor = anchor

    async def __call__(self, user: str, document: str, variables: dict[str, Any]) -> dict[str, Any]:
        """The data of a response.

        Raises:
            DomainError: as the fields raise it outside a result union.
            AssertionError: the document is wrong, or there is a bug.
        """
        today = self._clock().astimezone(LOCAL).date()
        actor = await self._graph.read(people.actor, user, today)
        desk = Desk(
            graph=self._graph,
            actor=actor,
            clock=self._clock,
            pack=self._pack,
            anchor=self._anchor,
        )
        result = await self._schema.execute(
            document, variable_values=variables, context_value=context_of(desk)
        )
        if result.errors:
            original = result.errors[0].original_error
            if isinstance(original, DomainError):
                raise original
            raise AssertionError(result.errors) from original
        assert result.data is not None
        return result.data
