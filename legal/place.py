"""Where in a statute: the address of a 条, 款, 项 or 目 inside one dated text.

A place is a *number*, never an identity: the same number may hold another rule in the next version.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import total_ordering
from typing import Self

_PRINTED = re.compile(
    r"(?P<annex>附件(?P<annex_no>\d*):)?(?P<article>\d+(?:-\d+)*)?"
    r"(?:¶(?P<paragraph>\d+))?(?:\((?P<item>\d+(?:-\d+)*)\))?(?:\.(?P<subitem>\d+))?"
)


def article_key(number: str) -> tuple[int, ...]:
    """Sort key of an article number: "120" before "120-1" (第一百二十条之一) before "121"."""
    return tuple(int(part) for part in number.split("-"))


@total_ordering
@dataclass(frozen=True, slots=True)
class Place:
    """条款项目: one address, printed as ``12-1¶2(3).4`` (第十二条之一第二款第三项第4目).

    Attributes:
        article: "12" or "12-1" (第十二条之一); the item's number inside an annex.
        paragraph: 款, from 1; None means the whole article (条).
        item: 项, "3" or "3-1"; None means the whole 款.
        subitem: 目, from 1.
        annex: "" for the text itself, "1" for 附件1, "0" for the only 附件.
    """

    article: str
    paragraph: int | None = None
    item: str | None = None
    subitem: int | None = None
    annex: str = ""

    def __str__(self) -> str:
        annex = f"附件{self.annex if self.annex != '0' else ''}:" if self.annex else ""
        paragraph = "" if self.paragraph is None else f"¶{self.paragraph}"
        item = "" if self.item is None else f"({self.item})"
        subitem = "" if self.subitem is None else f".{self.subitem}"
        return f"{annex}{self.article}{paragraph}{item}{subitem}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The place again from its printed form.

        Raises:
            ValueError: ``text`` is not the printed form of a place.
        """
        found = _PRINTED.fullmatch(text)
        if found is None or found["article"] is None:
            raise ValueError(f"not a place: {text}")
        return cls(
            article=found["article"],
            paragraph=int(found["paragraph"]) if found["paragraph"] else None,
            item=found["item"],
            subitem=int(found["subitem"]) if found["subitem"] else None,
            annex=(found["annex_no"] or "0") if found["annex"] else "",
        )

    @property
    def whole_article(self) -> Place:
        """The 条 in which this place stands."""
        return Place(self.article, annex=self.annex)

    @property
    def parent(self) -> Place | None:
        """The place one level up: 目 → 项 → 款 → 条 → None."""
        if self.subitem is not None:
            return replace(self, subitem=None)
        if self.item is not None:
            return replace(self, item=None)
        if self.paragraph is not None:
            return replace(self, paragraph=None)
        return None

    def covers(self, other: Place) -> bool:
        """Whether ``other`` is this place or stands inside it."""
        return (
            (self.annex, self.article) == (other.annex, other.article)
            and self.paragraph in (None, other.paragraph)
            and self.item in (None, other.item)
            and self.subitem in (None, other.subitem)
        )

    @property
    def _key(self) -> tuple[object, ...]:
        item = article_key(self.item) if self.item else ()
        annex = (int(self.annex),) if self.annex else (-1,)
        return (annex, article_key(self.article), self.paragraph or 0, item, self.subitem or 0)

    def __lt__(self, other: Place) -> bool:
        return self._key < other._key  # pyright: ignore[reportOperatorIssue]
