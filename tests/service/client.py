"""A stranger's client: sends what it likes, and knows what every refusal must look like."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import Any

import httpx

from server.tokens import SampleIssuer

CHINESE = re.compile(r"[\u4e00-\u9fff]")
INSIDE = re.compile(r"Traceback|File \"|neo4j|\.py\b|Exception|MATCH \(", re.IGNORECASE)
"""What would tell a stranger of the inside."""


class Client:
    """Posts to one service; a token is made anew for each request, by the real clock."""

    def __init__(self, http: httpx.AsyncClient, issuer: SampleIssuer) -> None:
        self.http = http
        self.issuer = issuer

    def token(self, user: str) -> dict[str, str]:
        return bearer(self.issuer.issue(user, datetime.now(UTC)))

    async def ask(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        *,
        user: str = "",
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        given = headers if headers is not None else (self.token(user) if user else {})
        body = {"query": query, "variables": variables or {}}
        return await self.http.post("/graphql", json=body, headers=given)

    async def raw(self, body: bytes, kind: str = "application/json", **headers: str) -> Any:
        return await self.http.post(
            "/graphql", content=body, headers={"content-type": kind, **headers}
        )


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def sentences(response: httpx.Response) -> list[str]:
    """The messages of a refusal: there is at least one, each in Chinese, none tells of the inside."""
    assert response.headers["content-type"].startswith("application/json")
    found = [error["message"] for error in response.json()["errors"]]
    assert found
    for sentence in found:
        assert CHINESE.search(sentence), sentence
        assert not INSIDE.search(sentence), sentence
    assert "originalError" not in response.text
    return found


async def refused_quickly(request: Any, seconds: float = 1.0) -> list[str]:
    """A refusal that comes in time and is no crash.

    The time is that of this process: whatever else the machine does is not the service's fault.
    """
    began = time.process_time()
    response = await request
    took = time.process_time() - began
    assert response.status_code < 500, response.text
    assert took < seconds, f"{took:.2f} s"
    assert "data" not in response.json() or response.json()["data"] is None
    return sentences(response)
