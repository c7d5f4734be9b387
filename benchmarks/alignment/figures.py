"""Judge alignments against the truth, and count."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.alignment.truth import Call, Truth, text
from legal.alignment import Alignment, Correspondence, Kind, Part
from legal.place import Place

_UNCHANGED = {Kind.SAME, Kind.RENUMBERED, Kind.EDITORIAL}


@dataclass(frozen=True, slots=True)
class Judged:
    """One changed article or part of the truth, and what was proposed for it.

    Attributes:
        right: all halves and nothing else; ``wrong``: a pair that is none, or a successor taken for a deletion.
        half: a split or a merger, by the truth.
    """

    statute: str
    old: str
    proposed: frozenset[str]
    call: Call
    right: bool
    wrong: bool
    kind_right: bool
    confidence: float
    confirmed: bool

    def __str__(self) -> str:
        got, want = " ".join(sorted(self.proposed)) or "–", " ".join(sorted(self.call.new)) or "–"
        doubt = f" (doubtful: {self.call.doubt})" if self.call.doubt else ""
        mark = "wrong" if self.wrong else "half" if not self.right else "kind"
        return f"{mark:5} {self.confidence:.2f} {self.statute} {self.old} → {got}, should be {want}{doubt}"


def articles(truth: Truth, found: Alignment) -> list[Judged]:
    """Every changed article of one revision."""
    rows = {str(row.old): row for row in found.map}
    return [_judge(truth, rows[old], call) for old, call in truth.articles.items()]


def parts(truth: Truth, found: Alignment) -> list[Judged]:
    """Every 款 and 项 that the truth names."""
    rows = {str(part.old): part for row in found.map for part in row.parts}
    return [_judge(truth, rows[old], call) for old, call in truth.parts.items()]


def _judge(truth: Truth, row: Correspondence | Part, call: Call) -> Judged:
    proposed = frozenset(str(place) for place in row.new)
    return Judged(
        statute=truth.name,
        old=str(row.old),
        proposed=proposed,
        call=call,
        right=call.is_met_by(proposed),
        wrong=call.is_wronged_by(proposed),
        kind_right=row.kind.name in call.kinds,
        confidence=row.confidence,
        confirmed=row.confirmed,
    )


def wrongly_confirmed(truth: Truth, found: Alignment) -> list[str]:
    """Confirmed rows that the truth has differently; an article that it does not name must have equal text."""
    return [
        f"{truth.name} {row.old} → {row.new[0]}"
        for row in found.map
        if row.confirmed and not _may_be_confirmed(truth, row)
    ]


def _may_be_confirmed(truth: Truth, row: Correspondence) -> bool:
    call = truth.articles.get(str(row.old))
    if call is not None:
        unchanged = bool({kind.name for kind in _UNCHANGED} & call.kinds)
        return unchanged and call.new == frozenset(str(place) for place in row.new)
    return _plain(truth.older, row.old) == _plain(truth.newer, row.new[0])


def _plain(name: str, place: Place) -> str:
    """The article's text, folded by two lines that share nothing with the aligner."""
    article = text(name).article(place.article, place.annex)
    return "".join(unicodedata.normalize("NFKC", article.text if article else "").split())


def unconfirmed_equals(truth: Truth, found: Alignment) -> list[str]:
    """Articles of identical text that the rule left to a person: what they refer to changed or is unsure."""
    return [
        f"{truth.name} {row.old} {row.kind.name} {row.confidence:.2f}"
        for row in found.map
        if str(row.old) not in truth.articles and not row.confirmed
    ]


def rate(judged: Sequence[Judged]) -> str:
    """n of m, and the share."""
    right = sum(one.right for one in judged)
    return f"{right} of {len(judged)} ({right / max(1, len(judged)):.1%})"


def sure_and_wrong(judged: Iterable[Judged], line: float) -> list[Judged]:
    """Wrong pairs, and deletions taken for successors, at or above a confidence."""
    return [one for one in judged if one.wrong and one.confidence >= line]
