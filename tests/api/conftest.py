"""The small world, as far as a test needs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.db import Graph
from server.anchor import FileAnchor
from tests.api.small_world import SmallWorld


@pytest.fixture
async def world(graph: Graph, tmp_path: Path) -> SmallWorld:
    """The district on 2024-01-02, with its first edition."""
    world = SmallWorld(graph, anchor=FileAnchor(tmp_path / "anchor"))
    await world.settle()
    return world
