"""依据的开头: where a basis begins in a cell: level tag, title with all its damage, and the bracket behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from legal.citations import history, positions, titles
from legal.citations.history import History
from legal.citations.model import Fault
from legal.citations.openings import Opening
from legal.citations.text import B, N, closing, squeeze
from legal.citations.titles import Title

_HISTORY_WORDS = re.compile(
    r"\d{4}年|号|通过|施行|公布|发布|修订|修正|修改|印发|实施|令第|令\d|号令"
)
_FOLLOWS = re.compile(
    rf"{B}(?:$|\(|:|第{B}\(?{N}|附件|全文|[、和及与]{B}[一-龥]{{0,12}}《|已于|于\d|\d{{4}}|[一-龥]{{0,12}}令|[一二三四五六七八九十]、)"
)
_OUTER = re.compile(
    r"(?P<before>[一-龥]{0,40})《(?P<inner>[^《》\n]*+(?:《[^《》\n]*+》[^《》\n]*+)*+)》(?P<after>(?:(?!第)[一-龥]){0,16}?(?:细则|办法|规定|条例|决定|通知|意见|方案|决议|解释|批复))(?=[ ]*+(?:\(|\n|$|第|:|。|;|[ ]|[一-龥]{1,8}[【〔]))"
)
_BECAME = re.compile(r"[^《》\n。]{0,24}(?:修正|修订|修改|通过|公布|发布|颁布)的(?=《)")
_UNTIL = re.compile(
    rf"[《》\n【]|\((?!试行|暂行|\d{{4}}年[版本])|第{B}{N}{B}[条章]|[ ]{{2,}}|全文适用|:"
)
_SENTENCE = re.compile(r"[,，。;；]")
_PREFIX = re.compile(r"[^《》\n【】。(]{0,60}?(?=《)")
_GAP = re.compile(B)


@dataclass(frozen=True, slots=True)
class Head:
    """A basis' own data: level tag, title and 沿革; ``end`` is the index behind them."""

    start: int
    tag: str | None
    title: str | None
    history: str
    noted: History
    faults: tuple[tuple[Fault, str], ...]
    end: int


def head(text: str, folded: str, opening: Opening) -> Head | None:
    """The head that begins at ``opening``; None if what stands there is no basis."""
    title = _title(text, folded, opening)
    if title is None:
        alone = opening.tagged and _at_line_start(folded, opening)
        return _untitled(text, folded, opening) if alone else None
    if not opening.tagged and not _is_basis(folded, title, opening):
        return None
    before = text[opening.at : title.start] if title.start > opening.at else ""
    printed, end, faults = _history(text, folded, title.end)
    noted = history.read(f"{before} {printed}")
    name, informal = titles.customary(title.name)
    faults = (*opening.faults, *title.faults, *informal, *faults, *noted.faults)
    return Head(opening.start, opening.tag, name, f"{before}{printed}".strip(), noted, faults, end)


def _at_line_start(folded: str, opening: Opening) -> bool:
    return not folded[max(0, opening.start - 90) : opening.start].rpartition("\n")[2].strip()


def _untitled(text: str, folded: str, opening: Opening) -> Head:
    """【法规】国务院令第406号: a basis that is called by its number alone, or not at all."""
    printed, end, faults = _history(text, folded, opening.at)
    noted = history.read(printed)
    faults = (*opening.faults, *faults, *noted.faults)
    return Head(opening.start, opening.tag, None, printed, noted, faults, end)


def _is_basis(folded: str, title: Title, opening: Opening) -> bool:
    """Whether 《…》 without a tag begins a basis and is no certificate or law named in quoted text."""
    if not titles.is_instrument(title.name):
        return False
    if not opening.strict:
        return bool(_FOLLOWS.match(folded, title.end))
    end = title.end
    while folded[end : end + 1] == "(" and (close := closing(folded, end)):
        end = close
    gap = _GAP.match(folded, end)
    reading = positions.read(folded, gap.end() if gap else end)
    return reading is not None and bool(re.match(r"[: ;。“\n]|$", folded[reading.end :][:1]))


def _title(text: str, folded: str, opening: Opening) -> Title | None:
    at = opening.at
    if folded[at : at + 1] == "《":
        return _repeated(text, folded, titles.marked(text, folded, at))
    for reader in (_outer, _behind_words, _damaged):
        title = reader(text, folded, at)
        if title is not None:
            return title
    return None


def _repeated(text: str, folded: str, title: Title | None) -> Title | None:
    """《A》《A》 is one title; 《…决定》修正的《A》 is A; 《A》实施细则 is a title of its own."""
    if title is None:
        return None
    became = _BECAME.match(folded, title.end)
    if became:
        return titles.marked(text, folded, became.end())
    longer = _outer(text, folded, title.start)
    if longer is not None:
        return longer
    if folded[title.end : title.end + 1] != "《":
        return title
    again = titles.marked(text, folded, title.end)
    if again is None or fuzz.ratio(again.name, title.name) < 80:
        return title
    fault = (Fault.TITLE_REPEATED, text[title.end : again.end])
    return Title(title.name, title.start, again.end, (*title.faults, fault))


def _outer(text: str, folded: str, at: int) -> Title | None:
    """自治区实施《…法》办法: an outer title without marks, an inner one with them."""
    found = _OUTER.match(folded, at)
    if found is None or (
        found["before"] and not re.search(r"实施|贯彻|执行|关于|印发", found["before"])
    ):
        return None
    name = squeeze(text[at : found.end()])
    return Title(name, at, found.end(), ((Fault.TITLE_UNMARKED, name),))


def _behind_words(text: str, folded: str, at: int) -> Title | None:
    """国务院《A》, 2017年3月1日国务院令第676号《A》: words before the marks."""
    found = _PREFIX.match(folded, at)
    if found is None:
        return None
    title = _repeated(text, folded, titles.marked(text, folded, found.end()))
    if title is None or not title.name.startswith("关于") or _HISTORY_WORDS.search(found[0]):
        return title
    return Title(squeeze(found[0]) + title.name, at, title.end, title.faults)


def _damaged(text: str, folded: str, at: int) -> Title | None:
    """（A》, A》 and A: a title whose opening mark, or both, are lost."""
    opened = at + (folded[at : at + 1] in "(〈“")
    stop = _UNTIL.search(folded, opened, opened + titles.LONGEST)
    end = stop.start() if stop else min(len(folded), opened + titles.LONGEST)
    name = squeeze(text[opened:end])
    closed = stop is not None and stop[0] == "》"
    if not closed and (opened > at or _SENTENCE.search(name) or not titles.is_instrument(name)):
        return None
    end += closed
    fault = Fault.TITLE_MARKS if closed else Fault.TITLE_UNMARKED
    return Title(name, at, end, ((fault, text[at:end].strip()),)) if name else None


def _history(text: str, folded: str, at: int) -> tuple[str, int, tuple[tuple[Fault, str], ...]]:
    """The 沿革 behind a title, in brackets or not, whatever of them is lost."""
    begin, faults = at, []
    while True:
        at = _blanks(folded, at)
        if next_line := _BRACKET_BELOW.match(folded, at):
            at = next_line.end()
        if _OPENS.match(folded, at) and not _NUMBERED.match(folded, at):
            at, fault = _bracket(text, folded, at)
            faults.extend(fault)
            continue
        if labelled := FORM.match(folded, at):
            at = labelled.end()
            return text[begin:at].strip(), at, tuple(faults)
        end = _words(folded, at)
        if end == at:
            return text[begin:at].strip(), at, tuple(faults)
        at = end


FORM = re.compile(
    r"[ ;,。\n]*+(?:(?:依据)?(?:文号|令号|发文字号|文件号)[ ]*+:[^:;\n]{0,40}?(?:[;,。\n]|[ ])[ \n]*+)?(?:条款号|条款项|条款|具体条款|条文)[ ]*+:[ ]*+(?=第)"
)
"""依据文号：国务院令第583号 条款号：第十五条: the labels of a form between a title and its position."""


def _blanks(folded: str, at: int) -> int:
    while folded[at : at + 1] in (" ", "。", ")"):
        at += 1
    return at


_NEW_LINE_CONTENT = re.compile(rf"\n[ ]*+(?:第{B}\(?{N}\)?{B}[条章款项]|附件|【|全文)")
_OPENS = re.compile(r"[(〔\[]|【(?=[^】]{0,12}\d{4}|[^】]{2,30}号】)")
_NUMBERED = re.compile(rf"\({N}\)")
_BRACKET_BELOW = re.compile(rf"\n[ ]*+(?=\((?!{N}\)))")


def _bracket(text: str, folded: str, at: int) -> tuple[int, list[tuple[Fault, str]]]:
    close = closing(folded, at)
    new = _NEW_LINE_CONTENT.search(folded, at)
    limit = new.start() if new else len(folded)
    if close is not None and close <= limit:
        return close, []
    end = folded.find("\n", at, limit)
    end = end if end >= 0 else limit
    tail = _position_behind(folded, at, end)
    return (tail or end), [(Fault.BRACKETS, text[at : min(end, at + 20)].strip())]


def _position_behind(folded: str, at: int, end: int) -> int | None:
    """In an unclosed bracket: the index behind its last event, if a position follows on the same line."""
    found = _LAST_EVENT.search(folded, at, end)
    return found.end() if found else None


_NUMBER_BEHIND = re.compile(r"[^\s《》,。:第()]{1,16}[〔\[【(]\d{4}[〕\]】)]第?\d{1,5}号")


def unbracketed(folded: str, at: int) -> int:
    """《A》2020年11月29日国务院令第732号修改 第三十四条: where the history without brackets ends."""
    if labelled := FORM.match(folded, at):
        return labelled.end()
    at = _blanks(folded, at)
    end = _words(folded, at)
    return end if _EVENT_ENDS.search(folded, at, end) else at


def _words(folded: str, at: int) -> int:
    """History without brackets: up to the position, the next basis or the line's end."""
    if number := _NUMBER_BEHIND.match(folded, at):
        return number.end()
    stop = _HISTORY_ENDS.search(folded, at)
    end = stop.start() if stop else len(folded)
    printed = folded[at:end]
    if not printed.strip(" ,。;") or len(printed) > 240 or not _HISTORY_WORDS.search(printed):
        return at
    return end if _LIKE_HISTORY.match(printed) else at


_HISTORY_ENDS = re.compile(
    rf"\n|第{B}{N}{B}[条章]|【(?!\d)|附件|全文适用|《[^《》\n]{{2,80}}》[ ]*+(?:\(|第{B}{N}{B}[条章款项])|:"
)
_LAST_EVENT = re.compile(
    rf"(?<=[行布正订过改号])[ 。》]*+(?=第{B}{N}{B}条(?:第{B}\(?{N}\)?[款项])*(?:[: “]|$))"
)
_EVENT_ENDS = re.compile(r"[行布正订过改号][ 。》]*+\Z")
_LIKE_HISTORY = re.compile(
    r"[ ,。]*+(?:已|于|经|自|根据|由|以|\d{4}|[一-龥、 ]{0,30}(?:令|公告)|[^ 。\d]{1,20}[〔\[【(]\d{4}|文(?=第)|第[一二三四五六七八九十]+次修)"
)
