"""项目: how a numbered line joins the list of its 款."""

from __future__ import annotations

from legal.reading.drafts import DraftArticle, DraftItem, DraftParagraph, DraftSubItem
from legal.reading.marks import ItemStart
from legal.reading.source import Line


def add(article: DraftArticle, start: ItemStart, line: int) -> None:
    """Put one numbered line where it belongs: 项 of the last 款, or 目 of its last 项."""
    paragraph = article.last
    if paragraph is None:
        paragraph = DraftParagraph([], line)
        article.paragraphs.append(paragraph)
    words = [start.rest] if start.rest else []
    if _level(paragraph, start.style) == 0:
        paragraph.items.append(DraftItem(words, line, start.number))
    else:
        number = int(start.number.split("-")[0])
        paragraph.items[-1].subitems.append(DraftSubItem(words, line, number))


def joins(article: DraftArticle, start: ItemStart) -> bool:
    """Whether the line is a 项 or 目; deeper lists stay words of their 目."""
    return article.last is None or _level(article.last, start.style) < 2


def _level(paragraph: DraftParagraph, style: str) -> int:
    if style not in paragraph.styles:
        paragraph.styles.append(style)
    return paragraph.styles.index(style)


def append_words(article: DraftArticle, line: Line) -> None:
    """Join a line to the words read last: a broken line, a table row, a list below 目."""
    latest = article.latest
    if latest is None:
        article.paragraphs.append(DraftParagraph([line.text], line.number))
    else:
        latest.words.append(line.text)


def last_number(article: DraftArticle) -> str:
    """The number of the 项 read last in the last 款; "" without a list."""
    paragraph = article.last
    return paragraph.items[-1].number if paragraph is not None and paragraph.items else ""


def step(article: DraftArticle, start: ItemStart) -> int:
    """How far a numbered line is from the last one of its level in the last 款; 0 where it joins none."""
    paragraph = article.last
    if paragraph is None or not paragraph.items or start.style not in paragraph.styles[:2]:
        return 0
    item = paragraph.items[-1]
    if start.style == paragraph.styles[0]:
        last = item.number
    else:
        last = str(item.subitems[-1].number) if item.subitems else ""
    return int(start.number) - int(last) if start.number.isdigit() and last.isdigit() else 0


def last_words(article: DraftArticle) -> str:
    """The line read last."""
    latest = article.latest
    return latest.words[-1] if latest is not None and latest.words else ""
