"""指纹: keys and hashes, over one canonical JSON with a version prefix (``spec/model.md`` 6 and 8)."""

from __future__ import annotations

import hashlib
from datetime import date

from graph.canonical import canonical

_KEY, _FACTS, _PLAN, _DAY = "quanze-key-1", "quanze-facts-1", "quanze-plan-1", "quanze-day-1"


def _hash(prefix: str, value: object) -> str:
    return hashlib.sha256(prefix.encode() + b"\n" + canonical(value).encode()).hexdigest()


def key(*parts: object) -> str:
    """幂等键: of an item or a task; equal for equal parts, whatever the day."""
    return _hash(_KEY, parts)[:32]


def facts_hash(facts: object) -> str:
    """事实指纹: what an approval rests on; equal facts, equal hash, on whatever day they are read."""
    return _hash(_FACTS, facts)


def plan_hash(plan: object) -> str:
    """方案指纹: what ``commit`` must find again (I8)."""
    return _hash(_PLAN, plan)


def day_hash(on: date, plan: object) -> str:
    """What tells one reading of a plan on a day from another. It names its day: no plan to commit has such a hash."""
    return f"{on.isoformat()}:{_hash(_DAY, plan)}"


def day_of(digest: str) -> date | None:
    """The day that the hash of a reading names; None where it names none."""
    day, colon, _ = digest.partition(":")
    try:
        return date.fromisoformat(day) if colon else None
    except ValueError:
        return None
