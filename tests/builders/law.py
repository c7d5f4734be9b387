"""Builders of facts for the judge: valid by default, different only where the test says so.

A unit is named ``条例@2022:65¶1``: statute, text, place. A provision lives on in the next text where the words are the
same; everything else needs a link. Dates may be given as "2023-07-20"; a text named "2022" is in force from 2022-01-01.

    book = a_book(
        a_law("条例", a_text("2022", {"63": penalty("甲")}), a_text("2023", {"64": penalty("甲")})),
    )
    power = a_power(a_citation("条例@2022:63"))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from graph.model.judgement import LawBook
from graph.model.law import (
    Assessment,
    Change,
    Correspondence,
    Effect,
    EffectType,
    Finding,
    Instrument,
    Kind,
    NewGrant,
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
    ListStatus,
    Power,
    PowerType,
    SubItem,
)
from legal.place import Place

DISTRICT = "530112"


def day(text: str | date) -> date:
    """2023-07-20, or 2023 for its first day."""
    if isinstance(text, date):
        return text
    return date.fromisoformat(text if len(text) > 4 else f"{text}-01-01")


# ---- words that set something -------------------------------------------------------------------------


def penalty(conduct: str, fine: str = "五千元以上二万元以下") -> str:
    """A penalty clause of plain fine."""
    return f"违反规定，{conduct}的，由县级以上主管部门责令改正，处{fine}罚款。"


def permit(conduct: str) -> str:
    """A clause that sets a permit."""
    return f"从事{conduct}的，应当向县级主管部门申请许可；未经许可，不得从事{conduct}。"


def duty(conduct: str) -> str:
    """A clause that lays a duty on people and names no penalty and no permit."""
    return f"经营者应当{conduct}，不得弄虚作假。"


def check(subject: str) -> str:
    """A clause on inspection."""
    return f"县级以上主管部门应当对{subject}进行监督检查。"


# ---- statutes -----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Text:
    """One dated text of a statute, as a builder takes it."""

    name: str
    units: Mapping[str, str]
    effective: date | None
    promulgated: date
    complete: bool
    keeps: Mapping[str, str]


def a_text(
    name: str,
    units: Mapping[str, str],
    *,
    effective: str | date | None = "",
    promulgated: str | date = "",
    complete: bool = True,
    keeps: Mapping[str, str] | None = None,
) -> Text:
    """``keeps``: place → old place, where a decision names an article whose words change."""
    since = None if effective is None else day(effective or name)
    told = day(promulgated) if promulgated else since or day(name)
    return Text(
        name=name,
        units=units,
        effective=since,
        promulgated=told,
        complete=complete,
        keeps=keeps or {},
    )


@dataclass(frozen=True, kw_only=True)
class Law:
    """A statute with all its texts, as a builder takes it."""

    instrument: Instrument
    texts: tuple[Text, ...]


def a_law(
    title: str,
    *texts: Text,
    rank: Rank = Rank.LAW,
    territory: str = "",
    own: bool = False,
) -> Law:
    """Of rank 法律 unless the test says otherwise."""
    instrument = Instrument(id=title, title=title, rank=rank, territory=territory, own=own)
    return Law(instrument=instrument, texts=texts)


def _units(law: Law) -> list[ProvisionVersion]:
    found: list[ProvisionVersion] = []
    before: list[ProvisionVersion] = []
    for text in law.texts:
        before = _of_text(law.instrument.id, text, before)
        found += before
    return found


def _of_text(title: str, text: Text, before: list[ProvisionVersion]) -> list[ProvisionVersion]:
    words = _with_articles(text.units)
    version = f"{title}@{text.name}"
    found: list[ProvisionVersion] = []
    for order, place in enumerate(sorted(words, key=Place.parse)):
        at = Place.parse(place)
        found.append(
            ProvisionVersion(
                id=f"{version}:{place}",
                provision=_identity(title, text, place, words[place], before),
                instrument=title,
                version=version,
                article=f"{version}:{at.whole_article}",
                place=at,
                text=words[place],
                unit_hash=sha256(words[place].encode()).hexdigest(),
                order=order,
            )
        )
    return found


def _with_articles(units: Mapping[str, str]) -> dict[str, str]:
    words = dict(units)
    for place in units:
        article = str(Place.parse(place).whole_article)
        parts = [units[p] for p in units if str(Place.parse(p).whole_article) == article]
        words.setdefault(article, "\n".join(parts))
    return words


def _identity(
    title: str, text: Text, place: str, words: str, before: list[ProvisionVersion]
) -> str:
    kept = text.keeps.get(place)
    depth = _depth(Place.parse(place))
    for old in before:
        same = old.text == words and _depth(old.place) == depth
        if (kept is not None and str(old.place) == kept) or (kept is None and same):
            return old.provision
    return f"{title}/{text.name}:{place}"


def _depth(place: Place) -> int:
    return sum(x is not None for x in (place.paragraph, place.item, place.subitem))


def a_book(
    *laws: Law,
    links: Iterable[Correspondence] = (),
    effects: Iterable[Effect] = (),
    parents: Iterable[tuple[str, str]] = (),
    opinions: Iterable[Opinion] = (),
    recorded: Mapping[str, int] | None = None,
) -> LawBook:
    """Everything that the law says; ``recorded``: by which event a record came, where the test asks for it."""
    units = [unit for law in laws for unit in _units(law)]
    return LawBook(
        instruments={law.instrument.id: law.instrument for law in laws},
        versions={law.instrument.id: tuple(_version(law, t) for t in law.texts) for law in laws},
        units={unit.id: unit for unit in units},
        by_provision={(unit.provision, unit.version): unit for unit in units},
        onward={(link.old, link.to_version): link for link in links},
        effects=tuple(effects),
        parents=_parents(parents, {unit.id: unit.provision for unit in units}),
        opinions=tuple(opinions),
        recorded=recorded or {},
    )


def _version(law: Law, text: Text) -> TextVersion:
    return TextVersion(
        id=f"{law.instrument.id}@{text.name}",
        instrument=law.instrument.id,
        promulgated=text.promulgated,
        effective=text.effective,
        complete=text.complete,
    )


def _parents(
    pairs: Iterable[tuple[str, str]], identities: Mapping[str, str]
) -> dict[str, tuple[ParentLink, ...]]:
    """Units are named by id, as everywhere in a test; the links hang on their provisions."""
    found: dict[str, tuple[ParentLink, ...]] = {}
    for child, parent in pairs:
        link = ParentLink(child=identities.get(child, child), parent=identities.get(parent, parent))
        found[link.child] = (*found.get(link.child, ()), link)
    return found


# ---- what became of it ------------------------------------------------------------------------------------


def supports(
    support: Support = Support.SUPPORTS, *changes: Change, power: str = "", sub_item: str = ""
) -> Assessment:
    """An assessment, for all citations unless the test says otherwise."""
    return Assessment(support=support, changes=frozenset(changes), power=power, sub_item=sub_item)


def a_link(
    old: str,
    *new: str,
    kind: Kind = Kind.MODIFIED,
    to: str = "",
    standing: Standing = Standing.CONFIRMED,
    assessed: Iterable[Assessment] | None = None,
    only_deletions: bool = False,
) -> Correspondence:
    """A confirmed correspondence that supports, unless the test says otherwise; ``to`` for a deletion."""
    given = (supports(),) if assessed is None else tuple(assessed)
    target = to or new[0].rsplit(":", 1)[0]
    return Correspondence(
        id=f"{old}→{target}",
        old=old,
        new=new,
        to_version=target,
        kind=kind,
        standing=standing,
        assessments=given if kind in (Kind.MODIFIED, Kind.SPLIT, Kind.MERGED) else (),
        only_deletions=only_deletions,
    )


def deleted(old: str, to: str, *, standing: Standing = Standing.CONFIRMED) -> Correspondence:
    """A confirmed deletion."""
    return a_link(old, kind=Kind.DELETED, to=to, standing=standing)


def an_effect(
    kind: EffectType,
    instrument: str,
    *provisions: str,
    on: str | date,
    until: str | date | None = None,
    territory: str = "",
    standing: Standing = Standing.CONFIRMED,
    replaced_by: str = "",
    affecting: str = "",
    opinion: bool | None = None,
    grant: NewGrant | None = None,
    id_: str = "",
) -> Effect:
    """A confirmed effect; ``provisions`` as identities (``条例/2022:63``)."""
    return Effect(
        id=id_ or f"{kind.value}:{instrument}:{','.join(provisions)}:{on}",
        source="决定",
        type=kind,
        instrument=instrument,
        provisions=provisions,
        promulgated=day(on),
        effective=day(on),
        until=day(until) if until else None,
        territory=territory,
        standing=standing,
        replaced_by=replaced_by,
        affecting=affecting,
        opinion=opinion,
        grant=grant,
    )


def an_opinion(
    finding: Finding, subject: str, *, rule: str = "", power: str = "", seq: int = 0
) -> Opinion:
    """An opinion of 法制办; of ``seq`` only where the test says when the rest was recorded."""
    return Opinion(
        id=f"意见:{finding.value}:{subject}",
        rule=rule,
        subject=subject,
        finding=finding,
        power=power,
        seq=seq,
    )


# ---- powers -------------------------------------------------------------------------------------------------


def a_citation(
    *units: str,
    function: Function = Function.SANCTION,
    how: How = How.CONFIRMED,
    group: str = "",
    element: ElementKind = ElementKind.BASIS,
    sub_item: str = "",
    coarse: bool = False,
    unlinked: str = "",
    printed: str = "",
    instrument: str = "",
    id_: str = "",
) -> Citation:
    """Linked, confirmed, a SANCTION of 设立依据, unless the test says otherwise."""
    named = "、".join(units) or printed or "某文件"
    return Citation(
        id=id_ or f"{element.name}:{sub_item}:{named}",
        element=element,
        function=function,
        group=group,
        how=how,
        printed=printed or named,
        units=units,
        instrument=instrument or (units[0].split("@")[0] if units else ""),
        coarse=coarse,
        unlinked=unlinked,
        sub_item=sub_item,
    )


def assumed(citation: Citation) -> Citation:
    """The same, its function only inferred."""
    return replace(citation, how=How.ASSUMED)


def a_power(
    *citations: Citation,
    type_: PowerType = PowerType.PENALTY,
    name: str = "对违法经营的处罚",
    sub_items: Iterable[str] = (),
    subject_authorized: bool = False,
    id_: str = "p",
) -> Power:
    """A listed penalty, unless the test says otherwise."""
    return Power(
        id=id_,
        code=id_,
        name=name,
        type=type_,
        holder="某局",
        status=ListStatus.LISTED,
        citations=citations,
        sub_items=tuple(SubItem(id=s, name=s) for s in sub_items),
        subject_authorized=subject_authorized,
    )
