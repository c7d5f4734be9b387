"""引用的查错: what the cells that cite print wrongly: level tags, titles, brackets, ranges. Told, never mended."""

from __future__ import annotations

from collections.abc import Iterator

from importers.lists.headers import Field
from legal.citations import Fault, check, parse

CITING = (Field.BASES, Field.DUTY_BASIS, Field.LIABILITY_BASIS, Field.REMEDY)
_TOLD_ELSEWHERE = Fault.IMPOSSIBLE_DATE.value
"""Dates are looked at in every cell, not only where something is cited."""


def faults(printed: str) -> Iterator[tuple[str, str]]:
    """(code, Chinese sentence) of each fault of a cell, once."""
    found = (finding for reference in parse(printed) for finding in check(reference))
    yield from dict.fromkeys((f.code, f.message) for f in found if f.code != _TOLD_ELSEWHERE)
