"""The one door to the database, on a real Neo4j."""

from __future__ import annotations

from typing import Any

import pytest
from neo4j import AsyncDriver
from neo4j.exceptions import ClientError, ServiceUnavailable

from graph.db import Graph, Tx, connect
from graph.errors import GraphRefusedLogin, GraphUnavailable, QueryTimedOut
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
