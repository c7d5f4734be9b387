"""What stands where: counts that one can make by hand, and for how long the list lagged behind the law (G18)."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.api.small_world import HEAP, PATROL, SAND, WASTE, Row, SmallWorld, of
from tests.scenarios.documents import PROBLEM, SUBMIT
from tests.scenarios.steps import step

BLOCKS = """blocks { powers byType { key count } byStatus { key count } byHolder { key count } openItems
  itemsByState { key count } itemsByRoute { key count } powersByGround { key count } late missingElements { key count }
  obligations { open filed met gap overdue noLimit limit } tasks { kind role count }
  unlinked { holder { name } reason count } near { nodes { days item { id state powers { name } } } } }"""

DEPT = f"""
query($organ: ID!, $days: Int = 30) {{
  deptDashboard(organ: $organ, days: $days) {{
    ... on DeptDashboard {{ organ {{ name }} today legalStatuses {{ key count }} {BLOCKS} }} {PROBLEM} }}
}}"""

DISTRICT = f"""
{{ districtDashboard {{ ... on DistrictDashboard {{ today {BLOCKS} }} {PROBLEM} }} }}"""

EXPOSED = """
query($open: Boolean = false) {
  exposureWindows(onlyOpen: $open) { totalCount
    nodes { since until days item { id state holderId powers { name } grounds } } }
}"""

ENVELOPES = """
query($holders: [ID!], $routes: [Route!], $cause: ID, $first: Int = 50, $after: String) {
  envelopes(holders: $holders, routes: $routes, cause: $cause, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id holderId route causeId states { state count } items(first: 5) { totalCount nodes { powers { name } } } } }
}"""

UNLINKED = """
query($holders: [ID!]) {
  unlinkedCitations(holders: $holders) { totalCount
    nodes { holder { name } element title reason powers { name } candidates { title likeness } } }
}"""

INTAKES = "{ intakes(first: 10) { totalCount nodes { name rows compiled report } } }"
RUNS = "{ impactRuns { totalCount nodes { causeId digest complete hits items tasks by knownAt } } }"
OVERDUE = "{ overdueObligations { totalCount } }"
CONFLICTS = "{ conflicts { totalCount nodes { power { name } open items { id } } } }"


def _counts(rows: list[Row]) -> dict[str, int]:
    return {row["key"]: row["count"] for row in rows}


async def test_counts_agree_with_what_one_counts_by_hand(world: SmallWorld) -> None:
    await world.revise()
    items = await world.commit()
    water, sw = world.organs["SW"], world.as_("sw1")
    await step(sw, SUBMIT, [of(items, SAND)])

    own = (await sw.ask(DEPT, organ=water))["deptDashboard"]
    blocks = own["blocks"]
    assert own["organ"]["name"] == "青棠区水务局"
    assert _counts(blocks["byType"]) == {"PENALTY": 2, "INSPECTION": 1}
    assert _counts(blocks["byStatus"]) == {"LISTED": 3}
    assert _counts(blocks["itemsByState"]) == {"DRAFT": 1, "ORG_REVIEW": 1}
    assert _counts(blocks["itemsByRoute"]) == {"A": 1, "B": 1}
    assert _counts(blocks["powersByGround"]) == {"6(1)": 1, "7(1)": 1}
    assert (blocks["openItems"], blocks["late"]) == (2, 2), "the day was 2024-06-01"
    lacking = {"LIABILITY_BASIS": 3, "SUPERVISION": 3, "REMEDY": 3}
    assert _counts(blocks["missingElements"]) == lacking, "columns that the sheet does not have"
    duties = blocks["obligations"]
    assert (duties["open"], duties["filed"], duties["overdue"], duties["noLimit"]) == (1, 1, 0, 1)
    assert duties["limit"] == "未设期限"
    assert blocks["unlinked"] == [
        {"holder": {"name": "青棠区水务局"}, "reason": "法规未入库", "count": 1}
    ]
    legal = _counts(own["legalStatuses"])
    assert sum(legal.values()) == 3
    assert (legal["DEAD"], legal["ALIVE_CHANGED"]) == (1, 1)

    whole = (await world.as_("bb1").ask(DISTRICT))["districtDashboard"]["blocks"]
    assert _counts(whole["byHolder"]) == {world.organs["SW"]: 3, world.organs["CG"]: 1}
    assert _counts(whole["powersByGround"]) == {"6(1)": 1, "7(1)": 2}
    assert whole["openItems"] == 3

    # what a department may not see is refused, not left out
    refused = await sw.ask(DEPT, organ=world.organs["CG"])
    assert refused["deptDashboard"]["code"] == "Forbidden"
    assert (await sw.ask(DISTRICT))["districtDashboard"]["code"] == "Forbidden"
    assert (await world.as_("").ask(DISTRICT))["districtDashboard"]["code"] == "Forbidden"
    asked = await world.as_("bb1").ask(DEPT, organ=water, days=9999)
    assert asked["deptDashboard"]["code"] == "DaysOutOfRange"

    envelopes = (await world.as_("bb1").ask(ENVELOPES))["envelopes"]
    assert envelopes["totalCount"] == 3
    (route_a,) = (await world.as_("bb1").ask(ENVELOPES, routes=["A"]))["envelopes"]["nodes"]
    assert route_a["states"] == [{"state": "DRAFT", "count": 1}]
    assert [item["powers"] for item in route_a["items"]["nodes"]] == [[{"name": WASTE}]]
    seen = (await sw.ask(ENVELOPES))["envelopes"]["nodes"]
    assert {e["holderId"] for e in seen} == {water}
    none = (await sw.ask(ENVELOPES, holders=[world.organs["CG"]]))["envelopes"]
    assert none["totalCount"] == 0
    page = (await world.as_("bb1").ask(ENVELOPES, first=2))["envelopes"]
    rest = await world.as_("bb1").ask(ENVELOPES, first=2, after=page["pageInfo"]["endCursor"])
    ids = [e["id"] for e in page["nodes"] + rest["envelopes"]["nodes"]]
    assert len(set(ids)) == 3

    (run,) = (await sw.ask(RUNS))["impactRuns"]["nodes"]
    assert (run["causeId"], run["complete"], run["by"]) == (world.source, True, "fz1")
    assert (await sw.ask(OVERDUE))["overdueObligations"]["totalCount"] == 0
    assert (await sw.ask(CONFLICTS))["conflicts"]["totalCount"] == 0


async def test_a_list_that_lags_behind_the_law_is_exposed_until_it_follows(
    world: SmallWorld,
) -> None:
    """G18."""
    await world.revise()
    items = await world.commit()
    world.today = date(2024, 6, 20)
    await world.carry(of(items, SAND))
    world.today = date(2024, 7, 1)

    async def windows(user: str, **given: Any) -> dict[str, Row]:
        rows = (await world.as_(user).ask(EXPOSED, **given))["exposureWindows"]["nodes"]
        return {row["item"]["powers"][0]["name"]: row for row in rows}

    seen = await windows("bb1")
    assert {name: (w["since"], w["until"], w["days"]) for name, w in seen.items()} == {
        SAND: ("2024-06-01", "2024-06-20", 19),
        WASTE: ("2024-06-01", None, 30),
        HEAP: ("2024-06-01", None, 30),
    }
    assert set(await windows("bb1", open=True)) == {WASTE, HEAP}
    assert set(await windows("cg1")) == {HEAP}, "a department sees its own"


async def test_a_draft_near_its_day_is_called(world: SmallWorld) -> None:
    """H2: promulgated, not yet in force."""
    await world.revise(effective="2024-08-01")
    items = await world.commit()
    sw, water = world.as_("sw1"), world.organs["SW"]

    async def near(days: int) -> list[tuple[str, int]]:
        told = (await sw.ask(DEPT, organ=water, days=days))["deptDashboard"]["blocks"]
        return [(row["item"]["powers"][0]["name"], row["days"]) for row in told["near"]["nodes"]]

    assert await near(51) == []
    assert sorted(await near(52)) == sorted([(SAND, 52), (WASTE, 52)])
    await step(sw, SUBMIT, [of(items, SAND)])
    assert await near(60) == [(WASTE, 52)], "what was filed is near no more"
    assert (await sw.ask(EXPOSED))["exposureWindows"]["totalCount"] == 0


async def test_what_could_not_be_linked_is_listed_with_titles_that_are_like_it(
    world: SmallWorld,
) -> None:
    sw, cg = world.as_("sw1"), world.as_("cg1")

    (row,) = (await sw.ask(UNLINKED))["unlinkedCitations"]["nodes"]
    intakes = (await sw.ask(INTAKES))["intakes"]

    assert (row["title"], row["reason"]) == ("青河采沙管理条理", "法规未入库")
    assert [p["name"] for p in row["powers"]] == [PATROL]
    assert [c["title"] for c in row["candidates"]] == ["青河采砂管理条例"]
    assert row["candidates"][0]["likeness"] >= 70
    assert (await cg.ask(UNLINKED))["unlinkedCitations"]["totalCount"] == 0
    assert (await cg.ask(UNLINKED, holders=[world.organs["SW"]]))["unlinkedCitations"] == {
        "totalCount": 0,
        "nodes": [],
    }
    assert [(i["name"], i["rows"], i["compiled"]) for i in intakes["nodes"]] == [
        ("水务局.xlsx", 3, 3)
    ]
    assert isinstance(intakes["nodes"][0]["report"], dict)
    assert (await world.as_("bb1").ask(INTAKES))["intakes"]["totalCount"] == 2
