"""附件: annexes with their items, appendices that the last article swallowed, footnotes, tables."""

from __future__ import annotations

import re

from legal.numerals import NUMBER, to_int
from legal.reading import lists, marks
from legal.reading.articles import open_article
from legal.reading.source import WHITE, Line, trim
from legal.reading.state import State

_FOOTNOTE = re.compile(r"[①-⑳*※]")
_IMPRINT = re.compile(
    rf"^(?:抄送|报送|分送|发送|主题词)[：:]|\d日[{WHITE}]*印发$|^{NUMBER}年{NUMBER}月{NUMBER}日$"
)
_ROW = re.compile(rf"\|\s*(?P<number>{NUMBER})\s*\|(?P<rest>.*)")


def take(state: State, line: Line) -> bool:
    """附件、附表、附录: its heading is set aside, its numbered items become articles of the annex."""
    found = marks.annex(line.text)
    if found is None or (state.last and state.goes_on):
        return False
    number, _ = found
    state.annex, state.annex_style = _free(state, number or "0"), ""
    state.open = None
    state.set_aside(line)
    state.noted("annex", line, f"此处起为附件：{line.text[:40]}")
    return True


def _free(state: State, number: str) -> str:
    used = {article.annex for article in state.articles}
    if number not in used and not (number == "0" and "1" in used):
        return number
    return str(max(int(annex) for annex in used if annex) + 1)


def take_swallowed(state: State, line: Line) -> bool:
    """A title after the closing article: what follows is an appendix, not a 款."""
    if state.annex or state.open is None or not state.open.closes or state.goes_on:
        return False
    if _FOOTNOTE.match(line.text):
        state.noted("footnote", line, "此行是脚注，不是款")
        state.set_aside(line)
        return True
    if _IMPRINT.search(line.text):
        state.noted("imprint", line, "此行起是落款或印发信息，不是款")
        state.open = None
        state.set_aside(line)
        return True
    if not marks.looks_like_title(line.text) or marks.item(line.text):
        return False
    state.warned("appendix", line, f"末条之后的“{line.text[:30]}”像是附录，自此不再计入末条")
    state.open = None
    state.set_aside(line)
    return True


def take_row(state: State, line: Line) -> bool:
    """A table row: an item of an annex where its first cell is a number, else words of what stands before."""
    if not line.text.startswith("|"):
        return False
    found = _ROW.match(line.text)
    if found is not None and state.annex and _opens(state, "|", str(to_int(found["number"]))):
        open_article(state, str(to_int(found["number"])), line, trim(found["rest"].rstrip("| ")))
    elif state.open is not None:
        lists.append_words(state.open, line)
    else:
        state.set_aside(line)
    return True


def take_item(state: State, line: Line) -> bool:
    """A numbered line: an item of the annex, a 项 or a 目."""
    start = marks.item(line.text)
    if start is None:
        return False
    if state.annex and _opens(state, start.style, start.number):
        open_article(state, start.number, line, start.rest)
    elif state.open is None:
        state.set_aside(line)
    elif lists.joins(state.open, start):
        lists.add(state.open, start, line.number)
    else:
        lists.append_words(state.open, line)
    return True


def _opens(state: State, style: str, number: str) -> bool:
    """Whether a numbered line opens an item of the annex: marked like its first, with a new number."""
    if not state.annex_style:
        state.annex_style = style
    if style != state.annex_style:
        return False
    return (number, state.annex) not in state.taken
