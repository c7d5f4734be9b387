"""我的待办: what one person can do now, by the table of the workflow and by the questions of the engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from graph import workflow, worklist
from graph.db import Tx
from graph.model.actor import Actor, Role
from graph.model.request import Action
from graph.pages import Page
from graph.worklist import Awaited, Waiting
from resolvers import open_acts
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

    async def work(tx: Tx) -> Page:
        asked = replace(wanted, held=await _held(tx, actor, desk.today))
        return await worklist.page(tx, asked, desk.today, size=size, after=after)

    return await desk.graph.read(work)


async def _held(tx: Tx, actor: Actor, today: date) -> tuple[str, ...]:
    """Agreed items that whoever applies cannot apply yet, by the same rule as ``actions`` (C8, C15, E3)."""
    if not actor.has(*workflow.roles_for(Action.APPLY)):
        return ()
    items = await worklist.maybe_held(tx, today)
    around = await open_acts.surroundings(tx, items, today)
    found = {i.id: open_acts.acts(actor, i, around[i.id], today).open for i in items}
    return tuple(id_ for id_, open_ in found.items() if Action.APPLY not in open_)


def _steps(actor: Actor) -> Iterator[Awaited]:
    for role in sorted({role for role, _ in actor.roles}):
        own = actor.organs(*workflow.DEPT) if role in workflow.DEPT else None
        for step in workflow.awaited(Role(role)):
            yield Awaited(step.route, step.source, step.action, own)
