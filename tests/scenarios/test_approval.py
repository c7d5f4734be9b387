"""Approval: returned, rejected, withdrawn and handed in again; who may, when, and on which facts (《办法》第八条)."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from graph.db import Graph
from graph.model.actor import Role
from graph.people import UserNotFound
from sample.api import Refused
from tests.keeping import Keeper
from tests.scenarios import documents, steps
from tests.scenarios.documents import PROBLEM, STEP
from tests.scenarios.test_two_at_once import heard
from tests.scenarios.town import CITY, Entry, Row, Town, articles, cites, of, on

LAW = "清溪堤岸管理条例"
GOAL = "为了加强清溪堤岸管理，保障行洪安全，制定本条例。"
PLANT = "在堤岸种植高秆作物的，由水务主管部门处二百元以上一千元以下的罚款。"
DIG = "在堤岸取土、挖砂的，由水务主管部门处一千元以上五千元以下的罚款。"
PARK = "在堤顶停放机动车的，由城市管理部门处五十元以上二百元以下的罚款。"

PLANTING, DIGGING, PARKING = "对堤岸种植的处罚", "对堤岸取土的处罚", "对堤顶停车的处罚"
BACK, NO = {"verdict": "RETURN", "opinion": "请补正"}, {"verdict": "REJECT", "opinion": "不予同意"}


async def committed(graph: Graph) -> Town:
    """One revision, committed: PLANTING and PARKING are adjusted (B), DIGGING is cancelled (A)."""
    town = Town(graph)
    await town.settle()
    await town.law(LAW, articles(GOAL, PLANT, DIG, PARK))
    await town.list_(
        Entry(name=PLANTING, basis=cites(LAW, "第二条")),
        Entry(name=DIGGING, basis=cites(LAW, "第三条")),
        Entry(name=PARKING, basis=cites(LAW, "第四条"), holder=CITY),
    )
    on(town, "2024-06-10")
    changed = articles(GOAL, PLANT.replace("一千元", "二千元"), PARK)
    town.instrument = await town.revise(LAW, changed, "2024-06-01")
    await town.confirm(LAW)
    await town.commit(town.instrument)
    return town


@pytest.fixture
async def town(graph: Graph, keep: Keeper, tmp_path: Path) -> Town:
    return await keep("planting", partial(committed, graph), tmp_path)


async def item(town: Town, power: str) -> Row:
    return of(await steps.requests(town.as_("bb1")), power)


async def act(town: Town, user: str, document: str, /, *powers: str, **variables: Any) -> list[Row]:
    items = [await item(town, power) for power in powers]
    return await steps.step(town.as_(user), document, items, **variables)


async def refused(town: Town, user: str, document: str, /, *powers: str, **variables: Any) -> str:
    """The type of the problem that answers."""
    with pytest.raises(Refused) as told:
        await act(town, user, document, *powers, **variables)
    return told.value.problem["__typename"]


def one(document: str, mutation: str) -> str:
    """The same document for another act of the same shape."""
    return document.replace("withdrawRequest", mutation)


REVISE = one(documents.WITHDRAW, "reviseRequest")
RESUBMIT = f"""
mutation($item: ChosenInput!) {{
  resubmitRequest(item: $item) {{ ... on Item {{ id version state }} {PROBLEM} }} }}"""
SUBMIT_AS = f"""
mutation($items: [ChosenInput!]!, $behalf: Boolean!, $id: String) {{
  submitRequest(items: $items, onBehalf: $behalf, clientMutationId: $id) {{ {STEP} }} }}"""


async def test_returned_revised_and_decided_again(town: Town) -> None:
    """R8.4: with a reason; the decisions of the returned revision do not count for the next one."""
    await act(town, "sw1", documents.SUBMIT, PLANTING)
    assert await refused(town, "bb1", documents.ORG_REVIEW, PLANTING, verdict="RETURN") == (
        "OpinionMissing"
    )
    await act(town, "bb1", documents.ORG_REVIEW, PLANTING)
    (back,) = await act(town, "fz1", documents.LEGALITY_REVIEW, PLANTING, **BACK)
    assert back["state"] == "RETURNED"
    (draft,) = await act(town, "sw1", REVISE, PLANTING)
    assert draft["state"] == "DRAFT"
    done = await steps.carry(town, [await item(town, PLANTING)], department="sw1")
    assert (await steps.apply(town, done))["results"][0]["applied"]


async def test_a_returned_item_may_be_handed_in_as_it_is(town: Town) -> None:
    await act(town, "sw1", documents.SUBMIT, PLANTING)
    await act(town, "bb1", documents.ORG_REVIEW, PLANTING, **BACK)
    (again,) = await act(town, "sw1", documents.SUBMIT, PLANTING)
    assert again["state"] == "ORG_REVIEW"
    (told,) = [
        i
        for i in (await town.as_("bb1").ask(SEATS))["requests"]["nodes"]
        if i["powers"] == [{"name": PLANTING}]
    ]
    assert told["revision"] == 2, "the same id, a new revision"
    assert [d["revision"] for d in told["decisions"]] == [1, 1, 2]


@pytest.mark.parametrize("stage", ["org", "legality", "government"])
async def test_rejected_is_final_and_leaves_a_gap(town: Town, stage: str) -> None:
    """C13: nothing is made again of unchanged facts; the duty stays visible as a gap."""
    await act(town, "sw1", documents.SUBMIT, DIGGING)
    if stage == "org":
        await act(town, "bb1", documents.ORG_REVIEW, DIGGING, **NO)
    else:
        await act(town, "bb1", documents.ORG_REVIEW, DIGGING)
    if stage == "legality":
        await act(town, "fz1", documents.LEGALITY_REVIEW, DIGGING, **NO)
    if stage == "government":
        await act(town, "fz1", documents.LEGALITY_REVIEW, DIGGING)
        await act(town, "bb2", documents.SUBMIT_TO_GOV, DIGGING)
        await act(town, "gov1", documents.GOV_DECIDE, DIGGING, document="清政复〔2024〕1号", **NO)
    rejected = await item(town, DIGGING)
    assert (rejected["state"], rejected["actions"]) == ("REJECTED", [])
    again = await steps.commit(town.as_("fz1"), town.instrument)
    assert (again["created"], again["changed"]) == (0, 0)
    duties = (await town.as_("sw1").ask(documents.OBLIGATIONS, states=["GAP"]))["obligations"]
    assert [d["itemId"] for d in duties["nodes"]] == [rejected["id"]]


async def test_withdrawn_and_handed_in_again(town: Town) -> None:
    """The withdrawn item stays as it was; a new one takes its place, and the duty was open all the while."""
    await act(town, "sw1", documents.SUBMIT, PLANTING)
    (gone,) = await act(town, "sw1", documents.WITHDRAW, PLANTING)
    duties = (await town.as_("sw1").ask(documents.OBLIGATIONS, states=["OPEN"]))["obligations"]
    assert gone["id"] in {d["itemId"] for d in duties["nodes"]}
    made = await town.as_("sw1").do(RESUBMIT, item=steps.chosen([gone])[0])
    assert (made["state"], made["id"] != gone["id"]) == ("DRAFT", True)
    states = {i["id"]: i["state"] for i in await steps.requests(town.as_("sw1"))}
    assert states[gone["id"]] == "WITHDRAWN"


async def test_nobody_withdraws_what_is_approved(town: Town) -> None:
    await steps.carry(town, [await item(town, PLANTING)], department="sw1")
    assert await refused(town, "sw1", documents.WITHDRAW, PLANTING) == "StepNotAllowed"


async def test_a_whole_envelope_or_one_item_of_it(town: Town) -> None:
    """Several items in one act move together, or none does."""
    both = (PLANTING, DIGGING)
    moved = await act(town, "sw1", documents.SUBMIT, *both)
    assert {i["state"] for i in moved} == {"ORG_REVIEW"}
    await act(town, "bb1", documents.ORG_REVIEW, PLANTING)
    assert await refused(town, "bb1", documents.ORG_REVIEW, *both) == "StepNotAllowed"
    assert (await item(town, DIGGING))["state"] == "ORG_REVIEW", "none moved"


async def test_one_person_does_not_decide_two_stages(town: Town) -> None:
    """I14: a person who holds two roles is told FORBIDDEN_SOD, not let through."""
    since = {"role": "FZ", "from": "2010-01-01", "to": None}
    await town.as_("admin").do(steps.setting_up.BIND_ROLE, organ=town.organs["BB"], **since)
    await act(town, "sw1", documents.SUBMIT, PLANTING)
    await act(town, "bb1", documents.ORG_REVIEW, PLANTING)
    assert await refused(town, "bb1", documents.LEGALITY_REVIEW, PLANTING) == "SameActor"
    (approved,) = await act(town, "bb2", documents.LEGALITY_REVIEW, PLANTING)
    assert approved["state"] == "APPROVED"


@pytest.mark.parametrize(
    ("user", "document", "problem"),
    [
        ("cg1", documents.SUBMIT, "ItemNotFound"),
        ("gov1", documents.SUBMIT, "Forbidden"),
        ("sw1", documents.ORG_REVIEW, "Forbidden"),
        ("bb1", documents.ORG_REVIEW, "StepNotAllowed"),
        ("fz1", documents.LEGALITY_REVIEW, "StepNotAllowed"),
        ("bb1", documents.SUBMIT_TO_GOV, "StepNotAllowed"),
    ],
)
async def test_a_draft_is_moved_by_its_department_and_to_review_only(
    town: Town, user: str, document: str, problem: str
) -> None:
    assert await refused(town, user, document, PLANTING) == problem
    assert (await item(town, PLANTING))["state"] == "DRAFT"


UPDATE = f"""
mutation($item: ChosenInput!) {{
  updateDraft(item: $item, note: "另记") {{ ... on Item {{ id }} {PROBLEM} }} }}"""


async def test_another_department_does_not_even_see_it(town: Town) -> None:
    """Neither by reading nor by acting: no answer tells in what state or version it is."""
    assert {i["powers"][0]["name"] for i in await steps.requests(town.as_("cg1"))} == {PARKING}
    theirs = steps.chosen([await item(town, PLANTING)])[0]
    for version in (theirs["expectedVersion"], 99):
        chosen = {**theirs, "expectedVersion": version}
        told = [
            await _problem(town, document, **given)
            for document, given in (
                (documents.SUBMIT, {"items": [chosen]}),
                (documents.WITHDRAW, {"items": [chosen]}),
                (REVISE, {"items": [chosen]}),
                (UPDATE, {"item": chosen}),
                (RESUBMIT, {"item": chosen}),
            )
        ]
        assert told == ["ItemNotFound"] * 5


async def _problem(town: Town, document: str, **given: Any) -> str:
    with pytest.raises(Refused) as told:
        await town.as_("cg1").do(document, **given)
    return told.value.problem["__typename"]


async def test_a_decision_decides_something(town: Town) -> None:
    with pytest.raises(Refused, match="NothingChosen"):
        await town.as_("bb1").do(documents.ORG_REVIEW, items=[], verdict="AGREE")


SEATS = """
query($where: ItemWhere) {
  requests(where: $where, first: 200) { nodes { powers { name } revision decisions { action role organId revision } } }
}"""


async def test_who_holds_several_seats_signs_in_the_one_that_the_act_needs(town: Town) -> None:
    """A member of two departments files for the item's own; 编办 that also serves as 法制办 reviews as 法制办."""
    admin, since = town.as_("admin"), {"from": "2010-01-01", "to": None}
    both = {"user": "sw1", "name": "sw1", "organ": town.organs["CG"], **since}
    await admin.do(steps.setting_up.REGISTER_USER, **both)
    await admin.do(steps.setting_up.BIND_ROLE, role="FZ", organ=town.organs["BB"], **since)
    await act(town, "sw1", documents.SUBMIT, PARKING)
    await act(town, "bb1", documents.ORG_REVIEW, PARKING)
    await act(town, "bb2", documents.LEGALITY_REVIEW, PARKING)
    parking = of((await town.as_("bb1").ask(SEATS))["requests"]["nodes"], PARKING)
    assert [(d["role"], d["organId"]) for d in parking["decisions"]] == [
        ("DEPT", town.organs["CG"]),
        ("BB", town.organs["BB"]),
        ("FZ", town.organs["BB"]),
    ]


async def test_whoever_left_yesterday_acts_no_more(town: Town) -> None:
    """O15: said anew of the same first day, a role or a post gets its end; the day of the end is the first without it."""
    admin = town.as_("admin")
    ended = {"from": "2010-01-01", "to": "2024-06-10"}
    await act(town, "sw1", documents.SUBMIT, PLANTING)
    await act(town, "bb1", documents.ORG_REVIEW, PLANTING)
    post = {"user": "fz1", "name": "fz1", "organ": town.organs["FZ"]}
    await admin.do(steps.setting_up.REGISTER_USER, **post, **ended)
    with pytest.raises(UserNotFound):
        await act(town, "fz1", documents.LEGALITY_REVIEW, PLANTING)
    on(town, "2024-06-09")
    assert (await town.actor("fz1")).has(Role.FZ), "until then he was in office"
    on(town, "2024-06-10")
    bound = {"role": "FZ", "organ": town.organs["FZ"], "version": await _bound(town, "FZ")}
    await admin.do(steps.setting_up.BIND_ROLE, **bound, **ended)
    with pytest.raises(UserNotFound):
        await act(town, "fz2", documents.LEGALITY_REVIEW, PLANTING)


HISTORY = """
query($id: ID!) { orgHistory(id: $id) { ... on OrgHistory { roles { role validFrom validTo version } } } }"""


async def _bound(town: Town, code: str) -> int:
    """The version of the one role that an organ plays."""
    (term,) = (await town.as_("admin").ask(HISTORY, id=town.organs[code]))["orgHistory"]["roles"]
    return term["version"]


async def test_of_two_who_end_a_role_differently_one_is_heard(town: Town) -> None:
    """Who has not seen that it was ended does not move its end; a second role of that day replaces nothing."""
    bound = {"role": "FZ", "organ": town.organs["FZ"], "from": "2010-01-01"}
    seen = await _bound(town, "FZ")
    told = await asyncio.gather(
        heard(town, "admin", steps.setting_up.BIND_ROLE, **bound, to="2024-07-01", version=seen),
        heard(town, "bb1", steps.setting_up.BIND_ROLE, **bound, to="2024-08-01", version=seen),
    )
    assert sorted(told) == ["VersionConflict", "ok"]
    assert await _bound(town, "FZ") > seen
    blind = await heard(town, "admin", steps.setting_up.BIND_ROLE, **bound, to="2024-09-01")
    assert blind == "VersionConflict"
    other = {**bound, "role": "MD"}
    assert await heard(town, "admin", steps.setting_up.BIND_ROLE, **other, to=None) == "ok"


async def test_a_government_decision_is_a_document(town: Town) -> None:
    await act(town, "sw1", documents.SUBMIT, DIGGING)
    await act(town, "bb1", documents.ORG_REVIEW, DIGGING)
    await act(town, "fz1", documents.LEGALITY_REVIEW, DIGGING)
    await act(town, "bb2", documents.SUBMIT_TO_GOV, DIGGING)
    told = await refused(town, "gov1", documents.GOV_DECIDE, DIGGING, document=" ")
    assert told == "DocumentMissing"


async def test_an_item_whose_facts_changed_under_review_is_stale(town: Town) -> None:
    """R8.5, C2: 法制办 corrects the pair while 法制办 has the item on its desk."""
    await act(town, "sw1", documents.SUBMIT, PLANTING)
    await act(town, "bb1", documents.ORG_REVIEW, PLANTING)
    await _pair_corrected(town)
    (moved,) = await act(town, "fz1", documents.LEGALITY_REVIEW, PLANTING)
    assert moved["state"] == "STALE"


async def test_an_item_whose_facts_changed_after_its_approval_is_not_applied(town: Town) -> None:
    approved = await steps.carry(town, [await item(town, PLANTING)], department="sw1")
    assert approved[0]["state"] == "APPROVED"
    await _pair_corrected(town)
    (told,) = (await steps.apply(town, approved))["results"]
    assert (told["applied"], told["item"]["state"]) == (False, "STALE")
    editions = (await town.as_("bb1").ask(documents.EDITIONS))["listEditions"]["nodes"]
    assert len(editions) == 1


async def _pair_corrected(town: Town) -> None:
    """第二条 is said to have no successor after all."""
    fz, version = town.as_("fz1"), town.texts[LAW][-1]["version"]["id"]
    rows = await steps.correspondences(fz, version)
    (pair,) = [r for r in rows if r["old"]["place"] == "2"]
    answer = {"id": pair["id"], "expectedVersion": pair["version"], "kind": "DELETED", "new": []}
    await fz.do(documents.CONFIRM, answers=[answer])


async def test_on_behalf_of_a_department_that_is_late(town: Town) -> None:
    """G6: 编办 files, and another person of 编办 reviews."""
    chosen = steps.chosen([await item(town, PLANTING)])
    done = await town.as_("bb1").do(SUBMIT_AS, items=chosen, behalf=True)
    assert done["items"][0]["state"] == "ORG_REVIEW"
    assert await refused(town, "bb1", documents.ORG_REVIEW, PLANTING) == "SameActor"
    (moved,) = await act(town, "bb2", documents.ORG_REVIEW, PLANTING)
    assert moved["state"] == "LEGALITY_REVIEW"


async def test_nobody_else_files_on_behalf(town: Town) -> None:
    chosen = steps.chosen([await item(town, PLANTING)])
    with pytest.raises(Refused, match="无权"):
        await town.as_("cg1").do(SUBMIT_AS, items=chosen, behalf=True)


async def test_the_same_client_mutation_id_is_one_event(town: Town) -> None:
    """A retry hears what the first one heard; another input under the same id is refused."""
    chosen = steps.chosen([await item(town, PLANTING)])
    sw = town.as_("sw1")
    first = await sw.do(SUBMIT_AS, items=chosen, behalf=False, id="一")
    assert await sw.do(SUBMIT_AS, items=chosen, behalf=False, id="一") == first
    with pytest.raises(Refused) as told:
        await sw.do(
            SUBMIT_AS, items=steps.chosen([await item(town, DIGGING)]), behalf=False, id="一"
        )
    assert told.value.problem["__typename"] == "MutationReused"
    decided = (await item(town, PLANTING))["decisions"]
    assert [d["action"] for d in decided] == ["SUBMIT"]
    verdict = (await town.as_("au1").ask(documents.VERIFY))["verifyAudit"]
    assert verdict["intact"]
