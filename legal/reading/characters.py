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
    ("private_character", _PRIVATE, Severity.WARNING, "有无法显示的私用区字符"),
)


def unusual(source: tuple[str, ...]) -> Iterator[Finding]:
    """Each line with invisible or private characters, and once how many half-width marks there are."""
    for code, pattern, severity, message in _KINDS:
        for number, line in enumerate(source, 1):
            if found := pattern.search(line):
                where = f"（U+{ord(found[0]):04X}）"
                yield finding(code, severity, number, "", f"本行{message}{where}")
    for code, pattern, message in (
        ("odd_space", _ODD_SPACE, "有特殊空格"),
        ("half_width", _HALF_WIDTH, "汉字之间有半角标点"),
    ):
        lines = [number for number, line in enumerate(source, 1) if pattern.search(line)]
        if lines:
            told = f"共 {len(lines)} 行{message}（从第 {lines[0]} 行起）；比较文本时按统一写法处理"
            yield finding(code, Severity.NOTE, lines[0], "", told)
