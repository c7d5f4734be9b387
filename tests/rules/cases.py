"""Hand-made cases: one power, its citations and how they stand, without a law and without the judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from graph.model.judgement import (
    BasisState,
    CitationState,
    GroupState,
    Judgement,
    LawBook,
    Survival,
)
from graph.model.law import (
    Assessment,
    Change,
    Correspondence,
    Instrument,
    Kind,
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
)
from graph.rules.hits import Hit
from graph.rules.outcomes import Case
from legal.place import Place

DAY = date(2023, 7, 20)
EVE = date(2023, 7, 19)
OLD, NEW = "旧文", "新文"


def a_unit(
    id_: str, *, place: str = "63", version: str = OLD, instrument: str = "条例"
) -> ProvisionVersion:
    return ProvisionVersion(
        id=id_,
        provision=f"条款{id_}",
        instrument=instrument,
        version=version,
        article=id_,
        place=Place.parse(place),
        text=f"{id_}的内容",
        unit_hash=f"hash of {id_}",
        order=0,
    )


def a_book(*units: ProvisionVersion, links: tuple[Correspondence, ...] = ()) -> LawBook:
    texts = (
        TextVersion(id=OLD, instrument="条例", promulgated=date(2022, 3, 29), effective=date(2022, 5, 1)),
        TextVersion(id=NEW, instrument="条例", promulgated=DAY, effective=DAY),
    )  # fmt: skip
    return LawBook(
        instruments={
            "条例": Instrument(id="条例", title="道路条例", rank=Rank.ADMINISTRATIVE_REGULATION)
        },
        versions={"条例": texts},
        units={unit.id: unit for unit in units},
        by_provision={(unit.provision, unit.version): unit for unit in units},
        onward={(link.old, link.to_version): link for link in links},
        parents={},
    )


BOOK = a_book(
    a_unit("旧"), a_unit("新", place="65", version=NEW), a_unit("新二", place="66", version=NEW)
)


def a_citation(
    id_: str = "c1",
    *,
    element: ElementKind = ElementKind.BASIS,
    function: Function = Function.SANCTION,
    coarse: bool = False,
    stale: bool = False,
    sub_item: str = "",
) -> Citation:
    return Citation(
        id=id_,
        element=element,
        function=function,
        group="",
        how=How.CONFIRMED,
        printed=f"《道路条例》{id_}",
        units=("旧",),
        instrument="条例",
        coarse=coarse,
        stale=stale,
        sub_item=sub_item,
    )


def a_hit(
    citation: Citation | None = None,
    *,
    kind: Kind | None = None,
    support: Support = Support.SUPPORTS,
    changes: frozenset[Change] = frozenset(),
    organ: str = "",
    nature: str = "",
    state: BasisState | None = None,
    before: BasisState = BasisState.ALIVE,
    only_deletions: bool = False,
    now: tuple[str, ...] = ("新",),
    waits_for: tuple[str, ...] = (),
) -> Hit:
    """Moved to 新 by a confirmed link of this kind; dead where the link is DELETED or supports no longer."""
    cited = citation or a_citation()
    dead = kind is Kind.DELETED or support is Support.NO_LONGER
    after = state or (BasisState.DEAD if dead else BasisState.ALIVE_CHANGED)
    link = Correspondence(
        id=f"link of {cited.id}",
        old="旧",
        new=() if kind is Kind.DELETED else now,
        to_version=NEW,
        kind=kind or Kind.SAME,
        standing=Standing.CONFIRMED,
        only_deletions=only_deletions,
    )
    found = Assessment(support=support, changes=changes, organ=organ, nature=nature)
    told = bool(changes) or support is not Support.SUPPORTS or nature or organ
    return Hit(
        citation=cited,
        before=a_state(cited.id, before),
        after=replace(
            a_state(cited.id, after, now=() if after is BasisState.DEAD else now),
            waits_for=waits_for,
        ),
        steps=(link,) if kind else (),
        assessments=(found,) if told else (),
        moved=kind is not None and kind is not Kind.SAME,
        parted=only_deletions and not dead,
        causes=frozenset({"修改决定"}),
    )


def a_state(
    citation: str, state: BasisState = BasisState.ALIVE, now: tuple[str, ...] = ("旧",)
) -> CitationState:
    changed = state is BasisState.ALIVE_CHANGED
    return CitationState(citation=citation, state=state, changed=changed, now=now, steps=())


def a_power(
    *citations: Citation,
    type_: PowerType = PowerType.PENALTY,
    in_catalogue: InCatalogue = InCatalogue.YES,
    subject_authorized: bool = False,
    elements: Mapping[ElementKind, str] | None = None,
) -> Power:
    return Power(
        id="p1",
        code="530112-1",
        name="擅自经营",
        type=type_,
        holder="交通局",
        status=ListStatus.LISTED,
        elements=tuple((elements or {ElementKind.BASIS: "basis hash"}).items()),
        citations=citations,
        in_catalogue=in_catalogue,
        subject_authorized=subject_authorized,
    )


def a_judgement(
    on: date, survival: Survival, states: tuple[CitationState, ...], *, sub_item: str = ""
) -> Judgement:
    group = GroupState(label="1", members=tuple(s.citation for s in states), state=BasisState.ALIVE)
    return Judgement(
        power="p1",
        sub_item=sub_item,
        on=on,
        survival=survival,
        doubtful=False,
        readings_differ=False,
        citations=states,
        groups=(group,) if states else (),
    )


def a_case(
    *hits: Hit,
    survival: Survival = Survival.V3,
    before: Survival = Survival.V1,
    power: Power | None = None,
    book: LawBook = BOOK,
    lost: tuple[str, ...] = (),
    watched: tuple[str, ...] = (),
    complete: bool = True,
    shared: frozenset[str] = frozenset(),
) -> Case:
    return Case(
        power=power or a_power(*(hit.citation for hit in hits)),
        before=a_judgement(EVE, before, tuple(hit.before for hit in hits)),
        after=a_judgement(DAY, survival, tuple(hit.after for hit in hits)),
        hits=hits,
        book=book,
        lost=lost,
        watched=watched,
        complete=complete,
        shared=shared,
    )
