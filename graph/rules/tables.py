"""决策表: every row of the rules, in the order of ``spec/rules.md`` 3.3–3.10, so that a lawyer can check them.

This is the one place that prints a rule: ``explain``, errors, documents and tests read it here.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from graph.errors import RowNotBuilt
from graph.rules.row import RuleRow
from graph.rules.rows_items import CHAIN, CONFLICT, TIME
from graph.rules.rows_law import ELEMENT, LAW, PERMIT
from graph.rules.rows_organ import ORGAN, SUPERIOR

__all__ = ["RULES", "RuleRow", "not_built", "row"]

RULES: tuple[RuleRow, ...] = (
    *LAW,
    *ELEMENT,
    *PERMIT,
    *SUPERIOR,
    *ORGAN,
    *CONFLICT,
    *TIME,
    *CHAIN,
)
"""规则: all rows."""

_BY_ID = MappingProxyType({rule.id: rule for rule in RULES})


def row(id_: str) -> RuleRow:
    """The row of this id.

    Raises:
        KeyError: no table has it.
    """
    return _BY_ID[id_]


def not_built(id_: str, *, powers: Sequence[str] = ()) -> RowNotBuilt:
    """The refusal that names a row whose situation has arisen before it is built, and on which powers."""
    about = f"；涉及职权 {'、'.join(powers)}" if powers else ""
    return RowNotBuilt(row=id_, sentence=f"{row(id_).sentence}{about}")
