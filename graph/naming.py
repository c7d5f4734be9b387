"""名称: what people call a thing by. A name that nobody can read is none."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from graph.errors import DomainError


@dataclass(eq=False)
class NotAName(DomainError):
    """名称无效: blank, or with characters that cannot be shown."""

    term: str

    def __str__(self) -> str:
        return f"{self.term}须写明，且不得含有不可显示的字符"


def check_names(**named: str) -> None:
    """Each of these is a name that people can read.

    Args:
        named: what the name is of, in Chinese → the name.

    Raises:
        NotAName
    """
    for what, text in named.items():
        if not text.strip() or any(unicodedata.category(c) in ("Cc", "Cs") for c in text):
            raise NotAName(what)
