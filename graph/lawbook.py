"""事实: all that the judge needs for some powers, read from the graph in a few queries by levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, LiteralString

from graph import correspondences, effects, law_texts, laws, provisions
from graph.correspondences import Proposal
from graph.db import LATEST, Tx, in_turns
from graph.model.judgement import LawBook
from graph.model.law import ParentLink, ProvisionVersion, TextVersion
from graph.model.organ import OrgKind
from graph.model.power import (
    Citation,
    ElementKind,
    Function,
    How,
    InCatalogue,
    LinkMethod,
    ListStatus,
    Power,
    PowerType,
    SubItem,
)
from graph.rulings import remedy_ruling_of

LINE: LiteralString = "p.id, p.code, v.name, v.type, v.holder, v.status, v.number"
"""What every query of powers returns first of a power ``p`` in a version ``v``."""

IN_CATALOGUE: LiteralString = """COLLECT { MATCH (p)-[:RULED]->(c:CatalogueRuling)
    WHERE c.seq <= $known AND (c.superseded IS NULL OR c.superseded > $known) RETURN c.found }"""
SUB_ITEMS: LiteralString = (
    "COLLECT { MATCH (v)-[h:HAS_SUB_ITEM]->(s:SubItem) RETURN [s.id, s.name] ORDER BY h.order }"
)
"""And then."""

CITED: LiteralString = """
    RETURN [c.id, c.element, c.function, c.group, c.how, c.printed, c.coarse, h.subItem,
      coalesce(l.units, []), coalesce(l.instrument, ''), coalesce(l.reason, '尚未关联'), coalesce(l.doubtful, false),
      coalesce(l.stale, false), coalesce(l.method, 'NONE'), c.reference, c.title, coalesce(l.seq, 0)]
    ORDER BY h.order, c.order"""
"""And of each of its citations ``c``, with its element's place ``h`` and its link ``l``."""

# A power's newest version as known then, and begun by then.
POWERS: LiteralString = (
    """
UNWIND $ids AS id
MATCH (p:Power {id: id})
CALL (p) {
  MATCH (p)-[:HAS_VERSION]->(v:PowerVersion) WHERE v.seq <= $known AND ($on IS NULL OR v.validFrom <= date($on))
  RETURN v ORDER BY v.number DESC LIMIT 1
}
OPTIONAL MATCH (holder:OrgUnit {id: v.holder})
RETURN collect(["""
    + f"{LINE}, {IN_CATALOGUE}, {SUB_ITEMS}"
    + """,
  COLLECT { MATCH (v)-[h:HAS_ELEMENT]->(:Element)-[:CITES]->(c:Citation)
    OPTIONAL MATCH (c)-[:LINKED]->(l:Link) WHERE l.seq <= $known AND (l.superseded IS NULL OR l.superseded > $known)"""
    + CITED
    + """ },
  COLLECT { MATCH (v)-[h:HAS_ELEMENT]->(e:Element) RETURN [h.subItem, e.kind, e.hash] ORDER BY h.order },
  [kind IN [holder.kind] WHERE kind IS NOT NULL],
  COLLECT { UNWIND [p, holder] AS ruled MATCH (ruled)-[:RULED]->(r:RemedyRuling)
    WHERE r.seq <= $known AND (r.superseded IS NULL OR r.superseded > $known)
    RETURN [r.id, r.subject, r.review, r.court, r.reason, r.document, r.since, r.by] }]) AS rows
"""
)

RULINGS = """
MATCH (r:FunctionRuling)
WHERE r.seq <= $known AND (r.superseded IS NULL OR r.superseded > $known)
  AND (r.power IN $powers OR r.provision IN $provisions)
WITH r ORDER BY r.seq
RETURN collect([r.power, r.citation, r.provision, r.powerType, r.function, r.group, r.seq]) AS rows
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """功能认定: function and group of a citation, as a person confirmed it.

    Attributes:
        power, citation: for one power; "" where it holds for all powers of ``power_type`` that cite ``provision``.
    """

    id: str
    power: str
    citation: str
    provision: str
    power_type: str
    function: Function
    group: str
    by: str


RULINGS_ON = """
MATCH (r:FunctionRuling)
WHERE r.superseded IS NULL AND r.power IN $powers
WITH r ORDER BY r.seq
RETURN collect([r.id, r.power, r.citation, r.provision, r.powerType, r.function, r.group, r.by]) AS rows
"""


async def rulings_on(tx: Tx, powers: Iterable[str]) -> dict[tuple[str, str], Ruling]:
    """(power, citation) → what a person confirmed of it for this power, as it stands."""
    row = await (await tx.run(RULINGS_ON, {"powers": sorted(set(powers))})).single(strict=True)
    return {(line[1], line[2]): _ruling(line) for line in row["rows"]}


def _ruling(line: Sequence[Any]) -> Ruling:
    id_, power, citation, provision, power_type, function, group, by = line
    return Ruling(
        id=id_,
        power=power,
        citation=citation,
        provision=provision,
        power_type=power_type,
        function=Function[function],
        group=group,
        by=by,
    )


PUT_RULINGS = """
UNWIND $rows AS row
OPTIONAL MATCH (earlier:FunctionRuling {power: row[1], citation: row[2], provision: row[3], powerType: row[4]})
WHERE earlier.superseded IS NULL
SET earlier.superseded = $seq
WITH DISTINCT row
CREATE (:FunctionRuling {
  id: row[0], power: row[1], citation: row[2], provision: row[3], powerType: row[4], function: row[5],
  group: row[6], by: row[7], seq: $seq
})
"""


async def put_rulings(tx: Tx, seq: int, rulings: Sequence[Ruling]) -> None:
    """功能认定入图; an earlier one of the same subject is superseded."""
    rows = [
        [r.id, r.power, r.citation, r.provision, r.power_type, r.function.name, r.group, r.by]
        for r in rulings
    ]
    await (await tx.run(PUT_RULINGS, {"rows": rows, "seq": seq})).consume()


AT_ONCE = 1_000
"""Powers that are read at once: the answer of a query is made into records in one go, and nobody is answered meanwhile."""


async def powers(
    tx: Tx, ids: Iterable[str], known: int = LATEST, on: date | None = None
) -> list[Power]:
    """These powers as the list has them, with every citation and its functions as confirmed so far.

    Args:
        on: as the list had them on that day; None: the newest version, begun or not.
    """
    found: list[Power] = []
    for some in in_turns(sorted(set(ids)), AT_ONCE):
        given = {"ids": some, "known": known, "on": on and on.isoformat()}
        row = await (await tx.run(POWERS, given)).single(strict=True)
        found += (power_of(line[:10], *line[10:]) for line in row["rows"])
    found.sort(key=lambda power: power.id)
    cited = {unit for power in found for c in power.citations for unit in c.units}
    units = await provisions.units(tx, cited)
    return await with_rulings(tx, found, units, known)


def power_of(
    line: Sequence[Any],
    elements: Iterable[Sequence[Any]] = (),
    kinds: Sequence[str] = (),
    remedies: Iterable[Sequence[Any]] = (),
) -> Power:
    """A power from its line, what the catalogue says, its sub-items and citations, with what only the judge asks of it."""
    id_, code, name, type_, holder, status, number, found, subs, cites = line
    return Power(
        id=id_,
        code=code,
        name=name,
        type=PowerType[type_],
        holder=holder,
        status=ListStatus[status],
        version=number,
        in_catalogue=InCatalogue[found[0]] if found else InCatalogue.UNKNOWN,
        elements=tuple((ElementKind[kind], h) for sub, kind, h in elements if sub == ""),
        sub_items=tuple(SubItem(id=s, name=n) for s, n in subs),
        citations=tuple(_citation(c) for c in cites),
        subject_authorized=OrgKind.AUTHORIZED_ORG.name in kinds,
        holder_kind=OrgKind[kinds[0]] if kinds else None,
        remedies=tuple(remedy_ruling_of(row) for row in remedies),
    )


def _citation(row: Sequence[Any]) -> Citation:
    id_, element, function, group, how, printed, coarse, sub, units, instrument = row[:10]
    reason, doubtful, stale, method, reference, title, version = row[10:]
    return Citation(
        id=id_,
        element=ElementKind[element],
        function=Function[function],
        group=group,
        how=How[how],
        printed=printed,
        coarse=coarse,
        sub_item=sub,
        units=tuple(units),
        instrument=instrument,
        unlinked="" if units else reason,
        quoted_version_doubtful=doubtful,
        stale=stale,
        method=LinkMethod[method],
        reference=reference,
        title=title,
        version=version,
    )


async def with_rulings(
    tx: Tx, found: list[Power], units: Mapping[str, ProvisionVersion], known: int = LATEST
) -> list[Power]:
    """These powers with function and group of each citation as people confirmed them.

    Args:
        units: the units that they cite.
    """
    given = {
        "powers": [power.id for power in found],
        "provisions": sorted({unit.provision for unit in units.values()}),
        "known": known,
    }
    row = await (await tx.run(RULINGS, given)).single(strict=True)
    for_power = {(p, c): (f, g) for p, c, _, _, f, g, _ in row["rows"] if p}
    for_provision = {(v, t): (f, g) for p, _, v, t, f, g, _ in row["rows"] if not p}
    newest = {line[0]: line[-1] for line in row["rows"]}  # they come by their number

    def _of_provisions(power: Power, citation: Citation) -> tuple[str, str] | None:
        """What was confirmed for all that a basis quotes: of a range, one article does not speak for the others."""
        if citation.element is not ElementKind.BASIS:
            return None
        cited = {for_provision.get((units[u].provision, power.type.name)) for u in citation.units}
        return cited.pop() if len(cited) == 1 else None

    def ruled(power: Power, citation: Citation) -> Citation:
        ruling = for_power.get((power.id, citation.id)) or _of_provisions(power, citation)
        if ruling is None:
            return citation
        return replace(citation, function=Function[ruling[0]], group=ruling[1], how=How.CONFIRMED)

    return [
        replace(
            power,
            citations=tuple(ruled(power, c) for c in power.citations),
            groups_version=newest.get(power.id, 0),
        )
        for power in found
    ]


async def book(
    tx: Tx, powers: Iterable[Power], instruments: Iterable[str] = (), known: int = LATEST
) -> LawBook:
    """Everything that the law says on these powers: the later texts of what they cite, what became of it, all parents,
    and the new laws that grant the same.
    """
    asked = tuple(powers)
    links = await effects.parents(tx, known)
    granted = [s.effect for s in await effects.granting(tx, (p.id for p in asked), known)]
    units = {unit for power in asked for c in power.citations for unit in c.units}
    beside = _parent_provisions(links) | {p for e in granted for p in e.provisions}
    reached = await _closure(tx, units, beside, known)
    ids = _instruments(reached, links, {*instruments, *(e.instrument for e in granted)})
    stored = await effects.effects(tx, instruments=ids, known=known)
    # What an effect repeals inside a cited 条 has to be seen, though nobody cites it; and the law that contradicts.
    touched = {p for s in stored for p in (*s.effect.provisions, s.effect.affecting) if p}
    reached = await _closure(tx, units, beside | touched, known)
    # And beside it what stays of that 条: a cited 条 is dead only when all of its parts are (H1).
    parted = {u.article for u in reached.units.values() if u.provision in touched}
    reached.units.update(await provisions.units_inside(tx, parted))
    ids |= _instruments(reached, (), touched)
    texts = await law_texts.versions(tx, ids, known)
    opinions = await effects.opinions(tx, known)
    return LawBook(
        instruments=await laws.get_many(tx, ids),
        versions={i: _dated(rows) for i, rows in texts.items()},
        units=reached.units,
        by_provision={(u.provision, u.version): u for u in reached.units.values()},
        onward={(c.old, c.to_version): c for c in (p.correspondence for p in reached.onward)},
        effects=tuple(s.effect for s in stored if not s.correspondence),
        parents=_by_child(links),
        opinions=tuple(opinions),
        recorded={
            **{row.version.id: row.seq for rows in texts.values() for row in rows},
            **{s.effect.id: s.seq for s in stored},
            **{p.correspondence.id: p.seq for p in reached.onward},
            **{opinion.id: opinion.seq for opinion in opinions},
        },
    )


def _instruments(reached: _Reached, links: Iterable[ParentLink], named: Iterable[str]) -> set[str]:
    """Every instrument that the units reached, the links and the caller speak of."""
    found = {u.instrument for u in reached.units.values()} | set(named)
    found |= {end for link in links for end in (link.parent, link.child)}
    return {i for i in found if i.startswith("instrument:")}


def _parent_provisions(links: Iterable[ParentLink]) -> set[str]:
    ends = {end for link in links for end in (link.child, link.parent)}
    return {end for end in ends if end.startswith("provision:")}


def _by_child(links: Iterable[ParentLink]) -> dict[str, tuple[ParentLink, ...]]:
    found: dict[str, list[ParentLink]] = defaultdict(list)
    for link in links:
        found[link.child].append(link)
    return {child: tuple(rows) for child, rows in found.items()}


def _dated(rows: Iterable[law_texts.StoredText]) -> tuple[TextVersion, ...]:
    """Texts by effective day; one without a day is kept at the end: it is in force on no day."""
    return tuple(
        sorted(
            (row.version for row in rows),
            key=lambda v: (v.effective is None, v.effective or v.promulgated, v.promulgated),
        )
    )


@dataclass(slots=True)
class _Reached:
    units: dict[str, ProvisionVersion]
    onward: list[Proposal]


async def _closure(tx: Tx, start: set[str], ends: set[str], known: int) -> _Reached:
    """Follow units to all texts of their provision and through correspondences, level by level, until nothing is new."""
    first = await provisions.units(tx, start)
    reached = _Reached({}, [])
    frontier = {u.provision for u in first.values()} | ends
    while frontier:
        fresh = await provisions.units_of_provisions(tx, frontier, known)
        reached.units.update(fresh)
        articles = {u.article for u in fresh.values()} - reached.units.keys()
        reached.units.update(await provisions.units(tx, articles))
        onward = await correspondences.from_old(tx, {*fresh, *articles}, known)
        reached.onward += onward
        new = {unit for p in onward for unit in p.correspondence.new} - reached.units.keys()
        ahead = await provisions.units(tx, new)
        frontier = {u.provision for u in ahead.values()}
    return reached


CITING = """
MATCH (l:Link) WHERE l.instrument IN $instruments AND l.seq <= $known AND (l.superseded IS NULL OR l.superseded > $known)
MATCH (l)<-[:LINKED]-(:Citation)<-[:CITES]-(:Element)<-[:HAS_ELEMENT]-(v:PowerVersion)<-[:CURRENT]-(p:Power {status: 'LISTED'})
RETURN collect(DISTINCT p.id) AS ids
"""


# CURRENT and the status of a power are of now; of another day, and of what was known then, the versions are asked, and
# that takes longer.
CITING_THEN = """
MATCH (l:Link) WHERE l.instrument IN $instruments AND l.seq <= $known AND (l.superseded IS NULL OR l.superseded > $known)
MATCH (l)<-[:LINKED]-(:Citation)<-[:CITES]-(:Element)<-[:HAS_ELEMENT]-(v:PowerVersion {status: 'LISTED'})<-[:HAS_VERSION]-(p:Power)
WHERE v.seq <= $known AND ($on IS NULL OR v.validFrom <= date($on))
WITH DISTINCT p, v
WHERE NOT EXISTS { MATCH (p)-[:HAS_VERSION]->(later:PowerVersion)
  WHERE later.number > v.number AND later.seq <= $known AND ($on IS NULL OR later.validFrom <= date($on)) }
RETURN collect(DISTINCT p.id) AS ids
"""


async def citing(
    tx: Tx, instruments: Iterable[str], known: int = LATEST, on: date | None = None
) -> list[str]:
    """Listed powers that cite any of these instruments, in any element, as the list was known then (T6).

    Args:
        on: as the list had them on that day; None: the newest version, begun or not.
    """
    given = {
        "instruments": sorted(set(instruments)),
        "known": known,
        "on": on.isoformat() if on else None,
    }
    query = CITING if known == LATEST and on is None else CITING_THEN
    row = await (await tx.run(query, given)).single(strict=True)
    return sorted(row["ids"])
