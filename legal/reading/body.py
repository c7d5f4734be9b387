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
        _take_pieces(state, quote, line)
    headings.number_lost(state)
    return state


def _take_pieces(state: State, quote: Quote, line: Line) -> None:
    """The line, or one after the other the articles and items that were printed in it."""
    if quote.open:
        _take(state, quote, line)
        return
    titled = marks.heading(line.text, marked=line.depth > 0) is not None
    for number, piece in enumerate(glue.articles(line, state.last, titled=titled)):
        if number:
            _report_article(state, piece)
        for position, part in enumerate(glue.items(piece)):
            if position:
                message = f"两项印在同一行，“{part.text[:12]}”起已拆开"
                state.mended("item_split", part, message)
            _take(state, quote, part)


def _report_article(state: State, piece: Line) -> None:
    start = marks.article(piece.text)
    if start is not None:
        message = f"{name(start.number)}与上文印在同一行，已拆开"
        state.mended("article_split", piece, message, start.number)


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
