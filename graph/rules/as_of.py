"""某日所见: what a plan means on one day: what has taken effect by then, what is only announced, and how each power stands.

Outcome, ground and route of a row stay those of its effective day: they are decided once. What the law makes of the
power and of its citation is judged on the day that is asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date

from graph.model.judgement import CitationState, Judgement
from graph.model.plan import DayRow, HitPhase, HitRow, Plan
from graph.model.power import Power
from graph.rules.cases import Bench
from graph.rules.digest import day_hash
from graph.rules.hits import judged
from graph.rules.holders import holder_among
from graph.rules.standing import status_by


def seen_on(row: HitRow, power: Power, sub_item: str, bench: Bench) -> HitRow:
    """A row as it stands on the day of the bench; as it is where the bench has none.

    Args:
        sub_item: the one whose survival the row tells; "" for the power's.
    """
    day = bench.seen_on
    if day is None:
        return row
    now = bench.judge_on(power, day, sub_item)
    told = {field.name: getattr(row, field.name) for field in fields(row)}
    told |= {"citation": _state(row, power, now), "survival": now.survival.id}
    return DayRow(
        **told,
        phase=HitPhase.IN_EFFECT if row.effective <= day else HitPhase.ANNOUNCED,
        status=status_by(bench.judge_on, power, bench.calendar, now),
    )


def _state(row: HitRow, power: Power, now: Judgement) -> CitationState:
    """The state of its citation on the day; before its day a basis that a new law adds stands on nothing (L16)."""
    cited = zip(judged(power, now), now.citations, strict=True)
    same = {c.sub_item: state for c, state in cited if c.id == row.citation.citation}
    added = row.citation if row.effective <= now.on else replace(row.citation, now=())
    return same.get(row.sub_item) or next(iter(same.values()), added)


def as_seen(made: Plan, on: date, held: Mapping[str, Collection[str]]) -> Plan:
    """A plan that was made for a day, told as a reading of it: with the holders of the day, and a hash of its own.

    Args:
        held: by power, the organs that hold it on that day.
    """
    drawn = replace(
        made,
        hits=tuple(
            replace(row, holder=holder_among(row.holder, [row.power], held))
            for row in _in_order(made.hits, on)
        ),
        items=tuple(
            replace(item, holder=holder_among(item.holder, item.powers, held))
            for item in made.items
        ),
    )
    return replace(drawn, digest=day_hash(on, drawn))


def _in_order(rows: Iterable[HitRow], on: date) -> Iterator[HitRow]:
    """The rows, each overtaken that has a later one of the same citation in effect by the day."""
    seen = list(rows)
    newest: dict[tuple[str, str, str], date] = {}
    for row in seen:
        if row.effective <= on:
            newest[_place(row)] = max(row.effective, newest.get(_place(row), row.effective))
    for row in seen:
        overtaken = isinstance(row, DayRow) and row.effective < newest.get(_place(row), date.min)
        yield replace(row, phase=HitPhase.OVERTAKEN) if overtaken else row


def _place(row: HitRow) -> tuple[str, str, str]:
    return row.power, row.sub_item, row.citation.citation
