"""规则行: what one line of a decision table says, for programs and for people."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model.plan import Severity


@dataclass(frozen=True, slots=True)
class RuleRow:
    """规则: one row of the decision tables.

    Attributes:
        id: stable; stored with each outcome and shown by ``explain``.
        change: what usually brings the situation; the condition decides, whatever the change.
        condition, outcome: one Chinese sentence each.
        grounds: e.g. ``("7(1)",)``; empty where the row gives none.
        route: letter of the route, several joined by "+" or "/"; "" for none.
        source: the article that it carries out.
        stage: pass of 3.3 in which an L-row speaks ("0" to "3"); "" for the other tables.
        severity: of the item; None where the row names none.
        built: False: the situation is refused with ``RowNotBuilt``.
    """

    id: str
    change: str
    condition: str
    outcome: str
    grounds: tuple[str, ...] = ()
    route: str = ""
    source: str = ""
    stage: str = ""
    severity: Severity | None = None
    built: bool = True

    @property
    def sentence(self) -> str:
        """The row in one sentence."""
        return f"{self.condition}：{self.outcome}"
