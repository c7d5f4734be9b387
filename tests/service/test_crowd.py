"""More clients than the service takes: who has a place is answered, all others hear in a moment when to come again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from starlette.types import Message

from graph import people
from graph.db import Graph
from server.app import create
from server.asking import Service
from server.service import service as made_of
from server.settings import Settings
from tests.service.client import Client, sentences


async def test_who_comes_when_all_places_are_taken_is_told_to_come_again(
    open_: Callable[[Service], Client], service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = open_(replace(service, crowd=2))
    inside, leave = asyncio.Event(), asyncio.Event()

    async def wait(*_: object) -> int:
        inside.set()
        await leave.wait()
        return 1

    monkeypatch.setattr(people, "count", wait)
    waiting = [asyncio.create_task(client.http.get("/health")) for _ in range(2)]
    await inside.wait()
    await asyncio.sleep(0)

    third = await client.http.get("/health")
    leave.set()
    first = await asyncio.gather(*waiting)

    assert third.status_code == 503
    assert third.headers["retry-after"] == "2"
    assert sentences(third) == ["请求过多，请稍后再试"]
    assert {r.status_code for r in first} == {200}
    assert (await client.http.get("/health")).status_code == 200


async def test_places_are_counted_in_connections_to_the_database(
    people_: Graph, tmp_path: Path
) -> None:
    """Who waits too long for a connection is refused late; so of those inside only half wait for one."""
    settings = Settings(_env_file=None, data_dir=tmp_path, neo4j_pool_size=10)  # pyright: ignore[reportCallIssue]

    assert (await made_of(settings, people_)).crowd == 20


async def test_the_running_service_itself_takes_no_place(outside_service: Service) -> None:
    """A server keeps one scope of its own open from its start to its end."""
    app = create(replace(outside_service, crowd=1))
    listening, end = asyncio.Event(), asyncio.Event()

    async def receive() -> Message:
        if listening.is_set():
            await end.wait()
            return {"type": "lifespan.shutdown"}
        return {"type": "lifespan.startup"}

    async def send(message: Message) -> None:
        listening.set()

    running = asyncio.create_task(app({"type": "lifespan"}, receive, send))
    await listening.wait()
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://testserver"
    ) as http:
        answer = await http.get("/nowhere")
    end.set()
    await running

    assert answer.status_code == 404
