"""样本区的 API 客户端: whatever happens in the sample happens through GraphQL, as any other client would do it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from hashlib import sha256
from json import dumps
from typing import Any

Execute = Callable[[str, str, dict[str, Any]], Awaitable[dict[str, Any]]]
"""(user, document, variables) → the response's data; errors are raised by whoever makes it."""


class Refused(Exception):
    """A mutation answered with a problem of its union."""

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(f"{problem.get('__typename')}: {problem.get('message')}")
        self.problem = problem


def _identity(document: str, variables: dict[str, Any]) -> str:
    """The clientMutationId of an act: the same act, tried again after a broken start, is heard once."""
    return sha256(dumps([document, variables], sort_keys=True).encode()).hexdigest()[:32]


class Api:
    """One user of the API."""

    def __init__(self, execute: Execute, user: str) -> None:
        self._execute = execute
        self.user = user

    async def ask(self, document: str, /, **variables: Any) -> dict[str, Any]:
        """A query's data."""
        return await self._execute(self.user, document, variables)

    async def do(self, document: str, /, **variables: Any) -> dict[str, Any]:
        """A mutation of one root field: its payload.

        Raises:
            Refused: the union's member is a problem.
        """
        if "$retry" in document:
            variables |= {"retry": _identity(document, variables)}
        data = await self._execute(self.user, document, variables)
        (payload,) = data.values()
        if "message" in payload and "code" in payload:
            raise Refused(payload)
        return payload
