"""条: which line starts begin an article of this text."""

from __future__ import annotations

from legal.place import article_key
from legal.reading import lists, marks
from legal.reading.drafts import DraftArticle, DraftParagraph
from legal.reading.source import SENTENCE_ENDS, Line
from legal.reading.state import State, name, successors

_STYLE = "条"


def take(state: State, line: Line) -> bool:
    """第N条: a clean mark anywhere, a damaged one only where its number is the next."""
    start = marks.article(line.text)
    if start is None or not _belongs(state, start):
        return False
    if not _accepted(state, start):
        _tell_unread(state, line, start)
        return False
    if _breaks_sentence(state, start):
        return _join(state, line)
    if (start.number, state.annex) in state.taken:
        return _twice(state, line, start)
    open_article(state, start.number, line, start.rest)
    if start.arabic:
        state.digits.add(line.number)
    if start.damage:
        state.mended(
            "article_mark", line, f"{name(start.number)}：{start.damage}，已按条号顺序识别"
        )
    return True


def _belongs(state: State, start: marks.ArticleStart) -> bool:
    """In an annex: its own article, or the text's next one, which ends the annex; else words."""
    if not state.annex or state.annex_style == _STYLE:
        return True
    if state.last and start.number in successors(state.last):
        state.annex = ""
        return True
    if not state.annex_style:
        state.annex_style = _STYLE
    return state.annex_style == _STYLE


def _accepted(state: State, start: marks.ArticleStart) -> bool:
    if not start.damage and not start.arabic:
        return True
    before = state.articles[-1] if state.articles else None
    last = before.number if before and before.annex == state.annex else ""
    expected = start.number in successors(last)
    if start.arabic and not start.damage and before is not None and _counts_in_digits(state):
        return article_key(start.number) > article_key(last or "0") and not start.goes_on
    return expected and not start.cited and not (start.damage and state.stands_below(start.number))


def _counts_in_digits(state: State) -> bool:
    """Whether the text's first article printed its number in Arabic digits: then a number may be missing as in any text."""
    return any(article.line in state.digits for article in state.articles[:1])


def _tell_unread(state: State, line: Line, start: marks.ArticleStart) -> None:
    """第5条 at the start of a line among articles that are counted in Chinese: words, but someone must look."""
    if start.arabic and not start.damage and not start.goes_on and start.rest:
        message = f"行首有{name(start.number)}，条号写法或者顺序与前后不同，未作为条读入"
        state.warned("article_unread", line, message)


def _breaks_sentence(state: State, start: marks.ArticleStart) -> bool:
    """A citation that a line break brought to the front: out of order, and the sentence before it is open."""
    if state.open is None or start.number in successors(state.last) or not start.goes_on:
        return False
    before = lists.last_words(state.open)
    return bool(before) and before[-1] not in SENTENCE_ENDS


def _join(state: State, line: Line) -> bool:
    assert state.open is not None
    lists.append_words(state.open, line)
    state.mended("line_broken", line, "一句话断成两行，行首是引用而不是条，已接上")
    return True


def _twice(state: State, line: Line, start: marks.ArticleStart) -> bool:
    state.warned(
        "article_twice",
        line,
        f"{name(start.number)}出现两次，后一处未作为条文读入，原文保留在附文中",
    )
    state.open = None
    state.set_aside(line)
    return True


def open_article(state: State, number: str, line: Line, words: str) -> None:
    """Begin an article, or an item of the annex that is being read."""
    division = len(state.divisions) - 1 if state.divisions and not state.annex else None
    article = DraftArticle(number, state.annex, division, line.number)
    _first_words(state, article, words, line.number)
    state.articles.append(article)
    state.taken.add((number, state.annex))
    state.open = article
    state.under_heading = False
    if not state.annex:
        state.last = number


def _first_words(state: State, article: DraftArticle, words: str, line: int) -> None:
    """The words on the line of the number: a 款, or at once the first item of a list that goes on below."""
    first, second = marks.item(words), marks.item(state.next.text) if state.next else None
    if first and second and (first.style, first.number, second.number) == (second.style, "1", "2"):
        lists.add(article, first, line)
    elif words:
        article.paragraphs.append(DraftParagraph([words], line))
