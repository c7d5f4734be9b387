"""单项依据的状态: where one citation stands on a day, with every link of the proof (3.2)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TypeVar

from graph.model.judgement import BasisState, CitationState, Step
from graph.model.law import Change, ProvisionVersion
from graph.model.power import Citation
from graph.rules.branch import Branch, Inquiry
from graph.rules.following import follow
from graph.rules.frame import Frame
from graph.rules.instruments import ALIVE, Standing, instrument
from graph.rules.opinions import Doubt, Hearing, Traced, about, texts_of, with_opinions
from graph.rules.pack import RulePack
from graph.rules.parents import above, above_instrument
from graph.rules.rows_survival import ORDER, best, worst
from graph.rules.wording import step

WHOLE_TEXT = re.compile(r"全文|整部|通篇")


def state_of(citation: Citation, inquiry: Inquiry, frame: Frame, pack: RulePack) -> CitationState:
    """State of one citation on the day of the frame; competence is another question (``competence``)."""
    asked = replace(inquiry, coarse=citation.coarse, sub_item=citation.sub_item or inquiry.sub_item)
    hearing = Hearing(frame=frame, inquiry=asked, pack=pack)
    traced = _traced(citation, hearing)
    if not traced.orphaned:
        return traced.found
    now = (frame.book.units[unit] for unit in traced.found.now)
    doubt = Doubt(
        texts=texts_of(now, frame),
        records=traced.orphaned_by,
        without=lambda records: _traced(citation, hearing.without(records)).orphaned,
    )
    return with_opinions(traced, doubt, hearing)


def _traced(citation: Citation, hearing: Hearing) -> Traced:
    frame = hearing.frame
    known = [frame.book.units[unit] for unit in citation.units if unit in frame.book.units]
    if citation.unlinked or len(known) < len(citation.units) or not (known or citation.coarse):
        return _unlinked(citation)
    if not known:
        return _instrument_only(citation, hearing)
    ends = tuple(end for unit in known for end in follow(unit, frame, hearing.inquiry))
    orphans = tuple(above(end, hearing) for end in ends)
    found = _combined(citation, ends, orphans, frame)
    if found.state is not BasisState.ORPHANED:
        return Traced(found=found, alone=found.state)
    return Traced(
        found=found,
        alone=_combined(citation, ends, (ALIVE,) * len(ends), frame).state,
        subjects=about(ends),
        instrument=ends[0].unit.instrument,
        orphaned_by=_orphaned_by([s for end in ends for s in end.steps], orphans),
    )


def _orphaned_by(own: Iterable[Step], orphans: Iterable[Standing]) -> frozenset[str]:
    """What contradicts the norm itself (X3), and all that took its parents."""
    higher = (s for o in orphans if o.state is BasisState.ORPHANED for s in o.steps)
    return frozenset(s.record for s in (*(s for s in own if s.rule == "X3"), *higher))


def _unlinked(citation: Citation) -> Traced:
    """It blocks V9 and never counts as a living group."""
    said = f"引用“{citation.printed}”未关联到条文（{citation.unlinked or '条文未录入'}）"
    found = CitationState(
        citation=citation.id,
        state=BasisState.UNCERTAIN,
        changed=False,
        now=(),
        steps=(step("3.2", citation.id, said),),
        waits_for=(citation.id,),
    )
    return Traced(found=found, alone=found.state)


def _instrument_only(citation: Citation, hearing: Hearing) -> Traced:
    """A whole instrument whose text nobody has: only effects on all of it can be known."""
    if citation.instrument not in hearing.frame.book.instruments:
        return _unlinked(citation)
    own = instrument(citation.instrument, hearing)
    higher = above_instrument(citation.instrument, hearing)
    found = CitationState(
        citation=citation.id,
        state=worst(own.state, higher.state),
        changed=False,
        now=(),
        steps=(*own.steps, *higher.steps),
        waits_for=(*own.waits, *higher.waits),
    )
    return Traced(
        found=found,
        alone=own.state,
        subjects=frozenset({citation.instrument}),
        instrument=citation.instrument,
        orphaned_by=_orphaned_by(own.steps, (higher,)),
    )


def _combined(
    citation: Citation,
    ends: tuple[Branch, ...],
    orphans: tuple[Standing, ...],
    frame: Frame,
) -> CitationState:
    states = [_with_parents(end, orphan) for end, orphan in zip(ends, orphans, strict=True)]
    touched = _touched(ends) or (citation.coarse and _grown(citation, ends, frame))
    state = _coarse(states, touched) if citation.coarse else _precise(states)
    parted = len(set(states)) > 1 and (citation.coarse or BasisState.DEAD in states)
    return CitationState(
        citation=citation.id,
        state=state,
        changed=touched if citation.coarse else _changed(ends),
        now=_now(ends),
        steps=_unique(
            [*(s for e in ends for s in e.steps), *(s for o in orphans for s in o.steps)]
        ),
        assessments=_unique([a for end in ends for a in end.assessments]),
        changes=_changes(ends),
        kinds=_unique([kind for end in ends for kind in end.kinds]),
        waits_for=_waits(state, ends, orphans),
        partly=parted or any(end.parted for end in ends),
    )


def _with_parents(end: Branch, orphan: Standing) -> BasisState:
    own = end.state
    return own if own is BasisState.DEAD else worst(own, orphan.state)


def _precise(states: list[BasisState]) -> BasisState:
    """Of the texts that a citation came to stand on, the worst of those that are left."""
    left = [state for state in states if state is not BasisState.DEAD]
    if not left:
        return BasisState.DEAD
    found = worst(*left)
    parted = len(left) < len(states) and found is BasisState.ALIVE
    return BasisState.ALIVE_CHANGED if parted else found


def _coarse(states: list[BasisState], touched: bool) -> BasisState:
    """Living while a part of it is, dead when its whole range is, else unsure; no assessment (3.2)."""
    if any(state in (BasisState.ALIVE, BasisState.ALIVE_CHANGED) for state in states):
        return BasisState.ALIVE_CHANGED if touched else BasisState.ALIVE
    return best(*states)


def _touched(ends: tuple[Branch, ...]) -> bool:
    """Anything at all happened to a part."""
    return any(end.moved or end.state not in ORDER[:2] for end in ends)


def _grown(citation: Citation, ends: tuple[Branch, ...], frame: Frame) -> bool:
    """H20: articles came into the range, or the citation is of the whole text and there is a new one."""
    if WHOLE_TEXT.search(citation.printed) and any(end.kinds for end in ends):
        return True
    if not any(end.kinds for end in ends):
        return False
    now = [end.unit for end in ends if not end.dead]
    cited = [end.path[0] for end in ends]
    return _gap(now, frame) > _gap(cited, frame)


def _gap(units: Collection[ProvisionVersion], frame: Frame) -> int:
    """How many articles stand between the first and the last of these, and are none of them."""
    ids = {unit.article for unit in units}
    missing = 0
    for version in {unit.version for unit in units}:
        articles = [article.id in ids for article in frame.index.articles.get(version, ())]
        if not any(articles):
            continue
        inside = articles[articles.index(True) : len(articles) - articles[::-1].index(True)]
        missing += inside.count(False)
    return missing


def _changed(ends: tuple[Branch, ...]) -> bool:
    """Text or number differs, or one of several texts is gone."""
    dead = [end.dead for end in ends]
    return any(end.moved for end in ends) or (any(dead) and not all(dead))


def _now(ends: tuple[Branch, ...]) -> tuple[str, ...]:
    return _unique([end.unit.id for end in ends if not end.dead])


def _changes(ends: tuple[Branch, ...]) -> frozenset[Change]:
    return frozenset(change for end in ends for a in end.assessments for change in a.changes)


def _waits(
    state: BasisState, ends: tuple[Branch, ...], orphans: tuple[Standing, ...]
) -> tuple[str, ...]:
    if state in (BasisState.DEAD, BasisState.ALIVE, BasisState.ALIVE_CHANGED):
        return ()
    own = [w for end in ends if not end.dead for w in end.waits]
    return _unique([*own, *(w for orphan in orphans for w in orphan.waits)])


T = TypeVar("T")


def _unique(values: list[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
