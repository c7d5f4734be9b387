"""Findings about what nobody recorded are refused by a member of the union (G22, issue of the heart, 7)."""

from __future__ import annotations

import pytest

from sample.api import Refused
from tests.api.small_world import SAND, SmallWorld
from tests.scenarios import documents, steps

NOBODY = "power:nothing"


async def refused(world: SmallWorld, document: str, **variables: object) -> str:
    """The problem's type."""
    with pytest.raises(Refused) as caught:
        await world.as_("fz1").do(document, **variables, version=0)
    return caught.value.problem["__typename"]


@pytest.mark.parametrize(
    "subject",
    [
        "nonsense",
        "instrument:nothing",
        "provision:nothing",
        "effect:nothing",
        f"L6:{NOBODY}",
        "L9:",
    ],
)
async def test_no_opinion_on_what_is_not_on_record(world: SmallWorld, subject: str) -> None:
    given = {"rule": "L6", "finding": "COMPETENT", "subject": subject}
    assert await refused(world, documents.OPINION, **given) == "FindingRefused"


async def test_no_opinion_for_a_power_that_is_none(world: SmallWorld) -> None:
    given = {"rule": "L6", "finding": "COMPETENT", "subject": "nonsense", "power": NOBODY}
    assert await refused(world, documents.OPINION, **given) == "PowerNotFound"


async def test_no_opinion_on_the_question_about_another_power(world: SmallWorld) -> None:
    one, other = (p["id"] for p in (await steps.powers(world.as_("fz1")))[:2])
    given = {"rule": "L6", "finding": "CANCEL", "subject": f"L6:{other}", "power": one}
    assert await refused(world, documents.OPINION, **given) == "FindingRefused"


async def test_no_groups_of_a_power_that_is_none(world: SmallWorld) -> None:
    told = await refused(world, documents.CONFIRM_GROUPS, power=NOBODY, groups=[])
    assert told == "PowerNotFound"


async def test_no_group_of_a_citation_that_is_none(world: SmallWorld) -> None:
    (sand,) = [p for p in await steps.powers(world.as_("fz1")) if p["name"] == SAND]
    groups = [{"citation": "citation:nothing", "function": "SANCTION"}]
    told = await refused(world, documents.CONFIRM_GROUPS, power=sand["id"], groups=groups)
    assert told == "FindingRefused"


async def test_no_function_of_a_provision_that_is_none(world: SmallWorld) -> None:
    given = {"provision": "provision:nothing", "function": "SANCTION"}
    assert await refused(world, documents.CONFIRM_FUNCTION, **given) == "FindingRefused"


async def test_no_link_of_a_citation_or_to_a_text_that_is_none(world: SmallWorld) -> None:
    (sand,) = [p for p in await steps.powers(world.as_("fz1")) if p["name"] == SAND]
    citation = sand["citations"][0]
    none, unknown = {"citation": "citation:nothing"}, {"citation": citation["id"]}
    assert await refused(world, documents.LINK, **none, units=[]) == "CitationNotFound"
    with pytest.raises(Refused, match="FindingRefused"):
        await steps.link(world.as_("fz1"), citation, {"id": "unit:nothing"})
    assert await refused(world, documents.LINK, **unknown, units=[]) == "VersionConflict"
