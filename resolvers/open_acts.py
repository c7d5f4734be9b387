"""可办理的动作: the one rule of which acts are open to a person on an item today.

The mutations refuse by it; ``actions``, ``blocked`` and 我的待办 tell by it. Whether the facts still are what they were is found
when somebody acts (resolvers/freshness.py): then the item becomes STALE.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph import applications, decisions, workflow
from graph.db import Tx
from graph.errors import DomainError
from graph.model.actor import Actor
from graph.model.plan import ItemKind, Route
from graph.model.request import Action, Decision, Item, State, Verdict
from graph.workflow import DEPT, Forbidden, RouteNotBuilt, SameActor, StepNotAllowed, find_step
from resolvers import pairs
from resolvers.tray import base_key


@dataclass(eq=False)
class NotDue(DomainError):
    """未到生效日: an approved item waits for its day and cannot be applied early (G9, T3)."""

    item: str
    effective: date

    def __str__(self) -> str:
        return f"事项“{self.item}”自 {self.effective.isoformat()} 起方可调整清单，不得提前"


@dataclass(eq=False)
class HashDiffers(DomainError):
    """内容不一致: what is to be applied is not what was decided (R8.5)."""

    item: str

    def __str__(self) -> str:
        return f"事项“{self.item}”的内容与各环节所审定的内容不一致，不得调整清单"


@dataclass(eq=False)
class DecisionMissing(DomainError):
    """缺少决定: a stage of the route has no agreement by a person of its own (I13, I14)."""

    item: str
    action: Action

    def __str__(self) -> str:
        return (
            f"事项“{self.item}”缺少“{self.action.value}”环节的同意决定，或该环节与其他环节为同一人"
        )


@dataclass(eq=False)
class PairOpen(DomainError):
    """成对事项未齐: a linked item may not be applied without its pair (C15)."""

    item: str

    def __str__(self) -> str:
        return f"事项“{self.item}”与另一事项成对，须两项均获同意后一并调整清单"


@dataclass(eq=False)
class Waits(DomainError):
    """须待前项: an earlier item on the same power has not come to rest (C5, C8)."""

    item: str
    first: str

    def __str__(self) -> str:
        return f"事项“{self.item}”排在事项“{self.first}”之后，须待其办结"


@dataclass(eq=False)
class ElementMissing(DomainError):
    """要素缺失 (INCOMPLETE_ELEMENT): an element would be left empty (E3, 权责一致)."""

    item: str
    element: str

    def __str__(self) -> str:
        return f"事项“{self.item}”将使“{self.element}”缺失，须先指明替代内容（权责一致）"


@dataclass(eq=False)
class NotWithdrawn(DomainError):
    """不是已撤回的事项: a rejection is final, a returned item is revised in place, and one that was handed in again is
    not handed in once more.
    """

    item: str
    state: State

    def __str__(self) -> str:
        return f"事项“{self.item}”现处于“{self.state.value}”，只有已撤回的事项可以重新申请"


NOT_HIS = (StepNotAllowed, RouteNotBuilt, Forbidden, NotWithdrawn)
"""Refusals that say that an act is not this person's at this state at all; any other one says what blocks it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """旁及: what bears on an item besides its own record.

    Attributes:
        decided: what was decided on it, oldest first.
        before: items that it is to follow (C8).
        pair_open: whether an item that it is linked with cannot be applied together with it (C15).
        partners: of an agreed one, the items that it is linked with.
        newest: of the items with its key; None where that is itself.
    """

    decided: Sequence[Decision] = ()
    before: Sequence[Item] = ()
    pair_open: bool = False
    partners: Sequence[Item] = ()
    newest: Item | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """一人对一事项的动作.

    Attributes:
        blocked: what would be his to do, and why it cannot be done today.
    """

    open: list[Action] = field(default_factory=list[Action])
    blocked: list[tuple[Action, DomainError]] = field(
        default_factory=list[tuple[Action, DomainError]]
    )


def acts(actor: Actor, item: Item, around: Surroundings, today: date) -> Acts:
    """What this person can do with the item today, and what he cannot do yet."""
    found = Acts()
    for action in workflow.actions(item.draft.route, item.state):
        try:
            check(actor, item, action, around, today)
        except NOT_HIS:
            continue
        except DomainError as problem:
            found.blocked.append((action, problem))
        else:
            found.open.append(action)
    return found


def check(
    actor: Actor,
    item: Item,
    action: Action,
    around: Surroundings,
    today: date,
    verdict: Verdict = Verdict.AGREE,
) -> None:
    """Whether this person may do this with the item today: stage, department, separation of duties, and what it waits for.

    Raises:
        StepNotAllowed, RouteNotBuilt, Forbidden, SameActor.
        NotWithdrawn: of handing in again.
        NotDue, DecisionMissing, HashDiffers, ElementMissing, Waits, PairOpen: of applying.
    """
    if action is Action.RESUBMIT:
        _check_withdrawn(item, around.newest or item)
    step = find_step(item.id, item.draft.route, item.state, action, verdict)
    organs = actor.organs(*step.roles)
    if not organs or (step.roles == DEPT and item.draft.holder not in organs):
        raise Forbidden(action.value, step.roles)
    _check_persons(actor, item, workflow.stage(action), around.decided)
    if action is Action.APPLY:
        _check_ripe(item, around, today)


def _check_withdrawn(*items: Item) -> None:
    for one in items:
        if Action.RESUBMIT not in workflow.actions(one.draft.route, one.state):
            raise NotWithdrawn(one.id, one.state)


def _check_persons(actor: Actor, item: Item, now: Action, decided: Sequence[Decision]) -> None:
    """Nobody decides two stages of one item; repeating his own stage he may (I14)."""
    if now not in workflow.DECIDING:
        return
    for earlier in decided:
        mine = earlier.actor == actor.user and earlier.action in workflow.DECIDING
        if mine and earlier.action is not now:
            raise SameActor(item.id, earlier.action)


def _check_ripe(item: Item, around: Surroundings, today: date) -> None:
    if item.draft.effective > today:
        raise NotDue(item.id, item.draft.effective)
    check_decisions(item, around.decided)
    if item.draft.incomplete:
        raise ElementMissing(item.id, item.draft.incomplete)
    # C18: a CANCEL whose day has come waits for no adjustment.
    waits = item.draft.kind is not ItemKind.CANCEL
    if waits and any(first.state not in workflow.CLOSED for first in around.before):
        raise Waits(item.id, around.before[0].id)
    if around.pair_open:
        raise PairOpen(item.id)


NEEDED = {
    Route.A: (Action.SUBMIT, Action.ORG_REVIEW, Action.LEGALITY_REVIEW, Action.GOV_DECIDE),
    Route.B: (Action.SUBMIT, Action.ORG_REVIEW, Action.LEGALITY_REVIEW),
}
"""Decisions that must exist, each by another person (《办法》第八条; 法制办 审查 and 区政府 审定)."""


def check_decisions(item: Item, decided: Sequence[Decision]) -> None:
    """The decisions of the route exist for this revision, of different persons, on this content.

    Raises:
        DecisionMissing, HashDiffers.
    """
    of_revision = [d for d in decided if d.revision == item.revision]
    persons: set[str] = set()
    for action in NEEDED[item.draft.route]:
        agreed = [d for d in of_revision if d.action is action and d.verdict is Verdict.AGREE]
        if not agreed or agreed[-1].actor in persons:
            raise DecisionMissing(item.id, action)
        persons.add(agreed[-1].actor)
        if agreed[-1].content_hash != item.content_hash:
            raise HashDiffers(item.id)


REACH_BEYOND = (Action.APPLY, Action.RESUBMIT)
"""Acts that depend on other items."""


def reach_beyond(found: Acts) -> bool:
    """Whether other items have a say in what is open: only then they are read."""
    return any(action in REACH_BEYOND for action in found.open)


async def surroundings(tx: Tx, items: Sequence[Item], today: date) -> dict[str, Surroundings]:
    """What bears on each of these items: a bounded number of queries, however many they are."""
    linked, known = await _linked(tx, items)
    decided = await decisions.of_items(tx, known)
    before = await _before(tx, known.values())
    newest = await _newest(tx, items)
    found = {
        id_: Surroundings(
            decided=decided.get(id_, []),
            before=before.get(id_, ()),
            partners=linked.get(id_, ()),
            newest=newest.get(id_),
        )
        for id_ in known
    }
    ripe = [item for item in known.values() if _is_ripe(item, found[item.id], today)]
    whole = {item.id for item in pairs.whole(ripe, linked)}
    alone = {item.id for item in ripe} - whole
    return {i.id: replace(found[i.id], pair_open=i.id in alone) for i in items}


def _is_ripe(item: Item, around: Surroundings, today: date) -> bool:
    """Whether nothing but its pair can keep it from being applied."""
    if item.state not in workflow.DECIDED:
        return False
    try:
        _check_ripe(item, around, today)
    except DomainError:
        return False
    return True


async def _linked(tx: Tx, items: Iterable[Item]) -> tuple[pairs.Partners, dict[str, Item]]:
    """The agreed ones among these with their partners, and theirs; and all items that are then to be looked at."""
    known = {item.id: item for item in items}
    linked: dict[str, Sequence[Item]] = {}
    asked = _agreed(known.values())
    while asked:
        linked |= await pairs.partners(tx, asked)
        around = (other for item in asked for other in linked[item.id])
        asked = [other for other in _agreed(around) if other.id not in known]
        known |= {item.id: item for item in asked}
    return linked, known


def _agreed(items: Iterable[Item]) -> list[Item]:
    return [item for item in items if item.state in workflow.DECIDED]


async def _before(tx: Tx, items: Iterable[Item]) -> Mapping[str, list[Item]]:
    held = [item for item in _agreed(items) if item.behind]
    if not held:
        return {}
    around = await applications.items_on(tx, {p for item in held for p in item.draft.powers})
    by_key: dict[str, list[Item]] = {}
    for one in around:
        by_key.setdefault(base_key(one.draft.key), []).append(one)
    return {item.id: by_key.get(item.behind, []) for item in held}


async def _newest(tx: Tx, items: Iterable[Item]) -> dict[str, Item]:
    keys = {
        item.id: base_key(item.draft.key)
        for item in items
        if Action.RESUBMIT in workflow.actions(item.draft.route, item.state)
    }
    found = await applications.newest(tx, keys.values()) if keys else {}
    return {id_: found[key] for id_, key in keys.items()}
