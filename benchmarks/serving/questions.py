"""The questions W1–W6: as a front end asks them, and as the bare endpoint is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

POWER = """
id code name type listStatus holder { name }
citations { element printed provisions { id place text } }
openItems { id kind route state effective }
"""

ONE = f"query($id: ID!) {{ power(id: $id) {{ {POWER} }} }}"

PAGE = f"query {{ powers(first: 50) {{ totalCount nodes {{ {POWER} }} }} }}"

SEARCH = """query($name: String!) {
  powers(where: {name: $name}, first: 50) { totalCount nodes { id code name } }
}"""

FACETS = """{
  districtDashboard { ... on DistrictDashboard { blocks { byType { key count } } } }
}"""

HITS = """query($source: ID!) {
  impact(source: $source, first: 50) {
    ... on Impact { hits { totalCount nodes { powerId element printed } } }
  }
}"""


JUDGED = """query($source: ID!, $known: Int) {
  impact(source: $source, knownAt: $known, first: 50) {
    ... on Impact { summary { knownAt } hits { totalCount nodes { powerId survival rules grounds route } } }
  }
}"""
"""Each moment (``knownAt``) is worked out by itself: what is remembered for another is of no use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, to both.

    Attributes:
        target: how many times the bare answer's p50 it may take, by one client.
    """

    name: str
    document: str
    variables: Mapping[str, Any]
    path: str
    given: Mapping[str, Any]
    target: float


def questions(world: Mapping[str, Any], power: str) -> list[Question]:
    """The questions of one world; ``power`` is one with an open request."""

    def hits(name: str, path: str, source: str, instrument: str, target: float) -> Question:
        given = {"source": world[source], "instrument": world[instrument]}
        return Question(
            name=name,
            document=HITS,
            variables={"source": world[source]},
            path=path,
            given=given,
            target=target,
        )

    return [
        Question(
            name="W1 one power", document=ONE, variables={"id": power}, path="/power",
            given={"id": power}, target=1.6,
        ),
        Question(name="W2 page of 50", document=PAGE, variables={}, path="/page", given={}, target=1.3),
        hits("W3 article, 13 hits", "/statute", "local_revision", "local", 1.6),
        hits("W3 busiest article", "/statute", "hot_revision", "largest", 1.25),
        hits("W4 statute, 50 hits", "/statute", "local_repeal", "repealed", 1.6),
        Question(name="W5 facets", document=FACETS, variables={}, path="/facets", given={}, target=1.5),
        Question(
            name="W6 search by name", document=SEARCH, variables={"name": "监督检查"}, path="/search",
            given={"name": "监督检查"}, target=1.5,
        ),
    ]  # fmt: skip
