"""职权类型: the printed words for the ten types."""

from __future__ import annotations

import re

from graph.model.power import PowerType
from importers.lists.text import squeeze

_WORDS = {
    "许可": PowerType.PERMIT,
    "处罚": PowerType.PENALTY,
    "强制": PowerType.COERCION,
    "征收": PowerType.LEVY,
    "给付": PowerType.PAYMENT,
    "检查": PowerType.INSPECTION,
    "监督检查": PowerType.INSPECTION,
    "确认": PowerType.CONFIRMATION,
    "奖励": PowerType.REWARD,
    "裁决": PowerType.ADJUDICATION,
    "其他": PowerType.OTHER,
    "其它": PowerType.OTHER,
}
_SHORT = 14
_WORD = re.compile(
    rf"(?:行政)?({'|'.join(sorted(_WORDS, key=len, reverse=True))})"
    r"(?:类)?(?:的)?(?:行政)?(?:权力|职权|权利)?(?:类|事项)?(?:\d+)?"
)
_INSIDE = re.compile(
    r"(?<!非)行政(许可|处罚|强制|征收|给付|检查|确认|奖励|裁决)|(其[他它])(?:类|行政)*(?:权力|职权|权利)"
)


def type_of(text: str) -> PowerType | None:
    """The type that a cell of the type column names; None if it is none of the ten, or more than one."""
    folded = squeeze(text)
    found = _WORD.fullmatch(folded)
    if found is not None:
        return _WORDS[found[1]]
    return type_inside(folded) if len(folded) <= _SHORT else None


def type_inside(text: str) -> PowerType | None:
    """The one type named inside a sheet name, title or section heading; None if none or several."""
    found = {first or second for first, second in _INSIDE.findall(squeeze(text))}
    return _WORDS[found.pop()] if len(found) == 1 else None
