"""The questions W1–W6: as a front end asks them of the service and of the peer, and as the bare endpoint is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph import workflow

CLOSED = sorted(state.name for state in workflow.CLOSED)
"""What the service knows and the others are told: the states of an item that is no longer open."""

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
  impact(source: $source) {
    ... on Impact { hits(first: 50) { totalCount nodes { powerId element printed } } }
  }
}"""

JUDGED = """query($source: ID!, $known: Int) {
  impact(source: $source, knownAt: $known) {
    ... on Impact { knownAt hits(first: 50) { totalCount nodes { powerId survival rules grounds route } } }
  }
}"""
"""Each moment (``knownAt``) is worked out by itself: what is remembered for another is of no use."""

TURNED = f"""query($after: String) {{
  powers(first: 50, after: $after) {{ pageInfo {{ endCursor }} nodes {{ {POWER} }} }}
}}"""
"""The list from its beginning, page by page: each is made for whoever turns it first."""

PEER_ONE = (
    f"query($id: ID!, $closed: [String!]!) {{ card(id: $id, closed: $closed) {{ {POWER} }} }}"
)

PEER_PAGE = (
    f"query($closed: [String!]!) {{ cards(closed: $closed) {{ totalCount nodes {{ {POWER} }} }} }}"
)

PEER_SEARCH = "query($name: String!) { named(name: $name) { totalCount nodes { id code name } } }"

PEER_FACETS = "{ byType { key count } }"

PEER_HITS = """query($instrument: ID!) {
  hits(instrument: $instrument) { totalCount nodes { powerId element printed } }
}"""

GENERATED_POWER = """
id code name type status holder { name }
current { elementsConnection(sort: {edge: {order: ASC}}) { edges { node {
  citations(sort: {order: ASC}) { element printed
    links(where: {superseded: {eq: null}}) { quotes(sort: {order: ASC}) { id place text } } }
} } } }
items(where: {NOT: {state: {in: $closed}}}, sort: {sequence: ASC}) { id kind route state effective }
"""

GENERATED_ONE = f"""query($id: ID!, $closed: [String!]!) {{
  powers(where: {{id: {{eq: $id}}}}) {{ {GENERATED_POWER} }}
}}"""

GENERATED_PAGE = f"""query($closed: [String!]!) {{
  powersConnection {{ aggregate {{ count {{ nodes }} }} }}
  powers(limit: 50, sort: [{{sortKey: ASC}}, {{id: ASC}}]) {{ {GENERATED_POWER} }}
}}"""
"""The total beside the page: a generated connection with ``totalCount`` reads every power of the list, a third slower."""

GENERATED_SEARCH = """query($phrase: String!) {
  powersNamed(phrase: $phrase, first: 50, sort: [{node: {sortKey: ASC}}, {node: {id: ASC}}]) {
    totalCount edges { node { id code name } }
  }
}"""


@dataclass(frozen=True, slots=True)
class Ask:
    """What one contender is sent: a path and a body."""

    path: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, as each contender is asked it.

    Attributes:
        of_bare: how many times the bare answer's p50 it may take, by one client.
        of_peer: how many times the peer's requests a second it should answer, of eight clients.
    """

    name: str
    asked: Mapping[str, Ask]
    of_bare: float
    of_peer: float


def graphql(document: str, **variables: Any) -> Ask:
    return Ask("/graphql", {"query": document, "variables": variables})


def questions(world: Mapping[str, Any], power: str) -> list[Question]:
    """The questions of one world; ``power`` is one with an open request."""

    def hits(source: str, instrument: str) -> dict[str, Ask]:
        given = {"instrument": world[instrument]}
        return {
            "product": graphql(HITS, source=world[source]),
            "bare": Ask("/statute", given),
            "peer": graphql(PEER_HITS, **given),
        }

    words = "监督检查"
    one = {"id": power, "closed": CLOSED}
    power_ = {
        "product": graphql(ONE, id=power),
        "bare": Ask("/power", {"id": power}),
        "peer": graphql(PEER_ONE, **one),
        "generated": graphql(GENERATED_ONE, **one),
    }
    page = {
        "product": graphql(PAGE),
        "bare": Ask("/page", {}),
        "peer": graphql(PEER_PAGE, closed=CLOSED),
        "generated": graphql(GENERATED_PAGE, closed=CLOSED),
    }
    facets = {
        "product": graphql(FACETS),
        "bare": Ask("/facets", {}),
        "peer": graphql(PEER_FACETS),
    }
    search = {
        "product": graphql(SEARCH, name=words),
        "bare": Ask("/search", {"name": words}),
        "peer": graphql(PEER_SEARCH, name=words),
        "generated": graphql(GENERATED_SEARCH, phrase=f'"{words}"'),
    }
    own, busiest = hits("local_revision", "local"), hits("hot_revision", "largest")
    repeal = hits("local_repeal", "repealed")
    return [
        Question(name="W1 one power", asked=power_, of_bare=1.6, of_peer=2.5),
        Question(name="W2 page of 50", asked=page, of_bare=1.3, of_peer=3.5),
        Question(name="W3 article, 13 hits", asked=own, of_bare=1.6, of_peer=5),
        Question(name="W3 busiest article", asked=busiest, of_bare=1.25, of_peer=5),
        Question(name="W4 statute, 50 hits", asked=repeal, of_bare=1.6, of_peer=5),
        Question(name="W5 facets", asked=facets, of_bare=1.5, of_peer=1.5),
        Question(name="W6 search by name", asked=search, of_bare=1.5, of_peer=5),
    ]
