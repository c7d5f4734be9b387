"""导入报告的逐单元格部分: one list of typed rows, whatever a cell is reported for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, Self

import strawberry

from schema.enums import publish
from schema.paging import Connection, sliced


class ReportedFor(StrEnum):
    """因何列入报告; the names are those of the report's lists."""

    ROW_ERRORS = "错误行：未暂存"
    REPORTED_CELLS = "没有归入要素的单元格"
    FINDINGS = "值得核对之处"
    UNKNOWN_HOLDERS = "行使主体没有登记"
    UNTYPED = "没有写明职权类型"
    OUTSIDE = "不属于本清单的行：未暂存"
    LEFT_OUT_CELLS = "所在的行未暂存的单元格"


publish(ReportedFor, "单元格因何列入导入报告")


@strawberry.type(description="导入报告中的一个单元格")
class ReportedCell:
    reported_for: ReportedFor = strawberry.field(description="因何列入报告")
    sheet: str = strawberry.field(description="工作表")
    row: int = strawberry.field(description="第几行，从 1 起")
    column: str = strawberry.field(description="栏名，或列的字母、序号")
    value: str = strawberry.field(description="内容；空为未填")
    sentence: str = strawberry.field(description="说明")

    @classmethod
    def of(cls, kind: ReportedFor, row: Mapping[str, Any]) -> Self:
        return cls(
            reported_for=kind,
            sheet=row["sheet"],
            row=row["row"],
            column=str(row.get("header") or row["column"]),
            value=row["value"],
            sentence=row.get("message") or row["reason"],
        )


Wanted = Sequence[ReportedFor] | None


def cells(report: Any, kinds: Wanted, first: int, after: str | None) -> Connection[ReportedCell]:
    """A page of the cells that a report names, in the order of the report.

    Raises:
        PageTooLarge, BadCursor.
    """
    rows = [ReportedCell.of(kind, row) for kind, row in _listed(report, kinds)]
    return sliced(
        list(enumerate(rows)),
        lambda numbered: (f"{numbered[0]:07d}", numbered[1].reported_for.name),
        lambda numbered: numbered[1],
        first,
        after,
    )


def _listed(
    report: Mapping[str, Any], kinds: Wanted
) -> Iterator[tuple[ReportedFor, Mapping[str, Any]]]:
    for kind in ReportedFor:
        if kinds is None or kind in kinds:
            yield from ((kind, row) for row in report.get(kind.name.lower(), ()))
