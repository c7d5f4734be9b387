"""``quanze found``: a real district begins: its first organ and its first administrator, in an empty database only."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import typer

from graph.errors import DomainError
from server.commands.options import AsJson, told


def found(
    organ: Annotated[str, typer.Option(help="首个机构的名称，如 某区委编办")],
    organ_code: Annotated[str, typer.Option(help="首个机构的代码，如统一社会信用代码")],
    user: Annotated[str, typer.Option(help="首个管理员的用户编号，即登录签发方所给的 sub")],
    name: Annotated[str, typer.Option(help="首个管理员的姓名")],
    territory: Annotated[str, typer.Option(help="本区的行政区划代码，六位数字")],
    since: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="自哪一天起任职")],
    as_json: AsJson = False,
) -> None:
    """启用系统：登记首个机构及其管理员；已启用的库不会改动。"""
    facts = {"organ_name": organ, "organ_code": organ_code, "user": user, "name": name}
    _check({**facts, "territory": territory})
    told(asyncio.run(_found(since, territory=territory, **facts)), as_json=as_json)


@dataclass(eq=False)
class BadFounding(DomainError):
    """启用的资料有误."""

    what: str

    def __str__(self) -> str:
        return f"{self.what}，系统未启用"


def _check(facts: Mapping[str, str]) -> None:
    """Refuse what would stand in the first event for good.

    Raises:
        BadFounding
    """
    if not all(value.strip() for value in facts.values()):
        raise BadFounding("机构名称、机构代码、用户编号、姓名都不能为空")
    if not re.fullmatch(r"[1-9][0-9]{5}", facts["territory"]):
        raise BadFounding("行政区划代码须为六位数字")


async def _found(since: datetime, **facts: Any) -> Mapping[str, Any]:
    from resolvers import organs
    from server.commands.desk import at_desk

    async with at_desk() as desk:
        return await organs.found(desk, valid_from=since.date(), **facts)
