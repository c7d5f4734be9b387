"""首尾: whether a text has its beginning and its end. A text that stops early is never taken as whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from legal.reading.checks import finding
from legal.reading.drafts import CLOSING
from legal.reading.state import name
from legal.statute import Article, Division, Finding, Severity

_SENTENCE_END = re.compile(r"[。！？…”）)】》]$")


def whole(
    title: str,
    part: str,
    articles: tuple[Article, ...],
    divisions: tuple[Division, ...],
    last_article: str | None = None,
) -> Iterator[Finding]:
    """Beginning and end of a text with articles."""
    own = [article for article in articles if not article.annex]
    if part:
        message = f"本文本只是《{title}》的“{part}”，须与其他各编合并后使用"
        yield finding("part_only", Severity.INCOMPLETE, 0, part, message)
        return
    yield from _beginning(title, own[0])
    yield from _last_article(own, last_article)
    yield from _breaks_off(own[-1], divisions)


def _beginning(title: str, first: Article) -> Iterator[Finding]:
    if first.number.split("-")[0] == "1":
        return
    if "修正案" in title:
        message = f"修正案接续以前的条号，从{name(first.number)}开始"
        yield finding("begins_late", Severity.NOTE, first.line, first.place, message)
    else:
        message = f"文本从{name(first.number)}开始，之前的内容缺失"
        yield finding("begins_late", Severity.INCOMPLETE, first.line, first.place, message)


def _last_article(own: list[Article], known: str | None) -> Iterator[Finding]:
    last = own[-1]
    if known is not None:
        if last.number != known:
            message = f"文本到{name(last.number)}为止，应到{name(known)}"
            yield finding("stops_early", Severity.INCOMPLETE, last.line, last.place, message)
        return
    if any(CLOSING.search(article.text) for article in own[-3:]):
        return
    message = (
        f"文本到{name(last.number)}为止，没有施行条款，可能没有收完；核对后请填写最后一条的条号"
    )
    yield finding("stops_early", Severity.INCOMPLETE, last.line, last.place, message)


def _breaks_off(last: Article, divisions: tuple[Division, ...]) -> Iterator[Finding]:
    if not _SENTENCE_END.search(last.text):
        message = f"{name(last.number)}没有以句号结束，文本在此中断"
        yield finding("breaks_off", Severity.INCOMPLETE, last.line, last.place, message)
    if divisions and not divisions[-1].first:
        heading = divisions[-1]
        message = f"“{heading.title}”之下没有条文，文本在此中断"
        yield finding("breaks_off", Severity.INCOMPLETE, heading.line, heading.title, message)


def without_articles(words: int) -> Iterator[Finding]:
    """A text without articles: legitimate for decisions and replies, never with an empty body."""
    if words:
        message = "文本没有“第…条”，全文作为附文保留，不能按条引用"
        yield finding("no_articles", Severity.WARNING, 0, "", message)
    else:
        yield finding("empty_body", Severity.INCOMPLETE, 0, "", "正文是空的，只有标题和题注")
