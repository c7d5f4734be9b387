"""样本清单的行: the short rows of ``powers/*.tsv``, and the full rows that a department would print."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sample import faults
from sample.citing import Library, basis_cell, listed_cell

HERE = Path(__file__).parent
POWERS = HERE / "powers"

COLUMNS = (
    "序号", "事项名称", "子项名称", "权力类型", "实施依据", "行使主体", "承办机构", "实施层级及权限", "",
    "部门职责", "责任事项内容", "责任事项依据", "追责对象范围", "追责情形", "追责依据", "监督方式", "救济途径", "备注",
)  # fmt: skip
"""Headers of the official form; 实施层级及权限 is merged over two columns, so the second has none."""

_LIABLE_BY_CIVIL_SERVICE_LAW_ONLY = ("AUTHORIZED_ORG", "SUBDISTRICT")
_NUMBER_TRAP = "内河水路运输服务条例(2021-03-12)"
_STAFF_ARTICLE = f"{_NUMBER_TRAP}#77"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRow:
    """一行 in short form.

    Attributes:
        key: our own name for the power, never printed; "LC002.1" is a continuation row of "LC002".
        fault: label of the damage that the builder does to the basis, "" for none (``sample.faults``).
    """

    key: str
    name: str
    sub_item: str
    type: str
    basis: str
    undertaker: str
    authority: str
    fault: str
    remark: str
    organ: str

    @property
    def continues(self) -> bool:
        """A further row of the power above: its own 子项 and basis."""
        return "." in self.key


@cache
def district() -> dict[str, Any]:
    """区情: organs, names, people of the sample district."""
    return json.loads((HERE / "district.json").read_text("utf-8"))


@cache
def templates() -> dict[str, Any]:
    """Shared wording of duties, liability clauses, supervision and remedy, by type."""
    return json.loads((HERE / "templates.json").read_text("utf-8"))


@cache
def holders() -> dict[str, dict[str, Any]]:
    """Every organ that has a list, by the name of its file: 区…局 without 区."""
    short = {
        alias["name"].removeprefix("区"): organ
        for organ in district()["organs"]
        for alias in organ["aliases"]
    }
    return {path.stem: short[path.stem] for path in sorted(POWERS.glob("*.tsv"))}


def short_rows(stem: str) -> tuple[SampleRow, ...]:
    """The rows of one department's file, in order."""
    with (POWERS / f"{stem}.tsv").open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(reader)
        return tuple(_row(stem, cells) for cells in reader)


def _row(stem: str, cells: list[str]) -> SampleRow:
    key, name, sub, kind, basis, undertaker, authority, fault, remark = cells
    return SampleRow(
        key=key,
        name=name,
        sub_item=sub,
        type=kind,
        basis=basis,
        undertaker=undertaker,
        authority=authority,
        fault=fault,
        remark=remark,
        organ=holders()[stem]["id"],
    )


def all_rows() -> Iterator[SampleRow]:
    """The rows of every department."""
    for stem in holders():
        yield from short_rows(stem)


def printed_rows(stem: str) -> Iterator[dict[str, str]]:
    """完整的行: every column as one department of the sample prints it."""
    return print_rows(short_rows(stem), stem, holders()[stem])


def print_rows(
    rows: Iterable[SampleRow], stem: str, organ: Mapping[str, Any], library: Library | None = None
) -> Iterator[dict[str, str]]:
    """Short rows in full; a continuation row leaves out what it shares with its power.

    Args:
        stem: the holder's short name without 区.
        library: the texts that the bases cite, those of the sample where none is given.
    """
    number = 0
    for row in rows:
        number += not row.continues
        basis = faults.damage(row.fault, basis_cell(row.basis, library))
        own = _own(row, _holder(stem, organ, number)) | {"实施依据": basis}
        shared = {} if row.continues else _shared(row, organ, number)
        yield {column: "" for column in COLUMNS} | own | shared


def _own(row: SampleRow, holder: str) -> dict[str, str]:
    return {
        "事项名称": row.name,
        "子项名称": row.sub_item,
        "权力类型": row.type,
        "行使主体": holder,
        "承办机构": row.undertaker,
        "备注": row.remark,
    }


def _holder(stem: str, organ: Mapping[str, Any], number: int) -> str:
    """Full and short names stand in one list, as in real ones."""
    if organ["kind"] == "SUBDISTRICT":
        return stem
    full = organ["names"][-1]["name"]
    bracketed = [alias["name"] for alias in organ["aliases"] if "（" in alias["name"]]
    return (full, f"区{stem}", *bracketed)[number % (2 + len(bracketed))]


def _shared(row: SampleRow, organ: Mapping[str, Any], number: int) -> dict[str, str]:
    kind, words = templates()["types"][row.type], templates()
    subject = row.name or row.sub_item
    name = organ["names"][-1]["name"]
    return {
        "序号": str(number),
        "实施层级及权限": "街道级" if organ["kind"] == "SUBDISTRICT" else "区级",
        "": row.authority or f"负责本辖区{subject}",
        "部门职责": organ["duty"],
        "责任事项内容": _duties(kind["duty"]),
        "责任事项依据": listed_cell(kind["duty_basis"][number % len(kind["duty_basis"])]),
        "追责对象范围": words["persons"],
        "追责情形": _clauses(words["preambles"][number % 2], kind["clauses"]),
        "追责依据": listed_cell(liability(row, organ, number)),
        "监督方式": words["supervision"].format(organ=name),
        "救济途径": words["remedy"].get(row.type, words["remedy"]["default"]).format(organ=name),
    }


def liability(row: SampleRow, organ: Mapping[str, Any], number: int) -> str:
    """追责依据 in short form: the accountability law, for every second power the civil service law as well.

    Powers of the number-reuse statute cite its staff article besides; authorised organisations and
    sub-districts only the civil service law.
    """
    civil = templates()["civil_service"]
    if organ["kind"] in _LIABLE_BY_CIVIL_SERVICE_LAW_ONLY:
        return civil[number % 2]
    cited = [_STAFF_ARTICLE] if row.basis.startswith(f"{_NUMBER_TRAP}#") else []
    cited.append(templates()["types"][row.type]["liability"])
    return " | ".join([*cited, civil[number % 4 // 2]] if number % 2 == 0 else cited)


def _duties(steps: list[str]) -> str:
    direct = (f"{n}.{step}" for n, step in enumerate(steps, 1))
    guiding = (f"{n}.{step}" for n, step in enumerate(templates()["guidance"], 1))
    return "\n".join(("直接实施责任：", *direct, "指导监督责任：", *guiding))


def _clauses(preamble: str, clauses: list[str]) -> str:
    return "\n".join((preamble, *(f"{n}.{clause}" for n, clause in enumerate(clauses, 1))))
