"""申请书 of one act: one for each department, route and cause, written together once all its items are drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from graph import applications
from graph.model.plan import DraftItem
from graph.model.request import Envelope, Item
from resolvers.acting import Act


@dataclass(slots=True)
class Envelopes:
    """The envelopes that an act asks for."""

    act: Act
    _asked: dict[str, Envelope] = field(default_factory=dict[str, Envelope])

    def of(self, draft: DraftItem) -> str:
        """Id of the envelope of a draft; where there is one already, the item gets that one when they are put."""
        key = f"{draft.holder}|{draft.route.value}|{draft.cause}"
        if key not in self._asked:
            self._asked[key] = Envelope(
                id=self.act.mint("envelope"),
                key=key,
                holder=draft.holder,
                route=draft.route.name,
                cause=draft.cause,
            )
        return self._asked[key].id

    async def put(self, items: Iterable[Item]) -> list[Item]:
        """Write them. Returns these items, each in the envelope that is there."""
        there = await applications.put_envelopes(self.act.tx, self.act.seq, self._asked.values())
        moved = {id_: stored for id_, stored in there.items() if id_ != stored}
        return [
            replace(item, envelope=moved[item.envelope]) if item.envelope in moved else item
            for item in items
        ]
