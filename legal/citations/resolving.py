"""条款项目的归属: what each printed unit takes over from the one before it, lists and ranges spread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from legal.citations.model import Fault, Position
from legal.citations.positions import FIELDS, TEXTUAL, Level, Step
from legal.place import article_key

KEPT = {Level.PART, Level.CHAPTER, Level.SECTION, Level.ARTICLE}
"""Levels whose ranges stay one reference with ``range_end``; the others are spread."""

LONGEST_SPREAD = 60


def resolve(
    steps: Sequence[Step], context: Position
) -> tuple[tuple[Position, ...], tuple[tuple[Fault, str], ...]]:
    """The positions meant, each with what it takes over from the one before or from ``context``."""
    found: list[Position] = []
    faults: list[tuple[Fault, str]] = []
    at = context
    closed: Level | None = None  # 第十条至第十五条第二款: nothing goes deeper into a range
    for index, step in enumerate(steps):
        if closed is not None and not step.joiner and step.level > closed:
            continue
        if step.damaged:
            faults.append((Fault.NUMERAL, step.damaged))
        if step.joiner == "range" and found:
            ended = _up_to(found.pop(), step, faults)
        else:
            ended = tuple(_each(_above(at, step), step, faults))
        closed = step.level if ended[-1].range_end else None
        found.extend(ended[:-1] if closed is None and _goes_deeper(steps, index) else ended)
        at = replace(ended[-1], range_end=None)
    return tuple(found), tuple(faults)


def _goes_deeper(steps: Sequence[Step], index: int) -> bool:
    if index + 1 == len(steps):
        return False
    return not steps[index + 1].joiner and steps[index + 1].level > steps[index].level


def _above(at: Position, step: Step) -> Position:
    """What stays of the position before: the levels above the new one; 条 stand under no 章 unless printed together."""
    keep = {name: getattr(at, name) for name in FIELDS[: step.level]}
    if step.joiner and step.level is Level.ARTICLE:
        keep = {"annex": keep["annex"]}
    return Position(**keep)


def _each(base: Position, step: Step, faults: list[tuple[Fault, str]]) -> Iterator[Position]:
    for first, last in step.spans:
        start = put(base, step.level, first)
        yield (
            start
            if last is None
            else start
            if step.level not in KEPT
            else _kept(start, first, last, faults)
        )
        if last is not None and step.level not in KEPT:
            yield from _spread(start, step.level, first, last, faults)


def put(base: Position, level: Level, key: str) -> Position:
    """``base`` with one more number at ``level``."""
    value: str | int = (
        key if level in TEXTUAL else int(key.split("-", maxsplit=1)[0].split(".", maxsplit=1)[0])
    )
    return replace(base, **{FIELDS[level]: value})


def _kept(start: Position, first: str, last: str, faults: list[tuple[Fault, str]]) -> Position:
    if "." not in first + last and article_key(last) < article_key(first):
        faults.append((Fault.BACKWARD_RANGE, f"{first}至{last}"))
    return replace(start, range_end=last)


def _spread(
    start: Position, level: Level, first: str, last: str, faults: list[tuple[Fault, str]]
) -> Iterator[Position]:
    low, high = int(first.split("-", maxsplit=1)[0]), int(last.split("-", maxsplit=1)[0])
    if high < low or high - low > LONGEST_SPREAD:
        faults.append(
            (Fault.BACKWARD_RANGE if high < low else Fault.LONG_RANGE, f"{first}至{last}")
        )
        yield put(start, level, last)
        return
    for value in range(low + 1, high + 1):
        yield put(start, level, str(value))


def _up_to(start: Position, step: Step, faults: list[tuple[Fault, str]]) -> tuple[Position, ...]:
    """第七项至第十项: the range from the position before to this unit, and what is listed behind it."""
    last = step.spans[0][0]
    first = getattr(start, FIELDS[step.level])
    others = [put(start, step.level, key) for key, _ in step.spans[1:]]
    if step.level in KEPT or first is None:
        first = str(first) if first is not None else last
        return (_kept(start, first, last, faults), *others)
    return (start, *_spread(start, step.level, str(first), last, faults), *others)
