"""起草: the words of a draft, and a draft anew after a withdrawal (R8.4). Nothing here decides.

A draft is made by filing (resolvers/filing.py); a department changes only what its grounds touch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph import applications, organs
from graph.errors import DomainError
from graph.model.actor import Role
from graph.model.plan import Difference, DraftItem, ItemKind
from graph.model.power import ElementKind, PowerType
from graph.model.request import Action, Item, State
from resolvers import duties, open_acts, requests, tray
from resolvers.acting import Act, Desk, Result, perform
from resolvers.open_acts import Surroundings
from resolvers.requests import Chosen


async def resubmit(desk: Desk, chosen: Chosen, *, client_mutation_id: str | None = None) -> Result:
    """重新申请 after a withdrawal: a new draft of the same ground, linked to the withdrawn one (R8.4).

    Raises:
        ItemNotFound, VersionConflict, Forbidden, NotWithdrawn.
    """

    async def work(act: Act) -> Result:
        item = await requests.take(act, chosen)
        around = (await open_acts.surroundings(act.tx, [item], act.today))[item.id]
        open_acts.check(act.actor, item, Action.RESUBMIT, around, act.today)
        newest = around.newest or item
        key = f"{tray.base_key(item.draft.key)}#{act.seq}"
        again = replace(
            newest,
            id=act.mint("item"),
            draft=replace(newest.draft, key=key),
            state=State.DRAFT,
            revision=1,
            version=1,
            decided=None,
            resubmission_of=newest.id,
            sequence=act.seq * 100_000,
        )
        await applications.put_items(act.tx, act.seq, [again])
        await duties.put(act, [again], [])
        return {"items": [requests.told(again)], "decision": ""}

    return await perform(
        desk,
        "resubmitRequest",
        {"item": chosen.item, "expectedVersion": chosen.expected_version},
        work,
        roles=(Role.DEPT, Role.STREET),
        client_mutation_id=client_mutation_id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """部门填写的要素文字, e.g. the 追责依据 that takes the place of a dead one (E3)."""

    element: ElementKind
    text: str


async def update_draft(
    desk: Desk,
    chosen: Chosen,
    *,
    note: str,
    replacements: Sequence[Replacement] = (),
    client_mutation_id: str | None = None,
) -> Result:
    """修改草稿: a note, and the words of elements that the item touches; nothing else of a draft is free to change.

    Raises:
        ItemNotFound, VersionConflict, StepNotAllowed, Forbidden, ElementNotTouched, ValueRefused.
    """

    async def work(act: Act) -> Result:
        item = await requests.take(act, chosen)
        open_acts.check(act.actor, item, Action.EDIT, Surroundings(), act.today)
        draft = item.draft
        for one in replacements:
            await _check_value(act, item, one)
            draft = _replaced(item.id, draft, one)
        changed = replace(
            item,
            draft=draft,
            note=note,
            version=item.version + 1,
            content_hash=tray.content_hash(draft),
        )
        await applications.put_items(act.tx, act.seq, [changed])
        return {"items": [requests.told(changed)], "decision": ""}

    rows = [[r.element.name, r.text] for r in replacements]
    return await perform(
        desk,
        "updateDraft",
        {"item": chosen.item, "version": chosen.expected_version, "note": note, "texts": rows},
        work,
        roles=(Role.DEPT, Role.STREET),
        client_mutation_id=client_mutation_id,
    )


@dataclass(eq=False)
class ElementNotTouched(DomainError):
    """要素不在本事项范围: an item changes only what its grounds touch."""

    item: str
    element: str

    def __str__(self) -> str:
        return f"事项“{self.item}”不涉及“{self.element}”，不能在草稿中改动"


@dataclass(eq=False)
class ValueRefused(DomainError):
    """要素内容不合: what a department may not write into an element."""

    item: str
    element: str
    reason: str

    def __str__(self) -> str:
        return f"事项“{self.item}”的“{self.element}”不能这样填写：{self.reason}"


async def _check_value(act: Act, item: Item, given: Replacement) -> None:
    """Who exercises a power is decided by the reform (7(3)), not by a draft; a permit is never added here (Article 9)."""
    reason = ""
    if given.element is ElementKind.HOLDER:
        known = {organ.id for organ in await organs.everyone(act.tx)}
        own = item.draft.kind is ItemKind.ADD and given.text in known
        reason = "" if own else "须为已登记机构的编号，且只有新增事项可以填写"
    if given.element is ElementKind.TYPE:
        others = {kind.value for kind in PowerType} - {PowerType.PERMIT.value}
        reason = "" if given.text in others else "须为许可以外的职权类型；许可依第九条办理"
    if reason:
        raise ValueRefused(item.id, given.element.value, reason)


def _replaced(item: str, draft: DraftItem, given: Replacement) -> DraftItem:
    touched = [d for d in draft.differences if d.element is given.element and not d.sub_item]
    free = draft.kind is ItemKind.ADD or draft.incomplete == given.element.value
    if not touched and not free:
        raise ElementNotTouched(item, given.element.value)
    before = touched[0].before if touched else ""
    told_ = Difference(element=given.element, before=before, value=given.text)
    others = tuple(d for d in draft.differences if d not in touched)
    missing = "" if draft.incomplete == given.element.value else draft.incomplete
    return replace(draft, differences=(*others, told_), incomplete=missing)
