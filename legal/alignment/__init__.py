"""对齐: which provision of a new text is the successor of which provision of the old one.

Every correspondence is a proposal for a person, but for identical text, which confirms itself by rule
(``rules.md`` 3.1, item 3). Equal number is never evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from legal.alignment.compared import Compared, by_words, side_by_side
from legal.alignment.compose import Composer, Findings
from legal.alignment.confirm import Known, standing
from legal.alignment.model import Alignment, Correspondence, Evidence, Kind, Part, RunnerUp
from legal.alignment.normal import Aliases
from legal.alignment.parts import edges, gather
from legal.alignment.proposal import Proposal, propose
from legal.alignment.scoring import Model
from legal.alignment.texts import prepare
from legal.alignment.weights import SHIPPED
from legal.alignment.wording import Wording
from legal.place import Place
from legal.statute import Statute

__all__ = ["Alignment", "Correspondence", "Evidence", "Kind", "Part", "RunnerUp", "align"]

FIRM = 0.9
"""From this confidence on, a reference printed alike in both texts is taken to mean the proposed successor."""


def align(
    old: Statute,
    new: Statute,
    *,
    aliases: Mapping[str, str] | None = None,
    model: Model = SHIPPED,
) -> Alignment:
    """新旧对照: align a new text of a statute to the old one.

    Args:
        aliases: names of organs that are one organ, by the dated alias table; without it a new name is a new organ.
        model: the weights; another than the shipped one only to measure with a statute left out.
    """
    names = Aliases(aliases or {})
    if not old.articles or not new.articles:
        return _one_sided(old, new)
    compared = side_by_side(prepare(old, names), prepare(new, names))
    proposal = propose(compared, model)
    if not new.complete:  # what is missing may stand in the part that was lost
        proposal = replace(proposal, deleted=np.zeros_like(proposal.deleted))
    composer = Composer(_find(compared, proposal))
    reached = {j for js in proposal.targets.values() for j in js}
    return Alignment(
        map=tuple(composer.row(i) for i in range(len(old.articles))),
        new_only=tuple(a.place for j, a in enumerate(new.articles) if j not in reached),
    )


def _one_sided(old: Statute, new: Statute) -> Alignment:
    rows = tuple(
        Correspondence(
            old=article.place,
            new=(),
            kind=Kind.DELETED,
            confidence=0.0,
            confirmed=False,
            evidence=Evidence(),
        )
        for article in old.articles
    )
    return Alignment(map=rows, new_only=tuple(article.place for article in new.articles))


def _find(compared: Compared, proposal: Proposal) -> Findings:
    """Places first, because references point to them; then what stands by rule."""
    old, new = compared.old.wordings, compared.new.wordings
    equal = _chosen_alike(old, new, proposal)
    matched = edges(compared.pieces, proposal.targets)
    places: dict[Place, tuple[tuple[Place, float], ...]] = {}
    for i, one in enumerate(old):
        for line in one.lines:
            if i in equal:
                at = new[equal[i]].article
                same = replace(line.place, article=at.article, annex=at.annex)
                places[line.place] = ((same, 1.0),)
            else:
                places[line.place] = gather(line.place, matched)
    known = _known(compared, proposal, places)
    return Findings(old, new, proposal, places, known, standing(equal, old, new, known))


def _chosen_alike(
    old: Sequence[Wording], new: Sequence[Wording], proposal: Proposal
) -> dict[int, int]:
    """Main successors that say the same and stand for as many articles in either text."""
    olds, news = by_words(old), by_words(new)
    return {
        i: j
        for i, j in proposal.main.items()
        if proposal.targets[i] == (j,)
        and old[i].says_the_same(new[j])
        and (old[i].exact != new[j].exact or len(olds[old[i].exact]) == len(news[new[j].exact]))
    }


def _known(
    compared: Compared,
    proposal: Proposal,
    places: Mapping[Place, tuple[tuple[Place, float], ...]],
) -> Known:
    firm = {(i, j) for i, js in proposal.targets.items() for j in js if proposal.bare[i, j] >= FIRM}
    return Known(
        old_at=compared.old.at,
        new_at=compared.new.at,
        targets=proposal.targets,
        firm=frozenset(firm),
        parts={place: tuple(at for at, _ in news) for place, news in places.items()},
        old_titles=compared.old.titles,
        new_titles=compared.new.titles,
    )
