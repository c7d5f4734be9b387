"""指纹: keys and hashes, over one canonical JSON with a version prefix (``spec/model.md`` 6 and 8)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import cast

import orjson

_KEY, _FACTS, _PLAN = "quanze-key-1", "quanze-facts-1", "quanze-plan-1"


def canonical(value: object) -> bytes:
    """The one JSON text of a value: keys sorted, sets sorted, dates in ISO form."""
    options = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
    return orjson.dumps(value, default=_plain, option=options)


def _plain(value: object) -> object:
    if isinstance(value, frozenset | set):
        return sorted(cast("frozenset[object]", value), key=canonical)
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, object]", value))
    raise TypeError(f"no canonical form: {type(value).__name__}")


def _hash(prefix: str, value: object) -> str:
    return hashlib.sha256(prefix.encode() + b"\n" + canonical(value)).hexdigest()


def key(*parts: object) -> str:
    """幂等键: of an item or a task; equal for equal parts, whatever the day."""
    return _hash(_KEY, parts)[:32]


def facts_hash(facts: object) -> str:
    """事实指纹: what an approval rests on; equal facts, equal hash, on whatever day they are read."""
    return _hash(_FACTS, facts)


def plan_hash(plan: object) -> str:
    """方案指纹: what ``commit`` must find again (I8)."""
    return _hash(_PLAN, plan)
