"""条文内的引用: 本法第N条 in a text, found and masked, so that a renumbering is not taken for a change."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legal.alignment.normal import widths
from legal.numerals import NUMBER, to_int

MASK = "〓"
"""Stands for one reference in a masked text."""

_REFERENCE = re.compile(
    rf"(?P<self>本(?:法|条例|办法|规定|细则|规则|决定|解释))?第(?:(?P<division>{NUMBER})(?P<level>[编章节])"
    rf"|(?P<article>{NUMBER})条(?P<inserted>(?:之{NUMBER})*)(?:第(?P<paragraph>{NUMBER})款)?"
    rf"(?:第[(]?(?P<item>{NUMBER})[)]?项)?)"
)
_JOINT = re.compile(r"(?:、|,|和|或者|或|及|以及|与|至|到)?")
_RANGE = {"至", "到"}
_OTHER_STATUTE = re.compile(r"(?:》(?:\([^()]*\))?|[法例典定则释])$")


@dataclass(frozen=True, slots=True)
class Reference:
    """引用: one position in the same statute.

    Attributes:
        article: "" where a 编, 章 or 节 is meant.
        until: the last article (or division) of a range, else "".
        level: 编, 章 or 节, with its ``division`` number; "" for an article.
    """

    article: str
    paragraph: int | None = None
    item: str | None = None
    until: str = ""
    level: str = ""
    division: str = ""

    def __str__(self) -> str:
        if self.level:
            return f"{self.division}{self.level}"
        paragraph = f"¶{self.paragraph}" if self.paragraph else ""
        item = f"({self.item})" if self.item else ""
        return f"{self.article}{paragraph}{item}" + (f"–{self.until}" if self.until else "")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with its own references taken out; what cites another statute stays as words."""

    text: str
    references: tuple[Reference, ...]


def mask(text: str) -> Masked:
    """Take the references to this statute's own articles out of ``text``."""
    folded, out, found_references = widths(text), "", list[Reference]()
    end, foreign = 0, False
    for found in _REFERENCE.finditer(folded):
        between = folded[end : found.start()]
        chained = end > 0 and _JOINT.fullmatch(between) is not None
        foreign = not found["self"] and (
            foreign if chained else _cites_other(folded, found.start())
        )
        if foreign:
            out += between + found.group()
        elif chained and between in _RANGE and found_references and not found["level"]:
            found_references[-1] = _until(found_references[-1], found)
        else:
            out += between + MASK
            found_references.append(_reference(found))
        end = found.end()
    return Masked(out + folded[end:], tuple(found_references))


def _cites_other(text: str, at: int) -> bool:
    """Whether what stands before position ``at`` names another statute: 《刑法》第十二条, 刑法第十二条."""
    return _OTHER_STATUTE.search(text[:at]) is not None


def _reference(found: re.Match[str]) -> Reference:
    if found["level"]:
        return Reference("", level=found["level"], division=str(_number(found["division"])))
    inserted = re.findall(NUMBER, found["inserted"])
    number = "-".join(str(_number(part)) for part in (found["article"], *inserted))
    paragraph = _number(found["paragraph"]) if found["paragraph"] else None
    return Reference(number, paragraph, str(_number(found["item"])) if found["item"] else None)


def _until(first: Reference, found: re.Match[str]) -> Reference:
    last = _reference(found)
    return Reference(first.article, first.paragraph, first.item, last.article)


def _number(text: str) -> int:
    try:
        return to_int(text)
    except ValueError:  # 一百五: two readings; no article has this number
        return 0
