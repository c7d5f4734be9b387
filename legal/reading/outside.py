"""文外: what a document holds beside its body. It is no text of the statute, and yet nothing of it is lost silently.

A reader puts each such thing at the end of the lines, as a comment; it stays with the source and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from legal.reading.checks import finding
from legal.statute import Finding, Severity

_MARK = re.compile(r"<!-- 文外·(?P<what>[^：]+)：(?P<words>.*) -->")
_USUAL = {"页眉", "页脚"}


def mark(what: str, words: str) -> str:
    """A line that keeps what stands outside the body: 脚注, 页眉, 图片."""
    flat = " ".join(words.split()).replace("--", "——")
    return f"<!-- 文外·{what}：{flat} -->"


def outside(source: tuple[str, ...]) -> Iterator[Finding]:
    """Everything that a reader kept beside the body."""
    for number, line in enumerate(source, 1):
        if found := _MARK.fullmatch(line):
            severity = Severity.NOTE if found["what"] in _USUAL else Severity.WARNING
            message = f"文档的{found['what']}没有作为条文读入：{found['words']}"
            yield finding("outside_body", severity, number, found["what"], message)
