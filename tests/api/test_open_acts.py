"""可办理的动作: what ``actions`` lists can be done, what it does not list is refused, whoever asks and wherever the item stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.db import Graph, Tx
from graph.model.actor import Actor
from graph.model.request import Item
from resolvers import open_acts
from sample.api import Refused
from tests.api.small_world import HEAP, PROBLEM, SAND, WASTE, Row, SmallWorld, of
from tests.scenarios import documents, steps

PERSONS = ("sw1", "cg1", "bb1", "bb2", "fz1", "gov1", "au1", "")
SHOWN = """query($id: ID!) { request(id: $id) {
  id version state contentHash actions blocked { action reason } } }"""
TRAY = "{ myTasks(first: 50) { nodes { item { id } } } }"


def an_act(mutation: str) -> str:
    return f"mutation($items: [ChosenInput!]!) {{ {mutation} {{ {documents.STEP} }} }}"


def on_one(mutation: str) -> str:
    return f"mutation($item: ChosenInput!) {{ {mutation} {{ ... on Item {{ id }} {PROBLEM} }} }}"


ACTS = {
    "SUBMIT": an_act("submitRequest(items: $items)"),
    "SUBMIT_ON_BEHALF": an_act("submitRequest(items: $items, onBehalf: true)"),
    "ORG_REVIEW": an_act("orgReview(items: $items, verdict: AGREE)"),
    "LEGALITY_REVIEW": an_act("legalityReview(items: $items, verdict: AGREE)"),
    "SUBMIT_TO_GOV": an_act("submitToGov(items: $items)"),
    "GOV_DECIDE": an_act('governmentDecide(items: $items, verdict: AGREE, document: "复1号")'),
    "WITHDRAW": an_act("withdrawRequest(items: $items)"),
    "REVISE": an_act("reviseRequest(items: $items)"),
    "EDIT": on_one('updateDraft(item: $item, note: "补充说明")'),
    "RESUBMIT": on_one("resubmitRequest(item: $item)"),
    "APPLY": documents.APPLY,
}


class Done(Exception):
    """An act came to its end, and is undone."""

    def __init__(self, result: Any) -> None:
        super().__init__()
        self.result = result


class Undone(Graph):
    """The same graph; whatever is written is heard and undone."""

    def __init__(self, real: Graph) -> None:
        vars(self).update(vars(real))

    async def write_within(self, seconds: float, work: Any, *args: Any, **kwargs: Any) -> Any:
        async def undone(tx: Tx, *args: Any, **kwargs: Any) -> None:
            raise Done(await work(tx, *args, **kwargs))

        try:
            await super().write_within(seconds, undone, *args, **kwargs)
        except Done as done:
            return done.result


async def shown(world: SmallWorld, user: str, item: Row) -> Row:
    """The item as it stands for this person; for whom it is not there, nothing can be done with it."""
    found = (await world.as_(user).ask(SHOWN, id=item["id"]))["request"] if user else None
    return found or {"actions": [], "blocked": []}


async def tried(world: SmallWorld, user: str, item: Row, action: str) -> str | None:
    """Why an act is refused; None where it is done."""
    chosen = {"id": item["id"], "expectedVersion": item["version"]}
    if action == "APPLY":
        given: Row = {"items": [chosen | {"expectedHash": item["contentHash"]}]}
    else:
        given = {"item": chosen, "items": [chosen]}
    try:
        done = await world.as_(user).do(ACTS[action], **given)
    except Refused as refused:
        return refused.problem["__typename"]
    return done["results"][0]["problem"] if action == "APPLY" else None


async def check_all(world: SmallWorld, item: Row) -> dict[str, list[str]]:
    """Every act by every person: listed is done, not listed is refused. Who has which acts."""
    now = await shown(world, "bb1", item)
    trial = replace(world, graph=Undone(world.graph), anchor=None)
    found: dict[str, list[str]] = {}
    for user in PERSONS:
        seen = await shown(world, user, item)
        for action in set(ACTS) - {"RESUBMIT" if "RESUBMIT" in seen["actions"] else ""}:
            refusal = await tried(trial, user, now, action)
            listed = action in seen["actions"]
            assert (refusal is None) is listed, (now["state"], user, action, refusal)
        if seen["actions"]:
            found[user] = sorted(seen["actions"])
    assert await shown(world, "bb1", item) == now, "nothing of it was kept"
    return found


async def act(world: SmallWorld, user: str, item: Row, action: str) -> None:
    assert await tried(world, user, await shown(world, "bb1", item), action) is None


async def drafts(world: SmallWorld, day: str | None = None) -> list[Row]:
    await world.revise(day)
    return await world.commit()


DRAFT = ["EDIT", "SUBMIT", "WITHDRAW"]
FILING = {"bb1": ["SUBMIT_ON_BEHALF"], "bb2": ["SUBMIT_ON_BEHALF"]}


async def test_on_route_a_each_act_is_open_to_those_who_may_do_it(world: SmallWorld) -> None:
    """《办法》第八条第一款; before its day an agreed item can be applied by nobody (G9)."""
    item = of(await drafts(world, "2024-07-01"), WASTE)
    take_back = {"sw1": ["WITHDRAW"]}

    assert await check_all(world, item) == {"sw1": DRAFT, **FILING}
    await act(world, "sw1", item, "SUBMIT")
    review = ["ORG_REVIEW"]
    assert await check_all(world, item) == {**take_back, "bb1": review, "bb2": review}
    await act(world, "bb1", item, "ORG_REVIEW")
    assert await check_all(world, item) == {**take_back, "fz1": ["LEGALITY_REVIEW"]}
    await act(world, "fz1", item, "LEGALITY_REVIEW")
    hand_up = ["SUBMIT_TO_GOV"]
    assert await check_all(world, item) == {**take_back, "bb1": hand_up, "bb2": hand_up}
    await act(world, "bb1", item, "SUBMIT_TO_GOV")
    assert await check_all(world, item) == {**take_back, "gov1": ["GOV_DECIDE"]}
    await act(world, "gov1", item, "GOV_DECIDE")
    assert await check_all(world, item) == {}
    (blocked,) = (await shown(world, "bb1", item))["blocked"]
    assert (blocked["action"], "不得提前" in blocked["reason"]) == ("APPLY", True)
    assert (await shown(world, "sw1", item))["blocked"] == []
    world.today = date(2024, 7, 1)
    assert await check_all(world, item) == {"bb1": ["APPLY"], "bb2": ["APPLY"]}
    await act(world, "bb1", item, "APPLY")
    assert await check_all(world, item) == {}


async def test_what_came_back_can_be_changed_and_filed_again(world: SmallWorld) -> None:
    """R8.4: a returned item is revised in place, a withdrawn one handed in anew once, a rejected one never."""
    item = of(await drafts(world), SAND)
    await act(world, "sw1", item, "SUBMIT")
    await _refused(world, item, "RETURN")
    back = {"sw1": ["EDIT", "REVISE", "SUBMIT", "WITHDRAW"], "bb2": ["SUBMIT_ON_BEHALF"]}
    assert await check_all(world, item) == back, "bb1 has reviewed it (I14)"
    await act(world, "sw1", item, "WITHDRAW")
    assert await check_all(world, item) == {"sw1": ["RESUBMIT"]}
    await act(world, "sw1", item, "RESUBMIT")
    assert await check_all(world, item) == {}, "it was handed in again already"
    again = next(i for i in await steps.requests(world.as_("bb1")) if _is_draft_of(i, SAND))
    await act(world, "sw1", again, "SUBMIT")
    await _refused(world, again, "REJECT")
    assert await check_all(world, again) == {}


def _is_draft_of(item: Row, power: str) -> bool:
    return (item["state"], item["powers"]) == ("DRAFT", [{"name": power}])


async def test_whoever_filed_for_a_department_does_not_review_it(world: SmallWorld) -> None:
    """G6, I14: a second person of 编办 reviews it."""
    item = of(await drafts(world), SAND)
    await act(world, "bb1", item, "SUBMIT_ON_BEHALF")

    assert await check_all(world, item) == {"sw1": ["WITHDRAW"], "bb2": ["ORG_REVIEW"]}
    (blocked,) = (await shown(world, "bb1", item))["blocked"]
    assert (blocked["action"], "同一人" in blocked["reason"]) == ("ORG_REVIEW", True)


SET_STATE = "MATCH (i:Item {id: $id}) SET i.state = $state"
BEHIND = """
MATCH (first:Item {id: $first}), (i:Item {id: $id})-[:CONCERNS]->(p:Power)
SET i.behind = first.key
MERGE (first)-[:CONCERNS]->(p)
"""
INCOMPLETE = "MATCH (i:Item {id: $id}) SET i.incomplete = '追责依据'"


async def by_hand(world: SmallWorld, query: Any, **given: str) -> None:
    async def work(tx: Tx) -> None:
        await (await tx.run(query, given)).consume()

    await world.graph.write(work)


BY_ENGINE = {
    "STALE": {"sw1": ["REVISE", "WITHDRAW"]},
    "ON_HOLD": {"sw1": ["WITHDRAW"]},
    "LAPSED": {},
    "SUPERSEDED": {},
}


async def test_where_the_engine_put_an_item(world: SmallWorld) -> None:
    """C2, C5, C18: the state is written by hand, whatever led to it."""
    item = of(await drafts(world), SAND)
    for state, acts in BY_ENGINE.items():
        await by_hand(world, SET_STATE, id=item["id"], state=state)

        assert await check_all(world, item) == acts


async def in_tray(world: SmallWorld, user: str) -> set[str]:
    nodes = (await world.as_(user).ask(TRAY))["myTasks"]["nodes"]
    return {node["item"]["id"] for node in nodes if node["item"]}


async def test_an_agreed_item_that_is_held_is_nobodys_to_apply(world: SmallWorld) -> None:
    """C8, E3: neither listed nor in the tray, and the reason is told."""
    rows = await drafts(world)
    item, other = of(rows, SAND), of(rows, HEAP)
    await steps.carry(world, [item], department="sw1")
    assert item["id"] in await in_tray(world, "bb1")

    await by_hand(world, BEHIND, id=item["id"], first=other["id"])
    await _is_held(world, item, "须待其办结")
    await act(world, "cg1", other, "WITHDRAW")
    assert item["id"] in await in_tray(world, "bb1")
    await by_hand(world, INCOMPLETE, id=item["id"])
    await _is_held(world, item, "缺失")


async def _is_held(world: SmallWorld, item: Row, why: str) -> None:
    assert await check_all(world, item) == {}
    (blocked,) = (await shown(world, "bb1", item))["blocked"]
    assert (blocked["action"], why in blocked["reason"]) == ("APPLY", True)
    assert item["id"] not in await in_tray(world, "bb1")


class Counting(Graph):
    """The same graph, that counts the queries of its reads."""

    def __init__(self, real: Graph) -> None:
        vars(self).update(vars(real))
        self.queries = 0

    async def read(self, work: Any, *args: Any, **kwargs: Any) -> Any:
        async def counted(tx: Tx, *args: Any, **kwargs: Any) -> Any:
            return await work(_Counted(tx, self), *args, **kwargs)

        return await super().read(counted, *args, **kwargs)


class _Counted:
    def __init__(self, tx: Tx, counter: Counting) -> None:
        self._tx, self._counter = tx, counter

    async def run(self, query: Any, parameters: dict[str, Any] | None = None) -> Any:
        self._counter.queries += 1
        return await self._tx.run(query, parameters)


async def test_a_page_of_agreed_items_costs_no_query_a_row(world: SmallWorld) -> None:
    """Others have a say in each of them; they are read together."""
    rows = await drafts(world)
    for name, department in ((SAND, "sw1"), (WASTE, "sw1"), (HEAP, "cg1")):
        await steps.carry(world, [of(rows, name)], department=department)

    async def cost(first: int) -> int:
        counting = Counting(world.graph)
        asked = replace(world, graph=counting).as_("bb1")
        page = await asked.ask(
            "query($n: Int!) { requests(first: $n) { nodes { actions blocked { reason } } } }",
            n=first,
        )
        assert [node["actions"] for node in page["requests"]["nodes"]] == [["APPLY"]] * first
        return counting.queries

    assert await cost(3) == await cost(1)


async def _refused(world: SmallWorld, item: Row, verdict: str) -> None:
    now = await shown(world, "bb1", item)
    await steps.step(
        world.as_("bb1"), documents.ORG_REVIEW, [now], verdict=verdict, opinion="请补材料"
    )


async def test_what_is_open_and_what_is_not_yet_are_worked_out_once(
    world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page of items asks for both, and for what bears on each: the rule is not walked through for each question."""
    worked_out: list[str] = []
    real = open_acts.acts

    def counted(actor: Actor, item: Item, around: open_acts.Surroundings, today: date) -> Any:
        worked_out.append(item.id)
        return real(actor, item, around, today)

    items = await drafts(world)
    monkeypatch.setattr(open_acts, "acts", counted)
    found = await world.as_("sw1").ask(
        "{ requests(first: 50) { nodes { id actions blocked { action reason } } } }"
    )

    nodes = found["requests"]["nodes"]
    assert [sorted(node["actions"]) for node in nodes] == [DRAFT] * len(nodes)
    assert sorted(worked_out) == sorted(node["id"] for node in nodes)
    assert {node["id"] for node in nodes} <= {item["id"] for item in items}
