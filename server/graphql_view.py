"""GraphQL 端点: the view of the library, told to read less, to answer in Chinese, and never with a 500 for bad input."""

from __future__ import annotations

from functools import cache, partial
from secrets import token_urlsafe
from typing import Any

import orjson
import strawberry
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData

from graph.errors import GraphUnavailable
from schema.context import Context
from schema.guards import limited
from schema.loading import context_of
from schema.schema import build
from schema.telling import NoIntrospection, Telling
from server import explorer
from server.answers import Answers, Told
from server.asking import Service, desk_of
from server.gate import AGAIN, refusal
from server.tokens import SampleIssuer

EXAMPLES = (
    "query List { powers(first: 5) { totalCount nodes { code name type listStatus } } }",
    "query Changes { sources(first: 5) { nodes { id title effective } } }",
    "query Tray { me { name } requests(first: 5) { totalCount nodes { powers { name } grounds route state actions } } }",
)

NEGOTIATED = "application/graphql-response+json"
"""With it the status tells whether a query was executed; with ``application/json`` it is 200 for every answer."""

_REASONS = {
    "mutations are not allowed": "办理须用 POST 提交",
    "queries are not allowed": "查询须用 POST 提交",
    "subscriptions are not allowed": "本服务不提供订阅",
    "No GraphQL query found": "请求中没有查询（query）",
    "Unable to parse request body": "请求体不是有效的 JSON",
    "GraphQL only supports": "只接受 POST 请求",
    "Can't get GraphQL operation type": "查询中没有所要执行的操作，请核对 operationName",
    "Unknown operation named": "查询中没有 operationName 所指的操作",
    "Not Found": "这里没有页面；请用 POST 提交查询",
}
"""How a reason of the library begins → what we say."""


@cache
def schema_of(production: bool) -> strawberry.Schema:
    """One for the process; nothing in it knows a service."""
    extensions: list[Any] = [limited, partial(Telling, production=production)]
    return build([*extensions, NoIntrospection] if production else extensions)


class Api(GraphQL[Context, None]):
    """The GraphQL endpoint of one service."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._answers = Answers()
        super().__init__(
            schema_of(service.production),
            graphql_ide=None if service.production else "graphiql",
            allow_queries_via_get=not service.production,
            subscription_protocols=(),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await self._answer(Request(scope=scope, receive=receive))
        except HTTPException as error:
            acts_by_get = error.reason.startswith("mutations are not allowed")
            status = 405 if acts_by_get else error.status_code
            response = refusal(status, _reason(error.reason))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        """To the desk of whoever holds the token; to the public's without one."""
        desk = await desk_of(self._service, request.headers)

        async def tell() -> Told:
            context = context_of(desk, production=self._service.production)
            response = await self.run(request, context=context)
            return Told(response, context.lasts)

        return await self._answers.of(request, desk, tell)

    async def parse_http_body(
        self, request: AsyncHTTPRequestAdapter
    ) -> GraphQLRequestData | list[GraphQLRequestData]:
        """One operation as JSON; a batch, a form or anything else is refused.

        By GET only outside production: an address with a query in it ends in logs and histories.
        """
        if request.method == "GET" and self.allow_queries_via_get:
            return _asked(self.parse_query_params(request.query_params))
        if request.method != "POST":
            raise HTTPException(405, "GraphQL only supports POST")
        kind = (request.content_type or "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise HTTPException(415, "请求体须为 JSON（Content-Type: application/json）")
        return _asked(self.parse_json(await request.get_body()))

    def decode_json(self, data: str | bytes) -> object:
        return orjson.loads(data)

    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data, option=orjson.OPT_NON_STR_KEYS)

    def create_response(
        self,
        response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse],
        sub_response: Response,
    ) -> Response:
        """The answer; 503 where there is none because the database is overloaded or away."""
        assert not isinstance(response_data, list), "a batch was refused before"
        refused = sub_response.media_type == NEGOTIATED and _is_refused(response_data)
        if refused:
            response_data.pop("data", None)
        response = super().create_response(response_data, sub_response)
        if refused:
            response.status_code = 400
        if sub_response.media_type:
            response.headers["Content-Type"] = sub_response.media_type
        if _is_unavailable(response_data):
            response.status_code = 503
            response.headers.update(AGAIN)
        return response

    async def get_sub_response(self, request: Request | WebSocket) -> Response:
        """Remembers which of the two media types of GraphQL over HTTP the client reads."""
        made = await super().get_sub_response(request)
        if NEGOTIATED in request.headers.get("accept", ""):
            made.media_type = NEGOTIATED
        return made

    async def render_graphql_ide(self, request: Request) -> Response:
        """The explorer, from our own files."""
        nonce = token_urlsafe(16)
        text = explorer.page(self._service.explorer_folder, self._tokens(), EXAMPLES, nonce)
        return HTMLResponse(text, headers={"Content-Security-Policy": explorer.policy(nonce)})

    def _tokens(self) -> dict[str, str]:
        issuer = self._service.verifier
        if not isinstance(issuer, SampleIssuer):
            return {}
        users = self._service.users.items()
        return {f"{name}（{user}）": issuer.issue(user) for user, name in users}


def _asked(body: object) -> GraphQLRequestData:
    """The operation of a body.

    Raises:
        HTTPException
    """
    if isinstance(body, list):
        raise HTTPException(400, "每次只能提交一个操作，不接受成批的操作")
    if not isinstance(body, dict):
        raise HTTPException(400, "请求体须为 JSON 对象，含 query")
    return GraphQLRequestData(
        query=_part(body, "query", str),
        variables=_part(body, "variables", dict),
        operation_name=_part(body, "operationName", str),
        extensions=_part(body, "extensions", dict),
    )


def _part(body: dict[str, Any], name: str, kind: type[Any]) -> Any:
    value = body.get(name)
    if value is not None and not isinstance(value, kind):
        raise HTTPException(400, f"请求体中的 {name} 须为{'文字' if kind is str else '对象'}")
    return value


def _reason(reason: str) -> str:
    return next((ours for theirs, ours in _REASONS.items() if reason.startswith(theirs)), reason)


def _is_refused(data: GraphQLHTTPResponse) -> bool:
    """Whether the query was not executed: only what happens in a field has a path."""
    errors: list[Any] = list(data.get("errors") or ())
    return data.get("data") is None and bool(errors) and not any("path" in e for e in errors)


def _is_unavailable(data: GraphQLHTTPResponse) -> bool:
    errors: list[Any] = list(data.get("errors") or ())
    codes = {error.get("extensions", {}).get("code") for error in errors}
    told = data.get("data") or {}
    return GraphUnavailable.__name__ in codes and all(part is None for part in told.values())
