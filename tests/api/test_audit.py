"""The audit trail, and whatever happens to it behind the service's back: each is named (F34, I10)."""

from __future__ import annotations

from pathlib import Path
from typing import Any, LiteralString

import pytest

from graph.audit import Recorded
from graph.db import Graph, Tx
from sample import setting_up
from server.anchor import FileAnchor
from tests.api.small_world import PROBLEM, SmallWorld

TRAIL = f"""
query($first: Int, $after: String) {{
  auditTrail {{
    ... on AuditTrail {{ last events(first: $first, after: $after) {{ totalCount pageInfo {{ hasNextPage endCursor }}
      nodes {{ seq actorId name given minted hash previous }} }} }} {PROBLEM} }}
}}"""

VERIFY = f"""
{{ verifyAudit {{ ... on AuditVerdict {{ intact events anchored unanchored
    firstFault {{ kind seq sentence }} faults {{ kind seq }} }} {PROBLEM} }} }}"""

EVENTS = 7


@pytest.fixture
async def office(graph: Graph, tmp_path: Path) -> SmallWorld:
    """An administrator who registered six organs: seven events, all anchored."""
    office = SmallWorld(graph, anchor=FileAnchor(tmp_path / "anchor"))
    admin = await office.found()
    for code in "ABCDEF":
        await admin.do(
            setting_up.REGISTER_ORGAN,
            code=code,
            name=f"第{code}局",
            kind="WORK_DEPT",
            **{"from": "2010-01-01"},
        )
    return office


async def _behind_the_back(graph: Graph, cypher: LiteralString, **given: Any) -> None:
    """What an intruder does to the database itself."""

    async def work(tx: Tx) -> None:
        await (await tx.run(cypher, given)).consume()

    await graph.write(work)


async def _verdict(office: SmallWorld) -> dict[str, Any]:
    return (await office.as_("admin").ask(VERIFY))["verifyAudit"]


async def test_the_trail_holds_every_act_with_its_input(office: SmallWorld) -> None:
    admin = office.as_("admin")

    first = (await admin.ask(TRAIL, first=4))["auditTrail"]["events"]
    rest = (await admin.ask(TRAIL, first=4, after=first["pageInfo"]["endCursor"]))["auditTrail"]

    rows = first["nodes"] + rest["events"]["nodes"]
    assert [row["seq"] for row in rows] == list(range(1, EVENTS + 1))
    assert [row["previous"] for row in rows[1:]] == [row["hash"] for row in rows[:-1]]
    assert first["totalCount"] == EVENTS
    assert (rows[1]["name"], rows[1]["actorId"]) == ("registerOrgUnit", "admin")
    assert rows[1]["given"]["name"] == "第A局"
    assert rows[1]["minted"] == ["organ:2-1", "orgname:2-2"]


async def test_an_untouched_chain_is_intact(office: SmallWorld) -> None:
    verdict = await _verdict(office)

    assert verdict["intact"]
    assert (verdict["events"], verdict["anchored"], verdict["unanchored"]) == (EVENTS, EVENTS, 0)


CUT = """
MATCH (e:AuditEvent) WHERE e.seq > 5 DETACH DELETE e
WITH count(*) AS _
MATCH (last:AuditEvent {seq: 5}) MATCH (h:AuditHead) SET h.seq = 5, h.hash = last.hash
"""

SWAP = """
MATCH (one:AuditEvent {seq: 3}) MATCH (other:AuditEvent {seq: 4})
SET one.seq = -1
WITH one, other
SET other.seq = 3
WITH one
SET one.seq = 4
"""


# fmt: off
TAMPERING: list[tuple[LiteralString, str, int]] = [
    ("MATCH (e:AuditEvent {seq: 3}) SET e.given = replace(e.given, '局', '委')", "ALTERED", 3),
    ("MATCH (e:AuditEvent {seq: 4}) SET e.actor = 'someone'",                    "ALTERED", 4),
    ("MATCH (e:AuditEvent {seq: 2}) SET e.result = '{}'",                        "ALTERED", 2),
    ("MATCH (e:AuditEvent {seq: 4}) SET e.actorName = '另一人'",                  "ALTERED", 4),
    ("MATCH (e:AuditEvent {seq: 5}) SET e.mutationKey = 'admin\\n一'",            "ALTERED", 5),
    ("MATCH (e:AuditEvent {seq: 6}) REMOVE e.minted, e.given",                   "ALTERED", 6),
    ("MATCH (e:AuditEvent {seq: 7}) SET e.note = '另记'",                         "ALTERED", 7),
    (SWAP,                                                                       "ALTERED", 3),
    ("MATCH (e:AuditEvent {seq: 3}) DETACH DELETE e",                            "MISSING", 3),
    ("MATCH (e:AuditEvent {seq: 1}) DETACH DELETE e",                            "MISSING", 1),
    ("MATCH (e:AuditEvent {seq: 7}) DETACH DELETE e",                            "CUT_OFF", 7),
    (CUT,                                                                        "CUT_OFF", 6),
    ("MATCH (n) WHERE n:AuditEvent OR n:AuditHead DETACH DELETE n",              "CUT_OFF", 1),
    ("MATCH (h:AuditHead) DETACH DELETE h",                                      "HEAD_LOST", 7),
    ("MATCH (h:AuditHead) SET h.hash = 'f'",                                     "HEAD_DIFFERS", 7),
]
# fmt: on


@pytest.mark.parametrize(("cypher", "kind", "seq"), TAMPERING)
async def test_what_is_done_behind_the_back_of_the_service_is_named(
    office: SmallWorld, cypher: LiteralString, kind: str, seq: int
) -> None:
    await _behind_the_back(office.graph, cypher)

    verdict = await _verdict(office)

    assert not verdict["intact"]
    assert (verdict["firstFault"]["kind"], verdict["firstFault"]["seq"]) == (kind, seq)
    assert f"第 {seq} 条" in verdict["firstFault"]["sentence"] or kind.startswith("HEAD")


class FullDisk:
    def keep(self, record: Recorded) -> None:
        raise OSError(28, "No space left on device")


async def test_an_act_whose_anchor_cannot_be_written_is_done_and_seen_to_be_unanchored(
    graph: Graph,
) -> None:
    """It is committed when the anchor is asked: an error would let its user do it twice."""
    office = SmallWorld(graph, anchor=FullDisk())
    await office.found()

    verdict = await _verdict(office)

    assert (verdict["intact"], verdict["events"], verdict["unanchored"]) == (True, 1, 1)


async def test_only_auditors_read_the_trail(world: SmallWorld) -> None:
    for user, code in (("sw1", "Forbidden"), ("fz1", "Forbidden"), ("au1", None), ("bb1", None)):
        told = await world.as_(user).ask(TRAIL, first=1)
        assert told["auditTrail"].get("code") == code, user
        told = await world.as_(user).ask(VERIFY)
        assert told["verifyAudit"].get("code") == code, user
    told = await world.as_("").ask(TRAIL, first=1)
    assert told["auditTrail"]["code"] == "Forbidden"
