"""What 编办 finds about a power, always with a document: the catalogue (P17) and 救济途径 (R4.9, E6)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.db import Graph
from sample.api import Refused
from tests.keeping import Keeper
from tests.scenarios import documents, steps
from tests.scenarios.town import Entry, Town, articles, cites, of, on

RULES, REVIEW = "清溪滩涂管理条例", "中华人民共和国行政复议法"
GOAL = "为了保护滩涂，制定本条例。"
ENTER = "进入滩涂核心区开展活动的，应当经县级人民政府水务主管部门批准。"
TRESPASS = "擅自进入滩涂核心区的，由水务主管部门处五百元以上三千元以下的罚款。"
CHOICE = "对工作部门的行为不服的，可以由申请人选择向本级人民政府或者上级主管部门申请。"
ONE = "对本级人民政府工作部门作出的行为不服的，由县级以上地方人民政府统一管辖。"
PERMIT, FINE = "进入滩涂核心区审批", "对擅自进入滩涂核心区的处罚"

REMEDY = f"""
query($power: ID!, $asOf: Date) {{ remedyFor(power: $power, asOf: $asOf) {{
  ... on Remedy {{ review court text rules articles ruling {{ reason document since }} }} {documents.PROBLEM} }} }}"""

OVERRIDE = f"""
mutation($subject: ID!, $review: String! = "市水务局", $court: String! = "昆明铁路运输法院", $reason: String!,
  $document: String!, $since: Date!, $version: Int! = 0) {{
  overrideRemedy(subject: $subject, review: $review, court: $court, reason: $reason, document: $document, since: $since,
    expectedVersion: $version) {{
    ... on Done {{ id }} {documents.PROBLEM} }} }}"""

CATALOGUE = f"""
mutation($power: ID!, $found: InCatalogue!, $document: String!, $version: Int! = 0) {{
  recordCatalogueFinding(power: $power, found: $found, document: $document, expectedVersion: $version) {{
    ... on Done {{ id }} {documents.PROBLEM} }} }}"""

RULED = "query($id: ID!) { node(id: $id) { ... on Power { rulingsVersion } ... on OrgUnit { rulingsVersion } } }"

ELEMENTS = "query($id: ID!) { powerElements(id: $id) { kind text } }"


@pytest.fixture
async def town(graph: Graph, keep: Keeper, tmp_path: Path) -> Town:
    """A permit and a penalty, listed in 2023."""

    async def play() -> Town:
        town = Town(graph, today=date(2023, 6, 1), list_day="2023-06-01")
        await town.settle()
        await town.law(RULES, articles(GOAL, ENTER, TRESPASS))
        await town.law(REVIEW, articles(GOAL, CHOICE), rank="LAW", since="2018-01-01")
        remedy = f"《{REVIEW}》第二条"
        await town.list_(
            Entry(name=PERMIT, basis=cites(RULES, "第二条"), type="行政许可", remedy=remedy),
            Entry(name=FINE, basis=cites(RULES, "第三条"), remedy=remedy),
        )
        return town

    return await keep("rulings", play, tmp_path)


async def test_the_remedy_follows_the_law_of_the_day_and_a_ruling_with_its_reason(
    town: Town,
) -> None:
    on(town, "2024-02-01")
    bb, power = town.as_("bb1"), town.powers[FINE]

    async def told(as_of: str | None = None) -> steps.Row:
        return (await bb.ask(REMEDY, power=power, asOf=as_of))["remedyFor"]

    now, then = await told(), await told("2023-12-31")
    assert (now["review"], now["rules"]) == ("本级人民政府", ["F7", "F14"])
    assert now["articles"][0] == f"《{REVIEW}》第二十四条第一款第（一）项"
    assert (then["rules"], then["ruling"]) == (["F1", "F14"], None)

    given = {"subject": town.organs["SW"], "document": "法〔2024〕3号", "since": "2024-03-01"}
    with pytest.raises(Refused, match="Forbidden"):
        await town.as_("sw1").do(OVERRIDE, reason="跨行政区域集中管辖", **given)
    with pytest.raises(Refused, match="FindingRefused"):
        await bb.do(OVERRIDE, reason=" ", **given)
    assert await seen(town, given["subject"]) == 0
    await bb.do(OVERRIDE, reason="跨行政区域集中管辖", **given)
    with pytest.raises(Refused, match="VersionConflict"):
        await bb.do(OVERRIDE, reason="另有规定", **given)
    again = {**given, "since": "2024-06-01", "version": await seen(town, given["subject"])}
    await bb.do(OVERRIDE, reason="另有规定", **again)
    assert (await told("2024-02-29"))["ruling"] is None
    ruled = await told("2024-03-01")
    assert (ruled["court"], ruled["rules"]) == ("昆明铁路运输法院", [])
    assert ruled["ruling"]["reason"] == "跨行政区域集中管辖"

    before = (await bb.ask(REMEDY, power=power, asOf="2023-05-31"))["remedyFor"]
    assert before["code"] == "PowerNotFound", "nobody held it yet"


async def test_e6_a_revision_that_moves_the_review_becomes_one_item_and_the_new_words(
    town: Town,
) -> None:
    on(town, "2024-02-01")
    source = await town.revise(REVIEW, articles(GOAL, ONE), "2023-09-01", "2024-01-01")
    await town.confirm(REVIEW)
    items = await town.commit(source)
    item = of(items, FINE)
    assert (item["kind"], item["grounds"], item["rules"]) == ("ADJUST", ["7(6)"], ["E6"])
    assert of(items, PERMIT)["kind"] == "COMPLETE_ELEMENTS", "E9"
    await steps.carry(town, [item], department="sw1")
    assert (await steps.apply(town, [item]))["results"][0]["applied"]
    rows = (await town.as_("bb1").ask(ELEMENTS, id=town.powers[FINE]))["powerElements"]
    (text,) = [row["text"] for row in rows if row["kind"] == "REMEDY"]
    assert text.startswith("行政复议：向本级人民政府申请")
    assert await town.commit(source) == await steps.requests(town.as_("bb1")), "and nothing again"


async def test_p17_a_permit_that_the_catalogue_does_not_have_waits_until_that_is_settled(
    town: Town,
) -> None:
    on(town, "2024-02-01")
    bb, permit = town.as_("bb1"), town.powers[PERMIT]
    source = await town.repeal(RULES, "2024-01-15")
    assert await rules(town, source) == {"P1"}, "not looked up yet: the draft says so"

    with pytest.raises(Refused, match="FindingRefused"):
        await bb.do(CATALOGUE, power=permit, found="NO", document="")
    with pytest.raises(Refused, match="FindingRefused"):
        await bb.do(CATALOGUE, power=town.powers[FINE], found="NO", document="核对记录")
    with pytest.raises(Refused, match="Forbidden"):
        await town.as_("sw1").do(CATALOGUE, power=permit, found="NO", document="核对记录")
    await bb.do(CATALOGUE, power=permit, found="NO", document="云目录〔2023〕1号核对记录")
    assert await rules(town, source) == {"P17"}
    tasks = [t for t in (await town.impact(source))["tasks"]["nodes"] if t["rule"] == "P17"]
    assert [(t["kind"], t["powerIds"]) for t in tasks] == [("CATALOGUE_EXTRA", [permit])]

    settled = {"power": permit, "found": "YES", "document": "云目录〔2023〕2号核对记录"}
    with pytest.raises(Refused, match="VersionConflict"):
        await bb.do(CATALOGUE, **settled)
    await bb.do(CATALOGUE, **settled, version=await seen(town, permit))
    assert await rules(town, source) == {"P1"}


async def seen(town: Town, subject: str) -> int:
    """The version of what was ruled on a power or an organ."""
    return (await town.as_("bb1").ask(RULED, id=subject))["node"]["rulingsVersion"]


async def rules(town: Town, source: str) -> set[str]:
    """The rules that decide over the permit."""
    hits = (await town.impact(source))["hits"]["nodes"]
    return {rule for hit in hits if hit["power"]["name"] == PERMIT for rule in hit["rules"]}
