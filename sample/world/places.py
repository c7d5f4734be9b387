"""地方: the places of a world, their departments, and which powers each has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from sample.world.catalogue import DISTRICT, Catalogue, Statute, local
from sample.world.statutes import Template
from sample.world.words import FIELDS, PLACE_FIRST, PLACE_SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """一个区: its list is one of many.

    Attributes:
        size: how many powers its list has.
    """

    number: int
    name: str
    code: str
    size: int
    own: tuple[Statute, Statute]

    def organ_name(self, organ: str) -> str:
        """市场监管 → 砚泊区市场监管局."""
        return f"{self.name}{organ}局"

    def organ_code(self, organ: str) -> str:
        """The code of one of its departments."""
        return f"{self.code}-{[field.organ for field in FIELDS].index(organ) + 1:02d}"


def places(seed: int, powers: int) -> Iterator[Place]:
    """Places of one district's size each; the last takes what is left."""
    names = [f"{first}{second}区" for second in PLACE_SECOND for first in PLACE_FIRST]
    for number, start in enumerate(range(0, powers, DISTRICT)):
        name = names[number]
        yield Place(
            number=number,
            name=name,
            code=f"98{number // 100 + 1:02d}{number % 100 + 1:02d}",
            size=min(DISTRICT, powers - start),
            own=local(seed, name),
        )


def templates_of(seed: int, known: Catalogue, place: Place) -> list[Template]:
    """The powers of a place, department by department: all of the largest and of its own statutes, most of the others."""
    always = [known.largest, *place.own]
    kept = [template for statute in always for template in statute.templates]
    kept = kept[-place.size :]
    rest = [template for statute in known.ordinary for template in statute.templates]
    chosen = Random(f"{seed}|{place.code}").sample(rest, place.size - len(kept))
    return sorted([*kept, *chosen], key=lambda t: (place.organ_code(t.organ), t.title))
