"""往返: the source again from the records, and proof that no word was lost or taken twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from legal.numerals import DAMAGED_NUMBER, NUMBER
from legal.reading.layout import lay_out
from legal.reading.source import prepare, squeeze
from legal.statute import Article, Statute

_HEADING = rf"第{NUMBER}(?:分编|编|章|节)"
_ARTICLE = rf"[第笫]{DAMAGED_NUMBER}条(?:之{NUMBER})*"
_ITEM = rf"[（(]{NUMBER}(?:之{NUMBER})?[）)](?:之{NUMBER})?|{NUMBER}[、.．)）]|{NUMBER}(?=\|)|[①-⑳]"
_MARK = re.compile(rf"[#*_|]*(?:{_HEADING})?(?:{_ARTICLE})?(?:{_ITEM})?[：:、*_|]*")
"""What may stand between records, white space removed."""


class TextLost(ValueError):
    """文字丢失: a record is not in the source, or the source holds words that are in no record."""


@dataclass(slots=True)
class _Cover:
    """One source line without white space, and which of its characters records hold."""

    text: str
    spans: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])

    def lay(self, words: str) -> bool:
        """Cover the first free place that reads like the words."""
        start = self.text.find(words)
        while start >= 0 and not self._free(start, start + len(words)):
            start = self.text.find(words, start + 1)
        if start >= 0:
            self.spans.append((start, start + len(words)))
        return start >= 0

    def lay_beginning(self, words: str) -> str:
        """Cover the end of the line with the beginning of the words; what is left of them."""
        for start in range(len(self.text)):
            if words.startswith(self.text[start:]) and self._free(start, len(self.text)):
                self.spans.append((start, len(self.text)))
                return words[len(self.text) - start :]
        return words

    def _free(self, start: int, end: int) -> bool:
        return all(end <= taken or start >= until for taken, until in self.spans)

    def gaps(self) -> Iterator[str]:
        """What no record holds."""
        at = 0
        for start, end in sorted(self.spans):
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
    """Its lines have no numbers: each is looked for behind the one before."""
    lines = prepare(statute.source)
    at = after = 0
    for text in statute.preamble:
        while at < len(lines) and text not in lines[at].text[after:]:
            at, after = at + 1, 0
        if at == len(lines):
            raise TextLost(f"not in the source: {text[:40]}")
        after = lines[at].text.index(text, after) + len(text)
        yield lines[at].number, text


def unparse(statute: Statute) -> tuple[str, ...]:
    """The body's lines again, without white space: marks and the records between them.

    Raises:
        TextLost: a word of the body is in no record, or in two, or a record is nowhere in the source.
    """
    covers = _body(statute)
    # The longest first: a short text may also stand inside a longer one of its line.
    for line, text in sorted(records(statute), key=lambda pair: (pair[0], -len(pair[1]))):
        first, *more = text.split("\n")
        at = _lay(covers, line, squeeze(first), anywhere=False)
        for words in more:
            at = _lay(covers, at + 1, squeeze(words), anywhere=True)
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


def _lay(covers: dict[int, _Cover], line: int, words: str, *, anywhere: bool) -> int:
    """Lay the words over their line, or ``anywhere`` below it, or over several lines; the last line used."""
    last = max(covers, default=0)
    while line <= last:
        cover = covers.get(line)
        if cover is not None and cover.lay(words):
            return line
        if cover is not None and not anywhere:
            words = cover.lay_beginning(words)
        line += 1
    raise TextLost(f"not in the source: {words[:40]}")
