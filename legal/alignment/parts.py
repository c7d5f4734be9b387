"""款项目的对应: within the articles that correspond, which 款, 项 and 目 went where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from legal.alignment.links import Pieces
from legal.alignment.similarity import Matrix
from legal.alignment.texts import Atom
from legal.place import Place

_PARTNER = 0.2
"""Least score of two pieces that are each other's only partner."""
_EXTRA = 0.45
"""Least share of a further piece that its counterpart explains: half of a split, member of a merger."""
_LEAD = 0.25
"""Least share of a sentence that stands in the lead of the list that it became."""
_ORDER = 0.04
"""How much the same position inside the article counts: it decides between equals only."""

_COMPANY = 0.25
"""How much it counts that most of a paragraph went to the other's paragraph: clauses of one penalty stay together."""

Pairs = set[tuple[int, int]]
"""Old and new positions of atoms."""

Edges = Mapping[Place, tuple[tuple[Place, float], ...]]
"""For each old place with words of its own: the new places its pieces went to, with their scores."""


def edges(pieces: Pieces, targets: Mapping[int, tuple[int, ...]]) -> Edges:
    """Match the pieces of articles that correspond; first one to one, then what is left over."""
    worth = _worth(pieces, targets)
    worth = _in_company(pieces, worth, _partners(worth))
    partners = _partners(worth)
    pairs = partners | _extras(pieces, worth, partners)
    pairs |= _pinned(pieces, targets, pairs) | _leads(pieces, partners)
    found = defaultdict[Place, list[tuple[Place, float]]](list)
    for a, b in sorted(pairs):
        old, new = pieces.old.atoms[a].place, pieces.new.atoms[b].place
        found[old].append((new, float(pieces.score[a, b])))
    return {place: tuple(news) for place, news in found.items()}


def _worth(pieces: Pieces, targets: Mapping[int, tuple[int, ...]]) -> Matrix:
    """Score of each pair of pieces whose articles correspond, position as a tie-breaker; 0 for all others."""
    olds, news = len(pieces.old.articles), len(pieces.new.articles)
    allowed = np.zeros((olds, news))
    for i, js in targets.items():
        allowed[i, list(js)] = 1.0
    apart = np.abs(_position(pieces.old.atoms)[:, None] - _position(pieces.new.atoms)[None, :])
    nearness = _ORDER * (1.0 - apart) * (pieces.score > 0)
    return (pieces.score + nearness) * allowed[np.ix_(pieces.old_of, pieces.new_of)]


def _in_company(pieces: Pieces, worth: Matrix, partners: Pairs) -> Matrix:
    """The same, raised where the rest of the one 款 went to the 款 of the other."""
    old_of, new_of = _paragraphs(pieces.old.atoms), _paragraphs(pieces.new.atoms)
    shared = np.zeros((max(old_of) + 1, max(new_of) + 1))
    for a, b in partners:
        shared[old_of[a], new_of[b]] += pieces.old_weight[a] * pieces.score[a, b]
    whole = np.maximum(np.bincount(old_of, pieces.old_weight), 1e-9)
    return worth + _COMPANY * (shared / whole[:, None])[np.ix_(old_of, new_of)] * (worth > 0)


def _paragraphs(atoms: Sequence[Atom]) -> list[int]:
    """Which 款 each piece stands in, counted through the whole text."""
    order: dict[Place, int] = {}
    return [order.setdefault(_paragraph(atom.place), len(order)) for atom in atoms]


def _paragraph(place: Place) -> Place:
    return replace(place, item=None, subitem=None)


def _position(atoms: Sequence[Atom]) -> Matrix:
    """Where in its article each piece stands, 0–1."""
    count = defaultdict[int, int](int)
    at = list[int]()
    for atom in atoms:
        at.append(count[atom.article])
        count[atom.article] += 1
    return np.array([n / count[atom.article] for n, atom in zip(at, atoms, strict=True)])


def _partners(worth: Matrix) -> Pairs:
    rows, columns = linear_sum_assignment(worth**2, maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {(a, b) for a, b in pairs if worth[a, b] >= _PARTNER}


def _extras(pieces: Pieces, worth: Matrix, partners: Pairs) -> Pairs:
    """For pieces of either side without partner: the one they are most like, if it explains enough of them."""
    olds, news = {a for a, _ in partners}, {b for _, b in partners}
    new_of, old_of = worth.argmax(axis=1), worth.argmax(axis=0)
    joins = {(a, int(new_of[a])) for a in range(worth.shape[0]) if a not in olds}
    splits = {(int(old_of[b]), b) for b in range(worth.shape[1]) if b not in news}
    old_covered, new_covered = pieces.likeness.old_covered, pieces.likeness.new_covered
    return {(a, b) for a, b in joins if worth[a, b] > 0 and old_covered[a, b] >= _EXTRA} | {
        (a, b) for a, b in splits if worth[a, b] > 0 and new_covered[a, b] >= _EXTRA
    }


def _pinned(pieces: Pieces, targets: Mapping[int, tuple[int, ...]], pairs: Pairs) -> Pairs:
    """The only pieces left over on both sides of two articles that have one successor and one source."""
    done = {a for a, _ in pairs}, {b for _, b in pairs}
    sources = defaultdict[int, int](int)
    for js in targets.values():
        for j in js:
            sources[j] += 1
    out = set[tuple[int, int]]()
    for i, js in targets.items():
        if len(js) != 1 or sources[js[0]] != 1:
            continue
        olds = [a for a in np.flatnonzero(pieces.old_of == i) if a not in done[0]]
        news = [b for b in np.flatnonzero(pieces.new_of == js[0]) if b not in done[1]]
        if len(olds) == len(news) == 1:
            out.add((int(olds[0]), int(news[0])))
    return out


def _leads(pieces: Pieces, partners: Pairs) -> Pairs:
    """A sentence that became a list went to the lead as well, where the lead says part of it."""
    lead_of = defaultdict[Place, list[int]](list)
    for b, atom in enumerate(pieces.new.atoms):
        if atom.place.item is None:
            lead_of[atom.place].append(b)
    return {
        (a, lead)
        for a, b in partners
        if pieces.old.atoms[a].place.item is None and pieces.new.atoms[b].place.item is not None
        for lead in lead_of[_paragraph(pieces.new.atoms[b].place)]
        if pieces.likeness.old_covered[a, lead] >= _LEAD
    }


def gather(place: Place, found: Edges) -> tuple[tuple[Place, float], ...]:
    """Where an old 款, 项 or 目 went, with everything inside it; each new place once, the best score kept."""
    inside = [pair for old, news in found.items() if place.covers(old) for pair in news]
    reached = {new for new, _ in inside}
    best: dict[Place, float] = {}
    for new, score in inside:
        at = _rolled_up(new, reached, place)
        best[at] = max(score, best.get(at, 0.0))
    return tuple(sorted(best.items()))


def _rolled_up(new: Place, reached: Iterable[Place], old: Place) -> Place:
    """A new 目 answers only a 目; several pieces of one new 款 answer an old 款 together."""
    at = new if old.subitem is not None else replace(new, subitem=None)
    if old.item is not None or at.item is None:
        return at
    paragraph = replace(at, item=None)
    company = {replace(other, subitem=None) for other in reached if paragraph.covers(other)}
    return paragraph if len(company) > 1 else at
