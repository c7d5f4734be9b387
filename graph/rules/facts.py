"""事实: what an approval rests on, as plain values for ``facts_hash`` (``spec/model.md`` 6).

Only touched elements are in it, and no ids of records, no timestamps, no dates: so disjoint items commute (C3), and a
corrected date moves an item without undoing its approvals (C16).
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.model.judgement import CitationState, LawBook
from graph.model.law import Assessment
from graph.model.plan import Difference, DraftItem
from graph.model.power import Citation, ElementKind
from graph.rules.hits import Hit
from graph.rules.outcomes import Case

Scope = tuple[ElementKind, str]
"""An element of the power ("") or of one sub-item (its id)."""


def facts_of(item: DraftItem, case: Case, hits: Iterable[Hit], pack: str) -> dict[str, object]:
    """The facts under one draft item of one power."""
    touched: set[Scope] = {(d.element, d.sub_item) for d in item.differences}
    return {
        "kind": item.kind,
        "route": item.route,
        "grounds": item.grounds,
        "rules": item.rules,
        "incomplete": item.incomplete,
        "pack": pack,
        "elements": sorted({(d.element, d.before) for d in item.differences}),
        "survival": _survival(case, touched),
        "citations": _citations(case, touched),
        "assessments": [sorted(map(_assessment, hit.assessments)) for hit in _ordered(hits)],
        "difference": [_difference(d, case) for d in item.differences],
    }


def _survival(case: Case, touched: set[Scope]) -> str:
    """A power's survival is a fact of an item only where the item touches 设立依据."""
    over_basis = any(element is ElementKind.BASIS for element, _ in touched)
    return case.after.survival.id if over_basis else ""


def _citations(case: Case, touched: set[Scope]) -> list[list[object]]:
    states = {state.citation: state for state in case.after.citations}
    elements = {element for element, _ in touched}
    cited = [c for c in case.power.citations if c.element in elements and c.id in states]
    return sorted(([c.printed, *_state(states[c.id], case.book)] for c in cited), key=repr)


def _state(state: CitationState, book: LawBook) -> list[object]:
    return [state.state, *units(state.now, book)]


def units(ids: Iterable[str], book: LawBook) -> list[str]:
    """Title, place and unit hash of each unit: what it says, not which record holds it."""
    found = [book.units[unit] for unit in ids if unit in book.units]
    named = (
        f"{book.instruments[u.instrument].title} {u.place} {u.unit_hash}"
        if u.instrument in book.instruments
        else f"{u.place} {u.unit_hash}"
        for u in found
    )
    return sorted(named)


def _ordered(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (hit.citation.element, hit.citation.printed))


def _assessment(found: Assessment) -> tuple[str, ...]:
    return (found.support, *sorted(found.changes), found.organ, found.nature)


def _difference(difference: Difference, case: Case) -> list[object]:
    printed = {c.id: _printed(c) for c in case.power.citations}
    renewed = sorted([printed.get(c, ""), *units(now, case.book)] for c, now in difference.renew)
    names = [s.name for s in case.power.sub_items if s.id == difference.sub_item]
    return [difference.element, *names, difference.before, difference.value, renewed]


def _printed(citation: Citation) -> str:
    return f"{citation.function} {citation.printed}"
