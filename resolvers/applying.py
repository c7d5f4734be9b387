"""调整清单: the one place where the list changes after its first edition (《办法》第八条, I13).

Applying is an act of 编办 on its day, with the agreed hash; the decisions that it needs are checked in the same
transaction. What is not in order is refused for that item alone, and the answer says which and why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph import (
    applications,
    decisions,
    workflow,
)
from graph.errors import DomainError, check_version
from graph.model.actor import Role
from graph.model.plan import ItemKind, Route
from graph.model.request import Action, Decision, Item, State, Verdict
from resolvers import (
    amending,
    freshness,
    pairs,
    requests,
    tray,
)
from resolvers.acting import Act, Desk, Result, perform, permit
from resolvers.requests import NothingChosen, Opinion


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ToApply:
    """一件待调整的事项, with the hash that was agreed."""

    item: str
    expected_version: int
    expected_hash: str


NEEDED = {
    Route.A: (Action.SUBMIT, Action.ORG_REVIEW, Action.LEGALITY_REVIEW, Action.GOV_DECIDE),
    Route.B: (Action.SUBMIT, Action.ORG_REVIEW, Action.LEGALITY_REVIEW),
}
"""Decisions that must exist, each by another person (《办法》第八条; 法制办 审查 and 区政府 审定)."""


async def apply_requests(
    desk: Desk, chosen: Sequence[ToApply], *, client_mutation_id: str | None = None
) -> Result:
    """调整清单 for one or many approved items; each answers for itself.

    Returns:
        ``{"items": [{"item", "state", "version", "problem"?, "message"?}], "edition": number or None}``.

    Raises:
        NothingChosen
    """
    permit(desk, "applyRequest", (Role.BB,))
    if not chosen:
        raise NothingChosen(Action.APPLY.value)
    given = {"items": [[c.item, c.expected_version, c.expected_hash] for c in chosen]}

    async def work(act: Act) -> Result:
        return await _apply(act, chosen)

    return await perform(
        desk,
        "applyRequest",
        given,
        work,
        roles=(Role.BB,),
        client_mutation_id=client_mutation_id,
    )


async def _apply(act: Act, chosen: Sequence[ToApply]) -> Result:
    wanted = {c.item: c for c in chosen}
    items = {i.id: i for i in await applications.items(act.tx, ids=list(wanted))}
    told: list[Result] = [_missing(c) for c in chosen if c.item not in items]
    decided = await decisions.of_items(act.tx, items)
    fresh = await freshness.hashes(act, list(items.values()))
    linked = await pairs.partners(act, items.values())
    good: list[Item] = []
    for id_, item in items.items():
        try:
            await _check(act, item, wanted[id_], decided.get(id_, []))
        except DomainError as problem:
            told.append(refused(item, problem))
        else:
            good.append(item)
    stale = [
        replace(i, state=State.STALE, version=i.version + 1) for i in good if _is_stale(i, fresh)
    ]
    good = [item for item in good if not _is_stale(item, fresh)]
    whole = pairs.whole(good, linked)
    ids = {item.id for item in whole}
    told += [refused(item, PairOpen(item.id)) for item in good if item.id not in ids]
    good = whole
    await applications.put_items(act.tx, act.seq, stale)
    await requests.follow(act, stale)
    told += [requests.told(item) for item in stale]
    edition = await amending.write(act, good) if good else None
    told += [requests.told(amending.applied(item)) for item in good]
    return {"items": told, "edition": edition}


def _is_stale(item: Item, fresh: dict[str, str | None]) -> bool:
    return fresh.get(item.id) != item.draft.facts_hash


def _missing(chosen: ToApply) -> Result:
    problem = applications.ItemNotFound(chosen.item)
    return {"item": chosen.item, "problem": type(problem).__name__, "message": str(problem)}


def refused(item: Item, problem: DomainError) -> Result:
    """An item that was not applied, and why."""
    return {**requests.told(item), "problem": type(problem).__name__, "message": str(problem)}


async def _check(
    act: Act,
    item: Item,
    wanted: ToApply,
    decided: Sequence[Decision],
) -> None:
    check_version(item.id, wanted.expected_version, item.version)
    requests.check_may(act, item, Action.APPLY, Opinion(), decided)
    if item.draft.effective > act.today:
        raise NotDue(item.id, item.draft.effective)
    check_decisions(item, decided)
    if wanted.expected_hash != item.content_hash:
        raise HashDiffers(item.id)
    if item.draft.incomplete:
        raise ElementMissing(item.id, item.draft.incomplete)
    await _check_behind(act, item)


async def _check_behind(act: Act, item: Item) -> None:
    """C8: an item that is scheduled after another waits until that one has come to rest."""
    if not item.behind:
        return
    around = await applications.items_on(act.tx, item.draft.powers)
    first = [i for i in around if tray.base_key(i.draft.key) == item.behind]
    due = (
        item.draft.kind is ItemKind.CANCEL
    )  # C18: a CANCEL whose day has come waits for no adjustment
    if not due and any(i.state not in workflow.CLOSED for i in first):
        raise Waits(item.id, first[0].id)


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
