"""引用的查错: what a printed citation says wrongly. Found and told to a person, never silently mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from legal.citations.levels import level, of_tag
from legal.citations.model import Fault, Kind, Reference
from legal.statute import Finding, Severity

_MESSAGES: dict[Fault, tuple[Severity, str]] = {
    Fault.TITLE_MARKS: (Severity.WARNING, "书名号缺失或多余：{}"),
    Fault.TITLE_UNMARKED: (Severity.NOTE, "法规名称未加书名号：{}"),
    Fault.TITLE_REPEATED: (Severity.NOTE, "法规名称重复书写：{}"),
    Fault.INFORMAL_TITLE: (Severity.NOTE, "使用了习惯简称，不是法定名称：{}"),
    Fault.TAG_MARKS: (Severity.WARNING, "效力级别标注有误或括号不全：{}"),
    Fault.BRACKETS: (Severity.WARNING, "括号不配对：{}"),
    Fault.DOC_NUMBER_BRACKETS: (Severity.NOTE, "文号年份应使用六角括号〔〕：{}"),
    Fault.IMPOSSIBLE_DATE: (Severity.WARNING, "日期不存在：{}"),
    Fault.BACKWARD_RANGE: (Severity.WARNING, "引用范围前大后小：{}"),
    Fault.LONG_RANGE: (Severity.WARNING, "引用范围过大，未逐项展开：{}"),
    Fault.NUMERAL: (Severity.WARNING, "数字书写有误：{}"),
    Fault.UNRESOLVED: (Severity.WARNING, "“{}”指向不明，需要人工确认"),
}


def check(reference: Reference) -> tuple[Finding, ...]:
    """Every finding on one reference, with Chinese messages for people."""
    return tuple(finding for checker in _CHECKERS for finding in checker(reference))


def _faults(reference: Reference) -> Iterator[Finding]:
    for fault, printed in reference.faults:
        severity, message = _MESSAGES[fault]
        yield _finding(reference, fault.value, severity, message.format(printed))


def _level(reference: Reference) -> Iterator[Finding]:
    """错标效力级别: the printed tag against the level that title and number tell."""
    if reference.tag is None or reference.title is None:
        return
    found, meant = (
        level(reference.title, reference.doc_number, reference.history),
        of_tag(reference.tag),
    )
    if found is not None and meant and found not in meant:
        message = f"《{reference.title}》标注为【{reference.tag}】，按名称和文号应为{found.value}"
        yield _finding(reference, "wrong_level", Severity.WARNING, message)


def _title(reference: Reference) -> Iterator[Finding]:
    if reference.title is None and reference.kind is Kind.TITLED:
        yield _finding(
            reference, "title_missing", Severity.WARNING, "有效力级别标注，但没有写明法规名称"
        )


def _finding(reference: Reference, code: str, severity: Severity, message: str) -> Finding:
    place = reference.place
    return Finding(
        code=code,
        severity=severity,
        line=0,
        place="" if place is None else str(place),
        message=message,
    )


_CHECKERS: tuple[Callable[[Reference], Iterator[Finding]], ...] = (_faults, _level, _title)
