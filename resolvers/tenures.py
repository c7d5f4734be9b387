"""行使权: what applied items change about who holds a power, on the axis of the list (``spec/model.md`` 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from graph import (
    organs,
    successions,
)
from graph.model.organ import Axis, Mode, Tenure
from graph.model.power import ListStatus
from graph.model.request import Item
from graph.powers import NewVersion
from resolvers.acting import Act


async def move(act: Act, versions: Sequence[tuple[Item, NewVersion]]) -> None:
    """The list axis follows the decision: a new holder, or the end of a power (``spec/model.md`` 5)."""
    newest = {version.power: (item, version) for item, version in versions}
    known = await organs.tenures(act.tx, newest, Axis.LIST)
    gone: list[str] = []
    written: list[Tenure] = []
    for power, (item, version) in newest.items():
        held = [t for t in known if t.power == power and t.to is None]
        if not _holder_moves(version, held):
            continue
        gone += [t.id for t in held]
        written += _ended(act, held, version.valid_from)
        if version.status is ListStatus.LISTED:
            written += _tenures(act, item, version)
    await organs.supersede_tenures(act.tx, act.seq, gone)
    await organs.put_tenures(act.tx, act.seq, written)


async def close_absorbed(act: Act, versions: Sequence[tuple[Item, NewVersion]]) -> None:
    """O3: an absorbed id ends on both axes and says what it became part of."""
    closed = {v.power: (i, v) for i, v in versions if v.status is ListStatus.MERGED}
    rows = [(p, i.draft.powers[0], v.valid_from) for p, (i, v) in closed.items()]
    await successions.merge_into(act.tx, act.seq, rows)
    known = await organs.tenures(act.tx, closed, Axis.LAW)
    held = [t for t in known if t.to is None]
    ended = [e for t in held for e in _ended(act, [t], closed[t.power][1].valid_from)]
    await organs.supersede_tenures(act.tx, act.seq, [t.id for t in held])
    await organs.put_tenures(act.tx, act.seq, ended)


def _holder_moves(version: NewVersion, held: Sequence[Tenure]) -> bool:
    content = version.content
    stays = {t.organ for t in held} == {content.holder, *content.joint}
    return version.status is not ListStatus.LISTED or not stays


def _ended(act: Act, held: Sequence[Tenure], on: date) -> list[Tenure]:
    return [replace(t, id=act.mint("tenure"), to=on) for t in held if t.valid_from < on]


def _tenures(act: Act, item: Item, version: NewVersion) -> list[Tenure]:
    """One for the holder; one for each where several hold jointly (G21)."""
    content = version.content
    return [
        Tenure(
            id=act.mint("tenure"),
            power=version.power,
            organ=organ,
            mode=Mode.JOINT if content.joint else Mode.OWN,
            axis=Axis.LIST,
            valid_from=version.valid_from,
            to=None,
            cause=item.draft.cause,
        )
        for organ in (content.holder, *content.joint)
    ]
