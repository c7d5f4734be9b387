"""Every outcome says why: path, proof, rule with its article, pack, interpretation (F18)."""

from __future__ import annotations

from datetime import date

from graph.rules.tables import RULES
from graph.workflow import STEPS
from tests.api.small_world import PATROL, PROBLEM, SAND, WASTE, Row, SmallWorld, of

EXPLAIN = f"""
query($item: ID, $power: ID, $source: ID, $on: Date) {{
  explain(item: $item, power: $power, source: $source, on: $on) {{
    ... on Explanation {{
      on knownAt reproduced source {{ id }} pack {{ id version }}
      rules {{ id sentence article route grounds }} interpretations {{ id article text }}
      proofs {{ judgement {{ survival citations {{ state proof {{ rule record sentence }} }} }}
        row {{ id sentence legalStatus }} }}
      paths {{ steps {{ link id label }} }}
      hits {{ element survival outcome rules }} drafts {{ key kind grounds route }} tasks {{ kind rule }}
      item {{ id state decisions {{ action }} }} waitsFor {{ kind id sentence }}
    }} {PROBLEM} }}
}}"""

TABLE = "query($table: Table) { decisionTable(table: $table) { id table sentence article built } }"

PACK = """{ rulePack { id version territory
  matrix { id powerType rank may article conditions { sentence } } caps { rank amount article } words { words article }
  survival { id sentence legalStatus } thresholds { alarmDays } interpretations { id text } } }"""

WORKFLOW = "query($route: Route) { workflow(route: $route) { route source action verdict roles target article } }"


def _links(explained: Row) -> list[str]:
    return [step["link"] for step in explained["paths"][0]["steps"]]


async def test_an_item_is_explained_from_the_change_to_what_it_waits_for(world: SmallWorld) -> None:
    await world.revise()
    items = await world.commit()
    cancel = of(items, WASTE)
    bb = world.as_("bb1")

    async def explained() -> Row:
        return (await bb.ask(EXPLAIN, item=cancel["id"]))["explain"]

    told = await explained()
    assert (told["on"], told["source"]["id"]) == ("2024-06-01", world.source)
    assert (told["reproduced"], told["knownAt"]) == (True, None)
    rules = {rule["id"]: rule for rule in told["rules"]}
    assert {"L3", "T5"} <= rules.keys(), "deleted without successor; found after its day"
    assert (rules["L3"]["article"], rules["L3"]["route"]) == ("《办法》第六条第（一）项", "A")
    assert rules["L3"]["sentence"] == "全部依据确认失效：取消事项"
    assert {"G1", "G11", "G18"} <= {note["id"] for note in told["interpretations"]}
    (proof,) = told["proofs"]
    assert (proof["row"]["id"], proof["judgement"]["survival"]) == ("V9", "V9")
    assert "各组均已确认失效" in proof["row"]["sentence"]
    assert _links(told)[0] == "SOURCE"
    assert {"OLD", "RECORD", "CITATION", "ELEMENT", "POWER", "HOLDER", "ITEM"} <= set(_links(told))
    old = next(s for s in told["paths"][0]["steps"] if s["link"] == "OLD")
    assert old["label"] == "《青河采砂管理条例》第十三条"
    (waiting,) = told["waitsFor"]
    assert waiting["kind"] == "STAGE"
    assert "提交申请" in waiting["sentence"]
    assert "《办法》第八条第一款" in waiting["sentence"]

    world.today = date(2024, 6, 20)
    await world.carry(cancel)
    after = await explained()
    assert [d["action"] for d in after["item"]["decisions"]][-1] == "APPLY"
    assert after["reproduced"], "made again as known when it was committed (T6)"
    assert after["knownAt"] is not None
    assert {rule["id"] for rule in after["rules"]} == rules.keys()
    assert after["waitsFor"] == []


async def test_a_change_is_explained_for_a_power_that_it_leaves_alone(world: SmallWorld) -> None:
    await world.revise()
    fz = world.as_("fz1")

    async def explained(name: str, on: str | None = None) -> Row:
        given = {"power": world.powers[name], "source": world.source, "on": on}
        return (await fz.ask(EXPLAIN, **given))["explain"]

    changed, spared = await explained(SAND), await explained(PATROL)
    assert [draft["grounds"] for draft in changed["drafts"]] == [["7(1)"]]
    assert changed["proofs"][0]["row"]["id"] == "V3"
    assert spared["drafts"] == []
    assert "ITEM" not in {hit["outcome"] for hit in spared["hits"]}
    assert spared["proofs"][0]["row"]["id"] == "V4", "one of its bases is linked to nothing"
    before = await explained(SAND, "2024-05-31")
    assert before["proofs"][0]["row"]["id"] == "V1"

    missing = (await fz.ask(EXPLAIN, power=world.powers[SAND]))["explain"]
    assert missing["code"] == "NothingToExplain"
    strange = (await fz.ask(EXPLAIN, item="item:0-0"))["explain"]
    assert strange["code"] == "ItemNotFound"


async def test_the_rules_are_data_with_their_articles(world: SmallWorld) -> None:
    """Even the public can check every line of the tables against the regulation."""
    public = world.as_("")

    rows = (await public.ask(TABLE))["decisionTable"]
    assert [row["id"] for row in rows] == [rule.id for rule in RULES]
    lone = (await public.ask(TABLE, table="E"))["decisionTable"]
    assert {row["table"] for row in lone} == {"E"}
    pack = (await public.ask(PACK))["rulePack"]
    assert all(cell["article"] for cell in pack["matrix"])
    assert [row["id"] for row in pack["survival"]] == [f"V{n}" for n in range(1, 10)]
    steps = (await public.ask(WORKFLOW))["workflow"]
    assert len(steps) == len(STEPS)
    assert all(step["article"].startswith("《办法》第八条") for step in steps)
    route_b = (await public.ask(WORKFLOW, route="B"))["workflow"]
    assert "GOV" not in {role for step in route_b for role in step["roles"]}


DIFF = f"""
query($source: ID!, $before: Int!, $after: Int) {{
  impactDiff(source: $source, knownBefore: $before, knownAfter: $after) {{
    ... on ImpactDiff {{ digestBefore digestAfter same
      changes {{ totalCount nodes {{ turn power {{ name }} before {{ state outcome }} after {{ state outcome grounds }} }} }} }}
    {PROBLEM} }}
}}"""

TRAIL = "{ auditTrail { ... on AuditTrail { events(first: 200) { nodes { seq name } } } } }"


async def test_two_runs_differ_by_what_a_person_answered_in_between(world: SmallWorld) -> None:
    """F22: before the confirmation everything was uncertain, after it two are changed and one is dead."""
    await world.revise()
    bb = world.as_("bb1")
    events = (await bb.ask(TRAIL))["auditTrail"]["events"]["nodes"]
    recorded = max(e["seq"] for e in events if e["name"] == "recordText")

    diff = (await bb.ask(DIFF, source=world.source, before=recorded))["impactDiff"]
    again = (await bb.ask(DIFF, source=world.source, before=events[-1]["seq"]))["impactDiff"]

    changed = {row["power"]["name"]: row for row in diff["changes"]["nodes"]}
    assert {SAND, WASTE} <= changed.keys()
    assert {row["turn"] for row in changed.values()} == {"CHANGED"}
    assert [h["outcome"] for h in changed[WASTE]["before"]] == ["HOLD"]
    assert [(h["outcome"], h["grounds"]) for h in changed[WASTE]["after"]] == [("ITEM", ["6(1)"])]
    assert diff["digestBefore"] != diff["digestAfter"]
    assert (again["digestBefore"], again["changes"]["totalCount"]) == (again["digestAfter"], 0)

    # a moment that was not, and one at which nobody knew of the revision
    newest = events[-1]["seq"]
    for moment in (0, -1, newest + 1):
        refused = (await bb.ask(DIFF, source=world.source, before=moment))["impactDiff"]
        assert refused["code"] == "MomentUnknown"
        assert f"须为 1 至 {newest}" in refused["message"]
    early = (await bb.ask(DIFF, source=world.source, before=recorded - 1))["impactDiff"]
    assert early["code"] == "SourceNotFound"
