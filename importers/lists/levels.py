"""实施层级: the printed words for levels of government, and what stands for no organ at all."""

from __future__ import annotations

import re
from enum import StrEnum

from importers.lists.text import squeeze


class Level(StrEnum):
    """层级, highest first."""

    STATE = "国家级"
    PROVINCE = "省级"
    CITY = "地市级"
    COUNTY = "县级"
    TOWNSHIP = "乡级"


_LEVEL_WORDS = r"国家中央务院省自治区直辖市设的州地盟县旗乡镇街道本级层行署兵团"
_LEVEL_CELL = re.compile(rf"[{_LEVEL_WORDS}、,;:和及与/()\[\]以上下属]{{1,24}}")
_BRACKETED = re.compile(r"[(\[][^)\]]*[)\]]")
_TOKEN = re.compile(
    r"国家|中央|国务院|自治区|直辖市|兵团|[县区旗][县市区旗]*|[乡镇街道]+|[州地盟市]+|省"
)
_COMBINED = re.compile(
    rf"(?P<level>[{_LEVEL_WORDS}、，（）()]{{1,16}}级)[。.：:，,；;\s]+(?P<rest>\S.*)", re.DOTALL
)
_IN_NAME = re.compile(r"(?:省|自治区|[州地盟市]+|[县区旗][县市区旗]*|[乡镇街道]+)级")
_FIRST = {
    Level.STATE: "国家 中央 国务院",
    Level.PROVINCE: "省 自治区 直辖市 兵团",
}
_PLACEHOLDER = re.compile(
    r"地\(?州[、,]?市\)?(?!.*自治州)|县\(?市[、,]?区\)?|[市区]县|县区|各[级市县区州]|本级|"
    r"(?:设区的)?[省市县区]级(?:以上|人民政府|.*主管部门)|[×✕xX*某○〇_]{2,}|某"
)
_BLANKED = re.compile(r"[×✕*○〇_]{2,}|[xX]{2,}|某某|\((?:部门|单位)名称\)")


def levels_in(text: str) -> frozenset[Level]:
    """Every level that a level cell names (“地州市级”, “省、市、县级”); empty if the cell says something else."""
    folded = squeeze(text)
    if not _LEVEL_CELL.fullmatch(folded):
        return frozenset()
    plain = _BRACKETED.sub("", folded).replace("设区的", "")
    found = {_level(token) for token in _TOKEN.findall(plain)}
    if found and "以上" in folded:
        return frozenset(level for level in Level if _rank(level) <= max(map(_rank, found)))
    return frozenset(found)


def _rank(level: Level) -> int:
    return [*Level].index(level)


def _level(token: str) -> Level:
    for level, words in _FIRST.items():
        if token in words.split():
            return level
    if token[0] in "县区旗":
        return Level.COUNTY
    return Level.TOWNSHIP if token[0] in "乡镇街道" else Level.CITY


def level_in_name(name: str) -> frozenset[Level]:
    """The levels in a sheet's name (“区县级（120项）”, “行政许可-市级”)."""
    return frozenset(level for word in _IN_NAME.findall(squeeze(name)) for level in levels_in(word))


def split_level(text: str) -> tuple[str, str]:
    """The level and the authority text of a cell that may hold either or both (“市级。负责…”)."""
    if levels_in(text):
        return text, ""
    found = _COMBINED.match(text.strip())
    if found is not None and levels_in(found["level"]):
        return found["level"], found["rest"]
    return "", text


def holder_level(holder: str) -> Level | None:
    """The level that a body's name gives away, only where it is above a city; else None."""
    name = squeeze(holder)
    if name.startswith(("国家", "国务院")):
        return Level.STATE
    above = name.startswith(("自治区", "省")) or name.endswith("厅")
    return Level.PROVINCE if above else None


def is_placeholder(holder: str) -> bool:
    """Whether a holder's name is a template's blank (“地州市农业农村局”, “××局”) and no organ of this place."""
    name = squeeze(holder)
    return _PLACEHOLDER.match(name) is not None or _BLANKED.search(name) is not None
