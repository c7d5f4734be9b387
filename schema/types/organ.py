"""机构与用户."""

from __future__ import annotations

from datetime import date
from typing import Self

import strawberry

from graph.model import organ as model
from graph.model.actor import Actor, Role
from graph.model.organ import Axis, Mode, OrgKind
from resolvers.looking_up import OrganHistory
from schema import links
from schema.types.node import Node


@strawberry.type(description="机构名称或别名：在一段时间内指向一个机构")
class OrgName:
    id: strawberry.ID = strawberry.field(description="编号")
    text: str = strawberry.field(description="名称")
    valid_from: date = strawberry.field(description="起用日期")
    valid_to: date | None = strawberry.field(description="停用日期（当日不再有效）；空为仍在用")
    official: bool = strawberry.field(description="是否本机构的正式名称；否则为法规或清单中的别名")
    authority: str = strawberry.field(description="依据文件")

    @classmethod
    def of(cls, name: model.OrgName) -> Self:
        return cls(
            id=strawberry.ID(name.id),
            text=name.text,
            valid_from=name.valid_from,
            valid_to=name.to,
            official=name.official,
            authority=name.authority,
        )


@strawberry.type(
    description="机构：区政府工作部门、法律法规授权的组织、街道办事处等（《办法》第二条）"
)
class OrgUnit(Node):
    id: strawberry.ID = strawberry.field(description="编号")
    code: str = strawberry.field(description="机构代码")
    name: str = strawberry.field(description="现用正式名称")
    kind: OrgKind = strawberry.field(description="机构类别")

    rulings_version: int = links.version("id", "rulings", "另定救济途径的版本号（overrideRemedy）")

    @classmethod
    def of(cls, organ: model.OrgUnit) -> Self:
        return cls(id=strawberry.ID(organ.id), code=organ.code, name=organ.name, kind=organ.kind)


@strawberry.type(description="行使权：谁在一段时间内行使一项职权")
class Tenure:
    organ: OrgUnit = strawberry.field(description="机构")
    mode: Mode = strawberry.field(description="行使方式")
    axis: Axis = strawberry.field(description="法律轴依职责交接日，清单轴依决定")
    valid_from: date = strawberry.field(description="起")
    valid_to: date | None = strawberry.field(description="止（当日不再行使）；空为仍在行使")

    @classmethod
    def of(cls, tenure: model.Tenure, organs: dict[str, model.OrgUnit]) -> Self:
        return cls(
            organ=OrgUnit.of(organs[tenure.organ]),
            mode=tenure.mode,
            axis=tenure.axis,
            valid_from=tenure.valid_from,
            valid_to=tenure.to,
        )


@strawberry.type(description="当前用户的一个角色")
class RoleHeld:
    role: Role = strawberry.field(description="角色")
    organ_id: strawberry.ID = strawberry.field(description="以哪个机构的名义")

    organ: OrgUnit = links.one("organ_id", "以哪个机构的名义")


@strawberry.type(description="当前用户")
class Viewer:
    user: strawberry.ID = strawberry.field(description="用户编号；未登录为空")
    name: str = strawberry.field(description="姓名")
    roles: list[RoleHeld] = strawberry.field(description="今天持有的角色")

    @classmethod
    def of(cls, actor: Actor) -> Self:
        roles = [RoleHeld(role=role, organ_id=strawberry.ID(organ)) for role, organ in actor.roles]
        return cls(user=strawberry.ID(actor.user), name=actor.name, roles=roles)


@strawberry.type(description="名称或别名，及其所指的机构")
class Alias:
    name: OrgName = strawberry.field(description="名称")
    organ: OrgUnit = strawberry.field(description="所指的机构")

    @classmethod
    def of(cls, name: model.OrgName, organ: model.OrgUnit) -> Self:
        return cls(name=OrgName.of(name), organ=OrgUnit.of(organ))


@strawberry.type(description="机构在一段时间内担任的角色")
class RoleTerm:
    role: Role = strawberry.field(description="角色")
    valid_from: date = strawberry.field(description="起（当日有效）")
    valid_to: date | None = strawberry.field(description="止（当日不再有效）；空为至今")
    version: int = strawberry.field(
        description="版本号；以同一起始日期再次绑定（bindRole）时作为 expectedVersion"
    )


@strawberry.type(description="机构的沿革")
class OrgHistory:
    organ: OrgUnit = strawberry.field(description="机构")
    closed: date | None = strawberry.field(description="撤销之日；空为仍存在")
    names: list[OrgName] = strawberry.field(description="名称与别名，按起日")
    roles: list[RoleTerm] = strawberry.field(description="所任角色，按起日")

    @classmethod
    def of(cls, row: OrganHistory) -> Self:
        return cls(
            organ=OrgUnit.of(row.organ),
            closed=row.organ.closed,
            names=[OrgName.of(name) for name in row.names],
            roles=[
                RoleTerm(role=b.role, valid_from=b.valid_from, valid_to=b.to, version=b.seq)
                for b in row.bindings
            ],
        )
