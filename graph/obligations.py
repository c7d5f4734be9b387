"""申请义务 in the graph: duties to apply, there before anyone files (R5.0)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, LiteralString

from graph.db import Tx, listed, narrowest
from graph.model.request import Obligation, ObligationState

PUT_OBLIGATIONS = """
UNWIND $rows AS row
MERGE (o:Obligation {key: row.key})
ON CREATE SET o.id = row.id, o.seq = $seq
SET o += row.props
WITH o, row
UNWIND row.props.powers AS power
MATCH (p:Power {id: power})
MERGE (o)-[:CONCERNS]->(p)
"""


async def put_obligations(tx: Tx, seq: int, obligations: Sequence[Obligation]) -> None:
    """申请义务入图, once by key."""
    rows = [
        {
            "key": o.key,
            "id": o.id,
            "props": {
                "holder": o.holder,
                "powers": list(o.powers),
                "kind": o.kind,
                "grounds": list(o.grounds),
                "cause": o.cause,
                "effective": o.effective,
                "due": o.due,
                "state": o.state.name,
                "item": o.item,
            },
        }
        for o in obligations
    ]
    if not rows:
        return
    await (await tx.run(PUT_OBLIGATIONS, {"rows": rows, "seq": seq})).consume()


COLUMNS: LiteralString = "[o.id, o.key, o.holder, o.powers, o.kind, o.grounds, o.cause, o.effective, o.due, o.state, o.item]"
"""What every query of obligations returns of an obligation ``o``, for ``obligation_of``."""

_OBLIGATION_ROWS: LiteralString = (
    """
WHERE ($holders IS NULL OR o.holder IN $holders) AND ($states IS NULL OR o.state IN $states)
  AND ($keys IS NULL OR o.key IN $keys) AND ($items IS NULL OR o.item IN $items)
WITH o ORDER BY o.effective, o.id
RETURN collect("""
    + COLUMNS
    + ") AS rows"
)

OBLIGATIONS = "MATCH (o:Obligation)" + _OBLIGATION_ROWS
OBLIGATIONS_BY_KEY = "MATCH (o:Obligation) WHERE o.key IN $keys WITH o" + _OBLIGATION_ROWS
OBLIGATIONS_OF_ITEMS = "MATCH (o:Obligation) WHERE o.item IN $items WITH o" + _OBLIGATION_ROWS
OBLIGATIONS_OF_HOLDERS = "MATCH (o:Obligation) WHERE o.holder IN $holders WITH o" + _OBLIGATION_ROWS

_OBLIGATIONS_BY: dict[str, LiteralString] = {
    "keys": OBLIGATIONS_BY_KEY,
    "items": OBLIGATIONS_OF_ITEMS,
    "holders": OBLIGATIONS_OF_HOLDERS,
}


async def find(
    tx: Tx,
    *,
    holders: Iterable[str] | None = None,
    states: Iterable[ObligationState] | None = None,
    keys: Iterable[str] | None = None,
    items_: Iterable[str] | None = None,
) -> list[Obligation]:
    """Duties to apply, by effective day."""
    given = {
        "holders": listed(holders),
        "states": None if states is None else [state.name for state in states],
        "keys": listed(keys),
        "items": listed(items_),
    }
    query = narrowest(_OBLIGATIONS_BY, given) or OBLIGATIONS
    row = await (await tx.run(query, given)).single(strict=True)
    return [obligation_of(r) for r in row["rows"]]


def obligation_of(row: Sequence[Any]) -> Obligation:
    """A duty from the columns that every query of obligations returns."""
    id_, key, holder, powers, kind, grounds, cause, effective, due, state, item_ = row
    return Obligation(
        id=id_,
        key=key,
        holder=holder,
        powers=tuple(powers),
        kind=kind,
        grounds=tuple(grounds),
        cause=cause,
        effective=effective.to_native(),
        due=due.to_native() if due else None,
        state=ObligationState[state],
        item=item_,
    )
