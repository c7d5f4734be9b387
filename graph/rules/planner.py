"""方案: from one cause to its hits, draft items and tasks. Pure: the same facts give the same plan, in any order.

``simulate`` shows the plan, ``commit`` writes it; ``Plan.digest`` says that they are the same (I8).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from graph.model.judgement import Judgement, LawBook
from graph.model.plan import Cause, DraftItem, Plan
from graph.model.power import ListStatus, Power
from graph.rules.cases import Bench, Dossier, corrected, is_excluded, open_dossier
from graph.rules.days import Calendar, JudgeOn, cause_days
from graph.rules.digest import plan_hash
from graph.rules.drafts import Desk
from graph.rules.grants import of_grants
from graph.rules.hits import Ledger
from graph.rules.pack import RulePack
from graph.rules.rulings import Ruling, rule_on
from graph.rules.survival import judge
from graph.rules.tasks import merge


def plan(
    cause: Cause,
    powers: Sequence[Power],
    book: LawBook,
    pack: RulePack,
    *,
    today: date,
    complete: bool = True,
    others: Sequence[Cause] = (),
    on: date | None = None,
) -> Plan:
    """方案 of one cause, over the listed powers.

    Args:
        powers: all that the cause may hit; each is judged on the days of the cause and on each later known day.
        today: in Asia/Shanghai; marks what is late (T5).
        complete: False when anything that had to be read could not be; everything is then only watched (L0).
        others: the other known causes, so that what they bring on the same or a later day is told as theirs.
        on: the day on which its rows are seen (``graph.rules.as_of``); None for the effective day of each.
    """
    bench = _bench((cause, *others), corrected(book), pack, complete=complete, on=on)
    listed = sorted((p for p in powers if p.status is ListStatus.LISTED), key=lambda p: p.id)
    dossiers = [dossier for power in listed for dossier in _dossiers(bench, power)]
    hit = {dossier.power.id for dossier in dossiers}
    excluded = tuple(p.id for p in listed if p.id not in hit and _excluded(bench, p))
    desk = Desk(
        pack=f"{pack.id}@{pack.version}",
        today=today,
        causes=(cause.id,),
        days={each.id: cause_days(each, bench.book) for each in bench.ledger.causes},
        shared=_shared_elements(listed),
    )
    rulings = [rule_on(dossier, bench, desk) for dossier in _with_sharers(dossiers)]
    return _plan(bench, desk, rulings, excluded)


def _bench(
    causes: tuple[Cause, ...], book: LawBook, pack: RulePack, *, complete: bool, on: date | None
) -> Bench:
    return Bench(
        ledger=Ledger(book=book, causes=causes),
        calendar=Calendar(book=book),
        judge_on=_remembering(book, pack),
        cause=causes[0],
        district=pack.territory,
        pause_limit=pack.thresholds.suspension_days,
        alarm_days=pack.thresholds.alarm_days,
        remedies=pack.remedies,
        complete=complete,
        seen_on=on,
    )


def _remembering(book: LawBook, pack: RulePack) -> JudgeOn:
    """The judge, who hears each power, day and sub-item once."""
    heard: dict[tuple[str, date, str], Judgement] = {}

    def judge_on(power: Power, on: date, sub_item: str) -> Judgement:
        asked = (power.id, on, sub_item)
        if asked not in heard:
            heard[asked] = judge(power, book, on, pack, sub_item=sub_item)
        return heard[asked]

    return judge_on


def _dossiers(bench: Bench, power: Power) -> list[Dossier]:
    """The days of the cause on which the power is hit, and after the first each later day (3.2, last line)."""
    days = cause_days(bench.cause, bench.book)
    own = [open_dossier(bench, power, day) for day in days]
    hit = [dossier for dossier in own if dossier.hit]
    if not hit:
        return []
    later = sorted(d for d in bench.calendar.of(power) if d > hit[0].on and d not in days)
    following = (open_dossier(bench, power, day) for day in later)
    found = [*hit, *(dossier for dossier in following if dossier.hit)]
    return sorted(found, key=lambda dossier: dossier.on)


def _excluded(bench: Bench, power: Power) -> bool:
    return any(is_excluded(bench, power, day) for day in cause_days(bench.cause, bench.book))


def _shared_elements(powers: Iterable[Power]) -> frozenset[str]:
    """E11: content hashes that more than one power has for the same element."""
    counted = Counter(pair for power in powers for pair in power.elements)
    return frozenset(content for (_, content), n in counted.items() if n > 1)


def _with_sharers(dossiers: Sequence[Dossier]) -> list[Dossier]:
    """L11: units on which, on one day, several powers of one holder rest."""
    resting = Counter(entry for d in dossiers for entry in _resting(d))
    return [
        replace(
            dossier,
            whole=replace(
                dossier.whole,
                shared=frozenset(e[2] for e in _resting(dossier) if resting[e] > 1),
            ),
        )
        for dossier in dossiers
    ]


def _resting(dossier: Dossier) -> set[tuple[date, str, str]]:
    holder = dossier.power.holder
    return {(dossier.on, holder, unit) for hit in dossier.whole.basis for unit in hit.after.now}


def _plan(bench: Bench, desk: Desk, rulings: Sequence[Ruling], excluded: tuple[str, ...]) -> Plan:
    granted = of_grants(bench, desk)
    added = granted if bench.complete else replace(granted, items=(), tasks=())
    items = [item for ruling in rulings for item in ruling.items] + list(added.items)
    tasks = [task for ruling in rulings for task in ruling.tasks] + list(added.tasks)
    drawn = Plan(
        cause=bench.cause.id,
        hits=tuple(row for ruling in rulings for row in ruling.rows),
        items=tuple(sorted(items, key=lambda i: (i.effective, i.powers, i.sub_item, i.key))),
        tasks=merge(tasks),
        judgements=tuple(j for ruling in rulings for j in ruling.judgements),
        excluded=excluded,
        complete=bench.complete,
        pack=desk.pack,
        digest="",
    )
    return replace(drawn, digest=plan_hash(_timeless(drawn)))


def _timeless(drawn: Plan) -> Plan:
    """Whether an item is late is said by the day on which one asks, not by the facts (I8)."""
    items: tuple[DraftItem, ...] = tuple(replace(item, late=False) for item in drawn.items)
    return replace(drawn, items=items)
