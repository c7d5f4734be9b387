"""待办: what a person must answer before the engine can go on; one task for one question, whatever the powers.

A task is keyed by kind and subject. A question about a record of the law (a correspondence, an effect) belongs to the
cause that brought the record; a question about the list itself (functions, groups, links) to no cause at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from graph.model.actor import Role
from graph.model.judgement import BasisState, CitationState, LawBook, Survival
from graph.model.law import Correspondence, Effect, EffectType, Standing
from graph.model.plan import DraftTask, TaskKind
from graph.model.power import Citation, ElementKind, How
from graph.rules.digest import key
from graph.rules.hits import Hit, Ledger
from graph.rules.outcomes import Case
from legal.numerals import article_name, chinese
from legal.place import Place

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
        merged[task.key] = replace(first, powers=powers)
    return tuple(merged[each] for each in sorted(merged))


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
            yield _of_record(case, record, ledger, rule)
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
    sentence = f"请指明{unit_name(unit, ledger.book)}在新文本中的对应条款"
    kind = TaskKind.CONFIRM_CORRESPONDENCE
    return a_task(kind, rule, unit, sentence, cause=cause, power=case.power.id)


def _of_record(case: Case, record: str, ledger: Ledger, rule: str) -> DraftTask:
    cause, power = ledger.cause_of(record), case.power.id
    if record in ledger.correspondences:
        return _of_correspondence(ledger.correspondences[record], ledger.book, rule, cause, power)
    effect = ledger.effects.get(record)
    if effect is not None and effect.type is EffectType.CONFLICT:
        return _of_conflict(effect, ledger.book, cause, power)
    sentence = "该文本或者变动尚不完整，请补录后再行研判"
    return a_task(TaskKind.WATCH, rule, record, sentence, cause=cause, power=power)


def _of_correspondence(
    found: Correspondence, book: LawBook, rule: str, cause: str, power: str
) -> DraftTask:
    name = unit_name(found.old, book)
    if found.standing is Standing.CONFIRMED:
        sentence = f"请评估{name}修改后是否仍支持所依据的职权"
        return a_task(TaskKind.ASSESS_SUPPORT, rule, found.id, sentence, cause=cause, power=power)
    sentence = f"请确认{name}在新文本中的对应条款"
    kind = TaskKind.CONFIRM_CORRESPONDENCE
    return a_task(kind, rule, found.id, sentence, cause=cause, power=power)


def _of_conflict(effect: Effect, book: LawBook, cause: str, power: str) -> DraftTask:
    sentence = f"请审查{title(effect.instrument, book)}有关条款是否与上位法抵触"
    kind = TaskKind.CONFLICT_OPINION
    return a_task(kind, "L22", effect.id, sentence, cause=cause, power=power)


def _link(case: Case, citation: Citation, rule: str) -> DraftTask:
    why = citation.unlinked or "所引文本有待核对"
    sentence = f"请关联“{case.power.name}”的引用“{citation.printed}”（{why}）"
    return a_task(TaskKind.LINK_CITATION, rule, citation.id, sentence, power=case.power.id)


# ---- what a survival asks -------------------------------------------------------------------------


def of_hold(case: Case, ledger: Ledger, rule: str, cause: str) -> list[DraftTask]:
    """The questions of a power that waits, by its survival; never none."""
    ask = BY_SURVIVAL[case.after.survival]
    return ask(case, ledger, rule, cause)


def _unsure(case: Case, ledger: Ledger, rule: str, cause: str) -> list[DraftTask]:
    del cause
    tasks = of_waiting(case, _undecided(case), ledger, rule)
    if not case.after.groups:
        tasks.append(_list_task(case, TaskKind.NAME_BASIS, rule, "请指明“{}”的设立依据"))
    if (case.after.readings_differ and _ambiguous(case)) or not tasks:
        sentence = "请确认“{}”各项引用的功能与依据组"
        tasks.append(_list_task(case, TaskKind.CONFIRM_FUNCTIONS, rule, sentence))
    return tasks


def _undecided(case: Case) -> list[CitationState]:
    """The UNCERTAIN citations that the judgement waits for."""
    waits = set(case.after.waits_for)
    founding = {s.citation for s in basis_states(case)}
    uncertain = (s for s in case.after.citations if s.state is BasisState.UNCERTAIN)
    return [s for s in uncertain if s.citation in founding or waits & set(s.waits_for)]


def _ambiguous(case: Case) -> bool:
    """A linked basis can be read otherwise; of one that is not linked the link is asked for first."""
    bases = (c for c in case.power.citations if c.element is ElementKind.BASIS)
    return any(c.how is How.ASSUMED and not c.unlinked for c in bases)


def _list_task(case: Case, kind: TaskKind, rule: str, sentence: str) -> DraftTask:
    return a_task(kind, rule, subject_of(case), sentence.format(name_of(case)), power=case.power.id)


def _orphaned(case: Case, ledger: Ledger, rule: str, cause: str) -> list[DraftTask]:
    states = [s for s in basis_states(case) if s.state is BasisState.ORPHANED]
    return cleanups(case, states, ledger, rule, cause)


def _opinion(case: Case, ledger: Ledger, rule: str, cause: str) -> list[DraftTask]:
    del ledger
    sentence = f"请就“{name_of(case)}”提出意见：{case.after.survival.value}"
    subject = f"{rule}:{subject_of(case)}"
    kind = TaskKind.LEGAL_OPINION
    return [a_task(kind, rule, subject, sentence, cause=cause, power=case.power.id)]


def _returns(case: Case, ledger: Ledger, rule: str, cause: str) -> list[DraftTask]:
    del ledger
    sentence = f"“{name_of(case)}”的依据暂停适用，届期自动恢复"
    kind = TaskKind.WATCH
    return [a_task(kind, rule, subject_of(case), sentence, cause=cause, power=case.power.id)]


Ask = Callable[[Case, Ledger, str, str], list[DraftTask]]

BY_SURVIVAL: Mapping[Survival, Ask] = MappingProxyType(
    {
        Survival.V4: _unsure,
        Survival.V5: _orphaned,
        Survival.V6: _opinion,
        Survival.V7: _opinion,
        Survival.V8: _returns,
    }
)


def cleanups(
    case: Case, states: Iterable[CitationState], ledger: Ledger, rule: str, cause: str
) -> list[DraftTask]:
    """清理 (X2): one for each norm and cause, with all powers that rest on it."""
    cited = {c.id: c for c in case.power.citations}
    norms = {norm for s in states for norm in _norms(s, cited[s.citation], ledger.book)}
    return [
        a_task(
            TaskKind.CLEANUP,
            rule,
            norm,
            f"请组织清理{title(norm, ledger.book)}",
            cause=cause,
            power=case.power.id,
        )
        for norm in sorted(norms)
    ]


def _norms(state: CitationState, citation: Citation, book: LawBook) -> set[str]:
    units = state.now or citation.units
    return {book.units[unit].instrument for unit in units if unit in book.units} or {
        citation.instrument
    }


# ---- beside an item -------------------------------------------------------------------------------


def beside(
    case: Case, hits: Iterable[Hit], ledger: Ledger, rule: str, cause: str
) -> list[DraftTask]:
    """E0 and DOUBTFUL: the questions behind single citations that were hit."""
    states = [hit.after for hit in hits]
    doubtful = [s for s in states if s.state in {BasisState.ORPHANED, BasisState.FLAGGED}]
    paused = any(s.state is BasisState.SUSPENDED for s in states)
    waiting = [s for s in states if s.state is BasisState.UNCERTAIN]
    tasks = of_waiting(case, waiting, ledger, rule)
    tasks += cleanups(case, doubtful, ledger, rule, cause)
    return tasks + (_returns(case, ledger, rule, cause) if paused else [])


def basis_states(case: Case) -> list[CitationState]:
    """The states of the citations that stand in a basis group; of all, where there is none."""
    members = {m for group in case.after.groups for m in group.members}
    found = [s for s in case.after.citations if s.citation in members]
    return found or [s for s in case.after.citations if s.citation in _basis_ids(case)]


def _basis_ids(case: Case) -> set[str]:
    return {c.id for c in case.power.citations if c.element is ElementKind.BASIS}


def subject_of(case: Case) -> str:
    """The power, or the sub-item where it is one."""
    return case.sub_item or case.power.id


def name_of(case: Case) -> str:
    """The printed name of the power, with that of the sub-item."""
    names = [s.name for s in case.power.sub_items if s.id == case.sub_item]
    return "—".join([case.power.name, *names])


def title(instrument: str, book: LawBook) -> str:
    """《…》, or the bare id where the book does not have it."""
    found = book.instruments.get(instrument)
    return f"《{found.title}》" if found else instrument


def unit_name(unit: str, book: LawBook) -> str:
    """《…》第六十五条第三款, for people."""
    found = book.units.get(unit)
    return title(found.instrument, book) + place_name(found.place) if found else unit


def place_name(place: Place) -> str:
    """第六十五条第三款第（二）项."""
    annex = f"附件{place.annex.strip('0')}" if place.annex else ""
    paragraph = f"第{chinese(place.paragraph)}款" if place.paragraph else ""
    number, *inserted = (chinese(int(n)) for n in place.item.split("-")) if place.item else ("",)
    item = f"第（{number}）项" + "".join(f"之{n}" for n in inserted) if number else ""
    return f"{annex}{article_name(place.article)}{paragraph}{item}"
