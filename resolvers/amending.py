"""新版本的写入: what applied items make of the list: new versions, their links, one edition (《办法》第八条, I13).

Only ``applying`` calls it, once it has checked that every decision is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph import (
    applications,
    citations,
    law_texts,
    laws,
    lists,
    organs,
    powers,
    provisions,
    successions,
)
from graph.model.listing import PowerContent, PrintedCitation
from graph.model.plan import ItemKind
from graph.model.power import ElementKind, LinkMethod, ListStatus
from graph.model.request import Action, Item, State
from graph.powers import NewLink, NewVersion
from resolvers import (
    adding,
    carrying_over,
    consequences,
    linking,
    open_work,
    redrafting,
    requests,
    tenures,
)
from resolvers.acting import Act
from resolvers.deciding import decide
from resolvers.laws import sort_key
from resolvers.lists import number_after, put_edition
from resolvers.open_work import Handed
from resolvers.redrafting import Library


async def write(act: Act, items: Sequence[Item]) -> int:
    """Write the new versions of all powers that these items change, as one edition, each kind of node in one query."""
    decision = await decide(act, Action.APPLY, items)
    last = await lists.last_edition(act.tx)
    number = number_after(last)
    await successions.name_organs_of_day(act.tx, act.today)
    contents = await lists.contents(act.tx, {p for i in items for p in i.draft.powers})
    givers = {power: content.holder for power, content in contents.items()}
    library = await _library(act, items, contents)
    numbers = await lists.numbers(act.tx, contents)
    items = await adding.begin(act, items, contents, numbers)
    trace = Trace()
    versions: list[tuple[Item, NewVersion]] = []
    for item in items:
        for power, content in _changed(item, contents, library, trace):
            contents[power], numbers[power] = content, numbers[power] + 1
            made = _version(act, item, power, content, numbers[power], decision, number)
            versions.append((item, made))
    await _put(act, versions, trace, library)
    await tenures.move(act, versions)
    await adding.put_tenures(act, items, contents)
    await tenures.close_absorbed(act, versions)
    await _come_to_rest(act, items, givers)
    title = f"第{number}版（{act.today.isoformat()}调整）"
    await put_edition(act, last, title=title, decision=decision, on=act.today)
    return number


@dataclass(frozen=True, slots=True)
class Trace:
    """Where the new citations of all items come from (resolvers/redrafting.py)."""

    quotes: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    origins: dict[str, str] = field(default_factory=dict[str, str])


async def _put(
    act: Act, versions: Sequence[tuple[Item, NewVersion]], trace: Trace, library: Library
) -> None:
    elements = [e for _, version in versions for _, e in version.content.all_elements()]
    await powers.put_elements(act.tx, act.seq, elements)
    await _link(act, trace.quotes, library)
    await carrying_over.links(act, trace.origins, trace.quotes)
    await carrying_over.rulings(act, versions, trace.origins)
    written = await citations.never_linked(act.tx, {e.hash for e in elements})
    await linking.link(act, written, act.today)
    await powers.put_versions(act.tx, act.seq, [version for _, version in versions])


async def _come_to_rest(act: Act, items: Sequence[Item], givers: Mapping[str, str]) -> None:
    """The items are applied; what they bring to others follows."""
    done = [applied(item) for item in items]
    await applications.put_items(act.tx, act.seq, done)
    await requests.follow(act, [*done, *await consequences.follow(act, done)])
    await open_work.follow(act, _handed(items, givers))


def applied(item: Item) -> Item:
    """An item that has changed the list."""
    return replace(item, state=State.APPLIED, version=item.version + 1)


def _handed(items: Sequence[Item], givers: Mapping[str, str]) -> dict[str, Handed]:
    """Powers whose holder the applied items change (O16)."""
    to = {
        i.id: d.value.partition(" ")[0]
        for i in items
        for d in i.draft.differences
        if d.element is ElementKind.HOLDER
    }
    return {
        power: Handed(giver=givers[power], receiver=to[item.id], on=item.draft.effective)
        for item in items
        for power in item.draft.powers
        if power in givers and to.get(item.id, "") not in ("", givers[power])
    }


def _changed(
    item: Item,
    contents: Mapping[str, PowerContent],
    library: Library,
    trace: Trace,
) -> Iterator[tuple[str, PowerContent]]:
    """Each power of an item with its new content; whatever leaves the list says to the end what it last said."""
    if item.draft.kind in STATUS:
        yield from ((power, contents[power]) for power in item.draft.powers)
        return
    survivor, *absorbed = item.draft.powers
    made = redrafting.redraft(contents[survivor], item.draft.differences, library)
    trace.quotes.update(made.quotes)
    trace.origins.update(made.origins)
    yield survivor, _without_sub_item(item, made.content)
    for power in absorbed:
        yield power, contents[power]


def _version(
    act: Act,
    item: Item,
    power: str,
    content: PowerContent,
    number: int,
    decision: str,
    edition: int,
) -> NewVersion:
    """The next version of a power, valid from the later of the effective day and the decision (G13)."""
    absorbed = power != item.draft.powers[0]
    status = STATUS.get(item.draft.kind, ListStatus.LISTED)
    return NewVersion(
        id=act.mint("powerversion"),
        power=power,
        number=number,
        valid_from=max(item.draft.effective, item.decided or act.today),
        decision=decision,
        edition=edition,
        status=ListStatus.MERGED if absorbed else status,
        content=content,
        sort_key=sort_key(content.name),
    )


STATUS = {
    ItemKind.CANCEL: ListStatus.CANCELLED,
    ItemKind.DEVOLVE: ListStatus.DEVOLVED,
}
"""What a power becomes; every other kind leaves it LISTED."""


def _without_sub_item(item: Item, content: PowerContent) -> PowerContent:
    if item.draft.kind is not ItemKind.CANCEL_SUB_ITEM:
        return content
    kept = tuple(sub for sub in content.sub_items if sub.id != item.draft.sub_item)
    return replace(content, sub_items=kept)


async def _library(
    act: Act, items: Sequence[Item], contents: Mapping[str, PowerContent]
) -> Library:
    differences = [d for item in items for d in item.draft.differences]
    ids = {u for d in differences for _, units in d.renew for u in units}
    units = await provisions.units(act.tx, ids)
    instruments = {u.instrument for u in units.values()}
    texts = await law_texts.versions(act.tx, instruments)
    holders = {d.value for d in differences if d.element is ElementKind.HOLDER and d.value}
    names = {o.id: o.name for o in await organs.everyone(act.tx)} if holders else {}
    return Library(
        units=units,
        versions={t.version.id: t.version for rows in texts.values() for t in rows},
        instruments=await laws.get_many(act.tx, instruments),
        organs=names,
        citations=dict(_citations(contents[p] for i in items for p in i.draft.powers[1:])),
    )


def _citations(contents: Iterable[PowerContent]) -> Iterator[tuple[str, PrintedCitation]]:
    """What absorbed powers cite, by id: the survivor takes over what it lacks (O3)."""
    for content in contents:
        for _, element in content.all_elements():
            for index, citation in enumerate(element.citations):
                yield element.citation_id(index), citation


async def _link(act: Act, quotes: Mapping[str, tuple[str, ...]], library: Library) -> None:
    links = [
        NewLink(
            id=act.mint("link"),
            citation=citation,
            instrument=library.units[units[0]].instrument,
            units=units,
            method=LinkMethod.DECISION.name,
            by=act.actor.user,
        )
        for citation, units in quotes.items()
    ]
    await powers.put_links(act.tx, act.seq, links)
