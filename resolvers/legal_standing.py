"""法律状态 on a day: what holds on it, and whether a day that is known already will end the power."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.judgement import Judgement, LegalStatus
from graph.model.power import Power
from graph.rules.days import Calendar
from graph.rules.pack import RulePack
from graph.rules.survival import judge, legal_status


def status_of(
    power: Power, calendar: Calendar, judgement: Judgement, pack: RulePack, *, sub_item: str = ""
) -> LegalStatus:
    """法律状态 on the day of a judgement: 即将失效 when a later known day leaves the power dead (3.2).

    Args:
        calendar: of the law that the judgement was made from; one for many powers.
    """

    def later() -> Iterator[Judgement]:
        for day in sorted(d for d in calendar.of(power) if d > judgement.on):
            yield judge(power, calendar.book, day, pack, sub_item=sub_item)

    return legal_status(judgement, later())
