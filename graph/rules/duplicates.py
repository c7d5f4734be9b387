"""重复职权: which powers of merging departments are one (O3), and which only look alike (O4).

Same (G20): the same catalogue code; or the same type, grant down to 项 and normalised name, across departments.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from graph.model.law import ProvisionVersion
from graph.model.power import ElementKind, Function, Power
from graph.model.reorganisation import Candidate, PairDecision, SameGroup

_HEADS = frozenset({Function.GRANT, Function.SANCTION})
_NOT_WORDS = re.compile(r"[\W_]+")
_UNIONS = frozenset(
    {ElementKind.BASIS, ElementKind.DUTY, ElementKind.DUTY_BASIS, ElementKind.LIABILITY_BASIS}
)
_OWN = frozenset({ElementKind.HOLDER, ElementKind.UNDERTAKER, ElementKind.REMARK})


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """How powers are compared.

    Attributes:
        units: of the citations, so that two texts of one provision are one grant.
        catalogue: power id → code in the catalogue, where it has one.
        similar: percent of likeness of names from which two powers may be one.
    """

    units: Mapping[str, ProvisionVersion]
    catalogue: Mapping[str, str]
    similar: int

    def grant(self, power: Power) -> frozenset[str]:
        """The provisions that found the power; empty where none is linked."""
        heads = (c for c in power.citing(ElementKind.BASIS) if c.function in _HEADS)
        return frozenset(self._provision(unit) for c in heads for unit in c.units)

    def _provision(self, unit: str) -> str:
        known = self.units.get(unit)
        return known.provision if known else unit

    def identity(self, power: Power) -> tuple[object, ...] | None:
        """Equal for powers that are the same; None for one that can be the same as no other."""
        if power.id in self.catalogue:
            return (self.catalogue[power.id],)
        grant = self.grant(power)
        return (power.type, grant, normal_name(power.name)) if grant else None


def normal_name(name: str) -> str:
    """The name without width, punctuation and white space."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", name)).casefold()


Receivers = Mapping[str, str]
"""Power id → organ that holds it at the end of the reform."""


def same_groups(
    powers: Sequence[Power],
    receivers: Receivers,
    likeness: Likeness,
    decisions: Iterable[PairDecision] = (),
    chosen: frozenset[str] = frozenset(),
) -> tuple[SameGroup, ...]:
    """O3: powers of different departments that are one and come to one receiver."""
    by_id = {power.id: power for power in powers}
    found: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for power in sorted(powers, key=lambda p: p.id):
        identity = likeness.identity(power)
        if identity is not None:
            found[receivers[power.id], *identity].append(power.id)
    sets = [ids for ids in found.values() if len({by_id[i].holder for i in ids}) > 1]
    agreed = [set(d.powers) for d in decisions if d.same and set(d.powers) <= set(by_id)]
    joined = _joined([*map(set, sets), *agreed])
    return tuple(_group([by_id[i] for i in sorted(ids)], receivers, chosen) for ids in joined)


def _joined(sets: Iterable[set[str]]) -> list[set[str]]:
    """Sets that share a member are one."""
    of: dict[str, set[str]] = {}
    for each in sets:
        met = {id(of[member]): of[member] for member in each if member in of}
        whole = each.union(*met.values())
        of.update(dict.fromkeys(whole, whole))
    return sorted({id(joined): joined for joined in of.values()}.values(), key=min)


def _group(members: list[Power], receivers: Receivers, chosen: frozenset[str]) -> SameGroup:
    receiver = receivers[members[0].id]
    survivor = min(members, key=lambda p: (p.id not in chosen, p.holder != receiver, p.id))
    absorbed = [power for power in members if power is not survivor]
    return SameGroup(
        survivor=survivor.id,
        absorbed=tuple(power.id for power in absorbed),
        receiver=receiver,
        added=tuple(_added(survivor, absorbed)),
        differing=tuple(_differing(survivor, absorbed)),
    )


def _added(
    survivor: Power, absorbed: Sequence[Power]
) -> Iterator[tuple[ElementKind, tuple[str, ...]]]:
    """Union of bases and duties: what the survivor does not cite yet, by what it quotes."""
    for kind in sorted(_UNIONS):
        has = {_said(c.units, c.printed) for c in survivor.citing(kind)}
        new = {_said(c.units, c.printed): c.id for p in absorbed for c in p.citing(kind)}
        added = tuple(sorted(id_ for said, id_ in new.items() if said not in has))
        if added:
            yield kind, added


def _said(units: tuple[str, ...], printed: str) -> tuple[str, ...]:
    return tuple(sorted(units)) or (printed,)


def _differing(survivor: Power, absorbed: Sequence[Power]) -> Iterator[ElementKind]:
    own = dict(survivor.elements)
    others = [dict(power.elements) for power in absorbed]
    for kind in sorted({*own, *(k for each in others for k in each)} - _OWN - {ElementKind.NAME}):
        if any(each.get(kind) != own.get(kind) for each in others):
            yield kind


def candidates(
    powers: Sequence[Power],
    receivers: Receivers,
    likeness: Likeness,
    decided: Iterable[PairDecision],
    groups: Iterable[SameGroup],
) -> tuple[Candidate, ...]:
    """O4: powers of one type, of different departments, come to one receiver, alike and not the same."""
    settled = {frozenset(decision.powers) for decision in decided}
    absorbed = {power for group in groups for power in group.absorbed}
    halls: dict[tuple[object, ...], list[_Seen]] = defaultdict(list)
    for power in sorted(powers, key=lambda p: p.id):
        if power.id not in absorbed:
            seen = _Seen(power, normal_name(power.name), likeness.grant(power))
            halls[receivers[power.id], power.type].append(seen)
    found = (c for hall in halls.values() for c in _alike(hall, likeness.similar))
    return tuple(c for c in found if frozenset(c.powers) not in settled)


@dataclass(frozen=True, slots=True)
class _Seen:
    power: Power
    name: str
    grant: frozenset[str]


def _alike(hall: Sequence[_Seen], similar: int) -> Iterator[Candidate]:
    """Each two of one hall that are alike by name or found on the same grant, of two departments."""
    names = [seen.name for seen in hall]
    of_grant: dict[frozenset[str], list[int]] = defaultdict(list)
    for place, seen in enumerate(hall):
        of_grant[seen.grant].append(place)
    for place, one in enumerate(hall):
        # One call compares with all that follow: two by two, in Python, a hall of a thousand takes a second.
        near = process.extract(
            one.name, names[place + 1 :], scorer=fuzz.ratio, score_cutoff=similar, limit=None
        )
        others = {place + 1 + index for _, score, index in near if score}
        same = {p for p in of_grant[one.grant] if p > place} if one.grant else set[int]()
        for other in sorted(others | same):
            if hall[other].power.holder != one.power.holder:
                yield _candidate(one, hall[other], same_grant=other in same)


def _candidate(one: _Seen, other: _Seen, *, same_grant: bool) -> Candidate:
    ids = (one.power.id, other.power.id)
    percent = round(fuzz.ratio(one.name, other.name))
    return Candidate(powers=ids, percent=percent, same_grant=same_grant)
