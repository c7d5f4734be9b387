"""罚款数额: the highest fine that a text names, and the ranges of all of them."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.rules.words import bare
from legal.numerals import to_int

_AMOUNT = re.compile(
    r"(?P<number>[〇零一二两三四五六七八九十百千廿卅\d.]+)(?P<unit>亿|[十百千]?万)?元"
)
_FINE = re.compile(r"[^。；]*罚款")
_OPEN = re.compile(r"倍[^。；]{0,8}罚款|百分之[^。；]{0,20}罚款|%[^。；]{0,20}罚款")
_UNITS = {"亿": 100_000_000, "万": 10_000, "十万": 100_000, "百万": 1_000_000, "千万": 10_000_000}


@lru_cache(maxsize=4096)
def highest_fine(text: str) -> int | None:
    """In yuan; None where the text names none, or one by multiples without a highest amount."""
    clauses = _FINE.findall(bare(text)) or [""]
    amounts = [amount for clause in clauses for amount in _amounts(clause)]
    capped = re.search(r"(?:最高|但|总额)?不得?超过[^。；]{0,12}元", bare(text))
    open_ = any(_OPEN.search(clause) for clause in clauses) and not capped
    capped_amounts = _amounts(capped.group()) if capped else []
    return None if open_ or not amounts + capped_amounts else max(amounts + capped_amounts)


def _amounts(clause: str) -> list[int]:
    found = (_value(m["number"], m["unit"] or "") for m in _AMOUNT.finditer(clause))
    return [value for value in found if value is not None]


def _value(number: str, unit: str) -> int | None:
    try:
        plain = float(number) if "." in number else to_int(number)
    except ValueError:
        return None
    return round(plain * _UNITS.get(unit, 1))


_TIMES = re.compile(r"(?P<times>[一二三四五六七八九十百\d.]+)倍")
_SHARE = re.compile(r"百分之(?P<said>[一二三四五六七八九十百\d.]+)|(?P<printed>[\d.]+)%")


@lru_cache(maxsize=4096)
def fines(text: str) -> tuple[tuple[str, ...], ...]:
    """幅度: for each clause that speaks of a fine the amounts, multiples and shares that it names, however printed."""
    return tuple(_range(clause) for clause in _FINE.findall(bare(text)))


def _range(clause: str) -> tuple[str, ...]:
    amounts = (f"{value}元" for value in _amounts(clause))
    times = (f"{_value(m['times'], '')}倍" for m in _TIMES.finditer(clause))
    shares = (f"{_value(m['said'] or m['printed'], '')}%" for m in _SHARE.finditer(clause))
    return (*amounts, *times, *shares)
