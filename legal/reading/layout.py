"""版式: where the header ends, where a 目录 stands, and where the body begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legal.reading import marks
from legal.reading.source import Line, prepare, squeeze

_END = re.compile(r"<!--\s*INFO END\s*-->")
_CONTENTS = {"目录", "目次", "目　录"}
_NEAR_TOP = 30
_STATUTE = re.compile(
    r"(?:法|法典|条例|办法|规定|规则|细则|决定|决议|解释|规程|章程|准则|标准|通知|意见|批复|方案|制度|目录|公约|修正案|补充规定)"
    r"(?:[（(][^（）()]{1,30}[）)])*$"
)
_YEAR = re.compile(r"[0-9０-９〇零一二三四五六七八九]{4}\s*[年./-]")
_EVENT = re.compile(rf"(?:根据|依据|自|于|经)?\s*{_YEAR.pattern}")
_FOOTNOTED = re.compile(r"[*＊※①-⑳]+$")
"""What a title carries where a note on it stands at the end."""
PAGE_NUMBER = re.compile(r"[\s.…·•-]*\d+$")
"""What a 目录 prints after a heading."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a file.

    Attributes:
        title: without white space; "" if none was found.
        part: a second title, for one 编 of a code that is published in parts.
    """

    title: str
    part: Line | None
    header: list[Line]
    contents: list[Line]
    body: list[Line]


def lay_out(source: tuple[str, ...], title_hint: str | None) -> Layout:
    """The parts of a file, with or without the mark that ends its header."""
    end = next((at for at, raw in enumerate(source) if _END.search(raw)), None)
    if end is None:
        return _without_mark(prepare(source), title_hint)
    head, rest = prepare(source[:end]), prepare(source[end + 1 :], end + 2)
    contents, body = _contents(rest)
    title = next((line for line in head if line.depth == 1), head[0] if head else None)
    part = next((line for line in head if line.depth == 1 and line is not title), None)
    header = [line for line in head if line is not title and line is not part]
    words = squeeze(title.text) if title else squeeze(title_hint or "")
    return Layout(words, part, header, contents, body)


def _without_mark(lines: list[Line], title_hint: str | None) -> Layout:
    """A .docx or plain text: decree, title, 沿革 in brackets, 目录, body."""
    first = next((at for at, line in enumerate(lines) if _opens_body(line)), len(lines))
    at, title = _find_title(lines[:first], title_hint)
    history = _history_end(lines, at, first)
    header = lines[: at - len(title)] + lines[at:history]
    contents, body = _contents(lines[history:])
    printed = _FOOTNOTED.sub("", squeeze("".join(line.text for line in title)))
    return Layout(printed or squeeze(title_hint or ""), None, header, contents, body)


def _opens_body(line: Line) -> bool:
    return (
        marks.article(line.text) is not None
        or marks.heading(line.text, marked=line.depth > 0) is not None
        or squeeze(line.text) in _CONTENTS
    )


def _find_title(lines: list[Line], hint: str | None) -> tuple[int, list[Line]]:
    """The index after the title, and the one or two lines that hold it."""
    named = {squeeze(name) for line in lines for name in re.findall(r"《([^》]+)》", line.text)}
    wanted = {squeeze(hint)} if hint else named
    for size in (1, 2, 3):
        for at in range(min(len(lines), _NEAR_TOP) - size + 1):
            if squeeze("".join(line.text for line in lines[at : at + size])) in wanted:
                return at + size, lines[at : at + size]
    for at, line in enumerate(lines[:_NEAR_TOP]):
        if line.depth == 1 or (_STATUTE.search(squeeze(line.text)) and not _YEAR.search(line.text)):
            return at + 1, _with_line_above(lines, at)
    return (1, lines[:1]) if lines else (0, [])


def _with_line_above(lines: list[Line], at: int) -> list[Line]:
    """A long title is centred on two lines: 中华人民共和国 above its name."""
    above = lines[at - 1] if at and not lines[at].depth else None
    joined = above is not None and at == 1 and marks.looks_like_title(above.text)
    plain = above is not None and not re.search(r"[令号0-9]", above.text)
    return lines[at - 1 : at + 1] if joined and plain else lines[at : at + 1]


def _history_end(lines: list[Line], at: int, first: int) -> int:
    """The index after the dated or bracketed lines below the title."""
    depth = 0
    while at < first:
        text = lines[at].text
        if not depth and text[0] not in "（(" and not _EVENT.match(text):
            break
        depth += sum(text.count(mark) for mark in "（(") - sum(text.count(mark) for mark in "）)")
        at += 1
    return at


def _contents(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """目录 taken out: its entries end where the first of them comes again, or an article begins."""
    start = next((at for at, line in enumerate(lines) if squeeze(line.text) in _CONTENTS), None)
    if start is None or any(marks.article(line.text) for line in lines[:start]):
        return [], lines
    seen: set[str] = set()
    at = start + 1
    while at < len(lines) and (entry := _entry(lines[at])) and entry not in seen:
        seen.add(entry)
        at += 1
    return lines[start:at], lines[:start] + lines[at:]


def _entry(line: Line) -> str:
    """One line of 目录 as a key, "" for what is none."""
    text = PAGE_NUMBER.sub("", line.text)
    numbered = marks.heading(text, marked=True) is not None
    named = marks.bare_heading(text) or marks.looks_like_title(text)
    return squeeze(text) if (numbered or named) and not marks.article(text) else ""
