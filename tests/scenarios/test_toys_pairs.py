"""Second way to make a toy of it: pairs of articles put in by the fixture, or matched at article level only.

S1 on the real 道路运输条例. The workbook here cites numbers only; every pair is what the aligner itself proposed. Of what a
person adds there is one thing, as in the scenario: that 第六十三条 now sets amounts by conduct.
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from graph.db import Graph
from tests.scenarios import steps
from tests.scenarios.test_s1_number_reuse import EXPECTED, PLACES, places
from tests.scenarios.town import ORGANS, Entry, Town, cites, on

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("QUANZE_SHARED", ROOT.parent / "shared"))
TEXTS = SHARED / "data" / "laws" / "行政法规"

pytestmark = pytest.mark.skipif(
    not TEXTS.is_dir(), reason="left out: S1 on the real 道路运输条例 of ../shared/data/laws"
)

LAW, TRANSPORT = "中华人民共和国道路运输条例", "清溪区交通运输局"
OLD, NEW = "2022-03-29", "2023-07-20"
TRANSPORT_ORGANS = {**ORGANS, "SW": (TRANSPORT, "WORK_DEPT", "DEPT", ("jt1",))}

# fmt: off
CITED = {
    "p1": "第六十三条",       "p2": "第六十四条",  "p3": "第六十五条第一款",  "p4": "第六十五条第三款",
    "p5": "第六十六条",       "p6": "第六十七条",  "p7": "第六十八条",
    "p8": "第六十九条第（一）项、第（三）项、第（四）项",   "p9": "第六十九条第（二）项、第（五）项",
    "p10": "第七十条",       "p11": "第七十一条", "p12": "第七十二条",      "p13": "第七十三条",
    "p14": "第七十四条",     "permit1": "第十条", "permit2": "第二十四条",
}
# fmt: on


def entry(key: str) -> Entry:
    kind = "行政许可" if key.startswith("permit") else "行政处罚"
    return Entry(
        name=key,
        type=kind,
        basis=cites(LAW, CITED[key]),
        holder=TRANSPORT,
        liability=cites(LAW, "第七十七条"),
    )


def text(day: str) -> str:
    return (TEXTS / f"道路运输条例({day}).md").read_text("utf-8")


@pytest.fixture
async def town(graph: Graph) -> Town:
    """The department's list of 2023, and the revision recorded a week after its promulgation."""
    town = Town(graph, today=date(2023, 1, 2), list_day="2023-01-01")
    await town.settle(TRANSPORT_ORGANS)
    await town.law(LAW, text(OLD), since=OLD)
    await town.list_(*(entry(key) for key in CITED))
    on(town, "2023-07-27")
    town.instrument = await town.revise(LAW, text(NEW), NEW)
    return town


async def test_s1_on_the_real_texts(town: Town) -> None:
    """Totals and every row of S1, with 款 and 项 where the power cites them."""
    before = await town.impact(town.instrument)
    assert {h["survival"] for h in before["hits"]["nodes"]} <= {"V1", "V3", "V4"}, "silence kills"
    await town.confirm(LAW, p63=["AMOUNTS_BY_CONDUCT"])
    items = await town.commit(town.instrument)

    assert {i["powers"][0]["name"]: (i["grounds"], i["severity"], i["route"]) for i in items} == (
        EXPECTED
    )
    assert Counter(i["route"] for i in items) == {"A": 1, "B": 13, "C_LITE": 2}
    assert len({i["envelopeId"] for i in items}) == 3
    suggested = {i["powers"][0]["name"] for i in items if "7(4) 分设" in i["suggestions"]}
    assert "p1" in suggested
    assert suggested <= {"p1", "p4", "p11"}

    assert await _stands_on(town) == PLACES


async def _stands_on(town: Town) -> dict[str, list[str]]:
    """What the 设立依据 of each penalty that lives cites once all is applied."""
    items = await steps.requests(town.as_("bb1"))
    for route in "AB":
        await steps.carry(town, [i for i in items if i["route"] == route], department="jt1")
    done = await steps.apply(town, [i for i in items if i["route"] in "AB"])
    assert {(r["applied"], r["message"]) for r in done["results"]} == {(True, None)}
    powers = await steps.powers(town.as_("bb1"))
    assert {p["name"] for p in powers if p["listStatus"] == "CANCELLED"} == {"p7"}
    living = [p for p in powers if p["type"] == "PENALTY" and p["name"] != "p7"]
    assert all(places(p, "LIABILITY_BASIS") == ["76"] for p in living)
    return {p["name"]: places(p, "BASIS") for p in living}


async def test_p11_at_the_level_of_paragraphs(town: Town) -> None:
    """71¶1 became 70¶1 and 70¶2, 71¶2 became 70¶3: as proposed, not put in."""
    version = town.texts[LAW][-1]["version"]["id"]
    rows = await steps.correspondences(town.as_("fz1"), version)
    pairs = {r["old"]["place"]: {n["place"] for n in r["new"]} for r in rows}
    assert pairs["71¶1"] == {"70¶1", "70¶2"}
    assert pairs["65¶3"] == {"65¶3", "65¶4", "65¶5"}
    assert [pairs[f"69¶1({n})"] for n in range(1, 6)] == [
        {"68¶1(1)"}, {"68¶2"}, {"68¶1(2)"}, {"68¶1(3)"}, {"68¶2"},
    ]  # fmt: skip
    assert pairs["68"] == set()
    for old, new in (("71¶2", "70¶3"), ("77", "76"), ("70", "69"), ("66", "66")):
        assert pairs.get(old) == {new} or await _lives_on(town, old, new), old


async def _lives_on(town: Town, old: str, new: str) -> bool:
    """Identical text is the same provision, whatever its number: nobody has to confirm a pair."""
    (before,) = await town.places(LAW, old, text=0)
    (after,) = await town.places(LAW, new)
    return before["provisionId"] == after["provisionId"]
