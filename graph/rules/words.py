"""用语: what a text says, read without white space and with folded width."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from graph.model.power import PowerType
from graph.rules.pack import RulePack
from graph.rules.terms import EXECUTION, LIBERTY, RESTRAINT, Measure

PENALTIES = frozenset(Measure) - EXECUTION - (RESTRAINT - LIBERTY)
"""What a penalty clause can impose; its 查封 and 扣押 are measures beside it."""

COERCIVE = EXECUTION | RESTRAINT
"""What a clause on 行政强制 can impose."""


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Width folded (，for ,), white space left out."""
    folded = unicodedata.normalize("NFKC", text).translate(_BACK)
    return re.sub(r"\s+", "", folded)


_BACK = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）"})


@lru_cache(maxsize=512)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words)


def said(words: str, text: str) -> bool:
    """Whether a bare text says one of the words."""
    return _pattern(words).search(text) is not None


def without(words: str, text: str) -> str:
    """A bare text with these phrases taken out."""
    return _pattern(words).sub("", text)


@lru_cache(maxsize=8192)
def measures_in(text: str, power_type: PowerType, pack: RulePack) -> frozenset[Measure]:
    """The penalties or measures that a text names, as far as they matter for the type of power."""
    asked = COERCIVE if power_type is PowerType.COERCION else PENALTIES
    plain = bare(text)
    named = (row.measure for row in pack.words if row.measure in asked and said(row.words, plain))
    return frozenset(named)
