"""办理一件事: one use case is one transaction, one event of the audit chain, one result.

Whoever acts stands at a ``Desk``; the use case works with an ``Act``.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from json import loads
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from graph import audit, people
from graph.audit import Event, Recorded
from graph.db import Graph, Tx
from graph.model.actor import Actor, Role
from graph.rules.pack import DEFAULT, RulePack
from graph.workflow import Forbidden
from resolvers.memory import Memory

T = TypeVar("T")

log = logging.getLogger("quanze")

LOCAL = ZoneInfo("Asia/Shanghai")

Result = dict[str, Any]
"""What a use case hands back: ids and counts, as JSON; a retry hears the same."""


class Anchor(Protocol):
    """审计链锚: keeps the head of the chain outside the database."""

    def keep(self, record: Recorded) -> None:
        """Note that this event was committed."""
        ...


class Clock(Protocol):
    """时钟: handed in, so that a test owns it."""

    def __call__(self) -> datetime:
        """The moment, with a time zone."""
        ...


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """办公桌: who acts, on which graph, when, under which rule pack.

    Attributes:
        anchor: None where nothing outside the database is to be kept (unit tests).
        memory: shared by the desks of one service.
        remembered: the roles of the actor may be a moment old; they are read anew before he acts.
    """

    graph: Graph
    actor: Actor
    clock: Clock = utc_now
    pack: RulePack = DEFAULT
    anchor: Anchor | None = None
    memory: Memory = field(default_factory=Memory)
    remembered: bool = False

    @property
    def today(self) -> date:
        """The civil date in Asia/Shanghai (T1)."""
        return self.clock().astimezone(LOCAL).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """一次办理, inside its transaction."""

    tx: Tx
    event: Event
    actor: Actor
    today: date
    pack: RulePack
    memory: Memory = field(default_factory=Memory)

    @property
    def seq(self) -> int:
        """Number of the audit event: the knowledge time of all that is written."""
        return self.event.seq

    def mint(self, kind: str) -> str:
        """A new id, kept in the audit event."""
        return self.event.mint(kind)

    async def recall(self, key: Hashable, make: Callable[[], Awaitable[T]]) -> T:
        """What was worked out since the last act, or is now. Only before anything is written."""
        return await self.memory.recall_locked((self.event.head, self.today), key, make)


Work = Callable[[Act], Awaitable[Result]]

IMPORT_SECONDS = 600.0
"""A whole import or commit is one transaction; a single act is far below."""


def permit(desk: Desk, name: str, roles: tuple[Role, ...]) -> None:
    """Whoever has none of the roles is told so first, whatever he sends.

    Raises:
        Forbidden
    """
    if not desk.actor.has(*roles):
        raise Forbidden(name, roles)


async def perform(
    desk: Desk,
    name: str,
    given: Result,
    work: Work,
    *,
    roles: tuple[Role, ...],
    client_mutation_id: str | None = None,
) -> Result:
    """Run one use case: all of it happens, with its audit event, or none.

    Args:
        name: of the mutation, as the API calls it.
        given: its whole input, JSON-ready; kept in the event.
        roles: who may; any one of them is enough.

    Raises:
        Forbidden: the actor has none of the roles.
        MutationReused: see ``graph.audit.begin``.
    """
    permit(desk, name, roles)
    outcome = await desk.graph.write_within(
        IMPORT_SECONDS, _perform, desk, name, given, work, roles, client_mutation_id
    )
    desk.memory.forget_lately()
    if isinstance(outcome, str):
        return loads(outcome)
    if desk.anchor is not None:
        _keep(desk.anchor, outcome)
    return loads(outcome.result)


def _keep(anchor: Anchor, record: Recorded) -> None:
    """The act is done already: an anchor that cannot be written is no reason to tell the user that it is not."""
    try:
        anchor.keep(record)
    except OSError:
        log.exception("event %s is committed and not anchored", record.seq)


async def _perform(
    tx: Tx,
    desk: Desk,
    name: str,
    given: Result,
    work: Work,
    roles: tuple[Role, ...],
    client_mutation_id: str | None,
) -> Recorded | str:
    event = await audit.begin(
        tx,
        desk.actor,
        name,
        given,
        at=desk.clock().astimezone(UTC),
        today=desk.today,
        client_mutation_id=client_mutation_id,
    )
    if isinstance(event, str):
        return event
    if desk.remembered:
        desk = replace(desk, actor=await people.actor(tx, desk.actor.user, event.today))
        permit(desk, name, roles)
    act = Act(
        tx=tx,
        event=event,
        actor=desk.actor,
        today=event.today,
        pack=desk.pack,
        memory=desk.memory,
    )
    return await audit.finish(tx, event, await work(act))
