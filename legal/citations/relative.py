"""相对引用: 前款, 前五条, 本条第二款, 该条, 该法, 及其实施条例, resolved with the place and with what was named last."""

from __future__ import annotations

import re
from dataclasses import replace

from legal.citations import positions, resolving
from legal.citations.model import Fault, Kind, Position
from legal.citations.names import SELF
from legal.citations.positions import Level
from legal.citations.scanner import GLUE, Head, Scanner, behind
from legal.citations.text import B, N, number
from legal.place import article_key

RELATIVE = rf"(?:前|(?<!以)上)(?P<count>{N}|几)?{B}(?P<before>条(?!例|件|款)|款(?!项)|项(?!目))|(?:本|(?<!各)该)(?P<same>条(?!例|列|款|件|约)|款(?!项)|项(?!目)|目(?!录|的))"
HERE = re.compile(RELATIVE)
_SELF_BEFORE = re.compile(rf"(?:{SELF})$")


def on_relative(scanner: Scanner, found: re.Match[str], start: int | None = None) -> int:
    """前款, 前三款, 前五条, and with 本 or 该 before the unit; ``start``: of 本条例 before it."""
    head = Head(scanner.self_title, Kind.RELATIVE, found.start() if start is None else start)
    if found["same"]:
        return _same(scanner, found, head)
    level = positions.UNITS[found["before"]]
    here = scanner.here
    resolved = _earlier(here, level, found["count"])
    if resolved is None:
        faulty = replace(head, faults=((Fault.UNRESOLVED, found[0]),))
        context = only(here, Level(level - 1)) if level > Level.ARTICLE else Position()
        return scanner.add(
            faulty, positions.read(scanner.folded, found.end()), context, found.end()
        )
    glue = GLUE.match(scanner.folded, found.end())  # 前款规定的第一项
    reading = positions.read(scanner.folded, glue.end() if glue else found.end())
    if reading and reading.level > level:
        return scanner.add(head, reading, resolved[-1], found.end())
    for position in resolved:
        scanner.add(head, None, position, found.end())
    return found.end()


def only(at: Position, deepest: Level) -> Position:
    """The position without the levels below ``deepest``."""
    return Position(**{name: getattr(at, name) for name in positions.FIELDS[: deepest + 1]})


def _earlier(here: Position, level: Level, count: str | None) -> tuple[Position, ...] | None:
    """前三款 from 款 4 are 1 to 3; 前五条 one range; None where the place does not tell."""
    value = getattr(here, positions.FIELDS[level])
    if value is None:
        return None
    if level is Level.ARTICLE and "-" in str(value):
        stem, _, inserted = str(value).rpartition("-")
        previous = int(inserted) - 1
        return (Position(article=f"{stem}-{previous}" if previous else stem),)
    last = article_key(str(value))[0] - 1
    if last < 1:
        return None
    reach = last if count == "几" else number(count or "一") or 1
    first = max(1, last - reach + 1)
    if level is Level.ARTICLE:
        return (Position(article=str(first), range_end=str(last) if last > first else None),)
    base = only(here, Level(level - 1))
    return tuple(resolving.put(base, level, str(n)) for n in range(first, last + 1))


def _same(scanner: Scanner, found: re.Match[str], head: Head) -> int:
    """本条第二款, 该条第二款; 本条 alone points at itself and is no reference."""
    level = positions.UNITS[found["same"]]
    reading = positions.read(scanner.folded, found.end())
    if found[0].startswith("本"):
        if before := HERE.match(scanner.folded, found.end()):
            return on_relative(scanner, before, found.start()) if before["before"] else found.end()
        if reading is None:
            return found.end()
        if scanner.place is None and scanner.found and scanner.head:
            head = replace(scanner.head, kind=Kind.RELATIVE, start=found.start())
            return scanner.add(head, reading, only(scanner.found[-1], level), found.end())
        return scanner.add(head, reading, only(scanner.here, level), found.end())
    if not scanner.found or scanner.head is None:
        return found.end()
    last = scanner.found[-1]
    head = replace(scanner.head, kind=Kind.RELATIVE, start=found.start())
    return scanner.add(head, reading, only(last, level), found.end())


def on_that(scanner: Scanner, found: re.Match[str]) -> int:
    """该法第三条: the statute named last."""
    if scanner.head is None:
        return found.end()
    head = replace(scanner.head, kind=Kind.RELATIVE, start=found.start())
    return behind(scanner, head, found.end(), whole=False)


def on_derived(scanner: Scanner, found: re.Match[str]) -> int:
    """及其实施条例: the regulation made under the law just named."""
    base = scanner.head.title if scanner.head and scanner.end == found.start() else None
    if base is None and _SELF_BEFORE.search(
        scanner.folded, max(0, found.start() - 8), found.start()
    ):
        base = scanner.self_title
    if base is None:
        return found.end()
    head = Head(f"{base}{found['derived']}", Kind.RELATIVE, found.start())
    return behind(scanner, head, found.end(), whole=True)
