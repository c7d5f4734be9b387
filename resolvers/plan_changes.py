"""方案的变化: what became another between the plan that a person saw and the one of now, a sentence each (I8)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from graph.model.plan import DraftItem, Plan
from graph.model.power import Power
from graph.model.reorganisation import Move, ReorgPlan
from resolvers.hit_changes import compare

T = TypeVar("T")
Powers = Mapping[str, Power]

MOST = 50
"""Sentences of one refusal; the last says how many more there are."""


def of_impacts(seen: Plan, now: Plan, powers: Powers) -> tuple[str, ...]:
    """What a change of law leads to otherwise than before."""
    changes, _ = compare(seen.hits, now.hits, powers)
    hits = (
        f"{change.turn.value}：“{change.power.name}”的{row.element.value}（{row.survival}，{row.outcome.value}）"
        for change in changes
        for row in (change.after or change.before)[:1]
    )
    tasks = _changed(
        {task.key: task for task in seen.tasks},
        {task.key: task for task in now.tasks},
        lambda task: f"待办“{task.sentence}”",
    )
    return _cut(chain(hits, _items(seen.items, now.items, powers), tasks))


def of_reforms(seen: ReorgPlan, now: ReorgPlan, powers: Powers) -> tuple[str, ...]:
    """What a reform leads to otherwise than before."""

    def named(*ids: str) -> str:
        return "、".join(f"“{powers[id_].name if id_ in powers else id_}”" for id_ in ids)

    parts = (
        _changed(_moves(seen), _moves(now), lambda m: f"{named(m.power)}的划转"),
        _changed(
            {group.survivor: group for group in seen.groups},
            {group.survivor: group for group in now.groups},
            lambda group: f"同一职权{named(group.survivor, *group.absorbed)}",
        ),
        _changed(
            {c.powers: c for c in seen.candidates},
            {c.powers: c for c in now.candidates},
            lambda c: f"疑似重复{named(*c.powers)}",
        ),
        _changed(
            {(p.power, p.since): p for p in seen.problems},
            {(p.power, p.since): p for p in now.problems},
            lambda p: f"行使主体不唯一：{p.sentence}",
        ),
        _items(seen.items, now.items, powers),
    )
    return _cut(chain.from_iterable(parts))


def _moves(plan: ReorgPlan) -> dict[Hashable, Move]:
    return {(move.power, move.giver): move for move in plan.moves}


def _items(seen: Iterable[DraftItem], now: Iterable[DraftItem], powers: Powers) -> Iterator[str]:
    """Items that came, went or changed; whether one is late is said by the day, not by the facts."""

    def keyed(items: Iterable[DraftItem]) -> dict[Hashable, DraftItem]:
        return {item.key: replace(item, late=False) for item in items}

    def told(item: DraftItem) -> str:
        names = "、".join(powers[p].name for p in item.powers if p in powers)
        return f"事项“{item.kind.value}：{names}”（{' '.join(item.grounds)}）"

    return _changed(keyed(seen), keyed(now), told)


def _changed(
    seen: Mapping[Hashable, T], now: Mapping[Hashable, T], told: Callable[[T], str]
) -> Iterator[str]:
    for key in dict.fromkeys((*seen, *now)):
        if key not in seen:
            yield f"新增：{told(now[key])}"
        elif key not in now:
            yield f"不再有：{told(seen[key])}"
        elif seen[key] != now[key]:
            yield f"有变化：{told(now[key])}"


def _cut(sentences: Iterable[str]) -> tuple[str, ...]:
    rows = tuple(sentences)
    more = len(rows) - MOST
    return (*rows[:MOST], f"另有 {more} 处") if more > 0 else rows
