"""图数据库的唯一入口: graph functions receive a ``Tx``; opening, committing and retrying happen only here."""

from __future__ import annotations

import asyncio
import time
from collections.abc import (
    AsyncGenerator,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager
from typing import Any, Concatenate, LiteralString, ParamSpec, Protocol, TypeVar

from neo4j import (
    READ_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncResult,
    AsyncSession,
    Query,
    unit_of_work,
)
from neo4j.exceptions import (
    AuthError,
    ConnectionAcquisitionTimeoutError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.errors import (
    CommitUnknown,
    DomainError,
    GraphNeedsRestart,
    GraphRefusedLogin,
    GraphUnavailable,
    QueryTimedOut,
)

P = ParamSpec("P")
T = TypeVar("T")

_PAUSES = (0.05, 0.2, 0.8)
"""Seconds before the second, third and fourth attempt of a read."""

_RETRY_READS_FOR = 3.0
"""Seconds after which a failed read is not tried again: the user hears of it instead."""


LATEST = 2**53
"""``known`` for "all that is known now": above every number of an event."""


class Tx(Protocol):
    """一次事务: all that a graph function sees of the database.

    Queries are constants with ``$parameters``; a query put together from variables is a type error.
    """

    async def run(
        self, query: LiteralString, parameters: dict[str, Any] | None = None
    ) -> AsyncResult:
        """Send one query. Its result must be read before the function returns."""
        ...


class _AutoCommit:
    """A ``Tx`` whose every query is a transaction of its own: cheaper, and just as consistent for reads."""

    def __init__(self, session: AsyncSession, seconds: float) -> None:
        self._session = session
        self._seconds = seconds

    async def run(
        self, query: LiteralString, parameters: dict[str, Any] | None = None
    ) -> AsyncResult:
        return await self._session.run(Query(query, timeout=self._seconds), parameters)


class Graph:
    """Runs one graph function in one transaction: all of it happens, or none.

    A transient failure is retried, so ``work`` may run more than once and must touch nothing but its ``tx``.
    Bookmarks are shared: on a cluster, whoever wrote through this object reads his own writes.
    """

    def __init__(self, driver: AsyncDriver, database: str, *, query_timeout: float = 10.0) -> None:
        self._driver = driver
        self._database = database
        self._query_timeout = query_timeout
        self._bookmarks = AsyncGraphDatabase.bookmark_manager()

    async def read(
        self,
        work: Callable[Concatenate[Tx, P], Awaitable[T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run ``work`` against a reader; on a cluster that may be a follower."""
        began = time.monotonic()
        async with driver_errors(self._query_timeout):
            for pause in _PAUSES:
                try:
                    return await self._read_once(work, *args, **kwargs)
                except (Neo4jError, DriverError) as error:
                    if not error.is_retryable() or time.monotonic() - began > _RETRY_READS_FOR:
                        raise
                await asyncio.sleep(pause)
            return await self._read_once(work, *args, **kwargs)

    async def _read_once(
        self,
        work: Callable[Concatenate[Tx, P], Awaitable[T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        async with self._session(default_access_mode=READ_ACCESS) as session:
            return await work(_AutoCommit(session, self._query_timeout), *args, **kwargs)

    async def write(
        self,
        work: Callable[Concatenate[Tx, P], Awaitable[T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run ``work`` against the writer; a refusal raised inside it leaves nothing behind."""
        return await self.write_within(self._query_timeout, work, *args, **kwargs)

    async def write_within(
        self,
        seconds: float,
        work: Callable[Concatenate[Tx, P], Awaitable[T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """As ``write``, with a time limit of its own: a whole import is one transaction."""
        timed = unit_of_work(timeout=seconds)(work)
        async with driver_errors(seconds), self._session() as session:
            return await session.execute_write(timed, *args, **kwargs)

    def _session(self, **config: Any) -> AsyncSession:
        return self._driver.session(
            database=self._database, bookmark_manager=self._bookmarks, **config
        )


_UNAVAILABLE = (
    ServiceUnavailable,
    SessionExpired,
    ConnectionAcquisitionTimeoutError,
    TransientError,
)


@asynccontextmanager
async def driver_errors(seconds: float) -> AsyncGenerator[None]:
    """Driver errors that a user can do something about, as domain errors; the rest are bugs.

    Args:
        seconds: the time limit that may have been exceeded.
    """
    try:
        yield
    except IncompleteCommit as error:
        raise CommitUnknown from error
    except AuthError as error:
        raise GraphRefusedLogin from error
    except _UNAVAILABLE as error:
        raise GraphUnavailable(type(error).__name__) from error
    except Neo4jError as error:
        if refusal := _refusal(error.code or "", seconds):
            raise refusal from error
        raise


def _refusal(code: str, seconds: float) -> DomainError | None:
    """What a server error means; None for a bug of ours."""
    last = code.rpartition(".")[2]
    if last.startswith("TransactionTimedOut"):
        return QueryTimedOut(seconds)
    if (
        last == "TransactionCommitFailed"
    ):  # measured with a full disk: it was there after the restart
        return CommitUnknown()
    return GraphNeedsRestart() if last == "TransactionStartFailed" else None


def connect(
    uri: str,
    user: str,
    password: str,
    *,
    pool_size: int = 50,
    acquisition_timeout: float = 3.0,
    retry_for: float = 6.0,
) -> AsyncDriver:
    """A driver for one process: ``bolt://`` for one server, ``neo4j://`` or ``neo4j+s://`` for a cluster.

    Args:
        pool_size: connections at most; who comes when all are taken waits ``acquisition_timeout`` seconds.
        retry_for: seconds for which a write is tried again after transient failures.
    """
    return AsyncGraphDatabase.driver(
        uri,
        auth=(user, password),
        max_connection_pool_size=pool_size,
        connection_acquisition_timeout=acquisition_timeout,
        connection_timeout=acquisition_timeout,
        max_transaction_retry_time=retry_for,
        initial_retry_delay=0.05,  # a deadlock is over sooner than the driver's whole second
        # An empty graph knows no label yet; that is no news.
        notifications_disabled_classifications=["UNRECOGNIZED"],
    )


def narrowest(ways: Mapping[str, LiteralString], given: Mapping[str, Any]) -> LiteralString | None:
    """The query text of the first filter that is set, narrowest first: a filter that may be null uses no index."""
    return next((text for name, text in ways.items() if given[name] is not None), None)


def in_turns(values: Sequence[str], at_once: int) -> Iterator[Sequence[str]]:
    """The values in portions, so that no one query holds up everybody else."""
    return (values[n : n + at_once] for n in range(0, len(values), at_once))


def listed(values: Iterable[str] | None) -> list[str] | None:
    """The values of a filter as a parameter; None stays None and filters nothing."""
    return None if values is None else sorted(set(values))
