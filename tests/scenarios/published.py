"""The 14 published workbooks and the statutes of ``../shared/data`` that they cite, as a district of its own."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from importers.lists.contents import holders_named
from importers.lists.report import read_power_list
from legal.citations import normalise_title
from sample import setting_up
from tests.scenarios.town import ORGANS, Row, Town

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("QUANZE_SHARED", ROOT.parent / "shared")) / "data"
LISTS, LAWS = DATA / "lists", DATA / "laws"
LIST_DAY = "2024-12-31"

RANKS = {
    "法律": "LAW",
    "行政法规": "ADMINISTRATIVE_REGULATION",
    "地方性法规": "LOCAL_REGULATION",
    "部门规章": "MINISTRY_RULE",
}
PEOPLE = {code: row for code, row in ORGANS.items() if code not in ("SW", "CG")}


def workbooks(names: Iterable[str] = ("",)) -> list[Path]:
    """The workbooks whose name holds one of these."""
    return [path for path in sorted(LISTS.iterdir()) if any(name in path.name for name in names)]


def statutes(paths: Iterable[Path], most: int | None = None) -> list[dict[str, Any]]:
    """The newest text of each statute that one of these workbooks names, as the index has it, the most named first.

    Args:
        most: so many of them; None: all.
    """
    said = normalise_title("".join(_cells(path) for path in paths))
    rows = json.loads((LAWS / "index.json").read_text("utf-8"))["documents"]
    known = [row for row in rows if row["level"] in RANKS and row["part"] is None]
    newest = {row["title"]: row for row in sorted(known, key=_day)}
    named = {title: said.count(normalise_title(title)) for title in newest}
    order = sorted((title for title in newest if named[title]), key=lambda t: (-named[t], t))
    return [newest[title] for title in order[:most]]


def _day(row: dict[str, Any]) -> str:
    return row["effective_date"] or row["publish_date"]


def _cells(path: Path) -> str:
    items = read_power_list(path).items
    return "".join(str(item.cells) for item in items) + "".join(
        str(part.texts) for item in items for part in item.parts
    )


async def settle(town: Town, paths: list[Path], most: int | None = None) -> list[dict[str, Any]]:
    """Every holder that the workbooks name, their statutes, their rows, the first edition. Returns the statutes."""
    names = sorted({name for path in paths for name in holders_named(read_power_list(path))})
    holders = {f"H{n}": (name, "WORK_DEPT", "DEPT", (f"h{n}",)) for n, name in enumerate(names)}
    await town.settle(PEOPLE | holders)
    known = statutes(paths, most)
    for row in known:
        text = (LAWS / row["file"]).read_text("utf-8")
        await town.law(row["title"], text, rank=RANKS[row["level"]], since=_day(row))
    bb = town.as_("bb1")
    for path in paths:
        document = setting_up.IMPORT_LIST.replace("on: $on", "on: $on, skipBadRows: true")
        content = base64.b64encode(path.read_bytes()).decode()
        await bb.do(document, name=path.name, content=content, on=LIST_DAY)
    await setting_up.compile_edition(bb, LIST_DAY)
    return known


FOUND = """
query($source: ID!, $hits: String, $tasks: String) {
  impact(source: $source) {
    ... on Impact {
      complete
      tasks(first: 200, after: $tasks) { pageInfo { hasNextPage endCursor } nodes { kind powerIds sentence } }
      hits(first: 200, after: $hits) { pageInfo { hasNextPage endCursor }
        nodes { power { id name } subItemId element survival outcome rules } }
    } ... on Problem { message } } }"""


async def found(town: Town, source: str) -> Row:
    """A whole impact: its hits and its questions, all pages of them."""
    read: Row = {"hits": [], "tasks": []}
    after: dict[str, str | None] = {"hits": None, "tasks": None}
    more = {"hits", "tasks"}
    while more:
        page = (await town.as_("fz1").ask(FOUND, source=source, **after))["impact"]
        for part in sorted(more):
            read[part] += page[part]["nodes"]
            after[part] = page[part]["pageInfo"]["endCursor"]
        more = {part for part in more if page[part]["pageInfo"]["hasNextPage"]}
        read["complete"] = page["complete"]
    return read
