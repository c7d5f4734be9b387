"""文字整理: what a printed text says once line breaks, blanks and list numbers are seen through.

Nothing here changes what is stored as printed; folded forms are for comparing only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_SHORT = 40
_NOTHING = re.compile(r"[无—\-－–/／\\〇。\s]+")
_CJK = r"\u3000-\u303f\u3400-\u9fff\uff00-\uffef\u2018-\u201d"
_BLANK = r"[ \t\r\n\u00a0\u2000-\u200b\u3000\ufeff]"
_INSIDE_CHINESE = re.compile(rf"(?<=[{_CJK}]){_BLANK}+|{_BLANK}+(?=[{_CJK}])")
_BLANKS = re.compile(rf"{_BLANK}+")
_ESCAPED = re.compile(r"_x000[DdAa9]_")
_CLOSING = "；;。．.，,、 \n"


@lru_cache(maxsize=4096)
def squeeze(text: str) -> str:
    """The text without any white space, folded by NFKC: for comparing only."""
    return re.sub(r"[\s\u200b\ufeff]+", "", unicodedata.normalize("NFKC", _ESCAPED.sub("", text)))


def joined(text: str) -> str:
    """One line: breaks and blanks beside a Chinese character vanish, others become one blank."""
    unescaped = _ESCAPED.sub("\n", text).strip()
    return _BLANKS.sub(" ", _INSIDE_CHINESE.sub("", unescaped)).strip()


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing (“无”, “—”, “/”)."""
    return len(text) < _SHORT and _NOTHING.fullmatch(_ESCAPED.sub("", text)) is not None


def clause_key(text: str) -> str:
    """The text for comparing clauses: folded, without the closing punctuation."""
    return squeeze(text).strip(_CLOSING)


# --- numbered lists ---------------------------------------------------------------------------

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STYLE = rf"""(?P<blank>{_BLANK}*)(?:
      (?P<dotted>\d{{1,2}})\s?[.．、]{{1,2}}(?![\d.])
    | [（(]\s?(?P<bracket>\d{{1,2}})\s?[）)][.．、]?
    | (?P<circled>[{_CIRCLED}])[.．、]?
    | (?P<chinese>[一二三四五六七八九十]{{1,3}})[、.．](?![一二三四五六七八九十])
    | [（(]\s?(?P<chinese_bracket>[一二三四五六七八九十]{{1,3}})\s?[）)][.．、]?
    )"""
_LABEL = re.compile(rf"(?P<before>^|\n|[；;。：:、]|{_BLANK}){_STYLE}", re.VERBOSE)
_CLOSE_LABEL = re.compile(rf"(?P<before>^|[^第件表图款条项\d.（(]){_STYLE}", re.VERBOSE)
_STYLES = ("dotted", "bracket", "circled", "chinese", "chinese_bracket")


@dataclass(frozen=True, slots=True)
class Numbered:
    """一项: one entry of a numbered list. ``number`` as printed, which drag-fill may have damaged."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """编号列举: what stands before the list, and its entries."""

    lead: str
    entries: tuple[Numbered, ...]

    @property
    def in_order(self) -> bool:
        """Whether the numbers run 1, 2, 3 …"""
        return [entry.number for entry in self.entries] == list(range(1, len(self.entries) + 1))


def split_numbered(text: str) -> Listing:
    """Split “导语1.…；2.…” at its outermost kind of number.

    A number at the start of a line opens an entry whatever it says; one inside a line only if it is the next.
    """
    unescaped = _ESCAPED.sub("\n", text)
    labels = _outermost(unescaped, _LABEL)
    if len(labels) < 2:
        labels = _run_together(unescaped) or labels
    if not labels:
        return Listing(unescaped.strip(), ())
    ends = [start for start, _, _ in labels[1:]] + [len(unescaped)]
    entries = tuple(
        Numbered(number, unescaped[body:end].strip())
        for (_, body, number), end in zip(labels, ends, strict=True)
    )
    return Listing(unescaped[: labels[0][0]].strip(), entries)


_Labels = list[tuple[int, int, int]]
"""Start, end and number of each label."""


def _run_together(text: str) -> _Labels:
    """Labels without anything between them and the words before (“①甲②乙”), if they run 1, 2, 3 …"""
    labels = _outermost(text, _CLOSE_LABEL)
    numbers = [number for _, _, number in labels]
    return labels if len(labels) > 1 and numbers == [*range(1, len(labels) + 1)] else []


def _outermost(text: str, pattern: re.Pattern[str]) -> _Labels:
    """The labels of the style that opens the list."""
    found = [*_labels(text, pattern)]
    chosen: _Labels = []
    for kind, at_line, start, end, number in found:
        expected = chosen[-1][2] + 1 if chosen else 1
        if kind == found[0][0] and (at_line or number == expected):
            chosen.append((start, end, number))
    return chosen


def _labels(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, bool, int, int, int]]:
    for found in pattern.finditer(text):
        style = next(style for style in _STYLES if found[style] is not None)
        number = _value(found[style])
        at_line = found["before"] in ("", "\n") or "\n" in found["before"] + found["blank"]
        if at_line or number:
            yield style, at_line, found.end("before"), found.end(), number


def _value(label: str) -> int:
    if label.isascii():
        return int(label)
    if label in _CIRCLED:
        return _CIRCLED.index(label) + 1
    tens, ten, ones = label.rpartition("十")
    if not ten:
        return _DIGITS.get(label, 0)
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
