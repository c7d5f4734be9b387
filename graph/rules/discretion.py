"""裁量基准: where the range of a fine changed, whatever spells that range out has to be looked at (H23, X2).

A 裁量基准 is a 规范性文件 that was made under the provision with the fine, or under its statute. No power need cite it; only
what is recorded as made under it is named, nothing is guessed by title.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.model.judgement import CitationState, LawBook
from graph.model.law import EffectType, Finding, ProvisionVersion, Rank
from graph.model.plan import DraftTask, TaskKind
from graph.model.power import PowerType
from graph.rules.amounts import fines
from graph.rules.cases import Bench
from graph.rules.frame import Frame, Scope, scope
from graph.rules.hits import Hit
from graph.rules.opinions import opinions_on, since
from graph.rules.outcomes import Case, rules_met
from graph.rules.tasks import a_task
from graph.rules.wording import title_of

LOOK = "罚款幅度变化，订有裁量基准的，须一并清理"
"""What the item tells, whether or not anybody has recorded such a document."""

_ENDS = frozenset({EffectType.REPEAL_WHOLE, EffectType.REPEAL_REPLACED, EffectType.EXPIRE})
_ANSWERS = (Finding.KEEP, Finding.REPEAL, Finding.AMEND, Finding.FORWARDED)


def ranges_changed(case: Case) -> tuple[Hit, ...]:
    """The bases of a penalty that go on (L9) with a fine of another range."""
    if case.power.type is not PowerType.PENALTY:
        return ()
    rewritten = (h for h in case.basis if "L9" in rules_met(case, h) and h.before.now)
    return tuple(h for h in rewritten if _fines(h.before, case.book) != _fines(h.after, case.book))


def _fines(state: CitationState, book: LawBook) -> frozenset[tuple[str, ...]]:
    return frozenset(fine for unit in _statutory(state, book) for fine in fines(unit.text))


def _statutory(state: CitationState, book: LawBook) -> list[ProvisionVersion]:
    """A document that is itself cited sets no range."""
    units = [book.units[unit] for unit in state.now if unit in book.units]
    return [u for u in units if not _is_document(u.instrument, book)]


def _is_document(instrument: str, book: LawBook) -> bool:
    known = book.instruments.get(instrument)
    return known is not None and known.rank is Rank.NORMATIVE_DOCUMENT


def cleanups_of_ranges(case: Case, bench: Bench) -> list[DraftTask]:
    """清理 (X2): one for each document and each cause, with all powers whose fine it spells out."""
    frame = Frame(book=bench.book, on=case.after.on, district=bench.district)
    return [
        _cleanup(case, hit, document, bench)
        for hit in ranges_changed(case)
        for document in sorted(_documents(hit, bench, frame))
        if not _is_answered(document, hit, case, frame)
    ]


def _cleanup(case: Case, hit: Hit, document: str, bench: Bench) -> DraftTask:
    sentence = f"请组织清理{title_of(document, bench.book)}：其所细化的罚款幅度变化"
    kind, cause = TaskKind.CLEANUP, min(hit.causes)
    return a_task(kind, "X2", document, sentence, cause=cause, power=case.power.id)


def _documents(hit: Hit, bench: Bench, frame: Frame) -> set[str]:
    """The 规范性文件 in force here that were made under what the power rests on, before or after."""
    states = (hit.before, hit.after)
    units = [unit for state in states for unit in _statutory(state, bench.book)]
    made = bench.ledger.made_under
    norms = {child for name in _names(units, bench, frame) for child in made.get(name, ())}
    found = {frame.instrument_of(norm) for norm in norms}
    return {id_ for id_ in found if _is_document(id_, bench.book) and _holds(id_, frame)}


def _holds(instrument: str, frame: Frame) -> bool:
    territory = frame.book.instruments[instrument].territory
    ended = any(effect.type in _ENDS for effect in frame.effects(instrument))
    return not ended and scope(territory, frame.district) is not Scope.NOWHERE


def _names(units: Iterable[ProvisionVersion], bench: Bench, frame: Frame) -> set[str]:
    """Ids that a parent link may have named: the provision, its 条, what stands in it, its statute; in this text or in
    an earlier one from which it came (X6).
    """
    book, open_ = bench.book, {id_ for unit in units for id_ in _beside(unit, frame)}
    seen: set[str] = set()
    while open_:
        unit = open_.pop()
        seen.add(unit)
        lives = frame.index.of_provision[book.units[unit].provision]
        open_ |= {u.id for u in lives} | set(bench.ledger.origins.get(unit, ()))
        open_ = {id_ for id_ in open_ - seen if id_ in book.units}
    return {
        name for id_ in seen for name in (book.units[id_].provision, book.units[id_].instrument)
    }


def _beside(unit: ProvisionVersion, frame: Frame) -> set[str]:
    inside = frame.index.inside.get(unit.article, ())
    return {unit.id, unit.article} | {u.id for u in inside if unit.place.covers(u.place)}


def _is_answered(document: str, hit: Hit, case: Case, frame: Frame) -> bool:
    """法制办 spoke of the document when the new text was known."""
    clauses = {u.provision for u in frame.book.units.values() if u.instrument == document}
    heard = opinions_on(frozenset(clauses | {document}), case.power.id, frame, *_ANSWERS)
    texts = {frame.book.units[unit].version for unit in hit.after.now}
    return any(not since(opinion, frame, texts) for opinion in heard)
