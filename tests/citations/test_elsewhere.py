"""Cells of other provinces' lists are read exactly."""

import pytest

from legal.citations import parse
from legal.citations.wire import to_json
from tests.citations import elsewhere
from tests.citations.measuring import comparable

CELLS = list(elsewhere.cells())


@pytest.mark.parametrize("cell", CELLS, ids=[cell.id for cell in CELLS])
def test_a_cell_of_another_list_is_read(cell: elsewhere.Cell) -> None:
    found = to_json(parse(cell.text))

    assert [comparable(one) for one in found] == [comparable(one) for one in cell.refs]
    for expected, one in zip(cell.refs, found, strict=True):
        told = {name: expected[name] for name in ("doc_number", "revision") if name in expected}
        assert {name: one[name] for name in told} == told
