"""规范化: two texts are the same if only width, white space, punctuation or an organ's name differ.

Nothing here is stored: the text of a statute stays as it came.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_KEPT = re.compile(r"(?<=\d)[.\-~:/](?=\d)|[%‰+=<>×〓]")
"""Marks that carry meaning: inside a number, or beside one."""

_TWICE = re.compile(r"(?P<organ>⟨[^⟨⟩]*⟩)(?:(?:和|与|或者|以及)?(?P=organ))+")
"""Two names of what is now one organ, side by side."""


def widths(text: str) -> str:
    """Half-width, without white space and invisible characters."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "ZC")


def words(text: str) -> str:
    """``widths`` without punctuation, except what carries meaning in a number."""
    folded = widths(text)
    kept = {found.start() for found in _KEPT.finditer(folded)}
    return "".join(
        c for at, c in enumerate(folded) if at in kept or unicodedata.category(c)[0] not in "PS"
    )


class Aliases:
    """机构别名: names that a dated table resolves to one organ; none by default.

    Without an alias another organ's name is another competence, however alike it reads.
    """

    def __init__(self, aliases: Mapping[str, str]) -> None:
        self._organ = {words(name): words(organ) for name, organ in aliases.items()}
        self._organ |= {organ: organ for organ in self._organ.values()}
        names = sorted((re.escape(name) for name in self._organ if name), key=len, reverse=True)
        # 县级以上道路运输管理机构, 县级以上地方人民政府交通运输主管部门: the level that is every level says nothing,
        # and whose department it is goes without saying. 县级 and 省级 stay.
        filler = r"(?:县级以上)?(?:(?:地方)?(?:各级)?人民政府(?:的)?)?"
        self._names = re.compile(rf"{filler}(?P<name>{'|'.join(names)})") if names else None

    def resolve(self, text: str) -> str:
        """``text`` (as ``words`` gives it) with each known name replaced by its organ."""
        if self._names is None:
            return text
        named = self._names.sub(lambda found: f"⟨{self._organ[found['name']]}⟩", text)
        return _TWICE.sub(r"\g<organ>", named)
