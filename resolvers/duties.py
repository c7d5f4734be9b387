"""申请义务: a duty to apply stands before anybody files, and follows its item (R5.0, R6.0, R7.0)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph import obligations
from graph.model.request import Item, Obligation, ObligationState, State
from resolvers.acting import Act


def new(act: Act, items: Iterable[Item]) -> list[Obligation]:
    """A duty to apply, there before anybody files; no limit unless the rule pack sets one (G1)."""
    return [
        Obligation(
            id=act.mint("obligation"),
            key=f"duty|{item.draft.key}",
            holder=item.draft.holder,
            powers=item.draft.powers,
            kind=item.draft.kind.name,
            grounds=item.draft.grounds,
            cause=item.draft.cause,
            effective=item.draft.effective,
            due=None,
            state=ObligationState.OPEN,
            item=item.id,
        )
        for item in items
    ]


DUTY_AFTER = {
    State.REJECTED: ObligationState.GAP,
    State.WITHDRAWN: ObligationState.OPEN,
    State.APPLIED: ObligationState.MET,
    State.LAPSED: ObligationState.LAPSED,
    State.SUPERSEDED: ObligationState.LAPSED,
    State.DRAFT: ObligationState.OPEN,
    State.ON_HOLD: ObligationState.OPEN,
}
"""What becomes of the duty to apply with its item; in every other state it counts as filed, STALE leaves it as it was."""


def followed(duty: Obligation, item: Item) -> Obligation:
    """The duty as its item now has it."""
    stays = item.state is State.STALE
    return replace(
        duty,
        holder=item.draft.holder,
        powers=item.draft.powers,
        kind=item.draft.kind.name,
        grounds=item.draft.grounds,
        effective=item.draft.effective,
        state=duty.state if stays else DUTY_AFTER.get(item.state, ObligationState.FILED),
        item=item.id,
    )


async def follow(act: Act, moved: Sequence[Item]) -> None:
    """申请义务 follow their items."""
    if not moved:
        return
    by_id = {item.id: item for item in moved}
    found = await obligations.find(act.tx, items_=by_id)
    changed = [followed(duty, by_id[duty.item]) for duty in found]
    await obligations.put_obligations(act.tx, act.seq, changed)


async def settle(act: Act, asked: Sequence[Item], gone: Sequence[Item]) -> None:
    """Duties of items that were withdrawn or rejected: they stand while their ground does, and no longer."""
    await follow(act, asked)
    over = await obligations.find(act.tx, items_=[item.id for item in gone]) if gone else []
    lapsed = [replace(duty, state=ObligationState.LAPSED) for duty in over]
    await obligations.put_obligations(act.tx, act.seq, lapsed)


async def put(act: Act, made: Sequence[Item], changed: Sequence[Item]) -> None:
    """New items have a duty each; one that stands in the place of a former item takes over its duty."""
    await follow(act, changed)
    after = {item.resubmission_of: item for item in made if item.resubmission_of}
    taken = await obligations.find(act.tx, items_=after) if after else []
    moved = [followed(duty, after[duty.item]) for duty in taken]
    heirs = {duty.item for duty in moved}
    fresh = new(act, [item for item in made if item.id not in heirs])
    await obligations.put_obligations(act.tx, act.seq, [*moved, *fresh])
