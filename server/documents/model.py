"""docs/graph.md: labels, relationships, keys, indexes, what is immutable; read from queries and migrations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.migrate import FOLDER
from server.documents.cypher import DROPPED, EVERYTHING, SCHEMA, Shape, Shapes, shapes

# fmt: off
TERMS = {
    "Law":     {
        "Instrument":       "法规、规章或者文件，贯穿其全部文本",
        "DocNumber":        "文号：公布法规的令号或者发文字号",
        "TextVersion":      "文本版本：一部法规某日公布的一个文本",
        "Document":         "存入的原文，以内容摘要为名",
        "Provision":        "条款的身份；与条号无关",
        "ProvisionVersion": "条款文本：某一文本中的条、款、项、目",
        "Division":         "编、分编、章、节，以首末条表示其范围",
        "Correspondence":   "新旧对应：旧条款在下一文本中的去向",
        "Assessment":       "支持评估",
        "Source":           "变动的来源：修改决定、修订",
        "Effect":           "法规效力事件",
        "Opinion":          "法制办意见",
        "ParentLink":       "上位依据",
    },
    "List":    {
        "Power":            "权力事项；所存要素为当前版本的副本，供查找和排序",
        "PowerVersion":     "权力事项的一个版本：清单上的一行",
        "SubItem":          "子项",
        "Element":          "要素内容，以内容摘要为身份",
        "LiabilityClause":  "追责情形的一条，各职权共用",
        "Citation":         "引用：要素中印出的一处法规引用",
        "Link":             "关联：引用与其所引条款文本，或者不能关联的理由",
        "FunctionRuling":   "引用功能和依据组的确认",
        "CatalogueRuling":  "目录核对：通用目录有没有一项许可",
        "RemedyRuling":     "救济途径的另定",
        "ListEdition":      "清单版次",
        "ListIntake":       "一次清单导入及其报告",
        "ListedRow":        "已导入、待编制的一行",
        "Finding":          "导入时发现的问题",
    },
    "Organ":   {
        "OrgUnit":          "机构",
        "OrgName":          "机构名称或者别名，有起止日",
        "Tenure":           "行使权：谁在何时行使一项职权",
        "OrgChangeEvent":   "机构变动事件",
        "ReorgPlan":        "机构变动方案",
        "ReformRuling":     "机构改革中的人工决定：去向、是否重复、交接日",
        "User":             "用户",
        "RoleBinding":      "角色绑定：机构在何时担任《办法》所称的角色",
    },
    "Process": {
        "ImpactRun":        "一次影响分析",
        "Obligation":       "申请义务",
        "Envelope":         "申请书",
        "Item":             "调整事项",
        "Decision":         "决定：一人的一次办理",
        "Task":             "系统的待办",
        "OutboxEvent":      "待发事件，供订阅",
        "AuditEvent":       "办理记录：审计链的一环",
        "AuditHead":        "审计链的链头；写入者在此排队",
        "Migration":        "已执行的数据库迁移",
    },
}
# fmt: on
"""The label's Chinese term, by room of the house. A label that is used and not here fails ``make check``."""

HEAD = """# The graph

Written by `make docs` from the query constants of `graph/` and the files of `graph/migrations/`; do not edit.
Labels and relationships are those that a query names or a constraint keeps; properties are those that a query writes or reads.

"""

AXES = """## The two axes

- **Law** (when does it hold?): half-open days `[validFrom, to)` and `effective` on the nodes that are dated, in Asia/Shanghai.
- **Knowledge** (since when do we know?): `seq`, the number of the audit event that wrote the node, and `superseded`, the number of
  the one that replaced it. A query asks `seq <= $known AND (superseded IS NULL OR superseded > $known)`.
  `AuditHead` is locked by every write, so these numbers are the order of commit.

"""


def graph_md() -> str:
    """The whole document."""
    found = shapes()
    parts = [HEAD, AXES]
    for room, terms in TERMS.items():
        parts += [f"## {room}\n\n", _labels(terms, found), "\n"]
    parts += ["## Relationships\n\n", _edges(found), "\n## Keys and indexes\n\n", _schema()]
    return "".join(parts)


def _labels(terms: dict[str, str], found: Shapes) -> str:
    rows = [_row(label, term, found.labels.get(label)) for label, term in terms.items()]
    return _table("Label | 术语 | Life | Properties", rows)


def _row(label: str, term: str, shape: Shape | None) -> str:
    if shape is None:
        return f"`{label}` | {term} | room only: a key is kept, nothing is written yet | –"
    properties = ", ".join(f"`{name}`" for name in sorted(shape.properties))
    return f"`{label}` | {term} | {life(shape)} | {properties}"


def life(shape: Shape) -> str:
    """What happens to such a node after it was created."""
    later = shape.later - {"superseded"}
    if not shape.later:
        return "immutable"
    if not later:
        gone = "".join(f", gives up `{name}`" for name in sorted(shape.given_up))
        return f"immutable, superseded{gone}"
    if EVERYTHING in later:
        return "changes under its `key`"
    return "changes: " + ", ".join(f"`{name}`" for name in sorted(later))


def _edges(found: Shapes) -> str:
    rows = [
        f"`{name}` | {start} → {end} | {', '.join(f'`{p}`' for p in sorted(shape.properties)) or '–'}"
        for name, shape in sorted(found.edges.items())
        for start, end in sorted(shape.ends)
    ]
    return _table("Type | From → to | Properties", rows)


def _schema() -> str:
    rows = [
        f"`{label}` | {what} | `{on}` | `{name}`" for label, what, on, name in sorted(constraints())
    ]
    return _table("Label | What | On | Name", rows)


def constraints(folder: Path = FOLDER) -> Iterator[tuple[str, str, str, str]]:
    """(label, what, properties, name) of each constraint and index that the migrations leave."""
    kinds = {"CONSTRAINT": "unique", "INDEX": "index", "FULLTEXT INDEX": "full text"}
    migrations = [path.read_text("utf-8") for path in sorted(folder.glob("*.cypher"))]
    dropped = {name for text in migrations for name in DROPPED.findall(text)}
    for text in migrations:
        for found in SCHEMA.finditer(text):
            on = found["on"].replace(" IS UNIQUE", "").replace("n.", "").strip()
            if found["name"] not in dropped:
                yield found["label"], kinds[found["what"]], on, found["name"]


def _table(head: str, rows: list[str]) -> str:
    rule = "|".join("---" for _ in head.split("|"))
    return "".join(f"| {line} |\n" for line in (head, *rows)).replace(
        f"| {head} |\n", f"| {head} |\n|{rule}|\n", 1
    )
