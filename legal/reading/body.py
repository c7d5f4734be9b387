"""正文: the lines of the body become divisions, articles and what belongs to neither.

A line is offered to each level, outermost first; what no level takes is a 款.
"""

from __future__ import annotations

from legal.reading import annexes, articles, glue, headings, marks, words
from legal.reading.amending import Quote
from legal.reading.source import Line
from legal.reading.state import State, name

LEVELS = (
    headings.take,
    annexes.take,
    articles.take,
    annexes.take_row,
    headings.take_title,
    annexes.take_swallowed,
    annexes.take_item,
)


def read(lines: list[Line], part: Line | None = None) -> State:
    """Take every line, once; ``part`` is the 编 of which the lines are the text."""
    state, quote = State(lines), Quote()
    if part is not None:
        headings.take(state, part)
    for index, line in enumerate(lines):
        state.at = index
        rest: Line | None = line
        while rest is not None:
            head, rest = (rest, None) if quote.open else _cut(state, rest)
            _take(state, quote, head)
    headings.number_lost(state)
    return state


def _take(state: State, quote: Quote, line: Line) -> None:
    if quote.holds(line, state.last):
        _quoted(state, line)
    elif not any(takes(state, line) for takes in LEVELS):
        words.take(state, line)
    quote.follow(line, state.next, state.last)


def _quoted(state: State, line: Line) -> None:
    if marks.article(line.text) is not None:
        state.noted("quoted_article", line, "引用的条文，不是本文本自己的条")
    words.take(state, line)


def _cut(state: State, line: Line) -> tuple[Line, Line | None]:
    """The line up to the next article or item printed in it, and the rest."""
    titled = marks.heading(line.text, marked=line.depth > 0) is not None
    head, rest = glue.cut(line, state.last, after_space=titled)
    if rest is not None:
        start = marks.article(rest.text)
        assert start is not None
        message = f"{name(start.number)}与上文印在同一行，已拆开"
        state.mended("article_split", line, message, start.number)
        return head, rest
    head, rest = glue.cut_item(line)
    if rest is not None:
        state.mended("item_split", line, f"两项印在同一行，“{rest.text[:12]}”起已拆开")
    return head, rest
