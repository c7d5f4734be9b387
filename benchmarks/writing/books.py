"""A list file that nobody has imported yet: a further place of a made world, printed as a workbook."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from graph.model.listing import PowerContent
from graph.model.power import ElementKind
from sample.build import write_workbook
from sample.rows import COLUMNS
from sample.world.catalogue import DISTRICT, catalogue
from sample.world.places import Place, places, templates_of
from sample.world.rows import Printer, ranks_of
from sample.world.words import FIELDS

_COLUMNS = {
    ElementKind.BASIS: "实施依据",
    ElementKind.UNDERTAKER: "承办机构",
    ElementKind.LEVEL: "实施层级及权限",
    ElementKind.DUTY: "责任事项内容",
    ElementKind.DUTY_BASIS: "责任事项依据",
    ElementKind.LIABILITY_CASES: "追责情形",
    ElementKind.LIABILITY_BASIS: "追责依据",
    ElementKind.SUPERVISION: "监督方式",
    ElementKind.REMEDY: "救济途径",
}


def place(seed: int, number: int) -> Place:
    """The place of this number, of a whole district's size."""
    return next(islice(places(seed, DISTRICT * (number + 1)), number, None))


def write(path: Path, seed: int, powers: int, where: Place) -> None:
    """The list of a place as one workbook; it cites the statutes of a world of this many powers."""
    known = catalogue(seed, powers)
    printer = Printer(seed, ranks_of(known, where))
    organs = {field.organ: where.organ_name(field.organ) for field in FIELDS}
    rows = [printer.row(where, t, organs).content for t in templates_of(seed, known, where)]
    write_workbook(path, [_printed(n, row) for n, row in enumerate(rows, 1)])


def _printed(number: int, row: PowerContent) -> dict[str, str]:
    told = {_COLUMNS[e.kind]: e.text for e in row.elements if e.kind in _COLUMNS}
    own = {
        "序号": str(number),
        "事项名称": row.name,
        "权力类型": row.type.value,
        "行使主体": row.holder,
    }
    return {column: "" for column in COLUMNS} | told | own
