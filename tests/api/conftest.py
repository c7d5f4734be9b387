"""The small world, as far as a test needs it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph.db import Graph
from server.anchor import FileAnchor
from tests.api.small_world import SmallWorld
from tests.keeping import Keeper


@pytest.fixture
async def world(graph: Graph, keep: Keeper, tmp_path: Path) -> SmallWorld:
    """The district on 2024-01-02, with its first edition."""
    anchor = FileAnchor(tmp_path / "anchor")

    async def play() -> SmallWorld:
        world = SmallWorld(graph, anchor=anchor)
        await world.settle()
        return world

    return replace(await keep("small", play, tmp_path), anchor=anchor)
