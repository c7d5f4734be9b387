"""我的待办: what one person can do now, by the table of the workflow and by the questions of the engine."""

from __future__ import annotations

from collections.abc import Iterator

from graph import workflow, worklist
from graph.model.actor import Actor, Role
from graph.pages import Page
from graph.worklist import Awaited, Waiting
from resolvers.acting import Desk


async def mine(desk: Desk, *, size: int, after: tuple[str, str]) -> Page:
    """Ids of the items at a step of the viewer, and of the questions for his roles."""
    actor = desk.actor
    roles = {role for role, _ in actor.roles}
    if actor.has(*workflow.DEPT):
        roles |= set(workflow.DEPT)  # a street answers what is asked of the departments
    wanted = Waiting(
        user=actor.user,
        steps=tuple(_steps(actor)),
        roles=tuple(sorted(role.name for role in roles)),
        holders=actor.organs(*workflow.DEPT),
    )
    return await desk.graph.read(worklist.page, wanted, desk.today, size=size, after=after)


def _steps(actor: Actor) -> Iterator[Awaited]:
    for role in sorted({role for role, _ in actor.roles}):
        own = actor.organs(*workflow.DEPT) if role in workflow.DEPT else None
        for step in workflow.awaited(Role(role)):
            yield Awaited(step.route, step.source, step.action, own)
