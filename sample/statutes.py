"""样本法规: the statutes of the sample district, read once, and the words that a list quotes from them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from legal.numerals import article_name, chinese
from legal.place import Place
from legal.reading import read_lines
from legal.statute import Article, Paragraph, Statute, units

LAWS = Path(__file__).parent / "laws"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleStatute:
    """样本法规的一个文本 with what the operator knows about it (``laws/index.json``).

    Attributes:
        stem: title and date, the name of the file without its suffix.
        tag: level tag that lists print in front of the title; not always the right one, as in real lists.
        note: 公布与修改情况, printed in brackets behind the title.
    """

    stem: str
    path: Path
    title: str
    kind: str
    tag: str
    note: str
    entry: Mapping[str, Any]
    text: Statute


@cache
def statutes() -> dict[str, SampleStatute]:
    """Every dated text by its stem."""
    entries = json.loads((LAWS / "index.json").read_text("utf-8"))
    return {entry["file"].removesuffix(".md"): _open(entry) for entry in entries}


def _open(entry: Mapping[str, Any]) -> SampleStatute:
    path = LAWS / entry["file"]
    return SampleStatute(
        stem=path.stem,
        path=path,
        title=entry["title"],
        kind=entry["kind"],
        tag=entry["tag"],
        note=entry["note"],
        entry=entry,
        text=read_lines(path.read_text("utf-8").splitlines()),
    )


def exists(statute: Statute, place: Place) -> bool:
    """Whether the text has this 条, 款, 项 or 目."""
    article = statute.article(place.article)
    return article is not None and any(unit.place == place for unit in units(article))


def article_at(statute: Statute, place: Place) -> Article:
    """The article in which a place stands.

    Raises:
        KeyError: the text has no such place.
    """
    article = statute.article(place.article)
    if article is None or not exists(statute, place):
        raise KeyError(f"{statute.title} has no {place}")
    return article


def quote(statute: Statute, places: Iterable[Place]) -> str:
    """引文: the exact words at places of one article; for 项 the lead once, then each 项.

    Raises:
        KeyError: the text has no such place.
    """
    wanted = tuple(places)
    article = article_at(statute, wanted[0])
    first = wanted[0]
    if first.paragraph is None:
        return "\n".join(_whole(paragraph) for paragraph in article.paragraphs)
    paragraph = article.paragraphs[first.paragraph - 1]
    if first.item is None:
        return _whole(paragraph)
    numbers = {place.item for place in wanted}
    items = (item for item in paragraph.items if item.number in numbers)
    return "\n".join(
        (paragraph.text, *(f"（{chinese(int(item.number))}）{item.text}" for item in items))
    )


def _whole(paragraph: Paragraph) -> str:
    items = (f"（{chinese(int(item.number))}）{item.text}" for item in paragraph.items)
    return "\n".join((paragraph.text, *items))


def pinpoint(statute: Statute, places: Iterable[Place], *, bare_items: bool = False) -> str:
    """条款项的写法: 第四十六条第（一）项、第（三）项; the 款 is named where the article has several.

    Args:
        bare_items: 第一项 instead of 第（一）项.
    """
    wanted = tuple(places)
    article, first = article_at(statute, wanted[0]), wanted[0]
    printed = article_name(first.article)
    if first.paragraph is not None and len(article.paragraphs) > 1:
        printed += f"第{chinese(first.paragraph)}款"
    numbers = [chinese(int(place.item)) for place in wanted if place.item is not None]
    return printed + "、".join(f"第{n}项" if bare_items else f"第（{n}）项" for n in numbers)
