"""办理人: who acts, in which role, for which organ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """角色 of the regulation (《办法》第三条、第八条、第九条、第十二条); bound to organs by dated bindings."""

    DEPT = "区级各有关部门"
    BB = "区委编办（区审改办）"
    ZW = "区政务服务局"
    FZ = "区法制办"
    MD = "区目督办"
    JW = "区纪委监察委"
    GOV = "区政府"
    STREET = "街道办事处"
    ADMIN = "系统管理员"
    AUDITOR = "审计员"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """当前用户 with the roles that he holds on the day of the request.

    Attributes:
        user: user id; "" for a citizen who did not sign in.
        roles: (role, organ id) pairs in force today.
    """

    user: str = ""
    name: str = ""
    roles: tuple[tuple[Role, str], ...] = ()

    def has(self, *roles: Role) -> bool:
        """Whether he holds any of these roles."""
        return any(role in roles for role, _ in self.roles)

    def organs(self, *roles: Role) -> tuple[str, ...]:
        """The organs for which he holds any of these roles."""
        return tuple(sorted({organ for role, organ in self.roles if role in roles}))


PUBLIC = Actor(name="公众")
"""公民、法人和其他组织: reads what is published."""
