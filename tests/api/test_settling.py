"""What of the printed citations waits for a person: bare document numbers, and links whose evidence disagrees (G15)."""

from __future__ import annotations

from typing import Any

import pytest

from graph.db import Graph
from sample import setting_up
from server.commands import unsettled
from tests.scenarios.town import CITY, WATER, Entry, Town, articles, cites

REEDS, RAFTS = "清溪芦苇管理规定", "清溪竹筏管理规定"
NUMBER = "清溪政发〔2015〕12号"
QUOTED = "采割芦苇应当办理采割证，并在指定的水域内进行。"
TEXT = articles("为了保护芦苇，制定本规定。", QUOTED, title=REEDS)
LATER = articles("为了保护芦苇，制定本规定。", QUOTED.replace("采割证", "许可证"), title=REEDS)

CITED = """
query { powers(first: 50) { nodes { name citations { element unlinkedReason provisions { place instrument { title } } } } } }"""

DOUBTFUL = """
query($holders: [ID!], $first: Int!, $after: String) {
  doubtfulCitations(holders: $holders, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { citationId version element printed title reason method powers { name } holder { id name }
      instrument { title } provisions { id place } candidates { id promulgated } standsAt { place } } } }"""

UNLINKED = """
query { unlinkedCitations(first: 50) { nodes { reason pinpoint { article } standsAt { place textVersion { promulgated } } } } }"""

REGISTER = f"""
mutation($title: String!, $number: String!) {{
  registerInstrument(title: $title, rank: CITY_RULE, number: $number) {{ ... on Instrument {{ id }} {setting_up.PROBLEM} }} }}"""

LINK = f"""
mutation($citation: ID!, $units: [ID!]!, $version: Int!) {{
  linkCitation(citation: $citation, units: $units, expectedVersion: $version) {{ ... on Done {{ id }} {setting_up.PROBLEM} }} }}"""


@pytest.fixture
async def town(graph: Graph) -> Town:
    town = Town(graph)
    await town.settle()
    return town


async def _register(town: Town, title: str, number: str) -> None:
    made = await town.as_("fz1").do(REGISTER, title=title, number=number)
    town.laws[title] = made["id"]


async def _basis(town: Town, power: str) -> dict[str, Any]:
    nodes = (await town.as_("bb1").ask(CITED))["powers"]["nodes"]
    (found,) = [
        c for p in nodes if p["name"] == power for c in p["citations"] if c["element"] == "BASIS"
    ]
    return found


async def _number_alone(town: Town) -> None:
    await town.list_(Entry(name="采割检查", basis=f"【规章】{NUMBER}\n第二条：{QUOTED}"))


async def test_a_bare_number_that_one_instrument_bears_is_linked(town: Town) -> None:
    await _register(town, REEDS, "清溪政发[2015]第12号")
    await town.text(REEDS, TEXT, "2015-05-01", "2015-05-01")

    await _number_alone(town)

    basis = await _basis(town, "采割检查")
    assert basis["unlinkedReason"] is None
    assert [(p["place"], p["instrument"]["title"]) for p in basis["provisions"]] == [("2", REEDS)]


async def test_a_bare_number_waits_for_the_text_whose_header_prints_it(town: Town) -> None:
    await _number_alone(town)
    assert "没有登记该文号" in (await _basis(town, "采割检查"))["unlinkedReason"]

    await _register(town, REEDS, "")
    headed = TEXT.replace("<!--", f"2015年5月1日 {NUMBER}公布\n\n<!--")
    await town.text(REEDS, headed, "2015-05-01", "2015-05-01")

    assert (await _basis(town, "采割检查"))["unlinkedReason"] is None


async def test_a_bare_number_that_two_instruments_bear_is_no_link(town: Town) -> None:
    for title in (REEDS, RAFTS):
        await _register(town, title, NUMBER)
        await town.text(title, TEXT.replace(REEDS, title), "2015-05-01", "2015-05-01")

    await _number_alone(town)

    assert "不止一部" in (await _basis(town, "采割检查"))["unlinkedReason"]


@pytest.fixture
async def doubted(town: Town) -> Town:
    """The statute in two texts; cells that print a revision that nobody recorded, or words that stand in neither."""
    await town.law(REEDS, TEXT)
    await town.text(REEDS, LATER, "2020-06-01", "2020-06-01")
    noted, strange = f"《{REEDS}》（2018年3月1日修正）", "采割芦苇须缴纳费用并服从水务局安排。"
    await town.list_(
        Entry(name="采割检查", basis=f"【规章】{noted}\n    第二条"),
        Entry(name="采割处罚", basis=f"【规章】《{REEDS}》\n    第二条：{strange}"),
        Entry(name="采割收费", basis=f"【规章】{noted}\n    第二条：{QUOTED}", holder=CITY),
        Entry(name="采割指导", basis=cites(REEDS, "第二条")),
    )
    return town


async def test_doubtful_links_are_listed_by_department_with_reason_and_choice(
    doubted: Town,
) -> None:
    page = (await doubted.as_("bb1").ask(DOUBTFUL, first=50))["doubtfulCitations"]

    assert page["totalCount"] == 3, "what prints neither words nor a note is in no doubt"
    told = {node["powers"][0]["name"]: node for node in page["nodes"]}
    assert "没有录入所印修正日期（2018-03-01）" in told["采割检查"]["reason"]
    assert "与已录入的各文本都不同" in told["采割处罚"]["reason"]
    assert "不是所印修正日期" in told["采割收费"]["reason"]
    assert [told[n]["holder"]["name"] for n in ("采割收费", "采割检查")] == [CITY, WATER]
    for node in page["nodes"]:
        days = [text["promulgated"] for text in node["candidates"]]
        assert days == ["2015-05-01", "2020-06-01"]
        assert [unit["place"] for unit in node["provisions"]] == ["2"]


async def test_pages_of_doubtful_links_hold_each_once(doubted: Town) -> None:
    bb, after, seen, more = doubted.as_("bb1"), None, list[str](), list[bool]()
    for _ in range(3):
        page = (await bb.ask(DOUBTFUL, first=1, after=after))["doubtfulCitations"]
        seen += [node["citationId"] for node in page["nodes"]]
        more.append(page["pageInfo"]["hasNextPage"])
        after = page["pageInfo"]["endCursor"]

    assert len(set(seen)) == 3
    assert more == [True, True, False]


async def test_a_department_sees_its_own_and_settles_them(doubted: Town) -> None:
    cg = doubted.as_("cg1")
    (node,) = (await cg.ask(DOUBTFUL, first=50))["doubtfulCitations"]["nodes"]
    assert node["holder"]["id"] == doubted.organs["CG"]
    other = await cg.ask(DOUBTFUL, first=50, holders=[doubted.organs["SW"]])
    assert other["doubtfulCitations"]["totalCount"] == 0
    (old,) = await doubted.places(REEDS, "2", text=0)

    await cg.do(LINK, citation=node["citationId"], units=[old["id"]], version=node["version"])

    assert (await cg.ask(DOUBTFUL, first=50))["doubtfulCitations"]["totalCount"] == 0


async def test_the_command_tells_the_same_page(doubted: Town) -> None:
    desk = doubted.desk(await doubted.actor("bb1"))
    given: dict[str, Any] = {"holders": None, "reason": None}

    first = await unsettled.page(desk, doubtful=True, first=2, after="", **given)
    rest = await unsettled.page(desk, doubtful=True, first=2, after=first["next"], **given)
    waiting = await unsettled.page(desk, doubtful=False, first=50, after="", **given)

    assert (first["total"], len(first["citations"]), len(rest["citations"])) == (3, 2, 1)
    assert rest["next"] is None
    row = rest["citations"][0]
    assert row["candidates"] == ["2015-05-01 的文本", "2020-06-01 的文本"]
    assert {"department", "powers", "printed", "reason", "element"} <= row.keys()
    assert waiting["total"] == 0


async def test_an_old_number_is_told_with_the_place_where_the_words_stand(town: Town) -> None:
    """G15: the cell prints the number of a former text, beyond the end or of another article of the present one."""
    await town.law(REEDS, TEXT)
    await town.list_(
        Entry(name="采割检查", basis=f"【规章】《{REEDS}》\n    第九条：{QUOTED}"),
        Entry(name="采割处罚", basis=f"【规章】《{REEDS}》\n    第一条：{QUOTED}"),
    )
    bb = town.as_("bb1")

    (beyond,) = (await bb.ask(UNLINKED))["unlinkedCitations"]["nodes"]
    (other,) = (await bb.ask(DOUBTFUL, first=50))["doubtfulCitations"]["nodes"]
    told = await unsettled.page(
        town.desk(await town.actor("bb1")),
        doubtful=False,
        holders=None,
        reason=None,
        first=50,
        after="",
    )

    assert "只到第3条" in beyond["reason"]
    assert (beyond["pinpoint"]["article"], told["citations"][0]["place"]) == ("9", "第九条")
    assert {unit["place"] for unit in beyond["standsAt"]} == {"2", "2¶1"}
    assert {unit["place"] for unit in other["standsAt"]} == {"2", "2¶1"}
    assert "所印条文见第二条" in told["citations"][0]["candidates"]
