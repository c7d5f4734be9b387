"""编章节: numbered headings, 附则 without a number, and headings whose number was lost."""

from __future__ import annotations

from legal.numerals import chinese
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
        _divide(state, _level_of_bare(state, line), "", squeeze(line.text), line)
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
    state.unnumbered.append(len(state.divisions) - 1)
    return True


def _before_article(state: State) -> bool:
    """Whether the next article comes next, or after one more line of the same title."""
    for line in state.lines[state.at + 1 : state.at + 3]:
        start = marks.article(line.text)
        if start is not None:
            return start.number in successors(state.last)
        if not marks.looks_like_title(line.text):
            return False
    return False


def number_lost(state: State) -> None:
    """Give headings their lost number where the numbers around them leave exactly room; report each."""
    for run in _runs(state.unnumbered, state.divisions):
        numbers = _room(run, state.divisions)
        for index, number in zip(run, numbers or [""] * len(run), strict=True):
            _report_lost(state, state.divisions[index], number)


def _runs(unnumbered: list[int], divisions: list[DraftDivision]) -> list[list[int]]:
    """Headings without number of one level, with no other of that level between them."""
    runs: list[list[int]] = []
    for index in unnumbered:
        before = runs[-1][-1] if runs else None
        same = before is not None and not any(
            division.level is divisions[index].level for division in divisions[before + 1 : index]
        )
        if same and divisions[before or 0].level is divisions[index].level:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _room(run: list[int], divisions: list[DraftDivision]) -> list[str]:
    """The numbers between the headings before and after, if there are as many as headings in the run."""
    level, parent = divisions[run[0]].level, divisions[run[0]].parent
    peers = [d for d in divisions[: run[0]] if (d.level, d.parent) == (level, parent)]
    after = [d for d in divisions[run[-1] + 1 :] if (d.level, d.parent) == (level, parent)]
    if not (after and after[0].number and (not peers or peers[-1].number)):
        return []
    first = int(peers[-1].number) + 1 if peers else 1
    room = range(first, int(after[0].number))
    return [str(number) for number in room] if len(room) == len(run) else []


def _report_lost(state: State, heading: DraftDivision, number: str) -> None:
    line = Line(heading.line, heading.title)
    if number:
        heading.number = number
        message = f"标题“{heading.title}”没有号，已按前后补为第{chinese(int(number))}{heading.level.value}"
        state.mended("heading_number_lost", line, message, place=heading.title)
    else:
        message = (
            f"“{heading.title}”像是一个标题，但没有章节号，已作为无号的{heading.level.value}读入"
        )
        state.warned("heading_number_lost", line, message, place=heading.title)


def _has_chapters(state: State) -> bool:
    return any(heading.level is not Heading.PART for heading in state.divisions)


def _level_of_unnumbered(state: State, line: Line) -> Heading:
    same = [
        heading.level
        for heading, depth in zip(state.divisions, state.depths, strict=True)
        if depth == line.depth and line.depth
    ]
    return same[-1] if same else Heading.CHAPTER


def _level_of_bare(state: State, line: Line) -> Heading:
    """附则 of a text in 编 is none of the last 编, but stands beside it."""
    in_parts = any(heading.level is Heading.PART for heading in state.divisions)
    if in_parts and not line.depth and squeeze(line.text) == "附则":
        return Heading.PART
    return _level_of_unnumbered(state, line)


def _divide(state: State, level: Heading, number: str, title: str, line: Line) -> None:
    parent = parent_of(level, state.divisions)
    state.divisions.append(DraftDivision(level, number, title, parent, line.number))
    state.depths.append(line.depth)
    state.open, state.annex = None, ""
    state.under_heading = True
