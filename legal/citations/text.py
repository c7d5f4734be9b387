"""Folding of the printed text, and the regex pieces that every reader of citations shares.

Folding keeps the length, so that every span found in the folded text holds in the printed one.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from legal.citations.names import ENDINGS, TAGS
from legal.numerals import NUMBER, to_int

N = f"{NUMBER.removesuffix('+')}{{1,12}}+"
"""One numeral, possessive and bounded: it never gives digits back, so no pattern can backtrack over it."""

B = r"[ \n]*+"
"""Blanks and line breaks: converted PDFs break lines inside words."""

_WIDE = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩⑴⑵⑶⑷⑸⑹⑺⑻⑼（）０１２３４５６７８９：；，＜＞＂＇［］／．－～﹤﹥"
_NARROW = "一二三四五六七八九十123456789()0123456789:;,〈〉\"'[]/.-~〈〉"
_BLANKS = "\t\r\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff"
_FOLD = str.maketrans(
    _WIDE + "<>笫﹝﹞⟨⟩「」『』" + _BLANKS, _NARROW + "〈〉第〔〕〈〉“”“”" + " " * len(_BLANKS)
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")


def unescape(text: str) -> str:
    """The text with its HTML entities read, padded with blanks to the same length (&#40;2010&#41;)."""
    return _ENTITY.sub(lambda m: html.unescape(m[0])[: len(m[0])].ljust(len(m[0])), text)


_SPACED = re.compile(r"第[ \n]*+(?:[〇零一二三四五六七八九十百千\d][ \n]*+){2,8}(?=[条款项章节])")
_CIRCLED = re.compile(r"第[①-⑩](?:(?:[、,]|至|到|和|-|~)第?[①-⑩])*+(?=[条款项目])")
_RINGS = str.maketrans("①②③④⑤⑥⑦⑧⑨⑩", "一二三四五六七八九十")
_NARROW_TITLE = re.compile(
    rf"〈(?P<name>[^〈〉《》\n]{{2,60}}(?:{ENDINGS})(?:\([^()\n]{{1,8}}\))?)〉(?=[ ]*+(?:$|[(:、,;。\n]|第|全文|附件))"
)


_OTHER_TAG = re.compile(
    rf"[\[〔(](?P<tag>[ ]*+(?:{TAGS})[ ]*+)[\]〕)](?=[ ]*+(?:《|[一-龥]{{2,60}}[《》]))"
)


def fold(text: str) -> str:
    """The text with narrow brackets, digits and blanks, character for character.

    Blanks inside a numeral move behind it (第十 二条); 〈…〉 that mark a title of their own become 《…》, [法律]
    before a title becomes 【法律】, and 第②项 becomes 第二项; a ② elsewhere numbers the cell's entries.
    """
    folded = unescape(text).translate(_FOLD)
    if "〈" in folded:
        folded = _NARROW_TITLE.sub(_widened, folded)
    folded = _OTHER_TAG.sub(r"【\g<tag>】", folded)
    folded = _CIRCLED.sub(lambda found: found[0].translate(_RINGS), folded)
    return _SPACED.sub(_closed_up, folded)


def _widened(found: re.Match[str]) -> str:
    """《 and 》 for the marks of a title that stands in no other one."""
    before = found.string[max(0, found.start() - 200) : found.start()]
    inside = before.rfind("《") > before.rfind("》")
    return found[0] if inside else f"《{found['name']}》"


def _closed_up(found: re.Match[str]) -> str:
    return squeeze(found[0]).ljust(len(found[0]))


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
