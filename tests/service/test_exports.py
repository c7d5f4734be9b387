"""Exports hold the rows of the API, exactly, for those who may see them; and no cell is ever run."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from python_calamine import CalamineWorkbook

from graph.db import Graph
from graph.model.plan import Outcome, Route
from graph.model.power import ElementKind, Function
from publishing import tables
from publishing.impact import COLUMNS, DAY_COLUMNS
from server.anchor import FileAnchor
from server.asking import Service
from server.exports import attachment
from tests.api.small_world import SmallWorld
from tests.keeping import Keeper
from tests.service.client import Client, sentences

HITS = """
query($source: ID!, $after: String) {
  impact(source: $source) { ... on Impact { hits(first: 2, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes {
      power { code name } holder { name } element function printed effective survival outcome rules grounds route
      old { place text } state { state now { place text } proof { sentence } }
    } } } }
}"""


@pytest.fixture
async def world(graph: Graph, keep: Keeper, tmp_path: Path) -> SmallWorld:
    """The district on the day after its statute was revised."""
    anchor = FileAnchor(tmp_path / "anchor")

    async def play() -> SmallWorld:
        world = SmallWorld(graph, anchor=anchor)
        await world.settle()
        await world.revise()
        return world

    return replace(await keep("small-revised", play, tmp_path), anchor=anchor)


@pytest.fixture
def district(
    world: SmallWorld, outside_service: Service, open_: Callable[[Service], Client]
) -> Client:
    return open_(replace(outside_service, graph=world.graph, pack=world.pack, clock=world.clock))


async def _hits(client: Client, source: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        answer = await client.ask(HITS, {"source": source, "after": after}, user="fz1")
        assert "errors" not in answer.json(), answer.text
        page = answer.json()["data"]["impact"]["hits"]
        found += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            assert len(found) == page["totalCount"]
            return found
        after = page["pageInfo"]["endCursor"]


def _texts(units: list[dict[str, str]]) -> str:
    return "\n".join(f"{unit['place']} {unit['text']}" for unit in units)


def _told(hit: dict[str, Any]) -> dict[str, str]:
    """What the API tells of a hit, under the headers of the file."""
    return {
        "部门": hit["holder"]["name"],
        "职权编码": hit["power"]["code"],
        "职权名称": hit["power"]["name"],
        "要素": ElementKind[hit["element"]].value,
        "引用功能": Function[hit["function"]].value,
        "引用原文": hit["printed"],
        "旧文": _texts(hit["old"]),
        "新文": _texts(hit["state"]["now"]),
        "生效日期": hit["effective"],
        "存续": hit["survival"],
        "规则": " ".join(hit["rules"]),
        "结果": Outcome[hit["outcome"]].value,
        "事由": " ".join(hit["grounds"]),
        "路径": Route[hit["route"]].value,
        "证明": "\n".join(step["sentence"] for step in hit["state"]["proof"]),
    }


def _csv(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _xlsx(content: bytes) -> list[dict[str, str]]:
    head, *rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    )
    return [dict(zip(map(str, head), map(str, row), strict=True)) for row in rows]


async def test_both_files_hold_the_rows_of_the_api_in_its_order(
    district: Client, world: SmallWorld
) -> None:
    """《办法》第六条、第七条: what is decided upon is what was shown."""
    expected = [_told(hit) for hit in await _hits(district, world.source)]
    assert len(expected) >= 3

    for suffix, read in (("csv", _csv), ("xlsx", _xlsx)):
        answer = await _get(district, suffix, world.source, "fz1")
        rows = read(answer.content)
        assert tuple(rows[0]) == COLUMNS
        assert [{name: row[name] for name in expected[0]} for row in rows] == expected


async def _get(client: Client, suffix: str, source: str, user: str = "") -> Any:
    headers = client.token(user) if user else {}
    return await client.http.get(
        f"/exports/impact.{suffix}", params={"source": source}, headers=headers
    )


async def test_a_file_of_a_day_says_so_and_tells_that_day(
    district: Client, world: SmallWorld
) -> None:
    headers = district.token("fz1")
    for suffix, read in (("csv", _csv), ("xlsx", _xlsx)):
        for day, survivals in (("2024-05-31", {"V1", "V4"}), ("2024-06-01", {"V3", "V4", "V9"})):
            answer = await district.http.get(
                f"/exports/impact.{suffix}",
                params={"source": world.source, "on": day},
                headers=headers,
            )
            rows = read(answer.content)
            assert tuple(rows[0]) == COLUMNS + DAY_COLUMNS
            assert {row["存续"] for row in rows} <= survivals
            assert f"{day}所见" in unquote(answer.headers["content-disposition"])


async def test_the_file_has_a_name_in_chinese(district: Client, world: SmallWorld) -> None:
    answer = await _get(district, "csv", world.source, "fz1")

    told = answer.headers["content-disposition"]
    assert told.isascii()
    name = unquote(told.rpartition("filename*=UTF-8''")[2])
    assert name.startswith("影响清单-")
    assert name.endswith(".csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


async def test_the_public_gets_no_file(district: Client, world: SmallWorld) -> None:
    for suffix in ("csv", "xlsx"):
        answer = await _get(district, suffix, world.source)
        assert answer.status_code == 403
        sentences(answer)


async def test_a_wrong_request_for_a_file_is_told(district: Client) -> None:
    answers = {
        "/exports/impact.csv": 400,
        "/exports/impact.csv?source=nothing": 400,
        "/exports/impact.csv?source=x&knownAt=%C2%B2": 400,
        "/exports/impact.csv?source=x&knownAt=-1": 400,
        "/exports/impact.csv?source=x&on=2024-13-01": 400,
        "/exports/impact.csv?source=x&on=today": 400,
        "/exports/impact.pdf?source=x": 404,
    }
    for address, status in answers.items():
        answer = await district.http.get(address, headers=district.token("fz1"))
        assert answer.status_code == status, address
        sentences(answer)
    posted = await district.http.post("/exports/impact.csv?source=x")
    assert posted.status_code == 405
    stranger = await district.http.get(
        "/exports/impact.csv?source=x", headers={"authorization": "Bearer x"}
    )
    assert stranger.status_code == 401


HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "=1+1",
    "+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
)


@pytest.mark.parametrize("cell", HOSTILE)
def test_no_cell_of_a_csv_begins_like_a_formula(cell: str) -> None:
    written = tables.as_csv(("名称", "文字"), [("甲", cell)])

    (row,) = _csv(written)
    assert row["文字"] == f"'{cell}"
    assert row["名称"] == "甲"


@pytest.mark.parametrize("cell", [*HOSTILE, "http://evil.example", "{=1+1}", "1", "2024-01-01"])
def test_every_cell_of_a_workbook_is_text(cell: str) -> None:
    written = tables.as_xlsx(("文字",), [(cell,)], sheet="表")

    (row,) = _xlsx(written)
    assert row["文字"].replace("\r", "\n") == cell.replace("\r", "\n")
    formulas = CalamineWorkbook.from_filelike(io.BytesIO(written)).get_sheet_by_index(0)
    assert isinstance(formulas.to_python()[1][0], str)
    assert _parts(written, "<f>") == _parts(written, "hyperlink") == 0


def _parts(content: bytes, wanted: str) -> int:
    """How often something stands in the sheets of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
        return sum(archive.read(n).decode().count(wanted) for n in sheets)


@pytest.mark.parametrize(
    "name",
    ['a"; filename="b.exe.csv', "甲\r\nX-Evil: 1.csv", "../../etc/passwd.csv", "长" * 500 + ".csv"],
)
def test_a_name_ends_neither_the_header_nor_the_folder(name: str) -> None:
    told = attachment(name)

    assert told.isascii()
    assert "\r" not in told
    assert told.count('"') == 2
    decoded = unquote(told.rpartition("''")[2])
    assert "/" not in decoded
    assert decoded.endswith(".csv")
