"""The truth table of the version pairs as records, with what a text must look like to bear a kind."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from legal.numerals import article_name, article_number
from legal.place import Place
from legal.statute import Statute, units
from sample.statutes import article_at, statutes

TRUTH = json.loads((Path(__file__).parents[2] / "sample/truth.json").read_text("utf-8"))
SAME_ORGAN: list[tuple[str, str]] = [(old, new) for old, new in TRUTH["same_organ"]]
_REFERENCE = re.compile(r"第[零一二三四五六七八九十百]+条(?:之[一二三四五六七八九十]+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One old unit and what became of it."""

    old: str
    new: tuple[str, ...]
    kind: str
    parts: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    old: str
    new: str
    rows: tuple[Row, ...]
    new_only: tuple[str, ...]
    new_parts: tuple[str, ...]

    @property
    def old_text(self) -> Statute:
        return statutes()[self.old].text

    @property
    def new_text(self) -> Statute:
        return statutes()[self.new].text

    def all_rows(self) -> Iterator[Row]:
        for row in self.rows:
            yield row
            yield from row.parts

    def row(self, article: str) -> Row:
        return next(row for row in self.rows if row.old == article)


def _row(raw: dict[str, Any]) -> Row:
    parts = tuple(_row(part) for part in raw.get("parts", ()))
    return Row(raw["old"], tuple(raw["new"]), raw["kind"], parts)


@cache
def pairs() -> tuple[Pair, ...]:
    return tuple(
        Pair(
            old=raw["old"].removesuffix(".md"),
            new=raw["new"].removesuffix(".md"),
            rows=tuple(map(_row, raw["map"])),
            new_only=tuple(raw["new_only"]),
            new_parts=tuple(raw["new_parts"]),
        )
        for raw in TRUTH["pairs"]
    )


def words(statute: Statute, printed: str) -> str:
    """The unit text at a place, punctuation folded."""
    place = Place.parse(printed)
    unit = next(unit for unit in units(article_at(statute, place)) if unit.place == place)
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", unit.whole))


def resolved(pair: Pair, text: str, *, new: bool) -> str:
    """``text`` with organ names of today, and references named after the old article that they mean."""
    for before, after in SAME_ORGAN:
        text = text.replace(before, after)
    names = _names(pair, new=new)
    return _REFERENCE.sub(lambda found: names.get(article_number(found[0]), found[0]), text)


@cache
def _names(pair: Pair, *, new: bool) -> dict[str, str]:
    old_of: dict[str, str] = {}
    for row in pair.rows:
        for target in row.new:
            old_of.setdefault(target, row.old)
    if new:
        return {target: article_name(old) for target, old in old_of.items()}
    return {row.old: article_name(old_of[row.new[0]]) for row in pair.rows if row.new}
