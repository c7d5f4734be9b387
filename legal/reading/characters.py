"""字符: invisible, private and half-width characters that make equal texts look different."""

from __future__ import annotations

import re
from collections.abc import Iterator

from legal.reading.checks import finding
from legal.statute import Finding, Severity

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd\ufffd]")
_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[,;:?!()](?=[\u4e00-\u9fff]|$)")

_KINDS = (
    ("invisible_character", _INVISIBLE, Severity.NOTE, "有看不见的字符"),
    ("odd_space", _ODD_SPACE, Severity.NOTE, "有特殊空格"),
    ("private_character", _PRIVATE, Severity.WARNING, "有无法显示的私用区字符"),
)


def unusual(source: tuple[str, ...]) -> Iterator[Finding]:
    """Each line with invisible or private characters, and once how many half-width marks there are."""
    for code, pattern, severity, message in _KINDS:
        for number, line in enumerate(source, 1):
            if found := pattern.search(line):
                where = f"（U+{ord(found[0]):04X}）"
                yield finding(code, severity, number, "", f"本行{message}{where}")
    lines = [n for n, line in enumerate(source, 1) if _HALF_WIDTH.search(line)]
    if lines:
        message = f"汉字之间有半角标点，共 {len(lines)} 行；比较文本时按全角处理"
        yield finding("half_width", Severity.NOTE, lines[0], "", message)
