"""日期: on which days a cause is judged, and since when a state has stood (``spec/rules.md`` 3.2, last line)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from graph.model.judgement import Judgement, LawBook
from graph.model.law import Effect, Standing
from graph.model.plan import Cause
from graph.model.power import Power

JudgeOn = Callable[[Power, date, str], Judgement]
"""Judges a power, or a sub-item ("" for the power itself), on a day."""

ONE_DAY = timedelta(days=1)


def eve_of(day: date, days: int = 1) -> date:
    """So many days earlier; the calendar begins with a day that has none before it, and somebody may send that one."""
    return date.fromordinal(max(date.min.toordinal(), day.toordinal() - days))


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """On which days the law of a book is another than the day before."""

    book: LawBook

    @cached_property
    def _by_instrument(self) -> dict[str, frozenset[date]]:
        found: dict[str, set[date]] = {}
        for version in (v for versions in self.book.versions.values() for v in versions):
            if version.effective is not None:
                found.setdefault(version.instrument, set()).add(version.effective)
        for effect in self.book.effects:
            if effect.standing is Standing.CONFIRMED:
                found.setdefault(effect.instrument, set()).update(days_of(effect))
        return {instrument: frozenset(days) for instrument, days in found.items()}

    @cached_property
    def _granting(self) -> dict[str, set[str]]:
        """Power → new laws, of which its list may cite none yet, that grant the same (L16)."""
        found: dict[str, set[str]] = {}
        for effect in self.book.effects:
            if effect.standing is Standing.CONFIRMED and effect.grant is not None:
                found.setdefault(effect.grant.power, set()).add(effect.instrument)
        return found

    @cached_property
    def _neighbours(self) -> dict[str, set[str]]:
        """Instrument → those whose change may reach it: its parents, and what replaced it."""
        found: dict[str, set[str]] = {}
        for links in self.book.parents.values():
            for link in links:
                found.setdefault(self._instrument(link.child), set()).add(
                    self._instrument(link.parent)
                )
        holder = {v.id: v.instrument for each in self.book.versions.values() for v in each}
        for effect in self.book.effects:
            if effect.replaced_by in holder:
                found.setdefault(effect.instrument, set()).add(holder[effect.replaced_by])
        return found

    @cached_property
    def _home(self) -> dict[str, str]:
        return {unit.provision: unit.instrument for unit in self.book.units.values()}

    def _instrument(self, node: str) -> str:
        return self._home.get(node, node)

    def of(self, power: Power) -> frozenset[date]:
        """The days on which something that the power cites, that it hangs on or that grants it changes."""
        found: set[date] = set()
        for instrument in self._reached(power):
            found |= self._by_instrument.get(instrument, frozenset())
        return frozenset(found)

    def _reached(self, power: Power) -> set[str]:
        cited = {
            self.book.units[u].instrument
            for c in power.citations
            for u in c.units
            if u in self.book.units
        }
        cited |= self._granting.get(power.id, set())
        open_ = list(cited | {c.instrument for c in power.citations if c.instrument})
        seen: set[str] = set()
        while open_:
            here = open_.pop()
            if here not in seen:
                seen.add(here)
                open_ += self._neighbours.get(here, set())
        return seen


def days_of(effect: Effect) -> set[date]:
    """The days on which an effect begins and ends."""
    return {effect.effective} | ({effect.until} if effect.until else set())


def cause_days(cause: Cause, book: LawBook) -> tuple[date, ...]:
    """The days of a cause: as it names them, and as its effects and text versions do."""
    days = set(cause.effective)
    for effect in book.effects:
        if effect.id in cause.effects:
            days |= days_of(effect)
    for version in (v for versions in book.versions.values() for v in versions):
        if version.id in cause.versions and version.effective:
            days.add(version.effective)
    return tuple(sorted(days))


def last_when(
    holds: Callable[[Judgement], bool],
    judge_on: JudgeOn,
    state: Judgement,
    power: Power,
    days: Iterable[date],
) -> Judgement | None:
    """The last judgement before this one, on the eve of one of the days, for which something holds; None if never."""
    for day in sorted((d for d in days if d <= state.on), reverse=True):
        eve = judge_on(power, eve_of(day), state.sub_item)
        if holds(eve):
            return eve
    return None
