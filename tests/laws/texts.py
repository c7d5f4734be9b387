"""Small statutes of our own wording for the tests of the readers, and where the real ones are."""

import os
from pathlib import Path

import pytest

from legal.reading import read_lines
from legal.statute import Finding, Statute

ROOT = Path(__file__).resolve().parents[2]
LAWS = Path(os.environ.get("QUANZE_SHARED", ROOT.parent / "shared")) / "data" / "laws"

needs_laws = pytest.mark.skipif(
    not LAWS.is_dir(), reason="left out: the 111 real statutes of ../shared/data/laws are not here"
)

TOP = ("# 河灯管理办法", "", "2019年3月1日 某市人民政府令第1号公布", "", "<!-- INFO END -->", "")
FIRST = "第一条 为了管理河灯，制定本办法。"
LAST = "本办法自2019年5月1日起施行。"


def read(*body: str) -> Statute:
    """The statute in the published Markdown form, a blank line between all lines."""
    return read_lines([*TOP, *(line for text in body for line in (text, ""))])


def printed(statute: Statute) -> list[str]:
    """Every unit as ``place text``, so that a test shows the whole structure at a glance."""
    lines: list[str] = []
    for article in statute.articles:
        for paragraph in article.paragraphs:
            at = f"{article.place}¶{paragraph.number}"
            lines.append(f"{at} {paragraph.text}")
            for item in paragraph.items:
                lines.append(f"{at}({item.number}) {item.text}")
                lines += [f"{at}({item.number}).{sub.number} {sub.text}" for sub in item.subitems]
    return lines


def headings(statute: Statute) -> list[str]:
    """Every division as ``level number title first–last``."""
    return [
        f"{division.level.value}{division.number} {division.title} {division.first}–{division.last}"
        for division in statute.divisions
    ]


def found(statute: Statute, code: str) -> list[Finding]:
    """The findings of one kind."""
    return [finding for finding in statute.findings if finding.code == code]


def codes(statute: Statute) -> set[str]:
    """The kinds of findings."""
    return {finding.code for finding in statute.findings}
