"""机构 in the graph: organs, their dated names and aliases, and who holds which power."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.db import LATEST, Tx
from graph.errors import DomainError
from graph.model.organ import Axis, Mode, OrgKind, OrgName, OrgUnit, Tenure


@dataclass(eq=False)
class OrganNotFound(DomainError):
    """机构不存在."""

    id: str

    def __str__(self) -> str:
        return f"没有编号为“{self.id}”的机构"


@dataclass(eq=False)
class OrganExists(DomainError):
    """机构代码重复."""

    code: str

    def __str__(self) -> str:
        return f"机构代码“{self.code}”已登记"


@dataclass(eq=False)
class NameTaken(DomainError):
    """机构名称冲突: on some day the name would mean two organs."""

    text: str
    organ: str

    def __str__(self) -> str:
        return f"名称“{self.text}”在同一时期已指向另一机构（{self.organ}）"


def match_key(name: str) -> str:
    """The form in which names are compared: NFKC, without white space."""
    return "".join(unicodedata.normalize("NFKC", name).split())


PUT_ORGAN = """
CREATE (o:OrgUnit {id: $id, code: $code, kind: $kind, name: $name, seq: $seq})
"""


async def put(tx: Tx, seq: int, organ: OrgUnit) -> None:
    """登记机构; the caller has made sure that its code is free."""
    given = {"id": organ.id, "code": organ.code, "kind": organ.kind.name, "name": organ.name}
    await tx.run(PUT_ORGAN, {**given, "seq": seq})


CODE_TAKEN = "MATCH (o:OrgUnit {code: $code}) RETURN o.id AS id"


async def code_taken(tx: Tx, code: str) -> bool:
    """Whether an organ has this code."""
    return await (await tx.run(CODE_TAKEN, {"code": code})).single() is not None


PUT_NAME = """
MATCH (o:OrgUnit {id: $organ})
CREATE (n:OrgName {
  id: $id, organ: $organ, text: $text, matchKey: $matchKey, validFrom: date($from), to: date($to),
  official: $official, authority: $authority, seq: $seq
})
CREATE (n)-[:MEANS]->(o)
"""

RENAME = "MATCH (o:OrgUnit {id: $organ}) SET o.name = $text"


async def put_name(tx: Tx, seq: int, name: OrgName) -> None:
    """名称或别名入图.

    Raises:
        NameTaken: on some day of its time the name means another organ.
    """
    for other in await names_like(tx, [name.text]):
        if other.organ != name.organ and _overlap(other, name):
            raise NameTaken(name.text, other.organ)
    await tx.run(
        PUT_NAME,
        {
            "id": name.id,
            "organ": name.organ,
            "text": name.text,
            "matchKey": match_key(name.text),
            "from": name.valid_from.isoformat(),
            "to": name.to.isoformat() if name.to else None,
            "official": name.official,
            "authority": name.authority,
            "seq": seq,
        },
    )
    if name.official and name.to is None:
        await tx.run(RENAME, {"organ": name.organ, "text": name.text})


def _overlap(one: OrgName, other: OrgName) -> bool:
    return (one.to is None or other.valid_from < one.to) and (
        other.to is None or one.valid_from < other.to
    )


NAMES_LIKE = """
UNWIND $keys AS key
MATCH (n:OrgName {matchKey: key}) WHERE n.superseded IS NULL
RETURN collect([n.id, n.organ, n.text, n.validFrom, n.to, n.official, n.authority]) AS rows
"""


def _name(row: Sequence[Any]) -> OrgName:
    id_, organ, text, valid_from, to, official, authority = row
    return OrgName(
        id=id_,
        organ=organ,
        text=text,
        valid_from=valid_from.to_native(),
        to=to.to_native() if to else None,
        official=official,
        authority=authority,
    )


async def names_like(tx: Tx, texts: Iterable[str]) -> list[OrgName]:
    """Every dated meaning of these names."""
    keys = sorted({match_key(text) for text in texts})
    row = await (await tx.run(NAMES_LIKE, {"keys": keys})).single(strict=True)
    return [_name(r) for r in row["rows"]]


async def resolve(tx: Tx, texts: Iterable[str], on: date) -> dict[str, str]:
    """Name as printed → organ id on that day; a name that means none, or two, is left out: never guessed."""
    wanted = list(texts)
    found: dict[str, set[str]] = {}
    for name in await names_like(tx, wanted):
        if name.valid_from <= on and (name.to is None or on < name.to):
            found.setdefault(match_key(name.text), set()).add(name.organ)
    return {
        text: next(iter(organs))
        for text in wanted
        if len(organs := found.get(match_key(text), set())) == 1
    }


ALL = """
MATCH (o:OrgUnit)
WITH o ORDER BY o.code
RETURN collect([o.id, o.code, o.kind, o.name, o.closed]) AS rows
"""


async def everyone(tx: Tx) -> list[OrgUnit]:
    """Every organ, by code."""
    row = await (await tx.run(ALL)).single(strict=True)
    return [organ_of(line) for line in row["rows"]]


async def codes(tx: Tx) -> dict[str, str]:
    """机构代码 of every organ."""
    return {organ.id: organ.code for organ in await everyone(tx)}


async def current_names(tx: Tx) -> dict[str, str]:
    """Organ → its name now."""
    return {organ.id: organ.name for organ in await everyone(tx)}


def organ_of(line: Sequence[Any]) -> OrgUnit:
    """An organ from id, code, kind, name and the day on which it was closed."""
    id_, code, kind, name, closed = line
    day = closed.to_native() if closed else None
    return OrgUnit(id=id_, code=code, kind=OrgKind[kind], name=name, closed=day)


MANY = """
UNWIND $ids AS id
MATCH (o:OrgUnit {id: id})
RETURN collect([o.id, o.code, o.kind, o.name, o.closed]) AS rows
"""


async def get_many(tx: Tx, ids: Iterable[str]) -> dict[str, OrgUnit]:
    """These organs by id; one that does not exist is left out."""
    row = await (await tx.run(MANY, {"ids": sorted(set(ids))})).single(strict=True)
    return {line[0]: organ_of(line) for line in row["rows"]}


async def get(tx: Tx, id_: str) -> OrgUnit:
    """One organ.

    Raises:
        OrganNotFound
    """
    found = await get_many(tx, [id_])
    if id_ not in found:
        raise OrganNotFound(id_)
    return found[id_]


ALIASES = """
MATCH (n:OrgName) WHERE n.superseded IS NULL
WITH n ORDER BY n.organ, n.validFrom
RETURN collect([n.id, n.organ, n.text, n.validFrom, n.to, n.official, n.authority]) AS rows
"""


async def names(tx: Tx) -> list[OrgName]:
    """Every name and alias."""
    row = await (await tx.run(ALIASES)).single(strict=True)
    return [_name(r) for r in row["rows"]]


PUT_TENURES = """
UNWIND $rows AS row
MATCH (p:Power {id: row[1]})
MATCH (o:OrgUnit {id: row[2]})
CREATE (t:Tenure {
  id: row[0], power: row[1], organ: row[2], mode: row[3], axis: row[4], validFrom: date(row[5]), to: date(row[6]),
  territory: row[7], cause: row[8], seq: $seq
})
CREATE (p)-[:HELD_IN]->(t)
CREATE (t)-[:BY]->(o)
"""


async def put_tenures(tx: Tx, seq: int, tenures: Sequence[Tenure]) -> None:
    """行使权入图; the caller has checked gap and overlap (G21)."""
    rows = [
        [
            t.id,
            t.power,
            t.organ,
            t.mode.name,
            t.axis.name,
            t.valid_from.isoformat(),
            t.to.isoformat() if t.to else None,
            t.territory,
            t.cause,
        ]
        for t in tenures
    ]
    await (await tx.run(PUT_TENURES, {"rows": rows, "seq": seq})).consume()


TENURES = """
UNWIND $powers AS power
MATCH (:Power {id: power})-[:HELD_IN]->(t:Tenure {axis: $axis})
WHERE t.seq <= $known AND (t.superseded IS NULL OR t.superseded > $known)
WITH t ORDER BY t.power, t.validFrom
RETURN collect([t.id, t.power, t.organ, t.mode, t.axis, t.validFrom, t.to, t.territory, t.cause]) AS rows
"""


async def tenures(tx: Tx, powers: Iterable[str], axis: Axis, known: int = LATEST) -> list[Tenure]:
    """Who holds these powers on one axis, by power and day."""
    given = {"powers": sorted(set(powers)), "axis": axis.name, "known": known}
    row = await (await tx.run(TENURES, given)).single(strict=True)
    return [
        Tenure(
            id=id_,
            power=power,
            organ=organ,
            mode=Mode[mode],
            axis=Axis[axis_],
            valid_from=valid_from.to_native(),
            to=to.to_native() if to else None,
            territory=territory,
            cause=cause,
        )
        for id_, power, organ, mode, axis_, valid_from, to, territory, cause in row["rows"]
    ]


SUPERSEDE_TENURES = """
UNWIND $ids AS id
MATCH (t:Tenure {id: id})
SET t.superseded = $seq
"""


async def supersede_tenures(tx: Tx, seq: int, ids: Iterable[str]) -> None:
    """These tenures are known no longer to hold as written; the caller writes what holds instead."""
    await (await tx.run(SUPERSEDE_TENURES, {"ids": sorted(set(ids)), "seq": seq})).consume()
