"""接续 in the graph: organs that close, names that pass on, ids that become part of another (O3, O11)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from graph.db import Tx
from graph.model.organ import OrgName

CLOSE_ORGANS = """
UNWIND $ids AS id
MATCH (o:OrgUnit {id: id}) WHERE o.closed IS NULL
SET o.closed = date($on)
"""


async def close_organs(tx: Tx, ids: Iterable[str], on: date) -> None:
    """机构不再保留, from this day on."""
    given = {"ids": sorted(set(ids)), "on": on.isoformat()}
    await (await tx.run(CLOSE_ORGANS, given)).consume()


SUPERSEDE_NAMES = """
UNWIND $ids AS id
MATCH (n:OrgName {id: id})
SET n.superseded = $seq
"""


async def supersede_names(tx: Tx, seq: int, names: Iterable[OrgName]) -> None:
    """These names no longer hold as written; the caller writes them again with their end."""
    ids = sorted({name.id for name in names})
    await (await tx.run(SUPERSEDE_NAMES, {"ids": ids, "seq": seq})).consume()


NAMES_OF_DAY = """
MATCH (n:OrgName {official: true})
WHERE n.superseded IS NULL AND n.validFrom <= date($on) AND (n.to IS NULL OR date($on) < n.to)
MATCH (n)-[:MEANS]->(o:OrgUnit) WHERE o.name <> n.text
SET o.name = n.text
"""


async def name_organs_of_day(tx: Tx, on: date) -> None:
    """Every organ is shown under the official name that it has on this day; a closed one keeps its last."""
    await (await tx.run(NAMES_OF_DAY, {"on": on.isoformat()})).consume()


MERGE_INTO = """
UNWIND $rows AS row
MATCH (a:Power {id: row[0]})
MATCH (s:Power {id: row[1]})
MERGE (a)-[m:MERGED_INTO]->(s)
ON CREATE SET m.on = date(row[2]), m.seq = $seq
"""


async def merge_into(tx: Tx, seq: int, closed: Sequence[tuple[str, str, date]]) -> None:
    """注销编号: (absorbed, survivor, day); the id is closed and says where it went."""
    rows = [[absorbed, survivor, on.isoformat()] for absorbed, survivor, on in closed]
    await (await tx.run(MERGE_INTO, {"rows": rows, "seq": seq})).consume()
