"""机构: departments and other organs, their dated names, who holds a power."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class OrgKind(StrEnum):
    """机构类别 (《办法》第二条、第三条、第十三条)."""

    WORK_DEPT = "工作部门"
    AUTHORIZED_ORG = "法律法规授权的组织"
    DISPATCHED_ORGAN = "派出机构"
    SUBDISTRICT = "街道办事处"
    PARTY_ORGAN_WITH_PLATE = "挂牌的党委机构"
    ENTRUSTED_ORG = "受委托组织"
    GOVERNMENT = "人民政府"
    SUPERVISION = "纪检监察机关"
    VERTICAL = "实行垂直领导的机关，税务和国家安全机关"
    JUSTICE = "履行行政复议机构职责的司法行政部门"


class Mode(StrEnum):
    """行使方式."""

    OWN = "本机关行使"
    AUTHORIZED = "授权行使"
    ENTRUSTED_BY = "委托行使"
    JOINT = "共同行使"


class Axis(StrEnum):
    """轴: what the law says follows the hand-over date, what the list says follows the decision."""

    LAW = "法律"
    LIST = "清单"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrgUnit:
    """机构.

    Attributes:
        name: in force on the day asked for.
        closed: first day on which it no longer exists; None while it does.
    """

    id: str
    code: str
    kind: OrgKind
    name: str
    closed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrgName:
    """机构名称 or alias of one organ for a time (O1, O11); ``to`` None while it holds.

    Attributes:
        official: the organ's own name; else a name by which statutes or lists mean it.
        authority: the document that says so.
    """

    id: str
    organ: str
    text: str
    valid_from: date
    to: date | None
    official: bool
    authority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """行使权: who holds a power on one axis for a time (``spec/model.md`` 5)."""

    id: str
    power: str
    organ: str
    mode: Mode
    axis: Axis
    valid_from: date
    to: date | None
    territory: str = ""
    cause: str = ""
