"""docs/rules.md: the decision tables, row by row, and which rows are not built."""

from __future__ import annotations

from graph.rules.row import RuleRow
from graph.rules.tables import RULES

HEAD = """# 决策表 · The decision tables

Written by `make docs` from `graph/rules/tables.py`; do not edit. A row that is not built is refused by name (`RowNotBuilt`) when its situation
arises; it never falls through to another. Grounds: `7(1)` is 《办法》第七条第（一）项. Routes: [workflow.md](workflow.md).

"""

NAMES = {
    "L": "法规变动影响设立依据",
    "E": "法规变动影响其他要素",
    "P": "行政许可",
    "U": "上级决定、委托和赋权",
    "O": "机构变动",
    "C": "与在办事项相遇",
    "T": "时间",
    "X": "上下位规定与清理",
}


def rules_md() -> str:
    """The whole document."""
    tables = [_table(letter, [rule for rule in RULES if rule.id[0] == letter]) for letter in NAMES]
    missing = "、".join(rule.id for rule in RULES if not rule.built)
    return f"{HEAD}{''.join(tables)}## 尚未建成的行 · Rows that are not built\n\n{missing}\n"


def _table(letter: str, rows: list[RuleRow]) -> str:
    head = "| 编号 | 情形 | 条件 | 结果 | 事由 | 路径 | 依据 |\n|---|---|---|---|---|---|---|\n"
    return f"## {letter} {NAMES[letter]}\n\n{head}{''.join(_row(rule) for rule in rows)}\n"


def _row(rule: RuleRow) -> str:
    mark = rule.id if rule.built else f"{rule.id}（未建）"
    cells = (mark, rule.change, rule.condition, rule.outcome)
    grounds = " ".join(rule.grounds) or "–"
    return f"| {' | '.join(cells)} | {grounds} | {rule.route or '–'} | {rule.source} |\n"
