"""行使主体: every power has one holder on every day (O9, G21), on the axis of the law, by the day of hand-over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model.organ import Axis, Mode, Tenure
from graph.model.reorganisation import HolderFault, HolderProblem, Move


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One holder for a time."""

    organ: str
    mode: Mode
    since: date
    until: date | None
    territory: str = ""


def timelines(
    tenures: Iterable[Tenure],
    moves: Iterable[Move],
    closing: Mapping[str, date],
    absorbed: Mapping[str, date],
) -> dict[str, tuple[Held, ...]]:
    """Who holds each power when, after the reform.

    Args:
        closing: organ id → day on which it ceases to be; it holds nothing from then on but what it hands over later.
        absorbed: power id → day on which it is closed as merged.
    """
    leaving: dict[tuple[str, str], list[Move]] = defaultdict(list)
    for move in moves:
        leaving[move.power, move.giver].append(move)
    found: dict[str, list[Held]] = defaultdict(list)
    for tenure in (t for t in tenures if t.axis is Axis.LAW):
        mine = leaving[tenure.power, tenure.organ]
        found[tenure.power].append(_kept(tenure, mine, closing, absorbed))
        found[tenure.power] += [_received(move, tenure, absorbed) for move in mine]
    return {power: tuple(h for h in held if _lasts(h)) for power, held in found.items()}


def _received(move: Move, tenure: Tenure, absorbed: Mapping[str, date]) -> Held:
    return Held(
        organ=move.receiver,
        mode=tenure.mode,
        since=move.on,
        until=absorbed.get(move.power),
        territory=tenure.territory,
    )


def _kept(
    tenure: Tenure, moves: list[Move], closing: Mapping[str, date], absorbed: Mapping[str, date]
) -> Held:
    ends = [tenure.to, absorbed.get(tenure.power), *(m.on for m in moves)]
    ends += [] if moves else [closing.get(tenure.organ)]
    until = min((end for end in ends if end is not None), default=None)
    return Held(
        organ=tenure.organ,
        mode=tenure.mode,
        since=tenure.valid_from,
        until=until,
        territory=tenure.territory,
    )


def _lasts(held: Held) -> bool:
    return held.until is None or held.since < held.until


def problems(
    lines: Mapping[str, tuple[Held, ...]], since: date, ends: Mapping[str, date]
) -> tuple[HolderProblem, ...]:
    """O9: each interval from the reform on in which a power has no holder, or two. Whom somebody entrusted with it (U6)
    holds nothing: he makes no second holder, and none where the first is gone.

    Args:
        ends: power id → first day on which it is no power any more (merged).
    """
    found = [
        problem
        for power, held in sorted(lines.items())
        for territory in sorted({h.territory for h in held})
        for problem in _of_power(power, territory, held, since, ends.get(power))
    ]
    return tuple(found)


def _of_power(
    power: str, territory: str, held: Sequence[Held], since: date, end: date | None
) -> Iterator[HolderProblem]:
    here = [h for h in held if h.territory == territory and h.mode is not Mode.ENTRUSTED_BY]
    days = {since, *(h.since for h in here), *(h.until for h in here if h.until)}
    cuts = sorted(d for d in days if d >= since and (end is None or d < end))
    for day, following in zip(cuts, [*cuts, end][1:], strict=True) if cuts else ():
        fault = _fault([h for h in here if h.since <= day and (h.until is None or day < h.until)])
        if fault is not None:
            yield _problem(power, territory, here, (day, following), fault)


def _fault(now: Sequence[Held]) -> HolderFault | None:
    """Several hold jointly only where all of them are recorded so."""
    if not now:
        return HolderFault.WITHOUT_HOLDER
    joint = all(h.mode is Mode.JOINT for h in now)
    return HolderFault.WITH_TWO_HOLDERS if len({h.organ for h in now}) > 1 and not joint else None


def _problem(
    power: str,
    territory: str,
    held: Sequence[Held],
    span: tuple[date, date | None],
    fault: HolderFault,
) -> HolderProblem:
    day, until = span
    now = [h.organ for h in held if h.since <= day and (h.until is None or day < h.until)]
    to = f"至{until.isoformat()}前" if until else "起"
    lacks = fault is HolderFault.WITHOUT_HOLDER
    said = "没有行使主体" if lacks else f"有{len(set(now))}个行使主体"
    return HolderProblem(
        power=power,
        fault=fault,
        since=day,
        until=until,
        organs=tuple(sorted(set(now))),
        territory=territory,
        sentence=f"职权 {power} 自{day.isoformat()}{to}{said}",
    )


def share_lost(power: str, organ: str, since: date) -> HolderProblem:
    """O9: one of several joint holders ceases to be, and nobody receives its share."""
    return HolderProblem(
        power=power,
        fault=HolderFault.WITHOUT_HOLDER,
        since=since,
        until=None,
        organs=(organ,),
        territory="",
        sentence=f"职权 {power} 自{since.isoformat()}起共同行使的机构不再存在，其份额无人承接",
    )


def held_on(tenures: Iterable[Tenure], on: date) -> dict[str, set[str]]:
    """By power, who holds it on that day; whoever is only entrusted with it does not."""
    found: dict[str, set[str]] = defaultdict(set)
    for tenure in tenures:
        lasts = tenure.valid_from <= on and (tenure.to is None or on < tenure.to)
        if lasts and tenure.mode is not Mode.ENTRUSTED_BY:
            found[tenure.power].add(tenure.organ)
    return found


def holder_among(named: str, powers: Iterable[str], held: Mapping[str, Collection[str]]) -> str:
    """Who holds these powers: of several that hold jointly the one that is named, if he is among them."""
    now = {organ for power in powers for organ in held.get(power, ())}
    return min(now) if now and named not in now else named
