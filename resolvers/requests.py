"""申请与审批: one mutation per decision, along the table of graph/workflow.py (《办法》第八条).

Each act takes one or many items and answers for each of them; what an approval rests on is checked again every time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph import applications, decisions, looking_up, outbox, workflow
from graph.errors import DomainError, check_version
from graph.model.actor import Role
from graph.model.request import (
    Action,
    Item,
    State,
    Verdict,
)
from graph.workflow import find_step, stage
from resolvers import consequences, duties, freshness
from resolvers.acting import Act, Desk, Result, perform, permit
from resolvers.deciding import decide
from resolvers.open_acts import Surroundings, check
from resolvers.reading import scope


@dataclass(eq=False)
class OpinionMissing(DomainError):
    """缺少意见: whoever returns or rejects says why (R8.4)."""

    action: str

    def __str__(self) -> str:
        return f"“{self.action}”为退回或不同意时，必须写明理由"


@dataclass(eq=False)
class DocumentMissing(DomainError):
    """缺少文号: the government's decision is a document."""

    action: str

    def __str__(self) -> str:
        return f"“{self.action}”必须写明文件名称或文号"


@dataclass(eq=False)
class NothingChosen(DomainError):
    """未选定事项: a decision decides something."""

    action: str

    def __str__(self) -> str:
        return f"办理“{self.action}”须至少选定一个事项"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """一件待办的事项, with the version that the user was looking at."""

    item: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """处理意见 of one act."""

    verdict: Verdict = Verdict.AGREE
    text: str = ""
    document: str = ""


async def act_on(
    desk: Desk,
    name: str,
    action: Action,
    chosen: Sequence[Chosen],
    opinion: Opinion,
    *,
    client_mutation_id: str | None = None,
) -> Result:
    """办理一步 for one or many items; all of them move, or none.

    Filing for a department that is late or gone (G6) is decided as filing, by 编办.

    An item whose facts changed does not move: it becomes STALE, and the answer says so.

    Returns:
        ``{"items": [{"item", "state", "version"}], "decision": id}``.

    Raises:
        NothingChosen, ItemNotFound, VersionConflict, StepNotAllowed, RouteNotBuilt, Forbidden, SameActor,
        OpinionMissing, DocumentMissing.
    """
    roles = workflow.roles_for(action)
    permit(desk, name, roles)
    _check_opinion(action, opinion)
    if not chosen:
        raise NothingChosen(action.value)
    given = {
        "action": stage(action).name,
        "verdict": opinion.verdict.name,
        "items": [[c.item, c.expected_version] for c in chosen],
        "text": opinion.text,
        "document": opinion.document,
        "onBehalf": action is Action.SUBMIT_ON_BEHALF,
    }

    async def work(act: Act) -> Result:
        return await _act_on(act, action, chosen, opinion)

    return await perform(
        desk, name, given, work, roles=roles, client_mutation_id=client_mutation_id
    )


def _check_opinion(action: Action, opinion: Opinion) -> None:
    if opinion.verdict is not Verdict.AGREE and not opinion.text.strip():
        raise OpinionMissing(action.value)
    if action is Action.GOV_DECIDE and not opinion.document.strip():
        raise DocumentMissing(action.value)


async def _act_on(act: Act, action: Action, chosen: Sequence[Chosen], opinion: Opinion) -> Result:
    items = await _take_all(act, chosen)
    earlier = await decisions.of_items(act.tx, [item.id for item in items])
    for item in items:
        around = Surroundings(decided=earlier.get(item.id, []))
        check(act.actor, item, action, around, act.today, opinion.verdict)
    fresh = await freshness.hashes(act, items) if stage(action) in RESTS_ON_FACTS else {}
    moved = [_move(act, item, action, opinion, fresh) for item in items]
    if action is Action.REVISE:
        moved = await consequences.planned_anew(act, moved)
    decision = await _record(act, action, opinion, moved)
    around = await applications.items_on(act.tx, {p for item in items for p in item.draft.powers})
    others = [
        *await consequences.partners(act, moved),
        *consequences.released(moved, around),
    ]
    await applications.put_items(act.tx, act.seq, [*moved, *others])
    await follow(act, [*moved, *others])
    return {"items": [told(item) for item in moved], "decision": decision}


RESTS_ON_FACTS = (Action.SUBMIT, Action.ORG_REVIEW, Action.LEGALITY_REVIEW, Action.GOV_DECIDE)


def told(item: Item) -> Result:
    """An item in the answer of an act."""
    return {"item": item.id, "state": item.state.name, "version": item.version}


async def _take_all(act: Act, chosen: Sequence[Chosen]) -> list[Item]:
    """Many items, read in one query, in the order in which they were chosen; a department finds only its own."""
    ids = [c.item for c in chosen]
    found = {i.id: i for i in await looking_up.items(act.tx, ids, scope(act.actor))}
    for one in chosen:
        if one.item not in found:
            raise applications.ItemNotFound(one.item)
        check_version(one.item, one.expected_version, found[one.item].version)
    return [found[id_] for id_ in dict.fromkeys(ids)]


async def take(act: Act, chosen: Chosen) -> Item:
    """One item, as its user was looking at it.

    Raises:
        ItemNotFound, VersionConflict.
    """
    (item,) = await _take_all(act, [chosen])
    return item


def _move(
    act: Act, item: Item, action: Action, opinion: Opinion, fresh: dict[str, str | None]
) -> Item:
    if item.id in fresh and fresh[item.id] != item.draft.facts_hash:
        return replace(item, state=State.STALE, version=item.version + 1)
    step = find_step(item.id, item.draft.route, item.state, action, opinion.verdict)
    moved = replace(item, state=step.target, version=item.version + 1)
    if stage(action) is Action.SUBMIT:
        moved = replace(moved, on_behalf=action is Action.SUBMIT_ON_BEHALF)
    if stage(action) is Action.SUBMIT and item.state is State.RETURNED:
        moved = replace(moved, revision=item.revision + 1)
    if step.target is State.APPROVED:
        waits = item.draft.effective > act.today
        state = State.SCHEDULED if waits else State.APPROVED
        moved = replace(moved, state=state, decided=act.today)
    if action is Action.REVISE:
        moved = replace(moved, revision=item.revision + 1, decided=None)
    return moved


async def _record(act: Act, action: Action, opinion: Opinion, moved: Sequence[Item]) -> str:
    return await decide(
        act,
        stage(action),
        [item for item in moved if item.state is not State.STALE],
        seat=_seat(act, action, {item.draft.holder for item in moved}),
        verdict=opinion.verdict,
        opinion=opinion.text,
        document=opinion.document,
    )


def _seat(act: Act, action: Action, holders: set[str]) -> tuple[Role, str]:
    """In which role and for which organ he decides: who holds several does not sign in another's name."""
    roles = workflow.roles_for(action)
    seats = [seat for seat in act.actor.roles if seat[0] in roles]
    return next((seat for seat in seats if seat[1] in holders), seats[0])


async def follow(act: Act, moved: Sequence[Item]) -> None:
    """Duties follow their items; whoever listens hears of it."""
    await duties.follow(act, moved)
    await outbox.announce(act.tx, act.seq, "requestChanged", ",".join(item.id for item in moved))
