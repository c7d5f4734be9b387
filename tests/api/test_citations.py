"""What a citation tells: where it points, which text it quotes and how that was found (G15)."""

from __future__ import annotations

from typing import Any

from sample import setting_up
from tests.api.small_world import PATROL, SAND, TITLE, SmallWorld

CITATIONS = """
query { powers(first: 50) { nodes { name citations {
  id element function group source printed method doubtful unlinkedReason
  pinpoint { title article paragraph item rangeEnd whole } provisions { id place textVersion { effective } } } } } }"""

UNLINKED = """
query($first: Int!, $after: String) { unlinkedCitations(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } nodes { citationId version title reason candidates { title instrumentId } } } }"""

LINK = f"""
mutation($retry: String, $citation: ID!, $units: [ID!]!, $version: Int!) {{
  linkCitation(clientMutationId: $retry, citation: $citation, units: $units, expectedVersion: $version) {{ ... on Done {{ id }} {setting_up.PROBLEM} }} }}"""


async def cited(world: SmallWorld, name: str) -> list[dict[str, Any]]:
    found = await world.as_("bb1").ask(CITATIONS)
    (power,) = (p for p in found["powers"]["nodes"] if p["name"] == name)
    return power["citations"]


async def test_a_citation_tells_its_place_and_how_its_text_was_found(world: SmallWorld) -> None:
    (citation,) = [c for c in await cited(world, SAND) if c["element"] == "BASIS"]

    assert citation["pinpoint"] == {
        "title": TITLE,
        "article": "12",
        "paragraph": None,
        "item": None,
        "rangeEnd": None,
        "whole": False,
    }
    assert citation["printed"].endswith("第十二条")
    assert citation["source"] == "ASSUMED"
    assert citation["method"] in ("IN_FORCE", "QUOTED_TEXT")
    assert citation["provisions"][0]["textVersion"]["effective"] == "2015-05-01"


async def test_a_misspelt_title_is_linked_by_a_person_who_chose_among_the_candidates(
    world: SmallWorld,
) -> None:
    """Never mended in silence: it stays text with its reason until then."""
    sw = world.as_("sw1")
    page = (await sw.ask(UNLINKED, first=1))["unlinkedCitations"]
    (waiting,) = page["nodes"]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (1, False)
    assert [c["title"] for c in waiting["candidates"]] == [TITLE]
    version = (await cited(world, SAND))[0]["provisions"][0]

    await sw.do(
        LINK, citation=waiting["citationId"], units=[version["id"]], version=waiting["version"]
    )

    linked = [c for c in await cited(world, PATROL) if c["id"] == waiting["citationId"]]
    assert [(c["method"], c["unlinkedReason"]) for c in linked] == [("PERSON", None)]
    after = await sw.ask(UNLINKED, first=1, after=page["pageInfo"]["endCursor"])
    assert after["unlinkedCitations"]["totalCount"] == 0
