"""发问: which questions a verdict opens, so that no hold is without somebody who can end it."""

from __future__ import annotations

from graph.model.judgement import Survival
from graph.model.plan import DraftTask, Outcome, TaskKind
from graph.rules.cases import Bench
from graph.rules.discretion import cleanups_of_ranges
from graph.rules.elements import ElementVerdict
from graph.rules.holds import beside, brought_by, of_hold
from graph.rules.outcomes import BORDER, Case, Verdict
from graph.rules.tasks import a_task, name_of, subject_of


def questions(case: Case, verdict: Verdict | None, bench: Bench) -> list[DraftTask]:
    """The tasks behind a verdict over 设立依据."""
    if verdict is None or verdict.outcome is Outcome.WATCH:
        return []
    rule = verdict.rules[-1]
    found = _own_question(case, verdict, bench)
    if verdict.outcome is Outcome.HOLD and rule != "P17" and case.after.survival is not Survival.V9:
        return found + of_hold(case, bench, rule, _first_cause(case, verdict, bench))
    if case.after.survival is Survival.V9:
        return found
    found += beside(case, case.basis, bench, rule, _cause(case, bench))
    return found + (cleanups_of_ranges(case, bench) if "L9" in verdict.rules else [])


def questions_of_element(case: Case, verdict: ElementVerdict, bench: Bench) -> list[DraftTask]:
    """E0: the questions behind one citation; P3: the notice upward."""
    if verdict.outcome is Outcome.HOLD:
        cause = min(verdict.hit.causes)
        return beside(case, (verdict.hit,), bench, "E0", cause)
    return [_upward(case, bench)] if "P3" in verdict.rules else []


def _own_question(case: Case, verdict: Verdict, bench: Bench) -> list[DraftTask]:
    found: list[DraftTask] = []
    if "P17" in verdict.rules:
        sentence = f"“{name_of(case)}”不在通用目录，请核对"
        kind = TaskKind.CATALOGUE_EXTRA
        found.append(a_task(kind, "P17", case.power.id, sentence, power=case.power.id))
    if "P3" in verdict.rules:
        found.append(_upward(case, bench))
    if _at_the_border(case) and {"L4", "P15"} & set(verdict.rules):
        found.append(_border(case, bench, verdict.rules[-1]))
    return found


def _upward(case: Case, bench: Bench) -> DraftTask:
    sentence = f"请就许可“{name_of(case)}”的实施机关、层级或者条件变化向上报告"
    cause = _cause(case, bench)
    kind = TaskKind.UPWARD_NOTICE
    return a_task(kind, "P3", subject_of(case), sentence, cause=cause, power=case.power.id)


def _at_the_border(case: Case) -> bool:
    return any(hit.died and hit.changes & BORDER for hit in case.basis)


def _border(case: Case, bench: Bench, rule: str) -> DraftTask:
    sentence = f"“{name_of(case)}”的部分依据在许可与备案之间转换，请核对"
    cause = _cause(case, bench)
    kind = TaskKind.PERMIT_BORDER
    return a_task(kind, rule, subject_of(case), sentence, cause=cause, power=case.power.id)


def _cause(case: Case, bench: Bench) -> str:
    return min((c for hit in case.hits for c in hit.causes), default=bench.cause.id)


def _first_cause(case: Case, verdict: Verdict, bench: Bench) -> str:
    """A state that stood before the day keeps its first cause (3.3, pass 1); "" if it always stood."""
    if not verdict.standing:
        return _cause(case, bench)
    hits = brought_by(case, bench, lambda j: j.survival is not case.after.survival)
    return min((c for hit in hits for c in hit.causes), default="")
