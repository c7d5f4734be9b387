"""引用: reads what the texts of lists and statutes cite, down to 条, 款, 项 and 目. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from legal.citations import cells, running
from legal.citations.checks import check
from legal.citations.model import Fault, Kind, Position, Reference
from legal.citations.numbers import is_number_key, number_key, own_numbers
from legal.citations.titles import candidates, normalise_title
from legal.place import Place

__all__ = [
    "Fault",
    "Kind",
    "Position",
    "Reference",
    "candidates",
    "check",
    "is_number_key",
    "normalise_title",
    "number_key",
    "own_numbers",
    "parse",
    "references_in_statute",
]


def parse(
    text: str,
    *,
    self_title: str | None = None,
    place: Place | None = None,
    defined: Mapping[str, str] | None = None,
) -> tuple[Reference, ...]:
    """Every reference of a text in order.

    A list's cell (level tags, titles, articles with their quoted text) is told from running statute text by its
    layout; a text with a place in a statute is running text unless it has level tags.

    Args:
        self_title: the statute in which the text stands (本法, 第三条).
        place: where in it, for 前款 and 本条.
        defined: short names that the document defines, with their titles.
    """
    if place is None and self_title is None and not defined:
        return _on_its_own(text)
    return _read(text, self_title, place, defined)


@lru_cache(maxsize=4096)
def _on_its_own(text: str) -> tuple[Reference, ...]:
    """Lists print the same cell in hundreds of rows, and each is read for its elements and for its faults."""
    return _read(text, None, None, None)


def _read(
    text: str, self_title: str | None, place: Place | None, defined: Mapping[str, str] | None
) -> tuple[Reference, ...]:
    if cells.is_cell(text, within_statute=place is not None):
        return cells.references(text, self_title=self_title)
    return running.references(text, self_title=self_title, place=place, defined=defined)


def references_in_statute(text: str, place: Place) -> tuple[Reference, ...]:
    """References of a provision's text to its own statute (本法第三条, 第三条, 前款), resolved, with their spans.

    Their title is None. Every other reference has one.
    """
    found = running.references(text, place=place)
    return tuple(reference for reference in found if reference.title is None)
