"""Folding of the printed text, and the regex pieces that every reader of citations shares.

Folding keeps the length, so that every span found in the folded text holds in the printed one.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from legal.numerals import NUMBER, to_int

N = f"{NUMBER.removesuffix('+')}{{1,12}}+"
"""One numeral, possessive and bounded: it never gives digits back, so no pattern can backtrack over it."""

B = r"[ \n]*+"
"""Blanks and line breaks: converted PDFs break lines inside words."""

_WIDE = "（）０１２３４５６７８９：；，＜＞＂＇［］／．－～﹤﹥"
_NARROW = "()0123456789:;,〈〉\"'[]/.-~〈〉"
_BLANKS = "\t\r\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff"
_FOLD = str.maketrans(
    _WIDE + "<>笫﹝﹞⟨⟩「」『』" + _BLANKS, _NARROW + "〈〉第〔〕〈〉“”“”" + " " * len(_BLANKS)
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")


def unescape(text: str) -> str:
    """The text with its HTML entities read, padded with blanks to the same length (&#40;2010&#41;)."""
    return _ENTITY.sub(lambda m: html.unescape(m[0])[: len(m[0])].ljust(len(m[0])), text)


def fold(text: str) -> str:
    """The text with narrow brackets, digits and blanks, character for character."""
    return unescape(text).translate(_FOLD)


@lru_cache(maxsize=4096)
def number(text: str) -> int | None:
    """The numeral as an integer; None where it has no single reading (一百五)."""
    try:
        return to_int(text) if len(text) <= 12 else None
    except ValueError:
        return misspelt(text)


_TEN_LEFT_OUT = re.compile(r"[一二三四五六七八九]{2}")


def misspelt(text: str) -> int | None:
    """第六一条 is 第六十一条 with 十 left out; None for everything else."""
    if not _TEN_LEFT_OUT.fullmatch(text):
        return None
    return int("".join(str("一二三四五六七八九".index(digit) + 1) for digit in text))


_BLANK_RUN = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """The text without white space."""
    return _BLANK_RUN.sub("", text)


_PAIRS = {"(": ")", "《": "》", "〈": "〉", "【": "】", "[": "]", "〔": "〕", "“": "”"}


def closing(text: str, start: int, limit: int = 2000) -> int | None:
    """The index after the mark that closes the one at ``start``; None if it is not closed within ``limit``."""
    mark, close = text[start], _PAIRS[text[start]]
    if text.find(close, start, start + limit) < 0:
        return None
    depth = 0
    for index in range(start, min(len(text), start + limit)):
        depth += (text[index] == mark) - (text[index] == close)
        if depth == 0:
            return index + 1
    return None
