"""源行: the lines of a file as they came, and the same lines ready to be recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

WHITE = " \t\r\n\f\v\u3000\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\ufeff\u00ad"
"""Regex class body: white space and invisible characters, as they stand around words in published texts."""

SENTENCE_ENDS = "。；：:;！？!?…”’」』）)】》|"
"""With what a line ends that is not broken off."""

_ANY = re.compile(rf"[{WHITE}]+")
_EACH = "".join(re.findall(rf"[{WHITE}]", "".join(map(chr, range(0x10000)))))
_COMMENT = re.compile(r"<!--(?:(?!<!--|-->).)*+-->")
_HASHES = re.compile(r"#{1,6}(?!\S*#)")
_BULLET = re.compile(r"^[-*+][ \t]+(?=[第（(附目])")
_BOLD = re.compile(r"(\*\*|__)(?P<words>.+?)\1")


@dataclass(frozen=True, slots=True)
class Line:
    """一行: words without the marks of Markdown.

    Attributes:
        number: in the file, from 1.
        depth: how many # stood before it; 0 for none.
    """

    number: int
    text: str
    depth: int = 0


def trim(text: str) -> str:
    """The words without white space and invisible characters around them; inside nothing changes."""
    return text.strip(_EACH)


def squeeze(text: str) -> str:
    """The words without any white space: a key for comparing, never a text to keep."""
    return _ANY.sub("", text)


def prepare(source: Iterable[str], first: int = 1) -> list[Line]:
    """The lines that say something, numbered; comments and blank lines are left out."""
    lines = (_prepare(number, raw) for number, raw in enumerate(source, first))
    return [line for line in lines if line.text]


def _prepare(number: int, raw: str) -> Line:
    text = trim(_COMMENT.sub("", raw))
    hashes = _HASHES.match(text)
    depth = hashes.end() if hashes else 0
    text = _BULLET.sub("", trim(text[depth:]), count=1)
    bold = _BOLD.match(text)
    return Line(number, trim(bold["words"] + text[bold.end() :]) if bold else text, depth)


def split_lines(text: str) -> list[str]:
    r"""The lines at \n, \r\n and \r only: other separators stand inside published lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
