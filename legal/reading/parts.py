"""合编: a code that is published in parts (民法典) becomes one law with 编 as its top level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate

from legal.place import article_key
from legal.reading import checks, ends
from legal.statute import Article, Division, Finding, Heading, Statute

_ABOUT_PARTS = {"part_only", "article_gap", "stops_early", "begins_late"}


def join_parts(parts: Iterable[Statute]) -> Statute:
    """The parts in the order of their articles, as one text.

    Raises:
        ValueError: no parts, parts of different laws, or a part without articles.
    """
    ordered = sorted(parts, key=_first)
    if len({part.title for part in ordered}) != 1:
        raise ValueError("these are not the parts of one law")
    offsets = list(accumulate((len(part.source) for part in ordered[:-1]), initial=0))
    divisions, articles = _join(ordered, offsets)
    findings = [
        replace(finding, line=finding.line + offset if finding.line else 0)
        for part, offset in zip(ordered, offsets, strict=True)
        for finding in part.findings
        if finding.code not in _ABOUT_PARTS
    ]
    findings += _check(ordered[0].title, articles, divisions)
    return replace(
        ordered[0],
        effective=next((part.effective for part in ordered if part.effective), None),
        divisions=divisions,
        articles=articles,
        preamble=tuple(text for part in ordered for text in part.preamble),
        loose=tuple(
            (line + offset, text)
            for part, offset in zip(ordered, offsets, strict=True)
            for line, text in part.loose
        ),
        findings=tuple(findings),
        source=tuple(line for part in ordered for line in part.source),
    )


def _first(part: Statute) -> tuple[int, ...]:
    own = [article for article in part.articles if not article.annex]
    if not own:
        raise ValueError("a part without articles cannot be joined")
    return article_key(own[0].number)


def _join(
    parts: list[Statute], offsets: list[int]
) -> tuple[tuple[Division, ...], tuple[Article, ...]]:
    divisions: list[Division] = []
    articles: list[Article] = []
    for number, (part, offset) in enumerate(zip(parts, offsets, strict=True), 1):
        base = len(divisions)
        divisions += [_move_division(division, offset, base) for division in part.divisions]
        top = divisions[base] if part.divisions else None
        if top and top.level is Heading.PART and not top.number and top.title != "附则":
            divisions[base] = replace(top, number=str(number))
        articles += [_move_article(article, offset, base) for article in part.articles]
    return tuple(divisions), tuple(articles)


def _move_division(division: Division, offset: int, base: int) -> Division:
    parent = None if division.parent is None else division.parent + base
    return replace(division, line=division.line + offset, parent=parent)


def _move_article(article: Article, offset: int, base: int) -> Article:
    return replace(
        article,
        line=article.line + offset,
        division=None if article.division is None else article.division + base,
        paragraphs=tuple(
            replace(
                paragraph,
                line=paragraph.line + offset,
                items=tuple(
                    replace(
                        item,
                        line=item.line + offset,
                        subitems=tuple(
                            replace(sub, line=sub.line + offset) for sub in item.subitems
                        ),
                    )
                    for item in paragraph.items
                ),
            )
            for paragraph in article.paragraphs
        ),
    )


def _check(
    title: str, articles: tuple[Article, ...], divisions: tuple[Division, ...]
) -> list[Finding]:
    return [
        *checks.sequence(articles),
        *checks.beyond(articles),
        *ends.whole(title, "", articles, divisions),
    ]
