"""暂缓: what a power that waits asks, by its survival, and what single doubtful citations ask beside an item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from graph.model.judgement import BasisState, CitationState, LawBook, Survival
from graph.model.plan import DraftTask, TaskKind
from graph.model.power import Citation, ElementKind, How
from graph.rules.hits import Hit, Ledger
from graph.rules.opinions import question
from graph.rules.outcomes import Case
from graph.rules.tasks import a_task, name_of, of_record, of_waiting, subject_of
from graph.rules.wording import title_of


def of_hold(case: Case, ledger: Ledger, rule: str, cause: str) -> list[DraftTask]:
    """The questions of a power that waits, by its survival; never none."""
    ask = BY_SURVIVAL[case.after.survival]
    return ask(case, ledger, rule, cause)


def _unsure(case: Case, ledger: Ledger, rule: str, cause: str) -> list[DraftTask]:
    del cause
    tasks = of_waiting(case, _undecided(case), ledger, rule)
    granted = [record for record in case.after.waits_for if record in ledger.effects]
    tasks += [of_record(case, record, ledger, rule) for record in granted]
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
    subject = question(rule, subject_of(case))
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
    norms: dict[str, bool] = {}
    for state in states:
        for norm in _norms(state, cited[state.citation], ledger.book):
            norms[norm] = norms.get(norm, True) and _is_forwarded(state)
    return [_cleanup(case, norm, ledger, rule, cause, norms[norm]) for norm in sorted(norms)]


def _is_forwarded(state: CitationState) -> bool:
    """X3: 法制办 has given its opinion upward; the norm stands as it is until the competent body acts."""
    return any(step.rule.startswith("X3") for step in state.steps)


def _cleanup(
    case: Case, norm: str, ledger: Ledger, rule: str, cause: str, forwarded: bool
) -> DraftTask:
    title, power = title_of(norm, ledger.book), case.power.id
    if forwarded:
        sentence = f"对{title}的清理意见已上报，持续关注有权机关的处理"
        return a_task(TaskKind.WATCH, "X3", norm, sentence, cause=cause, power=power)
    return a_task(TaskKind.CLEANUP, rule, norm, f"请组织清理{title}", cause=cause, power=power)


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
