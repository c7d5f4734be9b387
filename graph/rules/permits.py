"""许可: what a change of law leads to on a permit (《办法》第九条, ``spec/rules.md`` 3.5).

P17 first; then by survival: V9 P12, else P1; V4–V8 P16; V2, V3 P15 (P3 with it); V1 as L27.
"""

from __future__ import annotations

from graph.model.judgement import Survival
from graph.model.law import Change, Support
from graph.model.plan import Outcome
from graph.model.power import InCatalogue
from graph.rules.hits import Hit
from graph.rules.outcomes import LIVING, Case, Verdict, taken_out, with_stage_nought


def decide_permit(case: Case) -> Verdict | None:
    """结论 of a permit or one of its sub-items; None where nothing of its 设立依据 was hit."""
    verdict = taken_out(case)
    if verdict is None and case.told:
        verdict = _not_in_catalogue(case) or _dead(case) or _doubtful(case) or _alive(case)
    return verdict and with_stage_nought(verdict, case)


def _not_in_catalogue(case: Case) -> Verdict | None:
    if case.power.in_catalogue is not InCatalogue.NO:
        return None
    return Verdict(outcome=Outcome.HOLD, rules=("P17",))


def _dead(case: Case) -> Verdict | None:
    if case.after.survival is not Survival.V9:
        return None
    rule = "P12" if crosses_into_filing(case) else "P1"
    if case.stood_before:
        return Verdict(outcome=Outcome.TOUCHED, rules=("P1",), standing=True)
    return Verdict(outcome=Outcome.ITEM, rules=(rule,))


def crosses_into_filing(case: Case) -> bool:
    """P12: the permit became a filing, and died by it."""
    return any(hit.died and Change.PERMIT_TO_FILING in hit.changes for hit in case.basis)


def _doubtful(case: Case) -> Verdict | None:
    if case.after.survival in LIVING:
        return None
    return Verdict(outcome=Outcome.HOLD, rules=("P16",), standing=case.stood_before)


def _alive(case: Case) -> Verdict:
    touched = [hit for hit in case.basis if hit.died or hit.changed]
    if not (touched or case.lost or case.added):
        return Verdict(outcome=Outcome.TOUCHED, rules=("L27",))
    upward = ("P3",) if any(_conditions_change(hit) for hit in touched) or case.lost else ()
    return Verdict(outcome=Outcome.ITEM, rules=(*upward, "P15"))


def _conditions_change(hit: Hit) -> bool:
    """P3: holder, level or conditions."""
    scope = hit.supports & {Support.NARROWER, Support.WIDER}
    return bool(scope or hit.changes & {Change.ORGAN, Change.STEPS, Change.NATURE})
