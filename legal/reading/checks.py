"""查验: what is missing or out of order in the text that was read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from legal.numerals import NUMBER, chinese, to_int
from legal.place import Place, article_key
from legal.reading.layout import PAGE_NUMBER
from legal.reading.marks import heading as heading_start
from legal.reading.source import SENTENCE_ENDS, WHITE, Line, squeeze
from legal.reading.state import name, successors
from legal.statute import Article, Division, Finding, Heading, Paragraph, Severity

_HOLE = 3
"""So many articles missing together are a hole in the text, not a lost number."""


def finding(
    code: str, severity: Severity, line: int, place: object, message: str, *, repaired: bool = False
) -> Finding:
    """A finding, shorter to write."""
    return Finding(
        code=code,
        severity=severity,
        line=line,
        place=str(place),
        message=message,
        repaired=repaired,
    )


def sequence(articles: tuple[Article, ...]) -> Iterator[Finding]:
    """条号: gaps, and numbers that go back."""
    for before, after in pairwise(article for article in articles if not article.annex):
        if after.number in successors(before.number):
            continue
        if article_key(after.number) < article_key(before.number):
            message = f"{name(after.number)}排在{name(before.number)}之后，条号倒退"
            yield finding("article_order", Severity.WARNING, after.line, after.place, message)
        else:
            yield _gap(before, after)


def _gap(before: Article, after: Article) -> Finding:
    missing = article_key(after.number)[0] - article_key(before.number)[0] - 1
    severity = Severity.INCOMPLETE if missing >= _HOLE else Severity.WARNING
    message = f"{name(before.number)}之后是{name(after.number)}，中间的条号没有识别到"
    return finding("article_gap", severity, after.line, after.place, message)


def empty(articles: tuple[Article, ...]) -> Iterator[Finding]:
    """空条: an article without a word."""
    for article in articles:
        if not article.text.strip():
            message = f"{name(article.number)}没有内容"
            yield finding("article_empty", Severity.WARNING, article.line, article.place, message)


def items(articles: tuple[Article, ...]) -> Iterator[Finding]:
    """项号: each list counts 一、二、三."""
    for article in articles:
        for paragraph in article.paragraphs:
            yield from _list(article, paragraph)


def _list(article: Article, paragraph: Paragraph) -> Iterator[Finding]:
    place = Place(article.number, paragraph.number, annex=article.annex)
    last = ""
    for item in paragraph.items:
        if item.number not in successors(last):
            expected = "一" if not last else chinese(int(last.split("-", maxsplit=1)[0]) + 1)
            printed = "之".join(chinese(int(part)) for part in item.number.split("-"))
            message = f"项号不连续：应为（{expected}），印作（{printed}）"
            yield finding("item_order", Severity.WARNING, item.line, place, message)
        last = item.number
    if paragraph.items and re.search(r"[；、，]$", paragraph.items[-1].text):
        line = paragraph.items[-1].line
        message = "最后一项没有以句号结束，后面可能还有失去项号的项"
        yield finding("list_unfinished", Severity.WARNING, line, place, message)


_JOINED = re.compile(rf"[。；：][{WHITE}]+[\u4e00-\u9fff]")


def joined(articles: tuple[Article, ...]) -> Iterator[Finding]:
    """并行: white space after a sentence inside a line, where a line break may have stood."""
    for article in articles:
        for paragraph in article.paragraphs:
            place = Place(article.number, paragraph.number, annex=article.annex)
            texts = (paragraph.text, *(item.text for item in paragraph.items))
            if any(_JOINED.search(text.replace("\n", "")) for text in texts):
                message = "句末之后有空白，可能是几款印在同一行；没有拆开，引用到款之前请核对原文"
                yield finding("paragraphs_joined", Severity.WARNING, paragraph.line, place, message)


def broken(articles: tuple[Article, ...]) -> Iterator[Finding]:
    """断行: a 款 that ends inside its sentence, though another 款 follows."""
    for article in articles:
        for paragraph in () if article.annex else article.paragraphs[:-1]:
            if paragraph.text and not paragraph.items and paragraph.text[-1] not in SENTENCE_ENDS:
                place = Place(article.number, paragraph.number)
                message = "此款没有以句末标点结束，可能一句话断成了两行"
                yield finding("sentence_broken", Severity.WARNING, paragraph.line, place, message)


def headings(divisions: tuple[Division, ...]) -> Iterator[Finding]:
    """章节号: each level counts on, or begins again under the level above."""
    last: dict[tuple[Heading, int | None], int] = {}
    running: dict[Heading, int] = {}
    for division in divisions:
        if not division.number:
            continue
        number, key = int(division.number), (division.level, division.parent)
        allowed = {last[key] + 1} if key in last else {1, running.get(division.level, 0) + 1}
        if number not in allowed:
            yield _heading_gap(division, max(allowed))
        last[key] = running[division.level] = number


def _heading_gap(division: Division, expected: int) -> Finding:
    level, number = division.level.value, chinese(int(division.number))
    message = f"第{number}{level}之前应有第{chinese(expected)}{level}，没有识别到其标题"
    place = f"第{number}{level}"
    return finding("heading_gap", Severity.WARNING, division.line, place, message)


def contents(entries: list[Line], divisions: tuple[Division, ...]) -> Iterator[Finding]:
    """目录: headings that it announces and the body does not have."""
    found = "\n".join(squeeze(division.title) for division in divisions)
    missing = [entry for entry in entries[1:] if _announced(entry) not in found]
    if not missing:
        return
    # Without its last headings the text stops before its end; one in the middle may only have lost its mark.
    last = missing[-1] is entries[-1]
    severity = Severity.INCOMPLETE if last else Severity.WARNING
    message = f"目录中的“{missing[-1].text}”在正文中没有找到（共 {len(missing)} 处）"
    yield finding("contents_differ", severity, missing[0].number, "目录", message)


def _announced(entry: Line) -> str:
    text = PAGE_NUMBER.sub("", entry.text)
    start = heading_start(text, marked=True)
    return squeeze(start.title if start else text)


_SELF = re.compile(rf"本(?:法|条例|办法|规定|细则|规则|决定|准则)第(?P<number>{NUMBER})条")


def beyond(articles: tuple[Article, ...]) -> Iterator[Finding]:
    """本法第N条 with a number that the text does not reach."""
    own = [article for article in articles if not article.annex]
    last = max((article_key(article.number)[0] for article in own), default=0)
    for article in own:
        for found in _SELF.finditer(article.text):
            if last < (number := _int(found["number"])):
                message = f"文中引用本文本第{chinese(number)}条，而文本只到第{chinese(last)}条"
                yield finding(
                    "reference_beyond_end",
                    Severity.INCOMPLETE,
                    article.line,
                    article.place,
                    message,
                )


def _int(text: str) -> int:
    try:
        return to_int(text)
    except ValueError:
        return 0
