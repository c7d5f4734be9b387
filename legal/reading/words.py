"""款: what no other level takes; and items that lost their number or broke in two."""

from __future__ import annotations

import re

from legal.numerals import chinese
from legal.reading import lists, marks
from legal.reading.drafts import DraftArticle, DraftItem, DraftParagraph
from legal.reading.source import Line
from legal.reading.state import State

_REMAINDER = re.compile(r"(?:其他|其它|法律、法规|法律、行政法规)[^。；]{0,60}。$")
"""How the last item of a list reads: 其他…。"""

_LOOK_AHEAD = 3


def take(state: State, line: Line) -> None:
    """A new 款 of the open article; without one, words set aside."""
    if state.open is None:
        state.set_aside(line)
        if state.under_heading and state.articles:
            message = "标题之下、条文之前有一段文字，不属于任何一条"
            state.warned("text_under_heading", line, message)
    elif not _mends_list(state, state.open, line):
        state.open.paragraphs.append(DraftParagraph([line.text], line.number))


def _mends_list(state: State, article: DraftArticle, line: Line) -> bool:
    """A list counts on below: then this line is no 款, for a new list would begin again at 一."""
    last = lists.last_number(article)
    if not last.isdigit():
        return False
    following, distance = _next_item(state)
    step = lists.step(article, following) if following else 0
    if step == 1:
        lists.append_words(article, line)
        message = f"第{chinese(int(last))}项断成几行，已接上"
        state.mended("item_broken", line, message)
        return True
    lost = step == 2 and distance == 1 and line.text.endswith("；")
    if lost or (following is None and _is_remainder(article, line)):
        _add_lost(state, article, line, int(last) + 1)
        return True
    return False


def _next_item(state: State) -> tuple[marks.ItemStart | None, int]:
    """The next numbered line and how far it is, unless an article or a heading comes first."""
    for distance, line in enumerate(state.lines[state.at + 1 : state.at + 1 + _LOOK_AHEAD], 1):
        if marks.article(line.text) or marks.heading(line.text, marked=line.depth > 0):
            break
        if start := marks.item(line.text):
            return start, distance
    return None, 0


def _is_remainder(article: DraftArticle, line: Line) -> bool:
    return lists.last_words(article).endswith("；") and bool(_REMAINDER.match(line.text))


def _add_lost(state: State, article: DraftArticle, line: Line, number: int) -> None:
    article.paragraphs[-1].items.append(DraftItem([line.text], line.number, str(number)))
    message = f"第{chinese(number)}项没有项号，已按前后各项补上"
    state.mended("item_number_lost", line, message)
