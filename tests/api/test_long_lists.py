"""A list that can be long is paged, and its page is counted; one that is told whole has a bound (I14: nothing is cut silently)."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLList, GraphQLNonNull, GraphQLObjectType, get_named_type, parse

from schema.guards import check, paged_fields
from schema.loading import context_of
from schema.paging import BadCursor, PageTooLarge
from tests.api.small_world import TITLE, SmallWorld
from tests.scenarios import steps
from tests.scenarios.world import SCHEMA

# fmt: off
SHORT = {
    "Acted.items":                   "what the client chose",
    "AmbiguousRow.powers":           "powers of one name",
    "Behind.items":                  "items of one decision on one power",
    "Citation.provisions":           "what one place of the list prints",
    "CitationState.now":             "what became of the provisions of one citation",
    "Confirmed.correspondences":     "what the client answered, with its parts",
    "Correspondence.new":            "what one article became",
    "Correspondence.runnerUp":       "the next best of one article",
    "DoubtfulCitation.candidates":   "texts of one statute",
    "DoubtfulCitation.powers":       "powers that share one citation",
    "DoubtfulCitation.provisions":   "what one place of the list prints",
    "DoubtfulCitation.standsAt":     "where one quotation stands",
    "DraftItem.powers":              "one power, or those that become one",
    "DuplicateCandidate.powers":     "two",
    "Hit.old":                       "what one place of the list prints",
    "HolderProblem.organs":          "holders of one power",
    "Item.decisions":                "one for each stage and revision",
    "Item.powers":                   "one power, or those that become one",
    "Obligation.powers":             "one power, or those that become one",
    "OpenConflict.items":            "open items on one power",
    "OrgChangePiece.sources":        "organs that one document names",
    "Power.openItems":               "open items on one power",
    "Renewal.provisions":            "what one citation will quote",
    "SamePowers.absorbed":           "powers that become one",
    "UnlinkedCitation.powers":       "powers that share one citation",
    "UnlinkedCitation.standsAt":     "where one quotation stands",
}
# fmt: on
"""Lists of objects with ids of their own that are told whole, and why they are short."""


def _schema() -> Any:
    schema: Any = SCHEMA
    return schema._schema


def _is_list(type_: Any) -> bool:
    bare = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    return isinstance(bare, GraphQLList)


def test_every_list_of_objects_is_paged_or_has_a_bound() -> None:
    schema = _schema()
    nodes = set(schema.get_possible_types(schema.type_map["Node"]))
    objects = [t for t in schema.type_map.values() if isinstance(t, GraphQLObjectType)]
    whole = {
        f"{type_.name}.{name}"
        for type_ in objects
        if not type_.name.endswith(("Connection", "Edge"))
        for name, field in type_.fields.items()
        if _is_list(field.type) and get_named_type(field.type) in nodes
    }

    assert whole == set(SHORT)


def test_every_page_can_be_null_alone() -> None:
    """Else a wrong cursor of one list would take the whole answer with it."""
    objects = [t for t in _schema().type_map.values() if isinstance(t, GraphQLObjectType)]
    paged = {f"{t.name}.{n}": f for t in objects for n, f in t.fields.items() if "first" in f.args}

    assert len(paged) > 40
    assert [name for name, f in paged.items() if isinstance(f.type, GraphQLNonNull)] == []


async def _answer(world: SmallWorld, user: str, document: str, **variables: Any) -> Any:
    context = context_of(world.desk(await world.actor(user)))
    return await SCHEMA.execute(document, variable_values=variables, context_value=context)


async def test_a_wrong_cursor_costs_its_own_list_only(world: SmallWorld) -> None:
    """GraphQL: an error at its place, null there, and the rest of the answer."""
    told = await _answer(
        world,
        "bb1",
        """{ me { name } editions: listEditions(first: 0) { totalCount }
          instruments { totalCount nodes { title textVersions(after: "nothing") { totalCount } } } }""",
    )

    (statute,) = told.data["instruments"]["nodes"]
    assert statute == {"title": TITLE, "textVersions": None}
    assert told.data["me"]["name"]
    assert told.data["editions"] is None
    places = [["editions"], ["instruments", "nodes", 0, "textVersions"]]
    assert sorted(error.path for error in told.errors) == places
    assert {type(error.original_error) for error in told.errors} == {BadCursor, PageTooLarge}


async def test_what_was_done_is_told_although_its_list_cannot_be(world: SmallWorld) -> None:
    """Whoever acts hears that it is done, and where; only the page that he asked for wrongly is missing."""
    await world.revise()
    digest = (await steps.impact(world.as_("fz1"), world.source))["digest"]

    told = await _answer(
        world,
        "fz1",
        """mutation($source: ID!, $digest: String!) { commitImpact(source: $source, expectedDigest: $digest) {
          ... on ImpactCommitted { created items(first: 1000) { totalCount } } } }""",
        source=world.source,
        digest=digest,
    )

    assert told.data == {"commitImpact": {"created": 3, "items": None}}
    assert [error.path for error in told.errors] == [["commitImpact", "items"]]


HITS = "{ impact(source: $s) { ... on Impact { hits(first: %d) { nodes { power { name } printed } } } } }"
IN_PAGES = "{ envelopes(first: %d) { nodes { items(first: %d) { nodes { id state } } } } }"
UNSAID = "{ envelopes(first: %d) { nodes { items { nodes { id state } } } } }"


@pytest.mark.parametrize(
    ("document", "few", "many"),
    [(HITS, (200,), (50_000,)), (IN_PAGES, (50, 200), (200, 200)), (UNSAID, (200,), (2_000,))],
)
def test_a_page_within_a_page_costs_what_both_bring(
    document: str, few: tuple[int, ...], many: tuple[int, ...]
) -> None:
    paged = paged_fields(_schema())

    assert check(parse(document % few), {}, paged=paged) == []
    (refused,) = check(parse(document % many), {}, paged=paged)
    assert "代价" in refused
