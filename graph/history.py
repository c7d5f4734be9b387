"""沿革: versions of a power and editions of the list, as they were on a day and as they were known after an act.

An edition holds, of each power, its newest version up to that edition. Nothing is stored twice for it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString

from graph import decisions as acts
from graph import lists
from graph.db import LATEST, Tx, listed
from graph.decisions import decision_of
from graph.errors import DomainError
from graph.model.listing import Element, PowerContent, PowerVersion, SubItemContent
from graph.model.power import ListStatus, PowerType
from graph.model.request import Decision


@dataclass(eq=False)
class EditionNotFound(DomainError):
    """清单版次不存在."""

    edition: int

    def __str__(self) -> str:
        return f"清单没有第 {self.edition} 版"


@dataclass(eq=False)
class PowerVersionNotFound(DomainError):
    """职权没有这个版本."""

    id: str
    version: int

    def __str__(self) -> str:
        return f"权力事项“{self.id}”没有第 {self.version} 个版本"


VERSIONS = """
UNWIND $powers AS id
MATCH (:Power {id: id})-[:HAS_VERSION]->(v:PowerVersion) WHERE v.seq <= $known
WITH v ORDER BY v.power, v.number
RETURN collect([v.id, v.power, v.number, v.validFrom, v.decision, v.edition, v.status, v.contentHash, v.seq]) AS rows
"""


async def versions(
    tx: Tx, powers: Iterable[str], known: int = LATEST
) -> dict[str, list[PowerVersion]]:
    """Versions of each power, oldest first, as known after event ``known``."""
    given = {"powers": sorted(set(powers)), "known": known}
    row = await (await tx.run(VERSIONS, given)).single(strict=True)
    found: dict[str, list[PowerVersion]] = {}
    for line in row["rows"]:
        found.setdefault(line[1], []).append(_version(line))
    return found


def _version(line: Sequence[Any]) -> PowerVersion:
    id_, power, number, valid_from, decision, edition, status, content, seq = line
    return PowerVersion(
        id=id_,
        power=power,
        number=number,
        valid_from=valid_from.to_native(),
        decision=decision,
        edition=edition,
        status=ListStatus[status],
        content_hash=content,
        seq=seq,
    )


def in_force(known: Sequence[PowerVersion], on: date) -> PowerVersion | None:
    """The version that the list had on that day: the newest one that had begun; None before the first."""
    begun = [version for version in known if version.valid_from <= on]
    return begun[-1] if begun else None


def ends(known: Sequence[PowerVersion]) -> list[date | None]:
    """For each version the first day on which it no longer holds; None for the newest.

    A version that a later one overtook on its first day, or before, held on no day: it ends where it begins.
    """
    return [
        max(min(later.valid_from for later in known[n + 1 :]), version.valid_from)
        if n + 1 < len(known)
        else None
        for n, version in enumerate(known)
    ]


CONTENTS = """
UNWIND $versions AS id
MATCH (v:PowerVersion {id: id})
RETURN collect([v.id, v.name, v.type, v.holder, v.joint,
  COLLECT { MATCH (v)-[h:HAS_ELEMENT]->(e:Element) RETURN [h.subItem, e.hash] ORDER BY h.order },
  COLLECT { MATCH (v)-[h:HAS_SUB_ITEM]->(s:SubItem) RETURN [s.id, s.name] ORDER BY h.order }]) AS rows
"""


async def contents(tx: Tx, version_ids: Iterable[str]) -> dict[str, PowerContent]:
    """What each of these versions says, by the version's id."""
    row = await (await tx.run(CONTENTS, {"versions": sorted(set(version_ids))})).single(strict=True)
    hashes = {h for line in row["rows"] for _, h in line[5]}
    elements = await lists.elements(tx, hashes)
    return {line[0]: _content(line, elements) for line in row["rows"]}


def _content(line: Sequence[Any], elements: dict[str, Element]) -> PowerContent:
    _, name, type_, holder, joint, has, subs = line
    of: dict[str, list[Element]] = {}
    for sub, digest in has:
        of.setdefault(sub, []).append(elements[digest])
    return PowerContent(
        name=name,
        type=PowerType[type_],
        holder=holder,
        joint=tuple(joint),
        elements=tuple(of.get("", ())),
        sub_items=tuple(
            SubItemContent(id=id_, name=sub_name, elements=tuple(of.get(id_, ())))
            for id_, sub_name in subs
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """所依: the decision that made a version, and the items that it carried out on this power.

    Attributes:
        items: ids of those that the viewer may see; empty for the first edition, which is compiled.
    """

    version: str
    decision: Decision
    items: tuple[str, ...]


BEHIND: LiteralString = (
    """
UNWIND $versions AS id
MATCH (v:PowerVersion {id: id})-[:MADE_BY]->(d:Decision)
RETURN collect([v.id,
  ["""
    + acts.COLUMNS
    + """],
  COLLECT { MATCH (d)-[:DECIDES]->(i:Item)
    WHERE v.power IN i.powers AND ($holders IS NULL OR i.holder IN $holders) RETURN i.id ORDER BY i.sequence }]) AS rows
"""
)


async def behind(
    tx: Tx, version_ids: Iterable[str], holders: tuple[str, ...] | None
) -> dict[str, Behind]:
    """What stands behind each of these versions, by the version's id.

    Args:
        holders: the departments whose items the viewer may see; None: all.
    """
    given = {
        "versions": sorted(set(version_ids)),
        "holders": listed(holders),
    }
    row = await (await tx.run(BEHIND, given)).single(strict=True)
    return {
        id_: Behind(version=id_, decision=decision_of(decision), items=tuple(items))
        for id_, decision, items in row["rows"]
    }


DECISIONS_BY_ID: LiteralString = (
    """
UNWIND $ids AS id
MATCH (d:Decision {id: id})
WHERE $holders IS NULL OR EXISTS { MATCH (d)-[:DECIDES]->(i:Item) WHERE i.holder IN $holders }
RETURN collect(["""
    + acts.COLUMNS
    + """]) AS rows
"""
)


async def decisions(
    tx: Tx, ids: Iterable[str], holders: tuple[str, ...] | None
) -> dict[str, Decision]:
    """Decisions by id, as far as they decide an item that the viewer may see."""
    given = {"ids": sorted(set(ids)), "holders": listed(holders)}
    row = await (await tx.run(DECISIONS_BY_ID, given)).single(strict=True)
    return {line[0]: decision_of(line) for line in row["rows"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """清单的一行, in one edition."""

    version: str
    power: str
    code: str
    number: int
    name: str
    type: PowerType
    holder: str
    status: ListStatus
    content_hash: str
    sort_key: str = ""

    @property
    def listed(self) -> bool:
        """Whether it stands in the list, or left it."""
        return self.status is ListStatus.LISTED


def _line(row: Sequence[Any]) -> Line:
    version, power, code, number, name, type_, holder, status, content, sort_key = row
    return Line(
        version=version,
        power=power,
        code=code,
        number=number,
        name=name,
        type=PowerType[type_],
        holder=holder,
        status=ListStatus[status],
        content_hash=content,
        sort_key=sort_key,
    )


_LINE_ROWS: LiteralString = """
WITH p, v ORDER BY p.sortKey, p.id LIMIT $take
RETURN collect([v.id, p.id, p.code, v.number, v.name, v.type, v.holder, v.status, v.contentHash, p.sortKey]) AS rows
"""

# The list is walked in the order of its index, no further than the page; of each power the version that the edition had.
LINES_PAGE: LiteralString = (
    """
MATCH (p:Power) USING INDEX p:Power(sortKey, id)
WHERE p.sortKey >= $key AND p.id IS NOT NULL AND (p.sortKey > $key OR p.id > $id)
CALL (p) {
  MATCH (p)-[:HAS_VERSION]->(v:PowerVersion) WHERE v.edition <= $edition
  RETURN v ORDER BY v.number DESC LIMIT 1
}
WITH p, v WHERE v.status = 'LISTED'"""
    + _LINE_ROWS
)

_LINES_OF_HOLDERS: LiteralString = """
MATCH (v:PowerVersion) WHERE v.holder IN $holders AND v.edition <= $edition AND v.status = 'LISTED'
MATCH (p:Power)-[:HAS_VERSION]->(v)
WHERE NOT EXISTS { MATCH (p)-[:HAS_VERSION]->(w:PowerVersion) WHERE w.edition <= $edition AND w.number > v.number }
"""

LINES_OF_HOLDERS: LiteralString = (
    _LINES_OF_HOLDERS + "AND (p.sortKey > $key OR (p.sortKey = $key AND p.id > $id))" + _LINE_ROWS
)

LINE_COUNT_OF_HOLDERS: LiteralString = _LINES_OF_HOLDERS + "RETURN count(*) AS n"


async def lines(
    tx: Tx, edition: int, holders: Sequence[str] | None, *, size: int, after: tuple[str, str]
) -> tuple[list[Line], bool]:
    """Lines of an edition by the pinyin of their names: a page, and whether more follows."""
    given = {
        "edition": edition,
        "holders": listed(holders),
        "key": after[0],
        "id": after[1],
        "take": size + 1,
    }
    query = LINES_PAGE if holders is None else LINES_OF_HOLDERS
    row = await (await tx.run(query, given)).single(strict=True)
    found = [_line(line) for line in row["rows"]]
    return found[:size], len(found) > size


async def line_count(tx: Tx, edition: int, holders: Sequence[str]) -> int:
    """How many lines of these departments an edition has; of all of them it is kept (``Edition.lines``)."""
    given = {"edition": edition, "holders": list(holders)}
    return (await (await tx.run(LINE_COUNT_OF_HOLDERS, given)).single(strict=True))["n"]


Made = tuple[str, int, str, str]
"""What an edition made of a line: power, number of the version, status, content hash."""

MADE = """
MATCH (v:PowerVersion) WHERE v.edition = $edition AND v.power >= $power AND v.number > 0
  AND (v.power > $power OR v.number > $number)
WITH v ORDER BY v.power, v.number LIMIT $take
RETURN collect([v.power, v.number, v.status, v.contentHash]) AS rows
"""

AT_ONCE = 20_000
"""Lines that are read at once: a first edition may have hundreds of thousands."""


async def made(tx: Tx, edition: int) -> AsyncIterator[Made]:
    """All that an edition made of the list, by power and number."""
    power, number = "", 0
    while True:
        given = {"edition": edition, "power": power, "number": number, "take": AT_ONCE}
        row = await (await tx.run(MADE, given)).single(strict=True)
        for power, number, status, content in row["rows"]:
            yield power, number, status, content
        if len(row["rows"]) < AT_ONCE:
            return


NET = """
MATCH (v:PowerVersion) WHERE v.edition = $edition AND v.power > '' AND v.number > 0
WITH v.power AS power, min(v.number) AS first
MATCH (p:Power {id: power})-[:CURRENT]->(a:PowerVersion)
OPTIONAL MATCH (p)-[:HAS_VERSION]->(b:PowerVersion {number: first - 1})
RETURN sum(CASE a.status WHEN 'LISTED' THEN 1 ELSE 0 END) - sum(CASE b.status WHEN 'LISTED' THEN 1 ELSE 0 END) AS n
"""


async def net(tx: Tx, edition: int) -> int:
    """By how many lines the newest edition has more than the one before; below zero where it has less."""
    return (await (await tx.run(NET, {"edition": edition})).single(strict=True))["n"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """清单行的变化 between two editions.

    Attributes:
        before, after: None where the line was not in the list; ``after`` tells the status of one that left it.
        made: ids of the versions in between, oldest first.
    """

    before: Line | None
    after: Line
    made: tuple[str, ...]


CHANGED_LINES = """
MATCH (p:Power)-[:HAS_VERSION]->(v:PowerVersion) WHERE v.edition > $from AND v.edition <= $to
WITH p, v ORDER BY v.number
WITH p, collect(v) AS made
CALL (p) {
  OPTIONAL MATCH (p)-[:HAS_VERSION]->(b:PowerVersion) WHERE b.edition <= $from
  RETURN b ORDER BY b.number DESC LIMIT 1
}
WITH p, made, b, made[-1] AS a ORDER BY p.sortKey, p.id
RETURN collect([
  CASE WHEN b IS NULL THEN null
    ELSE [b.id, p.id, p.code, b.number, b.name, b.type, b.holder, b.status, b.contentHash, p.sortKey] END,
  [a.id, p.id, p.code, a.number, a.name, a.type, a.holder, a.status, a.contentHash, p.sortKey],
  [x IN made | x.id]]) AS rows
"""


async def changed_lines(tx: Tx, first: int, last: int) -> list[LineChange]:
    """Every power that got a version after edition ``first`` and up to ``last``, by the pinyin of its name."""
    row = await (await tx.run(CHANGED_LINES, {"from": first, "to": last})).single(strict=True)
    return [
        LineChange(before=_line(b) if b else None, after=_line(a), made=tuple(made))
        for b, a, made in row["rows"]
    ]
