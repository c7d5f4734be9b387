"""两次影响分析之间: what a correction, a confirmation or a new fact changed in the impact of one source (F22, H19)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.db import Tx
from resolvers.acting import Desk
from resolvers.hit_changes import HitChange, compare
from resolvers.impact import assemble, seen


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactDiff:
    """两次影响分析的差异."""

    digests: tuple[str, str]
    changes: Sequence[HitChange]
    same: int


async def impact_diff(desk: Desk, source: str, first: int, last: int) -> ImpactDiff:
    """The impact of a source as known after one event, against that after another.

    Raises:
        SourceNotFound, RowNotBuilt.
    """

    async def work(tx: Tx) -> ImpactDiff:
        before, after = [
            await seen(tx, desk, await assemble(tx, desk.pack, source, desk.today, known))
            for known in (first, last)
        ]
        changes, same = compare(
            before.plan.hits, after.plan.hits, {**before.powers, **after.powers}
        )
        return ImpactDiff(
            digests=(before.plan.digest, after.plan.digest), changes=changes, same=same
        )

    return await desk.graph.read(work)
