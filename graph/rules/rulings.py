"""裁定: one power on one day: exactly one outcome, its items, the questions behind it, and a row for each hit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graph.model.judgement import BasisState, CitationState, Judgement, Survival
from graph.model.law import Effect
from graph.model.plan import DraftItem, DraftTask, HitRow, ItemKind, Outcome, Route
from graph.model.power import ElementKind
from graph.rules.as_of import seen_on
from graph.rules.asking import questions, questions_of_element
from graph.rules.cases import Bench, Dossier
from graph.rules.differences import new_units
from graph.rules.drafts import Desk, adjust, cancel, pair, propose_cancel
from graph.rules.elements import ElementVerdict, decide_elements
from graph.rules.hits import Hit, judged
from graph.rules.holds import of_hold
from graph.rules.meetings import ADJUSTS
from graph.rules.outcomes import ALONE, LIVING, Case, Verdict, decide, rules_met
from graph.rules.permits import decide_permit
from graph.rules.tasks import called


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What one dossier comes to."""

    rows: tuple[HitRow, ...]
    items: tuple[DraftItem, ...]
    tasks: tuple[DraftTask, ...]
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One case with its verdicts and the questions behind each."""

    case: Case
    verdict: Verdict | None
    elements: tuple[ElementVerdict, ...]
    tasks: tuple[DraftTask, ...]
    element_tasks: tuple[tuple[DraftTask, ...], ...]


def rule_on(dossier: Dossier, bench: Bench, desk: Desk) -> Ruling:
    """裁定 of one power with its sub-items on one day."""
    whole = _find(dossier.whole, bench)
    parts = [_find_part(part, whole, bench) for part in dossier.parts]
    items = _items(whole, parts, desk)
    findings = [whole, *parts]
    tasks = [task for f in findings for task in (*f.tasks, *_flat(f.element_tasks))]
    return Ruling(
        rows=tuple(row for f in (_without(whole, parts), *parts) for row in _seen(f, items, bench)),
        items=items,
        tasks=tuple(called(t, dossier.on, bench.alarm_days) for t in tasks if bench.complete),
        judgements=tuple(f.case.after for f in findings if f.case.hits or f.verdict),
    )


def _without(whole: Finding, parts: Sequence[Finding]) -> Finding:
    """Each hit has one row: what a sub-item answers for itself is not told of its parent again."""
    spoken = {part.case.sub_item for part in parts if part.verdict}
    hits = tuple(hit for hit in whole.case.hits if hit.citation.sub_item not in spoken)
    return replace(whole, case=replace(whole.case, hits=hits))


def _flat(groups: Iterable[Iterable[DraftTask]]) -> list[DraftTask]:
    return [task for group in groups for task in group]


def _find(case: Case, bench: Bench) -> Finding:
    verdict = decide_permit(case) if case.permit else decide(case)
    elements = decide_elements(case)
    return Finding(
        case=case,
        verdict=verdict,
        elements=elements,
        tasks=tuple(questions(case, verdict, bench)),
        element_tasks=tuple(tuple(questions_of_element(case, e, bench)) for e in elements),
    )


def _find_part(part: Case, whole: Finding, bench: Bench) -> Finding:
    """A sub-item has an outcome of its own where it does not live; its other hits join its parent's."""
    own = tuple(hit for hit in part.hits if hit.citation.sub_item == part.sub_item)
    absorbed = whole.case.after.survival is Survival.V9
    silent = part.after.survival in LIVING or absorbed
    if silent or not part.hits:
        return Finding(
            case=replace(part, hits=()), verdict=None, elements=(), tasks=(), element_tasks=()
        )
    found = _find(part, bench)
    verdict = _lost_verdict(found.verdict, part, whole.case)
    verdict = _paused_verdict(verdict, part, whole.case)
    tasks = _of_parent(whole, bench) if _waits_for_parent(verdict, part, whole) else found.tasks
    rests_on = () if any(hit.is_basis for hit in own) else part.basis
    mine = replace(part, hits=(*rests_on, *own))
    gone = _is_dead(part) and whole.case.after.survival in LIVING and not part.permit
    elements = decide_elements(mine) if gone else ()
    return replace(
        found,
        case=mine,
        verdict=verdict,
        tasks=tasks,
        elements=elements,
        element_tasks=((),) * len(elements),
    )


def _waits_for_parent(verdict: Verdict | None, part: Case, whole: Finding) -> bool:
    """L13: a dead sub-item waits while its parent is not known to live; a hold of its own (P17) is no such wait."""
    held = verdict is not None and verdict.outcome is Outcome.HOLD
    return held and _is_dead(part) and whole.case.after.survival not in LIVING


def _is_dead(part: Case) -> bool:
    return part.after.survival is Survival.V9


def _of_parent(whole: Finding, bench: Bench) -> tuple[DraftTask, ...]:
    """A pair that waits for the parent waits for the questions of the parent."""
    rule, _ = ALONE[whole.case.after.survival]
    return whole.tasks or tuple(of_hold(whole.case, bench, rule, ""))


def _paused_verdict(verdict: Verdict | None, part: Case, whole: Case) -> Verdict | None:
    """L2: a long suspension of a sub-item asks through the item of its parent, if that has one."""
    joins = part.sub_item in whole.paused_parts or whole.paused
    if verdict is None or not part.paused or joins:
        return verdict
    return replace(verdict, outcome=Outcome.NOTE)


def _lost_verdict(verdict: Verdict | None, part: Case, whole: Case) -> Verdict | None:
    """L13; the pair waits while the parent is not known to live."""
    if verdict is None or not _is_dead(part):
        return verdict
    rules = tuple("L13" if rule == "L3" else rule for rule in verdict.rules)
    waits = whole.after.survival not in LIVING and not whole.permit
    return replace(verdict, rules=rules, outcome=Outcome.HOLD if waits else verdict.outcome)


# ---- items ----------------------------------------------------------------------------------------


def _items(whole: Finding, parts: Sequence[Finding], desk: Desk) -> tuple[DraftItem, ...]:
    removed = _removals(whole, desk)
    if removed and not whole.case.permit:
        return removed
    kept = adjust(desk, whole.case, None if removed else whole.verdict, whole.elements)
    gone = [_removals(part, desk) for part in parts]
    return (*removed, *_linked(kept, gone))


def _removals(found: Finding, desk: Desk) -> tuple[DraftItem, ...]:
    """Items that end the power or sub-item itself."""
    verdict = found.verdict
    dead = found.case.after.survival is Survival.V9
    if verdict is None or verdict.outcome is not Outcome.ITEM or not dead:
        return ()
    return (propose_cancel if found.case.permit else cancel)(desk, found.case, verdict)


def _linked(
    kept: tuple[DraftItem, ...], gone: Sequence[tuple[DraftItem, ...]]
) -> tuple[DraftItem, ...]:
    """L13: the parent's item and the cancel of the sub-item may not be applied one without the other."""
    removals = [item for items in gone for item in items]
    first = next((i for i in removals if i.kind is ItemKind.CANCEL_SUB_ITEM and not i.pair), None)
    if not kept or first is None:
        return (*kept, *removals)
    parent, _ = pair(kept[0], first)
    linked = [_to_parent(item, parent) for item in removals]
    return (parent, *linked)


def _to_parent(item: DraftItem, parent: DraftItem) -> DraftItem:
    alone = item.kind is ItemKind.CANCEL_SUB_ITEM and not item.pair
    return replace(item, pair=parent.key) if alone else item


# ---- rows ----------------------------------------------------------------------------------------

Place = tuple[ElementKind, str]
"""An element, and the sub-item that it belongs to."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a row says of its hit."""

    outcome: Outcome
    rules: tuple[str, ...]
    item: DraftItem | None = None
    tasks: Iterable[DraftTask] = ()


_NOTHING = Verdict(outcome=Outcome.TOUCHED, rules=("L27",))


def _seen(found: Finding, items: Sequence[DraftItem], bench: Bench) -> list[HitRow]:
    case = found.case
    return [seen_on(row, case.power, case.sub_item, bench) for row in _rows(found, items)]


def _rows(found: Finding, items: Sequence[DraftItem]) -> list[HitRow]:
    rows = [_basis_row(found, hit, items) for hit in found.case.basis if found.verdict]
    rows += [_added_row(found, effect, items) for effect in found.case.added]
    rows += _watched_rows(found)
    rest = zip(found.elements, found.element_tasks, strict=True)
    return rows + [_element_row(found, e, tasks, items) for e, tasks in rest]


def _basis_row(found: Finding, hit: Hit, items: Sequence[DraftItem]) -> HitRow:
    verdict = found.verdict or _NOTHING
    rules, outcome = verdict.rules, verdict.outcome
    if outcome is Outcome.ITEM and found.case.after.survival in LIVING and not found.case.permit:
        rules = rules_met(found.case, hit) or ("L27",)
        outcome = Outcome.TOUCHED if rules == ("L27",) else outcome
    item = _of_basis(found, items) if outcome is Outcome.ITEM else None
    told = Told(outcome=outcome, rules=rules, item=item, tasks=found.tasks)
    return _row(found, _place(hit), hit.after, told)


def _place(hit: Hit) -> Place:
    return (hit.citation.element, hit.citation.sub_item)


def _of_basis(found: Finding, items: Sequence[DraftItem]) -> DraftItem | None:
    """The item that ends the power or sub-item, else the one that adjusts it, or its parent."""
    own = (i for i in items if i.powers and i.sub_item == found.case.sub_item)
    return next(own, None) or _of_elements(items)


def _of_elements(items: Sequence[DraftItem]) -> DraftItem | None:
    """The item that adjusts the power, or completes the elements of a permit."""
    return next((i for i in items if i.kind in ADJUSTS), None)


def _watched_rows(found: Finding) -> list[HitRow]:
    told = Told(outcome=Outcome.WATCH, rules=("L0",))
    cited = zip(judged(found.case.power, found.case.after), found.case.after.citations, strict=True)
    watched = ((c, state) for c, state in cited if c.id in found.case.watched)
    return [_row(found, (c.element, c.sub_item), state, told) for c, state in watched]


def _added_row(found: Finding, effect: Effect, items: Sequence[DraftItem]) -> HitRow:
    """L16: the power cites nothing yet that could have been hit; the effect stands for it."""
    state = CitationState(
        citation=effect.id,
        state=BasisState.ALIVE,
        changed=True,
        now=new_units(effect, found.case.book),
        steps=(),
    )
    verdict = found.verdict or _NOTHING
    item = _of_basis(found, items) if verdict.outcome is Outcome.ITEM else None
    told = Told(outcome=verdict.outcome, rules=verdict.rules, item=item, tasks=found.tasks)
    return _row(found, (ElementKind.BASIS, ""), state, told)


def _element_row(
    found: Finding, verdict: ElementVerdict, tasks: Iterable[DraftTask], items: Sequence[DraftItem]
) -> HitRow:
    item = _of_elements(items) if verdict.outcome is Outcome.ITEM else None
    told = Told(outcome=verdict.outcome, rules=verdict.rules, item=item, tasks=tasks)
    return _row(found, _place(verdict.hit), verdict.hit.after, told)


def _row(found: Finding, place: Place, state: CitationState, told: Told) -> HitRow:
    case, item = found.case, told.item
    return HitRow(
        power=case.power.id,
        sub_item=case.sub_item or place[1],
        holder=case.power.holder,
        element=place[0],
        citation=state,
        effective=case.after.on,
        survival=case.after.survival.id,
        outcome=told.outcome,
        rules=told.rules,
        grounds=item.grounds if item else (),
        route=item.route if item else Route.N,
        item=item.key if item else "",
        tasks=tuple(sorted({task.key for task in told.tasks})),
    )
