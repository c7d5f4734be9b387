"""法律状态 on a day: what holds on it, and whether a day that is known already will end the power (3.2)."""

from __future__ import annotations

from datetime import date

from graph.model.judgement import Judgement, LegalStatus
from graph.model.power import Power
from graph.rules.days import Calendar, JudgeOn
from graph.rules.pack import RulePack
from graph.rules.survival import judge, legal_status


def status_of(
    power: Power, calendar: Calendar, judgement: Judgement, pack: RulePack
) -> LegalStatus:
    """法律状态 on the day of a judgement, of the power or of the sub-item that was judged.

    Args:
        calendar: of the law that the judgement was made from; one for many powers.
    """

    def judge_on(one: Power, day: date, sub_item: str) -> Judgement:
        return judge(one, calendar.book, day, pack, sub_item=sub_item)

    return status_by(judge_on, power, calendar, judgement)


def status_by(
    judge_on: JudgeOn, power: Power, calendar: Calendar, judgement: Judgement
) -> LegalStatus:
    """The same by a judge who may have heard the later days already: 即将失效 when one of them leaves the power dead."""
    later = sorted(day for day in calendar.of(power) if day > judgement.on)
    return legal_status(judgement, (judge_on(power, day, judgement.sub_item) for day in later))
