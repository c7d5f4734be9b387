"""Numbered Cypher files, each applied once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from neo4j import AsyncDriver

from graph import migrate
from graph.errors import DatabaseNewer, MigrationChanged

ONE = """\
// Why it is so.
CREATE CONSTRAINT sprout_name IF NOT EXISTS
FOR (s:Sprout) REQUIRE s.name IS UNIQUE;

MERGE (:Sprout {name: '甲; 乙'});
"""
TWO = "MERGE (:Sprout {name: '丙'});\n"


async def test_what_is_missing_is_applied_oldest_first_and_once(
    bare: AsyncDriver, tmp_path: Path
) -> None:
    _write(tmp_path, t0002_two=TWO, t0001_one=ONE)

    assert await migrate.pending(bare, "neo4j", tmp_path) == ["t0001_one", "t0002_two"]
    assert await migrate.migrate(bare, "neo4j", tmp_path) == ["t0001_one", "t0002_two"]
    assert await migrate.migrate(bare, "neo4j", tmp_path) == []
    assert await _sprouts(bare) == ["丙", "甲; 乙"]


async def test_a_later_file_is_applied_alone(bare: AsyncDriver, tmp_path: Path) -> None:
    _write(tmp_path, t0001_one=ONE)
    await migrate.migrate(bare, "neo4j", tmp_path)
    _write(tmp_path, t0002_two=TWO)

    assert await migrate.migrate(bare, "neo4j", tmp_path) == ["t0002_two"]


async def test_a_run_that_stopped_half_way_is_finished_by_the_next(
    bare: AsyncDriver, tmp_path: Path
) -> None:
    _write(tmp_path, t0001_one=ONE + "RETURN 1 / 0;\n")
    with pytest.raises(Exception, match="by zero"):
        await migrate.migrate(bare, "neo4j", tmp_path)
    _write(tmp_path, t0001_one=ONE)

    assert await migrate.migrate(bare, "neo4j", tmp_path) == ["t0001_one"]
    assert await _sprouts(bare) == ["甲; 乙"]


async def test_a_database_newer_than_the_program_is_refused(
    bare: AsyncDriver, tmp_path: Path
) -> None:
    _write(tmp_path, t0001_one=ONE, t0002_two=TWO)
    await migrate.migrate(bare, "neo4j", tmp_path)
    (tmp_path / "t0002_two.cypher").unlink()

    for act in (migrate.migrate, migrate.pending):
        with pytest.raises(
            DatabaseNewer, match=r"数据库比程序新：其中已有 t0002_two，而本程序只到 t0001_one"
        ):
            await act(bare, "neo4j", tmp_path)


async def test_an_applied_file_may_not_change_except_in_its_comments(
    bare: AsyncDriver, tmp_path: Path
) -> None:
    _write(tmp_path, t0001_one=ONE)
    await migrate.migrate(bare, "neo4j", tmp_path)

    _write(tmp_path, t0001_one="// Better said.\n" + ONE)
    assert await migrate.pending(bare, "neo4j", tmp_path) == []

    _write(tmp_path, t0001_one=ONE + TWO)
    with pytest.raises(MigrationChanged, match="已发布的迁移不得修改"):
        await migrate.migrate(bare, "neo4j", tmp_path)


async def test_our_own_migrations_leave_nothing_to_do(driver: AsyncDriver) -> None:
    assert migrate.files()
    assert await migrate.pending(driver, "neo4j") == []


def test_our_own_migrations_are_numbered_without_gap() -> None:
    numbers = [int(file.name.split("_")[0]) for file in migrate.files()]

    assert numbers == list(range(1, len(numbers) + 1))


@pytest.fixture
async def bare(driver: AsyncDriver) -> AsyncIterator[AsyncDriver]:
    """The server without our own migrations, which come back at the end."""
    await driver.execute_query("MATCH (n) DETACH DELETE n", database_="neo4j")
    yield driver
    await driver.execute_query("MATCH (n) DETACH DELETE n", database_="neo4j")
    await driver.execute_query("DROP CONSTRAINT sprout_name IF EXISTS", database_="neo4j")
    await migrate.migrate(driver, "neo4j")


def _write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.cypher").write_text(text, "utf-8")


async def _sprouts(driver: AsyncDriver) -> list[str]:
    found = await driver.execute_query("MATCH (s:Sprout) RETURN s.name AS name", database_="neo4j")
    return sorted(row["name"] for row in found.records)


def test_the_migrations_are_numbered_one_after_the_other() -> None:
    """Two that were written side by side may not share a number: their order would hang on a name."""
    numbers = [int(migration.name.split("_")[0]) for migration in migrate.files()]

    assert numbers == list(range(1, len(numbers) + 1))
