"""What takes the processor for long is worked out beside the others: whoever asks meanwhile is answered."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from resolvers import impact
from tests.api.small_world import SmallWorld

ASKED = "query($source: ID!) { impact(source: $source) { ... on Impact { hits { totalCount } } } }"


async def test_who_asks_while_an_impact_is_judged_is_answered(
    world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.revise()
    begun, answered, judge = asyncio.Event(), threading.Event(), impact.make_plan
    loop = asyncio.get_running_loop()

    def slow(*args: Any, **kwargs: Any) -> Any:
        """A judgement that does not end before somebody else was answered."""
        loop.call_soon_threadsafe(begun.set)
        assert answered.wait(timeout=20)
        return judge(*args, **kwargs)

    monkeypatch.setattr(impact, "make_plan", slow)
    judged = asyncio.create_task(world.as_("fz1").ask(ASKED, source=world.source))
    await begun.wait()
    told = await world.as_("bb1").ask("{ me { user } }")
    answered.set()

    assert told["me"]["user"] == "bb1"
    assert (await judged)["impact"]["hits"]["totalCount"] > 0
