"""上位依据: a norm whose parent norm is dead is orphaned, not dead (X1, X5–X7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph.model.judgement import BasisState
from graph.model.law import ProvisionVersion
from graph.rules.branch import Branch
from graph.rules.following import follow
from graph.rules.frame import Frame
from graph.rules.instruments import ALIVE, STANDS, Standing, instrument
from graph.rules.opinions import Doubt, Hearing, about
from graph.rules.rows_survival import best
from graph.rules.wording import step, title_of, unit_name


def above(branch: Branch, hearing: Hearing) -> Standing:
    """What the parents of a cited unit make of it: ALIVE, UNCERTAIN or ORPHANED."""
    return _child(_levels(branch.path, hearing.frame), hearing, frozenset())


def above_instrument(instrument: str, hearing: Hearing) -> Standing:
    """The same for an instrument cited as a whole."""
    return _child([(instrument,)], hearing, frozenset())


def _levels(path: Iterable[ProvisionVersion], frame: Frame) -> list[tuple[str, ...]]:
    """Where links may hang, nearest first: the provision, what holds it, the instrument (X7)."""
    here = tuple(path)
    around = [_around(unit, frame) for unit in here]
    return [
        tuple(unit.provision for unit in here),
        tuple(provision for provisions in around for provision in provisions),
        (here[-1].instrument,),
    ]


def _around(unit: ProvisionVersion, frame: Frame) -> tuple[str, ...]:
    article = frame.book.units.get(unit.article)
    if article is None or article.id == unit.id:
        return ()
    inside = frame.index.inside.get(article.id, ())
    holders = [p for p in inside if p.id != unit.id and p.place.covers(unit.place)]
    return (*(p.provision for p in holders), article.provision)


def _child(levels: list[tuple[str, ...]], hearing: Hearing, seen: frozenset[str]) -> Standing:
    """Provision-level links decide before those of the instrument; one parent that stands is enough (X7)."""
    links = hearing.frame.book.parents
    for level in levels:
        parents = {link.parent for norm in level for link in links.get(norm, ())}
        if parents:
            marked = seen | set(level)
            return _of_parents([norm(p, hearing, marked) for p in sorted(parents)])
    return ALIVE


def _of_parents(parents: list[Standing]) -> Standing:
    standing = [parent for parent in parents if parent.state in STANDS]
    if standing:
        return replace(ALIVE, steps=tuple(s for parent in standing for s in parent.steps))
    steps = tuple(s for parent in parents for s in parent.steps)
    waits = tuple(w for parent in parents for w in parent.waits)
    if any(parent.state is BasisState.UNCERTAIN for parent in parents):
        return Standing(state=BasisState.UNCERTAIN, steps=steps, waits=waits)
    return Standing(state=BasisState.ORPHANED, steps=steps)


def norm(id_: str, hearing: Hearing, seen: frozenset[str] = frozenset()) -> Standing:
    """Where a parent norm stands, itself and by its own parents; a circle of parents says nothing."""
    if id_ in seen:
        return ALIVE
    if id_ in hearing.frame.book.instruments:
        return _instrument(id_, hearing, seen)
    units = hearing.frame.index.of_provision.get(id_, ())
    if not units:
        said = f"上位依据（{id_}）未录入"
        return Standing(state=BasisState.UNCERTAIN, steps=(step("X1", id_, said),), waits=(id_,))
    return _provision(units[0], hearing, seen)


def _provision(unit: ProvisionVersion, hearing: Hearing, seen: frozenset[str]) -> Standing:
    frame = hearing.frame
    as_parent = replace(hearing.inquiry, parent=True, coarse=False)
    ends = follow(unit, frame, as_parent)
    each = [_end(branch, hearing, seen | {unit.provision}) for branch in ends]
    state = best(*(one.state for one in each))
    chain = tuple(s for one in each for s in one.steps)
    if state in STANDS:
        return replace(ALIVE, steps=tuple(s for e in each if e.state in STANDS for s in e.steps))
    said = f"上位依据{unit_name(unit, frame.book)}{state.value}"
    waits = tuple(w for one in each for w in one.waits)
    return Standing(
        state=state, steps=(*chain, step("X1", unit.provision, said, frame.on)), waits=waits
    )


def _end(branch: Branch, hearing: Hearing, seen: frozenset[str]) -> Standing:
    if branch.state not in STANDS:
        return Standing(state=branch.state, steps=branch.steps, waits=branch.waits)
    levels = _levels(branch.path, hearing.frame)
    return _answered(levels, about([branch]), branch.unit.instrument, hearing, seen)


def _answered(
    levels: list[tuple[str, ...]],
    subjects: frozenset[str],
    instrument: str,
    hearing: Hearing,
    seen: frozenset[str],
) -> Standing:
    """L5: what 法制办 decided about an orphaned norm of the district's own holds for all that is made under it."""

    def orphaned(records: frozenset[str]) -> bool:
        return _child(levels, hearing.without(records), seen).state is BasisState.ORPHANED

    found = _child(levels, hearing, seen)
    doubt = Doubt(records=frozenset(s.record for s in found.steps), without=orphaned)
    asked = found.state is BasisState.ORPHANED
    answer = hearing.answer(subjects, instrument, doubt) if asked else None
    if answer is None or answer[1].keeps:
        return found
    opinion, row = answer
    said = f"上位依据{title_of(instrument, hearing.frame.book)}：{row.sentence}"
    noted = step(row.id, opinion.id, said)
    if row.result is None:
        return replace(ALIVE, steps=(noted,))
    return replace(found, state=row.result, steps=(*found.steps, noted))


def _instrument(id_: str, hearing: Hearing, seen: frozenset[str]) -> Standing:
    frame = hearing.frame
    own = instrument(id_, hearing)
    if own.state in STANDS:
        return _answered([(id_,)], frozenset({id_}), id_, hearing, seen | {id_})
    said = f"上位依据{title_of(id_, frame.book)}{own.state.value}"
    return replace(own, steps=(*own.steps, step("X1", id_, said, frame.on)))
