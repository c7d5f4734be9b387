"""暂缓: what a power that waits asks, by its survival, and what single doubtful citations ask beside an item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from graph.model.judgement import BasisState, CitationState, Judgement, LawBook, Survival
from graph.model.plan import DraftTask, TaskKind
from graph.model.power import Citation, ElementKind, How
from graph.rules.cases import Bench
from graph.rules.days import ONE_DAY, last_when
from graph.rules.hits import Hit, find_hits
from graph.rules.opinions import question
from graph.rules.outcomes import Case
from graph.rules.tasks import a_task, name_of, of_record, of_waiting, subject_of
from graph.rules.wording import title_of


def of_hold(case: Case, bench: Bench, rule: str, cause: str) -> list[DraftTask]:
    """The questions of a power that waits, by its survival; never none."""
    ask = BY_SURVIVAL[case.after.survival]
    return ask(case, bench, rule, cause)


def _unsure(case: Case, bench: Bench, rule: str, cause: str) -> list[DraftTask]:
    del cause
    ledger = bench.ledger
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


def _orphaned(case: Case, bench: Bench, rule: str, cause: str) -> list[DraftTask]:
    del cause
    states = [s for s in basis_states(case) if s.state is BasisState.ORPHANED]
    return cleanups(case, states, bench, rule)


def _opinion(case: Case, bench: Bench, rule: str, cause: str) -> list[DraftTask]:
    del bench
    sentence = f"请就“{name_of(case)}”提出意见：{case.after.survival.value}"
    subject = question(rule, subject_of(case))
    kind = TaskKind.LEGAL_OPINION
    return [a_task(kind, rule, subject, sentence, cause=cause, power=case.power.id)]


def _returns(case: Case, bench: Bench, rule: str, cause: str) -> list[DraftTask]:
    del bench
    sentence = f"“{name_of(case)}”的依据暂停适用，届期自动恢复"
    kind = TaskKind.WATCH
    return [a_task(kind, rule, subject_of(case), sentence, cause=cause, power=case.power.id)]


Ask = Callable[[Case, Bench, str, str], list[DraftTask]]

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
    case: Case, states: Iterable[CitationState], bench: Bench, rule: str
) -> list[DraftTask]:
    """清理 (X2): one for each norm and each cause of its doubt, with all powers that rest on it."""
    cited = {c.id: c for c in case.power.citations}
    asked: dict[tuple[str, str], bool] = {}
    for state in states:
        since = _since(case, state, bench)
        for norm in _norms(state, cited[state.citation], bench.book):
            answers = _answers(state, norm, bench.book)
            if "G10" not in answers:
                asked[norm, since] = asked.get((norm, since), True) and "X3" in answers
    return [
        _cleanup(case, norm, bench, (rule, since), forwarded)
        for (norm, since), forwarded in sorted(asked.items())
    ]


def _since(case: Case, state: CitationState, bench: Bench) -> str:
    """The cause that brought the doubt, whichever is asked now; "" where it always was."""

    def other(judgement: Judgement) -> bool:
        return _of(judgement, state.citation) is not state.state

    own = (hit for hit in brought_by(case, bench, other) if hit.citation.id == state.citation)
    return min((cause for hit in own for cause in hit.causes), default="")


def brought_by(case: Case, bench: Bench, other: Callable[[Judgement], bool]) -> tuple[Hit, ...]:
    """What changed on the first day of a state; nothing where it always was, or came by the calendar alone.

    Args:
        other: whether a judgement is not of that state yet.
    """
    power = case.power
    eve = last_when(other, bench.judge_on, case.after, power, bench.calendar.of(power))
    if eve is None:
        return ()
    first = bench.judge_on(power, eve.on + ONE_DAY, case.sub_item)
    return () if other(first) else find_hits(power, eve, first, bench.ledger, ())


def _of(judgement: Judgement, citation: str) -> BasisState:
    return next(s.state for s in judgement.citations if s.citation == citation)


def _answers(state: CitationState, norm: str, book: LawBook) -> set[str]:
    """What 法制办 has said of this norm already: forwarded upward (X3), or kept although it may not stand alone (G10)."""
    subjects = {opinion.id: opinion.subject for opinion in book.opinions}
    told = {(step.rule.split("-")[0], step.record) for step in state.steps}
    return {
        rule
        for rule, proof in told
        if rule in {"X3", "G10"} and _speaks_of(subjects.get(proof, proof), state, norm, book)
    }


def _speaks_of(subject: str, state: CitationState, norm: str, book: LawBook) -> bool:
    """Whether an id names a norm: itself, one of its clauses, the citation of it, or what contradicts it."""
    units = [book.units[unit] for unit in state.now]
    clauses = {id_ for u in units if u.instrument == norm for id_ in (u.id, u.provision)}
    effects = {effect.id for effect in book.effects if effect.instrument == norm}
    return subject in {norm, state.citation} | clauses | effects


def _cleanup(
    case: Case, norm: str, bench: Bench, asked: tuple[str, str], forwarded: bool
) -> DraftTask:
    title, power = title_of(norm, bench.book), case.power.id
    rule, cause = asked
    if forwarded:
        own = norm in bench.book.instruments and bench.book.instruments[norm].own
        said = "作出，待其修改或者废止施行" if own else "上报，持续关注有权机关的处理"
        sentence = f"对{title}的清理意见已{said}"
        return a_task(TaskKind.WATCH, "X3", norm, sentence, cause=cause, power=power)
    return a_task(TaskKind.CLEANUP, rule, norm, f"请组织清理{title}", cause=cause, power=power)


def _norms(state: CitationState, citation: Citation, book: LawBook) -> set[str]:
    units = state.now or citation.units
    return {book.units[unit].instrument for unit in units if unit in book.units} or {
        citation.instrument
    }


# ---- beside an item -------------------------------------------------------------------------------


def beside(case: Case, hits: Iterable[Hit], bench: Bench, rule: str, cause: str) -> list[DraftTask]:
    """E0 and DOUBTFUL: the questions behind single citations that were hit."""
    states = [hit.after for hit in hits]
    doubtful = [s for s in states if s.state in {BasisState.ORPHANED, BasisState.FLAGGED}]
    paused = any(s.state is BasisState.SUSPENDED for s in states)
    waiting = [s for s in states if s.state is BasisState.UNCERTAIN]
    tasks = of_waiting(case, waiting, bench.ledger, rule)
    tasks += cleanups(case, doubtful, bench, rule)
    return tasks + (_returns(case, bench, rule, cause) if paused else [])


def basis_states(case: Case) -> list[CitationState]:
    """The states of the citations that stand in a basis group; of all, where there is none."""
    members = {m for group in case.after.groups for m in group.members}
    found = [s for s in case.after.citations if s.citation in members]
    return found or [s for s in case.after.citations if s.citation in _basis_ids(case)]


def _basis_ids(case: Case) -> set[str]:
    return {c.id for c in case.power.citations if c.element is ElementKind.BASIS}
