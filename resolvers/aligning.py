"""对齐入库: two recorded texts side by side; what a person must confirm of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph import correspondences, law_texts, laws, organs, provisions
from graph.correspondences import Proposal
from graph.db import Tx
from graph.errors import DomainError
from graph.law_texts import StoredText
from legal.reading import read_lines
from resolvers import texts
from resolvers.acting import Act
from resolvers.texts import Stored


@dataclass(eq=False)
class NothingToConfirm(DomainError):
    """没有可确认的对应."""

    message: str

    def __str__(self) -> str:
        return self.message


async def align_replacement(act: Act, instrument: str, version: str) -> dict[str, int]:
    """替代: propose where each provision of a replaced statute went in the statute that replaces it. Counts by kind.

    Raises:
        NothingToConfirm: one of the two has no text.
    """
    target = (await laws.instruments_of_versions(act.tx, [version])) or {""}
    known = await law_texts.versions(act.tx, [instrument, *target])
    new = next((t for rows in known.values() for t in rows if t.version.id == version), None)
    if not known.get(instrument) or new is None:
        raise NothingToConfirm("被替代的法规或替代它的法规尚无文本，不能比对")
    old = await stored(act.tx, known[instrument][-1])
    young = await stored(act.tx, new)
    found = texts.align(old.statute, young.statute, await same_organs(act))
    rows = texts.proposals(
        found, old.units, young.units, new.version, act.mint, identities_live_on=False
    )
    await correspondences.put(act.tx, act.seq, rows)
    return counts(rows)


async def stored(tx: Tx, text: StoredText) -> Stored:
    """A recorded text with its statute, read again from its source, and its units by place."""
    lines = (await law_texts.document(tx, text.document)).split("\n")
    units = await provisions.units_of_version(tx, text.version.id)
    return Stored(
        statute=read_lines(lines), version=text.version, units={u.place: u for u in units}
    )


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
