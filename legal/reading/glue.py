"""粘连: two articles or two items that the source prints in one line, taken apart where the number proves it."""

from __future__ import annotations

import re
from dataclasses import replace

from legal.reading import marks
from legal.reading.source import Line, trim
from legal.reading.state import successors

_MARK_LENGTH = 60
_ARTICLE = r"(?=第\s*[〇零一二三四五六七八九十百千]+\s*条)"
_AFTER_SENTENCE = re.compile(rf"(?:(?<=[。；”])|(?<=。[）)]))\s*+{_ARTICLE}")
_AFTER_TITLE = re.compile(rf"(?<!\s)\s++{_ARTICLE}")
_ITEM = re.compile(r"(?<=[；;。：:])\s*+(?=[（(][〇零一二三四五六七八九十百]+[）)])")


def articles(line: Line, last: str, *, titled: bool) -> list[Line]:
    """The line, cut before each article that stands in it and is the next by its number.

    Args:
        last: number of the article before the line.
        titled: the line opens a heading; then white space alone may come before the article.
    """
    opened = marks.article(line.text)
    expected = successors(opened.number if opened else last)
    cuts = [0]
    for found in (_AFTER_TITLE if titled else _AFTER_SENTENCE).finditer(line.text):
        start = marks.article(line.text[found.end() : found.end() + _MARK_LENGTH])
        if found.end() and start and start.number in expected and not start.cited and start.rest:
            cuts.append(found.end())
            expected = successors(start.number)
    return _cut(line, cuts)


def items(line: Line) -> list[Line]:
    """The line, cut before each item that follows a closed one and is the next by its number."""
    opened = marks.item(line.text)
    if opened is None or not opened.number.isdigit():
        return [line]
    number, cuts = int(opened.number), [0]
    for found in _ITEM.finditer(line.text):
        start = marks.item(line.text[found.end() : found.end() + _MARK_LENGTH])
        if start and (start.style, start.number) == (opened.style, str(number + 1)) and start.rest:
            cuts.append(found.end())
            number += 1
    return _cut(line, cuts)


def _cut(line: Line, cuts: list[int]) -> list[Line]:
    if len(cuts) == 1:
        return [line]
    ends = [*cuts[1:], len(line.text)]
    pieces = [Line(line.number, trim(line.text[a:b])) for a, b in zip(cuts, ends, strict=True)]
    return [replace(pieces[0], depth=line.depth), *pieces[1:]]
