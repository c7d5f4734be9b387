"""规范文本: the one JSON text of a value, for every key, hash and record that must come out the same twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import orjson


def canonical(value: object) -> str:
    """JSON with keys and sets in order, without white space, Chinese as it is, dates in ISO form.

    Raises:
        TypeError: the value has no such form; it is never guessed.
    """
    options = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
    return orjson.dumps(value, default=_plain, option=options).decode()


def _plain(value: object) -> object:
    if isinstance(value, frozenset | set):
        return sorted(cast("frozenset[object]", value), key=canonical)
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, object]", value))
    raise TypeError(f"no canonical form: {type(value).__name__}")
