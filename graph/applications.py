"""申请书与调整事项 in the graph.

Every write stands behind the one head of the audit chain (graph/audit.py), so a check and its write cannot be parted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, LiteralString

import orjson

from graph.canonical import canonical
from graph.db import Tx, listed, narrowest
from graph.errors import DomainError
from graph.model.plan import Difference, DraftItem, ItemKind, Route, Severity
from graph.model.power import ElementKind
from graph.model.request import Envelope, Item, State


@dataclass(eq=False)
class ItemNotFound(DomainError):
    """事项不存在, or not to be seen by this user."""

    id: str

    def __str__(self) -> str:
        return f"没有编号为“{self.id}”的调整事项，或您无权查看"


PUT_ENVELOPES = """
UNWIND $rows AS row
MERGE (e:Envelope {key: row.key})
ON CREATE SET e.id = row.id, e.holder = row.holder, e.route = row.route, e.cause = row.cause, e.seq = $seq
RETURN collect([row.id, e.id]) AS rows
"""


async def put_envelopes(tx: Tx, seq: int, envelopes: Iterable[Envelope]) -> dict[str, str]:
    """申请书入图, once for each (department, route, cause). Returns id as given → id as it is there."""
    rows = [asdict(envelope) for envelope in envelopes]
    if not rows:
        return {}
    found = await (await tx.run(PUT_ENVELOPES, {"rows": rows, "seq": seq})).single(strict=True)
    return dict(found["rows"])


def differences_text(differences: Iterable[Difference]) -> str:
    """要素差异 as canonical JSON."""
    rows = [[d.element.name, d.sub_item, d.before, d.renew, d.value] for d in differences]
    return canonical(rows)


def _differences(text: str) -> tuple[Difference, ...]:
    return tuple(
        Difference(
            element=ElementKind[element],
            sub_item=sub,
            before=before,
            renew=tuple((c, tuple(units)) for c, units in renew),
            value=value,
        )
        for element, sub, before, renew, value in orjson.loads(text)
    )


PUT_ITEMS = """
UNWIND $rows AS row
MERGE (i:Item {id: row.id})
ON CREATE SET i.seq = $seq
SET i += row.props, i.key = row.key
WITH i, row
MATCH (e:Envelope {id: row.props.envelope})
MERGE (i)-[:IN]->(e)
WITH i, row
UNWIND row.props.powers AS power
MATCH (p:Power {id: power})
MERGE (i)-[:CONCERNS]->(p)
"""


async def put_items(tx: Tx, seq: int, items: Sequence[Item]) -> None:
    """Write items as they now stand; an item that stands for other facts now has their key (``spec/model.md`` 8)."""
    rows = [{"key": i.draft.key, "id": i.id, "props": _item_props(i)} for i in items]
    if not rows:
        return
    await (await tx.run(PUT_ITEMS, {"rows": rows, "seq": seq})).consume()


def _item_props(item: Item) -> dict[str, Any]:
    d = item.draft
    return {
        "kind": d.kind.name,
        "route": d.route.name,
        "grounds": list(d.grounds),
        "rules": list(d.rules),
        "cause": d.cause,
        "effective": d.effective,
        "holder": d.holder,
        "powers": list(d.powers),
        "subItem": d.sub_item,
        "severity": d.severity.name,
        "differences": differences_text(d.differences),
        "pair": d.pair,
        "suggestions": list(d.suggestions),
        "incomplete": d.incomplete,
        "warnings": list(d.warnings),
        "factsHash": d.facts_hash,
        "late": d.late,
        "bundle": d.bundle,
        "causes": list(d.causes),
        "envelope": item.envelope,
        "state": item.state.name,
        "revision": item.revision,
        "version": item.version,
        "contentHash": item.content_hash,
        "onBehalf": item.on_behalf,
        "decided": item.decided,
        "behind": item.behind,
        "note": item.note,
        "resubmissionOf": item.resubmission_of,
        "sequence": item.sequence,
    }


COLUMNS: LiteralString = """[i.id, i.key, i.kind, i.route, i.grounds, i.rules, i.cause, i.effective, i.holder, i.powers, i.subItem,
  i.severity, i.differences, i.pair, i.suggestions, i.incomplete, i.warnings, i.factsHash, i.late, i.envelope, i.state,
  i.revision, i.version, i.contentHash, i.onBehalf, i.decided, i.behind, i.note, i.resubmissionOf, i.sequence, i.bundle, i.causes]"""
"""What every query of items returns of an item ``i``, for ``item_of``."""

_NAMES = tuple(re.findall(r"i\.(\w+)", COLUMNS))


def item_of(row: Sequence[Any]) -> Item:
    """An item from its ``COLUMNS``."""
    told = dict(zip(_NAMES, row, strict=True))
    decided = told["decided"]
    return Item(
        id=told["id"],
        draft=_draft(told),
        envelope=told["envelope"],
        state=State[told["state"]],
        revision=told["revision"],
        version=told["version"],
        content_hash=told["contentHash"],
        on_behalf=told["onBehalf"],
        decided=decided.to_native() if decided else None,
        behind=told["behind"],
        note=told["note"],
        resubmission_of=told["resubmissionOf"],
        sequence=told["sequence"],
    )


def _draft(told: Mapping[str, Any]) -> DraftItem:
    return DraftItem(
        key=told["key"],
        kind=ItemKind[told["kind"]],
        route=Route[told["route"]],
        grounds=tuple(told["grounds"]),
        rules=tuple(told["rules"]),
        cause=told["cause"],
        effective=told["effective"].to_native(),
        holder=told["holder"],
        powers=tuple(told["powers"]),
        sub_item=told["subItem"],
        severity=Severity[told["severity"]],
        differences=_differences(told["differences"]),
        pair=told["pair"],
        suggestions=tuple(told["suggestions"]),
        incomplete=told["incomplete"],
        warnings=tuple(told["warnings"]),
        facts_hash=told["factsHash"],
        late=told["late"],
        bundle=told["bundle"],
        causes=tuple(told["causes"]),
    )


_ITEM_ROWS: LiteralString = (
    """
WHERE ($ids IS NULL OR i.id IN $ids)
  AND ($keys IS NULL OR i.key IN $keys)
  AND ($envelope IS NULL OR i.envelope = $envelope)
  AND ($cause IS NULL OR i.cause = $cause)
  AND ($power IS NULL OR $power IN i.powers)
WITH i ORDER BY i.sequence
RETURN collect("""
    + COLUMNS
    + ") AS rows"
)

# A filter that may be null uses no index: each way in has a text of its own, the rest is the same.
ITEMS = "MATCH (i:Item)" + _ITEM_ROWS
ITEMS_BY_ID = "MATCH (i:Item) WHERE i.id IN $ids WITH i" + _ITEM_ROWS
ITEMS_BY_KEY = "MATCH (i:Item) WHERE i.key IN $keys WITH i" + _ITEM_ROWS
ITEMS_OF_ENVELOPE = "MATCH (i:Item)-[:IN]->(:Envelope {id: $envelope}) WITH i" + _ITEM_ROWS
ITEMS_OF_CAUSE = "MATCH (i:Item {cause: $cause}) WITH i" + _ITEM_ROWS
ITEMS_OF_POWER = "MATCH (i:Item)-[:CONCERNS]->(:Power {id: $power}) WITH i" + _ITEM_ROWS

_ITEMS_BY: dict[str, LiteralString] = {
    "ids": ITEMS_BY_ID,
    "keys": ITEMS_BY_KEY,
    "envelope": ITEMS_OF_ENVELOPE,
    "power": ITEMS_OF_POWER,
    "cause": ITEMS_OF_CAUSE,
}


async def items(
    tx: Tx,
    *,
    ids: Iterable[str] | None = None,
    keys: Iterable[str] | None = None,
    envelope: str | None = None,
    cause: str | None = None,
    power: str | None = None,
) -> list[Item]:
    """Items by any of these, in the order in which they were made."""
    given = {
        "ids": listed(ids),
        "keys": listed(keys),
        "envelope": envelope,
        "cause": cause,
        "power": power,
    }
    query = narrowest(_ITEMS_BY, given) or ITEMS
    row = await (await tx.run(query, given)).single(strict=True)
    return [item_of(r) for r in row["rows"]]


async def item(tx: Tx, id_: str) -> Item:
    """One item.

    Raises:
        ItemNotFound
    """
    found = await items(tx, ids=[id_])
    if not found:
        raise ItemNotFound(id_)
    return found[0]


NEWEST: LiteralString = (
    """
UNWIND $keys AS key
CALL (key) {
  MATCH (i:Item) WHERE i.key STARTS WITH key AND (i.key = key OR i.key STARTS WITH key + '#')
  RETURN i ORDER BY i.sequence DESC LIMIT 1
}
RETURN collect([key, """
    + COLUMNS
    + "]) AS rows"
)


async def newest(tx: Tx, keys: Iterable[str]) -> dict[str, Item]:
    """Key → the newest item with it: one that was withdrawn and filed again is the one that was filed again."""
    row = await (await tx.run(NEWEST, {"keys": sorted(set(keys))})).single(strict=True)
    return {key: item_of(told) for key, told in row["rows"]}


ADDITIONS: LiteralString = (
    """
MATCH (i:Item) WHERE i.state IN $states AND i.powers = []
WITH i ORDER BY i.sequence
RETURN collect("""
    + COLUMNS
    + ") AS rows"
)


async def additions(tx: Tx, states: Iterable[State]) -> list[Item]:
    """Items that would bring a new power, in these states."""
    given = {"states": [state.name for state in states]}
    row = await (await tx.run(ADDITIONS, given)).single(strict=True)
    return [item_of(r) for r in row["rows"]]


# Only a record that was confirmed and superseded after the event can have been a ground of what was applied in it.
CORRECTED_SINCE: LiteralString = (
    """
MATCH (i:Item) WHERE i.state IN $states AND $cause IN i.causes
MATCH (d:Decision {action: 'APPLY'})-[:DECIDES]->(i)
WITH i, max(d.seq) AS applied
WHERE EXISTS { MATCH (e:Effect {source: $cause}) WHERE e.standing = 'CONFIRMED' AND e.superseded > applied }
  OR EXISTS { MATCH (c:Correspondence) WHERE c.toVersion IN $versions
    AND c.standing = 'CONFIRMED' AND c.superseded > applied }
WITH i, applied ORDER BY i.sequence
RETURN collect(["""
    + COLUMNS
    + ", applied]) AS rows"
)


async def corrected_since(tx: Tx, cause: str, versions: Iterable[str]) -> list[tuple[Item, int]]:
    """Applied items of a source of which a confirmed record was answered anew later, each with the event of its
    application (T7).

    Args:
        versions: text versions that the source brought.
    """
    states = [State.APPLIED.name, State.PUBLISHED.name]
    given = {"cause": cause, "versions": sorted(set(versions)), "states": states}
    row = await (await tx.run(CORRECTED_SINCE, given)).single(strict=True)
    return [(item_of(told), applied) for told, applied in row["rows"]]


OF_SEVERAL_CAUSES: LiteralString = (
    """
UNWIND $powers AS power
MATCH (i:Item)-[:CONCERNS]->(:Power {id: power})
WHERE $cause IN i.causes AND size(i.causes) > 1
WITH DISTINCT i ORDER BY i.sequence
RETURN collect("""
    + COLUMNS
    + ") AS rows"
)


async def of_several_causes(tx: Tx, cause: str, powers: Iterable[str]) -> list[Item]:
    """Items on these powers that stand for this cause and for others."""
    given = {"cause": cause, "powers": sorted(set(powers))}
    row = await (await tx.run(OF_SEVERAL_CAUSES, given)).single(strict=True)
    return [item_of(r) for r in row["rows"]]


OPEN_ITEMS: LiteralString = (
    """
UNWIND $powers AS power
MATCH (i:Item)-[:CONCERNS]->(:Power {id: power})
WITH DISTINCT i ORDER BY i.sequence
RETURN collect("""
    + COLUMNS
    + ") AS rows"
)


async def items_on(tx: Tx, powers: Iterable[str]) -> list[Item]:
    """Every item, open or closed, on these powers."""
    row = await (await tx.run(OPEN_ITEMS, {"powers": sorted(set(powers))})).single(strict=True)
    return [item_of(r) for r in row["rows"]]
