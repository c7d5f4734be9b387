"""清单事项: what the rows of a list say, each text with the cell that it stands in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from graph.model.power import PowerType
from importers.lists.cells import Spot
from importers.lists.headers import Field
from importers.lists.text import is_nothing, joined


@dataclass(frozen=True, slots=True)
class Text:
    """一处文字, as printed.

    Attributes:
        header: of its column, so that nothing is lost where two columns say the same element.
    """

    printed: str
    at: Spot
    header: str = ""

    @property
    def line(self) -> str:
        """On one line, line breaks inside words removed; "" where it says “无”."""
        return "" if is_nothing(self.printed) else joined(self.printed)


class Kind(StrEnum):
    """行的种类: why a part of an item has rows of its own."""

    MAIN = "主行"
    SUB_ITEM = "子项行"
    HOLDER = "行使主体行"


class Outside(StrEnum):
    """不属于本清单 (G19)."""

    OTHER_LEVEL = "属于其他层级"
    PLACEHOLDER = "行使主体是模板占位文字"


@dataclass(frozen=True, slots=True)
class OutsideReason:
    """Why a part is outside this list, in words."""

    kind: Outside
    text: str
    at: Spot


Texts = dict[Field, tuple[Text, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """事项的一部分: one logical row: the item itself, one of its sub-items, or one further holder.

    Attributes:
        rows: first and last sheet row.
        texts: what it says, element by element; a merged cell speaks for every part that it covers.
        seconds: the other copy, where the list has the same column twice.
        remainder: cells under headers that we do not know.
    """

    kind: Kind
    rows: tuple[int, int]
    texts: Texts
    seconds: Texts = field(default_factory=dict[Field, tuple[Text, ...]])
    remainder: tuple[Text, ...] = ()
    outside: OutsideReason | None = None

    def said(self, element: Field) -> tuple[Text, ...]:
        """The texts of an element, leaving out “无”."""
        return tuple(text for text in self.texts.get(element, ()) if not is_nothing(text.printed))

    def every(self) -> Iterable[Text]:
        """All its texts, whatever they say."""
        yield from (text for said in self.texts.values() for text in said)
        yield from (text for said in self.seconds.values() for text in said)
        yield from self.remainder

    def line(self, element: Field) -> str:
        """The element on one line, "" if it says nothing."""
        return " ".join(text.line for text in self.said(element))


@dataclass(frozen=True, slots=True)
class ListedItem:
    """事项: one line of the list, with everything that belongs to it.

    Attributes:
        number: 序号 as printed: for reconciliation only, never an identity.
        type: None where the printed word is none of the ten; ``type_text`` has the word.
        inferred: elements that no cell of the row says (type from the sheet's name, holder from the title).
    """

    sheet: str
    number: str
    name: Text
    type: PowerType | None
    type_text: Text
    parts: tuple[Part, ...]
    inferred: frozenset[Field] = frozenset()

    @property
    def row(self) -> int:
        """First row of the item."""
        return self.parts[0].rows[0]

    @property
    def outside(self) -> OutsideReason | None:
        """Why the whole item is outside this list; None if any part belongs to it."""
        reasons = [part.outside for part in self.parts]
        return reasons[0] if all(reasons) else None

    def said(self, element: Field) -> tuple[Text, ...]:
        """The texts of an element over all parts, each cell once, in order."""
        texts = (text for part in self.parts for text in part.said(element))
        return tuple({text.at: text for text in texts}.values())

    def effective(self, part: Part, element: Field) -> tuple[Text, ...]:
        """What holds for a part: its own words, else those of the item's first part."""
        return part.said(element) or self.parts[0].said(element)

    def cells(self) -> Iterable[tuple[Field | None, Text]]:
        """Every text with its element, None for the remainder; merged ones may come twice."""
        for part in self.parts:
            for texts in (part.texts, part.seconds):
                yield from ((element, text) for element, said in texts.items() for text in said)
            yield from ((None, text) for text in part.remainder)
