"""导出: what the API tells, as files to download; the same rows, for the same people."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph.errors import DomainError
from graph.model.actor import Role
from graph.workflow import Forbidden
from publishing import impact as printed
from publishing.impact import Printed
from resolvers import impact
from resolvers.acting import Desk
from server.asking import Service, desk_of


@dataclass(eq=False)
class ParameterMissing(DomainError):
    """缺少参数."""

    name: str
    what: str

    def __str__(self) -> str:
        return f"地址中缺少参数 {self.name}（{self.what}）"


@dataclass(eq=False)
class NotANumber(DomainError):
    """参数不是整数."""

    name: str

    def __str__(self) -> str:
        return f"参数 {self.name} 须为整数"


@dataclass(eq=False)
class NotADay(DomainError):
    """参数不是日期."""

    name: str

    def __str__(self) -> str:
        return f"参数 {self.name} 须为日期，如 2024-01-31"


@dataclass(frozen=True, slots=True)
class Format:
    """文件格式."""

    suffix: str
    media: str
    write: Callable[[Printed], bytes]


FORMATS = (
    Format(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        printed.as_xlsx,
    ),
    Format("csv", "text/csv; charset=utf-8", printed.as_csv),
)


def routes(service: Service) -> list[Route]:
    """One address for each format."""
    return [_route(service, format_) for format_ in FORMATS]


def _route(service: Service, format_: Format) -> Route:
    async def answer(request: Request) -> Response:
        desk = await desk_of(service, request.headers)
        name, told = await impact_rows(desk, *_asked(request))
        content = await asyncio.to_thread(format_.write, told)
        headers = {"Content-Disposition": attachment(f"{name}.{format_.suffix}")}
        return Response(content, media_type=format_.media, headers=headers)

    return Route(f"/exports/impact.{format_.suffix}", answer, methods=["GET"])


def _asked(request: Request) -> tuple[str, int, date | None]:
    """The source, the event up to which it is known, and the day on which it is seen."""
    source = request.query_params.get("source", "")
    if not source:
        raise ParameterMissing("source", "变动来源的编号")
    known = request.query_params.get("knownAt", "") or str(impact.LATEST)
    if not known.isascii() or not known.isdecimal() or len(known) > 18:
        raise NotANumber("knownAt")
    return source, int(known), _day(request.query_params.get("on", ""))


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise NotADay("on") from None


async def impact_rows(
    desk: Desk, source: str, known: int = impact.LATEST, on: date | None = None
) -> tuple[str, Printed]:
    """影响清单: the name of a file, and its rows: those of the field ``impact``, in its order.

    Raises:
        Forbidden, SourceNotFound, RowNotBuilt.
    """
    if not desk.actor.roles:
        raise Forbidden("impact", tuple(Role))
    found = await impact.simulate(desk, source, known=known, on=on)
    whole = "" if found.plan.complete else "（不完整）"
    seen = "" if on is None else f"（{on.isoformat()}所见）"
    name = f"影响清单{whole}{seen}-{found.source.title}-{found.source.effective.isoformat()}"
    return name, printed.printed(found)


def attachment(name: str) -> str:
    """``Content-Disposition`` for a name in Chinese (RFC 5987, RFC 6266); nothing of it can end the header."""
    plain = "".join(c for c in name if c.isprintable() and c not in '/\\:*?"<>|')[-120:]
    ascii_ = f"impact.{plain.rpartition('.')[2]}"
    return f"attachment; filename=\"{ascii_}\"; filename*=UTF-8''{quote(plain, safe='')}"
