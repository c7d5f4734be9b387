"""Names: what nobody can read is no name, and what decides nothing is no decision; neither leaves a trace."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph import audit
from sample import setting_up
from sample.api import Refused
from tests.api.small_world import SmallWorld
from tests.scenarios import documents

SINCE = {"from": "2024-01-01"}
UNREADABLE = ("", "  ", "\u3000", "水务\t局", "\x00")


def _attempts(world: SmallWorld, name: str) -> list[tuple[str, str, dict[str, Any]]]:
    organ = world.organs["SW"]
    law = {"rank": "ADMINISTRATIVE_REGULATION", "issuer": "国务院", "territory": "", "own": False}
    return [
        ("admin", setting_up.REGISTER_ORGAN, {"code": "X", "name": name, "kind": "WORK_DEPT", **SINCE}),
        ("admin", setting_up.REGISTER_ORGAN, {"code": name, "name": "某局", "kind": "WORK_DEPT", **SINCE}),
        ("admin", setting_up.NAME_ORGAN, {"organ": organ, "text": name, "authority": "青编1号", "to": None, **SINCE}),
        ("admin", setting_up.REGISTER_USER, {"user": "x", "name": name, "organ": organ, "to": None, **SINCE}),
        ("admin", setting_up.REGISTER_USER, {"user": name, "name": "某人", "organ": organ, "to": None, **SINCE}),
        ("fz1", setting_up.REGISTER_INSTRUMENT, {"title": f"《{name}》", **law}),
    ]  # fmt: skip


async def test_a_name_that_nobody_can_read_is_refused_and_nothing_is_written(
    world: SmallWorld,
) -> None:
    world.today = date(2024, 6, 10)
    before = await world.graph.read(audit.head)

    for name in UNREADABLE:
        for user, document, given in _attempts(world, name):
            with pytest.raises(Refused, match="须写明，且不得含有不可显示的字符"):
                await world.as_(user).do(document, **given)

    assert await world.graph.read(audit.head) == before


async def test_nothing_is_applied_where_nothing_is_chosen(world: SmallWorld) -> None:
    before = await world.graph.read(audit.head)

    with pytest.raises(Refused, match="须至少选定一个事项"):
        await world.as_("bb1").do(documents.APPLY, items=[])

    assert await world.graph.read(audit.head) == before
