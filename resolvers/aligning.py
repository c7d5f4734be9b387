"""对齐入库: two recorded texts side by side; what a person must confirm of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from json import loads
from typing import Any

from graph import correspondences, law_texts, laws, organs, provisions
from graph.correspondences import Proposal
from graph.db import Tx
from graph.errors import DomainError
from graph.law_texts import StoredText
from legal.reading import read_lines
from legal.statute import Finding, Severity, units
from resolvers import texts
from resolvers.acting import Act
from resolvers.texts import Stored

_SHOWN = 3


@dataclass(eq=False)
class NothingToConfirm(DomainError):
    """没有可确认的对应."""

    message: str

    def __str__(self) -> str:
        return self.message


@dataclass(eq=False)
class TextReadDifferently(DomainError):
    """读法不一致: a recorded text is divided otherwise by today's reader, so its units have no counterpart in it.

    Attributes:
        places: the first few 条款项目 that differ, as printed.
    """

    title: str
    promulgated: date
    places: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"《{self.title}》{self.promulgated.isoformat()} 的文本录入后读法有变，{'、'.join(self.places)}"
            "等处与当时录入的不同，不能自动比对，未作任何改动；请用录入时的程序版本录入这次修订"
        )


async def align_replacement(act: Act, instrument: str, version: str) -> dict[str, int]:
    """替代: propose where each provision of a replaced statute went in the statute that replaces it. Counts by kind.

    Raises:
        NothingToConfirm: one of the two has no text.
        TextReadDifferently: as in ``stored``.
    """
    target = (await laws.instruments_of_versions(act.tx, [version])) or {""}
    known = await law_texts.versions(act.tx, [instrument, *target])
    new = next((t for rows in known.values() for t in rows if t.version.id == version), None)
    if not known.get(instrument) or new is None:
        raise NothingToConfirm("被替代的法规或替代它的法规尚无文本，不能比对")
    old = await stored(act.tx, known[instrument][-1])
    young = await stored(act.tx, new)
    aliases = await same_organs(act)
    found = await asyncio.to_thread(texts.align, old.statute, young.statute, aliases)
    rows = texts.proposals(
        found, old.units, young.units, new.version, act.mint, identities_live_on=False
    )
    await correspondences.put(act.tx, act.seq, rows)
    return counts(rows)


async def stored(tx: Tx, text: StoredText) -> Stored:
    """A recorded text with its statute and its units by place.

    The statute is read again from its source as it was when it was recorded: by the same title, and as whole as it was
    found to be then, because the operator may have known its last article.

    Raises:
        TextReadDifferently: the reader has learnt meanwhile, and divides the text otherwise than its units do.
    """
    lines = (await law_texts.document(tx, text.document)).split("\n")
    instrument = await laws.get(tx, text.version.instrument)
    statute = await asyncio.to_thread(read_lines, lines, title_hint=instrument.title)
    findings = tuple(_finding(row) for row in loads(text.findings))
    recorded = {u.place: u for u in await provisions.units_of_version(tx, text.version.id)}
    read = {unit.place for article in statute.articles for unit in units(article)}
    if differing := sorted(read ^ recorded.keys()):
        places = tuple(map(str, differing[:_SHOWN]))
        raise TextReadDifferently(instrument.title, text.version.promulgated, places)
    return Stored(statute=replace(statute, findings=findings), version=text.version, units=recorded)


def _finding(row: dict[str, Any]) -> Finding:
    return replace(Finding(**row), severity=Severity(row["severity"]))


async def same_organs(act: Act) -> dict[str, str]:
    """Names that the dated alias table resolves to one organ: name → the organ's own name (L19, O11)."""
    official: dict[str, str] = {}
    names = await organs.names(act.tx)
    for name in names:
        if name.official:
            official[name.organ] = name.text
    return {n.text: official[n.organ] for n in names if not n.official and n.organ in official}


def counts(rows: Iterable[Proposal]) -> dict[str, int]:
    """How many 条 of each kind."""
    found: dict[str, int] = {}
    for row in rows:
        c = row.correspondence
        if c.whole == c.id:
            found[c.kind.name] = found.get(c.kind.name, 0) + 1
    return found
