"""Generated worlds through the API: people act at random; whatever they do, the invariants of approval hold.

I12 nothing applied is deleted · I13 the list changes only by applying what was decided · I14 nobody decides two stages of one
item. Every refusal is a typed problem, never an error.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

from graph.db import Graph
from graph.model.actor import Role
from graph.model.plan import Route
from graph.model.request import Action, State, Verdict
from graph.workflow import DECIDING, STEPS
from sample.api import Refused
from tests.scenarios import documents, steps
from tests.scenarios.town import CITY, Entry, Row, Town, articles, cites, on

LAW = "清溪渔港管理条例"
FINE = "在渔港{}的，由主管部门处{}元以上{}元以下的罚款。"
ACTS = ("违规停泊", "倾倒垃圾", "占用航道", "私拉电线", "违规补给")
SEED, ACTS_TRIED = 1, 30
EVERYWHERE = ("all1", "all2")
"""They serve in every organ: nothing but I14 keeps them from deciding an item alone."""
USERS = ("sw1", "sw2", "cg1", "bb1", "bb2", "fz1", "fz2", "gov1", *EVERYWHERE)
MOVES = {
    "submitRequest": Action.SUBMIT,
    "withdrawRequest": Action.WITHDRAW,
    "reviseRequest": Action.REVISE,
    "orgReview": Action.ORG_REVIEW,
    "legalityReview": Action.LEGALITY_REVIEW,
    "submitToGov": Action.SUBMIT_TO_GOV,
    "governmentDecide": Action.GOV_DECIDE,
}
SERVING = {
    Role.DEPT: ("sw1", "sw2", "cg1", *EVERYWHERE),
    Role.BB: ("bb1", "bb2", *EVERYWHERE),
    Role.FZ: ("fz1", "fz2", *EVERYWHERE),
    Role.GOV: ("gov1", *EVERYWHERE),
}
OPINION = {"orgReview", "legalityReview", "governmentDecide"}
LEGAL = {(s.route, s.source, s.action, s.verdict): s.target for s in STEPS}


@pytest.fixture
async def town(graph: Graph) -> Town:
    """Five powers under one revision that changes three and ends two."""
    town = Town(graph)
    await town.settle()
    for user in EVERYWHERE:
        await town.serves_everywhere(user)
    fines = [FINE.format(act, 100 * n, 1000 * n) for n, act in enumerate(ACTS, 1)]
    await town.law(LAW, articles(*fines))
    await town.list_(
        *(
            Entry(
                name=f"对{act}的处罚",
                basis=cites(LAW, f"第{'一二三四五'[n]}条"),
                holder=CITY if n == 2 else "清溪区水务局",
            )
            for n, act in enumerate(ACTS)
        )
    )
    on(town, "2024-06-10")
    changed = [fine.replace("00元以下", "50元以下") for fine in fines[:3]]
    town.instrument = await town.revise(LAW, articles(*changed), "2024-06-01")
    await town.confirm(LAW)
    await town.commit(town.instrument)
    return town


async def test_whatever_people_do_the_invariants_hold(town: Town) -> None:
    dice = random.Random(SEED)
    items = {i["id"]: i for i in await steps.requests(town.as_("bb1"))}
    stood = await _list(town)
    heard: Counter[str] = Counter()
    for _ in range(ACTS_TRIED):
        user, item = dice.choice(USERS), dice.choice(list(items.values()))
        if dice.random() < 0.15:
            told = await _apply(town, user, item)
        else:
            told = await _move(town, user, item, dice)
        heard[told] += 1
        now = {i["id"]: i for i in await steps.requests(town.as_("bb1"))}
        _moves_are_those_of_the_table(items, now)
        _nobody_decides_twice(now)
        stands = await _list(town)
        _only_applying_changed_the_list(stood, stands, told, now[item["id"]])
        items, stood = now, stands
    assert heard["moved"] >= 4, "the walk gets somewhere"
    assert heard["SameActor"] >= 1, "and somebody tried to decide twice"
    assert set(heard) <= {"moved", "applied", *PROBLEMS}
    verdict = (await town.as_("au1").ask(documents.VERIFY))["verifyAudit"]
    assert verdict["intact"]


PROBLEMS = {
    "Forbidden",
    "ItemNotFound",
    "StepNotAllowed",
    "SameActor",
    "VersionConflict",
    "DecisionMissing",
}


async def _move(town: Town, user: str, item: Row, dice: random.Random) -> str:
    """One act on one item; more often than not by someone who may, at the stage where it stands."""
    mutation = dice.choice(list(MOVES))
    open_ = [s for s in STEPS if (s.route.name, s.source.name) == (item["route"], item["state"])]
    open_ = [s for s in open_ if s.action in MOVES.values() and s.action is not Action.WITHDRAW]
    if open_ and dice.random() < 0.7:
        step = dice.choice(open_)
        mutation = next(name for name, action in MOVES.items() if action is step.action)
        user = dice.choice(SERVING[step.roles[0]])
    extra = ""
    if mutation in OPINION:
        verdict = dice.choices(["AGREE", "RETURN", "REJECT"], [8, 1, 1])[0]
        extra = f', verdict: {verdict}, opinion: "意见"'
        extra += ', document: "清政复〔2024〕9号"' if mutation == "governmentDecide" else ""
    document = f"""mutation($items: [ChosenInput!]!) {{
        {mutation}(items: $items{extra}) {{ {documents.STEP} }} }}"""
    return await _told(town, user, document, "moved", steps.chosen([item]))


async def _apply(town: Town, user: str, item: Row) -> str:
    given = {
        "id": item["id"],
        "expectedVersion": item["version"],
        "expectedHash": item["contentHash"],
    }
    try:
        done = await town.as_(user).do(documents.APPLY, items=[given])
    except Refused as refused:
        return refused.problem["__typename"]
    result = done["results"][0]
    return "applied" if result["applied"] else result["problem"]


async def _told(town: Town, user: str, document: str, done: str, items: list[Row]) -> str:
    try:
        await town.as_(user).do(document, items=items)
    except Refused as refused:
        return refused.problem["__typename"]
    return done


STANDS = """{ listEditions { nodes { number digest } }
  powers(first: 200) { nodes { id listStatus version } } }"""


async def _list(town: Town) -> Row:
    return await town.as_("bb1").ask(STANDS)


def _moves_are_those_of_the_table(before: dict[str, Row], after: dict[str, Row]) -> None:
    assert before.keys() <= after.keys(), "an item is never deleted"
    for id_, item in after.items():
        old, new = State[before[id_]["state"]], State[item["state"]]
        targets = {t for (r, s, *_), t in LEGAL.items() if (r, s) == (Route[item["route"]], old)}
        assert new in {old, *targets}, f"{old} → {new}"


def _nobody_decides_twice(items: dict[str, Row]) -> None:
    """I14."""
    for item in items.values():
        stages: dict[str, set[str]] = {}
        for decision in item["decisions"]:
            if Action[decision["action"]] in DECIDING:
                stages.setdefault(decision["actorId"], set()).add(decision["action"])
        assert all(len(acts) == 1 for acts in stages.values()), stages


def _only_applying_changed_the_list(before: Row, after: Row, told: str, item: Row) -> None:
    """I12, I13: and then by one edition, of the power of that item alone, with its decisions."""
    if told != "applied":
        assert after == before
        return
    assert after["listEditions"]["nodes"][:-1] == before["listEditions"]["nodes"]
    old = {p["id"]: p for p in before["powers"]["nodes"]}
    new = {p["id"]: p for p in after["powers"]["nodes"]}
    assert {id_ for id_ in old if old[id_] != new[id_]} == set(item["powerIds"])
    assert all(new[id_]["version"] == old[id_]["version"] + 1 for id_ in item["powerIds"])
    agreed = {d["action"] for d in item["decisions"] if Verdict[d["verdict"]] is Verdict.AGREE}
    needed: Any = {"SUBMIT", "ORG_REVIEW", "LEGALITY_REVIEW"}
    assert needed <= agreed
    assert item["route"] == "B" or "GOV_DECIDE" in agreed
