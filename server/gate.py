"""门口: what a request meets before anyone reads it: its host, its size, how many are inside, and headers on the way out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.errors import DomainError

AGAIN = {"Retry-After": "2"}
"""Seconds after which a client may try again when we are overloaded."""


class BodyTooLarge(DomainError):
    """请求体过大."""

    def __str__(self) -> str:
        return "请求体过大，请分批提交"


def refusal(status: int, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """An answer that is only an error, in the form that GraphQL clients read."""
    return JSONResponse({"errors": [{"message": message}]}, status, headers)


class Hosts:
    """主机名: only those by which we are known, so that a page elsewhere cannot reach us under a name of its own."""

    def __init__(self, app: ASGIApp, known: Sequence[str]) -> None:
        self._app = app
        self._known = frozenset(host.lower() for host in known)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _host(Headers(scope=scope)) not in self._known:
            sentence = "不认识这个主机名；请核对地址，或在 QUANZE_HOSTS 中登记"
            await refusal(400, sentence)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _host(headers: Headers) -> str:
    """The host without its port; an IPv6 address keeps its brackets."""
    named = headers.getlist("host")
    host = named[0].lower() if len(named) == 1 else ""
    end = host.find("]") + 1 if host.startswith("[") else host.find(":")
    return host[:end] if end > 0 else host


PAUSE = 0.2
"""Seconds before a refusal: clients that ask again at once would leave the service no time for those inside."""


class Crowd:
    """人数限额: who comes when all places are taken hears so in a moment, instead of waiting in a queue that hides it."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._inside >= self._most:
            await asyncio.sleep(PAUSE)
            await refusal(503, "请求过多，请稍后再试", AGAIN)(scope, receive, send)
            return
        self._inside += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._inside -= 1


class BodyLimit:
    """请求体限额: what is larger is refused before it is read; what does not say its length, while it is."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or len(length) > 18 or int(length) > self._most:
            await refusal(413, str(BodyTooLarge()))(scope, receive, send)
            return
        await self._app(scope, self._counted(receive), send)

    def _counted(self, receive: Receive) -> Receive:
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._most:
                raise BodyTooLarge
            return message

        return counted


ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
"""What an answer says unless it says something else of its own."""


class SafeHeaders:
    """安全响应头."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, sent)
