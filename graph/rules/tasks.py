"""待办: what a person must answer before the engine can go on; one task for one question, whatever the powers.

A task is keyed by kind and subject. A question about a record of the law (a correspondence, an effect) belongs to the
cause that brought the record; a question about the list itself (functions, groups, links) to no cause at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from graph.model.actor import Role
from graph.model.judgement import CitationState, LawBook
from graph.model.law import Correspondence, Effect, EffectType, Standing
from graph.model.plan import DraftTask, TaskKind
from graph.model.power import Citation
from graph.rules.days import eve_of
from graph.rules.digest import key
from graph.rules.hits import Ledger
from graph.rules.outcomes import Case
from graph.rules.wording import title_of, unit_name

ROLES: Mapping[TaskKind, Role] = MappingProxyType(
    {
        TaskKind.CONFIRM_CORRESPONDENCE: Role.FZ,
        TaskKind.ASSESS_SUPPORT: Role.FZ,
        TaskKind.CONFIRM_FUNCTIONS: Role.BB,
        TaskKind.NAME_BASIS: Role.DEPT,
        TaskKind.LINK_CITATION: Role.DEPT,
        TaskKind.LEGAL_OPINION: Role.FZ,
        TaskKind.CLEANUP: Role.FZ,
        TaskKind.CONFLICT_OPINION: Role.FZ,
        TaskKind.REVIEW_NEW_PROVISION: Role.BB,
        TaskKind.PERMIT_BORDER: Role.BB,
        TaskKind.CATALOGUE_EXTRA: Role.BB,
        TaskKind.UPWARD_NOTICE: Role.BB,
        TaskKind.WATCH: Role.FZ,
        TaskKind.TRIAGE: Role.FZ,
    }
)
"""Which role answers which question (《办法》第三条)."""


def a_task(
    kind: TaskKind, rule: str, subject: str, sentence: str, *, cause: str = "", power: str = ""
) -> DraftTask:
    """One question; equal kind, subject and cause give the same task."""
    return DraftTask(
        key=key("task", kind.name, subject, cause),
        kind=kind,
        rule=rule,
        cause=cause,
        role=ROLES[kind].name,
        subject=subject,
        powers=(power,) if power else (),
        sentence=sentence,
    )


def merge(tasks: Iterable[DraftTask]) -> tuple[DraftTask, ...]:
    """The tasks with equal key as one, which all their powers wait for; in the order of their keys."""
    merged: dict[str, DraftTask] = {}
    for task in sorted(tasks, key=lambda task: (task.key, task.rule)):
        first = merged.setdefault(task.key, task)
        powers = tuple(sorted({*first.powers, *task.powers}))
        merged[task.key] = replace(first, powers=powers, alarm=earliest(first.alarm, task.alarm))
    return tuple(merged[each] for each in sorted(merged))


def earliest(*days: date | None) -> date | None:
    """Of the days that are known the first."""
    return min((day for day in days if day), default=None)


def called(task: DraftTask, on: date, days: int) -> DraftTask:
    """L12: so many days before the day on which a power waits, whoever has not answered is called."""
    silent = task.kind in {TaskKind.WATCH, TaskKind.UPWARD_NOTICE}
    return task if silent else replace(task, alarm=eve_of(on, days))


# ---- what a state waits for -----------------------------------------------------------------------


def of_waiting(
    case: Case, states: Iterable[CitationState], ledger: Ledger, rule: str
) -> list[DraftTask]:
    """The questions behind citations that are UNCERTAIN."""
    return [task for state in states for task in _of_state(case, state, ledger, rule)]


def _of_state(case: Case, state: CitationState, ledger: Ledger, rule: str) -> Iterator[DraftTask]:
    citation = next(c for c in case.power.citations if c.id == state.citation)
    for record in state.waits_for:
        if ledger.cause_of(record):
            yield of_record(case, record, ledger, rule)
        elif record in ledger.book.units:
            yield _without_link(case, record, state, ledger, rule)
    if not state.waits_for or citation.id in state.waits_for:
        yield _link(case, citation, rule)


def _without_link(
    case: Case, unit: str, state: CitationState, ledger: Ledger, rule: str
) -> DraftTask:
    """Nobody has proposed what became of a unit in the text that came into force."""
    owners = (ledger.cause_of(step.record) for step in reversed(state.steps))
    cause = next(filter(None, owners), "")
    sentence = f"请指明{_named(unit, ledger.book)}在新文本中的对应条款"
    kind = TaskKind.CONFIRM_CORRESPONDENCE
    return a_task(kind, rule, unit, sentence, cause=cause, power=case.power.id)


def of_record(case: Case, record: str, ledger: Ledger, rule: str) -> DraftTask:
    """The question behind one record of the law: to confirm it, to assess it, to answer a conflict or a match."""
    cause, power = ledger.cause_of(record), case.power.id
    if record in ledger.correspondences:
        return _of_correspondence(ledger.correspondences[record], ledger.book, rule, cause, power)
    effect = ledger.effects.get(record)
    if effect is not None and effect.type is EffectType.CONFLICT:
        return _of_conflict(effect, ledger.book, cause, power)
    if effect is not None and effect.grant is not None:
        return of_match(effect, ledger.book, cause, power)
    sentence = "该文本或者变动尚不完整，请补录后再行研判"
    return a_task(TaskKind.WATCH, rule, record, sentence, cause=cause, power=power)


def _of_correspondence(
    found: Correspondence, book: LawBook, rule: str, cause: str, power: str
) -> DraftTask:
    name = _named(found.old, book)
    if found.standing is Standing.CONFIRMED:
        sentence = f"请评估{name}修改后是否仍支持所依据的职权"
        return a_task(TaskKind.ASSESS_SUPPORT, rule, found.id, sentence, cause=cause, power=power)
    sentence = f"请确认{name}在新文本中的对应条款"
    kind = TaskKind.CONFIRM_CORRESPONDENCE
    return a_task(kind, rule, found.id, sentence, cause=cause, power=power)


def _of_conflict(effect: Effect, book: LawBook, cause: str, power: str) -> DraftTask:
    sentence = f"请审查{title_of(effect.instrument, book)}有关条款是否与上位法抵触"
    kind = TaskKind.CONFLICT_OPINION
    return a_task(kind, "L22", effect.id, sentence, cause=cause, power=power)


def of_match(effect: Effect, book: LawBook, cause: str, power: str) -> DraftTask:
    """L16: whether a listed power is what a new provision grants."""
    conduct = effect.grant.conduct if effect.grant else ""
    sentence = f"请确认{title_of(effect.instrument, book)}新设的“{conduct}”与清单事项是否为同一职权"
    kind = TaskKind.REVIEW_NEW_PROVISION
    return a_task(kind, "L16", effect.id, sentence, cause=cause, power=power)


def _link(case: Case, citation: Citation, rule: str) -> DraftTask:
    why = citation.unlinked or "所引文本有待核对"
    # One question for all powers that print the same, and each department is told of its own: none is named here.
    sentence = f"请关联引用“{citation.printed}”（{why}）"
    return a_task(TaskKind.LINK_CITATION, rule, citation.id, sentence, power=case.power.id)


def subject_of(case: Case) -> str:
    """The power, or the sub-item where it is one."""
    return case.sub_item or case.power.id


def name_of(case: Case) -> str:
    """The printed name of the power, with that of the sub-item."""
    names = [s.name for s in case.power.sub_items if s.id == case.sub_item]
    return "—".join([case.power.name, *names])


def _named(unit: str, book: LawBook) -> str:
    """《…》第六十五条第三款; the bare id where the book does not have it."""
    found = book.units.get(unit)
    return unit_name(found, book) if found else unit
