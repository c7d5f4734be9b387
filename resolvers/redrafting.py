"""要素的新文字: from a power's content and an item's differences to the content that the list will say. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from json import dumps

from graph.elements import CITING, element
from graph.model.law import Instrument, ProvisionVersion, TextVersion
from graph.model.listing import Element, PowerContent, PrintedCitation
from graph.model.plan import Difference
from graph.model.power import ElementKind, Function, How, PowerType
from legal.citations import normalise_title
from legal.numerals import chinese
from legal.place import Place, article_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """所引条文: the units that differences renew to, with their texts and statutes; names of new holders.

    Attributes:
        citations: of absorbed powers, by id, as they print them (O3).
    """

    units: Mapping[str, ProvisionVersion]
    versions: Mapping[str, TextVersion]
    instruments: Mapping[str, Instrument]
    organs: Mapping[str, str] = field(default_factory=dict[str, str])
    citations: Mapping[str, PrintedCitation] = field(default_factory=dict[str, PrintedCitation])


@dataclass(frozen=True, slots=True, kw_only=True)
class Redrafted:
    """新内容, and where its new citations come from.

    Attributes:
        quotes: the units that a renewed citation quotes from now on.
        origins: the citation of the former element that each goes on from; what is new goes on from none.
    """

    content: PowerContent
    quotes: Mapping[str, tuple[str, ...]]
    origins: Mapping[str, str]


def redraft(
    content: PowerContent, differences: Sequence[Difference], library: Library
) -> Redrafted:
    """The content after an item, as decided: nothing but its differences changes (R8.5)."""
    trace = _Trace()
    for difference in differences:
        content = _apply(content, difference, library, trace)
    return Redrafted(content=content, quotes=trace.quotes, origins=trace.origins)


@dataclass(frozen=True, slots=True)
class _Trace:
    """What is noted of the new citations on the way."""

    quotes: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    origins: dict[str, str] = field(default_factory=dict[str, str])


def _apply(
    content: PowerContent,
    difference: Difference,
    library: Library,
    trace: _Trace,
) -> PowerContent:
    if difference.element in CITING and difference.value:
        return _rewritten(content, difference)
    if difference.renew:
        return _renewed(content, difference, library, trace)
    if difference.element is ElementKind.HOLDER and difference.value:
        first, *joint = difference.value.split(" ")
        name = "、".join(library.organs.get(organ, organ) for organ in (first, *joint))
        said = _said(content, ElementKind.HOLDER, name)
        return replace(said, holder=first, joint=tuple(joint))
    if difference.element is ElementKind.TYPE and difference.value:
        said = _said(content, ElementKind.TYPE, difference.value)
        told = difference.value
        named = told in PowerType.__members__
        return replace(said, type=PowerType[told] if named else PowerType(told))
    if difference.element is ElementKind.NAME and difference.value:
        return replace(_said(content, ElementKind.NAME, difference.value), name=difference.value)
    return _written(content, difference) if difference.value else content


def _written(content: PowerContent, difference: Difference) -> PowerContent:
    """An element that cites nothing, in the words of the department."""
    kept = tuple(e for e in content.elements if e.kind is not difference.element)
    made = Element(kind=difference.element, text=difference.value)
    return replace(content, elements=(*kept, made))


def _rewritten(content: PowerContent, difference: Difference) -> PowerContent:
    """An element whose words the department wrote: its citations are read from them, and linked when it is applied."""
    made = element(difference.element, difference.value, content.type)
    kept = tuple(e for e in content.elements if e.kind is not difference.element)
    return replace(content, elements=(*kept, made))


def _said(content: PowerContent, kind: ElementKind, text: str) -> PowerContent:
    """The content with the words of one plain element changed."""
    changed = tuple(replace(e, text=text) if e.kind is kind else e for e in content.elements)
    return replace(content, elements=changed)


def _renewed(
    content: PowerContent,
    difference: Difference,
    library: Library,
    trace: _Trace,
) -> PowerContent:
    renew = dict(difference.renew)

    def mend(elements: Iterable[Element]) -> tuple[Element, ...]:
        return tuple(
            _element(e, renew, library, trace) if _concerned(e, difference, renew, library) else e
            for e in elements
        )

    if not difference.sub_item:
        return replace(content, elements=mend(_with_room(content, difference, renew, library)))
    subs = tuple(
        replace(sub, elements=mend(sub.elements)) if sub.id == difference.sub_item else sub
        for sub in content.sub_items
    )
    return replace(content, sub_items=subs)


def _concerned(
    element: Element, difference: Difference, renew: Mapping[str, object], library: Library
) -> bool:
    own = {element.citation_id(i) for i in range(len(element.citations))}
    known = own | {""} | library.citations.keys()
    return element.kind is difference.element and bool(known & renew.keys())


def _with_room(
    content: PowerContent, difference: Difference, renew: Mapping[str, object], library: Library
) -> tuple[Element, ...]:
    """The elements, with an empty one where the survivor of a merger lacks what the absorbed cite."""
    has = any(e.kind is difference.element for e in content.elements)
    if has or not library.citations.keys() & renew.keys():
        return content.elements
    return (*content.elements, Element(kind=difference.element, text="", power_type=content.type))


@dataclass(frozen=True, slots=True)
class Cited:
    """一处引用 of the new element.

    Attributes:
        units: that it quotes from now on; none: as its origin did, or as its words say.
        origin: id of the citation that it goes on from; "" for a new one.
    """

    citation: PrintedCitation
    units: tuple[str, ...] = ()
    origin: str = ""


def _element(
    element: Element, renew: Mapping[str, tuple[str, ...]], library: Library, trace: _Trace
) -> Element:
    own = [element.citation_id(index) for index in range(len(element.citations))]
    kept = _kept(dict(zip(own, element.citations, strict=True)), renew, library)
    there = [one.citation for one in kept]
    more = [one for one in _more(renew, set(own), library) if one.citation not in there]
    said = [_printed(one.citation) for one in kept] if renew.keys() & set(own) else [element.text]
    cited = [*kept, *more]
    mended = replace(
        element,
        citations=tuple(one.citation for one in cited),
        text="\n".join(text for text in (*said, *(_printed(one.citation) for one in more)) if text),
        parts=element.parts,
    )
    for index, one in enumerate(cited):
        if one.units:
            trace.quotes[mended.citation_id(index)] = one.units
        if one.origin:
            trace.origins[mended.citation_id(index)] = one.origin
    return mended


def _kept(
    own: Mapping[str, PrintedCitation], renew: Mapping[str, tuple[str, ...]], library: Library
) -> list[Cited]:
    """The element's own citations: as they are, or as they are renewed, each once."""
    kept: list[Cited] = []
    for id_, citation in own.items():
        if id_ not in renew:
            kept.append(Cited(citation, origin=id_))
            continue
        there = [one.citation for one in kept]
        made = _successors(citation, renew[id_], library, id_)
        kept += [one for one in made if one.citation not in there]
    return kept


def _more(renew: Mapping[str, tuple[str, ...]], own: set[str], library: Library) -> Iterator[Cited]:
    """What comes in anew: citations of absorbed powers as these print them (O3), and new bases (L16)."""
    for id_, units in renew.items():
        if not id_:
            yield from _added(units, library)
        elif id_ in library.citations and id_ not in own:
            yield Cited(library.citations[id_], units, id_)


def _added(ids: Sequence[str], library: Library) -> list[Cited]:
    """L16: a basis that the list did not have; a person confirmed that it grants this power."""
    blank = PrintedCitation(
        printed="",
        title="",
        title_key="",
        reference="{}",
        function=Function.GRANT,
        how=How.CONFIRMED,
    )
    return _successors(blank, ids, library)


def _printed(citation: PrintedCitation) -> str:
    return f"{citation.printed}：{citation.quoted}" if citation.quoted else citation.printed


def _successors(
    citation: PrintedCitation, ids: Sequence[str], library: Library, origin: str = ""
) -> list[Cited]:
    """A coarse citation stays one; any other becomes one for each unit that it now quotes."""
    units = [library.units[i] for i in ids]
    if citation.coarse and units:
        return [Cited(_cite(citation, units, library), tuple(ids), origin)]
    several = len(units) > 1
    return [
        Cited(
            replace(
                _cite(citation, [unit], library),
                group=f"{citation.group}-{n}" if citation.group and several else citation.group,
            ),
            (unit.id,),
            origin,
        )
        for n, unit in enumerate(units, start=1)
    ]


def _cite(
    citation: PrintedCitation, units: Sequence[ProvisionVersion], library: Library
) -> PrintedCitation:
    instrument = library.instruments[units[0].instrument]
    version = library.versions[units[0].version]
    day = version.promulgated
    places = [unit.place for unit in units]
    note = f"（{day.year}年{day.month}月{day.day}日文本）"
    return replace(
        citation,
        printed=f"《{instrument.title}》{note}{told(places)}",
        title=instrument.title,
        title_key=normalise_title(instrument.title),
        reference=dumps(_reference(places, day.isoformat()), ensure_ascii=False, sort_keys=True),
        quoted=units[0].text if len(units) == 1 else "",
        coarse=citation.coarse and len(units) > 1,
    )


def _reference(places: Sequence[Place], revision: str) -> dict[str, object]:
    first, last = places[0], places[-1]
    return {
        "article": first.article if not first.annex else None,
        "paragraph": first.paragraph,
        "item": first.article if first.annex else first.item,
        "subitem": first.subitem,
        "annex": first.annex or None,
        "range_end": last.article if last.article != first.article else None,
        "revision": revision,
    }


def told(places: Iterable[Place]) -> str:
    """Places as a Chinese reader writes them: 第十二条第一款第三项、第十五条至第十八条."""
    rows = list(places)
    whole = [p for p in rows if p.parent is None and not p.annex]
    if len(whole) == len(rows) > 1:
        return "、".join(_runs(whole))
    return "、".join(_told(place) for place in rows)


def _told(place: Place) -> str:
    if place.annex:
        number = "" if place.annex == "0" else place.annex
        return f"附件{number}第{place.article}项"
    paragraph = f"第{chinese(place.paragraph)}款" if place.paragraph else ""
    item = f"第{_number(place.item)}项" if place.item else ""
    sub = f"第{place.subitem}目" if place.subitem else ""
    return f"{_article(place.article)}{paragraph}{item}{sub}"


def _number(item: str) -> str:
    first, *rest = item.split("-")
    return chinese(int(first)) + "".join(f"之{chinese(int(n))}" for n in rest)


def _article(number: str) -> str:
    first, *rest = number.split("-")
    return f"第{chinese(int(first))}条" + "".join(f"之{chinese(int(n))}" for n in rest)


def _runs(places: Sequence[Place]) -> Iterable[str]:
    """Neighbouring articles as one range."""
    numbers = sorted({p.article for p in places}, key=article_key)
    for _, run in groupby(enumerate(numbers), key=lambda pair: article_key(pair[1])[0] - pair[0]):
        articles = [number for _, number in run]
        first, last = _article(articles[0]), _article(articles[-1])
        yield first if first == last else f"{first}至{last}"
