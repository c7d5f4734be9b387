"""The market reform of S9 as the district carries it out: its lists, its decision document, its plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from graph.db import Graph
from sample import setting_up
from sample.api import Api
from sample.build import write_workbook
from sample.citing import Library
from sample.merger import merger_world
from sample.rows import holders, print_rows
from tests.scenarios import documents, steps
from tests.scenarios.world import World

Row = dict[str, Any]

MERGING = ("工商行政管理局", "质量技术监督局", "食品药品监督管理局")
PRICES = "发展和改革局"
PEOPLE = tuple(f"980106-{code}" for code in ("BB", "FZ", "GS", "ZJ", "SY", "FG"))
PROBLEM = "... on Problem { __typename message code }"
LIST_DAY = "2024-01-01"

PLAN = """
  digest committable moved survivors absorbed unassigned { nodes { id } }
  same(first: 200) { nodes { survivorId absorbedIds receiverId differing } }
  candidates(first: 200) { nodes { powerIds percent sameGrant } }
  problems(first: 200) { nodes { fault powerId since until organIds sentence } }
  names { organId meansId since }
  counts { holder { name } route items }"""

REFORM = f"""
  ... on Reorganization {{ source {{ id effective }} pieces {{ id kind }} plan {{ {PLAN} }} committed {{ id moved items }} }}
  ... on DutyWithoutHolder {{ powers intervals }}
  {PROBLEM}"""

RECORD = f"""
mutation($title: String!, $level: DecisionLevel = CITY, $effective: Date!, $pieces: [OrgChangeInput!]!, $event: ID) {{
  recordOrgChange(title: $title, level: $level, decided: "2025-06-01", effective: $effective, pieces: $pieces, event: $event) {{
    ... on Reorganization {{ source {{ id }} plan {{ {PLAN} }} }} ... on RowNotBuilt {{ row }} {PROBLEM} }}
}}"""

SEE = f"""
query($source: ID!) {{
  reorganizationPlan(source: $source) {{
    ... on Reorganization {{ source {{ id }} plan {{ {PLAN} }} committed {{ moved items }} }} {PROBLEM} }}
}}"""

RULED = f"""
query($source: ID!) {{ reorganizationPlan(source: $source) {{ ... on Reorganization {{ rulingsVersion }} {PROBLEM} }} }}"""

ITEMS = f"""
query($source: ID!, $after: String) {{
  reorganizationPlan(source: $source) {{
    ... on Reorganization {{ plan {{
      items(first: 200, after: $after) {{
        totalCount pageInfo {{ hasNextPage endCursor }}
        nodes {{ kind route grounds rules severity effective holderId powerIds }} }} }} }} {PROBLEM} }}
}}"""

ASSIGN = f"""
mutation($source: ID!, $assignments: [AssignmentInput!]!, $version: Int!) {{
  assignPowers(source: $source, assignments: $assignments, expectedVersion: $version) {{
    ... on Reorganization {{ plan {{ {PLAN} }} }} {PROBLEM} }}
}}"""

HANDOVER = f"""
mutation($source: ID!, $powers: [ID!]!, $on: Date!, $version: Int!) {{
  setHandover(source: $source, powers: $powers, on: $on, expectedVersion: $version) {{
    ... on Reorganization {{ plan {{ {PLAN} }} }} ... on RowNotBuilt {{ row }} ... on VersionConflict {{ sent current }} {PROBLEM} }}
}}"""

RESOLVE = f"""
mutation($source: ID!, $power: ID!, $other: ID!, $same: Boolean!, $survivor: ID, $version: Int!) {{
  resolveDuplicate(source: $source, power: $power, other: $other, same: $same, survivor: $survivor, expectedVersion: $version) {{
    ... on Reorganization {{ plan {{ {PLAN} }} }} {PROBLEM} }}
}}"""

COMMIT = f"""
mutation($source: ID!, $digest: String!) {{
  commitReorganization(source: $source, expectedDigest: $digest) {{
    ... on ReorganizationCommitted {{ runId digest moved created changed kept items(first: 200) {{ totalCount nodes {{ result }} }} }}
    ... on DutyWithoutHolder {{ powers intervals }} ... on DutyWithTwoHolders {{ powers intervals }}
    ... on DuplicatesOpen {{ pairs }} ... on RowNotBuilt {{ row }} {PROBLEM} }}
}}"""

HOLDERS = """
query($powers: [ID!]!, $axis: Axis!, $on: Date, $after: String) {
  powerHolders(powers: $powers, axis: $axis, on: $on, first: 200, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { powerId organId organ { name } validFrom validTo } }
}"""

ALIASES = """
query($text: String, $on: Date) {
  aliases(text: $text, on: $on, first: 200) { pageInfo { hasNextPage endCursor } nodes { name { text } organ { id } } }
}"""

LINES = """
query($where: PowerWhere, $after: String) {
  powers(where: $where, first: 200, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { id name type holderId listStatus version }
  }
}"""

REQUESTS = """
query($where: ItemWhere, $after: String) {
  requests(where: $where, first: 200, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id version state kind route grounds rules powerIds contentHash envelopeId effective holderId causeId
      decisions { action organId } }
  }
}"""


@dataclass
class Market:
    """The district before the reform.

    Attributes:
        organs: id by code.
        instruments: id by title.
        market: id of the new department.
        keys: power id by key of the made-up world.
    """

    world: World
    organs: dict[str, str]
    instruments: dict[str, str]
    market: str
    keys: dict[str, str]

    def organ(self, stem: str) -> str:
        """Id of a department by the name of its file."""
        return self.organs[holders()[stem]["id"]]

    def pieces(self) -> list[Row]:
        """工商+质监+食药监, and 价格检查 of 发改 a month later."""
        prices = {"instruments": [self.instruments["价格监督条例"]]}
        merger = {"kind": "MERGE", "sources": [self.organ(s) for s in MERGING]}
        transfer = {"kind": "PARTIAL_TRANSFER", "sources": [self.organ(PRICES)]}
        return [
            {**merger, "target": self.market},
            {
                **transfer,
                "target": self.market,
                "chosen": [prices],
                "handover": merger_world().handover,
            },
        ]

    async def record(self, pieces: list[Row] | None = None, **given: Any) -> Row:
        """The reform, as its document says; or other pieces."""
        told = {"title": "机构改革方案", "effective": merger_world().reform, **given}
        return await self.bb.do(RECORD, pieces=self.pieces() if pieces is None else pieces, **told)

    @property
    def bb(self) -> Api:
        """编办."""
        return self.world.as_("bb1")

    async def see(self, source: str) -> Row:
        """The plan as it is today."""
        return (await self.bb.ask(SEE, source=source))["reorganizationPlan"]

    async def tell_apart(self, source: str) -> None:
        """A person looks at every candidate: none of them is one power."""
        for candidate in (await self.see(source))["plan"]["candidates"]["nodes"]:
            power, other = candidate["powerIds"]
            await rule(self.bb, RESOLVE, source, power=power, other=other, same=False)

    async def commit(self, source: str) -> Row:
        """Simulate and commit."""
        digest = (await self.see(source))["plan"]["digest"]
        return await self.bb.do(COMMIT, source=source, digest=digest)

    async def items(self, **where: Any) -> list[Row]:
        """Items as 编办 sees them."""
        return await pages(self.bb, REQUESTS, where=where)

    async def lines(self, **where: Any) -> list[Row]:
        """Powers, listed or not."""
        return await pages(self.bb, LINES, where=where)

    async def means(self, text: str, on: str) -> list[str]:
        """The organs that a name means on a day."""
        rows = (await self.bb.ask(ALIASES, text=text, on=on))["aliases"]["nodes"]
        return [row["organ"]["id"] for row in rows if row["name"]["text"] == text]

    async def holders_on(self, keys: list[str], axis: str, on: str) -> dict[str, list[str]]:
        """Key → names of those who hold it on that day."""
        ids = {self.keys[key]: key for key in keys}
        rows = await pages(self.bb, HOLDERS, powers=list(ids), axis=axis, on=on)
        found: dict[str, list[str]] = {key: [] for key in keys}
        for row in rows:
            found[ids[row["powerId"]]].append(row["organ"]["name"])
        return found


async def seen(api: Api, source: str) -> int:
    """The version of what people decided about a reform."""
    return (await api.ask(RULED, source=source))["reorganizationPlan"]["rulingsVersion"]


async def rule(api: Api, document: str, source: str, **given: Any) -> Row:
    """One decision about a reform, by somebody who has seen how it stands."""
    return await api.do(document, source=source, version=await seen(api, source), **given)


async def pages(api: Api, document: str, **variables: Any) -> list[Row]:
    """Every row of a connection, page by page."""
    rows: list[Row] = []
    after: str | None = None
    while True:
        (found,) = (await api.ask(document, after=after, **variables)).values()
        while "nodes" not in found:
            (found,) = found.values()
        rows += found["nodes"]
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            return rows


async def before_the_reform(graph: Graph, folder: Path, keys: set[str] | None = None) -> Market:
    """Organs, statutes and lists of S9's market part, or of these keys of it."""
    world = World(graph)
    facts = merger_world()
    organs = await setting_up.set_up_people(await world.found(), only=PEOPLE)
    wanted = {s: [r for r in rows if not keys or r.key in keys] for s, rows in facts.rows.items()}
    cited = {row.basis.partition("#")[0] for rows in wanted.values() for row in rows}
    instruments = await _statutes(world, folder, {s: facts.statutes[s] for s in sorted(cited)})
    for stem, rows in ((s, rows) for s, rows in wanted.items() if rows):
        path = folder / f"青棠区{stem}权责清单.xlsx"
        printed = print_rows(rows, stem, holders()[stem], facts.statutes)
        await setting_up.import_list(
            world.as_("bb1"), write_workbook(path, list(printed)), LIST_DAY
        )
    await setting_up.compile_edition(world.as_("bb1"), LIST_DAY)
    world.today = date(2025, 7, 1)
    market = await _new_department(world)
    known = {(p["name"], p["holderId"]): p["id"] for p in await pages(world.as_("bb1"), LINES)}
    ids = {r.key: known[r.name, organs[r.organ]] for rows in wanted.values() for r in rows}
    return Market(world=world, organs=organs, instruments=instruments, market=market, keys=ids)


async def _statutes(world: World, folder: Path, statutes: Library) -> dict[str, str]:
    found: dict[str, str] = {}
    for statute in statutes.values():
        path = folder / f"{statute.stem}.md"
        path.write_text("\n".join(statute.text.source) + "\n", "utf-8")
        found[statute.title] = await setting_up.register_statute(world.as_("fz1"), statute)
        await setting_up.record_text(
            world.as_("fz1"), found[statute.title], replace(statute, path=path)
        )
    return found


async def _new_department(world: World) -> str:
    """市场监管局, founded before it takes over, with people of its own."""
    admin, day = world.as_("admin"), "2025-06-01"
    made = await admin.do(
        setting_up.REGISTER_ORGAN,
        code="980106-SC",
        name="青棠区市场监督管理局",
        kind="WORK_DEPT",
        **{"from": day},
    )
    await admin.do(setting_up.BIND_ROLE, role="DEPT", organ=made["id"], **{"from": day, "to": None})
    for user in ("sc1", "sc2"):
        await admin.do(
            setting_up.REGISTER_USER,
            user=user,
            name=f"市场监管{user[-1]}",
            organ=made["id"],
            **{"from": day, "to": None},
        )
    return made["id"]


async def carry(market: Market, items: list[Row]) -> list[Row]:
    """Route B in three acts, each over all items and by another person."""
    items = await steps.step(market.world.as_("sc1"), documents.SUBMIT, items)
    items = await steps.step(market.world.as_("bb1"), documents.ORG_REVIEW, items)
    return await steps.step(market.world.as_("fz1"), documents.LEGALITY_REVIEW, items)


async def apply(market: Market, items: list[Row]) -> Row:
    """编办 applies items as they stand, in one act."""
    now = {i["id"]: i for i in await market.items(causes=[items[0]["causeId"]])}
    rows = [now[i["id"]] for i in items]
    given = [
        {"id": r["id"], "expectedVersion": r["version"], "expectedHash": r["contentHash"]}
        for r in rows
    ]
    return await market.bb.do(documents.APPLY, items=given)
