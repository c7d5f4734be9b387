"""职权一览: powers as front ends show them, in one query with all that they ask for beside them.

One text for every wish: a part that nobody asked for is switched off by its parameter, before anything is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, LiteralString

from graph import applications, decisions, lawbook, looking_up, organs, provisions
from graph.applications import item_of
from graph.db import LATEST, Tx, listed
from graph.model.law import ProvisionVersion
from graph.model.organ import OrgUnit
from graph.model.power import Power
from graph.model.request import Decision, Item
from graph.workflow import CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """在办事项, and what was decided on it."""

    item: Item
    decisions: list[Decision]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """一项职权 with what was asked for beside it; what was not is empty.

    Attributes:
        work: the open items of the viewer's departments.
        seen: the power is the viewer's department's: an empty ``work`` then says that there is none.
    """

    power: Power
    holder: OrgUnit | None
    units: tuple[ProvisionVersion, ...]
    work: tuple[OpenItem, ...]
    seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """要看的部分 of each power, beside its own line; what is not wanted is not read.

    Attributes:
        details: its sub-items, and whether the catalogue has it.
        holder: its department.
        citations: with their links.
        rulings: function and group of each citation as people confirmed them.
        texts: the units that the citations quote.
        work: open items, as far as the viewer may see them.
        holders: the departments whose items he may see; None for all of them.
        today: the day on which they hold a power or not.
    """

    details: bool = False
    holder: bool = False
    citations: bool = False
    rulings: bool = False
    texts: bool = False
    work: bool = False
    holders: tuple[str, ...] | None = None
    today: date = date.min

    def given(self) -> dict[str, Any]:
        """The parameters of ``CARD``."""
        return {
            "known": LATEST,
            "details": self.details,
            "holder": self.holder,
            "citations": self.citations,
            "texts": self.texts or self.rulings,
            "work": self.work,
            "holders": listed(self.holders),
            "today": self.today.isoformat(),
            "closed": [state.name for state in CLOSED],
        }


_CITED: LiteralString = (
    """COLLECT { MATCH (v)-[h:HAS_ELEMENT]->(:Element)-[:CITES]->(c:Citation)
    OPTIONAL MATCH (c)-[:LINKED]->(l:Link) WHERE l.superseded IS NULL"""
    + lawbook.CITED
    + " }"
)

_HOLDER: LiteralString = """COLLECT { MATCH (holder:OrgUnit {id: v.holder})
    RETURN [holder.id, holder.code, holder.kind, holder.name, holder.closed] }"""

_UNITS: LiteralString = (
    """COLLECT { MATCH (v)-[:HAS_ELEMENT]->(:Element)-[:CITES]->(:Citation)-[:LINKED]->(l:Link)
    WHERE l.superseded IS NULL
    MATCH (l)-[:QUOTES]->(u:ProvisionVersion)
    WITH DISTINCT u
    RETURN """
    + provisions.COLUMNS
    + " }"
)

_WORK: LiteralString = (
    """COLLECT { MATCH (p)<-[:CONCERNS]-(i:Item)
    WHERE NOT i.state IN $closed AND ($holders IS NULL OR i.holder IN $holders)
    WITH i ORDER BY i.sequence
    RETURN ["""
    + applications.COLUMNS
    + """,
      COLLECT { MATCH (d:Decision)-[r:DECIDES]->(i)
        WITH d, r ORDER BY d.seq
        RETURN [r.revision, r.factsHash, r.contentHash, ["""
    + decisions.COLUMNS
    + "]] }] }"
)


def _if(wanted: LiteralString, part: LiteralString) -> LiteralString:
    """A part that is read only where it is wanted: what stands behind a CASE is not touched otherwise."""
    return f"CASE WHEN ${wanted} THEN {part} ELSE [] END"


CARD: LiteralString = (
    f"[[{lawbook.LINE}, {_if('details', lawbook.IN_CATALOGUE)}, {_if('details', lawbook.SUB_ITEMS)},\n"
    f"  {_if('citations', _CITED)}],\n"
    f"  {_if('holder', _HOLDER)},\n"
    f"  {_if('texts', _UNITS)},\n"
    f"  {_if('work', _WORK)},\n"
    f"  $work AND ($holders IS NULL OR {looking_up.SEEN})]"
)
"""The columns of a power ``p`` in its version ``v``, for ``read``."""

CARDS: LiteralString = (
    """
UNWIND $ids AS id
MATCH (p:Power {id: id})-[:CURRENT]->(v:PowerVersion)
RETURN collect("""
    + CARD
    + ") AS rows"
)


async def cards(tx: Tx, ids: Iterable[str], beside: Beside) -> dict[str, Card]:
    """These powers as the list has them now; one that does not exist is left out."""
    given = {"ids": list(ids), **beside.given()}
    row = await (await tx.run(CARDS, given)).single(strict=True)
    return await read(tx, row["rows"], beside)


async def read(tx: Tx, rows: Iterable[Sequence[Any]], beside: Beside) -> dict[str, Card]:
    """Power → its card, from its columns and from what people ruled."""
    units: dict[str, ProvisionVersion] = {}
    cards_ = [_card(row, units) for row in rows]
    found = {card.power.id: card for card in cards_}
    if not beside.rulings:
        return found
    ruled = await lawbook.with_rulings(tx, [card.power for card in cards_], units)
    return {power.id: replace(found[power.id], power=power) for power in ruled}


def _card(line: Sequence[Any], known: dict[str, ProvisionVersion]) -> Card:
    """A card; ``known`` are the units of the other cards: many powers quote the same."""
    power, holders, units, work, seen = line
    known.update({row[0]: provisions.unit_of(row) for row in units if row[0] not in known})
    return Card(
        power=lawbook.power_of(power),
        holder=organs.organ_of(holders[0]) if holders else None,
        units=tuple(known[row[0]] for row in units),
        work=tuple(_open_item(row) for row in work),
        seen=seen,
    )


def _open_item(line: Sequence[Any]) -> OpenItem:
    told, decided = line
    return OpenItem(
        item=item_of(told),
        decisions=[
            decisions.decision_of(d, revision=revision, facts_hash=facts, content_hash=content)
            for revision, facts, content, d in decided
        ],
    )
