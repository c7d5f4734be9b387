"""What was worked out once is shared by all who ask, until the next act or the next day."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import cast

import pytest

from graph import audit
from graph.db import Graph
from graph.model.actor import Actor, Role
from resolvers import organs
from resolvers.acting import Act, Desk, perform
from resolvers.memory import LATELY, Memory

TODAY = date(2024, 6, 1)


class Making:
    """Counts how often something was worked out."""

    def __init__(self) -> None:
        self.times = 0
        self.begun = asyncio.Event()

    async def __call__(self) -> str:
        self.times += 1
        made = f"第{self.times}次"
        self.begun.set()
        await asyncio.sleep(0.01)
        return made


@pytest.fixture
def making() -> Making:
    return Making()


async def _recall(
    memory: Memory, graph: Graph, making: Making, key: str = "甲", size: int = 1, on: date = TODAY
) -> str:
    return await memory.recall(graph, on, key, making, lambda _: size)


async def test_many_at_once_are_answered_by_one(graph: Graph, making: Making) -> None:
    memory = Memory()

    found = await asyncio.gather(*(_recall(memory, graph, making) for _ in range(20)))

    assert set(found) == {"第1次"}
    assert await _recall(memory, graph, making) == "第1次"
    assert await _recall(memory, graph, making, "乙") == "第2次"


async def test_an_act_takes_what_was_worked_out_under_its_head(
    graph: Graph, making: Making
) -> None:
    memory, head = Memory(), await graph.read(audit.head)
    await _recall(memory, graph, making)

    assert await memory.recall_locked((head, TODAY), "甲", making) == "第1次"
    assert await memory.recall_locked((head, TODAY), "乙", making) == "第2次"


async def test_an_act_after_another_one_works_it_out_anew(graph: Graph, making: Making) -> None:
    memory, (seq, digest) = Memory(), await graph.read(audit.head)
    await _recall(memory, graph, making)

    for moment in (
        ((seq + 1, digest), TODAY),
        ((seq, "f" * 64), TODAY),
        ((seq, digest), date(2024, 6, 2)),
    ):
        making.times = 1
        assert await memory.recall_locked(moment, "甲", making) == "第2次"
    assert await _recall(memory, graph, making) == "第1次", "what an act made is for it alone"


async def test_an_act_waits_for_nobody(graph: Graph, making: Making) -> None:
    memory, head = Memory(), await graph.read(audit.head)
    reading = asyncio.create_task(_recall(memory, graph, making))
    await making.begun.wait()

    assert await memory.recall_locked((head, TODAY), "甲", making) == "第2次"
    assert await reading == "第1次"


async def test_an_act_ends_it_whoever_did_it(graph: Graph, making: Making) -> None:
    memory = Memory()
    await _recall(memory, graph, making)

    await organs.found(
        Desk(graph=graph, actor=Actor()),
        organ_code="980106-A",
        organ_name="区信息管理中心",
        user="admin",
        name="管理员",
        valid_from=date(2020, 1, 1),
        territory="980106",
        sample=True,
    )

    assert await _recall(memory, graph, making) == "第2次"


async def test_a_new_day_ends_it(graph: Graph, making: Making) -> None:
    memory = Memory()
    await _recall(memory, graph, making)

    assert await _recall(memory, graph, making, on=date(2024, 6, 2)) == "第2次"


async def test_a_moment_is_short(making: Making, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()

    assert [await memory.lately("甲", making) for _ in range(3)] == ["第1次"] * 3
    later = monotonic() + LATELY
    monkeypatch.setattr("resolvers.memory.monotonic", lambda: later)

    assert [await memory.lately("甲", making) for _ in range(3)] == ["第2次"] * 3


async def test_an_act_done_here_ends_the_moment(graph: Graph, making: Making) -> None:
    desk = Desk(graph=graph, actor=Actor(roles=((Role.ADMIN, "organ:1"),)))
    await desk.memory.lately("甲", making)

    async def nothing(_: Act) -> dict[str, str]:
        return {}

    await perform(desk, "nothing", {}, nothing, roles=(Role.ADMIN,))

    assert await desk.memory.lately("甲", making) == "第2次"


async def test_what_failed_is_tried_again(graph: Graph) -> None:
    memory, tried = Memory(), 0

    async def failing() -> str:
        nonlocal tried
        tried += 1
        raise ValueError("不成")

    for _ in range(2):
        with pytest.raises(ValueError, match="不成"):
            await memory.recall(graph, TODAY, "甲", failing, lambda _: 1)

    assert tried == 2


async def test_who_leaves_takes_it_from_nobody(graph: Graph, making: Making) -> None:
    memory = Memory()
    leaving = asyncio.create_task(_recall(memory, graph, making))
    staying = asyncio.create_task(_recall(memory, graph, making))
    await making.begun.wait()

    leaving.cancel()

    assert await staying == "第1次"


@dataclass
class Heads:
    """A graph of which nothing but the heads of its chain are read, one after the other."""

    seqs: list[int]
    reading: int = 0

    async def read(self, *_: object) -> tuple[int, str]:
        self.reading += 1
        found = self.seqs.pop(0), ""
        await asyncio.sleep(0.01)
        return found


@pytest.mark.parametrize("size", [1, 99])
async def test_two_who_read_before_and_after_an_act_do_not_meet(size: int, making: Making) -> None:
    memory, heads = Memory(room=10), cast("Graph", Heads([1, 2]))

    before = asyncio.create_task(_recall(memory, heads, making, size=size))
    await asyncio.sleep(0.005)
    after = asyncio.create_task(_recall(memory, heads, making, size=size))

    assert await asyncio.gather(before, after) == ["第1次", "第2次"]


async def test_who_asks_while_the_head_is_read_shares_the_next_reading(making: Making) -> None:
    """The one under way may have begun before an act that he knows of."""
    memory, heads = Memory(), Heads([1, 2])
    asked = [asyncio.create_task(_recall(memory, cast("Graph", heads), making))]
    await asyncio.sleep(0.005)
    asked += [asyncio.create_task(_recall(memory, cast("Graph", heads), making)) for _ in range(20)]

    assert await asyncio.gather(*asked) == ["第1次", *["第2次"] * 20]
    assert heads.reading == 2


async def test_a_head_that_could_not_be_read_is_read_by_the_next(making: Making) -> None:
    memory, heads = Memory(), Heads([])
    with pytest.raises(IndexError):
        await _recall(memory, cast("Graph", heads), making)
    heads.seqs.append(1)

    assert await _recall(memory, cast("Graph", heads), making) == "第1次"


async def test_what_has_no_size_takes_room_as_well(graph: Graph, making: Making) -> None:
    memory = Memory(room=3)
    for key in "甲乙丙丁":
        await _recall(memory, graph, making, key, 0)

    assert await _recall(memory, graph, making, "甲", 0) == "第5次"


async def test_there_is_room_for_so_much_and_no_more(graph: Graph, making: Making) -> None:
    memory = Memory(room=10)

    await _recall(memory, graph, making, "甲", 6)
    await _recall(memory, graph, making, "乙", 6)
    await _recall(memory, graph, making, "太大", 11)

    assert await _recall(memory, graph, making, "甲", 6) == "第4次"
    assert await _recall(memory, graph, making, "太大", 11) == "第5次"
