"""自动编号: 第一条, （一）, 1. that Word counts by itself and does not write into the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from docx.oxml.ns import qn

from legal.numerals import chinese

_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "koreanCounting",
}
_CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LEVELS = 9


@dataclass(slots=True)
class _Level:
    start: int
    form: str
    pattern: str
    suffix: str


@dataclass(slots=True)
class Numbering:
    """The lists of one document, counting while its paragraphs are read in order.

    Attributes:
        levels: list id → level → how it is printed.
        styles: paragraph style → (list id, level).
        counts: list id → the current number of each level.
    """

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict[str, dict[int, _Level]])
    same: dict[str, str] = field(default_factory=dict[str, str])
    styles: dict[str, tuple[str, int]] = field(default_factory=dict[str, tuple[str, int]])
    counts: dict[str, dict[int, int]] = field(default_factory=dict[str, dict[int, int]])

    @classmethod
    def of(cls, document: Any) -> Numbering:
        """The numbering of a python-docx document; empty if it has none."""
        numbering = cls()
        try:
            part = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return numbering
        numbering._read(part)
        for style in document.styles.element.iter(qn("w:style")):
            found = _number_of(style.find(qn("w:pPr")))
            if found is not None:
                numbering.styles[style.get(qn("w:styleId"))] = found
        return numbering

    def _read(self, part: Any) -> None:
        abstract = {
            each.get(qn("w:abstractNumId")): _levels(each)
            for each in part.iter(qn("w:abstractNum"))
        }
        for number in part.iter(qn("w:num")):
            key, reference = number.get(qn("w:numId")), number.find(qn("w:abstractNumId"))
            if reference is None or reference.get(qn("w:val")) not in abstract:
                continue
            self.levels[key] = dict(abstract[reference.get(qn("w:val"))])
            overrides = number.findall(qn("w:lvlOverride"))
            self.same[key] = key if overrides else f"abstract {reference.get(qn('w:val'))}"
            for override in overrides:
                self._override(key, override)

    def _override(self, key: str, override: Any) -> None:
        depth, start = int(override.get(qn("w:ilvl"))), _value(override, "w:startOverride")
        if start is not None and depth in self.levels[key]:
            self.levels[key][depth] = replace(self.levels[key][depth], start=int(start))

    def label(self, paragraph: Any) -> str:
        """The number that Word prints before this paragraph, "" for none; counts on."""
        properties = paragraph.find(qn("w:pPr"))
        found = _number_of(properties) or self._of_style(properties)
        if found is None or found[0] not in self.levels:
            return ""
        key, depth = found
        level = self.levels[key].get(depth)
        if level is None or level.form in {"none", "bullet"}:
            return ""
        self._count(key, depth, level.start)
        return self._print(key, level) + level.suffix

    def _of_style(self, properties: Any) -> tuple[str, int] | None:
        style = None if properties is None else properties.find(qn("w:pStyle"))
        return None if style is None else self.styles.get(style.get(qn("w:val")))

    def _count(self, key: str, depth: int, start: int) -> None:
        counts = self.counts.setdefault(self.same[key], {})
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            counts.pop(deeper, None)

    def _print(self, key: str, level: _Level) -> str:
        counts = self.counts[self.same[key]]

        def number(found: re.Match[str]) -> str:
            depth = int(found[1]) - 1
            of = self.levels[key].get(depth, level)
            return _form(counts.get(depth, of.start), of.form)

        return re.sub(r"%([1-9])", number, level.pattern)


def _levels(abstract: Any) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for each in abstract.iter(qn("w:lvl")):
        suffix = _value(each, "w:suff") or "tab"
        levels[int(each.get(qn("w:ilvl")))] = _Level(
            start=int(_value(each, "w:start") or 1),
            form=_value(each, "w:numFmt") or "decimal",
            pattern=_value(each, "w:lvlText") or "",
            suffix="" if suffix == "nothing" else " ",
        )
    return levels


def _number_of(properties: Any) -> tuple[str, int] | None:
    numbered = None if properties is None else properties.find(qn("w:numPr"))
    key = None if numbered is None else _value(numbered, "w:numId")
    return None if key is None else (key, int(_value(numbered, "w:ilvl") or 0))


def _value(element: Any, tag: str) -> str | None:
    found = element.find(qn(tag))
    return None if found is None else found.get(qn("w:val"))


def _form(number: int, form: str) -> str:
    if form in _CHINESE:
        return chinese(number)
    if form in _CIRCLED and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form == "ideographTraditional" and 1 <= number <= len(_STEMS):
        return _STEMS[number - 1]
    if form == "decimalFullWidth":
        return "".join(chr(ord("０") + int(digit)) for digit in str(number))
    return str(number)
