"""The one door to the database, on a real Neo4j."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Any

import pytest
from neo4j import AsyncDriver, AsyncGraphDatabase
from neo4j.api import AsyncBookmarkManager
from neo4j.exceptions import (
    ClientError,
    CypherSyntaxError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
)

from graph.db import Graph, Tx, connect, driver_errors
from graph.errors import (
    CommitUnknown,
    GraphNeedsRestart,
    GraphRefusedLogin,
    GraphUnavailable,
    QueryTimedOut,
)
from server.local_neo4j import Running


async def test_a_write_is_seen_by_the_next_read(graph: Graph) -> None:
    await graph.write(_create, "甲")

    assert await graph.read(_names) == ["甲"]


async def test_each_test_starts_with_an_empty_graph(graph: Graph) -> None:
    assert await graph.read(_names) == []


async def test_a_refusal_leaves_nothing_behind(graph: Graph) -> None:
    with pytest.raises(ValueError, match="不行"):
        await graph.write(_create_then_refuse, "甲")

    assert await graph.read(_names) == []


async def test_a_read_cannot_write(graph: Graph) -> None:
    with pytest.raises(ClientError, match="read access mode"):
        await graph.read(_create, "甲")


async def test_a_query_that_takes_too_long_is_stopped_on_either_side(driver: AsyncDriver) -> None:
    impatient = Graph(driver, "neo4j", query_timeout=0.2)

    with pytest.raises(QueryTimedOut, match=r"超过 0\.2 秒"):
        await impatient.read(_count_forever)
    with pytest.raises(QueryTimedOut, match=r"超过 0\.2 秒"):
        await impatient.write(_count_forever)


async def test_a_write_may_be_given_more_time(driver: AsyncDriver) -> None:
    impatient = Graph(driver, "neo4j", query_timeout=0.001)

    assert await impatient.write_within(30, _count_a_while) == 1_000_000


async def test_who_finds_every_connection_taken_is_told_soon(neo4j_server: Running) -> None:
    running = neo4j_server
    pool = connect(
        running.uri, running.user, running.password, pool_size=1, acquisition_timeout=0.3
    )
    async with pool as driver:
        crowded = Graph(driver, "neo4j")

        with pytest.raises(GraphUnavailable, match="稍后再试"):
            await crowded.read(_read_within_a_read, crowded)


async def test_an_unreachable_server_is_told_in_one_sentence() -> None:
    async with connect("bolt://127.0.0.1:1", "neo4j", "x", retry_for=0.2) as driver:
        with pytest.raises(GraphUnavailable, match="图数据库暂时不可用"):
            await Graph(driver, "neo4j").read(_names)
        with pytest.raises(GraphUnavailable, match="图数据库暂时不可用"):
            await Graph(driver, "neo4j").write(_create, "甲")


async def test_a_wrong_password_is_told_in_one_sentence(neo4j_server: Running) -> None:
    async with connect(neo4j_server.uri, "neo4j", "wrong") as driver:
        with pytest.raises(GraphRefusedLogin, match="用户名和密码"):
            await Graph(driver, "neo4j").read(_names)


async def test_over_a_routing_address_a_user_reads_his_own_writes(
    neo4j_server: Running, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a cluster: reads go to a reader, and name the bookmark of the last write."""
    bookmarks = _Watched(AsyncGraphDatabase.bookmark_manager())
    monkeypatch.setattr(AsyncGraphDatabase, "bookmark_manager", lambda: bookmarks)
    address = neo4j_server.uri.replace("bolt://", "neo4j://")
    async with connect(address, neo4j_server.user, neo4j_server.password) as driver:
        routed = Graph(driver, "neo4j")
        await routed.write(_create, "甲")

        assert await routed.read(_names) == ["甲"]

    written, asked = bookmarks.updated[0], bookmarks.asked[-1]
    assert written
    assert written == asked


async def test_of_twenty_writers_on_one_node_nobody_is_lost(graph: Graph) -> None:
    await graph.write(_create, "甲")

    await asyncio.gather(*(graph.write(_count_up) for _ in range(20)))

    assert await graph.read(_counted) == 20


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("Neo.DatabaseError.Transaction.TransactionCommitFailed", CommitUnknown),
        ("Neo.DatabaseError.Transaction.TransactionStartFailed", GraphNeedsRestart),
        ("Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration", QueryTimedOut),
        ("Neo.TransientError.Transaction.DeadlockDetected", GraphUnavailable),
    ],
)
async def test_what_the_server_answers_becomes_a_sentence(
    code: str, problem: type[Exception]
) -> None:
    """The codes are those that a real server gave, the first two with a full disk."""
    with pytest.raises(problem):
        async with driver_errors(1):
            raise Neo4jError._hydrate_neo4j(code=code, message="x")  # pyright: ignore[reportPrivateUsage]


async def test_a_commit_whose_answer_was_lost_is_called_unknown() -> None:
    with pytest.raises(CommitUnknown, match="结果未知"):
        async with driver_errors(1):
            raise IncompleteCommit


async def test_a_mistake_of_ours_stays_a_crash(graph: Graph) -> None:
    with pytest.raises(CypherSyntaxError):
        await graph.read(_misspelt)


async def test_a_transient_failure_of_a_read_is_retried(graph: Graph) -> None:
    attempts: list[int] = []

    assert await graph.read(_fail_twice, attempts) == [1, 2, 3]


async def _create(tx: Tx, name: str) -> None:
    result = await tx.run("CREATE (:Probe {name: $name})", {"name": name})
    await result.consume()


async def _create_then_refuse(tx: Tx, name: str) -> None:
    await _create(tx, name)
    raise ValueError("不行")


async def _names(tx: Tx) -> list[str]:
    result = await tx.run("MATCH (p:Probe) RETURN collect(p.name) AS names")
    return (await result.single(strict=True))["names"]


async def _count_forever(tx: Tx) -> Any:
    result = await tx.run("UNWIND range(1, 1000000000000) AS i RETURN count(i) AS n")
    return (await result.single(strict=True))["n"]


async def _count_a_while(tx: Tx) -> Any:
    result = await tx.run("UNWIND range(1, 1000000) AS i RETURN count(i) AS n")
    return (await result.single(strict=True))["n"]


async def _read_within_a_read(tx: Tx, graph: Graph) -> None:
    await tx.run("UNWIND range(1, 100000) AS i RETURN i")
    await graph.read(_names)


class _Deadlock(ServiceUnavailable):
    """What the driver says when a server goes away."""


async def _fail_twice(tx: Tx, attempts: list[int]) -> list[int]:
    attempts.append(len(attempts) + 1)
    if len(attempts) < 3:
        raise _Deadlock
    return attempts


async def _count_up(tx: Tx) -> None:
    await tx.run("MATCH (p:Probe) SET p.count = coalesce(p.count, 0) + 1")


async def _counted(tx: Tx) -> int:
    result = await tx.run("MATCH (p:Probe) RETURN p.count AS count")
    return (await result.single(strict=True))["count"]


async def _misspelt(tx: Tx) -> None:
    result = await tx.run("MACTH (p) RETURN p")
    await result.consume()


class _Watched(AsyncBookmarkManager):
    """A bookmark manager that remembers what it was told and what it answered."""

    def __init__(self, inner: AsyncBookmarkManager) -> None:
        self.inner = inner
        self.updated: list[set[str]] = []
        self.asked: list[set[str]] = []

    async def update_bookmarks(
        self, previous_bookmarks: Collection[str], new_bookmarks: Collection[str]
    ) -> None:
        self.updated.append(set(new_bookmarks))
        await self.inner.update_bookmarks(previous_bookmarks, new_bookmarks)

    async def get_bookmarks(self) -> Collection[str]:
        bookmarks = await self.inner.get_bookmarks()
        self.asked.append(set(bookmarks))
        return bookmarks
