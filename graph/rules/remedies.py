"""救济途径的计算: what the law of the day, or a ruling, says of one power (R4.9, E6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.model.power import Power
from graph.model.remedy import Remedy, RemedyRuling
from graph.rules.rows_remedy import Forum, RemedyRow


def remedy_for(power: Power, on: date, rows: Sequence[RemedyRow]) -> Remedy:
    """救济途径 of a power on a day: as ruled for it, else for its holder, else as computed."""
    ruling = _ruled(power, on)
    if ruling is not None:
        return Remedy(
            review=ruling.review, court=ruling.court, articles=(ruling.document,), ruling=ruling
        )
    review, court = (_row(power, on, rows, forum) for forum in (Forum.REVIEW, Forum.COURT))
    found = [row for row in (review, court) if row is not None]
    return Remedy(
        review=review.said if review else "",
        court=court.said if court else "",
        articles=tuple(f"（{row.article}）" for row in found),
        rows=tuple(row.id for row in found),
    )


def _ruled(power: Power, on: date) -> RemedyRuling | None:
    begun = sorted((r for r in power.remedies if r.since <= on), key=lambda r: r.since)
    own = [ruling for ruling in begun if ruling.subject == power.id]
    return next(reversed(own or begun), None)


def _row(power: Power, on: date, rows: Sequence[RemedyRow], forum: Forum) -> RemedyRow | None:
    fits = (
        row
        for row in rows
        if row.forum is forum
        and power.holder_kind in row.kinds
        and row.since <= on
        and (row.until is None or on < row.until)
    )
    return next(fits, None)


def newly_told(power: Power, before: date, on: date, rows: Sequence[RemedyRow]) -> str:
    """E6: what is to be told from this day; "" where nothing is computed, or it stays as it was."""
    was, is_ = remedy_for(power, before, rows), remedy_for(power, on, rows)
    moved = (was.review, was.court) != (is_.review, is_.court)
    return is_.text if moved and was.text else ""
