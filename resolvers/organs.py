"""机构与用户办理: register organs, their dated names and aliases, users, and which role an organ plays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from graph import organs, people
from graph.errors import DomainError, check_version
from graph.model.actor import Actor, Role
from graph.model.organ import OrgKind, OrgName, OrgUnit
from graph.naming import check_names
from graph.organs import OrganExists
from graph.people import RoleBinding
from resolvers.acting import Act, Desk, Result, perform

KEEPERS = (Role.BB, Role.ADMIN)


async def register_organ(
    desk: Desk,
    *,
    code: str,
    name: str,
    kind: OrgKind,
    valid_from: date,
    authority: str = "",
    client_mutation_id: str | None = None,
) -> Result:
    """登记机构 with its official name (《办法》第二条). Returns ``{"organ": id}``.

    Raises:
        OrganExists, NameTaken, NotAName.
    """

    async def work(act: Act) -> Result:
        check_names(机构名称=name, 机构代码=code)
        if await organs.code_taken(act.tx, code):
            raise OrganExists(code)
        organ = OrgUnit(id=act.mint("organ"), code=code, kind=kind, name=name)
        await _put_named(act, organ, valid_from, authority)
        return {"organ": organ.id}

    given = {"code": code, "name": name, "kind": kind.name, "from": valid_from.isoformat()}
    return await perform(
        desk,
        "registerOrgUnit",
        {**given, "authority": authority},
        work,
        roles=KEEPERS,
        client_mutation_id=client_mutation_id,
    )


async def add_name(
    desk: Desk,
    *,
    organ: str,
    text: str,
    valid_from: date,
    to: date | None,
    authority: str,
    official: bool = False,
    client_mutation_id: str | None = None,
) -> Result:
    """登记名称或别名: by which name statutes or lists mean an organ, and when (O11).

    Raises:
        OrganNotFound, NameTaken, NotAName.
    """

    async def work(act: Act) -> Result:
        check_names(名称=text)
        await organs.get(act.tx, organ)
        name = OrgName(
            id=act.mint("orgname"),
            organ=organ,
            text=text,
            valid_from=valid_from,
            to=to,
            official=official,
            authority=authority,
        )
        await organs.put_name(act.tx, act.seq, name)
        return {"name": name.id, "organ": organ}

    given = {"organ": organ, "text": text, "from": valid_from.isoformat(), "official": official}
    return await perform(
        desk,
        "nameOrgUnit",
        {**given, "to": to.isoformat() if to else None, "authority": authority},
        work,
        roles=KEEPERS,
        client_mutation_id=client_mutation_id,
    )


async def bind_role(
    desk: Desk,
    *,
    role: Role,
    organ: str,
    valid_from: date,
    to: date | None = None,
    expected_version: int = 0,
    client_mutation_id: str | None = None,
) -> Result:
    """角色绑定: an organ plays a role of the regulation for a time (O15).

    Args:
        expected_version: of what it replaces: the binding of the same first day; 0 for none.

    Raises:
        OrganNotFound, VersionConflict.
    """

    async def work(act: Act) -> Result:
        await organs.get(act.tx, organ)
        same = (role, organ, valid_from)
        known = await people.bindings(act.tx)
        newest = max((b.seq for b in known if (b.role, b.organ, b.valid_from) == same), default=0)
        check_version(f"{organ} {role.value}", expected_version, newest)
        binding = RoleBinding(
            id=act.mint("binding"), role=role, organ=organ, valid_from=valid_from, to=to
        )
        await people.put_binding(act.tx, act.seq, binding)
        return {"binding": binding.id}

    given = {"role": role.name, "organ": organ, "from": valid_from.isoformat()}
    return await perform(
        desk,
        "bindRole",
        {**given, "to": to.isoformat() if to else None, "expectedVersion": expected_version},
        work,
        roles=(Role.BB, Role.ADMIN),
        client_mutation_id=client_mutation_id,
    )


async def register_user(
    desk: Desk,
    *,
    user: str,
    name: str,
    organ: str,
    valid_from: date,
    to: date | None = None,
    client_mutation_id: str | None = None,
) -> Result:
    """登记用户任职: a person works in an organ for a time.

    Raises:
        OrganNotFound, NotAName.
    """

    async def work(act: Act) -> Result:
        check_names(用户编号=user, 姓名=name)
        await organs.get(act.tx, organ)
        await people.put_user(
            act.tx, act.seq, user=user, name=name, organ=organ, valid_from=valid_from, to=to
        )
        return {"user": user}

    given = {"user": user, "name": name, "organ": organ, "from": valid_from.isoformat()}
    return await perform(
        desk,
        "registerUser",
        {**given, "to": to.isoformat() if to else None},
        work,
        roles=(Role.ADMIN,),
        client_mutation_id=client_mutation_id,
    )


@dataclass(eq=False)
class AlreadyFounded(DomainError):
    """系统已启用: the first administrator exists already."""

    def __str__(self) -> str:
        return "系统已启用，首个管理员已存在；其余用户由管理员登记"


async def found(
    desk: Desk,
    *,
    organ_code: str,
    organ_name: str,
    user: str,
    name: str,
    valid_from: date,
    territory: str = "",
    sample: bool = False,
) -> Result:
    """启用系统: the first organ and its administrator, in an empty database only; the first event of the chain.

    Args:
        territory: administrative division code of the district.
        sample: it is the made-up district of the project; only then does the service issue tokens itself.

    Raises:
        AlreadyFounded
    """

    async def work(act: Act) -> Result:
        if await people.count(act.tx):
            raise AlreadyFounded
        kind = OrgKind.WORK_DEPT
        first = OrgUnit(id=act.mint("organ"), code=organ_code, kind=kind, name=organ_name)
        organ = await _put_named(act, first, valid_from)
        await people.put_user(
            act.tx, act.seq, user=user, name=name, organ=organ, valid_from=valid_from, to=None
        )
        binding = RoleBinding(
            id=act.mint("binding"), role=Role.ADMIN, organ=organ, valid_from=valid_from, to=None
        )
        await people.put_binding(act.tx, act.seq, binding)
        return {"organ": organ, "user": user}

    founder = replace(desk, actor=Actor(user="founder", name="启用", roles=((Role.ADMIN, ""),)))
    given = {"organCode": organ_code, "organName": organ_name, "user": user, "name": name}
    given |= {"territory": territory, "sample": sample}
    return await perform(founder, "found", given, work, roles=(Role.ADMIN,))


async def _put_named(act: Act, organ: OrgUnit, valid_from: date, authority: str = "") -> str:
    """An organ and its official name from a day on."""
    await organs.put(act.tx, act.seq, organ)
    own = OrgName(
        id=act.mint("orgname"),
        organ=organ.id,
        text=organ.name,
        valid_from=valid_from,
        to=None,
        official=True,
        authority=authority,
    )
    await organs.put_name(act.tx, act.seq, own)
    return organ.id
