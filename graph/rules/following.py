"""追踪: a cited unit through everything that happened to it by the day."""

from __future__ import annotations

from dataclasses import replace

from graph.model.law import ProvisionVersion
from graph.rules.branch import Branch, Inquiry
from graph.rules.effects import apply
from graph.rules.frame import Event, Frame
from graph.rules.texts import advance, undated
from graph.rules.wording import day, step, unit_name


def follow(unit: ProvisionVersion, frame: Frame, inquiry: Inquiry) -> tuple[Branch, ...]:
    """Where a unit went: one branch for each text that it stands on by the day."""
    begun = _begin(unit, frame)
    ends = (begun,) if begun.lost else _run(begun, frame, inquiry)
    return tuple(undated(branch, frame) for branch in ends)


def _begin(unit: ProvisionVersion, frame: Frame) -> Branch:
    """At the text cited; on a day before it was in force, at the same provision in the text of that day."""
    text = frame.text(unit.version)
    start = Branch.start(unit)
    if text is not None and text.effective is not None and text.effective <= frame.on:
        return start
    earlier = frame.now_of(unit)
    if earlier is not None:
        return start.at(earlier)
    when = "未录入" if text is None else f"{day(text.effective)}施行"
    said = f"引用的{unit_name(unit, frame.book)}的文本（{when}）在{day(frame.on)}不在施行中"
    record = text.id if text else unit.id
    return replace(start.doubting(step("T1", record, said), record), lost=True)


def _run(branch: Branch, frame: Frame, inquiry: Inquiry) -> tuple[Branch, ...]:
    for event in frame.events(branch.unit):
        first, *others = _meet(branch, event, frame, inquiry)
        if others or first.unit.instrument != branch.unit.instrument:
            return tuple(end for one in (first, *others) for end in _run(one, frame, inquiry))
        branch = first
    return (branch,)


def _meet(branch: Branch, event: Event, frame: Frame, inquiry: Inquiry) -> tuple[Branch, ...]:
    if event.text is not None:
        return advance(branch, event.text, frame, inquiry)
    assert event.effect is not None
    return apply(branch, event.effect, frame, inquiry)
