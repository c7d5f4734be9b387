"""影响清单的导出: the rows of the impact query, in files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.model.law import ProvisionVersion
from graph.model.plan import DayRow, HitRow
from graph.model.power import Function, Power
from publishing import tables
from resolvers.impact import NOT_PRINTED, Impact

COLUMNS = (
    "部门",
    "职权编码",
    "职权名称",
    "职权类型",
    "子项",
    "要素",
    "引用功能",
    "引用原文",
    "旧文",
    "新文",
    "依据状态",
    "生效日期",
    "存续",
    "规则",
    "结果",
    "事由",
    "路径",
    "证明",
)


DAY_COLUMNS = ("当日阶段", "当日法律状态")
"""What a file tells besides, where the impact is seen on a day: survival, state and new text are then those of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """影响清单 as it is printed."""

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]

    def keyed(self) -> Iterator[dict[str, str]]:
        """Each row by the names of its columns."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


def printed(found: Impact) -> Printed:
    """One row for each hit, in the order of the API."""
    rows = [
        _row(hit, found.powers[hit.power], found.holder_names.get(hit.holder, ""), found.units)
        for _, hit in found.rows
    ]
    return Printed(columns=COLUMNS if found.on is None else COLUMNS + DAY_COLUMNS, rows=rows)


def _row(
    hit: HitRow, power: Power, holder: str, units: Mapping[str, ProvisionVersion]
) -> tuple[str, ...]:
    cited = power.cited(hit.citation.citation)
    sub = next((s.name for s in power.sub_items if s.id == hit.sub_item), "")
    of_day = (hit.phase.value, hit.status.value) if isinstance(hit, DayRow) else ()
    return (
        holder,
        power.code,
        power.name,
        power.type.value,
        sub,
        hit.element.value,
        cited.function.value if cited else Function.GRANT.value,
        cited.printed if cited else NOT_PRINTED,
        _texts(cited.units, units) if cited else "",
        _texts(hit.citation.now, units),
        hit.citation.state.value,
        hit.effective.isoformat(),
        hit.survival,
        " ".join(hit.rules),
        hit.outcome.value,
        " ".join(hit.grounds),
        hit.route.value,
        "\n".join(step.sentence for step in hit.citation.steps),
        *of_day,
    )


def _texts(ids: Iterable[str], units: Mapping[str, ProvisionVersion]) -> str:
    return "\n".join(f"{units[i].place} {units[i].text}" for i in ids if i in units)


def as_csv(told: Printed) -> bytes:
    """影响清单 as CSV."""
    return tables.as_csv(told.columns, told.rows)


def as_xlsx(told: Printed) -> bytes:
    """影响清单 as XLSX."""
    return tables.as_xlsx(told.columns, told.rows, sheet="影响清单")
