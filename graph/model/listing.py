"""权责清单: what a department's list says, element by element, before and after it is compiled."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from graph.model.power import ElementKind, Function, How, ListStatus, PowerType


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCitation:
    """一处引用 as printed, and what was read from it.

    Attributes:
        title: as printed, "" where the cell names none; ``title_key`` its normal form, without a title that of the
            document number.
        reference: the rest of the reference as canonical JSON (article, paragraph, item, chapter, range …).
        quoted: article text that the cell quotes behind the reference, "" if none.
    """

    printed: str
    title: str
    title_key: str
    reference: str
    function: Function
    how: How
    group: str = ""
    quoted: str = ""
    coarse: bool = False


@dataclass(frozen=True, kw_only=True)
class Element:
    """要素内容, immutable: its identity is the hash of its content (``spec/model.md`` 3).

    Many powers share one, and each asks for its hash: it is made once.

    Attributes:
        text: as printed, whole.
        parts: ordered parts of it (steps of 责任事项, clauses of 追责情形), each a text; empty where it has none.
        power_type: for elements with citations: functions are inferred for a type.
    """

    kind: ElementKind
    text: str
    parts: tuple[str, ...] = ()
    citations: tuple[PrintedCitation, ...] = ()
    power_type: PowerType | None = None
    header: str = ""

    @cached_property
    def hash(self) -> str:
        """SHA-256 over the content, with a version prefix."""
        facts: list[Any] = ["element:1", self.kind.name, self.header, self.text, list(self.parts)]
        facts += [self.power_type.name if self.power_type and self.citations else ""]
        facts += [
            [c.printed, c.reference, c.function.name, c.how.name, c.group] for c in self.citations
        ]
        text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()

    def citation_id(self, index: int) -> str:
        """Citations are as immutable as the element that makes them, and named after it."""
        return f"citation:{self.hash[:32]}-{index + 1}"


ASKED_FOR = (
    ElementKind.BASIS,
    ElementKind.DUTY,
    ElementKind.LIABILITY_CASES,
    ElementKind.LIABILITY_BASIS,
    ElementKind.SUPERVISION,
    ElementKind.REMEDY,
)
"""Of the nine elements of 《办法》第四条 those that a line can lack; name, holder and type stand in its head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubItemContent:
    """子项 and its own elements."""

    name: str
    elements: tuple[Element, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerContent:
    """一项权力的全部要素: what a line of the list says.

    Attributes:
        holder: organ id of the 行使主体.
        joint: further holders (several bodies exercise it together), organ ids.
    """

    name: str
    type: PowerType
    holder: str
    elements: tuple[Element, ...]
    sub_items: tuple[SubItemContent, ...] = ()
    joint: tuple[str, ...] = ()

    @property
    def hash(self) -> str:
        """SHA-256 over everything that the line says."""
        facts = [
            "line:1",
            self.name,
            self.type.name,
            self.holder,
            list(self.joint),
            sorted(e.hash for e in self.elements),
            [[s.name, sorted(e.hash for e in s.elements)] for s in self.sub_items],
        ]
        return sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()

    @property
    def lacks(self) -> tuple[ElementKind, ...]:
        """Elements of 《办法》第四条 of which neither the power nor a sub-item says anything."""
        there = {element.kind for _, element in self.all_elements() if element.text}
        return tuple(kind for kind in ASKED_FOR if kind not in there)

    def all_elements(self) -> Iterable[tuple[str, Element]]:
        """(sub-item id, element) of the power ("") and of each sub-item."""
        for element in self.elements:
            yield "", element
        for sub in self.sub_items:
            for element in sub.elements:
                yield sub.id, element


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerVersion:
    """权力事项的一个版本: one line of the list, from a decision on.

    Attributes:
        valid_from: first day on which the list says so (G13).
        decision: id of the decision that made it: of an edition's compilation or of an item.
        edition: number of the first edition that has it.
    """

    id: str
    power: str
    number: int
    valid_from: date
    decision: str
    edition: int
    status: ListStatus
    content_hash: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """清单版次: one state of the whole list.

    Attributes:
        lines: how many it has.
        digest: of the edition before and of what this one made (``resolvers.editions``).
    """

    id: str
    number: int
    on: date
    decision: str
    title: str
    lines: int
    digest: str
    seq: int
