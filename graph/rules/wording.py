"""措辞: provisions, days and steps as 法制办 reads them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from graph.model.judgement import LawBook, Step
from graph.model.law import ProvisionVersion
from legal.numerals import article_name, chinese
from legal.place import Place


@lru_cache(maxsize=4096)
def place_name(place: Place) -> str:
    """第十二条之一第二款第（三）项, as printed."""
    annex = f"附件{place.annex if place.annex != '0' else ''}" if place.annex else ""
    article = f"第{place.article}项" if place.annex else article_name(place.article)
    paragraph = f"第{chinese(place.paragraph)}款" if place.paragraph else ""
    item = f"第（{_item(place.item)}）项" if place.item else ""
    subitem = f"第{place.subitem}目" if place.subitem else ""
    return annex + article + paragraph + item + subitem


def _item(number: str) -> str:
    return "之".join(chinese(int(part)) for part in number.split("-"))


def ground_name(ground: str) -> str:
    """第七条第（一）项, for 7(1)."""
    return place_name(Place.parse(ground))


def title_of(instrument: str, book: LawBook) -> str:
    """《…》, or the bare id where the instrument is not in the book."""
    known = book.instruments.get(instrument)
    return f"《{known.title}》" if known else instrument


def unit_name(unit: ProvisionVersion, book: LawBook) -> str:
    """《…条例》第十二条."""
    return title_of(unit.instrument, book) + place_name(unit.place)


def day(on: date | None) -> str:
    """2023年7月20日; 日期不详 for None."""
    return "日期不详" if on is None else f"{on.year}年{on.month}月{on.day}日"


def step(rule: str, record: str, sentence: str, on: date | None = None) -> Step:
    """One link of a proof."""
    return Step(on=on, rule=rule, record=record, sentence=sentence)
