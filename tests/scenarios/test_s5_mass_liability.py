"""S5, its law part: a law behind every 追责依据 is replaced on the day of its promulgation; a year later the next wave.

Twelve departments of two penalties and one permit each: every power cites the old law, half of the penalties the staff law too.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from graph.db import Graph, Tx
from sample.statutes import statutes
from tests.keeping import Keeper
from tests.scenarios import documents, steps
from tests.scenarios.town import ORGANS, Entry, Row, Town, articles, cites, of, on

OLD, NEW = "中华人民共和国行政问责法", "中华人民共和国监察问责法"
STAFF = "中华人民共和国公务人员法"
GROUND = "清溪水面经营条例"
DAY, SECOND_DAY = "2024-03-15", "2025-06-01"

DEPARTMENTS = tuple(f"清溪区第{n}局" for n in "甲乙丙丁戊己庚辛壬癸子丑")
USERS = {department: f"d{n}" for n, department in enumerate(DEPARTMENTS, 1)}
BASIS = articles(
    "在水面从事餐饮经营的，应当经主管部门批准，取得许可证。",
    "在水面倾倒废弃物的，由主管部门处五百元以上二千元以下的罚款。",
)


def text(stem: str) -> str:
    return statutes()[stem].path.read_text("utf-8")


def entries(department: str) -> list[Entry]:
    """The first penalty cites the old law only, the second the staff law too."""
    permit = Entry(
        name=f"水面餐饮经营许可（{department}）",
        type="行政许可",
        basis=cites(GROUND, "第一条"),
        holder=department,
        liability=cites(OLD, "第六条", tag="法律"),
    )
    return [permit, *(_penalty(department, n) for n in range(2))]


def _penalty(department: str, number: int) -> Entry:
    both = [
        cites(OLD, "第七条", tag="法律"),
        *([cites(STAFF, "第六条", tag="法律")] * bool(number)),
    ]
    return Entry(
        name=f"对水面倾倒废弃物的处罚（{department}{number}）",
        basis=cites(GROUND, "第二条"),
        holder=department,
        liability="\n".join(both),
    )


async def recorded(graph: Graph) -> Town:
    """The lists of 2024-01-01 and, recorded on the day of its promulgation, the law that replaces the old one."""
    town = Town(graph)
    organs = {code: row for code, row in ORGANS.items() if code not in ("SW", "CG")}
    await town.settle(
        organs | {u.upper(): (d, "WORK_DEPT", "DEPT", (u,)) for d, u in USERS.items()}
    )
    await town.law(GROUND, BASIS)
    await town.law(OLD, text(f"{OLD}(2012-06-28)"), rank="LAW", since="2013-01-01")
    await town.law(STAFF, text(f"{STAFF}(2016-09-03)"), rank="LAW", since="2016-09-03")
    await town.list_(*(entry for d in DEPARTMENTS for entry in entries(d)))
    on(town, DAY)
    await town.law(NEW, text(f"{NEW}(2024-03-15)"), rank="LAW", since=DAY)
    return town


@pytest.fixture
async def town(graph: Graph, keep: Keeper, tmp_path: Path) -> Town:
    return await keep("liability", partial(recorded, graph), tmp_path)


async def replaced(town: Town) -> str:
    """The repeal by the new law, recorded and confirmed: the source."""
    version = town.texts[NEW][0]["version"]["id"]
    return await town.agree(await town.effect("REPEAL_REPLACED", OLD, DAY, replacedBy=version))


async def answered(town: Town, *gone: str) -> None:
    """法制办 agrees to the pairs; articles named are said to have no successor."""
    fz, version = town.as_("fz1"), town.texts[NEW][0]["version"]["id"]
    rows = [p for p in await steps.proposals(fz, version) if p["old"]["place"] in gone]
    answers = [
        {"id": r["id"], "expectedVersion": r["version"], "kind": "DELETED", "new": []} for r in rows
    ]
    if answers:
        await fz.do(documents.CONFIRM, answers=answers)
    await steps.confirm_all(fz, version)


async def statuses(town: Town) -> Counter[tuple[str, str]]:
    """法律状态 of every power today, a dozen in one question."""
    ids, rows = list(town.powers.values()), list[Row]()
    for first in range(0, len(ids), 12):
        asked = "\n".join(
            f'p{n}: survivingBases(power: "{id_}") {{ ... on Judgement {{ survival legalStatus }} }}'
            for n, id_ in enumerate(ids[first : first + 12])
        )
        rows += (await town.as_("bb1").ask(f"{{ {asked} }}")).values()
    return Counter((row["survival"], row["legalStatus"]) for row in rows)


EXPOSED = """
{ exposureWindows(first: 200) { totalCount nodes { since until days item { route } } } }"""

ELEMENTS = "MATCH (e:Element) RETURN collect(e.hash) AS hashes"


async def elements(tx: Tx) -> set[str]:
    """Every content of an element that there is, whoever shares it."""
    return set((await (await tx.run(ELEMENTS)).single(strict=True))["hashes"])


async def carried(town: Town, items: list[Row]) -> list[Row]:
    """Every department submits its own; 编办 and 法制办 take all of them at once."""
    by_department = [
        [i for i in items if department in i["powers"][0]["name"]] for department in DEPARTMENTS
    ]
    sent: list[Row] = []
    for department, own in zip(DEPARTMENTS, by_department, strict=True):
        sent += await steps.step(town.as_(USERS[department]), documents.SUBMIT, own)
    sent = await steps.step(town.as_("bb1"), documents.ORG_REVIEW, sent)
    return await steps.step(town.as_("fz1"), documents.LEGALITY_REVIEW, sent)


async def test_s5_one_envelope_a_department_and_no_change_of_any_legal_status(town: Town) -> None:
    """E0 until the successor is confirmed, then E1 with 7(6); permits are completed along C-lite."""
    before = await statuses(town)
    source = await replaced(town)
    waiting = await town.impact(source)
    assert {h["outcome"] for h in waiting["hits"]["nodes"]} == {"HOLD"}
    assert {r for h in waiting["hits"]["nodes"] for r in h["rules"]} == {"E0"}
    assert await town.commit(source) == []

    await answered(town)
    items = await town.commit(source)
    adjusts = [i for i in items if i["route"] == "B"]
    permits = [i for i in items if i["route"] == "C_LITE"]
    assert (len(adjusts), len(permits), len(items)) == (24, 12, 36)
    assert {(i["kind"], *i["grounds"]) for i in adjusts} == {("ADJUST", "7(6)")}
    assert {tuple(i["grounds"]) for i in permits} == {()}
    envelopes = Counter(i["envelopeId"] for i in adjusts)
    assert (len(envelopes), set(envelopes.values())) == (12, {2}), "one for each department"
    assert all("E1" in i["rules"] and "E11" in i["rules"] for i in adjusts)
    assert {i["effective"] for i in items} == {DAY}, "T4"
    assert await statuses(town) == before == Counter({("V1", "ALIVE"): 36})

    again = await steps.commit(town.as_("fz1"), source)
    assert (again["created"], again["changed"], again["tasksOpened"]) == (0, 0, 0)

    exposed = (await town.as_("bb1").ask(EXPOSED))["exposureWindows"]["nodes"]
    assert {(row["since"], row["days"]) for row in exposed} == {(DAY, 0)}, "T4: from the day itself"

    before_applying = await town.graph.read(elements)
    done = await steps.apply(town, await carried(town, adjusts))
    assert {(r["applied"], r["message"]) for r in done["results"]} == {(True, None)}
    edited = await town.graph.read(elements) - before_applying
    assert len(edited) == 2, "24 powers share two clauses: each is edited once"


async def test_s5_where_it_is_confirmed_that_nothing_succeeds(town: Town) -> None:
    """E3 where the old law was the only one: it waits for a replacement; E2 where another remains."""
    source = await replaced(town)
    await answered(town, "7")
    items = await town.commit(source)
    department = DEPARTMENTS[0]
    alone = of(items, f"对水面倾倒废弃物的处罚（{department}0）")
    beside = of(items, f"对水面倾倒废弃物的处罚（{department}1）")
    assert ("E3" in alone["rules"], "E2" in beside["rules"]) == (True, True)
    assert (alone["grounds"], beside["grounds"]) == (["7(6)"], ["7(6)"])
    carried = await steps.carry(town, [alone], department=USERS[department])
    carried += await steps.carry(town, [beside], department=USERS[department])
    done = await steps.apply(town, carried)
    told = {r["id"]: r["problem"] for r in done["results"]}
    assert told == {alone["id"]: "ElementMissing", beside["id"]: None}
    assert set(await statuses(town)) == {("V1", "ALIVE")}, "the powers go on"


async def test_s5_the_second_wave_waits_behind_the_first(town: Town) -> None:
    """C5: the staff law is revised while the first wave is open; nothing is there twice."""
    first = await replaced(town)
    await answered(town)
    await town.commit(first)
    on(town, "2024-12-26")
    second = await town.revise(STAFF, text(f"{STAFF}(2024-12-25)"), "2024-12-25", SECOND_DAY)
    await town.confirm(STAFF)
    items = await town.commit(second)

    later = [i for i in items if i["effective"] == SECOND_DAY]
    assert Counter(i["route"] for i in items) == Counter({"B": 36, "C_LITE": 12})
    assert Counter(i["state"] for i in later) == Counter({"ON_HOLD": 12})
    per_power = Counter((i["powerIds"][0], i["effective"]) for i in items)
    assert set(per_power.values()) == {1}
    for source in (first, second):
        again = await steps.commit(town.as_("fz1"), source)
        assert (again["created"], again["changed"]) == (0, 0)

    department = DEPARTMENTS[0]
    name = f"对水面倾倒废弃物的处罚（{department}1）"
    mine = [i for i in items if i["powers"] == [{"name": name}] and i["effective"] == DAY]
    carried = await steps.carry(town, mine, department=USERS[department])
    assert (await steps.apply(town, carried))["results"][0]["applied"]
    now = {i["id"]: i for i in await steps.requests(town.as_("bb1"))}
    (held,) = [i for i in later if i["powers"] == [{"name": name}]]
    assert now[held["id"]]["state"] == "DRAFT", "what waited goes on"
