"""H21: one provision supports 300 powers in 20 departments: one run, an envelope for each, and each item says what became of it.

A commit is one transaction: what is left of one that was killed in the middle is nothing (``test_two_at_once.py``).
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from graph.db import Graph
from tests.keeping import Keeper
from tests.scenarios import documents, steps
from tests.scenarios.market import pages
from tests.scenarios.town import ORGANS, Entry, Row, Town, articles, cites, on

DEPARTMENTS, EACH = 20, 15
ALL = DEPARTMENTS * EACH
LAW = "清溪市容管理条例"
GOAL = "为了加强市容管理，制定本条例。"
FINE = "违反市容管理规定的，由主管部门责令改正，处二百元以上一千元以下的罚款。"
PEOPLE = {code: row for code, row in ORGANS.items() if code not in ("SW", "CG")}
HOLDERS = {
    f"D{n}": (f"清溪区第{n}分局", "WORK_DEPT", "DEPT", (f"d{n}",))
    for n in range(1, DEPARTMENTS + 1)
}

COMMITTED = f"""
mutation($source: ID!, $digest: String!, $id: String!, $after: String) {{
  commitImpact(source: $source, expectedDigest: $digest, clientMutationId: $id) {{
    ... on ImpactCommitted {{ runId created changed kept
      items(first: 200, after: $after) {{ totalCount pageInfo {{ hasNextPage endCursor }}
        nodes {{ result item {{ id envelopeId state }} }} }} }} {documents.PROBLEM} }}
}}"""
ITEMS = """
query($where: ItemWhere, $after: String) {
  requests(where: $where, first: 200, after: $after) { totalCount pageInfo { hasNextPage endCursor }
    nodes { id version state holderId envelopeId contentHash powerIds grounds route } }
}"""
HITS = """
query($source: ID!) { impact(source: $source) { ... on Impact {
  complete digest hits(first: 1) { totalCount } facets { byHolder { key count } } } } }"""


async def revised(graph: Graph) -> Town:
    """A revision that only moves the article to another number."""
    town = Town(graph)
    await town.settle(PEOPLE | HOLDERS)
    await town.law(LAW, articles(GOAL, FINE))
    await town.list_(
        *(
            Entry(
                name=f"对违反市容管理规定的处罚（{code}之{n}）",
                basis=cites(LAW, "第二条"),
                holder=name,
            )
            for code, (name, *_) in HOLDERS.items()
            for n in range(EACH)
        )
    )
    on(town, "2024-06-10")
    town.instrument = await town.revise(
        LAW, articles(GOAL, "本条例所称市容，是指城市容貌。", FINE), "2024-06-01"
    )
    return town


@pytest.fixture
async def town(graph: Graph, keep: Keeper, tmp_path: Path) -> Town:
    return await keep("many-departments", partial(revised, graph), tmp_path)


async def committed(town: Town, id_: str) -> tuple[Row, list[Row]]:
    """The run, and what became of each item, page by page: one act, asked again by its own id."""
    fz, source = town.as_("fz1"), town.instrument
    digest = (await fz.ask(HITS, source=source))["impact"]["digest"]
    given = {"source": source, "digest": digest, "id": id_}
    run = await fz.do(COMMITTED, **given)
    page, rows = run["items"], list(run["items"]["nodes"])
    while page["pageInfo"]["hasNextPage"]:
        further = await fz.do(COMMITTED, **given, after=page["pageInfo"]["endCursor"])
        assert further["runId"] == run["runId"], "the run is one"
        page = further["items"]
        rows += page["nodes"]
    return run, rows


async def test_h21_one_provision_under_300_powers_of_20_departments(town: Town) -> None:
    found = (await town.as_("fz1").ask(HITS, source=town.instrument))["impact"]
    assert (found["complete"], found["hits"]["totalCount"]) == (True, ALL)
    assert {f["count"] for f in found["facets"]["byHolder"]} == {EACH}

    run, rows = await committed(town, "first")
    assert (run["created"], run["items"]["totalCount"], len(rows)) == (ALL, ALL, ALL)
    assert len({row["item"]["id"] for row in rows}) == ALL, "each item says what became of it, once"
    assert {row["result"] for row in rows} == {"CREATE"}
    envelopes = Counter(row["item"]["envelopeId"] for row in rows)
    assert (len(envelopes), set(envelopes.values())) == (DEPARTMENTS, {EACH})
    for user in ("d1", "d20"):
        own = await pages(town.as_(user), ITEMS)
        assert (len(own), len({i["envelopeId"] for i in own})) == (EACH, 1), "only its own"

    before = await pages(town.as_("bb1"), ITEMS)
    again, rows = await committed(town, "again")
    assert (again["created"], again["changed"], again["kept"]) == (0, 0, ALL)
    assert {row["result"] for row in rows} == {"RETURN_EXISTING"}
    assert await pages(town.as_("bb1"), ITEMS) == before


async def test_h21_what_failed_is_named_and_taken_up_again(town: Town) -> None:
    """Of one envelope one item is applied with a hash that nobody agreed to: it alone is left, and goes on later."""
    await committed(town, "first")
    items = await pages(town.as_("d7"), ITEMS)
    approved = await steps.carry(town, items, department="d7")
    assert {i["state"] for i in approved} == {"APPROVED"}
    now = await pages(town.as_("bb1"), ITEMS, where={"states": ["APPROVED"]})
    given = [
        {"id": i["id"], "expectedVersion": i["version"], "expectedHash": i["contentHash"]}
        for i in now
    ]
    wrong = {**given[3], "expectedHash": "0" * 64}
    done = (await town.as_("bb1").do(documents.APPLY, items=[*given[:3], wrong, *given[4:]]))[
        "results"
    ]
    assert [r["id"] for r in done if not r["applied"]] == [wrong["id"]]
    assert {r["problem"] for r in done} == {None, "HashDiffers"}

    (left,) = await pages(town.as_("bb1"), ITEMS, where={"states": ["APPROVED"]})
    assert left["id"] == wrong["id"]
    done = (await town.as_("bb1").do(documents.APPLY, items=[given[3]]))["results"]
    assert [r["applied"] for r in done] == [True]
    waiting = await pages(town.as_("bb1"), ITEMS, where={"states": ["DRAFT"]})
    assert len(waiting) == ALL - EACH, "the other departments are where they were"
