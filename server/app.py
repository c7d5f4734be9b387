"""服务: GraphQL over HTTP on loopback or behind a proxy; who asks is told by a bearer token."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from graph import people
from graph.errors import DomainError, GraphUnavailable, QueryTimedOut
from graph.people import UserNotFound
from graph.workflow import Forbidden
from schema.telling import MASKED
from server.asking import Service
from server.exports import routes
from server.gate import AGAIN, BodyLimit, BodyTooLarge, Crowd, Hosts, SafeHeaders, refusal
from server.graphql_view import EXAMPLES, Api
from server.tokens import IssuerUnreachable, TokenRefused

__all__ = ["EXAMPLES", "Service", "create"]

log = logging.getLogger("quanze")

WHO = {"WWW-Authenticate": 'Bearer realm="quanze"'}

STATUS: dict[type[DomainError], tuple[int, dict[str, str]]] = {
    TokenRefused: (401, WHO),
    UserNotFound: (401, WHO),
    Forbidden: (403, {}),
    BodyTooLarge: (413, {}),
    GraphUnavailable: (503, AGAIN),
    IssuerUnreachable: (503, AGAIN),
    QueryTimedOut: (504, {}),
}
"""How a refusal outside GraphQL is told; what is not listed is 400."""


async def _refused(request: Request, error: Exception) -> Response:
    found = (told for kind, told in STATUS.items() if isinstance(error, kind))
    status, headers = next(found, (400, {}))
    return refusal(status, str(error), headers)


_HTTP = {404: "没有这个地址", 405: "这个地址不接受这种请求方法"}


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 400
    return refusal(status, _HTTP.get(status, "请求有误"))


async def _broken(request: Request, error: Exception) -> Response:
    log.error("unexpected error", exc_info=error)
    return refusal(500, MASKED)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncGenerator[None]:
    gc.freeze()  # the schema lives as long as the process; the collector need not walk it
    yield


def create(service: Service) -> FastAPI:
    """The ASGI application of a service."""
    app = FastAPI(lifespan=_lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(BodyLimit, most=service.body_limit)
    app.add_middleware(Crowd, most=service.crowd)
    app.add_middleware(Hosts, known=service.hosts)
    app.add_middleware(SafeHeaders)
    app.add_exception_handler(DomainError, _refused)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _broken)

    @app.get("/health")
    async def health() -> dict[str, str]:  # pyright: ignore[reportUnusedFunction]
        await service.graph.read(people.count)
        return {"status": "ok"}

    if not service.production and service.explorer_folder.is_dir():
        app.mount("/explorer", StaticFiles(directory=service.explorer_folder))
    app.router.routes += [*routes(service), Route("/graphql", Api(service))]
    return app
