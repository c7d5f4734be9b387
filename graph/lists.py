"""权责清单 in the graph: what came in by file, and the editions of the list.

An import only stages rows; the list itself begins with ``compileListEdition`` and changes only by ``apply`` (I13).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

from graph import powers
from graph.db import Tx, listed
from graph.model.listing import Edition, Element, PowerContent, PrintedCitation, SubItemContent
from graph.model.power import ElementKind, Function, How, PowerType


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedRow:
    """待编制的清单行: one power as a file states it."""

    id: str
    intake: str
    recognition: str
    place: str
    content: PowerContent


PUT_ROWS = """
UNWIND $rows AS row
MATCH (i:ListIntake {id: row[1]})
CREATE (r:ListedRow {
  id: row[0], intake: row[1], recognition: row[2], place: row[3], name: row[4], type: row[5], holder: row[6],
  joint: row[7], subNames: row[8], contentHash: row[9], state: 'STAGED', seq: $seq
})
CREATE (i)-[:HAS_ROW]->(r)
"""

PUT_ROW_ELEMENTS = """
UNWIND $rows AS row
MATCH (r:ListedRow {id: row[0]})
MATCH (e:Element {hash: row[1]})
CREATE (r)-[:HAS_ELEMENT {subItem: row[2], order: row[3]}]->(e)
"""


async def put_rows(tx: Tx, seq: int, rows: Sequence[StagedRow]) -> None:
    """Stage rows with their elements."""
    elements = [element for row in rows for _, element in row.content.all_elements()]
    await powers.put_elements(tx, seq, elements)
    lines = [_staged(row) for row in rows]
    await (await tx.run(PUT_ROWS, {"rows": lines, "seq": seq})).consume()
    has = [
        [row.id, element.hash, sub, order]
        for row in rows
        for order, (sub, element) in enumerate(row.content.all_elements())
    ]
    await (await tx.run(PUT_ROW_ELEMENTS, {"rows": has})).consume()


def _staged(row: StagedRow) -> list[Any]:
    c = row.content
    subs = [sub.name for sub in c.sub_items]
    return [
        row.id,
        row.intake,
        row.recognition,
        row.place,
        c.name,
        c.type.name,
        c.holder,
        list(c.joint),
        subs,
        c.hash,
    ]


# A row of a holder that has a list already is only compared with it.
COMPARED = """
MATCH (i:ListIntake {id: $intake})-[:HAS_ROW]->(r:ListedRow {state: 'STAGED'})
WHERE r.holder IN $listed
SET r.state = 'COMPARED'
RETURN count(r) AS n
"""


async def mark_compared(tx: Tx, intake: str, listed: Iterable[str]) -> int:
    """Rows of holders that are listed already: they are compared, never compiled. Returns how many."""
    given = {"intake": intake, "listed": sorted(set(listed))}
    return (await (await tx.run(COMPARED, given)).single(strict=True))["n"]


ROWS_OF = """
MATCH (:ListIntake {id: $intake})-[:HAS_ROW]->(r:ListedRow)
WHERE $holders IS NULL OR r.holder IN $holders
WITH r ORDER BY r.id
RETURN collect([r.id, r.intake, r.recognition, r.place, r.name, r.type, r.holder, r.joint, r.subNames,
  COLLECT { MATCH (r)-[h:HAS_ELEMENT]->(e:Element) RETURN [h.subItem, e.hash] ORDER BY h.order }]) AS rows
"""


async def rows_of(tx: Tx, intake: str, holders: Sequence[str] | None = None) -> list[StagedRow]:
    """Every row of one import, whatever became of it; of these holders only, if they are given."""
    given = {"intake": intake, "holders": listed(holders)}
    row = await (await tx.run(ROWS_OF, given)).single(strict=True)
    content = await elements(tx, {h for line in row["rows"] for _, h in line[9]})
    return [_row(line, content) for line in row["rows"]]


LISTED_OF = """
UNWIND $holders AS holder
MATCH (p:Power {holder: holder, status: 'LISTED'})
RETURN collect([p.id, p.recognition]) AS rows
"""


async def listed_of(tx: Tx, holders: Iterable[str]) -> list[tuple[str, str]]:
    """(power, recognition key) of every listed power of these holders."""
    row = await (await tx.run(LISTED_OF, {"holders": sorted(set(holders))})).single(strict=True)
    return [(power, key) for power, key in row["rows"]]


STAGED = """
MATCH (r:ListedRow {state: 'STAGED'})
WHERE r.holder <> '' AND ($intakes IS NULL OR r.intake IN $intakes)
WITH r ORDER BY r.id
RETURN collect([r.id, r.intake, r.recognition, r.place, r.name, r.type, r.holder, r.joint, r.subNames,
  COLLECT { MATCH (r)-[h:HAS_ELEMENT]->(e:Element) RETURN [h.subItem, e.hash] ORDER BY h.order }]) AS rows
"""


async def staged(tx: Tx, intakes: Sequence[str] | None = None) -> list[StagedRow]:
    """Rows that wait for compilation, of these imports or of all."""
    given = {"intakes": list(intakes) if intakes is not None else None}
    row = await (await tx.run(STAGED, given)).single(strict=True)
    hashes = {h for line in row["rows"] for _, h in line[9]}
    content = await elements(tx, hashes)
    return [_row(line, content) for line in row["rows"]]


def _row(line: Sequence[Any], content: dict[str, Element]) -> StagedRow:
    id_, intake, recognition, place, name, type_, holder, joint, sub_names, has = line
    subs = tuple(
        SubItemContent(
            id=str(number),
            name=sub_name,
            elements=tuple(content[h] for sub, h in has if sub == str(number)),
        )
        for number, sub_name in enumerate(sub_names, start=1)
    )
    own = tuple(content[h] for sub, h in has if sub == "")
    return StagedRow(
        id=id_,
        intake=intake,
        recognition=recognition,
        place=place,
        content=PowerContent(
            name=name,
            type=PowerType[type_],
            holder=holder,
            joint=tuple(joint),
            elements=own,
            sub_items=subs,
        ),
    )


COMPILED = """
UNWIND $pairs AS pair
MATCH (r:ListedRow {id: pair[0]})
MATCH (p:Power {id: pair[1]})
SET r.state = 'COMPILED'
CREATE (p)-[:COMPILED_FROM]->(r)
"""


async def mark_compiled(tx: Tx, pairs: Sequence[tuple[str, str]]) -> None:
    """(staged row, power) pairs that an edition has taken up."""
    await (await tx.run(COMPILED, {"pairs": [list(pair) for pair in pairs]})).consume()


ELEMENTS = """
UNWIND $hashes AS hash
MATCH (e:Element {hash: hash})
RETURN collect([e.hash, e.kind, e.text, e.parts, e.powerType, e.header,
  COLLECT { MATCH (e)-[:CITES]->(c:Citation)
    RETURN [c.printed, c.title, c.titleKey, c.reference, c.function, c.how, c.group, c.quoted, c.coarse] ORDER BY c.order }]) AS rows
"""


async def elements(tx: Tx, hashes: Iterable[str]) -> dict[str, Element]:
    """Element contents by hash."""
    row = await (await tx.run(ELEMENTS, {"hashes": sorted(set(hashes))})).single(strict=True)
    return {line[0]: _element(line) for line in row["rows"]}


def _element(line: Sequence[Any]) -> Element:
    _, kind, text, parts, power_type, header, cites = line
    return Element(
        kind=ElementKind[kind],
        text=text,
        parts=tuple(parts),
        header=header,
        power_type=PowerType[power_type] if power_type else None,
        citations=tuple(_printed(c) for c in cites),
    )


def _printed(c: Sequence[Any]) -> PrintedCitation:
    printed, title, title_key, reference, function, how, group, quoted, coarse = c
    return PrintedCitation(
        printed=printed,
        title=title,
        title_key=title_key,
        reference=reference,
        function=Function[function],
        how=How[how],
        group=group,
        quoted=quoted,
        coarse=coarse,
    )


CONTENTS = """
UNWIND $powers AS id
MATCH (p:Power {id: id})-[:CURRENT]->(v:PowerVersion)
RETURN collect([p.id, v.name, v.type, v.holder, v.joint,
  COLLECT { MATCH (v)-[h:HAS_ELEMENT]->(e:Element) RETURN [h.subItem, e.hash] ORDER BY h.order },
  COLLECT { MATCH (v)-[h:HAS_SUB_ITEM]->(s:SubItem) RETURN [s.id, s.name] ORDER BY h.order }]) AS rows
"""


async def contents(tx: Tx, ids: Iterable[str]) -> dict[str, PowerContent]:
    """What the list says of these powers now."""
    row = await (await tx.run(CONTENTS, {"powers": sorted(set(ids))})).single(strict=True)
    hashes = {h for line in row["rows"] for _, h in line[5]}
    content = await elements(tx, hashes)
    return {line[0]: _content(line, content) for line in row["rows"]}


def _content(line: Sequence[Any], content: dict[str, Element]) -> PowerContent:
    _, name, type_, holder, joint, has, subs = line
    return PowerContent(
        name=name,
        type=PowerType[type_],
        holder=holder,
        joint=tuple(joint),
        elements=tuple(content[h] for sub, h in has if sub == ""),
        sub_items=tuple(
            SubItemContent(
                id=id_,
                name=sub_name,
                elements=tuple(content[h] for sub, h in has if sub == id_),
            )
            for id_, sub_name in subs
        ),
    )


PUT_EDITION = """
CREATE (e:ListEdition {
  id: $id, number: $number, on: date($on), decision: $decision, title: $title, lines: $lines, digest: $digest,
  seq: $seq
})
WITH e
MATCH (d:Decision {id: $decision})
CREATE (e)-[:MADE_BY]->(d)
"""


async def put_edition(tx: Tx, edition: Edition) -> None:
    """清单版次入图."""
    await tx.run(
        PUT_EDITION,
        {
            "id": edition.id,
            "number": edition.number,
            "on": edition.on.isoformat(),
            "decision": edition.decision,
            "title": edition.title,
            "lines": edition.lines,
            "digest": edition.digest,
            "seq": edition.seq,
        },
    )


_EDITION: LiteralString = "[e.id, e.number, e.on, e.decision, e.title, e.lines, e.digest, e.seq]"

EDITIONS: LiteralString = (
    """
MATCH (e:ListEdition)
WITH e ORDER BY e.number
RETURN collect("""
    + _EDITION
    + ") AS rows"
)


async def editions(tx: Tx) -> list[Edition]:
    """Every edition, oldest first."""
    row = await (await tx.run(EDITIONS)).single(strict=True)
    return [_edition(line) for line in row["rows"]]


def _edition(row: Sequence[Any]) -> Edition:
    id_, number, on, decision, title, lines, digest, seq = row
    return Edition(
        id=id_,
        number=number,
        on=on.to_native(),
        decision=decision,
        title=title,
        lines=lines,
        digest=digest,
        seq=seq,
    )


EDITIONS_PAGE: LiteralString = (
    """
MATCH (every:ListEdition)
WITH count(every) AS total
RETURN total, COLLECT {
  MATCH (e:ListEdition) WHERE e.number > $after
  RETURN """
    + _EDITION
    + " ORDER BY e.number LIMIT $take } AS rows"
)


async def editions_page(tx: Tx, *, size: int, after: int = 0) -> tuple[list[Edition], int, bool]:
    """(editions of a page oldest first, total, whether more follows)."""
    given = {"after": after, "take": size + 1}
    row = await (await tx.run(EDITIONS_PAGE, given)).single(strict=True)
    found = [_edition(line) for line in row["rows"]]
    return found[:size], row["total"], len(found) > size


LAST_EDITION: LiteralString = (
    """
MATCH (e:ListEdition) WHERE e.number > 0
WITH e ORDER BY e.number DESC LIMIT 1
RETURN collect("""
    + _EDITION
    + ") AS rows"
)


async def last_edition(tx: Tx) -> Edition | None:
    """The edition in force; None before the first."""
    row = await (await tx.run(LAST_EDITION)).single(strict=True)
    return _edition(row["rows"][0]) if row["rows"] else None


HOLDERS_LISTED = """
UNWIND $organs AS organ
MATCH (p:Power {holder: organ}) WHERE p.version > 0
RETURN collect(DISTINCT organ) AS organs
"""


async def holders_listed(tx: Tx, organs: Iterable[str]) -> set[str]:
    """Those of these organs that have, or had, a line of the list."""
    row = await (await tx.run(HOLDERS_LISTED, {"organs": sorted(set(organs))})).single(strict=True)
    return set(row["organs"])


POWER_COUNT = "MATCH (p:Power) RETURN count(p) AS n"


async def power_count(tx: Tx) -> int:
    """How many powers were ever minted: the next code stands on it."""
    row = await (await tx.run(POWER_COUNT)).single(strict=True)
    return row["n"]


NUMBERS = """
UNWIND $powers AS id
MATCH (p:Power {id: id})
RETURN collect([p.id, p.version]) AS rows
"""


async def numbers(tx: Tx, ids: Iterable[str]) -> dict[str, int]:
    """Power → number of its newest version."""
    row = await (await tx.run(NUMBERS, {"powers": sorted(set(ids))})).single(strict=True)
    return dict(row["rows"])
