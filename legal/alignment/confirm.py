"""依规则确认: identical words confirm themselves, if what they point to is the same as well.

A is the same as A' while B, to which it refers, is the same as B', and B while A is: so all candidates stand at
first, and those whose references lead elsewhere fall, until none falls any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from legal.alignment.references import Reference
from legal.alignment.wording import Wording
from legal.place import Place


class Leads(Enum):
    """Where a reference and its counterpart lead: to one provision by rule, by proposal only, or to two."""

    SAME = 1
    PROPOSED = 2
    ELSEWHERE = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the articles that references point to.

    Attributes:
        old_at, new_at: index of each article of the main text by its number.
        targets: proposed correspondents by old index.
        firm: the pairs proposed with so much confidence that a *reference* to the old number, printed again with the
            same number, may be taken to mean the new article. They are not confirmed by it.
        parts: proposed places by old place.
        old_titles, new_titles: headings by level and number ("章", "3").
    """

    old_at: Mapping[str, int]
    new_at: Mapping[str, int]
    targets: Mapping[int, tuple[int, ...]]
    firm: frozenset[tuple[int, int]]
    parts: Mapping[Place, tuple[Place, ...]]
    old_titles: Mapping[tuple[str, str], str]
    new_titles: Mapping[tuple[str, str], str]


def standing(
    candidates: Mapping[int, int], old: Sequence[Wording], new: Sequence[Wording], known: Known
) -> frozenset[int]:
    """Old indices of the candidates (same words in the same places) that are confirmed by rule."""
    left = dict(candidates)
    while True:
        fallen = [
            i for i, j in left.items() if worst(old[i], new[j], left, known) is not Leads.SAME
        ]
        if not fallen:
            return frozenset(left)
        left = {i: j for i, j in left.items() if i not in fallen}


def worst(old: Wording, new: Wording, same: Mapping[int, int], known: Known) -> Leads:
    """The worst that any reference of two equal wordings does.

    Args:
        same: pairs that stand as the same text.
    """
    pairs = zip(old.references, new.references, strict=True)
    found = (leads(a, b, same, known) for a, b in pairs)
    return max(found, key=lambda lead: lead.value, default=Leads.SAME)


def leads(old: Reference, new: Reference, same: Mapping[int, int], known: Known) -> Leads:
    """Where two references lead that stand at the same spot of two texts."""
    if bool(old.until) != bool(new.until) or old.level != new.level:
        return Leads.ELSEWHERE
    if old.level:
        return _division(old, new, known)
    first = _one(old, new, same, known)
    if not old.until or first is Leads.ELSEWHERE:
        return first
    last = _one(Reference(old.until), Reference(new.until), same, known)
    inner = _range(old, new, known)
    return max(first, last, inner, key=lambda lead: lead.value)


def _division(old: Reference, new: Reference, known: Known) -> Leads:
    """A 章 is the same if its heading is; what stands in it is judged article by article."""
    titles = (
        known.old_titles.get((old.level, old.division)),
        known.new_titles.get((new.level, new.division)),
    )
    if titles == (None, None):
        return Leads.SAME if old.division == new.division else Leads.ELSEWHERE
    return Leads.SAME if titles[0] == titles[1] else Leads.ELSEWHERE


def _one(old: Reference, new: Reference, same: Mapping[int, int], known: Known) -> Leads:
    i, j = known.old_at.get(old.article), known.new_at.get(new.article)
    printed_alike = (old.article, old.paragraph, old.item) == (new.article, new.paragraph, new.item)
    if i is None or j is None:  # no such article: the same words all the same, if in both texts
        return Leads.SAME if printed_alike and i is j else Leads.ELSEWHERE
    if same.get(i) == j:
        alike = (old.paragraph, old.item) == (new.paragraph, new.item)
        return Leads.SAME if alike else Leads.ELSEWHERE
    if j not in known.targets.get(i, ()) or not _parts_agree(old, new, known):
        return Leads.ELSEWHERE
    return Leads.SAME if printed_alike and (i, j) in known.firm else Leads.PROPOSED


def _parts_agree(old: Reference, new: Reference, known: Known) -> bool:
    if old.paragraph is None and old.item is None:
        return new.paragraph is None and new.item is None
    at = Place(old.article, old.paragraph or 1, old.item)
    return Place(new.article, new.paragraph or 1, new.item) in known.parts.get(at, ())


def _range(old: Reference, new: Reference, known: Known) -> Leads:
    """Whether two ranges hold corresponding articles, and nothing besides."""
    olds = range(known.old_at.get(old.article, 0), known.old_at.get(old.until, -1) + 1)
    news = range(known.new_at.get(new.article, 0), known.new_at.get(new.until, -1) + 1)
    reached = {j for i in olds for j in known.targets.get(i, ())}
    return Leads.SAME if reached == set(news) else Leads.ELSEWHERE
