"""承接机构: what a reform of organs may hand over only by another row, by the kinds of giver and receiver (3.6, 3.7)."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model.organ import OrgKind

STREET = OrgKind.SUBDISTRICT


@dataclass(frozen=True, slots=True)
class Handing:
    """一行: the row that such a hand-over belongs to; None: whatever the kind."""

    rule: str
    giver: OrgKind | None
    receiver: OrgKind | None


# fmt: off
HANDINGS = (
    Handing("O19", STREET,                 STREET),
    Handing("U3",  None,                   STREET),
    Handing("U9",  STREET,                 None),
    Handing("O10", None,                   OrgKind.VERTICAL),
    Handing("U2",  OrgKind.VERTICAL,       None),
    Handing("O14", None,                   OrgKind.AUTHORIZED_ORG),
    Handing("O14", OrgKind.AUTHORIZED_ORG, None),
    Handing("U6",  None,                   OrgKind.ENTRUSTED_ORG),
)
# fmt: on
"""First line that fits. None of them is a 7(3) of the reform: each has its own ground, route and decision."""


def other_row(giver: OrgKind, receiver: OrgKind) -> str:
    """The row by which alone such a hand-over goes; "" where the reform itself may say so."""
    for line in HANDINGS:
        if line.giver in (None, giver) and line.receiver in (None, receiver):
            return line.rule
    return ""
