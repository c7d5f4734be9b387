"""条目: inside one basis of a cell, which articles it cites, each followed by its quoted text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from legal.citations import positions, resolving
from legal.citations.model import Fault, Position
from legal.citations.positions import Level, Reading
from legal.citations.text import B, N, number

_FIRST = re.compile(rf"[ \n]*+(?:[:,、。]|文件?(?=第|附)|中|的|之){{0,2}}{B}")
_NUMBERING = r"(?:\(?\d{1,2}(?:-\d{1,2})?(?:\)|、|\.(?!\d))[ ]*+)"
_THAT = r"(?:[该同](?:法|条例|办法|规定|细则))?"
_LINE = re.compile(rf"(?:^|\n)[ ]*+{_NUMBERING}?{_THAT}(?P<line>(?=第|附[件表录]|{N}条[ ]*+:))")
_MIDDLE = re.compile(
    rf"(?:(?:[。;…)]|”(?:[,、]|以及|和|及)?)[ ]*+|[ ]{{2,}}+){_THAT}(?P<middle>(?=第{B}[\d〇零一二两三四五六七八九十百千]|附件{N}第))"
)
_START = re.compile(f"{_LINE.pattern}|{_MIDDLE.pattern}")
_WHOLE = re.compile(r"[ \n:,。]*+全文(?:适用|有效|条款)?(?=[ 。;\n【《(\d]|$)")
_SENTENCE_GOES_ON = re.compile(
    r"(?:的|所|规定(?![ ]*+[:“\n。]|$)|之|中|以[上下]|和|或|与|及|情形|至)"
)
_INTRODUCES = re.compile(r"(?:规定)?[ ]*+[:“]")
_APART = re.compile(r"[ ]++(?=[^ ])|[ 。;\n]*+\Z")
_OF_ANOTHER_TITLE = re.compile(r"》[ ]*+(?:\([^()]{0,100}\)[ ]*+)?\Z")
_INNER_ENDS = re.compile(r"[ ]*+(?:[:“。;\n]|\Z)|[ ]")
_SECTION = (
    rf"(?:第(?P<division>{N})部分|(?P<section>[一二三四五六七八九十]{{1,3}})、)"
    rf"(?P<heading>[^()\n。;:]{{0,40}}?)[ ]*+(?:\((?P<item>{N})\)|(?=\n|$|[ 。:;]))"
)
_SECTION_HERE = re.compile(_SECTION)
_ITEM_HERE = re.compile(rf"\((?P<item>{N})\)")
_SECTION_LINE = re.compile(rf"[\n。;][ ]*+{_SECTION}")
_CLAUSE = re.compile(
    r"(?:^|[\n;。])[ ]*+(?:\d{1,2}\.?[一-龥]{2,16})?第?(?P<clause>\d{1,3}(?:\.\d{1,3}){1,4})条?(?=[ 一-龥:])"
)
_CLAUSE_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,4}")
_CLAUSES = re.compile(
    rf"[ \n:]*+第?{_CLAUSE_NUMBER.pattern}条?(?:[ ]*+(?:[、,和及]|以及)[ ]*+第?{_CLAUSE_NUMBER.pattern}条?)*+(?![\d.])"
)
_PRINTED = re.compile(r"[ :、,。;\n]*+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One place in the cell that cites: its positions, span and the index where its quoted text begins."""

    positions: tuple[Position, ...]
    start: int
    end: int
    faults: tuple[tuple[Fault, str], ...] = ()
    whole: bool = False


def entries(folded: str, start: int, stop: int, *, articles: bool, standard: bool) -> list[Entry]:
    """What a basis cites between ``start`` and ``stop``.

    Args:
        articles: whether the document has 条; without them 一、（二） cites its section.
        standard: whether it is a technical standard, cited as 5.1.1.
    """
    area = folded[:stop]
    if whole := _WHOLE.match(area, start):
        return [Entry((Position(),), start, whole.end(), whole=True)]
    found = _of_articles(area, start)
    if not found and standard:
        found = list(_clauses(area, start))
    if not found and not articles:
        found = list(_sections(area, start))
    return found


def first(folded: str, start: int, stop: int) -> int:
    """Where the positions right behind a head end; ``start`` if there are none."""
    opening = _FIRST.match(folded, start, stop)
    reading = positions.read(folded[:stop], opening.end() if opening else start, named=True)
    return reading.end if reading else start


def _of_articles(area: str, start: int) -> list[Entry]:
    found: list[Entry] = []
    context = Position()
    at = start
    for begin, middle in _starts(area, start):
        if begin < at:
            continue
        reading = positions.read(area, begin, named=True)
        if reading is None or not _cites(
            area, reading, head=not found and begin <= _behind(area, start), middle=middle
        ):
            continue
        entry = _entry(reading, context)
        found.append(entry)
        context, at = entry.positions[-1], reading.end
    return found


def _behind(area: str, start: int) -> int:
    opening = _FIRST.match(area, start)
    return opening.end() if opening else start


def _starts(area: str, start: int) -> Iterator[tuple[int, bool]]:
    """Candidates: right behind the head, at line starts, and behind a finished sentence."""
    behind = _behind(area, start)
    yield behind, False
    for found in _START.finditer(area, start):
        yield found.end(), found["middle"] is not None


def _entry(reading: Reading, context: Position) -> Entry:
    keep = (
        Position(article=context.article)
        if reading.level > Level.ARTICLE and context.article
        else Position()
    )
    resolved, faults = resolving.resolve(reading.steps, keep)
    return Entry(resolved, reading.start, reading.end, faults)


def _cites(area: str, reading: Reading, *, head: bool, middle: bool) -> bool:
    """Whether the position heads quoted text or a list, and is no part of a quoted sentence."""
    if head:
        return True
    if _SENTENCE_GOES_ON.match(area, reading.end):
        return False
    if middle:
        return _opens_after_a_sentence(area, reading)
    return reading.level <= Level.ARTICLE or bool(_INNER_ENDS.match(area, reading.end))


def _opens_after_a_sentence(area: str, reading: Reading) -> bool:
    """…处罚。第六十八条：…; without a mark behind it, a blank must tell it from the sentence."""
    if _OF_ANOTHER_TITLE.search(area, max(0, reading.start - 120), reading.start):
        return False
    if reading.level is Level.ANNEX or _INTRODUCES.match(area, reading.end):
        return True
    before = area[reading.start - 1] if reading.start else "\n"
    alone = len(reading.steps) == 1 and reading.level is Level.ARTICLE
    return (before == " " or alone) and bool(_APART.match(area, reading.end))


def _clauses(area: str, start: int) -> Iterator[Entry]:
    behind = _CLAUSES.match(area, start)
    if behind:
        for found in _CLAUSE_NUMBER.finditer(area, start, behind.end()):
            yield Entry((Position(article=found[0]),), found.start(), found.end())
    for found in _CLAUSE.finditer(area, behind.end() if behind else start):
        yield Entry(
            (Position(article=found["clause"]),), found.start("clause"), found.end("clause")
        )


def _sections(area: str, start: int) -> Iterator[Entry]:
    """一、（二） and 第二部分 of a document without articles."""
    begin = _behind(area, start)
    alone = _ITEM_HERE.match(area, begin)
    if alone:
        item = number(alone["item"])
        yield Entry(
            (Position(item=None if item is None else str(item)),), alone.start(), alone.end()
        )
    here = _SECTION_HERE.match(area, begin)
    for found in (*([here] if here else []), *_SECTION_LINE.finditer(area, begin)):
        yield _of_section(found)


def _of_section(found: re.Match[str]) -> Entry:
    section = number(found["division"] or found["section"])
    item = number(found["item"]) if found["item"] else None
    position = Position(section=section, item=None if item is None else str(item))
    return Entry((position,), found.start(), found.end())


def section(folded: str, at: int) -> Entry | None:
    """三、（二） right at ``at``."""
    found = _SECTION_HERE.match(folded, at)
    return _of_section(found) if found and found["section"] else None


def printed(text: str, start: int, stop: int) -> str:
    """The quoted text between two entries, without the mark that introduces it."""
    opening = _PRINTED.match(text.replace("：", ":")[:stop], start) if start < stop else None
    return text[opening.end() if opening else start : stop].strip()
