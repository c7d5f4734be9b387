"""引用者: which lines of the list rest on a provision or on a statute, found from the law's side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString

from graph.db import Tx

_LINES: LiteralString = """
MATCH (l)<-[:LINKED]-(c:Citation)<-[:CITES]-(:Element)<-[:HAS_ELEMENT]-(:PowerVersion)<-[:CURRENT]-(p:Power {status: 'LISTED'})
WITH DISTINCT p, c ORDER BY p.sortKey, p.id, c.id
WITH collect([p.sortKey, p.id, c.id]) AS found
RETURN size(found) AS total,
  [row IN found WHERE row[0] > $key OR (row[0] = $key AND row[1] + ' ' + row[2] > $id)][..$take] AS rows
"""

# Whoever cites a whole 条 cites its 款 and 项 too, and whoever cites a 项 cites a part of its 条.
OF_PROVISION: LiteralString = (
    """
MATCH (u:ProvisionVersion {id: $of})
CALL (u) {
  MATCH (u)<-[:PART_OF*0..3]-(x:ProvisionVersion) RETURN x
  UNION
  MATCH (u)-[:PART_OF*1..3]->(x:ProvisionVersion) RETURN x
}
MATCH (x)<-[:QUOTES]-(l:Link) WHERE l.superseded IS NULL"""
    + _LINES
)

OF_INSTRUMENT: LiteralString = (
    """
MATCH (l:Link {instrument: $of}) WHERE l.superseded IS NULL"""
    + _LINES
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """一处引用 of a power on the list. ``sort_key`` is that of the power's name."""

    sort_key: str
    power: str
    citation: str

    @property
    def id(self) -> str:
        """What tells it from the others of one power."""
        return f"{self.power} {self.citation}"


async def citing(
    tx: Tx, of: str, *, size: int, after: tuple[str, str] = ("", "")
) -> tuple[list[Citing], int, bool]:
    """引用者 of a text of a provision, or of a statute in all its texts, by the pinyin of the powers' names.

    Args:
        of: id of a provision's text or of an instrument.

    Returns:
        (a page, total, whether more follows); nothing for an id that names neither.
    """
    query = OF_INSTRUMENT if of.startswith("instrument:") else OF_PROVISION
    given = {"of": of, "key": after[0], "id": after[1], "take": size + 1}
    row = await (await tx.run(query, given)).single(strict=True)
    found = [Citing(sort_key=k, power=p, citation=c) for k, p, c in row["rows"]]
    return found[:size], row["total"], len(found) > size
