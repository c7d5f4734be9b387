"""读法规: from lines to ``legal.statute.Statute``. Pure: no file, no clock.

What a line is, is decided by its words. What is missing or damaged is reported with its line and place, and
repaired only where the numbering proves the repair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from legal.reading import body, characters, checks, ends, header
from legal.reading.layout import Layout, lay_out
from legal.reading.outside import outside
from legal.reading.parts import join_parts
from legal.reading.roundtrip import unparse
from legal.reading.source import split_lines, squeeze
from legal.reading.state import State
from legal.reading.summary import describe
from legal.statute import Article, Division, Finding, Severity, Statute

__all__ = ["describe", "join_parts", "read_lines", "split_lines", "unparse"]


def read_lines(
    lines: Iterable[str], *, title_hint: str | None = None, last_article: str | None = None
) -> Statute:
    """One dated text of a statute from its lines.

    Args:
        lines: without line ends; Markdown as published, or plain text.
        title_hint: the title as the operator knows it, where the text does not print it alone.
        last_article: number of the last article as the operator knows it; with it a text that ends there
            is whole without a closing clause, and one that does not is never.
    """
    source = tuple(lines)
    layout = lay_out(source, title_hint)
    top = header.read(layout.header)
    state = body.read(layout.body, layout.part)
    articles, divisions = state.freeze()
    found = [*top.findings, *state.findings, *characters.unusual(source), *outside(source)]
    found += _titles(layout.title, title_hint)
    found += _check(layout, state, articles, divisions, last_article)
    return Statute(
        title=layout.title,
        history=top.history,
        effective=top.effective,
        divisions=divisions,
        articles=articles,
        preamble=tuple(text for _, text in state.preamble) if articles else (),
        loose=tuple(state.loose if articles else sorted(state.preamble + state.loose)),
        findings=tuple(sorted(found, key=lambda finding: finding.line)),
        source=source,
        contents=tuple((line.number, line.text) for line in layout.contents),
    )


def _titles(title: str, hint: str | None) -> Iterator[Finding]:
    if not title:
        yield checks.finding(
            "title_missing", Severity.WARNING, 0, "", "没有找到法规名称，请填写名称"
        )
    elif hint and squeeze(hint) != title:
        message = f"文本的名称是《{title}》，与填写的《{squeeze(hint)}》不同"
        yield checks.finding("title_differs", Severity.WARNING, 0, "", message)


def _check(
    layout: Layout,
    state: State,
    articles: tuple[Article, ...],
    divisions: tuple[Division, ...],
    last_article: str | None,
) -> Iterator[Finding]:
    if not any(not article.annex for article in articles):
        yield from ends.without_articles(len(state.preamble) + len(state.loose) + len(articles))
        return
    yield from checks.sequence(articles)
    yield from checks.empty(articles)
    yield from checks.items(articles)
    yield from checks.joined(articles)
    yield from checks.broken(articles)
    yield from checks.headings(divisions)
    yield from checks.beyond(articles)
    yield from checks.contents(layout.contents, divisions)
    part = layout.part.text if layout.part else ""
    yield from ends.whole(layout.title, part, articles, divisions, last_article)
