"""款: what no other level takes; and items that lost their number or broke in two."""

from __future__ import annotations

from legal.reading import lists, marks
from legal.reading.drafts import DraftItem, DraftParagraph
from legal.reading.source import Line
from legal.reading.state import State


def take(state: State, line: Line) -> None:
    """A new 款 of the open article; without one, words set aside."""
    if state.open is None:
        state.set_aside(line)
        _report_under_heading(state, line)
    elif not _mends_list(state, line):
        state.open.paragraphs.append(DraftParagraph(line.text, line.number))


def _report_under_heading(state: State, line: Line) -> None:
    if state.under_heading and state.articles:
        state.warned("text_under_heading", line, "标题之下、条文之前有一段文字，不属于任何一条")


def _mends_list(state: State, line: Line) -> bool:
    """Between 项 k and 项 k+1 a line went on; between k and k+2 it lost its number."""
    assert state.open is not None
    before, after = (
        lists.last_number(state.open),
        marks.item(state.next.text) if state.next else None,
    )
    if before is None or after is None or before[0] != after.style or not line.text.endswith("；"):
        return False
    if not (before[1].isdigit() and after.number.isdigit()):
        return False
    return _mend(state, line, int(before[1]), int(after.number))


def _mend(state: State, line: Line, before: int, after: int) -> bool:
    assert state.open is not None
    if after == before + 1:
        lists.append_words(state.open, line.text)
        state.mended("item_broken", line, f"第（{before}）项断成两行，已接上")
        return True
    if after == before + 2:
        paragraph = state.open.paragraphs[-1]
        paragraph.items.append(DraftItem(str(before + 1), line.text, line.number))
        state.mended("item_number_lost", line, f"第（{before + 1}）项没有项号，已按前后项号补上")
        return True
    return False
