"""Small worlds of law: statutes of our own in two or three texts, the links between them, and powers that cite them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.model.judgement import LawBook
from graph.model.law import (
    Assessment,
    Change,
    Correspondence,
    Effect,
    Instrument,
    Kind,
    Opinion,
    ParentLink,
    ProvisionVersion,
    Rank,
    Standing,
    Support,
    TextVersion,
)
from graph.model.power import (
    Citation,
    ElementKind,
    Function,
    How,
    InCatalogue,
    ListStatus,
    Power,
    PowerType,
    SubItem,
)
from graph.rules.pack import DEFAULT
from legal.place import Place

PACK = DEFAULT
FINE = "责令改正，处一千元以上三千元以下的罚款"


@dataclass
class World:
    """A book in the making. Unit ids read "条例@1 63¶1"; a provision lives on only by a link."""

    instruments: dict[str, Instrument] = field(default_factory=dict[str, Instrument])
    versions: dict[str, tuple[TextVersion, ...]] = field(
        default_factory=dict[str, tuple[TextVersion, ...]]
    )
    units: dict[str, ProvisionVersion] = field(default_factory=dict[str, ProvisionVersion])
    links: dict[tuple[str, str], Correspondence] = field(
        default_factory=dict[tuple[str, str], Correspondence]
    )
    effects: list[Effect] = field(default_factory=list[Effect])
    parents: dict[str, tuple[ParentLink, ...]] = field(
        default_factory=dict[str, tuple[ParentLink, ...]]
    )
    opinions: list[Opinion] = field(default_factory=list[Opinion])

    def text(
        self,
        version: str,
        effective: date,
        words: Mapping[str, str],
        *,
        rank: Rank = Rank.ADMINISTRATIVE_REGULATION,
        territory: str = "",
        own: bool = False,
    ) -> None:
        """One text, "条例@2"; of a new statute if there is none yet. ``words`` by place, 条 before their 款."""
        instrument = version.split("@", maxsplit=1)[0]
        self.instruments.setdefault(
            instrument,
            Instrument(id=instrument, title=instrument, rank=rank, territory=territory, own=own),
        )
        one = TextVersion(
            id=version, instrument=instrument, promulgated=effective, effective=effective
        )
        self.versions[instrument] = (*self.versions.get(instrument, ()), one)
        for order, (place, said) in enumerate(words.items()):
            self._unit(version, Place.parse(place), said, order)

    def _unit(self, version: str, place: Place, said: str, order: int) -> None:
        id_ = f"{version} {place}"
        self.units[id_] = ProvisionVersion(
            id=id_,
            provision=f"<{id_}>",
            instrument=version.split("@", maxsplit=1)[0],
            version=version,
            article=f"{version} {place.whole_article}",
            place=place,
            text=said,
            unit_hash=said,
            order=order,
        )

    def link(
        self,
        old: str,
        kind: Kind,
        *new: str,
        to: str = "",
        support: Support | None = None,
        changes: Iterable[Change] = (),
        organ: str = "",
        nature: str = "",
        standing: Standing = Standing.CONFIRMED,
        only_deletions: bool = False,
        extra: tuple[Assessment, ...] = (),
    ) -> str:
        """``old`` and ``new`` are unit ids; MODIFIED, SPLIT and MERGED support unless said otherwise."""
        version = to or new[0].split(" ")[0]
        rewritten = kind in {Kind.MODIFIED, Kind.SPLIT, Kind.MERGED}
        given = support or (Support.SUPPORTS if rewritten and not only_deletions else None)
        found = (
            Assessment(support=given, changes=frozenset(changes), organ=organ, nature=nature)
            if given
            else None
        )
        id_ = f"{old} → {version}"
        self.links[old, version] = Correspondence(
            id=id_,
            old=old,
            new=new,
            to_version=version,
            kind=kind,
            standing=standing,
            whole=id_,
            assessments=((found,) if found else ()) + extra,
            only_deletions=only_deletions,
        )
        return id_

    @property
    def book(self) -> LawBook:
        """What the judge and the planner read."""
        return LawBook(
            instruments=self.instruments,
            versions=self.versions,
            units=self.units,
            by_provision={(u.provision, u.version): u for u in self.units.values()},
            onward=self.links,
            effects=tuple(self.effects),
            parents=self.parents,
            opinions=tuple(self.opinions),
        )


def cites(
    id_: str,
    *units: str,
    element: ElementKind = ElementKind.BASIS,
    function: Function | None = None,
    coarse: bool = False,
    stale: bool = False,
    group: str = "",
    sub_item: str = "",
    unlinked: str = "",
    how: How = How.CONFIRMED,
) -> Citation:
    """Printed, confirmed and linked unless said otherwise; a SANCTION where it is 设立依据."""
    basis = element is ElementKind.BASIS
    return Citation(
        id=id_,
        element=element,
        function=function or (Function.SANCTION if basis else Function.PROCEDURE),
        group=group,
        how=how,
        printed=f"引用{'、'.join(units) or id_}",
        units=units,
        instrument=units[0].split("@")[0] if units else "",
        coarse=coarse,
        stale=stale,
        sub_item=sub_item,
        unlinked=unlinked,
    )


def a_power(
    id_: str,
    *citations: Citation,
    type_: PowerType = PowerType.PENALTY,
    holder: str = "交通局",
    name: str = "",
    sub_items: tuple[str, ...] = (),
    in_catalogue: InCatalogue = InCatalogue.YES,
    subject_authorized: bool = False,
    liability_hash: str = "",
    status: ListStatus = ListStatus.LISTED,
) -> Power:
    """Listed, of 交通局, with hashes of its own for each element that it cites for."""
    kinds = sorted({c.element for c in citations} | {ElementKind.DUTY, ElementKind.HOLDER})
    hashes = {kind: f"{kind.name} of {id_}" for kind in kinds}
    if liability_hash:
        hashes[ElementKind.LIABILITY_BASIS] = liability_hash
    return Power(
        id=id_,
        code=f"530112-{id_}",
        name=name or f"职权{id_}",
        type=type_,
        holder=holder,
        status=status,
        elements=tuple(hashes.items()),
        citations=citations,
        sub_items=tuple(SubItem(id=s, name=f"子项{s}") for s in sub_items),
        in_catalogue=in_catalogue,
        subject_authorized=subject_authorized,
    )
