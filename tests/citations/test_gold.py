"""Held to real texts, where they are present: citation strings of statutes, cells of 14 published workbooks.

How the gold was made, and the figures of the first run over what the parser had not seen, are in docs/measurements.md.
"""

import pytest

from tests.citations import measuring


@pytest.mark.skipif(
    not measuring.STATUTES.exists(),
    reason=f"left out: {measuring.STATUTES.name}, the 100 citation strings of statutes",
)
@pytest.mark.parametrize(("difficulty", "least"), [("simple", 0.99), ("hard", 0.95)])
def test_citation_strings_of_statutes(difficulty: str, least: float) -> None:
    figures = measuring.of_statutes(difficulty)

    assert figures.share_of_entries >= least, figures.wrong


@pytest.mark.skipif(
    not measuring.LISTS.exists(),
    reason=f"left out: {measuring.LISTS.name}, the 14 published workbooks",
)
@pytest.mark.parametrize("part", measuring.PARTS)
def test_cells_of_published_lists(part: str) -> None:
    figures = measuring.of_cells(part)

    assert figures.share_of_references >= 0.98, figures.wrong
    assert figures.share_of_entries >= 0.93, figures.wrong
    assert figures.invented / figures.references <= 0.02, figures.wrong
