"""引用关联 (G15): the text whose words a cell quotes, however the cell prints the numbers of items."""

from __future__ import annotations

from datetime import date
from itertools import count

import pytest

from graph.citations import Waiting
from graph.law_texts import StoredText
from graph.model.law import TextVersion
from legal.reading import read_lines
from resolvers.linking import Text, choose, place_units
from resolvers.texts import new_units

LEAD = "渡口经营者有下列行为之一的，由交通运输主管部门处{}元以上五千元以下的罚款："
ITEMS = ("未配备救生衣的；", "超过核定人数载客的；")


def _text(day: date, amount: str) -> Text:
    lines = ["# 渡口管理条例", "", "<!-- INFO END -->", "", f"第一条 {LEAD.format(amount)}", ""]
    lines += [f"（{number}）{item}" for number, item in zip("一二", ITEMS, strict=True)]
    version = TextVersion(id=f"version:{day}", instrument="i", promulgated=day, effective=day)
    numbers = count()
    units = new_units(read_lines(lines), version, {}, lambda kind: f"{kind}:{next(numbers)}")
    stored = StoredText(version=version, document="", findings="", source="", revises="")
    return Text(stored=stored, units={u.place: u for u in units}, divisions=())


OLD, NEW = _text(date(2019, 1, 1), "一千"), _text(date(2023, 1, 1), "二千")

WHOLE = LEAD.format("一千") + f"（一）{ITEMS[0]}（二）{ITEMS[1]}"
CELLS = {
    "one item with its number": ("2", LEAD.format("一千") + f"（二）{ITEMS[1]}"),
    "one item, number on a line of its own": ("2", LEAD.format("一千") + f"\n(二) {ITEMS[1]}"),
    "one item without its number": ("2", LEAD.format("一千") + ITEMS[1]),
    "the whole article": (None, WHOLE),
    "the whole article, cut short": (None, WHOLE[:60]),
    "the whole article for one item": ("1", WHOLE),
    "numbers in digits": (None, WHOLE.replace("一）", "1）").replace("二）", "2）")),
}


@pytest.mark.parametrize("cell", CELLS)
def test_quoted_words_name_the_text_whatever_the_numbers_look_like(cell: str) -> None:
    """The old text is quoted while the new one is in force: stale, and not doubtful."""
    item, quoted = CELLS[cell]
    reference = {"article": "1"} | ({"item": item} if item else {})
    row = Waiting(id="c", title="", title_key="", reference="", quoted=quoted)

    choice = choose(row, reference, [OLD, NEW], date(2024, 1, 1))

    assert choice.text is OLD
    assert (choice.method.name, choice.doubtful, choice.stale) == ("QUOTED_TEXT", False, True)
    assert place_units(reference, choice.text)


def test_words_of_neither_text_are_doubtful() -> None:
    row = Waiting(id="c", title="", title_key="", reference="", quoted=LEAD.format("九千"))

    choice = choose(row, {"article": "1"}, [OLD, NEW], date(2024, 1, 1))

    assert (choice.text is NEW, choice.method.name, choice.doubtful) == (True, "IN_FORCE", True)
