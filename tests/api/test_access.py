"""Who sees what: a department its own, reviewers all, the public the list, the statutes and the editions (F40)."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from schema.access import PUBLIC_FIELDS
from schema.schema import build
from tests.api.small_world import CITY, HEAP, PATROL, SAND, TITLE, WASTE, WATER, Row, SmallWorld, of
from tests.scenarios import documents, steps
from tests.scenarios.world import SCHEMA

NODE = """
query($id: ID!) {
  node(id: $id) { __typename id
    ... on Power { name } ... on Instrument { title } ... on OrgUnit { name } ... on Provision { placeName }
    ... on Item { state grounds } ... on Envelope { states { state count } items { nodes { id } } }
    ... on Obligation { dutyState: state } ... on Task { task: kind } ... on Decision { action } ... on Edition { number }
    ... on Effect { effect: type } ... on Source { title } ... on Correspondence { became: kind } ... on TextVersion { complete } }
}"""

ORGANS = """
query($text: String, $organ: ID, $on: Date) {
  orgUnits(text: $text) { totalCount nodes { id name } }
  aliases(text: $text, organ: $organ, on: $on) { totalCount nodes { name { text official } organ { id } } }
}"""

ORGAN = "query($id: ID!) { orgUnit(id: $id) { name } }"
ORG_HISTORY = f"""
query($id: ID!) {{ orgHistory(id: $id) {{
  ... on OrgHistory {{ names {{ text }} roles {{ role validFrom validTo }} }} {documents.PROBLEM} }} }}"""

SOURCES = "{ sources { nodes { id } } }"
OBLIGATIONS = "{ obligations { nodes { id holderId } } }"
MY_TASKS = "{ myTasks { nodes { task { powerIds } } } }"
EDITIONS = "{ listEditions { nodes { id decisionId } } }"
TEXTS = "query($i: ID!) { instrument(id: $i) { textVersions { totalCount } } }"
UNITS = "query($v: ID!) { node(id: $v) { ... on TextVersion { provisions { nodes { id } } } } }"
EFFECTS = "{ effects { nodes { id } } }"
INTAKES = "{ intakes { nodes { id } } }"
HOLDERS = "{ powers { nodes { name holder { name } } } }"
DIFFERENCE = f"""
query($i: ID!) {{ listDifference(intake: $i) {{ ... on ListDifference {{ same }} {documents.PROBLEM} }} }}"""


async def _node(world: SmallWorld, user: str, id_: str) -> Row | None:
    return (await world.as_(user).ask(NODE, id=id_))["node"]


async def _ids(world: SmallWorld, items: list[Row]) -> dict[str, str]:
    """One id of each kind that the small world has, all of 水务局 where it is a department's."""
    bb = world.as_("bb1")
    item = of(items, WASTE)
    duties = (await bb.ask(OBLIGATIONS))["obligations"]["nodes"]
    edition = (await bb.ask(EDITIONS))["listEditions"]["nodes"][0]
    found = await steps.correspondences(bb, world.version)
    return {
        "Power": world.powers[SAND],
        "Instrument": world.instrument,
        "TextVersion": world.version,
        "Provision": (await bb.ask(UNITS, v=world.version))["node"]["provisions"]["nodes"][0]["id"],
        "OrgUnit": world.organs["SW"],
        "Edition": edition["id"],
        "Item": item["id"],
        "Envelope": item["envelopeId"],
        "Obligation": next(d["id"] for d in duties if d["holderId"] == world.organs["SW"]),
        "Source": world.source,
        "Effect": (await bb.ask(EFFECTS))["effects"]["nodes"][0]["id"],
        "Correspondence": found[0]["id"],
        "Decision": edition["decisionId"],
    }


PUBLIC_TYPES = {"Power", "Instrument", "TextVersion", "Provision", "OrgUnit", "Edition"}
A_DEPARTMENTS_OWN = {"Item", "Envelope", "Obligation", "Decision"}


async def test_each_id_leads_to_its_object_for_whoever_may_see_it(world: SmallWorld) -> None:
    await world.revise()
    items = await world.commit()
    ids = await _ids(world, items)

    async def seen(user: str) -> set[str]:
        told = {name: await _node(world, user, id_) for name, id_ in ids.items()}
        assert all(row is None or row["__typename"] == name for name, row in told.items())
        assert all(row is None or row["id"] == ids[name] for name, row in told.items())
        return {name for name, row in told.items() if row is not None}

    assert await seen("bb1") == set(ids)
    assert await seen("sw1") == set(ids) - {"Decision"}, (
        "the compilation decided no item of its own"
    )
    assert await seen("cg1") == set(ids) - A_DEPARTMENTS_OWN
    assert await seen("") == PUBLIC_TYPES
    for strange in ("item:0-0", "power:0-0", "envelope:0-0", "nothing", "unknown:1-1", ":", ""):
        assert await _node(world, "bb1", strange) is None, strange
    provision = await _node(world, "", ids["Provision"])
    assert provision is not None
    assert provision["placeName"].startswith("第")


async def test_a_department_sees_its_own_and_the_public_what_is_published(
    world: SmallWorld,
) -> None:
    await world.revise()
    await world.commit()
    own, other = world.organs["SW"], world.organs["CG"]

    async def holders(user: str) -> tuple[set[str], set[str]]:
        api = world.as_(user)
        duties = (await api.ask(OBLIGATIONS))["obligations"]["nodes"]
        names = {i["powers"][0]["name"] for i in await steps.requests(api)}
        return names, {d["holderId"] for d in duties}

    assert await holders("sw1") == ({SAND, WASTE}, {own})
    assert await holders("cg1") == ({HEAP}, {other})
    for reviewer in ("bb1", "fz1", "gov1", "au1"):
        assert await holders(reviewer) == ({SAND, WASTE, HEAP}, {own, other}), reviewer

    async def waiting(user: str) -> list[list[str]]:
        mine = (await world.as_(user).ask(MY_TASKS))["myTasks"]["nodes"]
        return [todo["task"]["powerIds"] for todo in mine if todo["task"]]

    assert [world.powers[PATROL]] in await waiting("sw1"), "its citation is linked to nothing"
    assert await waiting("cg1") == []

    async def compared(user: str, intake: str) -> Row:
        return (await world.as_(user).ask(DIFFERENCE, i=intake))["listDifference"]

    intakes = (await world.as_("bb1").ask(INTAKES))["intakes"]["nodes"]
    of_city, of_water = [row["id"] for row in intakes]
    assert [(await compared(user, of_water))["same"] for user in ("bb1", "sw1")] == [3, 3]
    for user, intake in (("sw1", of_city), ("bb1", "intake:0")):
        refused = await compared(user, intake)
        assert refused["code"] == "IntakeNotFound"
        assert "没有您可以查看的清单行" in refused["message"]

    public = world.as_("")
    listed = (await public.ask(HOLDERS))["powers"]["nodes"]
    assert Counter(row["holder"]["name"] for row in listed) == {WATER: 3, CITY: 1}
    assert len(await steps.powers(public)) == 4
    assert (await public.ask(documents.EDITIONS))["listEditions"]["nodes"][0]["number"] == 1
    for document in (SOURCES, OBLIGATIONS, MY_TASKS, EFFECTS):
        with pytest.raises(AssertionError, match="不对公众开放"):
            await public.ask(document)
    refused = await public.ask(documents.IMPACT, source=world.source)
    assert refused["impact"]["code"] == "Forbidden"


async def test_organs_are_found_by_any_of_their_names(world: SmallWorld) -> None:
    public, water = world.as_(""), world.organs["SW"]

    async def asked(**given: Any) -> Row:
        return await public.ask(ORGANS, **given)

    assert (await asked())["orgUnits"]["totalCount"] == 7, "the administration's own included"
    found = await asked(text="水务")
    assert found["orgUnits"]["nodes"] == [{"id": water, "name": WATER}]
    assert found["aliases"]["nodes"] == [
        {"name": {"text": WATER, "official": True}, "organ": {"id": water}}
    ]
    assert (await asked(organ=water, on="2009-12-31"))["aliases"]["totalCount"] == 0
    assert (await asked(organ=water, on="2010-01-01"))["aliases"]["totalCount"] == 1
    assert (await public.ask(ORGAN, id=water))["orgUnit"] == {"name": WATER}
    history = (await public.ask(ORG_HISTORY, id=water))["orgHistory"]
    assert history["roles"] == [{"role": "DEPT", "validFrom": "2010-01-01", "validTo": None}]
    assert (await public.ask(ORG_HISTORY, id="organ:0"))["orgHistory"]["code"] == "OrganNotFound"
    texts = await public.ask(TEXTS, i=world.instrument)
    assert texts["instrument"]["textVersions"]["totalCount"] == 1, TITLE


def test_every_public_field_exists() -> None:
    """A misspelt name would close a field that the public needs."""
    schema: Any = SCHEMA
    query = schema.schema_converter.type_map["Query"].definition

    assert {field.python_name for field in query.fields} >= PUBLIC_FIELDS
    assert build() is not None
