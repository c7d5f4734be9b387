"""House rules that no linter knows, each a few lines on the syntax trees. Exceptions stand here by name, with their reason."""

from __future__ import annotations

import ast
import re
from pathlib import PurePath

from tests.documents.sources import called, code_lines, nodes, sources

CYPHER = re.compile(r"\b(MATCH|MERGE) \(")


def test_cypher_stands_in_graph_alone() -> None:
    found = {
        path
        for path, node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if CYPHER.search(node.value) and not path.startswith("graph/")
    }

    assert found == set()


NOW = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today)$")
CLOCKS = {"resolvers/acting.py"}


def test_the_clock_is_read_at_the_door_and_handed_in() -> None:
    found = {path for path, node in nodes() if NOW.search(called(node))}

    assert {path for path in found - CLOCKS if not path.startswith("server/")} == set()


COMPARES_STATES = {
    "graph/workflow.py": "the table itself",
    "server/documents/workflow.py": "draws the table",
    "resolvers/requests.py": "what an act brings beside its step: SCHEDULED before the day, a pair that returns",
    "resolvers/pairs.py": "whether the other half of a pair is there",
    "resolvers/consequences.py": "who waited for what is applied (C5)",
    "resolvers/duties.py": "what is stale leaves its duty as it was",
    "resolvers/filing.py": "a draft follows its cause, what people have seen does not (C2, C4)",
    "schema/mutations/request.py": "tells whether an item was applied",
}
"""Wherever else a state is compared, the table of the workflow should have been asked."""


def test_states_are_compared_in_few_places_each_with_its_reason() -> None:
    found = {path for path, node in nodes() if isinstance(node, ast.Compare) and _of_state(node)}

    assert found - set(COMPARES_STATES) == set()
    assert set(COMPARES_STATES) - found <= {"graph/workflow.py"}, "take it off the list"


def _of_state(node: ast.Compare) -> bool:
    sides = [part for side in (node.left, *node.comparators) for part in ast.walk(side)]
    return any(
        isinstance(side, ast.Attribute)
        and isinstance(side.value, ast.Name)
        and side.value.id == "State"
        for side in sides
    )


ONLY_THERE = {
    "audit.begin": {"resolvers/acting.py"},
    "audit.finish": {"resolvers/acting.py"},
    "powers.put_versions": {"resolvers/amending.py", "resolvers/lists.py"},
    "lists.put_edition": {"resolvers/lists.py"},
    "SampleIssuer": {"server/service.py"},
}
"""What is done in one place: an event (ADR 0005), a line of the list (I13, ADR 0009), the sample's issuer (ADR 0013)."""


def test_what_is_done_in_one_place_is_done_nowhere_else() -> None:
    for name, allowed in ONLY_THERE.items():
        found = {path for path, node in nodes() if called(node) == name}
        assert found == allowed, name


EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "misc", "base"}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert {path for path in sources() if PurePath(path).stem in EMPTY_NAMES} == set()


LONGEST_FUNCTION, LONGEST_FILE = 40, 400


def test_no_function_is_longer_than_a_page() -> None:
    found = {
        f"{path}:{node.name}"
        for path, node in nodes()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and code_lines(node) > LONGEST_FUNCTION
    }

    assert found == set()


def test_no_file_is_longer_than_ten_screens() -> None:
    found = {path for path, text in sources().items() if text.count("\n") > LONGEST_FILE}

    assert found == set()
