"""条款项目: the units of each text, each under the unit that holds it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, LiteralString

from graph.db import LATEST, Tx
from graph.model.law import ProvisionVersion
from legal.place import Place

# What never changes for a unit (instrument, version, article) is copied onto it: a path test instead
# makes the impact of a whole statute half as slow again.
PUT_UNITS = """
UNWIND $rows AS row
MERGE (p:Provision {id: row[1]})
ON CREATE SET p.instrument = row[2], p.seq = $seq
CREATE (u:ProvisionVersion {
  id: row[0], provision: row[1], instrument: row[2], version: row[3], article: row[4],
  place: row[5], text: row[6], unitHash: row[7], order: row[8], seq: $seq
})
CREATE (u)-[:VERSION_OF]->(p)
"""

PUT_PARTS = """
UNWIND $rows AS row
MATCH (u:ProvisionVersion {id: row[0]})
MATCH (above:ProvisionVersion {id: row[1]})
CREATE (u)-[:PART_OF]->(above)
"""

PUT_IN_VERSION = """
UNWIND $ids AS id
MATCH (u:ProvisionVersion {id: id})
MATCH (v:TextVersion {id: $version})
CREATE (u)-[:PART_OF]->(v)
"""


async def put_units(tx: Tx, seq: int, units: Sequence[ProvisionVersion]) -> None:
    """条款入图: every unit of one text version, each under the unit that holds it."""
    rows = [
        [
            u.id,
            u.provision,
            u.instrument,
            u.version,
            u.article,
            str(u.place),
            u.text,
            u.unit_hash,
            u.order,
        ]
        for u in units
    ]
    await (await tx.run(PUT_UNITS, {"rows": rows, "seq": seq})).consume()
    by_place = {u.place: u.id for u in units}
    parts = [[u.id, by_place[u.place.parent]] for u in units if u.place.parent is not None]
    await (await tx.run(PUT_PARTS, {"rows": parts})).consume()
    if articles := [u.id for u in units if u.place.parent is None]:
        given = {"ids": articles, "version": units[0].version}
        await (await tx.run(PUT_IN_VERSION, given)).consume()


COLUMNS: LiteralString = (
    "[u.id, u.provision, u.instrument, u.version, u.article, u.place, u.text, u.unitHash, u.order]"
)
"""What every query of units returns of a unit ``u``, for ``unit_of``."""

UNITS_OF_VERSIONS: LiteralString = (
    """
UNWIND $versions AS version
MATCH (u:ProvisionVersion {version: version})
WITH u ORDER BY u.order
RETURN collect("""
    + COLUMNS
    + ") AS rows"
)

UNITS_BY_ID: LiteralString = (
    """
UNWIND $ids AS id
MATCH (u:ProvisionVersion {id: id})
RETURN collect("""
    + COLUMNS
    + ") AS rows"
)

UNITS_OF_PROVISIONS: LiteralString = (
    """
UNWIND $provisions AS provision
MATCH (u:ProvisionVersion {provision: provision})
WHERE u.seq <= $known
RETURN collect("""
    + COLUMNS
    + ") AS rows"
)


def unit_of(row: Sequence[Any]) -> ProvisionVersion:
    """A unit from its ``COLUMNS``."""
    id_, provision, instrument, version, article, place, text, unit_hash, order = row
    return ProvisionVersion(
        id=id_,
        provision=provision,
        instrument=instrument,
        version=version,
        article=article,
        place=Place.parse(place),
        text=text,
        unit_hash=unit_hash,
        order=order,
    )


async def units_of_version(tx: Tx, version: str) -> list[ProvisionVersion]:
    """Every unit of one text version, in order."""
    return (await units_of_versions(tx, [version])).get(version, [])


async def units_of_versions(tx: Tx, versions: Iterable[str]) -> dict[str, list[ProvisionVersion]]:
    """Text version → every unit of it, in order."""
    given = {"versions": sorted(set(versions))}
    row = await (await tx.run(UNITS_OF_VERSIONS, given)).single(strict=True)
    found: dict[str, list[ProvisionVersion]] = defaultdict(list)
    for unit in map(unit_of, row["rows"]):
        found[unit.version].append(unit)
    return found


async def units(tx: Tx, ids: Iterable[str]) -> dict[str, ProvisionVersion]:
    """The units with these ids."""
    row = await (await tx.run(UNITS_BY_ID, {"ids": sorted(set(ids))})).single(strict=True)
    return {r[0]: unit_of(r) for r in row["rows"]}


UNITS_INSIDE: LiteralString = (
    """
UNWIND $articles AS article
MATCH (:ProvisionVersion {id: article})<-[:PART_OF*1..3]-(u:ProvisionVersion)
RETURN collect("""
    + COLUMNS
    + ") AS rows"
)


async def units_inside(tx: Tx, articles: Iterable[str]) -> dict[str, ProvisionVersion]:
    """The 款, 项 and 目 of these 条."""
    given = {"articles": sorted(set(articles))}
    row = await (await tx.run(UNITS_INSIDE, given)).single(strict=True)
    return {r[0]: unit_of(r) for r in row["rows"]}


async def units_of_provisions(
    tx: Tx, provisions: Iterable[str], known: int = LATEST
) -> dict[str, ProvisionVersion]:
    """Every version of these provisions, by unit id."""
    given = {"provisions": sorted(set(provisions)), "known": known}
    row = await (await tx.run(UNITS_OF_PROVISIONS, given)).single(strict=True)
    return {r[0]: unit_of(r) for r in row["rows"]}
