"""单元格中的依据: tag, title, 沿革, articles with their quoted text, then the next tag. Quoted text cites nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict

from legal.citations import entries, heads, openings, positions
from legal.citations.entries import Entry
from legal.citations.heads import Head
from legal.citations.model import Kind, Reference
from legal.citations.openings import Opening
from legal.citations.text import fold, unescape
from legal.citations.titles import is_instrument, normalise_title, without_articles

_BARE_ARTICLE = re.compile(r"(?:^|\n)[ ]*+(?=第)")
_HEADED = re.compile(r"(?:规定)?(?:[ ]*+[:“]|[ ]++[一-龥(《]|[ ]*+\n|\([节摘]|【)")
_WHOLE = re.compile(r"(?:^|[\n )])[ ]*+全文适用|》[ ]*+全文(?=[ 。;\n]|$)")
_NUMBERED = re.compile(rf"{openings.NUMBERING}[ ]*+\Z")
_QUOTATION = re.compile(r"(?:规定)?[ ]*+[:“]|[ ]++[一-龥]")
_STANDARD = re.compile(r"^(?:GB|[A-Z]{2,4}/?T?)[\s\d/]")


def is_cell(text: str, *, within_statute: bool = False) -> bool:
    """Whether the text is laid out as a list's cell, not as running statute text.

    Args:
        within_statute: the text has a place in a statute, so only level tags make it a cell.
    """
    folded = fold(text)
    found = openings.openings(folded)
    if any(opening.tag for opening in found):
        return True
    if within_statute:
        return False
    if _WHOLE.search(folded) or any(_heads_quotation(text, folded, o) for o in found):
        return True
    return any(_quotes(folded, line.end()) for line in _BARE_ARTICLE.finditer(folded))


def _heads_quotation(text: str, folded: str, opening: Opening) -> bool:
    head = heads.head(text, folded, opening)
    if head is None:
        return False
    end = entries.first(folded, head.end, len(folded))
    if end == head.end:
        return without_articles(head.title or "") and bool(_found(folded, head, len(folded)))
    below = "\n" in folded[head.end : end]
    return below or bool(_HEADED.match(folded, end))


def _quotes(folded: str, at: int) -> bool:
    reading = positions.read(folded, at, most=20)
    return reading is not None and bool(_QUOTATION.match(folded, reading.end))


def references(text: str, *, self_title: str | None = None) -> tuple[Reference, ...]:
    """Every basis of a cell, one reference a position, in order."""
    text = unescape(text)
    folded = fold(text)
    blocks = list(_blocks(text, folded))
    before = tuple(_untitled(text, folded, blocks[0].start if blocks else len(text), self_title))
    stops = [_before_numbering(folded, block.start) for block in blocks[1:]] + [len(text)]
    pairs = zip(blocks, stops, strict=True) if blocks else ()
    return before + tuple(
        found for block, stop in pairs for found in _of_block(text, folded, block, stop)
    )


def _before_numbering(folded: str, start: int) -> int:
    """Where the basis before ends: 第二十九条⏎（2）《…》 cites no item 2."""
    found = _NUMBERED.search(folded, max(0, start - 12), start)
    return found.start() if found else start


def _untitled(text: str, folded: str, stop: int, self_title: str | None) -> Iterator[Reference]:
    """Articles before the first title: the statute stands in another column, or in the row above."""
    if not any(
        _quotes(folded[:stop], line.end()) for line in _BARE_ARTICLE.finditer(folded, 0, stop)
    ):
        return
    found = entries.entries(folded, 0, stop, articles=True, standard=False)
    yield from _references(text, _bare(self_title), found, stop, Kind.BARE)


def _bare(self_title: str | None) -> Head:
    return Head(0, None, self_title, "", heads.history.History(None, None, ()), (), 0)


def _blocks(text: str, folded: str) -> Iterator[Head]:
    """Heads from left to right; what stands inside a head, or repeats it, opens nothing."""
    resume = 0
    last: Head | None = None
    waiting = openings.openings(folded)
    while waiting:
        opening = waiting.pop(0)
        head = heads.head(text, folded, opening) if opening.start >= resume else None
        if head is None or (last and _repeats(folded, last, head)):
            continue
        yield head
        last, resume = head, max(entries.first(folded, head.end, len(folded)), head.end)
        following = openings.chained(folded, resume, head.tag) if head.title else None
        if following:
            waiting.insert(0, following)


def _repeats(folded: str, last: Head, head: Head) -> bool:
    """《A》（…）⏎《A》已经…通过: the title once more before any article was cited."""
    if last.title is None or head.title is None or head.tag:
        return False
    if normalise_title(last.title) != normalise_title(head.title):
        return False
    return not entries.entries(folded, last.end, head.start, articles=True, standard=False)


def _of_block(text: str, folded: str, head: Head, stop: int) -> Iterator[Reference]:
    found = _found(folded, head, stop)
    if not found and head.title and is_instrument(head.title):
        found = [Entry((entries.Position(),), head.start, head.end)]
    yield from _references(text, head, found, stop, Kind.TITLED)


def _found(folded: str, head: Head, stop: int) -> list[Entry]:
    return entries.entries(
        folded,
        head.end,
        stop,
        articles=not without_articles(head.title or ""),
        standard=_is_standard(head),
    )


def _is_standard(head: Head) -> bool:
    return head.tag == "标准" or bool(_STANDARD.match(head.noted.doc_number or ""))


def _references(
    text: str, head: Head, found: list[Entry], stop: int, kind: Kind
) -> Iterator[Reference]:
    ends = [entry.start for entry in found[1:]] + [stop] * bool(found)
    seen: set[entries.Position] = set()
    for entry, end in zip(found, ends, strict=True):
        for position in entry.positions:
            if position in seen:
                continue
            seen.add(position)
            yield Reference(
                **asdict(position),
                title=head.title,
                kind=kind,
                start=entry.start,
                end=entry.end,
                whole=entry.whole,
                doc_number=head.noted.doc_number,
                revision=head.noted.revision,
                history=head.history,
                tag=head.tag,
                printed=entries.printed(text, entry.end, end),
                faults=head.faults + entry.faults,
            )
