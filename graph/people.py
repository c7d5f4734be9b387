"""用户与角色: who belongs to which organ, and which role of the regulation an organ plays, each with dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from json import loads
from typing import Any

from graph.db import Tx
from graph.errors import DomainError
from graph.model.actor import Actor, Role


@dataclass(eq=False)
class UserNotFound(DomainError):
    """用户不存在."""

    id: str

    def __str__(self) -> str:
        return f"没有编号为“{self.id}”的用户，或其账号在今天无任何角色"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleBinding:
    """角色绑定: an organ plays a role of the regulation for a time (O15).

    Attributes:
        seq: number of the event that wrote it, as it is read.
    """

    id: str
    role: Role
    organ: str
    valid_from: date
    to: date | None
    seq: int = 0


PUT_USER = """
MERGE (u:User {id: $id})
ON CREATE SET u.name = $name, u.seq = $seq
WITH u
MATCH (o:OrgUnit {id: $organ})
OPTIONAL MATCH (u)-[before:MEMBER_OF {validFrom: date($from)}]->(o) WHERE before.superseded IS NULL
SET before.superseded = $seq
WITH DISTINCT u, o
CREATE (u)-[:MEMBER_OF {validFrom: date($from), to: date($to), seq: $seq}]->(o)
"""


async def put_user(
    tx: Tx, seq: int, *, user: str, name: str, organ: str, valid_from: date, to: date | None
) -> None:
    """用户任职: a person works in an organ for a time; said anew of the same first day, it replaces what was said."""
    given = {"id": user, "name": name, "organ": organ, "from": valid_from.isoformat()}
    await tx.run(PUT_USER, {**given, "to": to.isoformat() if to else None, "seq": seq})


PUT_BINDING = """
MATCH (o:OrgUnit {id: $organ})
OPTIONAL MATCH (before:RoleBinding {role: $role, validFrom: date($from)})-[:BOUND_TO]->(o)
WHERE before.superseded IS NULL
SET before.superseded = $seq
WITH DISTINCT o
CREATE (b:RoleBinding {id: $id, role: $role, organ: $organ, validFrom: date($from), to: date($to), seq: $seq})
CREATE (b)-[:BOUND_TO]->(o)
"""


async def put_binding(tx: Tx, seq: int, binding: RoleBinding) -> None:
    """角色绑定入图; said anew of the same first day, it replaces what was said: so an open one gets its end."""
    await tx.run(
        PUT_BINDING,
        {
            "id": binding.id,
            "role": binding.role.name,
            "organ": binding.organ,
            "from": binding.valid_from.isoformat(),
            "to": binding.to.isoformat() if binding.to else None,
            "seq": seq,
        },
    )


ACTOR = """
MATCH (u:User {id: $id})
OPTIONAL MATCH (u)-[m:MEMBER_OF]->(o:OrgUnit)<-[:BOUND_TO]-(b:RoleBinding)
WHERE m.superseded IS NULL AND m.validFrom <= date($on) AND (m.to IS NULL OR date($on) < m.to)
  AND b.validFrom <= date($on) AND (b.to IS NULL OR date($on) < b.to) AND b.superseded IS NULL
RETURN u.name AS name, [pair IN collect(DISTINCT [b.role, o.id]) WHERE pair[0] IS NOT NULL] AS roles
"""


async def actor(tx: Tx, user: str, on: date) -> Actor:
    """当前用户 with the roles of that day.

    Raises:
        UserNotFound: nobody has this id, or he has no role on that day.
    """
    row = await (await tx.run(ACTOR, {"id": user, "on": on.isoformat()})).single()
    if row is None or not row["roles"]:
        raise UserNotFound(user)
    roles = tuple(sorted((Role[role], organ) for role, organ in row["roles"]))
    return Actor(user=user, name=row["name"], roles=roles)


BINDINGS = """
MATCH (b:RoleBinding) WHERE b.superseded IS NULL
WITH b ORDER BY b.role, b.validFrom
RETURN collect([b.id, b.role, b.organ, b.validFrom, b.to, b.seq]) AS rows
"""


async def bindings(tx: Tx) -> list[RoleBinding]:
    """Every role binding, by role and day."""
    row = await (await tx.run(BINDINGS)).single(strict=True)
    return [
        RoleBinding(
            id=id_,
            role=Role[role],
            organ=organ,
            valid_from=valid_from.to_native(),
            to=to.to_native() if to else None,
            seq=seq,
        )
        for id_, role, organ, valid_from, to, seq in row["rows"]
    ]


ANYONE = "MATCH (u:User) RETURN count(u) AS n"


async def count(tx: Tx) -> int:
    """How many users there are; 0 in a database that nobody has set up."""
    row = await (await tx.run(ANYONE)).single(strict=True)
    return row["n"]


# By number and not by name: it is the first event of the chain, and the chain is long.
FOUNDING = """
MATCH (e:AuditEvent) WHERE e.seq > 0
WITH e ORDER BY e.seq LIMIT 1
WITH e WHERE e.name = 'found'
RETURN e.given AS given
"""


async def founding(tx: Tx) -> dict[str, Any] | None:
    """启用时登记的事实 (whether it is the sample district, its territory); None before."""
    row = await (await tx.run(FOUNDING)).single()
    return None if row is None else loads(row["given"])


USERS = """
MATCH (u:User)
WITH u ORDER BY u.id
RETURN collect([u.id, u.name]) AS rows
"""


async def users(tx: Tx) -> dict[str, str]:
    """User id → name."""
    row = await (await tx.run(USERS)).single(strict=True)
    return dict(row["rows"])
