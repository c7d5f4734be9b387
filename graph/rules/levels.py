"""层级: whether a new grant speaks to the district now (L17)."""

from __future__ import annotations

from graph.model.law import GrantLevel, NewGrant


def waits(grant: NewGrant) -> bool:
    """The grant is for a higher level only, or waits for an implementing rule."""
    return grant.level != GrantLevel.COUNTY or grant.needs_rule
