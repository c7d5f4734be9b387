"""S9, its 市场监管 part: three departments become one, and a fourth hands over a month later, through GraphQL only."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from graph.db import Graph
from sample.api import Refused
from sample.merger import merger_world
from tests.scenarios import market as scenes
from tests.scenarios.market import Market

WORLD = merger_world()
DOUBLE = {key for group in WORLD.doubles for key in group}
SIMILAR = {key for pair in WORLD.similar for key in pair}
LATER = sorted(WORLD.later)[:3]
PERMITS = [r.key for rows in WORLD.rows.values() for r in rows if r.type == "行政许可"][:2]
STAYING = [r.key for r in WORLD.rows[scenes.PRICES] if r.key not in WORLD.later][:2]
SMALL = {*DOUBLE, *SIMILAR, *LATER, *PERMITS, *STAYING}
MARKET = "青棠区市场监督管理局"


@pytest.fixture
async def market(graph: Graph, tmp_path: Path) -> Market:
    """The same shape with few powers: every double, every similar pair, some permits, some that stay."""
    return await scenes.before_the_reform(graph, tmp_path, SMALL)


async def test_three_departments_become_one_from_the_document_to_the_list(market: Market) -> None:
    """《办法》第七条第（三）项、第（四）项, 第九条; O2, O3, O4, O8, O9, O11, O18, O21."""
    recorded = await market.record()
    source, plan = recorded["source"]["id"], recorded["plan"]
    moving = SMALL - set(STAYING)
    assert (plan["moved"], plan["absorbed"]) == (len(moving), 11)
    assert plan["survivors"] == len(moving) - 11
    assert sorted(len(g["absorbedIds"]) for g in plan["same"]) == [1] * 9 + [2]
    assert {frozenset(c["powerIds"]) for c in plan["candidates"]} == {
        frozenset(market.keys[key] for key in pair) for pair in WORLD.similar
    }
    assert not plan["committable"]

    with pytest.raises(Refused, match="DuplicatesOpen"):
        await market.commit(source)
    await market.tell_apart(source)
    before = await market.lines()
    done = await market.commit(source)

    assert (done["moved"], done["created"]) == (len(moving), len(moving) - 11)
    assert await market.lines() == before, "a commit changes no line of the list"
    items = await market.items()
    assert {(i["route"], i["kind"]) for i in items} == {
        ("B", "ADJUST"),
        ("C_LITE", "COMPLETE_ELEMENTS"),
    }
    permits = {market.keys[key] for key in PERMITS}
    assert {i["powerIds"][0] for i in items if i["route"] == "C_LITE"} == permits
    assert Counter(tuple(i["grounds"]) for i in items if i["route"] == "B") == {
        ("7(3)",): len(moving) - 21 - len(PERMITS),
        ("7(3)", "7(4)"): 10,
    }
    assert len({i["envelopeId"] for i in items}) == 2, "one department, two routes"

    again = await market.commit(source)
    assert (again["created"], again["changed"]) == (0, 0), "committing again adds nothing"
    assert again["digest"] == done["digest"]

    await _the_list_follows(market, [i for i in items if i["route"] == "B"])


async def _the_list_follows(market: Market, items: list[scenes.Row]) -> None:
    between = await market.holders_on([*LATER, "GS009"], "LAW", "2025-08-15")
    assert between == {
        **{key: ["青棠区发展和改革局"] for key in LATER},
        "GS009": [MARKET],
    }
    after = await market.holders_on(LATER, "LAW", "2025-09-01")
    assert after == {key: [MARKET] for key in LATER}

    approved = await scenes.carry(market, items)
    assert {i["state"] for i in approved} == {"SCHEDULED"}
    market.world.today = date(2025, 9, 2)
    done = await scenes.apply(market, items)
    assert {(r["applied"], r["message"]) for r in done["results"]} == {(True, None)}

    lines = {line["id"]: line for line in await market.lines()}
    status = Counter(line["listStatus"] for line in lines.values())
    assert status == {"LISTED": len(SMALL) - 11, "MERGED": 11}
    listed = [x for x in lines.values() if x["listStatus"] == "LISTED"]
    assert Counter(x["holderId"] == market.market for x in listed) == {
        True: len(SMALL) - 11 - len(STAYING) - len(PERMITS),
        False: len(STAYING) + len(PERMITS),
    }, "a permit's holder follows by C-lite"
    assert await market.holders_on(["GS009"], "LIST", "2025-09-02") == {"GS009": [MARKET]}
    assert len(done["results"]) == len(items)
