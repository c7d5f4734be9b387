"""摘要: what was read, for the command line and for a person who decides whether to import it."""

from __future__ import annotations

from typing import Any

from legal.statute import Article, Finding, Severity, Statute


def describe(statute: Statute) -> dict[str, Any]:
    """Title, history, effective date, counts and findings, ready for JSON."""
    own = [article for article in statute.articles if not article.annex]
    return {
        "title": statute.title,
        "complete": statute.complete,
        "effective": statute.effective.isoformat() if statute.effective else None,
        "history": [
            {"day": event.day.isoformat() if event.day else None, "text": event.text}
            for event in statute.history
        ],
        "counts": _counts(statute, own),
        "first": own[0].number if own else None,
        "last": own[-1].number if own else None,
        "findings": [_finding(finding) for finding in statute.findings],
    }


def _counts(statute: Statute, own: list[Article]) -> dict[str, int]:
    paragraphs = [paragraph for article in own for paragraph in article.paragraphs]
    items = [item for paragraph in paragraphs for item in paragraph.items]
    findings = [finding.severity for finding in statute.findings]
    return {
        "divisions": len(statute.divisions),
        "articles": len(own),
        "paragraphs": len(paragraphs),
        "items": len(items),
        "subitems": sum(len(item.subitems) for item in items),
        "annex_items": len(statute.articles) - len(own),
        "loose_lines": len(statute.loose),
        "repaired": sum(finding.repaired for finding in statute.findings),
        "warnings": findings.count(Severity.WARNING),
        "incomplete": findings.count(Severity.INCOMPLETE),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "line": finding.line,
        "place": finding.place,
        "message": finding.message,
        "repaired": finding.repaired,
    }
