"""The other documents: errors, decisions, the changelog."""

from __future__ import annotations

import re

import pytest

from graph.errors import DomainError
from graph.workflow import STEPS
from server.documents.errors import domain_errors, sentences
from server.documents.workflow import workflow_md
from tests.documents.finding import ROOT, document

CHINESE = re.compile(r"^[^a-zA-Z]*[一-鿿]")
PARTS = ("Context", "Decision", "Consequences", "Enforced by")
DECISIONS = sorted((ROOT / "docs/adr").glob("*.md"))
TEST = re.compile(r"`(tests/[\w/]+\.py)`")


@pytest.mark.parametrize("error", domain_errors(), ids=lambda error: error.__name__)
def test_an_error_has_its_chinese_term_and_sentence(error: type[DomainError]) -> None:
    bases = [base for base in error.__mro__ if issubclass(base, DomainError)]

    assert CHINESE.match(error.__doc__ or "")
    assert any(sentences(base) for base in bases) or error.__subclasses__()
    assert all(re.search("[一-鿿]", said) or said.startswith("〈") for said in sentences(error))


def test_no_two_errors_have_one_name() -> None:
    names = [error.__name__ for error in domain_errors()]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_parts_and_names_tests_that_exist(path: object) -> None:
    text = (ROOT / "docs/adr" / str(path)).read_text("utf-8")

    assert [part for part in PARTS if f"**{part}.**" not in text] == []
    assert [test for test in TEST.findall(text) if not (ROOT / test).exists()] == []


def test_decisions_are_numbered_without_gap() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]

    assert numbers == list(range(1, len(numbers) + 1))


def test_the_drawing_has_every_step() -> None:
    text = workflow_md()
    for step in STEPS:
        row = f"| {step.source.value} | {step.action.value} | {step.verdict.value} |"
        assert row in text


def test_the_changelog_keeps_its_form() -> None:
    heads = re.findall(r"^## \[(.+?)\]", document("CHANGELOG.md"), re.MULTILINE)
    kinds = set(re.findall(r"^### (.+)$", document("CHANGELOG.md"), re.MULTILINE))

    assert heads[0] == "Unreleased"
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Not yet"}
