"""清理 (《办法》第三条第四款): suggested by 编办 or a department, or opened by the engine; 法制办 gives its opinion (X2, X3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.db import Graph
from graph.rules.discretion import LOOK
from sample.api import Refused
from tests.keeping import Keeper
from tests.scenarios import documents, steps
from tests.scenarios.town import CITY, Entry, Row, Town, articles, cites, on

PARENT, CHILD = "清溪水源保护法", "清溪水源保护条例"
GOAL = "为了保护水源，制定本条例。"
SWIM = "在饮用水水源保护区游泳的，由水务主管部门处二百元以上五百元以下的罚款。"
FINE = "对在水源保护区游泳的处罚"

TASK = (
    "id opinionsVersion rule sentence causeId instrument { id title } powers { nodes { id name } }"
)
QUEUE = f"{{ cleanupQueue {{ totalCount nodes {{ {TASK} }} }} }}"
SUGGEST = f"""
mutation($instrument: ID!, $reason: String!) {{ suggestCleanup(instrument: $instrument, reason: $reason) {{
  ... on CleanupTask {{ {TASK} }} {documents.PROBLEM} }} }}"""
OPINION = f"""
mutation($task: ID!, $version: Int!, $finding: LegalFinding!, $document: String! = "清法意〔2024〕2号") {{
  submitCleanupOpinion(task: $task, finding: $finding, document: $document, expectedVersion: $version) {{
    ... on Done {{ id }} {documents.PROBLEM} }} }}"""
TASKS = "{ myTasks(first: 100) { nodes { task { kind rule subject } } } }"


@pytest.fixture
async def town(graph: Graph, keep: Keeper, tmp_path: Path) -> Town:
    """A local regulation under a law; one power rests on it."""

    async def play() -> Town:
        town = Town(graph)
        await town.settle()
        await town.law(PARENT, articles(GOAL, SWIM), rank="LAW")
        await town.law(CHILD, articles(GOAL, SWIM), rank="LOCAL_REGULATION", territory="99")
        await town.as_("fz1").do(
            documents.LINK_PARENT, child=town.laws[CHILD], parent=town.laws[PARENT]
        )
        await town.list_(Entry(name=FINE, basis=cites(CHILD, "第二条")))
        on(town, "2024-06-10")
        return town

    return await keep("cleanups", play, tmp_path)


def seen(task: Row) -> Row:
    """A task as it was told: which, and what was said of its norm so far."""
    return {"task": task["id"], "version": task["opinionsVersion"]}


async def queue(town: Town, user: str) -> list[Row]:
    return (await town.as_(user).ask(QUEUE))["cleanupQueue"]["nodes"]


async def test_a_department_suggests_a_cleanup_once(town: Town) -> None:
    water, given = town.as_("sw1"), {"instrument": town.laws[CHILD]}
    with pytest.raises(Refused, match="FindingRefused"):
        await water.do(SUGGEST, reason="", **given)
    with pytest.raises(Refused, match="Forbidden"):
        await town.as_("gov1").do(SUGGEST, reason="与改革精神不符", **given)
    made = await water.do(SUGGEST, reason="与改革精神不符", **given)
    again = await town.as_("bb1").do(SUGGEST, reason="另有理由", **given)
    assert made == again, "one open cleanup of a norm"
    assert "水务局建议：与改革精神不符" in made["sentence"]
    assert [p["name"] for p in made["powers"]["nodes"]] == [FINE]
    assert [t["id"] for t in await queue(town, "fz1")] == [made["id"]]
    assert [t["id"] for t in await queue(town, "sw1")] == [made["id"]]
    assert await queue(town, "cg1") == [], "none of its powers rests on it"


async def test_an_opinion_forwarded_upward_leaves_a_watch_and_asks_no_more(town: Town) -> None:
    """X2: one task for the norm with all its powers; X3: it stays ORPHANED, nothing is cancelled."""
    source = await town.repeal(PARENT, "2024-06-01")
    assert await town.commit(source) == []
    await town.commit(source)
    (task,) = await queue(town, "fz1")
    assert (task["causeId"], task["instrument"]["title"]) == (source, CHILD)
    assert [p["name"] for p in task["powers"]["nodes"]] == [FINE]

    with pytest.raises(Refused, match="Forbidden"):
        await town.as_("bb1").do(OPINION, **seen(task), finding="FORWARDED")
    with pytest.raises(Refused, match="FindingRefused"):
        await town.as_("fz1").do(OPINION, **seen(task), finding="COMPETENT")
    with pytest.raises(Refused, match="FindingRefused"):
        await town.as_("fz1").do(OPINION, **seen(task), finding="FORWARDED", document=" ")
    await town.as_("fz1").do(OPINION, **seen(task), finding="FORWARDED")
    assert await queue(town, "fz1") == []
    with pytest.raises(Refused, match="CleanupNotOpen"):
        await town.as_("fz1").do(OPINION, **seen(task), finding="FORWARDED")

    assert await town.survivals(source) == {FINE: "V5"}
    assert await town.commit(source) == []
    assert await queue(town, "fz1") == []
    mine = (await town.as_("fz1").ask(TASKS))["myTasks"]["nodes"]
    assert [(t["kind"], t["rule"], t["subject"]) for t in (todo["task"] for todo in mine)] == [
        ("WATCH", "X3", town.laws[CHILD])
    ]
    assert await steps.requests(town.as_("bb1")) == []


SECOND, OWN = "清溪河道管理法", "清溪水源保护实施办法"
DIG = "在河道内挖砂的，由水务主管部门处二百元以上五百元以下的罚款。"
DIGGING = "对在河道内挖砂的处罚"


async def test_what_was_said_of_a_clause_since_stops_the_opinion_on_the_norm(town: Town) -> None:
    """G22: two of 法制办, one with the task before him, the other with the clause; one of them is heard."""
    task = await town.as_("sw1").do(SUGGEST, instrument=town.laws[CHILD], reason="与改革精神不符")
    (clause,) = await town.places(CHILD, "2")
    said = {"rule": "L5", "subject": clause["provisionId"], "finding": "FORWARDED"}
    await town.as_("fz2").do(documents.OPINION, **said, version=clause["opinionsVersion"])

    with pytest.raises(Refused, match="VersionConflict"):
        await town.as_("fz1").do(OPINION, **seen(task), finding="FORWARDED")

    (task,) = await queue(town, "fz1")
    await town.as_("fz1").do(OPINION, **seen(task), finding="FORWARDED")


async def test_what_a_kept_norm_loses_later_is_asked_again(graph: Graph) -> None:
    """X2: one question for each cause and norm; L5: an opinion answers the loss that it was given on."""
    town = Town(graph)
    await town.settle()
    await town.law(PARENT, articles(GOAL, SWIM), rank="LAW")
    await town.law(SECOND, articles(GOAL, DIG), rank="LAW")
    text = articles(GOAL, SWIM, DIG)
    await town.law(OWN, text, rank="LOCAL_REGULATION", territory="990101", own=True)
    clauses = await town.places(OWN, "2", "3")
    for clause, parent in zip(clauses, (PARENT, SECOND), strict=True):
        ends = {"child": clause["provisionId"], "parent": town.laws[parent]}
        await town.as_("fz1").do(documents.LINK_PARENT, **ends)
    await town.list_(
        Entry(name=FINE, basis=cites(OWN, "第二条")),
        Entry(name=DIGGING, basis=cites(OWN, "第三条")),
    )
    on(town, "2024-06-10")

    first = await town.repeal(PARENT, "2024-06-01")
    await town.commit(first)
    (task,) = await queue(town, "fz1")
    await town.as_("fz1").do(OPINION, **seen(task), finding="KEEP")
    assert await town.survivals(first) == {}, "kept, it stands as before"

    second = await town.repeal(SECOND, "2024-06-05")
    assert await town.survivals(second) == {DIGGING: "V5"}
    await town.commit(second)
    (asked,) = await queue(town, "fz1")
    assert (asked["causeId"], asked["instrument"]["title"]) == (second, OWN)
    assert [p["name"] for p in asked["powers"]["nodes"]] == [DIGGING]
    assert await town.survivals(first) == {}, "what was answered stays answered"

    await town.as_("fz1").do(OPINION, **seen(asked), finding="KEEP")
    assert await town.survivals(second) == {}
    await town.commit(second)
    assert await queue(town, "fz1") == []


# ---- 裁量基准 -------------------------------------------------------------------------------------------------------

GUIDE = "清溪区水务行政处罚裁量基准"
STEPS = "在饮用水水源保护区游泳，初次的为轻微，处二百元以上三百元以下的罚款；再次的为一般，处三百元以上五百元以下的罚款。"
DEARER = SWIM.replace("二百元以上五百元", "五百元以上二千元")
WARNED = "{ requests(first: 200) { nodes { powers { name } warnings } } }"


async def guided(town: Town, *, linked: bool = True) -> None:
    """A document of the district that spells the fine out; no power cites it."""
    text = articles(GOAL, STEPS)
    await town.law(GUIDE, text, rank="NORMATIVE_DOCUMENT", territory="990101", own=True)
    if linked:
        (fine,) = await town.places(PARENT, "2")
        ends = {"child": town.laws[GUIDE], "parent": fine["provisionId"]}
        await town.as_("fz1").do(documents.LINK_PARENT, **ends)


async def dearer(graph: Graph, *, linked: bool = True) -> tuple[Town, str]:
    """The law is revised: its fine, and nothing else."""
    town = Town(graph)
    await town.settle()
    await town.law(PARENT, articles(GOAL, SWIM), rank="LAW")
    await guided(town, linked=linked)
    await town.list_(
        Entry(name=FINE, basis=cites(PARENT, "第二条", tag="法律")),
        Entry(name=f"{FINE}（二）", basis=cites(PARENT, "第二条", tag="法律"), holder=CITY),
    )
    on(town, "2024-06-10")
    source = await town.revise(PARENT, articles(GOAL, DEARER), "2024-06-01")
    await town.confirm(PARENT)
    return town, source


async def warnings(town: Town) -> set[str]:
    items = (await town.as_("bb1").ask(WARNED))["requests"]["nodes"]
    return {warning for item in items for warning in item["warnings"]}


async def test_h23_a_fine_of_another_range_has_what_spells_it_out_cleaned_up(graph: Graph) -> None:
    """Once, for all departments whose fine it spells out; answered by 法制办, it is not asked again."""
    town, source = await dearer(graph)
    items = await town.commit(source)
    assert {(i["kind"], *i["grounds"], i["severity"]) for i in items} == {
        ("ADJUST", "7(1)", "SUBSTANTIVE")
    }
    assert await warnings(town) == {LOOK}
    await town.commit(source)
    (task,) = await queue(town, "fz1")
    assert (task["rule"], task["causeId"], task["instrument"]["title"]) == ("X2", source, GUIDE)
    assert {p["name"] for p in task["powers"]["nodes"]} == {FINE, f"{FINE}（二）"}
    assert [t["id"] for t in await queue(town, "cg1")] == [task["id"]], "one of its powers, too"

    await town.as_("fz1").do(OPINION, **seen(task), finding="AMEND")
    await town.commit(source)
    assert await queue(town, "fz1") == []
    assert {i["state"] for i in await steps.requests(town.as_("bb1"))} == {"DRAFT"}


async def test_h23_a_document_that_nobody_recorded_is_looked_for_and_found_later(
    graph: Graph,
) -> None:
    """Nothing is guessed by its title: the item says what to look for; once the link is recorded, the task is there."""
    town, source = await dearer(graph, linked=False)
    await town.commit(source)
    assert await queue(town, "fz1") == []
    assert await warnings(town) == {LOOK}

    before = await steps.requests(town.as_("bb1"))
    (fine,) = await town.places(PARENT, "2")
    ends = {"child": town.laws[GUIDE], "parent": fine["provisionId"]}
    await town.as_("fz1").do(documents.LINK_PARENT, **ends)
    assert await town.commit(source) == before, "the drafts stay as they are"
    assert [t["instrument"]["title"] for t in await queue(town, "fz1")] == [GUIDE]
