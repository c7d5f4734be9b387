"""理由: why a power stands where it stands, in sentences for 法制办."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from graph.model.judgement import BasisState, Step, Survival
from graph.rules.groups import Group
from graph.rules.norms import Basis
from graph.rules.readings import Answer, answer
from graph.rules.rows_survival import SURVIVAL
from graph.rules.wording import day, step


def reasons_for(
    survival: Survival,
    bases: Sequence[Basis],
    groups: Sequence[tuple[Group, BasisState]],
    answers: frozenset[Answer],
    on: date,
) -> tuple[Step, ...]:
    """The row of the table, then what led to it."""
    row = next(row for row in SURVIVAL if row.id is survival)
    first = step(survival.id, "", f"{day(on)}：{row.condition}；{row.meaning}", on)
    if survival is not Survival.V4:
        return (first, *_groups(bases, groups, on))
    return (first, *_unsure(bases, groups, answers, on))


def _groups(
    bases: Sequence[Basis], groups: Sequence[tuple[Group, BasisState]], on: date
) -> Iterator[Step]:
    names = {basis.member.id: basis.norm.name for basis in bases}
    for group, state in groups:
        members = "、".join(names[m.id] for m in (*group.heads, *group.duties))
        yield step("3.2", "", f"依据组（{members}）：{state.value}", on)


def _unsure(
    bases: Sequence[Basis],
    groups: Sequence[tuple[Group, BasisState]],
    answers: frozenset[Answer],
    on: date,
) -> Iterator[Step]:
    if not groups:
        yield step("3.2", "", "设立依据中没有授权条款或者罚则，须指明设立依据", on)
    own = answer(state for _, state in groups)
    others = [a.value for a in Answer if a in answers and a is not own]
    if own and others:
        yield _differ(bases, own, others, on)
    for basis in bases:
        if basis.state.state is BasisState.UNCERTAIN:
            yield from (s for s in basis.state.steps if s.record in basis.state.waits_for)
            yield from (s for s in basis.state.steps if s.record not in basis.state.waits_for)


def _differ(bases: Sequence[Basis], own: Answer, others: list[str], on: date) -> Step:
    assumed = [b.norm.name for b in bases if len(b.member.allowed) > 1]
    said = f"引用功能系推定（{'、'.join(assumed)}）：按推定读法{own.value}，按其他读法可能{'、'.join(others)}，须确认引用功能"
    return step("3.2", "", said, on)
