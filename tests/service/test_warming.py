"""What front ends ask first is asked ahead: nothing of it is refused, and a database that is away keeps nobody from serving."""

from __future__ import annotations

import logging

import pytest

from server.asking import Service
from server.warming import warm


async def test_all_of_it_can_be_asked(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "quanze"):
        await warm(service)

    assert not caplog.records


async def test_a_database_that_is_away_is_only_noted(
    outside_service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "quanze"):
        await warm(outside_service)

    assert [r.name for r in caplog.records if r.name == "quanze"] == ["quanze"]
