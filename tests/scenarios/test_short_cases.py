"""Hard cases that are decided (rules.md 3.11) and X-f, each in its smallest world, from the statute to the draft.

H21 has its 300 powers in ``test_many_departments.py``, H20 its further rows in ``test_whole_statutes.py``.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from graph.db import Graph
from tests.keeping import Keeper
from tests.scenarios import documents, steps
from tests.scenarios.town import CITY, Entry, Row, Town, articles, cites, on

LAW, OTHER = "清溪湿地管理条例", "清溪水域保护法"
GOAL = "为了保护清溪湿地，规范湿地内的经营活动，制定本条例。"
KEEP = "任何单位和个人有权举报破坏湿地的行为。"
FISH = "在湿地电鱼、毒鱼的，由水务主管部门处二千元以上一万元以下的罚款。"
REEDS = "擅自收割湿地芦苇的，由水务主管部门责令停止，处五百元以上三千元以下的罚款。"
FIRES = "在湿地用火、野炊的，由水务主管部门给予警告，处一百元以上五百元以下的罚款。"
FENCE = "损毁湿地围栏、界桩的，由水务主管部门责令恢复原状，处三百元以上一千元以下的罚款。"
BOATS = "未经批准驾驶机动船进入湿地核心区的，由水务主管部门处一千元以上五千元以下的罚款。"

EEL, REED, FIRE = "对电鱼毒鱼的处罚", "对擅自收割芦苇的处罚", "对湿地用火的处罚"


async def settled(graph: Graph) -> Town:
    """People only; every test brings its own law and list."""
    town = Town(graph)
    await town.settle()
    return town


@pytest.fixture
async def town(graph: Graph, keep: Keeper, tmp_path: Path) -> Town:
    return await keep("town", partial(settled, graph), tmp_path)


async def listed(town: Town, text: str, *entries: Entry, **law: Any) -> None:
    """One statute, one list, and a day in June."""
    await town.law(LAW, text, **law)
    await town.list_(*entries)
    on(town, "2024-06-10")


def kinds(items: list[Row]) -> dict[str, tuple[str, list[str], str]]:
    return {i["powers"][0]["name"]: (i["kind"], i["grounds"], i["severity"]) for i in items}


def rules_of(found: Row, power: str) -> set[str]:
    hits = [h for h in found["hits"]["nodes"] if h["power"]["name"] == power]
    return {rule for hit in hits for rule in hit["rules"]}


def task_kinds(found: Row) -> set[str]:
    return {task["kind"] for task in found["tasks"]["nodes"]}


async def test_x_f_the_repeal_of_another_province_hits_nothing(town: Town) -> None:
    """L1: excluded, and told so."""
    entries = [Entry(name=f"{EEL}（{n}）", basis=cites(LAW, "第二条")) for n in range(100)]
    await listed(town, articles(GOAL, FISH), *entries)
    source = await town.repeal(LAW, "2024-06-01", territory="51")
    found = await town.impact(source)
    assert found["hits"]["totalCount"] == 0
    assert found["excluded"]["totalCount"] == 100
    assert await town.commit(source) == []


async def test_h1_partial_repeal_of_one_paragraph(town: Town) -> None:
    """Whoever cites the whole 条 verifies (L23), whoever cites that 款 loses it (L3)."""
    await listed(
        town,
        articles(GOAL, f"{FISH}\n{REEDS}"),
        Entry(name=EEL, basis=cites(LAW, "第二条")),
        Entry(name=REED, basis=cites(LAW, "第二条第二款")),
    )
    (paragraph,) = await town.places(LAW, "2¶2")
    effect = await town.effect(
        "REPEAL_PART", LAW, "2024-06-01", provisions=[paragraph["provisionId"]]
    )
    source = await town.agree(effect)
    assert await town.survivals(source) == {EEL: "V3", REED: "V9"}
    assert rules_of(await town.impact(source), REED) == {"L3"}
    assert {i["powers"][0]["name"] for i in await town.commit(source)} >= {REED}


async def test_h1_whoever_cites_the_whole_article_verifies(town: Town) -> None:
    """L23: never a cancellation, and never nothing."""
    text = articles(GOAL, f"{FISH}\n{REEDS}")
    await listed(town, text, Entry(name=EEL, basis=cites(LAW, "第二条")))
    (paragraph,) = await town.places(LAW, "2¶2")
    effect = await town.effect(
        "REPEAL_PART", LAW, "2024-06-01", provisions=[paragraph["provisionId"]]
    )
    source = await town.agree(effect)
    assert rules_of(await town.impact(source), EEL) == {"L23"}
    assert kinds(await town.commit(source)) == {
        EEL: ("ADJUST", ["7(1)"], "VERIFY"),
    }


async def test_h1_a_paragraph_that_was_rewritten_is_no_partial_repeal(town: Town) -> None:
    """A 款 modified under a cited 条: L9."""
    await listed(
        town, articles(GOAL, f"{FISH}\n{REEDS}"), Entry(name=EEL, basis=cites(LAW, "第二条"))
    )
    text = articles(GOAL, f"{FISH}\n{REEDS.replace('三千元', '五千元')}")
    source = await town.revise(LAW, text, "2024-06-01")
    await town.confirm(LAW)
    assert "L9" in rules_of(await town.impact(source), EEL)
    assert kinds(await town.commit(source)) == {EEL: ("ADJUST", ["7(1)"], "SUBSTANTIVE")}


async def test_h2_a_repeal_in_the_future(town: Town) -> None:
    """T3: the duty is there at once, with the day; the law lives until then."""
    await listed(town, articles(GOAL, FISH), Entry(name=EEL, basis=cites(LAW, "第二条")))
    source = await town.repeal(LAW, "2024-12-01", promulgated="2024-06-05")
    (item,) = await town.commit(source)
    assert (item["kind"], item["effective"]) == ("CANCEL", "2024-12-01")
    bb = town.as_("bb1")
    (duty,) = (await bb.ask(documents.OBLIGATIONS))["obligations"]["nodes"]
    assert (duty["effective"], duty["state"]) == ("2024-12-01", "OPEN")
    status = [
        (await bb.ask(documents.SURVIVING, power=town.powers[EEL], on=day))["survivingBases"]
        for day in ("2024-11-30", "2024-12-01")
    ]
    assert [s["survival"] for s in status] == ["V1", "V9"], "T1: dead on the day, alive before it"
    assert [s["legalStatus"] for s in status] == ["PENDING_DEAD", "DEAD"]
    (approved,) = await steps.carry(town, [item], department="sw1")
    assert approved["state"] == "SCHEDULED"
    assert (await steps.apply(town, [approved]))["results"][0]["problem"] == "NotDue"
    on(town, "2024-12-01")
    assert (await steps.apply(town, [approved]))["results"][0]["applied"]


async def test_h3_replaced_by_a_law_of_which_nobody_said_what_succeeds(town: Town) -> None:
    """L12: never a cancellation on silence."""
    await listed(town, articles(GOAL, FISH, REEDS), Entry(name=EEL, basis=cites(LAW, "第二条")))
    await town.law(OTHER, articles(FENCE, BOATS, KEEP), since="2024-06-01")
    version = town.texts[OTHER][0]["version"]["id"]
    effect = await town.effect("REPEAL_REPLACED", LAW, "2024-06-01", replacedBy=version)
    source = await town.agree(effect)
    found = await town.impact(source)
    assert await town.survivals(source) == {EEL: "V4"}
    assert "L12" in rules_of(found, EEL)
    assert "CONFIRM_CORRESPONDENCE" in task_kinds(found)
    assert await town.commit(source) == []


async def test_h4_the_same_number_with_other_content(town: Town) -> None:
    """What is numbered alike is not what the power rests on: unsure, then dead; never unchanged."""
    await listed(town, articles(GOAL, FISH, REEDS), Entry(name=REED, basis=cites(LAW, "第三条")))
    source = await town.revise(LAW, articles(GOAL, FISH, BOATS), "2024-06-01")
    assert await town.survivals(source) == {REED: "V4"}
    await town.confirm(LAW)
    assert "L3" in rules_of(await town.impact(source), REED)
    assert kinds(await town.commit(source)) == {REED: ("CANCEL", ["6(1)"], "SUBSTANTIVE")}


async def test_h5_another_number_with_the_same_content(town: Town) -> None:
    """L8, without asking anybody."""
    await listed(town, articles(GOAL, FISH, REEDS), Entry(name=REED, basis=cites(LAW, "第三条")))
    source = await town.revise(LAW, articles(GOAL, KEEP, FISH, REEDS), "2024-06-01")
    assert rules_of(await town.impact(source), REED) == {"L8"}
    assert kinds(await town.commit(source)) == {REED: ("ADJUST", ["7(1)"], "MINOR")}


async def test_h6_the_highest_of_several_bases_dies(town: Town) -> None:
    """V2 where the rest may set the power: the dead one goes, and the fall in rank is told."""
    await town.law(OTHER, articles(FISH), rank="LAW")
    both = f"{cites(OTHER, '第一条', tag='法律')}\n{cites(LAW, '第二条')}"
    await listed(town, articles(GOAL, FISH), Entry(name=EEL, basis=both))
    source = await town.repeal(OTHER, "2024-06-01")
    assert await town.survivals(source) == {EEL: "V4"}, (
        "may the rest be but detail of the dead law?"
    )
    await _each_grants_alone(town)
    assert await town.survivals(source) == {EEL: "V2"}
    assert rules_of(await town.impact(source), EEL) == {"L4"}
    assert kinds(await town.commit(source)) == {EEL: ("ADJUST", ["7(1)"], "SUBSTANTIVE")}
    (warnings,) = [i["warnings"] for i in await _warned(town)]
    assert any("层级" in w for w in warnings)


async def _each_grants_alone(town: Town) -> None:
    """编办 confirms that each basis is a group of its own."""
    (power,) = await steps.powers(town.as_("bb1"))
    groups = [
        {"citation": c["id"], "function": "SANCTION", "group": c["id"]}
        for c in power["citations"]
        if c["element"] == "BASIS"
    ]
    await steps.confirm_groups(town.as_("bb1"), power, groups)


async def _warned(town: Town) -> list[Row]:
    document = "{ requests(first: 200) { nodes { warnings } } }"
    return (await town.as_("bb1").ask(document))["requests"]["nodes"]


REVOKE = "电鱼、毒鱼的，由水务主管部门吊销捕捞许可证，并处二千元以上一万元以下的罚款。"


async def test_l16_a_new_law_that_the_list_does_not_cite_carries_the_power(town: Town) -> None:
    """Whoever asks, and whatever else is repealed: the law of the day counts, not only what the list cites."""
    await listed(town, articles(GOAL, FISH), Entry(name=EEL, basis=cites(LAW, "第二条")))
    await town.law(OTHER, articles(FISH), since="2024-06-01", rank="LAW")
    (article,) = await town.places(OTHER, "1")
    enacted = await town.effect("ENACT", OTHER, "2024-06-01", provisions=[article["provisionId"]])
    grant = {
        "powerType": "PENALTY", "level": "COUNTY", "conduct": EEL, "power": town.powers[EEL], "matchConfirmed": True
    }  # fmt: skip
    source = await town.agree(enacted, grant=grant)
    (added,) = (await town.impact(source))["hits"]["nodes"]
    assert (added["power"]["name"], added["survival"], added["rules"]) == (EEL, "V1", ["L16"])
    assert "新增依据" in added["printed"]
    assert [unit["place"] for unit in added["state"]["now"]] == ["1"]
    repealed = await town.repeal(LAW, "2024-07-01")
    assert await town.survivals(repealed) == {EEL: "V2"}
    found = await town.as_("bb1").ask(documents.SURVIVING, power=town.powers[EEL], on="2024-07-01")
    assert found["survivingBases"]["survival"] == "V2"
    assert kinds(await town.commit(repealed)) == {EEL: ("ADJUST", ["7(1)"], "SUBSTANTIVE")}


async def test_h7_a_ministry_rule_alone_cannot_revoke_a_licence(town: Town) -> None:
    """V6 waits for 法制办, and nothing is cancelled before it has spoken."""
    source = await _only_a_ministry_rule_left(town)
    found = await town.impact(source)
    assert await town.survivals(source) == {EEL: "V6"}
    assert "L6" in rules_of(found, EEL)
    assert "LEGAL_OPINION" in task_kinds(found)
    assert await town.commit(source) == []


async def test_h7_the_legal_office_agrees_to_cancel(town: Town) -> None:
    """L6: 6(1), route A."""
    source = await _only_a_ministry_rule_left(town)
    tasks = (await town.impact(source))["tasks"]["nodes"]
    (task,) = [t for t in tasks if t["kind"] == "LEGAL_OPINION"]
    given = {"subject": task["subject"], "power": town.powers[EEL]}
    given |= {"version": task["opinionsVersion"]}
    await town.as_("fz1").do(documents.OPINION, rule="L6", finding="CANCEL", **given)
    assert kinds(await town.commit(source)) == {EEL: ("CANCEL", ["6(1)"], "SUBSTANTIVE")}


async def _only_a_ministry_rule_left(town: Town) -> str:
    await town.law(OTHER, articles(REVOKE), rank="LAW")
    both = f"{cites(OTHER, '第一条', tag='法律')}\n{cites(LAW, '第二条', tag='规章')}"
    await listed(town, articles(GOAL, REVOKE), Entry(name=EEL, basis=both), rank="MINISTRY_RULE")
    source = await town.repeal(OTHER, "2024-06-01")
    await _each_grants_alone(town)
    return source


async def test_h8_a_local_regulation_whose_parent_was_repealed(town: Town) -> None:
    """X1: orphaned, not dead: 清理 is opened, nothing cancelled."""
    await town.law(OTHER, articles(KEEP, FISH), rank="LAW")
    text = articles(f"根据《{OTHER}》，制定本条例。", FISH)
    entry = Entry(name=EEL, basis=cites(LAW, "第二条"))
    await listed(town, text, entry, rank="LOCAL_REGULATION", territory="99")
    await town.as_("fz1").do(documents.LINK_PARENT, child=town.laws[LAW], parent=town.laws[OTHER])
    source = await town.repeal(OTHER, "2024-06-01")
    found = await town.impact(source)
    assert await town.survivals(source) == {EEL: "V5"}
    assert "L5" in rules_of(found, EEL)
    assert "CLEANUP" in task_kinds(found)
    assert await town.commit(source) == []


async def test_h9_one_change_that_touches_a_power_three_times(town: Town) -> None:
    """E10: one item with all grounds; what dies needs no other ground."""
    duty, liability = cites(LAW, "第四条"), cites(LAW, "第五条")
    staff = "水务主管部门工作人员滥用职权、玩忽职守的，依法给予处分。"
    seen = "水务主管部门实施处罚前，应当告知当事人，并在十日内作出决定。"
    await listed(
        town,
        articles(GOAL, FISH, REEDS, seen, staff),
        Entry(name=EEL, basis=cites(LAW, "第二条"), duty_basis=duty, liability=liability),
        Entry(name=REED, basis=cites(LAW, "第三条"), duty_basis=duty, liability=liability),
    )
    text = articles(GOAL, KEEP, FISH, seen, staff)
    source = await town.revise(LAW, text, "2024-06-01")
    await town.confirm(LAW)
    assert kinds(await town.commit(source)) == {
        EEL: ("ADJUST", ["7(1)"], "MINOR"),
        REED: ("CANCEL", ["6(1)"], "SUBSTANTIVE"),
    }


async def test_h18_one_effect_recorded_by_two_people(town: Town) -> None:
    """C1: one effect, one source, one item."""
    await listed(town, articles(GOAL, FISH), Entry(name=EEL, basis=cites(LAW, "第二条")))
    first = await town.effect("REPEAL_WHOLE", LAW, "2024-06-01")
    given = {"promulgated": "2024-06-01", "effective": "2024-06-01"}
    second = await town.as_("bb1").do(
        documents.RECORD_EFFECT, type="REPEAL_WHOLE", instrument=town.laws[LAW], **given
    )
    sources = (await town.as_("fz1").ask("{ sources { nodes { id } } }"))["sources"]["nodes"]
    assert (first["id"], first["sourceId"]) == (second["id"], second["sourceId"])
    assert [s["id"] for s in sources] == [first["sourceId"]]
    assert len(await town.commit(await town.agree(first))) == 1


async def test_h20_a_basis_that_is_the_whole_instrument(town: Town) -> None:
    """Any change: verify; the whole repealed: dead."""
    entry = Entry(name=EEL, basis=cites(LAW, "全文适用。"))
    await listed(town, articles(GOAL, FISH, REEDS), entry)
    changed = articles(GOAL, FISH, REEDS.replace("三千元", "五千元"))
    source = await town.revise(LAW, changed, "2024-06-01")
    await town.confirm(LAW)
    assert rules_of(await town.impact(source), EEL) == {"L23"}
    repealed = await town.repeal(LAW, "2024-07-01")
    assert await town.survivals(repealed) == {EEL: "V9"}
    assert rules_of(await town.impact(repealed), EEL) == {"L3"}


async def test_h20_an_article_that_came_into_a_cited_range(town: Town) -> None:
    """Nothing of what is cited changed, and yet the range says more than it did: verify."""
    entry = Entry(name=EEL, basis=cites(LAW, "第二条至第三条"))
    await listed(town, articles(GOAL, FISH, REEDS, KEEP), entry)
    source = await town.revise(LAW, articles(GOAL, FISH, BOATS, REEDS, KEEP), "2024-06-01")
    await town.confirm(LAW)
    assert rules_of(await town.impact(source), EEL) == {"L23"}


async def test_h22_two_powers_of_one_name(town: Town) -> None:
    """Identity is never the name."""
    await listed(
        town,
        articles(GOAL, FISH, REEDS),
        Entry(name=EEL, basis=cites(LAW, "第二条")),
        Entry(name=EEL, basis=cites(LAW, "第三条"), type="行政检查", holder=CITY),
    )
    both = await steps.powers(town.as_("bb1"))
    source = await town.revise(
        LAW, articles(GOAL, FISH.replace("一万元", "二万元"), REEDS), "2024-06-01"
    )
    await town.confirm(LAW)
    (item,) = await town.commit(source)
    (hit,) = [p["id"] for p in both if p["type"] == "PENALTY"]
    assert len({p["id"] for p in both}) == len({p["code"] for p in both}) == 2
    assert item["powerIds"] == [hit]


async def test_h23_only_the_amount_of_a_fine_changed(town: Town) -> None:
    """L9: substantive."""
    await listed(town, articles(GOAL, FISH), Entry(name=EEL, basis=cites(LAW, "第二条")))
    changed = articles(GOAL, FISH.replace("二千元以上一万元", "三千元以上二万元"))
    source = await town.revise(LAW, changed, "2024-06-01")
    assert await town.survivals(source) == {EEL: "V4"}, "nobody said yet that it still supports"
    await town.confirm(LAW)
    assert await town.survivals(source) == {EEL: "V3"}
    assert rules_of(await town.impact(source), EEL) == {"L9"}
    assert kinds(await town.commit(source)) == {EEL: ("ADJUST", ["7(1)"], "SUBSTANTIVE")}


BAN = "禁止在湿地保护区内燃放烟花爆竹、焚烧秸秆。"
AGAINST = "违反本条例第{}条规定的，由水务主管部门给予警告，处一百元以上五百元以下的罚款。"


async def test_h24_the_duty_that_a_penalty_names_was_renumbered(town: Town) -> None:
    """The AND-member follows its correspondence; its penalty says the new number."""
    await _duty_and_penalty(town)
    text = articles(GOAL, KEEP, BAN, AGAINST.format("三"))
    source = await town.revise(LAW, text, "2024-06-01")
    assert (await town.survivals(source))[FIRE] in ("V3", "V4")
    await town.confirm(LAW)
    assert await town.survivals(source) == {FIRE: "V3"}
    (item,) = await town.commit(source)
    assert (item["kind"], item["grounds"]) == ("ADJUST", ["7(1)"])


async def test_h24_the_duty_is_gone_and_the_penalty_stays(town: Town) -> None:
    """Unconfirmed V4; confirmed as deleted V7: 法制办 is asked, nothing is cancelled."""
    await _duty_and_penalty(town)
    text = articles(GOAL, KEEP, AGAINST.format("二"))
    source = await town.revise(LAW, text, "2024-06-01")
    assert await town.survivals(source) == {FIRE: "V4"}
    await _deleted(town, "2")
    found = await town.impact(source)
    assert await town.survivals(source) == {FIRE: "V7"}
    assert "L7" in rules_of(found, FIRE)
    assert "LEGAL_OPINION" in task_kinds(found)
    assert await town.commit(source) == []


async def _duty_and_penalty(town: Town) -> None:
    entry = Entry(name=FIRE, basis=cites(LAW, "第二条", "第三条"))
    await listed(town, articles(GOAL, BAN, AGAINST.format("二")), entry)


async def _deleted(town: Town, place: str) -> None:
    """A person says that this article has no successor, and agrees to the rest."""
    fz, version = town.as_("fz1"), town.texts[LAW][-1]["version"]["id"]
    (row,) = [p for p in await steps.proposals(fz, version) if p["old"]["place"] == place]
    answer = {"id": row["id"], "expectedVersion": row["version"], "kind": "DELETED", "new": []}
    await fz.do(documents.CONFIRM, answers=[answer])
    if await steps.proposals(fz, version):
        await town.confirm(LAW)
