"""权力事项: a power, its nine elements (《办法》第四条) and what they cite."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.model.organ import OrgKind
from graph.model.remedy import RemedyRuling


class PowerType(StrEnum):
    """职权类型: the ten types of Yunnan (2015)."""

    PERMIT = "行政许可"
    PENALTY = "行政处罚"
    COERCION = "行政强制"
    LEVY = "行政征收"
    PAYMENT = "行政给付"
    INSPECTION = "行政检查"
    CONFIRMATION = "行政确认"
    REWARD = "行政奖励"
    ADJUDICATION = "行政裁决"
    OTHER = "其他行政职权"


class ElementKind(StrEnum):
    """要素: the nine of 《办法》第四条, and what the province's own lists add."""

    NAME = "职权名称"
    HOLDER = "行使主体"
    TYPE = "职权类型"
    BASIS = "设立依据"
    DUTY = "责任事项"
    LIABILITY_CASES = "追责情形"
    LIABILITY_BASIS = "追责依据"
    SUPERVISION = "监督方式"
    REMEDY = "救济途径"
    DUTY_BASIS = "责任事项依据"
    UNDERTAKER = "承办机构"
    LEVEL = "实施层级及权限"
    RESPONSIBILITY = "部门职责"
    LIABLE_PERSONS = "追责对象范围"
    SUBJECT_BASIS = "主体依据"
    REMARK = "备注"
    PRINTED_CODE = "清单所印编码"
    TARGET = "实施对象"
    REMAINDER = "其他栏目"


class Function(StrEnum):
    """引用功能: what a citation does for the element that makes it."""

    GRANT = "授权"
    SANCTION = "罚则"
    DUTY = "义务"
    SUBJECT = "主体"
    PROCEDURE = "程序"
    IMPLEMENT = "细化"


class How(StrEnum):
    """How function and group of a citation are known (3.2)."""

    PRINTED = "原文载明"
    ASSUMED = "推定"
    CONFIRMED = "已确认"


class ListStatus(StrEnum):
    """清单状态: by decision only."""

    NOT_LISTED = "未列入"
    LISTED = "在册"
    CANCELLED = "已取消"
    DEVOLVED = "已下放"
    MERGED = "已合并"
    SPLIT = "已分设"


class LinkMethod(StrEnum):
    """所引文本从何得知 (G15), the strongest evidence first."""

    PERSON = "由人关联"
    DECISION = "审定的调整所载明"
    QUOTED_TEXT = "所印条文与该文本相同"
    REVISION_NOTE = "所印的修正、修订日期"
    IN_FORCE = "清单之日有效的文本"
    NONE = "未能关联"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """引用: one printed reference of one element, immutable.

    Attributes:
        element: the citing element; ``sub_item`` "" for the power itself.
        function, group: group is a label inside one element, "" for none; both known by ``how``.
        units: ids of the provision versions it quotes, several for a range or a chapter; empty: unlinked.
        instrument: the instrument cited, "" where it is unknown.
        coarse: a range, a chapter or a whole instrument (3.2).
        reference: the pinpoint as it was read, as JSON: number, revision, 条 款 项 目, range, chapter, annex.
        title: of the cited statute as printed, "" where none is.
        method: how the quoted text was found.
        unlinked: why it could not be linked, "" when it is.
        quoted_version_doubtful: G15 found disagreement about the quoted text version.
        stale: quoted text that was out of date on the day of the list (L25).
        version: of its link: number of the event that wrote it; 0 while nobody has tried to link it.
    """

    id: str
    element: ElementKind
    function: Function
    group: str
    how: How
    printed: str
    units: tuple[str, ...] = ()
    instrument: str = ""
    coarse: bool = False
    reference: str = "{}"
    title: str = ""
    method: LinkMethod = LinkMethod.NONE
    unlinked: str = ""
    quoted_version_doubtful: bool = False
    stale: bool = False
    sub_item: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SubItem:
    """子项."""

    id: str
    name: str


class InCatalogue(StrEnum):
    """Whether a permit stands in 《云南省行政许可事项通用目录》 (P17)."""

    YES = "在目录"
    NO = "不在目录"
    UNKNOWN = "目录未导入"


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """权力事项, as it stands in the list on the day asked for.

    Attributes:
        holder: organ id of the 行使主体 on that day; "" where it is not resolved.
        elements: content hash of each element.
        subject_authorized: the holder is a 法律法规授权的组织 (M4); ``holder_kind`` its kind, None where it has no holder.
        remedies: rulings on 救济途径, for the power or for its holder.
        version: of the power, for optimistic locking; +1 at each apply.
        groups_version: number of the event that last confirmed functions or groups of its citations; 0 for none.
    """

    id: str
    code: str
    name: str
    type: PowerType
    holder: str
    status: ListStatus
    elements: tuple[tuple[ElementKind, str], ...] = ()
    citations: tuple[Citation, ...] = ()
    sub_items: tuple[SubItem, ...] = ()
    in_catalogue: InCatalogue = InCatalogue.UNKNOWN
    subject_authorized: bool = False
    holder_kind: OrgKind | None = None
    remedies: tuple[RemedyRuling, ...] = ()
    version: int = 1
    groups_version: int = 0

    def cited(self, id_: str) -> Citation | None:
        """The citation with this id; None for a basis that a new law adds: no list prints it yet (L16)."""
        return next((c for c in self.citations if c.id == id_), None)

    def citing(self, kind: ElementKind, sub_item: str = "") -> tuple[Citation, ...]:
        """The citations of one element of the power or of one sub-item."""
        return tuple(c for c in self.citations if (c.element, c.sub_item) == (kind, sub_item))
