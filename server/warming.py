"""预热: what front ends ask first is asked once at the start, so that the database has planned it when they come.

A query that a database has not planned yet waits for its plan: the first page of the list for seconds.
"""

from __future__ import annotations

import logging

from strawberry.types.graphql import OperationType

from graph.model.actor import Actor, Role
from resolvers.acting import Desk
from schema.loading import context_of
from server.asking import Service
from server.graphql_view import schema_of

log = logging.getLogger("quanze")

POWER = """id code name type listStatus inCatalogue subItems { id } holder { id name }
citations { element function group printed provisions { id place text } } openItems { id state actions }"""

FIRST_ASKED = (
    f"{{ powers(first: 1) {{ totalCount nodes {{ {POWER} }} }} }}",
    f'{{ powers(first: 1, where: {{name: "行政"}}) {{ totalCount nodes {{ {POWER} }} }} }}',
    f'{{ powers(first: 1, where: {{holders: ["organ:0"]}}) {{ totalCount nodes {{ {POWER} }} }} }}',
    f'{{ power(id: "power:0") {{ {POWER} }} }}',
    "{ powers(first: 1, where: {types: [PERMIT]}) { totalCount nodes { id } } }",
    "{ powers(first: 1, order: CODE) { nodes { id } } }",
    "{ powers(first: 1, order: DEPARTMENT) { nodes { id } } }",
    "{ sources(first: 1) { nodes { id title effective } } instruments(first: 1) { nodes { id title } } }",
    "{ requests(first: 1) { totalCount nodes { id state actions powers { id name } } } }",
    "{ myTasks(first: 1) { totalCount } obligations(first: 1) { nodes { id state } } }",
    "{ districtDashboard { ... on DistrictDashboard { blocks { byType { key count } byStatus { key count } } } } }",
)


async def warm(service: Service) -> None:
    """Ask all of it as someone who may see everything; nobody waits for this, and nobody is told of it."""
    for document in FIRST_ASKED:
        desk = Desk(
            graph=service.graph,
            actor=Actor(roles=tuple((role, "") for role in Role)),
            clock=service.clock,
            pack=service.pack,
            memory=service.memory,
        )
        result = await schema_of(service.production).execute(
            document,
            context_value=context_of(desk),
            allowed_operation_types=(OperationType.QUERY,),
        )
        if result.errors:
            log.warning("could not be asked ahead: %s: %s", document, result.errors[0])
            return
