"""历次改革 (O20): what is recorded after a reform works on who holds by law, whether or not the list says so yet."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.db import Graph
from sample.api import Refused
from tests.scenarios import documents, steps
from tests.scenarios import market as scenes
from tests.scenarios.documents import PROBLEM
from tests.scenarios.market import Market, Row
from tests.scenarios.test_s9_market import INDUSTRY, MARKET, REFORM, STAYING, WORLD
from tests.scenarios.test_two_at_once import heard
from tests.scenarios.town import CITY, ORGANS, WATER, Entry, Town, articles, cites, on

LATER, STAYS = min(WORLD.later), min(STAYING)
KEYS = {"GS001", "ZJ001", "GS240", LATER, STAYS}
MOVED = ("GS001", "ZJ001", "GS240", LATER)
SECOND = {"title": "第二次机构改革方案", "effective": "2025-10-01"}


@pytest.fixture
async def market(graph: Graph, tmp_path: Path) -> Market:
    """Before the market reform: one double, one of 工商 alone, one that follows later, one that stays."""
    return await scenes.before_the_reform(graph, tmp_path, KEYS)


async def first_reform(market: Market) -> str:
    source = (await market.record())["source"]["id"]
    await market.commit(source)
    return source


def back_to_the_commission(market: Market) -> list[Row]:
    """市场监管局 itself becomes part of 发改."""
    target = market.organ(scenes.PRICES)
    return [{"kind": "MERGE", "sources": [market.market], "target": target}]


async def test_a_second_reform_before_the_first_is_on_the_list(market: Market) -> None:
    """O20, C5: it moves what the law gives; its items wait for those of the first and are planned anew."""
    first = await first_reform(market)
    second = await market.record(back_to_the_commission(market), **SECOND)
    plan, source = second["plan"], second["source"]["id"]
    assert (plan["moved"], plan["same"]["nodes"], plan["committable"]) == (4, [], True)
    done = await market.commit(source)
    assert {i["result"] for i in done["items"]["nodes"]} == {"HOLD_BEHIND"}
    again = await market.commit(first)
    assert (again["created"], again["changed"]) == (0, 0), "the first is what it was"

    async def held(on_: str, axis: str = "LAW") -> dict[str, list[str]]:
        return await market.holders_on([*MOVED], axis, on_)

    assert await held("2025-08-15") == {**{key: [MARKET] for key in MOVED}, LATER: [REFORM]}
    assert await held("2025-09-30") == {key: [MARKET] for key in MOVED}
    assert await held("2025-10-01") == {key: [REFORM] for key in MOVED}
    assert (await held("2025-10-01", "LIST"))["GS240"] == [INDUSTRY]
    assert await market.means("工商行政管理部门", on="2025-10-01") == [market.organ(scenes.PRICES)]
    await _both_come_onto_the_list(market, first, source)


async def _both_come_onto_the_list(market: Market, first: str, second: str) -> None:
    market.world.today = date(2025, 9, 2)
    items = await market.items(causes=[first])
    await scenes.carry(market, items)
    assert {r["message"] for r in (await scenes.apply(market, items))["results"]} == {None}
    waiting = {i["powerIds"][0]: i["state"] for i in await market.items(causes=[second])}
    absorbed = "ZJ001" if waiting[market.keys["ZJ001"]] == "LAPSED" else "GS001"
    expected = {market.keys[k]: "LAPSED" if k == absorbed else "DRAFT" for k in MOVED}
    assert waiting == expected, "what was merged away moves no more"

    market.world.today = date(2025, 10, 2)
    rows = [i for i in await market.items(causes=[second]) if i["state"] == "DRAFT"]
    moved = await steps.step(market.world.as_("fg1"), documents.SUBMIT, rows)
    moved = await steps.step(market.bb, documents.ORG_REVIEW, moved)
    await steps.step(market.world.as_("fz1"), documents.LEGALITY_REVIEW, moved)
    assert {r["message"] for r in (await scenes.apply(market, rows))["results"]} == {None}
    held = {x["id"]: x["holderId"] for x in await market.lines() if x["listStatus"] == "LISTED"}
    left = {*KEYS} - {absorbed}
    assert held == {market.keys[key]: market.organ(scenes.PRICES) for key in left}


OPEN = "{ powers(first: 100) { nodes { id openItems { holder { name } } } } }"


async def test_a_giver_does_not_see_the_draft_of_the_receiver(market: Market) -> None:
    """G6: the receiver files; what it drafts is its own until it is decided, wherever one looks for it."""
    await first_reform(market)

    async def seen(user: str) -> dict[str, list[str] | None]:
        rows = (await market.world.as_(user).ask(OPEN))["powers"]["nodes"]
        told = {r["id"]: r["openItems"] for r in rows}
        of = {key: told[market.keys[key]] for key in (LATER, "GS240")}
        return {k: None if v is None else [i["holder"]["name"] for i in v] for k, v in of.items()}

    assert await seen("fg1") == {LATER: [], "GS240": None}
    assert await seen("sc1") == {LATER: [MARKET], "GS240": [MARKET]}
    assert await seen("bb1") == {LATER: [MARKET], "GS240": [MARKET]}


UPDATE = f"""
mutation($item: ChosenInput!, $replacements: [ReplacementInput!]!) {{
  updateDraft(item: $item, replacements: $replacements) {{ ... on Item {{ id }} {PROBLEM} }} }}"""


async def test_a_department_writes_no_other_holder_into_its_draft(market: Market) -> None:
    """7(3): who exercises the power was decided by the reform, not by whoever files."""
    await first_reform(market)
    (item, *_) = [i for i in await market.items() if i["route"] == "B"]
    said = {"element": "HOLDER", "text": market.organ(scenes.PRICES)}
    given = {"item": steps.chosen([item])[0], "replacements": [said]}
    with pytest.raises(Refused, match="ValueRefused"):
        await market.world.as_("sc1").do(UPDATE, **given)


async def refused(market: Market, pieces: list[Row], **given: Any) -> str:
    with pytest.raises(Refused) as told:
        await market.record(pieces, **{**SECOND, **given})
    return str(told.value)


async def test_what_a_reform_cannot_say_is_refused_and_never_left_out_in_silence(
    market: Market,
) -> None:
    first = await first_reform(market)
    (back,) = back_to_the_commission(market)
    gone = market.organ("工商行政管理局")
    assert "已不再保留" in await refused(market, [{**back, "sources": [gone]}])
    assert "已不再保留" in await refused(market, [{**back, "target": gone}])
    assert "同一机构" in await refused(market, [{**back, "sources": [back["target"]]}])
    assert "SameDayReform" in await refused(market, [back], effective=WORLD.reform)
    assert "ReformCommitted" in await refused(market, [back], title="机构改革方案")
    others = {"kind": "PARTIAL_TRANSFER", "chosen": [{"powers": [market.keys[STAYS]]}]}
    named = await refused(market, [{**back, **others}])
    assert "PieceRefused" in named
    assert market.keys[STAYS] in named

    source = (await market.record([back], **SECOND))["source"]["id"]
    assert "PieceRefused" in await refused(market, [back], effective="2025-11-01")
    stays = market.keys[STAYS]
    row = {"power": stays, "organ": market.market}
    with pytest.raises(Refused, match="不属于本次改革的移交机构"):
        await scenes.rule(market.bb, scenes.ASSIGN, source, assignments=[row])
    row = {"power": market.keys["GS240"], "organ": gone}
    with pytest.raises(Refused, match="已不再保留"):
        await scenes.rule(market.bb, scenes.ASSIGN, source, assignments=[row])
    with pytest.raises(Refused, match="不在本次改革划转之列"):
        await scenes.rule(market.bb, scenes.HANDOVER, source, powers=[stays], on="2025-12-01")
    assert (await market.see(first))["committed"] is not None


# ---- in the town --------------------------------------------------------------------------------------

LAW = "清溪垃圾管理条例"
DUMPS = tuple(f"在{where}乱倒垃圾的，处{fine}元以下的罚款。" for where, fine in (("河道", "五百"), ("街道", "三百"), ("山坡", "二百")))  # fmt: skip
WASTE = "清溪区环境卫生局"
NAMES = ("对河道乱倒垃圾的处罚", "对街道乱倒垃圾的处罚", "对山坡乱倒垃圾的处罚")
MERGER = {"title": "清溪区机构改革方案", "effective": "2024-06-05"}


@pytest.fixture
async def town(graph: Graph) -> Town:
    """Three departments, each with one power that looks like the others', and a sub-district."""
    town = Town(graph)
    third = {"HW": (WASTE, "WORK_DEPT", "DEPT", ("hw1",))}
    street = {"JD": ("清溪区河畔街道办事处", "SUBDISTRICT", "STREET", ("jd1",))}
    await town.settle({**ORGANS, **third, **street})
    await town.law(LAW, articles("为了加强垃圾管理，制定本条例。", *DUMPS))
    places = zip(NAMES, (WATER, CITY, WASTE), ("第二条", "第三条", "第四条"), strict=True)
    await town.list_(
        *(Entry(name=name, holder=holder, basis=cites(LAW, at)) for name, holder, at in places)
    )
    on(town, "2024-06-01")
    return town


async def merged(town: Town) -> str:
    """水务局 and 城市管理局 become part of 环境卫生局: the source, recorded."""
    sources = [town.organs["SW"], town.organs["CG"]]
    piece = {"kind": "MERGE", "sources": sources, "target": town.organs["HW"]}
    done = await town.as_("bb1").do(scenes.RECORD, pieces=[piece], **MERGER)
    return done["source"]["id"]


async def test_u3_u4_a_reform_hands_nothing_down_to_a_sub_district(town: Town) -> None:
    """《行政处罚法》第二十四条, 《办法》第六条第（四）项: that is a pair on route A, and only the province decides it."""
    bb = town.as_("bb1")
    down = {"sources": [town.organs["HW"]], "target": town.organs["JD"]}
    piece = {**down, "kind": "PARTIAL_TRANSFER", "chosen": [{"powers": [town.powers[NAMES[2]]]}]}
    with pytest.raises(Refused, match="PieceRefused") as told:
        await bb.do(scenes.RECORD, pieces=[piece], **MERGER, level="CITY")
    assert "U4" in str(told.value)
    with pytest.raises(Refused, match="RowNotBuilt") as later:
        await bb.do(scenes.RECORD, pieces=[piece], **MERGER, level="PROVINCE")
    assert later.value.problem["row"] == "U3"

    source = await merged(town)
    given = {"power": town.powers[NAMES[0]], "organ": town.organs["JD"]}
    with pytest.raises(Refused, match="U4"):
        await scenes.rule(bb, scenes.ASSIGN, source, assignments=[given])


async def say(town: Town, source: str, one: int, other: int, **said: Any) -> Row:
    powers = {"power": town.powers[NAMES[one]], "other": town.powers[NAMES[other]]}
    return await scenes.rule(town.as_("bb1"), scenes.RESOLVE, source, **powers, **said)


async def test_what_people_say_of_doubles_can_be_corrected_and_may_not_contradict_itself(
    town: Town,
) -> None:
    """O3, O4."""
    source = await merged(town)
    first, second, third = (town.powers[name] for name in NAMES)
    said = await say(town, source, 0, 1, same=True, survivor=first)
    assert [g["survivorId"] for g in said["plan"]["same"]["nodes"]] == [first]
    said = await say(town, source, 0, 1, same=True, survivor=second)
    assert [(g["survivorId"], g["absorbedIds"]) for g in said["plan"]["same"]["nodes"]] == [
        (second, [first])
    ]
    said = await say(town, source, 0, 1, same=False)
    assert said["plan"]["same"]["nodes"] == []
    await say(town, source, 1, 2, same=False)
    await say(town, source, 0, 2, same=True)
    with pytest.raises(Refused, match="PieceRefused") as told:
        await say(town, source, 0, 1, same=True)
    assert second in str(told.value)
    assert third in str(told.value)
    plan = (await town.as_("bb1").ask(scenes.SEE, source=source))["reorganizationPlan"]["plan"]
    assert [len(g["absorbedIds"]) for g in plan["same"]["nodes"]] == [1], (
        "what was refused left nothing"
    )


# (by which mutation, of which of the three powers, one answer, another)
DIFFERENT_ANSWERS = {
    "who receives": (scenes.ASSIGN, {"organ": "HW"}, {"organ": "CG"}),
    "on which day": (scenes.HANDOVER, {"on": "2024-07-01"}, {"on": "2024-08-01"}),
    "whether they are one": (scenes.RESOLVE, {"same": True}, {"same": False}),
}


def _decision(town: Town, document: str, said: Row) -> Row:
    one, other = town.powers[NAMES[0]], town.powers[NAMES[1]]
    if document is scenes.ASSIGN:
        return {"assignments": [{"power": one, "organ": town.organs[said["organ"]]}]}
    return {"powers": [one], **said} if "on" in said else {"power": one, "other": other, **said}


@pytest.mark.parametrize("question", DIFFERENT_ANSWERS)
async def test_of_two_who_decide_about_a_reform_at_once_exactly_one_wins(
    town: Town, question: str
) -> None:
    """The other hears that somebody decided since he looked; once he has seen it he may decide otherwise."""
    document, one, other = DIFFERENT_ANSWERS[question]
    source = await merged(town)
    version = await scenes.seen(town.as_("bb1"), source)
    given = {"source": source, "version": version}
    told = await asyncio.gather(
        heard(town, "bb1", document, **given, **_decision(town, document, one)),
        heard(town, "bb2", document, **given, **_decision(town, document, other)),
    )
    assert sorted(told) == ["VersionConflict", "ok"]
    again = await scenes.seen(town.as_("bb2"), source)
    assert again > version
    late = {**given, "version": again}
    assert await heard(town, "bb2", document, **late, **_decision(town, document, other)) == "ok"


async def test_what_is_decided_of_one_power_stops_who_has_not_seen_it_from_deciding_of_another(
    town: Town,
) -> None:
    """The plan is one: who receives a power bears on which powers are double."""
    source, bb = await merged(town), town.as_("bb1")
    row = {"power": town.powers[NAMES[0]], "organ": town.organs["HW"]}
    await scenes.rule(bb, scenes.ASSIGN, source, assignments=[row])
    given = {"source": source, "powers": [town.powers[NAMES[1]]], "on": "2024-07-01"}
    with pytest.raises(Refused, match="VersionConflict") as told:
        await bb.do(scenes.HANDOVER, **given, version=0)
    seen = await scenes.seen(bb, source)
    assert (told.value.problem["sent"], told.value.problem["current"]) == (0, seen)


async def test_a_change_of_law_after_the_hand_over_lies_in_the_tray_of_the_receiver(
    town: Town,
) -> None:
    """O16, G6: the list still names a closed department; nobody would find the draft there."""
    source, bb = await merged(town), town.as_("bb1")
    for one, other in ((0, 1), (0, 2), (1, 2)):
        await say(town, source, one, other, same=False)
    on(town, "2024-06-10")
    digest = (await bb.ask(scenes.SEE, source=source))["reorganizationPlan"]["plan"]["digest"]
    await bb.do(scenes.COMMIT, source=source, digest=digest)
    dumps = (DUMPS[0].replace("五百", "九百"), *DUMPS[1:])
    town.instrument = await town.revise(
        LAW, articles("为了加强垃圾管理，制定本条例。", *dumps), "2024-06-08"
    )
    await town.confirm(LAW)
    await town.commit(town.instrument)

    async def drafts() -> list[Row]:
        where = {"causes": [town.instrument]}
        return await scenes.pages(town.as_("hw1"), scenes.REQUESTS, where=where)

    (item,) = await drafts()
    assert item["holderId"] == town.organs["HW"]
    again = await steps.commit(bb, town.instrument)
    assert (again["created"], again["changed"]) == (0, 0)
    await steps.step(town.as_("hw1"), documents.SUBMIT, [item])
    assert [i["state"] for i in await drafts()] == ["ORG_REVIEW"]
    duties = (await town.as_("hw1").ask(documents.OBLIGATIONS))["obligations"]["nodes"]
    assert item["id"] in {d["itemId"] for d in duties}
