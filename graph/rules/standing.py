"""法律状态 on a day: what holds on it, and whether a day that is known already will end the power (3.2)."""

from __future__ import annotations

from graph.model.judgement import Judgement, LegalStatus
from graph.model.power import Power
from graph.rules.days import Calendar, JudgeOn
from graph.rules.survival import legal_status


def status_of(
    power: Power, calendar: Calendar, judgement: Judgement, judge_on: JudgeOn
) -> LegalStatus:
    """法律状态 on the day of a judgement: 即将失效 when a later known day leaves the power dead.

    Args:
        calendar: of the law that the judgement was made from; one for many powers.
    """
    later = sorted(day for day in calendar.of(power) if day > judgement.on)
    return legal_status(judgement, (judge_on(power, day, judgement.sub_item) for day in later))
