"""法规: instruments, their dated texts, how texts correspond, and what happened to them.

Dates are civil dates in Asia/Shanghai; every interval is half-open ``[from, to)`` (T1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from legal.alignment.model import Kind
from legal.place import Place


class Rank(StrEnum):
    """效力层级, highest first; the order is for warnings only (立法法 102, 106)."""

    LAW = "法律"
    ADMINISTRATIVE_REGULATION = "行政法规"
    STATE_COUNCIL_DECISION = "国务院决定"
    LOCAL_REGULATION = "地方性法规"
    PROVINCIAL_RULE = "省级政府规章"
    MINISTRY_RULE = "部门规章"
    CITY_RULE = "市级政府规章"
    NORMATIVE_DOCUMENT = "规范性文件"
    UNKNOWN = "未知层级"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """法规、规章或文件: one statute through all its versions.

    Attributes:
        rank: decides competence; ``UNKNOWN`` is flagged, never guessed.
        territory: administrative division code of the issuing area ("53", "530112"); "" for the whole country.
        own: whether it is a 规范性文件 of the district itself (X3).
    """

    id: str
    title: str
    rank: Rank
    territory: str = ""
    issuer: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVersion:
    """文本版本: one dated text of an instrument.

    Attributes:
        promulgated: 公布日期 of this text (of the amending decision).
        effective: 施行日期 of this text; None only where nobody gave it, and then it is in force on no day.
        complete: False for a text that stops early; it is never taken as the whole statute.
    """

    id: str
    instrument: str
    promulgated: date
    effective: date | None
    complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionVersion:
    """条款文本: one unit (条, 款, 项, 目) of one text version.

    Attributes:
        provision: the identity that this text belongs to; it lives on in the next text only where the text is the
            same by rule, or a decision says so (``spec/model.md`` 1).
        article: id of the 条 that holds this unit (its own id for a 条).
        text: the unit text; for a 项 lead + item + tail.
        unit_hash: hash of the unit text with references resolved to provision identities.
        order: position in the text, from 0.
    """

    id: str
    provision: str
    instrument: str
    version: str
    article: str
    place: Place
    text: str
    unit_hash: str
    order: int


class Standing(StrEnum):
    """A record that a person must stand for: proposed by the engine, then confirmed, corrected or rejected."""

    PROPOSED = "待确认"
    CONFIRMED = "已确认"
    REJECTED = "已否定"


class Support(StrEnum):
    """支持评估: whether a changed text still carries the power."""

    SUPPORTS = "仍支持"
    NARROWER = "范围缩小"
    WIDER = "范围扩大"
    NO_LONGER = "不再支持"


class Change(StrEnum):
    """What else a changed text changes, as a person assessed it; decides L10, L18–L21 and E4."""

    ORGAN = "行使主体变化"
    NATURE = "职权类型变化"
    STEPS = "步骤、顺序或时限变化"
    AMOUNTS_BY_CONDUCT = "按行为分设幅度"
    PERMIT_TO_FILING = "许可改备案"
    FILING_TO_PERMIT = "备案改许可"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """评估 of a changed provision: for all its citations, or overriding for one power or sub-item.

    Attributes:
        power: "" for all citations of the correspondence; else the power it overrides for.
        sub_item: "" or the sub-item it overrides for.
        organ: the organ named by the new text where ``changes`` has ``ORGAN``; "" if not resolved.
        nature: the new type where ``changes`` has ``NATURE``.
    """

    support: Support
    changes: frozenset[Change] = frozenset()
    organ: str = ""
    nature: str = ""
    power: str = ""
    sub_item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """新旧对应: what became of one old unit in the next text (or in the instrument that replaced it).

    Attributes:
        old: id of the old ``ProvisionVersion``.
        new: ids of the new ones; empty for ``DELETED``.
        to_version: the text version in which ``new`` stands.
        whole: id of the article-level correspondence that this part belongs to; its own id for a 条.
        assessments: empty until a person assessed it; needed for MODIFIED, SPLIT and MERGED.
        only_deletions: for a 条 or a 款: some parts were deleted and nothing else changed (3.2, coarse citation).
    """

    id: str
    old: str
    new: tuple[str, ...]
    to_version: str
    kind: Kind
    standing: Standing
    confidence: float = 0.0
    whole: str = ""
    assessments: tuple[Assessment, ...] = ()
    only_deletions: bool = False


class EffectType(StrEnum):
    """法规变动的种类."""

    ENACT = "颁布"
    INSERT = "增加条款"
    AMEND_SUBST = "实质修改"
    AMEND_EDIT = "文字修改"
    RENUMBER = "条号调整"
    REPEAL_PART = "部分废止"
    REPEAL_WHOLE = "废止"
    REPEAL_REPLACED = "废止并由新法替代"
    EXPIRE = "期满失效"
    SUSPEND = "暂停适用"
    RESUME = "恢复适用"
    CONFLICT = "与上位法抵触"
    CORRECT = "更正"


class GrantLevel(StrEnum):
    """授权给哪一级的机关."""

    COUNTY = "县"
    CITY = "市"
    PROVINCE = "省"
    STATE = "国家"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGrant:
    """新设职权: what a person found in a new provision (L15–L17).

    Attributes:
        level: 县 for the district's own level; 省 or 市 only: L17.
        needs_rule: the grant waits for an implementing rule: L17.
        power: id of a listed power with the same grant (L16); "" if none matches.
        match_confirmed: an unconfirmed match leaves the new basis UNCERTAIN.
    """

    power_type: str
    level: str
    organ: str
    conduct: str
    needs_rule: bool = False
    power: str = ""
    match_confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """法规效力事件. Only a confirmed one may kill a basis (L0).

    Attributes:
        source: the record (amending decision) that it comes from; one source may have many effects (H10).
        instrument: the affected instrument.
        provisions: identities of affected provisions; empty for the whole instrument.
        effective: first day in force; ``until`` the first day no longer (SUSPEND), None if open.
        territory: where it holds; "" everywhere (L1).
        replaced_by: text version that replaces the instrument (REPEAL_REPLACED).
        affecting: instrument or provision that makes it, e.g. the higher law of a CONFLICT.
        opinion: answer of 法制办 to a CONFLICT: None while there is none, True if confirmed void.
        grant: for ENACT and INSERT, as a person found it.
    """

    id: str
    source: str
    type: EffectType
    instrument: str
    provisions: tuple[str, ...] = ()
    promulgated: date
    effective: date
    until: date | None = None
    territory: str = ""
    standing: Standing = Standing.PROPOSED
    replaced_by: str = ""
    affecting: str = ""
    opinion: bool | None = None
    grant: NewGrant | None = None
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentLink:
    """上位依据: a norm was made under, or implements, a provision of a higher norm (X1).

    Attributes:
        child: instrument id or provision id; ``parent`` likewise.
    """

    child: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """法制办意见: closes a hold of L5, L6, L7 or a conflict (G22).

    Attributes:
        power: the power it was given for; "" where it speaks of the norm for all powers.
        subject: id of the provision or instrument it is about.
        finding: what 法制办 found.
        seq: number of the event that recorded it; it answers what was on record then.
    """

    id: str
    rule: str
    subject: str
    finding: Finding
    power: str = ""
    seq: int = 0


class Finding(StrEnum):
    """What 法制办 can find about a doubtful basis."""

    COMPETENT = "有权设定"
    INCOMPETENT = "无权设定"
    KEEP = "保留"
    REPEAL = "废止"
    AMEND = "修改"
    FORWARDED = "上报"
    VOID = "抵触无效"
    NOT_VOID = "不抵触"
    DUTY_LEAVES = "义务条款脱离本组"
    CANCEL = "同意取消"
