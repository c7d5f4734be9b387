"""法律状态 as resolvers ask for it: by the law that they have read and the rule pack of the desk."""

from __future__ import annotations

from datetime import date

from graph.model.judgement import Judgement, LegalStatus
from graph.model.power import Power
from graph.rules import standing
from graph.rules.days import Calendar
from graph.rules.pack import RulePack
from graph.rules.survival import judge


def status_of(
    power: Power, calendar: Calendar, judgement: Judgement, pack: RulePack
) -> LegalStatus:
    """法律状态 on the day of a judgement, of the power or of the sub-item that was judged.

    Args:
        calendar: of the law that the judgement was made from; one for many powers.
    """

    def judge_on(one: Power, day: date, sub_item: str) -> Judgement:
        return judge(one, calendar.book, day, pack, sub_item=sub_item)

    return standing.status_of(power, calendar, judgement, judge_on)
