"""效力级别: the level of an instrument, derived from its title and number; never taken from the printed tag."""

from __future__ import annotations

import re
from enum import StrEnum

from legal.citations.names import LAWS
from legal.citations.text import fold, squeeze
from legal.citations.titles import normalise_title


class Level(StrEnum):
    """效力级别."""

    LAW = "法律"
    ADMINISTRATIVE_REGULATION = "行政法规"
    STATE_COUNCIL_DECISION = "国务院决定"
    LOCAL_REGULATION = "地方性法规"
    DEPARTMENT_RULE = "部门规章"
    LOCAL_RULE = "地方政府规章"
    NORMATIVE_DOCUMENT = "规范性文件"
    PARTY_REGULATION = "党内法规"
    STANDARD = "标准"
    JUDICIAL_INTERPRETATION = "司法解释"


_PLACE = r"(?:[一-龥]{1,12}(?:省|市|自治区|自治州|自治县|州|县|盟)|自治区|(?:北京|上海|天津|重庆|新疆|西藏|内蒙古|宁夏|广西))"
_LOCAL_TITLE = re.compile(rf"^{_PLACE}(?!场)")
_LAW_TITLE = re.compile(r"(?:(?<!办)法|法典)(?:\(.{1,8}\))?$")
_LOWER_TITLE = re.compile(r"(?:办法|细则|规定|规则|条例)(?:\(.{1,8}\))?$")
_BY_NUMBER = (
    (re.compile(r"主席令"), Level.LAW),
    (re.compile(r"国务院(?:、.*军事委员会)?令"), Level.ADMINISTRATIVE_REGULATION),
    (re.compile(r"(?:人民代表大会|人大)(?:常务委员会|常委会)?公告"), Level.LOCAL_REGULATION),
    (re.compile(r"(?:省|市|自治区|州|人民)政府令"), Level.LOCAL_RULE),
    (re.compile(r"^(?:中办发|中发|中办|厅字)"), Level.PARTY_REGULATION),
    (re.compile(r"^法(?:释|发)〔"), Level.JUDICIAL_INTERPRETATION),
    (re.compile(r"^[A-Z]{2}"), Level.STANDARD),
    (re.compile(r"(?:部|委|局|署|总局|总署|委员会|银行)(?:[、〈].*)?令"), Level.DEPARTMENT_RULE),
    (re.compile(r"^[^党]*〔20(?!00|01)\d\d〕"), Level.NORMATIVE_DOCUMENT),
)
_BY_HISTORY = (
    (re.compile(r"全国(?:人民代表大会|人大)|中华人民共和国第.{1,3}届"), Level.LAW),
    (
        re.compile(r"(?:省|市|自治区|州|县)第?.{0,8}届?(?:人民代表大会|人大)"),
        Level.LOCAL_REGULATION,
    ),
    (
        re.compile(r"国务院第?.{1,4}次常务会议|国务院发布|国务院批准"),
        Level.ADMINISTRATIVE_REGULATION,
    ),
)
_OF_TAG = {
    "法规": {Level.ADMINISTRATIVE_REGULATION, Level.LOCAL_REGULATION, Level.STATE_COUNCIL_DECISION},
    "行政法规": {Level.ADMINISTRATIVE_REGULATION, Level.STATE_COUNCIL_DECISION},
    "行法规": {Level.ADMINISTRATIVE_REGULATION},
    "地方性法规": {Level.LOCAL_REGULATION},
    "地方法规": {Level.LOCAL_REGULATION},
    "规章": {Level.DEPARTMENT_RULE, Level.LOCAL_RULE},
    "部门规章": {Level.DEPARTMENT_RULE},
    "部委规章": {Level.DEPARTMENT_RULE},
    "部令": {Level.DEPARTMENT_RULE},
    "部门令": {Level.DEPARTMENT_RULE},
    "政府规章": {Level.LOCAL_RULE},
    "地方规章": {Level.LOCAL_RULE},
    "地方政府规章": {Level.LOCAL_RULE},
    "规范性文件": {Level.NORMATIVE_DOCUMENT, Level.STATE_COUNCIL_DECISION},
    "国务院决定": {
        Level.STATE_COUNCIL_DECISION,
        Level.NORMATIVE_DOCUMENT,
        Level.ADMINISTRATIVE_REGULATION,
    },
    "国家标准": {Level.STANDARD},
    "行业标准": {Level.STANDARD},
    "地方标准": {Level.STANDARD},
    "行政规范性文件": {Level.NORMATIVE_DOCUMENT},
}
_ALONE = {level.value: {level} for level in Level}


def level(title: str, doc_number: str | None = None, history: str = "") -> Level | None:
    """The level that title, number and 沿革 tell; None where they do not tell it.

    Ministries published documents of both levels under a 文号 before 2002, and a party committee's is none of the two.
    """
    name = fold(squeeze(title))
    named = _by_name(name)
    if named is not None:
        return named
    found = _first(_BY_NUMBER, doc_number or "")
    if name.startswith("国务院") and name.endswith("决定") and found is not Level.DEPARTMENT_RULE:
        return Level.STATE_COUNCIL_DECISION
    if found in (None, Level.LAW):
        found = _first(_BY_HISTORY, fold(history))
    if found is Level.LAW and _LOWER_TITLE.search(name):
        return None
    if found is Level.DEPARTMENT_RULE and _above_a_rule(name, history):
        return Level.ADMINISTRATIVE_REGULATION
    if found is None and _LOCAL_TITLE.match(name) and name.endswith("条例"):
        return Level.LOCAL_REGULATION
    return found


def _by_name(name: str) -> Level | None:
    if _is_law(name):
        return Level.LAW
    return Level.JUDICIAL_INTERPRETATION if re.search(r"最高人民(?:法院|检察院)", name) else None


def _first(table: tuple[tuple[re.Pattern[str], Level], ...], printed: str) -> Level | None:
    return next((to for pattern, to in table if pattern.search(printed)), None)


def _above_a_rule(name: str, history: str) -> bool:
    """国务院批准、部门发布; and no 规章 may be called 条例 (《规章制定程序条例》第七条)."""
    return "国务院批准" in squeeze(history) or name.endswith("条例")


def _is_law(name: str) -> bool:
    short = normalise_title(name)
    return short in LAWS or (
        bool(_LAW_TITLE.search(name))
        and not _LOCAL_TITLE.match(short)
        and name.startswith("中华人民共和国")
    )


def of_tag(tag: str) -> frozenset[Level]:
    """The levels that a printed tag can mean; empty for tags that name none (其他, 文件)."""
    return frozenset(_OF_TAG.get(tag) or _ALONE.get(tag) or ())
