"""数字: the numerals of statutes, Chinese and Arabic, as integers and back.

Only captured digits come here, never running text: 一般程序 must not become 1般程序.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import cn2an

NUMBER = r"[〇零一二两三四五六七八九十百千廿卅0-9０-９]+"
"""Regex fragment: one numeral as it stands in 第…条, 第…款, （…）."""

DASHES = "-－—–―‐‑‒−ーｰ"
"""Dash marks that scanned texts print where 一 was meant (第五十－条)."""

DAMAGED_NUMBER = rf"[〇零一二两三四五六七八九十百千廿卅0-9０-９{re.escape(DASHES)}]+"
"""Like ``NUMBER``, with dashes in it; read it only through ``repair``, and report what was repaired."""

_ARTICLE = re.compile(rf"第?\s*(?P<number>{NUMBER})\s*条?\s*(?P<inserted>(?:[之-]\s*{NUMBER}\s*)*)")
_POSITIONAL = re.compile(r"[〇一二三四五六七八九]+")
_SPELT = str.maketrans({"零": "〇"})
_TENS = {"廿": "二十", "卅": "三十"}
_DASH_TO_ONE = str.maketrans(dict.fromkeys(DASHES, "一"))


@lru_cache(maxsize=4096)
def to_int(text: str) -> int:
    """The integer of one numeral: 十二, 一百零五, 一〇五, 廿三, 12, １２.

    Raises:
        ValueError: no numeral, or one with two readings: 一百五 (105 or 150), 一二 (12, or 1 and 2).
    """
    if not re.fullmatch(NUMBER, text.strip()):
        raise ValueError(f"not a numeral: {text}")
    digits = unicodedata.normalize("NFKC", text).strip()
    if digits.isdecimal():
        return int(digits)
    for sign, spelt in _TENS.items():
        digits = digits.replace(sign, spelt)
    if len(digits) > 1 and _POSITIONAL.fullmatch(digits.translate(_SPELT)):
        return _positional(digits.translate(_SPELT))
    if re.search(r"[百千][一二两三四五六七八九]$", digits):
        raise ValueError(f"ambiguous numeral: {text}")
    try:
        return int(cn2an.cn2an(digits.replace("〇", "零"), "normal"))
    except ValueError as refused:
        raise ValueError(f"not a numeral: {text}") from refused


def _positional(digits: str) -> int:
    """一〇五 or 二〇二一, digit by digit; without 〇 and short, it may be an enumeration."""
    if "〇" not in digits and len(digits) < 4:
        raise ValueError(f"ambiguous numeral: {digits}")
    return int("".join(str("〇一二三四五六七八九".index(digit)) for digit in digits))


@lru_cache(maxsize=4096)
def chinese(n: int) -> str:
    """The numeral as statutes print it: 12 → 十二, 105 → 一百零五, 110 → 一百一十.

    Raises:
        ValueError: ``n`` is negative.
    """
    if n < 0:
        raise ValueError(f"statutes count from nought: {n}")
    return str(cn2an.an2cn(n, "low"))


def repair(text: str) -> str:
    """第五十－条 → 第五十一条: each dash read as 一. The caller compares, and reports the repair."""
    return text.translate(_DASH_TO_ONE)


def article_number(text: str) -> str:
    """The key of an article number: 第十二条之一, 第十二之一条, 十二条之一, 12-1 → "12-1"; 第十二条 → "12".

    Raises:
        ValueError: ``text`` is not one article number.
    """
    found = re.fullmatch(rf"{_ARTICLE.pattern}\s*条?", text.strip())
    if found is None:
        raise ValueError(f"not an article number: {text}")
    inserted = re.findall(NUMBER, found["inserted"])
    return "-".join(str(to_int(part)) for part in (found["number"], *inserted))


def article_name(number: str) -> str:
    """The number as printed: "12-1" → 第十二条之一."""
    first, *inserted = (chinese(int(part)) for part in number.split("-"))
    return f"第{first}条" + "".join(f"之{part}" for part in inserted)
