"""服务: GraphQL over HTTP on loopback or behind a proxy; who asks is told by a bearer token."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.extensions import DisableIntrospection, MaskErrors, ParserCache

from graph import people
from graph.db import Graph
from graph.errors import DomainError, GraphUnavailable
from graph.model.actor import PUBLIC, Actor
from graph.people import UserNotFound
from graph.rules.pack import RulePack
from resolvers.acting import LOCAL, Anchor, Desk
from schema.context import Context
from schema.guards import MASKED, limited, should_mask
from schema.schema import build
from server import explorer
from server.tokens import SampleIssuer, TokenRefused, Verifier

log = logging.getLogger("quanze")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """服务的组成, handed in by whoever starts it.

    Attributes:
        verifier: checks bearer tokens; the sample's issuer also shows its users in the explorer.
        users: sample users, id → shown name; empty outside the sample.
    """

    graph: Graph
    pack: RulePack
    verifier: Verifier
    anchor: Anchor
    explorer_folder: Any
    production: bool
    hosts: tuple[str, ...]
    users: Mapping[str, str]
    body_limit: int = 40_000_000


class Api(GraphQL[Context, None]):
    """The GraphQL endpoint of one service."""

    def __init__(self, service: Service) -> None:
        self._service = service
        extensions: list[Any] = [limited, ParserCache(maxsize=500), _masked]
        if service.production:
            extensions.append(DisableIntrospection())
        super().__init__(
            build(extensions),
            graphql_ide=None if service.production else "graphiql",
            allow_queries_via_get=False,
            subscription_protocols=(),
        )

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Context:
        """The desk of whoever holds the token; the public's without one."""
        service = self._service
        desk = Desk(graph=service.graph, actor=PUBLIC, pack=service.pack, anchor=service.anchor)
        actor = await _actor(service, request, desk)
        return Context(
            desk=Desk(graph=service.graph, actor=actor, pack=service.pack, anchor=service.anchor),
            production=service.production,
        )

    async def render_graphql_ide(self, request: Request) -> Response:
        """The explorer, from our own files."""
        service = self._service
        issuer = service.verifier
        tokens = (
            {f"{name}（{user}）": issuer.issue(user) for user, name in service.users.items()}
            if isinstance(issuer, SampleIssuer)
            else {}
        )
        return HTMLResponse(explorer.page(service.explorer_folder, tokens, EXAMPLES))


EXAMPLES = (
    "query 清单 { powers(first: 5) { totalCount nodes { code name type listStatus } } }",
    "query 变动 { sources { id title effective } }",
    "query 我的待办 { me { name roles { role } } myTasks(first: 5) { totalCount nodes { kind sentence } } }",
)


def _masked() -> MaskErrors:
    return MaskErrors(should_mask_error=should_mask, error_message=MASKED)


async def _actor(service: Service, request: Request | WebSocket, desk: Desk) -> Actor:
    """Who asks.

    Raises:
        TokenRefused, UserNotFound.
    """
    header = request.headers.get("authorization", "")
    if not header:
        return PUBLIC
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise TokenRefused
    today = datetime.now(UTC).astimezone(LOCAL).date()
    user = service.verifier.user(token.strip())
    return await desk.graph.read(people.actor, user, today)


class BodyLimit:
    """请求体限额: what is larger is refused before it is read."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > self._most:
            await _told(413, "请求体过大，请分批提交")(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._most:
                raise BodyTooLarge
            return message

        await self._app(scope, counted, send)


class BodyTooLarge(DomainError):
    """请求体过大."""

    def __str__(self) -> str:
        return "请求体过大，请分批提交"


def _told(status: int, message: str) -> JSONResponse:
    return JSONResponse({"errors": [{"message": message}]}, status_code=status)


STATUS: dict[type[DomainError], int] = {
    TokenRefused: 401,
    UserNotFound: 401,
    GraphUnavailable: 503,
    BodyTooLarge: 413,
}


async def _refused(request: Request, error: Exception) -> Response:
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
    return _told(status, str(error))


async def _broken(request: Request, error: Exception) -> Response:
    log.error("unexpected error", exc_info=error)
    return _told(500, MASKED)


def create(service: Service) -> FastAPI:
    """The ASGI application of a service."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        gc.freeze()  # the schema lives as long as the process; the collector need not walk it
        yield

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(BodyLimit, most=service.body_limit)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(service.hosts))
    app.add_exception_handler(DomainError, _refused)
    app.add_exception_handler(Exception, _broken)

    @app.get("/health")
    async def health() -> dict[str, str]:  # pyright: ignore[reportUnusedFunction]
        await service.graph.read(people.count)
        return {"status": "ok"}

    if not service.production and service.explorer_folder.is_dir():
        app.mount("/explorer", StaticFiles(directory=service.explorer_folder))
    app.router.routes.append(Route("/graphql", Api(service)))
    return app
