"""A reform hands powers from department to department; what goes to another level is another row (3.6, 3.7)."""

from __future__ import annotations

import pytest

from graph.model.organ import OrgKind
from graph.rules.receivers import HANDINGS, other_row
from graph.rules.tables import row

DEPARTMENT, STREET = OrgKind.WORK_DEPT, OrgKind.SUBDISTRICT


@pytest.mark.parametrize(
    ("giver", "receiver", "rule"),
    [
        (DEPARTMENT, DEPARTMENT, ""),
        (DEPARTMENT, OrgKind.DISPATCHED_ORGAN, ""),
        (OrgKind.PARTY_ORGAN_WITH_PLATE, OrgKind.GOVERNMENT, ""),
        (DEPARTMENT, STREET, "U3"),
        (OrgKind.AUTHORIZED_ORG, STREET, "U3"),
        (STREET, DEPARTMENT, "U9"),
        (STREET, STREET, "O19"),
        (DEPARTMENT, OrgKind.VERTICAL, "O10"),
        (OrgKind.VERTICAL, DEPARTMENT, "U2"),
        (DEPARTMENT, OrgKind.AUTHORIZED_ORG, "O14"),
        (OrgKind.AUTHORIZED_ORG, DEPARTMENT, "O14"),
        (DEPARTMENT, OrgKind.ENTRUSTED_ORG, "U6"),
    ],
)
def test_what_a_reform_may_hand_over(giver: OrgKind, receiver: OrgKind, rule: str) -> None:
    assert other_row(giver, receiver) == rule


def test_every_line_names_a_row_that_is_not_built() -> None:
    """Once a row is built, its hand-over is no longer refused."""
    assert not any(row(line.rule).built for line in HANDINGS)
