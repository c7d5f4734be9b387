"""要素差异: which citations an item renews or drops, and which values it sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from graph.model.judgement import LawBook
from graph.model.law import Change, Effect
from graph.model.plan import Difference
from graph.model.power import ElementKind, Power
from graph.rules.elements import loses_seat
from graph.rules.hits import Hit
from graph.rules.outcomes import Case

Renewal: TypeAlias = tuple[str, tuple[str, ...]]


def hash_of(power: Power, element: ElementKind) -> str:
    """Content hash of an element as listed; "" where the list has none."""
    return dict(power.elements).get(element, "")


def dropped(case: Case) -> tuple[Difference, ...]:
    """取消: the bases that died."""
    gone = tuple(sorted((hit.citation.id, ()) for hit in case.basis if hit.died))
    before = hash_of(case.power, ElementKind.BASIS)
    basis = ElementKind.BASIS
    return (Difference(element=basis, sub_item=case.sub_item, before=before, renew=gone),)


def differences(case: Case, hits: Sequence[Hit], *, with_basis: bool) -> tuple[Difference, ...]:
    """调整: one difference for each element and sub-item, in the order of the elements.

    A coarse citation is there to be verified: its difference renews nothing.

    Args:
        with_basis: 设立依据 itself is adjusted, so sub-items lost and bases added belong to the item.
    """
    acting = [hit for hit in hits if hit.acts and not (case.paused and hit.is_basis)]
    renewed = [(_scope(hit), _renewal(hit)) for hit in acting]
    if with_basis:
        renewed += [((ElementKind.BASIS, ""), pair) for pair in _of_basis(case)]
    paused = ("",) if case.paused else case.paused_parts
    renewed += [((ElementKind.REMARK, part), ()) for part in paused if with_basis]
    texts = [_of_citations(case.power, scope, renewed) for scope in dict(renewed)]
    return tuple(sorted([*texts, *_values(case, acting)], key=_order))


def _scope(hit: Hit) -> tuple[ElementKind, str]:
    return (hit.citation.element, hit.citation.sub_item)


def _renewal(hit: Hit) -> tuple[Renewal, ...]:
    if hit.died:
        return ((hit.citation.id, ()),)
    return () if hit.coarse else ((hit.citation.id, hit.after.now),)


def _of_basis(case: Case) -> Iterator[tuple[Renewal, ...]]:
    """L16: a citation to add has no id yet; L13: the parent's text follows the sub-item that goes."""
    for effect in case.added:
        yield (("", new_units(effect, case.book)),)
    if case.lost:
        yield ()


def new_units(effect: Effect, book: LawBook) -> tuple[str, ...]:
    """The units of the newest text that an effect brought or speaks of."""
    newest = {
        provision: unit.id
        for (provision, _), unit in sorted(book.by_provision.items(), key=lambda e: e[1].version)
        if provision in effect.provisions
    }
    return tuple(sorted(newest.values()))


def _of_citations(
    power: Power,
    scope: tuple[ElementKind, str],
    renewed: Iterable[tuple[tuple[ElementKind, str], tuple[Renewal, ...]]],
) -> Difference:
    pairs = sorted({pair for where, found in renewed if where == scope for pair in found})
    element, sub_item = scope
    before = hash_of(power, element)
    return Difference(element=element, sub_item=sub_item, before=before, renew=tuple(pairs))


def _values(case: Case, acting: Iterable[Hit]) -> Iterator[Difference]:
    acting = list(acting)
    changed = [hit for hit in acting if hit.changed]
    seat = [""] if any(hit.died and loses_seat(case, hit) for hit in acting) else []
    yield from _set(case, ElementKind.HOLDER, [*seat, *_organs(case, changed)])
    yield from _set(case, ElementKind.TYPE, _natures(case, changed))
    steps = [hit for hit in changed if Change.STEPS in hit.changes]
    duty = any(hit.citation.element is not ElementKind.REMEDY for hit in steps)
    yield from _set(case, ElementKind.DUTY, [""] if duty else [])


def _organs(case: Case, hits: Iterable[Hit]) -> list[str]:
    moved = [hit for hit in hits if Change.ORGAN in hit.changes and _names_holder(hit)]
    return sorted({hit.organ for hit in moved if hit.organ != case.power.holder or not hit.organ})


def _names_holder(hit: Hit) -> bool:
    subject = hit.citation.element in {ElementKind.SUBJECT_BASIS, ElementKind.HOLDER}
    return hit.is_basis or subject or hit.citation.element is ElementKind.BASIS


def _natures(case: Case, hits: Iterable[Hit]) -> list[str]:
    named = {hit.nature for hit in hits if hit.is_basis and Change.NATURE in hit.changes}
    return sorted(named - {case.power.type.value})


def _set(case: Case, element: ElementKind, values: Iterable[str]) -> Iterator[Difference]:
    for value in values:
        yield Difference(element=element, before=hash_of(case.power, element), value=value)


def _order(difference: Difference) -> tuple[int, str, str]:
    return (list(ElementKind).index(difference.element), difference.sub_item, difference.value)
