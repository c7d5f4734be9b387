"""docs/glossary.md tells the truth: each term opens what it names, and no class has a refused name."""

from __future__ import annotations

import ast
import re

import pytest

from tests.documents.finding import document, find, says, table
from tests.documents.sources import nodes

TEXT = document("docs/glossary.md")
TERMS = list(table(TEXT, "Terms"))
CLASSES = {node.name: path for path, node in nodes() if isinstance(node, ast.ClassDef)}


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term[1])
def test_a_term_opens_what_it_names(term: list[str]) -> None:
    chinese, _, where, _ = term
    opening = re.split(r"[:.\n]", says(find(where.strip("`"))))[0]

    assert chinese in opening


def test_no_term_and_no_place_stands_twice() -> None:
    for column in (0, 1, 2):
        words = [term[column] for term in TERMS]
        assert len(words) == len(set(words))


def test_no_class_has_a_name_that_the_glossary_refuses() -> None:
    refused = {word.strip() for term in TERMS for word in term[3].split(",")}

    assert {name: CLASSES[name] for name in refused & set(CLASSES)} == {}
