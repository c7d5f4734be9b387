"""条文入库的准备: from a statute's text to units with identities, and the correspondences that a person must confirm.

Pure: ids come from the ``mint`` that is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from graph.correspondences import Method, Proposal
from graph.model.law import Correspondence, Kind, ProvisionVersion, Standing, TextVersion
from legal import alignment
from legal.alignment.model import Alignment, Part
from legal.fingerprint import fingerprints
from legal.place import Place
from legal.statute import Statute, units

Mint = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A text that is in the graph already: its statute, its version and its units by place."""

    statute: Statute
    version: TextVersion
    units: Mapping[Place, ProvisionVersion]


def new_units(
    statute: Statute, version: TextVersion, living_on: Mapping[Place, str], mint: Mint
) -> list[ProvisionVersion]:
    """Every unit of a new text.

    Args:
        living_on: place in the new text → identity that lives on there; every other place gets a new one.
    """
    places = [unit.place for article in statute.articles for unit in units(article)]
    ids = {place: mint("unit") for place in places}
    provisions = {place: living_on.get(place) or mint("provision") for place in places}
    found: list[ProvisionVersion] = []
    for article in statute.articles:
        hashes = fingerprints(article, provisions.get)
        for unit in units(article):
            found.append(
                ProvisionVersion(
                    id=ids[unit.place],
                    provision=provisions[unit.place],
                    instrument=version.instrument,
                    version=version.id,
                    article=ids[article.place],
                    place=unit.place,
                    text=unit.whole,
                    unit_hash=hashes[unit.place],
                    order=len(found),
                )
            )
    return found


def carried(found: Alignment) -> Iterator[tuple[Place, Place]]:
    """(old place, new place) pairs that are the same provision by rule: nobody has to be asked."""
    for row in found:
        pairs = [(row.old, row.new, row.kind, row.confirmed)]
        pairs += [(p.old, p.new, p.kind, p.confirmed) for p in row.parts]
        for old, new, kind, confirmed in pairs:
            if confirmed and len(new) == 1 and kind is not Kind.MERGED:
                yield old, new[0]


def align(old: Statute, new: Statute, aliases: Mapping[str, str]) -> Alignment:
    """新旧对应, as the aligner proposes it."""
    return alignment.align(old, new, aliases=aliases)


def proposals(
    found: Alignment,
    old: Mapping[Place, ProvisionVersion],
    new: Mapping[Place, ProvisionVersion],
    target: TextVersion,
    mint: Mint,
    *,
    identities_live_on: bool = True,
) -> list[Proposal]:
    """A correspondence for every old 条, and for each of its parts that is not carried on.

    Args:
        identities_live_on: False where another statute replaces this one: then every part needs a correspondence.
    """
    rows: list[Proposal] = []
    for row in found:
        whole = mint("correspondence")
        first = _proposal(_whole(row), whole, whole, old, new, target)
        runner_up = (new[row.runner_up.new].id,) if row.runner_up else ()
        only_deletions = replace(first.correspondence, only_deletions=row.only_deletions)
        rows.append(replace(first, correspondence=only_deletions, runner_up=runner_up))
        rows += [
            _proposal(part, mint("correspondence"), whole, old, new, target)
            for part in row.parts
            if not (identities_live_on and part.confirmed and len(part.new) == 1)
        ]
    return rows


def _whole(row: alignment.Correspondence) -> Part:
    """A 条 as a part of itself."""
    return Part(
        old=row.old,
        new=row.new,
        kind=row.kind,
        confidence=row.confidence,
        confirmed=row.confirmed,
    )


def _proposal(
    part: Part,
    ref: str,
    whole: str,
    old: Mapping[Place, ProvisionVersion],
    new: Mapping[Place, ProvisionVersion],
    target: TextVersion,
) -> Proposal:
    return Proposal(
        record=ref,
        correspondence=Correspondence(
            id=ref,
            old=old[part.old].id,
            new=tuple(new[place].id for place in part.new),
            to_version=target.id,
            kind=part.kind,
            standing=Standing.CONFIRMED if part.confirmed else Standing.PROPOSED,
            confidence=part.confidence,
            whole=whole,
        ),
        from_version=old[part.old].version,
        method=Method.RULE if part.confirmed else Method.ALIGNER,
    )
