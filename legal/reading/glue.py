"""粘连: two articles or two items that the source prints in one line, taken apart where the number proves it."""

from __future__ import annotations

import re
from dataclasses import replace

from legal.reading import marks
from legal.reading.source import Line, trim
from legal.reading.state import successors

_AFTER_SENTENCE = re.compile(r"(?<=[。；”）)])\s*(?=第\s*[〇零一二三四五六七八九十百千]+\s*条)")
_AFTER_SPACE = re.compile(r"\s+(?=第\s*[〇零一二三四五六七八九十百千]+\s*条)")
_ITEM = re.compile(r"(?P<end>[；;。：:])?(?P<gap>\s*)(?=[（(][〇零一二三四五六七八九十百]+[）)])")


def cut(line: Line, last: str, *, after_space: bool = False) -> tuple[Line, Line | None]:
    """The line up to the next article and the rest, if the article is the one that follows ``last``."""
    opened = marks.article(line.text)
    expected = successors(opened.number if opened else last)
    for found in (_AFTER_SPACE if after_space else _AFTER_SENTENCE).finditer(line.text):
        start = marks.article(line.text[found.end() :])
        if start and start.number in expected and not start.cited and start.rest:
            head = trim(line.text[: found.start()])
            return replace(line, text=head), Line(line.number, line.text[found.end() :])
    return line, None


def cut_item(line: Line) -> tuple[Line, Line | None]:
    """The line up to the next item and the rest: only after a closed item, and only the next number."""
    opened = marks.item(line.text)
    if opened is None or "-" in opened.number:
        return line, None
    for found in _ITEM.finditer(line.text, 3):
        start = marks.item(line.text[found.end() :])
        if start and found["end"] and _follows(opened, start) and start.rest:
            head = trim(line.text[: found.end("end")])
            return replace(line, text=head), Line(line.number, line.text[found.end() :])
    return line, None


def _follows(one: marks.ItemStart, other: marks.ItemStart) -> bool:
    return one.style == other.style and other.number == str(int(one.number) + 1)
