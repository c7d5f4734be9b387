"""对职权的认定 in the graph: whether the province's catalogue has a permit (P17), and what its 救济途径 is (R4.9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.db import Tx
from graph.model.power import InCatalogue
from graph.model.remedy import RemedyRuling


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRuling:
    """目录核对: what 编办 found in the catalogue, with the document that says so."""

    id: str
    power: str
    found: InCatalogue
    document: str
    by: str


PUT_CATALOGUE_RULING = """
MATCH (p:Power {id: $power})
OPTIONAL MATCH (p)-[:RULED]->(earlier:CatalogueRuling) WHERE earlier.superseded IS NULL
SET earlier.superseded = $seq
WITH DISTINCT p
CREATE (p)-[:RULED]->(:CatalogueRuling {id: $id, power: $power, found: $found, document: $document, by: $by, seq: $seq})
"""


async def put_catalogue_ruling(tx: Tx, seq: int, ruling: CatalogueRuling) -> None:
    """目录核对入图; an earlier one of the same permit is superseded."""
    given = {"id": ruling.id, "power": ruling.power, "found": ruling.found.name}
    given |= {"document": ruling.document, "by": ruling.by}
    await (await tx.run(PUT_CATALOGUE_RULING, {**given, "seq": seq})).consume()


PUT_REMEDY_RULING = """
CREATE (r:RemedyRuling {
  id: $id, subject: $subject, review: $review, court: $court, reason: $reason, document: $document,
  since: date($since), by: $by, seq: $seq
})
WITH r
OPTIONAL MATCH (p:Power {id: $subject})
OPTIONAL MATCH (o:OrgUnit {id: $subject})
WITH r, coalesce(p, o) AS ruled
OPTIONAL MATCH (ruled)-[:RULED]->(earlier:RemedyRuling {since: r.since}) WHERE earlier.superseded IS NULL
SET earlier.superseded = $seq
WITH DISTINCT r, ruled
CREATE (ruled)-[:RULED]->(r)
"""


async def put_remedy_ruling(tx: Tx, seq: int, ruling: RemedyRuling) -> None:
    """救济途径的另定入图, of a power or an organ; one of the same first day is superseded."""
    given = {
        "id": ruling.id,
        "subject": ruling.subject,
        "review": ruling.review,
        "court": ruling.court,
        "reason": ruling.reason,
        "document": ruling.document,
        "since": ruling.since.isoformat(),
        "by": ruling.by,
        "seq": seq,
    }
    await (await tx.run(PUT_REMEDY_RULING, given)).consume()


def remedy_ruling_of(row: Sequence[Any]) -> RemedyRuling:
    """A ruling on 救济途径 from its columns (graph/lawbook.py)."""
    id_, subject, review, court, reason, document, since, by = row
    return RemedyRuling(
        id=id_,
        subject=subject,
        review=review,
        court=court,
        reason=reason,
        document=document,
        since=since.to_native(),
        by=by,
    )
