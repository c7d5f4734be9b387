"""往返: the source again from the records, and proof that no word was lost or taken twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from legal.numerals import DAMAGED_NUMBER, NUMBER
from legal.reading.layout import lay_out
from legal.reading.source import prepare, squeeze
from legal.statute import Article, Statute

_MARK = re.compile(
    rf"[#*_|]*(?:[第笫]{DAMAGED_NUMBER}(?:分编|编|章|节|条(?:之{NUMBER})*)|附[件表录图]?"
    rf"|[（(]{NUMBER}(?:之{NUMBER})?[）)](?:之{NUMBER})?|{NUMBER}[、.．)）]|{NUMBER}(?=\|)|[①-⑳])?[：:、*_|]*"
)


class TextLost(ValueError):
    """文字丢失: a record is not in the source, or the source holds words that are in no record."""


@dataclass(slots=True)
class _Cover:
    """One source line without white space, and which of its characters records hold."""

    text: str
    spans: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])

    @property
    def end(self) -> int:
        return self.spans[-1][1] if self.spans else 0

    def gaps(self) -> Iterator[str]:
        at = 0
        for start, end in self.spans:
            yield self.text[at:start]
            at = end
        yield self.text[at:]


def records(statute: Statute) -> list[tuple[int, str]]:
    """Every text of the body with the line where it begins, in order; each word of the body is in exactly one."""
    found = [(division.line, division.title) for division in statute.divisions]
    found += [pair for article in statute.articles for pair in _of_article(article)]
    found += [*statute.loose, *statute.contents, *_preamble(statute)]
    return sorted(((line, text) for line, text in found if text), key=lambda pair: pair[0])


def _of_article(article: Article) -> Iterator[tuple[int, str]]:
    for paragraph in article.paragraphs:
        yield paragraph.line, paragraph.text
        for item in paragraph.items:
            yield item.line, item.text
            yield from ((sub.line, sub.text) for sub in item.subitems)


def _preamble(statute: Statute) -> Iterator[tuple[int, str]]:
    lines = iter(prepare(statute.source))
    for text in statute.preamble:
        yield next((line.number for line in lines if line.text == text), 0), text


def unparse(statute: Statute) -> tuple[str, ...]:
    """The body's lines again, without white space: marks and the records between them.

    Raises:
        TextLost: a word of the body is in no record, or in two, or a record is nowhere in the source.
    """
    covers = _body(statute)
    for line, text in records(statute):
        _lay(covers, line, squeeze(text))
    for number, cover in covers.items():
        if not all(_MARK.fullmatch(gap) for gap in cover.gaps()):
            raise TextLost(f"line {number}: {cover.text}")
    return tuple(cover.text for cover in covers.values())


def _body(statute: Statute) -> dict[int, _Cover]:
    layout = lay_out(statute.source, statute.title)
    lines = [*layout.contents, *layout.body, *([layout.part] if layout.part else [])]
    return {
        line.number: _Cover(squeeze(line.text))
        for line in sorted(lines, key=lambda each: each.number)
    }


def _lay(covers: dict[int, _Cover], line: int, words: str) -> None:
    """Lay the words of one record over the source, from its line on."""
    first = True
    while words:
        cover = covers.get(line)
        if cover is not None and (first or not cover.spans):
            words = _lay_on(cover, words)
            first = False
        line += 1
        if line > max(covers, default=0) + 1:
            raise TextLost(f"not in the source: {words[:40]}")


def _lay_on(cover: _Cover, words: str) -> str:
    """Cover one line with the words; return those that the line does not hold."""
    start = cover.text.find(words, cover.end)
    if start >= 0:
        cover.spans.append((start, start + len(words)))
        return ""
    for start in range(cover.end, len(cover.text)):
        if words.startswith(cover.text[start:]):
            cover.spans.append((start, len(cover.text)))
            return words[len(cover.text) - start :]
    raise TextLost(f"not in the source: {words[:40]}")
