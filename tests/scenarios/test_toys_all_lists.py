"""Toy 1 on all 14 published workbooks: each statute that they cite is repealed, one after another.

With ``--all-lists`` all of them; else the smaller ones, of other layouts than those of ``test_toys_silence.py``.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

from graph.db import Graph
from tests.scenarios import published
from tests.scenarios.test_toys_silence import FOUNDS, basis, check, listed, verdicts
from tests.scenarios.town import Row, Town, on

SOME = ("人力资源", "统计局", "医疗保障局", "财政局", "商务局", "档案局", "委宣传部")
"""Sub-items, an .xlsx from a PDF, helper columns, columns printed twice, a file that is there twice, a single row."""
DAY = "2025-06-01"

pytestmark = pytest.mark.skipif(
    not published.LISTS.is_dir(), reason="left out: the published workbooks of ../shared/data"
)


@pytest.mark.timeout(1800)
async def test_each_statute_is_repealed_under_published_lists(
    graph: Graph, request: pytest.FixtureRequest
) -> None:
    """No power is called dead or alive by assumption; the run tells how many are unsure, and why."""
    every = request.config.getoption("--all-lists")
    town = Town(graph)
    paths = published.workbooks() if every else published.workbooks(SOME)
    laws = await published.settle(town, paths, None if every else 6)
    on(town, "2025-06-10")
    powers = await listed(town)
    chosen = [row["title"] for row in laws if _citing(powers, town.laws[row["title"]])]
    counted, why = Counter[str](), Counter[str]()
    for title in chosen:
        source = await town.repeal(title, DAY)
        run = await published.found(town, source)
        survivals = check(run, powers, town.laws[title])
        _no_dead_power_has_another_basis(run, powers, town.laws[title])
        asked = _asked(run)
        print(f"《{title}》：{dict(survivals)}；V4 因 {dict(asked)}")
        counted, why = counted + survivals, why + asked
        await town.reject(source)
    print(f"{len(powers)} 项职权，{len(chosen)} 部法规：{dict(counted)}；V4 因 {dict(why)}")
    assert len(powers) >= (1300 if every else 150)
    assert counted["V4"] > 0
    assert counted["V9"] > 0


def _citing(powers: dict[str, Row], instrument: str) -> list[str]:
    return [
        id_
        for id_, power in powers.items()
        if any(c["instrumentId"] == instrument for c in basis(power))
    ]


def _no_dead_power_has_another_basis(run: Row, powers: dict[str, Row], gone: str) -> None:
    """V9 by every reading: what else is linked does not even say what would found such a power."""
    for id_ in (id_ for id_, survival in verdicts(run).items() if survival == "V9"):
        words = FOUNDS[powers[id_]["type"]]
        others = [c for c in basis(powers[id_]) if c["instrumentId"] != gone]
        said = [u["text"] for c in others for u in c["provisions"] if re.search(words, u["text"])]
        assert said == [], f"{powers[id_]['name']}: dead beside another basis"


def _asked(run: Row) -> Counter[str]:
    """Kind of question → how many unsure powers wait for one."""
    unsure = {id_ for id_, survival in verdicts(run).items() if survival == "V4"}
    waiting = {
        (task["kind"], id_) for task in run["tasks"] for id_ in task["powerIds"] if id_ in unsure
    }
    return Counter(kind for kind, _ in waiting)
