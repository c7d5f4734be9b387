"""发件箱 in the graph."""

from __future__ import annotations

from graph.db import Tx

OUTBOX = """
CREATE (:OutboxEvent {seq: $seq, kind: $kind, subject: $subject})
"""


async def announce(tx: Tx, seq: int, kind: str, subject: str) -> None:
    """发件箱: what subscribers will hear, written in the same transaction."""
    await tx.run(OUTBOX, {"seq": seq, "kind": kind, "subject": subject})
