"""未定的引用: citations of the list that are linked to nothing, and those whose link a person should look at.

Department by department, and only as many as the page needs; its citations alone are then told with their powers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, LiteralString

from graph.db import Tx, listed
from graph.looking_up import Holders


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """一处未定的引用 of one department.

    Attributes:
        reason: why it is linked to nothing; "" for a doubtful link.
        reference, quoted: where it points, and the words that the cell quotes.
        instrument, units, method: what it is linked to and how that was found, if it is.
        powers: (id, name) of its listed powers that print it.
        version: of its link, as of ``Citation``.
    """

    citation: str
    holder: str
    element: str
    printed: str
    title: str
    reason: str
    reference: str
    quoted: str
    instrument: str
    units: tuple[str, ...]
    method: str
    powers: tuple[tuple[str, str], ...]
    version: int


_OF_DEPARTMENT: LiteralString = """
MATCH (p:Power {status: 'LISTED'})
WHERE ($holders IS NULL OR p.holder IN $holders) AND p.holder >= $from
WITH DISTINCT p.holder AS holder ORDER BY holder
CALL (holder) {
  MATCH (:Power {holder: holder, status: 'LISTED'})-[:CURRENT]->(:PowerVersion)-[:HAS_ELEMENT]->(e:Element)
  WITH DISTINCT e
  MATCH (e)-[:CITES]->(c:Citation)
  WHERE ($id = '' OR holder + ' ' + c.title > $key OR (holder + ' ' + c.title = $key AND c.id > $id))
"""
_TOLD: LiteralString = """
  RETURN DISTINCT c ORDER BY c.title, c.id LIMIT $take
}
WITH holder, c ORDER BY holder, c.title, c.id LIMIT $take
OPTIONAL MATCH (c)-[:LINKED]->(l:Link) WHERE l.superseded IS NULL
WITH holder, c, l ORDER BY holder, c.title, c.id
RETURN collect([c.id, holder, c.element, c.printed, c.title, coalesce(l.reason, '尚未关联'), c.reference, c.quoted,
  coalesce(l.instrument, ''), coalesce(l.units, []), coalesce(l.method, 'NONE'), coalesce(l.seq, 0), COLLECT {
  MATCH (c)<-[:CITES]-(:Element)<-[:HAS_ELEMENT]-(:PowerVersion)<-[:CURRENT]-(p:Power {status: 'LISTED', holder: holder})
  RETURN DISTINCT [p.id, p.name] }]) AS rows
"""

UNLINKED: LiteralString = (
    _OF_DEPARTMENT
    + """
    AND NOT EXISTS { MATCH (c)-[:LINKED]->(k:Link) WHERE k.superseded IS NULL AND size(k.units) > 0 }
    AND ($reason IS NULL OR $reason = coalesce(
      COLLECT { MATCH (c)-[:LINKED]->(k:Link) WHERE k.superseded IS NULL RETURN k.reason }[0], '尚未关联'))
"""
    + _TOLD
)

DOUBTFUL: LiteralString = (
    _OF_DEPARTMENT
    + """
    AND EXISTS { MATCH (c)-[:LINKED]->(k:Link) WHERE k.superseded IS NULL AND size(k.units) > 0 AND k.doubtful }
"""
    + _TOLD
)


async def unlinked(
    tx: Tx, holders: Holders, reason: str | None, *, size: int, after: tuple[str, str]
) -> tuple[list[Unsettled], bool]:
    """未关联的引用, by department and title as printed; a citation of several departments once for each.

    Returns:
        (a page, whether more follows); how many there are tells ``statistics.unlinked_counts``.
    """
    given = {**_given(holders, size, after), "reason": reason}
    row = await (await tx.run(UNLINKED, given)).single(strict=True)
    return _page(row["rows"], size)


async def doubtful(
    tx: Tx, holders: Holders, *, size: int, after: tuple[str, str]
) -> tuple[list[Unsettled], bool]:
    """存疑的引用: linked, though quoted words, revision note and the text of the list's day disagree (G15).

    Returns:
        as ``unlinked``; how many there are tells ``statistics.doubtful_counts``.
    """
    row = await (await tx.run(DOUBTFUL, _given(holders, size, after))).single(strict=True)
    return _page(row["rows"], size)


def _given(holders: Holders, size: int, after: tuple[str, str]) -> dict[str, Any]:
    key, id_ = after
    from_ = key.partition(" ")[0]
    return {"holders": listed(holders), "take": size + 1, "key": key, "id": id_, "from": from_}


def _page(rows: Iterable[list[Any]], size: int) -> tuple[list[Unsettled], bool]:
    found = [_unsettled(*row) for row in rows]
    return found[:size], len(found) > size


def _unsettled(citation: str, holder: str, *rest: Any) -> Unsettled:
    (
        element,
        printed,
        title,
        reason,
        reference,
        quoted,
        instrument,
        units,
        method,
        version,
        powers,
    ) = rest
    return Unsettled(
        citation=citation,
        holder=holder,
        element=element,
        printed=printed,
        title=title,
        reason=reason,
        reference=reference,
        quoted=quoted,
        instrument=instrument,
        units=tuple(units),
        method=method,
        powers=tuple((power, name) for power, name in sorted(powers)),
        version=version,
    )
