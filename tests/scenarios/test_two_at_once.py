"""Many at once, and the plug pulled in the middle: exactly one wins, nothing is half there, nothing is lost."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graph import batches
from graph.db import Graph, connect
from graph.migrate import migrate
from sample.api import Refused
from server import local_neo4j
from server.anchor import FileAnchor
from tests import neo4j_template
from tests.keeping import Keeper
from tests.scenarios import documents, steps
from tests.scenarios.killed_service import IN_THE_MIDDLE
from tests.scenarios.test_power_rulings import OVERRIDE, RULED
from tests.scenarios.town import Entry, Row, Town, articles, cites, of, on

LAW = "清溪码头管理条例"
GOAL = "为了维护清溪码头秩序，制定本条例。"
MOOR = "船舶不按照指定泊位停靠的，由水务主管部门处二百元以上一千元以下的罚款。"
LOAD = "在码头超限装卸货物的，由水务主管部门处一千元以上五千元以下的罚款。"
MOORING, LOADING = "对不按泊位停靠的处罚", "对超限装卸的处罚"
DAY = "2024-06-10"

Answers = tuple[str, Row, Row, Row]


async def revised(town: Town) -> Town:
    """A revision that changes one power and ends the other, confirmed and not yet committed."""
    await town.settle()
    await town.law(LAW, articles(GOAL, MOOR, LOAD))
    await town.list_(
        Entry(name=MOORING, basis=cites(LAW, "第二条")),
        Entry(name=LOADING, basis=cites(LAW, "第三条")),
    )
    on(town, DAY)
    changed = articles(GOAL, MOOR.replace("一千元", "二千元"))
    town.instrument = await town.revise(LAW, changed, "2024-06-01")
    await town.confirm(LAW)
    return town


@pytest.fixture
async def town(graph: Graph, keep: Keeper, tmp_path: Path) -> Town:
    anchor = FileAnchor(tmp_path / "anchor")

    async def play() -> Town:
        return await revised(Town(graph, anchor=anchor))

    return replace(await keep("harbour", play, tmp_path), anchor=anchor)


async def heard(town: Town, user: str, document: str, /, **variables: object) -> str:
    """What one client is told: "ok" or the problem's type."""
    try:
        await town.as_(user).do(document, **variables)
    except Refused as refused:
        return refused.problem["code"]
    return "ok"


@pytest.mark.parametrize("clients", [2, 20])
async def test_of_many_who_decide_one_item_exactly_one_wins(town: Town, clients: int) -> None:
    """S10(4): the others hear that they were late."""
    items = await town.commit(town.instrument)
    submitted = await steps.step(town.as_("sw1"), documents.SUBMIT, [of(items, MOORING)])
    chosen = steps.chosen(submitted)
    users = [("bb1", "bb2")[n % 2] for n in range(clients)]
    told = await asyncio.gather(
        *(heard(town, user, documents.ORG_REVIEW, items=chosen) for user in users)
    )
    assert Counter(told)["ok"] == 1
    assert set(told) - {"ok"} <= {"VersionConflict", "StepNotAllowed", "SameActor"}
    (item,) = [
        i for i in await steps.requests(town.as_("bb1")) if i["powers"] == [{"name": MOORING}]
    ]
    assert [d["action"] for d in item["decisions"]] == ["SUBMIT", "ORG_REVIEW"]
    assert item["version"] == submitted[0]["version"] + 1
    assert await intact(town)


async def test_many_commits_of_one_impact_at_once_double_nothing(town: Town) -> None:
    digest = (await town.impact(town.instrument))["digest"]
    given = {"source": town.instrument, "digest": digest}
    told = await asyncio.gather(
        *(heard(town, user, documents.COMMIT, **given) for user in ("fz1", "fz2", "bb1", "bb2"))
    )
    assert set(told) == {"ok"}
    await filed_once(town)
    assert await intact(town)


async def test_many_who_apply_one_item_at_once_make_one_edition(town: Town) -> None:
    items = await town.commit(town.instrument)
    (approved,) = await steps.carry(town, [of(items, MOORING)], department="sw1")
    done = await asyncio.gather(*(steps.apply(town, [approved]) for _ in range(4)))
    results = [one["results"][0] for one in done]
    assert [r["applied"] for r in results].count(True) == 1
    assert {r["problem"] for r in results} - {None} <= {"VersionConflict", "StepNotAllowed"}
    editions = (await town.as_("bb1").ask(documents.EDITIONS))["listEditions"]["nodes"]
    assert [e["number"] for e in editions] == [1, 2]


# ---- two who answer one question differently: (document, subject and version as seen, one answer, another) ----


async def _links(town: Town) -> Answers:
    citation = (await power(town, MOORING))["citations"][0]
    (moor,), (load,) = [await town.places(LAW, place, text=0) for place in ("2", "3")]
    seen = {"citation": citation["id"], "version": citation["version"]}
    return documents.LINK, seen, {"units": [moor["id"]]}, {"units": [load["id"]]}


async def _groups(town: Town) -> Answers:
    found = await power(town, MOORING)
    (citation,) = [c["id"] for c in found["citations"] if c["element"] == "BASIS"]
    seen = {"power": found["id"], "version": found["groupsVersion"]}
    one, other = (
        {"groups": [{"citation": citation, "function": f}]} for f in ("SANCTION", "SUBJECT")
    )
    return documents.CONFIRM_GROUPS, seen, one, other


async def _functions(town: Town) -> Answers:
    (unit,) = await town.places(LAW, "2", text=0)
    seen = {"provision": unit["provisionId"], "version": unit["functionsVersion"]}
    return documents.CONFIRM_FUNCTION, seen, {"function": "SANCTION"}, {"function": "SUBJECT"}


async def _opinions(town: Town) -> Answers:
    found = await town.as_("fz1").ask(documents.OPINIONS_ON, id=town.laws[LAW])
    version = found["node"]["opinionsVersion"]
    seen = {"rule": "L6", "subject": town.laws[LAW], "power": town.powers[MOORING]}
    return documents.OPINION, {**seen, "version": version}, {"finding": "COMPETENT"}, {"finding": "CANCEL"}  # fmt: skip


async def _remedies(town: Town) -> Answers:
    subject = town.powers[MOORING]
    found = await town.as_("bb1").ask(RULED, id=subject)
    seen = {"subject": subject, "version": found["node"]["rulingsVersion"]}
    seen |= {"document": "法〔2024〕3号", "since": "2024-07-01"}
    return OVERRIDE, seen, {"reason": "集中管辖"}, {"reason": "另有规定"}


async def power(town: Town, name: str) -> Row:
    (found,) = [p for p in await steps.powers(town.as_("fz1")) if p["name"] == name]
    return found


OF_FZ, OF_BB = ("fz1", "fz2"), ("bb1", "bb2")


@pytest.mark.parametrize(
    ("asked", "two"),
    [
        (_links, OF_FZ),
        (_groups, OF_FZ),
        (_functions, OF_BB),
        (_opinions, OF_FZ),
        (_remedies, OF_BB),
    ],
)
async def test_of_two_who_answer_one_question_differently_exactly_one_wins(
    town: Town, asked: Callable[[Town], Awaitable[Answers]], two: tuple[str, str]
) -> None:
    """The other hears that it is answered; once he has seen the answer he may give another."""
    document, seen, one, other = await asked(town)
    told = await asyncio.gather(
        heard(town, two[0], document, **seen, **one), heard(town, two[1], document, **seen, **other)
    )
    assert sorted(told) == ["VersionConflict", "ok"]
    _, again, _, _ = await asked(town)
    assert again["version"] > seen["version"]
    assert await heard(town, two[1], document, **again, **other) == "ok"


async def test_one_question_is_answered_once_under_whatever_name(town: Town) -> None:
    """The statute, its clause and the question about the power are three names of one thing (``opinions_on``)."""
    (clause,) = await town.places(LAW, "2", text=0)
    power = town.powers[MOORING]
    names = (town.laws[LAW], clause["provisionId"], f"L6:{power}")
    given = {"rule": "L6", "finding": "COMPETENT", "power": power}
    version = 0
    for name in names:
        assert await heard(town, "fz1", documents.OPINION, subject=name, version=version, **given) == "ok"  # fmt: skip
        late = [
            await heard(town, "fz2", documents.OPINION, subject=other, version=version, **given)
            for other in names
        ]
        assert late == ["VersionConflict"] * 3
        found = await town.as_("fz2").ask(documents.OPINIONS_ON, id=power)
        version = found["node"]["opinionsVersion"]


async def test_what_is_said_of_a_power_is_said_of_its_sub_items_too(graph: Graph) -> None:
    """The engine hears an answer for the whole on each part (``questions_about``), so that it is one question."""
    town = Town(graph)
    await town.settle()
    await town.law(LAW, articles(GOAL, MOOR, LOAD))
    await town.list_(
        Entry(name=MOORING, basis=cites(LAW, "第二条")),
        Entry(name="", sub="对夜间不按泊位停靠的处罚", basis=cites(LAW, "第二条")),
    )
    asked = "query($id: ID!) { node(id: $id) { ... on Power { opinionsVersion subItems { id } } } }"
    power = town.powers[MOORING]
    (part,) = (await town.as_("fz1").ask(asked, id=power))["node"]["subItems"]
    given = {"rule": "L6", "finding": "COMPETENT", "power": power, "version": 0}

    first = await heard(town, "fz1", documents.OPINION, subject=f"L6:{power}", **given)
    late = await heard(town, "fz2", documents.OPINION, subject=f"L6:{part['id']}", **given)
    given |= {"version": (await town.as_("fz2").ask(asked, id=power))["node"]["opinionsVersion"]}
    again = await heard(town, "fz2", documents.OPINION, subject=f"L6:{part['id']}", **given)

    assert (first, late, again) == ("ok", "VersionConflict", "ok")


async def test_what_was_said_for_one_power_leaves_the_other_open(town: Town) -> None:
    one, other = town.powers[MOORING], town.powers[LOADING]
    given = {"rule": "L6", "finding": "COMPETENT", "version": 0}
    for power in (one, other):
        named = {"subject": f"L6:{power}", "power": power}
        assert await heard(town, "fz1", documents.OPINION, **named, **given) == "ok"


async def filed_once(town: Town) -> None:
    """Both items of the revision, each with its duty."""
    items = await steps.requests(town.as_("bb1"))
    duties = (await town.as_("bb1").ask(documents.OBLIGATIONS))["obligations"]["nodes"]
    assert sorted(i["kind"] for i in items) == ["ADJUST", "CANCEL"]
    assert sorted(d["itemId"] for d in duties) == sorted(i["id"] for i in items)


async def nothing_filed(town: Town) -> None:
    bb = town.as_("bb1")
    assert await steps.requests(bb) == []
    assert (await bb.ask(documents.OBLIGATIONS))["obligations"]["nodes"] == []


async def intact(town: Town) -> bool:
    verdict: Row = (await town.as_("au1").ask(documents.VERIFY))["verifyAudit"]
    return verdict["intact"]


# ---- kill -9 --------------------------------------------------------------------------------------------------


@pytest.fixture
async def own(
    tmp_path: Path, neo4j_options: local_neo4j.Options
) -> AsyncIterator[local_neo4j.Running]:
    """A server of this test's own, to be killed."""
    folder = tmp_path / "neo4j"
    neo4j_template.copy(folder, neo4j_options)
    running = await asyncio.to_thread(local_neo4j.start, folder, neo4j_options)
    async with connect(running.uri, running.user, running.password) as driver:
        await migrate(driver, "neo4j")
    yield running
    await asyncio.to_thread(local_neo4j.stop, folder)
    shutil.rmtree(folder, ignore_errors=True)


async def test_the_database_killed_in_the_middle_of_a_commit(
    own: local_neo4j.Running,
    tmp_path: Path,
    neo4j_options: local_neo4j.Options,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was not committed is not there; what was is; the chain holds, and the same commit then works."""

    async def pull_the_plug(*_: object, **__: object) -> None:
        os.kill(own.pid, signal.SIGKILL)

    anchor = FileAnchor(tmp_path / "anchor")
    async with connect(own.uri, own.user, own.password) as driver:
        town = await revised(Town(Graph(driver, "neo4j"), anchor=anchor))
        monkeypatch.setattr(batches, "put_run", pull_the_plug)
        digest = (await town.impact(town.instrument))["digest"]
        given = {"source": town.instrument, "digest": digest}
        told = await heard(town, "fz1", documents.COMMIT, **given)
        assert told in ("GraphUnavailable", "CommitUnknown")
    monkeypatch.undo()
    again = await asyncio.to_thread(local_neo4j.start, tmp_path / "neo4j", neo4j_options)
    async with connect(again.uri, again.user, again.password) as driver:
        town.graph = Graph(driver, "neo4j")
        await nothing_filed(town)
        assert await intact(town)
        assert await heard(town, "fz1", documents.COMMIT, **given) == "ok"
        await filed_once(town)
        assert await intact(town)


async def test_the_service_killed_in_the_middle_of_a_commit(
    town: Town, neo4j_server: local_neo4j.Running
) -> None:
    """Its transaction goes with it; whoever comes next finds nothing half, and is not kept waiting."""
    server = (neo4j_server.uri, neo4j_server.user, neo4j_server.password)
    service = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.scenarios.killed_service", *server, town.instrument, DAY,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert service.stdout is not None
    async with asyncio.timeout(120):
        assert (await service.stdout.readline()).decode().strip() == IN_THE_MIDDLE
    service.kill()
    await service.wait()
    await nothing_filed(town)
    await town.commit(town.instrument)
    await filed_once(town)
    assert await intact(town)
