"""The decision tables are complete, speak Chinese, and are the only rows that the code names."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from graph.errors import RowNotBuilt
from graph.model.judgement import Survival
from graph.rules.elements import BY_FAMILY, Family
from graph.rules.meetings import MEETINGS
from graph.rules.outcomes import ALONE, TOGETHER
from graph.rules.tables import RULES, RuleRow, not_built, row

LAST = {"L": 27, "E": 12, "P": 17, "U": 9, "O": 21, "C": 21, "T": 11, "X": 8}
STARTS_AT_NOUGHT = {"L", "E"}
NOT_YET = {"P4", "P5", "P6", "P7", "U1", "U9", "O5", "O6", "O7", "C9", "C10", "C21"}
ROW_ID = re.compile(r"[LEPUOCTX]\d{1,2}")
RULES_FOLDER = Path(__file__).parents[2] / "graph" / "rules"


@pytest.mark.parametrize("letter", LAST)
def test_no_row_is_missing_and_none_is_there_twice(letter: str) -> None:
    ids = [rule.id for rule in RULES if rule.id[0] == letter]
    first = 0 if letter in STARTS_AT_NOUGHT else 1
    assert sorted(ids, key=lambda i: int(i[1:])) == [
        f"{letter}{n}" for n in range(first, LAST[letter] + 1)
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_row_says_in_chinese_when_what_and_under_which_article(rule: RuleRow) -> None:
    for sentence in (rule.change, rule.condition, rule.outcome):
        assert re.search("[一-鿿]", sentence)
    assert re.search("《.+》", rule.source)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_ground_and_its_route_agree(rule: RuleRow) -> None:
    """Article 8: grounds of Articles 5 and 6 go by route A, of Article 7 by B."""
    if not rule.grounds or rule.id in {"L6", "L21", "P12", "L13"}:
        return
    first = {ground[0] for ground in rule.grounds}
    assert rule.route == ("B" if first == {"7"} else "A")


@pytest.mark.parametrize("id_", sorted(NOT_YET))
def test_a_row_that_is_not_built_refuses_by_name(id_: str) -> None:
    assert not row(id_).built
    refusal = not_built(id_)
    assert isinstance(refusal, RowNotBuilt)
    assert id_ in str(refusal)
    assert row(id_).condition in str(refusal)


def test_pass_one_has_a_row_for_each_survival_without_a_living_group() -> None:
    dead_or_doubtful = set(Survival) - {Survival.V1, Survival.V2, Survival.V3}
    assert set(ALONE) == dead_or_doubtful
    assert all(row(rule).stage == "1" for rule, _ in ALONE.values())


def test_pass_two_has_all_rows_that_speak_together() -> None:
    of_the_case = {"L13", "L16", "L27"}
    in_table = {rule.id for rule in RULES if rule.stage == "2"}
    assert {rule for rule, _ in TOGETHER} == in_table - of_the_case
    assert all(row(rule).severity is not None for rule, _ in TOGETHER)


def test_every_family_of_elements_has_its_rows() -> None:
    assert set(BY_FAMILY) == set(Family)


def test_the_code_names_only_rows_that_the_tables_have() -> None:
    known = {rule.id for rule in RULES}
    named = {name for path in RULES_FOLDER.glob("*.py") for name in _row_ids(path)}
    assert named <= known


def _row_ids(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str) and ROW_ID.fullmatch(value)}


def test_a_line_of_the_conflict_algebra_is_refused_only_where_its_row_is_not_built() -> None:
    for line in MEETINGS:
        assert row(line.rule).built is (line.resolution is not None)
