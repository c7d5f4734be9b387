"""沿用: what people found about a citation goes on with it when its element is redrafted.

A citation is named after the element that makes it, so a new text of the element gives it a new id. Its link and its
confirmed function stay with it: read anew from its words it would quote the text of today, and a change that nobody
has dealt with yet would be lost from sight.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from graph import citations, lawbook, powers
from graph.lawbook import Ruling
from graph.model.request import Item
from graph.powers import NewVersion
from resolvers.acting import Act

Origins = Mapping[str, str]
"""New citation → the one that it goes on from."""


async def links(act: Act, origins: Origins, renewed: Iterable[str]) -> None:
    """Give every citation that goes on unchanged the link of its origin.

    Args:
        renewed: those that quote another text from now on: they were given their own links.
    """
    going_on = {new: old for new, old in origins.items() if new not in set(renewed)}
    linked = await powers.linked_already(act.tx, going_on)
    before = await citations.links_of(act.tx, _all_before(going_on, origins))
    found = {
        new: next(filter(None, map(before.get, _back(new, origins))), None) for new in going_on
    }
    made = [
        replace(link, id=act.mint("link"), citation=new)
        for new, link in found.items()
        if link is not None and new not in linked
    ]
    await powers.put_links(act.tx, act.seq, made)


async def rulings(act: Act, versions: Sequence[tuple[Item, NewVersion]], origins: Origins) -> None:
    """Give every citation that goes on the function and group that a person confirmed for it."""
    concerned = {
        power for item, version in versions for power in (*item.draft.powers, version.power)
    }
    known = await lawbook.rulings_on(act.tx, concerned)
    if not known:
        return
    made = {
        (version.power, ruling.citation): ruling
        for item, version in versions
        for ruling in _of_version(item, version, known, origins)
    }
    minted = [replace(ruling, id=act.mint("ruling")) for ruling in made.values()]
    await lawbook.put_rulings(act.tx, act.seq, minted)


def _of_version(
    item: Item, version: NewVersion, known: Mapping[tuple[str, str], Ruling], origins: Origins
) -> list[Ruling]:
    """A survivor also takes over what was confirmed for the powers that it absorbs (O3)."""
    holders = (version.power, *item.draft.powers)
    found: dict[str, Ruling] = {}
    for new in _cited(version):
        former = [known.get((power, old)) for old in _back(new, origins) for power in holders]
        ruling = next(filter(None, former), None)
        if ruling is not None:
            found[new] = replace(ruling, power=version.power, citation=new)
    return _regrouped(found, origins)


def _regrouped(found: Mapping[str, Ruling], origins: Origins) -> list[Ruling]:
    """A provision that was split: its halves are no AND; what stood beside it falls back to default grouping (3.2)."""
    times = Counter(origins[new] for new in found)
    split = {ruling.group for new, ruling in found.items() if times[origins[new]] > 1} - {""}
    return [replace(r, group="") if r.group in split else r for r in found.values()]


def _cited(version: NewVersion) -> Iterator[str]:
    for _, element in version.content.all_elements():
        for index in range(len(element.citations)):
            yield element.citation_id(index)


def _back(new: str, origins: Origins) -> Iterator[str]:
    """The former ids of a citation, newest first: several items of one day may redraft one element."""
    while new in origins and origins[new] != new:
        new = origins[new]
        yield new


def _all_before(going_on: Iterable[str], origins: Origins) -> set[str]:
    return {old for new in going_on for old in _back(new, origins)}
