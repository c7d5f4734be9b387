"""``quanze organs``: who there is in a district: organs, the roles that they play, the people who work in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from graph.errors import DomainError
from graph.model.actor import Role
from graph.model.organ import OrgKind
from server.commands.options import AsJson, User, at_the_desk, civil, told

if TYPE_CHECKING:
    from resolvers.acting import Desk

E = TypeVar("E", bound=StrEnum)

app = typer.Typer(help="机构：登记机构、角色和人员，由系统管理员办理。", no_args_is_help=True)


@dataclass(eq=False)
class UnknownName(DomainError):
    """没有这个类别或角色: the names are those of the API."""

    sent: str
    known: str

    def __str__(self) -> str:
        return f"没有“{self.sent}”；可填：{self.known}"


def _named(enum: type[E], name: str) -> E:
    """By the name that the API uses, so that a command and a mutation say the same.

    Raises:
        UnknownName
    """
    try:
        return enum[name]
    except KeyError:
        known = "、".join(f"{member.name} {member.value}" for member in enum)
        raise UnknownName(name, known) from None


Organ = Annotated[str, typer.Option(help="机构的编号，登记时所得")]
Since = Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="自哪一天起")]
Until = Annotated[
    datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="至哪一天（当日不再有效）")
]


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """列出全部机构的编号和现用名称。"""

    async def work(desk: Desk) -> Mapping[str, Any]:
        from resolvers.reading import organ_names

        return {organ.id: organ.name for organ in (await organ_names(desk)).values()}

    told(at_the_desk("", work), as_json=as_json)


@app.command("register")
def register(
    name: Annotated[str, typer.Argument(help="机构的名称")],
    code: Annotated[str, typer.Option(help="机构的代码，如统一社会信用代码")],
    kind: Annotated[str, typer.Option(help="机构类别，如 WORK_DEPT 工作部门")],
    since: Since,
    user: User,
    authority: Annotated[str, typer.Option(help="依据的文件")] = "",
    as_json: AsJson = False,
) -> None:
    """登记一个机构及其正式名称；答复中有它的编号。"""
    organ_kind = _named(OrgKind, kind)

    async def work(desk: Desk) -> Mapping[str, Any]:
        from resolvers import organs

        return await organs.register_organ(
            desk,
            code=code,
            name=name,
            kind=organ_kind,
            valid_from=since.date(),
            authority=authority,
        )

    told(at_the_desk(user, work), as_json=as_json)


@app.command("bind")
def bind(
    role: Annotated[str, typer.Argument(help="角色，如 BB 编办、FZ 法制办、DEPT 部门")],
    organ: Organ,
    since: Since,
    user: User,
    until: Until = None,
    replaces: Annotated[
        int, typer.Option(help="所替换的前次绑定的版本号；同一起始日期没有前次的为 0")
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """登记一个机构担任的角色。"""
    played = _named(Role, role)

    async def work(desk: Desk) -> Mapping[str, Any]:
        from resolvers import organs

        return await organs.bind_role(
            desk,
            role=played,
            organ=organ,
            valid_from=since.date(),
            to=civil(until),
            expected_version=replaces,
        )

    told(at_the_desk(user, work), as_json=as_json)


@app.command("employ")
def employ(
    person: Annotated[str, typer.Argument(help="用户编号，即登录签发方所给的 sub")],
    name: Annotated[str, typer.Option(help="姓名")],
    organ: Organ,
    since: Since,
    user: User,
    until: Until = None,
    as_json: AsJson = False,
) -> None:
    """登记一个用户在一个机构任职。"""

    async def work(desk: Desk) -> Mapping[str, Any]:
        from resolvers import organs

        return await organs.register_user(
            desk, user=person, name=name, organ=organ, valid_from=since.date(), to=civil(until)
        )

    told(at_the_desk(user, work), as_json=as_json)
