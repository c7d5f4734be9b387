"""其他要素: what a hit citation outside 设立依据 leads to (``spec/rules.md`` 3.4).

E0 comes first, for permits too; then E9 (a permit meets no other row), E12, the rest. Competence does not count here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from graph.model.judgement import BasisState, Survival
from graph.model.law import Change
from graph.model.plan import Outcome, Severity
from graph.model.power import Citation, ElementKind, Function
from graph.rules.hits import RENEWED, Hit
from graph.rules.outcomes import Case
from graph.rules.tables import row

WAITING = frozenset({BasisState.UNCERTAIN, BasisState.ORPHANED, BasisState.SUSPENDED})
"""E0: no item before this is settled."""


class Family(StrEnum):
    """Elements that follow the same rows."""

    LIABILITY = "追责"
    DUTY = "责任事项"
    REMEDY = "救济"
    SUBJECT = "主体"
    PLAIN = "其他"


FAMILIES: Mapping[ElementKind, Family] = MappingProxyType(
    {
        ElementKind.LIABILITY_BASIS: Family.LIABILITY,
        ElementKind.LIABILITY_CASES: Family.LIABILITY,
        ElementKind.LIABLE_PERSONS: Family.LIABILITY,
        ElementKind.DUTY: Family.DUTY,
        ElementKind.DUTY_BASIS: Family.DUTY,
        ElementKind.RESPONSIBILITY: Family.DUTY,
        ElementKind.REMEDY: Family.REMEDY,
        ElementKind.SUBJECT_BASIS: Family.SUBJECT,
        ElementKind.HOLDER: Family.SUBJECT,
    }
)


def family_of(citation: Citation) -> Family:
    """The family whose rows a citation follows; SUBJECT by its function, wherever it stands."""
    if citation.function is Function.SUBJECT:
        return Family.SUBJECT
    return FAMILIES.get(citation.element, Family.PLAIN)


@dataclass(frozen=True, kw_only=True)
class ElementVerdict:
    """结论 over one hit citation outside 设立依据."""

    hit: Hit
    outcome: Outcome
    rules: tuple[str, ...]
    severity: Severity = Severity.MINOR


def decide_elements(case: Case) -> tuple[ElementVerdict, ...]:
    """One verdict for each such citation; 6(1) of the whole absorbs them (E10, H9)."""
    if not case.complete:
        return tuple(_verdict(hit, Outcome.WATCH, "L0") for hit in case.other)
    if case.after.survival is Survival.V9 and not case.permit:
        return tuple(_verdict(hit, Outcome.TOUCHED, "E10") for hit in case.other)
    return tuple(_decide(case, hit) for hit in case.other)


def _verdict(hit: Hit, outcome: Outcome, *rules: str) -> ElementVerdict:
    return ElementVerdict(hit=hit, outcome=outcome, rules=rules)


def _decide(case: Case, hit: Hit) -> ElementVerdict:
    if hit.after.state in WAITING:
        return _verdict(hit, Outcome.HOLD, "E0")
    if not (hit.died or hit.changed):
        return _verdict(hit, Outcome.TOUCHED, "L27")
    rule = BY_FAMILY[family_of(hit.citation)](case, hit)
    rules = _permit_rows(rule) if case.permit else (rule,)
    return ElementVerdict(hit=hit, outcome=Outcome.ITEM, rules=rules, severity=_severity(rule, hit))


def _permit_rows(rule: str) -> tuple[str, ...]:
    """E9; a seat or an organ that changes is told upward (P3)."""
    return (rule, "E9", "P3") if rule in {"E8", "O12"} else (rule, "E9")


def _severity(rule: str, hit: Hit) -> Severity:
    """As the row names it; else minor only where the text is the same but for number and wording."""
    if row(rule).severity is not None:
        return row(rule).severity or Severity.SUBSTANTIVE
    return Severity.MINOR if hit.kinds <= RENEWED and not hit.died else Severity.SUBSTANTIVE


def _liability(case: Case, hit: Hit) -> str:
    if hit.died:
        return "E2" if _another_remains(case, hit) else "E3"
    return "E12" if hit.coarse else "E1"


def _another_remains(case: Case, hit: Hit) -> bool:
    states = {state.citation: state.state for state in case.after.citations}
    same = (c for c in case.power.citations if c.sub_item == hit.citation.sub_item)
    liability = [c for c in same if family_of(c) is Family.LIABILITY]
    return any(states.get(c.id) not in {BasisState.DEAD, None} for c in liability)


def _duty(case: Case, hit: Hit) -> str:
    del case
    if Change.STEPS in hit.changes:
        return "E4"
    return "E12" if hit.coarse and not hit.died else "E5"


def _remedy(case: Case, hit: Hit) -> str:
    said_otherwise = hit.changes & {Change.ORGAN, Change.STEPS}
    return "E6" if said_otherwise or renews_remedy(case, hit) else "E5"


def renews_remedy(case: Case, hit: Hit) -> bool:
    """E6: the citation belongs to 救济途径, and what is computed for the power changes on this day."""
    here = family_of(hit.citation) is Family.REMEDY and not hit.citation.sub_item
    return here and bool(case.remedy)


def _subject(case: Case, hit: Hit) -> str:
    if hit.changed and Change.ORGAN in hit.changes and hit.organ != case.power.holder:
        return "O12"
    return "E8" if loses_seat(case, hit) else "E5"


def loses_seat(case: Case, hit: Hit) -> bool:
    """E8: the citation belongs to the seat of an authorised organisation, and all of these are dead."""
    if family_of(hit.citation) is not Family.SUBJECT:
        return False
    subjects = {c.id for c in case.power.citations if family_of(c) is Family.SUBJECT}
    states = [state.state for state in case.after.citations if state.citation in subjects]
    return case.power.subject_authorized and set(states) == {BasisState.DEAD}


def _plain(case: Case, hit: Hit) -> str:
    del case, hit
    return "E7"


BY_FAMILY = MappingProxyType(
    {
        Family.LIABILITY: _liability,
        Family.DUTY: _duty,
        Family.REMEDY: _remedy,
        Family.SUBJECT: _subject,
        Family.PLAIN: _plain,
    }
)
