"""谁在请求: the parts of a service, and the desk of whoever holds a token."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from graph import people
from graph.db import Graph
from graph.model.actor import PUBLIC, Actor
from graph.rules.pack import RulePack
from resolvers.acting import Anchor, Clock, Desk, utc_now
from resolvers.memory import Memory
from server.tokens import TokenRefused, Verifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """服务的组成, handed in by whoever starts it.

    Attributes:
        verifier: checks bearer tokens; the sample's issuer also shows its users in the explorer.
        users: sample users, id → shown name; empty outside the sample.
        body_limit: bytes of a request at most.
        crowd: requests at once at most; who comes then is told to come again.
    """

    graph: Graph
    pack: RulePack
    verifier: Verifier
    anchor: Anchor
    explorer_folder: Path
    production: bool
    hosts: tuple[str, ...]
    users: Mapping[str, str]
    clock: Clock = utc_now
    memory: Memory = field(default_factory=Memory)
    body_limit: int = 40_000_000
    crowd: int = 100


async def desk_of(service: Service, headers: Mapping[str, str]) -> Desk:
    """The desk of whoever holds the token; the public's without one.

    Raises:
        TokenRefused, IssuerUnreachable, UserNotFound.
    """
    desk = Desk(
        graph=service.graph,
        actor=PUBLIC,
        clock=service.clock,
        pack=service.pack,
        anchor=service.anchor,
        memory=service.memory,
    )
    header = headers.get("authorization")
    if header is None:
        return desk
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise TokenRefused
    actor = await desk.memory.lately((token, desk.today), partial(_actor, service, desk, token))
    return replace(desk, actor=actor, remembered=True)


async def _actor(service: Service, desk: Desk, token: str) -> Actor:
    user = await asyncio.to_thread(service.verifier.user, token.strip())
    return await desk.graph.read(people.actor, user, desk.today)
