"""Every Cypher query of ``graph/`` is planned by a real Neo4j: none is misspelt, none walks over all nodes.

A query that reads all nodes of a label, or joins two things that nothing joins, stands below with its reason.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any, LiteralString, cast

import pytest
from neo4j import AsyncDriver

import graph as package
from graph.db import Graph

CYPHER = re.compile(r"^\s*(//.*\n\s*)*(OPTIONAL MATCH|MATCH|MERGE|CREATE|UNWIND|CALL|WITH)\b")


def _queries() -> dict[str, str]:
    """Module.NAME → text of every constant that is a whole query."""
    found: dict[str, str] = {}
    for module in pkgutil.walk_packages(package.__path__, "graph."):
        names = vars(importlib.import_module(module.name))
        constants = {n: v for n, v in names.items() if n.isupper() and isinstance(v, str)}
        queries = {n: v for n, v in constants.items() if CYPHER.match(v) and not n.startswith("_")}
        prefix = module.name.removeprefix("graph.")
        found |= {f"{prefix}.{name}": text for name, text in queries.items()}
    return found


QUERIES = _queries()

FEW = "there are few of them, and all are meant"
ALL = "all of them are meant"
PAGE = "one pass counts and pages; what filters may be null"
OVERVIEW = "a count over the whole list for a dashboard"

# fmt: off
LABEL_SCANS: dict[str, str] = {
    "applications.ITEMS":            ALL,
    "batches.INTAKES":               FEW,
    "batches.RUNS":                  FEW,
    "effects.EFFECTS":               ALL,
    "intakes.INTAKE_BY_HASH":        FEW,
    "effects.OPINIONS":              FEW,
    "effects.PARENTS":               FEW,
    "effects.SOURCES":               FEW,
    "law_pages.EFFECTS_PAGE":        PAGE,
    "law_pages.SOURCES_PAGE":        PAGE,
    "item_pages.ITEMS_PAGE":         PAGE,
    "item_pages.ITEMS_PAGE_IN_ORDER": PAGE,
    "laws.ALL_KEYS":                 ALL,
    "laws.INSTRUMENTS_BY_NEWEST_TEXT": PAGE,
    "laws.INSTRUMENTS_PAGE":         PAGE,
    "lists.EDITIONS":                FEW,
    "lists.STAGED":                  ALL,
    "looking_up.ENVELOPES":          PAGE,
    "looking_up.OVERDUE":        PAGE,
    "migrate.APPLIED":               FEW,
    "organs.ALIASES":                FEW,
    "organs.ALL":                    FEW,
    "obligations.OBLIGATIONS":       ALL,
    "pages.POWERS_SOUGHT":           PAGE,
    "people.BINDINGS":               FEW,
    "people.USERS":                  FEW,
    "reorganisations.OF_DAY":        FEW,
    "seen.OPINION_VERSIONS":         FEW,
    "statistics.EXPOSED":            OVERVIEW,
    "statistics.OBLIGATION_COUNTS":  OVERVIEW,
    "statistics.MISSING_COUNTS":     OVERVIEW,
    "statistics.POWER_COUNTS":       OVERVIEW,
    "tasks.TASKS":                   ALL,
}
"""Queries that read every node of a label, and why they may."""

ONE_EACH = "each side is one node, found by its key"
ONE_ROW = "each side is one row: a count and a page"

PRODUCTS: dict[str, str] = {
    "provisions.PUT_IN_VERSION": ONE_EACH,
    "provisions.PUT_PARTS":      ONE_EACH,
    "lists.COMPILED":           ONE_EACH,
    "lists.PUT_ROW_ELEMENTS":   ONE_EACH,
    "organs.PUT_TENURES":       ONE_EACH,
    "pages.POWERS_BY_CODE":     ONE_ROW,
    "pages.POWERS_BY_DEPARTMENT": ONE_ROW,
    "pages.POWERS_IN_ORDER":    ONE_ROW,
    "pages.POWERS_OF_KINDS":    ONE_ROW,
    "pages.POWERS_SOUGHT":      ONE_ROW,
    "powers.PUT_HAS_ELEMENT":   ONE_EACH,
    "successions.MERGE_INTO":   ONE_EACH,
}
"""Queries that join two patterns which nothing joins, and why they may."""
# fmt: on

HOT = (
    "correspondences.FROM_OLD",
    "correspondences.OF_VERSION",
    "history.BEHIND",
    "history.CONTENTS",
    "history.VERSIONS",
    "provisions.UNITS_BY_ID",
    "provisions.UNITS_INSIDE",
    "provisions.UNITS_OF_PROVISIONS",
    "provisions.UNITS_OF_VERSIONS",
    "lawbook.CITING",
    "lawbook.POWERS",
    "lists.CONTENTS",
    "lists.ELEMENTS",
    "organs.TENURES",
    "pages.POWERS_BY_CODE",
    "pages.POWERS_BY_DEPARTMENT",
    "pages.POWERS_IN_ORDER",
    "effects.EFFECTS_OF_INSTRUMENTS",
    "effects.EFFECTS_OF_SOURCE",
    "effects.EFFECTS_OF_REFS",
    "effects.SOURCE",
    "effects.VERSIONS_OF_SOURCE",
    "batches.RUNS_OF_CAUSE",
    "lawbook.RULINGS",
    "lawbook.RULINGS_ON",
    "reorganisations.PLANS",
    "law_pages.EFFECTS_PAGE_OF_SOURCE",
    "law_pages.EFFECTS_PAGE_OF_INSTRUMENT",
    "law_pages.EFFECTS_PAGE_STANDING",
    "lists.EDITIONS_PAGE",
    "looking_up.POWERS_SEEN",
    "looking_up.TASKS_BY_ID",
    "worklist.WORKLIST",
    "pages.POWERS_AMONG",
    "pages.POWERS_LEFT_OF_HOLDERS",
    "pages.POWERS_OF_HOLDERS",
    "pages.POWERS_OF_KINDS",
    "applications.ITEMS_BY_ID",
    "applications.ITEMS_BY_KEY",
    "applications.ITEMS_OF_ENVELOPE",
    "applications.ITEMS_OF_POWER",
    "applications.ITEMS_OF_CAUSE",
    "applications.OPEN_ITEMS",
    "obligations.OBLIGATIONS_BY_KEY",
    "obligations.OBLIGATIONS_OF_ITEMS",
    "obligations.OBLIGATIONS_OF_HOLDERS",
    "tasks.TASKS_BY_KEY",
    "tasks.TASKS_ON_SUBJECTS",
    "tasks.TASKS_OF_CAUSE",
    "tasks.TASKS_IN_STATE",
    "people.ACTOR",
    "people.FOUNDING",
)
"""What a request or a plan asks again and again: each begins at an index."""


def _every_part(text: str) -> str:
    """A query with all that it reads only where it is wanted: a plan does not show what stands behind a CASE."""
    return re.sub(r"CASE WHEN \$\w+ THEN (?=COLLECT)", "", text).replace(" ELSE [] END", "")


async def _operators(driver: AsyncDriver, text: str) -> list[str]:
    """The operators of a query's plan."""
    text = _every_part(text)
    nothing = dict.fromkeys(re.findall(r"\$(\w+)", text))
    async with driver.session(database="neo4j") as session:
        result = await session.run(cast("LiteralString", f"EXPLAIN {text}"), nothing)
        plan = (await result.consume()).plan
    assert plan is not None
    return [step["operatorType"].partition("@")[0] for step in _steps(plan)]


def _steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", []):
        yield from _steps(child)


@pytest.mark.usefixtures("graph")
@pytest.mark.parametrize("name", QUERIES)
async def test_a_query_can_be_planned_and_walks_over_no_more_than_it_may(
    name: str, driver: AsyncDriver
) -> None:
    used = set(await _operators(driver, QUERIES[name]))

    assert not {op for op in used if "AllNodesScan" in op or "AllRelationshipsScan" in op}
    assert "NodeByLabelScan" not in used or name in LABEL_SCANS
    assert "CartesianProduct" not in used or name in PRODUCTS


@pytest.mark.parametrize("name", HOT)
async def test_what_is_asked_often_begins_at_an_index(
    name: str, graph: Graph, driver: AsyncDriver
) -> None:
    used = await _operators(driver, QUERIES[name])

    assert any("IndexSeek" in op for op in used), used
    assert not any("Scan" in op for op in used), used


async def test_every_reason_is_still_needed(graph: Graph, driver: AsyncDriver) -> None:
    for names, operator in ((LABEL_SCANS, "NodeByLabelScan"), (PRODUCTS, "CartesianProduct")):
        for name in names:
            assert operator in await _operators(driver, QUERIES[name]), name


def test_the_queries_are_found() -> None:
    assert len(QUERIES) > 140
    assert not {*LABEL_SCANS, *PRODUCTS, *HOT} - QUERIES.keys()
