"""成文: from what was matched to the records that people see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from legal.alignment.confirm import Known, Leads, leads, worst
from legal.alignment.model import Correspondence, Evidence, Kind, Part, RunnerUp
from legal.alignment.proposal import Proposal
from legal.alignment.scoring import MOST
from legal.alignment.wording import Line, Wording
from legal.place import Place

_RELATIVE = re.compile(
    r"前[一二两三四]?[款项条]|前[列述]|上[款项]|本(?:条(?!例)|[款项])|第[一二三四五六七八九十]+[款项]"
)
"""Words that point to a neighbour inside the article: the same words may mean another thing beside another neighbour."""
_DOUBTFUL = 0.85
"""The most that is said of equal words that point to different provisions."""
_CLOSE = 0.15


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the records are made of; indices are positions in the two texts.

    Attributes:
        places: new places by old place, with the score of the words.
        standing: old articles confirmed by rule.
    """

    old: Sequence[Wording]
    new: Sequence[Wording]
    proposal: Proposal
    places: Mapping[Place, tuple[tuple[Place, float], ...]]
    known: Known
    standing: frozenset[int]

    @property
    def same(self) -> dict[int, int]:
        """The pairs confirmed by rule."""
        return {i: self.proposal.main[i] for i in self.standing}


class Composer:
    """Makes the rows; holds only what is counted once for all of them."""

    def __init__(self, findings: Findings) -> None:
        self._f = findings
        self._sources = Counter(j for js in findings.proposal.targets.values() for j in js)
        self._whole_sources = Counter(
            js[0] for js in findings.proposal.targets.values() if len(js) == 1
        )
        self._claims = Counter(
            new
            for new, _ in {
                (new, replace(old, item=None, subitem=None))
                for old, news in findings.places.items()
                for new, _ in news
            }
        )
        self._old_texts = Counter(_key(w, p) for w in findings.old for p in _places(w))
        self._new_texts = Counter(_key(w, p) for w in findings.new for p in _places(w))
        self._new_of = {w.article: w for w in findings.new}

    def row(self, i: int) -> Correspondence:
        """The correspondence of one old article."""
        targets = self._f.proposal.targets.get(i, ())
        confirmed, kind = i in self._f.standing, self._kind(i, targets)
        sure = 1.0 if confirmed else self._confidence(i, targets, kind)
        return Correspondence(
            old=self._f.old[i].article,
            new=tuple(self._f.new[j].article for j in targets),
            kind=kind,
            confidence=sure,
            confirmed=confirmed,
            evidence=self._evidence(i, targets),
            runner_up=None if confirmed else self._runner_up(i, targets),
            parts=tuple(self._part(i, place, kind, sure) for place in _places(self._f.old[i])),
        )

    def _kind(self, i: int, targets: Sequence[int]) -> Kind:
        if not targets:
            return Kind.DELETED
        if len(targets) > 1:
            return Kind.SPLIT
        j = targets[0]
        if self._whole_sources[j] > 1 or (i not in self._f.proposal.main and self._sources[j] > 1):
            return Kind.MERGED
        old, new = self._f.old[i], self._f.new[j]
        if old.exact == new.exact and not old.says_the_same(new):
            return Kind.EDITORIAL  # the same words, in other 款
        if not old.says_the_same(new) or self._worst(i, j) is Leads.ELSEWHERE:
            return Kind.MODIFIED
        return _unchanged(old.lines, new.lines, moved=old.article != new.article)

    def _worst(self, i: int, j: int) -> Leads:
        return worst(self._f.old[i], self._f.new[j], self._f.same, self._f.known)

    def _confidence(self, i: int, targets: tuple[int, ...], kind: Kind) -> float:
        if not targets:
            return float(self._f.proposal.deleted[i])
        sure = float(min(self._f.proposal.sure[i, j] for j in targets))
        if kind in (Kind.SAME, Kind.RENUMBERED, Kind.EDITORIAL):
            return max(sure, MOST)
        equal = len(targets) == 1 and self._f.old[i].says_the_same(self._f.new[targets[0]])
        return min(sure, _DOUBTFUL) if equal else sure

    def _evidence(self, i: int, targets: tuple[int, ...]) -> Evidence:
        if not targets:
            return Evidence()
        p = self._f.proposal
        j = max(targets, key=lambda at: float(p.sure[i, at]))
        pairs = zip(self._f.old[i].references, self._f.new[j].references, strict=False)
        return Evidence(
            similarity=round(float(p.likeness.cosine[i, j]), 4),
            old_covered=round(float(p.likeness.old_covered[i, j]), 4),
            new_covered=round(float(p.likeness.new_covered[i, j]), 4),
            crossing=int(p.order.crossing[i, j]),
            gap=int(p.order.gap[i, j]),
            references=tuple(f"{a}→{b}" for a, b in pairs),
        )

    def _runner_up(self, i: int, targets: tuple[int, ...]) -> RunnerUp | None:
        others = [j for j in range(len(self._f.new)) if j not in targets]
        if not others:
            return None
        j = max(others, key=lambda at: float(self._f.proposal.sure[i, at]))
        sure = float(self._f.proposal.sure[i, j])
        return RunnerUp(new=self._f.new[j].article, confidence=sure) if sure >= _CLOSE else None

    def _part(self, i: int, place: Place, kind: Kind, row: float) -> Part:
        found = self._f.places.get(place, ())
        news = tuple(new for new, _ in found)
        what = self._part_kind(i, place, news)
        by_rule = i in self._f.standing or self._confirms_itself(i, place, news, what)
        score = min((score for _, score in found), default=0.5)
        sure = 1.0 if by_rule else round(min(row, MOST, 0.5 + score / 2), 4)
        return Part(old=place, new=news, kind=what, confidence=sure, confirmed=by_rule)

    def _part_kind(self, i: int, place: Place, news: Sequence[Place]) -> Kind:
        if not news:
            return Kind.DELETED
        if len(news) > 1:
            return Kind.SPLIT
        old, new = self._f.old[i].at(place), self._new_of[news[0].whole_article].at(news[0])
        if _says_the_same(old, new) and self._lines_lead(old, new) is not Leads.ELSEWHERE:
            return _unchanged(old, new, moved=place != news[0])
        return Kind.MERGED if self._claims[news[0]] > 1 else Kind.MODIFIED

    def _lines_lead(self, old: Sequence[Line], new: Sequence[Line]) -> Leads:
        pairs = [
            (a, b)
            for one, other in zip(old, new, strict=True)
            for a, b in zip(one.references, other.references, strict=True)
        ]
        found = (leads(a, b, self._f.same, self._f.known) for a, b in pairs)
        return max(found, key=lambda lead: lead.value, default=Leads.SAME)

    def _confirms_itself(self, i: int, place: Place, news: tuple[Place, ...], kind: Kind) -> bool:
        """Same words, found once in either text, pointing to no neighbour and to no other provision."""
        if kind not in (Kind.SAME, Kind.RENUMBERED, Kind.EDITORIAL):
            return False
        old, new = self._f.old[i], self._new_of[news[0].whole_article]
        once = self._old_texts[_key(old, place)] == 1 == self._new_texts[_key(new, news[0])]
        relative = any(_RELATIVE.search(line.resolved) for line in old.at(place))
        led = self._lines_lead(old.at(place), new.at(news[0]))
        return once and not relative and led is Leads.SAME


def _places(wording: Wording) -> Iterator[Place]:
    return (line.place for line in wording.lines)


def _key(wording: Wording, place: Place) -> tuple[object, ...]:
    """What a place says, and on which level."""
    level = (place.item is not None, place.subitem is not None)
    return (*level, *(line.resolved for line in wording.at(place)))


def _says_the_same(old: Sequence[Line], new: Sequence[Line]) -> bool:
    def depth(lines: Sequence[Line]) -> list[tuple[bool, bool, str]]:
        return [(n.place.item is not None, n.place.subitem is not None, n.resolved) for n in lines]

    return depth(old) == depth(new)


def _unchanged(old: Sequence[Line], new: Sequence[Line], *, moved: bool) -> Kind:
    if [line.exact for line in old] != [line.exact for line in new]:
        return Kind.EDITORIAL
    return Kind.RENUMBERED if moved else Kind.SAME
