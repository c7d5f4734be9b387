"""A district for the scenarios: whoever is named acts through GraphQL, on a day that the test owns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import strawberry

from graph import people
from graph.db import Graph
from graph.model.actor import Actor
from graph.rules.pack import DEFAULT, RulePack
from resolvers import organs
from resolvers.acting import Desk
from resolvers.memory import Memory
from sample.api import Api
from schema.loading import context_of
from schema.schema import build

SCHEMA: strawberry.Schema = build()
ADMIN = "admin"


@dataclass
class World:
    """One district in an empty graph.

    Attributes:
        today: in Asia/Shanghai; every act happens on it.
        instrument: the statute that the scenario is about.
        memory: one for all who act, as in a service.
    """

    graph: Graph
    today: date = date(2024, 1, 2)
    instrument: str = ""
    pack: RulePack = field(default_factory=lambda: replace(DEFAULT, territory="980106"))
    memory: Memory = field(default_factory=Memory)

    def __getstate__(self) -> dict[str, Any]:
        """A copy of a world remembers nothing."""
        return {**vars(self), "memory": Memory()}

    def clock(self) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 2, tzinfo=UTC)

    def desk(self, actor: Actor) -> Desk:
        return Desk(
            graph=self.graph, actor=actor, clock=self.clock, pack=self.pack, memory=self.memory
        )

    async def actor(self, user: str) -> Actor:
        """Whoever acts, with the roles of the day."""
        return await self.graph.read(people.actor, user, self.today)

    async def execute(self, user: str, document: str, variables: dict[str, Any]) -> dict[str, Any]:
        context = context_of(self.desk(await self.actor(user)))
        result = await SCHEMA.execute(document, variable_values=variables, context_value=context)
        if result.errors:
            raise AssertionError(result.errors) from result.errors[0].original_error
        assert result.data is not None
        return result.data

    def as_(self, user: str) -> Api:
        return Api(self.execute, user)

    async def found(self) -> Api:
        """The first administrator."""
        await organs.found(
            self.desk(Actor()),
            organ_code="ADMIN",
            organ_name="系统管理机构",
            user=ADMIN,
            name="管理员",
            valid_from=date(2010, 1, 1),
        )
        return self.as_(ADMIN)
