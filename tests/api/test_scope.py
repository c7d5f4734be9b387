"""部门范围: a department sees what the organs make of its own powers, on every way that leads there (F40)."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from json import dumps
from typing import Any

import pytest

from graph.db import Graph
from graph.model.plan import Plan
from resolvers import impact
from resolvers.memory import Memory
from sample import setting_up
from server.exports import impact_rows
from tests.api.small_world import HEAP, PATROL, PROBLEM, SAND, SECOND, WASTE, Row, SmallWorld
from tests.scenarios import documents, steps
from tests.scenarios import town as towns
from tests.scenarios.town import Entry, Town, articles, cites

WHOLE = f"""
query($source: ID!, $where: HitWhere, $on: Date, $known: Int, $after: String) {{
  impact(source: $source, where: $where, on: $on, knownAt: $known) {{
    ... on Impact {{
      source {{ id title }} on digest knownAt complete incompleteReason pack
      facets {{ byHolder {{ ...all }} byType {{ ...all }} bySurvival {{ ...all }} byOutcome {{ ...all }} byRule {{ ...all }}
        byGround {{ ...all }} byRoute {{ ...all }} byPhase {{ ...all }} }}
      hits(first: 1, after: $after) {{ totalCount pageInfo {{ endCursor hasNextPage }} nodes {{
        powerId holderId subItemId element function printed effective survival phase legalStatus outcome rules grounds route
        itemKey taskKeys power {{ id name openItems {{ id }} }} holder {{ id name }} old {{ id text }}
        state {{ citationId state waitsFor now {{ id text }} proof {{ record sentence }} }} }} }}
      items(first: 200) {{ totalCount nodes {{ key holderId powerIds powers {{ name }} suggestions warnings bundle }} }}
      tasks(first: 200) {{ totalCount nodes {{ key kind subject powerIds sentence powers {{ totalCount nodes {{ name }} }} }} }}
      excluded {{ totalCount nodes {{ id name }} }}
    }} {PROBLEM} }} }}
fragment all on Count {{ key label count }}"""

IMPACT = f"""
query($source: ID!, $where: HitWhere) {{ impact(source: $source, where: $where) {{
  ... on Impact {{
    digest complete items {{ nodes {{ key powerIds holderId }} }} tasks {{ nodes {{ kind powerIds }} }}
    facets {{ byHolder {{ key count }} byRoute {{ key count }} }}
    hits {{ totalCount nodes {{ powerId survival outcome rules grounds route }} }}
  }} {PROBLEM} }} }}"""

DIFF = f"""
query($source: ID!, $before: Int!) {{ impactDiff(source: $source, knownBefore: $before) {{
  ... on ImpactDiff {{ same changes {{ nodes {{ powerId }} }} }} {PROBLEM} }} }}"""

EXPLAIN = f"""
query($power: ID!, $source: ID!) {{ explain(power: $power, source: $source) {{
  ... on Explanation {{ hits {{ powerId }} tasks {{ powerIds }} }} {PROBLEM} }} }}"""

SURVIVING = f"""
query($power: ID!) {{ survivingBases(power: $power) {{ ... on Judgement {{ survival }} {PROBLEM} }} }}"""

AS_OF = f"""
query($power: ID!) {{ powerAsOf(id: $power) {{
  ... on PowerAsOf {{ listStatus judgement {{ survival }} }} {PROBLEM} }} }}"""

RUNS = "{ impactRuns { nodes { hits items tasks } } }"

TASKS = (
    "query($id: ID!) { node(id: $id) { ... on Task { kind powerIds powers { nodes { id } } } } }"
)
MINE = "{ myTasks { nodes { task { id kind powerIds } } } }"

DASHBOARD = f"""
query($organ: ID!) {{ deptDashboard(organ: $organ) {{ ... on DeptDashboard {{ today }} {PROBLEM} }} }}"""

REFORM = f"""
mutation($effective: Date!, $pieces: [OrgChangeInput!]!) {{
  recordOrgChange(title: "关于划转采砂管理职责的决定", level: DISTRICT, decided: "2024-06-01", effective: $effective,
    pieces: $pieces) {{ ... on Reorganization {{ source {{ id }} }} {PROBLEM} }} }}"""

PLAN = f"""
query($source: ID!) {{ reorganizationPlan(source: $source) {{
  ... on Reorganization {{ plan {{ moves {{ totalCount }} }} }} {PROBLEM} }} }}"""


async def _impact(world: SmallWorld, user: str, **where: Any) -> Row:
    return (await world.as_(user).ask(IMPACT, source=world.source, where=where))["impact"]


def _powers(rows: list[Row]) -> set[str]:
    return {id_ for row in rows for id_ in row["powerIds"]}


async def test_an_impact_shows_a_department_its_own_powers_as_the_reviewers_see_them(
    world: SmallWorld,
) -> None:
    await world.revise()
    whole = await _impact(world, "fz1")

    for user, names in (("sw1", {SAND, WASTE, PATROL}), ("cg1", {HEAP})):
        own = {world.powers[name] for name in names}
        seen = await _impact(world, user)
        assert {row["powerId"] for row in seen["hits"]["nodes"]} == own
        assert seen["hits"]["nodes"] == [r for r in whole["hits"]["nodes"] if r["powerId"] in own]
        assert _powers(seen["items"]["nodes"]) == own - {world.powers[PATROL]}
        assert _powers(seen["tasks"]["nodes"]) <= own
        (counted,) = seen["facets"]["byHolder"]
        assert counted["count"] == len(own)
        assert seen["digest"] == whole["digest"], "that of the whole plan"


async def test_no_filter_opens_the_impact_of_another_department(world: SmallWorld) -> None:
    await world.revise()
    water, sand = world.organs["SW"], world.powers[SAND]

    for where in ({"holders": [water]}, {"powers": [sand]}, {"holders": [water], "powers": [sand]}):
        assert (await _impact(world, "cg1", **where))["hits"]["totalCount"] == 0
        assert (await _impact(world, "sw1", **where))["hits"]["totalCount"] > 0


async def test_no_argument_no_cursor_and_no_day_tells_a_department_of_another(
    world: SmallWorld,
) -> None:
    """F40: no id, no name and no count of another's stands anywhere in what it is answered."""
    await world.revise()
    water, city = world.organs["SW"], world.organs["CG"]
    hidden = [water, "水务局", *(f'{world.powers[n]}"' for n in (SAND, WASTE, PATROL))]
    hidden += [SAND, WASTE, PATROL]
    pages = await _pages(world)
    cursors = [None, *(page["hits"]["pageInfo"]["endCursor"] for page in pages)]
    known, both = pages[0]["knownAt"], {"holders": [water, city]}

    filters = (
        None,
        {"holders": [water]},
        both,
        {"survivals": ["V9"]},
        {"powers": [world.powers[SAND]]},
    )
    days = (None, "2024-05-31", "2024-06-01", "2030-01-01")
    for where, day, then in product(filters, days, (None, known)):
        for after in cursors:
            given = {"where": where, "on": day, "known": then, "after": after}
            told = await world.as_("cg1").ask(WHOLE, source=world.source, **given)
            text, own = dumps(told, ensure_ascii=False), told["impact"]
            assert not [word for word in hidden if word in text], given
            assert own["hits"]["totalCount"] == (where in (None, both))
            assert own["items"]["totalCount"] == 1
            assert {f["count"] for rows in own["facets"].values() for f in rows} == {1}


async def _pages(world: SmallWorld) -> list[Row]:
    """What 法制办 is told, a hit a page."""
    pages: list[Row] = []
    after: str | None = None
    while not pages or pages[-1]["hits"]["pageInfo"]["hasNextPage"]:
        asked = await world.as_("fz1").ask(WHOLE, source=world.source, after=after)
        pages.append(asked["impact"])
        after = pages[-1]["hits"]["pageInfo"]["endCursor"]
    return pages


async def test_how_much_of_others_was_not_read_is_told_to_no_department(world: SmallWorld) -> None:
    """I11, F40: neither by reading nor by a refusal."""
    await world.revise()
    await world.commit()
    (own,) = await steps.requests(world.as_("cg1"))
    world.pack = replace(world.pack, powers_at_once=1)

    whole = (await world.as_("fz1").ask(WHOLE, source=world.source))["impact"]
    told = (await world.as_("cg1").ask(WHOLE, source=world.source))["impact"]
    filed = await world.as_("cg1").ask(documents.SUBMIT, items=steps.chosen([own]))

    assert "3 项" in whole["incompleteReason"]
    assert told["complete"] is False
    refused = filed["submitRequest"]
    assert refused["code"] == "RunIncomplete"
    for sentence in (told["incompleteReason"], refused["message"]):
        assert sentence
        assert not {"2", "3"} & set(sentence)


async def test_how_much_a_committed_impact_hit_is_told_to_the_reviewers_alone(
    world: SmallWorld,
) -> None:
    await world.revise()
    await world.commit()

    async def counts(user: str) -> list[int | None]:
        (run,) = (await world.as_(user).ask(RUNS))["impactRuns"]["nodes"]
        return [run["hits"], run["items"], run["tasks"]]

    assert await counts("cg1") == [None, None, None], "they are of the whole district"
    hits, items, tasks = await counts("fz1")
    assert hits
    assert tasks
    assert items == 3


async def test_one_question_of_two_departments_names_the_power_of_neither(graph: Graph) -> None:
    """A cell that two lists print alike is one citation, and to link it is one task."""
    rules = "清溪码头管理条例"
    fine = "在禁止停泊的水域停泊的，处五百元以上三千元以下的罚款。"
    names = {"sw1": "对违规停泊的处罚（水域）", "cg1": "对违规停泊的处罚（岸线）"}
    town = Town(graph)
    await town.settle()
    await town.law(rules, articles("为了加强码头管理，制定本条例。", fine))
    cell = "\n".join((cites(rules, "第二条"), cites("清溪水域管理办法", "第三条")))
    holders = dict(zip(names, (towns.WATER, towns.CITY), strict=True))
    await town.list_(*(Entry(name=names[u], basis=cell, holder=holders[u]) for u in names))
    towns.on(town, "2024-06-10")
    source = await town.repeal(rules, "2024-06-01")

    async def asked(user: str) -> list[Row]:
        found = (await town.as_(user).ask(WHOLE, source=source))["impact"]["tasks"]["nodes"]
        return [task for task in found if task["kind"] == "LINK_CITATION"]

    (whole,) = await asked("fz1")
    assert set(whole["powerIds"]) == set(town.powers.values())
    for user, other in (("sw1", "cg1"), ("cg1", "sw1")):
        (task,) = await asked(user)
        assert task["powerIds"] == [town.powers[names[user]]]
        assert "清溪水域管理办法" in task["sentence"]
        assert names[other] not in dumps(task, ensure_ascii=False)


async def test_the_whole_is_planned_once_for_all_who_look(
    world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ADR 0025: each department's part is cut out of the one plan that is remembered."""
    await world.revise()
    planned, make = [], impact.make_plan

    def counted(*given: Any, **more: Any) -> Plan:
        planned.append(given)
        return make(*given, **more)

    monkeypatch.setattr(impact, "make_plan", counted)
    memory = Memory()
    for user in ("cg1", "sw1", "fz1", "cg1"):
        desk = replace(world.desk(await world.actor(user)), memory=memory)
        await impact.simulate(desk, world.source)

    assert len(planned) == 1


async def test_a_file_shows_the_rows_of_the_screen(world: SmallWorld) -> None:
    await world.revise()

    async def codes(user: str) -> set[str]:
        _, told = await impact_rows(world.desk(await world.actor(user)), world.source)
        return {row[2] for row in told.rows}

    assert await codes("fz1") == {SAND, WASTE, PATROL, HEAP}
    assert await codes("sw1") == {SAND, WASTE, PATROL}
    assert await codes("cg1") == {HEAP}


async def test_the_difference_of_two_impacts_is_that_of_the_own_powers(world: SmallWorld) -> None:
    await world.revise()

    recorded = int(world.source.partition(":")[2].partition("-")[0])

    async def changed(user: str) -> set[str]:
        asked = await world.as_(user).ask(DIFF, source=world.source, before=recorded)
        return {row["powerId"] for row in asked["impactDiff"]["changes"]["nodes"]}

    everyone = await changed("fz1")
    assert everyone == {world.powers[name] for name in (SAND, WASTE, HEAP)}
    assert await changed("cg1") == {world.powers[HEAP]}


async def test_nobody_explains_to_a_department_the_power_of_another(world: SmallWorld) -> None:
    await world.revise()
    sand = world.powers[SAND]

    async def asked(user: str, document: str, **given: Any) -> Row:
        (answer,) = (await world.as_(user).ask(document, power=sand, **given)).values()
        return answer

    for document, given in ((EXPLAIN, {"source": world.source}), (SURVIVING, {})):
        assert (await asked("cg1", document, **given))["code"] == "Forbidden"
        for user in ("sw1", "fz1"):
            assert "code" not in await asked(user, document, **given), user
    assert (await asked("cg1", AS_OF))["listStatus"] == "LISTED", "the list is public"
    judged = {user: (await asked(user, AS_OF))["judgement"] for user in ("cg1", "", "sw1", "fz1")}
    assert [user for user, row in judged.items() if row is None] == ["cg1", ""]


async def test_a_question_names_a_department_no_powers_but_its_own(world: SmallWorld) -> None:
    """The text of 第十二条 changes for both departments: one question, on which a power of each waits."""
    world.today = world.today.replace(month=6, day=10)
    recorded = await world.record(SECOND)
    world.source = recorded["source"]["id"]
    await steps.commit(world.as_("fz1"), world.source)
    mine = (await world.as_("fz1").ask(MINE))["myTasks"]["nodes"]
    both = {world.powers[SAND], world.powers[HEAP]}
    tasks = [todo["task"] for todo in mine if todo["task"]]
    (shared,) = [task for task in tasks if both <= set(task["powerIds"])]

    async def seen(user: str) -> Row | None:
        return (await world.as_(user).ask(TASKS, id=shared["id"]))["node"]

    told = {user: await seen(user) for user in ("fz1", "sw1", "cg1", "")}
    assert set(told["fz1"]["powerIds"]) == both  # pyright: ignore[reportOptionalSubscript]
    assert told["sw1"]["powerIds"] == [world.powers[SAND]]  # pyright: ignore[reportOptionalSubscript]
    assert told["cg1"]["powers"]["nodes"] == [{"id": world.powers[HEAP]}]  # pyright: ignore[reportOptionalSubscript]
    assert told[""] is None


async def test_a_question_for_departments_is_no_question_for_every_department(
    world: SmallWorld,
) -> None:
    await world.revise()
    await world.commit()

    mine = (await world.as_("sw1").ask(MINE))["myTasks"]["nodes"]
    (linking,) = [todo["task"] for todo in mine if todo["task"]]
    assert linking["powerIds"] == [world.powers[PATROL]]

    assert (await world.as_("sw1").ask(TASKS, id=linking["id"]))["node"] is not None
    assert (await world.as_("cg1").ask(TASKS, id=linking["id"]))["node"] is None


async def test_a_dashboard_is_that_of_the_own_department(world: SmallWorld) -> None:
    refused = await world.as_("cg1").ask(DASHBOARD, organ=world.organs["SW"])

    assert refused["deptDashboard"]["code"] == "Forbidden"


async def test_a_reform_is_seen_by_those_who_give_and_receive(world: SmallWorld) -> None:
    admin = world.as_("admin")
    made = await admin.do(
        setting_up.REGISTER_ORGAN,
        code="LY",
        name="青棠区林业局",
        kind="WORK_DEPT",
        **{"from": "2010-01-01"},
    )
    term = {"organ": made["id"], "from": "2010-01-01", "to": None}
    await admin.do(setting_up.BIND_ROLE, role="DEPT", **term)
    await admin.do(setting_up.REGISTER_USER, user="ly1", name="林一", **term)
    piece = {
        "kind": "PARTIAL_TRANSFER",
        "sources": [world.organs["SW"]],
        "target": world.organs["CG"],
        "chosen": [{"powers": [world.powers[SAND]]}],
    }
    reform = await world.as_("bb1").do(REFORM, effective="2024-07-01", pieces=[piece])

    async def seen(user: str) -> Row:
        return (await world.as_(user).ask(PLAN, source=reform["source"]["id"]))[
            "reorganizationPlan"
        ]

    for user in ("bb1", "sw1", "cg1"):
        assert (await seen(user))["plan"]["moves"]["totalCount"] == 1, user
    assert (await seen("ly1"))["code"] == "Forbidden"
