"""编章节: numbered headings, 附则 without a number, and headings whose number was lost."""

from __future__ import annotations

from legal.reading import marks
from legal.reading.drafts import DraftDivision, parent_of
from legal.reading.source import Line, squeeze
from legal.reading.state import State, successors
from legal.statute import Heading


def take(state: State, line: Line) -> bool:
    """编、分编、章、节 with a number, 附则 and the like without."""
    found = marks.heading(line.text, marked=line.depth > 0)
    if found is not None:
        _divide(state, found.level, found.number, squeeze(found.title), line)
        return True
    if line.depth == 1 and marks.looks_like_title(line.text):
        _divide(state, Heading.PART, "", squeeze(line.text), line)
        return True
    if marks.bare_heading(line.text):
        _divide(state, _level_of_unnumbered(state, line), "", squeeze(line.text), line)
        return True
    return False


def take_title(state: State, line: Line) -> bool:
    """A heading whose number was lost, or the second line of a long heading."""
    if not marks.looks_like_title(line.text) or state.annex or not _before_article(state):
        return False
    if state.under_heading:
        heading = state.divisions[-1]
        state.mended("heading_broken", line, f"标题“{heading.title}”断成两行，已接上")
        heading.title += squeeze(line.text)
        return True
    if not line.depth and not _has_chapters(state):
        return False
    _divide(state, _level_of_unnumbered(state, line), "", squeeze(line.text), line)
    state.warned("heading_number_lost", line, f"“{squeeze(line.text)}”像是一个标题，但没有章节号")
    return True


def _before_article(state: State) -> bool:
    following = marks.article(state.next.text) if state.next else None
    return following is not None and following.number in successors(state.last)


def _has_chapters(state: State) -> bool:
    return any(heading.level is not Heading.PART for heading in state.divisions)


def _level_of_unnumbered(state: State, line: Line) -> Heading:
    same = [
        heading.level
        for heading, depth in zip(state.divisions, state.depths, strict=True)
        if depth == line.depth and line.depth
    ]
    return same[-1] if same else Heading.CHAPTER


def _divide(state: State, level: Heading, number: str, title: str, line: Line) -> None:
    parent = parent_of(level, state.divisions)
    state.divisions.append(DraftDivision(level, number, title, parent, line.number))
    state.depths.append(line.depth)
    state.open, state.annex = None, ""
    state.under_heading = True
