"""对照表: an alignment as the plain data that ``quanze laws align --json`` prints."""

from __future__ import annotations

from legal.alignment.model import Alignment, Correspondence, Part

_DIGITS = 4


def to_json(alignment: Alignment) -> dict[str, object]:
    """Every old article once; ``"new": []`` for a deletion; members of a merger name the same new article."""
    return {
        "map": [_row(row) for row in alignment.map],
        "new_only": [str(place) for place in alignment.new_only],
    }


def _row(row: Correspondence) -> dict[str, object]:
    return {
        "old": str(row.old),
        "new": [str(place) for place in row.new],
        "kind": row.kind.name,
        "confidence": round(row.confidence, _DIGITS),
        "confirmed": row.confirmed,
        "parts": [_part(part) for part in row.parts],
    }


def _part(part: Part) -> dict[str, object]:
    return {
        "old": str(part.old),
        "new": [str(place) for place in part.new],
        "kind": part.kind.name,
    }
