"""引用功能: what a provision can be for a power, by its own words, and what it is taken for until someone confirms it (3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.model.law import ProvisionVersion
from graph.model.power import Function, PowerType
from graph.rules.pack import DEFAULT, RulePack
from graph.rules.terms import Surroundings, TextTest
from graph.rules.words import bare, said, without
from legal.citations import Kind, Reference, references_in_statute
from legal.place import Place, article_key

ALL = frozenset(Function)


def infer(text: str, power_type: PowerType, pack: RulePack = DEFAULT) -> Function:
    """推定功能 of a citation with this text (quoted or linked), for importers; always ASSUMED.

    Without a text it is taken for what founds the power: nothing narrows it.
    """
    return guess(text, power_type, allowed(text, power_type, pack), pack)


def guess(text: str, power_type: PowerType, left: frozenset[Function], pack: RulePack) -> Function:
    """The likeliest of the functions that are left."""
    plain = bare(text)
    for row in pack.guesses:
        here = not row.types or power_type in row.types
        if here and row.function in left and (not plain or said(row.words, plain)):
            return row.function
    return min(left, key=list(Function).index)


KNOWN_NOTHING = Surroundings()


@lru_cache(maxsize=8192)
def allowed(
    text: str,
    power_type: PowerType,
    pack: RulePack = DEFAULT,
    around: Surroundings = KNOWN_NOTHING,
) -> frozenset[Function]:
    """Every function that the text leaves open; never empty."""
    left = ALL
    for test in lines_met(text, power_type, pack, around):
        left = (left - test.excludes) or left
    return left


def lines_met(
    text: str, power_type: PowerType, pack: RulePack, around: Surroundings
) -> Iterator[TextTest]:
    """The lines of the table that speak of this text. Of a text that nobody has, none does."""
    plain = bare(text)
    for test in pack.tests if plain else ():
        typed = not test.types or power_type in test.types
        if typed and _fits(test, around) and _met(test, plain):
            yield test


def _fits(test: TextTest, around: Surroundings) -> bool:
    ranked = not test.ranks or around.rank in test.ranks
    titled = not test.titles or said(test.titles, around.title)
    placed = (around.violated or not test.violated) and (around.alone or not test.alone)
    return ranked and titled and placed


def _met(test: TextTest, plain: str) -> bool:
    left = without(test.pointing, plain) if test.pointing else plain
    missing = not test.absent or not said(test.absent, left)
    return missing and said(test.present, plain)


# ---- which duty a penalty clause names ---------------------------------------------------------------

_VIOLATED = re.compile(r"违反|不符合|未(?:按照|依照|依据)|不(?:按照|依照)|有[^，。；]{0,12}$")


def violates(sanction: ProvisionVersion, duty: ProvisionVersion) -> bool:
    """违反本条例第X条: whether a penalty clause names a provision of its own text as the one violated."""
    if sanction.instrument != duty.instrument or sanction.article == duty.article:
        return False
    return any(_names(reference, duty) for reference in _violated(sanction.text, sanction.place))


@lru_cache(maxsize=4096)
def _violated(text: str, place: Place) -> tuple[Reference, ...]:
    return tuple(
        reference
        for reference in references_in_statute(text, place)
        if reference.kind is not Kind.RELATIVE and _VIOLATED.search(_clause(text, reference.start))
    )


def _names(reference: Reference, duty: ProvisionVersion) -> bool:
    if reference.article is None or reference.annex or duty.place.annex:
        return False
    if reference.range_end is not None:
        first, last = article_key(reference.article), article_key(reference.range_end)
        return first <= article_key(duty.place.article) <= last
    place = reference.place
    return place is not None and (place.covers(duty.place) or duty.place.covers(place))


def _clause(text: str, end: int) -> str:
    """What stands in the same clause before a reference."""
    return re.split(r"[。；，\n]", text[:end])[-1]
