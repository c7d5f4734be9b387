"""题注: title, 沿革 and 施行日期 from what stands above the body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from legal.numerals import NUMBER, to_int
from legal.reading.source import WHITE, Line, squeeze, trim
from legal.statute import Event, Finding, Severity

_DATE = rf"(?P<y>{NUMBER}){{s}}[年./-]{{s}}(?P<m>{NUMBER}){{s}}[月./-]{{s}}(?P<d>{NUMBER}){{s}}日?".replace(
    "{s}", rf"[{WHITE}]*"
)
_DATED = re.compile(_DATE)
_JOINED = re.compile(rf"(?<=[^{WHITE}；;])[{WHITE}；;]++(?=(?:根据|自)?[{WHITE}]*{NUMBER}年)")
_IN_FORCE = re.compile(rf"自?(?:{_DATE})[{WHITE}]*(?:零时)?起?[{WHITE}]*(?:施行|实施|生效|执行)")
_LEADS = {"", "根据", "自", "于", "（"}
_ADOPTED = re.compile(r"通过|公布|修订|修正|发布|批准")
_FINISHED = re.compile(
    r"(?:通过|修订|修正|公布|颁布|批准|施行|发布|修改|实施|废止|[）)])[。，；]?$"
)


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says."""

    history: tuple[Event, ...]
    effective: date | None
    findings: tuple[Finding, ...]


class _Reading:
    """Events and findings while the lines of a header are read."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.in_force: list[date] = []
        self.findings: list[Finding] = []

    def report(
        self, code: str, severity: Severity, line: Line, message: str, repaired: bool = False
    ) -> None:
        self.findings.append(
            Finding(
                code=code,
                severity=severity,
                line=line.number,
                place="题注",
                message=message,
                repaired=repaired,
            )
        )

    def take(self, line: Line) -> None:
        parts = [trim(part) for part in _JOINED.split(line.text)]
        if len(parts) > 1:
            message = "一行中有几次沿革，已分开"
            self.report("history_joined", Severity.NOTE, line, message, repaired=True)
        for part in parts:
            self._event(part, line)

    def _event(self, text: str, line: Line) -> None:
        self.in_force += [day for found in _IN_FORCE.finditer(text) if (day := _day(found))]
        text = _unbracketed(text)
        found = _DATED.search(text)
        if found is None or not _opens_event(text, found, self.events):
            self._undated(text, line)
            return
        day = _day(found)
        if day is None:
            message = f"沿革中的日期不存在：{squeeze(found[0])}"
            self.report("history_date", Severity.WARNING, line, message)
        words = trim(text[found.end() :]) if found.start() == 0 else text
        self.events.append(Event(day=day, text=words))

    def _undated(self, text: str, line: Line) -> None:
        before = self.events[-1] if self.events else None
        if before is not None and before.day and _broken(before.text, text):
            self.events[-1] = Event(day=before.day, text=before.text + text)
            message = "沿革断成两行，已接上"
            self.report("history_broken", Severity.NOTE, line, message, repaired=True)
        else:
            self.events.append(Event(day=None, text=text))


def _unbracketed(text: str) -> str:
    """（…） around the whole 沿革 belongs to none of its events."""
    if text[:1] in "（(" and (text[-1:] in "）)" or _unclosed(text, "（(", "）)") > 0):
        text = trim(text[1:])
    return trim(text[:-1]) if _unclosed(text, "（(", "）)") < 0 else text


def _unclosed(text: str, opening: str, closing: str) -> int:
    return sum(text.count(mark) for mark in opening) - sum(text.count(mark) for mark in closing)


def _opens_event(text: str, found: re.Match[str], before: list[Event]) -> bool:
    """Whether the date found is the event's: it stands first, or the sentence tells an adoption."""
    if squeeze(text[: found.start()]) in _LEADS:
        return True
    goes_on = bool(before) and before[-1].day is not None and _broken(before[-1].text, text)
    return not goes_on and not _IN_FORCE.match(text, found.start()) and bool(_ADOPTED.search(text))


def read(lines: list[Line]) -> Header:
    """The header's lines below the title, as events; oldest first."""
    reading = _Reading()
    for line in lines:
        reading.take(line)
    events = _oldest_first(reading.events)
    first = lines[0] if lines else Line(0, "")
    if not any(event.day for event in events):
        reading.report("history_missing", Severity.NOTE, first, "题注中没有带日期的沿革")
    effective = _effective(reading, events, first)
    return Header(events, effective, tuple(reading.findings))


def _effective(reading: _Reading, events: tuple[Event, ...], line: Line) -> date | None:
    """施行日期: the latest of the header, if it is this version's; a date before the last amendment is the first version's."""
    if not reading.in_force:
        return None
    effective = max(reading.in_force)
    others = [event.day for event in events if event.day and not event.only_in_force]
    if others and effective < max(others):
        message = f"题注中的施行日期 {effective.isoformat()} 早于本文本的最后一次修改，不能作为本文本的施行日期"
        reading.report("effective_before_version", Severity.WARNING, line, message)
        return None
    return effective


def _oldest_first(events: list[Event]) -> tuple[Event, ...]:
    keyed: list[tuple[date, Event]] = []
    latest = date.min
    for event in events:
        latest = event.day or latest
        keyed.append((latest, event))
    return tuple(event for _, event in sorted(keyed, key=lambda pair: pair[0]))


def _broken(before: str, after: str) -> bool:
    """Whether ``after`` goes on where ``before`` was cut."""
    opened = _unclosed(before, "《〈（<", "》〉）>")
    return opened > 0 or after[:1] in "〈<《）》" or not _FINISHED.search(before)


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(to_int(found["y"]), to_int(found["m"]), to_int(found["d"]))
    except ValueError:
        return None
