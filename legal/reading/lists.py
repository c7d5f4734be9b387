"""项目: how a numbered line joins the list of its 款."""

from __future__ import annotations

from legal.reading.drafts import DraftArticle, DraftItem, DraftParagraph
from legal.reading.marks import ItemStart
from legal.statute import SubItem


def add(article: DraftArticle, start: ItemStart, line: int) -> None:
    """Put one numbered line where it belongs: 项 of the last 款, 目 of the last 项, or a line of the 目."""
    paragraph = article.last
    if paragraph is None:
        paragraph = DraftParagraph("", line)
        article.paragraphs.append(paragraph)
    level = _level(paragraph, start.style)
    if level == 0:
        paragraph.items.append(DraftItem(start.number, start.rest, line))
    elif level == 1:
        number = int(start.number.split("-")[0])
        paragraph.items[-1].subitems.append(SubItem(number=number, text=start.rest, line=line))


def joins(article: DraftArticle, start: ItemStart) -> bool:
    """Whether the line is a 项 or 目; deeper lists stay words of their 目."""
    return article.last is None or _level(article.last, start.style) < 2


def _level(paragraph: DraftParagraph, style: str) -> int:
    if style not in paragraph.styles:
        paragraph.styles.append(style)
    return paragraph.styles.index(style)


def append_words(article: DraftArticle, words: str) -> None:
    """Join a line to the words read last: a broken line, a table row, a list below 目."""
    paragraph = article.last
    if paragraph is None:
        article.paragraphs.append(DraftParagraph(words, article.line))
    elif not paragraph.items:
        paragraph.text = _joined(paragraph.text, words)
    elif paragraph.items[-1].subitems:
        last = paragraph.items[-1].subitems[-1]
        paragraph.items[-1].subitems[-1] = SubItem(
            number=last.number, text=_joined(last.text, words), line=last.line
        )
    else:
        paragraph.items[-1].text = _joined(paragraph.items[-1].text, words)


def _joined(text: str, words: str) -> str:
    return f"{text}\n{words}" if text else words


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
    """The words read last."""
    paragraph = article.last
    if paragraph is None:
        return ""
    if not paragraph.items:
        return paragraph.text
    item = paragraph.items[-1]
    return item.subitems[-1].text if item.subitems else item.text
