"""同意取消: what 法制办 agreed to about groups that cannot carry a power any more (L6, L7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from graph.model.judgement import BasisState, Survival
from graph.model.law import Finding, Opinion
from graph.rules.groups import Group
from graph.rules.norms import Asked, Basis
from graph.rules.opinions import Doubt, opinions_on, questions_about, since, texts_of
from graph.rules.rows_survival import best
from graph.rules.wording import step

ANSWERED_BY: Mapping[BasisState, frozenset[str]] = MappingProxyType(
    {
        BasisState.HOLLOW: frozenset({"", "L7", "P16"}),
        BasisState.INCOMPETENT: frozenset({"", "L6", "L7", "P16"}),
    }
)
"""Under which rows an agreement ends a group of this state; who agreed although one is hollow agreed for a worse one."""


def agreed(
    bases: Sequence[Basis], found: Sequence[tuple[Group, BasisState]], asked: Asked
) -> tuple[Basis, ...]:
    """The bases, those dead whose groups 法制办 agreed to give up; nothing while a better group is left."""
    if not found or best(*(state for _, state in found)) not in ANSWERED_BY:
        return tuple(bases)
    ended = {
        head.id: opinion
        for group, state in found
        if (opinion := _agreement(group, state, bases, asked)) is not None
        for head in group.heads
    }
    return tuple(_ended(b, ended[b.member.id]) if b.member.id in ended else b for b in bases)


def _ended(basis: Basis, opinion: Opinion) -> Basis:
    said = f"{basis.norm.name}：法制办同意取消所设职权"
    return replace(
        basis,
        member=replace(basis.member, founding=BasisState.DEAD),
        proof=(*basis.proof, step(opinion.rule or "L6", opinion.id, said)),
    )


def _agreement(
    group: Group, state: BasisState, bases: Sequence[Basis], asked: Asked
) -> Opinion | None:
    """The newest opinion on a member of the group, or on the question put about the power."""
    ids = {member.id for member in (*group.heads, *group.duties)}
    cited = [b for b in bases if b.member.id in ids]
    book = asked.frame.book
    quoted = {
        unit for b in cited for unit in (*b.state.now, *(b.citation.units if b.citation else ()))
    }
    units = [book.units[unit] for unit in quoted if unit in book.units]
    subjects = ids | {id_ for u in units for id_ in (u.id, u.provision, u.instrument)}
    for basis in cited:
        own = basis.citation.sub_item if basis.citation else ""
        subjects |= questions_about(asked.power.id, own or asked.inquiry.sub_item)
    rows = ANSWERED_BY.get(state, frozenset())
    found = opinions_on(frozenset(subjects), asked.power.id, asked.frame, Finding.CANCEL)
    answers = (opinion for opinion in found if opinion.rule in rows)
    return next((opinion for opinion in answers if _was_asked(opinion, cited, bases, asked)), None)


_LOST = frozenset({Survival.V6, Survival.V7, Survival.V9})
"""While the power stands so, it has nothing that could carry it."""


def _was_asked(
    opinion: Opinion, members: Sequence[Basis], bases: Sequence[Basis], asked: Asked
) -> bool:
    """Whether the agreement was given on these words, and on the loss of all other bases."""
    book = asked.frame.book
    now = (book.units[unit] for basis in members for unit in basis.state.now)
    doubt = Doubt(
        records=frozenset(step.record for basis in bases for step in basis.state.steps),
        without=lambda records: asked.without(records) in _LOST,
    )
    new_words = since(opinion, asked.frame, texts_of(now, asked.frame))
    return not new_words and doubt.is_answered(opinion, asked.frame, takes=True)
