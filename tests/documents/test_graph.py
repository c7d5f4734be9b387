"""docs/graph.md is read from the queries; here is what the reading itself must show."""

from __future__ import annotations

import pytest

from server.documents.cypher import shapes
from server.documents.model import TERMS, constraints, life
from tests.documents.finding import document

FOUND = shapes()
KEYED = {label for label, what, _, _ in constraints() if what == "unique"} | {"Migration"}
LABELS = {label for room in TERMS.values() for label in room}

# Added or superseded, never changed: ADR 0006, 0007
IMMUTABLE = {
    "ProvisionVersion", "Provision", "Document", "Division", "Element", "Citation", "LiabilityClause", "SubItem",
    "PowerVersion", "ListEdition", "Decision", "AuditEvent", "Opinion", "ImpactRun", "Source",
}  # fmt: skip
SUPERSEDED = {"Correspondence", "Effect", "Link", "FunctionRuling", "Tenure"}


def test_every_label_has_a_term_and_a_key() -> None:
    used = set(FOUND.labels)

    assert used - LABELS == set(), "give it its Chinese term in server/documents/model.py"
    assert LABELS - used <= KEYED, "a term of no label"
    assert used - KEYED <= {"OutboxEvent"}, "a node without identity"


@pytest.mark.parametrize("kind", ["labels", "edges"])
def test_what_a_query_reads_another_writes(kind: str) -> None:
    shapes_ = FOUND.labels if kind == "labels" else FOUND.edges

    assert {name for name, shape in shapes_.items() if not shape.made} == set()


@pytest.mark.parametrize("label", sorted(IMMUTABLE))
def test_nothing_changes_what_is_immutable(label: str) -> None:
    assert life(FOUND.labels[label]) == "immutable"


@pytest.mark.parametrize("label", sorted(SUPERSEDED))
def test_what_people_correct_is_only_superseded(label: str) -> None:
    assert life(FOUND.labels[label]).startswith("immutable, superseded")


def test_every_node_of_knowledge_says_since_when() -> None:
    timeless = {"AuditHead", "Migration"}
    without = {label for label, shape in FOUND.labels.items() if "seq" not in shape.properties}

    assert without <= timeless


def test_the_document_has_every_relationship() -> None:
    text = document("docs/graph.md")

    assert [name for name in FOUND.edges if f"| `{name}` |" not in text] == []
